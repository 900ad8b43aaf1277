"""Every row of both vendors' `schema.py` at its edges: the longest text, every script, one too many, and the null."""

from __future__ import annotations

from decimal import Decimal

import pytest

from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import ObjectType, Side, Value
from syncapp.core.writes import Write
from tests.contract.test_system import FORMS, KINDS, picked, rows
from tests.contract.vendors import Vendor

EVERY_SCRIPT = "Zoë Åström – “Łódź” 漢字 العربية Ελλάς a̐éö̲ <b>&amp;</b> 100 % O'Neil \\ / #"
LONGEST = 4_000  # of what HubSpot takes: 65,536 characters in every field would be megabytes


def free_texts(vendor: Vendor, kind: ObjectType) -> list[FieldSpec]:
    """Those that hold whatever a person types."""
    return [
        spec
        for spec in rows(vendor, kind)
        if spec.type is FieldType.TEXT and spec.name.rpartition(".")[2] not in FORMS and spec.max_length
    ]


def text_of(length: int, name: str) -> str:
    """Unlike that of any other field, and without blanks at its ends."""
    return (f"{name} " + "0123456789 " * (length // 11 + 1))[: length - 1] + "x"


def longest(spec: FieldSpec) -> int:
    """The lines of an address have 2,000 characters together in QuickBooks, whatever each may hold (documented)."""
    return 390 if ".Line" in spec.name else min(spec.max_length or 1, LONGEST)


def written(vendor: Vendor, kind: ObjectType, fields: dict[str, Value]) -> None:
    (outcome,) = vendor.write(vendor.new(kind, fields))
    assert outcome.problem is None
    (record,) = vendor.read(kind, outcome.id or "")
    assert picked(record.values, fields) == fields
    assert record.absurd == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_text_comes_back_whole(vendor: Vendor, kind: ObjectType) -> None:  # F73
    written(
        vendor, kind, {spec.name: text_of(longest(spec), str(n)) for n, spec in enumerate(free_texts(vendor, kind))}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_script_comes_back_as_it_was(vendor: Vendor, kind: ObjectType) -> None:  # F71 F85 F86
    fields = {
        spec.name: EVERY_SCRIPT for spec in free_texts(vendor, kind) if (spec.max_length or 0) >= len(EVERY_SCRIPT)
    }
    if vendor.system.side is Side.QUICKBOOKS:
        fields = {
            name: text for name, text in fields.items() if name not in ("DisplayName", "PrintOnCheckName")
        }  # no colon; see names
    assert fields
    written(vendor, kind, dict(fields))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_what_clears_a_field_and_what_an_empty_one_reads_as(vendor: Vendor, kind: ObjectType) -> None:  # F87
    specs = [spec for spec in rows(vendor, kind) if spec.clearable]
    (record,) = vendor.read(kind, vendor.create(kind))
    empty = [spec.name for spec in specs if record.values.get(spec.name) is None]
    fields: dict[str, Value] = dict.fromkeys(empty)
    outcome = vendor.write(
        Write(entity=kind.value, action="update", id=record.id, version=record.version, raw=record.raw, fields=fields)
    )[0]
    assert outcome.problem is None  # clearing what is empty is no mistake
    (after,) = vendor.read(kind, record.id)
    assert picked(after.values, empty) == fields
    assert after.values == record.values | {
        name: after.values[name] for name in record.values if "odif" in name or "Updated" in name
    }


TOO_LONG = {  # QuickBooks' own lengths, by their rows; HubSpot has one for all
    (Side.QUICKBOOKS, ObjectType.CONTACT): ("Notes", 2001, "text_too_long"),
    (Side.QUICKBOOKS, ObjectType.PRODUCT): ("Description", 4001, "text_too_long"),
    (Side.QUICKBOOKS, ObjectType.INVOICE): ("DocNumber", 22, "number_too_long"),
    (Side.QUICKBOOKS, ObjectType.PAYMENT): ("PaymentRefNum", 22, "text_too_long"),
    (Side.HUBSPOT, ObjectType.CONTACT): ("company", 65_537, "text_too_long"),
    (Side.HUBSPOT, ObjectType.PRODUCT): ("description", 65_537, "text_too_long"),
    (Side.HUBSPOT, ObjectType.INVOICE): ("hs_comments", 65_537, "text_too_long"),
    (Side.HUBSPOT, ObjectType.PAYMENT): ("hs_internal_comment", 65_537, "text_too_long"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_one_character_too_many_fails_with_the_field_named(vendor: Vendor, kind: ObjectType) -> None:  # F73
    name, length, code = TOO_LONG[vendor.system.side, kind]
    good, bad = vendor.new(kind), vendor.new(kind, {name: "x" * length})
    fine, refused = vendor.write(good, bad)
    assert fine.problem is None  # F39: alone
    assert refused.problem
    assert (refused.id, refused.problem.code) == (None, code)
    if code == "text_too_long":
        assert refused.problem.params["field"]


MONEY = {ObjectType.PRODUCT: {Side.HUBSPOT: "price", Side.QUICKBOOKS: "UnitPrice"}}


@pytest.mark.parametrize("price", ["0", "0.01", "0.685", "1234567.89", "99999999999.99"])
def test_a_price_is_exact(vendor: Vendor, price: str) -> None:  # F77 F88
    written(vendor, ObjectType.PRODUCT, {MONEY[ObjectType.PRODUCT][vendor.system.side]: Decimal(price)})
