"""The search box: the records that match while one types, and of what a vendor holds why it is not among ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from syncapp.connectors.protocol import Holder
from syncapp.core.errors import day_text
from syncapp.core.naming import called
from syncapp.core.records import Contact, Product
from syncapp.core.values import ObjectType, Side, typings
from syncapp.queries.changes import money_text
from syncapp.queries.counts import Tally
from syncapp.queries.links import is_link, vendor_page
from syncapp.queries.records import found_by, reached, with_invoice
from syncapp.queries.states import State, state_of
from syncapp.storage.models import LONG, SyncRecord, Workspace

SHOWN = 8
HEAVY = (*LONG, "vendor_text")


@dataclass(frozen=True)
class Hit:
    record: SyncRecord
    state: State
    by_id: str = ""  # what matches, where no screen shows it: `QuickBooks Online ID 145`


@dataclass(frozen=True)
class Told:
    """What stands at a vendor under the number, with our record of it or why there is none."""

    side: Side
    kind: str
    number: str
    holder: Holder
    record: SyncRecord | None
    why: str
    page: str = ""
    icon: str = "invoice"

    @property
    def can_sync(self) -> bool:
        """Of other documents nobody asks why they do not cross."""
        return bool(self.page)

    @property
    def facts(self) -> list[str]:
        """Whose, of which day, how much."""
        told = (self.holder.label, day_text(self.holder.date), money_text(self.holder.amount, self.holder.currency))
        return [one for one in told if one and one != self.number]


def hits(workspace: Workspace, text: str, tally: Tally) -> list[Hit]:
    """The newest that match; first the one that is meant exactly."""
    if not text.strip():
        return []
    people = reached(workspace, text)
    meant = the_one(workspace, text, people)
    rows = list(_to_list(found_by(workspace, text, people)).order_by("-pk")[:SHOWN])
    if meant is not None:
        first = [row for row in rows if row.pk == meant] or list(_to_list(SyncRecord.objects.filter(pk=meant)))
        rows = [*first, *(row for row in rows if row.pk != meant)][:SHOWN]
    return [Hit(row, state_of(row, tally.off), _by_id(row, text.strip())) for row in rows]


def _by_id(row: SyncRecord, text: str) -> str:
    """The id that is typed, in words; of an application that of its payment (A25)."""
    sides = [side for side in Side if text in (row.id_on(side), (row.id_on(side) or "").partition("/")[0])]
    return f"{sides[0].label} ID {text}" if sides else ""


def _to_list(rows: QuerySet[SyncRecord]) -> QuerySet[SyncRecord]:
    return with_invoice(rows.select_related("customer")).defer(*HEAVY, *(f"customer__{name}" for name in HEAVY))


def the_one(workspace: Workspace, text: str, people: Sequence[int] | None = None) -> int | None:
    """The key of the only record whose number, SKU or address this is, or that the page of a link shows. Never by an id:
    `145` is the number of an invoice to whoever types it, and an id of a vendor that no screen shows is of any record.
    `people` where they are `reached` already."""
    text = text.strip()
    if not text:
        return None
    if is_link(text):
        return _only(found_by(workspace, text))
    if "@" in text:
        people = reached(workspace, text) if people is None else people
        return people[0] if len(people) == 1 else None
    # In all the ways in which one writes it, so that an index finds them; no list of everything is gone through.
    written = {one for case in (text, text.upper(), text.lower()) for one in typings(case)}
    known = SyncRecord.objects.filter(workspace=workspace, object_type__in=list(ObjectType))
    return _only(known.filter(number__in=written))


def _only(rows: QuerySet[SyncRecord]) -> int | None:
    found = list(rows.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def explained(
    workspace: Workspace, number: str, side: Side, holders: Sequence[Holder], tally: Tally, portal: str
) -> list[Told]:
    ids = [holder.id for holder in holders if holder.kind == "Invoice"]
    ours = SyncRecord.objects.filter(
        workspace=workspace, object_type=ObjectType.INVOICE, **{f"{side.value}_id__in": ids}
    ).defer(*HEAVY)
    known = {row.id_on(side): row for row in ours} if ids else {}
    return [
        _told(number, side, holder, known.get(holder.id) if holder.kind == "Invoice" else None, tally, portal)
        for holder in holders
    ]


def _told(number: str, side: Side, holder: Holder, record: SyncRecord | None, tally: Tally, portal: str) -> Told:
    kind = kind_words(holder.kind)
    if holder.kind != "Invoice":
        return Told(side, kind.capitalize(), number, holder, None, f"A {kind} is no invoice, and only invoices sync.")
    row = record or SyncRecord(object_type=ObjectType.INVOICE, **{f"{side.value}_id": holder.id})
    return Told(
        side,
        "Invoice",
        number,
        holder,
        record,
        "" if record else _why_not(side, tally, ObjectType.INVOICE),
        vendor_page(row, side, portal),
    )


# What each side calls a contact and a product.
_KINDS = {
    (Side.HUBSPOT, ObjectType.CONTACT): "Contact",
    (Side.HUBSPOT, ObjectType.PRODUCT): "Product",
    (Side.QUICKBOOKS, ObjectType.CONTACT): "Customer",
    (Side.QUICKBOOKS, ObjectType.PRODUCT): "Item",
}


def explained_records(
    workspace: Workspace, side: Side, records: Sequence[Contact | Product], tally: Tally, portal: str
) -> list[Told]:
    """The same of contacts and customers by an address, products and items by a SKU."""
    ids = [record.id for record in records]
    ours = SyncRecord.objects.filter(workspace=workspace, **{f"{side.value}_id__in": ids}).defer(*HEAVY)
    known = {(row.object_type, row.id_on(side)): row for row in ours} if ids else {}
    told = []
    for one in records:
        row = known.get((one.type, one.id)) or SyncRecord(object_type=one.type, **{f"{side.value}_id": one.id})
        stored = row if row.pk else None
        why = "" if stored else _why_not(side, tally, one.type)
        holder = Holder(one.id, _KINDS[side, one.type])
        told.append(
            Told(side, holder.kind, called(one), holder, stored, why, vendor_page(row, side, portal), one.type.value)
        )
    return told


def kind_words(kind: str) -> str:
    """What a vendor calls a kind of document, as people say it: `credit memo`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind).strip()


def _why_not(side: Side, tally: Tally, object_type: ObjectType) -> str:
    sync, kind = tally.syncs.get(object_type), object_type.value
    if sync is None:
        return f"The {kind} sync is not set up yet, so no {kind} is read."
    if not sync.enabled:
        return f"The {kind} sync is off, so no {kind} is read."
    return f"It was not in {side.label} yet when that was last read. The next run reads it, and its page then says what becomes of it."
