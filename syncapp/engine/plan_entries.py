"""What a dry run tells of a write: as `sync --dry-run --json` prints it, and beside that what a page shows with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from syncapp.core.lines import line_text
from syncapp.core.plan import Planned
from syncapp.core.records import Invoice, Payment
from syncapp.core.values import ObjectType, Side, rounded
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.storage.convert import encode_changes
from syncapp.storage.models import SyncRecord

ENTRY = ("object", "system", "action", "hubspot_id", "quickbooks_id", "label", "changes", "reason")
CHANGE = ("field", "from", "to")


def entry_of(p: Pass, row: SyncRecord, side: Side, planned: Sequence[Planned]) -> dict[str, Any]:
    """One record on one side, however many calls it takes: counted as a real run counts it."""
    own = next((one for one in planned if one.write.entity == row.object_type), planned[0])
    changes = [change for one in planned for change in _changes(p, ObjectType(row.object_type), one)]
    return {
        "object": ObjectType(row.object_type).plural,
        "system": side.value,
        "action": action_of(row, own),
        "hubspot_id": row.hubspot_id,
        "quickbooks_id": row.quickbooks_id,
        "label": row.label,
        "changes": changes + (_lines(p, row, own) if own.write.action == "create" else []),
        "reason": own.reason,
        **_money(p, row),
        **_paid(p, row),
    }


def action_of(row: SyncRecord, planned: Planned) -> str:
    """What a write is to the record that it belongs to: its lines are a change of it."""
    return planned.write.action if planned.write.entity == row.object_type else "update"


def _changes(p: Pass, object_type: ObjectType, planned: Planned) -> list[dict[str, Any]]:
    """With the fields' names as people know them, on the side that is written and on the one that it comes from."""
    target, source = (p.accounts[one].fields.get(object_type, {}) for one in (planned.side, planned.side.other))
    told = []
    for change in encode_changes(planned.changes):
        came_from = planned.agreed.get(change["field"], ("", None))[0]
        labels = {"label": target.get(change["field"]), "source": source.get(came_from)}
        told.append({**change, **{name: spec.label for name, spec in labels.items() if spec}})
    return told


def _lines(p: Pass, row: SyncRecord, own: Planned) -> list[dict[str, Any]]:
    """Of an invoice that is made: its lines too, which go with it or right after it."""
    original = next((one for one in sides(p, row) if isinstance(one, Invoice)), None)
    lines = own.write.lines or ([*original.lines, *original.adjustments] if original else [])
    return [
        {"field": f"line {line_text(line) or line.kind.value}", "from": None, "to": format(line.amount, "f")}
        for line in lines
    ]


def _money(p: Pass, row: SyncRecord) -> dict[str, Any]:
    """Amount, currency and the day that it is booked on, of what has them."""
    documents = [one for one in sides(p, row) if isinstance(one, Invoice | Payment)]
    if not documents or row.amount is None:
        return {}
    days = [one.date.isoformat() for one in documents if one.date]
    return {
        "amount": format(rounded(row.amount, row.currency), "f"),
        "currency": row.currency,
        "day": min(days, default=""),
    }


def _paid(p: Pass, row: SyncRecord) -> dict[str, str]:
    """Of a payment, which has no name but its day, the invoice and whose it is; of an invoice that is new, as it was read."""
    invoice = row.invoice if row.object_type == ObjectType.PAYMENT else None
    if invoice is None:
        return {}
    read = (one.customer_name for one in sides(p, invoice) if isinstance(one, Invoice) and one.customer_name)
    return {"invoice": invoice.label, "customer": invoice.customer_name or next(read, "")}


def printed(plan: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The plan as it is printed: what a page needs besides is left out."""
    return [
        {name: one[name] for name in ENTRY}
        | {"changes": [{name: change[name] for name in CHANGE} for change in one["changes"]]}
        for one in plan
    ]
