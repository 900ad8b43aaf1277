"""Days that no booking has: an invoice or payment with one is refused before anything is written for it.

Neither vendor's documentation says which days it refuses, and the sandbox takes them all. 1990 is before any open
invoice that could matter, and before both products; due dates and plans reach years ahead, but not more than ten.
Such a day is nearly always a slip of the key (0206 for 2026), and would put money into a year that nobody looks at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from syncapp.core.errors import Failure
from syncapp.core.merge import Merge
from syncapp.core.plan import Decision, Planned, Remark, Rules
from syncapp.core.records import Invoice, Payment, Record
from syncapp.core.values import Side, Value, day_words

EARLIEST = date(1990, 1, 1)
FARTHEST = timedelta(days=3653)  # ten years ahead
# What is written and read as a day of the document, by either side's name.
DAYS: Mapping[str, str] = {
    "hs_invoice_date": "Invoice date",
    "hs_due_date": "Due date",
    "hs_initiated_date": "Payment date",
    "TxnDate": "Date",
    "DueDate": "Due date",
}
Day = tuple[str, date]
Agreed = Mapping[str, tuple[str, Value]]  # Planned.agreed


def with_due_date(planned: Planned, quickbooks: Invoice) -> Planned:
    """A19: a term that is sent without it would make QuickBooks work out another due date."""
    fields = planned.write.fields
    if "SalesTermRef" not in fields or "DueDate" in fields or quickbooks.due_date is None:
        return planned
    return replace(planned, write=replace(planned.write, fields={**fields, "DueDate": quickbooks.due_date}))


def without_due_date(invoice: Invoice, agreed: Agreed) -> Agreed:
    """A19: what QuickBooks makes the due date of an invoice that has none is nobody's edit, and does not come back."""
    return agreed if invoice.due_date else {**agreed, "DueDate": ("hs_due_date", None)}


def due_dates_differ(hubspot: Invoice, quickbooks: Invoice, rules: Rules, result: Merge) -> tuple[Remark, ...]:
    """A19: though nothing is to be written; what a mapping "from now on" leaves as it stood is meant so (A13)."""
    pair = next((one for one in rules.pairs if (one.hubspot, one.quickbooks) == ("hs_due_date", "DueDate")), None)
    if pair is None or not pair.enabled or pair.from_now or hubspot.due_date == quickbooks.due_date:
        return ()
    told_otherwise = (
        *(one.pair for one in result.withheld),
        *(one.pair for one in result.undecided),
        *(one.pair for one in result.cleared),
    )
    if quickbooks.due_date is None or pair in told_otherwise:
        return ()
    told = {one.side.value: day_words(one.due_date) for one in (hubspot, quickbooks) if one.due_date}
    return (Remark("due_date_differs", told),)


def out_of_range(decision: Decision, alone: Record | None, today: date) -> Failure | None:
    """Why what was decided must not come to be: of a record that stands alone on a side, whatever it waits for; of a
    linked one, where such a day would be written, or waits in a protected period."""
    for name, day in (*_written(decision), *_waiting(decision, alone)):
        if not EARLIEST <= day <= today + FARTHEST:
            side = Side.QUICKBOOKS if name in ("TxnDate", "DueDate") else Side.HUBSPOT
            where = alone.side if alone else side.other
            return Failure("date_out_of_range", {"date": day.isoformat(), "field": DAYS[name], "system": where.label})
    return None


def _written(decision: Decision) -> Iterator[Day]:
    for one in decision.planned:
        if one.write.entity in ("invoice", "payment"):
            yield from _days(one.write.fields)


def _waiting(decision: Decision, alone: Record | None) -> Iterator[Day]:
    if decision.status != "pending":
        return
    if isinstance(alone, Invoice | Payment):
        yield from _days(alone.values)
    elif decision.reason == "parked" and decision.params["what"] == "update":
        yield "TxnDate", date.fromisoformat(decision.params["date"])


def _days(values: Mapping[str, object]) -> Iterator[Day]:
    for name in DAYS:
        value = values.get(name)
        if isinstance(value, date):
            yield name, value.date() if isinstance(value, datetime) else value
