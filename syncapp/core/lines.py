"""Invoice lines from HubSpot to QuickBooks, and what of an invoice counts as its content (A7, A21)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal

from syncapp.core.errors import Failure
from syncapp.core.records import ZERO, Invoice, Line, LineKind, Payment
from syncapp.core.values import Side, clean_text, minor_unit, name_key, plain, rounded

PRICE_DECIMALS = 7  # what QuickBooks keeps of a quantity or a unit price
CENT = Decimal("0.01")  # to which QuickBooks rounds a line, whatever its currency; HubSpot to the currency's minor unit
DESCRIPTION_LENGTH = 4000
KEY_LENGTH = 320
IN_PRICE, AS_LINE = "price", "line"  # what the setting discounts says
NAME_LENGTH = 200  # of a line, where another line tells of it
Item = Callable[[Line], str | Failure]
# Quantity times price must not be rounded on the way: 28 digits are too few for long quantities.
_WIDE = Context(prec=100)
_WALLS = {LineKind.DISCOUNT: "order_discount", LineKind.FEE: "order_fee", LineKind.TAX: "order_tax"}


def line_amount(quantity: Decimal, price: Decimal, currency: str, discount: Decimal = ZERO) -> Decimal:
    """What HubSpot makes of a line: quantity × price less its discount, half up to the minor unit."""
    return _product(quantity, price, minor_unit(currency), discount)


def _product(quantity: Decimal, price: Decimal, unit: Decimal, discount: Decimal = ZERO) -> Decimal:
    exact = _WIDE.subtract(_WIDE.multiply(quantity, price), discount)
    return exact.quantize(unit, ROUND_HALF_UP, context=_WIDE)


def quotient(amount: Decimal, quantity: Decimal, digits: int) -> Decimal:
    unit = Decimal(1).scaleb(-digits)
    return _WIDE.divide(amount, quantity).quantize(unit, ROUND_HALF_UP, context=_WIDE)


def exact_price(amount: Decimal, quantity: Decimal, unit: Decimal, decimals: int = PRICE_DECIMALS) -> Decimal | None:
    """The unit price with the fewest decimals, from 2, that times `quantity` gives `amount`; None if there is none.

    `unit`: to which whoever multiplies them rounds.
    Of all prices with so many decimals the one nearest to the quotient fits whenever one fits.
    """
    if not quantity:
        return None if amount else ZERO
    for digits in range(min(2, -unit.adjusted()), decimals + 1):
        price = quotient(amount, quantity, digits)
        if _product(quantity, price, unit) == amount:
            return price
    return None


def figure(amount: Decimal, currency: str) -> str:
    """An amount for people: `1,234.50 USD`; one that is finer than its currency as it is: `10.55 JPY`."""
    shown = rounded(amount, currency)
    return f"{shown if shown == amount else amount:,f} {currency}".strip()


def line_text(line: Line) -> str:
    """A line or adjustment by its name, else its first line of text."""
    return clean_text(line.name) or (clean_text(line.description) or "").split("\n")[0]


def text_key(text: str) -> str:
    """What lines of one text have in common, whatever their case and blanks; empty for a line without a text."""
    return (name_key(text) or "")[:KEY_LENGTH]


def discount_key(line_id: str) -> str:
    """The `key` of the QuickBooks line that has nothing but the discount of this HubSpot line."""
    return f"{line_id}/discount"


def in_the_price(line: Line) -> None:
    """Where no item is chosen for discounts."""


def outbound(
    invoice: Invoice, item_of: Item, discount_item: Callable[[Line], str | Failure | None] = in_the_price
) -> tuple[Line, ...] | Failure:
    """The QuickBooks lines of a HubSpot invoice, or why there are none (A21, S8).

    `item_of` names the QuickBooks item of a HubSpot line, `discount_item` that of its discount, where it is sent as a line
    of its own. Each new line carries the id of its HubSpot line as `key`, that of a discount its `discount_key`, by which
    `keep_ids` and `pair_lines` know it.
    """
    if not invoice.lines:
        return Failure("no_lines")
    wall = _order_level(invoice) or _finer_than_its_currency(invoice)
    if wall:
        return wall
    made: list[Line] = []
    for line in invoice.lines:
        new = _quickbooks_lines(line, item_of, discount_item, invoice.currency)
        if isinstance(new, Failure):
            return new
        made += new
    total = expected_total(made, invoice.currency)
    return Failure("negative_total", {"total": figure(total, invoice.currency)}) if total < 0 else tuple(made)


def too_fine(field: str, amount: Decimal, record: Invoice | Payment) -> Failure:
    """HubSpot keeps what it is told; what is sent would be rounded, and the two never be equal (A33)."""
    decimals = -minor_unit(record.currency).adjusted()
    kept = f"at most {decimals} decimals" if decimals else "no decimals"
    expected = f"an amount in {record.currency or 'its currency'} with {kept}"
    told = {"value": plain(amount), "expected": expected, "system": record.side.label}
    return Failure("absurd_value", {"field": field, **told})


def expected_total(lines: Iterable[Line], currency: str) -> Decimal:
    """What QuickBooks must answer for these lines (A20)."""
    return sum((rounded(line.amount, currency) for line in lines), rounded(ZERO, currency))


def keep_ids(
    new: Iterable[Line], old_pairs: Mapping[str, str], living: Collection[str] | None = None
) -> tuple[Line, ...]:
    """For an update: each new line with the QuickBooks id of its HubSpot line, so that it keeps its coding (A7).

    `old_pairs` is QuickBooks line id by HubSpot line id, from the base; `living` the line ids that QuickBooks has
    now. A line without one is new there.
    """
    kept = []
    for line in new:
        found = old_pairs.get(line.key or "", "")
        kept.append(replace(line, id=found if living is None or found in living else ""))
    return tuple(kept)


def pair_lines(sent: Iterable[Line], answered: Iterable[Line]) -> dict[str, str]:
    """QuickBooks line id by HubSpot line id: `sent` as `outbound` makes them, `answered` as QuickBooks has them.

    Certain first: the id that was sent, then equal amount, quantity and text, then equal amount; in order.
    A line that finds none is left out, never guessed.
    """
    open_lines = [line for line in answered if line.kind in (LineKind.ITEM, LineKind.TEXT)]
    waiting = [line for line in sent if line.key]
    pairs: dict[str, str] = {}
    for same in (_same_id, _same_line, _same_amount):
        for line in [one for one in waiting if one.key not in pairs]:
            found = next((other for other in open_lines if same(line, other)), None)
            if found is not None:
                open_lines.remove(found)
                pairs[line.key or ""] = found.id
    return pairs


def content(invoice: Invoice) -> tuple[str, ...]:
    """What its owner alone may change, in a form to compare: equal means that this side did not change.

    To be compared with the base of the same side only. Left out: the customer and mapped fields, which are
    compared by themselves; ids and order; on the QuickBooks side all that A7 lets a bookkeeper recode, the item
    and so its name included.
    """
    lines = sorted(_line_content(line, invoice.side) for line in invoice.lines)
    adjustments = sorted(_line_content(line, Side.HUBSPOT) for line in invoice.adjustments)
    return (invoice.currency, plain(invoice.tax or ZERO), *lines, *adjustments)


def of_one_alone(before: Iterable[Line], now: Iterable[Line], side: Side) -> tuple[list[Line], list[Line]]:
    """Lines that only one of two states of a document has, by what `content` compares."""
    old = Counter(_line_content(line, side) for line in before)
    new = Counter(_line_content(line, side) for line in now)
    return _beyond(before, old - new, side), _beyond(now, new - old, side)


def _beyond(lines: Iterable[Line], more: Counter[str], side: Side) -> list[Line]:
    found = []
    for line in lines:
        shown = _line_content(line, side)
        if more[shown] > 0:
            more[shown] -= 1
            found.append(line)
    return found


def same_content(hubspot: Invoice, quickbooks: Invoice, *, exact: bool = False) -> bool:
    """Whether the QuickBooks lines are what `outbound` would have sent: currency, total and the lines' amounts.

    `exact` asks for equal quantities and texts too. Lines of no amount and the order count only then.
    """
    currency = hubspot.currency
    if currency != quickbooks.currency or hubspot.total != quickbooks.total or quickbooks.tax:
        return False
    if any(line.amount for line in (*hubspot.adjustments, *quickbooks.adjustments)):
        return False
    if exact:
        return _lines_sent(hubspot, quickbooks)
    there = _amounts(quickbooks.lines, currency)
    return _amounts(hubspot.lines, currency) == there or any(
        _amounts(one, currency) == there for one in _forms(hubspot)
    )


def but_for_tax(hubspot: Invoice, quickbooks: Invoice) -> bool:
    """Whether the lines are sent already and only tax of QuickBooks' own stands beside them: sending them again is vain (A20)."""
    more = any(line.amount for line in quickbooks.adjustments if line.kind is not LineKind.TAX)
    return bool(quickbooks.tax) and not more and _lines_sent(hubspot, quickbooks)


def sent_as(hubspot: Invoice, quickbooks: Invoice) -> tuple[Line, ...]:
    """The lines as which this invoice was sent, with discounts in the price or as lines of their own; none if it cannot be.

    What is chosen now does not tell: an invoice keeps its form until its lines are sent again.
    """
    forms, there = list(_forms(hubspot)), _amounts(quickbooks.lines, hubspot.currency)
    alike = (form for form in forms if _amounts(form, hubspot.currency) == there)
    return next(alike, forms[0] if forms else ())


def _forms(invoice: Invoice) -> Iterator[tuple[Line, ...]]:
    """Each that can be sent, without items."""
    for discount_item in (in_the_price, lambda line: ""):
        sent = outbound(invoice, lambda line: "", discount_item)
        if not isinstance(sent, Failure):
            yield sent
        if not any(line.discount for line in invoice.lines):
            return


def _lines_sent(hubspot: Invoice, quickbooks: Invoice) -> bool:
    there = Counter(map(_look, quickbooks.lines))
    return any(Counter(map(_look, sent)) == there for sent in _forms(hubspot))


def _order_level(invoice: Invoice) -> Failure | None:
    for line in invoice.adjustments:
        if line.amount or line.percent:
            amount = figure(line.amount, invoice.currency) if line.amount else f"{plain(line.percent or ZERO)} %"
            return Failure(_WALLS[line.kind], {"label": line_text(line) or line.kind.value, "amount": amount})
    if invoice.tax:  # on the lines, as HubSpot's tax rates put it
        return Failure("order_tax", {"label": "tax", "amount": figure(invoice.tax, invoice.currency)})
    return None


def _finer_than_its_currency(invoice: Invoice) -> Failure | None:
    """An amount that has decimals in a currency which has none, or nothing."""
    unit = minor_unit(invoice.currency)
    finer = next((line.amount for line in invoice.lines if unit > CENT and line.amount % unit), None)
    return None if finer is None else too_fine("amount", finer, invoice)


def _quickbooks_lines(
    line: Line, item_of: Item, discount_item: Callable[[Line], str | Failure | None], currency: str
) -> list[Line] | Failure:
    """One line; two where its discount is a line of its own, whose sum is HubSpot's net amount whatever was rounded."""
    item = item_of(line)
    if isinstance(item, Failure):
        return replace(item, params={"line": line_text(line), **item.params})
    net = rounded(line.amount, currency) or ZERO
    off = _list_amount(line, currency) - net
    on = discount_item(line) if off > 0 else None
    if isinstance(on, Failure):
        return on
    if on is None:
        texts = (*_texts(line), _discount_sentence(line, currency))
        return _all_or_why(_quickbooks_line(line, item, net, texts, currency))
    text = f"Discount {_discount_text(line, currency)} on {line_text(line)[:NAME_LENGTH] or 'the line above'}"
    less = Line(id=discount_key(line.id), description=text, quantity=Decimal(1), unit_price=-off)
    return _all_or_why(
        _quickbooks_line(line, item, net + off, _texts(line), currency),
        _quickbooks_line(less, on, -off, (text,), currency),
    )


def _all_or_why(*made: Line | Failure) -> list[Line] | Failure:
    why = next((one for one in made if isinstance(one, Failure)), None)
    return why or [one for one in made if isinstance(one, Line)]


def _list_amount(line: Line, currency: str) -> Decimal:
    """Before its discount; of a line without a list price what it comes to."""
    if not line.discount or line.quantity is None or line.unit_price is None:
        return rounded(line.amount, currency) or ZERO
    return line_amount(line.quantity, line.unit_price, currency)


def _quickbooks_line(
    line: Line, item: str, amount: Decimal, texts: Iterable[str | None], currency: str
) -> Line | Failure:
    price = _price(line, line.quantity, amount, currency)
    if isinstance(price, Failure):
        return price
    text = "\n".join(part for part in texts if part) or None
    if text and len(text) > DESCRIPTION_LENGTH:
        where = {"field": f"Description of {line_text(line)[:60]}", "system": Side.QUICKBOOKS.label}
        return Failure("text_too_long", {**where, "length": f"{len(text):,}", "limit": f"{DESCRIPTION_LENGTH:,}"})
    return Line(
        kind=LineKind.ITEM, amount=amount, quantity=line.quantity, unit_price=price,
        product_id=item, name=clean_text(line.name), description=text, key=line.id,
    )  # fmt: skip


def _price(line: Line, quantity: Decimal | None, amount: Decimal, currency: str) -> Decimal | Failure | None:
    """HubSpot's own price where it alone makes the amount, so that both sides show the same; else net ÷ quantity.

    A line without a quantity has no price either; its amount must be one that QuickBooks keeps.
    """
    own = line.unit_price
    if quantity is None and _product(amount, Decimal(1), CENT) == amount:
        return None
    if quantity is not None:
        if not _fits(quantity):
            return Failure("no_exact_price", {"line": line_text(line), "quantity": plain(quantity)})
        if own is not None and _fits(own) and _product(quantity, own, CENT) == amount:
            return own
        found = exact_price(amount, quantity, CENT)
        if found is not None:
            return found
    figures = {"amount": figure(amount, currency), "nearest": figure(_nearest(amount, quantity), currency)}
    return Failure("no_exact_price", {"line": line_text(line), **figures})


def _fits(number: Decimal) -> bool:
    """Whether QuickBooks keeps all its decimals."""
    return number.quantize(Decimal(1).scaleb(-PRICE_DECIMALS), ROUND_HALF_UP, context=_WIDE) == number


def _nearest(amount: Decimal, quantity: Decimal | None) -> Decimal:
    times = Decimal(1) if quantity is None else quantity
    return _product(times, quotient(amount, times, PRICE_DECIMALS), CENT) if times else ZERO


def _texts(line: Line) -> tuple[str | None, str | None]:
    """Name and description, the name not twice."""
    name, text = clean_text(line.name), clean_text(line.description)
    return (None if name and text and name.casefold() in text.casefold() else name), text


def _discount_sentence(line: Line, currency: str) -> str | None:
    if not line.discount or line.unit_price is None:
        return None
    return f"List price {_price_text(line.unit_price, currency)}, discount {_discount_text(line, currency)}"


def _discount_text(line: Line, currency: str) -> str:
    """`5 %` where that makes the discount, else the amount."""
    if line.percent and line.quantity is not None and line.unit_price is not None:
        full = _WIDE.multiply(line.quantity, line.unit_price)
        if line_amount(full, line.percent / 100, currency) == rounded(line.discount, currency):
            return f"{plain(line.percent)} %"
    return _price_text(line.discount, currency)


def _price_text(price: Decimal, currency: str) -> str:
    short = rounded(price, currency)
    return f"{short:f}" if short == price else plain(price)


def _same_id(sent: Line, answered: Line) -> bool:
    return bool(sent.id) and sent.id == answered.id


def _same_line(sent: Line, answered: Line) -> bool:
    return _look(sent) == _look(answered)


def _same_amount(sent: Line, answered: Line) -> bool:
    return sent.amount == answered.amount


def _look(line: Line) -> tuple[Decimal, Decimal, str | None]:
    # QuickBooks answers a line that was sent without quantity with none, or with 1.
    return line.amount, Decimal(1) if line.quantity is None else line.quantity, clean_text(line.description)


def _amounts(lines: Iterable[Line], currency: str) -> Counter[Decimal]:
    return Counter(rounded(line.amount, currency) for line in lines if line.amount)


def _line_content(line: Line, side: Side) -> str:
    numbers = (line.amount, line.quantity, line.unit_price, line.discount, line.percent)
    name = clean_text(line.name) if side is Side.HUBSPOT else None
    shown = ("" if number is None else plain(number or ZERO) for number in numbers)
    # The texts come last, each with its length, so that no text can look like another field.
    texts = (f"{len(text)}:{text}" for text in (name or "", clean_text(line.description) or ""))
    return "|".join((line.kind.value, *shown, *texts))
