"""The records of a workspace, filtered and page by page; fast at any depth, because pages go by key, not by offset."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Concat, Replace

from syncapp.core.values import ObjectType, Side, split_emails, typings, without_accents
from syncapp.queries.customers import BILLED, Customer, documents
from syncapp.queries.links import Link, abroad, linked_to
from syncapp.queries.states import State, any_of, with_state
from syncapp.storage.models import LONG, Activity, MatchKey, SyncRecord, Workspace

CAP = 10_000
SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Wanted:
    """What a list of records is narrowed to; empty means any."""

    objects: Sequence[str] = ()
    states: Sequence[State] = ()
    causes: Sequence[str] = ()
    directions: Sequence[str] = ()
    stands: str = ""
    text: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    first_day: date | None = None
    last_day: date | None = None
    currency: str = ""
    arrived_in: str = ""  # the side on which our copy was made
    arrived_from: date | None = None  # the day on which both sides were equal for the first time
    arrived_to: date | None = None
    customer: Customer | None = None  # who is billed

    @property
    def arrived(self) -> dict[str, Any]:
        """As conditions of the query."""
        told = {"arrived_in": self.arrived_in, "arrived_on__gte": self.arrived_from, "arrived_on__lte": self.arrived_to}
        found = {name: value for name, value in told.items() if value}
        return found | ({"arrived_on__isnull": False} if found else {})


Key = TypeVar("Key", int, str)
Row = TypeVar("Row", bound=Model)


@dataclass
class Page(Generic[Key]):
    """A page by key: `after` and `before` are the keys of the pages beside it, None where there is none."""

    rows: list[Any]
    after: Key | None = None
    before: Key | None = None
    number: int | None = None  # of all that match; more than CAP are not counted
    size: int = 0  # of a full page
    asked: int = 1  # which row the first one is, as the page before it has told

    @property
    def first(self) -> int:
        """Which row the first one is. Known at both ends; between them rows may have come meanwhile."""
        if self.before is None:
            return 1
        if self.after is None and self.number is not None and self.number <= CAP:
            return max(1, self.number - len(self.rows) + 1)
        return self.asked

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def below(self) -> int:
        """The first row of the next page."""
        return self.last + 1

    @property
    def above(self) -> int:
        """The first row of the page before."""
        return max(1, self.first - self.size)

    @property
    def number_text(self) -> str:
        if self.number is None:
            return "many"
        return f"{CAP:,}+" if self.number > CAP else f"{self.number:,}"


def wanted_records(
    workspace: Workspace, wanted: Wanted, off: Collection[str], directions: dict[str, str]
) -> QuerySet[SyncRecord]:
    """All that match, each with its state as `state`; `directions`: object → the direction of its sync."""
    records = SyncRecord.objects.filter(workspace=workspace)
    if wanted.objects:
        records = records.filter(object_type__in=wanted.objects)
    if wanted.states:
        records = records.filter(any_of(wanted.states, off))
    if wanted.causes:
        records = records.filter(reason__in=wanted.causes)
    if wanted.directions:
        objects = [name for name, direction in directions.items() if direction in wanted.directions]
        records = records.filter(object_type__in=objects)
    if wanted.currency:
        records = records.filter(currency=wanted.currency.upper())
    records = records.filter(
        _stands(wanted.stands),
        _billed_to(wanted),
        _money(wanted),
        within_days("last_changed_at", wanted.first_day, wanted.last_day, workspace),
        **wanted.arrived,
    )
    return with_state(records.filter(_text(workspace, wanted.text)), off)


def with_invoice(rows: QuerySet[Row], record: str = "") -> QuerySet[Row]:
    """With the invoice of each record that is a payment, and its customer, without what is long of them; `record`: which one
    it is of a row."""
    beside = (f"{record}invoice", f"{record}invoice__customer")
    return rows.select_related(*beside).defer(*(f"{one}__{name}" for one in beside for name in LONG))


def invoice_of(record: SyncRecord) -> SyncRecord | None:
    """What a payment pays, where that was read with it: nothing is asked."""
    return record._state.fields_cache.get("invoice") if record.object_type == ObjectType.PAYMENT else None


def customer_of(record: SyncRecord) -> str:
    """Whose it is, of a payment that of its invoice; of what was read with it."""
    of = invoice_of(record) or record
    customer = of._state.fields_cache.get("customer")
    return of.customer_name or (customer.label if customer else "")


def _stands(stands: str) -> Q:
    if stands == "both":
        return Q(hubspot_id__isnull=False, quickbooks_id__isnull=False)
    if stands == "hubspot":
        return Q(hubspot_id__isnull=False, quickbooks_id__isnull=True)
    return Q(hubspot_id__isnull=True) if stands == "quickbooks" else Q()


def _billed_to(wanted: Wanted) -> Q:
    return Q(pk__in=documents(wanted.customer, wanted.objects or BILLED)) if wanted.customer else Q()


def _money(wanted: Wanted) -> Q:
    found = Q() if wanted.least is None else Q(amount__gte=wanted.least)
    return found if wanted.most is None else found & Q(amount__lte=wanted.most)


def within_days(name: str, first: date | None, last: date | None, workspace: Workspace) -> Q:
    """The time `name` lies on one of these days, both included, in the company's zone (A19)."""
    zone = ZoneInfo(workspace.time_zone)
    found = Q()
    if first and first > date.min:  # which begins where there is no time yet, by the clocks of the east
        found &= Q(**{f"{name}__gte": datetime.combine(first, time(0), zone).astimezone(UTC)})
    if last and last < date.max:
        end = datetime.combine(last + timedelta(days=1), time(0), zone)
        found &= Q(**{f"{name}__lt": end.astimezone(UTC)})
    return found


def found_by(workspace: Workspace, text: str, people: Sequence[int] | None = None) -> QuerySet[SyncRecord]:
    """The records that a name, number, id, address or link leads to; `people` where they are `reached` already."""
    return SyncRecord.objects.filter(_text(workspace, text, people), workspace=workspace)


def matching(records: QuerySet[SyncRecord], workspace: Workspace, text: str) -> QuerySet[SyncRecord]:
    """Those of these records that it leads to; all of them where nothing is asked for. A payment by its invoice too."""
    if not text.strip():
        return records
    people = reached(workspace, text)
    invoices = found_by(workspace, text, people).filter(object_type=ObjectType.INVOICE)
    return records.filter(_text(workspace, text, people) | Q(invoice__in=invoices.values("pk")))


def _text(workspace: Workspace, text: str, people: Sequence[int] | None = None) -> Q:
    """Name, number, id, address of a contact, a link to either vendor's page, or the customer of a document."""
    text = text.strip()
    if not text:
        return Q()
    if link := linked_to(text):
        return Q(pk__in=[]) if abroad(workspace, text) else _behind(link)
    found = titled(text) | Q(hubspot_id=text) | Q(quickbooks_id=text)
    found |= Q(quickbooks_id__startswith=f"{text}/") if text.isdigit() else Q()
    contacts = SyncRecord.objects.filter(named(text), workspace=workspace, object_type=ObjectType.CONTACT)
    found |= Q(customer__in=contacts.values("pk")) | Q(customer_name__icontains=text)
    people = reached(workspace, text) if people is None else people
    return found | Q(pk__in=people) | Q(customer__in=people) if people else found


def reached(workspace: Workspace, address: str) -> list[int]:
    """The keys of the contacts and customers with this address; none where the text is no address."""
    email = ",".join(split_emails(address))
    if "@" not in email or linked_to(email):
        return []
    keys = MatchKey.objects.filter(workspace=workspace, object_type=ObjectType.CONTACT, key=f"email:{email}")
    people = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.CONTACT).alias(there=_ADDRESSES)
    found = Q(pk__in=keys.values("record")) | Q(hubspot_base__values__email__iexact=email)
    return list(people.filter(found | Q(there__icontains=f",{email},")).values_list("pk", flat=True))


_HELD = KeyTextTransform("PrimaryEmailAddr.Address", KeyTransform("values", "quickbooks_base"))
_COMMA, _SEMICOLON, _BLANK, _NONE = (Value(sign, TextField()) for sign in (",", ";", " ", ""))
# Of a customer, each between commas as `core.values.split_emails` tells them apart: one is never a part of another.
_ADDRESSES = Concat(_COMMA, Replace(Replace(_HELD, _BLANK, _NONE), _SEMICOLON, _COMMA), _COMMA)


def named(text: str) -> Q:
    """By a part of the name, typed with its accents or without; of a document also of its customer's that is not in plain
    letters."""
    plain = without_accents(text)
    return Q(label__icontains=text) | (Q(plain_name__contains=plain) if plain else Q())


def titled(text: str) -> Q:
    """By name, or by the beginning of the number."""
    return reduce(or_, (Q(number__istartswith=one) for one in typings(text)), named(text))


def _behind(link: Link) -> Q:
    """The records that one page of a vendor shows; of a payment of QuickBooks each application is one (A25)."""
    if link.object_type is None:
        return Q(pk__in=[])
    if (link.side, link.object_type) == (Side.QUICKBOOKS, ObjectType.PAYMENT):
        return Q(object_type=link.object_type, quickbooks_id__startswith=f"{link.external_id}/")
    return Q(object_type=link.object_type, **{f"{link.side.value}_id": link.external_id})


def page_of(records: QuerySet[Any], *, size: int, after: int | None = None, before: int | None = None) -> Page[int]:
    """Newest first: the page below the key `after`, or the one above the key `before`."""
    if before is not None:
        rows = list(records.filter(pk__gt=before).order_by("pk")[: size + 1])
        return _page(rows[:size][::-1], size, above=len(rows) > size, below=True)
    rows = list((records if after is None else records.filter(pk__lt=after)).order_by("-pk")[: size + 1])
    page = _page(rows[:size], size, above=after is not None, below=len(rows) > size)
    if after is None and page.after is None:
        page.number = len(page.rows)
    return page


def _page(rows: list[Any], size: int, *, above: bool, below: bool) -> Page[int]:
    if not rows:
        return Page([])
    return Page(rows, before=rows[0].pk if above else None, after=rows[-1].pk if below else None, size=size)


def capped_count(records: QuerySet[SyncRecord]) -> int:
    """How many match; counting ends beyond CAP."""
    return records.order_by()[: CAP + 1].count()


def activity_of(record: SyncRecord, limit: int = 20) -> list[Activity]:
    """What happened to it, newest first; each entry knows it, and so in which currency its money is."""
    entries = list(Activity.objects.filter(record=record).select_related("actor").order_by("-id")[:limit])
    for entry in entries:
        entry.record = record
    return entries


def clicked(workspace: Workspace, first: int) -> list[Activity]:
    """What one click did, record by record: the entry with this key and those that were made with it."""
    entries = (
        Activity.objects.filter(workspace=workspace, record__isnull=False).exclude(actor=None).exclude(request_id="")
    )
    told = entries.filter(pk=first).first()
    if told is None:
        return []
    # Entries of one click lie together, however many there are in all.
    beside = entries.filter(pk__range=(first, first + 2 * CAP), request_id=told.request_id)
    return list(beside.select_related("record", "actor").order_by("pk"))
