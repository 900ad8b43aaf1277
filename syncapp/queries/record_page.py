"""All that the page of one record shows, in a number of queries that does not grow (S38, B5, B19, B20)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, When
from django.utils import timezone

from syncapp.core.catalogue.reasons import paused
from syncapp.core.defaults import DEFAULT_PAIRS
from syncapp.core.mapping import FieldPair
from syncapp.core.plans import cash_alone
from syncapp.core.plans.payment import direction_of
from syncapp.core.records import Invoice, Line
from syncapp.core.values import ORDER, Direction, ObjectType, Pair, Side
from syncapp.engine.awaited import awaited_is_held
from syncapp.engine.people.choosing import choosing_with
from syncapp.engine.rules import mapped_pairs
from syncapp.queries.approvals import Asked, asked, sum_of
from syncapp.queries.both_sides import BothSides, Fields, Group, Specs
from syncapp.queries.chains import waits_behind
from syncapp.queries.conflicts import Conflicts, Disputed
from syncapp.queries.contact_there import contact_there
from syncapp.queries.counts import Tally
from syncapp.queries.customers import Billed, Customer, billed, billed_as_one, billed_in, payer
from syncapp.queries.customers import documents as documents_of
from syncapp.queries.invoice_rows import invoice_groups, on_custom_item
from syncapp.queries.labels import OURS, labels_in
from syncapp.queries.record_versions import Amount, Held, held
from syncapp.queries.records import with_invoice
from syncapp.queries.remarks import CUSTOM, DUPLICATE, Cause, Remarked, Said, why_on_it
from syncapp.queries.states import State, holds, state_of
from syncapp.storage.convert import decode_spec
from syncapp.storage.models import LONG, Activity, Connection, SyncRecord, Workspace

SHOWN = 20  # entries of the history a page
MOST = 200  # records that belong to one
LATELY = timedelta(hours=1)
Offered = Mapping[str, list[dict[str, object]]]  # what an account offers: object type → rows of FieldSpec
BESIDE = ("waiting_on", "invoice", "customer")  # of them the page shows names and states
CREDIT = "credit memo or the like"  # which of them it is, a payment that applies it does not tell

# What a payment is called that is not the money of its amount; others are, or will be.
NO_MONEY: Mapping[str, str] = {
    "failed": "failed",
    "disputed_lost": "lost in a dispute",
    "refunded": "refunded",
    "partially_refunded": "refunded in part",
    "processing_refund": "being refunded",
    "voided": "void",
    "deleted": "deleted",
}


@dataclass(frozen=True)
class Beside:
    """A payment of the invoice, or a record that waits for this one."""

    record: SyncRecord
    state: State

    @property
    def instead_of_cash(self) -> str:
        """What lowered the balance where nobody paid: `credit memo` (B17)."""
        told = [one["params"].get("kind") for one in self.record.remarks if one["code"] == "not_cash"]
        return next(filter(None, (*told, self.record.params.get("kind"))), "")

    @property
    def no_money(self) -> str:
        """Of a payment that is not, or not all of it, the money that its amount says: `failed in HubSpot` (A28, A29)."""
        if self.record.object_type != ObjectType.PAYMENT:
            return ""
        stands = {Side.HUBSPOT: self.record.hubspot_status, Side.QUICKBOOKS: self.record.quickbooks_status}
        return ", ".join(f"{NO_MONEY[word]} in {side.label}" for side, word in stands.items() if word in NO_MONEY)

    @property
    def only_shown(self) -> Decimal:
        """What QuickBooks applies of credits with this money, and HubSpot does not get (A30)."""
        return Decimal(self.record.params.get(cash_alone.SHOWN, 0))


@dataclass(frozen=True)
class History:
    entries: list[Activity]
    older: int | None = None  # the key of the page below

    @property
    def calls(self) -> list[Activity]:
        """The writes among them, each with the id of its call."""
        return [one for one in self.entries if one.request_id]

    @property
    def decided(self) -> Activity | None:
        return next((one for one in self.entries if one.kind in ("decided", "approved")), None)


@dataclass
class RecordPage:
    workspace: Workspace
    record: SyncRecord
    tally: Tally
    fields: Mapping[str, Offered]  # by side

    @cached_property
    def state(self) -> State:
        return state_of(self.record, self.tally.off)

    @cached_property
    def both(self) -> Pair[Held]:
        return held(self.record)

    @cached_property
    def sides(self) -> BothSides:
        """Field by field; of an invoice its lines and sums first."""
        object_type = ObjectType(self.record.object_type)
        fields = Fields(object_type, self._specs(object_type), self.both, self.record.currency)
        groups = invoice_groups(self.both, self.custom_item) if object_type is ObjectType.INVOICE else []
        rows = (
            fields.payment()
            if object_type is ObjectType.PAYMENT
            else fields.mapped(self._pairs(object_type, fields.specs))
        )
        known = [side for side, one in self.both if one.now or one.agreed]
        told = [row for row in rows if not row.empty]
        return BothSides([*groups, Group("Facts" if groups else "", told)] if known else [], known)

    @property
    def gone(self) -> list[Side]:
        return [side for side, one in self.both if one.gone]

    def _specs(self, object_type: ObjectType) -> Specs:
        here, there = ({str(row["name"]): decode_spec(row) for row in self._fields(side, object_type)} for side in Side)
        return Pair(here, there)

    def _fields(self, side: Side, object_type: ObjectType) -> list[dict[str, object]]:
        return self.fields.get(side, {}).get(object_type, [])

    def _pairs(self, object_type: ObjectType, specs: Specs) -> tuple[FieldPair, ...]:
        sync = self.tally.syncs.get(object_type)
        return mapped_pairs(sync.mappings.all(), object_type, specs.quickbooks) if sync else DEFAULT_PAIRS[object_type]

    @property
    def document(self) -> Invoice | None:
        """The invoice itself, as it stands where it was made; if that is not known, as the other side or the last agreement has it."""
        first = Side.QUICKBOOKS if self.record.origin == Side.QUICKBOOKS else Side.HUBSPOT
        sides = (self.both[first], self.both.other(first))
        return next(filter(None, (*(one.invoice for one in sides), *(one.agreed_invoice for one in sides))), None)

    @cached_property
    def contact(self) -> SyncRecord | None:
        return contact_there(self.record, self.both.hubspot) if self.record.object_type == ObjectType.INVOICE else None

    @property
    def apart(self) -> Pair[Amount] | None:
        """The two totals of an invoice that is ignored though they differ, as they were last read (B19)."""
        here, there = self.both.hubspot.invoice, self.both.quickbooks.invoice
        if self.state is not State.IGNORED or here is None or there is None or here.total == there.total:
            return None
        return Pair(Amount(here.total, here.currency), Amount(there.total, there.currency))

    # -- around it ---------------------------------------------------------------------------------------------

    @cached_property
    def _around(self) -> list[SyncRecord]:
        behind = waits_behind(pk=self.record.pk)
        rows = SyncRecord.objects.filter(workspace=self.workspace)
        waiting = rows.filter(behind, object_type__in=ORDER, status=SyncRecord.Status.PENDING, reason="waiting")
        documents = rows.filter(pk__in=documents_of(self.customer)[:MOST] if self.customer else ()).values("pk")
        mine = waiting.values("pk").union(rows.filter(invoice=self.record).values("pk"), documents)
        told = rows.filter(pk__in=mine).annotate(
            waits=Case(When(behind, then=True), default=False),
            billed=Case(When(pk__in=documents, then=True), default=False),
        )
        order = ["-waits"] if self.customer else []  # these are listed; of the others only how many they are
        return list(with_invoice(told.defer(*LONG)).order_by(*order, "document_date", "pk")[:MOST])

    @cached_property
    def customer(self) -> Customer | None:
        """Of a contact: as whom it is billed."""
        if self.record.object_type != ObjectType.CONTACT or not hasattr(self.record, "payer"):
            return None
        return Customer(self.record.label, billed_as_one(self.workspace, self.record.payer))

    @cached_property
    def billed(self) -> list[Billed]:
        """Of a contact: its documents, with those of whoever is billed as the same customer; counted by themselves where
        they are more than are read."""
        if self.customer is None:
            return []
        if len(self._around) == MOST:
            return billed(self.customer, self.tally.off)
        mine = [one for one in self._around if one.billed]  # type: ignore[attr-defined]
        return billed_in((one.object_type, state_of(one, self.tally.off), 1) for one in mine)

    @property
    def payments(self) -> list[Beside]:
        return [Beside(one, state_of(one, self.tally.off)) for one in self._around if one.invoice_id == self.record.pk]

    @property
    def payments_rest(self) -> bool:
        """Invoices sync only to HubSpot, and so payments do not cross (S18)."""
        sync = self.tally.syncs.get(ObjectType.INVOICE)
        return sync is not None and direction_of(Direction(sync.direction)) is None

    @property
    def rests(self) -> str:
        """Why nothing of a paused record is read or written."""
        return paused(ObjectType(self.record.object_type), invoices_on=ObjectType.INVOICE not in self.tally.off)

    @property
    def balance(self) -> list[tuple[str, Decimal]]:
        """From the total to the balance: what was paid, and what lowered it where nobody paid (B17). Empty where the
        payments below do not come to it, as when one of them is left out."""
        total, open_ = self.record.amount, self.record.open_balance
        if total is None or open_ is None or not self.payments:
            return []
        parts: defaultdict[str, Decimal] = defaultdict(Decimal)
        for one in self.payments:
            parts[one.instead_of_cash] += one.record.amount or Decimal(0)
        rest = total - sum(parts.values(), Decimal(0)) - open_
        if rest and rest == sum((one.only_shown for one in self.payments), Decimal(0)):
            parts[CREDIT] += rest  # the balance is QuickBooks', where it counts
        elif rest:
            return []
        rows = [(kind.capitalize() if kind else "Payments", -sum_) for kind, sum_ in sorted(parts.items())]
        return [("Total", total), *rows, ("Balance", open_)]

    @property
    def waiters(self) -> list[Beside]:
        """Who goes by itself once this one does, payments of the invoices that wait for it too (B20)."""
        states = [Beside(one, state_of(one, self.tally.off)) for one in self._around]
        return [one for one in states if one.state is State.WAITING and one.record.waits]  # type: ignore[attr-defined]

    @cached_property
    def _waiting(self) -> Counter[str]:
        """How many wait for it, by object: counted by themselves where more belong to it than are listed."""
        if len(self._around) < MOST:
            return Counter(one.record.object_type for one in self.waiters)
        waiting = SyncRecord.objects.filter(holds(State.WAITING, self.tally.off), workspace=self.workspace)
        told = waiting.filter(waits_behind(pk=self.record.pk)).values_list("object_type").annotate(number=Count("pk"))
        return Counter(dict(told.order_by()))

    @property
    def all_waiters(self) -> int:
        return self._waiting.total()

    def in_line(self, decided: Activity | None) -> bool:
        """It fails, and what somebody decided since it was last looked at is still to be tried."""
        row = self.record
        waits = decided is not None and (row.last_checked_at is None or row.last_checked_at < decided.at)
        return bool(self.state is State.FAILING and row.decision and waits)

    @cached_property
    def followed(self) -> list[SyncRecord]:
        """Invoices that went in the run that settled this contact lately: what waited for it (B20)."""
        record = self.record
        lately = timezone.now() - LATELY
        if record.object_type != ObjectType.CONTACT or not record.last_changed_at or record.last_changed_at < lately:
            return []
        runs = Activity.objects.filter(record=record, kind="created", run__isnull=False, at__gte=lately).values("run")
        invoices = SyncRecord.objects.filter(workspace=self.workspace, customer=record, object_type=ObjectType.INVOICE)
        went = invoices.filter(activities__run__in=runs, activities__kind="created").distinct().defer(*LONG)
        return list(went.order_by("document_date", "pk")[:MOST])

    @property
    def awaited_is_held(self) -> str:
        return awaited_is_held(self.record)

    @property
    def waiting_for_it(self) -> str:
        """`3 payments and 1 invoice wait for Acme`."""
        counts = self._waiting
        parts = [f"{counts[kind]} {kind if counts[kind] == 1 else kind.plural}" for kind in ORDER if counts[kind]]
        if not parts:
            return ""
        told = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
        verb = "waits" if counts.total() == 1 else "wait"
        if self.record.object_type == ObjectType.PAYMENT:
            return f"{told} {verb} for this payment"  # which has no name but its day
        kind = "customer" if self.record.object_type == ObjectType.CONTACT else self.record.object_type
        return f"{told} {verb} for {kind} {self.record.label or self.record.number}"

    @cached_property
    def disputed(self) -> Disputed:
        """What of it waits for a choice between two values (B4)."""
        kind = ObjectType(self.record.object_type)
        company = getattr(self.record, "company", None) or {}
        ways = choosing_with(self.workspace, self.tally.syncs.values(), {kind: self._specs(kind)}, company)
        return Conflicts(self.tally, ways).disputed([self.record])[0]

    @property
    def labels(self) -> dict[str, str]:
        """What people call the fields that the history names."""
        object_type = ObjectType(self.record.object_type)
        rows = [row for side in Side for row in self._fields(side, object_type)]
        return {**OURS, **{name: label for row in rows for name, label in labels_in(row)}}

    @property
    def approval(self) -> Asked:
        """The words of its two clicks, while it waits for one, and the payments that go with it."""
        behind = [
            one.record for one in self.payments if one.record.status == "pending" and not one.record.quickbooks_id
        ]
        return asked(self.record, {self.record.pk: sum_of(behind)})

    @property
    def custom_item(self) -> str:
        """The QuickBooks id of "Custom Line Item", once there is one."""
        sync = self.tally.syncs.get(ObjectType.INVOICE)
        return str(sync.settings.get("line_item_id") or "") if sync else ""

    @property
    def remarks(self) -> list[Said]:
        on_it = (
            on_custom_item(self.both, self.custom_item)
            if any(one["code"] == CUSTOM for one in self.record.remarks)
            else []
        )
        remarked = Remarked(self._why_there(on_it), self.labels, self._repeated())
        return [remarked.said(one) for one in self.record.remarks]

    def _repeated(self) -> SyncRecord | None:
        """The invoice that this one may be a duplicate of (A32)."""
        told = [one["params"].get("there") for one in self.record.remarks if one["code"] == DUPLICATE]
        rows = SyncRecord.objects.filter(workspace=self.workspace, object_type=ObjectType.INVOICE)
        return rows.of(Side.QUICKBOOKS, told).only("label", "number").first() if any(told) else None

    def _why_there(self, lines: Sequence[tuple[str, Line | None]]) -> list[Cause]:
        """Of each line on Custom Line Item: its name, and what is known of why it is there (A22)."""
        ids = [line.product_id for _, line in lines if line and line.product_id]
        rows = (
            SyncRecord.objects.filter(workspace=self.workspace, object_type=ObjectType.PRODUCT).of(Side.HUBSPOT, ids)
            if ids
            else []
        )
        products = {row.hubspot_id: row for row in rows}
        return [Cause(name, why_on_it(line, products.get(line.product_id) if line else None)) for name, line in lines]


def record_of(workspace: Workspace, pk: int) -> SyncRecord | None:
    """With `portal`, the HubSpot account's id, `company`, what QuickBooks' says of itself, for `fields_of` what both accounts
    offer, and `payer`: one query brings it all."""
    rows = SyncRecord.objects.select_related("workspace", *BESIDE)
    rows = rows.defer(*(f"{one}__{name}" for one in BESIDE for name in LONG))
    offered = {f"{side.value}_offers": Subquery(_account(side).values("catalog__fields")) for side in Side}
    company = Subquery(_account(Side.QUICKBOOKS).values("catalog__settings"))
    rows = rows.annotate(portal=Subquery(_account(Side.HUBSPOT).values("account_id")), company=company, **offered)
    rows = rows.annotate(payer=payer())
    return next(iter(rows.filter(workspace=workspace, pk=pk)), None)  # `first` would sort so wide a row


def _account(side: Side) -> QuerySet[Connection]:
    return Connection.objects.filter(workspace=OuterRef("workspace"), side=side)


def portal_of(record: SyncRecord) -> str:
    """The HubSpot account's id, of a record from `record_of`; empty without one."""
    return getattr(record, "portal", None) or ""


def fields_of(record: SyncRecord) -> dict[str, Offered]:
    """The fields of both accounts, of a record from `record_of`."""
    return {side: getattr(record, f"{side.value}_offers") or {} for side in Side}


def fields_offered(workspace: Workspace) -> dict[str, Offered]:
    """The same for pages of more than one record."""
    rows = Connection.objects.filter(workspace=workspace, catalog__isnull=False)
    return dict(rows.values_list("side", "catalog__fields"))


def history(record: SyncRecord, before: int | None = None, payments: Sequence[Beside] = ()) -> History:
    """Newest first, from below the key `before`; of an invoice with what happened to its payments."""
    known = {one.pk: one for one in (record, *(beside.record for beside in payments))}
    rows = Activity.objects.filter(record__in=known).select_related("actor").order_by("-id")
    rows = rows if before is None else rows.filter(pk__lt=before)
    entries = list(rows[: SHOWN + 1])
    for entry in entries:
        entry.record = known[entry.record_id]  # type: ignore[index]
    return History(entries[:SHOWN], entries[SHOWN - 1].pk if len(entries) > SHOWN else None)
