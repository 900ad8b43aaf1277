"""What the smaller companies start from: a dozen customers, a plain catalogue, and ordinary business."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.catalogue import services_and_materials
from syncapp.sandbox.seeds.company import stamp
from syncapp.sandbox.seeds.history import History
from syncapp.sandbox.seeds.model import (
    HUBSPOT,
    QUICKBOOKS,
    Company,
    Invoice,
    Item,
    Line,
    Party,
    Payment,
    Setting,
)
from syncapp.sandbox.seeds.people import more

_NAMED = (
    ("amber", "Amber", "Reed"), ("bruno", "Bruno", "Vale"), ("clara", "Clara", "Moss"), ("diego", "Diego", "Lake"),
    ("edith", "Edith", "Hart"), ("felix", "Felix", "Wood"), ("greta", "Greta", "Penn"), ("hugo", "Hugo", "Dale"),
)  # fmt: skip
_MANAGERS = (("harbor", "Harbor Lofts", "Hanna", "Berg"), ("mill", "Mill Race Rentals", "Milo", "Stern"))
_LEADS = 4


class Small:
    """A company under construction. Whatever a seed adds is the same for every size; `finish` fills it up."""

    def __init__(self, now: datetime, records: int, random_seed: int, setting: Setting) -> None:
        self.records, self.random = records, Random(random_seed)
        today = calendar.today(now)
        self.company = Company(today, calendar.closing_date(today), setting)
        self.company.items |= services_and_materials()

    def people(self) -> None:
        """Eight persons, two managers, some leads who buy nothing, and more of the first at scale."""
        found = [Party(key, first, last, email=f"{first}.{last}@example.com".lower()) for key, first, last in _NAMED]
        found += [
            Party(key, first, last, company, f"ap@{key}.example", kind="manager", term_days=30)
            for key, company, first, last in _MANAGERS
        ]
        found += [
            Party(f"lead-{number}", "Lee", f"Lead {number}", email=f"lead{number}@prospects.example", kind="lead",
                  stands_in=(HUBSPOT,), steady=False)
            for number in range(1, _LEADS + 1)
        ]  # fmt: skip
        found += more(max(0, (self.records - 100) // 8))
        for party in found:
            self.party(party)

    def party(self, party: Party) -> Party:
        setting, number = self.company.setting, len(self.company.parties)
        party.currency = party.currency if party.currency != "USD" else setting.home
        party.state, party.country = setting.state, {"US": "USA", "CA": "CAN"}[setting.country]
        party.phone = party.phone or f"(555) 010-{number % 10000:04d}"
        party.street = party.street or f"{number + 1} Garden Way"
        self.company.parties[party.key] = party
        return party

    def item(self, item: Item) -> Item:
        self.company.items[item.key] = item
        return item

    def line(self, key: str, quantity: str = "1", price: str = "", **more: Any) -> Line:
        """Of an item of the catalogue at its price, or at another."""
        item = self.company.items[key]
        told = {"description": item.description, "taxable": item.taxable, **more}
        return Line(key, item.name, Decimal(quantity), Decimal(price) if price else item.price, **told)

    def invoice(
        self, number: str, customer: str, days_ago: int, lines: list[Line], key: str = "", **more: Any
    ) -> Invoice:
        """In both ledgers and made in HubSpot, unless it is said otherwise; HubSpot's lines carry no tax.

        `key` tells it from another one with its number.
        """
        party, day = self.company.parties[customer], self.company.today - timedelta(days=days_ago)
        found = Invoice(
            number,
            customer,
            day,
            day + timedelta(days=party.term_days),
            lines,
            **{"currency": party.currency, **more},
        )
        if found.native == HUBSPOT:
            for line in found.lines:
                line.taxable = False
        self.company.invoices[key or number] = found
        return found

    def native(self, number: str, customer: str, days_ago: int, lines: list[Line], **more: Any) -> Invoice:
        """Made in QuickBooks and found there alone."""
        more = {"native": QUICKBOOKS, "stands_in": (QUICKBOOKS,), **more}
        return self.invoice(number, customer, days_ago, lines, **more)

    def draft(self, number: str, customer: str, days_ago: int, lines: list[Line], **more: Any) -> Invoice:
        return self.invoice(number, customer, days_ago, lines, draft=True, stands_in=(HUBSPOT,), **more)

    def pay(self, invoice: Invoice, after: int, reference: str, amount: Decimal | None = None, **more: Any) -> Payment:
        """By check, entered by hand."""
        day = min(invoice.date + timedelta(days=after), self.company.today)
        paid = invoice.total if amount is None else amount
        applied = [(invoice.number, paid)]
        told = {"stands_in": invoice.stands_in, "currency": invoice.currency, **more}
        payment = Payment(reference, invoice.customer, day, "check", applied, paid, **told)
        self.company.payments.append(payment)
        return payment

    def finish(self, *, shared: bool = True) -> Company:
        """Ordinary invoices up to the wanted number, half of them made in HubSpot where those stand in both."""
        rest = max(0, self.records - len(self.company.invoices))
        both = rest - rest // 2 if shared else 0
        History(self.company, self.random).add(both=both, quickbooks=rest - both, drafts=0)
        stamp(self.company)
        return self.company
