"""Batches of writes, and what an answer says of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.connectors.quickbooks.bodies import Company
from syncapp.connectors.quickbooks.translate import Translator
from syncapp.connectors.quickbooks.writes import interpret, prepare
from syncapp.core.records import Line
from syncapp.core.values import Side
from syncapp.core.writes import Write

COMPANY = Company(ZoneInfo("America/Los_Angeles"), is_us=True)
TRANSLATOR = Translator("USD", {})
PATH = "/v3/company/1/batch"
PAYMENT = {
    "Id": "131", "SyncToken": "4", "CustomerRef": {"value": "58", "name": "Acme"}, "TotalAmt": Decimal("80.00"),
    "Line": [
        {"Amount": Decimal("40.10"), "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}], "LineEx": {"any": []}},
        {"Amount": Decimal("29.90"), "LinkedTxn": [{"TxnId": "132", "TxnType": "Invoice", "TxnLineId": "0", "odd": 1}]},
    ],
}  # fmt: skip


def contacts(count: int) -> list[Write]:
    return [
        Write(entity="contact", action="create", fields={"DisplayName": f"C {n}"}, key=f"k{n}") for n in range(count)
    ]


def paid(invoice: str) -> Write:
    return Write(
        entity="payment",
        action="create",
        links={"customer": "58", "invoice": invoice},
        line=Line(amount=Decimal(1)),
    )


def changed(entity: str, id_: str) -> Write:
    return Write(entity=entity, action="update", id=id_, version="0", fields={}, raw=PAYMENT)


def placed(writes: Sequence[Write]) -> list[list[int]]:
    return [[each["write"] for each in call.items] for call in prepare(writes, PATH, COMPANY)]


@given(st.integers(0, 95))
def test_every_write_is_in_exactly_one_full_call_in_order(count: int) -> None:
    calls = prepare(contacts(count), PATH, COMPANY)

    assert [n for call in calls for n in (each["write"] for each in call.items)] == list(range(count))
    assert len(calls) == -(-count // 30)
    for call in calls:
        assert [each["bId"] for each in call.items] == [each["bId"] for each in call.body["BatchItemRequest"]]
        assert (call.side, call.method, call.path, call.deadline_seconds) == (
            Side.QUICKBOOKS,
            "POST",
            PATH,
            120,
        )
        assert all(len(each["bId"]) <= 10 for each in call.items)
        assert json.loads(json.dumps([call.body, call.items])) == [call.body, list(map(dict, call.items))]


@pytest.mark.parametrize(
    ("writes", "groups"),
    [
        ([changed("invoice", "1"), changed("invoice", "2")], [[0, 1]]),
        ([changed("invoice", "1"), changed("invoice", "1")], [[0], [1]]),
        ([changed("invoice", "1"), paid("1")], [[0], [1]]),  # the payment raises the invoice's version
        ([paid("1"), changed("invoice", "1")], [[0], [1]]),
        ([paid("1"), paid("1"), changed("invoice", "2")], [[0, 1, 2]]),
        ([changed("payment", "131/1"), changed("payment", "131/2")], [[0], [1]]),
        ([changed("contact", "1"), changed("invoice", "1")], [[0, 1]]),
    ],
)
def test_writes_that_depend_on_each_other_go_in_calls_of_their_own(
    writes: list[Write], groups: list[list[int]]
) -> None:
    assert placed(writes) == groups


def test_a_write_without_a_form_fails_alone() -> None:
    bad = Write(entity="contact", action="create", fields={"Nonsense": "x"})
    (call,) = prepare([*contacts(1), bad, *contacts(1)], PATH, COMPANY)

    assert [each["bId"] for each in call.body["BatchItemRequest"]] == ["1", "3"]
    answer = {"BatchItemResponse": [{"bId": n, "Customer": {"Id": n, "SyncToken": "0"}} for n in ("3", "1")]}
    good, refused, last = interpret(call.items, answer, TRANSLATOR)
    assert (good.id, last.id) == ("1", "3")
    assert refused.problem is not None
    assert "Nonsense" in refused.problem.vendor_text
    assert not refused.unknown


def one_outcome(write: Write, answer: Any) -> Any:
    (call,) = prepare([write], PATH, COMPANY)
    (outcome,) = interpret(json.loads(json.dumps(call.items)), answer, TRANSLATOR)
    return outcome


def batch(**answer: Any) -> dict[str, Any]:
    return {"BatchItemResponse": [{"bId": "1", **answer}]}


def test_a_payments_outcome_is_its_application() -> None:
    outcome = one_outcome(paid("130"), batch(Payment=PAYMENT))

    assert (outcome.id, outcome.version, outcome.record.amount) == ("131/130", "4", Decimal("40.10"))


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"BatchItemResponse": []},
        {"BatchItemResponse": [{"bId": "2", "Customer": {"Id": "1", "SyncToken": "0"}}]},
        batch(),
        batch(Customer=None),
        batch(Customer={"SyncToken": "0"}),
        batch(Customer={"Id": 1, "SyncToken": "0"}),
        batch(Customer={"Id": "", "SyncToken": "0"}),
        batch(Customer={"Id": "1"}),
        batch(Item={"Id": "1", "SyncToken": "0"}),
        {"BatchItemResponse": [{"bId": "1", "Customer": {"Id": n, "SyncToken": "0"}} for n in ("1", "2")]},
    ],
)
def test_a_missing_or_senseless_answer_is_unknown(answer: Any) -> None:  # F40
    outcome = one_outcome(contacts(1)[0], answer)

    assert outcome.unknown
    assert outcome.id is None


def test_the_answer_about_another_object_is_unknown() -> None:
    assert one_outcome(changed("contact", "7"), batch(Customer={"Id": "8", "SyncToken": "1"})).unknown


def test_a_deletion_counts_once_it_is_confirmed() -> None:
    write = Write(entity="invoice", action="delete", id="12", version="3")

    assert one_outcome(write, batch(Invoice={"Id": "12", "status": "Deleted", "domain": "QBO"})).id == "12"
    assert one_outcome(write, batch(Invoice={"Id": "12", "SyncToken": "4"})).unknown


def test_a_refusal_is_classified_by_what_was_written() -> None:
    fault = {
        "Error": [{"Message": "Object Not Found", "Detail": "Object Not Found : gone", "code": "610"}],
        "type": "ValidationFault",
    }

    assert one_outcome(changed("invoice", "7"), batch(Fault=fault)).problem.code == "deleted_in_quickbooks"
    assert one_outcome(changed("payment", "7/1"), batch(Fault=fault)).problem.code == "payment_removed"
    assert not one_outcome(contacts(1)[0], batch(Fault=fault)).unknown


def test_a_fault_of_quickbooks_own_leaves_the_item_open() -> None:
    outcome = one_outcome(
        contacts(1)[0],
        batch(Fault={"Error": [{"code": "10000", "Message": "An application error"}], "type": "SystemFault"}),
    )

    assert outcome.unknown
    assert outcome.problem.code == "vendor_unavailable"
