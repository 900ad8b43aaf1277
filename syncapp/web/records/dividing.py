"""The fix "Divide it among the invoices": proposals of how, or amounts of one's own (A25)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from syncapp.actions import dividing as actions
from syncapp.actions.records import FixRefused
from syncapp.core.dividing import Payable, proposals
from syncapp.engine.payments.payable import payable
from syncapp.engine.people.asked import stored_seal
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest

OWN = "own"
_BESIDE = re.compile(r"[\s,$€£¥]")  # what people write beside the digits
_AMOUNT = re.compile(r"-?\d{1,12}(\.\d{0,6})?")
SOON = "The next run sends it to QuickBooks Online as one payment."


def offered(record: SyncRecord) -> dict[str, Any]:
    invoices = payable(record)
    return {
        "seal": stored_seal(record),
        "invoices": invoices,
        "proposals": proposals(record.amount or Decimal(0), record.currency, invoices),
        "later": any(one.not_there for one in invoices),
        "own": OWN,
    }


def divide(request: MemberRequest, record: SyncRecord) -> str:
    invoices = payable(record)
    actions.divide(record, _chosen(request, record, invoices), request.POST.get("seal", ""), by=request.user)
    return f"{record.label} is divided. {SOON}"


def _chosen(request: MemberRequest, record: SyncRecord, invoices: list[Payable]) -> dict[str, Decimal]:
    how = request.POST.get("how", "")
    if how == OWN:
        return {one.id: _amount(request.POST.get(f"amount-{one.id}", ""), one) for one in invoices}
    for one in proposals(record.amount or Decimal(0), record.currency, invoices):
        if one.name == how:
            return {invoice.id: amount for invoice, amount in one.amounts}
    raise FixRefused("Choose first how it is divided.")


def _amount(text: str, invoice: Payable) -> Decimal:
    """As people write it, `$1,250.00` or `1250`; nothing is nothing."""
    bare = _BESIDE.sub("", text)
    if bare and not _AMOUNT.fullmatch(bare):
        raise FixRefused(f"{invoice.label}: “{text.strip()[:30]}” is not an amount. Write it like 1,250.00.")
    return Decimal(bare or 0)
