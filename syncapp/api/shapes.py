"""What answers are made of: money as text with its currency, times in UTC, and lists that are gone through by `next`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from syncapp.core.values import ObjectType, Side, rounded
from syncapp.queries import counts
from syncapp.queries.links import vendor_page
from syncapp.queries.record_versions import Amount, Shown
from syncapp.queries.states import State
from syncapp.queries.why import Why as Said
from syncapp.queries.why import why
from syncapp.storage.models import SyncRecord

ObjectName = Literal["contacts", "products", "invoices", "payments"]
SyncName = Literal["contacts", "products", "invoices"]  # payments follow invoices and have no switch of their own
System = Literal["hubspot", "quickbooks"]
Limit = Annotated[int, Field(ge=1, le=100, description="At most so many")]
Key = Annotated[int, Field(ge=1, le=10**18)]


def _as_written(text: object) -> object:
    """A number would be read as seconds since 1970."""
    if isinstance(text, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError("Input should be a day such as 2026-11-30")
    return text


Day = Annotated[date, BeforeValidator(_as_written)]
OfCustomer = Annotated[
    Key | None,
    Field(description="What a contact is billed, and who is billed as the same customer: the `id` of its record"),
]
After = Annotated[Key | None, Field(description="The `next` of the answer before")]

NAMES: Mapping[str, ObjectName] = {one.value: one.plural for one in ObjectType}  # type: ignore[misc]
TYPES: Mapping[str, ObjectType] = {one.plural: one for one in ObjectType}


class Money(BaseModel):
    amount: str = Field(description="Decimal digits, rounded to the currency's minor unit", examples=["1250.50"])
    currency: str = Field(examples=["USD"])


class Count(BaseModel):
    """How many records, their money by currency, and since when the oldest of them is so."""

    number: int
    money: list[Money]
    oldest: datetime | None


class Why(BaseModel):
    """What is said of a record that is not simply in sync."""

    code: str
    title: str
    what: str
    because: str
    who: str = Field(description="Who can help")
    steps: list[str]
    retry: str
    next_try: datetime | None
    vendor_text: str = Field(description="The vendor's own words")


class Record(BaseModel):
    """One thing on both sides, or on one of them."""

    id: int
    object: ObjectName
    name: str
    number: str
    customer: str
    status: State = Field(description=" ".join(f"{state}: {state.look.meaning}" for state in State))
    why: Why | None
    amount: Money | None
    due: date | None
    date: date | None
    balance: Money | None
    created_in: System | None
    hubspot_id: str | None
    quickbooks_id: str | None
    hubspot_status: str
    quickbooks_status: str
    hubspot_page: str | None
    quickbooks_page: str | None
    last_changed: datetime | None
    last_checked: datetime | None


class Records(BaseModel):
    results: list[Record]
    next: int | None = Field(description="Pass it as `after`; null on the last page")


class Done(BaseModel):
    """What came of a command. A command that has been carried out before changes nothing and says so."""

    changed: bool
    said: str


class Reason(BaseModel):
    reason: str = Field(min_length=1, max_length=200, description="Why; it stands with the record, with name and time")


def money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount=str(rounded(amount, currency)), currency=currency)


def moneys(sums: Mapping[str, Decimal]) -> list[Money]:
    return [Money(amount=str(rounded(amount, currency)), currency=currency) for currency, amount in sums.items()]


def count(cell: counts.Cell) -> Count:
    return Count(number=cell.number, money=moneys(cell.money), oldest=cell.oldest)


def why_of(said: Said, code: str) -> Why:
    return Why(
        code=code, title=said.title, what=said.what, because=said.because, who=said.who, steps=list(said.steps),
        retry=said.retry, next_try=said.next_at, vendor_text=said.exact,
    )  # fmt: skip


def record_of(row: SyncRecord, state: State, portal: str) -> Record:
    said = why(row, state)
    pages = {side: vendor_page(row, side, portal) or None for side in Side}
    return Record(
        id=row.pk, object=NAMES[row.object_type], name=row.label or row.number, number=row.number,
        customer=row.customer_name or (row.customer.label if row.customer else ""),
        status=state, why=why_of(said, row.reason) if said else None,
        amount=money(row.amount, row.currency), date=row.document_date, due=row.due_date,
        balance=money(row.open_balance, row.currency), created_in=row.origin or None,  # type: ignore[arg-type]
        hubspot_id=row.hubspot_id, quickbooks_id=row.quickbooks_id,
        hubspot_status=row.hubspot_status, quickbooks_status=row.quickbooks_status,
        hubspot_page=pages[Side.HUBSPOT], quickbooks_page=pages[Side.QUICKBOOKS],
        last_changed=row.last_changed_at, last_checked=row.last_checked_at,
    )  # fmt: skip


def records_of(rows: Iterable[SyncRecord], portal: str) -> list[Record]:
    """Of rows that were read with their state."""
    return [record_of(row, State(row.state), portal) for row in rows]  # type: ignore[attr-defined]


Held = Money | str | bool | None


def value_of(shown: Shown) -> Held:
    """A value of either system as JSON has it."""
    if isinstance(shown, Amount):
        return money(shown.value, shown.currency)
    if isinstance(shown, date | datetime):
        return shown.isoformat()
    return str(shown) if isinstance(shown, Decimal) else shown
