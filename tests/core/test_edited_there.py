"""A change in QuickBooks Online is told by what was changed, whatever else stands on the invoice (S3, S44)."""

from __future__ import annotations

from decimal import Decimal

from syncapp.core.plans.edited_there import what_changed
from syncapp.core.records import Invoice, Line
from syncapp.core.values import Side


def bill(*lines: Line) -> Invoice:
    return Invoice(id="1", side=Side.QUICKBOOKS, currency="USD", lines=lines)


def line(ident: str, text: str, amount: str) -> Line:
    return Line(id=ident, description=text, name="Custom Line Item", amount=Decimal(amount))


def test_lines_that_only_changed_places_are_not_told() -> None:  # S44
    mowing, edging = line("1", "Mowing", "100"), line("2", "Edging", "20")

    told = what_changed(bill(mowing, edging), bill(edging, line("1", "Mowing", "150")))

    assert told == "Mowing: 150.00 USD instead of 100.00 USD"


def test_lines_that_were_entered_anew_are_told_in_their_order() -> None:  # S44
    before = bill(line("1", "Mowing", "100"), line("2", "Edging", "20"), line("3", "Hedge", "5"))

    told = what_changed(before, bill(line("7", "Edging", "20"), line("8", "Mowing", "90"), line("3", "Hedge", "5")))

    assert told == "Mowing: 90.00 USD instead of 100.00 USD"


def test_the_first_of_many_are_told_and_long_texts_are_short() -> None:  # S44
    lines = [line(str(number), f"Row {number}" + " and more" * 20, "1") for number in range(9)]

    told = what_changed(bill(*lines), bill(*(line(one.id, one.description or "", "2") for one in lines)))

    assert told.count("instead of") == 3
    assert told.startswith("Row 0 and more")
    assert len(told) < 300


def test_a_text_that_ends_with_a_stop_is_told_without_it() -> None:  # S44
    told = what_changed(bill(line("1", "Mowing plan, large.", "189")), bill(line("1", "Mowing plan, large.", "199")))

    assert told == "Mowing plan, large: 199.00 USD instead of 189.00 USD"
