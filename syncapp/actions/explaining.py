"""Asking the engine, by a person's click, why a record stands where it does: both vendors are read, nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from syncapp.actions.vendor_lookup import look
from syncapp.connectors.errors import CallFailed
from syncapp.connectors.protocol import Holder
from syncapp.core.errors import Failure
from syncapp.core.naming import called
from syncapp.core.values import ObjectType, Side
from syncapp.engine.explain import Explained, explain
from syncapp.storage.models import SyncRecord, Workspace

MOST = 5  # documents of one number, and records of one address or SKU, that are explained at a click


@dataclass(frozen=True)
class Look:
    """What was found; `failed`: why a side could not be asked."""

    explained: list[Explained] = field(default_factory=list)
    others: list[tuple[Side, Holder]] = field(default_factory=list)  # of that number, and no invoice
    failed: list[str] = field(default_factory=list)


def why(workspace: Workspace, record: SyncRecord) -> Look:
    return _explained(workspace, [record])


def look_up(workspace: Workspace, text: str) -> Look:
    """Of both vendors, every document of this number, contact of this address and product of this SKU, known here or not."""
    answers = look(workspace, text)
    failed = [answer.failed for answer in answers if answer.failed]
    invoices = [(one.side, holder) for one in answers for holder in one.holders if holder.kind == "Invoice"]
    others = [(one.side, holder) for one in answers for holder in one.holders if holder.kind != "Invoice"]
    rows = [_row(workspace, side, ObjectType.INVOICE, holder.id, holder.label) for side, holder in invoices[:MOST]]
    records = [record for one in answers for record in one.records][:MOST]
    rows += [_row(workspace, one.side, one.type, one.id, called(one)) for one in records]
    told = _explained(workspace, list({row.pk or (row.hubspot_id, row.quickbooks_id): row for row in rows}.values()))
    return Look(told.explained, others, [*failed, *told.failed])


def look_at(workspace: Workspace, side: Side, object_type: ObjectType, external_id: str) -> Look:
    """The record that a link leads to, known here or not."""
    return _explained(workspace, [_row(workspace, side, object_type, external_id)])


def _row(workspace: Workspace, side: Side, object_type: ObjectType, external_id: str, label: str = "") -> SyncRecord:
    stored = SyncRecord.objects.select_related("workspace", "waiting_on", "invoice", "customer")
    known = stored.filter(workspace=workspace, object_type=object_type).filter(**{f"{side.value}_id": external_id})
    new = SyncRecord(workspace=workspace, object_type=object_type, label=label, **{f"{side.value}_id": external_id})
    return known.first() or new


def _explained(workspace: Workspace, rows: list[SyncRecord]) -> Look:
    if not rows:
        return Look()
    try:
        return Look(explain(workspace, rows))
    except CallFailed as error:
        problem = error.problem
        return Look(failed=[Failure(problem.code, problem.params, problem.vendor_text).sentence()])
