"""What a person has changed on a copy while a write of ours to it may be half done.

As it was when the pair last agreed, as it is to be, or as one of our writes was to make it: nobody has touched that.
Anything else is an edit, and is not written over (A8).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from syncapp.core.lines import line_text
from syncapp.core.mirror import MirrorDiff
from syncapp.core.records import Invoice, Line
from syncapp.core.values import Value, plain, shown

Shown = str | bool | None


@dataclass(frozen=True)
class OurWrites:
    """What our writes of one record, since it was last in sync, were to make of its copy; each value `as_told`."""

    created: bool = False  # the copy itself
    values: Mapping[str, frozenset[Shown]] = field(default_factory=dict)  # by field
    amounts: frozenset[tuple[str, Shown]] = frozenset()  # of lines, by our mark, "" without
    made: frozenset[str] = frozenset()  # marks of lines that HubSpot is known to have made

    def wrote(self, name: str, value: Value) -> bool:
        return as_told(shown(value)) in self.values.get(name, frozenset({None} if self.created else ()))


def as_told(value: Shown) -> Shown:
    """A figure is the same with more zeros behind it."""
    try:
        return plain(Decimal(value)) if isinstance(value, str) else value
    except InvalidOperation:
        return value


def lines_edited(missing: MirrorDiff, actual: Invoice, base: Invoice | None, ours: OurWrites) -> bool:
    """`missing`: what would be written so that the copy shows what it is to show."""
    differing = {line.id for edits in (missing.lines, missing.adjustments) for line in (*edits.update, *edits.delete)}
    now = {line.id: line for line in (*actual.lines, *actual.adjustments)}
    before = {line.id: line for line in (*base.lines, *base.adjustments)} if base else {}
    touched = (line for line in now.values() if line.id in differing and not _is_ours(line, ours))
    if any(line.id not in before or _said(before[line.id]) != _said(line) for line in touched):
        return True
    gone = [line for line in before.values() if line.id not in now]
    return _is_missed(missing.lines.create, {line.key for line in gone if line.key} | ours.made) or bool(
        {_said(line) for line in gone} & {_said(line) for line in missing.adjustments.create}
    )


def _is_ours(line: Line, ours: OurWrites) -> bool:
    return (line.key or "", as_told(shown(line.amount))) in ours.amounts


def _is_missed(wanted: Iterable[Line], gone: set[str]) -> bool:
    return any(line.key in gone for line in wanted)


def _said(line: Line) -> tuple[object, ...]:
    return (
        line.kind,
        line.amount,
        line.quantity,
        line.unit_price,
        line.discount,
        line.percent,
        line_text(line),
        line.name,
    )
