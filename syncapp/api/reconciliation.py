"""Reconciliation: what was found for a span of days, its rows, and starting one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Query, Status
from pydantic import BaseModel, Field

from syncapp.actions import reconciliations as actions
from syncapp.actions.reconciliations import ReconciliationRefused, period_of
from syncapp.api.access import RESOLVE, VIEW, Caller
from syncapp.api.problems import Invalid
from syncapp.api.service import api
from syncapp.api.shapes import NAMES, After, Day, Done, Limit, ObjectName
from syncapp.core.periods import Period
from syncapp.queries import reconciliations as queries
from syncapp.storage.models import Reconciled, Reconciliation


class Days(BaseModel):
    """Of the company's time zone, both included; at most three years."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


class Figure(BaseModel):
    label: str
    hubspot: str
    quickbooks: str
    difference: str
    explained: str | None


class Block(BaseModel):
    object: ObjectName
    currency: str
    figures: list[Figure]


class Found(BaseModel):
    """`figures` and `rows` are of the last one that came to its end; `under_way`: another is being read now."""

    under_way: bool
    failed: str
    ended: datetime | None
    equal: bool | None
    different: int
    changed_while_read: int
    explained: int
    figures: list[Block]


class Row(BaseModel):
    """What each side holds stands as the vendor has it; null: it does not stand there."""

    object: ObjectName
    result: str
    number: str
    customer: str
    record: int | None
    hubspot: dict[str, Any] | None
    quickbooks: dict[str, Any] | None
    differs: list[str]
    why: str
    may_be_the_same_as: str | None


class Rows(BaseModel):
    results: list[Row]
    next: int | None


class RowFilter(Days):
    show: Literal["", "different", "moving", "explained", "equal", "twins"] = "different"
    limit: Limit = 50
    after: After = None


@api.get("/reconciliation", auth=VIEW, response=Found, tags=["Reconciliation"])
def reconciliation(request: Caller, days: Annotated[Days, Query()]) -> Found:
    """What was found for these days the last time; nothing is read from the vendors by asking."""
    standing = queries.standing(request.workspace, _period(days))
    result = standing.result
    told = queries.blocks(result) if result else []
    return Found(
        under_way=standing.under_way,
        failed=standing.newest.failed if standing.newest else "",
        ended=result.ended_at if result else None,
        equal=queries.is_equal(result) if result else None,
        different=_number(result, "different"), changed_while_read=_number(result, "moving"),
        explained=_number(result, "explained"),
        figures=[Block(object=NAMES[one.object_type], currency=one.currency, figures=list(map(_figure, one.lines))) for one in told],
    )  # fmt: skip


@api.get("/reconciliation/rows", auth=VIEW, response=Rows, tags=["Reconciliation"])
def reconciliation_rows(request: Caller, filters: Annotated[RowFilter, Query()]) -> Rows:
    """Its rows: what differs, or what `show` says."""
    result = queries.standing(request.workspace, _period(filters)).result
    if result is None:
        raise Http404
    page = queries.page_of(queries.rows_of(result, filters.show), size=filters.limit, after=filters.after)
    return Rows(results=[_row(row) for row in page.rows], next=page.after)


@api.post("/reconciliation", auth=RESOLVE, response={202: Done}, tags=["Reconciliation"])
def reconcile(request: Caller, days: Days) -> Status[Done]:
    """Have both ledgers read and compared for these days. One that is under way goes on; nothing is written to a vendor."""
    period = _period(days)
    actions.ask(request.workspace, period, by=request.by)
    return Status(202, Done(changed=True, said=f"Both ledgers are read for {period.words}."))


def _period(days: Days) -> Period:
    try:
        return period_of(days.first, days.last)
    except ReconciliationRefused as refusal:
        raise Invalid(str(refusal)) from None


def _number(result: Reconciliation | None, outcome: str) -> int:
    return result.number(outcome) if result else 0


def _figure(line: queries.Line) -> Figure:
    return Figure(
        label=line.label, hubspot=str(line.hubspot), quickbooks=str(line.quickbooks), difference=str(line.difference),
        explained=None if line.explained is None else str(line.explained),
    )  # fmt: skip


def _row(row: Reconciled) -> Row:
    return Row(
        object=NAMES[row.object_type], result=row.outcome, number=row.number, customer=row.customer, record=row.record_id,
        hubspot=row.hubspot, quickbooks=row.quickbooks, differs=queries.said(row), why=row.why,
        may_be_the_same_as=row.twin or None,
    )  # fmt: skip
