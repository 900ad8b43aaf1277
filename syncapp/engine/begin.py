"""What a run begins with for each sync that was turned on or saved since the last run (S25, A16, F92).

The first start gets its floor; what was made while a sync was off is held where that was chosen; and all records of
the object are decided anew, because another set-up may want something else of them. The vendors are read outside any
transaction; what came of it is noted in one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from syncapp.core.policies import fingerprint
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.notice import unknown_versions
from syncapp.engine.rows import chunks
from syncapp.engine.setup.floor import Floor, Print, floor_from, hold, later, note_floor
from syncapp.storage import starts
from syncapp.storage.models import ObjectSync, Start, SyncRecord


@dataclass(frozen=True)
class Beginning:
    starts: Sequence[Start] = ()
    floor: Floor | None = None
    held: Mapping[tuple[ObjectType, Side], Mapping[str, Print]] = field(default_factory=dict)


def starts_of(p: Pass) -> list[Start]:
    """What waits to be begun; a sync of invoices that is on without a floor gets one, however it came to be on."""
    found = starts.waiting(p.workspace)
    if ObjectType.INVOICE not in p.rules or p.rules[ObjectType.INVOICE].started_at:
        return found
    floorless = ObjectSync.objects.filter(
        workspace=p.workspace, object_type=ObjectType.INVOICE, enabled=True, started_at=None
    )
    known = {start.sync.pk for start in found}
    return [*found, *(Start(sync=sync, at=p.now()) for sync in floorless if sync.pk not in known)]


def measure(p: Pass, found: Sequence[Start]) -> Beginning:
    """Read what these starts need to know of the vendors."""
    floor: Floor | None = None
    held: dict[tuple[ObjectType, Side], Mapping[str, Print]] = {}
    for start in found:
        object_type = ObjectType(start.sync.object_type)
        if object_type is ObjectType.INVOICE and start.sync.started_at is None:
            floor = _floor(p, start)
        elif start.only_from_now:
            held |= {(object_type, side): _made_while_off(p, start, side) for side in Side}
    return Beginning(found, floor, held)


def _floor(p: Pass, start: Start) -> Floor:
    p.progress("Noting what each HubSpot invoice is like now")
    hubspot = p.systems.hubspot
    ids = [external_id for page in hubspot.everything(ObjectType.INVOICE) for external_id, _ in page]
    p.questions.read(Side.HUBSPOT, ObjectType.INVOICE, ids)
    read = [one for external_id in ids if (one := p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, external_id))]
    return floor_from(hubspot, read, p.rules[ObjectType.INVOICE], start.at, p.now())


def _made_while_off(p: Pass, start: Start, side: Side) -> dict[str, Print]:
    """What is new or has changed since we last looked, and is not linked: linked pairs are always compared."""
    object_type = ObjectType(start.sync.object_type)
    p.progress(f"Noting which {object_type.plural} of {side.label} were made while the sync was off")
    seen = [
        (object_type, external_id, version)
        for page in p.systems[side].everything(object_type)
        for external_id, version in page
    ]
    news = [external_id for _, external_id, _ in unknown_versions(p, side, seen)]
    linked = _linked(p, object_type, side, news)
    p.questions.read(side, object_type, [external_id for external_id in news if external_id not in linked])
    read = [p.on_shelf(side, object_type, external_id) for external_id in news if external_id not in linked]
    clicked = p.systems[side].server_time() - (p.now() - start.at)
    return {
        record.id: fingerprint(record, p.rules[object_type].pairs)
        for record in read
        if record and not later(record.updated_at or record.created_at, clicked)
    }


def _linked(p: Pass, object_type: ObjectType, side: Side, ids: Sequence[str]) -> set[str]:
    rows = p.records().filter(object_type=object_type, **{f"{side.other.value}_id__isnull": False})
    return {
        one for chunk in chunks(list(ids)) for one in rows.of(side, chunk).values_list(f"{side.value}_id", flat=True)
    }


def begin(p: Pass, beginning: Beginning) -> None:
    """Note it, inside the caller's transaction."""
    if beginning.floor:
        _start(p, beginning.floor)
    for (object_type, side), prints in beginning.held.items():
        hold(p.workspace, object_type, side, prints)
    for start in beginning.starts:
        ObjectSync.objects.filter(pk=start.sync.pk).update(watched_since=start.at)
        own = [start.sync.object_type, *([ObjectType.PAYMENT] if start.sync.object_type == ObjectType.INVOICE else [])]
        rows = p.records().filter(object_type__in=own).exclude(status=SyncRecord.Status.IGNORED)
        rows.update(next_attempt_at=p.now())
        starts.done(start)


def watch(p: Pass) -> None:
    """A sync that came to be on without a click, as by `setup`, is watched from its first run on."""
    unwatched = ObjectSync.objects.filter(workspace=p.workspace, enabled=True, watched_since=None)
    unwatched.update(watched_since=p.run.started_at)


def _start(p: Pass, floor: Floor) -> None:
    note_floor(p.workspace, floor)
    ObjectSync.objects.filter(workspace=p.workspace, object_type=ObjectType.INVOICE).update(started_at=floor.started)
    for object_type in (ObjectType.INVOICE, ObjectType.PAYMENT):
        if object_type in p.rules:
            p.rules[object_type] = replace(p.rules[object_type], started_at=floor.started)
