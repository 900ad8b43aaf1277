"""How many of the records that were last known would pass a filter, with some of those that would not (S31, B24).

Only of a record that stands on both sides are its fields kept here, so only those can be counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from syncapp.core.filters import Filter, why
from syncapp.core.values import ObjectType, Side
from syncapp.queries.setup.fields import said
from syncapp.queries.setup.walk import Walk
from syncapp.storage.convert import decode
from syncapp.storage.models import SyncRecord, Workspace

LOOKED_AT = 2_000  # the newest; a page must not read a million records
SHOWN = 3


@dataclass(frozen=True)
class Passing:
    known: int = 0
    passed: int = 0
    missed: tuple[tuple[str, str], ...] = ()  # some that would not pass: their name, and what they hold
    capped: bool = False
    uncounted: str = ""  # why it cannot be said, in a sentence

    @property
    def out(self) -> int:
        return self.known - self.passed


def today_of(workspace: Workspace) -> date:
    return timezone.now().astimezone(ZoneInfo(workspace.time_zone)).date()


def passing(walk: Walk, target: Side, chosen: Filter) -> Passing:
    records = _known(walk, target.other)
    if not chosen.filled:
        number = records[: LOOKED_AT + 1].count()
        return Passing(min(number, LOOKED_AT), min(number, LOOKED_AT), capped=number > LOOKED_AT)
    criteria = [one for group in chosen.filled for one in group.criteria]
    if any(one.associated for one in criteria):
        return Passing(uncounted="What an associated record holds is not kept here, so this is counted by the dry run of the last step.")
    return _counted(walk, target, chosen, sorted({one.property for one in criteria}), records)


def _counted(walk: Walk, target: Side, chosen: Filter, names: list[str], records: QuerySet[SyncRecord]) -> Passing:
    rows = list(records.values_list("label", f"{target.other.value}_base__values")[: LOOKED_AT + 1])
    specs = walk.specs[target.other]
    unread = [name for name in names if rows and not any(name in values for _, values in rows)]
    if unread:
        label = specs[unread[0]].label if unread[0] in specs else unread[0]
        return Passing(uncounted=f"“{label}” has not been read yet, so this is counted by the dry run of the last step.")
    today, zone = today_of(walk.workspace), ZoneInfo(walk.workspace.time_zone)
    passed = 0
    missed: list[tuple[str, str]] = []
    for label, held in rows[:LOOKED_AT]:
        values = {name: decode(held.get(name)) for name in names}
        verdict = why(chosen, values, {}, today, specs=specs, zone=zone)
        passed += verdict.passed
        if not verdict.passed and verdict.criterion and len(missed) < SHOWN:
            spec = specs.get(verdict.criterion.property)
            missed.append((label, f"{spec.label if spec else verdict.criterion.property}: {said(spec, verdict.value) or 'empty'}"))
    known = min(len(rows), LOOKED_AT)
    return Passing(known, passed, tuple(missed), len(rows) > LOOKED_AT)


def _known(walk: Walk, source: Side) -> QuerySet[SyncRecord]:
    """Those of the source whose fields are kept; of invoices those that were made there, as a copy never goes back."""
    rows = SyncRecord.objects.filter(workspace=walk.workspace, object_type=walk.object_type)
    rows = rows.exclude(**{f"{source.value}_base": None})
    return (rows.filter(origin=source.value) if walk.object_type is ObjectType.INVOICE else rows).order_by("-pk")
