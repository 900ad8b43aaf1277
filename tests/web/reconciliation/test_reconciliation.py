"""The page of both ledgers side by side: every state, every number opens what it counts, and who may start it (B3)."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.utils import timezone

from syncapp.queries.reconciliations import results, rows_of
from syncapp.storage.models import Activity, Reconciled, Reconciliation
from tests.web.conftest import Shop
from tests.web.reconciliation.conftest import (
    ALONE,
    DIFFERENT,
    EQUAL,
    EXPLAINED,
    FIRST,
    LAST,
    MOVING,
    NOVEMBER,
    asked,
    done,
    sums,
)
from tests.web.test_urls import body

PAGE = "reconciliation/"


def page_of(shop: Shop, query: str = NOVEMBER, role: str = "bookkeeper", status: int = 200) -> str:
    answer = shop.client(role).get(shop.url(f"{PAGE}{query}"))
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def start(shop: Shop, role: str = "bookkeeper", **fields: str) -> Any:
    days = {"from": "2026-11-01", "to": "2026-11-30"}
    return shop.client(role).post(shop.url(f"{PAGE}start/"), {**days, **fields}, follow=True)


def test_days_that_were_never_read_say_so_and_offer_it(shop: Shop) -> None:  # B3
    page = page_of(shop)
    assert "November 2026 was never reconciled" in page
    assert "Reconcile</button>" in page
    assert "Export CSV" not in page
    assert "Reconcile</button>" not in page_of(shop, role="viewer")
    assert "Owners, admins and bookkeepers can start it." in page_of(shop, role="viewer")


@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("admin", 200), ("bookkeeper", 200), ("viewer", 403)])
def test_everybody_but_a_viewer_may_start_it(shop: Shop, role: str, status: int) -> None:  # B3, B12
    assert start(shop, role).status_code == status
    found = list(Reconciliation.objects.values_list("first_day", "last_day", "actor__email", "ended_at"))
    assert found == ([(FIRST, LAST, f"{role}@example.com", None)] if status == 200 else [])
    told = Activity.objects.filter(kind="reconciled").values_list("reason", "actor__email")
    assert list(told) == ([("November 2026", f"{role}@example.com")] if status == 200 else [])


def test_one_under_way_shows_how_far_it_is_and_can_be_stopped(shop: Shop) -> None:  # B3
    asked(shop, first_day=date(2026, 9, 1), read_through=date(2026, 9, 30))
    query = "?from=2026-09-01&to=2026-11-30"
    page = page_of(shop, query)
    assert "Reading the invoices of November 2026" in page
    assert "1 of 3 months read." in page
    assert 'aria-busy="true"' in page
    assert 'hx-trigger="load delay:2s"' in page
    assert "Reconcile again" not in page
    assert ">Stop</button>" not in page_of(shop, query, role="viewer")
    answer = start(shop, **{"from": "2026-09-01", "to": "2026-11-30", "do": "stop"})
    assert "It was stopped." in answer.content.decode()
    assert Reconciliation.objects.get().failed == "It was stopped."


def test_one_that_nobody_takes_up_says_who_can_help(shop: Shop) -> None:  # B3
    asked(shop, asked_at=timezone.now() - timedelta(minutes=3), progress={"doing": "Waiting for a worker"})
    assert "No worker has taken it up for 3 min." in page_of(shop)


def test_a_failure_says_why_and_leaves_the_last_result_in_sight(shop: Shop) -> None:  # B3
    lost = {"failed": "QuickBooks Online is not connected.", "ended_at": timezone.now(), "progress": {}}
    asked(shop, **lost)
    page = page_of(shop)
    assert "November 2026 could not be reconciled." in page
    assert "QuickBooks Online is not connected." in page
    assert "Try again</button>" in page
    Reconciliation.objects.all().delete()
    done(shop, EQUAL)
    asked(shop, **lost)
    page = page_of(shop)
    assert "Below stands what was found the last time." in page
    assert "Reconcile again</button>" in page
    assert "Equal <span" in page


def test_equal_ledgers_say_so_with_when_and_for_whom(shop: Shop) -> None:  # B3
    done(shop, EQUAL, sums=sums((1, "100.00", "0.00"), (1, "100.00", "0.00")))
    page = page_of(shop)
    assert "Equal to the cent</span>" in page
    assert "for bookkeeper@example.com, in 6 calls to HubSpot and 2 to QuickBooks Online." in page
    assert "A payment of HubSpot counts with what was kept of it after refunds," in page  # A28
    assert page.count("$100.00") >= 4
    assert "bad-ink" not in page


def test_days_with_nothing_on_either_side(shop: Shop) -> None:  # B3
    done(shop, sums={}, counts={})
    page = page_of(shop)
    assert "Nothing on either side" in page
    assert "Equal to the cent" not in page


def test_differences_come_first_with_both_figures_why_and_where(shop: Shop) -> None:  # B3
    record = shop.record(number="HS-1")
    done(shop, EQUAL, {**DIFFERENT, "record": record}, ALONE, EXPLAINED)
    page = page_of(shop)
    assert "2 differences</span>" in page
    assert "−$0.01" in page
    assert "Total: $75.50 in HubSpot, $75.51 in QuickBooks Online." in page
    assert f'href="{shop.url(f"records/{record.pk}/")}"' in page
    assert f'href="{shop.url("why/?q=1002")}"' in page  # of what has no record
    assert "Not in HubSpot." in page
    assert "invoice?txnId=146" in page  # in QuickBooks itself
    assert "HS-3" not in page
    assert "A draft." not in page


@pytest.mark.parametrize(
    ("show", "listed"),
    [
        ("different", {"HS-1", "1002"}),
        ("twins", {"1002"}),
        ("explained", {"HS-3"}),
        ("equal", {"1001"}),
        ("moving", {"HS-4"}),
        ("", {"1001", "HS-1", "1002", "HS-3", "HS-4"}),
    ],
)
def test_a_number_opens_what_it_counts(shop: Shop, show: str, listed: set[str]) -> None:  # B3
    done(shop, EQUAL, DIFFERENT, ALONE, EXPLAINED, MOVING)
    page = page_of(shop, f"{NOVEMBER}&show={show}")
    found = {number for number in ("1001", "HS-1", "1002", "HS-3", "HS-4") if f"?q={number}" in page}
    assert found == listed
    assert f'aria-current="page">{_label(show)} <span class="muted">{len(listed)}</span>' in page


def _label(show: str) -> str:
    names = {"different": "Differences", "twins": "Possible duplicates", "explained": "Explained", "equal": "Equal"}
    return {**names, "moving": "Changed while read", "": "All"}[show]


def test_what_is_no_list_is_not_found(shop: Shop) -> None:
    done(shop, EQUAL)
    page_of(shop, f"{NOVEMBER}&show=nonsense", status=404)


def test_many_rows_come_in_pages_and_none_is_left_out(shop: Shop) -> None:  # B3
    done(shop, *({**DIFFERENT, "number": f"HS-{n:03}"} for n in range(120)))
    seen: list[str] = []
    query = f"{NOVEMBER}&show=different"
    for _ in range(4):
        page = page_of(shop, query)
        seen += sorted({f"HS-{n:03}" for n in range(120) if f"?q=HS-{n:03}" in page})
        following = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        if not following:
            break
        query = following.partition("#")[0].partition("reconciliation/")[2]
    assert seen == [f"HS-{n:03}" for n in range(120)]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?from=2026-11-30&to=2026-11-01", "The last day is before the first one."),
        ("?from=2026-11-31&to=2026-12-01", "Choose the first and the last day."),
        ("?from=&to=", "Choose the first and the last day."),
        ("?from=2001-01-01&to=2026-11-01", "Choose three years or less."),
        ("?from=0001-01-01&to=0001-01-02", "Choose days between 1980 and 2200."),
    ],
)
def test_days_that_are_none_are_refused_in_words(shop: Shop, query: str, said: str) -> None:  # B3
    assert said in page_of(shop, query, status=422)


def test_the_days_that_were_read_last_are_shown_first_and_others_are_offered(shop: Shop) -> None:  # B3
    done(shop, DIFFERENT, first_day=date(2026, 10, 1), last_day=date(2026, 10, 31))
    done(shop, EQUAL)
    page = page_of(shop, "")
    assert "November 2026" in page
    assert "?from=2026-10-01&amp;to=2026-10-31" in page
    assert "1 difference</span>" in page
    assert "was never reconciled" in page_of(shop, "?period=last-quarter")


def test_while_all_is_paused_nothing_is_started(shop: Shop) -> None:  # B3
    shop.workspace.paused = True
    shop.workspace.save()
    assert "Everything is paused in this workspace, so nothing is read." in start(shop).content.decode()
    assert not Reconciliation.objects.exists()


def test_the_file_has_every_row_and_no_formula(shop: Shop) -> None:  # B3, SEC31
    record = shop.record(number="HS-1")
    done(shop, EQUAL, {**DIFFERENT, "record": record}, ALONE, EXPLAINED, MOVING)
    answer = shop.client("viewer").get(shop.url(f"{PAGE}download/{NOVEMBER}"))
    assert answer["Content-Disposition"] == 'attachment; filename="fernhill-reconciliation-2026-11-01-2026-11-30.csv"'
    rows = list(csv.DictReader(StringIO(body(answer).decode().removeprefix("\ufeff"))))
    assert [(row["Result"], row["Number"], row["HubSpot total"], row["QuickBooks Online total"]) for row in rows] == [
        ("Equal", "1001", "100.00", "100.00"),
        ("Different", "HS-1", "75.50", "75.51"),
        ("Different", "1002", "", "20.00"),
        ("Explained", "HS-3", "30.00", ""),
        ("Changed while it was read", "HS-4", "100.00", ""),
    ]
    assert rows[2]["Customer"] == "'=cmd()"
    assert rows[2]["May be the same as"] == "HS-2"
    assert rows[1]["Record"] == f"http://testserver{shop.url(f'records/{record.pk}/')}"
    assert rows[1]["What differs"] == "Total: $75.50 in HubSpot, $75.51 in QuickBooks Online."


def test_a_balance_below_zero_is_a_figure_in_the_file_too(shop: Shop) -> None:  # B3: an invoice that was paid too much
    done(shop, {**ALONE, "quickbooks": {**ALONE["quickbooks"], "balance": "-10.00"}})
    answer = shop.client("viewer").get(shop.url(f"{PAGE}download/{NOVEMBER}"))
    (row,) = csv.DictReader(StringIO(body(answer).decode().removeprefix("\ufeff")))
    assert row["QuickBooks Online balance"] == "-10.00"


def test_there_is_no_file_of_what_was_never_read(shop: Shop) -> None:
    answer = shop.client("viewer").get(shop.url(f"{PAGE}download/{NOVEMBER}"))
    assert (answer.status_code, answer["Location"]) == (302, shop.url(f"{PAGE}{NOVEMBER}"))


def test_another_workspace_sees_nothing_of_it(shop: Shop) -> None:  # SEC2
    done(shop, DIFFERENT)
    other = Shop(shop.other, shop.workspace, shop.people)
    assert "was never reconciled" in page_of(other, role="stranger")


def test_results_are_the_last_of_each_span_that_came_to_one(shop: Shop) -> None:  # B7
    assert list(results(shop.workspace)) == []
    first = done(shop, DIFFERENT, ALONE)
    second = done(shop, EQUAL, DIFFERENT, EXPLAINED, first_day=date(2026, 10, 1))
    asked(shop)  # is under way
    asked(shop, failed="It was stopped.", ended_at=timezone.now())
    assert list(results(shop.workspace)) == [second, first]
    assert [row.number for row in rows_of(second, "different")] == ["HS-1"]
    assert results(shop.other).count() == 0


def test_a_record_that_is_gone_leaves_its_row(shop: Shop) -> None:
    record = shop.record(number="HS-1")
    done(shop, {**DIFFERENT, "record": record})
    record.delete()
    assert Reconciled.objects.get().record is None
    assert "HS-1" in page_of(shop)
