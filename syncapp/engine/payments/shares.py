"""What the parts of one divided HubSpot payment have to know of each other before one of them is decided (A25)."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from syncapp.core.plans.divided import fits
from syncapp.core.plans.payment_situation import Misapplied, PaidInvoice, Share
from syncapp.core.records import REFUNDED, Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.parts import amounts_of, is_part, parts, whole_of
from syncapp.engine.payments.payable import OPEN
from syncapp.engine.people.asked import DO
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord


@dataclass
class Shares:
    p: Pass
    of_payment: dict[str, list[SyncRecord]] = field(default_factory=dict)
    wholes: dict[str, SyncRecord] = field(default_factory=dict)
    there: dict[str, list[SyncRecord]] = field(default_factory=dict)  # by payment of QuickBooks

    def load(self, rows: list[SyncRecord]) -> list[SyncRecord]:
        """All parts of the payments that these rows are parts of, read as far as they stand in QuickBooks."""
        payments = {whole_of(row.hubspot_id) for row in rows if is_part(row)}
        for payment in sorted(payments):
            self.of_payment[payment] = list(parts(self.p.records().select_related("invoice"), payment))
        found = [row for some in self.of_payment.values() for row in some]
        there = [str(row.quickbooks_id) for row in found if row.quickbooks_id]
        self.p.questions.read(Side.QUICKBOOKS, ObjectType.PAYMENT, there)
        self._load_of_ours(rows)
        held = self.p.records().filter(object_type=ObjectType.PAYMENT).of(Side.HUBSPOT, payments)
        self.wholes = {str(row.hubspot_id): row for row in held}
        return found

    def _load_of_ours(self, rows: list[SyncRecord]) -> None:
        """Of payments that we have made in QuickBooks, and people have applied otherwise: all that we know of each."""
        asked = {whole_of(row.quickbooks_id) for row in rows if row.linked and DO in row.decision and not is_part(row)}
        theirs = {whole_of(row.quickbooks_id) for row in rows if self._ours(row) or self._pays_others(row)}
        payments = self.p.records().filter(object_type=ObjectType.PAYMENT)
        for there in sorted(asked | theirs):
            self.there[there] = list(payments.filter(quickbooks_id__startswith=f"{there}/").select_related("invoice"))
        found = [row for some in self.there.values() for row in some]
        ids = [*(f"{one}/" for one in sorted(asked)), *(str(row.quickbooks_id) for row in found)]
        self.p.questions.read(Side.QUICKBOOKS, ObjectType.PAYMENT, ids)
        mine = [str(row.hubspot_id) for row in found if row.hubspot_id]
        self.p.questions.read(Side.HUBSPOT, ObjectType.PAYMENT, mine)

    def _ours(self, row: SyncRecord) -> bool:
        """An application, not linked yet, of a payment with our mark."""
        payment = self.p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, row.quickbooks_id)
        return not row.linked and isinstance(payment, Payment) and (payment.note or "").startswith("HubSpot ")

    def _pays_others(self, row: SyncRecord) -> bool:
        """Of a payment that is linked: other invoices than its own have of it, and its own has less."""
        here = self.p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id)
        there = self.p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, row.quickbooks_id)
        if not (isinstance(here, Payment) and isinstance(there, Payment)) or is_part(row):
            return False
        return here.amount != there.amount and there.on_others > 0

    def about(
        self,
        row: SyncRecord,
        mark: str,
        paid: Callable[[SyncRecord], PaidInvoice | None],
        in_question: Container[int],
    ) -> dict[str, Any]:
        """For the situation of this part. `in_question`: of which matching could not decide whether they are there."""
        if not is_part(row):
            there = self.there.get(whole_of(row.quickbooks_id), [])
            strays = self._strayed(row, there)
            return {"joins": self._left(row, mark), "strays": strays, "misapplied": self._misapplied(row, there)}
        alone = [one for one in self.of_payment[whole_of(row.hubspot_id)] if not one.quickbooks_id and one != row]
        shares = [self._share(one, paid, in_question) for one in alone]
        return {
            "part": True,
            "ahead": tuple(one for one in shares if one.record < row.pk or one.writing),
            "behind": tuple(one for one in shares if one.record > row.pk and not one.writing),
            "joins": self._there(row, mark),
            "dropped": self._is_dropped(row),
        }

    def rests(self, row: SyncRecord) -> bool:
        """A part of a payment that a person ignores is left alone with it, on both sides."""
        whole = self.wholes.get(whole_of(row.hubspot_id)) if is_part(row) else None
        return whole is not None and whole.status == SyncRecord.Status.IGNORED

    def outlived(self, row: SyncRecord) -> SyncRecord | None:
        """The payment that this is a part of, where it is not what a person has divided any more: nothing more of it goes
        before it is divided anew."""
        whole = self.wholes.get(whole_of(row.hubspot_id)) if is_part(row) and not row.linked else None
        payment = self.p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, whole.hubspot_id) if whole else None
        amounts = amounts_of(whole) if whole else None
        stands = not amounts or not isinstance(payment, Payment) or fits(amounts, payment)
        return None if stands else whole

    def _left(self, row: SyncRecord, mark: str) -> Payment | None:
        """The payment that we have made of it, where it still stands in QuickBooks and does not pay this invoice."""
        there = whole_of(row.quickbooks_id)
        if not row.linked or there not in self.there:
            return None
        ids = [f"{there}/", *(one.quickbooks_id for one in self.there[there] if one != row)]
        return self._marked(ids, mark)

    def _strayed(self, row: SyncRecord, there: list[SyncRecord]) -> Payment | None:
        """HubSpot's payment, of which this one was made and taken off the invoice that it pays in HubSpot, or a part (A29)."""
        for one in there:
            payment = self.p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, one.hubspot_id)
            ours = one.linked and one.origin == Side.HUBSPOT and not row.linked
            if ours and isinstance(payment, Payment) and self._pays_less(one):
                return payment if payment.status in ("succeeded", *REFUNDED) else None
        return None

    def _misapplied(self, row: SyncRecord, there: list[SyncRecord]) -> tuple[Misapplied, ...]:
        """All that other invoices have of this HubSpot payment; nothing if HubSpot may show any of it there."""
        here = self.p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id)
        alone = isinstance(here, Payment) and row.invoice is not None and here.invoice_ids == (row.invoice.hubspot_id,)
        if not (row.linked and row.origin == Side.HUBSPOT and alone):
            return ()
        read = [(one, self.p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, one.quickbooks_id)) for one in there]
        lines = [(one, line) for one, line in read if isinstance(line, Payment) and line.amount]
        others = [(one, line, one.invoice) for one, line in lines if one != row]
        known = sum((line.amount for _, line in lines), Decimal(0))
        if any(known != line.total - line.unapplied for _, line in lines):
            return ()  # it pays something besides that no record stands for
        found = []
        for one, line, invoice in others:
            if one.hubspot_id or one.status not in OPEN or invoice is None or not invoice.linked:
                return ()
            found.append(Misapplied(invoice=str(invoice.quickbooks_id), label=invoice.label, amount=line.amount))
        return tuple(found)

    def _pays_less(self, row: SyncRecord) -> bool:
        """In QuickBooks than when both sides last agreed."""
        if (Side.QUICKBOOKS, ObjectType.PAYMENT, row.quickbooks_id) in self.p.questions.missing:
            return True
        now = self.p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, row.quickbooks_id)
        agreed = decode_base(row.quickbooks_base).values.get("amount")
        return isinstance(now, Payment) and isinstance(agreed, Decimal) and now.amount < agreed

    def _share(
        self, row: SyncRecord, paid: Callable[[SyncRecord], PaidInvoice | None], in_question: Container[int]
    ) -> Share:
        free = row.pk not in in_question and row.status != SyncRecord.Status.IGNORED
        whole = self.wholes.get(whole_of(row.hubspot_id))
        amounts = (amounts_of(whole) if whole else None) or {}
        return Share(
            record=row.pk,
            label=row.label,
            amount=amounts.get(str(row.hubspot_id).partition("/")[2], row.amount or 0),  # type: ignore[arg-type]
            invoice=paid(row) if free else None,
            writing=row.writing,
        )

    def _there(self, row: SyncRecord, mark: str) -> Payment | None:
        """The payment that we have made of other parts."""
        others = (one for one in self.of_payment[whole_of(row.hubspot_id)] if one.quickbooks_id and one != row)
        return self._marked((one.quickbooks_id for one in others), mark)

    def _marked(self, ids: Iterable[str | None], mark: str) -> Payment | None:
        """The first of these that stands and carries our mark."""
        found = (self.p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, one) for one in ids)
        ours = (one for one in found if isinstance(one, Payment) and one.note == mark and one.status != "voided")
        return next(ours, None)

    def _is_dropped(self, row: SyncRecord) -> bool:
        whole = self.wholes.get(whole_of(row.hubspot_id))
        stands = self.p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, whole_of(row.hubspot_id)) is not None
        amounts = amounts_of(whole) if whole else None
        return bool(stands and amounts and not amounts.get(str(row.hubspot_id).partition("/")[2]))
