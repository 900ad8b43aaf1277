"""Who could be whose: for records that wait for a person's choice, what is stored of those that come into question.

Nothing is guessed and nobody is asked: addresses, SKUs and numbers are what the last runs noted (MatchKey).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from syncapp.core.values import ObjectType, Side, name_key
from syncapp.storage.models import MatchKey, SyncRecord, Workspace

MOST = 8
HEAVY = ("hubspot_base", "quickbooks_base", "hubspot_seen", "quickbooks_seen", "floor", "vendor_text")
NOT_HELD = ("floor", "vendor_text")  # of a candidate, what it holds is shown
# What a key says in words, the strongest reason first.
KINDS = {"mark": "made from it", "email": "same email", "sku": "same SKU", "number": "same number", "invoice": "same invoice"}


@dataclass(frozen=True)
class Candidate:
    record: SyncRecord
    reasons: tuple[str, ...] = ()
    billed: int = 0  # invoices of the last year

    @property
    def said(self) -> str:
        """`same email ann@acme.test, same name, billed 4 invoices in the last year`"""
        billed = f"billed {self.billed} {'invoice' if self.billed == 1 else 'invoices'} in the last year"
        return ", ".join([*self.reasons, *([billed] if self.billed else [])])

    @property
    def taken(self) -> bool:
        """Linked with somebody already: it can be billed through, not linked."""
        return self.record.linked


def side_of(record: SyncRecord) -> Side:
    """Where an unlinked record stands."""
    return Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS


def of_side(records: QuerySet[SyncRecord], side: Side) -> QuerySet[SyncRecord]:
    return records.filter(**{f"{side.value}_id__isnull": False})


def candidates(workspace: Workspace, records: Sequence[SyncRecord], today: date) -> dict[int, list[Candidate]]:
    """By record, the likeliest first; in a number of queries that does not grow with the records."""
    reasons = _by_keys(workspace, records, today)
    _by_names(workspace, records, reasons, today)
    return {record.pk: _ranked(reasons.get(record.pk, {})) for record in records}


Noted = tuple[SyncRecord, list[str], int]  # with the reasons, and how many invoices it was billed
Reasons = dict[int, dict[int, Noted]]  # by record, by candidate


def _by_keys(workspace: Workspace, records: Sequence[SyncRecord], today: date) -> Reasons:
    """Those that share an address, a SKU or a number, on the other side."""
    own: dict[tuple[str, str], list[SyncRecord]] = {}
    by_pk = {record.pk: record for record in records}
    mine = MatchKey.objects.filter(record__in=by_pk).values("key")
    kinds = {record.object_type for record in records}
    shared = MatchKey.objects.filter(workspace=workspace, object_type__in=kinds, side__in=list(Side), key__in=mine)
    shared = shared.annotate(billed=_billed("record", today))
    matches = list(shared.select_related("record").defer(*(f"record__{name}" for name in NOT_HELD)).order_by("record_id"))
    for match in matches:
        if record := by_pk.get(match.record_id):
            own.setdefault((record.object_type, match.key), []).append(record)
    found: Reasons = {}
    for match in matches:
        for record in own.get((match.object_type, match.key), ()):
            if _other_half(record, match.record):
                _note(found, record, match.record, _in_words(match.key), match.billed)
    return found


def _other_half(record: SyncRecord, other: SyncRecord) -> bool:
    return other.pk != record.pk and bool(other.id_on(side_of(record).other))


def _in_words(key: str) -> str:
    kind, _, value = key.partition(":")
    told = KINDS.get(kind, "")
    return f"{told} {value}" if kind in ("email", "sku", "number") else told


def _by_names(workspace: Workspace, records: Sequence[SyncRecord], found: Reasons, today: date) -> None:
    wanted = [record for record in records if record.label and record.object_type in (ObjectType.CONTACT, ObjectType.PRODUCT)]
    names = {name for record in wanted for name in (record.label, record.params.get("name", "")) if name}
    same = SyncRecord.objects.filter(workspace=workspace, label__in=names, object_type__in=(ObjectType.CONTACT, ObjectType.PRODUCT))
    for other in same.annotate(billed=_billed("pk", today)).defer(*NOT_HELD).order_by("pk")[: MOST * max(1, len(names))]:
        for record in wanted:
            mine = {name_key(record.label), name_key(record.params.get("name"))} - {None}
            if other.object_type == record.object_type and name_key(other.label) in mine and _other_half(record, other):
                _note(found, record, other, "same name", getattr(other, "billed", 0))


def _note(found: Reasons, record: SyncRecord, other: SyncRecord, reason: str, billed: int) -> None:
    _, reasons, _ = found.setdefault(record.pk, {}).setdefault(other.pk, (other, [], billed))
    if reason not in reasons:
        reasons.append(reason)


def _billed(contact: str, today: date) -> Coalesce:
    """How many invoices the contact was billed in the last year, to be told with it."""
    rows = SyncRecord.objects.filter(
        workspace=OuterRef("workspace"), object_type=ObjectType.INVOICE, customer=OuterRef(contact), document_date__gt=today - timedelta(days=365)
    )
    return Coalesce(Subquery(rows.order_by().values("customer").annotate(number=Count("pk")).values("number")), 0)


def _ranked(mine: Mapping[int, Noted]) -> list[Candidate]:
    """More reasons first, then who is free, then who is billed most."""
    rows = [Candidate(other, tuple(reasons), billed) for other, reasons, billed in mine.values()]
    rows.sort(key=lambda one: (-len(one.reasons), one.taken, -one.billed, one.record.pk))
    return rows[:MOST]


def search(workspace: Workspace, object_type: str, side: Side, text: str, *, free: bool) -> list[Candidate]:
    """By hand: records of one side by name, number, address or id; `free`: those that are not linked."""
    text = text.strip()
    if not text:
        return []
    keys = MatchKey.objects.filter(workspace=workspace, object_type=object_type, key__in=[f"email:{text.lower()}", f"sku:{text.casefold()}"])
    found = Q(label__icontains=text) | Q(number__istartswith=text) | Q(**{f"{side.value}_id": text}) | Q(pk__in=keys.values("record"))
    records = of_side(SyncRecord.objects.filter(found, workspace=workspace, object_type=object_type), side)
    if free:
        records = records.filter(**{f"{side.other.value}_id__isnull": True})
    return [Candidate(one) for one in records.defer(*HEAVY).order_by("label", "pk")[: MOST + 1]]


def among(records: QuerySet[SyncRecord], text: str) -> list[Candidate]:
    """Of these, by name or id."""
    text = text.strip()
    found = records.filter(Q(label__icontains=text) | Q(quickbooks_id=text)) if text else records.none()
    return [Candidate(one) for one in found.defer(*HEAVY).order_by("label", "pk")[: MOST + 1]]


def payments_beside(records: Iterable[SyncRecord]) -> dict[int, list[Candidate]]:
    """A29: the payments of the same invoice and amount that stand on the other side alone."""
    rows = {record.pk: record for record in records}
    invoices = {row.invoice_id for row in rows.values() if row.invoice_id}
    there = SyncRecord.objects.filter(invoice__in=invoices, object_type=ObjectType.PAYMENT).defer(*HEAVY).order_by("document_date", "pk")
    free = list(there.filter(Q(hubspot_id=None) | Q(quickbooks_id=None)))
    return {pk: [Candidate(one) for one in free if _same_money(row, one)] for pk, row in rows.items()}


def _same_money(record: SyncRecord, other: SyncRecord) -> bool:
    same = record.invoice_id == other.invoice_id and record.amount == other.amount and record.currency == other.currency
    return same and side_of(record) is not side_of(other)
