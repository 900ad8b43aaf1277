"""Fourteen months of ordinary business: what was billed, in which system, and how it was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.model import (
    BOTH,
    HUBSPOT,
    QUICKBOOKS,
    Company,
    Invoice,
    Item,
    Line,
    Party,
    Payment,
    money,
)

MONTHS = 14
TAX_PERCENT = Decimal("8.75")
_PLANS = ("mow-s", "mow-m", "mow-l")
_EXTRAS = ("fert", "aerate", "prune", "irrig-check", "cleanup", "delivery", "dump")
_MATERIALS = (
    "mulch",
    "sod",
    "paver-80",
    "gravel",
    "soil",
    "stone",
    "shrub",
    "tree",
    "valve",
    "emitter",
    "timer",
)
_PROGRESS = (Decimal("0.3"), Decimal("0.4"), Decimal("0.3"))
_AMOUNTS = {
    "sod": (200, 4000),
    "emitter": (20, 200),
    "paver-80": (100, 1500),
    "stone": (40, 400),
    "tree": (1, 6),
}
DISCOUNT = Decimal(5)


@dataclass
class Plan:
    """One invoice to come: when, for whom, what kind of work."""

    day: date
    party: Party
    work: str
    part: int = 0


class History:
    """Adds ordinary invoices and their payments to a company."""

    def __init__(self, company: Company, random: Random) -> None:
        self.company, self.random = company, random
        self.pool = [party for party in company.parties.values() if party.steady and party.stands_in == BOTH]
        self._payments = 0

    def add(self, both: int, quickbooks: int, drafts: int) -> None:
        """So many invoices in both ledgers, in QuickBooks alone, and drafts for the second step."""
        for number, plan in enumerate(self._plans(both), 2101):
            self._finished(f"HS-{number}", plan, HUBSPOT)
        for number, plan in enumerate(self._plans(quickbooks), 1101):
            self._finished(str(number), plan, QUICKBOOKS)
        for index in range(drafts):
            self._draft(f"HS-{2101 + both + index}", index)

    def _plans(self, count: int) -> list[Plan]:
        """In order of date, so that numbers rise with it."""
        plans = [self._plan(self.random.choice(self.pool)) for _ in range(count)]
        return sorted(plans, key=lambda plan: plan.day)

    def _plan(self, party: Party) -> Plan:
        start = calendar.month_start(self.company.today, self.random.randrange(MONTHS))
        if start.month in (12, 1, 2) and self.random.random() < 0.4:
            work = "snow"
        elif 4 <= start.month <= 10 and self.random.random() < 0.4:
            work = "progress" if party.kind == "contractor" else "install"
        else:
            work = "maintenance"
        day = start if work == "maintenance" else start + timedelta(days=self.random.randrange(28))
        return Plan(min(day, self.company.today), party, work, self.random.randrange(3))

    def _finished(self, number: str, plan: Plan, native: str) -> None:
        invoice = self._invoice(number, plan, native)
        self.company.invoices[number] = invoice
        self._settle(invoice, plan.party)

    def _draft(self, number: str, index: int) -> None:
        """A good invoice that goes out with the second step; two of them bring their customer along (S13)."""
        new = ("haddad", "novak")
        party = self.company.parties[new[index]] if index < len(new) else self.random.choice(self.pool)
        day = self.company.today - timedelta(days=self.random.randrange(20))
        invoice = self._invoice(number, Plan(day, party, ("maintenance", "install")[index % 2]), HUBSPOT)
        invoice.stands_in, invoice.draft, invoice.finalized_later = (HUBSPOT,), True, True
        self.company.invoices[number] = invoice

    def _invoice(self, number: str, plan: Plan, native: str) -> Invoice:
        party = plan.party
        invoice = Invoice(
            number, party.key, plan.day, plan.day + timedelta(days=party.term_days), self._lines(plan, native), native,
            BOTH if native == HUBSPOT else (QUICKBOOKS,), location="East" if len(party.key) % 2 else "West",
            currency=party.currency,
        )  # fmt: skip
        if party.po_required:
            invoice.po = f"PO-{self.random.randrange(10000, 99999)}"
        if native == QUICKBOOKS and self._taxed(plan):
            invoice.tax_percent = self.company.setting.rate[1]
        if self.random.random() < 0.2:
            invoice.comments = "Thank you for your business."
        return invoice

    def _taxed(self, plan: Plan) -> bool:
        """Abroad each invoice; in the US materials of installs, unless they are resold."""
        return self.company.setting.country != "US" or (
            plan.party.kind in ("homeowner", "manager") and plan.work == "install"
        )

    def _lines(self, plan: Plan, native: str) -> list[Line]:
        if plan.work == "snow":
            wanted = [("snow", Decimal(self.random.randint(1, 6)))]
        elif plan.work == "maintenance":
            wanted = [(self.random.choice(_PLANS), Decimal(1))]
            wanted += [(key, Decimal(1)) for key in self.random.sample(_EXTRAS, self.random.choice((0, 0, 1, 2)))]
        else:
            wanted = [("labor", Decimal(self.random.randint(8, 120)) / 4)]
            wanted += [(key, self._amount(key)) for key in self.random.sample(_MATERIALS, self.random.randint(1, 4))]
        share = _PROGRESS[plan.part] if plan.work == "progress" else Decimal(1)
        return [self._line(self.company.items[key], quantity * share, plan, native) for key, quantity in wanted]

    def _amount(self, key: str) -> Decimal:
        low, high = _AMOUNTS.get(key, (1, 24))
        return Decimal(self.random.randint(low, high))

    def _line(self, item: Item, quantity: Decimal, plan: Plan, native: str) -> Line:
        off = DISCOUNT if native == HUBSPOT and self.random.random() < 0.2 else Decimal(0)
        text = f"Progress bill {plan.part + 1} of 3." if plan.work == "progress" else item.description
        kind = {"snow": "Snow", "maintenance": "Maintenance"}.get(plan.work, "Install")
        return Line(
            item.key,
            item.name,
            quantity,
            price_for(plan.party, item),
            off,
            text,
            item.taxable and native == QUICKBOOKS,
            kind,
        )

    def _settle(self, invoice: Invoice, party: Party) -> None:
        """Sixty in a hundred on time, twenty late, eight in part, five open for long, a few voided, the rest open."""
        chance, today = self.random.random(), self.company.today
        age = (today - invoice.date).days
        if 0.93 <= chance < 0.945 and invoice.native == QUICKBOOKS:
            invoice.voided = True
            return
        if (0.88 <= chance < 0.93 and age > 60) or (chance >= 0.945 and age < 60):
            return
        late = 0.60 <= chance < 0.80
        wait = party.term_days + self.random.randint(5, 40) if late else self.random.randint(0, max(party.term_days, 2))
        paid = invoice.date + timedelta(days=wait)
        if paid <= today:
            amount = money(invoice.total * Decimal("0.4")) if 0.80 <= chance < 0.88 else invoice.total
            self._pay(invoice, party, paid, amount)

    def _pay(self, invoice: Invoice, party: Party, day: date, amount: Decimal) -> None:
        self._payments += 1
        method = self.random.choice(
            ("card", "card", "check") if party.kind == "homeowner" else ("ach", "check", "check")
        )
        processed = method != "check" and invoice.native == HUBSPOT
        reference = f"ch_{self._payments:08d}" if processed else f"{10000 + self._payments}"
        at = calendar.local(day, 10 + self._payments % 8, self._payments % 60) if processed else None
        self.company.payments.append(
            Payment(
                reference,
                party.key,
                day,
                method,
                [(invoice.number, amount)],
                amount,
                at,
                invoice.stands_in,
                processed,
                currency=invoice.currency,
            )
        )


def price_for(party: Party, item: Item) -> Decimal:
    """List price; managers ten percent less; contractors cost and eighteen percent, odd decimals and all."""
    if party.kind == "manager":
        return (item.price * Decimal("0.9")).normalize() + Decimal("0.00")
    if party.kind == "contractor" and item.cost:
        return (item.cost * Decimal("1.18")).quantize(Decimal("0.0001"))
    return item.price
