"""Each refusal of the vendor, and each fault of the sandbox, as the client's own exception."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from quickbooks import QuickBooks as Client
from quickbooks.exceptions import (
    AuthorizationException,
    GeneralException,
    ObjectNotFoundException,
    QuickbooksException,
    SevereException,
    UnsupportedException,
    ValidationException,
)
from quickbooks.objects import Customer, Invoice, Payment, PaymentLine, Vendor
from quickbooks.objects.base import EmailAddress

from tests.clients.quickbooks.app import Sandbox, customer, form, item, payment

Act = Callable[[Client], Any]


def named(name: str, kind: type = Customer) -> Any:
    made = kind()
    made.DisplayName = name
    return made


def _stale(client: Client) -> Any:
    made = customer(client)
    made.Notes = "x"
    made.save(qb=client)
    return made.save(qb=client)


def _twice(client: Client) -> Any:
    customer(client)
    return customer(client)


def _vendors_name(client: Client) -> Any:
    named("acme", Vendor).save(qb=client)
    return customer(client)


def _sum(client: Client) -> Any:
    return form(Invoice, customer(client), item(client), 1).save(qb=client)


def _no_lines(client: Client) -> Any:
    made = form(Invoice, customer(client), item(client))
    made.Line = []
    return made.save(qb=client)


def _nobody(client: Client) -> Any:
    return form(Invoice, Customer(), item(client)).save(qb=client)


def _unknown_item(client: Client) -> Any:
    made = form(Invoice, customer(client), item(client))
    made.Line[0].SalesItemLineDetail.ItemRef.value = "999"
    return made.save(qb=client)


def _long_number(client: Client) -> Any:
    made = form(Invoice, customer(client), item(client))
    made.DocNumber = "x" * 22
    return made.save(qb=client)


def _unknown_field(client: Client) -> Any:
    made = named("Acme")
    made.Colour = "red"
    return made.save(qb=client)


def _bad_email(client: Client) -> Any:
    made = named("Acme")
    made.PrimaryEmailAddr = EmailAddress()
    made.PrimaryEmailAddr.Address = "nobody"
    return made.save(qb=client)


def _bad_date(client: Client) -> Any:
    made = form(Invoice, customer(client), item(client))
    made.TxnDate = "11/24/2026"
    return made.save(qb=client)


def _bad_choice(client: Client) -> Any:
    made = form(Invoice, customer(client), item(client))
    made.PrintStatus = "Perhaps"
    return made.save(qb=client)


def _linked_elsewhere(client: Client) -> Any:
    made = payment(customer(client), 10)
    line = PaymentLine()
    line.Amount = 10
    line.LinkedTxn.append(form(Invoice, customer(client, "Birch"), item(client)).save(qb=client).to_linked_txn())
    made.Line.append(line)
    return made.save(qb=client)


def _paid_twice(client: Client) -> Any:
    who, what = customer(client), item(client)
    invoice = form(Invoice, who, what).save(qb=client)
    payment(who, 102, invoice).save(qb=client)
    return payment(who, 102, invoice).save(qb=client)


def _delete_paid(client: Client) -> Any:
    who, what = customer(client), item(client)
    invoice = form(Invoice, who, what).save(qb=client)
    payment(who, 102, invoice).save(qb=client)
    return Invoice.get(invoice.Id, qb=client).delete(qb=client)


def _delete_customer(client: Client) -> Any:
    made = customer(client)
    return client.delete_object("Customer", f'{{"Id": "{made.Id}", "SyncToken": "0"}}')


REFUSALS: dict[str, tuple[Act, type[QuickbooksException], set[int]]] = {
    "stale": (_stale, QuickbooksException, {5010}),
    "the name is a customer's": (_twice, QuickbooksException, {6240}),
    "the name is a vendor's": (_vendors_name, QuickbooksException, {6240}),
    "no name": (lambda qb: named("").save(qb=qb), QuickbooksException, {6080}),
    "a sum that is none": (_sum, QuickbooksException, {6070}),
    "not there": (lambda qb: Invoice.get(99, qb=qb), ObjectNotFoundException, {610}),
    "no lines": (_no_lines, ValidationException, {2020}),
    "no customer": (_nobody, ValidationException, {2020}),
    "an item that is none": (_unknown_item, ValidationException, {2500}),
    "too long": (_long_number, ValidationException, {2050}),
    "no such field": (_unknown_field, ValidationException, {2010}),
    "no address": (_bad_email, ValidationException, {2210}),
    "no date": (_bad_date, ValidationException, {2060}),
    "no such choice": (_bad_choice, ValidationException, {2170}),
    "a colon in a name": (lambda qb: named("a:b").save(qb=qb), ValidationException, {2040}),
    "another customer's invoice": (_linked_elsewhere, GeneralException, {620}),
    "paid twice": (_paid_twice, QuickbooksException, {6000}),
    "paid invoices stay": (_delete_paid, QuickbooksException, {6000}),
    "customers stay": (_delete_customer, UnsupportedException, {500}),
    "no such operation": (lambda qb: qb.post(_url(qb, "customer"), "{}", params={"operation": "x"}), UnsupportedException, {500}),
    "no such object": (lambda qb: qb.get(_url(qb, "nothing/1")), UnsupportedException, {500}),
    "no JSON": (lambda qb: qb.post(_url(qb, "customer"), "{"), UnsupportedException, {500}),
    "a long request id": (lambda qb: named("A").save(qb=qb, request_id="x" * 51), QuickbooksException, {6000}),
}  # fmt: skip


def _url(client: Client, path: str) -> str:
    return f"{client.api_url}/company/{client.company_id}/{path}"


@pytest.mark.parametrize("why", REFUSALS)
def test_each_refusal_is_the_clients_own_exception(client: Client, why: str) -> None:
    act, kind, codes = REFUSALS[why]
    with pytest.raises(QuickbooksException) as raised:
        act(client)
    assert type(raised.value) is kind
    assert raised.value.error_code in codes
    assert raised.value.detail


def test_a_company_that_does_not_pay_is_read_only(sandbox: Sandbox, client: Client) -> None:
    status = [{"Name": "SubscriptionStatus", "Value": "EXPIRED"}]
    sandbox.control("POST", "settings", {"CompanyInfo": {"NameValue": status}})
    with pytest.raises(QuickbooksException) as raised:
        customer(client)
    assert raised.value.error_code == 6190
    assert Customer.all(qb=client) == []


def test_a_closed_month_takes_nothing(sandbox: Sandbox, client: Client) -> None:
    sandbox.control("POST", "settings", {"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}})
    made = form(Invoice, customer(client), item(client))
    made.TxnDate = "2026-10-31"
    with pytest.raises(QuickbooksException) as raised:
        made.save(qb=client)
    assert raised.value.error_code == 6200


def test_a_number_is_taken_once_where_numbers_are_ones_own(sandbox: Sandbox, client: Client) -> None:
    sandbox.control("POST", "settings", {"Preferences": {"SalesFormsPrefs": {"CustomTxnNumbers": True}}})
    who, what = customer(client), item(client)
    for _ in range(2):
        made = form(Invoice, who, what)
        made.DocNumber = "HS-1"
        if Invoice.count(qb=client):
            with pytest.raises(QuickbooksException) as raised:
                made.save(qb=client)
            assert raised.value.error_code == 6140
            assert "DocNumber=HS-1 is assigned to TxnType=Invoice with TxnId=" in raised.value.detail
            assert made.save(qb=client, params={"include": "allowduplicatedocnum"}).DocNumber == "HS-1"
        else:
            made.save(qb=client)


# Faults of the sandbox: what the client makes of an answer that is none.

Broken = (QuickbooksException, requests.RequestException)
FAULTS: dict[str, tuple[Any, tuple[type[BaseException], ...]]] = {
    "401": ({"status": 401}, (AuthorizationException,)),
    "429": ({"status": 429}, (ValidationException,)),
    "500": ({"status": 500}, (SevereException,)),
    "503": ({"status": 503}, (QuickbooksException,)),
    "reset": ("reset", (requests.ConnectionError,)),
    "truncate": ("truncate", Broken),
    "cut": ("cut", (QuickbooksException,)),
    "garbage": ("garbage", (QuickbooksException,)),
}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_reaches_the_client(sandbox: Sandbox, client: Client, name: str, when: str) -> None:
    action, kinds = FAULTS[name]
    sandbox.control("POST", "faults", {"method": "POST", "path": "/customer$", "when": when, "action": action})
    with pytest.raises(kinds):
        customer(client)
    assert Customer.count(qb=client) == (1 if when == "after" else 0)


def test_a_lost_answer_is_asked_for_again_with_its_request_id(sandbox: Sandbox, client: Client) -> None:
    who, what = customer(client), item(client)
    sandbox.control("POST", "faults", {"path": "/invoice$", "when": "after", "action": "reset"})
    with pytest.raises(requests.ConnectionError):
        form(Invoice, who, what).save(qb=client, request_id="op-1")
    assert form(Invoice, who, what).save(qb=client, request_id="op-1").Id == "1"
    assert Invoice.count(qb=client) == 1


def test_the_limit_of_a_second_is_an_answer_of_the_gateway(sandbox: Sandbox, client: Client) -> None:
    sandbox.control("POST", "limits", {"enabled": True})
    for _ in range(10):
        Customer.count(qb=client)
    with pytest.raises(QuickbooksException, match="Error returned with status code '429'") as raised:
        Customer.count(qb=client)
    assert '"code":"3001"' in str(raised.value)
    sandbox.control("POST", "clock", {"advance_seconds": 1})
    assert Customer.count(qb=client) == 0


def test_a_throttled_item_of_a_batch(sandbox: Sandbox, client: Client) -> None:
    items = [{"bId": str(n), "Query": "select * from Payment"} for n in range(4)]
    sandbox.control("POST", "faults", {"path": "/batch$", "action": {"throttle_items": 2}})
    body = requests.compat.json.dumps({"BatchItemRequest": items})
    answers = client.batch_operation(body)["BatchItemResponse"]
    assert ["Fault" in one for one in answers] == [False, False, True, True]
    error = answers[2]["Fault"]
    assert (error["type"], error["Error"][0]["code"]) == ("SERVICE", "3001")
    assert Payment.count(qb=client) == 0
