"""Values of which nothing can be made: they keep their record from crossing, and no other."""

from __future__ import annotations

from syncapp.core.errors import Failure
from syncapp.core.lines import too_fine
from syncapp.core.records import Payment
from syncapp.core.values import ObjectType, Side, rounded
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
        return too_fine("hs_initial_amount", payment.amount, payment)
    return None
