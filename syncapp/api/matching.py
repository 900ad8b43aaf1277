"""Who is who, beside what waits in Linking: candidates of one record, many pairs at once, numbers that would clash (B22, B23)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from syncapp.actions.linking import link
from syncapp.actions.records import FixRefused
from syncapp.actions.scanning import Found, scan
from syncapp.api.access import RESOLVE, VIEW, Caller
from syncapp.api.service import api
from syncapp.api.shapes import Key, Money, System, money
from syncapp.core.values import Side
from syncapp.queries.link_file import MOST, Line, judged
from syncapp.queries.number_clash_words import holder_words, proposal


class PairOfIds(BaseModel):
    object: Literal["contact", "product", "invoice", "payment"]
    hubspot_id: str = Field(max_length=64)
    quickbooks_id: str = Field(max_length=64)


class ManyPairs(BaseModel):
    pairs: list[PairOfIds] = Field(min_length=1, max_length=MOST)


class NotLinked(BaseModel):
    """`place` of the pair in what was sent, from 0."""

    place: int
    why: str


class ManyLinked(BaseModel):
    linked: int
    left: list[NotLinked]


class NumberClash(BaseModel):
    """An invoice that stands on one side only, and who has its number on the other one."""

    record: Key
    number: str
    stands_in: System
    customer: str
    date: date | None
    amount: Money | None
    holder: str
    holder_record: Key | None
    proposal: str


class NumberScan(BaseModel):
    looked_at: int = Field(description="Invoices on one side only, compared with every invoice that is known")
    asked: int = Field(description="Numbers that the other system was asked for, of the newest invoices")
    older_not_asked: bool
    more_than_listed: bool
    failed: list[str] = Field(description="Why a system could not be asked")
    clashes: list[NumberClash]


@api.post("/links/many", auth=RESOLVE, response=ManyLinked, tags=["Linking"])
def link_many(request: Caller, wanted: ManyPairs) -> ManyLinked:
    """Make one record of each pair, by the vendors' ids, as a file does; what cannot be says why and the others go."""
    lines = [Line(place, one.object, one.hubspot_id, one.quickbooks_id) for place, one in enumerate(wanted.pairs)]
    linked, left = 0, []
    for one in judged(request.workspace, lines):
        why = one.why_not
        if not why and one.hubspot and one.quickbooks:
            try:
                link(one.hubspot, one.quickbooks, by=request.by)
                linked += 1
            except FixRefused as refusal:
                why = str(refusal)
        if why:
            left.append(NotLinked(place=one.line.number, why=why))
    return ManyLinked(linked=linked, left=left)


@api.post("/linking/numbers", auth=VIEW, response=NumberScan, tags=["Linking"])
def scan_numbers(request: Caller) -> NumberScan:
    """Look for invoices whose number somebody on the other side has already. It asks both vendors, and writes nothing."""
    found = scan(request.workspace)
    return NumberScan(
        looked_at=found.looked_at, asked=found.asked, older_not_asked=found.more, more_than_listed=found.unlisted,
        failed=found.failed, clashes=[_clash(one) for one in found.found],
    )  # fmt: skip


def _clash(one: Found) -> NumberClash:
    row, here = one.record, Side(one.side).other
    return NumberClash(
        record=row.pk, number=row.number, stands_in=here.value, customer=row.customer_name, date=row.document_date,
        amount=money(row.amount, row.currency), holder=holder_words(one.side, one.holder),
        holder_record=one.other.pk if one.other else None, proposal=proposal(row, one.side, one.holder, one.other),
    )  # fmt: skip
