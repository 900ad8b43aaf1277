"""What programs are told and what the screens show are the same figures: usage, charts, runs and reconciliation of the
demo company, one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from syncapp.core.money import amount_text
from syncapp.core.values import ObjectType, Side
from syncapp.storage.models import Activity, Connection, Day, RateBudget, Run, SyncRecord
from syncapp.storage.moves import Move
from syncapp.web.home.charts import duration, short
from tests.api.conftest import Program, program
from tests.kept import Shelf
from tests.starts import demo_company
from tests.web.conftest import Shop, person

TYPES = {one.value: one.plural for one in ObjectType}


@pytest.fixture
def told(shelf: Shelf, transactional_db: None) -> Iterator[Program]:
    world = demo_company(shelf, 60, synced=True)
    yield program(Shop(world.workspace, world.workspace, {"viewer": person("viewer", world.workspace)}), "viewer")
    shelf.clear()


def shown(told: Program, path: str = "") -> str:
    answer = told.shop.client("viewer").get(told.shop.url(path))
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def rows(part: str) -> list[list[str]]:
    """Each row of the tables in this part of a page, as the words of its cells."""
    found = [re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr\b.*?</tr>", part)]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in found]


def numbers(cells: list[str]) -> list[int]:
    return [0 if cell == "–" else int(cell.replace(",", "")) for cell in cells]


def section(page: str, name: str) -> str:
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def test_the_calls_of_usage_are_those_of_home(told: Program) -> None:  # B8
    workspace, now = told.shop.workspace, timezone.now()
    for row, calls in zip(Connection.objects.filter(workspace=workspace), (1234, 56), strict=True):
        RateBudget.objects.update_or_create(
            side=row.side, account_id=row.account_id,
            defaults={"day": today(told), "today": calls, "taken": [["me", "", 7, now.timestamp() - 20]]},
        )  # fmt: skip
    page = re.sub(r"<[^>]+>", "", section(shown(told), "h-usage"))
    for one in told.get("usage"):
        if one["per_day"] is None:
            assert f"{one['today']:,} calls" in page
            assert f"{one['in_window']} of {one['per_window']} in the last {one['window_seconds']} s." in page
        else:
            assert f"{one['today']:,} of {one['per_day']:,} calls" in page
            assert f"{one['left']:,} left." in page
        assert one["today"] in (1234, 56)
        assert f"{one['saved_by_batches']:,} calls saved" in page


@pytest.mark.parametrize("span", [14, 30, 90])
def test_the_figures_of_trends_are_those_of_the_charts(told: Program, span: int) -> None:  # B14
    workspace, now = told.shop.workspace, today(told)
    for back, seconds in ((3, {"4": 3, "90": 1}), (20, {"7": 2, "3700": 1}), (60, {"1": 9})):
        day = now - timedelta(days=back)
        Day.objects.create(
            workspace=workspace, day=day, object_type="invoice",
            counts={"syncing": 1000 + back, "failing": back, "excluded": 2}, delays=seconds,
        )  # fmt: skip
        few = SyncRecord.objects.filter(workspace=workspace, object_type="invoice", arrived_in="hubspot")[:2]
        SyncRecord.objects.filter(pk__in=[row.pk for row in few]).update(arrived_on=day)
    answer, page = told.get(f"trends?days={span}"), section(shown(told, f"?days={span}"), "h-trends")

    charted = {cells[0]: cells[1:] for cells in rows(page.partition("Records by day")[2].partition("</table>")[0])}
    stood = {
        short(date.fromisoformat(one["day"])): [f"{number:,}" for number in one["records"].values()]
        for one in answer["days"]
        if one["records"]
    }
    assert len(stood) >= 2
    assert {day: cells for day, cells in charted.items() if day in stood} == stood
    assert all(cells == ["No run"] * 3 for day, cells in charted.items() if day not in stood and day != "Day")

    table = page.partition("95 of 100 within</th>")[2].partition("</table>")[0]
    took = {
        short(date.fromisoformat(one["day"])): [
            f"{one['delay']['changes']:,}", duration(one["delay"]["half"]), duration(one["delay"]["most"]),
        ]
        for one in answer["days"]
        if one["delay"]
    }  # fmt: skip
    assert {cells[0]: cells[1:] for cells in rows(table)} == took
    words = re.sub(r"<[^>]+>", "", page)
    assert f"Half within {duration(answer['delay']['half'])}" in words
    assert f"95 of 100 within {duration(answer['delay']['most'])}" in words

    assert answer["moved"]
    for one in answer["moved"]:
        amount = amount_text(Decimal(one["amount"]["amount"]), one["amount"]["currency"])
        cell = f"{amount} ({one['number']:,})"
        of = page.partition(f"{one['object'].capitalize()} in {one['amount']['currency']} by day")[2]
        found = {cells[0]: cells[1:] for cells in rows(of.partition("</table>")[0])}
        assert found[short(date.fromisoformat(one["day"]))][one["system"] == "hubspot"] == cell


def test_the_figures_of_each_run_are_those_of_its_line_and_its_page(told: Program) -> None:
    workspace = told.shop.workspace
    broken = Run.objects.create(workspace=workspace, trigger="poll", started_at=timezone.now())
    for row in SyncRecord.objects.filter(workspace=workspace, object_type="payment")[:3]:
        Activity.objects.create(
            workspace=workspace, run=broken, record=row, kind="created", side="hubspot", at=timezone.now()
        )
    lines = {cells[0]: cells for cells in rows(shown(told, "runs/"))}
    answers = told.get("runs")["results"]
    assert [one["stand"] for one in answers] == ["broken", "done"]
    for one in answers:
        line = lines[f"Run {one['id']}"]
        wrote = [one["written"][side] for side in Side]
        assert numbers(line[4:6]) == wrote
        assert line[6] == (" + ".join(f"{one['calls'][side]:,}" for side in Side) if one["calls"] else "–")
        whole = told.get(f"runs/{one['id']}")
        assert whole["run"] == one
        steps = {cells[0]: cells for cells in rows(section(shown(told, f"runs/{one['id']}/"), "h-steps"))}
        made = [move for move in Move if any(step["moves"].get(move) for step in whole["steps"])]
        for step in whole["steps"]:
            written = [step[side][word] for side in Side for word in ("created", "updated", "voided")]
            moves = [step["moves"].get(move, 0) for move in made]
            cells = [step["read"] or 0, *written, step["linked"] or 0, *moves]
            assert numbers(steps[step["object"].capitalize()][1:]) == cells
        assert one["moves"] == dict(sum((Counter(step["moves"]) for step in whole["steps"]), Counter()))
        assert [sum(sum(step[side].values()) for step in whole["steps"]) for side in Side] == wrote
    assert answers[0]["written"] == {"hubspot": 3, "quickbooks": 0}


def test_each_count_of_a_run_opens_exactly_its_records(told: Program) -> None:  # S38
    """On its page and for programs; the run's line is the sum of them."""
    (run,) = told.get("runs")["results"]
    page = section(shown(told, f"runs/{run['id']}/"), "h-steps")
    opened = re.findall(r"href=\"[^\"?]*\?([^\"#]*)#details\">([\d,]+)<", page)
    assert len(opened) > 12
    for query, number in opened:
        asked = dict(re.findall(r"(\w+)=(\w+)", query))
        found = of_run(told, run["id"], asked["what"], TYPES[asked["object"]], asked.get("side", ""))
        assert len(found) == int(number.replace(",", ""))
        assert len({one["record"] for one in found}) == len(found)
        first = told.shop.client("viewer").get(told.shop.url(f"runs/{run['id']}/?{query}"))
        assert [one.pk for one in first.context["list"].rows] == [one["id"] for one in found[:25]]
    for what, number in run["moves"].items():
        assert len(of_run(told, run["id"], what)) == number


def of_run(told: Program, run: int, what: str, object_name: str = "", system: str = "") -> list[dict[str, Any]]:
    narrowed = (
        f"what={what}" + (f"&object={object_name}" if object_name else "") + (f"&system={system}" if system else "")
    )
    found, after = [], ""
    while True:
        part = told.get(f"runs/{run}/activity?{narrowed}{after}")
        found += part["results"]
        if part["next"] is None:
            return found
        after = f"&after={part['next']}"


def test_the_figures_of_a_reconciliation_are_those_of_its_page(told: Program) -> None:  # B3
    days = (today(told) - timedelta(days=90), today(told))
    asked = f"from={days[0].isoformat()}&to={days[1].isoformat()}"
    with pytest.raises(SystemExit):  # its exit says that something differs
        call_command("reconcile", workspace=told.shop.workspace.slug, first=days[0], last=days[1], stdout=StringIO())
    answer, page = told.get(f"reconciliation?{asked}"), shown(told, f"reconciliation/?{asked}")
    table = rows(section(page, "h-sums"))[1:]
    for block in answer["figures"]:
        assert table.pop(0) == [f"{block['object'].capitalize()}, {block['currency']}"]
        for one in block["figures"]:
            label, *cells = table.pop(0)
            figures = [one[name] for name in ("hubspot", "quickbooks", "difference", "explained")]
            if one["explained"] is None:
                assert [label, *numbers(cells[:3])] == [one["label"], *map(int, figures[:3])]
                continue
            assert all(re.fullmatch(r"-?\d+\.\d\d", figure) for figure in figures)
            said = [amount_text(Decimal(figure), block["currency"]) for figure in figures]
            assert [label, *cells] == [one["label"], *said[:3], said[3] if Decimal(figures[3]) else "–"]
    assert table == []
    tabs = dict(re.findall(r">([A-Z][a-z ]+) <span class=\"muted\">([\d,]+)</span>", page))
    for name, label in (("different", "Differences"), ("explained", "Explained")):
        assert answer[name] == int(tabs.get(label, "0").replace(",", ""))


def today(told: Program) -> date:
    (day,) = Day.objects.filter(workspace=told.shop.workspace).values_list("day", flat=True).distinct()
    return day
