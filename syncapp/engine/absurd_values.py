"""Values of which nothing can be made: they keep their record from crossing, and no other."""

from __future__ import annotations

from syncapp.core.errors import Failure
from syncapp.core.records import Payment
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
        return _half_a_cent(payment)
    return None


def _half_a_cent(payment: Payment) -> Failure:
    """HubSpot keeps what an app tells it; QuickBooks would round it, and the two never be equal."""
    decimals = -minor_unit(payment.currency).adjusted()
    expected = f"an amount in {payment.currency or 'its currency'} with at most {decimals} decimals"
    told = {"value": plain(payment.amount), "expected": expected, "system": payment.side.label}
    return Failure("absurd_value", {"field": "hs_initial_amount", **told})
