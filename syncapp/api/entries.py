"""The activity: who did what, and what the runs wrote."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Query
from pydantic import BaseModel, Field

from syncapp.api.access import VIEW, Caller
from syncapp.api.service import api
from syncapp.api.shapes import After, Day, Key, Limit, System
from syncapp.queries.activity import KINDS, Asked, entries, told
from syncapp.queries.changes import label_of
from syncapp.queries.labels import Labels, labels_of
from syncapp.queries.records import page_of
from syncapp.storage.models import Activity, Workspace
from syncapp.storage.names import person_name

if TYPE_CHECKING:
    Kind = str
else:
    Kind = Literal[tuple(KINDS)]


class Change(BaseModel):
    """`field` as people call it; the values as they are stored."""

    field: str
    before: Any
    after: Any


class Entry(BaseModel):
    """`by`: the person, where one did it; `through`: the token with which they did."""

    id: int
    at: datetime
    kind: str
    title: str
    text: str
    by: str | None
    through: str | None
    record: int | None
    run: int | None
    written_to: System | None
    changes: list[Change]


class Entries(BaseModel):
    results: list[Entry]
    next: int | None


class ActivityFilter(BaseModel):
    q: str = Field("", max_length=300, description="The record: name, number, id, email address or link")
    kind: list[Kind] = []
    who: Literal["", "people", "sync"] = ""
    record: Key | None = None
    run: Key | None = None
    since: Day | None = None
    until: Day | None = None
    limit: Limit = 50
    after: After = None


@api.get("/activity", auth=VIEW, response=Entries, tags=["Activity"])
def activity(request: Caller, filters: Annotated[ActivityFilter, Query()]) -> Entries:
    """Who did what, and what the runs wrote, the newest first."""
    asked = Asked(
        who=filters.who, kinds=filters.kind, text=filters.q, record=filters.record, run=filters.run,
        first_day=filters.since, last_day=filters.until,
    )  # fmt: skip
    return entries_of(request.workspace, entries(request.workspace, asked), filters.limit, filters.after)


def entries_of(workspace: Workspace, rows: QuerySet[Activity], limit: int, after: int | None) -> Entries:
    page, labels = page_of(rows, size=limit, after=after), labels_of(workspace)
    return Entries(results=[entry_of(one, labels) for one in page.rows], next=page.after)


def entry_of(one: Activity, labels: Labels) -> Entry:
    mine = labels.get(one.record.object_type, {}) if one.record else {}
    said = told(one, mine)
    return Entry(
        id=one.pk, at=one.at, kind=one.kind, title=said.title, text=said.text,
        by=person_name(one.actor) if one.actor else None,
        through=one.through or None, record=one.record_id, run=one.run_id, written_to=one.side or None,  # type: ignore[arg-type]
        changes=[Change(field=label_of(change, mine), before=change.get("from"), after=change.get("to")) for change in one.changes],
    )  # fmt: skip
