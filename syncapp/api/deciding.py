"""What needs a person's choice: conflicts, approvals, and who is who."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from django.http import Http404
from ninja import Query
from pydantic import BaseModel, Field

from syncapp.actions import approvals as approving
from syncapp.actions.choosing import Pick, choose_values
from syncapp.actions.records import name_of
from syncapp.api.access import RESOLVE, VIEW, Caller
from syncapp.api.problems import Refused
from syncapp.api.records import Option, own, portal
from syncapp.api.service import api
from syncapp.api.shapes import (
    TYPES,
    After,
    Count,
    Done,
    Held,
    Key,
    Limit,
    Reason,
    Record,
    System,
    count,
    record_of,
    value_of,
)
from syncapp.api.shapes import ObjectName as Name
from syncapp.core.values import Side
from syncapp.engine.people.choosing import choosing
from syncapp.queries import approvals as approvals_queries
from syncapp.queries.approval_words import WHAT
from syncapp.queries.conflicts import Conflicts, Disputed
from syncapp.queries.conflicts import Field as Disagreed
from syncapp.queries.counts import LINKING
from syncapp.queries.problems import problems
from syncapp.queries.records import page_of
from syncapp.queries.setup.passing import today_of
from syncapp.queries.states import State, holds
from syncapp.queries.syncs import connections_of
from syncapp.storage.models import Conflict as Row
from syncapp.storage.models import SyncRecord

if TYPE_CHECKING:
    What = str
else:
    What = Literal[tuple(WHAT)]


class Value(BaseModel):
    """What one side holds; `refusal` says why it cannot be taken, `caution` what may become of it."""

    value: Held
    refusal: str
    caution: str


class Conflict(BaseModel):
    """One field that both sides changed. `seal` stands for what is shown here: send it with the choice."""

    id: int
    field: str
    agreed: Held
    hubspot: Value
    quickbooks: Value
    chosen: Literal["", "hubspot", "quickbooks"]
    seal: str


class InConflict(BaseModel):
    record: Record
    fields: list[Conflict]


class InConflicts(BaseModel):
    results: list[InConflict]
    next: int | None


class Approval(BaseModel):
    """`seal` stands for what is shown here: send it with the click."""

    record: Record
    date: date | None
    happens: str = Field(description="What approving does")
    otherwise: str = Field(description="What declining does")
    payments: Count
    seal: str


class ApprovalGroup(BaseModel):
    what: str
    title: str
    about: str
    records: Count
    results: list[Approval]
    next: int | None


class Question(BaseModel):
    record: Record
    options: list[Option]
    nothing: str = Field(description="Why there is nothing to choose from")


class LinkingProblem(BaseModel):
    title: str
    questions: list[Question]


class Linking(BaseModel):
    results: list[LinkingProblem]
    number: int
    pages: int


class Seal(BaseModel):
    seal: str = Field(max_length=200)


class Chosen(Seal):
    side: System


class Declined(Seal, Reason):
    pass


class ConflictFilter(BaseModel):
    object: Name | None = None
    limit: Limit = 50
    after: After = None


@api.get("/conflicts", auth=VIEW, response=InConflicts, tags=["Conflicts"])
def conflicts(request: Caller, filters: Annotated[ConflictFilter, Query()]) -> InConflicts:
    """Records on which both sides changed the same field, for which nobody has chosen yet."""
    found = Conflicts(request.tally, choosing(request.workspace))
    only = TYPES[filters.object] if filters.object else ""
    page = page_of(found.waiting(only).select_related("customer"), size=filters.limit, after=filters.after)
    vendor = portal(request)
    return InConflicts(results=[_disputed(one, vendor) for one in found.disputed(page.rows)], next=page.after)


@api.get("/approvals", auth=VIEW, response=list[ApprovalGroup], tags=["Needs approval"])
def approvals(
    request: Caller,
    what: What | None = None,
    after: After = None,
) -> list[ApprovalGroup]:
    """What is sent by one click, by what the click does, 25 of each; `what` with `after` goes on with one of them."""
    groups = approvals_queries.groups(
        request.workspace, request.tally.off, only=what or "", after=after if what else None
    )
    vendor = portal(request)
    return [
        ApprovalGroup(
            what=group.what, title=group.words.title, about=group.words.about, records=count(group.cell),
            results=[_asked(one, vendor) for one in group.rows], next=group.page.after,
        )
        for group in groups
    ]  # fmt: skip


@api.get("/linking", auth=VIEW, response=Linking, tags=["Linking"])
def linking(request: Caller, page: Key = 1) -> Linking:
    """What needs somebody who says which records belong together, one problem at a time, 10 a page."""
    waiting = SyncRecord.objects.filter(
        holds(State.FAILING, request.tally.off), workspace=request.workspace, reason__in=LINKING
    )
    connections = connections_of(request.workspace)
    found = problems(waiting, connections, today_of(request.workspace), page)
    vendor = portal(request)
    return Linking(
        results=[
            LinkingProblem(
                title=one.title,
                questions=[
                    Question(
                        record=record_of(asked.record, State.FAILING, vendor),
                        options=[Option(value=o.value, label=o.label, note=o.note) for o in asked.offer.options],
                        nothing="" if asked.offer.options else asked.offer.nothing,
                    )
                    for asked in one.questions
                ],
            )
            for one in found.shown
        ],
        number=found.number,
        pages=found.pages,
    )


@api.post("/conflicts/{int:id}/choose", auth=RESOLVE, response=Done, tags=["Conflicts"])
def choose_value(request: Caller, id: Key, chosen: Chosen) -> Done:
    """Say whose value of this field stands on both sides; good for exactly the values that were read."""
    if not Row.objects.filter(workspace=request.workspace, pk=id).exists():
        raise Http404
    picked = choose_values(request.workspace, [Pick(id, Side(chosen.side), chosen.seal)], by=request.by)
    if not picked.fields:
        raise Refused(" ".join(picked.left))
    return Done(
        changed=True, said=f"{Side(chosen.side).label}’s value is taken. The next run writes it; it begins now."
    )


@api.post("/approvals/{int:id}/approve", auth=RESOLVE, response=Done, tags=["Needs approval"])
def approve(request: Caller, id: Key, shown: Seal) -> Done:
    """Send exactly what was read; what changes until then needs approval again. The id is that of the record."""
    row = own(request, id)
    approving.send(request.workspace, [row.pk], shown.seal, by=request.by)
    return Done(changed=True, said=f"{name_of(row)} goes with the next run, which begins now.")


@api.post("/approvals/{int:id}/decline", auth=RESOLVE, response=Done, tags=["Needs approval"])
def decline(request: Caller, id: Key, shown: Declined) -> Done:
    """Ignore for good exactly what was read: it is never sent."""
    row = own(request, id)
    approving.never_send(request.workspace, [row.pk], shown.seal, by=request.by, reason=shown.reason)
    return Done(changed=True, said=f"{name_of(row)} is ignored from now on, and never sent.")


def _disputed(one: Disputed, vendor: str) -> InConflict:
    fields = [_conflict(field) for field in one.fields]
    return InConflict(record=record_of(one.record, State.FAILING, vendor), fields=fields)


def _conflict(field: Disagreed) -> Conflict:
    hubspot, quickbooks = (
        Value(value=value_of(held.value), refusal=held.refusal, caution=held.caution) for held in field.held
    )
    return Conflict(
        id=field.conflict.pk, field=field.label, agreed=value_of(field.agreed), hubspot=hubspot, quickbooks=quickbooks,
        chosen=field.conflict.chosen, seal=field.seal,  # type: ignore[arg-type]
    )  # fmt: skip


def _asked(one: approvals_queries.Asked, vendor: str) -> Approval:
    return Approval(
        record=record_of(one.record, State.APPROVAL, vendor), date=one.day, happens=one.do, otherwise=one.leave,
        payments=count(one.payments), seal=approving.seen([one.record]),
    )  # fmt: skip
