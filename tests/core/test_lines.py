from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.errors import CATALOGUE, Failure
from syncapp.core.lines import (
    CENT,
    but_for_tax,
    content,
    exact_price,
    expected_total,
    figure,
    keep_ids,
    line_amount,
    line_text,
    outbound,
    pair_lines,
    same_content,
    sent_as,
)
from syncapp.core.records import Invoice, Line, LineKind
from syncapp.core.values import Side, minor_unit, rounded

D = Decimal
CURRENCIES = st.sampled_from(["USD", "EUR", "JPY", "KWD"])


def hubspot_line(quantity: str | None, price: str, discount: str = "0", currency: str = "USD", **more) -> Line:
    """A line as HubSpot computes it."""
    count = None if quantity is None else D(quantity)
    amount = line_amount(D(1) if count is None else count, D(price), currency, D(discount))
    return Line(
        **{"id": "9001", "name": "Mulch", **more},
        quantity=count,
        unit_price=D(price),
        discount=D(discount),
        amount=amount,
    )


def hubspot_invoice(*lines: Line, currency: str = "USD", **more) -> Invoice:
    total = expected_total(lines, currency)
    return Invoice(side=Side.HUBSPOT, id="501", currency=currency, lines=lines, total=total, **more)


def quickbooks_invoice(*lines: Line, currency: str = "USD", **more) -> Invoice:
    total = more.pop("total", expected_total(lines, currency))
    return Invoice(side=Side.QUICKBOOKS, id="130", currency=currency, lines=lines, total=total, **more)


def item(line: Line) -> str:
    return "3"


def sent(*lines: Line, currency: str = "USD") -> tuple[Line, ...]:
    made = outbound(hubspot_invoice(*lines, currency=currency), item)
    assert not isinstance(made, Failure), made
    return made


def refused(invoice: Invoice, item_of=item) -> Failure:
    made = outbound(invoice, item_of)
    assert isinstance(made, Failure)
    return made


def stored(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """What QuickBooks answers: ids of its own, the item's name, no trace of HubSpot."""
    return tuple(
        replace(line, id=line.id or str(number), key=None, name="Custom Line Item", percent=None, discount=D(0))
        for number, line in enumerate(lines, 1)
    )


# A21: the price


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "currency", "amount", "expected"),
    [
        ("3", "33.33", "9.999", "USD", "89.99", "29.997"),  # Hazel: 3 × 33.33 less 10 %
        ("37", "0.685", "0", "USD", "25.35", "0.685"),  # Tupelo: a half cent, up
        ("0.333", "100.25", "0", "USD", "33.38", "100.25"),  # not 100.24, which gives 33.38 as well
        ("3", "0.335", "0", "USD", "1.01", "0.335"),  # F77
        ("1", "49.995", "0", "USD", "50.00", "49.995"),
        ("2", "50", "0", "USD", "100.00", "50"),
        ("3", "100", "1", "USD", "299.00", "99.667"),
        ("7", "10", "70", "USD", "0.00", "0"),  # wholly discounted
        ("3", "34", "2", "JPY", "100", "33.333"),  # QuickBooks rounds to 0.01 of a yen, too: 3 × 33.3 is 99.90 there
        ("3", "33.33", "0", "JPY", "100", "33.333"),
        ("3", "1.000", "0.010", "KWD", "2.990", "0.997"),
        ("-2", "10", "0", "USD", "-20.00", "10"),
    ],
)
def test_the_unit_price_gives_hubspots_amount(
    quantity: str, price: str, discount: str, currency: str, amount: str, expected: str
) -> None:
    (line,) = sent(
        hubspot_line(quantity, price, discount, currency), hubspot_line("1", "90", currency=currency), currency=currency
    )[:1]
    assert (line.amount, line.quantity, line.unit_price) == (D(amount), D(quantity), D(expected))


@settings(max_examples=300, deadline=None)
@given(
    quantity=st.decimals("-5000", "5000", places=3),
    price=st.decimals("0", "20000", places=4),
    percent=st.integers(0, 100),
    currency=CURRENCIES,
)
def test_whenever_a_price_exists_it_reproduces_the_amount(quantity, price, percent, currency) -> None:
    line = hubspot_line(str(quantity), str(price), str(quantity * price * percent / 100), currency)
    made = outbound(hubspot_invoice(line, hubspot_line("1", "1000000000", currency=currency), currency=currency), item)
    if line.amount != round(line.amount, 2):  # of a dinar QuickBooks keeps no thousandths
        assert isinstance(made, Failure)
        assert made.code == "no_exact_price"
        return
    assert not isinstance(made, Failure)  # quantities of up to four digits always have a price with seven decimals
    assert made[0].amount == line.amount
    assert made[0].quantity == quantity  # never changed
    assert (
        line_amount(quantity, made[0].unit_price, "USD") == line.amount
    )  # as QuickBooks rounds, whatever the currency
    assert made[0].unit_price == round(made[0].unit_price, 7)


def test_a_price_has_its_cents_though_none_of_them_would_do_too() -> None:
    assert exact_price(D("1.00"), D("0.003"), CENT) == D("333.33")


@settings(max_examples=300, deadline=None)
@given(minors=st.integers(-(10**9), 10**9), quantity=st.decimals("0.001", "99999", places=3), currency=CURRENCIES)
def test_no_shorter_price_would_do(minors, quantity, currency) -> None:
    amount = minors * minor_unit(currency)
    price = exact_price(amount, quantity, minor_unit(currency))
    if price is None:
        return
    digits = -price.as_tuple().exponent
    shortest = 0 if currency == "JPY" else 2
    if digits > shortest:
        step = D(1).scaleb(1 - digits)
        below = (price // step) * step
        for tried in (below - step, below, below + step, below + 2 * step):
            assert line_amount(quantity, tried, currency) != amount


def test_a_quantity_too_large_for_seven_decimals_fails_with_both_figures() -> None:
    line = hubspot_line("3000000", "1", "0.01", name="Screws")
    failure = refused(hubspot_invoice(line))
    assert failure.code == "no_exact_price"
    assert failure.params == {"line": "Screws", "amount": "2,999,999.99 USD", "nearest": "3,000,000.00 USD"}


@pytest.mark.parametrize("quantity", ["3", None])
def test_thousandths_of_a_dinar_are_not_sent(quantity: str | None) -> None:
    """QuickBooks would keep 2 decimals of them, and show another total."""
    line = hubspot_line(quantity, "1.234", currency="KWD", name="Dates")
    failure = refused(hubspot_invoice(line, currency="KWD"))
    assert failure.code == "no_exact_price"
    assert failure.params["amount"] == f"{line.amount} KWD"


def test_a_quantity_that_quickbooks_would_round_is_not_sent() -> None:
    line = hubspot_line("0.33333333333", "30000")
    assert refused(hubspot_invoice(line)).code == "no_exact_price"


def test_quantity_zero_goes_with_its_list_price() -> None:
    (line, _) = sent(hubspot_line("0", "25"), hubspot_line("1", "10"))
    assert (line.quantity, line.unit_price, line.amount) == (D(0), D(25), D(0))


def test_an_amount_without_quantity_cannot_be_made_by_quantity_zero() -> None:
    line = replace(hubspot_line("0", "25"), amount=D(5))
    failure = refused(hubspot_invoice(line))
    assert (failure.code, failure.params["nearest"]) == ("no_exact_price", "0.00 USD")


def test_a_missing_quantity_stays_missing() -> None:
    (line,) = sent(hubspot_line(None, "120"))
    assert (line.quantity, line.unit_price, line.amount) == (None, None, D("120.00"))


def test_zero_amounts_and_huge_ones_go() -> None:  # F75, F88
    lines = sent(hubspot_line("4", "0"), hubspot_line("1", "99999999999.99"))
    assert [line.amount for line in lines] == [D(0), D("99999999999.99")]


def test_long_quantities_are_multiplied_exactly() -> None:
    # 28 digits, Decimal's usual precision, would round this to half a cent that is not there.
    assert line_amount(D("12345678901234567890.0000001"), D("0.0500000"), "USD") == D("617283945061728394.50")
    assert line_amount(D("1000000000000000000000000.0000001"), D("0.1249999999"), "USD") == D(
        "124999999900000000000000.00"
    )


# A21: the description


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (hubspot_line("1", "10"), "Mulch"),
        (hubspot_line("1", "10", description="Hardwood, per yd³"), "Mulch\nHardwood, per yd³"),
        (hubspot_line("1", "10", description="Mulch"), "Mulch"),
        (hubspot_line("1", "10", description="Mulch\nby the yard"), "Mulch\nby the yard"),
        (hubspot_line("1", "10", description="2 in. of mulch"), "2 in. of mulch"),
        (hubspot_line("1", "10", name=None), None),
        (hubspot_line("3", "33.33", "9.999", percent=D(10)), "Mulch\nList price 33.33, discount 10 %"),
        (hubspot_line("3", "33.33", "10"), "Mulch\nList price 33.33, discount 10.00"),
        (hubspot_line("37", "0.685", "2.5345", percent=D("10")), "Mulch\nList price 0.685, discount 10 %"),
        # a percent beside an amount per unit explains only a part of what was taken off
        (hubspot_line("2", "50", "15", percent=D(10)), "Mulch\nList price 50.00, discount 15.00"),
        (hubspot_line("2", "50", "5", percent=D("5.0")), "Mulch\nList price 50.00, discount 5 %"),
    ],
)
def test_the_description_keeps_the_text_and_tells_the_discount(line: Line, text: str | None) -> None:
    assert sent(line)[0].description == text


def test_a_text_too_long_for_quickbooks_fails_and_is_never_cut() -> None:
    failure = refused(hubspot_invoice(hubspot_line("1", "10", description="x" * 4000)))
    assert failure.code == "text_too_long"
    assert failure.params == {
        "field": "Description of Mulch", "length": "4,006", "limit": "4,000", "system": "QuickBooks Online"
    }  # fmt: skip
    assert sent(hubspot_line("1", "10", description="x" * 3994))[0].description


# The walls


def test_no_lines_is_said() -> None:
    assert refused(hubspot_invoice()).code == "no_lines"


@pytest.mark.parametrize(
    ("kind", "code"), [(LineKind.DISCOUNT, "order_discount"), (LineKind.FEE, "order_fee"), (LineKind.TAX, "order_tax")]
)
def test_what_stands_under_the_total_fails_with_its_label_and_amount(kind: LineKind, code: str) -> None:  # S8
    under = Line(kind=kind, amount=D("12.5"), name="Spring offer")
    failure = refused(hubspot_invoice(hubspot_line("1", "100"), adjustments=(under,)))
    assert (failure.code, failure.params) == (code, {"label": "Spring offer", "amount": "12.50 USD"})


def test_a_percent_counts_though_its_amount_is_not_known() -> None:  # S8
    under = Line(kind=LineKind.DISCOUNT, percent=D("10"))
    failure = refused(hubspot_invoice(hubspot_line("1", "100"), adjustments=(under,)))
    assert failure.params == {"label": "discount", "amount": "10 %"}


def test_a_fee_of_nothing_is_no_wall() -> None:
    invoice = hubspot_invoice(hubspot_line("1", "100"), adjustments=(Line(kind=LineKind.FEE, name="Rush"),))
    assert not isinstance(outbound(invoice, item), Failure)


def test_tax_on_the_lines_is_a_tax_too() -> None:  # S5, S8
    failure = refused(hubspot_invoice(hubspot_line("1", "100"), tax=D("8.75")))
    assert (failure.code, failure.params["amount"]) == ("order_tax", "8.75 USD")


def test_an_invoice_below_zero_is_refused() -> None:
    failure = refused(hubspot_invoice(hubspot_line("1", "10", "30")))
    assert (failure.code, failure.params) == ("negative_total", {"total": "-20.00 USD"})


def test_the_items_own_failure_is_the_invoices() -> None:
    inactive = Failure("item_inactive", {"item": "Pavers"})
    failure = refused(hubspot_invoice(hubspot_line("1", "10", name="Paving")), lambda line: inactive)
    assert failure == Failure("item_inactive", {"item": "Pavers", "line": "Paving"})  # which line it is


def test_every_failure_fills_the_words_of_its_code() -> None:
    made = [
        refused(hubspot_invoice()),
        refused(hubspot_invoice(hubspot_line("1", "10", "30"))),
        refused(hubspot_invoice(replace(hubspot_line("0", "25"), amount=D(5)))),
        refused(hubspot_invoice(hubspot_line("1", "10", description="x" * 4000))),
        refused(hubspot_invoice(hubspot_line("1", "100"), tax=D("8.75"))),
    ]
    for failure in made:
        assert set(failure.params) <= CATALOGUE[failure.code].params
        assert "?" not in failure.cause


def test_the_expected_total_is_the_sum_of_the_lines() -> None:  # A20
    assert expected_total(sent(hubspot_line("37", "0.685"), hubspot_line("3", "33.33")), "USD") == D("125.34")
    assert expected_total((), "KWD") == D("0.000")


def test_amounts_are_written_for_people() -> None:
    assert figure(D("1234.5"), "USD") == "1,234.50 USD"
    assert (
        figure(D("1234.5"), "JPY") == "1,234.5 JPY"
    )  # finer than the currency: as it stands, never as if it were equal
    assert figure(D("-0.5"), "") == "-0.50"
    assert line_text(Line(description="First\nsecond")) == "First"


# Ids of lines


def test_an_update_keeps_the_line_ids_and_new_lines_have_none() -> None:  # A7
    lines = sent(hubspot_line("1", "10", id="a"), hubspot_line("2", "10", id="b"), hubspot_line("3", "10", id="c"))
    kept = keep_ids(lines, {"a": "1", "c": "7", "gone": "2"})
    assert [line.id for line in kept] == ["1", "", "7"]


def test_a_line_that_is_gone_from_quickbooks_is_sent_anew() -> None:
    lines = sent(hubspot_line("1", "10", id="a"), hubspot_line("2", "10", id="b"))
    assert [line.id for line in keep_ids(lines, {"a": "1", "b": "2"}, living={"2"})] == ["", "2"]


def test_lines_are_paired_with_what_quickbooks_stored() -> None:
    lines = sent(*(hubspot_line("1", price, id=name) for name, price in (("a", "10"), ("b", "20"), ("c", "10"))))
    assert pair_lines(lines, stored(lines)) == {"a": "1", "b": "2", "c": "3"}
    assert pair_lines(lines, tuple(reversed(stored(lines)))) == {"a": "3", "b": "2", "c": "1"}


def test_sent_ids_pair_before_anything_else() -> None:
    lines = keep_ids(sent(hubspot_line("1", "10", id="a"), hubspot_line("1", "10", id="b")), {"b": "1"})
    answered = (replace(stored(lines)[1], id="1"), replace(stored(lines)[0], id="2"))
    assert pair_lines(lines, answered) == {"b": "1", "a": "2"}


def test_a_line_without_counterpart_is_left_unpaired() -> None:  # A5: other lines are a remark
    lines = sent(hubspot_line("1", "10", id="a"), hubspot_line("1", "20", id="b"))
    answered = (Line(id="5", amount=D("20.00"), description="Something else"), Line(id="6", kind=LineKind.TEXT))
    assert pair_lines(lines, answered) == {"b": "5"}


# Content, recoding, equality


BOOKED = Line(
    id="1", amount=D("25.35"), quantity=D("37"), unit_price=D("0.685"), description="Sod", product_id="3", name="Sod",
    recode={"class": "Install", "service_date": "2026-11-02"},
)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"product_id": "4", "name": "Turf"},
        {"name": "Sod (renamed)"},
        {"recode": {"class": "Snow", "location": "East"}},
        {"sku": "SOD"},
        {"id": "9"},
        {"amount": D("25.350"), "quantity": D("37.0")},
        {"description": "Sod\r\n"},
    ],
)
def test_recoding_is_not_editing(change: dict) -> None:  # A7
    assert content(quickbooks_invoice(BOOKED)) == content(quickbooks_invoice(replace(BOOKED, **change)))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": D("25.36")},
        {"quantity": D("38")},
        {"quantity": None, "unit_price": None},
        {"unit_price": D("0.69")},
        {"description": "Sod, laid"},
        {"kind": LineKind.TEXT},
    ],
)
def test_a_change_of_a_line_is_one(change: dict) -> None:  # S3
    assert content(quickbooks_invoice(BOOKED)) != content(quickbooks_invoice(replace(BOOKED, **change)))


@pytest.mark.parametrize(
    "other",
    [
        quickbooks_invoice(BOOKED, BOOKED),
        quickbooks_invoice(),
        quickbooks_invoice(BOOKED, tax=D("1")),
        quickbooks_invoice(BOOKED, currency="EUR"),
        quickbooks_invoice(BOOKED, adjustments=(Line(kind=LineKind.DISCOUNT, amount=D(1)),)),
        quickbooks_invoice(BOOKED, adjustments=(Line(kind=LineKind.FEE, amount=D(1)),)),
    ],
)
def test_added_removed_taxed_and_discounted_lines_are_changes(other: Invoice) -> None:  # S3
    assert content(quickbooks_invoice(BOOKED)) != content(other)


def test_on_the_hubspot_side_the_name_of_a_line_is_its_text() -> None:
    line = hubspot_line("1", "10")
    assert content(hubspot_invoice(line)) != content(hubspot_invoice(replace(line, name="Bark")))


def test_order_customer_and_mapped_fields_are_not_content() -> None:
    other = replace(BOOKED, id="2", amount=D(1))
    first = quickbooks_invoice(BOOKED, other, customer_id="58", values={"CustomerMemo.value": "Thanks"})
    assert content(first) == content(quickbooks_invoice(other, BOOKED, customer_id="59", balance=D(3)))


def test_texts_cannot_be_mistaken_for_another_field() -> None:
    one = hubspot_invoice(hubspot_line("1", "10", name="a|1:b", description=None))
    two = hubspot_invoice(hubspot_line("1", "10", name="a", description="b"))
    assert content(one) != content(two)


def test_a_negative_zero_is_zero() -> None:
    assert content(quickbooks_invoice(Line(amount=D("-0.00")))) == content(quickbooks_invoice(Line()))


def test_what_was_sent_is_the_same_content() -> None:
    lines = (hubspot_line("3", "33.33", "9.999", id="a"), hubspot_line("37", "0.685", id="b"), hubspot_line(None, "7"))
    theirs = quickbooks_invoice(*stored(sent(*lines)))
    assert same_content(hubspot_invoice(*lines), theirs, exact=True)
    assert same_content(hubspot_invoice(*lines), replace(theirs, lines=theirs.lines[::-1]), exact=True)


def test_an_edited_price_is_another_content_until_it_is_reversed() -> None:  # S3
    mine = hubspot_invoice(hubspot_line("2", "50"), hubspot_line("1", "10"))
    theirs = quickbooks_invoice(*stored(sent(*mine.lines)))
    edited = replace(
        theirs, lines=(replace(theirs.lines[0], unit_price=D(45), amount=D(90)), theirs.lines[1]), total=D(100)
    )
    assert not same_content(mine, edited)
    assert same_content(mine, theirs)


def test_equal_amounts_suffice_unless_exactness_is_asked() -> None:  # A5
    mine = hubspot_invoice(hubspot_line("2", "50"))
    theirs = quickbooks_invoice(
        Line(id="1", amount=D(100), quantity=D(1), unit_price=D(100), description="Work"), Line(kind=LineKind.TEXT)
    )
    assert same_content(mine, theirs)
    assert not same_content(mine, theirs, exact=True)


@pytest.mark.parametrize(
    "change",
    [
        {"tax": D("1"), "total": D("101")},
        {"currency": "EUR"},
        {"total": D("99")},
        {"lines": (Line(amount=D(60)), Line(amount=D(40)))},
        {"adjustments": (Line(kind=LineKind.FEE, amount=D(5)),), "lines": (Line(amount=D(95)),)},
    ],
)
def test_other_lines_tax_or_currency_are_not_the_same(change: dict) -> None:
    mine = hubspot_invoice(hubspot_line("2", "50"))
    theirs = quickbooks_invoice(*stored(sent(*mine.lines)))
    assert not same_content(mine, replace(theirs, **change))


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.decimals("0", "500", places=3), st.decimals("0", "900", places=3)), min_size=1, max_size=8
    ),
    currency=st.sampled_from(["USD", "EUR", "JPY"]),
)
def test_what_goes_out_adds_up_to_hubspots_total_and_comes_back_paired(rows, currency) -> None:
    lines = tuple(hubspot_line(str(q), str(p), currency=currency, id=f"h{n}") for n, (q, p) in enumerate(rows))
    invoice = hubspot_invoice(*lines, currency=currency)
    made = sent(*lines, currency=currency)
    assert expected_total(made, currency) == rounded(invoice.total, currency) == invoice.total
    assert same_content(invoice, quickbooks_invoice(*stored(made), currency=currency), exact=True)
    assert pair_lines(made, stored(made)).keys() == {line.id for line in lines}


# --- discounts as lines of their own (A21)


def apart(*lines: Line, currency: str = "USD") -> tuple[Line, ...] | Failure:
    return outbound(hubspot_invoice(*lines, currency=currency), item, lambda line: "8")


@given(
    st.decimals("0.001", 5000, places=3),
    st.decimals(0, 5000, places=4),
    st.decimals(0, 1, places=4),
    CURRENCIES,
)
def test_list_price_and_discount_make_the_net_amount(quantity: D, price: D, part: D, currency: str) -> None:
    off = quantity * price * part
    line = hubspot_line(str(quantity), str(price), str(off), currency)
    made = apart(line, currency=currency)
    if isinstance(made, Failure):
        assert made.code == "no_exact_price"
        return
    assert expected_total(made, currency) == rounded(line.amount, currency)
    for one in made:
        assert (one.quantity * one.unit_price).quantize(D("0.01"), "ROUND_HALF_UP") == one.amount
    less = [one for one in made if one.product_id == "8"]
    assert len(made) == 1 + len(less)
    assert all(one.amount < 0 and one.key == "9001/discount" for one in less)
    assert sent_as(hubspot_invoice(line, currency=currency), quickbooks_invoice(*made, currency=currency)) == tuple(
        replace(one, product_id="") for one in made
    )


def test_an_invoice_is_equal_in_the_form_in_which_it_was_sent() -> None:
    here = hubspot_invoice(hubspot_line("2", "50", "10"), hubspot_line("1", "20", id="9002"))
    for made in (apart(*here.lines), sent(*here.lines)):
        there = quickbooks_invoice(*(replace(one, id=str(place)) for place, one in enumerate(made)))
        assert same_content(here, there)
        assert same_content(here, there, exact=True)
        pairs = pair_lines(sent_as(here, there), there.lines)
        assert pairs == {one.key: str(place) for place, one in enumerate(made)}
        assert [one.id for one in keep_ids(made, pairs)] == list(pairs.values())
        less = quickbooks_invoice(*there.lines[:-1], replace(there.lines[-1], amount=D("19.99")), total=here.total)
        assert not same_content(here, less)


def test_without_a_list_price_or_a_discount_there_is_one_line() -> None:
    for line in (Line(id="9001", name="Flat", amount=D(90), discount=D(10)), hubspot_line("2", "50")):
        (made,) = apart(line)
        assert (made.key, made.product_id) == ("9001", "3")


def test_an_item_that_cannot_be_used_for_discounts_fails() -> None:
    gone = Failure("item_inactive", {"item": "Discounts given"})
    here = hubspot_invoice(hubspot_line("2", "50", "10"))
    assert outbound(here, item, lambda line: gone) == gone
    assert isinstance(outbound(hubspot_invoice(hubspot_line("2", "50")), item, lambda line: gone), tuple)


def test_only_tax_beside_the_lines_that_were_sent_is_left_to_quickbooks() -> None:
    # A20: whatever else stands there is not what was sent, so the lines are sent again.
    hubspot, tax = hubspot_invoice(hubspot_line("2", "50.00")), Line(kind=LineKind.TAX, amount=D("8.00"))
    lines, shipping = sent(*hubspot.lines), Line(kind=LineKind.FEE, amount=D("5.00"))

    assert but_for_tax(hubspot, quickbooks_invoice(*lines, tax=D("8.00"), adjustments=(tax,)))
    assert not but_for_tax(hubspot, quickbooks_invoice(*lines, tax=D("8.00"), adjustments=(tax, shipping)))
    assert not but_for_tax(hubspot, quickbooks_invoice(*lines))


@pytest.mark.parametrize(
    ("currency", "amount", "told"),
    [
        ("XOF", "33.33", "an amount in XOF with no decimals"),  # if HubSpot keeps them after all
        ("UGX", "33.00", None),
        ("JPY", "0.5", "an amount in JPY with no decimals"),
        ("USD", "33.335", None),  # as ever: which price makes it is asked for
        ("OMR", "1.120", None),
    ],
)
def test_decimals_of_a_currency_that_has_none_are_no_lines_to_send(
    currency: str, amount: str, told: str | None
) -> None:  # A33
    made = outbound(hubspot_invoice(Line(amount=D(amount)), currency=currency), item)
    failure = (made.code, made.params["expected"]) if isinstance(made, Failure) else None
    assert failure == (("absurd_value", told) if told else None)
