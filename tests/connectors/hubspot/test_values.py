from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.connectors.hubspot.values import AbsurdError, read_value, write_value
from syncapp.core.schema import FieldType

ZONE = ZoneInfo("America/New_York")


def read(field_type: FieldType, text: Any, zone: Any = ZONE) -> Any:
    return read_value(field_type, text, zone)


@pytest.mark.parametrize(
    ("field_type", "text", "value"),
    [
        (FieldType.TEXT, "  Ann \r\nLee  ", "Ann\nLee"),
        (FieldType.TEXT, "   ", None),
        (FieldType.TEXT, "", None),  # F87
        (FieldType.TEXT, None, None),
        (FieldType.TEXT, "e\u0301", "\u00e9"),  # F71
        (FieldType.OPTION, "check", "check"),
        (FieldType.OPTIONS, "a;b", "a;b"),
        (FieldType.NUMBER, "12.50", Decimal("12.50")),
        (FieldType.NUMBER, " 99999999999.99 ", Decimal("99999999999.99")),  # F88
        (FieldType.NUMBER, "-0.001", Decimal("-0.001")),
        (FieldType.NUMBER, "1e3", Decimal(1000)),
        (FieldType.NUMBER, "", None),
        (FieldType.BOOL, "true", True),
        (FieldType.BOOL, "False", False),
        (FieldType.BOOL, True, True),
        (FieldType.BOOL, "", None),
        (FieldType.DATETIME, "2026-11-24T09:00:00.000Z", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (FieldType.DATETIME, "1795510800000", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (FieldType.DATETIME, "2026-11-24T10:00:00+01:00", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (FieldType.DATE, "2026-11-24", date(2026, 11, 24)),
        (FieldType.DATE, "2026-11-24T00:00:00Z", date(2026, 11, 24)),  # A19: midnight UTC is that day
        (FieldType.DATE, "2026-11-24T03:00:00Z", date(2026, 11, 23)),  # A19: else the company's day
        (FieldType.DATE, "1795478400000", date(2026, 11, 24)),
    ],
)
def test_a_property_is_read_as_its_type(field_type: FieldType, text: Any, value: Any) -> None:
    found = read(field_type, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Apia", date(2026, 11, 25)), ("Pacific/Pago_Pago", date(2026, 11, 24)), ("UTC", date(2026, 11, 24))],
)
def test_an_instant_is_the_companys_day(zone: str, day: date) -> None:  # A19 F79
    assert read(FieldType.DATE, "2026-11-24T12:00:00Z", ZoneInfo(zone)) == day


@pytest.mark.parametrize(
    ("field_type", "text"),
    [
        (FieldType.NUMBER, "NaN"), (FieldType.NUMBER, "Infinity"), (FieldType.NUMBER, "1e400"), (FieldType.NUMBER, "ten"),
        (FieldType.NUMBER, "1,000"), (FieldType.NUMBER, "1e-400"), (FieldType.DATE, "tomorrow"), (FieldType.DATE, "2026-02-30"),
        (FieldType.DATE, "99999999999999999999"), (FieldType.DATETIME, "0000-00-00T00:00:00Z"), (FieldType.BOOL, "maybe"),
        (FieldType.DATE, "0001-01-01T00:00:01Z"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_so(field_type: FieldType, text: str) -> None:
    with pytest.raises(AbsurdError):
        read(field_type, text)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("hs_comments", None, ""),
        ("hs_comments", "two\nlines", "two\nlines"),
        ("price", Decimal("10.500"), "10.5"),
        ("price", Decimal("1E+3"), "1000"),
        ("price", Decimal("0.00"), "0"),
        ("hs_invoice_billable", False, "false"),
        ("hs_invoice_date", date(2026, 11, 24), "2026-11-24T00:00:00.000Z"),  # A19: we write midnight UTC
        ("a_day_of_ours", date(2026, 11, 24), "2026-11-24"),
        ("a_time_of_ours", datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=1))), "2026-11-24T09:00:00.000Z"),
    ],
)
def test_a_value_is_written_as_hubspot_takes_it(name: str, value: Any, text: str) -> None:
    assert write_value(name, value) == text


VALUES = {
    FieldType.TEXT: st.text(min_size=1).map(lambda text: read(FieldType.TEXT, text)),
    FieldType.NUMBER: st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12
    ),
    FieldType.BOOL: st.booleans(),
    FieldType.DATE: st.dates(min_value=date(1900, 1, 1)),
    FieldType.DATETIME: st.datetimes(min_value=datetime(1970, 2, 1), max_value=datetime(2200, 1, 1)).map(
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
    ),
}


@pytest.mark.parametrize("name", ["hs_invoice_date", "custom"])
@pytest.mark.parametrize("field_type", VALUES)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_was_written_is_read_back(name: str, field_type: FieldType, data: st.DataObject) -> None:  # PutGet
    value = data.draw(VALUES[field_type])
    assert read(field_type, write_value(name, value)) == value


@settings(max_examples=300, deadline=None)
@given(
    field_type=st.sampled_from([*FieldType]), text=st.one_of(st.text(), st.integers().map(str), st.floats().map(str))
)
def test_no_text_breaks_a_page(field_type: FieldType, text: str) -> None:
    try:
        read(field_type, text)
    except AbsurdError:
        return
