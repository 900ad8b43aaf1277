"""The demo company as plain data, free of either vendor's shapes.

Built once from the same arguments for both ports: what stands in both ledgers is one object here,
so that the two halves cannot differ.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
HUBSPOT = "hubspot"
QUICKBOOKS = "quickbooks"
BOTH = (HUBSPOT, QUICKBOOKS)


def money(amount: Decimal) -> Decimal:
    """Rounded half up to the cent, as both vendors do."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(slots=True)
class Setting:
    """What sets one company apart from another: country, money, switches, and who else holds names."""

    name: str = "Fernhill Grounds & Gardens LLC"
    portal: str = "Fernhill Grounds"
    country: str = "US"
    state: str = "CA"
    zone: str = "America/Los_Angeles"
    home: str = "USD"
    currencies: tuple[str, ...] = ("EUR",)  # HubSpot's beside its own
    rate: tuple[str, Decimal] = ("California 8.75", Decimal("8.75"))  # of the tax on QuickBooks' own invoices
    free: str = ""  # abroad: the code of a line without tax, as each line needs one
    closes: bool = True  # the books, through `Company.closing`
    closing_password: bool = False
    info: dict[str, Any] = field(default_factory=dict)
    preferences: dict[str, Any] = field(default_factory=dict)  # merged over those of the demo company
    vendors: tuple[tuple[str, str], ...] = ()  # name and address
    employees: tuple[tuple[str, str], ...] = ()  # first and last name


@dataclass(slots=True)
class Party:
    """Someone who buys, or might: a HubSpot contact, a QuickBooks customer, or both."""

    key: str
    first: str = ""
    last: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    city: str = "Sacramento"
    zip: str = "95814"
    state: str = "CA"
    country: str = "USA"
    kind: str = "homeowner"
    term_days: int = 0
    stands_in: tuple[str, ...] = BOTH
    currency: str = "USD"
    parent: str = ""
    active: bool = True
    po_required: bool = False
    steady: bool = True  # takes part in the history; not so where a mistake needs the customer untouched
    created_days_ago: int = 500
    more_emails: tuple[str, ...] = ()  # in QuickBooks' one field, behind the first
    named: str = ""  # QuickBooks' display name where it is not the company's or the person's

    @property
    def name(self) -> str:
        """The display name as S14 makes it."""
        return self.named or self.company or f"{self.first} {self.last}".strip()


@dataclass(slots=True)
class Item:
    """Something sold; `products` are the names under which HubSpot has it, none or several."""

    key: str
    name: str
    sku: str
    price: Decimal
    account: str = "Landscaping Services"
    type: str = "Service"
    cost: Decimal | None = None
    description: str = ""
    taxable: bool = False
    active: bool = True
    stands_in: tuple[str, ...] = BOTH
    products: tuple[str, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()  # a bundle's
    deferred: bool = False  # its revenue is recognized over time


@dataclass(slots=True)
class Line:
    """A line as HubSpot has it: list price, percentage off, net amount rounded once."""

    item: str
    name: str
    quantity: Decimal
    price: Decimal
    percent_off: Decimal = Decimal(0)
    description: str = ""
    taxable: bool = False
    class_name: str = ""

    @property
    def amount(self) -> Decimal:
        return money(self.quantity * self.price * (1 - self.percent_off / 100))

    @property
    def net_price(self) -> Decimal:
        """The unit price with as few decimals as give QuickBooks the same amount (A21)."""
        if not self.percent_off and money(self.quantity * self.price) == self.amount:
            return self.price
        for places in range(2, 8):
            price = (self.amount / self.quantity).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            if money(price * self.quantity) == self.amount:
                return price
        raise ValueError(f"{self.name}: no unit price gives {self.amount}.")


@dataclass(slots=True)
class Invoice:
    """`native` is where it was made; `stands_in` where it is found; drafts wait for the second step."""

    number: str
    customer: str
    date: dt.date
    due: dt.date
    lines: list[Line]
    native: str = HUBSPOT
    stands_in: tuple[str, ...] = BOTH
    draft: bool = False
    finalized_later: bool = False
    voided: bool = False
    label: str = ""
    currency: str = "USD"
    po: str = ""
    comments: str = ""
    source: str = "HubSpot"
    discount: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)  # HubSpot's order fee, QuickBooks' shipping
    order_tax: Decimal = Decimal(0)  # HubSpot's own, which S8 refuses
    tax_percent: Decimal = Decimal(0)  # QuickBooks' sales tax on taxable lines
    down_payment: Decimal = Decimal(0)  # QuickBooks' Deposit field
    unnumbered: bool = False  # in QuickBooks, where that is allowed; `number` only tells it from others here
    bundle: tuple[str, Decimal] | None = None  # all lines are parts of this item
    location: str = ""
    created: dt.datetime | None = None

    @property
    def subtotal(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """QuickBooks' tax: the rate on what is taxable, the discount spread over all lines first."""
        taxable = sum((line.amount for line in self.lines if line.taxable), Decimal(0))
        return money(taxable * self.tax_percent / 100)

    @property
    def total(self) -> Decimal:
        return self.subtotal - self.discount + self.fee + self.order_tax + self.tax


@dataclass(slots=True)
class Payment:
    """Money that came; `applied` is by invoice number, what is over is unapplied."""

    reference: str
    customer: str
    date: dt.date
    method: str
    applied: list[tuple[str, Decimal]]
    total: Decimal
    at: dt.datetime | None = None
    stands_in: tuple[str, ...] = BOTH
    processed: bool = False  # by Stripe, not entered by hand
    currency: str = "USD"
    bank_deposit: str = ""


@dataclass(slots=True)
class CreditMemo:
    number: str
    customer: str
    date: dt.date
    lines: list[Line]
    applied: list[tuple[str, Decimal]] = field(default_factory=list)
    tax_percent: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))


@dataclass(slots=True)
class Company:
    """Everything, and the dates that hang on the clock."""

    today: dt.date
    closing: dt.date
    setting: Setting = field(default_factory=Setting)
    parties: dict[str, Party] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    invoices: dict[str, Invoice] = field(default_factory=dict)
    payments: list[Payment] = field(default_factory=list)
    credit_memos: list[CreditMemo] = field(default_factory=list)

    def invoices_in(self, system: str) -> list[Invoice]:
        return [invoice for invoice in self.invoices.values() if system in invoice.stands_in]

    def payments_in(self, system: str) -> list[Payment]:
        return [payment for payment in self.payments if system in payment.stands_in]

    def paid(self, number: str) -> Decimal:
        return sum(
            (amount for payment in self.payments for to, amount in payment.applied if to == number),
            Decimal(0),
        )
