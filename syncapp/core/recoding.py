"""What of the lines of a HubSpot-native invoice was recoded in QuickBooks (A7, B36): item, class, account, tax code, service
date.

It is told for as long as the coding is another than the one that we last wrote, whatever else of the line is written. A tax
code counts as a coding for as long as no tax arises of it: QuickBooks' reports know it, HubSpot shows nothing of it, and no
amount differs. Where tax arises, the total is another, which is an edit of the wrong side (S44, A20).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from syncapp.core.invoice_json import load
from syncapp.core.lines import line_text
from syncapp.core.plan import Base
from syncapp.core.records import Invoice, Line

RECODED = {"class": "class", "account": "account", "tax_code": "tax code", "service_date": "service date"}
Coded = Mapping[str, Mapping[str, str]]  # Base.coded


@dataclass(frozen=True)
class Recoded:
    """One recoding of a QuickBooks line: `field` is item, or a name of `Line.recode`."""

    line_id: str
    text: str
    field: str
    before: str | None
    now: str | None


def recoded(base_lines: Iterable[Line], now_lines: Iterable[Line]) -> tuple[Recoded, ...]:
    """What of these lines was recoded in QuickBooks since the base (A7); lines that came or went are not."""
    base = {line.id: line for line in base_lines}
    return tuple(one for line in now_lines if line.id in base for one in _recodings(base[line.id], line))


def as_sent(base: Base) -> tuple[Line, ...]:
    """The lines of QuickBooks as last agreed, each with the coding that it was last written with."""
    lines = load(base.content).lines if base.content else ()
    return tuple(_with_coding(line, base.coded[line.id]) if line.id in base.coded else line for line in lines)


def still_recoded(base: Base, now: Invoice) -> Coded:
    """By line id the coding of before, of those lines whose coding is another `now`: what the next base remembers."""
    sent = {line.id: line for line in as_sent(base)}
    return {
        line.id: _coding(sent[line.id]) for line in now.lines if line.id in sent and recoded([sent[line.id]], [line])
    }


def written(base: Base, before: Invoice, after: Invoice) -> Coded:
    """`Base.coded` once a write of ours has made `after` of `before`: what it changed of a line's coding, nobody recoded."""
    sent = {line.id: line for line in as_sent(base)}
    coded = dict(base.coded)
    for one in recoded(before.lines, after.lines):
        if one.line_id in sent and one.field != "item":
            known = coded.get(one.line_id, _coding(sent[one.line_id]))
            coded[one.line_id] = {
                name: text for name, text in {**known, one.field: one.now}.items() if text is not None
            }
    return coded


def _coding(line: Line) -> dict[str, str]:
    named = {"item": line.product_id, "name": line.name}
    return {**line.recode, **{name: text for name, text in named.items() if text is not None}}


def _with_coding(line: Line, coding: Mapping[str, str]) -> Line:
    rest = {name: text for name, text in coding.items() if name != "name"}
    return replace(line, product_id=coding.get("item"), name=coding.get("name"), recode=rest)


def recoding_told(recodings: Sequence[Recoded]) -> str:
    """For people, each line once: “Mowing is now Other labor; Edging (class)”."""
    moved = {one.line_id for one in recodings if one.field == "item"}  # its account follows the item
    return "; ".join(_told(one) for one in recodings if one.field == "item" or one.line_id not in moved)


def _told(one: Recoded) -> str:
    if one.field == "item" and one.before:
        line = f"{one.text}: " if one.text and one.text != one.before else ""
        return f"{line}{one.before} is now {one.now or 'without an item'}"
    return f"{one.text or 'a line'} ({RECODED.get(one.field, 'coding')})"


def _recodings(base: Line, now: Line) -> Iterable[Recoded]:
    text = line_text(replace(now, name=None)) or line_text(now)  # by its own text: its name is that of the item
    if base.product_id != now.product_id:
        yield Recoded(now.id, text, "item", base.name or base.product_id, now.name or now.product_id)
    for field in sorted({*base.recode, *now.recode} - {"item"}):
        if base.recode.get(field) != now.recode.get(field):
            yield Recoded(now.id, text, field, base.recode.get(field), now.recode.get(field))
