"""The demo company and the three beside it: a whole ledger, and the walls that real companies have."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests

from syncapp.connectors.protocol import Outcome
from syncapp.connectors.quickbooks.client import QuickBooks
from syncapp.core.records import Invoice, LineKind, Payment
from syncapp.core.values import ObjectType
from syncapp.core.writes import Write
from syncapp.sandbox.server import running
from tests.connectors.quickbooks.bench import REALM, ZONE, Budget, Tokens, lines

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
CANADA, STUDIO, NURSERY = (f"934145000000000{n}" for n in (2, 3, 4))


@pytest.fixture(scope="module")
def demo_url() -> Iterator[str]:
    with running(seed="landscaping", records=200, limits=False) as sandbox:
        yield sandbox.quickbooks_url


def connect(url: str, realm: str = REALM, **options: Any) -> QuickBooks:
    token = requests.post(f"{url}/_sandbox/tokens?realm={realm}", json={}, timeout=30).json()["access_token"]
    return QuickBooks(realm=realm, base_url=url, tokens=Tokens(token), budget=Budget(), zone=ZONE, **options)


def everything(system: QuickBooks, kind: ObjectType) -> list[Any]:
    return list(system.read(kind, [id_ for page in system.everything(kind) for id_, _ in page]))


def write(system: QuickBooks, **parts: Any) -> Outcome:
    (call,) = system.prepare([Write(**parts)])
    return system.interpret(call.items, system.send(call, str(uuid.uuid4())))[0]


def code(outcome: Outcome) -> str:
    assert outcome.problem is not None, outcome
    return outcome.problem.code


def test_every_record_is_read_in_one_call_per_thousand(demo_url: str) -> None:
    system = connect(demo_url)

    found = {kind: everything(system, kind) for kind in ObjectType}

    assert system.calls == {"read": 4}
    assert all(found.values())
    assert not [record for records in found.values() for record in records if record.absurd]


def test_lines_and_adjustments_of_every_invoice_are_its_total(demo_url: str) -> None:  # I1
    for invoice in everything(connect(demo_url), INVOICE):
        signed = [-each.amount if each.kind is LineKind.DISCOUNT else each.amount for each in invoice.adjustments]
        assert sum((line.amount for line in invoice.lines), Decimal(0)) + sum(signed) == invoice.total, invoice.number


def test_the_applications_of_every_invoice_are_what_it_was_paid(demo_url: str) -> None:  # A25
    system = connect(demo_url)
    paid: dict[str, Decimal] = {}
    payments: list[Payment] = everything(system, PAYMENT)
    for payment in payments:
        for invoice_id in payment.invoice_ids:
            paid[invoice_id] = paid.get(invoice_id, Decimal(0)) + payment.amount
    invoices: list[Invoice] = everything(system, INVOICE)
    for invoice in invoices:
        assert paid.get(invoice.id, Decimal(0)) + invoice.deposit == invoice.paid, invoice.number
        assert {
            payment.partition("/")[0] for payment in (p.id for p in payments if invoice.id in p.invoice_ids)
        } == set(invoice.payment_ids)


def test_credits_deposits_and_parents_are_told(demo_url: str) -> None:  # A28, A30
    system = connect(demo_url)
    payments = everything(system, PAYMENT)
    contacts = everything(system, CONTACT)

    assert {payment.kind for payment in payments} >= {"payment", "credit memo"}
    assert any(payment.deposited for payment in payments)
    assert any(contact.parent_id for contact in contacts)
    assert {contact.currency for contact in contacts} == {"USD", "EUR"}
    assert [contact.active for contact in contacts].count(False) == 1


def test_two_hundred_numbers_are_one_question(demo_url: str) -> None:  # A18
    system = connect(demo_url)
    numbers = [invoice.number for invoice in everything(system, INVOICE)]
    before = system.calls["read"]

    found = system.numbers([number for number in numbers if number])

    assert system.calls["read"] - before == 1
    assert set(found) == set(numbers)


def test_nothing_goes_into_a_closed_month(demo_url: str) -> None:  # A24, F37
    system = connect(demo_url)
    closed = date.fromisoformat(system.account().settings["close_date"])
    customer = next(each for each in everything(system, CONTACT) if each.active and each.currency == "USD")
    item = next(each for each in everything(system, PRODUCT) if each.active and each.kind == "Service")
    parts: dict[str, Any] = {
        "entity": "invoice",
        "action": "create",
        "links": {"customer": customer.id},
        "lines": lines(item.id, "10"),
    }

    assert code(write(system, **parts, fields={"TxnDate": closed})) == "closed_period"
    after = write(system, **parts, fields={"TxnDate": closed + timedelta(days=1)})
    assert after.problem is None


def test_inactive_customers_items_and_unknown_references_have_names(demo_url: str) -> None:  # F38
    system = connect(demo_url)
    customers, items = everything(system, CONTACT), everything(system, PRODUCT)
    good = next(each.id for each in customers if each.active and each.currency == "USD")
    asleep = next(each.id for each in customers if not each.active)
    service = next(each.id for each in items if each.active and each.kind == "Service")
    retired = next(each.id for each in items if not each.active)
    category = next((each.id for each in items if each.kind == "Group"), None)

    def invoice(customer: str, item: str) -> Outcome:
        return write(system, entity="invoice", action="create", links={"customer": customer}, lines=lines(item, "10"))

    assert code(invoice(asleep, service)) == "customer_inactive"
    assert code(invoice("99999", service)) == "customer_inactive"
    assert code(invoice(good, retired)) in ("item_inactive", "inactive_reference")
    assert code(invoice(good, "99999")) == "item_inactive"
    assert category is None or invoice(good, category).problem


def test_an_invoice_in_another_currency_than_its_customers_is_refused(demo_url: str) -> None:  # A33
    system = connect(demo_url)
    euro = next(each.id for each in everything(system, CONTACT) if each.currency == "EUR")
    item = next(each.id for each in everything(system, PRODUCT) if each.active and each.kind == "Service")
    parts: dict[str, Any] = {
        "entity": "invoice",
        "action": "create",
        "links": {"customer": euro},
        "lines": lines(item, "10"),
    }

    assert code(write(system, **parts, fields={"CurrencyRef": "USD"})) == "currency_mismatch"
    made = write(system, **parts, fields={"CurrencyRef": "EUR"})
    assert made.record is not None
    assert made.record.currency == "EUR"


def sale(system: QuickBooks, item: str, **fields: Any) -> Outcome:
    customer = next(each.id for each in everything(system, CONTACT) if each.active)
    return write(
        system,
        entity="invoice",
        action="create",
        links={"customer": customer},
        lines=lines(item, "10"),
        fields=fields,
    )


def services(system: QuickBooks) -> list[str]:
    return [each.id for each in everything(system, PRODUCT) if each.active and each.kind in ("Service", "NonInventory")]


def test_a_canadian_company_wants_tax_codes(demo_url: str) -> None:  # S6
    system = connect(demo_url, CANADA, country="CA", currency="CAD")

    assert system.account().settings["tax_required"]
    assert code(sale(system, services(system)[0])) == "tax_code_required"


def test_a_company_that_recognises_revenue_wants_service_dates(demo_url: str) -> None:  # S43
    system = connect(demo_url, STUDIO)

    assert system.account().settings["revenue_recognition"]
    outcomes = [sale(system, item) for item in services(system)]
    assert "service_date_required" in {outcome.problem.code for outcome in outcomes if outcome.problem}


def test_a_company_with_custom_numbers_refuses_a_taken_one_and_names_the_holder(
    demo_url: str,
) -> None:  # S45, F36
    system = connect(demo_url, NURSERY)
    item = services(system)[0]
    assert system.account().settings["custom_numbers"]
    assert system.account().settings["automated_tax"]
    made = sale(system, item, DocNumber="HS-9001")

    again = sale(system, item, DocNumber="HS-9001")

    assert code(again) == "number_taken"
    assert again.problem is not None
    assert (again.problem.params["holder_id"], again.problem.params["holder_kind"]) == (made.id, "Invoice")


def test_tax_that_quickbooks_adds_by_itself_is_told(demo_url: str) -> None:  # A20
    system = connect(demo_url, NURSERY)

    made = sale(system, services(system)[0]).record

    assert isinstance(made, Invoice)
    assert made.lines[0].recode["tax_code"] == "NON" or made.tax
    assert made.total == Decimal(10) + made.tax
