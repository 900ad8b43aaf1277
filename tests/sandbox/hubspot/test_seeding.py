from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.sandbox.hubspot.portal import CRM, Portal

MADE = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def invoice(portal: Portal) -> str:
    """A finalized invoice of March over 2 × 50.00, of which 40.00 are paid."""
    load = portal.vendor.load
    contact = load("contacts", {"email": "ann@example.com"}, created_at=MADE)
    found = load(
        "invoices",
        {"hs_currency": "USD", "hs_number": "HS-2001", "hs_invoice_status": "open", "hs_invoice_date": date(2026, 3, 1)},
        {"contacts": [contact]}, created_at=MADE, updated_at=MADE + timedelta(days=1),
    )  # fmt: skip
    load(
        "line_items",
        {"name": "Mowing", "quantity": 2, "price": Decimal("50.00")},
        {"invoices": [found]},
        created_at=MADE,
    )
    load(
        "commerce_payments",
        {"hs_initial_amount": "40", "hs_initiated_date": date(2026, 3, 5), "hs_latest_status": "succeeded"},
        {"invoices": [found], "contacts": [contact]}, created_at=MADE,
    )  # fmt: skip
    portal.vendor.recompute(found)
    return found


def test_a_loaded_record_keeps_its_times_and_gets_its_totals(portal: Portal, invoice: str) -> None:
    names = (
        "hs_amount_billed",
        "hs_amount_paid",
        "hs_balance_due",
        "hs_invoice_date",
        "hs_createdate",
        "hs_lastmodifieddate",
    )
    assert list(portal.values("invoices", invoice, *names).values()) == [
        "100", "40", "60", "2026-03-01T00:00:00.000Z", "2026-03-01T09:00:00.000Z", "2026-03-02T09:00:00.000Z",
    ]  # fmt: skip


def test_a_loaded_invoice_lives_on_under_the_rules(portal: Portal, invoice: str) -> None:
    portal.pay(invoice, "60")
    assert portal.status(invoice) == "paid"


def test_loading_needs_no_contact_and_no_line_but_names_that_exist(portal: Portal) -> None:
    load = portal.vendor.load
    load(
        "invoices",
        {"hs_invoice_status": "paid", "hs_invoice_billable": False, "hs_invoice_source": "data_sync"},
    )
    for properties in ({"nonsense": "1"},):
        with pytest.raises(KeyError):
            load("invoices", properties)
    with pytest.raises(ValueError, match="was not one of the allowed options"):
        load("invoices", {"hs_invoice_source": "Data Sync"})
    with pytest.raises(KeyError):
        load("invoices", {}, {"contacts": ["9"]})


def test_payments_that_cover_a_loaded_invoice_make_it_paid(portal: Portal, invoice: str) -> None:
    portal.vendor.load(
        "commerce_payments",
        {"hs_initial_amount": "60", "hs_initiated_date": "2026-03-09", "hs_latest_status": "succeeded"},
        {"invoices": [invoice]},
    )
    portal.vendor.recompute(invoice)
    assert portal.values("invoices", invoice, "hs_invoice_status", "hs_payment_date") == {
        "hs_invoice_status": "paid", "hs_payment_date": "2026-03-09T00:00:00.000Z",
    }  # fmt: skip


def test_an_id_given_by_hand_is_never_given_again(portal: Portal) -> None:
    assert portal.vendor.load("contacts", {"email": "a@example.com"}, id="12000") == "12000"
    assert portal.vendor.load("contacts", {"email": "b@example.com"}) == "12001"
    portal.vendor.load("contacts", {"email": "c@example.com"}, id="500")
    assert [one["id"] for one in portal.ok("GET", f"{CRM}/contacts")["results"]] == ["500", "12000", "12001"]


def test_archived_records_can_be_loaded(portal: Portal) -> None:
    contact = portal.vendor.load("contacts", {"email": "a@example.com"}, archived=True)
    portal.refused("GET", f"{CRM}/contacts/{contact}", status=404)
    portal.contact("a@example.com")


def test_labels_and_types_of_associations_can_be_given(portal: Portal) -> None:
    contact, company = (
        portal.vendor.load("contacts", {}),
        portal.vendor.load("companies", {"name": "Cascade"}),
    )
    found = portal.vendor.load(
        "invoices", {"hs_currency": "USD"}, {"contacts": [(contact, 177)], "companies": [company]}
    )
    assert set(portal.ok("GET", f"{CRM}/invoices/{found}", associations="contacts,companies")["associations"]) == {
        "contacts",
        "companies",
    }
    person = portal.vendor.load("contacts", {"email": "p@example.com"}, {"companies": [company]})
    assert portal.value("contacts", person, "associatedcompanyid") == company


def test_loaded_records_are_searched_at_once_whatever_the_delay(portal: Portal) -> None:
    portal.settings(search_delay_seconds=60)
    contact = portal.vendor.load("contacts", {"email": "a@example.com"})
    assert portal.search("contacts") == [contact]


def test_the_source_of_a_record_is_told(portal: Portal) -> None:
    made = [portal.vendor.load("contacts", {}, source=source) for source in ("CRM_UI", "INTEGRATION", "IMPORT")]
    assert [portal.value("contacts", one, "hs_object_source_label") for one in made] == [
        "CRM_UI",
        "INTEGRATION",
        "IMPORT",
    ]


def test_a_record_is_modified_past_the_rules_at_a_given_time(portal: Portal, invoice: str) -> None:
    portal.vendor.modify("invoices", invoice, {"hs_number": "HS-1", "hs_comments": None}, when=MADE + timedelta(days=9))
    assert portal.values("invoices", invoice, "hs_number", "hs_lastmodifieddate") == {
        "hs_number": "HS-1", "hs_lastmodifieddate": "2026-03-10T09:00:00.000Z",
    }  # fmt: skip


def test_a_person_can_act_without_http(portal: Portal, invoice: str) -> None:
    answer = portal.vendor.as_user("POST", f"{CRM}/invoices/{invoice}/payments", {"amount": 60, "method": "check"})
    assert answer.status == 201
    assert portal.status(invoice) == "paid"
    assert portal.vendor.record("invoices", invoice)["id"] == invoice
