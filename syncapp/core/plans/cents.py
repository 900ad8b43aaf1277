"""QuickBooks keeps two decimals of a payment, whatever its currency; HubSpot keeps thousandths of a dinar (A33)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.checks import tell_last
from syncapp.core.errors import Failure
from syncapp.core.lines import CENT, figure
from syncapp.core.plan import Decision
from syncapp.core.plans.payment_situation import PaymentSituation
from syncapp.core.records import Payment
from syncapp.core.values import Side
from syncapp.core.writes import Write


def to_the_cent(situation: PaymentSituation, decision: Decision) -> Decision:
    """`decision`, unless it would write an amount to QuickBooks that is rounded there."""
    written = (amount for one in decision.planned if one.side is Side.QUICKBOOKS for amount in _amounts(one.write))
    finer = next((amount for amount in written if amount % CENT), None)
    if finer is None:
        return decision
    currency = situation.hubspot.currency if isinstance(situation.hubspot, Payment) else ""
    return tell_last("create", plan.failing(Failure("finer_than_cents", {"amount": figure(finer, currency)})))


def _amounts(write: Write) -> Iterator[Decimal]:
    if write.line:
        yield write.line.amount
    total = write.fields.get("TotalAmt")
    if isinstance(total, Decimal):
        yield total
