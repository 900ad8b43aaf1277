"""What is said of a record: what, why, who, do this, next try."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syncapp.core.errors import CATALOGUE, EXCLUDED, Failure
from syncapp.core.values import Side
from syncapp.queries.activity import told
from syncapp.queries.links import vendor_page
from syncapp.queries.states import State, state_of
from syncapp.queries.why import category, why, why_of
from syncapp.storage.models import Activity, SyncRecord


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_cause_of_the_catalogue_says_all_five(code: str) -> None:
    found = why(SyncRecord(object_type="invoice", status="failing", reason=code), State.FAILING)
    assert found is not None
    assert all((found.title, found.what, found.who, found.retry))
    assert found.what.endswith((".", "!", "?")) or not found.because


@pytest.mark.parametrize("reason", EXCLUDED)
def test_every_rule_that_leaves_out_is_named(reason: str) -> None:
    found = why(SyncRecord(object_type="invoice", status="excluded", reason=reason), State.EXCLUDED)
    assert found is not None
    assert found.title
    assert category(reason, State.EXCLUDED)


def test_a_dot_in_a_name_ends_no_sentence() -> None:
    row = SyncRecord(
        object_type="contact",
        status="failing",
        reason="display_name_held",
        params={"name": "Acme Inc. Berlin", "holder": "Vendor Acme"},
    )
    found = why(row, State.FAILING)
    assert found is not None
    assert "Berlin" in found.what


def test_who_is_waited_for_is_named() -> None:  # B20
    row = SyncRecord(object_type="invoice", status="pending", reason="waiting", params={"for": "Quentin Quince"})
    found = why(row, state_of(row, ()))
    assert found is not None
    assert found.title == "For Quentin Quince"


def test_what_is_in_sync_needs_no_words() -> None:
    assert why(SyncRecord(object_type="invoice", status="syncing"), State.SYNCING) is None


def test_entries_say_what_happened_on_which_side() -> None:
    assert (
        told(Activity(kind="created", side="quickbooks", reason="new in HubSpot")).title
        == "Created in QuickBooks Online."
    )
    assert told(Activity(kind="failing", reason="order_tax")).tone == "bad"
    assert told(Activity(kind="pending", reason="waiting")).title == "Waits for another record."
    assert told(Activity(kind="something_new", reason="as it is")).title == "Something new"


def test_links_lead_to_the_record_in_either_system(settings: object) -> None:
    row = SyncRecord(object_type="payment", hubspot_id="77", quickbooks_id="131/130")
    assert vendor_page(row, Side.HUBSPOT, "48").endswith("/contacts/48/record/0-101/77")
    assert vendor_page(row, Side.QUICKBOOKS, "48").endswith("/app/recvpayment?txnId=131")
    assert vendor_page(SyncRecord(object_type="invoice", hubspot_id="1"), Side.QUICKBOOKS, "48") == ""


@pytest.mark.parametrize("code", CATALOGUE)
def test_no_cause_leaves_one_of_the_five_empty(code: str) -> None:
    """What, Why, Who can fix it, Do this, Next try: with and without what the caller could tell."""
    params = {name: f"the {name}" for name in CATALOGUE[code].params}
    for given in ({}, params):
        found = why(SyncRecord(object_type="invoice", status="failing", reason=code, params=given), State.FAILING)
        assert found is not None
        assert all((found.what, found.because, found.who, found.steps, found.retry)), code
        assert found.what != found.because


def test_a_risk_of_a_duplicate_is_not_tried_again_whatever_is_stored() -> None:
    now = datetime.now(UTC)
    never = SyncRecord(object_type="payment", status="failing", reason="same_payment", next_attempt_at=now)
    later = SyncRecord(object_type="invoice", status="failing", reason="order_tax", next_attempt_at=now)
    assert why(never, State.FAILING).next_at is None  # type: ignore[union-attr]
    assert why(later, State.FAILING).next_at == now  # type: ignore[union-attr]


def test_days_are_written_as_people_write_them() -> None:
    row = SyncRecord(
        object_type="invoice",
        status="failing",
        reason="closed_period",
        params={"date": "2026-08-01", "closed": "2026-09-31"},
    )
    found = why(row, State.FAILING)
    assert found is not None
    assert found.what == "The date Aug 1, 2026 is in a period that is closed in QuickBooks Online through 2026-09-31."


def test_who_ignored_it_and_what_it_was_is_told() -> None:
    row = SyncRecord(
        object_type="invoice",
        status="ignored",
        reason="by_person",
        params={"reason": "Not ours", "by": "Dana", "was": "order_tax"},
    )
    found = why(row, State.IGNORED)
    assert found is not None
    assert (found.title, found.what) == (
        "Not ours",
        "Dana ignored it. It was failing: A tax on the whole invoice cannot go to QuickBooks Online.",
    )


@pytest.mark.parametrize("code", ["vendor_refused", "permission"])
def test_the_vendors_own_words_stand_behind_the_fold_alone(code: str) -> None:
    """On every screen: the words of a person first, the exact message one fold away."""
    for failure in (Failure(code, {"reason": "QB-6000 frobnicated"}), Failure(code, vendor_text="QB-6000 frobnicated")):
        said = why_of(failure)
        assert "frobnicated" not in " ".join((said.title, said.what, said.because, *said.steps))
        assert said.exact == "QB-6000 frobnicated"
