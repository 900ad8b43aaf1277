"""What somebody changed of a HubSpot invoice in QuickBooks Online, in words: each by its name and both figures (S3, S44)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from textwrap import shorten

from syncapp.core.lines import figure, of_one_alone
from syncapp.core.records import ZERO, Invoice, Line, LineKind
from syncapp.core.values import clean_text, plain

MOST = 3
LONGEST = 60  # characters of a line's text


def what_changed(before: Invoice, now: Invoice) -> str:
    """The first few, for people; never empty."""
    told = [*_lines(before, now), *_sums(before, now)]
    return "; ".join(told[:MOST]) or "a line"


def _lines(before: Invoice, now: Invoice) -> Iterator[str]:
    if len(before.lines) != len(now.lines):
        yield f"{len(now.lines)} line{'' if len(now.lines) == 1 else 's'} instead of {len(before.lines)}"
        return
    for old, new in _pairs(*of_one_alone(before.lines, now.lines, now.side)):
        name = shorten(_text(old), LONGEST, placeholder="…").rstrip(".:")
        if old.amount != new.amount:
            yield f"{name}: {figure(new.amount, now.currency)} instead of {figure(old.amount, before.currency)}"
        elif (old.quantity, old.unit_price) != (new.quantity, new.unit_price):
            yield f"{name}: {_priced(new, now)} instead of {_priced(old, before)}"
        else:
            yield f"the text of {name}"


def _pairs(gone: Sequence[Line], come: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """A line that keeps its id is the same one; the others follow as they stand."""
    known = {line.id for line in gone if line.id}
    same = {line.id: line for line in come if line.id in known}
    yield from ((old, same[old.id]) for old in gone if old.id in same)
    others = (line for line in come if line.id not in same)
    yield from zip((line for line in gone if line.id not in same), others, strict=False)


def _text(line: Line) -> str:
    """As HubSpot calls it: many lines may stand on one item."""
    return (clean_text(line.description) or "").split("\n")[0] or line.name or "a line"


def _priced(line: Line, invoice: Invoice) -> str:
    if line.quantity is None or line.unit_price is None:
        return figure(line.amount, invoice.currency)
    return f"{plain(line.quantity)} × {figure(line.unit_price, invoice.currency)}"


def _sums(before: Invoice, now: Invoice) -> Iterator[str]:
    """Discounts, fees and tax of the whole invoice."""
    for name, kind in (("discount", LineKind.DISCOUNT), ("shipping or fee", LineKind.FEE), ("tax", LineKind.TAX)):
        old, new = _sum(before, kind), _sum(now, kind)
        if old != new:
            yield f"{name}: {figure(new, now.currency)} instead of {figure(old, before.currency)}"


def _sum(invoice: Invoice, kind: LineKind) -> Decimal:
    if kind is LineKind.TAX:
        return invoice.tax or ZERO
    return sum((line.amount for line in invoice.adjustments if line.kind is kind), ZERO)
