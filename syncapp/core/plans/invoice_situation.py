"""What has to be known of an invoice and its surroundings before anything is planned for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from syncapp.core.errors import Failure
from syncapp.core.lines import in_the_price
from syncapp.core.plan import Approval, Situation
from syncapp.core.records import Line


@dataclass(frozen=True)
class Party:
    """The other side's customer or contact of an invoice: its id, or why there is none yet."""

    id: str | None = None
    label: str = ""
    record: int | None = None  # waits for this record
    failure: Failure | None = None
    currency: str | None = None  # a customer's


@dataclass(frozen=True, kw_only=True)
class InvoiceSituation(Situation):
    party: Party = Party()
    item_of: Callable[[Line], str | Failure] = lambda line: Failure("ambiguous_sku")
    discount_item: Callable[[Line], str | Failure | None] = in_the_price
    product_of: Callable[[Line], str | None] = lambda line: None
    floor: Mapping[str, str] | None = None  # fingerprint at turn-on; None: made after it
    approved: Approval | None = None
    payments_travel: bool = True
    unsettled: tuple[int, str] | None = None  # a payment of this invoice that is not in sync: record, label
    following: tuple[int, str] | None = None  # one of QuickBooks whose change is still to follow to HubSpot
    removed_payment: bool = False  # a payment entered in HubSpot was removed in QuickBooks (S3)
    workflow_duplicate: str | None = None  # label of the synced invoice that a payment of this one belongs to (A32)
    custom_item: str | None = None  # id of "Custom Line Item" (A22)
    made_items: Mapping[str, tuple[str, bool]] = field(
        default_factory=dict
    )  # by id: what lines without an item stand on (B28): its name, and whether the sync made it
    customer_moved: bool = False  # in QuickBooks, to somebody who is not billed through the same contact
    contact_moved: bool = False  # in HubSpot, to somebody who is not billed through QuickBooks' customer
    shown_only: Decimal = Decimal(0)  # reductions in QuickBooks that do not cross by the person's choice (A30)
    given_back: Decimal = Decimal(0)  # refunds in HubSpot that a person has booked in QuickBooks by hand (A28)
    # What HubSpot counts less of divided payments here, and more elsewhere (A25).
    counted_otherwise: Decimal = Decimal(0)
    ignored: Decimal = Decimal(0)  # what QuickBooks counts more of payments that a person ignores
    ignored_payments: str = ""  # which those are, for people
    uneven: Decimal = Decimal(0)  # what HubSpot counts more of settled payments than QuickBooks has applied
    uneven_payments: str = ""  # and which those are
    just_written: bool = False  # QuickBooks has accepted our lines in this pass: what it made of them is its base
