"""Which payments of the two sides are one: by the note that ours carry, else by amount and day on their invoice (A25, A29)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from syncapp.core.errors import Failure
from syncapp.core.lines import figure
from syncapp.core.matching import One, Several, match_payment, meant_by, near
from syncapp.core.plan import Asked
from syncapp.core.plans.cash_alone import money_of
from syncapp.core.plans.divided import fits, refunded_before
from syncapp.core.records import Invoice, Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.linking.decided import drop
from syncapp.engine.linking.pairs import Linking, same_money
from syncapp.engine.payments.awaited import behind
from syncapp.engine.payments.divided import owner_of
from syncapp.engine.payments.parts import DIVIDED, amounts_of, is_part, note_of
from syncapp.engine.people.asked import DO
from syncapp.storage.models import SyncRecord

Status = SyncRecord.Status


def _rest_of(payment: Payment, there: Payment) -> Failure:
    """Of one that was refunded in part, what `there` may be."""
    told = {
        "amount": figure(there.amount, there.currency),
        "paid": figure(payment.amount, payment.currency),
        "refunded": figure(payment.refunded, payment.currency),
        "date": payment.date.isoformat() if payment.date else "",
    }
    return Failure("rest_of_refund", told)


def _may_be_part(payment: Payment, there: Payment) -> bool:
    return near(payment, there) and there.amount <= payment.amount


def _part_of(payment: Payment, there: Payment) -> Failure:
    """Of one that is ignored, and on several invoices, what `there` may be."""
    told = {
        "amount": figure(there.amount, there.currency),
        "whole": figure(payment.amount, payment.currency),
        "date": payment.date.isoformat() if payment.date else "",
    }
    return Failure("part_of_ignored", told)


@dataclass
class PaymentLinking:
    """What the linking of payments knows besides that of the other objects."""

    linking: Linking

    def by_note(self) -> None:
        """One that went out is known again: QuickBooks' private note names the HubSpot payment.

        HubSpot may have moved it since, or taken it off its invoice: a whole payment is the same wherever it is, and what
        follows of that is decided once the two are linked. Of several copies, and of parts, each is known by its invoice.
        """
        originals = [
            row for row in self._alone(Side.HUBSPOT) if DIVIDED not in row.decision and not self._is_on_several(row)
        ]
        copies: dict[str, list[SyncRecord]] = {}
        for row in self._alone(Side.QUICKBOOKS):
            copy = self.linking.p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, row.quickbooks_id)
            if isinstance(copy, Payment) and copy.note and row.invoice_id:
                copies.setdefault(copy.note, []).append(row)
        for row in originals:
            its = copies.get(self._mark(row), [])
            copy_row = next((one for one in its if one.invoice_id == row.invoice_id), None)
            if copy_row is None and len(its) == 1 and not is_part(row):
                copy_row = its[0]
            if (
                copy_row is not None
                and not {row.pk, copy_row.pk} & self.linking.taken
                and not self.linking.one_is_left_out(row, copy_row)
            ):
                self.linking.link(row, copy_row, "Our note on the payment names the other.", Side.HUBSPOT)

    def _alone(self, side: Side) -> list[SyncRecord]:
        """Those that stand on this side only."""
        return [row for row in self.linking.each if row.id_on(side) and not row.linked]

    def _mark(self, row: SyncRecord) -> str:
        """On what went out of this HubSpot payment, or of a part of it."""
        return note_of(self.linking.p.rules[ObjectType.PAYMENT].portal, row.hubspot_id)

    def _is_on_several(self, row: SyncRecord) -> bool:
        """Of which nobody knows what is whose, before it is divided (A25)."""
        payment = self.linking.p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id)
        return isinstance(payment, Payment) and len(payment.invoice_ids) > 1

    def ask_balances(self) -> None:
        """What each invoice still owes."""
        mine, _ = self._twins()
        invoices = [row.invoice.quickbooks_id for row in mine if row.invoice and row.invoice.quickbooks_id]
        self.linking.p.questions.read(Side.QUICKBOOKS, ObjectType.INVOICE, invoices, whole=False)

    def run(self) -> None:
        """All of the linking's rows are looked at, due or not."""
        self._wait_for_division()
        mine, by_invoice = self._twins()
        for row in mine:
            payment = self.linking.p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id)
            one_invoice = (
                isinstance(payment, Payment) and len(payment.invoice_ids) == 1
            )  # else it is divided first (A25)
            if isinstance(payment, Payment) and one_invoice and row.invoice and row.invoice.linked:
                self._payment_verdict(row, payment, by_invoice[row.invoice.pk])
                self._ask_of_rest(row, payment, by_invoice[row.invoice.pk])

    def _wait_for_division(self) -> None:
        """What may be a part of a HubSpot payment that nobody has divided yet is no payment of its own before, and where that
        one is ignored, a person says whether it is one at all (A25, A29)."""
        undivided = [
            (row, payment)
            for row in self.linking.each
            if isinstance(payment := self.linking.p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id), Payment)
            and len(payment.invoice_ids) > 1
            and (row.status == Status.IGNORED or not fits(amounts_of(row) or {}, payment))
        ]
        rules = self.linking.p.rules[ObjectType.PAYMENT]
        for row, payment in undivided:
            invoices = (
                self.linking.p.records().filter(object_type=ObjectType.INVOICE).of(Side.HUBSPOT, payment.invoice_ids)
            )
            its = set(invoices.values_list("pk", flat=True))
            for other in self.linking.each:
                there = self.linking.p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, other.quickbooks_id)
                if not isinstance(there, Payment) or other.linked or other.invoice_id not in its:
                    continue
                money = money_of(rules, there)
                ours = there.note == self._mark(row)
                if row.status != Status.IGNORED and (near(payment, there) or ours):
                    self.linking.in_question[other.pk] = behind(row)
                elif row.status == Status.IGNORED and _may_be_part(payment, money) and "two" not in other.decision:
                    self.linking.in_question[other.pk] = _part_of(payment, money)

    def _twins(self) -> tuple[list[SyncRecord], dict[int, list[Payment]]]:
        """HubSpot payments that stand there alone, and those of QuickBooks that do, by the invoice of both."""
        loaded = [row for row in self.linking.each if "two" not in row.decision]
        there = [row for row in loaded if not row.hubspot_id]
        by_invoice: dict[int, list[Payment]] = {}
        rules = self.linking.p.rules[ObjectType.PAYMENT]
        for row in there:
            payment = self.linking.p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, row.quickbooks_id)
            if isinstance(payment, Payment) and row.invoice_id:
                by_invoice.setdefault(row.invoice_id, []).append(money_of(rules, payment))
        # Due or not: of two that may be one payment each is held, whichever of them has just been touched.
        mine = [
            row
            for row in loaded
            if not row.quickbooks_id and row.invoice_id in by_invoice and row.pk not in self.linking.taken
        ]
        return mine, by_invoice

    def _payment_verdict(self, row: SyncRecord, payment: Payment, there: list[Payment]) -> None:
        free = [one for one in there if (other := self.linking.partner(one)) and other.pk not in self.linking.taken]
        verdict = match_payment(payment, free, self._balance(row))
        found = [other for one in meant_by(verdict) if (other := self.linking.partner(one))]
        held = isinstance(verdict, Several) or any(one.status == Status.IGNORED for one in (row, *found))
        if held and found and (question := same_money(payment, *meant_by(verdict))):
            for other in (row, *found):
                self.linking.in_question[other.pk] = question
        elif isinstance(verdict, One) and (partner := self.linking.partner(verdict.record)):
            # Whose it is decides who may change it later: with an invoice made in HubSpot it counts as entered there.
            self.linking.link(row, partner, "Same invoice and amount.", owner_of(row))

    def _ask_of_rest(self, row: SyncRecord, payment: Payment, there: list[Payment]) -> None:
        """What is left of one that was refunded in part may be what a bookkeeper has entered: no payment is made of either."""
        for one in there if payment.status == "partially_refunded" else ():
            other = self.linking.partner(one)
            if other is None or other.pk in self.linking.taken or not near(payment, one):
                continue
            same = one.amount == payment.kept
            if same:
                self.linking.in_question[other.pk] = _rest_of(payment, one)
            # What a person has taken for it stays ignored when more of it is refunded.
            if same or (other.status == Status.IGNORED and one.amount <= payment.amount):
                self.linking.in_question.setdefault(row.pk, refunded_before(payment, alone=False))
                if row.decision.get(DO, {}).get("what") == Asked.KEPT:
                    drop(self.linking.p, row, DO, f"{other.label} in QuickBooks Online may be what was kept of it.")

    def _balance(self, row: SyncRecord) -> Decimal:
        """What the invoice still owes in QuickBooks."""
        assert row.invoice is not None
        invoice = self.linking.p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.invoice.quickbooks_id)
        return invoice.balance if isinstance(invoice, Invoice) else Decimal(0)
