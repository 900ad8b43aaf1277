"""Records of both systems in one form, whole as read; which side they come from is data.

`values` holds the mapped header fields by the side's own field names (`FieldSpec.name`), translated to
`values.Value`. Everything that rules look at stands in typed attributes. Amounts carry the record's currency.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from syncapp.core.values import ObjectType, Side, Value

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Record:
    side: Side
    id: str
    version: str = ""  # HubSpot: updatedAt; QuickBooks: SyncToken. Equal means unchanged, unequal means nothing
    values: Mapping[str, Value] = field(default_factory=dict)
    key: str | None = None  # our mark on a HubSpot copy: realm:type:id
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None
    absurd: Mapping[str, str] = field(
        default_factory=dict
    )  # what cannot be read, by field, as it stands: the record fails
    # Of a day that was told as a time: that time, by field, because its day depends on the company's zone (A19).
    moments: Mapping[str, dt.datetime] = field(default_factory=dict, repr=False, compare=False)
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    type: ObjectType = field(init=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """A HubSpot contact or a QuickBooks customer."""

    emails: tuple[str, ...] = ()  # normal form, the first is the primary
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None  # the contact's own company field; a customer's CompanyName
    associated_company: str | None = None  # name of the primary associated HubSpot company
    company_id: str | None = None
    display_name: str | None = None  # QuickBooks
    currency: str | None = None  # QuickBooks
    parent_id: str | None = None  # QuickBooks sub-customer
    merged_ids: tuple[str, ...] = ()  # HubSpot: those that became this one
    active: bool = True

    type: ObjectType = field(init=False, repr=False, default=ObjectType.CONTACT)


@dataclass(frozen=True, kw_only=True)
class Product(Record):
    """A HubSpot product or a QuickBooks item."""

    name: str = ""
    sku: str | None = None
    active: bool = True
    kind: str = ""  # QuickBooks: Service, NonInventory, Inventory, Group, Category
    account_id: str | None = None  # QuickBooks: income account
    below: str | None = None  # QuickBooks: what the item or category is called that it stands below

    type: ObjectType = field(init=False, repr=False, default=ObjectType.PRODUCT)


class LineKind(StrEnum):
    ITEM = "item"
    TEXT = "text"  # description only; amount 0
    DISCOUNT = "discount"  # an amount taken off the whole invoice; `amount` is positive
    FEE = "fee"  # shipping, gratuity, or a HubSpot fee
    TAX = "tax"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an invoice, or one of its discounts, fees and taxes (`kind`).

    `amount` is net of line discounts, in the invoice's currency, signed as it adds to the total,
    except DISCOUNT, which is positive and taken off. `quantity` and `unit_price` may be absent.
    """

    id: str = ""
    kind: LineKind = LineKind.ITEM
    amount: Decimal = ZERO
    quantity: Decimal | None = None
    unit_price: Decimal | None = None  # HubSpot: before discount
    discount: Decimal = ZERO  # HubSpot: total taken off this line
    product_id: str | None = None  # hs_product_id / ItemRef
    sku: str | None = None
    name: str | None = None
    description: str | None = None
    percent: Decimal | None = None  # of a discount, fee or tax given in percent
    key: str | None = None  # our mark on a HubSpot line
    recode: Mapping[str, str] = field(default_factory=dict)  # QuickBooks: class, account, service date … (A7)


class InvoiceStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    PAID = "paid"
    VOIDED = "voided"


@dataclass(frozen=True, kw_only=True)
class Invoice(Record):
    number: str | None = None
    status: InvoiceStatus = InvoiceStatus.OPEN
    date: dt.date | None = None
    due_date: dt.date | None = None
    currency: str = ""
    total: Decimal = ZERO
    balance: Decimal = ZERO
    tax: Decimal = ZERO
    lines: tuple[Line, ...] = ()  # items and texts, in order
    adjustments: tuple[Line, ...] = ()  # discounts, fees, taxes
    contact_ids: tuple[str, ...] | None = None  # HubSpot; None: not read this time
    billing_contact_ids: tuple[str, ...] = ()  # those labelled as billing contact (A2)
    customer_id: str | None = None  # QuickBooks
    customer_name: str | None = None
    billable: bool = True  # HubSpot; false is a mirror
    source: str | None = None  # HubSpot: value of hs_invoice_source
    payment_ids: tuple[str, ...] = ()  # QuickBooks: LinkedTxn of type Payment
    linked: tuple[tuple[str, str], ...] = ()  # QuickBooks: every LinkedTxn as (type, id)
    deposit: Decimal = ZERO  # QuickBooks: the Deposit field
    modified: str | None = None  # changed-by marker, shown only

    type: ObjectType = field(init=False, repr=False, default=ObjectType.INVOICE)

    @property
    def paid(self) -> Decimal:
        """Of a void one nothing: HubSpot keeps its total and shows no balance."""
        return ZERO if self.status is InvoiceStatus.VOIDED else self.total - self.balance


# HubSpot's words for money that did not stay (A28).
BOUNCED = frozenset({"failed", "disputed_lost"})
REFUNDED = frozenset({"refunded", "partially_refunded", "processing_refund"})


@dataclass(frozen=True, kw_only=True)
class Payment(Record):
    """A HubSpot payment, or one application of a QuickBooks payment (A25; id `payment/invoice`)."""

    amount: Decimal = ZERO  # HubSpot: the payment's; QuickBooks: what is applied to this invoice
    total: Decimal = ZERO  # QuickBooks: the payment's whole amount
    unapplied: Decimal = ZERO
    credit: Decimal = ZERO  # QuickBooks: credit memos and the like that the whole payment applies with its money (A30)
    date: dt.date | None = None
    currency: str = ""
    method: str | None = None  # HubSpot option value / QuickBooks PaymentMethodRef value
    reference: str | None = None
    status: str = "succeeded"  # HubSpot's words; QuickBooks: succeeded or voided
    refunded: Decimal = ZERO
    invoice_ids: tuple[str, ...] = ()  # HubSpot may name several, QuickBooks exactly one
    customer_id: str | None = None
    deposited: bool = False  # QuickBooks: stands in a bank deposit
    note: str | None = None  # QuickBooks private note, where our mark stands
    kind: str = "payment"  # QuickBooks: payment, credit (credit memo applied), journal, deposit …
    processor: str | None = None  # HubSpot: hs_payments, byo_stripe, none …

    @property
    def kept(self) -> Decimal:
        """HubSpot: what counts of it once a part was refunded. Of a part of a payment (A25) it tells no refund."""
        whole = "/" not in self.id
        return self.amount - self.refunded if whole and self.status == "partially_refunded" else self.amount

    def kept_as(self, quickbooks: Payment) -> bool:
        """HubSpot: a part of it was refunded, and QuickBooks has exactly the rest, on this invoice or left unapplied."""
        return 0 < self.kept < self.amount and self.kept == quickbooks.amount + quickbooks.unapplied

    @property
    def on_others(self) -> Decimal:
        """QuickBooks: what other invoices have of its money and its credit. A void would take that off them too."""
        return self.total + self.credit - self.unapplied - self.amount

    type: ObjectType = field(init=False, repr=False, default=ObjectType.PAYMENT)
