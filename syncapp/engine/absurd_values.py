"""Values of which nothing can be made: they keep their record from crossing, and no other."""

from __future__ import annotations

from decimal import Decimal

from syncapp.core.errors import Failure
from syncapp.core.lines import finer_than_its_currency
from syncapp.core.records import Invoice, Payment
from syncapp.core.values import ObjectType, Side, minor_unit, plain, rounded
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord


def absurd(p: Pass, row: SyncRecord) -> Failure | None:
    """A value that cannot be read as what it should be: this record fails alone, with the text that was found."""
    for record in sides(p, row):
        if record is not None and record.absurd:
            name, text = next(iter(record.absurd.items()))
            return Failure("absurd_value", {"field": name, "value": text[:100], "system": record.side.label})
    payment = (
        p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id) if row.object_type == ObjectType.PAYMENT else None
    )
    if isinstance(payment, Payment) and payment.amount != rounded(payment.amount, payment.currency):
        return _too_fine("hs_initial_amount", payment.amount, payment)
    invoice = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id) if _goes_out(row) else None
    if isinstance(invoice, Invoice) and (amount := finer_than_its_currency(invoice)) is not None:
        return _too_fine("amount", amount, invoice)
    return None


def _goes_out(row: SyncRecord) -> bool:
    return row.object_type == ObjectType.INVOICE and not row.linked


def _too_fine(field: str, amount: Decimal, record: Payment | Invoice) -> Failure:
    """HubSpot keeps what it is told; what is sent would be rounded, and the two never be equal."""
    decimals = -minor_unit(record.currency).adjusted()
    kept = f"at most {decimals} decimals" if decimals else "no decimals"
    expected = f"an amount in {record.currency or 'its currency'} with {kept}"
    told = {"value": plain(amount), "expected": expected, "system": record.side.label}
    return Failure("absurd_value", {"field": field, **told})
