"""What the engine may rely on, the same for both vendors (`connectors.protocol.System`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import ObjectType, Side, Value
from syncapp.core.writes import Write
from tests.contract.vendors import Vendor

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
KINDS = list(ObjectType)

# Rows whose text has a form of its own, or which may be used once only.
FORMS = {
    "email": "{n}@acme.test", "Address": "{n}@acme.test", "phone": "+1 916 555 {n}", "FreeFormNumber": "916 555 {n}",
    "mobilephone": "+1 916 555 {n}", "fax": "+1 916 555 {n}", "DocNumber": "HS-{n}", "hs_number": "HS-{n}", "website": "https://{n}.test",
    "hs_sku": "S-{n}", "hs_additional_emails": "more{n}@acme.test",
}  # fmt: skip
# These depend on others or on the account: no value fits them alone.
LEFT_OUT = {
    INVOICE: {"hs_invoice_status", "hs_currency", "hs_tax_id"},
    PAYMENT: {"hs_initial_amount", "hs_currency_code", "hs_latest_status", "hs_refunds_amount"},
}

SET_ONCE = {"hs_invoice_billable"}


def sample(spec: FieldSpec, n: int) -> Value:
    """A value that the field can hold; None where none is known."""
    form = FORMS.get(spec.name.rpartition(".")[2])
    if spec.type is FieldType.TEXT:
        return (form or "Text {n}").format(n=1000 + n)[: spec.max_length]
    if spec.type is FieldType.OPTION:
        return spec.options[n % len(spec.options)].value if spec.options else None
    known: dict[FieldType, Value] = {
        FieldType.NUMBER: Decimal(f"{n}.25"), FieldType.DATE: date(2026, 12, 1 + n), FieldType.BOOL: n % 2 == 0,
    }  # fmt: skip
    return known.get(spec.type)


def rows(vendor: Vendor, kind: ObjectType) -> list[FieldSpec]:
    """The rows that a mapping may write."""
    return [
        spec for spec in vendor.system.fields(kind) if not spec.read_only and spec.name not in LEFT_OUT.get(kind, ())
    ]


def filled(specs: Iterable[FieldSpec], n: int) -> dict[str, Value]:
    values = {spec.name: sample(spec, n) for spec in specs}
    return {name: value for name, value in values.items() if value is not None}


def picked(values: object, names: Iterable[str]) -> dict[str, Value]:
    assert isinstance(values, dict)
    return {name: values[name] for name in names}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_comes_back_as_it_was_written(vendor: Vendor, kind: ObjectType) -> None:
    written = filled(rows(vendor, kind), 3)
    assert written

    (outcome,) = vendor.write(vendor.new(kind, written))
    assert outcome.problem is None

    (record,) = vendor.read(kind, outcome.id or "")
    assert picked(record.values, written) == written
    assert record.absurd == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_can_be_changed_and_cleared(vendor: Vendor, kind: ObjectType) -> None:
    specs = rows(vendor, kind)
    (before,) = vendor.read(kind, vendor.create(kind, filled(specs, 3)))
    changed = filled((spec for spec in specs if spec.name not in SET_ONCE), 4)

    (outcome,) = vendor.write(
        Write(
            entity=kind.value,
            action="update",
            id=before.id,
            version=before.version,
            raw=before.raw,
            fields=changed,
        )
    )
    assert outcome.problem is None
    (after,) = vendor.read(kind, before.id)
    assert picked(after.values, changed) == changed

    empty: dict[str, Value] = {
        spec.name: None for spec in specs if spec.clearable and spec.name in changed and spec.type is FieldType.TEXT
    }
    (outcome,) = vendor.write(
        Write(
            entity=kind.value,
            action="update",
            id=before.id,
            version=after.version,
            raw=after.raw,
            fields=empty,
        )
    )
    assert outcome.problem is None
    (cleared,) = vendor.read(kind, before.id)
    assert picked(cleared.values, empty) == empty


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_that_is_not_there_is_absent(vendor: Vendor, kind: ObjectType) -> None:
    there = vendor.create(kind)
    missing = "99999999/1" if kind is PAYMENT and vendor.system.side is Side.QUICKBOOKS else "99999999"

    assert [record.id for record in vendor.read(kind, missing, there)] == [there]
    assert list(vendor.read(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_account_has_nothing(vendor: Vendor, kind: ObjectType) -> None:
    assert [seen for page in vendor.connect().everything(kind) for seen in page] == []


def test_paging_is_complete_and_ends(vendor: Vendor) -> None:
    made = [outcome.id for outcome in vendor.write(*(vendor.new(CONTACT) for _ in range(230)))]
    system = vendor.connect()

    seen = [each for page in system.everything(CONTACT) for each in page]

    assert sorted(id_ for id_, _ in seen) == sorted(id_ or "" for id_ in made)
    calls = sum(system.calls.values())
    assert {(record.id, record.version) for record in system.read(CONTACT, [id_ for id_, _ in seen])} == set(seen)
    assert sum(system.calls.values()) == calls  # what was paged is kept


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_made_by_a_person_is_noticed(vendor: Vendor, kind: ObjectType) -> None:
    changed, untouched = vendor.create(kind), vendor.create(kind)
    vendor.control("POST", "clock", {"advance_seconds": 600})
    system = vendor.connect()
    cursor = system.start_cursor()
    vendor.touch(kind, changed, "+1 916 555 0100")

    found = system.changes(json.loads(json.dumps(cursor)), {})

    assert (kind, changed) in {(type_, id_) for type_, id_, _ in found.seen}
    assert (kind, untouched) not in {(type_, id_) for type_, id_, _ in found.seen}
    assert (list(found.gone), found.complete) == ([], True)
    (record,) = system.read(kind, [changed])
    assert (kind, changed, record.version) in found.seen
    assert "+1 916 555 0100" in record.values.values()

    again = vendor.connect().changes(json.loads(json.dumps(found.cursor)), {})
    assert set(again.seen) <= set(found.seen)  # the overlap tells nothing new


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_to_a_write_tells_what_a_read_would(vendor: Vendor, kind: ObjectType) -> None:
    written = filled(rows(vendor, kind), 5)
    (outcome,) = vendor.write(vendor.new(kind, written))
    assert outcome.problem is None
    (record,) = vendor.read(kind, outcome.id or "")

    assert outcome.record is not None
    told = outcome.told or frozenset(outcome.record.values)
    assert outcome.id == outcome.record.id == record.id
    for name in told & set(record.values):
        assert outcome.record.values[name] == record.values[name]


def test_every_write_is_in_exactly_one_call_and_calls_can_be_stored(vendor: Vendor) -> None:
    writes = [vendor.new(kind) for kind in (CONTACT, PRODUCT, CONTACT) for _ in range(70)]

    calls = vendor.system.prepare(writes)

    assert sorted(item["write"] for call in calls for item in call.items) == list(range(len(writes)))
    for call in calls:
        assert json.loads(json.dumps([call.body, call.items])) == [
            call.body,
            [dict(item) for item in call.items],
        ]
        assert call.side is vendor.system.side
    assert vendor.system.prepare(writes) == calls  # pure


@pytest.mark.parametrize("answer", [{}, {"results": []}, {"BatchItemResponse": []}])
def test_an_answer_that_names_no_write_leaves_all_unknown(vendor: Vendor, answer: dict[str, object]) -> None:  # F40
    (call,) = vendor.system.prepare([vendor.new(CONTACT) for _ in range(5)])

    outcomes = vendor.system.interpret(json.loads(json.dumps(call.items)), answer)

    assert [outcome.unknown for outcome in outcomes] == [True] * 5


def test_time_is_the_vendors_and_aware(vendor: Vendor) -> None:  # F46
    ours = datetime.now(UTC)
    vendor.control("POST", "clock", {"advance_seconds": 600})

    told = vendor.connect().server_time()

    assert told.tzinfo is UTC
    assert timedelta(minutes=9) < told - ours < timedelta(minutes=11)


def test_field_names_are_unique_and_required_ones_are_not_cleared(vendor: Vendor) -> None:
    for kind in KINDS:
        specs = vendor.system.fields(kind)
        assert len({spec.name for spec in specs}) == len(specs)
        assert all(spec.label for spec in specs)
        assert not any(spec.required and spec.clearable for spec in specs)
