"""Which of two values could be taken, as the syncs stand now, and what stands where one was taken before (B4, A9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from syncapp.core.errors import Failure
from syncapp.core.mapping import FieldPair, Specs, carry, targets
from syncapp.core.records import InvoiceStatus
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, ObjectType, Pair, Side, Value, day_words
from syncapp.engine.people.asked import stored
from syncapp.engine.rules import accounts_of, mapped_pairs, protected_through
from syncapp.storage.convert import decode
from syncapp.storage.models import Conflict, ObjectSync, SyncRecord, Workspace

FINALIZED = (
    "HubSpot takes it only if its settings of invoices let finalized ones be edited, and no payment is on this one. Else this "
    "invoice fails and says so."
)


@dataclass(frozen=True)
class Choosing:
    """The syncs of a workspace with their mappings, the fields of both accounts, and what the company says of itself."""

    workspace: Workspace
    syncs: Mapping[str, ObjectSync]
    fields: Mapping[ObjectType, Specs]
    company: Mapping[str, Any]
    _mapped: dict[str, tuple[FieldPair, ...]] = field(default_factory=dict, compare=False, repr=False)

    def mapped(self, object_type: str) -> tuple[FieldPair, ...]:
        """Its pairs of fields that are on; of a sync that is set up."""
        if object_type not in self._mapped:
            rows, kind = self.syncs[object_type].mappings.all(), ObjectType(object_type)
            pairs = mapped_pairs(rows, kind, self.specs(object_type).quickbooks)
            self._mapped[object_type] = tuple(one for one in pairs if one.enabled)
        return self._mapped[object_type]

    def specs(self, object_type: str) -> Specs:
        return self.fields.get(ObjectType(object_type)) or Pair({}, {})

    def spec(self, record: SyncRecord, conflict: Conflict, side: Side) -> FieldSpec | None:
        return self.specs(record.object_type)[side].get(name_of(conflict, side))

    def label(self, record: SyncRecord, conflict: Conflict, side: Side = Side.HUBSPOT) -> str:
        spec = self.spec(record, conflict, side)
        return spec.label if spec else name_of(conflict, side)

    def refusal(self, record: SyncRecord, conflict: Conflict, side: Side, *, instead: bool = False) -> str:
        """Why the value of `side` cannot be taken; empty where it can. `instead`: of what was taken before."""
        sync = self.syncs.get(record.object_type)
        if sync is None or not sync.enabled:
            return f"The {record.object_type} sync is turned off."
        pair = self._pair(sync, conflict)
        if pair is None:
            return "These two fields are not mapped with each other any more."
        written = set(Side) if instead else {side.other}
        specs = self.specs(record.object_type)
        missing = written - targets(pair, Direction(sync.direction), specs)
        if missing:
            return f"Nothing is written to {' or '.join(sorted(one.label for one in missing))}: the sync does not go there."
        carried = carry(value_of(conflict, side), pair, specs, side.other, self.zone)
        if isinstance(carried, Failure):
            return carried.what
        return self.protected(record) if Side.QUICKBOOKS in written else ""

    def caution(self, record: SyncRecord, side: Side) -> str:
        """What may become of the value of `side` where it is taken: no answer of HubSpot's tells that setting before."""
        locked = record.object_type == ObjectType.INVOICE and record.origin == Side.HUBSPOT
        if side is Side.HUBSPOT or not locked or record.hubspot_status in ("", InvoiceStatus.DRAFT.value):
            return ""
        return FINALIZED

    def _pair(self, sync: ObjectSync, conflict: Conflict) -> FieldPair | None:
        return next((one for one in self.mapped(sync.object_type) if one.key == conflict.pair), None)

    def protected(self, record: SyncRecord) -> str:
        """A24: nothing is written into a protected period of the books."""
        through, day = protected_through(self.workspace, self.company), record.document_date
        if record.object_type != ObjectType.INVOICE or not (through and day and day <= through):
            return ""
        return f"Its date, {day_words(day)}, is in a protected period of the books, through {day_words(through)}."

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.workspace.time_zone) if self.workspace.time_zone else UTC


def choosing(workspace: Workspace, syncs: Iterable[ObjectSync] | None = None) -> Choosing:
    """`syncs`: those of the workspace, where they are at hand."""
    accounts = accounts_of(workspace)
    fields = {kind: Pair(*(one.fields.get(kind, {}) for _, one in accounts)) for kind in ObjectType} if accounts else {}
    company = accounts.quickbooks.settings if accounts else {}
    rows = ObjectSync.objects.filter(workspace=workspace) if syncs is None else syncs
    return choosing_with(workspace, rows, fields, company)


def choosing_with(
    workspace: Workspace, syncs: Iterable[ObjectSync], fields: Mapping[ObjectType, Specs], company: Mapping[str, Any]
) -> Choosing:
    """The same of what is at hand already."""
    rows = list(syncs)
    prefetch_related_objects(rows, "mappings")
    return Choosing(workspace, {row.object_type: row for row in rows}, fields, company)


def name_of(conflict: Conflict, side: Side) -> str:
    return conflict.hubspot_field if side is Side.HUBSPOT else conflict.quickbooks_field


def value_of(conflict: Conflict, side: Side) -> Value:
    return decode(conflict.hubspot_value if side is Side.HUBSPOT else conflict.quickbooks_value)


def held_now(record: SyncRecord, conflict: Conflict) -> Pair[Value]:
    """What both sides hold of the field, as last read."""
    return Pair(
        *(decode(((stored(record, side) or {}).get("values") or {}).get(name_of(conflict, side))) for side in Side)
    )


def instead_of(record: SyncRecord, conflict: Conflict) -> Side | None:
    """Whose value was given up, as long as the other one stands: that can be taken instead."""
    now = held_now(record, conflict)
    standing = [side for side in Side if now[side] == value_of(conflict, side)]
    settled = record.status == SyncRecord.Status.SYNCING and record.linked
    return standing[0].other if settled and len(standing) == 1 else None
