"""The money of both sides of one invoice side by side: equal to the cent, or what differs (A20, S19, S21, I1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import Side, plain, rounded


@dataclass(frozen=True)
class Difference:
    """`field` is total, tax, balance, currency or status; the two figures are as people read them."""

    field: str
    hubspot: str
    quickbooks: str

    def sentence(self) -> str:
        return f"{self.field.capitalize()}: {self.hubspot} in HubSpot, {self.quickbooks} in QuickBooks Online."


def compare(hubspot: Invoice, quickbooks: Invoice) -> tuple[Difference, ...]:
    """Every difference between the two sides; empty means equal, without any tolerance.

    QuickBooks zeroes a voided invoice and HubSpot keeps its figures, so of a pair that is voided on both sides
    only the currency is compared.
    """
    words = status_word(hubspot), status_word(quickbooks)
    found = []
    if hubspot.currency != quickbooks.currency:
        found.append(Difference("currency", hubspot.currency or "none", quickbooks.currency or "none"))
    if words == ("voided", "voided"):
        return tuple(found)
    for field in ("total", "tax", "balance"):
        mine, theirs = getattr(hubspot, field), getattr(quickbooks, field)
        if mine != theirs:
            found.append(
                Difference(field, amount_shown(mine, hubspot.currency), amount_shown(theirs, quickbooks.currency))
            )
    if words[0] != words[1]:
        found.append(Difference("status", *words))
    return tuple(found)


def status_word(invoice: Invoice) -> str:
    """voided, draft, paid or open, in one meaning on both sides.

    QuickBooks has no status: nothing owed is paid. HubSpot states one, and an invoice that it calls open although
    nothing is owed can still be dunned (B41), so its word counts. An invoice over nothing is paid on both.
    """
    if invoice.status in (InvoiceStatus.VOIDED, InvoiceStatus.DRAFT):
        return invoice.status.value
    settled = invoice.status is InvoiceStatus.PAID or not invoice.total
    if invoice.side is Side.QUICKBOOKS:
        settled = invoice.balance <= 0
    return (InvoiceStatus.PAID if settled else InvoiceStatus.OPEN).value


def status_word_shown(invoice: Invoice) -> str:
    """As people are told it: an open invoice of which something is paid says so."""
    word = status_word(invoice)
    return "partly paid" if word == "open" and 0 < invoice.balance < invoice.total else word


def amount_shown(amount: Decimal, currency: str) -> str:
    """To the minor unit; with all its digits where that would hide what differs."""
    short = rounded(amount, currency)
    return f"{short:,f}" if short == amount else plain(amount)
