"""A record's page: its associations or linked transactions, its history, and what the API answers."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest

from syncapp.sandbox.call import Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot.kinds import KINDS
from syncapp.sandbox.port import Port, open_port
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.ui import app
from syncapp.sandbox.ui.listing import PAGE
from syncapp.sandbox.ui.quickbooks.record import words
from syncapp.sandbox.ui.quickbooks.shared import PATHS
from tests.sandbox.person import Person

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
OBJECTS = "/crm/v3/objects"
COMPANY = "/v3/company/9341450000000001"


@pytest.fixture
def hubspot() -> Port:
    return open_port("hubspot", ":memory:", Clock(NOW))


@pytest.fixture
def quickbooks() -> Port:
    return open_port("quickbooks", ":memory:", Clock(NOW))


def ask(port: Port, method: str, path: str, body: Any = None, token: str = "") -> Any:
    headers = {
        "authorization": f"Bearer {token}",
        "content-type": "application/json",
        "accept": "application/json",
    }
    raw = b"" if body is None else json.dumps(body).encode()
    call = Call(method, path, [], headers, raw, as_user=not token)
    answer = port.apply(call)
    port.note(call, "", answer, answer.status, None)
    assert answer.status < 300, answer.data
    return answer.data


def token(port: Port, *scopes: str) -> str:
    return str(port.vendor.tokens({"scopes": list(scopes)} if scopes else {}, None)["access_token"])


def shown_json(port: Port, address: str) -> Any:
    text = str(app.answer(port, Call("GET", address)).text)
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)
    assert found
    return json.loads(unescape(found[1]))


# HubSpot


def contact(port: Port, **properties: str) -> str:
    return str(ask(port, "POST", f"{OBJECTS}/contacts", {"properties": properties})["id"])


def test_a_hubspot_record_says_who_changed_what_when(hubspot: Port) -> None:
    one = contact(hubspot, email="ida@example.com", firstname="Ida")
    app_token = token(hubspot, "crm.objects.contacts.read", "crm.objects.contacts.write")
    hubspot.clock.advance(60)
    ask(hubspot, "PATCH", f"{OBJECTS}/contacts/{one}", {"properties": {"firstname": "Ada"}}, app_token)
    person = Person(hubspot).open(f"/ui/contacts/{one}/")
    words_of = person.page.words
    history = words_of[words_of.index("History") : words_of.index("Requests about")]
    assert re.search(r"2026-11-24T18:01:00.000Z\s+App \d+\s+First Name\s+firstname\s+Ida\s+Ada", history)
    assert re.search(r"2026-11-24T18:00:00.000Z\s+A person\s+Created", history)
    assert history.index("Ada") < history.index("Created")


def test_the_raw_json_is_what_the_api_answers(hubspot: Port) -> None:
    one = contact(hubspot, email="ida@example.com", firstname="<b>Ida</b>")
    company = ask(hubspot, "POST", f"{OBJECTS}/companies", {"properties": {"name": "Ida & Sons"}})["id"]
    ask(hubspot, "PUT", f"/crm/v4/objects/contacts/{one}/associations/default/companies/{company}")
    entries = len(hubspot.journal)
    found = shown_json(hubspot, f"/ui/contacts/{one}/")
    assert found["properties"]["firstname"] == "<b>Ida</b>"
    assert found["associations"]["companies"]["results"][0]["id"] == company
    assert len(hubspot.journal) == entries  # a look is no request
    assert Person(hubspot).open(f"/ui/contacts/{one}/").follow("Ida & Sons").title == "Ida & Sons"


def test_a_deleted_record_still_shows_what_it_was(hubspot: Port) -> None:
    one = contact(hubspot, email="ida@example.com", firstname="Ida")
    ask(hubspot, "DELETE", f"{OBJECTS}/contacts/{one}")
    assert shown_json(hubspot, f"/ui/contacts/{one}/")["archived"] is True
    assert Person(hubspot).open(f"/ui/contacts/{one}/").sees("Deleted", "Created")


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_hubspot_has_a_list_and_pages(hubspot: Port, kind: str) -> None:
    vendor: Any = hubspot.vendor
    one = vendor.load(kind, {})
    person = Person(hubspot).open(f"/ui/{kind}/")
    assert person.status == 200
    assert f"/ui/{kind}/{one}/" in person.page.hrefs
    assert person.open(f"/ui/{kind}/{one}/").sees("History", "Raw JSON", "All properties")
    assert shown_json(hubspot, f"/ui/{kind}/{one}/")["id"] == one


def test_requests_about_a_record_are_a_click_away(hubspot: Port) -> None:
    one = contact(hubspot, email="ida@example.com")
    contact(hubspot, email="ada@example.com")
    ask(hubspot, "GET", f"/crm/objects/2025-09/0-1/{one}")
    person = Person(hubspot).open(f"/ui/contacts/{one}/").follow("Requests about this record")
    assert person.shows("Record") == f"contacts {one}"
    assert re.findall("(GET|POST|PATCH) +(/crm/[^ ]+)", person.page.words) == [
        ("GET", f"/crm/objects/2025-09/0-1/{one}"), ("POST", f"{OBJECTS}/contacts"),
    ]  # fmt: skip
    assert person.follow(f"contacts {one}").title == "ida@example.com"


def test_half_a_character_is_shown_as_unknown(hubspot: Port) -> None:
    """JSON can carry one half of a surrogate pair, UTF-8 cannot."""
    vendor: Any = hubspot.vendor
    one = vendor.load("contacts", {"firstname": "Ida \ud800"})
    page = app.answer(hubspot, Call("GET", f"/ui/contacts/{one}/"))
    assert b"Ida ?" in page.payload()[0]
    read = hubspot.apply(Call("GET", f"{OBJECTS}/contacts/{one}", as_user=True))
    assert b'"Ida \\ud800"' in read.payload()[0]


# QuickBooks


def paid_invoice(port: Port) -> tuple[str, str, str]:
    """Ids of a customer, an invoice of 68 and a payment of 60."""
    key = token(port)
    account = ask(port, "POST", f"{COMPANY}/account", {"Name": "Sales", "AccountType": "Income"}, key)["Account"]["Id"]
    thing = {"Name": "Mowing", "IncomeAccountRef": {"value": account}, "Type": "Service"}
    item = ask(port, "POST", f"{COMPANY}/item", thing, key)["Item"]["Id"]
    customer = ask(port, "POST", f"{COMPANY}/customer", {"DisplayName": "Grace Kim"}, key)["Customer"]["Id"]
    line = {
        "Amount": 68,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": {"ItemRef": {"value": item}},
    }
    body = {"CustomerRef": {"value": customer}, "Line": [line]}
    invoice = ask(port, "POST", f"{COMPANY}/invoice", body, key)["Invoice"]["Id"]
    link = {"Amount": 60, "LinkedTxn": [{"TxnId": invoice, "TxnType": "Invoice"}]}
    paid = {"CustomerRef": {"value": customer}, "TotalAmt": 60, "Line": [link]}
    return customer, invoice, ask(port, "POST", f"{COMPANY}/payment", paid)["Payment"]["Id"]


def test_linked_transactions_are_links_both_ways(quickbooks: Port) -> None:
    customer, invoice, payment = paid_invoice(quickbooks)
    person = Person(quickbooks).open(f"/ui/customers/{customer}/")
    assert person.sees("Transactions")
    number = person.open(f"/ui/invoices/{invoice}/").title.removeprefix("Invoice ")
    assert person.follow(f"Payment {payment}").follow(number).title == f"Invoice {number}"
    assert person.follow("Grace Kim").follow(number).title == f"Invoice {number}"
    assert person.follow("Mowing").follow("Sales").title == "Sales"


def test_a_quickbooks_record_says_who_changed_what(quickbooks: Port) -> None:
    _, invoice, _ = paid_invoice(quickbooks)
    person = Person(quickbooks).open(f"/ui/invoices/{invoice}/")
    words_of = person.page.words
    history = words_of[words_of.index("History") : words_of.index("Requests about")]
    assert re.search(r"A person\s+Balance\s+Balance\s+68\s+8", history)
    assert re.search(r"App without a name\s+Created", history)
    assert shown_json(quickbooks, f"/ui/invoices/{invoice}/")["Invoice"]["Balance"] == 8
    person.follow("Audit log")
    assert person.sees("Linked transaction 1, Balance")
    assert person.follow(f"Invoice {invoice}").title.startswith("Invoice ")


def test_a_deleted_transaction_is_kept_and_the_api_says_that_it_is_gone(quickbooks: Port) -> None:
    _, _, payment = paid_invoice(quickbooks)
    person = Person(quickbooks).open(f"/ui/payments/{payment}/").press("Delete")
    assert person.sees("Deleted", "As it was when it was deleted:")
    assert "Fault" in shown_json(quickbooks, f"/ui/payments/{payment}/")


@pytest.mark.parametrize("entity", list(ENTITIES))
def test_every_entity_of_quickbooks_has_a_list(quickbooks: Port, entity: str) -> None:
    person = Person(quickbooks).open(f"/ui/{PATHS[entity]}/")
    assert person.status == 200
    rows = quickbooks.vendor.objects(entity, 1, 0, None)["results"]
    if rows:
        assert person.open(f"/ui/{PATHS[entity]}/{rows[0]['Id']}/").sees("History", "All fields", "Raw JSON")
        assert shown_json(quickbooks, f"/ui/{PATHS[entity]}/{rows[0]['Id']}/")[entity]["Id"] == rows[0]["Id"]


def test_a_term_is_made_inactive_and_active_again(quickbooks: Port) -> None:
    person = Person(quickbooks).open("/ui/terms/").follow("Net 30").press("Make inactive")
    assert person.said == "It is inactive now."
    assert person.sees("Make active")
    assert person.press("Make active").sees("Make inactive")


@pytest.mark.parametrize(
    ("path", "read"),
    [("BillAddr.City", "Bill address: city"), ("TxnDate", "Transaction date"), ("SalesTermRef", "Sales term"),
     ("ARAccountRef", "A/R account"), ("Line 2.Amount", "Line 2: amount")],
)  # fmt: skip
def test_a_field_is_named_in_words(path: str, read: str) -> None:
    assert words(path) == read


# Many records


def filled(port: Port, count: int) -> Any:
    vendor: Any = port.vendor
    for n in range(count):
        vendor.load("contacts", {"email": f"c{n}@example.com", "firstname": f"C{n}"})
    return vendor


def test_a_list_reads_no_more_records_than_it_shows(hubspot: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    vendor, read = filled(hubspot, 200), []
    newest = vendor.account.newest
    monkeypatch.setattr(
        vendor.account, "newest", lambda kind, skip: (read.append(one) or one for one in newest(kind, skip))
    )
    assert Person(hubspot).open("/ui/contacts/").sees("1–50 of 200", "C199")
    assert len(read) == PAGE + 1


def test_what_is_older_than_a_search_looks_is_found_by_its_address_or_asked_for(
    hubspot: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syncapp.sandbox.ui.listing.SEARCHED", 10)
    filled(hubspot, 30)
    person = Person(hubspot).open("/ui/contacts/").fill(Search="c25").press("Search")
    assert person.sees("C25", "Looked through the newest 10 of 30.")
    assert "C3" not in person.fill(Search="c3").press("Search").page.links
    person.follow("Look through the older ones").follow("Look through the older ones")
    assert person.sees("Looked through 21 to 30 of 30, from the newest.")
    assert "C3" in person.page.links
    assert "C1" in person.fill(Search="C1@example.com").press("Search").page.links


def test_what_is_deleted_and_restored_is_counted(hubspot: Port) -> None:
    vendor = filled(hubspot, 60)
    one = next(iter(vendor.account.newest("contacts")))["id"]
    ask(hubspot, "DELETE", f"{OBJECTS}/contacts/{one}")
    person = Person(hubspot).open("/ui/contacts/")
    assert person.sees("1–50 of 59")
    assert person.follow("Older").sees("51–59 of 59", "C0")
    person.open(f"/ui/contacts/{one}/").press("Restore").open("/ui/contacts/")
    assert person.sees("1–50 of 60", "C59")


def test_what_is_in_the_bin_is_a_click_away(hubspot: Port, quickbooks: Port) -> None:
    one = contact(hubspot, email="ida@example.com")
    ask(hubspot, "DELETE", f"{OBJECTS}/contacts/{one}")
    person = Person(hubspot).open("/ui/contacts/").follow("Deleted: 1").follow("ida@example.com").press("Restore")
    assert "Deleted: 1" not in person.open("/ui/contacts/").page.links
    _, _, payment = paid_invoice(quickbooks)
    person = Person(quickbooks).open(f"/ui/payments/{payment}/").press("Delete").open("/ui/payments/")
    assert person.sees("No payments.")
    person.follow("Deleted: 1")
    assert person.follow(f"Payment {payment}").sees("Deleted")
    person.open("/ui/payments/?deleted=1").follow("Back to those that are not deleted")
    assert person.sees("No payments.")


def test_the_newest_quickbooks_documents_are_found_from_the_end(quickbooks: Port) -> None:
    vendor: Any = quickbooks.vendor
    for n in range(60):
        vendor.company().load("Customer", {"DisplayName": f"Customer {n}"})
    person = Person(quickbooks).open("/ui/customers/")
    assert person.sees("1–50 of 60", "Customer 59")
    assert person.follow("Older").sees("51–60 of 60", "Customer 0")
