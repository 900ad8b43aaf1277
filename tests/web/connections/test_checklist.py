"""The checklist over HTTP: a setting is changed in the vendor's own pages, the accounts are read anew, and the pages
say so and where to change it (B1)."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from syncapp.engine.setup.checklist import told
from syncapp.jobs import tasks
from syncapp.storage.models import Activity, Connection, Workspace
from tests.scenarios.company import Company
from tests.scenarios.conftest import acme, empty  # noqa: F401 - fixtures
from tests.world import World

BOOKS: dict[str, dict[str, Any]] = {
    "sales": {"SalesFormsPrefs": {"CustomTxnNumbers": True}},
    "credit": {"SalesFormsPrefs": {"AutoApplyCredit": True}},
    "closed": {"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}},
    "tax": {"TaxPrefs": {"UsingSalesTax": True}},
    "recognition": {"ProductAndServicesPrefs": {"RevenueRecognition": True}},
}
# A person changes this in QuickBooks, and this is said before and after.
SWITCHED = [
    ("sales", "Custom transaction numbers are off.", "Custom transaction numbers are on."),
    ("credit", "only by hand", "QuickBooks applies a customer's open credits"),
    ("closed", "The books have no closing date", "The books are closed through Sep 30, 2026."),
    ("tax", "No tax stands in the way.", "Sales tax is on."),
    ("recognition", "Revenue recognition is off.", "Revenue recognition is on"),
]


def signed_in(workspace: Workspace) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(username="owner@example.com"), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def text_of(client: Client, world: World, path: str) -> str:
    answer = client.get(f"/{world.workspace.slug}/{path}")
    assert answer.status_code == 200, answer.status_code
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def check_again(client: Client, world: World) -> None:
    """The button; a worker then reads both accounts."""
    client.post(f"/{world.workspace.slug}/integrations/check/")
    tasks.read_accounts(world.workspace.pk)


def test_what_is_switched_in_quickbooks_is_said_after_check_again(acme: Company) -> None:  # noqa: F811
    client = signed_in(acme.world.workspace)
    before = text_of(client, acme.world, "integrations/")
    assert [words for _, words, _ in SWITCHED if words not in before] == []

    for name, _, _ in SWITCHED:
        acme.company_settings(**BOOKS[name])
    check_again(client, acme.world)

    after = text_of(client, acme.world, "integrations/")
    assert [words for _, _, words in SWITCHED if words not in after] == []
    assert "1 thing stands in the way. What it concerns cannot sync until it is changed" in after
    assert "QuickBooks Online › Account and settings › Sales › Sales form content" in after


def test_the_place_to_change_it_is_a_link_into_the_vendors_page(acme: Company) -> None:  # noqa: F811
    acme.company_settings(**BOOKS["sales"])
    client = signed_in(acme.world.workspace)
    check_again(client, acme.world)
    page = client.get(f"/{acme.world.workspace.slug}/integrations/").content.decode()
    assert re.search(r'href="[^"]*/app/settings\?p=Sales"[^>]*>QuickBooks Online › Account and settings › Sales', page)
    assert re.search(r'href="[^"]*/workflows/\d+"[^>]*>HubSpot › Automation › Workflows', page)


def test_both_accounts_are_compared_with_each_other(acme: Company) -> None:  # noqa: F811
    acme.world.control("hubspot", "settings", {"additional_currencies": ["EUR"], "timezone": "America/New_York"})
    client = signed_in(acme.world.workspace)
    check_again(client, acme.world)
    text = text_of(client, acme.world, "integrations/")
    assert "HubSpot has USD and EUR, and QuickBooks keeps USD alone" in text
    assert "HubSpot keeps the time of New York" in text


def test_review_of_a_set_up_shows_the_whole_list(acme: Company) -> None:  # noqa: F811
    acme.company_settings(**BOOKS["credit"])
    client = signed_in(acme.world.workspace)
    check_again(client, acme.world)
    text = text_of(client, acme.world, "syncs/invoices/review/")
    assert "Checked in both accounts" in text
    assert "QuickBooks applies a customer's open credits to each new invoice by itself" in text
    assert "things are fine" in text


def test_our_property_that_somebody_deleted_is_made_again(acme: Company) -> None:  # noqa: F811
    acme.in_hubspot("DELETE", "/crm/v3/properties/invoices/syncapp_quickbooks_key")
    client = signed_in(acme.world.workspace)
    acme.sync(full=True)
    assert "is missing in HubSpot on invoices" in text_of(client, acme.world, "integrations/")
    check_again(client, acme.world)
    assert "is missing in HubSpot" not in text_of(client, acme.world, "integrations/")


def test_an_account_that_is_made_inactive_blocks_and_is_told_on_home(acme: Company) -> None:  # noqa: F811
    client = signed_in(acme.world.workspace)
    account = acme.world.workspace.syncs.get(object_type="invoice").settings["line_item_account"]
    acme.change("Account", account, Active=False)
    check_again(client, acme.world)
    home = text_of(client, acme.world, "")
    assert (
        "Stands in the way. Custom Line Item: This account is no longer in QuickBooks Online, or inactive there."
        in home
    )

    acme.change("Account", account, Active=True)
    check_again(client, acme.world)
    assert "Stands in the way" not in text_of(client, acme.world, "")


def test_the_account_of_items_for_lines_is_checked_and_the_one_that_is_not_used_any_more_is_not(
    acme: Company,  # noqa: F811
) -> None:  # B28
    client = signed_in(acme.world.workspace)
    sync = acme.world.workspace.syncs.get(object_type="invoice")
    unused, used = sync.settings["line_item_account"], acme.account("Services")
    assert unused != used
    sync.settings |= {"missing_item": "create", "new_item_account": used}
    sync.save()
    acme.change("Account", used, Active=False)
    check_again(client, acme.world)
    assert "items for lines that match none: This account is no longer in QuickBooks Online" in text_of(
        client, acme.world, ""
    )

    acme.change("Account", used, Active=True)
    acme.change("Account", unused, Active=False)
    check_again(client, acme.world)
    assert "Custom Line Item" not in text_of(client, acme.world, "integrations/")


def test_what_is_worse_than_last_night_is_told_until_somebody_has_noted_it(acme: Company) -> None:  # noqa: F811
    client, workspace = signed_in(acme.world.workspace), acme.world.workspace
    assert "should be looked at" not in text_of(client, acme.world, "")
    acme.company_settings(**BOOKS["sales"])
    acme.sync(full=True)  # as at night

    home = text_of(client, acme.world, "")
    assert "1 thing has changed in the accounts and should be looked at. Custom transaction numbers are on." in home
    assert Activity.objects.get(workspace=workspace, kind="preflight_worse").reason.startswith("Custom transaction")
    assert "Changed in an account" in text_of(client, acme.world, "activity/")

    acme.sync(full=True)
    assert "should be looked at" in text_of(client, acme.world, "")  # another night does not hide it

    client.post(f"/{workspace.slug}/integrations/noted/")
    assert "should be looked at" not in text_of(client, acme.world, "")
    acme.sync(full=True)
    assert "should be looked at" not in text_of(client, acme.world, "")


def test_who_may_not_connect_cannot_say_that_it_is_noted(acme: Company) -> None:  # noqa: F811
    workspace = acme.world.workspace
    workspace.memberships.update(role="viewer")
    assert signed_in(workspace).post(f"/{workspace.slug}/integrations/noted/").status_code == 403


@pytest.mark.parametrize("days", [9, -1])
def test_a_sign_in_that_ends_is_told(acme: Company, days: int) -> None:  # noqa: F811
    Connection.objects.filter(side="quickbooks").update(refresh_expires_at=timezone.now() + timedelta(days=days))
    text = text_of(signed_in(acme.world.workspace), acme.world, "integrations/")
    assert ("ends on" if days > 0 else "ended on") in text
    assert told(acme.world.workspace).blocking == ()  # Home says it by the connection itself
