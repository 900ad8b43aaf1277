"""QuickBooks keeps two decimals of a payment, whatever its currency; HubSpot keeps thousandths of a dinar, and none of a
yen (A33)."""

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
from syncapp.core.values import Side, minor_unit
from syncapp.core.writes import Write

FINER = {Side.QUICKBOOKS: "finer_than_cents", Side.HUBSPOT: "finer_than_hubspot"}


def to_the_cent(situation: PaymentSituation, decision: Decision) -> Decision:
    """`decision`, unless it would write an amount that is finer than what its side keeps, which would be rounded there."""
    sides = (situation.hubspot, situation.quickbooks)
    currency = next((one.currency for one in sides if isinstance(one, Payment) and one.currency), "")
    kept = {Side.QUICKBOOKS: CENT, Side.HUBSPOT: minor_unit(currency)}
    written = ((one.side, amount) for one in decision.planned for amount in _amounts(one.write))
    for side, amount in written:
        if amount % kept[side]:
            return tell_last("create", plan.failing(Failure(FINER[side], {"amount": figure(amount, currency)})))
    return decision


def _amounts(write: Write) -> Iterator[Decimal]:
    """Of this payment, of each invoice that it is applied to, and of all of it."""
    if write.line:
        yield write.line.amount
    yield from write.applied.values()
    for name in ("TotalAmt", "hs_initial_amount"):
        amount = write.fields.get(name)
        if isinstance(amount, Decimal):
            yield amount
