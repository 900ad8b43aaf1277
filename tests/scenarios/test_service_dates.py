"""The invoice date as the service date of each line, once a bookkeeper has confirmed it (B26, S7, S43, A7)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.settings import fill_service_dates
from tests.scenarios.company import Company, line
from tests.scenarios.conftest import Acme
from tests.scenarios.test_settings import by_itself
from tests.scenarios.test_walls import levels


@pytest.fixture
def bookkeeper(demo: Any) -> User:
    return User.objects.create_user("dana")


def recognize(company: Company, *, yes: bool = True) -> None:
    company.company_settings(ProductAndServicesPrefs={"RevenueRecognition": yes})


def service_dates(company: Company, number: str) -> list[str | None]:
    lines = company.quickbooks(number).doc["Line"]
    return [
        one["SalesItemLineDetail"].get("ServiceDate") for one in lines if one["DetailType"] == "SalesItemLineDetail"
    ]


def test_an_invoice_that_failed_goes_once_it_is_confirmed(acme: Acme, bookkeeper: User) -> None:  # B26, S43
    recognize(acme)
    acme.sync(full=True)
    acme.change("Item", acme.item_id, DeferredRevenue=True)
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-11-20")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: service_date_required"

    fill_service_dates(acme.world.workspace, True, by=bookkeeper)
    by_itself(acme)

    assert acme.equal("HS-1").date == "2026-11-20"
    assert service_dates(acme, "HS-1") == ["2026-11-20"]
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_it_is_no_wall_for_the_set_up_either(empty: Company, bookkeeper: User) -> None:  # B26, S7, B1
    recognize(empty)
    assert levels(empty.set_up())["revenue_recognition"] == "blocking"

    fill_service_dates(empty.world.workspace, True, by=bookkeeper)
    told = empty.set_up()

    assert levels(told)["revenue_recognition"] == "fine"
    assert all(one["enabled"] for one in told["syncs"].values())


def test_a_company_that_needs_tax_stays_a_wall(empty: Company, bookkeeper: User) -> None:  # S6
    recognize(empty)
    empty.set_up()
    fill_service_dates(empty.world.workspace, True, by=bookkeeper)
    empty.world.control(
        "quickbooks",
        "settings",
        {"CompanyInfo": {"Country": "CA"}, "Preferences": {"TaxPrefs": {"UsingSalesTax": True}}},
    )
    assert levels(empty.set_up())["tax"] == "blocking"


def test_a_service_date_that_stands_in_quickbooks_is_kept_and_a_new_line_gets_one(
    acme: Acme, bookkeeper: User
) -> None:  # B26, A7
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    fill_service_dates(acme.world.workspace, True, by=bookkeeper)
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-11-20")
    acme.sync()
    lines = acme.quickbooks("HS-1").doc["Line"]
    lines[0]["SalesItemLineDetail"]["ServiceDate"] = "2026-12-01"
    acme.change("Invoice", acme.quickbooks("HS-1").doc["Id"], Line=lines)
    acme.edit("line_items", acme.parts("HS-1", "line_items")[0]["id"], price="60.00")
    acme.part(invoice, "line_items", **line(name="Edging", price="10.00", product=acme.product_id))
    acme.sync()

    assert acme.equal("HS-1").total == 140
    assert service_dates(acme, "HS-1") == ["2026-12-01", "2026-11-20"]
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_line_of_before_gets_one_with_its_next_edit(acme: Acme, bookkeeper: User) -> None:  # B26
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-11-20")
    acme.sync()
    assert service_dates(acme, "HS-1") == [None]
    fill_service_dates(acme.world.workspace, True, by=bookkeeper)
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}  # nothing is changed for its sake alone

    acme.edit("line_items", acme.parts("HS-1", "line_items")[0]["id"], price="60.00")
    acme.sync()

    assert service_dates(acme, "HS-1") == ["2026-11-20"]


def test_off_again_it_is_a_wall_for_new_invoices_and_leaves_the_old_ones(
    acme: Acme, bookkeeper: User
) -> None:  # B26, S7
    recognize(acme)
    fill_service_dates(acme.world.workspace, True, by=bookkeeper)
    acme.sync(full=True)
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-11-20")
    acme.sync()

    fill_service_dates(acme.world.workspace, False, by=bookkeeper)
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.sync()

    assert acme.stands(number="HS-2") == "failing: service_date_required"
    assert (acme.stands(number="HS-1"), service_dates(acme, "HS-1")) == ("syncing", ["2026-11-20"])
