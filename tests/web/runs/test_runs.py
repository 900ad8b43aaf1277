"""The list of runs: what each was for and wrote, and what found nothing to do in one line."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.engine.context import TIME_IS_UP
from syncapp.queries.runs import LINES, Fold
from syncapp.storage.models import Connection, Run
from tests.web.conftest import Shop, queries
from tests.web.runs.conftest import at_work, quiet, ran, sent, wrote


def page(shop: Shop, query: str = "") -> Any:
    answer = shop.client("viewer").get(shop.url(f"runs/{query}"))
    assert answer.status_code == 200
    return answer


def lines(shop: Shop, query: str = "") -> list[Any]:
    """The key of each run, the number of each fold."""
    return [
        f"{one.number} quiet" if isinstance(one, Fold) else one.run.pk
        for one in page(shop, query).context["page"].lines
    ]


def text(shop: Shop, query: str = "", path: str = "runs/") -> str:
    answer = shop.client("viewer").get(shop.url(f"{path}{query}"))
    return " ".join(answer.content.decode().split())


def test_no_run_yet_says_when_the_first_begins(empty: Shop) -> None:
    assert "The first one begins as soon as a sync is turned on." in text(empty)


@pytest.mark.parametrize(
    ("trigger", "word"),
    [
        ("webhook", "A change was announced"),
        ("poll", "Regular check"),
        ("retry", "Tried again"),
        ("nightly", "Nightly check"),
        ("person", "A person"),
        ("command", "Command"),
    ],
)
def test_a_run_says_what_it_was_begun_for(empty: Shop, trigger: str, word: str) -> None:
    ran(empty, trigger=trigger)
    assert f"</svg>{word}</span>" in text(empty)


def test_a_run_that_a_person_asked_for_names_the_person(empty: Shop) -> None:
    ran(empty, trigger="person", actor=empty.people["bookkeeper"])
    assert "bookkeeper@example.com" in text(empty)


def test_a_run_says_what_it_wrote_on_each_side_and_what_it_asked(empty: Shop) -> None:
    counts = {
        "invoices": {
            "created": {"hubspot": 2, "quickbooks": 31},
            "updated": {"hubspot": 1, "quickbooks": 0},
            "voided": {},
            "linked": 4,
        },
        "payments": {
            "created": {"hubspot": 0, "quickbooks": 9},
            "updated": {},
            "voided": {"quickbooks": 1},
            "linked": 0,
        },
    }
    ran(empty, trigger="webhook", counts=counts, calls={"hubspot": 12, "quickbooks": 7})
    (line,) = page(empty).context["page"].lines
    assert line.wrote == {"hubspot": 3, "quickbooks": 41}
    said = text(empty)
    for words in ("42 created", "1 invoice updated", "1 payment voided", "4 invoices linked"):
        assert f">{words}</a>" in said
    assert "12 + 7" in said


def test_quiet_runs_in_a_row_stand_in_one_line(empty: Shop) -> None:
    quiet(empty, 12)
    busy = ran(empty, 70)
    wrote(empty, busy)
    quiet(empty, 3, 75)
    assert lines(empty) == ["3 quiet", busy.pk, "12 quiet"]
    assert "12 quiet polls" in text(empty)
    assert "Nov 24, 12:00 PM</time> to <time" in text(empty)
    assert ">12:55 PM</time>" in text(empty)


def test_one_quiet_run_alone_stands_as_itself(empty: Shop) -> None:
    alone = ran(empty)
    assert lines(empty) == [alone.pk]


def test_polls_with_retries_between_are_quiet_runs(empty: Shop) -> None:
    quiet(empty, 2)
    quiet(empty, 2, 30, "retry")
    assert "4 quiet runs" in text(empty)


@pytest.mark.parametrize(
    "fields",
    [
        {"trigger": "nightly"},
        {"trigger": "person"},
        {"trigger": "command"},
        {"result": "It stopped."},
        {"dry_run": True},
        {"ended_at": None},
    ],
)
def test_what_somebody_wants_to_see_is_never_folded(empty: Shop, fields: dict[str, Any]) -> None:
    runs = [ran(empty, minutes, **fields) for minutes in (0, 5)]
    assert lines(empty) == [run.pk for run in reversed(runs)]


def test_a_run_that_sent_something_in_vain_is_not_quiet(empty: Shop) -> None:
    for run in quiet(empty, 2):
        sent(empty, run, [empty.record()], state="failed")
    assert len(lines(empty)) == 2


def test_a_fold_opens_to_its_runs(empty: Shop) -> None:
    runs = quiet(empty, 4)
    ran(empty, 60, trigger="nightly")
    href = f'href="/fernhill/runs/?show=quiet&amp;after={runs[-1].pk + 1}"'
    assert href in text(empty)
    assert lines(empty, f"?show=quiet&after={runs[-1].pk + 1}") == [run.pk for run in reversed(runs)]


def test_filters_show_those_that_wrote_those_that_stopped_and_dry_runs(empty: Shop) -> None:
    quiet(empty, 3)
    busy = ran(empty, 20)
    wrote(empty, busy)
    ran(empty, 22, result=TIME_IS_UP)
    stopped = ran(empty, 25, result="QuickBooks Online allows no more calls for now.")
    dry = ran(empty, 30, "command", dry_run=True, plan=[{"object": "invoices"}] * 7)
    assert lines(empty, "?show=wrote") == [busy.pk]
    assert lines(empty, "?show=stopped") == [stopped.pk]
    assert lines(empty, "?show=dry") == [dry.pk]
    assert "QuickBooks Online allows no more calls for now." in text(empty)
    assert "7 writes planned, none made" in text(empty)


@pytest.mark.parametrize("show", ["wrote", "stopped", "dry", "quiet"])
def test_a_filter_that_finds_nothing_leads_back(empty: Shop, show: str) -> None:
    assert "All runs</a>" in text(empty, f"?show={show}")


def test_no_such_filter_is_no_such_page(empty: Shop) -> None:
    assert empty.client("viewer").get(empty.url("runs/?show=green")).status_code == 404


def test_pages_go_down_and_up_again_without_losing_a_run(empty: Shop) -> None:
    made = []
    for place in range(LINES * 2 + 10):
        made.append(ran(empty, place * 20, "nightly").pk)
        quiet(empty, 2, place * 20 + 5)
    down, query, pages = [], "", []
    while True:
        shown = page(empty, query).context["page"]
        pages.append(lines(empty, query))
        down += [one.run.pk for one in shown.lines if not isinstance(one, Fold)]
        if shown.after is None:
            break
        query = f"?after={shown.after}"
    assert down == made[::-1]
    assert len(pages) == 5
    assert lines(empty, f"?before={shown.before}") == pages[-2]


def test_what_was_cut_off_is_not_shown_as_under_way(empty: Shop) -> None:
    killed = ran(empty, 0, ended_at=None, calls={})
    assert "Broken off" in text(empty)
    at_work(empty)
    running = ran(
        empty,
        5,
        "webhook",
        ended_at=None,
        calls={},
        progress={"doing": "Reading invoices of HubSpot", "done": 0, "of": 0},
    )
    wrote(empty, running, 3)
    shown = page(empty).context["page"].lines
    assert [(one.run.pk, one.stand.value) for one in shown] == [(running.pk, "running"), (killed.pk, "broken")]
    assert shown[0].wrote == {"hubspot": 0, "quickbooks": 3}
    assert "Reading invoices of HubSpot" in text(empty)
    Run.objects.filter(pk=running.pk).update(progress={"doing": "10,000 invoices", "done": 2599, "of": 10000})
    assert "10,000 invoices, 25%" in text(empty)


def test_the_queries_do_not_grow_with_the_runs(empty: Shop) -> None:
    client = empty.client("viewer")
    at_work(empty)
    wrote(empty, ran(empty, 0, "webhook", ended_at=None))
    with queries() as few:
        client.get(empty.url("runs/"))
    quiet(empty, 300)
    for place in range(LINES):
        wrote(empty, ran(empty, 2000 + place, "webhook"))
    ran(empty, 3000, "webhook", ended_at=None)
    with queries() as many:
        client.get(empty.url("runs/"))
    assert len(many) <= len(few) <= 10
    assert not any('"storage_run"."plan",' in query["sql"] for query in many.captured_queries)


def test_the_runs_of_others_are_not_there(shop: Shop) -> None:
    other = Run.objects.create(workspace=shop.other, trigger="nightly", started_at=Run.objects.get().started_at)
    assert other.pk not in lines(shop)
    assert shop.client("owner").get(shop.url(f"runs/{other.pk}/")).status_code == 404


def test_a_run_that_found_something_failing_says_so(empty: Shop) -> None:
    ran(
        empty,
        counts={
            "invoices": {"created": {}, "updated": {}, "voided": {}, "linked": 0, "moves": {"newly_failing": 1}},
            "payments": {"moves": {"newly_failing": 2, "waiting": 1}},
        },
    )
    said = text(empty)
    assert ">3 newly failing</a>, <a" in said
    assert ">1 payment waiting</a>" in said
    assert "Done, new failures" in said
    assert "Done, new failures" in text(empty, "", "")  # on Home


@pytest.mark.parametrize(
    ("move", "words", "result"),
    [
        ("other_cause", "1 invoice failing for another cause", "Done, other causes"),
        ("no_longer_failing", "1 invoice no longer failing", "Done"),
        ("needs_approval", "1 invoice needs approval", "Done, needs approval"),
        ("excluded", "1 invoice excluded", "Done"),
    ],
)
def test_a_run_after_which_a_record_stands_otherwise_has_changed_something(
    empty: Shop, move: str, words: str, result: str
) -> None:
    run = ran(empty, trigger="webhook", counts={"invoices": {"seen": 1, "moves": {move: 1}}})
    said = text(empty)
    assert f'href="/fernhill/runs/{run.pk}/?what={move}#details">{words}</a>' in said
    assert f"</svg>{result}</span>" in said
    assert "nothing to carry over" not in said


def test_an_announced_change_that_needs_nothing_says_that_it_was_looked_at(empty: Shop) -> None:
    ran(empty, trigger="webhook", counts={"invoices": {"seen": 1}})
    assert "1 record looked at, nothing to carry over" in text(empty)


def test_what_stopped_a_run_and_what_it_had_done_before_stand_side_by_side(empty: Shop) -> None:
    ran(empty, result="HubSpot allows no more calls.", counts={"invoices": {"created": {"quickbooks": 2}}})
    said = " ".join(text(empty).split())
    assert "HubSpot allows no more calls. Before that: <a" in said
    assert ">2 invoices created</a>" in said


def test_nobody_starts_a_run_that_cannot_begin(shop: Shop) -> None:
    """As long as an account is not connected; the page says so, and leads to where it is mended."""
    button, why = '<button class="btn"{}>', "An account is not connected"
    page = shop.client("owner").get(shop.url("runs/")).content.decode()
    assert button.format("") in page
    assert why not in page
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(state="needs_reconnect")
    page = shop.client("owner").get(shop.url("runs/")).content.decode()
    assert button.format(" disabled") in page
    assert why in page
    Connection.objects.filter(workspace=shop.workspace).delete()
    assert why in shop.client("owner").get(shop.url("runs/")).content.decode()
