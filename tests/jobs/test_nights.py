"""Each night both ledgers of this month and the last are compared without anybody asking (B3, B7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from syncapp.core.periods import Period
from syncapp.jobs import nights
from syncapp.jobs.nights import begin_nights
from syncapp.storage import queue
from syncapp.storage.models import Connection, Job, Reconciliation, Workspace
from tests.jobs.conftest import NOW, ready

THREE = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)  # 3 AM in Los Angeles
Messages = list[tuple[Any, ...]]


def begun(workspace: Workspace) -> list[Period]:
    rows = Reconciliation.objects.filter(workspace=workspace, ended_at=None).order_by("pk")
    assert all(row.by_itself and row.actor is None for row in rows)
    return [Period(row.first_day, row.last_day) for row in rows]


def month(number: int, last: int, year: int = 2026) -> Period:
    return Period(date(year, number, 1), date(year, number, last))


def test_nothing_before_the_first_night_and_once_in_each(workspace: Workspace, messages: Messages) -> None:
    begin_nights(NOW)
    begin_nights(THREE - timedelta(minutes=1))
    assert begun(workspace) == []

    begin_nights(THREE)
    begin_nights(THREE + timedelta(minutes=1))
    assert begun(workspace) == [month(10, 31), month(11, 30)]  # this month last, so that its page opens
    assert [task for task, _ in messages] == [queue.RECONCILE] * 2

    Reconciliation.objects.update(ended_at=THREE)
    begin_nights(THREE + timedelta(days=1))
    assert begun(workspace) == [month(10, 31), month(11, 30)]


def test_it_is_the_night_and_the_month_of_the_company(workspace: Workspace) -> None:
    begin_nights(NOW)
    Job.objects.filter(name=f"{nights.NAME}:{workspace.pk}").update(not_before=NOW)
    begin_nights(datetime(2027, 1, 1, 7, 0, tzinfo=UTC))  # still December there
    assert begun(workspace) == [month(11, 30), month(12, 31)]


def test_what_is_under_way_goes_on(workspace: Workspace, messages: Messages) -> None:
    begin_nights(NOW)
    begin_nights(THREE)
    begin_nights(THREE + timedelta(days=1))
    assert Reconciliation.objects.count() == 2


def test_a_month_with_a_difference_is_looked_at_until_there_is_none(workspace: Workspace) -> None:
    begin_nights(NOW)
    for number, differences in ((8, 1), (9, 2), (9, 0)):
        Reconciliation.objects.create(
            workspace=workspace, first_day=date(2026, number, 1), last_day=month(number, 31 if number == 8 else 30).last,
            asked_at=NOW, ended_at=NOW, counts={"invoices": {"different": differences}},
        )  # fmt: skip
    begin_nights(THREE)
    assert begun(workspace) == [month(8, 31), month(10, 31), month(11, 30)]


@pytest.mark.parametrize("how", ["paused", "disconnected", "off"])
def test_nobody_reads_for_a_workspace_that_may_not_be_read(workspace: Workspace, how: str) -> None:
    begin_nights(NOW)
    if how == "paused":
        Workspace.objects.update(paused=True)
    elif how == "disconnected":
        Connection.objects.filter(side="quickbooks").update(state=Connection.State.NEEDS_RECONNECT)
    else:
        workspace.syncs.filter(object_type="invoice").update(enabled=False)
    begin_nights(THREE)
    assert begun(workspace) == []


def test_a_tick_in_which_nothing_is_due_asks_as_much_for_many_as_for_one(
    workspace: Workspace, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        ready(f"w{number}")
    begin_nights(NOW)
    with django_assert_num_queries(2):
        begin_nights(NOW)
