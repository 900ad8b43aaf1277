"""Reference section 7: every code of the table, each provoked over HTTP, or named below with the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syncapp.sandbox import server
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.vendor import QuickBooks
from tests.sandbox.quickbooks.hands import applied, line, ref

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
BEHAVIOURS = Path(server.__file__).parent / "quickbooks" / "BEHAVIOURS.md"
TABLE = re.findall(
    r"\d+",
    """
    100 110 120 130 140 150 500 600 610 620 630 700 800 900 1000 1010 1020 1040 2000 2010 2020 2030 2040 2050 2060
    2070 2080 2130 2140 2150 2160 2170 2210 2220 2250 2290 2500 2600 3000 3001 3100 3200 3202 4000 4001 4002 5000 5010
    5020 5030 6000 6070 6080 6090 6100 6140 6160 6170 6180 6190 6200 6210 6220 6230 6240 6250 6420 6430 6450 6470 6480
    6520 6540 6560 10000 10100 10200
    """,
)
# What only something outside the books could cause; BEHAVIOURS.md says why, and a fault rule can answer it.
NEVER = set(
    re.findall(
        r"\d+",
        "100 110 120 130 140 150 600 630 1000 1010 1020 3202 4002 5000 5020 6450 6480 6560 10100 10200",
    )
)


class Books:
    """One company over HTTP, with what the cases need."""

    def __init__(self, root: str, vendor: QuickBooks, company: Company) -> None:
        self.root, self.vendor, self.company = root, vendor, company
        self.token = vendor.tokens({}, company.realm)["access_token"]

    def call(
        self, method: str, path: str, body: Any = None, token: str | None = None, **query: Any
    ) -> requests.Response:
        headers = {"Accept": "application/json", "Authorization": f"Bearer {token or self.token}"}
        url = f"{self.root}/v3/company/{self.company.realm}/{path}"
        return requests.request(method, url, json=body, headers=headers, params=query, timeout=10)

    def control(self, route: str, body: dict[str, Any]) -> None:
        assert requests.post(f"{self.root}/_sandbox/{route}", json=body, timeout=10).status_code == 200

    def post(self, entity: str, body: Any = None, **query: Any) -> requests.Response:
        return self.call("POST", entity.lower(), body, **query)

    def make(self, entity: str, **body: Any) -> dict[str, Any]:
        answer = self.post(entity, body)
        assert answer.status_code == 200, answer.text
        return answer.json()[entity]

    def invoice(self, *lines: dict[str, Any], **fields: Any) -> requests.Response:
        return self.post("Invoice", {"CustomerRef": ref("1"), "Line": list(lines) or [line(10)], **fields})

    def settings(self, **groups: Any) -> None:
        self.company.settings({"Preferences": groups})


Case = Callable[[Books], requests.Response]
CASES: dict[str, Case] = {}


def case(code: str) -> Callable[[Case], Case]:
    return lambda function: CASES.setdefault(code, function)


def simple(code: str, entity: str, **body: Any) -> None:
    CASES[code] = lambda books: books.post(entity, body)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[server.Sandbox]:
    with server.running(clock=NOW) as sandbox:
        yield sandbox


@pytest.fixture
def books(sandbox: server.Sandbox) -> Iterator[Books]:
    vendor = sandbox.quickbooks
    vendor.reset()
    company = vendor.company()
    services = (company.find_named("Account", "Services") or {})["Id"]
    company.load("Customer", {"DisplayName": "Acme"})
    company.load("Item", {"Name": "Labor", "UnitPrice": 68, "IncomeAccountRef": ref(services)})
    books = Books(sandbox.quickbooks_url, vendor, company)
    books.control("limits", {"enabled": False})
    yield books
    requests.delete(f"{sandbox.quickbooks_url}/_sandbox/faults", timeout=10)


INVOICE: dict[str, Any] = {"CustomerRef": ref("1"), "Line": [line(10)]}
DEBIT = {
    "DetailType": "JournalEntryLineDetail",
    "Amount": 5,
    "JournalEntryLineDetail": {"PostingType": "Debit", "AccountRef": ref("3")},
}
simple("2010", "Invoice", **INVOICE, Memo="x")
simple("2020", "Invoice", CustomerRef=ref("1"))
simple("2030", "Invoice", Id="abc", SyncToken="0")
simple("2040", "Customer", DisplayName="Elm:Oak")
simple("2050", "Invoice", **INVOICE, DocNumber="x" * 22)
simple("2060", "Invoice", **INVOICE, TxnDate="24/11/2026")
simple("2070", "Invoice", **INVOICE, TxnDate="2026-02-30")
simple("2080", "Term", Name="Long", DueDays=1000)
simple("2140", "Invoice", CustomerRef=ref("1"), Line=[line(1e15)])
simple("2150", "Term", Name="Odd", DueDays=10, DiscountPercent=101)
simple("2170", "Invoice", **INVOICE, EmailStatus="Perhaps")
simple("2210", "Customer", DisplayName="Elm", PrimaryEmailAddr={"Address": "elm"})
simple("2220", "Invoice", **INVOICE, CurrencyRef=ref("XYZ"))
simple("2250", "JournalEntry", Line=[DEBIT])
simple("2290", "Payment", CustomerRef=ref("1"), TotalAmt=-1)
simple("2500", "Invoice", CustomerRef=ref("1"), Line=[line(10, "999")])
simple("5030", "Invoice", **INVOICE, CurrencyRef=ref("EUR"))
simple("6000", "Payment", CustomerRef=ref("1"))
simple("6070", "Invoice", CustomerRef=ref("1"), Line=[line(10, Qty=3, UnitPrice=3)])
simple("6080", "Customer", CompanyName="Elm")
simple(
    "6090",
    "Invoice",
    CustomerRef=ref("1"),
    Line=[line(10), {"DetailType": "DiscountLineDetail", "DiscountLineDetail": {}}],
)
simple("6100", "Invoice", CustomerRef=ref("1"), Line=[line(10, TaxCodeRef=ref("5"))])
simple("6240", "Vendor", DisplayName="acme")
simple("6420", "Invoice", **INVOICE, EmailStatus="NeedToSend")
simple("6430", "Payment", CustomerRef=ref("1"), TotalAmt=5, DepositToAccountRef=ref("5"))
simple("700", "Class", Name="Elm", ParentRef=ref("99"))
CASES["500"] = lambda books: books.call("GET", "nothing/1")
CASES["610"] = lambda books: books.call("GET", "invoice/999")
CASES["620"] = lambda books: books.post(
    "Payment", {"CustomerRef": ref("1"), "TotalAmt": 5, "Line": applied(5, ("Invoice", "99"))}
)
CASES["1040"] = lambda books: books.post(
    "batch", {"BatchItemRequest": [{"bId": str(n), "Query": "select * from Term"} for n in range(31)]}
)
CASES["2000"] = lambda books: books.post(
    "batch", {"BatchItemRequest": [{"bId": "1", "operation": "create", "Gadget": {}}]}
)
CASES["2130"] = lambda books: books.post(
    "batch",
    {"BatchItemRequest": [{"bId": "x" * 11, "operation": "create", "Invoice": INVOICE}]},
    requestid="r",
)
CASES["2600"] = lambda books: books.post(
    "batch",
    {"BatchItemRequest": [{"bId": "1", "Query": "select * from Term", "operation": "create", "Invoice": INVOICE}]},
)
CASES["3100"] = lambda books: books.call("GET", "invoice/1", token=_elsewhere(books))
CASES["3200"] = lambda books: books.call("GET", "invoice/1", token="nobody-knows-it")
CASES["4000"] = lambda books: books.call("GET", "query", query="select from Invoice")
CASES["4001"] = lambda books: books.call("GET", "query", query="select * from Invoice where PrivateNote = 'x'")
CASES["6190"] = lambda books: (
    books.company.settings({"CompanyInfo": {"NameValue": [{"Name": "SubscriptionStatus", "Value": "EXPIRED"}]}}),
    books.invoice(),
)[1]


def _elsewhere(books: Books) -> str:
    books.vendor.add_company("9341450000000009", "Elsewhere")
    return str(books.vendor.tokens({}, "9341450000000009")["access_token"])


@case("800")
def _(books: Books) -> requests.Response:
    top = books.make("Class", Name="Top")
    books.make("Class", Name="Below", ParentRef=ref(top["Id"]))
    return books.post("Class", {"Id": top["Id"], "SyncToken": "0", "sparse": True, "Active": False})


@case("900")
def _(books: Books) -> requests.Response:
    top = books.make("Class", Name="Top")
    return books.post("Class", {"Id": top["Id"], "SyncToken": "0", "sparse": True, "ParentRef": ref(top["Id"])})


@case("2160")
def _(books: Books) -> requests.Response:
    members = {"ItemGroupLine": [{"ItemRef": ref("1"), "Qty": 1}]}
    bundle = books.make("Item", Name="Set", Type="Group", ItemGroupDetail=members)
    detail = {"GroupItemRef": ref(bundle["Id"]), "Quantity": 0}
    return books.invoice({"DetailType": "GroupLineDetail", "GroupLineDetail": detail})


@case("3000")
def _(books: Books) -> requests.Response:
    field = books.company.define_field("Size", options=("S", "M"))
    body = {**INVOICE, "CustomField": [{"DefinitionId": field, "StringValue": "XL"}]}
    return books.post("Invoice", body, include="enhancedAllCustomFields")


@case("3001")
def _(books: Books) -> requests.Response:
    books.control("limits", {"enabled": True})
    answers = [books.call("GET", "companyinfo/1") for _ in range(11)]
    books.control("limits", {"enabled": False})
    return answers[-1]


@case("5010")
def _(books: Books) -> requests.Response:
    made = books.make("Invoice", **INVOICE)
    return books.post("Invoice", {"Id": made["Id"], "SyncToken": "7", "sparse": True, "PrivateNote": "x"})


@case("6140")
def _(books: Books) -> requests.Response:
    books.settings(SalesFormsPrefs={"CustomTxnNumbers": True})
    books.make("Invoice", **INVOICE, DocNumber="7")
    return books.invoice(DocNumber="7")


def _abroad(books: Books, **fields: Any) -> requests.Response:
    """A first invoice of a company in Canada."""
    company = books.vendor.add_company("9341450000000008", "Jardins", "CA")
    services = (company.find_named("Account", "Services") or {})["Id"]
    company.load("Customer", {"DisplayName": "Acme"})
    company.load("Item", {"Name": "Labor", "IncomeAccountRef": ref(services)})
    there = Books(books.root, books.vendor, company)
    return there.post("Invoice", {"CustomerRef": ref("1"), **fields})


CASES["6160"] = lambda books: _abroad(books, Line=[line(10, TaxCodeRef=ref("99"))])
CASES["6170"] = lambda books: _abroad(
    books, Line=[line(10)], GlobalTaxCalculation="NotApplicable", TxnTaxDetail={"TotalTax": 1}
)
CASES["6230"] = lambda books: _abroad(books, Line=[line(10, TaxCodeRef=ref("1"))], GlobalTaxCalculation="NotApplicable")


@case("6180")
def _(books: Books) -> requests.Response:
    parent = books.make("Customer", DisplayName="L1")
    for n in range(2, 6):
        parent = books.make("Customer", DisplayName=f"L{n}", ParentRef=ref(parent["Id"]))
    return books.post("Customer", {"DisplayName": "L6", "ParentRef": ref(parent["Id"])})


@case("6200")
def _(books: Books) -> requests.Response:
    books.settings(AccountingInfoPrefs={"BookCloseDate": "2026-10-31"})
    return books.invoice(TxnDate="2026-10-31")


@case("6210")
def _(books: Books) -> requests.Response:
    books.settings(AccountingInfoPrefs={"BookCloseDate": "2026-10-31"})
    books.company.settings({"ClosingPassword": True})
    return books.invoice(TxnDate="2026-10-31")


@case("6220")
def _(books: Books) -> requests.Response:
    books.make("Invoice", **INVOICE)
    token = books.call("GET", "customer/1").json()["Customer"]["SyncToken"]
    return books.post("Customer", {"Id": "1", "SyncToken": token, "sparse": True, "Active": False})


@case("6250")
def _(books: Books) -> requests.Response:
    books.post("Customer", {"Id": "1", "SyncToken": "0", "sparse": True, "Active": False})
    return books.invoice()


@case("6470")
def _(books: Books) -> requests.Response:
    agency = books.make("TaxAgency", DisplayName="City")["Id"]
    rate = {"TaxRateName": "City", "RateValue": 101, "TaxAgencyId": agency}
    return books.post("taxservice/taxcode", {"TaxCode": "City", "TaxRateDetails": [rate]})


@case("6520")
def _(books: Books) -> requests.Response:
    ids = {doc["Name"]: doc["Id"] for doc in books.company.rows("Account").values()}
    names = {
        "IncomeAccountRef": "Services",
        "AssetAccountRef": "Inventory Asset",
        "ExpenseAccountRef": "Cost of Goods Sold",
    }
    accounts = {field: ref(ids[name]) for field, name in names.items()}
    return books.post("Item", {"Name": "Pot", "Type": "Inventory", "InvStartDate": "2026-01-01", **accounts})


@case("6540")
def _(books: Books) -> requests.Response:
    paid = books.make("Payment", CustomerRef=ref("1"), TotalAmt=5)
    link = {"TxnId": paid["Id"], "TxnType": "Payment", "TxnLineId": "0"}
    books.make("Deposit", DepositToAccountRef=ref("3"), Line=[{"Amount": 5, "LinkedTxn": [link]}])
    return books.post("Payment", {"Id": paid["Id"], "SyncToken": "1"}, operation="delete")


@case("10000")
def _(books: Books) -> requests.Response:
    rule = {"path": "/invoice/1$", "action": {"status": 500}}
    books.control("faults", rule)
    return books.call("GET", "invoice/1")


def fault_of(answer: requests.Response) -> dict[str, str]:
    """The one error of an answer, of a batch's only item or of the gateway, with capitals."""
    body = answer.json()
    if "BatchItemResponse" in body:
        body = body["BatchItemResponse"][0]
    if "fault" in body:
        return {
            name.capitalize() if name != "code" else name: value for name, value in body["fault"]["error"][0].items()
        }
    assert len(body["Fault"]["Error"]) == 1
    return body["Fault"]["Error"][0]


STATUS = {"3001": 429, "3100": 403, "3200": 401, "10000": 500, "2000": 200, "2130": 200, "2600": 200}


@pytest.mark.parametrize("code", [code for code in TABLE if code not in NEVER])
def test_a_code_is_answered_as_the_vendor_does(books: Books, code: str) -> None:
    answer = CASES[code](books)
    error = fault_of(answer)
    assert error["code"] == code
    assert answer.status_code == STATUS.get(code, 400)
    assert error["Message"] not in ("", "Error")
    assert code == "10000" or answer.headers["intuit_tid"]  # a fault rule stands before the vendor


def test_the_table_is_whole() -> None:
    assert set(CASES) | NEVER == set(TABLE)
    assert not set(CASES) & NEVER
    text = BEHAVIOURS.read_text()
    assert [code for code in NEVER if code not in text] == []
