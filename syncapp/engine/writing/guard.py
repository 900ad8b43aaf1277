"""The guards at work: before the first write of a chunk, and before what was not found counts as gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from syncapp.core.guards import (
    EMPTY_ALARM,
    EMPTY_SIDE,
    ENDINGS,
    ENDINGS_WITHIN,
    asked,
    ending,
    most_endings,
    passes,
)
from syncapp.core.plan import Approval, Decision, needs_approval
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import GONE, Pass, Stopped
from syncapp.storage.convert import approval_of
from syncapp.storage.models import Activity, Call, Operation, Run, SyncRecord

CANARIES = 10


def endings_held(
    p: Pass, object_type: ObjectType, writing: Mapping[SyncRecord, Decision]
) -> dict[SyncRecord, Decision]:
    """Voids and deletions beyond a day's limit, as they wait; all of the chunk, since none of them is the odd one."""
    ends = {row: guard for row, one in writing.items() if (guard := ending(object_type, one.planned))}
    wanted = {row: asked(guard, object_type, writing[row].planned) for row, guard in ends.items()}
    # What a person has asked for of this very record needs no second word.
    asking = {
        row: one
        for row, one in wanted.items()
        if not (passes(one, approval_of(row.decision)) or row.decision.get("do"))
    }
    if not asking:
        return {}
    done = p.tally.ended.setdefault(object_type.plural, set())
    limit = most_endings(_linked(p, object_type).count())
    count = len(done | _ended_lately(p, object_type) | {row.pk for row in asking})
    held = asking if count > limit else {row: one for row, one in asking.items() if _waits_already(row, one)}
    done.update(row.pk for row in asking if row not in held)
    figures = {"objects": object_type.plural, "count": str(count), "limit": str(limit)}
    return {row: needs_approval(one, system=writing[row].planned[0].side.label, **figures) for row, one in held.items()}


def _ended_lately(p: Pass, object_type: ObjectType) -> set[int]:
    """What earlier runs have ended unasked, or may have; what a person has decided lately was not unasked."""
    since = p.now() - ENDINGS_WITHIN
    sent = Operation.objects.filter(
        call__workspace=p.workspace, call__sent_at__gte=since, entity=object_type, action__in=ENDINGS
    )
    asked_for = Activity.objects.filter(record=OuterRef("record"), at__gte=since, kind__in=("approved", "decided"))
    rows = sent.exclude(state=Call.State.FAILED).exclude(Exists(asked_for)).filter(record__isnull=False)
    return set(rows.values_list("record", flat=True))


def _waits_already(row: SyncRecord, wanted: Approval) -> bool:
    """Once held it waits for a person, however few are left by then."""
    return row.reason == "needs_approval" and row.params.get("what") == wanted.what


def believe(p: Pass, object_type: ObjectType, rows: Iterable[SyncRecord]) -> None:
    """Raises Stopped where many linked records were asked for and a side answers that it has none of its kind."""
    rows = list(rows)
    for side in Side:
        known = [row for row in rows if row.linked and getattr(row, f"{side.value}_version") != GONE]
        asked = {str(row.id_on(side)) for row in known}
        many = _documents(asked) >= EMPTY_ALARM and all(
            (side, object_type, one) in p.questions.missing for one in asked
        )
        if many and not _another_is_there(p, side, object_type, asked):
            _alarm(p, side, object_type)


def believe_listing(p: Pass, side: Side, object_type: ObjectType, *, found: bool) -> None:
    """The same of a list of everything."""
    if not found and _standing(p, side, object_type).count() >= EMPTY_ALARM:
        _alarm(p, side, object_type)


def _documents(ids: Iterable[str]) -> int:
    """One payment over many invoices is one document."""
    return len({one.partition("/")[0] for one in ids})


def _another_is_there(p: Pass, side: Side, object_type: ObjectType, asked: set[str]) -> bool:
    """A few others of its kind are asked for: people may well delete a dozen, but hardly everything."""
    others = _standing(p, side, object_type).exclude(**{f"{side.value}_id__in": asked})
    ids = [str(row.id_on(side)) for row in others.order_by("-pk")[:CANARIES]]
    p.questions.read(side, object_type, ids, whole=False)
    return p.questions.offline or any((side, object_type, one) in p.questions.shelf for one in ids)


def _alarm(p: Pass, side: Side, object_type: ObjectType) -> None:
    count = _standing(p, side, object_type).count()
    stop = {"guard": EMPTY_SIDE.name, "side": side.value, "object": object_type.value, "count": count}
    if not _accepted(p, stop):
        raise Stopped(EMPTY_SIDE.text(system=side.label, objects=object_type.plural, count=count), stop=stop)


def _accepted(p: Pass, stop: Mapping[str, Any]) -> bool:
    """A person has said of the run before this one that it is so; no more than was told then, and never of a later run."""
    last = Run.objects.filter(workspace=p.workspace, dry_run=False, pk__lt=p.run.pk).first()
    told = last.stop if last else {}
    same = all(told.get(name) == stop[name] for name in ("guard", "side", "object"))
    return bool(told.get("accepted")) and same and stop["count"] <= told["count"]


def _standing(p: Pass, side: Side, object_type: ObjectType) -> Any:
    """Linked, and not known to be gone there."""
    return _linked(p, object_type).exclude(**{f"{side.value}_version": GONE})


def _linked(p: Pass, object_type: ObjectType) -> Any:
    return p.records().filter(object_type=object_type).linked()
