"""What the checklist goes by, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from syncapp.core.values import Side

HUBSPOT_SCOPES = (
    "oauth",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.objects.companies.read",
    "crm.objects.products.read",
    "crm.objects.products.write",
    "crm.objects.line_items.read",
    "crm.objects.line_items.write",
    "crm.objects.invoices.read",
    "crm.objects.invoices.write",
    "crm.objects.commercepayments.read",
    "crm.objects.commercepayments.write",
    "crm.schemas.contacts.write",
    "crm.schemas.line_items.write",
    "crm.schemas.invoices.write",
    "crm.schemas.commercepayments.write",
)


class Level(StrEnum):
    FINE = "fine"
    ADVISABLE = "advisable"
    BLOCKING = "blocking"


@dataclass(frozen=True)
class Chosen:
    """An account that the set-up names: what for, what it is called, and why it cannot be used (empty where it can)."""

    use: str
    name: str
    why_not: str = ""


@dataclass(frozen=True)
class CustomItem:
    """“Custom Line Item” as it stands in QuickBooks (A22)."""

    active: bool
    kind: str
    account: str  # the name of its income account
    on_chosen_account: bool


@dataclass(frozen=True)
class Known:
    """What is known of the records by now."""

    same_sku: int = 0  # products that share a SKU
    same_email: int = 0  # contacts and customers that share an address
    same_number: int = 0  # invoices whose number another document has
    workflow: int = 0  # invoices held, because a payment of them belongs to another one (A32)
    other_sync: int | None = None  # HubSpot invoices that another sync brought in; None: no invoice was read yet
    other_sync_last: date | None = None  # the date of the newest of them


@dataclass(frozen=True)
class Facts:
    """`hubspot`, `quickbooks`: the accounts' settings as the catalog has them, empty where they were not read.

    `None` in place of a list means that nobody has looked.
    """

    hubspot: Mapping[str, Any] = field(default_factory=dict)
    quickbooks: Mapping[str, Any] = field(default_factory=dict)
    scopes: Sequence[str] = ()  # HubSpot's; empty: it does not tell
    edition: str = ""  # HubSpot's, as the owner has stated it
    sources: Sequence[str] | None = None  # what “Invoice source” may be in HubSpot, as people see it
    unmarked: Sequence[str] | None = None  # HubSpot's objects that lack our property
    custom_item: CustomItem | None = None  # None: there is none yet
    terms: int | None = None  # active ones of the company

    outbound: bool = True  # invoices go to QuickBooks, or would
    service_dates: bool = False  # lines that go out get one (B26)
    on: frozenset[str] = frozenset()  # the objects whose sync is turned on
    started: date | None = None  # when the invoice sync was turned on first
    zone: str = ""  # in which days are read
    protected: date | None = None  # our own date, not the company's
    chosen: Sequence[Chosen] = ()
    mapped: frozenset[str] = frozenset()  # QuickBooks' fields of invoices that a mapping names
    lost_fields: Sequence[str] = ()  # mapped fields that an account no longer has
    added: int = 0  # mappings that a person has added
    shown_only: bool = False  # reductions that are not cash do not cross (A30)
    known: Known | None = None  # None: no record was read yet

    now: datetime | None = None
    ends: Mapping[Side, datetime | None] = field(default_factory=dict)  # of the sign-in, by connected side
    heard: Mapping[Side, datetime | None] = field(default_factory=dict)  # the last announcement, by connected side
    polled_every: int = 5  # minutes

    @property
    def company(self) -> str:
        return str(self.quickbooks.get("name") or "This company")


@dataclass(frozen=True)
class Finding:
    code: str
    level: str
    sentence: str
    where: str = ""  # the exact place to change it
    advice: str = ""  # what is advised, and what happens otherwise
    side: str = ""  # whose account it is about; empty: both together, or the set-up
    page: str = ""  # that place in the vendor's own pages, below their address; `{portal}` is HubSpot's account
    ours: str = ""  # or one of our pages, by the name of its address
    note: bool = False  # it concerns only some, and no API tells whom


def listed(names: Sequence[str], word: str = "and") -> str:
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last


def fine(code: str, sentence: str, side: str = "") -> Finding:
    return Finding(code, Level.FINE, sentence, side=side)
