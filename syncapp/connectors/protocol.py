"""What a system must offer the engine. Only `engine/access/wiring.py` knows which class answers.

A pass makes one connector per side. What the connector has read in this pass (a list page, a search hit, a
change-data answer) it keeps and does not ask again: `read` takes such a record from there once. HubSpot's search
hits are the exception: its index may show a record as it was before our own last write, so hits only notice.
No method writes except `send`; no method touches a database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Protocol

from syncapp.core.records import Contact, Line, Product, Record
from syncapp.core.schema import FieldSpec
from syncapp.core.values import ObjectType, Side, Value
from syncapp.core.writes import Write

__all__ = [
    "LONGEST_WAIT",
    "Account",
    "Budget",
    "Changes",
    "Holder",
    "ListEntry",
    "Outcome",
    "PreparedCall",
    "Problem",
    "System",
    "TokenStore",
    "Write",
]


class TokenStore(Protocol):
    """Where a connection's tokens live. `fresh` refreshes once, under a lease of its own, whoever asks."""

    def access_token(self, *, lately: bool = False) -> str:
        """As it stands now, or as it stood some seconds ago: enough for reading, which a spent token only delays."""

    def fresh(self, stale: str) -> str:
        """A token other than `stale`: another worker's, or a refreshed one. Raises ConnectionExpired."""


LONGEST_WAIT = (
    10.0  # seconds that a call may wait for a vendor that wants quiet; a longer wait ends the run with a due time
)


class Budget(Protocol):
    """Calls that the account still allows."""

    def spend(self, *, kind: str) -> None:
        """Before each call; `kind` is read, write, search or batch. May wait for a window of the vendor's to open again;
        raises LimitReached with a due time while the vendor wants quiet for longer than LONGEST_WAIT."""

    def exhausted(self, *, kind: str, seconds: float, code: str) -> None:
        """The vendor said 429: nobody calls for that long; `code` says why in our words."""


@dataclass(frozen=True)
class Account:
    """Who is connected, as the vendor says it now."""

    id: str  # portal id / realm id
    name: str
    currency: str
    country: str
    timezone: str
    currencies: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    # HubSpot: {"payments": bool|None, "ui_domain": …}; QuickBooks: {"close_date": iso|None, "custom_numbers": bool,
    # "multicurrency": bool, "revenue_recognition": bool, "sales_tax": bool, "automated_tax": bool, "discounts": bool …}
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ListEntry:
    """An entry of one of the account's lists: an account, a term, a payment method, a class, a property option."""

    id: str
    name: str
    kind: str = ""  # account subtype, method type
    group: str = ""  # account type
    active: bool = True


@dataclass(frozen=True)
class Changes:
    """What a poll noticed. The cursor is opaque to the engine and stored with the noticed ids."""

    seen: Sequence[tuple[ObjectType, str, str]]  # type, id, version
    gone: Sequence[tuple[ObjectType, str]]
    cursor: Mapping[str, Any]
    complete: bool = True  # false: an overflow hid deletions; verify is due


@dataclass(frozen=True)
class PreparedCall:
    """One HTTP write, ready to be stored and sent. Everything is JSON-able; `items` suffices to interpret the answer."""

    side: Side
    method: str
    path: str  # below the API base, without requestid
    body: Any
    items: tuple[Mapping[str, Any], ...]  # per write, in order: entity, action, id, key, trace …
    deadline_seconds: int = 30


@dataclass(frozen=True)
class Problem:
    """A refusal in our words' code and theirs. `params` fill the catalogue's sentences."""

    code: str
    vendor_text: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of one write of a call."""

    id: str | None = None
    version: str | None = None
    record: Record | None = None  # QuickBooks: the whole object as stored; HubSpot: what the answer told
    told: frozenset[str] = frozenset()  # HubSpot: names of `record.values` that the answer contained
    problem: Problem | None = None
    unknown: bool = False  # this item's answer is missing: treat as a lost answer


Adjustments = Mapping[str, Sequence[Line]]
NO_ADJUSTMENTS: Adjustments = MappingProxyType({})


class System(Protocol):
    side: Side
    calls: Mapping[str, int]  # read, write, auth made so far

    @property
    def saved(self) -> int:
        """Calls that were not made so far, because batches carried several records or questions each."""

    # what the account is
    def account(self) -> Account: ...
    def fields(self, object_type: ObjectType) -> tuple[FieldSpec, ...]: ...
    def lists(self) -> Mapping[str, tuple[ListEntry, ...]]:
        """accounts, terms, methods, classes, departments, custom_item, some items …; HubSpot: methods, sources (option lists by property), and
        unmarked: the objects on which our own property is not as it must be."""

    def server_time(self) -> datetime:
        """The vendor's clock, from the last answer's Date header."""

    # noticing and reading
    def everything(self, object_type: ObjectType) -> Iterator[list[tuple[str, str]]]:
        """Pages of (id, version) of all living records of a type; the records themselves are kept for `read`."""

    def start_cursor(self) -> Mapping[str, Any]:
        """A cursor from which nothing that happens after this call is missed. Ask before `everything`."""

    def changes(self, cursor: Mapping[str, Any], line_owner: Mapping[str, str]) -> Changes:
        """What changed since the cursor. `line_owner`: invoice by known HubSpot line id, so that a changed line needs no question."""

    def archived(self, object_type: ObjectType) -> list[str]:
        """Ids of deleted records, as far as a few pages tell. QuickBooks: none, its change data tells them."""

    def read(
        self,
        object_type: ObjectType,
        ids: Sequence[str],
        *,
        whole: bool = True,
        adjustments: Adjustments = NO_ADJUSTMENTS,
    ) -> list[Record]:
        """The records that exist; a missing id is gone. `whole=False`: a linked invoice, whose contacts and
        adjustments are not asked unless its total differs from its lines with its known `adjustments`, by id."""

    def applications(self, payments: Sequence[str]) -> list[str]:
        """The ids under which `read` knows these payments: QuickBooks' payments are read as applications (A25)."""

    def dated(self, object_type: ObjectType, first: date, last: date) -> list[Record]:
        """The living invoices or payments of these days by their own date, drafts and void ones too; payments as `read`
        knows them. Of an invoice the money is whole, but lines may not have been read; nothing of it is kept."""

    def past(self, object_type: ObjectType, name: str, moment: datetime, ids: Sequence[str]) -> dict[str, Value]:
        """What this field of these records held at that moment of the vendor's clock, as far as it tells. QuickBooks:
        nothing, it keeps no past of a field."""

    # questions before a write
    def by_key(self, object_type: ObjectType, keys: Sequence[str]) -> dict[str, Record]:
        """HubSpot: copies by our mark (never by search). QuickBooks: empty."""

    def numbers(self, numbers: Sequence[str]) -> dict[str, list[Holder]]:
        """Who holds these document numbers (A18): QuickBooks over invoices, credit memos, sales and refund receipts."""

    def having(self, object_type: ObjectType, text: str) -> list[Contact | Product]:
        """For a person who asks: contacts and customers with this address, products and items with this SKU. Of other types none."""

    def names(self, names: Sequence[str]) -> dict[str, list[Holder]]:
        """Who holds these display names: QuickBooks over customers, vendors, employees, inactive included (by `values.name_key`)."""

    # writing
    def prepare(self, writes: Sequence[Write]) -> list[PreparedCall]:
        """Full batches, in order; pure. A write is in exactly one call; `items[i]["write"]` is its index in `writes`."""

    def send(self, call: PreparedCall, request_id: str) -> Any:
        """Send once and return the parsed answer. Raises connectors.errors: LostAnswer (may have happened), or
        NotSent (certainly has not: refused as a whole, limit, connection) with its Problem."""

    def interpret(self, items: Sequence[Mapping[str, Any]], answer: Any) -> list[Outcome]:
        """One outcome per item, in their order; pure."""


@dataclass(frozen=True)
class Holder:
    """Who holds a number or a name."""

    id: str
    kind: str  # Invoice, CreditMemo, Customer, Vendor, Employee …
    label: str = ""
    date: str = ""
    amount: str = ""
    currency: str = ""
    active: bool = True
    record: Record | None = None  # the invoice or customer itself where it can be linked
