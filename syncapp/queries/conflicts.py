""" "Conflicts": what waits for a choice between two values, and what was chosen before, by the setting or by people (B4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db.models import Max, QuerySet

from syncapp.core.plans.fields import BOTH_CHANGED
from syncapp.core.values import ObjectType, Pair, Side, Value
from syncapp.engine.people.choosing import Choosing, instead_of, name_of, value_of
from syncapp.engine.people.conflicts import CHOSEN, seal
from syncapp.queries.both_sides import in_words
from syncapp.queries.counts import Tally
from syncapp.queries.record_versions import Shown
from syncapp.queries.states import State, holds
from syncapp.storage.convert import decode
from syncapp.storage.models import Conflict, SyncRecord


@dataclass(frozen=True)
class Held:
    """The value of one side; `refusal` says why it cannot be taken, `caution` what may become of it if it is."""

    side: Side
    value: Shown
    refusal: str = ""
    caution: str = ""


@dataclass(frozen=True)
class Field:
    """One field that differs: three values, and whose is chosen."""

    conflict: Conflict
    label: str
    note: str  # what QuickBooks calls it, where that is another word
    agreed: Shown
    sides: Pair[Held]
    seal: str

    @property
    def held(self) -> list[Held]:
        return [one for _, one in self.sides]

    @property
    def chosen(self) -> Held | None:
        """What a person has chosen and the next run writes, or what was taken."""
        return self.sides[Side(self.conflict.chosen)] if self.conflict.chosen else None

    @property
    def by(self) -> User | None:
        return self.conflict.by


@dataclass(frozen=True)
class Disputed:
    """One record with all that it waits for."""

    record: SyncRecord
    fields: list[Field] = field(default_factory=list)

    @property
    def undecided(self) -> list[Field]:
        return [one for one in self.fields if not one.conflict.chosen]

    @property
    def decided(self) -> list[Field]:
        return [one for one in self.fields if one.conflict.chosen]

    @property
    def for_all(self) -> list[Side]:
        """Whose values can be taken for every field that is open, where there are several."""
        open_fields = self.undecided
        return [
            side for side in Side if len(open_fields) > 1 and not any(one.sides[side].refusal for one in open_fields)
        ]


@dataclass(frozen=True)
class Decided:
    """One field that was decided. `instead`: the value that was given up, while it can still be taken."""

    record: SyncRecord
    field: Field
    instead: Held | None = None
    on_its_way: bool = False


@dataclass
class Conflicts:
    """What a page asks for, in a number of queries that does not grow."""

    tally: Tally
    ways: Choosing

    def waiting(self, only: str = "") -> QuerySet[SyncRecord]:
        """Records with a field for which nobody has chosen yet."""
        rows = SyncRecord.objects.filter(
            holds(State.FAILING, self.tally.off), workspace=self.tally.workspace, reason=BOTH_CHANGED
        )
        return rows.filter(object_type=only) if only else rows

    def disputed(self, records: Iterable[SyncRecord]) -> list[Disputed]:
        rows = list(records)
        opened = Conflict.objects.filter(record__in=rows, closed_at=None).select_related("by").order_by("pk")
        fields: dict[int, list[Field]] = {}
        mine = {row.pk: row for row in rows}
        for conflict in opened:
            row = mine[conflict.record_id]
            fields.setdefault(row.pk, []).append(self._field(row, conflict, instead=False))
        return [Disputed(row, fields.get(row.pk, [])) for row in rows]

    def decided(self) -> QuerySet[Conflict]:
        found = Conflict.objects.filter(workspace=self.tally.workspace, closed_at__isnull=False)
        return found.select_related("record", "by")

    def told(self, conflicts: Sequence[Conflict]) -> list[Decided]:
        newest = _newest(conflicts)
        return [self._decided(one, newest) for one in conflicts]

    def _decided(self, conflict: Conflict, newest: Mapping[tuple[int, str], int]) -> Decided:
        record = conflict.record
        shown = self._field(record, conflict, instead=True)
        side = instead_of(record, conflict) if newest[record.pk, conflict.pair] == conflict.pk else None
        return Decided(
            record, shown, shown.sides[side] if side else None, conflict.pair in record.decision.get(CHOSEN, {})
        )

    def _field(self, record: SyncRecord, conflict: Conflict, *, instead: bool) -> Field:
        labels = [self.ways.label(record, conflict, side) for side in Side]
        agreed = next((held for side in Side if (held := conflict.base.get(side.value)) is not None), None)
        sides = Pair(
            *(
                Held(
                    side,
                    self._shown(record, conflict, side, value_of(conflict, side)),
                    self.ways.refusal(record, conflict, side, instead=instead),
                    self.ways.caution(record, side),
                )
                for side in Side
            )
        )
        return Field(
            conflict,
            labels[0],
            labels[1] if labels[1].casefold() != labels[0].casefold() else "",
            self._shown(record, conflict, Side.HUBSPOT, decode(agreed)),
            sides,
            seal(conflict),
        )

    def _shown(self, record: SyncRecord, conflict: Conflict, side: Side, value: Value) -> Shown:
        kind, spec = ObjectType(record.object_type), self.ways.spec(record, conflict, side)
        return in_words(kind, name_of(conflict, side), spec, value, record.currency)


def _newest(conflicts: Sequence[Conflict]) -> dict[tuple[int, str], int]:
    """The last conflict of each of these fields: what was before it is history."""
    found = Conflict.objects.filter(record__in={one.record_id for one in conflicts}).order_by()
    rows = found.values_list("record_id", "hubspot_field", "quickbooks_field").annotate(last=Max("pk"))
    return {(record, f"{here}|{there}"): last for record, here, there, last in rows}
