"""Who could be whose: for records that wait for a person's choice, what is stored of those that come into question.

Nothing is guessed and nobody is asked: addresses, SKUs and numbers are what the last runs noted (MatchKey).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from syncapp.core.money import amount_text
from syncapp.core.values import ObjectType, Side, clean_text, email_key, name_key, sku_key
from syncapp.engine.context import GONE
from syncapp.engine.linking.promises import PARTNER, Promise, choosers, promises
from syncapp.queries.facts import facts_of
from syncapp.queries.record_versions import Amount, Shown
from syncapp.queries.records import named, titled
from syncapp.storage.models import HELD, Connection, MatchKey, SyncRecord, Workspace

MOST = 8
HEAVY = (*HELD, "floor", "vendor_text")
NOT_HELD = ("floor", "vendor_text")  # of a candidate, what it holds is shown
# What a key says in words, the strongest reason first.
KINDS = {
    "mark": "made from it",
    "email": "same email",
    "sku": "same SKU",
    "number": "same number",
    "invoice": "same invoice",
}


@dataclass(frozen=True)
class Candidate:
    record: SyncRecord
    reasons: tuple[str, ...] = ()
    billed: int = 0  # invoices of the last year
    home: str = ""  # the currency of the account in which it stands: a product names none with its price
    promise: Promise | None = None  # with whom somebody has chosen to link it
    email: str = ""  # in HubSpot, of one whom an invoice names there

    @property
    def said(self) -> str:
        """`same email ann@acme.test, same name, billed 4 invoices in the last year`"""
        billed = f"billed {self.billed} {'invoice' if self.billed == 1 else 'invoices'} in the last year"
        return ", ".join([*self.reasons, *([billed] if self.billed else [])])

    @property
    def held(self) -> str:
        """What tells a contact or product from others of its name, beyond what has been said: `SKU MULCH-3, price $47.00`."""
        if self.record.object_type not in NAMED:
            return ""
        side = Side.QUICKBOOKS if self.record.quickbooks_id else Side.HUBSPOT
        facts = facts_of(self.record, side, self.home)
        told = [(_IN_WORDS.get(label, ""), _text(value)) for label, value in facts.items()]
        return ", ".join(f"{word}{value}" for word, value in told if f" {value}," not in f" {self.said},")

    @property
    def taken(self) -> bool:
        """Linked with somebody already: it can be billed through, not linked."""
        return self.record.linked


_IN_WORDS = {"SKU": "SKU ", "Price": "price "}  # an address or a phone says itself what it is


def _text(value: Shown) -> str:
    return amount_text(value.value, value.currency) if isinstance(value, Amount) else str(value)


def side_of(record: SyncRecord) -> Side:
    """Where an unlinked record stands."""
    return Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS


def of_side(records: QuerySet[SyncRecord], side: Side) -> QuerySet[SyncRecord]:
    return records.filter(**{f"{side.value}_id__isnull": False})


def candidates(
    workspace: Workspace, records: Sequence[SyncRecord], today: date, besides: QuerySet[SyncRecord] | None = None
) -> dict[int, list[Candidate]]:
    """By record, the likeliest first; under BESIDES those of `besides`, by name. Asked for once, however many records."""
    named = [record for record in records if record.label and record.object_type in NAMED]
    found: Reasons = {}
    asked = _asked(workspace, records, named, today, besides) if records or besides is not None else []
    rows = [row for row in asked if row.by != OTHERS]
    by_key, by_name = _by_key(records, rows), _by_name(named)
    for row in rows:
        name = name_key(row.label) or ""
        wanting = by_key.get((row.object_type, row.by), ()) if row.by else by_name.get((row.object_type, name), ())
        for record in wanting:
            if _other_half(record, row):
                _note(found, record, row, _in_words(row) if row.by else "same name")
        for record in named:
            if (
                not row.by
                and row.object_type == record.object_type == ObjectType.CONTACT
                and row.quickbooks_id == record.params.get(HOLDER, "")
            ):
                _note(found, record, row, "has the display name")
    others = sorted((row for row in asked if row.by == OTHERS), key=lambda row: (row.label, row.pk))
    promised = promises(rows)
    return {record.pk: _ranked(found.get(record.pk, {}), promised) for record in records} | {
        BESIDES: [Candidate(row) for row in others]
    }


NAMED = (ObjectType.CONTACT, ObjectType.PRODUCT)
ASKED = 2_000  # rows at once
BESIDES = 0  # no record's key
HOLDER = "holder_id"  # a param of a cause: who has the name in QuickBooks, under whatever label we know it
OTHERS = "-"  # no match key: `by` of those who are asked for besides
Reasons = dict[int, dict[int, tuple[Any, list[str]]]]  # by record, by candidate


def _asked(
    workspace: Workspace,
    records: Sequence[SyncRecord],
    named: Sequence[SyncRecord],
    today: date,
    besides: QuerySet[SyncRecord] | None,
) -> list[Any]:
    """Who shares an address, a SKU or a number, these records themselves too, once for each key (`by`); who has the name; who else."""
    mine = MatchKey.objects.filter(record__in=[record.pk for record in records]).values("key")
    kinds = {record.object_type for record in records}
    rows = SyncRecord.objects.filter(workspace=workspace).annotate(billed=_billed(today), home=_home()).defer(*NOT_HELD)
    by_keys = rows.filter(
        keys__workspace=workspace, keys__object_type__in=kinds, keys__side__in=list(Side), keys__key__in=mine
    )
    names = {name for record in named for name in (record.label, record.params.get("name", "")) if name}
    holders = {record.params[HOLDER] for record in named if record.params.get(HOLDER)}
    by_names = rows.filter(Q(label__in=names) | Q(quickbooks_id__in=holders), object_type__in=NAMED)
    others = [] if besides is None else [rows.filter(pk__in=besides.values("pk")).annotate(by=Value(OTHERS))]
    asked = by_keys.annotate(by=F("keys__key")).union(by_names.annotate(by=Value("")), *others, all=True)
    return list(asked.order_by("-by", "pk")[:ASKED])


def _by_key(records: Sequence[SyncRecord], rows: Sequence[Any]) -> dict[tuple[str, str], list[SyncRecord]]:
    """Whose key it is, among the records themselves."""
    mine = {record.pk: record for record in records}
    found: dict[tuple[str, str], list[SyncRecord]] = {}
    for row in rows:
        if row.by and row.pk in mine and mine[row.pk] not in found.setdefault((row.object_type, row.by), []):
            found[row.object_type, row.by].append(mine[row.pk])
    return found


def _by_name(named: Sequence[SyncRecord]) -> dict[tuple[str, str], list[SyncRecord]]:
    found: dict[tuple[str, str], list[SyncRecord]] = {}
    for record in named:
        for name in {name_key(record.label), name_key(record.params.get("name"))} - {None, ""}:
            found.setdefault((record.object_type, str(name)), []).append(record)
    return found


def _other_half(record: SyncRecord, other: SyncRecord) -> bool:
    return other.pk != record.pk and bool(other.id_on(side_of(record).other))


def _in_words(row: Any) -> str:
    """What it shares; a SKU as it is typed there, for its key knows no case."""
    kind, _, value = row.by.partition(":")
    told = KINDS.get(kind, "")
    if kind == "sku":
        typed = str(facts_of(row, side_of(row)).get("SKU", "")).strip()
        value = typed if sku_key(typed) == value else value
    return f"{told} {value}" if kind in ("email", "sku", "number") else told


def _note(found: Reasons, record: SyncRecord, other: SyncRecord, reason: str) -> None:
    _, reasons = found.setdefault(record.pk, {}).setdefault(other.pk, (other, []))
    if reason not in reasons:
        reasons.append(reason)


def _billed(today: date) -> Coalesce:
    """How many invoices a contact was billed in the last year, to be told with it."""
    since = today - timedelta(days=365)
    rows = SyncRecord.objects.filter(
        workspace=OuterRef("workspace"),
        object_type=ObjectType.INVOICE,
        customer=OuterRef("pk"),
        document_date__gt=since,
    )
    return Coalesce(Subquery(rows.order_by().values("customer").annotate(number=Count("pk")).values("number")), 0)


def _home() -> Coalesce:
    accounts = Connection.objects.filter(workspace=OuterRef("workspace")).values("currency")
    hubspot, quickbooks = (Subquery(accounts.filter(side=side.value)) for side in Side)
    return Coalesce(Case(When(quickbooks_id=None, then=hubspot), default=quickbooks), Value(""))


def _ranked(mine: Mapping[int, tuple[Any, list[str]]], promised: Mapping[int, Promise]) -> list[Candidate]:
    """More reasons first, then who is free, then who is billed most."""
    rows = [
        Candidate(other, tuple(reasons), other.billed, other.home, promised.get(other.pk))
        for other, reasons in mine.values()
    ]
    rows.sort(key=lambda one: (-len(one.reasons), one.taken, -one.billed, one.record.pk))
    return rows[:MOST]


def search(
    workspace: Workspace, object_type: str, side: Side, text: str, *, free: bool, active: bool = False
) -> list[Candidate]:
    """By hand: records of one side by name, number, address or id; `free`: those that are not linked; `active`: those that
    are not inactive."""
    text = clean_text(text) or ""
    if not text:
        return []
    keys = MatchKey.objects.filter(
        workspace=workspace, object_type=object_type, key__in=[f"email:{email_key(text)}", f"sku:{sku_key(text)}"]
    )
    found = titled(text) | Q(**{f"{side.value}_id": text}) | Q(pk__in=keys.values("record"))
    all_found = SyncRecord.objects.filter(found, workspace=workspace, object_type=object_type)
    records = of_side(all_found.active() if active else all_found, side)
    if free:
        records = records.filter(**{f"{side.other.value}_id__isnull": True})
    shown = records.annotate(home=_home()).defer(*(NOT_HELD if object_type in NAMED else HEAVY))
    rows = list(shown.order_by("label", "pk")[: MOST + 1])
    promised = promises([*rows, *_meant_with(workspace, side, rows)])
    return [Candidate(one, home=one.home, promise=promised.get(one.pk)) for one in rows]


def _meant_with(workspace: Workspace, side: Side, rows: Sequence[SyncRecord]) -> Iterable[SyncRecord]:
    """Those with whom somebody has chosen to link one of these, all of this side. What was chosen stands on HubSpot's record."""
    if side is Side.QUICKBOOKS:
        return choosers(workspace.pk, [row.pk for row in rows]).defer(*HEAVY) if rows else ()
    chosen = [row.decision[name] for row in rows for name in PARTNER if row.decision.get(name)]
    return SyncRecord.objects.filter(pk__in=chosen, workspace=workspace).defer(*HEAVY) if chosen else ()


def among(records: QuerySet[SyncRecord], text: str) -> list[Candidate]:
    """Of these, by name or id."""
    text = text.strip()
    found = records.filter(named(text) | Q(quickbooks_id=text)) if text else records.none()
    return [Candidate(one) for one in found.defer(*HEAVY).order_by("label", "pk")[: MOST + 1]]


def payments_beside(records: Iterable[SyncRecord]) -> dict[int, list[Candidate]]:
    """A29: the payments of the same invoice and amount that stand on the other side alone, or do by now: what was removed
    here and left out by hand since."""
    rows = {record.pk: record for record in records}
    invoices = {row.invoice_id for row in rows.values() if row.invoice_id}
    there = (
        SyncRecord.objects.filter(invoice__in=invoices, object_type=ObjectType.PAYMENT)
        .defer(*HEAVY)
        .order_by("document_date", "pk")
    )
    gone = Q(status=SyncRecord.Status.IGNORED) & (Q(hubspot_version=GONE) | Q(quickbooks_version=GONE))
    free = list(there.filter(Q(hubspot_id=None) | Q(quickbooks_id=None) | gone))
    promised = promises((*rows.values(), *free))
    return {
        pk: [Candidate(one, promise=promised.get(one.pk)) for one in free if _same_money(row, one)]
        for pk, row in rows.items()
    }


def _same_money(record: SyncRecord, other: SyncRecord) -> bool:
    same = record.invoice_id == other.invoice_id and record.amount == other.amount and record.currency == other.currency
    if other.linked:
        return same and getattr(other, f"{side_of(record).value}_version") == GONE
    return same and side_of(record) is not side_of(other)
