"""Both vendors' ledgers of a span of days, read from the vendors themselves and paired by our links (B3).

What is paired is compared as it was read; what is not equal is read once more, both sides of it, with what our records
say by then, because a sync or a person may have been at it meanwhile. Nothing is written and no cursor moves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from syncapp.connectors.protocol import System
from syncapp.core.ledgers import Document, differences, in_ledger, moved
from syncapp.core.periods import Period
from syncapp.core.reconcile import Difference
from syncapp.core.records import Invoice, Payment
from syncapp.core.values import ObjectType, Pair, Side
from syncapp.engine.payments.parts import divisions, part_of
from syncapp.engine.questions import Questions, deposit_of
from syncapp.engine.rows import chunks
from syncapp.storage.models import SyncRecord, Workspace

Ledger = dict[str, Document]
# Of a record, all that a row says of it; its bases are long to read.
FIELDS = (
    "object_type", "hubspot_id", "quickbooks_id", "number", "label", "customer_name", "status", "reason", "params",
    "vendor_text", "remarks", "writing", "next_attempt_at", "last_checked_at", "customer__label", "invoice__number",
    "invoice__customer_name", "waiting_on__label", "waiting_on__number",
    "waiting_on__status", "waiting_on__reason", "waiting_on__params",
)  # fmt: skip


@dataclass
class Entry:
    """One invoice or payment: linked on both sides, or on one side alone. `gone`: the side whose partner is there no more."""

    object_type: ObjectType
    both: dict[Side, Document]
    record: SyncRecord | None = None
    differs: Sequence[Difference] = ()
    gone: Side | None = None
    moving: bool = False  # it changed between two looks at it

    @property
    def whole(self) -> bool:
        return len(self.both) == len(Side)

    @property
    def equal(self) -> bool:
        return self.whole and not self.differs

    @property
    def alone(self) -> tuple[Side, Document]:
        """What stands on one side alone."""
        return next(iter(self.both.items()))

    @property
    def any(self) -> Document:
        return self.both.get(Side.QUICKBOOKS) or self.both[Side.HUBSPOT]


@dataclass
class Ledgers:
    """Reads month by month; `period` is all that is looked at, so that a pair whose sides lie in two months comes once."""

    workspace: Workspace
    systems: Pair[System]
    period: Period
    drafts: int = 0  # of HubSpot, left out
    _invoices: dict[tuple[Side, str], tuple[str, str]] = field(default_factory=dict)  # → number, id in HubSpot

    def invoices(self, month: Period) -> tuple[list[Entry], list[Invoice]]:
        """The second: QuickBooks' own, for what stands in their Deposit field."""
        here, there = (self._dated(side, ObjectType.INVOICE, month) for side in Side)
        self.drafts += sum(not in_ledger(one) for one in here.values())
        own = [one for one in there.values() if isinstance(one, Invoice)]
        return self._entries(ObjectType.INVOICE, month, Pair(here, there)), own

    def payments(self, month: Period, invoices: Iterable[Invoice] = ()) -> list[Entry]:
        here = self._in_parts(self._dated(Side.HUBSPOT, ObjectType.PAYMENT, month))
        there = _applied(self._dated(Side.QUICKBOOKS, ObjectType.PAYMENT, month))
        there |= {one.id: one for one in map(deposit_of, (one for one in invoices if one.deposit > 0))}
        return self._entries(ObjectType.PAYMENT, month, Pair(here, there))

    def invoice_named(self, side: Side, invoice_id: str) -> tuple[str, str]:
        """Its number and its id in HubSpot, as far as it is known."""
        return self._invoices.get((side, invoice_id), ("", invoice_id if side is Side.HUBSPOT else ""))

    # -- reading ---------------------------------------------------------------------------------------------------

    def _dated(self, side: Side, object_type: ObjectType, month: Period) -> Ledger:
        found = self.systems[side].dated(object_type, month.first, month.last)
        return {one.id: one for one in found if isinstance(one, Invoice | Payment)}

    def _in_parts(self, ledger: Ledger) -> Ledger:
        """A25: a payment that a person has divided is its parts."""
        divided = {
            payment: amounts
            for some in chunks(list(ledger))
            for payment, amounts in divisions(self.workspace, some).items()
        }
        found: Ledger = {}
        for id_, one in ledger.items():
            shares = {invoice: amount for invoice, amount in divided.get(id_, {}).items() if amount}
            if isinstance(one, Payment) and sum(shares.values()) == one.amount and shares:
                parts = (part_of(one, invoice, amount) for invoice, amount in shares.items())
                found |= {part.id: part for part in parts}
            else:
                found[id_] = one
        return found

    def _read(self, object_type: ObjectType, ids: Mapping[Side, Collection[str]]) -> Pair[Ledger]:
        """By id, as they are now."""
        questions = Questions(self.systems, {}, divided=partial(divisions, self.workspace))
        found: dict[Side, Ledger] = {side: {} for side in Side}
        for side, wanted in ids.items():
            questions.read(side, object_type, sorted(wanted))
            told = ((one, questions.shelf.get((side, object_type, one))) for one in wanted)
            found[side] = {one: record for one, record in told if isinstance(record, Invoice | Payment)}
        return Pair(found[Side.HUBSPOT], _applied(found[Side.QUICKBOOKS]))

    # -- pairing ---------------------------------------------------------------------------------------------------

    def _entries(self, object_type: ObjectType, month: Period, ledgers: Pair[Ledger]) -> list[Entry]:
        entries = [one for one in self._paired(object_type, ledgers) if self._belongs(one, month)]
        unequal = [one for one in entries if not one.equal]
        return [one for one in entries if one.equal] + self._again(object_type, unequal)

    def _belongs(self, entry: Entry, month: Period) -> bool:
        """A pair is told in the month of its first day; a draft that is linked with nothing is no invoice yet."""
        if not entry.whole and not in_ledger(entry.any) and entry.gone is None:
            return False
        return not any(one.date in self.period and one.date < month.first for one in entry.both.values() if one.date)

    def _paired(self, object_type: ObjectType, ledgers: Pair[Ledger]) -> list[Entry]:
        rows = self._rows(object_type, ledgers)
        partners = {
            side: {
                str(row.id_on(side))
                for row in rows.values()
                if row.linked and row.id_on(side.other) in ledgers[side.other] and row.id_on(side) not in ledgers[side]
            }
            for side in Side
        }
        more = self._read(object_type, partners) if any(partners.values()) else Pair[Ledger]({}, {})
        known = Pair({**ledgers.hubspot, **more.hubspot}, {**ledgers.quickbooks, **more.quickbooks})
        entries = list(_matched(object_type, known, rows))
        if object_type is ObjectType.PAYMENT:
            self._name_invoices(entries)
        for one in entries:
            one.differs = self._differs(one)
        return entries

    def _rows(self, object_type: ObjectType, ledgers: Pair[Ledger]) -> dict[int, SyncRecord]:
        """Our records of them, by key."""
        rows = SyncRecord.objects.filter(workspace=self.workspace, object_type=object_type)
        rows = rows.select_related("customer", "invoice", "waiting_on").only(*FIELDS)
        return {row.pk: row for side, ledger in ledgers for some in chunks(list(ledger)) for row in rows.of(side, some)}

    def _again(self, object_type: ObjectType, entries: Sequence[Entry]) -> list[Entry]:
        """These once more: both sides of each as they are now, by what our records say now."""
        if not entries:
            return []
        before = {(side, one.id): one for entry in entries for side, one in entry.both.items()}
        ids: dict[Side, set[str]] = {side: {id_ for at, id_ in before if at is side} for side in Side}
        found = []
        for entry in self._paired(object_type, self._read(object_type, ids)):
            seen = [moved(before.get((side, one.id)), one) for side, one in entry.both.items()]
            entry.moving = not entry.equal and any(seen)
            found.append(entry)
        return found

    def _differs(self, entry: Entry) -> Sequence[Difference]:
        if not entry.whole:
            return ()
        hubspot, quickbooks = entry.both[Side.HUBSPOT], entry.both[Side.QUICKBOOKS]
        return (*differences(hubspot, quickbooks), *self._other_invoice(hubspot, quickbooks))

    # -- the invoices that payments are on -------------------------------------------------------------------------

    def _name_invoices(self, entries: Iterable[Entry]) -> None:
        wanted = {
            (side, invoice)
            for entry in entries
            for side, one in entry.both.items()
            for invoice in (one.invoice_ids if isinstance(one, Payment) else ())
        }
        rows = SyncRecord.objects.filter(workspace=self.workspace, object_type=ObjectType.INVOICE)
        for side in Side:
            ids = [invoice for at, invoice in wanted if at is side and (at, invoice) not in self._invoices]
            for some in chunks(ids):
                for key, number, there in rows.of(side, some).values_list(f"{side.value}_id", "number", "hubspot_id"):
                    self._invoices[side, key] = number, there or ""

    def _other_invoice(self, hubspot: Document, quickbooks: Document) -> Iterator[Difference]:
        """A payment that pays one invoice here and another one there."""
        if not isinstance(hubspot, Payment) or not isinstance(quickbooks, Payment) or not quickbooks.invoice_ids:
            return
        number, id_ = self.invoice_named(Side.QUICKBOOKS, quickbooks.invoice_ids[0])
        if id_ not in hubspot.invoice_ids:
            here = [self.invoice_named(Side.HUBSPOT, one)[0] or one for one in hubspot.invoice_ids]
            yield Difference("invoice", ", ".join(here) or "none", number or quickbooks.invoice_ids[0])


def _matched(object_type: ObjectType, known: Pair[Ledger], rows: Mapping[int, SyncRecord]) -> Iterator[Entry]:
    """Each document once: with its partner, or alone."""
    left = {side: dict(ledger) for side, ledger in known}
    for row in rows.values():
        both = {side: one for side in Side if (one := left[side].pop(row.id_on(side) or "", None))}
        if both:
            gone = next((side for side in Side if row.linked and side not in both), None)
            yield Entry(object_type, both, row, gone=gone)
    for side, ledger in left.items():
        for one in ledger.values():
            yield Entry(object_type, {side: one})


def _applied(ledger: Ledger) -> Ledger:
    """A payment of QuickBooks that is applied to no invoice counts with all of its money."""
    return {
        id_: replace(one, amount=one.unapplied) if isinstance(one, Payment) and id_.endswith("/") else one
        for id_, one in ledger.items()
    }
