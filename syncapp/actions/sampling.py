"""What one record holds of the HubSpot fields that are not mapped: asked by the click that opens the list of them (S29)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from syncapp.actions.vendor_lookup import asked_of
from syncapp.core.schema import FieldSpec
from syncapp.core.values import ObjectType, Side
from syncapp.engine.access import wiring
from syncapp.storage import samples
from syncapp.storage.models import SyncRecord


def read_sample(record: SyncRecord, fields: Iterable[FieldSpec]) -> bool:
    """Read all of it by one call, unless that was done lately; False where HubSpot could not be asked, or everything is
    paused."""
    if samples.kept(record) is not None:
        return True
    if record.workspace.paused:
        return False
    kind = ObjectType(record.object_type)
    row = record.workspace.connections.filter(side=Side.HUBSPOT).first()
    told = asked_of(
        Side.HUBSPOT,
        row,
        lambda system: system.read(kind, [str(record.hubspot_id)], whole=False),
        connect=partial(wiring.connect_one, extra={kind: tuple(fields)}),
    )
    if isinstance(told, str) or not told:
        return False
    samples.keep(record, told[0].values)
    return True
