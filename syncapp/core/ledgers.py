"""Both ledgers side by side, record by record: what is equal, what differs, and which difference is explained (B3).

An invoice counts with its total and balance, a payment with what was kept of it; what is void or a draft is no money. A difference
is explained only where a remark says why *and* the figures, as they stand now, come to exactly that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product
from typing import Any

from syncapp.core.errors import remark_text
from syncapp.core.matching import DAYS_APART, unlike
from syncapp.core.periods import Period
from syncapp.core.reconcile import Difference, amount_shown, compare
from syncapp.core.records import BOUNCED, REFUNDED, ZERO, Invoice, InvoiceStatus, Payment
from syncapp.core.values import Side, day_words, number_key

Document = Invoice | Payment
# Remarks that tell by how much the balances differ, either way or only so that HubSpot's is the higher one.
_BY = {"not_cash_shown": (1,), "refund_by_hand": (1,), "counted_otherwise": (1, -1), "payment_ignored": (1, -1)}
_REFUNDED = {"refunded": "refunded", "partially_refunded": "partly refunded", "processing_refund": "being refunded"}
_MIRRORED = ("partly_paid_mirror", "paid_without_record")  # A31


class Outcome(StrEnum):
    """What became of one row. A difference is `different` unless a rule, a remark or a person explains it."""

    EQUAL = "equal"
    DIFFERENT = "different"
    EXPLAINED = "explained"
    MOVING = "moving"  # it changed while it was read


@dataclass(frozen=True)
class Figures:
    """What one document adds to its ledger."""

    currency: str
    total: Decimal = ZERO
    balance: Decimal = ZERO


def in_ledger(document: Document) -> bool:
    """Drafts are no invoices yet, and a HubSpot payment that never succeeded is no money."""
    if isinstance(document, Invoice):
        return document.status is not InvoiceStatus.DRAFT
    return document.status in ("succeeded", "voided", *BOUNCED, *REFUNDED)


def is_void(document: Document) -> bool:
    if isinstance(document, Invoice):
        return document.status is InvoiceStatus.VOIDED
    return document.status == "voided" or document.status in BOUNCED


def figures(document: Document) -> Figures:
    """HubSpot keeps the figures of a void invoice and QuickBooks zeroes them: on both it is nothing."""
    if is_void(document) or not in_ledger(document):
        return Figures(document.currency)
    if isinstance(document, Invoice):
        return Figures(document.currency, document.total, document.balance)
    return Figures(document.currency, kept(document))


def kept(payment: Payment) -> Decimal:
    """What counts of a payment as it does on its invoice: of HubSpot's what was refunded does not, nor what is being (A28)."""
    return ZERO if payment.status in REFUNDED - {"partially_refunded"} else payment.kept


def differences(hubspot: Document, quickbooks: Document) -> tuple[Difference, ...]:
    """All that differs of a linked pair; whether two payments pay the same invoice is for the caller to know."""
    if isinstance(hubspot, Invoice) and isinstance(quickbooks, Invoice):
        named = [*_named("number", hubspot.number, quickbooks.number), *_days(hubspot.date, quickbooks.date)]
        return (*named, *compare(hubspot, quickbooks))
    assert isinstance(hubspot, Payment)
    assert isinstance(quickbooks, Payment)
    return tuple(_payments(hubspot, quickbooks))


def _payments(hubspot: Payment, quickbooks: Payment) -> Iterable[Difference]:
    words = payment_word(hubspot), payment_word(quickbooks)
    if words == ("void", "void"):
        return
    if words[0] != words[1]:
        yield Difference("status", *words)
    if hubspot.currency != quickbooks.currency:
        yield Difference("currency", hubspot.currency or "none", quickbooks.currency or "none")
    if kept(hubspot) != quickbooks.amount:
        shown = amount_shown(kept(hubspot), hubspot.currency), amount_shown(quickbooks.amount, quickbooks.currency)
        yield Difference("amount", *shown)
    yield from _days(hubspot.date, quickbooks.date)


def payment_word(payment: Payment) -> str:
    if is_void(payment):
        return "void"
    return _REFUNDED.get(payment.status, "received")


def _named(field: str, hubspot: str | None, quickbooks: str | None) -> Iterable[Difference]:
    if number_key(hubspot) != number_key(quickbooks):
        yield Difference(field, hubspot or "none", quickbooks or "none")


def _days(hubspot: date | None, quickbooks: date | None) -> Iterable[Difference]:
    if hubspot != quickbooks:
        yield Difference("date", day_words(hubspot) or "none", day_words(quickbooks) or "none")


def explanation(
    found: Sequence[Difference], remarks: Iterable[Mapping[str, Any]], hubspot: Document, quickbooks: Document
) -> str:
    """Why all of these differences are as they should be, in the words of the record's remarks; empty where they are not."""
    fields = {one.field for one in found}
    told = {remark["code"]: remark for remark in remarks}
    if isinstance(hubspot, Payment) and isinstance(quickbooks, Payment):
        return _explained_payment(fields, told, hubspot, quickbooks)
    if (
        not isinstance(hubspot, Invoice)
        or not isinstance(quickbooks, Invoice)
        or not fields
        or not fields <= {"balance", "status"}
    ):
        return ""
    if is_void(hubspot) or is_void(quickbooks):
        return ""
    codes = _codes(told, hubspot, quickbooks)
    return " ".join(remark_text(told[code]) for code in codes)


def _explained_payment(
    fields: Collection[str], told: Mapping[str, Mapping[str, Any]], hubspot: Payment, quickbooks: Payment
) -> str:
    """The rest of what was paid too much stays with QuickBooks' payment (A25), and a credit that is only shown (A30); a
    refund was booked by hand (A28)."""
    over = hubspot.amount - (quickbooks.amount - _shown(told))
    whole = over in (ZERO, quickbooks.unapplied if "overpaid" in told else ZERO)
    if fields == {"amount"} and whole:
        return " ".join(remark_text(told[code]) for code in ("overpaid", "credit_shown") if code in told)
    booked = [told[code] for code in ("refund_by_hand", "by_hand") if code in told]
    if {*fields} <= {"amount", "status"} and _kept(told, hubspot, quickbooks):
        return remark_text(told["refund_left_out"])
    refunded = {*fields} <= {"amount", "status"} and hubspot.status in REFUNDED
    return remark_text(booked[0]) if refunded and whole and booked else ""


def _kept(told: Mapping[str, Mapping[str, Any]], hubspot: Payment, quickbooks: Payment) -> bool:
    """Of a refunded payment QuickBooks has just the rest, beside a credit that is only shown."""
    left_over = quickbooks.unapplied > 0 and "overpaid" not in told
    money = replace(quickbooks, amount=quickbooks.amount - _shown(told))
    return "refund_left_out" in told and not left_over and hubspot.kept_as(money)


def _shown(told: Mapping[str, Mapping[str, Any]]) -> Decimal:
    return _amount(told.get("credit_shown", {}), "credit") or ZERO


def _codes(told: Mapping[str, Mapping[str, Any]], hubspot: Invoice, quickbooks: Invoice) -> Sequence[str]:
    gap = hubspot.balance - quickbooks.balance
    named = [code for code in _BY if code in told]
    if "overpaid" in told and hubspot.balance <= 0 and quickbooks.balance <= 0 and hubspot.total > 0:
        return ["overpaid"]
    if named and any(sum(signed) == gap for signed in product(*(_signed(told[code], code) for code in named))):
        return named
    return [code for code in _MIRRORED if code in told and _mirrored(told[code], hubspot, quickbooks)]


def _mirrored(remark: Mapping[str, Any], hubspot: Invoice, quickbooks: Invoice) -> bool:
    """A status without a payment record: QuickBooks has the money that was told, HubSpot never more than that."""
    paid = _amount(remark, "paid")
    if paid is not None and quickbooks.paid != paid:
        return False
    if remark["code"] == "paid_without_record" and quickbooks.balance:
        return False
    return hubspot.paid <= quickbooks.paid


def _signed(remark: Mapping[str, Any], code: str) -> list[Decimal]:
    """The amount that a remark names, each way that it may go."""
    amount = _amount(remark, "amount")
    return [sign * amount for sign in _BY[code]] if amount is not None else []


def _amount(remark: Mapping[str, Any], name: str) -> Decimal | None:
    """A figure as remarks have it (`core.lines.figure`): `1,030.00 USD`."""
    text = str((remark.get("params") or {}).get(name, "")).partition(" ")[0].replace(",", "")
    return Decimal(text) if text else None


def moved(before: Document | None, after: Document | None) -> bool:
    """Whether what one side shows of it is not what it showed a moment ago."""
    return _face(before) != _face(after)


def _face(document: Document | None) -> tuple[Any, ...] | None:
    if document is None:
        return None
    if isinstance(document, Invoice):
        said = document.number, document.date, document.currency, document.total, document.balance
        return (*said, document.status)
    money = document.amount, document.refunded
    return *money, document.date, document.currency, payment_word(document), document.invoice_ids


def twins(
    here: Iterable[tuple[int, str, Document]], there: Iterable[tuple[int, str, Document]]
) -> list[tuple[int, int]]:
    """Of what is linked with nothing: who may be the same on both sides, as pairs of the given keys, each in one pair.

    Each comes as key, what it belongs to (the customer of an invoice, the invoice of a payment), document. An invoice
    must be equal in total, currency and date; a payment in amount and currency, within three days (A29).
    """
    free: dict[str, list[tuple[int, Document]]] = {}
    for key, owner, document in there:
        free.setdefault(owner, []).append((key, document))
    found = []
    for key, owner, document in here:
        left = free.get(owner, []) if owner else []
        at = next((place for place, (_, other) in enumerate(left) if _alike(document, other)), None)
        if at is not None:
            found.append((key, left.pop(at)[0]))
    return found


def _alike(one: Document, other: Document) -> bool:
    if one.currency != other.currency or one.date is None or other.date is None or is_void(one) or is_void(other):
        return False
    if isinstance(one, Invoice) and isinstance(other, Invoice):
        return one.total == other.total and one.date == other.date
    if isinstance(one, Payment) and isinstance(other, Payment):
        return other.amount in (one.amount, kept(one)) and abs((one.date - other.date).days) <= DAYS_APART
    return False


def void_elsewhere(invoices: Iterable[tuple[int, str, Invoice]]) -> dict[int, Side]:
    """Of what is linked with nothing: which invoice stands while the only one that it can be is void on the other side (A10).

    Each comes as key, customer and invoice. What stands is not what is void, so a sync links no such two (A5); where both are
    one sale, one ledger has money that the other has taken out.
    """
    named: dict[tuple[str, str, date], list[tuple[int, str, Invoice]]] = {}
    for one in invoices:
        invoice = one[2]
        number = number_key(invoice.number)
        if number and invoice.date and in_ledger(invoice):
            named.setdefault((number, invoice.currency, invoice.date), []).append(one)
    found = {}
    for alike in named.values():
        if len(alike) == len(Side) and (pair := _one_is_void(*alike)):
            found[pair[0]] = pair[1]
    return found


def _one_is_void(one: tuple[int, str, Invoice], other: tuple[int, str, Invoice]) -> tuple[int, Side] | None:
    """The key of the one that stands, and where the other is void."""
    (_, his, void), (key, theirs, standing) = sorted((one, other), key=lambda told: not is_void(told[2]))
    if not is_void(void) or is_void(standing) or void.side is standing.side:
        return None
    may_be = not unlike(void, standing, lambda _: not (his and theirs) or his == theirs, void_aside=True)
    return (key, void.side) if may_be else None


def counted(document: Document | None, period: Period) -> Figures | None:
    """What it adds to the sums of its side: only what is dated in the period, and is neither a draft nor void."""
    if document is None or document.date not in period or not in_ledger(document) or is_void(document):
        return None
    return figures(document)
