"""What QuickBooks made of a HubSpot invoice is written to HubSpot, because a person wants it so (B19, S3, S44).

HubSpot edits no lines as a set: each is a write of its own, and any of them may be the last that was answered. So what
is asked is compared, line by line, with what HubSpot holds now: what is as it was is written, what is as it is to be is
done, and anything else is somebody's edit, over which nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from syncapp.core.errors import Failure
from syncapp.core.invoice_json import load
from syncapp.core.lines import discount_key, figure, line_text, quotient
from syncapp.core.mapping import carry
from syncapp.core.mirror import computed_total, quantity_and_price
from syncapp.core.plan import Change, Planned
from syncapp.core.plans import fields as header
from syncapp.core.plans.invoice_situation import InvoiceSituation
from syncapp.core.records import ZERO, Invoice, InvoiceStatus, Line, LineKind
from syncapp.core.values import Pair, Side, Value, clean_text, plain
from syncapp.core.writes import Write

REASON = "taken from QuickBooks, because a person said so"
TOO = "It was changed in HubSpot too: make the change there by hand, or put QuickBooks back."
NEVER_AGREED = "The two were never equal, so it is not known what was changed."
UNIT_DECIMALS = 6
NOT_THERE = "The invoice sync does not go to HubSpot, so nothing is written there."


@dataclass(frozen=True)
class Lines:
    """What is still to be written of the lines in HubSpot; those to `create` with our mark."""

    create: tuple[Line, ...] = ()
    update: tuple[Line, ...] = ()
    delete: tuple[Line, ...] = ()


def take(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice) -> tuple[Planned, ...] | str:
    """The writes to HubSpot that are left, or in a sentence why nothing is written."""
    held = Pair(situation.base.hubspot.content, situation.base.quickbooks.content)
    if held.hubspot is None or held.quickbooks is None:
        return NEVER_AGREED
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return NOT_THERE
    if situation.customer_moved:
        return "It was moved to another customer in QuickBooks Online."
    lines = lines_taken(
        hubspot,
        quickbooks,
        Pair(load(held.hubspot), load(held.quickbooks)),
        situation.base.hubspot.lines,
        mark=f"{situation.rules.key_prefix}:invoice:{quickbooks.id}:line:",
        product_of=situation.product_of,
    )
    if isinstance(lines, str):
        return lines
    fields = _fields(situation, hubspot)
    return fields if isinstance(fields, str) else (*_line_writes(hubspot, quickbooks, lines), *fields)


def lines_taken(
    hubspot: Invoice,
    quickbooks: Invoice,
    before: Pair[Invoice],
    pairs: Mapping[str, str],
    *,
    mark: str = "",
    product_of: Callable[[Line], str | None] = lambda line: None,
) -> Lines | str:
    """`before`: as both last agreed, `pairs`: which line of QuickBooks each line of HubSpot was then."""
    quickbooks, there = (_with_discounts(one, pairs) for one in (quickbooks, before.quickbooks))
    before = Pair(before.hubspot, there)
    if why := _refused(hubspot, quickbooks):
        return why
    was = Pair({one.id: one for one in before.hubspot.lines}, {one.id: one for one in before.quickbooks.lines})
    ours = {theirs: here for here, theirs in pairs.items()}
    now = {one.id: one for one in hubspot.lines}
    marked = {one.key: one for one in hubspot.lines if one.key}
    create, update, wanted, kept = [], [], [], set()
    for line in quickbooks.lines:
        here, old = was.hubspot.get(ours.get(line.id, "")), was.quickbooks.get(line.id)
        if here is None or old is None:
            made = _new(line, f"{mark}{line.id}", product_of(line), quickbooks.currency)
            found = marked.get(made.key or "")
        else:
            made = _changed(here, old, line, quickbooks.currency)
            found = now.get(here.id)
            if found is None:
                return TOO
        if why := _uneven(made, quickbooks.currency):
            return why
        wanted.append(made)
        if found is None:
            create.append(made)
            continue
        kept.add(found.id)
        if _said(found) != _said(made):
            if here is None or _said(found) != _said(here):
                return TOO
            update.append(replace(made, id=found.id))
    left = [one for one in hubspot.lines if one.id not in kept]
    if why := _why_not_removed(left, was.hubspot, pairs) or _other_total(wanted, quickbooks):
        return why
    return Lines(tuple(create), tuple(update), tuple(left))


def kept_in_hubspot(invoice: Invoice) -> str:
    """Why HubSpot edits this invoice of its own for nobody, whatever the account's setting."""
    if invoice.paid > 0 or invoice.status is InvoiceStatus.PAID:
        return "Money was paid on it in HubSpot, and an invoice with a payment cannot be edited there."
    if invoice.status is not InvoiceStatus.OPEN:
        return f"In HubSpot it is {invoice.status.value}, and only an open invoice can be edited there."
    return ""


def _refused(hubspot: Invoice, quickbooks: Invoice) -> str:
    """What HubSpot takes for no edit, or from no invoice of its own."""
    if kept := kept_in_hubspot(hubspot):
        return kept
    if hubspot.currency != quickbooks.currency or (quickbooks.number and hubspot.number != quickbooks.number):
        return "HubSpot gives its invoices their numbers and currencies itself. Put QuickBooks back."
    if quickbooks.tax or any(one.amount for one in quickbooks.adjustments if one.kind is LineKind.TAX):
        return "QuickBooks Online has tax on it, and an invoice made in HubSpot carries no tax."
    below = next((one for one in quickbooks.lines if one.amount < 0), None)
    extra = below or next((one for one in quickbooks.adjustments if one.amount), None)
    if extra is not None:
        what = line_text(extra) or extra.kind.value
        return f"HubSpot has no line like “{what}”, {figure(extra.amount, quickbooks.currency)}, on its own invoices."
    if any(one.amount or one.percent for one in hubspot.adjustments):
        return "It carries a discount, a fee or a tax of the whole invoice in HubSpot. Take that off first."
    return "" if quickbooks.lines else "QuickBooks Online has no line left on it."


def _with_discounts(quickbooks: Invoice, pairs: Mapping[str, str]) -> Invoice:
    """A discount that was sent as a line of its own is the discount of its line again (A21)."""
    main = {pairs[discount_key(ours)]: theirs for ours, theirs in pairs.items() if discount_key(ours) in pairs}
    there = {one.id for one in quickbooks.lines}
    off = {main[one.id]: -one.amount for one in quickbooks.lines if main.get(one.id) in there and one.amount <= 0}
    lines = (
        replace(one, amount=one.amount - off[one.id], discount=off[one.id]) if one.id in off else one
        for one in quickbooks.lines
        if main.get(one.id) not in off
    )
    return replace(quickbooks, lines=tuple(lines))


def _uneven(line: Line, currency: str) -> str:
    """HubSpot counts a discount by the unit, and does not keep every one; empty where it keeps this one."""
    quantity = line.quantity or Decimal(1)
    if not line.discount or quotient(line.discount, quantity, UNIT_DECIMALS) * quantity == line.discount:
        return ""
    discount = figure(line.discount, currency)
    return (
        f"HubSpot takes a discount off each unit, and {discount} cannot be divided by {plain(line.quantity or ZERO)}."
    )


def _why_not_removed(left: Sequence[Line], was: Mapping[str, Line], pairs: Mapping[str, str]) -> str:
    """Why lines that HubSpot has and QuickBooks has not are not taken off there; empty where they are."""
    if any(one.id not in was or _said(one) != _said(was[one.id]) for one in left):
        return TOO
    if any(one.id not in pairs for one in left):
        return "It is not certain which lines of the two belong together. Make the change in HubSpot by hand."
    return ""


def _other_total(wanted: Sequence[Line], quickbooks: Invoice) -> str:
    """What HubSpot would make of these lines must be what QuickBooks has, line by line and in all."""
    same = [one.amount for one in wanted] == [one.amount for one in quickbooks.lines]
    if same and computed_total(wanted, (), quickbooks.currency) == quickbooks.total:
        return ""
    total = figure(quickbooks.total, quickbooks.currency)
    return f"HubSpot would make another total of these lines than {total}, so they are not taken."


def _changed(here: Line, old: Line, line: Line, currency: str) -> Line:
    """HubSpot's line with what QuickBooks made of its partner; what nobody changed there stays as it is."""
    if _figures(old) == _figures(line) and clean_text(old.description) == clean_text(line.description):
        return here
    quantity, price = quantity_and_price(replace(line, amount=line.amount + line.discount), currency)
    made = replace(here, quantity=quantity, unit_price=price, amount=line.amount, discount=line.discount, percent=None)
    told = here.discount and not old.discount  # in the text of the line
    if clean_text(old.description) == clean_text(line.description) and not told:
        return made
    return _named(made, line)


def _new(line: Line, key: str, product_id: str | None, currency: str) -> Line:
    quantity, price = quantity_and_price(line, currency)
    made = Line(amount=line.amount, quantity=quantity, unit_price=price, product_id=product_id, sku=line.sku, key=key)
    return _named(made, line)


def _named(made: Line, line: Line) -> Line:
    """So that the line would be sent with just this text: its first row is the name, all of it the description."""
    text = clean_text(line.description) or clean_text(line.name) or "Line"
    name = text.split("\n")[0]
    return replace(made, name=name, description=None if text == name else text)


def _figures(line: Line) -> tuple[object, ...]:
    return line.kind, line.amount, line.quantity, line.unit_price, line.discount


def _said(line: Line) -> tuple[object, ...]:
    quantity = Decimal(1) if line.quantity is None else line.quantity
    numbers = (line.amount, quantity, line.unit_price or ZERO, line.discount, line.percent or ZERO)
    return (*numbers, clean_text(line.name), clean_text(line.description))


def _fields(situation: InvoiceSituation, hubspot: Invoice) -> tuple[Planned, ...] | str:
    """What QuickBooks changed of HubSpot's own fields: the comments, the date."""
    fields: dict[str, Value] = {}
    agreed: dict[str, tuple[str, Value]] = {}
    for one in header.merged(situation, native=Side.HUBSPOT).violations:
        name = one.pair.hubspot
        value = carry(one.now, one.pair, situation.rules.specs, to=Side.HUBSPOT, zone=situation.rules.zone)
        if isinstance(value, Failure):
            return value.cause
        if hubspot.values.get(name) != situation.base.hubspot.values.get(name):
            return TOO
        fields[name], agreed[name] = value, (one.pair.quickbooks, one.now)
    if not fields:
        return ()
    changes = tuple(Change(name, hubspot.values.get(name), value) for name, value in fields.items())
    write = Write(entity="invoice", action="update", id=hubspot.id, fields=fields)
    return (Planned(side=Side.HUBSPOT, write=write, reason=REASON, changes=changes, agreed=agreed),)


def _line_writes(hubspot: Invoice, quickbooks: Invoice, lines: Lines) -> tuple[Planned, ...]:
    before = {one.id: one for one in hubspot.lines}
    places = {line.id: Decimal(place) for place, line in enumerate(quickbooks.lines)}
    planned = []
    for action, some in (("update", lines.update), ("create", lines.create), ("delete", lines.delete)):
        for line in some:
            made = action == "create"
            place = places.get((line.key or "").rpartition(":")[2]) if made else None
            fields: dict[str, Value] = {} if place is None else {"hs_position_on_quote": place}
            if action == "update" and before[line.id].percent:
                fields = {"hs_discount_percentage": None}
            write = Write(
                entity="line", action=action, id=line.id or None, line=line, fields=fields,
                key=line.key if made else None, links={"invoice": hubspot.id} if made else {},
            )  # fmt: skip
            label = f"line {line_text(line) or line.kind.value}"
            was = before[line.id].amount if line.id in before else None
            change = Change(label, was, None if action == "delete" else line.amount)
            planned.append(Planned(side=Side.HUBSPOT, write=write, reason=REASON, changes=(change,)))
    return tuple(planned)
