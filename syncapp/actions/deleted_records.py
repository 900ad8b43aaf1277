"""What to do with a record that was deleted on one side: a deletion never travels by itself (A11)."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.asking import OTHERWISE, as_shown, ask, reached, unprotected
from syncapp.actions.ignoring import ignore
from syncapp.actions.records import FixRefused
from syncapp.core.plan import Asked
from syncapp.core.values import ObjectType, Side
from syncapp.engine.people.asked import is_copy
from syncapp.storage.models import SyncRecord

GONE_FROM = {"deleted_in_hubspot": Side.HUBSPOT, "deleted_in_quickbooks": Side.QUICKBOOKS}
MONEY = (ObjectType.INVOICE, ObjectType.PAYMENT)


def recreate(record: SyncRecord, shown: str, *, by: User) -> None:
    """Have it made again where it was deleted, from what stands on the other side."""
    side = GONE_FROM.get(record.reason, Side.QUICKBOOKS)
    reason = f"Create it again in {side.label}, from what stands in {side.other.label}."
    ask(record, Asked.RECREATE, shown, GONE_FROM, by=by, reason=reason, check=_may_recreate)


def _may_recreate(record: SyncRecord) -> None:
    side = GONE_FROM[record.reason]
    reached(record, side)
    if not record.id_on(side):
        raise FixRefused(OTHERWISE)
    if side is Side.QUICKBOOKS and is_copy(record):
        raise FixRefused(
            "What stands in HubSpot is a copy of what was deleted in QuickBooks Online. Create it there again, and it is copied anew."
        )
    if side is Side.QUICKBOOKS and record.object_type in MONEY:
        unprotected(record)


def void_rest(record: SyncRecord, shown: str, *, by: User) -> None:
    """Have what still stands voided, so that both sides say the same."""
    side = GONE_FROM.get(record.reason, Side.HUBSPOT).other
    ask(record, Asked.VOID, shown, GONE_FROM, by=by, reason=f"Void it in {side.label} too.", check=_may_void)


def _may_void(record: SyncRecord) -> None:
    side = GONE_FROM[record.reason].other
    reached(record, side)
    if record.object_type == ObjectType.INVOICE:
        _unpaid(record, side)
    elif record.object_type != ObjectType.PAYMENT or side is not Side.QUICKBOOKS:
        raise FixRefused("Only an invoice, or a payment in QuickBooks Online, can be voided.")
    elif others := also_pays(record):
        raise FixRefused(
            f"The payment also pays {', '.join(others)}, and a void would take it off all of them. In QuickBooks Online, open "
            f"the payment, take it off {record.invoice.label if record.invoice else 'this invoice'} and save."
        )
    if side is Side.QUICKBOOKS:
        unprotected(record)


def also_pays(record: SyncRecord) -> list[str]:
    """The other invoices that the same payment of QuickBooks is applied to (A25)."""
    payment, slash, _ = (record.quickbooks_id or "").partition("/")
    if record.object_type != ObjectType.PAYMENT or not slash:
        return []
    rows = SyncRecord.objects.filter(workspace=record.workspace_id, object_type=ObjectType.PAYMENT)
    others = rows.filter(quickbooks_id__startswith=f"{payment}/").exclude(pk=record.pk).exclude(reason="deleted")
    return sorted(others.filter(invoice__isnull=False).values_list("invoice__label", flat=True))


def _unpaid(record: SyncRecord, side: Side) -> None:
    if getattr(record, f"{side.value}_status") in ("paid", "partly paid"):
        raise FixRefused("Payments are applied to it. Remove or refund them first, then it can be voided.")


def unlink(record: SyncRecord, shown: str, *, by: User) -> None:
    """Leave it as it is for good: it is not created again, and nothing of it is written any more."""
    with transaction.atomic():
        row = as_shown(record, shown, GONE_FROM)
        ignore(
            row.workspace, [row], by=by, reason=f"Unlinked, because it was deleted in {GONE_FROM[row.reason].label}."
        )
