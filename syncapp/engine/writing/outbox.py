"""The outbox: what we mean to write is stored before it is sent, and what came back before anything else happens.

State of a call, and what a restart makes of it:

| state   | the vendor                    | after a restart                                                       |
| ------- | ----------------------------- | --------------------------------------------------------------------- |
| planned | has not been asked            | dropped; the record is planned anew                                   |
| sent    | may have done it              | QuickBooks: the same body under the same requestid; HubSpot: looked up |
| unknown | may have done it (no answer)  | the same                                                              |
| done    | has answered, and it is stored | nothing                                                               |
| failed  | has certainly changed nothing | planned anew                                                          |
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from syncapp.connectors.errors import (
    CallFailed,
    ConnectionExpired,
    LimitReached,
    LostAnswer,
    VendorUnavailable,
)
from syncapp.connectors.protocol import Outcome, PreparedCall, Problem
from syncapp.core.plan import Planned
from syncapp.core.values import Side
from syncapp.engine.context import Pass
from syncapp.storage import leases
from syncapp.storage.convert import encode_changes
from syncapp.storage.models import Call, Operation, SyncRecord

RESENDS = 2  # QuickBooks replays an answer by its requestid, so a lost one is asked for again at once

Item = tuple[SyncRecord | None, Planned]


@dataclass(frozen=True)
class Lost:
    """No answer: the record waits until the call is resolved."""

    call: Call


@dataclass(frozen=True)
class Answered:
    """One call with what became of each of its writes."""

    call: Call
    operations: Sequence[Operation]  # of each write, as stored
    results: list[tuple[SyncRecord | None, Planned, Outcome | Lost]]


def post(p: Pass, items: Sequence[Item]) -> Iterator[Answered]:
    """Send these writes in full batches, each side by itself. What is yielded must be stored before the next call."""
    for side in Side:
        mine = [item for item in items if item[1].side is side]
        if not mine:
            continue
        for call in p.systems[side].prepare([planned.write for _, planned in mine]):
            carried = [mine[int(item["write"])] for item in call.items]
            yield from _post_call(p, call, carried)


def _post_call(p: Pass, prepared: PreparedCall, carried: list[Item]) -> Iterator[Answered]:
    p.unanswered = None
    call, operations = _store(p, prepared, carried)
    p.point("call-planned")
    p.still_wanted()
    idle = {row for row, _ in carried if row and not row.writing}
    for row in idle:
        row.writing = True  # stored when the call is marked as sent
    try:
        answer = transmit(p, call, idle)
    except LostAnswer as lost:
        seconds = 0 if lost.finished else call.deadline_seconds
        Call.objects.filter(pk=call.pk).update(state=Call.State.UNKNOWN, deadline_seconds=seconds)
        yield Answered(call, operations, [(row, planned, Lost(call)) for row, planned in carried])
        return
    except (LimitReached, ConnectionExpired, VendorUnavailable):
        _drop(call, idle)
        raise
    except CallFailed as refusal:
        _drop(call, idle)
        yield from _refused(p, prepared, carried, refusal.problem, call, operations)
        return
    p.point("call-answered")
    call.answer = jsonable(answer)
    outcomes = p.systems[Side(call.side)].interpret(prepared.items, answer)
    pairs = zip(carried, outcomes, strict=True)
    results = [(row, one, Lost(call) if outcome.unknown else outcome) for (row, one), outcome in pairs]
    yield Answered(call, operations, results)


def _store(p: Pass, prepared: PreparedCall, carried: list[Item]) -> tuple[Call, list[Operation]]:
    """Call and operations are committed before anything is sent."""
    with transaction.atomic():
        call = Call.objects.create(
            workspace=p.workspace,
            run=p.run,
            side=prepared.side,
            request_id=uuid.uuid4().hex,
            method=prepared.method,
            path=prepared.path,
            body=prepared.body,
            items=[dict(item) for item in prepared.items],
            deadline_seconds=prepared.deadline_seconds,
        )
        operations = [
            Operation(
                call=call,
                record=row,
                position=position,
                entity=planned.write.entity,
                action=planned.write.action,
                target_id=planned.write.id or "",
                reason=planned.reason,
                changes=encode_changes(planned.changes),
            )
            for position, (row, planned) in enumerate(carried)
        ]
        Operation.objects.bulk_create(operations)
    return call, operations


def transmit(p: Pass, call: Call, idle: Iterable[SyncRecord] = ()) -> object:
    """Mark as sent under the fence of our lease, and `idle` as half done by it from now on; send. A lost answer of
    QuickBooks is asked for again."""
    with transaction.atomic():
        leases.renew(p.lease, p.fence, p.now())
        Call.objects.filter(pk=call.pk).update(state=Call.State.SENT, fence=p.fence, sent_at=p.now())
        SyncRecord.objects.filter(pk__in=[row.pk for row in idle]).update(writing=True)
    p.point("call-sent")
    system = p.systems[Side(call.side)]
    for attempt in range(RESENDS + 1):
        try:
            return system.send(prepared_from(call), call.request_id)
        except LostAnswer:
            if call.side != Side.QUICKBOOKS or attempt == RESENDS:
                raise
            leases.renew(p.lease, p.fence, p.now())
    raise AssertionError


def prepared_from(call: Call) -> PreparedCall:
    items = tuple(call.items)
    return PreparedCall(Side(call.side), call.method, call.path, call.body, items, call.deadline_seconds or 30)


def _drop(call: Call, idle: set[SyncRecord]) -> None:
    """Certainly nothing happened: records of which nothing else is half done are as they were before."""
    Call.objects.filter(pk=call.pk).update(state=Call.State.FAILED)
    call.operations.update(state=Call.State.FAILED)
    SyncRecord.objects.filter(pk__in=[row.pk for row in idle]).update(writing=False)
    for row in idle:
        row.writing = False


def _refused(
    p: Pass,
    prepared: PreparedCall,
    carried: list[Item],
    problem: Problem,
    call: Call,
    operations: Sequence[Operation],
) -> Iterator[Answered]:
    """The call was refused as a whole: one bad record must fail alone, so each is sent by itself."""
    if len(carried) == 1:
        yield Answered(call, operations, [(row, planned, Outcome(problem=problem)) for row, planned in carried])
        return
    for row, planned in carried:
        for single in p.systems[prepared.side].prepare([planned.write]):
            yield from _post_call(p, single, [(row, planned)])


def jsonable(answer: Any) -> Any:
    """An answer as it can be stored: exact decimals become text."""
    return json.loads(json.dumps(answer, default=str))
