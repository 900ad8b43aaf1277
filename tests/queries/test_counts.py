"""Counts with their money and the age of the oldest, in one query."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from syncapp.queries.agreement import balances
from syncapp.queries.counts import LINKING, Tally, waiting_for_someone
from syncapp.queries.home import home, news
from syncapp.queries.records import Wanted, page_of, wanted_records
from syncapp.queries.states import State
from syncapp.storage.models import Activity, Lease, Run, SyncRecord
from tests.web.conftest import Shop, queries


def test_money_is_added_by_currency_and_to_the_cent(shop: Shop) -> None:
    shop.record(status="failing", reason="order_tax", amount=Decimal("0.10"))
    shop.record(status="failing", reason="order_tax", amount=Decimal("0.20"))
    shop.record(status="failing", reason="order_tax", amount=Decimal("12"), currency="EUR")
    cell = Tally(shop.workspace).cell([State.FAILING], "invoice", reasons={"order_tax"})
    assert (cell.number, dict(cell.money)) == (3, {"USD": Decimal("0.30"), "EUR": Decimal("12.00")})


def test_contacts_and_products_have_no_money(shop: Shop) -> None:
    shop.record(object_type="product", amount=Decimal(68))
    assert Tally(shop.workspace).counted("syncing", "product").money == {}


def test_the_oldest_is_the_one_longest_in_its_state(shop: Shop) -> None:
    now = timezone.now()
    SyncRecord.objects.filter(workspace=shop.workspace, status="failing").delete()
    young, old = (shop.record(status="failing", reason="order_tax") for _ in range(2))
    SyncRecord.objects.filter(pk=young.pk).update(created_at=now - timedelta(days=30))  # but failing for an hour only
    for row, hours in ((young, 1), (old, 5)):
        Activity.objects.create(workspace=shop.workspace, record=row, at=now - timedelta(hours=hours), kind="failing")
    assert Tally(shop.workspace).cell([State.FAILING]).oldest == now - timedelta(hours=5)


def test_without_an_entry_it_counts_from_when_it_was_first_seen(shop: Shop) -> None:
    row = shop.record(status="pending", reason="parked", amount=Decimal(1))
    SyncRecord.objects.filter(workspace=shop.workspace, reason="parked").exclude(pk=row.pk).delete()
    assert Tally(shop.workspace).counted("parked").oldest == row.created_at


@pytest.mark.parametrize("off", [(), ("invoice",), ("contact", "product")])
def test_the_frame_shows_the_same_numbers_whether_or_not_the_page_has_counted_everything(
    shop: Shop, off: tuple[str, ...]
) -> None:
    shop.record(status="failing", reason="ambiguous_sku", object_type="product")
    for object_type in off:
        shop.turn_off(object_type)
    whole = Tally(shop.workspace)
    numbers = [whole.cell([state]).number for state in (State.FAILING, State.APPROVAL, State.PARKED)]
    assert whole.rows

    found = waiting_for_someone(Tally(shop.workspace))

    assert found == waiting_for_someone(whole)
    assert [found.failing, found.approval, found.parked] == numbers
    assert found.linking == whole.cell([State.FAILING], reasons=LINKING).number


def test_the_frame_reads_no_record_but_an_index_alone(shop: Shop) -> None:
    with queries() as captured:
        waiting_for_someone(Tally(shop.workspace))
    syncs, counts = captured.captured_queries
    assert "storage_objectsync" in syncs["sql"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {counts['sql']}")
            assert "USING COVERING INDEX" in " ".join(str(row) for row in cursor.fetchall())


def test_the_counts_of_a_page_are_two_queries_however_many_records(shop: Shop) -> None:
    def asked() -> int:
        tally = Tally(shop.workspace)
        with queries() as captured:
            tally.counted("failing"), tally.counted("syncing", "invoice"), tally.cell([State.FAILING], reasons=LINKING)
        return len(captured)

    before = asked()
    for _ in range(30):
        shop.record()
    assert before == asked() == 2


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(objects=("invoice",)),
        Wanted(states=(State.FAILING, State.WAITING)),
        Wanted(causes=("order_discount",)),
        Wanted(stands="hubspot"),
        Wanted(objects=("invoice", "payment"), states=(State.SYNCING,), stands="both"),
        Wanted(directions=("to-hubspot",)),
    ],
)
def test_what_is_known_without_asking_equals_what_the_list_holds(shop: Shop, wanted: Wanted) -> None:
    tally = Tally(shop.workspace)
    directions = {"contact": "to-hubspot", "product": "two-way", "invoice": "two-way", "payment": "two-way"}
    known = tally.known(wanted, directions)
    assert known is not None
    assert known.number == wanted_records(shop.workspace, wanted, tally.off, directions).count()


def test_names_days_and_amounts_are_not_known_beforehand(shop: Shop) -> None:
    tally = Tally(shop.workspace)
    for wanted in (Wanted(text="HS"), Wanted(least=Decimal(1)), Wanted(last_day=timezone.now().date())):
        assert tally.known(wanted, {}) is None


def base(hubspot: str, quickbooks: str) -> dict:
    return {
        "hubspot_base": {"values": {"hs_balance_due": {"n": hubspot}}},
        "quickbooks_base": {"values": {"Balance": {"n": quickbooks}}},
    }


def test_open_balances_are_those_that_each_side_told(shop: Shop) -> None:
    shop.record(**base("127.49", "127.49"))
    shop.record(**base("10.10", "10.10"))
    shop.record(currency="EUR", **base("5", "4"))
    found = balances(shop.workspace)
    assert found.quickbooks == {"USD": Decimal("137.59"), "EUR": Decimal("4.00")}
    assert found.difference == {"USD": Decimal("0.00"), "EUR": Decimal("1.00")}
    assert not found.equal


def test_what_was_paid_too_much_leaves_nothing_open(shop: Shop) -> None:  # A30
    shop.record(**base("-15", "0"))
    found = balances(shop.workspace)
    assert found.hubspot == found.quickbooks == {"USD": Decimal("0.00")}


def test_what_is_paid_on_both_sides_is_not_looked_at_again(shop: Shop) -> None:
    shop.record(open_balance=0, **base("0", "0"))
    voided = shop.record(open_balance=0, **base("80", "0"))  # HubSpot keeps the figures of what is voided on both sides
    assert balances(shop.workspace).hubspot == {}
    found = home(shop.workspace, Tally(shop.workspace)).agreement.balances
    assert found.hubspot == found.quickbooks == {"USD": Decimal("0.00")}

    SyncRecord.objects.filter(pk=voided.pk).update(remarks=[{"code": "overpaid", "params": {}}])
    assert balances(shop.workspace).hubspot == {"USD": Decimal("80.00")}
    SyncRecord.objects.filter(pk=voided.pk).update(remarks=[], status="failing", reason="balance_differs")
    assert balances(shop.workspace).hubspot == {"USD": Decimal("80.00")}


def test_home_adds_up_what_is_not_in_the_books(shop: Shop) -> None:
    found = home(shop.workspace, Tally(shop.workspace))
    assert found.unsent.number == sum(part.cell.number for part in found.parts) == 4
    assert (
        sum((part.cell.money["USD"] for part in found.parts), Decimal(0))
        == found.unsent.money["USD"]
        == Decimal("550.50")
    )
    assert found.in_line.number == 1
    assert found.needs.number == sum(cause.cell.number for cause in found.causes)
    assert found.causes[0].code == "order_discount"  # the most money first


def test_news_are_what_happened_since_a_page_was_made(shop: Shop) -> None:
    made = timezone.now()
    assert not news(shop.workspace, made).changed
    assert not news(shop.workspace, None).changed
    run = Run.objects.create(workspace=shop.workspace, trigger="poll", started_at=made + timedelta(seconds=1))
    assert news(shop.workspace, made).changed
    Activity.objects.create(
        workspace=shop.workspace, run=run, at=made + timedelta(seconds=2), kind="created", side="hubspot"
    )
    Lease.objects.create(
        name=f"workspace:{shop.workspace.pk}", holder="elsewhere/boot/1/2", expires_at=made + timedelta(minutes=4)
    )
    told = news(shop.workspace, made + timedelta(seconds=1))
    assert (told.changed, told.running, told.broken_off, told.written) == (True, True, False, 1)


def test_a_run_whose_process_died_is_no_news_of_work(shop: Shop) -> None:
    Run.objects.create(workspace=shop.workspace, trigger="poll", started_at=timezone.now())

    told = news(shop.workspace, None)

    assert (told.running, told.broken_off, told.written) == (False, True, 0)


def test_pages_go_by_key_down_and_up_again(shop: Shop) -> None:
    for _ in range(12):
        shop.record()
    records = wanted_records(shop.workspace, Wanted(objects=("invoice",)), (), {})
    every = list(records.order_by("-pk").values_list("pk", flat=True))
    first = page_of(records, size=10)
    second = page_of(records, size=10, after=first.after)
    third = page_of(records, size=10, after=second.after)
    assert [row.pk for page in (first, second, third) for row in page.rows] == every
    assert (first.before, third.after) == (None, None)
    up = page_of(records, size=10, before=third.before)
    assert [row.pk for row in up.rows] == [row.pk for row in second.rows]
    assert page_of(records, size=10, before=up.before).before is None


def test_a_page_that_holds_all_needs_no_count(shop: Shop) -> None:
    records = wanted_records(shop.workspace, Wanted(states=(State.PARKED,)), (), {})
    with queries() as captured:
        assert page_of(records, size=10).number == 1
    assert len(captured) == 1
