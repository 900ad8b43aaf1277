"""Service dates of lines that go to QuickBooks, where a bookkeeper has confirmed the invoice's date as theirs (B26)."""

from __future__ import annotations

from dataclasses import replace

from syncapp.core.invoice_json import load
from syncapp.core.plan import NO_BASE, Base, Rules
from syncapp.core.records import Invoice, Line

SERVICE_DATE = "service_date"
SETTING = "Service date from the invoice date"  # as people know it


def dated(
    lines: tuple[Line, ...], invoice: Invoice, *, rules: Rules, before: Base = NO_BASE.quickbooks
) -> tuple[Line, ...]:
    """The lines with the invoice's date as their service date.

    `before`: what QuickBooks held. A line that had a service date there keeps what stands there now, which may be that
    somebody took it away (A7).
    """
    if not rules.fill_service_date or invoice.date is None:
        return lines
    held = load(before.content).lines if before.content else ()
    coded = {line.id for line in held if line.recode.get(SERVICE_DATE)}
    day = invoice.date.isoformat()
    return tuple(
        line if line.id in coded else replace(line, recode={**line.recode, SERVICE_DATE: day}) for line in lines
    )
