"""Terms of payment: what they may be, and the day on which something is due."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.errors import Fault, required

USUAL = 30  # days of a company without a default term [D: the sample invoice]
# Field → least and most [D].
RANGES = {
    "DueDays": (0, 999),
    "DiscountDays": (0, 999),
    "DiscountPercent": (0, 100),
    "DayOfMonthDue": (1, 31),
    "DiscountDayOfMonth": (0, 31),
    "DueNextMonthDays": (0, 999),
}


def build(new: dict[str, Any]) -> None:
    """STANDARD by DueDays, DATE_DRIVEN by the day of a month; Type is QuickBooks' own [D]."""
    if new.get("DueDays") is None and new.get("DayOfMonthDue") is None:
        raise required("DueDays")
    for name, (least, most) in RANGES.items():
        if new.get(name) is not None and not least <= new[name] <= most:
            code = "2150" if name == "DiscountPercent" else "2080"  # which of the two, assumed
            raise Fault(
                code,
                f"Invalid Number : {name} must be between {least} and {most}. Supplied value:{new[name]}",
                name,
            )
    new["Type"] = "STANDARD" if new.get("DueDays") is not None else "DATE_DRIVEN"


def due(day: date, term: Doc | None) -> date:
    """The day on which what is dated `day` is due."""
    if term is not None and term.get("Type") == "DATE_DRIVEN":
        return _of_month(day, int(term["DayOfMonthDue"]), int(term.get("DueNextMonthDays") or 0))
    days = USUAL if term is None else int(term.get("DueDays") or 0)
    return day + timedelta(days=min(days, (date.max - day).days))


def _of_month(day: date, on: int, grace: int) -> date:
    """That day of this month or the next; a month later where less than `grace` days are left [D].

    A month that is too short is due on its last day (assumed).
    """
    months = 0
    found = _in(day, 0, on)
    while found < date.max and (found < day or (found - day).days < grace):
        months += 1
        found = _in(day, months, on)
    return found


def _in(day: date, months: int, on: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(on, calendar.monthrange(year, month + 1)[1]))
