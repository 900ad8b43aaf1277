"""What an invoice has to have for as long as it stands on both sides: its number, its date and its currency (A18, A19, A33)."""

from __future__ import annotations

from syncapp.core import plan
from syncapp.core.checks import Check
from syncapp.core.errors import Failure
from syncapp.core.plan import Decision
from syncapp.core.plans.invoice_situation import InvoiceSituation
from syncapp.core.policies import MAX_NUMBER
from syncapp.core.records import Invoice
from syncapp.core.values import Side


def _sent(situation: InvoiceSituation) -> Invoice:
    assert isinstance(situation.hubspot, Invoice)
    return situation.hubspot


def _number(situation: InvoiceSituation) -> Decision | None:
    number = _sent(situation).number
    if not number:
        return plan.failing(Failure("no_number"))
    if len(number) <= MAX_NUMBER:
        return None
    return plan.failing(
        Failure("number_too_long", {"number": number, "length": str(len(number)), "limit": str(MAX_NUMBER)})
    )


def _date(situation: InvoiceSituation) -> Decision | None:
    """A19: what is sent without a date QuickBooks books on the day of the sync."""
    return None if _sent(situation).date else plan.failing(Failure("no_date"))


def _currency(situation: InvoiceSituation) -> Decision | None:
    """A33: a customer of QuickBooks has one currency for good, and so have its invoices."""
    hubspot, quickbooks = situation.hubspot, situation.quickbooks
    assert isinstance(hubspot, Invoice)
    assert isinstance(quickbooks, Invoice)
    if hubspot.currency == quickbooks.currency:
        return None
    told = {"number": quickbooks.number, "here": hubspot.currency or "no currency", "there": quickbooks.currency}
    return plan.failing(Failure("currency_changed", {name: value for name, value in told.items() if value}))


def _goes_there(situation: InvoiceSituation) -> bool:
    return situation.rules.direction.reaches(Side.QUICKBOOKS)


# Of an invoice of HubSpot, before it is sent and ever after.
NUMBER = Check("number", _number, held=lambda one: _sent(one).number or "none", when=_goes_there)
DATE = Check("date", _date, when=_goes_there)
# Of a linked one, wherever it was made.
SAME_CURRENCY = Check("customer_currency", _currency, held=lambda one: _sent(one).currency)
