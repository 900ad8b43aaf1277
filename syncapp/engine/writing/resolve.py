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
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.seen import held_by
from syncapp.engine.writing.answers import is_elsewhere
from syncapp.engine.writing.outbox import transmit
from syncapp.storage.activity import written
from syncapp.storage.convert import decode_base, encode_base
from syncapp.storage.models import Activity, Call, Operation, SyncRecord

REPLAY_FOR = timedelta(hours=12)


def seconds_until_resolvable(p: Pass) -> float:
    """How long a HubSpot call of a dead process may still be under way."""
    waits = [_left(p, call) for call in p.sent if call.side == Side.HUBSPOT]
    return max(waits, default=0.0)


def _left(p: Pass, call: Call) -> float:
    if call.sent_at is None:
        return 0.0
    return max(0.0, (call.sent_at + timedelta(seconds=call.deadline_seconds) - p.now()).total_seconds())


def resolve(p: Pass) -> None:
    """Every open call that can be resolved now; the records of the others stay as they are."""
    _drop_unsent(p)
    for call in p.sent:
        if call.side == Side.QUICKBOOKS:
            _resend(p, call)
        elif _left(p, call) == 0:
            _look_up(p, call)
    if p.sent:
        p.point("resolved")


def _drop_unsent(p: Pass) -> None:
    """What a dead process had stored and not sent."""
    unsent = [call.pk for call in p.left_over if call.state == Call.State.PLANNED]
    if unsent:
        with transaction.atomic():
            Operation.objects.filter(call__in=unsent).update(state=Call.State.DROPPED)
            Call.objects.filter(pk__in=unsent).update(state=Call.State.DROPPED)


def _resend(p: Pass, call: Call) -> None:
    if call.sent_at and p.now() - call.sent_at > REPLAY_FOR:
        _close(p, call, {})
        return
    sent_at = call.sent_at
    try:
        answer = transmit(p, call, SyncRecord.objects.filter(operations__call=call))
    except (LostAnswer, LimitReached, ConnectionExpired, VendorUnavailable) as error:
        # Nothing is known of the first sending yet: the call stays open.
        Call.objects.filter(pk=call.pk).update(state=Call.State.UNKNOWN, sent_at=sent_at)
        if isinstance(error, LostAnswer):
            return
        raise
    except CallFailed:
        _close(p, call, {}, state=Call.State.FAILED)
        return
    outcomes = p.systems.quickbooks.interpret(tuple(call.items), answer)
    unknown = any(one.unknown for one in outcomes)  # a new requestid for these could double them
    _close(p, call, dict(enumerate(outcomes)), state=Call.State.UNKNOWN if unknown else Call.State.DONE)
    if unknown:
        Call.objects.filter(pk=call.pk).update(sent_at=sent_at)


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
    _close(p, call, found)


def _close(p: Pass, call: Call, outcomes: dict[int, Outcome], *, state: str = Call.State.DROPPED) -> None:
    """Store what is known to have happened; every record of which something is known is due and planned anew."""
    entries = []
    with transaction.atomic():
        operations = list(call.operations.select_related("record"))
        for operation in operations:
            if operation.state in (Call.State.DONE, Call.State.FAILED):  # its own part of the answer came
                continue
            operation.state = _state_of(outcomes.get(operation.position), state)
            if operation.record and (entry := _told(p, call, operation, outcomes)):
                entries.append(entry)
        Operation.objects.bulk_update(operations, ["state", "target_id"])
        Activity.objects.bulk_create(entries)
        Call.objects.filter(pk=call.pk).update(state=state)
        _due(p, [one.record_id for one in operations if one.record_id and one.state != Call.State.UNKNOWN])


def _state_of(outcome: Outcome | None, state: str) -> str:
    if outcome is None:
        return Call.State.FAILED if state == Call.State.FAILED else Call.State.DROPPED
    if outcome.unknown:
        return Call.State.UNKNOWN
    return Call.State.FAILED if outcome.problem else Call.State.DONE


def _told(p: Pass, call: Call, operation: Operation, outcomes: dict[int, Outcome]) -> Activity | None:
    """The history's entry for one write of the call; what was done is stored and counted too."""
    row, outcome = operation.record, outcomes.get(operation.position)
    assert row is not None
    about = {
        "side": Side(call.side), "action": operation.action, "entity": operation.entity, "reason": operation.reason,
        "changes": operation.changes, "request_id": call.request_id,
    }  # fmt: skip
    if operation.state == Call.State.DONE and outcome:
        operation.target_id = outcome.id or operation.target_id
        _store_id(call, operation, outcome)
        p.count(row, Side(call.side), operation.action if operation.entity == row.object_type else "update")
        return written(row, p.run, p.now(), **about)
    if operation.state == Call.State.DROPPED:
        return written(row, p.run, p.now(), **about, answered=False)
    return None


def _store_id(call: Call, operation: Operation, outcome: Outcome) -> None:
    row = operation.record
    if row is not None and call.side == Side.QUICKBOOKS and isinstance(outcome.record, Invoice):
        # What QuickBooks made of it is known whole: whatever differs from that by now is a person's edit (S44).
        row.quickbooks_base = encode_base(held_by(outcome.record, decode_base(row.quickbooks_base)))
        row.writing = False
        row.save(update_fields=["quickbooks_base", "writing"])
    if row is None or operation.entity != row.object_type:
        return
    if operation.action != "create" and not is_elsewhere(row, call.side, operation.action, outcome):
        return
    external_id = outcome.record.id if outcome.record else outcome.id
    taken = SyncRecord.objects.filter(workspace=row.workspace_id, object_type=row.object_type)
    twin = taken.of(Side(call.side), [external_id]).exclude(pk=row.pk).first()
    if twin is not None:
        twin.delete()  # a poll saw it before its lost answer was resolved
    setattr(row, f"{call.side}_id", external_id)
    row.origin = row.origin or Side(call.side).other
    if operation.action == "create":
        row.arrived_in = row.arrived_in or call.side
    row.save(update_fields=[f"{call.side}_id", "origin", "arrived_in"])


def _due(p: Pass, records: Iterable[int]) -> None:
    SyncRecord.objects.filter(pk__in=set(records)).update(next_attempt_at=p.now())
