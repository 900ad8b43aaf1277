"""Each record is in exactly one state, and every way of asking says the same one (accounting.md, States)."""

from __future__ import annotations

from collections import Counter

import pytest

from syncapp.core.errors import PENDING
from syncapp.queries.counts import Tally
from syncapp.queries.states import COUNTED, State, any_of, holds, objects_off, state_of, with_state
from syncapp.storage.models import ObjectSync, SyncRecord
from tests.web.conftest import Shop

EVERY = [
    ("syncing", "", [], State.SYNCING),
    ("syncing", "", [{"code": "recoded", "params": {}}], State.REMARK),
    ("pending", "queued", [], State.PENDING),
    ("pending", "some_later_reason", [], State.PENDING),
    ("pending", "waiting", [], State.WAITING),
    ("pending", "needs_approval", [], State.APPROVAL),
    ("pending", "parked", [], State.PARKED),
    ("failing", "order_tax", [{"code": "recoded", "params": {}}], State.FAILING),
    ("excluded", "draft", [], State.EXCLUDED),
    ("ignored", "by_person", [], State.IGNORED),
]


@pytest.mark.parametrize(("status", "reason", "remarks", "expected"), EVERY)
def test_status_reason_and_remarks_make_the_word(status: str, reason: str, remarks: list, expected: State) -> None:
    row = SyncRecord(object_type="invoice", status=status, reason=reason, remarks=remarks)
    assert state_of(row, frozenset()) is expected


@pytest.mark.parametrize(("status", "reason", "remarks", "while_on"), EVERY)
def test_off_is_paused_but_what_a_rule_or_a_person_left_out_stays_so(
    status: str, reason: str, remarks: list, while_on: State
) -> None:
    row = SyncRecord(object_type="invoice", status=status, reason=reason, remarks=remarks)
    stays = while_on in (State.EXCLUDED, State.IGNORED)
    assert state_of(row, {"invoice"}) is (while_on if stays else State.PAUSED)


@pytest.mark.parametrize("off", [(), ("invoice", "payment"), ("contact", "product", "invoice", "payment")])
def test_the_database_and_the_row_at_hand_say_the_same(shop: Shop, off: tuple[str, ...]) -> None:
    for status, reason, remarks, _ in EVERY:
        shop.record(status=status, reason=reason, remarks=remarks)
    rows = SyncRecord.objects.filter(workspace=shop.workspace)
    told = {row.pk: State(row.state) for row in with_state(rows, off)}
    for row in rows:
        assert told[row.pk] is state_of(row, off)
        holding = [state for state in State if rows.filter(holds(state, off), pk=row.pk).exists()]
        assert holding == [told[row.pk]]  # exactly one


def test_every_state_of_the_object_view_has_a_column_once() -> None:
    columns = [state for states in COUNTED.values() for state in states]
    assert Counter(columns) == Counter(State)


def test_no_state_asked_for_finds_no_record(shop: Shop) -> None:
    assert not SyncRecord.objects.filter(any_of([], ())).exists()


def test_payments_go_with_invoices_and_not_at_all_inbound_only() -> None:  # S17, S18
    invoices = ObjectSync(object_type="invoice", direction="two-way", enabled=True)
    assert "payment" not in objects_off([invoices])
    invoices.direction = "to-hubspot"
    assert "payment" in objects_off([invoices])
    invoices.direction, invoices.enabled = "two-way", False
    assert {"invoice", "payment"} <= objects_off([invoices])


def test_every_pending_reason_has_its_word() -> None:
    words = {state_of(SyncRecord(object_type="invoice", status="pending", reason=reason), ()) for reason in PENDING}
    assert words == {State.PENDING, State.WAITING, State.APPROVAL, State.PARKED}


def test_the_counts_partition_the_records(shop: Shop) -> None:
    shop.turn_off("product")
    tally = Tally(shop.workspace)
    assert sum(tally.counted(name).number for name in COUNTED) == tally.total == shop.workspace.records.count()
    for object_type in tally.objects:
        whole = SyncRecord.objects.filter(workspace=shop.workspace, object_type=object_type).count()
        assert sum(tally.counted(name, object_type).number for name in COUNTED) == whole
    assert tally.counted("paused", "product").number == 1
