"""The charts of Home: what they count is what they open (B14), and the calls of both accounts (B8)."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from syncapp.core.values import ORDER, Side
from syncapp.queries.counts import Tally
from syncapp.queries.records import wanted_records
from syncapp.queries.trends import SPANS, Delay, Trends, trends
from syncapp.storage.models import Connection, Day, ObjectSync, RateBudget, Run, SyncRecord
from syncapp.web.home.charts import Charts, Table, duration
from syncapp.web.home.drawing import both_ways
from syncapp.web.overview.forms import RecordFilter
from tests.web.conftest import Shop, queries
from tests.web.home.test_home import text

STATES = ("pending", "syncing", "failing", "excluded", "ignored")


def today(shop: Shop) -> date:
    return timezone.now().astimezone(ZoneInfo(shop.workspace.time_zone)).date()


def counted(shop: Shop, back: int, object_type: str = "invoice", *, delays: Any = None, **counts: int) -> Day:
    told = dict.fromkeys(STATES, 0) | counts if counts else {}
    day = today(shop) - timedelta(days=back)
    return Day.objects.create(
        workspace=shop.workspace, day=day, object_type=object_type, counts=told, delays=delays or {}
    )


def charts(shop: Shop, span: int = 30) -> Charts:
    tally = Tally(shop.workspace)
    return Charts(shop.workspace.slug, trends(tally, span))


def found(shop: Shop, href: str) -> list[SyncRecord]:
    """The records of the Record view at this address."""
    form = RecordFilter(QueryDict(href.partition("?")[2]), shop.workspace)
    assert form.is_valid(), form.errors
    return list(wanted_records(shop.workspace, form.wanted(), Tally(shop.workspace).off, {}))


def line(table: Table, day: date) -> Mapping[str, Any]:
    """The cells of one day, by the head of their column."""
    short = f"{day:%b} {day.day}"
    (row,) = [row for row in table.rows if row[0].text == short]
    return dict(zip(table.head, row, strict=True))


# -- records ---------------------------------------------------------------------------------------------------------


def test_the_records_of_a_day_are_those_of_all_objects_and_a_day_without_a_run_is_a_gap(shop: Shop) -> None:  # B14
    counted(shop, 5, "invoice", syncing=170, failing=12, excluded=4)
    counted(shop, 5, "contact", syncing=30, failing=1, excluded=50)
    counted(shop, 3, "invoice", syncing=171, failing=20, excluded=4)
    counted(shop, 3, "contact", delays={"4": 1})  # its run did not come to its end
    made = charts(shop)
    day = line(made.records_table, today(shop) - timedelta(days=5))
    assert [day[name].text for name in ("Syncing", "Failing", "Excluded")] == ["200", "13", "54"]
    assert line(made.records_table, today(shop) - timedelta(days=4))["Failing"].text == "No run"
    assert line(made.records_table, today(shop) - timedelta(days=3))["Failing"].text == "20"
    failing = made.standings[1].drawing
    assert len(failing.bars) == 2
    assert len(failing.spots) == 30
    assert failing.spots[-5].words.endswith(": no run")
    assert failing.spots[-5].href == ""
    assert "28 days without a run" in failing.words


def test_a_day_opens_the_runs_that_ended_on_it(shop: Shop) -> None:  # B14
    counted(shop, 2, syncing=5)
    there = ZoneInfo(shop.workspace.time_zone)
    late = datetime.combine(today(shop) - timedelta(days=2), datetime.min.time(), there) + timedelta(
        hours=23, minutes=58
    )
    for ended in (late, late + timedelta(minutes=4), late - timedelta(days=1)):
        Run.objects.create(
            workspace=shop.workspace, trigger="person", started_at=ended - timedelta(minutes=6), ended_at=ended
        )
    first = Run.objects.filter(ended_at=late).get()
    day = line(charts(shop).records_table, today(shop) - timedelta(days=2))
    assert day["Syncing"].href == ""  # which records they were is not kept
    assert charts(shop).standings[0].href == ""
    assert charts(shop).standings[0].drawing.spots[-3].words.endswith("5 syncing. Opens the runs of that day")
    href = day["Day"].href
    content = shop.client("viewer").get(href).content.decode()
    assert re.findall(r">Run (\d+)<", content) == [str(first.pk)]
    assert "Runs of any day" in content
    for odd in ("2026-02-31", "yesterday", "9" * 400):
        assert shop.client("viewer").get(shop.url("runs/"), {"day": odd}).status_code == 200


@pytest.mark.parametrize("off", [(), ("invoice",), ("product",), ("contact", "product", "invoice")])
def test_todays_numbers_open_exactly_the_records_that_they_count(shop: Shop, off: tuple[str, ...]) -> None:  # B14
    for one in off:
        shop.turn_off(one)
    counted(shop, 0, syncing=99, failing=99, excluded=99)  # a person has settled some since
    for one in charts(shop).standings:
        assert one.number == len(found(shop, one.href)) != 99


def test_nothing_is_drawn_before_the_first_run_has_ended(shop: Shop) -> None:
    assert "Nothing is counted yet" in text(shop.client("viewer").get(shop.url()).content)
    counted(shop, 1, syncing=5)
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Nothing is counted yet" not in said
    assert re.search(r"Counted since \w+ \d+, \d{4}\.", said)
    counted(shop, 60, syncing=5)
    assert "Counted since" not in text(shop.client("viewer").get(shop.url()).content)
    assert "Counted since" in text(shop.client("viewer").get(shop.url(), {"days": 90}).content)


# -- delay -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=60))
def test_half_and_ninety_five_of_a_hundred_arrived_within(seconds: list[int]) -> None:  # B14
    one = Delay.of(Counter(seconds))
    assert one.number == len(seconds)
    for percent, reached in ((50, one.half), (95, one.most)):
        assert reached in seconds
        within = sum(each <= reached for each in seconds)
        sooner = sum(each < reached for each in seconds)
        assert within * 100 >= percent * len(seconds) > sooner * 100


@given(st.integers(0, 10**7))
def test_a_delay_is_never_said_to_be_shorter_than_it_was(seconds: int) -> None:
    number, unit = duration(seconds).split()
    long = {"s": 1, "min": 60, "h": 3600, "days": 86400}[unit]
    assert seconds <= int(number) * long < seconds + long


def test_the_delays_of_all_objects_and_days_are_put_together(shop: Shop) -> None:  # B14
    counted(shop, 2, "invoice", delays={"4": 3, "60": 1})
    counted(shop, 2, "contact", delays={"4": 1, "7200": 1})
    counted(shop, 1, "invoice", delays={"5": 4})
    made = charts(shop)
    day = line(made.delay_table, today(shop) - timedelta(days=2))
    assert [day[name].text for name in made.delay_table.head[1:]] == ["6", "4 s", "2 h"]
    assert sum(int(row[1].text) for row in made.delay_table.rows) == made.trends.whole_delay.number == 10
    assert (made.half, made.most) == ("5 s", "2 h")
    assert day["Changes"].href == ""  # a change is no record and no run: the day opens the runs that wrote
    assert day["Day"].href.endswith("&show=wrote")
    assert made.delay_drawing.spots[-3].words.endswith("within 2 h. Opens the runs of that day")


# -- money -----------------------------------------------------------------------------------------------------------


def arrivals(shop: Shop, seed: int) -> None:
    """Copies of any object in three currencies over a hundred days, and records that were only linked."""
    draw = random.Random(seed)
    for _ in range(60):
        kind, days = draw.choice(ORDER), draw.choice([0, 1, 2, 13, 29, 30, 89, 90, 100])
        arrived = {"arrived_in": draw.choice(list(Side)), "arrived_on": today(shop) - timedelta(days=days)}
        shop.record(
            object_type=kind, amount=Decimal(draw.randrange(1, 10**7)) / 100, currency=draw.choice(["USD", "EUR", "CAD"]),
            **draw.choice([arrived, arrived, arrived | {"arrived_on": None}, {}]),
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("span", SPANS)
def test_the_money_of_a_day_is_that_of_the_records_it_opens(shop: Shop, seed: int, span: int) -> None:  # B14
    arrivals(shop, seed)
    made = charts(shop, span)
    days = set(made.trends.days)
    shown: set[int] = set()
    for flow, moved in zip(made.trends.flows, made.moved, strict=True):
        for side, _, number, href in moved.totals:
            rows = found(shop, href)
            assert number == len(rows)
            assert flow.total(side).amount == sum(row.amount or 0 for row in rows)
            assert {row.arrived_in for row in rows} == {side}
            assert not shown & {row.pk for row in rows}  # each once, and payments apart
            shown |= {row.pk for row in rows}
        for row in moved.table.rows:
            for cell in row[1:]:
                if cell.href:
                    records = found(shop, cell.href)
                    amount = sum((one.amount or Decimal(0) for one in records), Decimal(0))
                    assert cell.text.replace(",", "").endswith(f"{amount:.2f} ({len(records)})")
    wanted = SyncRecord.objects.filter(workspace=shop.workspace, object_type__in=["invoice", "payment"])
    assert shown == {row.pk for row in wanted if row.arrived_on in days}


def test_an_invoice_is_told_once_and_its_payment_apart(shop: Shop) -> None:  # B14
    day = today(shop)
    shop.record(arrived_in="quickbooks", arrived_on=day, amount=Decimal("1250.00"))
    shop.record(arrived_in="quickbooks", arrived_on=day, amount=Decimal("0.10"))
    shop.record(arrived_in="hubspot", arrived_on=day, object_type="payment", amount=Decimal("0.20"))
    invoices, payments = charts(shop).moved
    assert [(side, amount, number) for side, amount, number, _ in invoices.totals] == [("quickbooks", "$1,250.10", 2)]
    assert [(side, amount, number) for side, amount, number, _ in payments.totals] == [("hubspot", "$0.20", 1)]
    assert invoices.drawing.spots[-1].words.endswith("$1,250.10 to QuickBooks Online (2 invoices)")


# -- the page --------------------------------------------------------------------------------------------------------


def full(shop: Shop) -> None:
    for back in range(40):
        for object_type in ORDER:
            counted(shop, back, object_type, syncing=10 + back, failing=back % 4, excluded=2, delays={"3": 2, "90": 1})
    arrivals(shop, 1)


def test_each_chart_is_an_image_with_a_name_and_a_table_behind_it(shop: Shop) -> None:  # B14
    full(shop)
    content = shop.client("viewer").get(shop.url(), {"days": 14}).content.decode()
    images = re.findall(
        r'<svg viewBox="0 0 400 66" role="img" aria-labelledby="(\S+)" aria-describedby="(\S+)">', content
    )
    tables = re.findall(r"<summary>([^<]+) as a table</summary>", content)
    assert len(images) == 4 + len(tables) - 2  # three of records share a table
    assert len(set(tables)) == len(tables)
    for name, words in images:
        assert re.search(rf'<title id="{name}">[^<]+</title><desc id="{words}">[^<]+</desc>', content)
    assert len(set(re.findall(r' id="([^"]+)"', content))) == len(re.findall(r' id="[^"]+"', content))
    assert " style=" not in content
    trends_part = content[content.index('id="trends"') :]
    assert trends_part.count('<th scope="row">') >= 14
    for address in {unescape(one) for one in re.findall(r'href="(/[^"#]+)"', trends_part)}:
        assert shop.client("viewer").get(address).status_code == 200


@pytest.mark.parametrize(("asked", "days"), [("14", 14), ("90", 90), ("", 30), ("7", 30), ("x", 30)])
def test_the_days_are_chosen_by_plain_links(shop: Shop, asked: str, days: int) -> None:
    full(shop)
    said = shop.client("viewer").get(shop.url(), {"days": asked}).content.decode()
    assert f"Last {days} days" in said
    assert f'href="?days={days}#trends" aria-label="{days} days" aria-current="true"' in said


def test_home_asks_as_often_with_charts_and_the_charts_by_themselves_less(shop: Shop) -> None:
    def asked(**headers: str) -> int:
        client = shop.client("viewer")
        with queries() as captured:
            assert client.get(shop.url(), {"days": 90}, headers=headers).status_code == 200
        return len(captured)

    parts: list[dict[str, str]] = [
        {},
        {"HX-Request": "true", "HX-Target": "now"},
        {"HX-Request": "true", "HX-Target": "trends"},
    ]
    counted(shop, 0, "contact", syncing=1)
    few = [asked(**part) for part in parts]
    Day.objects.all().delete()
    full(shop)
    assert [asked(**part) for part in parts] == few
    assert few[0] <= 10  # eight beyond the session and who it is
    assert few[2] < few[1] < few[0]


def test_charts_and_the_rest_come_anew_each_by_itself(shop: Shop) -> None:
    full(shop)
    client = shop.client("viewer")
    rest = client.get(shop.url(), headers={"HX-Request": "true", "HX-Target": "now"}).content.decode()
    assert 'id="now"' in rest
    assert 'id="h-needs"' in rest
    assert 'id="trends"' not in rest
    only = client.get(shop.url(), headers={"HX-Request": "true", "HX-Target": "trends"}).content.decode()
    assert 'id="trends"' in only
    assert 'id="now"' not in only


def test_other_workspaces_are_not_counted(shop: Shop) -> None:
    Day.objects.create(workspace=shop.other, day=today(shop), object_type="invoice", counts={"syncing": 5})
    SyncRecord.objects.filter(workspace=shop.other).update(arrived_in="hubspot", arrived_on=today(shop))
    made = trends(Tally(shop.workspace), 30)
    assert made == Trends(made.days, None, {}, {}, [])


# -- calls -----------------------------------------------------------------------------------------------------------


def usage(shop: Shop) -> str:
    said = text(shop.client("viewer").get(shop.url()).content)
    return re.sub(r" +", " ", said[said.index("API budget") :].partition("Last 30 days")[0])


def test_a_private_apps_day_is_told_with_what_is_left(shop: Shop) -> None:  # B8
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(refresh_token="")
    row = Connection.objects.get(workspace=shop.workspace, side="hubspot")
    budget = RateBudget.objects.create(side="hubspot", account_id=row.account_id, day=today(shop), today=18_420)
    now = timezone.now()
    for saved, ended in (
        ({"hubspot": 4, "quickbooks": 7}, now),
        ({"hubspot": 2}, now),
        ({"hubspot": 90}, now - timedelta(days=2)),
    ):
        Run.objects.create(workspace=shop.workspace, trigger="poll", started_at=ended, ended_at=ended, saved=saved)
    said = usage(shop)
    assert "HubSpot 18,420 of 248,000 calls 229,580 left. 6 calls saved by sending and reading in batches." in said
    budget.day = today(shop) - timedelta(days=1)
    budget.save()
    assert "HubSpot 0 of 248,000 calls" in usage(shop)


def test_without_a_daily_limit_the_window_is_told_that_is_used_up_most(shop: Shop) -> None:  # B8
    row = Connection.objects.get(workspace=shop.workspace, side="quickbooks")
    now = timezone.now().timestamp()
    RateBudget.objects.create(
        side="quickbooks", account_id=row.account_id, day=today(shop), today=300,
        taken=[["a", "batch", 20, now - 30], ["b", "", 21, now - 20], ["c", "", 90, now - 300]],
    )  # fmt: skip
    assert "QuickBooks Online 300 calls No daily limit. 41 of 480 in the last 60 s." in usage(shop)
    Connection.objects.filter(pk=row.pk).update(paused_until=timezone.now() + timedelta(minutes=5, seconds=30))
    assert "It wants no calls in 5 min" in usage(shop) or "It wants no calls for" in usage(shop)


# -- the records that they lead to -----------------------------------------------------------------------------------


def test_what_narrows_the_list_is_said_and_can_be_taken_off(shop: Shop) -> None:
    shop.record(arrived_in="quickbooks", arrived_on=today(shop), label="HS-7001", number="HS-7001")
    day = today(shop).isoformat()
    query = {"tab": "overview", "view": "records", "arrived_in": "quickbooks", "arrived_since": day, "currency": "USD"}
    said = text(shop.client("viewer").get(shop.url("integrations/quickbooks/"), query).content)
    assert "HS-7001" in said
    assert "1 of 1 record" in said
    assert f"First synced from: {day}" in said
    assert "Copy made: In QuickBooks Online" in said
    assert "Currency: USD" in said
    late = query | {"arrived_until": "2020-01-01"}
    said = text(shop.client("viewer").get(shop.url("integrations/quickbooks/"), late).content)
    assert "First synced to: This day is before the first one." in said


def test_turned_off_nothing_syncs_or_fails_today_and_what_is_left_out_is_counted_as_above(shop: Shop) -> None:
    counted(shop, 0, syncing=99)
    shop.record(status="excluded", reason="draft")
    ObjectSync.objects.filter(workspace=shop.workspace).update(enabled=False)
    left_out = Tally(shop.workspace).counted("excluded").number
    assert left_out
    assert [one.number for one in charts(shop).standings] == [0, 0, left_out]


def test_the_label_of_a_low_bar_does_not_name_the_line_that_it_stands_on() -> None:
    """Upwards little and downwards much: the top of what goes up is nearly the line from which both go."""
    drawing = both_ways("money", "Money", "", [(5, 100)], [("", "")], lambda amount: f"${amount:.0f}")

    up, down = drawing.lines
    assert (up.words, down.words) == ("↑ $5", "↓ $100")
    assert (up.drawn, down.drawn) == (False, True)
