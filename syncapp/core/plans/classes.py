"""The class of lines that are new in QuickBooks, in a company that assigns one to each row (B33).

It stands for a HubSpot option of the invoice. It is given once, with the line: from then on the coding of a line belongs
to QuickBooks, where every row may be recoded to another class (A7), so that nothing of it can be read back into one option.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from syncapp.core.errors import Failure
from syncapp.core.mapping import carry, targets
from syncapp.core.plan import Rules
from syncapp.core.records import Invoice, Line, LineKind
from syncapp.core.values import Side, Value

OF_LINES = "Line.ClassRef"  # how the field is called in mappings
LABEL = "Class of new lines"
CLASS = "class"
T = TypeVar("T")


def class_of(hubspot: Invoice, rules: Rules) -> Value | Failure:
    """The class that the invoice's option stands for; None where it has none, or nothing is mapped to it."""
    pair = next((one for one in rules.pairs if one.quickbooks == OF_LINES and one.enabled), None)
    if pair is None or Side.QUICKBOOKS not in targets(pair, rules.direction, rules.specs):
        return None
    value = hubspot.values.get(pair.hubspot)
    if value is not None and OF_LINES not in rules.specs.quickbooks:
        gone = {"field": LABEL, "value": "", "system": Side.QUICKBOOKS.label}
        return Failure("inactive_reference", gone)  # the company assigns none to a row any more
    return carry(value, pair, rules.specs, Side.QUICKBOOKS, rules.zone)


def classed(lines: tuple[Line, ...], found: Value) -> tuple[Line, ...]:
    """The lines, of which those that are new have this class."""
    if found is None:
        return lines
    coded = {CLASS: str(found)}
    return tuple(
        line if line.id or line.kind is not LineKind.ITEM else replace(line, recode={**coded, **line.recode})
        for line in lines
    )


def of_header(fields: Mapping[str, T]) -> dict[str, T]:
    """Without the class, which no header has."""
    return {name: value for name, value in fields.items() if name != OF_LINES}
