"""What a QuickBooks invoice looks like in HubSpot, equal to the cent, and what is missing there (design §5, A21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from syncapp.core.errors import Failure
from syncapp.core.lines import exact_price, figure, line_amount, line_text, quotient
from syncapp.core.records import ZERO, Invoice, Line, LineKind
from syncapp.core.values import clean_text, minor_unit, rounded

ONE = Decimal(1)
PRICE_DECIMALS = 10  # HubSpot keeps a price as it is written
_ORDER = (LineKind.DISCOUNT, LineKind.FEE, LineKind.TAX)  # in which HubSpot applies them
_LABELS = {LineKind.DISCOUNT: "Discount", LineKind.FEE: "Fee", LineKind.TAX: "Tax"}


@dataclass(frozen=True)
class Mirror:
    """The lines, discounts, fees and tax that HubSpot is to hold, and the total that it computes of them."""

    lines: tuple[Line, ...]
    adjustments: tuple[Line, ...]
    total: Decimal


@dataclass(frozen=True)
class Edits:
    """`create` and `update` as they are to be, `update` with the id there; `delete` as they stand there."""

    create: tuple[Line, ...] = ()
    update: tuple[Line, ...] = ()
    delete: tuple[Line, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.create or self.update or self.delete)


@dataclass(frozen=True)
class MirrorDiff:
    lines: Edits = Edits()
    adjustments: Edits = Edits()

    def __bool__(self) -> bool:
        return bool(self.lines or self.adjustments)


def mirror(
    invoice: Invoice, key: str, product_of: Callable[[Line], str | None] = lambda line: None
) -> Mirror | Failure:
    """The HubSpot form of a QuickBooks invoice; `key` is the invoice's mark, `product_of` the HubSpot product of a line.

    1. A line at or above zero stays a line, with the mark `key:line:id`; a text becomes a line at price 0.
    2. HubSpot refuses negative prices, so a line below zero becomes a discount with its text.
    3. Discount, shipping and tax become fixed amounts of HubSpot's own kinds.
    4. What HubSpot computes of all that must be QuickBooks' total, and each line its amount.
    """
    lines: list[Line] = []
    unequal: Line | None = None
    adjustments: list[Line] = []
    for line in invoice.lines:
        if line.amount < 0:
            adjustments.append(_adjustment(LineKind.DISCOUNT, line, invoice.currency))
            continue
        made = _hubspot_line(line, f"{key}:line:{line.id}", product_of(line), invoice.currency)
        lines.append(made)
        unequal = unequal or (line if made.amount != line.amount else None)
    adjustments = sorted(adjustments + _adjustments(invoice), key=lambda line: _ORDER.index(line.kind))
    total = computed_total(lines, adjustments, invoice.currency)
    if unequal or total != invoice.total:
        return _why_unequal(invoice, total, unequal)
    return Mirror(tuple(lines), tuple(adjustments), total)


def _why_unequal(invoice: Invoice, total: Decimal, unequal: Line | None) -> Failure:
    """Decimals that the currency has not are mended otherwise than what HubSpot has no way to show."""
    totals = {"hubspot_total": total, "quickbooks_total": invoice.total}
    told = {name: figure(amount, invoice.currency) for name, amount in totals.items()}
    told |= {"line": line_text(unequal)} if unequal else _taken_off(invoice, total)
    amounts = [invoice.total, *(one.amount for one in (*invoice.lines, *invoice.adjustments))]
    if minor_unit(invoice.currency) == 1 and any(amount % 1 for amount in amounts):
        return Failure("decimals_unknown", told | {"currency": invoice.currency})
    return Failure("mirror_unequal", told)


def _taken_off(invoice: Invoice, total: Decimal) -> dict[str, str]:
    """Where more is taken off than the lines come to, which HubSpot does not do: by how much, if shipping can make up for it."""
    signed = [*invoice.lines, *(replace(one, amount=-one.amount) for one in _of(invoice, LineKind.DISCOUNT))]
    fees = [one.amount for one in _of(invoice, LineKind.FEE)]
    lines = sum((one.amount for one in signed if one.amount > 0), ZERO)
    taken = -sum((one.amount for one in signed if one.amount < 0), ZERO) - sum(min(fee, ZERO) for fee in fees)
    excess = total - invoice.total
    if excess <= 0 or taken - lines != excess:
        return {}
    sums = {"lines": lines, "taken": taken}
    if sum(max(fee, ZERO) for fee in fees) >= excess:
        sums["excess"] = excess
    return {name: figure(amount, invoice.currency) for name, amount in sums.items()}


def _of(invoice: Invoice, kind: LineKind) -> list[Line]:
    return [one for one in invoice.adjustments if one.kind is kind]


def computed_total(lines: Iterable[Line], adjustments: Iterable[Line], currency: str) -> Decimal:
    """As HubSpot adds up: lines, less discounts but never below zero, then fees, then taxes, all fixed amounts."""
    sums = dict.fromkeys(LineKind, rounded(ZERO, currency))
    for line in adjustments:
        sums[line.kind] += line.amount
    net = sum((line.amount for line in lines), rounded(ZERO, currency)) - sums[LineKind.DISCOUNT]
    return max(net, rounded(ZERO, currency)) + sums[LineKind.FEE] + sums[LineKind.TAX]


def diff(wanted: Mirror, actual: Invoice) -> MirrorDiff:
    """What to write so that HubSpot shows `wanted`; empty if it does.

    Lines are known by their mark; discounts, fees and taxes carry none and are known by kind, label and amount,
    each counted as often as it stands there. After an interrupted creation only what is missing is left.
    """
    return MirrorDiff(
        _line_edits(wanted.lines, actual.lines), _adjustment_edits(wanted.adjustments, actual.adjustments)
    )


def _hubspot_line(line: Line, key: str, product_id: str | None, currency: str) -> Line:
    quantity, price = quantity_and_price(line, currency)
    text = clean_text(line.description)
    name = clean_text(line.name) or line_text(line) or "Line"
    return Line(
        amount=line_amount(quantity, price, currency), quantity=quantity, unit_price=price, product_id=product_id,
        sku=line.sku, name=name, description=None if text == name else text, key=key,
    )  # fmt: skip


def quantity_and_price(line: Line, currency: str) -> tuple[Decimal, Decimal]:
    """QuickBooks' own if they make the amount, else a price that does, else the nearest (which is then refused)."""
    if line.quantity is None or (not line.quantity and line.amount):
        return ONE, line.amount
    # Two minus signs, on quantity and price, make a plus; HubSpot takes neither.
    quantity = line.quantity.copy_abs()
    own = None if line.unit_price is None else line.unit_price.copy_abs()
    if own is not None and line_amount(quantity, own, currency) == line.amount:
        return quantity, own
    found = exact_price(line.amount, quantity, minor_unit(currency), PRICE_DECIMALS)
    return quantity, quotient(line.amount, quantity, PRICE_DECIMALS) if found is None else found


def _adjustments(invoice: Invoice) -> list[Line]:
    """Discounts and fees, then the one tax; a discount or fee below zero is the other of the two."""
    made = []
    for line in invoice.adjustments:
        if line.kind is not LineKind.TAX and line.amount:
            turned = LineKind.FEE if line.kind is LineKind.DISCOUNT else LineKind.DISCOUNT
            made.append(_adjustment(line.kind if line.amount > 0 else turned, line, invoice.currency))
    taxes = [line for line in invoice.adjustments if line.kind is LineKind.TAX]
    tax = invoice.tax or sum((line.amount for line in taxes), ZERO)
    if tax > 0:  # HubSpot takes no tax below zero; the totals then say so
        told = replace(taxes[0], amount=tax) if len(taxes) == 1 else Line(kind=LineKind.TAX, amount=tax)
        made.append(_adjustment(LineKind.TAX, told, invoice.currency))
    return made


def _adjustment(kind: LineKind, line: Line, currency: str) -> Line:
    """A fixed amount; what a person wrote on the line is its label, before what the item is called."""
    label = clean_text(line.description) or clean_text(line.name) or _LABELS.get(line.kind) or _LABELS[kind]
    return Line(kind=kind, amount=rounded(line.amount.copy_abs(), currency), name=" ".join(label.split()))


def _line_edits(wanted: Iterable[Line], actual: Iterable[Line]) -> Edits:
    there = list(actual)
    marked: dict[str | None, Line] = {line.key: line for line in there if line.key}
    create, update, kept = [], [], set()
    for line in wanted:
        found = marked.get(line.key)
        if found is None:
            create.append(line)
            continue
        kept.add(found.id)
        if not _shows(found, line):
            update.append(replace(line, id=found.id))
    return Edits(tuple(create), tuple(update), tuple(line for line in there if line.id not in kept))


def _shows(found: Line, wanted: Line) -> bool:
    # A product link is only ever added: HubSpot copies the product's values when a line is made, not later.
    linked = wanted.product_id is None or wanted.product_id == found.product_id
    return linked and _shown(found) == _shown(wanted)


def _shown(line: Line) -> tuple[object, ...]:
    quantity = ONE if line.quantity is None else line.quantity  # as HubSpot counts a missing one
    numbers = (quantity, line.unit_price or ZERO, line.discount, line.percent or ZERO, line.amount)
    return (*numbers, clean_text(line.name), clean_text(line.description))


def _adjustment_edits(wanted: Iterable[Line], actual: Iterable[Line]) -> Edits:
    there = list(actual)
    missing = [line for line in wanted if _take(there, partial(_stands, wanted=line)) is None]
    create, update = [], []
    for line in missing:
        # Changed in place where one of its kind is left over, so that no total in between is wilder than needed.
        found = _take(there, partial(_same_kind, wanted=line))
        if found is None:
            create.append(line)
        else:
            update.append(replace(line, id=found.id))
    return Edits(tuple(create), tuple(update), tuple(there))


def _take(there: list[Line], fits: Callable[[Line], bool]) -> Line | None:
    found = next((one for one in there if fits(one)), None)
    if found is not None:
        there.remove(found)
    return found


def _stands(found: Line, wanted: Line) -> bool:
    same = (found.kind, found.amount, line_text(found)) == (wanted.kind, wanted.amount, line_text(wanted))
    return same and not found.percent


def _same_kind(found: Line, wanted: Line) -> bool:
    return found.kind is wanted.kind
