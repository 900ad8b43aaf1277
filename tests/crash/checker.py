"""The independent judge: it reads the two vendors' ledgers and our public tables, never the product's own opinion.

`check(world)` raises one readable report of every invariant that does not hold (I1, I2, I5, I6, I7, I13, I14 of
faults.md); `quiet(world)` proves that a further run writes nothing (I3). I4 is proved per story, by comparing the
ledgers with those of an undisturbed run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

from syncapp.core.errors import CATALOGUE, EXCLUDED, PENDING
from syncapp.core.values import Direction
from syncapp.queries.counts import Tally
from syncapp.queries.states import State, state_of
from syncapp.storage.models import Activity, Alias, Call, Inbox, ObjectSync, Operation, SyncRecord
from tests.crash.books import KEY, PARTS, Books, Doc, number, read, total
from tests.world import World

OPEN = (Call.State.PLANNED, Call.State.SENT, Call.State.UNKNOWN)
# In sync although the figures differ, and said so on the record (A30, A31).
UNEQUAL_BALANCE = {"overpaid", "partly_paid_mirror", "paid_without_record"}
# HubSpot counts a payment on several invoices otherwise, or what was refunded as open again (A25, A28), or a person
# ignores a payment, which counts where it is (A29).
TOGETHER = {"counted_otherwise", "refund_by_hand", "payment_ignored"}
OF_TYPE = {"contact": ("contacts", "customer"), "product": ("products", "item"), "invoice": ("invoices", "invoice")}
OUR_ITEM = "Custom Line Item"


class Broken(AssertionError):
    """What does not hold, line by line."""


def check(
    world: World, *, settled: bool = True, made_here: bool = True, parted: Collection[tuple[str, str, str]] = ()
) -> Books:
    """Raise `Broken` with everything that is wrong.

    `settled=False` while a later run still has work to do; `made_here=False` where our tables do not tell of all
    that we ever wrote; `parted`: the pairs that people have unlinked, by object and both ids, whose documents stand.
    """
    judge = _Judge(world, parted)
    rules: list[Callable[[], Iterator[str]]] = [judge.i1, judge.i2, judge.i7, judge.i13, judge.i14]
    rules += [judge.i5] if settled else []
    rules += [judge.i2_creations, judge.i6] if made_here else []
    found = [f"{rule.__name__.partition('_')[0].upper()}: {text}" for rule in rules for text in rule()]
    if found:
        raise Broken("\n".join(["", *found]))
    return judge.books


def quiet(world: World) -> None:
    """I3: one more run plans nothing, writes nothing, and no vendor is asked to write."""
    seen = {system: _last(world, system) for system in ("hubspot", "quickbooks")}
    result = world.sync()
    calls = [one for system, seq in seen.items() for one in world.journal(system, "write") if one["seq"] > seq]
    if result.stopped or result.tally.writes.total() or calls:
        told = [f"{one['method']} {one['path']}" for one in calls]
        raise Broken(f"I3: not quiet: {result.as_json()['writes']} {told} {result.stopped}")


def _last(world: World, system: str) -> int:
    return max((one["seq"] for one in world.journal(system)), default=0)


def _refunded(payment: Doc) -> Decimal:
    whole = payment.get("hs_latest_status") == "refunded"
    return number(payment.get("hs_initial_amount" if whole else "hs_refunds_amount"))


class _Judge:
    def __init__(self, world: World, parted: Collection[tuple[str, str, str]] = ()) -> None:
        self.world, self.workspace, self.parted = world, world.workspace, parted
        self.books = read(world)
        self.rows = list(SyncRecord.objects.filter(workspace=self.workspace).select_related("invoice"))
        self.off = Tally(self.workspace).off
        self.portal, self.realm = self.books.portal, self.books.realm

    @cached_property
    def there(self) -> dict[str, dict[str, Doc]]:
        """QuickBooks' living records by kind and id."""
        return {kind: {one["Id"]: one for one in records} for kind, records in self.realm.kinds.items()}

    # -- I1: linked invoices are equal to the cent -------------------------------------------------------------

    def i1(self) -> Iterator[str]:
        for row in self.rows:
            if row.object_type == "invoice" and row.linked and row.status == "syncing":
                here = self.portal.by_id["invoices"].get(row.hubspot_id or "")
                there = self.there["invoice"].get(row.quickbooks_id or "")
                if here is None or there is None:
                    yield f"{row} is in sync but {'HubSpot' if here is None else 'QuickBooks'} does not have it"
                else:
                    yield from (f"{row}: {text}" for text in self._unequal(row, here, there))

    def _unequal(self, row: SyncRecord, here: Doc, there: Doc) -> Iterator[str]:
        values = here["properties"]
        voided = str(there.get("PrivateNote", "")).startswith("Voided") and not number(there["TotalAmt"])
        if (values["hs_invoice_status"] == "voided") != voided:
            yield f"voided on one side only ({values['hs_invoice_status']}, {there.get('PrivateNote')!r})"
        if values["hs_currency"] != there["CurrencyRef"]["value"]:
            yield f"{values['hs_currency']} and {there['CurrencyRef']['value']}"
        if voided:
            return
        remarks = {remark["code"] for remark in row.remarks}
        figures = [("total", "hs_amount_billed", "TotalAmt")]
        figures += [] if remarks & UNEQUAL_BALANCE else [("balance", "hs_balance_due", "Balance")]
        if remarks & TOGETHER and not self._equal_together(row):
            yield f"its balances are explained by {remarks & TOGETHER}, and with those that were paid with it do not differ by what was refunded or is ignored"
        for name, mine, theirs in figures[: 1 if remarks & TOGETHER else None]:
            if number(values.get(mine)) != number(there[theirs]):
                yield f"{name} {values.get(mine)} and {there[theirs]}"
        yield from self._parts(here, there)
        if not self._same_party(here, there):
            yield f"customer {there['CustomerRef']} is not the one of its contact"

    def _equal_together(self, row: SyncRecord) -> bool:
        """But for what was refunded or is ignored: all invoices that HubSpot's payments have in common, unless one of them does not sync."""
        ids, before, refunded = {row.hubspot_id}, set[str | None](), Decimal(0)
        while ids != before:
            before, refunded = set(ids), Decimal(0)
            for payment in self.portal.kinds["commerce_payments"]:
                on = {str(one["id"]) for one in self.portal.linked(payment, "invoices")}
                if on & ids:
                    ids |= on
                    refunded += _refunded(payment["properties"])
        rows = {one.hubspot_id: one for one in self.rows if one.object_type == "invoice" and one.hubspot_id in ids}
        if any(one not in rows or rows[one].status != "syncing" for one in ids):
            return True
        here = total(self.portal.by_id["invoices"][str(one)]["properties"].get("hs_balance_due") for one in ids)
        there = total(self.there["invoice"][one.quickbooks_id or ""]["Balance"] for one in rows.values())
        return here - there == refunded + self._ignored(ids)

    def _ignored(self, invoices: Collection[str | None]) -> Decimal:
        """What QuickBooks counts more than HubSpot of the payments on these invoices that a person ignores."""
        found = Decimal(0)
        ignored = [row for row in self.rows if row.object_type == "payment" and row.status == "ignored"]
        for row in (one for one in ignored if one.invoice and one.invoice.hubspot_id in invoices):
            here, _, part = (row.hubspot_id or "").partition("/")
            payment = self.portal.by_id["commerce_payments"].get(here, {"properties": {}})["properties"]
            if payment.get("hs_latest_status") in ("succeeded", "partially_refunded", "refunded"):
                found -= number(row.amount if part else payment.get("hs_initial_amount"))
            there, _, invoice = (row.quickbooks_id or "").partition("/")
            for line in self.there["payment"].get(there, {}).get("Line", ()):
                found += number(line["Amount"]) if any(one["TxnId"] == invoice for one in line["LinkedTxn"]) else 0
        return found

    def _parts(self, here: Doc, there: Doc) -> Iterator[str]:
        """What stands on the document adds up to the total of the other side, and to its tax."""
        lines = total(one["properties"].get("amount") for one in self.portal.linked(here, "line_items"))
        parts = {
            kind: total(one["properties"].get("hs_value") for one in self.portal.linked(here, kind)) for kind in PARTS
        }
        if not here["properties"].get(KEY):  # made in HubSpot: lines alone (S8)
            parts = dict.fromkeys(PARTS, Decimal(0))
        tax = number(there.get("TxnTaxDetail", {}).get("TotalTax"))
        net = max(lines - parts["discounts"], Decimal(0))  # a discount takes no total below zero
        if net + parts["fees"] + parts["taxes"] != number(there["TotalAmt"]):
            yield f"lines {lines} and parts {parts} do not make {there['TotalAmt']}"
        if parts["taxes"] != tax:
            yield f"tax {parts['taxes']} and {tax}"

    def _same_party(self, here: Doc, there: Doc) -> bool:
        contacts, customer = (
            {str(one["id"]) for one in self.portal.linked(here, "contacts")},
            there["CustomerRef"]["value"],
        )
        # Deleted, or linked only once somebody has said to which of several customers: both are told at the contact.
        asked = {row.hubspot_id for row in self.rows if row.reason == "ambiguous_customer"}
        if not contacts or contacts & asked:
            return True
        linked = {
            (row.hubspot_id, row.quickbooks_id) for row in self.rows if row.object_type == "contact" and row.linked
        }
        linked |= {(here, there) for object_type, here, there in self.parted if object_type == "contact"}
        for alias in Alias.objects.filter(workspace=self.workspace).select_related("record"):
            pair = (alias.external_id, alias.record.quickbooks_id), (alias.record.hubspot_id, alias.external_id)
            linked.add(pair[0] if alias.side == "hubspot" else pair[1])
        return any((contact, customer) in linked for contact in contacts)

    # -- I2: nothing is there twice ----------------------------------------------------------------------------

    def i2(self) -> Iterator[str]:
        for kind in ("contacts", "products", "invoices", "line_items", "commerce_payments"):
            marks = Counter(one["properties"].get(KEY) for one in self.portal.kinds[kind])
            yield from (
                f"{times} HubSpot {kind} with the mark {mark}" for mark, times in marks.items() if mark and times > 1
            )
        notes = Counter(
            str(one.get("PrivateNote", "")).removeprefix("Voided - ") for one in self.realm.kinds["payment"]
        )
        yield from (
            f"{times} QuickBooks payments with the note {note}"
            for note, times in notes.items()
            if note.startswith("HubSpot ") and times > 1
        )
        if sum(one["Name"] == OUR_ITEM for one in self.realm.kinds["item"]) > 1:
            yield f"several items {OUR_ITEM}"
        yield from self._orphans()
        yield from self._numbers()

    def _orphans(self) -> Iterator[str]:
        """A copy that no row knows was made twice or forgotten."""
        known = {(row.object_type, row.hubspot_id) for row in self.rows if row.linked}
        known |= {(object_type, here) for object_type, here, _ in self.parted}
        through = Alias.objects.filter(workspace=self.workspace, side="hubspot")
        known |= {("contact", one) for one in through.values_list("external_id", flat=True)}
        for object_type, kind in (
            ("contact", "contacts"),
            ("product", "products"),
            ("invoice", "invoices"),
            ("payment", "commerce_payments"),
        ):
            for one in self.portal.kinds[kind]:
                if one["properties"].get(KEY) and (object_type, str(one["id"])) not in known:
                    yield f"HubSpot {kind} {one['id']} carries our mark and belongs to no record"
        for kind in ("line_items", *PARTS):
            loose = [one["id"] for one in self.portal.kinds[kind] if not self.portal.linked(one, "invoices")]
            loose = [one for one in loose if self._ours(kind, one)]
            if loose:
                yield f"HubSpot {kind} {loose} stand on no invoice"

    def _ours(self, kind: str, record_id: Any) -> bool:
        return self.portal.by_id[kind][str(record_id)]["properties"].get("hs_object_source") == "INTEGRATION"

    def _numbers(self) -> Iterator[str]:
        """An invoice that we created has a number of its own (A18)."""
        made = Operation.objects.filter(
            call__workspace=self.workspace, call__side="quickbooks", entity="invoice", action="create", state="done"
        )
        numbers = Counter(one.get("DocNumber") for one in self.realm.kinds["invoice"])
        for target in made.values_list("target_id", flat=True):
            doc = self.there["invoice"].get(target)
            if doc and numbers[doc.get("DocNumber")] > 1:
                yield f"{numbers[doc['DocNumber']]} QuickBooks invoices have the number {doc['DocNumber']}"

    def i2_creations(self) -> Iterator[str]:
        """As many records as we meant to create, no more: of those whose answer was lost some may be there."""
        for kind, entity in (("contacts", "contact"), ("products", "product"), ("invoices", "invoice"), ("line_items", "line"),
                             ("discounts", "discount"), ("fees", "fee"), ("taxes", "tax"), ("commerce_payments", "payment")):  # fmt: skip
            every = [
                one
                for one in self.world.objects("hubspot", kind)
                if one["properties"].get("hs_object_source") == "INTEGRATION"
            ]
            meant = Operation.objects.filter(
                call__workspace=self.workspace, call__side="hubspot", entity=entity, action="create"
            )
            done, maybe = meant.filter(state="done").count(), meant.filter(state__in=("done", "dropped")).count()
            if not done <= len(every) <= maybe:
                yield f"{len(every)} HubSpot {kind} were created by us, {done} to {maybe} were meant"

    # -- I5: everything stands somewhere, with a reason --------------------------------------------------------

    def i5(self) -> Iterator[str]:
        for call in Call.objects.filter(workspace=self.workspace, state__in=OPEN):
            yield f"an open call: {call}"
        for operation in Operation.objects.filter(call__workspace=self.workspace, state__in=OPEN):
            yield f"an open operation: {operation}"
        if left := Inbox.objects.filter(workspace=self.workspace).count():
            yield f"{left} ids are noticed and nothing came of it"
        for row in self.rows:
            yield from (f"{row} is {row.status} {row.reason}: {text}" for text in self._unexplained(row))
        yield from self._unknown_records()

    def _unexplained(self, row: SyncRecord) -> Iterator[str]:
        known = {"pending": PENDING, "excluded": EXCLUDED, "failing": CATALOGUE}
        if row.status in known and row.reason not in known[row.status]:
            yield "a reason without words"
        if state_of(row, self.off) is State.PENDING:  # what does not cross is paused, and promises nothing (S18)
            yield "still queued"
        if row.status == "failing" and not (row.label or row.number):
            yield "it has no name"
        if row.status == "syncing" and row.object_type != "payment" and not row.linked:
            yield "in sync with nothing"

    def _unknown_records(self) -> Iterator[str]:
        """Nothing silent: whatever stands in a ledger has a row."""
        aliases = {(one.side, one.external_id) for one in Alias.objects.filter(workspace=self.workspace)}
        for object_type, (here, there) in OF_TYPE.items():
            mine = {row.hubspot_id for row in self.rows if row.object_type == object_type}
            theirs = {row.quickbooks_id for row in self.rows if row.object_type == object_type}
            for one in self.portal.kinds[here]:
                if str(one["id"]) not in mine and ("hubspot", str(one["id"])) not in aliases:
                    yield f"HubSpot {here} {one['id']} has no row"
            for one in self.realm.kinds[there]:
                if (
                    one["Id"] not in theirs
                    and ("quickbooks", one["Id"]) not in aliases
                    and not str(one.get("Name")).startswith(OUR_ITEM)
                ):
                    yield f"QuickBooks {there} {one['Id']} has no row"

    # -- I6: what we say we wrote is what the vendors saw ------------------------------------------------------

    def i6(self) -> Iterator[str]:
        calls = Call.objects.filter(workspace=self.workspace)
        known = set(calls.filter(side="quickbooks").values_list("request_id", flat=True))
        for entry in self.world.journal("quickbooks", "write"):
            if (parse_qs(entry["query"]).get("requestid") or [""])[0] not in known:
                yield f"a write to QuickBooks that no call tells of: {entry['path']}?{entry['query']}"
        sent = Counter(calls.filter(side="hubspot").exclude(sent_at=None).values_list("path", flat=True))
        # What was refused at the door for having come too soon is the same call once more.
        journal = [one for one in self.world.journal("hubspot", "write") if one["status"] != 429]
        seen = Counter(entry["path"] for entry in journal if "/properties/" not in entry["path"])
        yield from (f"{times} more writes to {path} than calls tell of" for path, times in (seen - sent).items())
        yield from self._untold()

    def _untold(self) -> Iterator[str]:
        told = Counter(
            Activity.objects.filter(workspace=self.workspace, run__isnull=False)  # a click has an id of its own
            .exclude(request_id="")
            .values_list("request_id", "record_id")
        )
        mine = Operation.objects.filter(call__workspace=self.workspace).exclude(record=None)
        meant = Counter(mine.filter(state="done").values_list("call__request_id", "record_id"))
        # Settled by looking: sent, never answered, and told as such.
        maybe = Counter(
            mine.filter(state="dropped").exclude(call__sent_at=None).values_list("call__request_id", "record_id")
        )
        for (request_id, record), times in (meant + maybe - told).items():
            yield f"{times} writes of call {request_id} to record {record} stand in no history"
        for (request_id, record), times in (told - meant - maybe).items():
            yield f"the history tells {times} writes of call {request_id} to record {record} that were not done"

    # -- I7, I13, I14: nothing is written that must not be -----------------------------------------------------

    def _written(self, side: str) -> Iterable[Operation]:
        done = Operation.objects.filter(call__workspace=self.workspace, call__side=side, state="done")
        return done.exclude(record=None).select_related("record")

    def i7(self) -> Iterator[str]:
        directions = dict(ObjectSync.objects.filter(workspace=self.workspace).values_list("object_type", "direction"))
        for side, closed in (("hubspot", Direction.TO_QUICKBOOKS), ("quickbooks", Direction.TO_HUBSPOT)):
            for operation in self._written(side):
                object_type = operation.record.object_type
                direction = directions.get(object_type) or directions.get("invoice")
                if direction == closed and not (object_type == "payment" and side == "hubspot"):
                    yield f"{operation} of {operation.record} in {side}, against its direction {direction}"

    def i13(self) -> Iterator[str]:
        """What was voided or removed follows a person on the other side."""
        for side in ("hubspot", "quickbooks"):
            for operation in self._written(side):
                if (
                    operation.action in ("void", "delete")
                    and operation.entity == operation.record.object_type
                    and not self._ended(operation, side)
                ):
                    yield f"{operation} of {operation.record} in {side}, which nobody ended in the other system"

    def _ended(self, operation: Operation, side: str) -> bool:
        row = operation.record
        if side == "hubspot":
            kind = "payment" if row.object_type == "payment" else "invoice"
            ident, _, on = (row.quickbooks_id or "").partition("/")
            doc = self.there[kind].get(ident)
            shares = [link["TxnId"] for line in (doc or {}).get("Line", ()) for link in line.get("LinkedTxn", ())]
            return (
                doc is None
                or str(doc.get("PrivateNote", "")).startswith("Voided")
                or (kind == "payment" and on not in shares)
            )
        kind = "commerce_payments" if row.object_type == "payment" else "invoices"
        record = self.portal.by_id[kind].get(row.hubspot_id or "")
        values = record["properties"] if record else {}
        return (
            record is None
            or values.get("hs_invoice_status") == "voided"
            or values.get("hs_latest_status") in ("failed", "disputed_lost")
        )

    def i14(self) -> Iterator[str]:
        preferences = self.world.control("quickbooks", "settings", {})["Preferences"]
        closing = preferences.get("AccountingInfoPrefs", {}).get("BookCloseDate")
        if not closing:
            return
        for operation in self._written("quickbooks"):
            if operation.entity in ("invoice", "payment"):
                doc = self.there[operation.entity].get(operation.target_id.partition("/")[0])
                if doc and date.fromisoformat(doc["TxnDate"]) <= date.fromisoformat(closing):
                    yield f"{operation} of {operation.record}, dated {doc['TxnDate']} in the closed period"
