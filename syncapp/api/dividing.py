"""One HubSpot payment on several invoices: how much belongs to which (A25)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import Http404
from pydantic import BaseModel, Field

from syncapp.actions.dividing import REASONS, divide
from syncapp.api.access import RESOLVE, VIEW, Caller
from syncapp.api.records import own
from syncapp.api.service import api
from syncapp.api.settling import SOON
from syncapp.api.shapes import Done, Key, Money, money
from syncapp.core.dividing import proposals
from syncapp.engine.payments.payable import payable
from syncapp.engine.people.asked import stored_seal


class Open(BaseModel):
    """One of the invoices, by its id in HubSpot; `open` is what it can take."""

    hubspot_id: str
    name: str
    date: date | None
    customer: str
    open: Money | None
    not_in_quickbooks: str


class Way(BaseModel):
    """One proposal, as `amounts` of the command want it."""

    words: str
    amounts: dict[str, str]


class Division(BaseModel):
    """`seal` stands for what is shown here: send it with the amounts."""

    amount: Money | None
    invoices: list[Open]
    proposals: list[Way]
    seal: str


class Divide(BaseModel):
    amounts: dict[str, Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=6)]] = Field(
        description="Of each invoice, by its id in HubSpot, decimal text", examples=[{"501": "60.00", "502": "40.00"}]
    )
    seal: str = Field(max_length=200)


@api.get("/records/{int:id}/division", auth=VIEW, response=Division, tags=["Records"])
def division(request: Caller, id: Key) -> Division:
    """What each invoice of this payment can take, and how it may be divided among them."""
    row = own(request, id)
    if row.reason not in REASONS:
        raise Http404
    invoices, whole = payable(row), row.amount or Decimal(0)
    return Division(
        amount=money(row.amount, row.currency),
        invoices=[
            Open(
                hubspot_id=one.id, name=one.label, date=one.date, customer=one.customer,
                open=money(one.open, row.currency), not_in_quickbooks=one.not_there,
            )
            for one in invoices
        ],
        proposals=[
            Way(words=way.words, amounts={one.id: str(amount) for one, amount in way.amounts})
            for way in proposals(whole, row.currency, invoices)
        ],
        seal=stored_seal(row),
    )  # fmt: skip


@api.post("/records/{int:id}/divide", auth=RESOLVE, response=Done, tags=["Records"])
def divide_payment(request: Caller, id: Key, wanted: Divide) -> Done:
    """Divide it so, exactly as it was read: the amounts make up the payment, and none is over what is open."""
    row = own(request, id)
    divide(row, wanted.amounts, wanted.seal, by=request.by)
    return Done(changed=True, said=f"{row.label} is divided. {SOON}")
