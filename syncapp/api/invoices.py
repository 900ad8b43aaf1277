"""The list of both systems' invoices, with what they add up to; one of them is a record."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Query
from pydantic import BaseModel, Field, field_validator

from syncapp.api.access import VIEW, Caller
from syncapp.api.records import customer_asked, portal
from syncapp.api.service import api
from syncapp.api.shapes import Day, Limit, Money, OfCustomer, Record, moneys, records_of
from syncapp.queries import invoices as queries
from syncapp.queries.states import State


class InvoiceFilter(BaseModel):
    """`view`: as the views of the screen; without one, all but what is excluded or ignored."""

    view: Literal["", "not-in-quickbooks", "unequal", "needs-me", "excluded-or-ignored"] = ""
    status: list[State] = []
    q: str = Field("", max_length=300)
    customer: OfCustomer = None
    since: Day | None = Field(None, description="Dated on this day or later")
    until: Day | None = None
    limit: Limit = 50
    after: str = Field("", max_length=40, description="The `next` of the answer before")

    @field_validator("view", mode="before")
    @classmethod
    def _now_called(cls, view: str) -> str:
        return queries.FORMERLY.get(view, view)


class Invoices(BaseModel):
    """`number`, `totals` and `balances` are of all that match; null where they are more than 10,000."""

    results: list[Record]
    next: str | None
    number: int | None
    totals: list[Money]
    balances: list[Money]


@api.get("/invoices", auth=VIEW, response=Invoices, tags=["Invoices"])
def invoices(request: Caller, filters: Annotated[InvoiceFilter, Query()]) -> Invoices:
    """Invoices of both systems, the newest first by their own date."""
    narrowed = queries.Narrowed(
        filters.view, filters.status, filters.q, filters.since, filters.until, customer_asked(request, filters.customer)
    )
    found = queries.invoices(request.workspace, narrowed, request.tally.off)
    page = queries.page_of(found, size=filters.limit, after=filters.after)
    sums = queries.sums(found)
    return Invoices(
        results=records_of(page.rows, portal(request)), next=page.after,
        number=None if sums.capped else sums.number, totals=moneys(sums.totals), balances=moneys(sums.balances),
    )  # fmt: skip
