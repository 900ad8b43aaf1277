"""Who is who on the other side: one, nobody or several, each with its reason; never a guess.

Stored ids and our mark come before these rules (S15). Whoever is linked already is still found here:
what that means, an alias (A1) or a shared address (A2), is for the caller, who knows the links.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from syncapp.core.lines import figure
from syncapp.core.new_items import NEVER_SOLD
from syncapp.core.records import BOUNCED, Contact, Invoice, InvoiceStatus, Payment, Product, Record
from syncapp.core.values import Side, number_key, sku_key

R = TypeVar("R", bound=Record)
DAYS_APART = 3  # A29


@dataclass(frozen=True)
class One(Generic[R]):
    """Certainly this one. `alias`: only billed through it; another record has the fields (A1, A2)."""

    record: R
    why: str
    alias: bool = False


@dataclass(frozen=True)
class Nobody(Generic[R]):
    """None. `near` fit but for what `why` says: inactive ones, or other documents of that number."""

    why: str
    near: tuple[R, ...] = ()


@dataclass(frozen=True)
class Several(Generic[R]):
    """More than one could be meant; `records` are those between which a person chooses, of either side."""

    records: tuple[R, ...]
    why: str


Verdict = One[R] | Nobody[R] | Several[R]


class Addresses:
    """The contacts or customers of one side, by address (S12)."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._by_id = {contact.id: contact for contact in contacts}
        self._by_address: dict[str, list[Contact]] = {}
        for contact in self._by_id.values():
            for email in contact.emails:
                self._by_address.setdefault(email, []).append(contact)

    def payer(self, contact: Contact) -> Contact:
        """Whose address is asked for: a sub-customer without one of its own, none or its parent's, has its parent's (A2)."""
        seen, at = {contact.id}, contact
        while (parent := self._parent(at)) is not None:
            if parent.id in seen:
                return contact  # parents in a ring: nobody is above
            seen.add(parent.id)
            at = parent
        return at

    def _parent(self, contact: Contact) -> Contact | None:
        parent = self._by_id.get(contact.parent_id or "")
        if parent is None or not parent.active:
            return None
        return parent if set(contact.emails) <= set(parent.emails) else None

    def holders(self, emails: Iterable[str]) -> tuple[Contact, ...]:
        """Who has one of these addresses as its own, inactive ones too; in the order of the addresses."""
        found = {one.id: one for email in emails for one in self._by_address.get(email, ())}
        return tuple(one for one in found.values() if self.payer(one) is one)


def match_contact(contact: Contact, mine: Addresses, theirs: Addresses) -> Verdict[Contact]:
    """The customer of a HubSpot contact or the contact of a customer, by address; `mine` holds `contact` (S12, A2)."""
    asked = mine.payer(contact)
    if not contact.active:
        return Nobody("An inactive customer is never matched.")
    if not asked.emails:
        return Nobody("It has no email address.")
    by_side = _customer_of if contact.side is Side.HUBSPOT else _contact_of
    verdict = by_side(asked, mine, theirs)
    if isinstance(verdict, One) and asked is not contact:
        why = f"It has no address of its own and is billed through {asked.display_name or asked.id}."
        return One(verdict.record, why, alias=True)
    return verdict


def _customer_of(contact: Contact, mine: Addresses, theirs: Addresses) -> Verdict[Contact]:
    holders = theirs.holders(contact.emails)
    active = tuple(one for one in holders if one.active)
    if not active:
        return Nobody(*_none(contact, holders))
    if len(active) > 1:
        return Several(active, f"Several customers have the address {_shared(contact, active)}.")
    (customer,) = active
    first = _first_holders(customer, mine)
    # Any address of the customer's field counts, and the contact with the first one has the fields (A1).
    alias = bool(first) and contact.id not in {one.id for one in first}
    return One(customer, f"The customer has the address {_common(contact, customer)}.", alias=alias)


def _contact_of(customer: Contact, mine: Addresses, theirs: Addresses) -> Verdict[Contact]:
    first = _first_holders(customer, theirs)
    if not first:
        return Nobody(*_none(customer, theirs.holders(customer.emails)))
    if len(first) > 1:
        return Several(first, f"Several contacts have the address {_shared(customer, first)}.")
    (contact,) = first
    rivals = tuple(one for one in mine.holders(contact.emails) if one.active)
    if len(rivals) > 1:
        return Several(rivals, f"Several customers have the address {_shared(contact, rivals)}.")
    return One(contact, f"The contact has the address {_common(customer, contact)}.")


def _first_holders(customer: Contact, contacts: Addresses) -> tuple[Contact, ...]:
    """The contacts that hold the first of the customer's addresses that any contact holds."""
    found = (tuple(one for one in contacts.holders([email]) if one.active) for email in customer.emails)
    return next((holders for holders in found if holders), ())


def _none(contact: Contact, holders: tuple[Contact, ...]) -> tuple[str, tuple[Contact, ...]]:
    what = "is inactive" if holders else "is not known"
    return f"Whoever has the address {contact.emails[0]} {what} in {contact.side.other.label}.", holders


def _common(one: Contact, other: Contact) -> str:
    return next((email for email in one.emails if email in other.emails), "")


def _shared(contact: Contact, others: Iterable[Contact]) -> str:
    return ", ".join(dict.fromkeys(_common(contact, one) for one in others))


class Skus:
    """The products or items of one side, by SKU without case and outer blanks (S10, F81)."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._by_sku: dict[str, list[Product]] = {}
        for product in products:
            key = sku_key(product.sku)
            if key and product.kind not in NEVER_SOLD:
                self._by_sku.setdefault(key, []).append(product)

    def active(self, sku: str | None) -> tuple[Product, ...]:
        return tuple(one for one in self._by_sku.get(sku_key(sku) or "", ()) if one.active)

    def inactive(self, sku: str | None) -> tuple[Product, ...]:
        return tuple(one for one in self._by_sku.get(sku_key(sku) or "", ()) if not one.active)


def match_product(product: Product, mine: Skus, theirs: Skus) -> Verdict[Product]:
    """The item of a product or the product of an item, by SKU; twice on either side is several (S10)."""
    sku = product.sku
    if not sku_key(sku):
        return Nobody("It has no SKU.")
    if not product.active or product.kind in NEVER_SOLD:
        return Nobody("An inactive product, a category or a bundle is never matched.")
    twins, found = mine.active(sku), theirs.active(sku)
    for many in (twins, found):
        if len(many) > 1:
            return Several(many, f"Several have the SKU {sku} in {many[0].side.label}.")
    if found:
        return One(found[0], f"Both have the SKU {sku}.")
    inactive = theirs.inactive(sku)
    what = "belongs to an inactive one" if inactive else "is not known"
    return Nobody(f"The SKU {sku} {what} in {product.side.other.label}.", inactive)


def match_invoice(
    invoice: Invoice,
    candidates: Iterable[Invoice],
    same_customer: Callable[[Invoice], bool],
    linked: Collection[str] = (),
    *,
    void_aside: bool = False,
) -> Verdict[Invoice]:
    """The same invoice on the other side: number, customer, currency, total and date, exactly one, unlinked (A5).

    Otherwise nobody; `near` then holds the number (A18). A draft holds none: its number can still change.
    `void_aside`: a person wants the void of one to hold for both (A10).
    """
    number = number_key(invoice.number)
    there = [one for one in candidates if one.status is not InvoiceStatus.DRAFT]
    named = tuple(one for one in there if number and number_key(one.number) == number)
    if not named:
        return Nobody(f"No invoice has the number {invoice.number}." if number else "It has no number.")
    apart = {one.id: unlike(invoice, one, same_customer, void_aside=void_aside) for one in named}
    fitting = tuple(one for one in named if one.id not in linked and not apart[one.id])
    if len(fitting) > 1:
        return Several(fitting, f"Several invoices have the number {invoice.number} and agree in everything.")
    if fitting:
        return One(fitting[0], "Number, customer, currency, total and date agree.")
    reasons = apart[named[0].id] or ("it is linked to another invoice",)
    return Nobody(f"Number {invoice.number} is taken: {'; '.join(reasons)}.", named)


def unlike(
    invoice: Invoice, other: Invoice, same_customer: Callable[[Invoice], bool], *, void_aside: bool = False
) -> tuple[str, ...]:
    """Which of A5's five differ, number aside, in words; QuickBooks zeroes a void, so two voided totals agree (A10).

    What stands is not what is void: a link of the two would carry the void across.
    """
    void = [one for one in (invoice, other) if one.status is InvoiceStatus.VOIDED]
    found = [f"void in {void[0].side.label} alone"] if len(void) == 1 and not void_aside else []
    zeroed = len(void) == 2 or (void_aside and any(one.side is Side.QUICKBOOKS for one in void))
    if not same_customer(other):
        found.append("another customer")
    if invoice.currency != other.currency:
        found.append(f"currency {invoice.currency} and {other.currency}")
    if invoice.total != other.total and not zeroed:
        found.append(f"total {figure(invoice.total, invoice.currency)} and {figure(other.total, other.currency)}")
    if invoice.date is None or invoice.date != other.date:
        found.append(f"date {invoice.date} and {other.date}")
    return tuple(found)


def match_payment(payment: Payment, candidates: Iterable[Payment], balance: Decimal) -> Verdict[Payment]:
    """The same money entered on both sides (A29).

    `candidates` are the unlinked payments of the same invoice on the other side, and `balance` is what that
    invoice still owes there, so a payment above it cannot be another one, unless it may yet fail. Several means held
    for a person: same payment or two.
    """
    near = [one for one in candidates if _could_be(payment, one)]
    if not near:
        return Nobody("No payment of that amount is near in date.")
    agreeing = [one for one in near if _reference(one) and _reference(one) == _reference(payment)]
    if agreeing:
        return _closest(payment, agreeing, "Invoice, amount and reference agree.")
    if payment.amount > balance and payment.status == "succeeded":
        return _closest(payment, near, "Invoice and amount agree, and both together exceed the balance.")
    return Several(tuple(near), "Same invoice, same amount, within 3 days: one payment or two?")


def _could_be(payment: Payment, other: Payment) -> bool:
    return payment.amount == other.amount and near(payment, other)


def near(payment: Payment, other: Payment) -> bool:
    """Of one currency and within 3 days, so that they may be the same money, or one a part of the other (A29).

    What failed in HubSpot, or was given back, is not what QuickBooks has received (A28).
    """
    if payment.status in BOUNCED or payment.status == "refunded":
        return False
    if payment.date is None or other.date is None or other.status != "succeeded":
        return False
    if len({payment.currency, other.currency} - {""}) > 1:
        return False
    return abs((payment.date - other.date).days) <= DAYS_APART


def _reference(payment: Payment) -> str:
    return (payment.reference or "").strip().casefold()


def _closest(payment: Payment, near: Sequence[Payment], why: str) -> Verdict[Payment]:
    """The nearest in date. Those that nothing tells apart are the same money: the first of them."""

    def distance(one: Payment) -> int:
        return abs((payment.date - one.date).days) if payment.date and one.date else DAYS_APART

    least = min(map(distance, near))
    best = sorted((one for one in near if distance(one) == least), key=lambda one: (len(one.id), one.id))
    alike = {(one.date, _reference(one)) for one in best}
    return One(best[0], why) if len(alike) == 1 else Several(tuple(best), why)


def meant_by(verdict: Verdict[R]) -> tuple[R, ...]:
    """Those that are meant; of nobody, none."""
    if isinstance(verdict, Several):
        return verdict.records
    return (verdict.record,) if isinstance(verdict, One) else ()
