"""What an app does with the vendor's clients: connect, make customers, items and forms."""

from __future__ import annotations

from html import unescape
from re import findall
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from quickbooks import QuickBooks as Client
from quickbooks.objects import (
    Account,
    Customer,
    Invoice,
    Item,
    Payment,
    PaymentLine,
    SalesItemLine,
    SalesItemLineDetail,
)
from quickbooks.objects.base import EmailAddress

from syncapp.sandbox import server
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM, QuickBooks

BACK = "http://localhost:8000/oauth/quickbooks"
DISCOVERY = ".well-known/openid_sandbox_configuration/"


class Sandbox:
    """The running port as a test holds it."""

    def __init__(self, running: server.Sandbox) -> None:
        self.url = running.quickbooks_url
        self.vendor: QuickBooks = running.quickbooks  # type: ignore[assignment]
        self._session = requests.Session()

    def control(self, method: str, route: str, body: Any = None) -> Any:
        answer = self._session.request(method, f"{self.url}/_sandbox/{route}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def auth(self) -> AuthClient:
        return AuthClient("id", "secret", BACK, environment=f"{self.url}/{DISCOVERY}")

    def decide(self, auth: AuthClient, decision: str, realm: str = FIRST_REALM) -> dict[str, list[str]]:
        """What the consent page leads back with, as a browser would follow it."""
        html = self._session.get(auth.get_authorization_url([Scopes.ACCOUNTING], state_token="s&1")).text
        pairs = findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html)
        form = {name: unescape(value) for name, value in pairs}
        answer = self._session.post(
            f"{self.url}/connect/oauth2",
            data={**form, "realm": realm, "decision": decision},
            allow_redirects=False,
        )
        assert answer.headers["location"].startswith(BACK)
        return parse_qs(urlsplit(answer.headers["location"]).query)

    def consent(self, auth: AuthClient, realm: str = FIRST_REALM) -> AuthClient:
        back = self.decide(auth, "connect", realm)
        auth.get_bearer_token(back["code"][0], realm_id=back["realmId"][0])
        return auth


def client_of(sandbox: Sandbox, realm: str = FIRST_REALM, **more: Any) -> Client:
    tokens = sandbox.control("POST", f"tokens?realm={realm}", {})
    auth = sandbox.auth()
    auth.access_token, auth.refresh_token = tokens["access_token"], tokens["refresh_token"]
    return Client(auth_client=auth, refresh_token=auth.refresh_token, company_id=realm, minorversion=75, **more)


def account(client: Client, kind: str = "Income") -> Account:
    return Account.filter(AccountType=kind, qb=client)[0]


def customer(client: Client, name: str = "Acme", email: str = "ap@acme.example") -> Customer:
    made = Customer()
    made.DisplayName = name
    made.PrimaryEmailAddr = EmailAddress()
    made.PrimaryEmailAddr.Address = email
    return made.save(qb=client)


def item(client: Client, name: str = "Labor", price: float = 68) -> Item:
    made = Item()
    made.Name, made.Type, made.Sku, made.UnitPrice = name, "Service", name[:3].upper(), price
    made.IncomeAccountRef = account(client).to_ref()
    return made.save(qb=client)


def form(kind: type, who: Customer, what: Item, amount: float = 102) -> Any:
    """A sales form of one line, 1.5 hours at 68.00."""
    made = kind()
    made.CustomerRef = who.to_ref()
    line = SalesItemLine()
    line.Amount = amount
    line.SalesItemLineDetail = SalesItemLineDetail()
    line.SalesItemLineDetail.ItemRef = what.to_ref()
    line.SalesItemLineDetail.Qty, line.SalesItemLineDetail.UnitPrice = 1.5, 68
    made.Line.append(line)
    return made


def payment(who: Customer, amount: float, *invoices: Invoice) -> Payment:
    made = Payment()
    made.CustomerRef, made.TotalAmt = who.to_ref(), amount
    for invoice in invoices:
        line = PaymentLine()
        line.Amount = amount
        line.LinkedTxn.append(invoice.to_linked_txn())
        made.Line.append(line)
    return made
