"""What is known of a payment and of its invoice when it is decided about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.lines import figure
from syncapp.core.plan import Decision, Situation
from syncapp.core.records import Payment
from syncapp.core.values import Side


@dataclass(frozen=True, kw_only=True)
class PaidInvoice:
    """The invoice that a payment belongs to, as far as it is known on both sides."""

    record: int | None = None
    label: str = ""
    linked: bool = False
    copy: bool = False  # made in QuickBooks, a mirror in HubSpot
    stopped: bool = False  # linked, and out of the filter (A14) or left out by a person: its payments rest with it
    excluded: bool = False  # it never crosses, so its payments do not either
    settled: bool = True  # false: its lines or total are in dispute, its payments wait
    hubspot_id: str | None = None
    quickbooks_id: str | None = None
    customer_id: str | None = None
    currency: str = ""
    hubspot_balance: Decimal | None = None
    quickbooks_balance: Decimal | None = None


@dataclass(frozen=True)
class Methods:
    """A27. What has no counterpart is in neither map: left blank in QuickBooks, other in HubSpot."""

    there: Mapping[str, str] = field(default_factory=dict)  # HubSpot option value → QuickBooks method id
    back: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # what HubSpot calls its own


@dataclass(frozen=True, kw_only=True)
class Share:
    """Another part of the same HubSpot payment, which does not stand in QuickBooks yet (A25)."""

    record: int
    label: str
    amount: Decimal
    invoice: PaidInvoice | None  # None: nothing can be said for it now
    writing: bool = False  # it may be there, though no answer has told


@dataclass(frozen=True, kw_only=True)
class Misapplied:
    """What an invoice of QuickBooks has of a HubSpot payment that is on another one alone in HubSpot (A29)."""

    invoice: str  # its id there
    label: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class PaymentSituation(Situation):
    invoice: PaidInvoice | None = None
    several: bool = False  # HubSpot: on several invoices, of which it tells no amounts (A25)
    divided: Mapping[str, Decimal] | None = None  # and how a person has divided it, by the invoice's id there
    part: bool = False  # this is one part of such a payment
    ahead: tuple[Share, ...] = ()  # its other parts: the first that can go goes for all
    behind: tuple[Share, ...] = ()
    joins: Payment | None = None  # the payment that QuickBooks has of the other parts, or of what is to be put back
    strays: Payment | None = None  # HubSpot's payment that this application of QuickBooks was made of, and taken off
    # All that other invoices have of it there, if none of that stands in HubSpot.
    misapplied: tuple[Misapplied, ...] = ()
    dropped: bool = False  # divided otherwise since: this part is none any more
    # Credit of QuickBooks' payment that is only shown, and not in its amount here; None where that is not told (A30).
    shown: Decimal | None = Decimal(0)
    methods: Methods = field(default_factory=Methods)
    mark: str = ""  # "HubSpot <portal>:<id>", for the private note


def amount_in_words(payment: Payment, amount: Decimal | None = None) -> str:
    """An amount of this payment, for people."""
    return figure(payment.amount if amount is None else amount, payment.currency)


def others_have(situation: PaymentSituation, quickbooks: Payment) -> Decimal:
    """What its money, and the credit that counts as money here, pay of other invoices than this one."""
    return quickbooks.on_others - (situation.shown or Decimal(0))


def pays_others_of_it(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> bool:
    """Other invoices are paid there out of HubSpot's money, not with money that a bookkeeper has added to it (A25).

    No sum can then be written for this one invoice that would not make money up.
    """
    own = situation.base.hubspot.values.get("amount")
    added = quickbooks.total - (own if isinstance(own, Decimal) else hubspot.amount)
    return not situation.part and others_have(situation, quickbooks) > max(added, Decimal(0))


def others_have_of_it(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> bool:
    """The same of a part too: with its amount put back, more would be applied than there is of the payment."""
    if situation.part:
        return quickbooks.total - quickbooks.unapplied - quickbooks.amount + hubspot.amount > hubspot.total
    return pays_others_of_it(situation, hubspot, quickbooks)


def in_deposit(quickbooks: Payment) -> Decision:
    """A28: what was taken to the bank is never edited."""
    return plan.failing(Failure("payment_in_deposit", {"date": str(quickbooks.date)}))


def kept_there(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """Why QuickBooks' payment does not follow HubSpot's: the direction, a bank deposit or a protected period."""
    if not situation.rules.direction.reaches(Side.QUICKBOOKS):
        return plan.settled()
    if quickbooks.deposited:
        return in_deposit(quickbooks)
    return plan.parked_by(situation.rules, "update", quickbooks.date, hubspot.date)
