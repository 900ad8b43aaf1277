"""A person chooses between what both sides hold of a field, or takes the other value than was taken (B4, B19).

A click is good for exactly the values that were shown: what has changed since is refused in a sentence, and the next
run writes only what still stands as it was shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import noted_each
from syncapp.actions.records import FixRefused, look_again, name_of
from syncapp.core.plans.fields import BOTH_CHANGED
from syncapp.core.values import Pair, Side
from syncapp.engine.people.choosing import Choosing, choosing, held_now, instead_of, value_of
from syncapp.engine.people.conflicts import CHOSEN, as_decided, seal
from syncapp.storage.models import Conflict, Cursor, SyncRecord, Workspace

SETTLED = "It is settled by now, so nothing was chosen."
CHANGED = "One of the values was changed since they were shown, so nothing was chosen. Choose again."


@dataclass(frozen=True)
class Pick:
    """One field: whose value is to stand on both sides, and the seal of what was shown of it."""

    conflict: int
    side: Side
    seen: str


@dataclass(frozen=True)
class Picked:
    """How many records and fields were decided, and why the others were left as they are, each in a sentence."""

    records: int
    fields: int
    left: tuple[str, ...] = ()


def choose_values(workspace: Workspace, picks: Sequence[Pick], *, by: User) -> Picked:
    with transaction.atomic():
        work = _Picking(workspace, choosing(workspace), by, timezone.now())
        work.load(picks)
        for pick in picks:
            work.take(pick)
        work.store()
    return Picked(len(work.said), sum(map(len, work.said.values())), tuple(work.left))


@dataclass
class _Picking:
    workspace: Workspace
    ways: Choosing
    by: User
    at: datetime
    rows: dict[int, SyncRecord] = field(default_factory=dict)
    conflicts: dict[int, Conflict] = field(default_factory=dict)
    said: dict[int, list[str]] = field(default_factory=dict)  # by record: what was decided for it
    left: list[str] = field(default_factory=list)

    def load(self, picks: Sequence[Pick]) -> None:
        """The records are held until the caller's transaction ends; what is open of them is read after that."""
        mine = Conflict.objects.filter(workspace=self.workspace, pk__in=[pick.conflict for pick in picks])
        rows = SyncRecord.objects.select_for_update().filter(pk__in=mine.values("record_id")).order_by("pk")
        self.rows = {row.pk: row for row in rows}
        self.conflicts = {conflict.pk: conflict for conflict in mine}

    def take(self, pick: Pick) -> None:
        conflict = self.conflicts.get(pick.conflict)
        if conflict is None:
            return
        row = self.rows[conflict.record_id]
        try:
            if seal(conflict) != pick.seen:
                raise FixRefused(CHANGED)
            seen = self._instead(row, conflict, pick) if conflict.closed_at else self._between(row, conflict, pick)
        except FixRefused as refusal:
            self.left.append(f"{name_of(row)}, {self.ways.label(row, conflict)}: {refusal}")
            return
        chosen = as_decided(pick.side, seen, value_of(conflict, pick.side))
        row.decision = {**row.decision, CHOSEN: {**row.decision.get(CHOSEN, {}), conflict.pair: chosen}}
        label = self.ways.label(row, conflict)
        self.said.setdefault(row.pk, []).append(f"Take {pick.side.label}’s value of {label}.")

    def _between(self, row: SyncRecord, conflict: Conflict, pick: Pick) -> Pair[Any]:
        """What both sides hold while a person is asked."""
        if (row.status, row.reason) != (SyncRecord.Status.FAILING, BOTH_CHANGED):
            raise FixRefused(SETTLED)
        self._possible(row, conflict, pick.side)
        conflict.chosen, conflict.by = pick.side, self.by
        conflict.save(update_fields=["chosen", "by"])
        return Pair(*(value_of(conflict, side) for side in Side))

    def _instead(self, row: SyncRecord, conflict: Conflict, pick: Pick) -> Pair[Any]:
        """What both sides hold now of what was taken before; it is open again from here on."""
        alike = {"record": row, "hubspot_field": conflict.hubspot_field, "quickbooks_field": conflict.quickbooks_field}
        if Conflict.objects.filter(**alike, pk__gt=conflict.pk).exists() or instead_of(row, conflict) is not pick.side:
            raise FixRefused("It stands otherwise by now, so nothing was chosen.")
        self._possible(row, conflict, pick.side, instead=True)
        values = {name: getattr(conflict, name) for name in ("base", "hubspot_value", "quickbooks_value")}
        Conflict.objects.create(workspace=self.workspace, chosen=pick.side, by=self.by, at=self.at, **alike, **values)
        return held_now(row, conflict)

    def _possible(self, row: SyncRecord, conflict: Conflict, side: Side, *, instead: bool = False) -> None:
        if refusal := self.ways.refusal(row, conflict, side, instead=instead):
            raise FixRefused(refusal)

    def store(self) -> None:
        rows = [self.rows[pk] for pk in self.said]
        if not rows:
            return
        # Both sides are asked what has changed first, so that nothing is written over what nobody has seen.
        Cursor.objects.filter(workspace=self.workspace).update(polled_at=None)
        SyncRecord.objects.all().save_all(rows, ["decision"])
        noted_each(self.workspace, rows, "decided", by=self.by, reasons=self._reasons())
        look_again(self.workspace, rows)

    def _reasons(self) -> Mapping[int, str]:
        return {pk: " ".join(told) for pk, told in self.said.items()}
