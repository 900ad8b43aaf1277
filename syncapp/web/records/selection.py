"""Which records a click is meant for: those that are ticked, or all that match the filters of the list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.http import QueryDict

from syncapp.core.values import ObjectType
from syncapp.queries import syncs
from syncapp.queries.counts import Cell, Row, by_object
from syncapp.queries.records import CAP, wanted_records
from syncapp.queries.states import State, with_state
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest
from syncapp.web.context import tally_of
from syncapp.web.overview.forms import NARROWING, RecordFilter


class SelectionRefused(Exception):
    """No records can be meant by this; the text says why."""


@dataclass(frozen=True)
class Selection:
    """`fields` are the hidden fields of a form that means the same records again."""

    records: QuerySet[SyncRecord]
    parts: dict[ObjectType, Cell]  # how many, and their money
    fields: list[tuple[str, str]]

    def with_states(self, off: Collection[str]) -> QuerySet[SyncRecord]:
        return with_state(self.records, off)

    @property
    def number(self) -> int:
        return sum(cell.number for cell in self.parts.values())


def selected(request: MemberRequest, data: QueryDict, most: int | None = CAP) -> Selection:
    """Raises SelectionRefused for none, and for more than can be meant at once."""
    if data.get("all") == "yes":
        found = _matching(request, data)
    else:
        keys = [int(key) for key in data.getlist("record") if key.isascii() and key.isdigit() and len(key) <= 18]
        records = SyncRecord.objects.filter(workspace=request.workspace, pk__in=keys)
        found = Selection(records, _parts(records), [("record", str(key)) for key in keys])
    if not found.number:
        raise SelectionRefused("Choose at least one record first.")
    if most is not None and found.number > most:
        raise SelectionRefused(f"These are {found.number:,} records. Narrow them down to {most:,} at most.")
    return found


def _matching(request: MemberRequest, data: QueryDict) -> Selection:
    form = RecordFilter(data, request.workspace)
    if not form.is_valid():
        raise SelectionRefused("These filters cannot be read. Go back and set them again.")
    tally = tally_of(request)
    records = wanted_records(request.workspace, form.wanted(), tally.off, syncs.directions(tally))
    fields = [("all", "yes"), *((name, value) for name in ("q", *NARROWING) for value in data.getlist(name) if value)]
    return Selection(records, _parts(records), fields)


def _parts(records: QuerySet[SyncRecord]) -> dict[ObjectType, Cell]:
    counted = records.order_by().values("object_type", "currency").annotate(number=Count("pk"), total=Sum("amount"))
    return by_object(
        Row(one["object_type"], State.FAILING, "", one["currency"], one["number"], one["total"], None, "", "")
        for one in counted
    )
