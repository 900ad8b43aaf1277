from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from syncapp.core.invoice_json import dump
from syncapp.core.plan import Base
from syncapp.core.recoding import as_sent, recoded, recoding_told, still_recoded, written
from syncapp.core.records import Invoice, Line
from syncapp.core.values import Side

D = Decimal

BOOKED = Line(
    id="1", amount=D("25.35"), quantity=D("37"), unit_price=D("0.685"), description="Sod", product_id="3", name="Sod",
    recode={"class": "Install", "service_date": "2026-11-02"},
)  # fmt: skip


def booked(*lines: Line) -> Invoice:
    return Invoice(id="145", side=Side.QUICKBOOKS, currency="USD", lines=lines)


def agreed(base: Base, now: Invoice) -> Base:
    """The base once both sides agree on `now`."""
    return Base(content=dump(now), coded=still_recoded(base, now))


def test_what_was_recoded_is_named() -> None:  # A7, B36
    now = replace(BOOKED, product_id="4", name="Turf", recode={"class": "Snow"})
    found = [(one.line_id, one.field, one.before, one.now) for one in recoded([BOOKED], [now, replace(BOOKED, id="2")])]
    assert found == [
        ("1", "item", "Sod", "Turf"),
        ("1", "class", "Install", "Snow"),
        ("1", "service_date", "2026-11-02", None),
    ]
    assert recoded([BOOKED], [replace(BOOKED, name="Sod (renamed)")]) == ()


def test_an_item_that_stands_among_the_codings_too_is_named_once() -> None:
    base = replace(BOOKED, recode={"item": "3"})
    assert [one.field for one in recoded([base], [replace(base, product_id="4", recode={"item": "4"})])] == ["item"]


def test_a_recoding_is_told_until_it_is_taken_back() -> None:  # A7, B36
    turf = replace(BOOKED, product_id="4", name="Turf", recode={})
    base = agreed(agreed(Base(), booked(BOOKED)), booked(turf))
    assert recoding_told(recoded(as_sent(base), [turf])) == "Sod is now Turf"
    dearer = replace(turf, amount=D("30"), description="Sod, rolled")
    base = agreed(base, booked(dearer))
    assert recoding_told(recoded(as_sent(base), [dearer])) == "Sod, rolled: Sod is now Turf"
    base = agreed(base, booked(BOOKED))
    assert base.coded == {}
    assert recoded(as_sent(base), [BOOKED]) == ()


def test_a_new_name_of_an_item_is_no_recoding_to_remember() -> None:
    base = agreed(agreed(Base(), booked(BOOKED)), booked(replace(BOOKED, name="Sod (renamed)")))
    assert base.coded == {}


def test_what_a_write_of_ours_changes_of_the_coding_is_no_recoding() -> None:  # A7, B26
    snow = replace(BOOKED, recode={"class": "Snow", "service_date": "2026-11-02"})
    base = agreed(agreed(Base(), booked(BOOKED)), booked(snow))
    later = replace(snow, recode={"class": "Snow", "service_date": "2026-11-20"})
    base = replace(base, coded=written(base, booked(snow), booked(later)))
    base = agreed(base, booked(later))
    assert [one.field for one in recoded(as_sent(base), [later])] == ["class"]


def test_a_coding_that_a_write_of_ours_takes_away_is_no_recoding() -> None:
    bare = replace(BOOKED, recode={"class": "Install"})
    base = agreed(Base(), booked(BOOKED))
    base = agreed(replace(base, coded=written(base, booked(BOOKED), booked(bare))), booked(bare))
    assert base.coded == {}


def test_lines_that_come_and_go_are_not_recoded() -> None:
    base = agreed(agreed(Base(), booked(BOOKED)), booked(replace(BOOKED, recode={})))
    assert set(base.coded) == {"1"}
    other = replace(BOOKED, id="2", product_id="9")
    base = agreed(base, booked(other))
    assert base.coded == {}
    assert recoded(as_sent(base), [other]) == ()
