"""What both sides hold of one record now, and what they held when they last agreed: from what is stored alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from syncapp.core.invoice_json import load
from syncapp.core.plan import Base
from syncapp.core.records import Invoice
from syncapp.core.values import Pair, Side, Value
from syncapp.engine.context import GONE
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord


@dataclass(frozen=True)
class Amount:
    """Money that is shown in its currency."""

    value: Decimal
    currency: str


Shown = Value | Amount


@dataclass(frozen=True)
class Held:
    """One side. `now` is None where the record does not stand there, is gone, or was never read."""

    side: Side
    now: Base | None
    agreed: Base | None
    gone: bool

    @cached_property
    def invoice(self) -> Invoice | None:
        return _invoice(self.now)

    @cached_property
    def agreed_invoice(self) -> Invoice | None:
        return _invoice(self.agreed)


def held(record: SyncRecord) -> Pair[Held]:
    return Pair(_held(record, Side.HUBSPOT), _held(record, Side.QUICKBOOKS))


def _held(record: SyncRecord, side: Side) -> Held:
    base, seen = getattr(record, f"{side.value}_base"), getattr(record, f"{side.value}_seen")
    gone = getattr(record, f"{side.value}_version") == GONE
    stands = bool(record.id_on(side)) and not gone
    now = seen or base
    return Held(side, decode_base(now) if stands and now else None, decode_base(base) if base else None, gone)


def _invoice(base: Base | None) -> Invoice | None:
    return load(base.content) if base and base.content else None
