"""A15: an invoice from before the start waits for approval; days are the company's, not those of UTC."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from syncapp.core.plan import Rules
from syncapp.core.plans.invoice_situation import InvoiceSituation, Party
from syncapp.core.plans.new_invoice import send
from syncapp.core.records import Invoice
from syncapp.core.values import Direction, Side

EVENING = datetime(2026, 11, 29, 2, tzinfo=UTC)  # still the 28th in Los Angeles


@pytest.mark.parametrize(
    ("day", "waits"), [(date(2026, 11, 27), True), (date(2026, 11, 28), False), (date(2026, 11, 29), False)]
)
def test_an_invoice_of_the_day_of_the_start_is_no_history(day: date, waits: bool) -> None:  # A15, A19
    rules = Rules(direction=Direction.TWO_WAY, started_at=EVENING, zone=ZoneInfo("America/Los_Angeles"))
    invoice = Invoice(side=Side.HUBSPOT, id="1", number="HS-1", date=day, currency="USD", source="hubspot")

    decision = send(InvoiceSituation(rules=rules, hubspot=invoice, party=Party(id="7")))

    assert (decision.reason == "needs_approval") is waits


def test_no_click_is_asked_for_what_a_protected_period_holds_anyway() -> None:  # A24 before A15: a click sends
    zone = ZoneInfo("America/Los_Angeles")
    rules = Rules(direction=Direction.TWO_WAY, started_at=EVENING, zone=zone, protected_through=date(2026, 9, 30))
    invoice = Invoice(side=Side.HUBSPOT, id="1", number="HS-1", date=date(2026, 8, 1), currency="USD", source="hubspot")
    situation = InvoiceSituation(rules=rules, hubspot=invoice, party=Party(id="7"))

    assert send(situation).reason == "parked"
    opened = replace(situation, rules=replace(rules, protected_through=date(2026, 7, 31)))
    assert send(opened).reason == "needs_approval"
