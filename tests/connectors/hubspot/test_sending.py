"""Writes over HTTP: what arrives, what is refused alone, and what becomes of a write whose answer is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from syncapp.connectors.errors import ConnectionExpired, LimitReached, LostAnswer, NotSent
from syncapp.connectors.protocol import Write
from syncapp.core.records import Invoice, InvoiceStatus, Line, LineKind, Payment
from syncapp.core.values import ObjectType
from tests.connectors.hubspot.conftest import Account, Connector, line_write

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
BASE = "POST /crm/objects/2026-03"


def person(account: Account, name: str = "ann") -> str:
    return account.make("contacts", {"email": f"{name}@example.com"})


def draft(contact: str, number: str = "1042") -> Write:
    fields = {
        "hs_currency": "USD",
        "hs_invoice_billable": False,
        "hs_number": number,
        "hs_invoice_date": date(2026, 11, 2),
    }
    return Write(
        entity="invoice", action="create", key=f"9341:invoice:{number}", links={"contact": contact}, fields=fields
    )


def mirror(account: Account, hubspot: Connector) -> str:
    """An open mirror over 42.50 with two lines and a fee, made as the engine makes it."""
    (made,) = hubspot.apply(draft(person(account)))
    invoice = str(made.id)
    outcomes = hubspot.apply(
        line_write(invoice, "k:line:1", name="Mulch", quantity=Decimal(2), unit_price=Decimal("10.25"), amount=Decimal("20.50")),
        line_write(invoice, "k:line:2", name="Work", quantity=Decimal(1), unit_price=Decimal(20), amount=Decimal(20)),
        Write(entity="fee", action="create", links={"invoice": invoice}, line=Line(kind=LineKind.FEE, amount=Decimal(2), name="Shipping")),
        Write(entity="invoice", action="update", id=invoice, fields={"hs_invoice_status": "open"}),
    )  # fmt: skip
    assert all(one.id and not one.problem and not one.unknown for one in outcomes)
    return invoice


def test_an_invoice_arrives_with_all_that_belongs_to_it(account: Account, hubspot: Connector) -> None:
    invoice = mirror(account, hubspot)
    account.calls()
    (record,) = hubspot.read(INVOICE, [invoice])
    assert isinstance(record, Invoice)
    assert (record.status, record.total, record.billable, record.number) == (
        InvoiceStatus.OPEN,
        Decimal("42.5"),
        False,
        "1042",
    )
    assert (record.date, record.key, len(record.contact_ids or ())) == (date(2026, 11, 2), "9341:invoice:1042", 1)
    assert [(line.name, line.amount, line.key) for line in record.lines] == [
        ("Mulch", Decimal("20.5"), "k:line:1"), ("Work", Decimal(20), "k:line:2"),
    ]  # fmt: skip
    assert [(line.kind, line.amount, line.name) for line in record.adjustments] == [
        (LineKind.FEE, Decimal(2), "Shipping")
    ]


def test_the_answer_tells_the_new_total_and_status(account: Account, hubspot: Connector) -> None:
    invoice = mirror(account, hubspot)
    (outcome,) = hubspot.apply(Write(entity="invoice", action="update", id=invoice, fields={"hs_comments": "Thanks"}))
    assert isinstance(outcome.record, Invoice)
    assert {"hs_comments", "hs_amount_billed", "hs_balance_due"} <= outcome.told
    assert outcome.record.total == Decimal("42.5")


def test_a_hundred_writes_are_one_call(account: Account, hubspot: Connector) -> None:
    writes = [
        Write(entity="contact", action="create", key=f"k{n}", fields={"email": f"p{n}@example.com"}) for n in range(100)
    ]
    outcomes = hubspot.apply(*writes)
    assert len({one.id for one in outcomes}) == 100
    assert account.calls() == [f"{BASE}/contacts/batch/create"]
    assert hubspot.calls == {"write": 1}
    by_id = {one["id"]: one["properties"]["email"] for one in account.objects("contacts")}
    assert [by_id[str(one.id)] for one in outcomes] == [f"p{n}@example.com" for n in range(100)]


def test_bad_ones_fail_alone_with_their_reason(account: Account, hubspot: Connector) -> None:  # F39 F41
    ann = person(account)
    writes = [
        Write(entity="contact", action="create", key="k0", fields={"email": "good@example.com"}),
        Write(entity="contact", action="create", key="k1", fields={"email": "not an address"}),
        Write(entity="contact", action="create", key="k2", fields={"email": "ann@example.com"}),
        Write(entity="contact", action="create", key="k3", fields={"no_such_property": "x"}),
        Write(entity="contact", action="create", key="k0", fields={"email": "twice@example.com"}),
    ]
    outcomes = hubspot.apply(*writes)
    assert [one.problem.code if one.problem else None for one in outcomes] == [
        None, "invalid_email", "shared_email", "vendor_refused", "stale",
    ]  # fmt: skip
    assert outcomes[2].problem
    assert outcomes[2].problem.params["existing_id"] == ann
    assert len(account.objects("contacts")) == 2


def test_our_mark_that_is_there_already_means_that_it_happened(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    (first,) = hubspot.apply(draft(ann))
    (second,) = hubspot.apply(draft(ann))
    assert second.problem
    assert (second.problem.code, second.problem.params["existing_id"]) == ("stale", first.id)
    assert len(account.objects("invoices")) == 1


def test_an_update_of_what_is_gone_fails_alone(account: Account, hubspot: Connector) -> None:
    ann, ben = person(account, "ann"), person(account, "ben")
    account.archive("contacts", ben)
    outcomes = hubspot.apply(
        *[Write(entity="contact", action="update", id=one, fields={"city": "Salem"}) for one in (ann, ben)]
    )
    assert [one.problem.code if one.problem else None for one in outcomes] == [None, "stale"]
    assert outcomes[1].problem
    assert outcomes[1].problem.params == {"gone": "1"}


def test_a_mirror_is_voided(account: Account, hubspot: Connector) -> None:  # A10
    invoice = mirror(account, hubspot)
    (outcome,) = hubspot.apply(Write(entity="invoice", action="void", id=invoice))
    assert isinstance(outcome.record, Invoice)
    assert outcome.record.status is InvoiceStatus.VOIDED


def test_a_payment_settles_its_invoice(account: Account, hubspot: Connector) -> None:  # S19
    invoice = mirror(account, hubspot)
    fields = {
        "hs_initial_amount": Decimal("42.50"), "hs_initiated_date": date(2026, 11, 20), "hs_currency_code": "USD",
        "hs_latest_status": "succeeded", "hs_payment_method_type": "check", "hs_reference_number": "77",
    }  # fmt: skip
    (outcome,) = hubspot.apply(
        Write(entity="payment", action="create", key="9341:payment:131/130", links={"invoice": invoice}, fields=fields)
    )
    assert isinstance(outcome.record, Payment)
    assert (outcome.record.amount, outcome.record.date) == (Decimal("42.50"), date(2026, 11, 20))
    (record,) = hubspot.read(INVOICE, [invoice], whole=False)
    assert isinstance(record, Invoice)
    assert (record.status, record.balance) == (InvoiceStatus.PAID, 0)


def test_an_account_that_takes_no_payments_says_so(account: Account, hubspot: Connector) -> None:
    account.control("POST", "settings", {"payments_processor": "none"})
    invoice = mirror(account, hubspot)
    fields = {"hs_initial_amount": Decimal(1), "hs_initiated_date": date(2026, 11, 20)}
    (outcome,) = hubspot.apply(
        Write(entity="payment", action="create", key="k", links={"invoice": invoice}, fields=fields)
    )
    assert outcome.problem
    assert outcome.problem.code == "no_payment_processor"


def test_lines_are_changed_in_place_and_archived(account: Account, hubspot: Connector) -> None:
    invoice = mirror(account, hubspot)
    first, second = sorted(account.objects("line_items"), key=lambda one: int(one["id"]))
    account.calls()
    changed = Line(name="Mulch", quantity=Decimal(3), unit_price=Decimal("10.25"), amount=Decimal("30.75"))
    outcomes = hubspot.apply(
        Write(entity="line", action="update", id=first["id"], line=changed, key="k:line:1"),
        Write(entity="line", action="delete", id=second["id"], links={"invoice": invoice}),
    )
    assert [one.problem for one in outcomes] == [None, None]
    assert account.calls() == [f"{BASE}/line_items/batch/update", f"{BASE}/line_items/batch/archive"]
    (record,) = hubspot.read(INVOICE, [invoice], whole=False)
    assert isinstance(record, Invoice)
    assert [(line.id, line.amount) for line in record.lines] == [(first["id"], Decimal("30.75"))]
    assert record.total == Decimal("32.75")


def test_an_invoice_that_may_not_be_deleted_does_not_keep_another(account: Account, hubspot: Connector) -> None:
    kept = mirror(account, hubspot)
    (loose,) = hubspot.apply(draft(person(account, "ben"), "2"))
    calls = hubspot.prepare([Write(entity="invoice", action="delete", id=one) for one in (kept, str(loose.id))])
    with pytest.raises(NotSent) as caught:
        hubspot.send(calls[0], "r")
    assert caught.value.problem.code == "vendor_refused"
    hubspot.send(calls[1], "r")
    assert [one["id"] for one in account.objects("invoices")] == [kept]


def test_what_was_written_is_read_afresh(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    hubspot.ids(CONTACT)
    hubspot.apply(Write(entity="contact", action="update", id=ann, fields={"city": "Salem"}))
    (record,) = hubspot.read(CONTACT, [ann])
    assert record.values["city"] == "Salem"


def test_an_invoice_whose_line_was_written_is_read_afresh(account: Account, hubspot: Connector) -> None:
    invoice = mirror(account, hubspot)
    hubspot.ids(INVOICE)
    hubspot.apply(
        line_write(invoice, "k:line:3", name="More", quantity=Decimal(1), unit_price=Decimal(5), amount=Decimal(5))
    )
    (record,) = hubspot.read(INVOICE, [invoice])
    assert isinstance(record, Invoice)
    assert len(record.lines) == 3


# Faults

AFTER = {
    "reset": ("reset", False), "server error": ({"status": 500}, True), "gateway": ({"status": 504}, False),
    "cut": ("truncate", True), "html": ("garbage", True),
}  # fmt: skip


@pytest.mark.parametrize("name", AFTER)
@pytest.mark.parametrize("entity", ["contact", "product", "invoice", "payment", "line", "discount", "fee", "tax"])
def test_a_lost_answer_is_told_and_nothing_is_sent_twice(
    account: Account, hubspot: Connector, entity: str, name: str
) -> None:  # F3 F8 F9
    action, finished = AFTER[name]
    invoice = mirror(account, hubspot) if entity == "payment" else str(hubspot.apply(draft(person(account)))[0].id)
    fields: dict[str, Any] = {
        "contact": {"email": "new@example.com"}, "product": {"name": "Mulch"}, "invoice": {"hs_currency": "USD"},
        "payment": {"hs_initial_amount": Decimal(5), "hs_initiated_date": date(2026, 11, 1)},
    }.get(entity, {})  # fmt: skip
    line = None if fields else Line(amount=Decimal(5), quantity=Decimal(1), unit_price=Decimal(5), name="x")
    links = {} if entity in ("contact", "product", "invoice") else {"invoice": invoice}
    (call,) = hubspot.prepare(
        [Write(entity=entity, action="create", key="9341:k", fields=fields, line=line, links=links)]
    )
    account.calls()
    account.fault("batch/create", action, when="after")
    with pytest.raises(LostAnswer) as caught:
        hubspot.send(call, "request")
    assert caught.value.finished is finished
    assert len(account.calls()) == 1
    if entity in ("contact", "product", "invoice", "payment"):
        copy = hubspot.by_key(ObjectType(entity), ["9341:k"])["9341:k"]
        assert copy.key == "9341:k"
    else:
        (whole,) = hubspot.read(INVOICE, [invoice])
        assert isinstance(whole, Invoice)
        assert len(whole.lines) + len(whole.adjustments) == 1


@pytest.mark.parametrize("verb", ["update", "void", "delete"])
def test_a_lost_answer_to_a_change_is_seen_by_reading(account: Account, hubspot: Connector, verb: str) -> None:  # F4
    invoice = mirror(account, hubspot) if verb != "delete" else str(hubspot.apply(draft(person(account)))[0].id)
    (call,) = hubspot.prepare(
        [Write(entity="invoice", action=verb, id=invoice, fields={"hs_comments": "x"} if verb == "update" else {})]
    )
    account.calls()
    account.fault("batch/", "reset", when="after")
    with pytest.raises(LostAnswer):
        hubspot.send(call, "request")
    assert len(account.calls()) == 1
    found = hubspot.read(INVOICE, [invoice], whole=False)
    state = [(one.status.value, one.values["hs_comments"]) for one in found if isinstance(one, Invoice)]
    assert state == {"update": [("open", "x")], "void": [("voided", None)], "delete": []}[verb]


@pytest.mark.parametrize("action", ["reset", {"status": 500}, "garbage"])
def test_a_write_that_never_arrived_is_no_more_certain(account: Account, hubspot: Connector, action: Any) -> None:  # F2
    (call,) = hubspot.prepare([draft(person(account))])
    account.fault("batch/create", action)
    with pytest.raises(LostAnswer):
        hubspot.send(call, "request")
    assert hubspot.by_key(INVOICE, ["9341:invoice:1042"]) == {}
    hubspot.send(call, "request")
    assert len(account.objects("invoices")) == 1


def test_a_limit_is_certain_not_to_have_written(account: Account, hubspot: Connector) -> None:  # F15 F16
    (call,) = hubspot.prepare([draft(person(account))])
    account.fault("batch/create", {"status": 429}, times=2)
    with pytest.raises(LimitReached) as caught:
        hubspot.send(call, "request")
    assert caught.value.seconds == 20  # ten more with each refusal in a row, as HubSpot's own client
    assert hubspot.budget.waits == [("write", 10), ("write", 20)]
    assert account.objects("invoices") == []


def test_a_write_that_was_refused_for_a_moment_is_sent_again(account: Account, hubspot: Connector) -> None:  # F16
    (call,) = hubspot.prepare([draft(person(account))])
    account.fault("batch/create", {"status": 429})
    hubspot.send(call, "request")
    assert hubspot.budget.waits == [("write", 10)]
    assert len(account.objects("invoices")) == 1


def test_an_expired_token_costs_one_renewal(account: Account, hubspot: Connector) -> None:
    (call,) = hubspot.prepare([draft(person(account))])
    account.fault("batch/create", {"status": 401})
    hubspot.send(call, "request")
    assert len(hubspot.store.renewed) == 1
    assert len(account.objects("invoices")) == 1


def test_a_dead_token_is_no_write(account: Account, hubspot: Connector) -> None:  # F28
    (call,) = hubspot.prepare([draft(person(account))])
    hubspot.store.token = "dead"
    with pytest.raises(ConnectionExpired):
        hubspot.send(call, "request")
    assert account.objects("invoices") == []
