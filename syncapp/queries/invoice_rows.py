"""The lines and amounts of an invoice, each line beside its counterpart on the other side (S39, B19)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from syncapp.core.lines import discount_key, line_text
from syncapp.core.money import amount_text, in_currency
from syncapp.core.reconcile import status_word_shown
from syncapp.core.records import Invoice, Line, LineKind
from syncapp.core.values import Pair, Side, plain, rounded
from syncapp.queries.both_sides import EMPTY, Cell, Group, Row, marked
from syncapp.queries.record_versions import Amount, Held

KINDS = {LineKind.DISCOUNT: "Discount", LineKind.FEE: "Fee", LineKind.TAX: "Tax", LineKind.TEXT: "Text"}


@dataclass
class _Place:
    """One line in its four places: now and as agreed, on either side."""

    now: dict[Side, Line] = field(default_factory=dict)
    agreed: dict[Side, Line] = field(default_factory=dict)

    @property
    def any(self) -> Line:
        return next(iter((*self.now.values(), *self.agreed.values())))


ON_CUSTOM_ITEM = "On Custom Line Item"


def invoice_groups(both: Pair[Held], custom_item: str = "") -> list[Group]:
    """Lines, what is taken off or put on, and the sums; empty groups are left out.

    `custom_item`: the QuickBooks id of Custom Line Item, so that a line on it says so (S11).
    """
    if not any(held.invoice for _, held in both):
        return []
    lines = [_line_row(place, both, custom_item) for place in _places(both, lambda invoice: invoice.lines)]
    others = [_line_row(place, both) for place in _places(both, lambda invoice: invoice.adjustments)]
    groups = [Group("Lines", lines), Group("Discounts, fees and taxes", others), Group("Amounts", _amounts(both))]
    return [group for group in groups if group.rows]


def on_custom_item(both: Pair[Held], custom_item: str) -> list[tuple[str, Line | None]]:
    """The lines that stand on Custom Line Item: what each is called, and the line of HubSpot that it is."""
    return [(text, here) for text, here, _ in custom_lines(both, custom_item)]


def custom_lines(both: Pair[Held], custom_item: str) -> Iterator[tuple[str, Line | None, Line]]:
    """The same, with the line of QuickBooks."""
    for place in _places(both, lambda invoice: invoice.lines) if custom_item else ():
        there = place.now.get(Side.QUICKBOOKS) or place.agreed.get(Side.QUICKBOOKS)
        if there and there.product_id == custom_item:
            here = place.now.get(Side.HUBSPOT) or place.agreed.get(Side.HUBSPOT)
            yield (line_text(here) if here else there.description or ""), here, there


# -- lines -----------------------------------------------------------------------------------------------------


def _places(both: Pair[Held], part: Callable[[Invoice], Sequence[Line]]) -> list[_Place]:
    """Of both sides together, in HubSpot's order, then what QuickBooks alone has."""
    sides = {side: _of_side(held, part) for side, held in both}
    counterparts = _counterparts(both, sides)
    places = []
    for key, place in sides[Side.HUBSPOT].items():
        other = sides[Side.QUICKBOOKS].pop(counterparts.get(key, ""), None)
        places.append(_joined(place, other) if other else place)
        discount = sides[Side.QUICKBOOKS].pop(counterparts.get(discount_key(key), ""), None)
        places += [discount] if discount else []  # right after its line, as it was sent (A21)
    return [*places, *sides[Side.QUICKBOOKS].values()]


def _of_side(held: Held, part: Callable[[Invoice], Sequence[Line]]) -> dict[str, _Place]:
    """By line id: what stands there now, and what stood there when the pair last agreed."""
    found: dict[str, _Place] = {}
    for invoice, which in ((held.invoice, "now"), (held.agreed_invoice, "agreed")):
        for number, line in enumerate(part(invoice) if invoice else ()):
            place = found.setdefault(line.id or f"{line.kind} {number}", _Place())
            getattr(place, which)[held.side] = line
    return found


def _counterparts(both: Pair[Held], sides: Mapping[Side, Mapping[str, _Place]]) -> dict[str, str]:
    """QuickBooks line by HubSpot line: as paired when they agreed, by our mark, else by equal money, in order."""
    known = dict(both.hubspot.agreed.lines) if both.hubspot.agreed else {}
    for key, place in sides[Side.HUBSPOT].items():
        if mark := place.any.key:
            known.setdefault(key, mark.rpartition(":")[2])
    free = {key: place for key, place in sides[Side.QUICKBOOKS].items() if key not in known.values()}
    for same in (_same_amount, _same_kind):
        for key, place in sides[Side.HUBSPOT].items():
            if known.get(key) not in sides[Side.QUICKBOOKS]:
                found = next((one for one, there in free.items() if same(place.any, there.any)), "")
                if found:
                    known[key] = found
                    del free[found]
    return known


def _same_amount(one: Line, other: Line) -> bool:
    return one.amount == other.amount and _same_kind(one, other)


def _same_kind(one: Line, other: Line) -> bool:
    """Two lines of different money are the same only where they are called the same."""
    if one.kind in (LineKind.ITEM, LineKind.TEXT):
        return one.amount == other.amount or line_text(one) == line_text(other)
    return one.kind is other.kind


def _joined(one: _Place, other: _Place) -> _Place:
    return _Place({**one.now, **other.now}, {**one.agreed, **other.agreed})


def _line_row(place: _Place, both: Pair[Held], custom_item: str = "") -> Row:
    cells = {side: _line_cell(place, held) for side, held in both}
    first = next((side for side in Side if cells[side].mark), next(iter(place.agreed), Side.HUBSPOT))
    agreed = place.agreed.get(first)
    name = line_text(place.any) or KINDS.get(place.any.kind, "Line")
    there = place.now.get(Side.QUICKBOOKS)
    remark = ON_CUSTOM_ITEM if custom_item and there and there.product_id == custom_item else ""
    last = _shown(agreed, both[first]) if agreed else EMPTY
    return Row(name, cells[Side.HUBSPOT], cells[Side.QUICKBOOKS], last, _what(place.any, name), remark)


def _line_cell(place: _Place, held: Held) -> Cell:
    now, agreed = place.now.get(held.side), place.agreed.get(held.side)
    known = held.invoice is not None and held.agreed_invoice is not None
    mark = marked(_look(now), _look(agreed), known=known)
    if now is None:
        return Cell(mark=mark)
    cell = _shown(now, held)
    return Cell(cell.value, cell.note, mark)


def _look(line: Line | None) -> str | None:
    """What people see of a line; two lines that look alike are no change."""
    if line is None:
        return None
    numbers = (line.amount, line.quantity, line.unit_price, line.discount)
    return "|".join([*("" if one is None else plain(one) for one in numbers), line_text(line), line.description or ""])


def _shown(line: Line, held: Held) -> Cell:
    invoice = held.invoice or held.agreed_invoice
    currency = invoice.currency if invoice else ""
    amount = -line.amount if line.kind is LineKind.DISCOUNT else line.amount
    return Cell(Amount(amount, currency), times(line, currency))


def times(line: Line, currency: str) -> str:
    """How the amount comes about: `42 × $35.00 less 5 %`."""
    parts = []
    if line.quantity is not None and line.unit_price is not None:
        parts.append(f"{plain(line.quantity)} × {_price(line.unit_price, currency)}")
    if line.percent:
        parts.append(f"{'less ' if line.kind is LineKind.ITEM else ''}{plain(line.percent)} %")
    elif line.discount:
        parts.append(f"less {_price(line.discount, currency)}")
    return " ".join(parts)


def _price(price: Decimal, currency: str) -> str:
    """To the cent, or with all the decimals that it has."""
    return amount_text(price, currency) if rounded(price, currency) == price else in_currency(plain(price), currency)


def _what(line: Line, name: str) -> str:
    text = (line.description or "").strip()
    if line.kind in (LineKind.DISCOUNT, LineKind.FEE, LineKind.TAX):
        return KINDS[line.kind] if KINDS[line.kind] != name else ""
    return "" if text.rstrip(".") == name.rstrip(".") else text


# -- sums ------------------------------------------------------------------------------------------------------


def _amounts(both: Pair[Held]) -> list[Row]:
    figures: Iterable[tuple[str, Callable[[Invoice], Decimal]]] = (
        ("Tax", lambda one: one.tax),
        ("Total", lambda one: one.total),
        ("Paid", lambda one: one.paid),
        ("Balance", lambda one: one.balance),
    )
    rows = [_sum_row(label, both, figure) for label, figure in figures]
    return [*rows, _word_row(both)]


def _sum_row(label: str, both: Pair[Held], figure: Callable[[Invoice], Decimal]) -> Row:
    now = {side: figure(held.invoice) if held.invoice else None for side, held in both}
    agreed = {side: figure(held.agreed_invoice) if held.agreed_invoice else None for side, held in both}
    cells = {side: Cell(_money(now[side], held), mark=_mark(side, now, agreed)) for side, held in both}
    first = next((side for side in Side if cells[side].mark and agreed[side] is not None), Side.HUBSPOT)
    return Row(label, cells[Side.HUBSPOT], cells[Side.QUICKBOOKS], Cell(_money(agreed[first], both[first])))


def _money(value: Decimal | None, held: Held) -> Amount | None:
    invoice = held.invoice or held.agreed_invoice
    return Amount(value, invoice.currency) if value is not None and invoice else None


def _mark(side: Side, now: Mapping[Side, Decimal | None], agreed: Mapping[Side, Decimal | None]) -> str:
    """A side that never agreed to anything is marked where it differs from the other."""
    mine, other, before = now[side], now[side.other], agreed[side]
    if mine is None:
        return ""
    if before is not None:
        return "changed" if mine != before else ""
    return "differs" if side is Side.QUICKBOOKS and other is not None and mine != other else ""


def _word_row(both: Pair[Held]) -> Row:
    now = {
        side: status_word_shown(held.invoice).capitalize() if held.invoice else "Deleted" if held.gone else None
        for side, held in both
    }
    agreed = {
        side: status_word_shown(held.agreed_invoice).capitalize() if held.agreed_invoice else None
        for side, held in both
    }
    cells = {
        side: Cell(
            now[side], mark=marked(now[side], agreed[side], known=agreed[side] is not None and now[side] is not None)
        )
        for side in Side
    }
    first = next((side for side in Side if cells[side].mark), Side.HUBSPOT)
    return Row("Status", cells[Side.HUBSPOT], cells[Side.QUICKBOOKS], Cell(agreed[first]))
