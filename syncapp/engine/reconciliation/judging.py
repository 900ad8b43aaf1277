"""What became of one row of a reconciliation: equal, different, explained, or moving; and why, in words (B3).

Explained is what a rule, a person or a remark says and the figures bear out; nobody has to do anything about it. Whatever
is still to come, or needs somebody, is a difference.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard

from syncapp.core.catalogue.reasons import ONE_WAY
from syncapp.core.errors import EXCLUDED, PENDING, Failure, day_text
from syncapp.core.ledgers import Outcome, explanation, is_void
from syncapp.core.values import ObjectType, Side, day_words
from syncapp.engine.awaited import awaited_is_held, waits
from syncapp.engine.reconciliation.ledgers import Entry
from syncapp.storage.models import SyncRecord

Status = SyncRecord.Status
MOVING = "It changed while it was read. Reconcile again."
IN_HAND = "A sync that is under way has it in hand. Reconcile again when it has ended."
NEVER_SEEN = "The sync has never seen it."


@dataclass(frozen=True)
class Judged:
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True)
class Judge:
    """`on`: the objects that sync. `under_way`: a sync holds the workspace's lease."""

    on: Collection[ObjectType]
    now: datetime
    under_way: bool = False

    def of(self, entry: Entry, twin: str = "", void_in: Side | None = None) -> Judged:
        """`twin`: the number of what may be the same on the other side. `void_in`: where that is void, while this one stands."""
        if entry.equal:
            return Judged(Outcome.EQUAL)
        if entry.moving:
            return Judged(Outcome.MOVING, MOVING)
        if why := self._explained(entry):
            if void_in and not _is_ignored(entry.record):
                return Judged(Outcome.DIFFERENT, why + _void_there(void_in))
            return Judged(Outcome.EXPLAINED, why + _same_as(entry, twin))
        if self._in_hand(entry.record):
            return Judged(Outcome.MOVING, IN_HAND)
        gone = f"It is no longer in {entry.gone.label}. " if entry.gone else ""
        same = _void_there(void_in) if void_in else _same_as(entry, twin)
        return Judged(Outcome.DIFFERENT, gone + self._standing(entry) + same)

    def _explained(self, entry: Entry) -> str:
        record = entry.record
        if _is_ignored(record):
            return _ignored(record)
        if record is not None and record.status == Status.EXCLUDED:
            return EXCLUDED.get(record.reason, "Excluded by a rule.")
        if entry.whole:
            remarks = record.remarks if record is not None and record.status == Status.SYNCING else ()
            return explanation(entry.differs, remarks, entry.both[Side.HUBSPOT], entry.both[Side.QUICKBOOKS])
        if record is None and is_void(entry.any):
            return EXCLUDED["voided_before_link"]
        if self._one_way(entry.object_type):
            return ONE_WAY
        return ""

    def _one_way(self, object_type: ObjectType) -> bool:
        return object_type is ObjectType.PAYMENT and object_type not in self.on and ObjectType.INVOICE in self.on

    def _in_hand(self, record: SyncRecord | None) -> bool:
        if record is None or not self.under_way:
            return False
        return record.writing or (record.next_attempt_at is not None and record.next_attempt_at <= self.now)

    def _standing(self, entry: Entry) -> str:
        """Where our record of it stands."""
        kind = ObjectType.INVOICE if entry.object_type is ObjectType.PAYMENT else entry.object_type
        off = "" if kind in self.on else f"The {kind.value} sync is off. "
        record = entry.record
        if record is None:
            return off + NEVER_SEEN
        if record.status == Status.FAILING:
            return f"{off}Failing: {_ended(Failure(record.reason, record.params, record.vendor_text).title)}"
        if record.status == Status.PENDING:
            return off + _pending(record)
        at = f" on {day_words(record.last_checked_at.date())}" if record.last_checked_at else ""
        return f"{off}The sync took it for equal when it last looked{at}. Open it to have it looked at again."


def _pending(record: SyncRecord) -> str:
    if record.reason == "waiting" and awaited_is_held(record):
        return waits(record)
    if record.reason == "waiting" and record.params.get("for"):
        return f"Waits for {record.params['for']}, and goes by itself right after it."
    if record.reason == "parked" and record.params.get("protected"):
        return f"{PENDING['parked']} They are protected through {day_text(record.params['protected'])}."
    return PENDING.get(record.reason, PENDING["queued"])


def _is_ignored(record: SyncRecord | None) -> TypeGuard[SyncRecord]:
    return record is not None and record.status == Status.IGNORED


def _ignored(record: SyncRecord) -> str:
    by = f"{record.params['by']} ignored it" if record.params.get("by") else "Somebody ignored it"
    reason = record.params.get("reason")
    return f"{by}: {reason}" if reason else f"{by}."


def _same_as(entry: Entry, twin: str) -> str:
    if not twin or entry.whole:
        return ""
    there = entry.alone[0].other.label
    alike = (
        "invoice, amount and about the date"
        if entry.object_type is ObjectType.PAYMENT
        else "total and date, and customer or number"
    )
    return f" It may be the same as {twin} in {there}: same {alike}, linked with nothing."


def _void_there(side: Side) -> str:
    """No rule explains that: one ledger has money that the other has taken out (A10). QuickBooks zeroes a void, so its
    amount was not compared."""
    same = "number, date and amount" if side is Side.HUBSPOT else "number and date"
    return f" An invoice of the same {same} is void in {side.label}. If both are one sale, void this one, too."


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
