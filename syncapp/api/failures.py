"""Failures by cause, and what is parked in protected months."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import Http404
from ninja import Query
from pydantic import BaseModel, Field, StrictInt

from syncapp.actions.ignoring import ignore
from syncapp.actions.records import retry_all
from syncapp.api.access import RESOLVE, VIEW, Caller
from syncapp.api.problems import Refused
from syncapp.api.records import portal
from syncapp.api.service import api
from syncapp.api.shapes import (
    NAMES,
    TYPES,
    After,
    Count,
    Limit,
    ObjectName,
    Reason,
    Record,
    Why,
    count,
    record_of,
    why_of,
)
from syncapp.queries import parked as parking
from syncapp.queries.failures import Group, groups, records_of
from syncapp.queries.records import CAP, page_of
from syncapp.queries.states import State
from syncapp.storage.models import SyncRecord


class Cause(BaseModel):
    """`held_up`: what waits for these records and goes with them. The records: `/records?status=failing&cause={code}`."""

    code: str
    why: Why
    records: Count
    by_object: dict[ObjectName, Count]
    held_up: dict[ObjectName, Count]


class Bulk(BaseModel):
    """How many it was done for, and why the others were left as they are."""

    number: int
    left: list[str]


class IgnoreAll(Reason):
    number: StrictInt = Field(description="How many of them `/failures` has told")


class Month(BaseModel):
    month: str = Field(examples=["2026-10"])
    invoices: Count
    payments: Count


class Parked(BaseModel):
    protected_through: date | None
    by_quickbooks: bool = Field(description="It is the closing date of QuickBooks, not the date set here")
    months: list[Month]


class Waits(BaseModel):
    record: Record
    date: date | None
    would: str = Field(description="What QuickBooks Online would be told")


class ParkedRecords(BaseModel):
    results: list[Waits]
    next: int | None


class ParkedFilter(BaseModel):
    month: str = Field("", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")
    limit: Limit = 50
    after: After = None


@api.get("/failures", auth=VIEW, response=list[Cause], tags=["Failures"])
def failures(request: Caller, object: ObjectName | None = None) -> list[Cause]:
    """What needs someone, by cause, the worst first."""
    return [_cause(group) for group in groups(request.tally, TYPES[object] if object else "")]


@api.post("/failures/{code}/retry", auth=RESOLVE, response=Bulk, tags=["Failures"])
def retry_cause(request: Caller, code: str, object: ObjectName | None = None) -> Bulk:
    """Try all records of this cause again now."""
    done = retry_all(request.workspace, _of_cause(request, code, object), by=request.by)
    return Bulk(number=done.number, left=list(done.left))


@api.post("/failures/{code}/ignore", auth=RESOLVE, response=Bulk, tags=["Failures"])
def ignore_cause(request: Caller, code: str, all_of: IgnoreAll, object: ObjectName | None = None) -> Bulk:
    """Leave all records of this cause alone until somebody takes them back, if they still are as many as was read."""
    rows = _of_cause(request, code, object)
    if len(rows) != all_of.number:
        raise Refused(f"These are {len(rows):,} records by now. Look again.")
    done = ignore(request.workspace, rows, reason=all_of.reason, by=request.by)
    return Bulk(number=done.number, left=list(done.left))


@api.get("/parked", auth=VIEW, response=Parked, tags=["Parked"])
def parked(request: Caller) -> Parked:
    """What waits because its date lies in a protected period, by month."""
    protection = parking.protection(request.workspace)
    return Parked(
        protected_through=protection.holds,
        by_quickbooks=protection.by_quickbooks,
        months=[
            Month(month=one.key, invoices=count(one.invoices), payments=count(one.payments))
            for one in parking.months(request.workspace, request.tally.off)
        ],
    )


@api.get("/parked/records", auth=VIEW, response=ParkedRecords, tags=["Parked"])
def parked_records(request: Caller, filters: Annotated[ParkedFilter, Query()]) -> ParkedRecords:
    """The records that wait for the protected date, of one month or all."""
    rows = parking.parked(request.workspace, request.tally.off, filters.month)
    page = page_of(rows, size=filters.limit, after=filters.after)
    vendor = portal(request)
    found = [parking.held(row) for row in page.rows]
    return ParkedRecords(
        results=[
            Waits(record=record_of(one.record, State.PARKED, vendor), date=one.day, would=one.would) for one in found
        ],
        next=page.after,
    )


def _of_cause(request: Caller, code: str, name: ObjectName | None) -> list[SyncRecord]:
    rows = list(records_of(request.tally, code, only=TYPES[name] if name else "")[: CAP + 1])
    if not rows:
        raise Http404
    if len(rows) > CAP:
        raise Refused(f"These are more than {CAP:,} records. Take one object at a time.")
    return rows


def _cause(group: Group) -> Cause:
    return Cause(
        code=group.code, why=why_of(group.why, group.code), records=count(group.cell),
        by_object={NAMES[name]: count(cell) for name, cell in group.parts.items()},
        held_up={NAMES[name]: count(cell) for name, cell in group.held_up.items()},
    )  # fmt: skip
