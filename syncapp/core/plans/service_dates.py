"""Service dates of lines that go to QuickBooks, where a bookkeeper has confirmed the invoice's date as theirs (B26).

A line without one gets the invoice's date with the write that sends it. From then on its service date follows the invoice's
date, for as long as nobody has changed it in QuickBooks: what was changed or taken away there belongs to QuickBooks (A7).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from syncapp.core.invoice_json import load
from syncapp.core.plan import Base, Change, Planned, Rules
from syncapp.core.recoding import as_sent
from syncapp.core.records import Invoice, Line, LineKind

SERVICE_DATE = "service_date"
SETTING = "Service date from the invoice date"  # as people know it


def dated(lines: tuple[Line, ...], day: date | None, rules: Rules) -> tuple[Line, ...]:
    """New lines."""
    if not rules.fill_service_date or day is None:
        return lines
    return tuple(replace(line, recode={**line.recode, SERVICE_DATE: day.isoformat()}) for line in lines)


def redated(there: Planned, hubspot: Invoice, quickbooks: Invoice, *, rules: Rules, before: Base) -> Planned:
    """An update with the service dates that go with it; `before`: what QuickBooks held."""
    if not rules.fill_service_date or hubspot.date is None:
        return there
    free = [line for line in quickbooks.lines if _follows(line, before)]
    moved = {line.recode[SERVICE_DATE] for line in free if SERVICE_DATE in line.recode} - {str(hubspot.date)}
    if there.write.lines is None and not (moved and "TxnDate" in there.write.fields):
        return there
    kept = {line.id for line in quickbooks.lines} - {line.id for line in free}
    lines = _as_they_stand(quickbooks) if there.write.lines is None else there.write.lines
    sent = tuple(line if line.id in kept else dated((line,), hubspot.date, rules)[0] for line in lines)
    changes = tuple(Change(SERVICE_DATE, date.fromisoformat(day), hubspot.date) for day in sorted(moved))
    return replace(there, write=replace(there.write, lines=sent), changes=(*there.changes, *changes))


def _follows(line: Line, before: Base) -> bool:
    """Its service date is as we wrote it: none, or the date that the invoice had when both sides last agreed."""
    sent = next((one.recode.get(SERVICE_DATE) for one in as_sent(before) if one.id == line.id), None)
    day = load(before.content).date if before.content else None
    return line.recode.get(SERVICE_DATE) == sent and sent in (None, str(day))


def _as_they_stand(quickbooks: Invoice) -> tuple[Line, ...]:
    """The whole set, which any change of a line is written with; the tax is none of them."""
    more = (line for line in quickbooks.adjustments if line.kind is not LineKind.TAX)
    return tuple(replace(line, recode={}) for line in (*quickbooks.lines, *more))
