"""What is put right in one of the two systems: its words name that one, and its button opens it (S45)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from syncapp.queries.states import State
from syncapp.queries.why import Why, why
from syncapp.storage.models import SyncRecord

ALONE: dict[str, dict[str, Any]] = {"HubSpot": {"hubspot_id": "1"}, "QuickBooks Online": {"quickbooks_id": "2"}}
BOTH: dict[str, Any] = {"hubspot_id": "1", "quickbooks_id": "2"}


def said(code: str, kind: str, **fields: Any) -> Why:
    found = why(SyncRecord(object_type=kind, status="failing", reason=code, **fields), State.FAILING)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "side", "place"),
    [
        ("contact", "HubSpot", "in HubSpot under CRM › Contacts"),
        ("contact", "QuickBooks Online", "in QuickBooks Online under Sales › Customers"),
        ("product", "HubSpot", "in HubSpot under Commerce › Products"),
        ("product", "QuickBooks Online", "in QuickBooks Online under Sales › Products and services"),
        ("invoice", "HubSpot", "in HubSpot under Commerce › Invoices"),
        ("invoice", "QuickBooks Online", "in QuickBooks Online under Sales › Invoices"),
        ("payment", "HubSpot", "in HubSpot under Commerce › Payments"),
        ("payment", "QuickBooks Online", "in QuickBooks Online under Sales › All sales"),
    ],
)
@pytest.mark.parametrize("code", ["text_too_long", "unsupported_characters", "date_out_of_range", "absurd_value"])
def test_what_was_written_on_one_side_is_put_right_there(code: str, kind: str, side: str, place: str) -> None:
    found = said(code, kind, **ALONE[side])
    assert place in " ".join(found.steps)
    assert found.fix == ("open_hubspot" if side == "HubSpot" else "open_quickbooks")
    assert side in found.who
    locked = any("If HubSpot offers no Edit there" in step for step in found.steps)
    assert locked == (kind == "invoice" and side == "HubSpot" and code != "unsupported_characters")


@pytest.mark.parametrize(
    ("code", "system", "there"),
    [
        ("text_too_long", "QuickBooks Online", "HubSpot"),  # who takes less is told
        ("text_too_long", "HubSpot", "QuickBooks Online"),
        ("invalid_email", "HubSpot", "QuickBooks Online"),
        ("invalid_email", "QuickBooks Online", "HubSpot"),
        ("date_out_of_range", "HubSpot", "HubSpot"),  # where it stands is told
        ("date_out_of_range", "QuickBooks Online", "QuickBooks Online"),
        ("absurd_value", "QuickBooks Online", "QuickBooks Online"),
        ("void_refused", "HubSpot", "HubSpot"),  # who still has the payment is told
        ("void_refused", "QuickBooks Online", "QuickBooks Online"),
    ],
)
def test_of_what_stands_on_both_sides_the_one_that_is_wrong_is_named(code: str, system: str, there: str) -> None:
    kind = "contact" if code == "invalid_email" else "invoice"
    found = said(code, kind, params={"system": system}, **BOTH)
    assert f"in {there} under" in " ".join(found.steps)
    assert f"in {'QuickBooks Online' if there == 'HubSpot' else 'HubSpot'} under" not in " ".join(found.steps)
    assert found.fix == ("open_hubspot" if there == "HubSpot" else "open_quickbooks")
    assert there in found.who


@pytest.mark.parametrize(("system", "place"), [("QuickBooks Online", "Manage users"), ("HubSpot", "Users & teams")])
def test_who_may_do_what_is_looked_up_where_it_was_refused(system: str, place: str) -> None:
    for ids in (*ALONE.values(), BOTH):
        steps = said("permission", "invoice", params={"system": system}, **ids).steps
        assert len(steps) == 2
        assert f"in {system} is shown under" in steps[1]
        assert place in steps[1]


def test_a_void_that_a_payment_of_hubspot_holds_up_leads_to_its_payments() -> None:  # A10
    found = said("void_refused", "invoice", params={"system": "HubSpot", "paid": "40.00 USD"}, **BOTH)
    assert (
        found.what
        == "The invoice is voided on one side, and the other side, HubSpot, still has payments on it: $40.00."
    )
    assert "in HubSpot under Commerce › Payments" in found.steps[0]


def test_a_currency_is_added_where_it_is_lacking() -> None:
    for system, place in (("QuickBooks Online", "Advanced › Currency"), ("HubSpot", "Account defaults › Currency")):
        for ids in (*ALONE.values(), BOTH):
            steps = said("currency_not_enabled", "invoice", params={"currency": "EUR", "system": system}, **ids).steps
            assert len(steps) == 2
            assert steps[0].startswith(f"Switch the currency on where it is missing, in {system}: ")
            assert place in steps[0]


def test_what_was_paid_too_much_in_quickbooks_is_not_entered_there_again() -> None:
    here, there = (" ".join(said("overpays", "payment", **ids).steps) for ids in ALONE.values())
    assert "enter the rest in QuickBooks Online" in here
    assert "enter the rest in QuickBooks Online" not in there


def test_what_a_refusal_does_not_tell_is_taken_from_the_record() -> None:
    closed = said("closed_period", "invoice", document_date=date(2026, 8, 1), **BOTH)
    assert closed.what == "The date Aug 1, 2026 is in a period that is closed in QuickBooks Online."
    inactive = said("customer_inactive", "invoice", customer=SyncRecord(object_type="contact", label="Acme"), **BOTH)
    assert inactive.what == "The customer “Acme” is inactive or deleted in QuickBooks Online."


def test_what_was_deleted_in_hubspot_is_restored_there() -> None:  # A11
    steps = said("deleted_in_hubspot", "product", **BOTH).steps
    assert steps[0].startswith("Restore it in HubSpot under Commerce › Products: click Actions › Restore records")


def test_where_nothing_tells_the_side_nothing_is_made_up() -> None:
    found = said("absurd_value", "invoice", params={"field": "Total"}, **BOTH)
    assert "Open it where it was entered and correct the value." in found.steps
