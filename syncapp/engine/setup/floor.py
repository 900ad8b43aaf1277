"""The floor: when the sync of invoices was turned on, and what every HubSpot invoice was like then (S25, A15).

It is measured outside any transaction, because it reads the vendor, and noted in one. The same fingerprints tell what
was made while a sync was off (A16).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from syncapp.connectors.protocol import System
from syncapp.core.plan import Rules
from syncapp.core.policies import fingerprint
from syncapp.core.records import Invoice, Record
from syncapp.core.values import ObjectType, Side
from syncapp.engine.access import wiring
from syncapp.engine.access.tokens import utc_now
from syncapp.engine.rules import account_views, load_rules
from syncapp.storage.models import ObjectSync, SyncRecord, Workspace

CHUNK = 500
SECOND = timedelta(seconds=1)  # as exactly as a vendor tells its time
Print = Mapping[str, str]
HELD = "held"  # in a record's floor: its fingerprint when its sync was turned on again "only from now"


@dataclass(frozen=True)
class Floor:
    """`started` in HubSpot's time; what each invoice of then was like. A later one is not among them."""

    started: datetime
    prints: Mapping[str, Print] = field(default_factory=dict)


def floor_of(row: SyncRecord) -> dict[str, str] | None:
    return row.floor if row.floor and "status" in row.floor else None


def held_of(row: SyncRecord) -> dict[str, str] | None:
    """None once a person has said that it is to be sent."""
    return None if row.decision.get("send") else (row.floor or {}).get(HELD)


def record_floor(workspace: Workspace) -> None:
    """Set `started_at` and note the floor, once, for who may wait for the vendor; linked invoices keep the first start."""
    sync = ObjectSync.objects.get(workspace=workspace, object_type=ObjectType.INVOICE)
    if sync.started_at is not None:
        return
    rows = wiring.connections(workspace)
    accounts = account_views(rows)
    rules = load_rules(workspace, accounts, utc_now(), also_off=True)
    hubspot = wiring.connect(workspace, rules).hubspot
    ids = [external_id for page in hubspot.everything(ObjectType.INVOICE) for external_id, _ in page]
    floor = floor_from(hubspot, hubspot.read(ObjectType.INVOICE, ids), rules[ObjectType.INVOICE], utc_now(), utc_now())
    with transaction.atomic():
        note_floor(workspace, floor)
        ObjectSync.objects.filter(workspace=workspace, started_at=None).update(started_at=floor.started)


def floor_from(hubspot: System, read: Iterable[Record], rules: Rules, at: datetime, now: datetime) -> Floor:
    """`at`, by our clock, is the start; `now` is when HubSpot's clock is looked at.

    What was made after it has no floor. What was changed between the two is measured by nothing: HubSpot tells what it
    is like now, and of each property's past only for a call of its own. So it counts as modified, whatever was touched:
    a payment or an edit of that time must not stay out unseen, and since it is an invoice of before the start, it
    waits for a click (A15) unless a person has chosen that such go without asking, which is the guide's own rule (S25).
    """
    started = hubspot.server_time() - (now - at)
    invoices = [one for one in read if isinstance(one, Invoice) and not later(one.created_at, started)]
    return Floor(started, {one.id: _print_of(one, rules, started) for one in invoices})


def _print_of(invoice: Invoice, rules: Rules, started: datetime) -> Print:
    told = fingerprint(invoice, rules.pairs)
    return {"status": told["status"]} if later(invoice.updated_at, started) else told


def later(moment: datetime | None, started: datetime) -> bool:
    """Both by the vendor's clock."""
    return moment is not None and moment > started + SECOND


def note_floor(workspace: Workspace, floor: Floor) -> None:
    """Beside the rows of these invoices, inside the caller's transaction; a floor that is known stays (S25)."""
    _note(workspace, ObjectType.INVOICE, Side.HUBSPOT, floor.prints, lambda before, told: before or dict(told))


def hold(workspace: Workspace, object_type: ObjectType, side: Side, prints: Mapping[str, Print]) -> None:
    """A16, "only from now": these stay as they are, inside the caller's transaction; the linked ones are compared."""
    _note(workspace, object_type, side, prints, lambda before, told: {**(before or {}), HELD: dict(told)})


def _note(
    workspace: Workspace,
    object_type: ObjectType,
    side: Side,
    prints: Mapping[str, Print],
    floor: Callable[[Any, Print], Any],
) -> None:
    """Store `floor(before, print)` with the rows of these ids; ids without a row get one."""
    ids = list(prints)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        rows = SyncRecord.objects.filter(workspace=workspace, object_type=object_type).of(side, chunk)
        known = {str(row.id_on(side)): row for row in rows}
        fresh = {
            one: SyncRecord(workspace=workspace, object_type=object_type, **{f"{side.value}_id": one})
            for one in chunk
            if one not in known
        }
        for external_id, row in (known | fresh).items():
            row.floor = floor(row.floor, prints[external_id])
        SyncRecord.objects.all().save_all(known.values(), ["floor"])
        SyncRecord.objects.bulk_create(fresh.values())
