"""What happens while both ledgers are read, what reading costs, and that it leaves no trace but its result."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from syncapp.actions.reconciliations import begin, stop
from syncapp.core.periods import Period
from syncapp.engine.reconciliation import reconciling
from syncapp.engine.reconciliation.reconciling import Left
from syncapp.engine.reconciliation.results import reconcile
from syncapp.engine.session import Clock, CouldNotRun
from syncapp.queries.agreement import last_looks
from syncapp.queries.reconciliations import is_equal, results, rows_of, standing
from syncapp.storage import leases
from syncapp.storage.models import Connection, Cursor, Inbox, Reconciled, SyncRecord, Workspace
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile
from tests.scenarios.steps.reconciling import reconciled

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold_twice(acme: Acme) -> Acme:
    """An invoice made on each side, the one of QuickBooks partly paid; all is synced."""
    acme.invoice(acme.contact_id, line(), number="HS-1")
    bill = acme.bill(acme.customer_id, sold(acme.item_id, "2", "50.00"), number="1001")
    acme.pay_there(acme.customer_id, {bill: "40.00"})
    acme.sync()
    return acme


def outcomes(rows: Any) -> list[tuple[str, str, str]]:
    return [(row.object_type, row.number, row.outcome) for row in rows if row.outcome != "equal"]


def bill_of(acme: Acme, number: str = "1001") -> str:
    return str(next(one["Id"] for one in acme.world.objects("quickbooks", "invoice") if one["DocNumber"] == number))


def pay(acme: Acme, amount: str) -> None:
    acme.pay_there(acme.customer_id, {bill_of(acme): amount})


def test_what_crosses_while_the_other_ledger_is_read_is_no_difference(sold_twice: Acme) -> None:  # B3
    """HubSpot is read first: by the time QuickBooks is, a payment has come in there and has been synced."""

    def paid_and_synced() -> None:
        pay(sold_twice, "25.00")
        sold_twice.sync()

    with meanwhile("/query", paid_and_synced):
        row = reconciled_quietly(sold_twice)
    assert outcomes(rows_of(row)) == []
    assert is_equal(row)


def reconciled_quietly(acme: Acme) -> Any:
    """As `reconciled`, where somebody else writes meanwhile."""
    row = begin(acme.world.workspace, Period(date(2026, 11, 1), date(2026, 11, 30)))
    reconcile(row, Clock(acme.world.now, acme.world.sleep))
    row.refresh_from_db()
    return row


def test_what_changes_between_two_looks_is_called_so_and_no_difference(sold_twice: Acme) -> None:  # B3
    pay(sold_twice, "10.00")  # and nothing has synced it
    with meanwhile("/query", lambda: pay(sold_twice, "5.00"), after=True):
        row = reconciled_quietly(sold_twice)
    assert ("invoice", "1001", "moving") in outcomes(rows_of(row))
    assert not is_equal(row)
    assert ("invoice", "1001") not in [one[:2] for one in outcomes(rows_of(row, "different"))]


def test_what_a_sync_under_way_has_in_hand_is_no_difference(sold_twice: Acme) -> None:  # B3
    pay(sold_twice, "10.00")
    SyncRecord.objects.filter(number="1001", object_type="invoice").update(next_attempt_at=sold_twice.world.now())
    fence = leases.claim(f"workspace:{sold_twice.world.workspace.pk}", sold_twice.world.now())
    assert fence
    row = reconciled(sold_twice.world)
    assert ("invoice", "1001", "moving") in outcomes(rows_of(row))
    leases.release(f"workspace:{sold_twice.world.workspace.pk}", fence)
    assert ("invoice", "1001", "different") in outcomes(rows_of(reconciled(sold_twice.world)))


def test_a_pair_that_is_linked_while_it_is_read_is_one_row(acme: Acme) -> None:  # B3
    acme.bill(acme.customer_id, sold(acme.item_id, "2", "50.00"), number="1001")
    with meanwhile("/query", acme.sync):
        row = reconciled_quietly(acme)
    assert [(one.object_type, one.number, one.outcome) for one in rows_of(row)] == [("invoice", "1001", "equal")]


def test_what_an_equal_month_costs(sold_twice: Acme) -> None:  # B3
    """The search and the read of each object in HubSpot with what is beside it, a query of each in QuickBooks; no more."""
    row = reconciled(sold_twice.world)
    here = [entry["path"].rpartition("2026-03/")[2] for entry in sold_twice.world.journal("hubspot")]
    assert here == [
        "invoices/search", "invoices/batch/read", "invoices/taxes/batch/read", "commerce_payments/search",
        "commerce_payments/batch/read", "commerce_payments/invoices/batch/read",
    ]  # fmt: skip
    there = [entry["path"].rpartition("/")[2] for entry in sold_twice.world.journal("quickbooks")]
    assert there == ["query", "query"]
    assert row.calls == {"hubspot": 6, "quickbooks": 2}


def test_it_leaves_no_trace_but_its_result(sold_twice: Acme) -> None:  # B3
    pay(sold_twice, "10.00")
    before = [list(model.objects.order_by("pk").values()) for model in (Cursor, Inbox, SyncRecord)]
    row = reconciled(sold_twice.world)
    assert outcomes(rows_of(row))
    assert [list(model.objects.order_by("pk").values()) for model in (Cursor, Inbox, SyncRecord)] == before


def test_a_pair_whose_sides_lie_in_two_months_comes_once(sold_twice: Acme) -> None:  # B3
    sold_twice.change(
        "Invoice", bill_of(sold_twice), CustomerRef={"value": sold_twice.customer_id}, TxnDate="2026-10-31"
    )
    row = begin(sold_twice.world.workspace, Period(date(2026, 10, 1), date(2026, 11, 30)))
    reconcile(row, Clock(sold_twice.world.now, sold_twice.world.sleep))
    told = [one for one in rows_of(row) if one.number == "1001" and one.object_type == "invoice"]
    assert [(one.outcome, one.differs) for one in told] == [
        ("different", [{"field": "date", "hubspot": "Nov 24, 2026", "quickbooks": "Oct 31, 2026"}])
    ]


def test_a_worker_that_leaves_is_followed_by_one_that_goes_on(sold_twice: Acme) -> None:  # B3
    """October stands when the first one leaves; the second one reads November alone, and the sums are of both."""
    world = sold_twice.world
    old = sold_twice.bill(
        sold_twice.customer_id, sold(sold_twice.item_id, "1", "9.99"), number="900", date="2026-10-05"
    )
    assert old
    sold_twice.sync()
    row = begin(world.workspace, Period(date(2026, 10, 1), date(2026, 11, 30)))
    steps = iter(["", "", "", "make room"])
    with pytest.raises(Left, match="make room"):
        reconcile(row, Clock(world.now, world.sleep), enough=lambda: next(steps))
    row.refresh_from_db()
    assert (row.read_through, row.ended_at) == (date(2026, 10, 31), None)
    assert [one.number for one in rows_of(row)] == ["900"]

    reconcile(row, Clock(world.now, world.sleep))
    row.refresh_from_db()
    assert row.done
    assert sorted(one.number for one in rows_of(row)) == ["1001", "1001", "900", "HS-1"]
    assert row.sums["invoices"]["USD"]["hubspot"] == row.sums["invoices"]["USD"]["quickbooks"]
    assert row.sums["invoices"]["USD"]["hubspot"]["count"] == 3


def test_the_last_result_takes_the_place_of_those_before_it(sold_twice: Acme) -> None:  # B3
    first = reconciled(sold_twice.world)
    other = reconciled(sold_twice.world, "October 2026")
    second = reconciled(sold_twice.world)
    found = set(Reconciled.objects.values_list("reconciliation", flat=True))
    assert found == {second.pk}
    assert first.pk not in sold_twice.world.workspace.reconciliations.values_list("pk", flat=True)
    assert other.pk in sold_twice.world.workspace.reconciliations.values_list("pk", flat=True)


def test_one_that_is_stopped_at_its_last_step_leaves_the_result_before_it(sold_twice: Acme) -> None:  # B3
    first = reconciled(sold_twice.world)
    row = begin(sold_twice.world.workspace, Period(first.first_day, first.last_day))
    with meanwhile("commerce_payments/invoices", lambda: stop(row)), pytest.raises(Left, match="stopped"):
        reconcile(row, Clock(sold_twice.world.now, sold_twice.world.sleep))
    assert standing(sold_twice.world.workspace, Period(first.first_day, first.last_day)).result == first


def test_of_very_many_spans_of_days_the_newest_are_kept(
    sold_twice: Acme, monkeypatch: pytest.MonkeyPatch
) -> None:  # B3
    monkeypatch.setattr(reconciling, "KEPT", 2)
    kept = [reconciled(sold_twice.world, month).pk for month in ("November 2026", "October 2026", "September 2026")]
    assert [row.pk for row in results(sold_twice.world.workspace)] == [kept[2], kept[1]]


@pytest.mark.parametrize("lost", ["paused", "disconnected"])
def test_what_may_not_be_read_is_not(sold_twice: Acme, lost: str) -> None:  # B3
    world = sold_twice.world
    if lost == "paused":
        Workspace.objects.filter(pk=world.workspace.pk).update(paused=True)
    else:
        Connection.objects.filter(side="quickbooks").update(state="needs_reconnect")
    world.forget_journal()
    row = begin(world.workspace, Period(date(2026, 11, 1), date(2026, 11, 30)))
    with pytest.raises(CouldNotRun):
        reconcile(row, Clock(world.now, world.sleep))
    assert world.journal("hubspot") + world.journal("quickbooks") == []


def test_a_hubspot_payment_moved_to_another_invoice_is_told(sold_twice: Acme) -> None:  # B3, A25
    """Equal in amount and date, and on another invoice than in QuickBooks."""
    invoices = {one["properties"]["hs_number"]: one["id"] for one in sold_twice.world.objects("hubspot", "invoices")}
    (payment,) = sold_twice.world.objects("hubspot", "commerce_payments")
    path = f"/crm/v4/objects/commerce_payments/{payment['id']}/associations/invoices"
    sold_twice.in_hubspot("DELETE", f"{path}/{invoices['1001']}")
    sold_twice.in_hubspot(
        "PUT", f"/crm/v4/objects/commerce_payments/{payment['id']}/associations/default/invoices/{invoices['HS-1']}"
    )
    row = reconciled(sold_twice.world)
    told = [one.differs for one in rows_of(row, "different") if one.object_type == "payment"]
    assert told == [[{"field": "invoice", "hubspot": "HS-1", "quickbooks": "1001"}]]


def test_home_is_told_of_the_last_comparison_of_any_days(sold_twice: Acme) -> None:  # B3
    pay(sold_twice, "25.00")  # which is not synced
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    for period in (Period(date(2026, 10, 1), date(2026, 10, 31)), year):
        reconcile(begin(sold_twice.world.workspace, period), Clock(sold_twice.world.now, sold_twice.world.sleep))
    sold_twice.world.workspace.refresh_from_db()
    looks = last_looks(sold_twice.world.workspace, sold_twice.world.now())
    assert sorted((one.days.words, one.different, one.balance) for one in looks) == [
        ("Jan 1 to Dec 31, 2026", 2, {"USD": Decimal("25.00")}),
        ("October 2026", 0, {}),
    ]
