"""Calls whose answer was lost, by a crash or on the wire: settled before anything else is planned (design §4.6).

- QuickBooks: the stored body is sent again, identically, under its requestid; the vendor replays its answer.
  Older than 12 hours it is no longer sure to: the records are asked for instead, as any unlinked one is.
- HubSpot has no such id: once the call's deadline has passed, what it was to create is looked up by our mark;
  lines, edits and archives need no look: the next plan compares the record as it is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from syncapp.connectors.errors import (
    CallFailed,
    ConnectionExpired,
    LimitReached,
    LostAnswer,
    VendorUnavailable,
)
from syncapp.connectors.protocol import Outcome
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.outbox import transmit
from syncapp.storage.models import Call, Operation, SyncRecord

REPLAY_FOR = timedelta(hours=12)
MARKED = frozenset(ObjectType)


def open_calls(workspace_id: int) -> list[Call]:
    states = (Call.State.SENT, Call.State.UNKNOWN)
    return list(Call.objects.filter(workspace=workspace_id, state__in=states).order_by("id"))


def seconds_until_resolvable(p: Pass) -> float:
    """How long a HubSpot call of a dead process may still be under way."""
    waits = [_left(p, call) for call in open_calls(p.workspace.pk) if call.side == Side.HUBSPOT]
    return max(waits, default=0.0)


def _left(p: Pass, call: Call) -> float:
    if call.sent_at is None:
        return 0.0
    return max(0.0, (call.sent_at + timedelta(seconds=call.deadline_seconds) - p.now()).total_seconds())


def resolve(p: Pass) -> None:
    """Every open call that can be resolved now; the records of the others stay as they are."""
    Call.objects.filter(workspace=p.workspace, state=Call.State.PLANNED).update(state=Call.State.DROPPED)
    calls = open_calls(p.workspace.pk)
    for call in calls:
        if call.side == Side.QUICKBOOKS:
            _resend(p, call)
        elif _left(p, call) == 0:
            _look_up(p, call)
    if calls:
        p.point("resolved")


def _resend(p: Pass, call: Call) -> None:
    if call.sent_at and p.now() - call.sent_at > REPLAY_FOR:
        _close(p, call, Call.State.DROPPED, {})
        return
    sent_at = call.sent_at
    try:
        answer = transmit(p, call)
    except LostAnswer:
        Call.objects.filter(pk=call.pk).update(state=Call.State.UNKNOWN, sent_at=sent_at)
        return
    except (LimitReached, ConnectionExpired, VendorUnavailable):
        # Nothing is known of the first sending yet: the call stays open.
        Call.objects.filter(pk=call.pk).update(state=Call.State.UNKNOWN, sent_at=sent_at)
        raise
    except CallFailed:
        _close(p, call, Call.State.FAILED, {})
        return
    outcomes = p.systems.quickbooks.interpret(tuple(call.items), answer)
    if any(one.unknown for one in outcomes):  # a new requestid for these could double them
        Call.objects.filter(pk=call.pk).update(state=Call.State.UNKNOWN, sent_at=sent_at)
        return
    done = {position: one for position, one in enumerate(outcomes) if one.problem is None}
    _close(p, call, Call.State.DONE, done)


def _look_up(p: Pass, call: Call) -> None:
    """Creations of records by our mark, in one batch per object."""
    found: dict[int, Outcome] = {}
    for object_type in ObjectType:
        wanted = {
            item["key"]: position
            for position, item in enumerate(call.items)
            if item["entity"] == object_type and item["action"] == "create" and item.get("key")
        }
        copies = p.systems.hubspot.by_key(object_type, sorted(wanted)) if wanted else {}
        for key, copy in copies.items():
            found[wanted[key]] = Outcome(id=copy.id)
    _close(p, call, Call.State.DROPPED, found)


def _close(p: Pass, call: Call, state: str, done: dict[int, Outcome]) -> None:
    """Store what is known to have happened; every record of the call is due and planned anew."""
    with transaction.atomic():
        operations = list(call.operations.select_related("record"))
        for operation in operations:
            outcome = done.get(operation.position)
            operation.state = Call.State.DONE if outcome else Call.State.DROPPED
            if outcome and operation.record:
                _store_id(call, operation, outcome)
        Operation.objects.bulk_update(operations, ["state"])
        Call.objects.filter(pk=call.pk).update(state=state)
        _due(p, [operation.record_id for operation in operations if operation.record_id])


def _store_id(call: Call, operation: Operation, outcome: Outcome) -> None:
    row = operation.record
    if row is None or operation.entity != row.object_type or operation.action != "create":
        return
    external_id = outcome.record.id if outcome.record else outcome.id
    taken = SyncRecord.objects.filter(workspace=row.workspace_id, object_type=row.object_type)
    twin = taken.of(Side(call.side), [external_id]).exclude(pk=row.pk).first()
    if twin is not None:
        twin.delete()  # a poll saw the copy before its lost answer was resolved
    setattr(row, f"{call.side}_id", external_id)
    row.origin = row.origin or Side(call.side).other
    row.save()


def _due(p: Pass, records: Iterable[int]) -> None:
    SyncRecord.objects.filter(pk__in=set(records)).update(next_attempt_at=p.now())
