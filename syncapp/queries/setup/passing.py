"""How many of the records that were last known would pass a filter, with some of those that would not (S31, B24).

Only of a record that stands on both sides are its fields kept here, so only those can be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils import timezone

from syncapp.core.filters import Criterion, Filter, why
from syncapp.core.values import ObjectType, Side
from syncapp.queries.setup.fields import said
from syncapp.queries.setup.walk import Walk
from syncapp.storage.convert import decode
from syncapp.storage.models import SyncRecord, Workspace

LOOKED_AT = 2_000  # the newest; a page must not read a million records
SHOWN = 3
NAMED = ("label", "origin", "currency")
BESIDE = "What an associated record holds is not kept here, so this is counted by the dry run of the last step."


@dataclass(frozen=True)
class Passing:
    known: int = 0
    passed: int = 0
    missed: tuple[tuple[str, str], ...] = ()  # some that would not pass: their name, and what they hold
    capped: bool = False
    leaving: int = 0  # of the linked ones that came this way, those that would not pass (A14)
    uncounted: str = ""  # why it cannot be said, in a sentence

    @property
    def out(self) -> int:
        return self.known - self.passed


def today_of(workspace: Workspace) -> date:
    return timezone.now().astimezone(ZoneInfo(workspace.time_zone)).date()


def passing(walk: Walk, chosen: Mapping[Side, Filter]) -> dict[Side, Passing]:
    """By the side that the records would go to; one query for all."""
    rows = SyncRecord.objects.filter(workspace=walk.workspace, object_type=walk.object_type)
    held = {f"to_{target.value}": _needed(target.other, wanted) for target, wanted in chosen.items()}
    held |= {
        f"now_{target.value}": F(f"{target.other.value}_seen__values")
        for target, wanted in chosen.items()
        if wanted.filled
    }
    linked = ExpressionWrapper(Q(hubspot_id__isnull=False, quickbooks_id__isnull=False), output_field=BooleanField())
    found = list(rows.order_by("-pk").annotate(**held, both=linked).values(*NAMED, "both", *held)[: LOOKED_AT + 1])
    capped = len(found) > LOOKED_AT
    return {target: _of(walk, target, wanted, _known(walk, target, found), capped) for target, wanted in chosen.items()}


def _needed(source: Side, chosen: Filter) -> Any:
    """What the source holds where a criterion asks for it, else only whether that is kept."""
    if chosen.filled:
        return F(f"{source.value}_base__values")
    return ExpressionWrapper(Q(**{f"{source.value}_base__isnull": False}), output_field=BooleanField())


@dataclass(frozen=True)
class _Known:
    label: str
    currency: str
    held: Any  # the values that its source holds, or only that they are kept
    leaves: bool  # the filter may stop it: it is linked, and came this way or either way


def _known(walk: Walk, target: Side, found: Iterable[Mapping[str, Any]]) -> list[_Known]:
    """Those whose fields are kept; of invoices those that were made there, as a copy never goes back."""
    kept = [one for one in found if one[f"to_{target.value}"]]
    mine = [one for one in kept if walk.object_type is not ObjectType.INVOICE or one["origin"] == target.other]
    return [
        _Known(
            one["label"],
            one["currency"],
            one.get(f"now_{target.value}") or one[f"to_{target.value}"],
            one["both"] and one["origin"] != target,
        )
        for one in mine[:LOOKED_AT]
    ]


def _of(walk: Walk, target: Side, chosen: Filter, known: list[_Known], capped: bool) -> Passing:
    criteria = [one for group in chosen.filled for one in group.criteria]
    if not criteria:
        return Passing(len(known), len(known), capped=capped)
    if any(one.associated for one in criteria):
        return Passing(uncounted=BESIDE)
    if unread := _unread(walk, target, criteria, known):
        return Passing(
            uncounted=f"“{unread}” has not been read yet, so this is counted by the dry run of the last step."
        )
    return _counted(walk, target, chosen, known, capped)


def _unread(walk: Walk, target: Side, criteria: list[Criterion], known: list[_Known]) -> str:
    """The label of a property that no record holds, not even empty."""
    specs = walk.specs[target.other]
    missing = [one.property for one in criteria if known and not any(one.property in each.held for each in known)]
    return next((specs[name].label if name in specs else name for name in missing), "")


def _counted(walk: Walk, target: Side, chosen: Filter, known: list[_Known], capped: bool) -> Passing:
    specs, today, zone = walk.specs[target.other], today_of(walk.workspace), ZoneInfo(walk.workspace.time_zone)
    names = {one.property for group in chosen.filled for one in group.criteria}
    passed = leaving = 0
    missed: list[tuple[str, str]] = []
    for one in known:
        verdict = why(chosen, {name: decode(one.held.get(name)) for name in names}, {}, today, specs=specs, zone=zone)
        passed += verdict.passed
        leaving += one.leaves and not verdict.passed
        if not verdict.passed and verdict.criterion and len(missed) < SHOWN:
            spec = specs.get(verdict.criterion.property)
            name = spec.label if spec else verdict.criterion.property
            held = said(walk.object_type, spec, verdict.value, one.currency)
            missed.append((one.label, f"{name}: {held or 'empty'}"))
    return Passing(len(known), passed, tuple(missed), capped, leaving)
