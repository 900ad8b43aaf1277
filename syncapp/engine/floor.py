"""The floor: when the sync of invoices was turned on, and what every HubSpot invoice was like then (S25, A15)."""

from __future__ import annotations

from django.db import transaction

from syncapp.core.policies import fingerprint
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Pair
from syncapp.engine import wiring
from syncapp.engine.rules import account_view, load_rules
from syncapp.engine.tokens import utc_now
from syncapp.storage.models import ObjectSync, SyncRecord, Workspace

CHUNK = 500


def record_floor(workspace: Workspace) -> None:
    """Set `started_at` in HubSpot's time, once, and note status and content of every invoice that exists by then.

    Linked invoices keep the first start; so do those whose floor is known (S25).
    """
    sync = ObjectSync.objects.get(workspace=workspace, object_type=ObjectType.INVOICE)
    if sync.started_at is not None:
        return
    rows = wiring.connections(workspace)
    accounts = Pair(account_view(rows.hubspot), account_view(rows.quickbooks))
    rules = load_rules(workspace, accounts, utc_now(), also_off=True)
    hubspot = wiring.connect(workspace, rules).hubspot
    ids = [external_id for page in hubspot.everything(ObjectType.INVOICE) for external_id, _ in page]
    invoices = [one for one in hubspot.read(ObjectType.INVOICE, ids) if isinstance(one, Invoice)]
    floors = {one.id: fingerprint(one, rules[ObjectType.INVOICE].pairs) for one in invoices}
    # Made while we read: not among these, so it counts as made after the start.
    started = hubspot.server_time()
    with transaction.atomic():
        _note(workspace, floors)
        ObjectSync.objects.filter(workspace=workspace, started_at=None).update(started_at=started)


def _note(workspace: Workspace, floors: dict[str, dict[str, str]]) -> None:
    rows = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.INVOICE).exclude(hubspot_id=None)
    known = {str(row.hubspot_id): row for row in rows}
    for external_id, row in known.items():
        row.floor = row.floor or floors.get(external_id)
    SyncRecord.objects.all().save_all(known.values(), ["floor"])
    fresh = [
        SyncRecord(workspace=workspace, object_type=ObjectType.INVOICE, hubspot_id=external_id, floor=floor)
        for external_id, floor in floors.items()
        if external_id not in known
    ]
    SyncRecord.objects.bulk_create(fresh, batch_size=CHUNK)
