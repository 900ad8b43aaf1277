"""How writes become calls, and what an answer means for each; without any call."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.connectors.hubspot.translate import Translator
from syncapp.connectors.hubspot.writes import interpret, prepare
from syncapp.connectors.protocol import Outcome, Write
from syncapp.core.records import Invoice, Line, LineKind
from syncapp.core.values import Side

TRANSLATOR = Translator(ZoneInfo("UTC"))
BASE = "/crm/objects/2026-03"


def update(record_id: str, entity: str = "invoice", action: str = "update") -> Write:
    return Write(entity=entity, action=action, id=record_id, fields={"hs_comments": "x"} if action == "update" else {})


def test_an_invoice_is_created_as_a_draft_with_its_contact_and_our_mark() -> None:
    (call,) = prepare([
        Write(
            entity="invoice", action="create", key="9341:invoice:145", links={"contact": "301"},
            fields={
                "hs_currency": "USD", "hs_invoice_billable": False, "hs_number": "1042", "hs_comments": None,
                "hs_invoice_date": date(2026, 11, 2),
            },
        )
    ])  # fmt: skip
    assert (call.side, call.method, call.path) == (Side.HUBSPOT, "POST", f"{BASE}/invoices/batch/create")
    assert call.deadline_seconds == 30
    assert call.body == {
        "inputs": [
            {
                "properties": {
                    "hs_currency": "USD", "hs_invoice_billable": "false", "hs_number": "1042",
                    "hs_invoice_date": "2026-11-02T00:00:00.000Z", "syncapp_quickbooks_key": "9341:invoice:145",
                },
                "objectWriteTraceId": "w0",
                "associations": [
                    {"to": {"id": "301"}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 177}]}
                ],
            }
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entity", "path", "links", "types"),
    [
        ("line", "line_items", {"invoice": "5"}, [410]), ("discount", "discounts", {"invoice": "5"}, [412]),
        ("fee", "fees", {"invoice": "5"}, [414]), ("tax", "taxes", {"invoice": "5"}, [416]),
        ("payment", "commerce_payments", {"invoice": "5", "contact": "7"}, [542, 387]), ("contact", "contacts", {}, []),
        ("product", "products", {}, []),
    ],
)  # fmt: skip
def test_each_kind_is_created_where_it_belongs(entity: str, path: str, links: dict[str, str], types: list[int]) -> None:
    line = (
        Line(kind=LineKind.ITEM, amount=Decimal(1), name="x") if entity in ("line", "discount", "fee", "tax") else None
    )
    (call,) = prepare(
        [Write(entity=entity, action="create", links=links, line=line, fields={} if line else {"name": "x"})]
    )
    assert call.path == f"{BASE}/{path}/batch/create"
    (given_,) = call.body["inputs"]
    assert [one["types"][0]["associationTypeId"] for one in given_["associations"]] == types


def test_a_line_carries_its_product_its_place_and_our_mark() -> None:
    line = Line(name="Mulch", product_id="77", quantity=Decimal(2), unit_price=Decimal("4.5"), amount=Decimal(9))
    write = Write(
        entity="line", action="create", links={"invoice": "5"}, line=line, key="9341:invoice:145:line:3",
        fields={"hs_position_on_quote": Decimal(2)},
    )  # fmt: skip
    assert prepare([write])[0].body["inputs"][0]["properties"] == {
        "name": "Mulch", "quantity": "2", "price": "4.5", "hs_product_id": "77", "hs_position_on_quote": "2",
        "syncapp_quickbooks_key": "9341:invoice:145:line:3",
    }  # fmt: skip


def test_an_adjustment_carries_no_mark() -> None:
    write = Write(
        entity="fee", action="create", links={"invoice": "5"}, line=Line(amount=Decimal(5), name="Shipping"), key="k"
    )
    assert prepare([write])[0].body["inputs"][0]["properties"] == {
        "hs_type": "FIXED",
        "hs_value": "5",
        "hs_label": "Shipping",
    }


def test_an_update_clears_with_an_empty_text() -> None:
    (call,) = prepare([Write(entity="contact", action="update", id="9", fields={"phone": None, "city": "Salem"})])
    assert call.path == f"{BASE}/contacts/batch/update"
    assert call.body == {
        "inputs": [{"id": "9", "properties": {"phone": "", "city": "Salem"}, "objectWriteTraceId": "w0"}]
    }


def test_a_void_is_a_status() -> None:  # A10
    (call,) = prepare([update("9", action="void")])
    assert call.path == f"{BASE}/invoices/batch/update"
    assert call.body["inputs"][0]["properties"] == {"hs_invoice_status": "voided"}


def test_lines_are_archived_in_batches_but_records_one_by_one() -> None:
    writes = [update(str(n), "line", "delete") for n in range(3)] + [
        update(str(n), "payment", "delete") for n in range(3)
    ]
    calls = prepare(writes)
    assert [(call.path.split("/")[-3], len(call.body["inputs"])) for call in calls] == [
        ("line_items", 3), ("commerce_payments", 1), ("commerce_payments", 1), ("commerce_payments", 1),
    ]  # fmt: skip
    assert calls[0].body == {"inputs": [{"id": "0"}, {"id": "1"}, {"id": "2"}]}


def test_batches_are_full() -> None:
    calls = prepare([update(str(n)) for n in range(250)])
    assert [len(call.items) for call in calls] == [100, 100, 50]


def test_no_id_is_twice_in_one_call_and_the_order_is_kept() -> None:
    calls = prepare([update("1"), update("2"), update("1"), update("3"), update("1")])
    assert [[item["write"] for item in call.items] for call in calls] == [[0, 1], [2, 3], [4]]


WRITES = st.builds(
    update, st.sampled_from([str(n) for n in range(40)]), st.sampled_from(["contact", "invoice", "line", "tax"]),
    st.sampled_from(["update", "delete", "void"]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WRITES, max_size=260))
def test_every_write_is_in_exactly_one_call(writes: list[Write]) -> None:
    calls = prepare(writes)
    places = [item["write"] for call in calls for item in call.items]
    assert sorted(places) == [*range(len(writes))]
    for call in calls:
        ids = [item["id"] for item in call.items]
        assert len(ids) == len(set(ids)) <= 100
        assert [item["write"] for item in call.items] == sorted(item["write"] for item in call.items)
        assert json.loads(json.dumps(call.body)) == call.body
        assert json.loads(json.dumps(call.items)) == [*call.items]
    assert prepare(writes) == calls


# Answers


def items_of(*writes: Write) -> Any:
    (call,) = prepare(writes)
    return json.loads(json.dumps(call.items))  # as they come back from storage


def result(record_id: str, trace: str | None = None, **properties: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": record_id, "properties": properties, "updatedAt": "2026-11-24T09:00:00.000Z"}
    return {**found, "objectWriteTraceId": trace} if trace else found


def created(*keys: str) -> Any:
    return items_of(*[Write(entity="invoice", action="create", key=key, fields={"hs_currency": "USD"}) for key in keys])


def test_results_belong_to_the_writes_that_they_name() -> None:  # F40
    answer = {"status": "COMPLETE", "results": [result("52", "w1", hs_number="B"), result("51", "w0", hs_number="A")]}
    first, second = interpret(created("k1", "k2"), answer, TRANSLATOR)
    assert (first.id, second.id) == ("51", "52")
    assert first.version == "2026-11-24T09:00:00.000Z"
    assert isinstance(first.record, Invoice)
    assert first.record.number == "A"
    assert first.told == {"hs_number"}


def test_without_a_trace_our_mark_tells() -> None:
    answer = {"results": [result("52", syncapp_quickbooks_key="k2"), result("51", syncapp_quickbooks_key="k1")]}
    assert [one.id for one in interpret(created("k1", "k2"), answer, TRANSLATOR)] == ["51", "52"]


def test_a_result_that_names_nobody_is_nobodys() -> None:
    items = items_of(*[Write(entity="fee", action="create", line=Line(amount=Decimal(1)))] * 2)
    answer = {"results": [result("52"), result("51")]}
    assert interpret(items, answer, TRANSLATOR) == [Outcome(unknown=True), Outcome(unknown=True)]


def test_what_is_missing_in_the_answer_is_unknown() -> None:  # F40
    outcomes = interpret(created("k1", "k2"), {"results": [result("51", "w0")]}, TRANSLATOR)
    assert [one.unknown for one in outcomes] == [False, True]


@pytest.mark.parametrize(
    "answer", [None, {}, {"results": None}, {"results": [None, {"id": "5"}, "x"]}, {"errors": ["x"]}, []]
)
def test_an_answer_that_says_nothing_leaves_everything_unknown(answer: Any) -> None:
    assert interpret(created("k1"), answer, TRANSLATOR) == [Outcome(unknown=True)]


def test_one_bad_input_fails_alone() -> None:  # F41
    answer = {
        "status": "COMPLETE", "numErrors": 1, "results": [result("51", "w0")],
        "errors": [{"status": "error", "category": "VALIDATION_ERROR", "message": "no", "context": {"objectWriteTraceId": ["w1"]}}],
    }  # fmt: skip
    good, bad = interpret(created("k1", "k2"), answer, TRANSLATOR)
    assert good.problem is None
    assert bad.problem
    assert (bad.problem.code, bad.problem.vendor_text, bad.id, bad.unknown) == ("vendor_refused", "no", None, False)


def test_a_missing_id_of_an_update_fails_alone() -> None:  # F41
    missing = {
        "category": "OBJECT_NOT_FOUND",
        "message": "Could not get some INVOICE objects",
        "context": {"ids": ["2", "3"]},
    }
    outcomes = interpret(
        items_of(update("1"), update("2"), update("3")),
        {"results": [result("1", "w0")], "errors": [missing]},
        TRANSLATOR,
    )
    assert [one.problem.code if one.problem else None for one in outcomes] == [None, "stale", "stale"]
    assert [one.id for one in outcomes] == ["1", "2", "3"]


def test_a_merged_contact_is_told_by_its_trace() -> None:  # F35
    (outcome,) = interpret(items_of(update("1", "contact")), {"results": [result("99", "w0")]}, TRANSLATOR)
    assert (outcome.id, outcome.unknown) == ("99", False)


def test_an_archive_has_happened_for_all_of_its_call() -> None:
    items = items_of(update("1", "line", "delete"), update("2", "line", "delete"))
    assert interpret(items, None, TRANSLATOR) == [Outcome(id="1"), Outcome(id="2")]
    named = {"errors": [{"message": "no", "context": {"ids": ["2"]}}]}
    first, second = interpret(items, named, TRANSLATOR)
    assert (first.unknown, second.problem is None) == (True, False)
    assert [one.unknown for one in interpret(items, {"errors": [{"message": "no"}]}, TRANSLATOR)] == [True, True]


def test_a_line_is_known_by_id_and_version_alone() -> None:
    items = items_of(Write(entity="line", action="create", line=Line(name="x"), key="k"))
    assert interpret(items, {"results": [result("7", "w0", amount="5")]}, TRANSLATOR) == [
        Outcome(id="7", version="2026-11-24T09:00:00.000Z")
    ]


@settings(max_examples=100, deadline=None)
@given(st.permutations([*range(6)]), st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_no_order_and_no_gap_mixes_up_outcomes(order: list[int], lost: set[int], failed: set[int]) -> None:  # F39 F40
    results = [result(f"5{n}", f"w{n}") for n in order if n not in lost and n not in failed]
    errors = [
        {"message": f"e{n}", "context": {"objectWriteTraceId": [f"w{n}"]}}
        for n in order
        if n in failed and n not in lost
    ]
    outcomes = interpret(created(*"abcdef"), {"results": results, "errors": errors}, TRANSLATOR)
    for place, outcome in enumerate(outcomes):
        assert outcome.unknown is (place in lost)
        if place not in lost:
            assert (outcome.problem.vendor_text if outcome.problem else outcome.id) == (
                f"e{place}" if place in failed else f"5{place}"
            )
