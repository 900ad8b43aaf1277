"""Which lines HubSpot is told so that it shows what QuickBooks made of its invoice (B19)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from syncapp.core.lines import outbound
from syncapp.core.plans.taking import TOO, Lines, lines_taken
from syncapp.core.records import Invoice, InvoiceStatus, Line, LineKind
from syncapp.core.values import Pair, Side

D = Decimal
PAIRS = {"h1": "1", "h2": "2"}
MOWING = Line(id="h1", amount=D("90.00"), quantity=D(2), unit_price=D(50), discount=D(10), percent=D(10), name="Mowing")
EDGING = Line(id="h2", amount=D("20.00"), quantity=D(1), unit_price=D(20), name="Edging", description="The long side")


def invoice(side: Side, *lines: Line, **more) -> Invoice:
    total = sum((line.amount for line in lines), D(0))
    return Invoice(
        side=side, id="7", number="HS-1", currency="USD", **{"total": total, "balance": total, "lines": lines} | more
    )


HERE = invoice(Side.HUBSPOT, MOWING, EDGING)
SENT = outbound(HERE, lambda line: "5")
THERE = invoice(Side.QUICKBOOKS, *(replace(one, id=PAIRS[str(one.key)], key=None) for one in SENT))


def taken(quickbooks: Invoice, hubspot: Invoice = HERE) -> Lines | str:
    return lines_taken(hubspot, quickbooks, Pair(HERE, THERE), PAIRS, mark="m:", product_of=lambda line: "p")


def after(edits: Lines) -> Invoice:
    """HubSpot's invoice with all of that written; it gives new lines ids of its own."""
    gone, new = {one.id for one in edits.delete}, {one.id: one for one in edits.update}
    kept = [new.get(one.id, one) for one in HERE.lines if one.id not in gone]
    return invoice(Side.HUBSPOT, *kept, *(replace(one, id=f"new{place}") for place, one in enumerate(edits.create)))


def test_what_nobody_changed_is_not_written() -> None:
    assert taken(THERE) == Lines()


@pytest.mark.parametrize(
    "lines",
    [
        (replace(THERE.lines[0], amount=D("121.70"), unit_price=D("60.85")), THERE.lines[1]),  # it had a discount
        (THERE.lines[0], replace(THERE.lines[1], description="Edging\nBoth sides\nand the gate")),
        (THERE.lines[0], Line(id="9", amount=D("99.99"), quantity=D(3), unit_price=D("33.33"), description="Fuel")),
        (*THERE.lines, Line(id="9", amount=D("10.00"), name="Fee", product_id="12")),  # no text, no quantity
        (THERE.lines[1], THERE.lines[0]),
    ],
)
def test_then_both_are_equal_to_the_cent_and_nothing_is_left(lines: tuple[Line, ...]) -> None:
    now = invoice(Side.QUICKBOOKS, *lines)
    edits = taken(now)
    assert isinstance(edits, Lines), edits
    hubspot = after(edits)
    assert hubspot.total == now.total
    assert sorted(one.amount for one in hubspot.lines) == sorted(one.amount for one in lines)
    assert taken(now, hubspot) == Lines()
    texts = {one.description for one in outbound(hubspot, lambda line: "5")}
    assert texts == {one.description or one.name for one in lines}  # and would be sent as they are


AS_LINES = outbound(HERE, lambda line: "5", lambda line: "9")
APART = PAIRS | {"h1/discount": "3"}
THERE_APART = invoice(Side.QUICKBOOKS, *(replace(one, id=APART[str(one.key)], key=None) for one in AS_LINES))


def apart(*lines: Line, hubspot: Invoice = HERE) -> Lines | str:
    return lines_taken(
        hubspot,
        invoice(Side.QUICKBOOKS, *lines),
        Pair(HERE, THERE_APART),
        APART,
        mark="m:",
        product_of=lambda line: "p",
    )


def test_a_discount_that_is_a_line_of_its_own_belongs_to_its_line() -> None:
    mowing, less, edging = THERE_APART.lines
    assert (less.amount, less.description) == (D("-10.00"), "Discount 10 % on Mowing")
    assert apart(mowing, less, edging) == Lines()

    (changed,) = apart(replace(mowing, amount=D("120.00"), unit_price=D(60)), less, edging).update
    assert (changed.id, changed.unit_price, changed.discount, changed.amount) == ("h1", D(60), D(10), D(110))
    assert (changed.name, changed.percent) == ("Mowing", None)
    (changed,) = apart(mowing, replace(less, amount=D("-15.00"), unit_price=D(-15)), edging).update
    assert (changed.discount, changed.amount) == (D(15), D(85))
    (changed,) = apart(mowing, edging).update
    assert (changed.discount, changed.amount, changed.unit_price) == (D(0), D(100), D(50))
    after_that = invoice(Side.HUBSPOT, changed, EDGING)
    assert apart(mowing, edging, hubspot=after_that) == Lines()


def test_a_discount_that_hubspot_has_no_line_for_is_not_taken() -> None:
    mowing, less, edging = THERE_APART.lines
    assert "no line like “Discount 10 % on Mowing”" in str(apart(less, edging))  # its line is gone
    assert "no line like “Mowing”" in str(apart(mowing, replace(less, amount=D("-100.01")), edging))
    three = replace(mowing, quantity=D(3), amount=D("150.00"))
    assert apart(three, less, edging) == "HubSpot takes a discount off each unit, and 10.00 USD cannot be divided by 3."


def test_every_part_of_it_may_be_the_last_that_was_written() -> None:
    now = invoice(Side.QUICKBOOKS, replace(THERE.lines[0], amount=D("80.00"), unit_price=D(40)), Line(id="9", amount=D(5), description="Fuel"))  # fmt: skip
    edits = taken(now)
    assert isinstance(edits, Lines)
    half = after(Lines(update=edits.update))
    assert taken(now, half) == replace(edits, update=())
    more = after(replace(edits, delete=()))
    assert taken(now, more) == Lines(delete=edits.delete)


@pytest.mark.parametrize(
    "hubspot",
    [
        invoice(Side.HUBSPOT, replace(MOWING, unit_price=D(55), amount=D("99.00"), discount=D(11)), EDGING),
        invoice(Side.HUBSPOT, EDGING),  # a line of its own was taken away
        invoice(Side.HUBSPOT, MOWING, EDGING, Line(id="h3", amount=D(1), name="More")),
    ],
)
def test_what_a_person_changed_in_hubspot_meanwhile_is_not_written_over(hubspot: Invoice) -> None:
    now = invoice(Side.QUICKBOOKS, replace(THERE.lines[0], amount=D("80.00"), unit_price=D(40)), THERE.lines[1])
    assert taken(now, hubspot) == TOO


@pytest.mark.parametrize(
    ("quickbooks", "hubspot", "why"),
    [
        (replace(THERE, tax=D(9), total=D(119)), HERE, "carries no tax"),
        (replace(THERE, adjustments=(Line(kind=LineKind.DISCOUNT, amount=D(5)),)), HERE, "no line like “discount”"),
        (
            invoice(Side.QUICKBOOKS, *THERE.lines, Line(id="9", amount=D(-5), name="Loyal")),
            HERE,
            "no line like “Loyal”",
        ),
        (replace(THERE, number="X-9"), HERE, "their numbers"),
        (THERE, replace(HERE, balance=D(100)), "with a payment cannot be edited"),
        (THERE, replace(HERE, status=InvoiceStatus.VOIDED), "it is voided"),
        (replace(THERE, lines=()), HERE, "no line left"),
        (replace(THERE, total=D("110.01")), HERE, "another total"),
    ],
)
def test_what_hubspot_has_no_place_for_says_so(quickbooks: Invoice, hubspot: Invoice, why: str) -> None:
    found = taken(quickbooks, hubspot)
    assert isinstance(found, str)
    assert why in found


def test_a_line_that_was_never_told_apart_is_not_taken_off() -> None:
    """QuickBooks may have it still, as one that nobody paired."""
    one_line = invoice(Side.QUICKBOOKS, THERE.lines[0])
    assert taken(one_line) == Lines(delete=(EDGING,))
    unpaired = lines_taken(HERE, one_line, Pair(HERE, THERE), {"h1": "1"}, product_of=lambda line: "p")
    assert "not certain which lines" in str(unpaired)
