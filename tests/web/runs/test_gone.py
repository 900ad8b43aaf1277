"""A number of a run opens exactly the records that it counts, and says where some of them are no longer known (S38)."""

from __future__ import annotations

from typing import Any

from syncapp.queries.run_records import written_so_far
from syncapp.queries.runs import wrote_of
from syncapp.storage.models import Activity
from tests.web.conftest import Shop
from tests.web.runs.conftest import ran, wrote


def of(number: int) -> dict[str, Any]:
    return {"invoices": {"created": {"quickbooks": number}}}


def listed(shop: Shop, run: Any, query: str = "") -> tuple[int, str]:
    answer = shop.client("viewer").get(shop.url(f"runs/{run.pk}/?what=created{query}"))
    return len(answer.context["list"].rows), " ".join(answer.content.decode().split())


def test_those_that_are_gone_are_told_where_the_list_ends(empty: Shop) -> None:  # S38
    run = ran(empty, counts=of(29))
    wrote(empty, run, 27)
    number, page = listed(empty, run)
    assert (number, "no longer known" in page) == (25, False)
    after = Activity.objects.filter(run=run).order_by("-pk")[24].pk
    number, page = listed(empty, run, f"&after={after}")
    assert number == 2
    assert "2 records more were counted and are no longer known" in page


def test_where_none_is_left_it_does_not_say_that_there_was_none(empty: Shop) -> None:  # S38
    number, page = listed(empty, ran(empty, counts=of(1)))
    assert number == 0
    assert "1 record more was counted and is no longer known" in page
    assert "No record came to that" not in page
    assert "No record came to that" in listed(empty, ran(empty))[1]


def test_what_is_listed_of_another_side_or_object_is_not_counted_to_it(empty: Shop) -> None:  # S38
    run = ran(
        empty,
        counts={"invoices": {"created": {"quickbooks": 1, "hubspot": 4}}, "contacts": {"created": {"hubspot": 2}}},
    )
    wrote(empty, run)
    assert "no longer known" not in listed(empty, run, "&side=quickbooks")[1]
    assert "4 records more were" in listed(empty, run, "&side=hubspot&object=invoice")[1]


def test_one_that_was_broken_off_counts_an_item_for_lines_in_the_list_as_on_its_page(empty: Shop) -> None:  # S11, S38
    run = ran(empty, ended_at=None)
    wrote(empty, run, 2)
    Activity.objects.create(workspace=empty.workspace, run=run, at=run.started_at, kind="created", side="quickbooks")
    assert wrote_of(run)["quickbooks"] == 3 == sum(number for *_, number in written_so_far(run))
