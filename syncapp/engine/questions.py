"""All reading during a pass goes through here: what is on the shelf is not asked again.

Where a page asks about one record, it is decided inside a transaction that is rolled back, and nothing may wait for a
vendor in there: what is missing is noted as wanted, fetched outside, and it is decided once more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from syncapp.connectors.protocol import Holder, System
from syncapp.core.records import Contact, Invoice, Line, Payment, Product, Record
from syncapp.core.values import ObjectType, Pair, Side, Value, name_key, sku_key
from syncapp.engine.payments.parts import Divisions, part_of, whole_of

AT_ONCE = 3000  # are read, so that whoever waits sees it go on; a multiple of every batch of either vendor
DEPOSIT = "deposit/"  # id of what stands in the Deposit field: deposit/<invoice>
T = TypeVar("T")
Wanted = tuple[str, Side, str, str]  # what, side, object type, id or number or name
Told = Callable[[Side, ObjectType, int, int], None]


def deposit_of(invoice: Invoice) -> Payment:
    """What stands in the Deposit field of a QuickBooks invoice, as the payment that it is told as (A30)."""
    return Payment(
        side=Side.QUICKBOOKS,
        id=f"{DEPOSIT}{invoice.id}",
        version=invoice.version,
        amount=invoice.deposit,
        total=invoice.deposit,
        date=invoice.date,
        currency=invoice.currency,
        reference="Deposit",
        invoice_ids=(invoice.id,),
        customer_id=invoice.customer_id,
        kind="deposit",
    )


@dataclass
class Questions:
    systems: Pair[System]
    shelf: dict[tuple[Side, ObjectType, str], Record]
    missing: set[tuple[Side, ObjectType, str]] = field(default_factory=set)  # asked for and not there: gone
    held: dict[tuple[str, Side, str], list[Any]] = field(default_factory=dict)
    adjustments: dict[str, Sequence[Line]] = field(default_factory=dict)  # of linked HubSpot invoices, from their bases
    divided: Callable[[Collection[str]], Divisions] = lambda payments: {}  # how people have divided these payments
    told: Told = lambda side, object_type, done, of: None  # how many of those that are being read are
    keep: bool = False  # what was answered is not asked again: nothing is written by it
    offline: bool = False
    wanted: set[Wanted] = field(default_factory=set)

    def read(self, side: Side, object_type: ObjectType, ids: Iterable[str], *, whole: bool = True) -> None:
        """Put these records on the shelf; those that do not exist are remembered as missing."""
        unread = [
            one
            for one in dict.fromkeys(ids)
            if (side, object_type, one) not in self.shelf and (side, object_type, one) not in self.missing
        ]
        if not unread:
            return
        if self.offline:
            self.wanted |= {("read" if whole else "read linked", side, object_type.value, one) for one in unread}
            return
        deposits = [one for one in unread if object_type is ObjectType.PAYMENT and one.startswith(DEPOSIT)]
        self._read_deposits(deposits)
        of_many = [one for one in unread if (side, object_type) == (Side.HUBSPOT, ObjectType.PAYMENT) and "/" in one]
        self._read_parts(of_many)
        asked = [one for one in unread if one not in deposits and one not in of_many]
        for start in range(0, len(asked), AT_ONCE):
            self.told(side, object_type, start, len(asked))
            for record in self._asked(side, object_type, asked[start : start + AT_ONCE], whole):
                self.shelf[side, object_type, record.id] = record
        self.told(side, object_type, len(asked), len(asked))
        found = {one for one in unread if (side, object_type, one) in self.shelf}
        self.missing |= {(side, object_type, one) for one in unread if one not in found}

    def _asked(self, side: Side, object_type: ObjectType, ids: list[str], whole: bool) -> list[Record]:
        return self.systems[side].read(object_type, ids, whole=whole, adjustments=self.adjustments) if ids else []

    def _read_deposits(self, ids: list[str]) -> None:
        """A30: the Deposit field of a QuickBooks invoice lowers its balance as a payment does, and is told as one."""
        self.read(Side.QUICKBOOKS, ObjectType.INVOICE, [one.removeprefix(DEPOSIT) for one in ids], whole=False)
        for one in ids:
            invoice = self.shelf.get((Side.QUICKBOOKS, ObjectType.INVOICE, one.removeprefix(DEPOSIT)))
            if isinstance(invoice, Invoice) and invoice.deposit > 0:
                self.shelf[Side.QUICKBOOKS, ObjectType.PAYMENT, one] = deposit_of(invoice)

    def _read_parts(self, ids: list[str]) -> None:
        """A25: a HubSpot payment on several invoices is read as the parts that a person has made of it."""
        wholes = list(dict.fromkeys(map(whole_of, ids)))
        self.read(Side.HUBSPOT, ObjectType.PAYMENT, wholes)
        amounts = self.divided(wholes) if ids else {}
        for one in ids:
            whole = self.shelf.get((Side.HUBSPOT, ObjectType.PAYMENT, whole_of(one)))
            invoice = one.partition("/")[2]
            amount = amounts.get(whole_of(one), {}).get(invoice)
            if isinstance(whole, Payment) and amount:
                self.shelf[Side.HUBSPOT, ObjectType.PAYMENT, one] = part_of(whole, invoice, amount)

    def numbers(self, side: Side, numbers: Sequence[str]) -> dict[str, list[Holder]]:
        return self._ask("numbers", side, numbers, self.systems[side].numbers)

    def names(self, side: Side, names: Sequence[str]) -> dict[str, list[Holder]]:
        return self._ask("names", side, names, self.systems[side].names)

    def items(self, names: Sequence[str]) -> list[Product]:
        """QuickBooks' items of these names, inactive ones too."""
        found = self._ask("items", Side.QUICKBOOKS, names, self._items)
        return [item for some in found.values() for item in some]

    def skus(self, skus: Sequence[str]) -> dict[str, list[Product]]:
        """QuickBooks' items of each of these SKUs, inactive ones too."""
        return self._ask("skus", Side.QUICKBOOKS, skus, self._skus)

    def _skus(self, skus: Sequence[str]) -> dict[str, list[Product]]:
        told = self.systems.quickbooks.items_by_sku(skus)  # type: ignore[attr-defined]
        return {sku: told.get(sku_key(sku) or "", []) for sku in skus}

    def _items(self, names: Sequence[str]) -> dict[str, list[Product]]:
        told = self.systems.quickbooks.items_by_name(names)  # type: ignore[attr-defined]
        return {name: told.get(name_key(name) or "", []) for name in names}

    def customers(self, emails: Sequence[str]) -> dict[str, list[Contact]]:
        """QuickBooks' active customers by each of these addresses."""
        return self._ask("customers", Side.QUICKBOOKS, emails, self.systems.quickbooks.customers_by_email)  # type: ignore[attr-defined]

    def past(
        self, side: Side, object_type: ObjectType, name: str, moment: datetime, ids: Iterable[str]
    ) -> dict[str, Value]:
        """What this field of these records held then, of those of which the vendor tells it."""
        told = self._ask(
            f"past {object_type} {moment.isoformat()} {name}",
            side,
            sorted(ids),
            self._past(side, object_type, name, moment),
        )
        return {key: values[0] for key, values in told.items() if values}

    def _past(
        self, side: Side, object_type: ObjectType, name: str, moment: datetime
    ) -> Callable[[Sequence[str]], dict[str, list[Value]]]:
        system = self.systems[side]
        return lambda ids: {one: [value] for one, value in system.past(object_type, name, moment, ids).items()}

    def _ask(
        self, what: str, side: Side, keys: Sequence[str], ask: Callable[[Sequence[str]], dict[str, list[T]]]
    ) -> dict[str, list[T]]:
        if self.offline:
            self.wanted |= {(what, side, "", key) for key in keys if (what, side, key) not in self.held}
            return {key: self.held.get((what, side, key), []) for key in keys}
        fresh = [key for key in dict.fromkeys(keys) if not (self.keep and (what, side, key) in self.held)]
        answers = ask(fresh) if fresh else {}
        for key in fresh:
            self.held[what, side, key] = answers.get(key, [])
        return {key: self.held[what, side, key] for key in keys}

    def fetch_wanted(self) -> bool:
        """Fetch outside the transaction what was missing; false if nothing was."""
        wanted, self.wanted, self.offline = self.wanted, set(), False
        keys: dict[tuple[str, Side, str], list[str]] = {}
        for what, side, object_type, key in sorted(wanted):
            keys.setdefault((what, side, object_type), []).append(key)
        for (what, side, object_type), mine in keys.items():
            self._fetch(what, side, object_type, mine)
        return bool(wanted)

    def _fetch(self, what: str, side: Side, object_type: str, keys: list[str]) -> None:
        if what.startswith("read"):
            self.read(side, ObjectType(object_type), keys, whole=what == "read")
        elif what == "items":
            self.items(keys)
        elif what == "customers":
            self.customers(keys)
        elif what == "skus":
            self.skus(keys)
        elif what.startswith("past "):
            _, of, moment, name = what.split(" ", 3)
            self.past(side, ObjectType(of), name, datetime.fromisoformat(moment), keys)
        else:
            ask = self.numbers if what == "numbers" else self.names
            ask(side, [key for key in keys if (what, side, key) not in self.held])
