"""Invoices that were sent and may repeat another: what a chunk has to know of the rest to say so (A32)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from syncapp.core.money import amount_text
from syncapp.core.plan import Remark
from syncapp.core.plans.document_dates import EARLIEST
from syncapp.core.plans.possible_duplicate import WITHIN, Sale, repeated
from syncapp.core.policies import is_void
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import ObjectType, Side
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord

NOT_THERE = ("deleted", InvoiceStatus.VOIDED.value)
Key = tuple[int | None, str, Decimal | None]


@dataclass
class PossibleDuplicates:
    """By customer, currency and total. The rows of the chunk are looked at as they stand now, for one that goes out with
    another is stored only after both."""

    p: Pass
    beside: dict[Key, list[SyncRecord]] = field(default_factory=lambda: defaultdict(list))
    stored: dict[Key, list[Sale]] = field(default_factory=lambda: defaultdict(list))

    def load(self, rows: list[SyncRecord]) -> None:
        """One question for the whole chunk, and none where nothing of it was made in HubSpot."""
        known = [row for row in rows if row.customer_id and row.amount]
        for row in known:
            self.beside[_key(row)].append(row)
        sent = [row for row in known if row.origin != Side.QUICKBOOKS]
        read = [one.date for row in sent for one in sides(self.p, row) if isinstance(one, Invoice) and one.date]
        days = [day for day in read if EARLIEST <= day <= date.max - WITHIN]  # others are refused
        if not days:
            return
        standing = self.p.records().filter(
            object_type=ObjectType.INVOICE,
            hubspot_id__isnull=False,
            quickbooks_id__isnull=False,
            customer__in={row.customer_id for row in sent},
            amount__in={row.amount for row in sent},
            document_date__range=(min(days) - WITHIN, max(days) + WITHIN),
        )
        standing = standing.exclude(hubspot_status__in=NOT_THERE).exclude(quickbooks_status__in=NOT_THERE)
        told = ("customer_id", "currency", "amount", "label", "origin", "document_date", "quickbooks_id")
        for *key, label, origin, day, there in standing.exclude(pk__in=[row.pk for row in rows]).values_list(*told):
            self.stored[tuple(key)].append(Sale(label, Side(origin), day, there))

    def remark(self, row: SyncRecord) -> Remark | None:
        """Of one that is equal on both sides now."""
        sent = _standing(self.p, row)
        if row.arrived_in != Side.QUICKBOOKS or not sent or row.amount is None:
            return None
        beside = [_standing(self.p, one) for one in self.beside[_key(row)] if one != row]
        others = [*self.stored[_key(row)], *(one for one in beside if one)]
        return repeated(sent, others, amount_text(row.amount, row.currency))


def _key(row: SyncRecord) -> Key:
    return row.customer_id, row.currency, row.amount


def _standing(p: Pass, row: SyncRecord) -> Sale | None:
    """As it is read: on both sides, and void on none."""
    hubspot, quickbooks = sides(p, row)
    if not isinstance(hubspot, Invoice) or not isinstance(quickbooks, Invoice):
        return None
    if is_void(hubspot) or is_void(quickbooks) or not hubspot.date or not row.quickbooks_id:
        return None
    return Sale(row.label, Side(row.origin), hubspot.date, row.quickbooks_id)
