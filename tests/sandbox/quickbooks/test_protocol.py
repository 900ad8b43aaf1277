"""Content types, papers, parameters: what stands around the objects of a request."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM, QuickBooks
from tests.sandbox.quickbooks.hands import Hand, applied, fault, line, ref

CANNOT = ("500", "Operation Cannot consume content type is not supported.")  # as logged in 2017 and 2023


def ask(hand: Hand, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
    sent = {"authorization": f"Bearer {hand.token}", "accept": "application/json"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return hand.vendor.handle(Call(method, f"/v3/company/{FIRST_REALM}/{path}", [], sent, body))


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/text"])
def test_an_object_is_json_or_xml_by_its_content_type(app: Hand, kind: str) -> None:
    assert fault(ask(app, "POST", "customer", b'{"DisplayName":"B"}', content_type=kind)) == CANNOT
    assert fault(ask(app, "POST", "batch", b"{}", content_type=kind)) == CANNOT


@pytest.mark.parametrize("kind", ["application/json", "application/json;charset=utf-8", "Application/JSON"])
def test_json_may_name_its_charset(app: Hand, kind: str) -> None:
    assert ask(app, "POST", "customer", b'{"DisplayName":"B"}', content_type=kind).status == 200


def test_a_fault_of_the_protocol_names_no_element(app: Hand) -> None:
    error = ask(app, "POST", "customer", b"{}", content_type="text/csv").data["Fault"]["Error"][0]
    assert set(error) == {"Message", "Detail", "code"}


@pytest.mark.parametrize(
    ("kind", "status"),
    [("application/text", 200), ("text/plain", 200), ("application/json", 400), ("", 400)],
)
def test_a_statement_is_posted_as_text(app: Hand, kind: str, status: int) -> None:
    assert ask(app, "POST", "query", b"select * from Customer", content_type=kind).status == status


def test_a_read_has_no_content_to_be_typed(app: Hand) -> None:
    assert ask(app, "GET", "customer/1", content_type="nothing/at-all").status == 200


# Papers


@pytest.fixture
def forms(app: Hand) -> dict[str, dict[str, Any]]:
    """One of each that can be mailed or printed."""
    bank = app.query("select * from Account where AccountType = 'Bank'")["Account"][0]["Id"]
    sale = {"CustomerRef": ref("1"), "Line": [line(10)], "BillEmail": {"Address": "ap@acme.example"}}
    made = {name: app.make(name, sale) for name in ("Invoice", "CreditMemo", "SalesReceipt")}
    made["RefundReceipt"] = app.make("RefundReceipt", sale, DepositToAccountRef=ref(bank))
    lines = applied(10, ("Invoice", made["Invoice"]["Id"]))
    made["Payment"] = app.make("Payment", CustomerRef=ref("1"), TotalAmt=10, Line=lines)
    return made


KINDS = ("Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt", "Payment")


@pytest.mark.parametrize("entity", KINDS[:-1])
def test_every_form_can_be_mailed(app: Hand, forms: dict[str, dict[str, Any]], entity: str) -> None:
    path = f"{entity.lower()}/{forms[entity]['Id']}/send"
    before = app.read(entity, forms[entity]["Id"])
    sent = app.post(path, None)[entity]
    assert int(sent["SyncToken"]) == int(before["SyncToken"]) + 1
    assert (sent["EmailStatus"], sent["DeliveryInfo"]["DeliveryType"]) == ("EmailSent", "Email")
    again = app.post(path, None, sendTo="b@acme.example")[entity]
    assert again["BillEmail"] == {"Address": "b@acme.example"}
    assert fault(app.call("POST", path, sendTo="nobody"))[0] == "2210"


def test_a_letter_is_sent_with_no_content_of_its_own(app: Hand, forms: dict[str, Any]) -> None:
    path = f"invoice/{forms['Invoice']['Id']}/send"
    for kind in ("", "application/octet-stream", "application/x-www-form-urlencoded"):
        assert ask(app, "POST", path, content_type=kind).status == 200
    wrong = ask(app, "POST", path, content_type="application/json")
    assert fault(wrong) == ("2020", "Required parameter DeliveryAddress.Address is missing in the request")


def test_a_letter_needs_an_address(app: Hand) -> None:
    app.make("Customer", DisplayName="Nobody Known")
    made = app.make("Invoice", CustomerRef=ref("2"), Line=[line(10)])
    assert fault(app.call("POST", f"invoice/{made['Id']}/send"))[0] == "6420"


@pytest.mark.parametrize("entity", KINDS)
def test_every_paper_can_be_printed(app: Hand, forms: dict[str, dict[str, Any]], entity: str) -> None:
    answer = ask(app, "GET", f"{entity.lower()}/{forms[entity]['Id']}/pdf", accept="application/pdf")
    payload, kind = answer.payload()
    assert (answer.status, kind) == (200, "application/pdf")
    assert payload.startswith(b"%PDF-1.4")
    start = int(payload.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert payload[start : start + 4] == b"xref"


def test_a_paper_is_no_json_and_customers_are_no_paper(app: Hand, forms: dict[str, Any]) -> None:
    assert fault(ask(app, "GET", f"invoice/{forms['Invoice']['Id']}/pdf"))[0] == "500"
    assert fault(app.call("GET", "customer/1/pdf"))[0] == "500"
    assert fault(app.call("POST", "customer/1/send"))[0] == "500"
    assert fault(app.call("GET", "invoice/99/pdf"))[0] == "610"


# Parameters and paths


@pytest.mark.parametrize("version", ["1", "74", "75", "76", "x", ""])
def test_one_minor_version_is_answered_whatever_is_asked(app: Hand, version: str) -> None:
    assert app.get("customer/1", minorversion=version) == app.get("customer/1")


def test_parameters_that_nobody_knows_change_nothing(app: Hand) -> None:
    assert app.get("customer/1", format="json", colour="red") == app.get("customer/1")


def test_company_info_is_read_by_realm_or_by_its_id(app: Hand) -> None:
    for path in (f"companyinfo/{FIRST_REALM}", "companyinfo/1", "companyinfo"):
        assert app.get(path)["CompanyInfo"]["Id"] == "1"
    assert fault(app.call("GET", "companyinfo/2"))[0] == "610"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "customer"), ("DELETE", "customer/1"), ("PATCH", "customer/1"), ("GET", "customer"), ("GET", "batch"),
        ("POST", "cdc"), ("POST", "customer/1"), ("GET", "customer/1/2/3"), ("GET", "nothing/1"), ("GET", ""),
    ],
)  # fmt: skip
def test_other_paths_and_methods_are_not_supported(app: Hand, method: str, path: str) -> None:
    assert fault(app.call(method, path, {}))[0] == "500"


def test_an_operation_is_one_of_four(app: Hand) -> None:
    assert app.refused("Customer", {"Id": "1", "SyncToken": "0"}, operation="erase")[0] == "500"
    assert app.refused("Customer", {"Id": "1", "SyncToken": "0"}, operation="void")[0] == "500"


def test_nothing_is_cached_and_every_answer_can_be_traced(vendor: QuickBooks, company: Company, app: Hand) -> None:
    headers = app.call("GET", "customer/1").headers
    assert headers["cache-control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert headers["intuit_tid"].startswith("1-")
    assert not any("rate" in name.lower() or "limit" in name.lower() for name in headers)
