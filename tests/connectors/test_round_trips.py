"""Laws of every mapped field, over both vendors' wire forms: what goes over is held, comes back, and is no edit.

A vendor is stood in for by its own JSON: what our connector writes is what its reader then finds (PutGet), and a
pair that has just been agreed plans nothing (GetPut), so that a second run is empty for every type of field.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from syncapp.connectors.hubspot.kinds import CONTACTS, INVOICES, PRODUCTS
from syncapp.connectors.hubspot.schema import ALWAYS, field_of
from syncapp.connectors.hubspot.values import read_value, write_value
from syncapp.connectors.quickbooks.schema import custom_field, spec_of
from syncapp.connectors.quickbooks.values import place, value_in
from syncapp.core.defaults import DEFAULT_PAIRS
from syncapp.core.errors import Failure
from syncapp.core.mapping import FieldPair, carry, compatible
from syncapp.core.merge import merge
from syncapp.core.naming import proper_name
from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.values import Direction, ObjectType, Pair, Policy, Side, Value, clean_text

H, Q = Side.HUBSPOT, Side.QUICKBOOKS
T = FieldType
KINDS = {ObjectType.CONTACT: CONTACTS, ObjectType.PRODUCT: PRODUCTS, ObjectType.INVOICE: INVOICES}
TERMS = (Option("net_30", "Net 30"), Option("due", "Due on receipt"), Option("c3", "C3: “Über”, 3 %"))
TERM_REFS = (Option("3", "net 30"), Option("1", "Due  on receipt"), Option("7", "C3: “Über”, 3 %"))
laws = settings(deadline=None, max_examples=300)


@dataclass(frozen=True)
class Mapped:
    """A pair of fields with what both accounts say of them."""

    hubspot: FieldSpec
    quickbooks: FieldSpec
    transform: str = "same"

    def __str__(self) -> str:
        return f"{self.hubspot.name}-{self.quickbooks.name}"

    @property
    def pair(self) -> FieldPair:
        return FieldPair(self.hubspot.name, self.quickbooks.name, transform=self.transform)

    @property
    def specs(self) -> Any:
        return Pair({self.hubspot.name: self.hubspot}, {self.quickbooks.name: self.quickbooks})

    def spec(self, side: Side) -> FieldSpec:
        return self.hubspot if side is H else self.quickbooks

    @property
    def limited(self) -> bool:
        return bool(self.quickbooks.max_length) and self.hubspot.type is T.TEXT

    @property
    def directions(self) -> tuple[Direction, ...]:
        return compatible(self.hubspot, self.quickbooks).directions


def hubspot_field(name: str, kind: str, field_type: str = "text", options: tuple[Option, ...] = ()) -> FieldSpec:
    """As the account describes it, through our reading of that."""
    told = [{"value": one.value, "label": one.label, "displayOrder": n} for n, one in enumerate(options)]
    described = {"name": name, "label": name, "type": kind, "fieldType": field_type, "options": told}
    found = field_of(INVOICES, described)
    assert found
    return found


def default_fields() -> list[Mapped]:
    described = {T.TEXT: "string", T.NUMBER: "number", T.DATE: "date"}
    found = []
    for object_type, kind in KINDS.items():
        for one in DEFAULT_PAIRS[object_type]:
            quickbooks = spec_of(object_type, one.quickbooks)
            assert quickbooks
            found.append(Mapped(hubspot_field(one.hubspot, described[ALWAYS[kind][one.hubspot]]), quickbooks, one.transform))  # fmt: skip
    return found


def choice(name: str) -> FieldSpec:
    found = spec_of(ObjectType.INVOICE, name)
    assert found
    return replace(found, options=TERM_REFS)


TEXT, LONG, NUMBER, DAY, INSTANT, FLAG, ONE, MANY, PHONE = (
    hubspot_field("h_text", "string"), hubspot_field("h_long", "string", "textarea"),
    hubspot_field("h_number", "number", "number"), hubspot_field("h_day", "date", "date"),
    hubspot_field("h_instant", "datetime", "date"), hubspot_field("h_flag", "bool", "booleancheckbox"),
    hubspot_field("h_one", "enumeration", "select", TERMS), hubspot_field("h_many", "enumeration", "checkbox", TERMS),
    hubspot_field("h_phone", "phone_number", "phonenumber"),
)  # fmt: skip
HUBSPOT_FIELDS = (TEXT, LONG, NUMBER, DAY, INSTANT, FLAG, ONE, MANY, PHONE)
QUICKBOOKS_FIELDS = (
    custom_field("1", "PO"), custom_field("1000000001", "Crew"), custom_field("1000000002", "Hours", "NumberType"),
    custom_field("1000000003", "Ready", "DateType"), custom_field("1000000004", "Urgent", "BooleanType"),
    choice("SalesTermRef"), spec_of(ObjectType.INVOICE, "TrackingNum"), spec_of(ObjectType.INVOICE, "ShipDate"),
    spec_of(ObjectType.INVOICE, "ShipAddr.Line2"), spec_of(ObjectType.CONTACT, "Mobile.FreeFormNumber"),
    spec_of(ObjectType.PRODUCT, "UnitPrice"),
)  # fmt: skip
ADDED = [
    Mapped(here, there) for here in HUBSPOT_FIELDS for there in QUICKBOOKS_FIELDS if there and compatible(here, there).directions
]  # fmt: skip
ALL = [*default_fields(), *ADDED, Mapped(FLAG, QUICKBOOKS_FIELDS[4], "opposite"), Mapped(NUMBER, QUICKBOOKS_FIELDS[2], "percent")]  # type: ignore[arg-type]  # fmt: skip

# The one transform that is not reversible takes the first of several addresses (A2).
BOTH_WAYS = [one for one in ALL if one.directions[0] is Direction.TWO_WAY and one.transform != "email"]

# -- what stands in a field, as that vendor holds it -----------------------------------------------------------

signs = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\u00a0\u2028é́ß漢ﬁ’&<>\"'\\%;,:")
zones = st.sampled_from([timezone(timedelta(hours=hours)) for hours in (-11, -8, 0, 5, 13)])
figures = st.decimals(-(10**9), 10**9, places=4, allow_nan=False) | st.sampled_from(
    [Decimal(one) for one in ("0", "0.01", "0.685", "1234567.89", "99999999999.99", "-0.5", "1E+3", "0.1")]
)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)


def held(spec: FieldSpec) -> st.SearchStrategy[Value]:
    """What the field may hold: texts up to its very length, each of its options, midnights and the last half hour."""
    if spec.type is T.TEXT:
        most = min(spec.max_length or 40, 40)
        long = [("x" * spec.max_length)] if spec.max_length and spec.max_length <= 4000 else []
        return st.text(signs, min_size=1, max_size=most).map(clean_text).filter(bool) | st.sampled_from(["a", *long])
    if spec.type is T.OPTION:
        return st.sampled_from([one.value for one in spec.options])
    if spec.type is T.OPTIONS:
        choices = [one.value for one in spec.options]
        return st.lists(st.sampled_from(choices), min_size=1, unique=True).map(";".join)
    late = days.map(lambda day: datetime(day.year, day.month, day.day, 22, 30, tzinfo=UTC))
    midnight = days.map(lambda day: datetime(day.year, day.month, day.day, tzinfo=UTC))
    return {T.NUMBER: figures, T.DATE: days, T.DATETIME: instants | late | midnight, T.BOOL: st.booleans()}[spec.type]


def stored(spec: FieldSpec, value: Value, side: Side, zone: tzinfo) -> Value:
    """Written by our connector, kept as JSON, and read again by it."""
    if side is H:
        return read_value(spec.type, json.loads(json.dumps(write_value(spec.name, value))), zone)
    body: dict[str, Any] = {}
    place(body, spec, value, zone, {})
    return value_in(json.loads(json.dumps(body), parse_float=Decimal), spec)


def over(mapped: Mapped, value: Value, to: Side, zone: tzinfo) -> Value | Failure:
    return carry(value, mapped.pair, mapped.specs, to, zone)


def plan(mapped: Mapped, now: Pair[Value], base: Pair[Value] | None, direction: Direction, zone: tzinfo) -> Any:
    names = {H: mapped.hubspot.name, Q: mapped.quickbooks.name}
    sides = [{names[side]: now[side]} for side in Side]
    bases = [{names[side]: base[side]} if base else {} for side in Side]
    return merge(
        [mapped.pair], Pair(*bases), Pair(*sides),
        direction=direction, policy=Policy.HUBSPOT, native=None, specs=mapped.specs, zone=zone,
    )  # fmt: skip


def pair_of(side: Side, value: Value, other: Value) -> Pair[Value]:
    return Pair(value, other) if side is H else Pair(other, value)


@given(mapped=st.sampled_from(ALL), data=st.data(), zone=zones)
@laws
def test_what_goes_over_is_held_as_it_went_and_is_no_edit_afterwards(
    mapped: Mapped, data: st.DataObject, zone: tzinfo
) -> None:  # S29 A19 A34
    direction = data.draw(st.sampled_from(mapped.directions))
    source = data.draw(st.sampled_from([side.other for side in Side if direction.reaches(side)]))
    value = stored(mapped.spec(source), data.draw(held(mapped.spec(source))), source, zone)
    sent = over(mapped, value, source.other, zone)
    if isinstance(sent, Failure):  # told, never cut
        assert sent.code in ("text_too_long", "unmapped_value", "absurd_value")
        assert plan(mapped, pair_of(source, value, None), None, direction, zone).failures
        return
    there = stored(mapped.spec(source.other), sent, source.other, zone)
    assert there == sent  # PutGet
    now = pair_of(source, value, there)
    for base in (now, None):  # a second run, and a first link of what was entered on both sides
        result = plan(mapped, now, base, direction, zone)
        assert result.quiet  # GetPut
        assert not result.conflicts


@given(mapped=st.sampled_from(BOTH_WAYS), data=st.data(), zone=zones)
@laws
def test_what_comes_back_is_what_went(mapped: Mapped, data: st.DataObject, zone: tzinfo) -> None:  # S4
    source = data.draw(st.sampled_from(Side))
    value = stored(mapped.spec(source), data.draw(held(mapped.spec(source))), source, zone)
    if mapped.quickbooks.proper_name and isinstance(value, str):
        assume(value == proper_name(value))  # else signs are replaced: S14
    sent = over(mapped, value, source.other, zone)
    assume(not isinstance(sent, Failure))
    back = over(mapped, sent, source, zone)  # type: ignore[arg-type]
    if mapped.hubspot.type is mapped.quickbooks.type:
        assert back == value
    assert over(mapped, back, source.other, zone) == sent  # a day has no hour and comes back as midnight  # type: ignore[arg-type]


@given(mapped=st.sampled_from(BOTH_WAYS), data=st.data(), zone=zones)
@laws
def test_an_edit_on_either_side_arrives_on_the_other_and_stays(
    mapped: Mapped, data: st.DataObject, zone: tzinfo
) -> None:  # I4
    editor = data.draw(st.sampled_from(Side))
    spec = mapped.spec(editor)
    old, new = (stored(spec, data.draw(held(spec)), editor, zone) for _ in range(2))
    before = over(mapped, old, editor.other, zone)
    assume(not isinstance(before, Failure) and old != new)
    result = plan(mapped, pair_of(editor, new, before), pair_of(editor, old, before), Direction.TWO_WAY, zone)  # type: ignore[arg-type]
    wanted = over(mapped, new, editor.other, zone)
    written = result.changes[editor.other]
    assert not result.changes[editor]
    assert not result.conflicts
    if isinstance(wanted, Failure):
        assert result.failures
    elif wanted != before:
        assert written == {mapped.spec(editor.other).name: wanted}


@pytest.mark.parametrize("mapped", [one for one in ALL if one.limited], ids=str)
def test_one_sign_too_many_is_told_and_nothing_is_cut(mapped: Mapped) -> None:  # A34 S45
    limit = mapped.quickbooks.max_length or 0
    fits, too_long = (over(mapped, "x" * (limit + more), Q, UTC) for more in (0, 1))
    assert fits == "x" * limit
    assert isinstance(too_long, Failure)
    assert (too_long.code, too_long.params["limit"]) == ("text_too_long", f"{limit:,}")


ADDRESS = (
    "BillAddr.Line1",
    "BillAddr.City",
    "BillAddr.CountrySubDivisionCode",
    "BillAddr.PostalCode",
    "BillAddr.Country",
)


@given(
    st.fixed_dictionaries({name: st.none() | st.sampled_from(["5 Elm St", "Ünter", "95814"]) for name in ADDRESS}),
    st.sampled_from(ADDRESS),
)
@settings(laws, max_examples=40)
def test_one_part_of_an_address_leaves_the_others(there: dict[str, str | None], name: str) -> None:  # A13
    raw: dict[str, Any] = {"BillAddr": {"Id": "7", "Lat": "38.5", "Line2": "Suite 4"}}
    raw["BillAddr"] |= {one.partition(".")[2]: text for one, text in there.items() if text is not None}
    body: dict[str, Any] = {}
    spec = spec_of(ObjectType.CONTACT, name)
    assert spec
    place(body, spec, "New", UTC, raw)
    for one in (*ADDRESS, "BillAddr.Line2"):
        other = spec_of(ObjectType.CONTACT, one)
        assert other
        assert value_in(body, other) == ("New" if one == name else value_in(raw, other))


@given(st.dictionaries(st.sampled_from(["1", "2", "3", "1000000001"]), st.sampled_from(["A-1", "x"]), max_size=4))
@settings(laws, max_examples=40)
def test_one_custom_field_leaves_the_others(there: dict[str, str]) -> None:  # A34
    raw = {
        "CustomField": [
            {"DefinitionId": key, "Type": "StringType", "StringValue": text, "Name": key} for key, text in there.items()
        ]
    }
    body: dict[str, Any] = {}
    place(body, custom_field("2", "Crew"), "New", UTC, raw)
    for key in ("1", "2", "3", "1000000001"):
        assert value_in(body, custom_field(key, key)) == ("New" if key == "2" else there.get(key))
