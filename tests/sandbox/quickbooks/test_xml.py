"""XML: what is answered without `Accept: application/json`, and what may be sent as it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM, QuickBooks
from syncapp.sandbox.quickbooks.xml_out import NAMESPACE
from tests.sandbox.quickbooks import hands
from tests.sandbox.quickbooks.hands import Hand, applied, line, ref

NS = f"{{{NAMESPACE}}}"
XML = "application/xml"


def ask(hand: Hand, method: str, path: str, body: str = "", accept: str | None = None, **query: str) -> Answer:
    headers = {"authorization": f"Bearer {hand.token}", "content-type": XML}
    headers |= {} if accept is None else {"accept": accept}
    call = Call(method, f"/v3/company/{FIRST_REALM}/{path}", list(query.items()), headers, body.encode())
    return hand.vendor.handle(call)


def read(answer: Answer, status: int = 200) -> ElementTree.Element:
    """The `IntuitResponse`, whose time is that of the company."""
    assert (answer.status, answer.headers["content-type"]) == (status, "application/xml;charset=UTF-8")
    root = ElementTree.fromstring(answer.text or "")
    assert (root.tag, root.attrib["time"][:10]) == (f"{NS}IntuitResponse", "2026-11-24")
    return root


def names(element: ElementTree.Element) -> list[str]:
    return [each.tag.removeprefix(NS) for each in element]


def fault(answer: Answer, status: int = 400) -> tuple[str, str, str | None]:
    """Type of the fault, its code, its detail."""
    found = read(answer, status).find(f"{NS}Fault")
    assert found is not None
    error = found[0]
    assert error.findtext(f"{NS}Message")
    return found.attrib["type"], error.attrib["code"], error.findtext(f"{NS}Detail")


@pytest.mark.parametrize(
    ("accept", "xml"),
    [
        (None, True), ("", True), ("*/*", True), ("application/xml", True), ("text/html", True),
        ("application/json", False), ("application/json, text/plain, */*", False),
        ("application/json;q=0.1, application/xml", True), ("text/xml;q=0.5, application/json", False),
        ("application/json;q=nought", True), ("Application/JSON;charset=utf-8", False),
    ],
)  # fmt: skip
def test_json_comes_only_to_those_who_ask_for_it(app: Hand, accept: str | None, xml: bool) -> None:
    answer = ask(app, "GET", "customer/1", accept=accept)
    assert (answer.text is not None) is xml


def test_an_object_has_attributes_references_and_the_schemas_order(app: Hand) -> None:
    app.make("Invoice", CustomerRef=ref("1"), TxnDate="2026-11-01", Line=[line(102, Qty=1.5, UnitPrice=68)])
    (invoice,) = read(ask(app, "GET", "invoice/1"))
    assert invoice.attrib == {"domain": "QBO", "sparse": "false"}
    assert names(invoice)[:4] == ["Id", "SyncToken", "MetaData", "DocNumber"]
    assert invoice.find(f"{NS}CustomerRef").attrib == {"name": "Acme"}  # type: ignore[union-attr]
    assert (invoice.findtext(f"{NS}CustomerRef"), invoice.findtext(f"{NS}TotalAmt")) == ("1", "102.00")
    first, subtotal = invoice.findall(f"{NS}Line")
    assert names(first) == ["Id", "LineNum", "Amount", "DetailType", "SalesItemLineDetail"]
    assert first.findtext(f"{NS}SalesItemLineDetail/{NS}Qty") == "1.5"
    assert names(subtotal)[-1] == "SubTotalLineDetail"


def test_what_a_payment_pays_is_named_in_line_ex(app: Hand) -> None:
    app.make("Invoice", CustomerRef=ref("1"), Line=[line(10)])
    app.make("Payment", CustomerRef=ref("1"), TotalAmt=10, Line=applied(10, ("Invoice", "1")))
    (payment,) = read(ask(app, "GET", "payment/2"))
    pairs = payment.findall(f"{NS}Line/{NS}LineEx/{NS}NameValue")
    found = {one.findtext(f"{NS}Name"): one.findtext(f"{NS}Value") for one in pairs}
    assert found["txnId"] == "1"


def test_a_query_has_its_counters_as_attributes(app: Hand) -> None:
    (found,) = read(ask(app, "GET", "query", query="select * from Customer"))
    assert found.attrib == {"startPosition": "1", "maxResults": "1"}
    assert names(found) == ["Customer"]
    (count,) = read(ask(app, "GET", "query", query="select count(*) from Customer"))
    assert (count.attrib, len(count)) == ({"totalCount": "1"}, 0)
    (empty,) = read(ask(app, "GET", "query", query="select * from Vendor"))
    assert (empty.attrib, len(empty)) == ({}, 0)


def test_changes_and_deletions(app: Hand) -> None:
    app.make("Invoice", CustomerRef=ref("1"), Line=[line(10)])
    token = f'<Invoice xmlns="{NAMESPACE}"><Id>1</Id><SyncToken>0</SyncToken></Invoice>'
    (gone,) = read(ask(app, "POST", "invoice", token, operation="delete"))
    assert (gone.attrib, names(gone)) == ({"domain": "QBO", "status": "Deleted"}, ["Id"])
    since = {"entities": "Invoice,Vendor,Customer", "changedSince": "2026-11-24T00:00:00Z"}
    (answer,) = read(ask(app, "GET", "cdc", **since))
    invoices, vendors, customers = answer
    assert invoices[0].attrib == {"domain": "QBO", "status": "Deleted"}
    assert (len(vendors), customers.attrib["totalCount"]) == (0, "1")


def test_faults_of_the_service_and_of_the_gateway(app: Hand) -> None:
    kind, code, detail = fault(ask(app, "GET", "invoice/9"))
    assert (kind, code) == ("ValidationFault", "610")
    assert (detail or "").startswith("Object Not Found")
    app.token = "x"
    assert fault(ask(app, "GET", "invoice/9"), 401)[:2] == ("AUTHENTICATION", "3200")
    app.vendor.limits = {"enabled": True, "factor": 0.001}
    call = Call("GET", f"/v3/company/{FIRST_REALM}/invoice/9")
    assert app.vendor.limited(call) is None
    limited = app.vendor.limited(call)
    assert limited is not None
    assert fault(limited, 429)[:2] == ("SERVICE", "3001")


def test_an_object_sent_as_xml_is_made_and_changed(app: Hand) -> None:
    sent = f"""<Customer xmlns="{NAMESPACE}"><DisplayName>Cedar &amp; Sons</DisplayName>
      <PrimaryEmailAddr><Address>a@cedar.example</Address></PrimaryEmailAddr>
      <BillAddr><Line1>1 Main</Line1><City>Tucson</City></BillAddr></Customer>"""
    (made,) = read(ask(app, "POST", "customer", sent))
    assert made.findtext(f"{NS}DisplayName") == "Cedar & Sons"
    change = f"""<Customer xmlns="{NAMESPACE}" sparse="true"><Id>2</Id><SyncToken>0</SyncToken>
      <CompanyName>Cedar</CompanyName></Customer>"""
    (changed,) = read(ask(app, "POST", "customer", change))
    assert changed.findtext(f"{NS}CompanyName") == "Cedar"
    assert changed.findtext(f"{NS}PrimaryEmailAddr/{NS}Address") == "a@cedar.example"
    assert app.read("Customer", "2")["BillAddr"]["City"] == "Tucson"


def test_an_invoice_sent_as_xml_is_the_one_sent_as_json(app: Hand) -> None:
    sent = f"""<Invoice xmlns="{NAMESPACE}"><DocNumber>X-1</DocNumber><TxnDate>2026-11-20</TxnDate>
      <Line><Description>Plush</Description><Amount>50</Amount><DetailType>SalesItemLineDetail</DetailType>
        <SalesItemLineDetail><ItemRef name="Labor">1</ItemRef><UnitPrice>25</UnitPrice><Qty>2</Qty></SalesItemLineDetail></Line>
      <CustomerRef>1</CustomerRef><CustomerMemo>Thank you</CustomerMemo></Invoice>"""
    read(ask(app, "POST", "invoice", sent))
    body = {
        "DocNumber": "X-2", "TxnDate": "2026-11-20", "CustomerRef": ref("1"), "CustomerMemo": {"value": "Thank you"},
        "Line": [{**line(50, Qty=2, UnitPrice=25), "Description": "Plush"}],
    }  # fmt: skip
    one, other = app.read("Invoice", "1"), app.make("Invoice", body)
    apart = ("Id", "DocNumber")
    assert {name: one[name] for name in one if name not in apart} == {
        name: other[name] for name in other if name not in apart
    }


def test_a_batch_sent_as_xml(app: Hand) -> None:
    sent = f"""<IntuitBatchRequest xmlns="{NAMESPACE}">
      <BatchItemRequest bId="a" operation="create"><Customer><DisplayName>Two</DisplayName></Customer></BatchItemRequest>
      <BatchItemRequest bId="b" operation="create"><Customer><DisplayName>Acme</DisplayName></Customer></BatchItemRequest>
      <BatchItemRequest bId="c"><Query>select * from Customer</Query></BatchItemRequest>
      <BatchItemRequest bId="d"><CDCQuery><Entities>Item</Entities><ChangedSince>2026-11-24</ChangedSince></CDCQuery></BatchItemRequest>
    </IntuitBatchRequest>"""
    answers = read(ask(app, "POST", "batch", sent))
    assert [(one.attrib["bId"], names(one)) for one in answers] == [
        ("a", ["Customer"]), ("b", ["Fault"]), ("c", ["QueryResponse"]), ("d", ["CDCResponse"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("<Customer", "500"), ("<Customer><DisplayName>x</DisplayName></Customer>", "2000"),
        (f'<Customer xmlns="{NAMESPACE}"><Colour>red</Colour></Customer>', "2010"),
        (f'<Customer xmlns="{NAMESPACE}"><DisplayName>Acme</DisplayName></Customer>', "6240"),
    ],
)  # fmt: skip
def test_bad_xml_is_a_fault(app: Hand, sent: str, code: str) -> None:
    assert fault(ask(app, "POST", "customer", sent))[1] == code


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=60), st.sampled_from(["batch", "customer", "query"]), st.sampled_from([XML, "application/json", "application/text", ""]))  # fmt: skip
@example(b"\x00", "query", "application/text")
def test_no_bytes_make_it_stumble(raw: bytes, path: str, kind: str) -> None:
    vendor = _vendor()
    headers = {"authorization": f"Bearer {vendor.tokens({}, None)['access_token']}", "content-type": kind}
    answer = vendor.handle(Call("POST", f"/v3/company/{FIRST_REALM}/{path}", [], headers, raw))
    assert answer.status == 400
    read(answer, 400)


_kept: list[QuickBooks] = []


def _vendor() -> QuickBooks:
    if not _kept:
        _kept.append(hands.vendor())
    return _kept[0]


def test_every_object_can_be_shown_as_xml(app: Hand, company: Company) -> None:
    for entity in ("Account", "Term", "TaxCode", "PaymentMethod", "CompanyInfo", "Preferences"):
        (found,) = read(ask(app, "GET", "query", query=f"select * from {entity}"))
        assert set(names(found)) == {entity}


def test_json_objects_begin_with_their_own_parts(app: Hand) -> None:
    invoice = app.make("Invoice", CustomerRef=ref("1"), Line=[line(10)])
    head = ["domain", "sparse", "Id", "SyncToken", "MetaData"]
    parts: list[str] = list(invoice)
    start = parts.index("domain")
    assert parts[start : start + 5] == head
    assert all(name.startswith(("Allow", "Deposit")) for name in parts[:start])
    assert next(iter(app.read("Customer", "1"))) == "Taxable"
    item: dict[str, Any] = app.read("Item", "1")
    assert (next(iter(item)), list(item)[-1]) == ("Name", "MetaData")
