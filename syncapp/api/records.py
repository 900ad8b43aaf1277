"""Records: the list with the filters of the Record view, one with both sides, and what happened to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from django.http import Http404
from ninja import Query
from pydantic import BaseModel, Field

from syncapp.api.access import VIEW, Caller
from syncapp.api.entries import Entries, entries_of
from syncapp.api.service import api
from syncapp.api.shapes import (
    NAMES,
    TYPES,
    After,
    Day,
    Held,
    Key,
    Limit,
    ObjectName,
    OfCustomer,
    Record,
    Records,
    record_of,
    records_of,
    value_of,
)
from syncapp.core.errors import entry
from syncapp.core.values import Direction
from syncapp.engine.people.asked import stored_seal
from syncapp.queries import record_page, syncs
from syncapp.queries.activity import Asked, entries
from syncapp.queries.both_sides import Group
from syncapp.queries.customers import Billed, Customer, customer_by
from syncapp.queries.offers import BUILDERS, offers
from syncapp.queries.record_page import RecordPage, fields_of, portal_of
from syncapp.queries.records import Wanted, page_of, wanted_records
from syncapp.queries.setup.passing import today_of
from syncapp.queries.states import State, state_of
from syncapp.storage.models import LONG, SyncRecord

# Of a payment's invoice only its name is told.
LONG_OF_INVOICE = [f"invoice__{name}" for name in LONG]


class RecordFilter(BaseModel):
    """As the filters of the Record view; what is left out narrows nothing."""

    q: str = Field("", max_length=300, description="Name, number, id, email address, or a link to either system")
    object: list[ObjectName] = []
    status: list[State] = []
    cause: list[str] = Field([], max_length=50, description="Codes as in `why.code`")
    direction: list[Direction] = Field([], description="In which its object syncs")
    stands: Literal["", "both", "hubspot", "quickbooks"] = Field(
        "", description="On which side: on both, or only there"
    )
    since: Day | None = Field(None, description="Last changed on this day or later, in the company's time zone")
    until: Day | None = None
    least: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    most: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    currency: str = Field("", max_length=3)
    copied_in: Literal["", "hubspot", "quickbooks"] = Field("", description="Where the sync made its copy")
    synced_since: Day | None = Field(None, description="First equal on both sides on this day or later")
    synced_until: Day | None = None
    customer: OfCustomer = None
    limit: Limit = 50
    after: After = None


class Line(BaseModel):
    """One field, or one line or sum of an invoice. `agreed`: what both held when they were equal last."""

    label: str
    hubspot: Held
    quickbooks: Held
    agreed: Held
    hubspot_changed: str = Field(description="changed, added or removed since then; empty if it was not")
    quickbooks_changed: str
    remark: str


class Part(BaseModel):
    title: str
    lines: list[Line]


class Option(BaseModel):
    """Send `value` to `POST /records/{int:id}/choose`."""

    value: str
    label: str
    note: str


class Beside(BaseModel):
    id: int
    object: ObjectName
    name: str
    status: State


class BilledToIt(BaseModel):
    """`status`: how many of them are in which; `GET /records?object=…&customer=…` lists them. Of more than 10,000 the `number` is
    null."""

    object: ObjectName
    number: int | None
    status: dict[State, int]


class Whole(BaseModel):
    """`seal` stands for what is shown here: `POST /records/{id}/do` wants it. `billed`: of a contact."""

    record: Record
    seal: str
    parts: list[Part]
    remarks: list[str]
    payments: list[Beside]
    billed: list[BilledToIt]
    waiting_for_it: list[Beside]
    waits_for: Beside | None
    options: list[Option]


@api.get("/records", auth=VIEW, response=Records, tags=["Records"])
def list_records(request: Caller, filters: Annotated[RecordFilter, Query()]) -> Records:
    """The records that match all filters, the newest first."""
    wanted = Wanted(
        objects=[TYPES[name] for name in filters.object], states=filters.status, causes=filters.cause, directions=filters.direction, stands=filters.stands,
        text=filters.q, least=filters.least, most=filters.most, first_day=filters.since, last_day=filters.until,
        currency=filters.currency, arrived_in=filters.copied_in, arrived_from=filters.synced_since,
        arrived_to=filters.synced_until, customer=customer_asked(request, filters.customer),
    )  # fmt: skip
    tally = request.tally
    rows = wanted_records(request.workspace, wanted, tally.off, syncs.directions(tally))
    page = page_of(
        rows.select_related("customer", "invoice").defer(*LONG_OF_INVOICE), size=filters.limit, after=filters.after
    )
    return Records(results=records_of(page.rows, portal(request)), next=page.after)


@api.get("/records/{int:id}", auth=VIEW, response=Whole, tags=["Records"])
def one_record(request: Caller, id: Key) -> Whole:
    """One record: both sides line by line, what was agreed last, and what there is to choose."""
    row = own(request, id)
    page = RecordPage(request.workspace, row, request.tally, fields_of(row))
    awaited = row.waiting_on
    return Whole(
        record=record_of(row, page.state, portal_of(row)),
        seal=stored_seal(row),
        parts=[_part(group) for group in page.sides.groups],
        remarks=[said.text for said in page.remarks],
        billed=[_billed(one) for one in page.billed],
        payments=[_beside(one.record, one.state) for one in page.payments],
        waiting_for_it=[_beside(one.record, one.state) for one in page.waiters],
        waits_for=_beside(awaited, state_of(awaited, request.tally.off)) if awaited else None,
        options=options_of(row, page.state),
    )


@api.get("/records/{int:id}/activity", auth=VIEW, response=Entries, tags=["Records"])
def activity_of_record(request: Caller, id: Key, limit: Limit = 50, after: After = None) -> Entries:
    """What happened to it, the newest first."""
    own(request, id)
    return entries_of(request.workspace, entries(request.workspace, Asked(record=id)), limit, after)


def own(request: Caller, key: int) -> SyncRecord:
    row = record_page.record_of(request.workspace, key)
    if row is None:
        raise Http404
    return row


def customer_asked(request: Caller, key: int | None) -> Customer | None:
    """One that is not known is refused: an empty list would say that it has no invoices."""
    customer = None if key is None else customer_by(request.workspace, key)
    if key is not None and customer is None:
        raise Http404
    return customer


def portal(request: Caller) -> str:
    return syncs.portal_in(syncs.connections_of(request.workspace))


def options_of(row: SyncRecord, state: State) -> list[Option]:
    """What a person would choose from, where its fix is a choice between stored records."""
    if state is not State.FAILING or entry(row.reason).fix not in BUILDERS:
        return []
    offer = offers(row.workspace, [row], today_of(row.workspace))[row.pk]
    return [Option(value=one.value, label=one.label, note=one.note) for one in offer.options]


def _part(group: Group) -> Part:
    return Part(
        title=group.title,
        lines=[
            Line(
                label=row.label, hubspot=value_of(row.hubspot.value), quickbooks=value_of(row.quickbooks.value),
                agreed=value_of(row.agreed.value), hubspot_changed=row.hubspot.mark, quickbooks_changed=row.quickbooks.mark,
                remark=row.remark,
            )
            for row in group.rows
        ],
    )  # fmt: skip


def _billed(one: Billed) -> BilledToIt:
    return BilledToIt(
        object=NAMES[one.object_type],
        number=None if one.capped else one.number,
        status={} if one.capped else dict(one.states),
    )


def _beside(row: SyncRecord, state: State) -> Beside:
    return Beside(id=row.pk, object=f"{row.object_type}s", name=row.label or row.number, status=state)  # type: ignore[arg-type]
