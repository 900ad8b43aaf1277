"""Choose objects: what is not set up yet, in its order, and why nothing can be (S27, S30)."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.storage.models import Connection, ObjectSync
from tests.web.conftest import Shop, queries
from tests.web.setup.conftest import company, edition


def page(shop: Shop) -> Any:
    return shop.client("owner").get(shop.url("syncs/new/"))


def has(shop: Shop, *objects: str) -> None:
    for name in objects:
        ObjectSync.objects.create(workspace=shop.workspace, object_type=name, direction="to-hubspot")


def test_the_three_objects_stand_in_their_order(fresh: Shop) -> None:  # S27
    assert [one.object_type.value for one in page(fresh).context["choices"]] == ["contact", "product", "invoice"]


def test_payments_come_with_invoices_and_that_is_said(fresh: Shop) -> None:  # S17, S27
    html = page(fresh).content.decode()
    assert "Payments come with them" in html
    assert "payments/configure" not in html


def test_what_is_set_up_is_not_offered_again(fresh: Shop) -> None:  # S27
    has(fresh, "contact")
    html = page(fresh).content.decode()
    assert "Set up contacts" not in html
    assert "Set up products" in html


def test_invoices_first_is_allowed_with_a_warning_that_offers_both(fresh: Shop) -> None:  # S27
    (invoices,) = [one for one in page(fresh).context["choices"] if one.object_type == "invoice"]
    assert invoices.missing == ("contact", "product")
    html = page(fresh).content.decode()
    assert "Contacts</a> first, else invoices of unmatched customers fail." in html
    assert "Products</a> first, else unmatched lines go on “Custom Line Item”." in html
    assert fresh.url("syncs/invoices/configure/") in html
    assert fresh.client("owner").get(fresh.url("syncs/invoices/configure/")).status_code == 200


def test_with_contacts_set_up_it_warns_of_products_alone(fresh: Shop) -> None:  # S27
    has(fresh, "contact")
    html = page(fresh).content.decode()
    assert "Products</a> first" in html
    assert "Contacts</a> first" not in html


def test_no_warning_where_both_are_there(fresh: Shop) -> None:
    has(fresh, "contact", "product")
    assert "not set up yet" not in page(fresh).content.decode()


def test_with_everything_set_up_it_says_so(set_up: Shop) -> None:
    assert "Everything is set up" in page(set_up).content.decode()


@pytest.mark.parametrize(("stated", "recorded"), [("free", "is recorded as Free"), ("", "is not recorded")])
def test_an_edition_below_starter_disables_the_buttons_and_says_what_is_recorded(
    fresh: Shop, stated: str, recorded: str
) -> None:  # S30
    edition(fresh, stated)
    html = page(fresh).content.decode()
    assert f"HubSpot&#x27;s edition {recorded}." in html
    assert f'<a class="btn" href="{fresh.url("integrations/")}">Change</a>' in html
    assert html.count("disabled>Set up") == 3
    assert fresh.client("owner").get(fresh.url("syncs/contacts/configure/")).status_code == 302


@pytest.mark.parametrize("stated", ["starter", "professional", "enterprise"])
def test_starter_and_above_may_add(fresh: Shop, stated: str) -> None:  # S30
    edition(fresh, stated)
    assert "disabled>Set up" not in page(fresh).content.decode()


def test_without_an_account_it_says_which_is_missing(fresh: Shop) -> None:
    Connection.objects.filter(workspace=fresh.workspace, side="quickbooks").update(state="disconnected")
    html = page(fresh).content.decode()
    assert "QuickBooks Online must be connected first." in html
    assert html.count("disabled>Set up") == 3


def test_missing_permissions_keep_everything_from_being_set_up(fresh: Shop) -> None:  # B1
    Connection.objects.filter(workspace=fresh.workspace, side="hubspot").update(scopes=["oauth"])
    html = page(fresh).content.decode()
    assert "HubSpot has not granted everything that is needed." in html
    assert html.count("disabled>Set up") == 3


def test_a_wall_is_said_and_keeps_nobody_from_what_it_does_not_concern(fresh: Shop) -> None:  # S6
    company(fresh, tax_required=True)
    html = page(fresh).content.decode()
    assert "none of them can go out" in html
    assert "disabled>Set up" not in html


@pytest.mark.parametrize("role", ["bookkeeper", "viewer"])
def test_who_may_not_set_up_is_told_who_may(fresh: Shop, role: str) -> None:
    answer = fresh.client(role).get(fresh.url("syncs/new/"))
    assert answer.status_code == 403
    assert "Owners and admins may change the set-up of a sync." in answer.content.decode()


def test_the_empty_list_of_syncs_leads_here(fresh: Shop) -> None:  # S27
    html = fresh.client("owner").get(fresh.url("integrations/quickbooks/")).content.decode()
    assert f'href="{fresh.url("syncs/new/")}">Set up your sync</a>' in html


def test_it_costs_a_few_queries(fresh: Shop) -> None:
    client = fresh.client("owner")
    with queries() as asked:
        client.get(fresh.url("syncs/new/"))
    assert len(asked.captured_queries) <= 10  # session and user among them
