"""Broken answers: nothing is lost, nothing is done twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from syncapp.connectors.errors import (
    CallFailed,
    ConnectionExpired,
    GarbageAnswer,
    LimitReached,
    LostAnswer,
    NotSent,
    VendorUnavailable,
)
from syncapp.core.records import Line
from syncapp.core.values import ObjectType
from syncapp.core.writes import Write
from tests.connectors.quickbooks.bench import REALM, Bench, lines

BATCH = "/batch"
LOST: list[Any] = [
    "reset",
    "truncate",
    "garbage",
    {"status": 500},
    {"status": 502, "body": "<html></html>"},
    {"status": 503},
]


def _contact(bench: Bench) -> Write:
    return Write(entity="contact", action="create", fields={"DisplayName": "Acme"})


def _product(bench: Bench) -> Write:
    income = next(row["Id"] for row in bench.objects("account") if row["AccountType"] == "Income")
    return Write(
        entity="product",
        action="create",
        fields={"Name": "Sod", "Type": "Service", "IncomeAccountRef": income},
    )


def _invoice(bench: Bench) -> Write:
    customer, item = bench.customer(), bench.item()
    return Write(
        entity="invoice",
        action="create",
        links={"customer": customer},
        fields={"DocNumber": "HS-1"},
        lines=lines(item, "9.99"),
    )


def _payment(bench: Bench) -> Write:
    customer = bench.customer()
    invoice = bench.invoice(customer, bench.item())
    return Write(
        entity="payment",
        action="create",
        links={"customer": customer, "invoice": invoice},
        line=Line(amount=Decimal("40.10")),
    )


def _changed_contact(bench: Bench) -> Write:
    return Write(entity="contact", action="update", id=bench.customer(), version="0", fields={"CompanyName": "New"})


def _changed_invoice(bench: Bench) -> Write:
    record = bench.record(ObjectType.INVOICE, bench.invoice(bench.customer(), bench.item()))
    line = Line(id=record.lines[0].id, amount=Decimal("12.34"), quantity=Decimal(1), unit_price=Decimal("12.34"))
    return Write(entity="invoice", action="update", id=record.id, version=record.version, raw=record.raw, lines=(line,))


def _voided_invoice(bench: Bench) -> Write:
    return Write(entity="invoice", action="void", id=bench.invoice(bench.customer(), bench.item()), version="0")


def _application(bench: Bench) -> str:
    customer = bench.customer()
    return bench.payment(customer, bench.invoice(customer, bench.item()), "40")


def _voided_payment(bench: Bench) -> Write:
    return Write(entity="payment", action="void", id=_application(bench), version="0")


def _deleted_payment(bench: Bench) -> Write:
    return Write(entity="payment", action="delete", id=_application(bench), version="0")


def _changed_payment(bench: Bench) -> Write:
    record = bench.record(ObjectType.PAYMENT, _application(bench))
    return Write(
        entity="payment",
        action="update",
        id=record.id,
        version=record.version,
        raw=record.raw,
        line=Line(amount=Decimal("55.55")),
    )


KINDS = [
    _contact, _product, _invoice, _payment, _changed_contact, _changed_invoice, _changed_payment,
    _voided_invoice, _voided_payment, _deleted_payment,
]  # fmt: skip


def ledger(bench: Bench) -> dict[str, Any]:
    return {entity: bench.objects(entity) for entity in ("customer", "item", "invoice", "payment")}


@pytest.mark.parametrize("when", ["after", "before"])
@pytest.mark.parametrize("action", LOST, ids=str)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.strip("_"))
def test_a_lost_answer_is_asked_for_again_and_the_write_is_done_once(
    bench: Bench, kind: Callable[[Bench], Write], action: Any, when: str
) -> None:  # F2, F3, F4, F5, F8, F9
    write = kind(bench)
    (call,) = bench.system.prepare([write])
    request_id = str(uuid.uuid4())
    bench.fault(action, when=when, path=BATCH)

    with pytest.raises(LostAnswer) as lost:
        bench.system.send(call, request_id)
    assert lost.value.problem.code in ("vendor_unavailable", "garbage_answer")
    assert bench.system.calls["write"] >= 1
    left = ledger(bench)

    (outcome,) = bench.system.interpret(call.items, bench.system.send(call, request_id))

    assert outcome.problem is None
    assert not outcome.unknown
    assert outcome.id
    if when == "after":
        assert ledger(bench) == left  # it had happened; the second time changed nothing
    again = bench.system.interpret(call.items, bench.system.send(call, request_id))
    assert again[0].version == outcome.version


def test_a_write_is_sent_exactly_once(bench: Bench) -> None:
    (call,) = bench.system.prepare([_contact(bench)])
    bench.fault("reset", when="after", path=BATCH, times=5)

    with pytest.raises(LostAnswer):
        bench.system.send(call, "r-1")

    assert len(bench.journal("write")) == 1


def test_a_batch_of_thirty_is_resolved_item_by_item(bench: Bench) -> None:
    bench.customer("Taken")
    names = [f"C {n}" for n in range(29)]
    (call,) = bench.system.prepare(
        [Write(entity="contact", action="create", fields={"DisplayName": name}) for name in [*names, "Taken"]]
    )
    bench.fault("truncate", when="after", path=BATCH)
    with pytest.raises(LostAnswer):
        bench.system.send(call, "r-1")

    outcomes = bench.system.interpret(call.items, bench.system.send(call, "r-1"))

    assert [outcome.problem.code if outcome.problem else None for outcome in outcomes] == [None] * 29 + [
        "display_name_duplicate"
    ]
    assert len(bench.objects("customer")) == 30


def test_a_hanging_vendor_is_left_at_the_deadline(bench: Bench) -> None:  # F6
    from dataclasses import replace

    (call,) = bench.system.prepare([_contact(bench)])
    bench.fault("hang", when="after", path=BATCH)

    with pytest.raises(LostAnswer) as lost:
        bench.system.send(replace(call, deadline_seconds=1), "r-1")

    assert not lost.value.finished  # it may still be at work
    assert call.deadline_seconds == 120


def test_the_limit_is_kept_for_a_minute(bench: Bench) -> None:  # F16
    (call,) = bench.system.prepare([_contact(bench)])
    bench.fault({"status": 429}, path=BATCH)

    with pytest.raises(LimitReached) as limit:
        bench.system.send(call, "r-1")

    assert limit.value.seconds == 60
    assert bench.budget.stopped == [60]
    assert bench.objects("customer") == []


@pytest.mark.parametrize("action", ["reset", {"status": 503}, {"status": 500}], ids=str)
def test_a_read_is_repeated(bench: Bench, action: Any) -> None:  # F18
    bench.fault(action, path="/query", times=2)

    assert bench.system.read(ObjectType.INVOICE, ["1"]) == []
    assert bench.system.calls["read"] == 3


def test_a_read_gives_up_where_the_vendor_stays_away(bench: Bench) -> None:
    bench.fault({"status": 503}, path="/query", times=20)

    with pytest.raises(VendorUnavailable):
        bench.system.read(ObjectType.INVOICE, ["1"])
    assert bench.system.calls["read"] == 3


@pytest.mark.parametrize("action", ["garbage", "truncate"])
def test_garbage_is_never_taken_for_an_empty_company(bench: Bench, action: str) -> None:  # F8, F9
    bench.customer()
    bench.fault(action, when="after", path="/query", times=20)

    with pytest.raises(GarbageAnswer):
        list(bench.system.everything(ObjectType.CONTACT))


WRONG_SHAPES: list[Any] = [
    {},
    {"time": "2026-11-24T10:00:00-08:00"},
    {"QueryResponse": None},
    {"QueryResponse": []},
    {"QueryResponse": {"Customer": {"Id": "1"}}},
    {"QueryResponse": {"Customer": [{"SyncToken": "0"}]}},
    {"QueryResponse": {"Customer": [{"Id": "1"}], "maxResults": 2}},
]


@pytest.mark.parametrize("body", WRONG_SHAPES, ids=str)
def test_a_query_answered_in_another_shape_is_garbage(bench: Bench, body: Any) -> None:
    bench.fault({"status": 200, "body": body}, path="/query", times=20)

    with pytest.raises(GarbageAnswer):
        list(bench.system.everything(ObjectType.CONTACT))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"CDCResponse": []},
        {"CDCResponse": [{"QueryResponse": [{}]}]},
        {"CDCResponse": [{}], "time": "2026-11-24T10:00:00Z"},
    ],
    ids=str,
)
def test_change_data_in_another_shape_never_means_that_nothing_changed(bench: Bench, body: Any) -> None:
    rule = {"method": "GET", "path": "/cdc", "times": 20, "action": {"status": 200, "body": body}}
    bench.control("POST", "faults", rule)

    with pytest.raises(GarbageAnswer):
        bench.system.changes({"since": "2026-11-24T09:00:00Z"}, {})


@pytest.mark.parametrize("body", [{}, {"BatchItemResponse": None}, {"time": "x"}, {"QueryResponse": {}}], ids=str)
def test_a_batch_answered_in_another_shape_is_a_lost_answer(bench: Bench, body: Any) -> None:
    (call,) = bench.system.prepare([_contact(bench)])
    bench.fault({"status": 200, "body": body}, when="after", path=BATCH)

    with pytest.raises(LostAnswer) as lost:
        bench.system.send(call, "r-1")
    assert lost.value.finished


FAULT = {
    "Fault": {
        "Error": [{"Message": "Permission Denied Error", "Detail": "x", "code": "5020"}],
        "type": "ValidationFault",
    }
}


def test_a_fault_inside_a_200_is_a_refusal(bench: Bench) -> None:
    (call,) = bench.system.prepare([_contact(bench)])
    bench.fault({"status": 200, "body": FAULT}, path=BATCH)

    with pytest.raises(NotSent) as refused:
        bench.system.send(call, "r-1")
    assert refused.value.problem.code == "permission"


def test_a_system_fault_inside_a_200_leaves_it_open(bench: Bench) -> None:
    (call,) = bench.system.prepare([_contact(bench)])
    body = {
        "Fault": {
            "Error": [{"Message": "An application error has occurred", "code": "10000"}],
            "type": "SystemFault",
        }
    }
    bench.fault({"status": 200, "body": body}, when="after", path=BATCH)

    with pytest.raises(LostAnswer):
        bench.system.send(call, "r-1")


def test_a_refused_batch_of_questions_is_a_refusal(bench: Bench) -> None:
    bench.fault({"status": 200, "body": FAULT}, path=BATCH)

    with pytest.raises(NotSent):
        bench.system.lists()


def test_a_question_without_its_answer_is_garbage(bench: Bench) -> None:  # F40
    bench.fault({"status": 200, "body": {"BatchItemResponse": [{"bId": "1", "QueryResponse": {}}]}}, path=BATCH)

    with pytest.raises(GarbageAnswer):
        bench.system.lists()


@pytest.mark.parametrize("code", ["5020", "5030"])
def test_a_plan_without_classes_has_none(bench: Bench, code: str) -> None:
    fault = {
        "Fault": {
            "Error": [{"Message": "Feature Not Supported Error", "code": code}],
            "type": "ValidationFault",
        }
    }
    items = [{"bId": str(n), **(fault if n in (4, 5) else {"QueryResponse": {}})} for n in range(1, 9)]
    bench.fault({"status": 200, "body": {"BatchItemResponse": items}}, path=BATCH)

    assert bench.system.lists()["classes"] == ()


def test_a_company_without_accounts_to_read_is_a_refusal(bench: Bench) -> None:
    items = [{"bId": str(n), **(FAULT if n == 1 else {"QueryResponse": {}})} for n in range(1, 9)]
    bench.fault({"status": 200, "body": {"BatchItemResponse": items}}, path=BATCH)

    with pytest.raises(NotSent):
        bench.system.lists()


def test_a_throttled_question_of_a_batch_reaches_the_limit(bench: Bench) -> None:
    throttled = {
        "Fault": {
            "Error": [{"Message": "message=ThrottleExceeded; errorCode=003001; statusCode=429", "code": "3001"}],
            "type": "SERVICE",
        }
    }
    items = [{"bId": str(n), **(throttled if n == 3 else {"QueryResponse": {}})} for n in range(1, 9)]
    bench.fault({"status": 200, "body": {"BatchItemResponse": items}}, path=BATCH)

    with pytest.raises(LimitReached):
        bench.system.lists()
    assert bench.budget.stopped == [60]


def test_a_dead_token_needs_a_person(bench: Bench) -> None:  # F28
    system = bench.connect(token="nonsense")
    for attempt in (system.account, lambda: system.send(system.prepare([_contact(bench)])[0], "r-1")):
        with pytest.raises(ConnectionExpired):
            attempt()


def test_no_failure_shows_a_token(bench: Bench) -> None:
    token = "AB11731111111111111111111111111111111111"
    with pytest.raises(CallFailed) as failure:
        bench.connect(REALM, token=token).account()
    assert token not in str(failure.value)
