"""The vendors' own Python clients over real HTTP: they must not be able to tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from re import findall
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

pytest.importorskip("quickbooks")
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from quickbooks import QuickBooks as Client
from quickbooks.batch import batch_create
from quickbooks.cdc import change_data_capture
from quickbooks.exceptions import (
    AuthorizationException,
    ObjectNotFoundException,
    QuickbooksException,
    ValidationException,
)
from quickbooks.objects import (
    Account,
    CompanyInfo,
    CreditMemo,
    Customer,
    Invoice,
    Item,
    Payment,
    PaymentLine,
    Preferences,
    SalesItemLine,
    SalesItemLineDetail,
)
from quickbooks.objects.base import EmailAddress

from syncapp.sandbox import server
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
BACK = "http://localhost:8000/oauth/quickbooks"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with server.running(clock=NOW, limits=False) as sandbox:
        yield sandbox.quickbooks_url


@pytest.fixture
def auth(url: str) -> AuthClient:
    return AuthClient("id", "secret", BACK, environment=f"{url}/.well-known/openid_sandbox_configuration/")


@pytest.fixture
def client(url: str, auth: AuthClient, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Connected through the page, as a browser would."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr(Client, "api_url_v3", f"{url}/v3")
    monkeypatch.setattr(Client, "sandbox_api_url_v3", f"{url}/v3")
    requests.post(f"{url}/_sandbox/reset")
    connect(url, auth)
    return Client(
        auth_client=auth, refresh_token=auth.refresh_token, company_id=auth.realm_id, minorversion=75
    )


def connect(url: str, auth: AuthClient) -> None:
    html = requests.get(auth.get_authorization_url([Scopes.ACCOUNTING], state_token="s")).text
    hidden = {
        name: unescape(value) for name, value in findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html)
    }
    answer = requests.post(
        f"{url}/connect/oauth2",
        data={**hidden, "realm": FIRST_REALM, "decision": "connect"},
        allow_redirects=False,
    )
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    auth.get_bearer_token(back["code"][0], realm_id=back["realmId"][0])


def customer(client: Client, name: str = "Acme") -> Customer:
    made = Customer()
    made.DisplayName = name
    made.PrimaryEmailAddr = EmailAddress()
    made.PrimaryEmailAddr.Address = "ap@acme.example"
    return made.save(qb=client)


def item(client: Client) -> Item:
    made = Item()
    made.Name, made.Type, made.Sku, made.UnitPrice = "Labor", "Service", "LAB", 68
    made.IncomeAccountRef = Account.filter(Name="Services", qb=client)[0].to_ref()
    return made.save(qb=client)


def form(kind: type, who: Customer, what: Item, amount: float = 102) -> Any:
    made = kind()
    made.CustomerRef = who.to_ref()
    line = SalesItemLine()
    line.Amount = amount
    line.SalesItemLineDetail = SalesItemLineDetail()
    line.SalesItemLineDetail.ItemRef = what.to_ref()
    line.SalesItemLineDetail.Qty, line.SalesItemLineDetail.UnitPrice = 1.5, 68
    made.Line.append(line)
    return made


def test_tokens_are_got_refreshed_and_revoked(url: str, auth: AuthClient) -> None:
    connect(url, auth)
    first = auth.refresh_token
    assert auth.expires_in == 3600
    auth.refresh()
    assert auth.refresh_token != first
    assert auth.revoke() is True
    with pytest.raises(AuthClientError) as refused:
        auth.refresh()
    assert (refused.value.status_code, refused.value.content) == (400, b'{"error":"invalid_grant"}')
    assert refused.value.intuit_tid


def test_company_and_preferences(client: Client) -> None:
    info = CompanyInfo.get(FIRST_REALM, qb=client)
    assert info.Country == "US"
    assert Preferences.get(qb=client).SalesFormsPrefs.CustomTxnNumbers is False


def test_customers_are_saved_found_counted_and_turned_off(client: Client) -> None:
    acme = customer(client)
    customer(client, "Cedar's Edge")
    assert Customer.count(qb=client) == 2
    assert Customer.filter(Active=True, DisplayName="Cedar's Edge", qb=client)[0].Id == "2"
    assert len(Customer.all(qb=client, order_by="DisplayName")) == 2
    assert len(Customer.where("DisplayName LIKE 'Ac%'", order_by="Id", qb=client)) == 1
    assert Customer.choose(["1", "2"], qb=client)[0].DisplayName in ("Acme", "Cedar's Edge")
    acme.Active = False
    assert acme.save(qb=client).DisplayName == "Acme (deleted)"
    assert Customer.count(qb=client) == 1


def test_an_invoice_lives_its_life(client: Client) -> None:
    who, what = customer(client), item(client)
    assert Item.all(qb=client)[0].Sku == "LAB"
    invoice = form(Invoice, who, what).save(qb=client, request_id="op-1")
    assert form(Invoice, who, what).save(qb=client, request_id="op-1").Id == invoice.Id
    assert (Decimal(str(invoice.TotalAmt)), invoice.DocNumber) == (Decimal("102"), "1001")
    read = Invoice.get(invoice.Id, qb=client)
    read.PrivateNote = "gate 7"
    saved = read.save(qb=client)
    assert (saved.SyncToken, saved.PrivateNote, saved.TotalAmt) == ("1", "gate 7", 102)
    assert saved.send(qb=client, send_to="ap@acme.example")
    assert Invoice.get(invoice.Id, qb=client).EmailStatus == "EmailSent"
    void = Invoice.get(invoice.Id, qb=client)
    void.void(qb=client)
    again = Invoice.get(invoice.Id, qb=client)
    assert (again.TotalAmt, again.PrivateNote) == (0, "Voided - gate 7")
    again.delete(qb=client)
    with pytest.raises(ObjectNotFoundException):
        Invoice.get(invoice.Id, qb=client)


def test_a_payment_is_applied_and_voided(client: Client) -> None:
    who, what = customer(client), item(client)
    invoice = form(Invoice, who, what).save(qb=client)
    payment = Payment()
    payment.CustomerRef, payment.TotalAmt = who.to_ref(), 102
    line = PaymentLine()
    line.Amount = 102
    line.LinkedTxn.append(invoice.to_linked_txn())
    payment.Line.append(line)
    payment.save(qb=client)
    assert Invoice.get(invoice.Id, qb=client).Balance == 0
    Payment.get(payment.Id, qb=client).void(qb=client)
    assert Invoice.get(invoice.Id, qb=client).Balance == 102


def test_batch_and_change_data(client: Client) -> None:
    who, what = customer(client), item(client)
    done = batch_create(
        [form(Invoice, who, what), form(Invoice, who, what, 1), form(CreditMemo, who, what)], qb=client
    )
    assert (len(done.successes), len(done.faults)) == (2, 1)
    assert done.faults[0].Error[0].code == "6070"
    Invoice.get("1", qb=client).delete(qb=client)
    changes = change_data_capture([Invoice, Customer, Payment], "2026-11-24T00:00:00", qb=client)
    assert [(each.Id, each.status) for each in changes.Invoice] == [("1", "Deleted")]
    assert [each.Id for each in changes.Customer] == ["1"]
    assert not hasattr(changes, "Payment")


def test_refusals_become_the_clients_own_errors(url: str, client: Client) -> None:
    who, what = customer(client), item(client)
    with pytest.raises(QuickbooksException) as taken:
        customer(client)
    assert taken.value.error_code == 6240
    with pytest.raises(ValidationException):
        form(Invoice, Customer(), what).save(qb=client)
    stale = form(Invoice, who, what).save(qb=client)
    stale.save(qb=client)
    old = Invoice.get(stale.Id, qb=client)
    old.SyncToken = "0"
    with pytest.raises(QuickbooksException) as refused:
        old.save(qb=client)
    assert refused.value.error_code == 5010
    requests.post(f"{url}/_sandbox/settings", json={"disconnect": True})
    with pytest.raises(AuthorizationException):
        Customer.all(qb=client)


def test_the_date_header_and_the_trace_id_are_there(url: str) -> None:
    headers = requests.get(f"{url}/v3/company/{FIRST_REALM}/preferences").headers
    assert headers["date"] == "Tue, 24 Nov 2026 18:30:00 GMT"
    assert headers["intuit_tid"].startswith("1-")
