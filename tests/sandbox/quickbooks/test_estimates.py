"""Reference section 5, LinkedTxn of an invoice and numbering: estimates and what is made of them."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from tests.sandbox.quickbooks.hands import Hand, applied, fault, line, ref


def estimate(hand: Hand, amount: float = 250, **fields: Any) -> dict[str, Any]:
    return hand.make("Estimate", {"CustomerRef": ref("1"), "Line": [line(amount)], **fields})


def of(one: dict[str, Any]) -> list[dict[str, str]]:
    return [{"TxnId": one["Id"], "TxnType": "Estimate"}]


def invoice(hand: Hand, one: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return hand.make("Invoice", {"CustomerRef": ref("1"), "Line": [line(250)], "LinkedTxn": of(one), **fields})


def test_an_estimate_is_a_form_that_nobody_owes(app: Hand) -> None:
    made = estimate(app, ExpirationDate="2026-12-24", AcceptedBy="Ann", TxnStatus="Accepted")
    assert {
        "TotalAmt": 250,
        "TxnStatus": "Accepted",
        "DocNumber": "1001",
        "SyncToken": "0",
    }.items() <= made.items()
    assert "Balance" not in made
    assert made["LinkedTxn"] == []
    assert made["Line"][-1]["DetailType"] == "SubTotalLineDetail"
    assert app.read("Customer", "1")["Balance"] == 0
    assert estimate(app)["TxnStatus"] == "Pending"


def test_estimates_are_numbered_for_themselves(app: Hand, company: Company) -> None:
    assert [estimate(app)["DocNumber"] for _ in range(2)] == ["1001", "1002"]
    assert app.make("Invoice", {"CustomerRef": ref("1"), "Line": [line(1)]})["DocNumber"] == "1001"
    found = app.query("select * from Estimate where DocNumber = '1001'")["Estimate"]
    assert [each["DocNumber"] for each in found] == ["1001"]
    company.settings({"Preferences": {"SalesFormsPrefs": {"CustomTxnNumbers": True}}})
    taken = {"CustomerRef": ref("1"), "Line": [line(1)], "DocNumber": "1002"}
    code, detail = app.refused("Estimate", taken)
    assert code == "6140"
    assert "TxnType=Estimate" in detail
    assert app.make("Invoice", taken)["DocNumber"] == "1002"
    assert estimate(app, DocNumber="AUTO_GENERATE")["DocNumber"] == "1003"


def test_an_invoice_made_of_it_closes_it(app: Hand) -> None:
    one = estimate(app)
    made = invoice(app, one)
    assert made["LinkedTxn"] == of(one)
    seen = app.read("Estimate", one["Id"])
    assert (seen["TxnStatus"], seen["SyncToken"]) == ("Closed", "1")
    assert seen["LinkedTxn"] == [{"TxnId": made["Id"], "TxnType": "Invoice"}]
    app.make("Payment", {"CustomerRef": ref("1"), "TotalAmt": 100, "Line": applied(100, ("Invoice", made["Id"]))})
    links = app.read("Invoice", made["Id"])["LinkedTxn"]
    assert [each["TxnType"] for each in links] == ["Estimate", "Payment"]


def test_a_sparse_update_keeps_the_link_and_an_empty_list_takes_it_off(app: Hand) -> None:
    one = estimate(app, AcceptedDate="2026-11-20")
    made = app.sparse("Invoice", invoice(app, one), PrivateNote="x")
    assert made["LinkedTxn"] == of(one)
    assert app.sparse("Invoice", made, LinkedTxn=[])["LinkedTxn"] == []
    seen = app.read("Estimate", one["Id"])
    assert (seen["TxnStatus"], seen["LinkedTxn"], seen["SyncToken"]) == ("Accepted", [], "2")


def test_a_body_that_was_read_may_be_sent_back_with_its_payments(app: Hand) -> None:
    made = invoice(app, estimate(app))
    app.make("Payment", {"CustomerRef": ref("1"), "TotalAmt": 250, "Line": applied(250, ("Invoice", made["Id"]))})
    seen = app.read("Invoice", made["Id"])
    again = app.make("Invoice", {**seen, "PrivateNote": "again"})
    assert again["LinkedTxn"] == seen["LinkedTxn"]
    assert (again["Balance"], again["PrivateNote"]) == (0, "again")


def test_a_deleted_invoice_opens_its_estimate_again(app: Hand) -> None:
    one = estimate(app)
    made = invoice(app, one)
    app.post("invoice", {"Id": made["Id"], "SyncToken": made["SyncToken"]}, operation="delete")
    seen = app.read("Estimate", one["Id"])
    assert (seen["TxnStatus"], seen["LinkedTxn"]) == ("Pending", [])


def test_what_cannot_be_linked_is_620(app: Hand, company: Company) -> None:
    company.load("Customer", {"DisplayName": "Birch"})
    other = company.load("Estimate", {"CustomerRef": ref("2"), "Line": [line(5)]})
    paid = app.make("Payment", {"CustomerRef": ref("1"), "TotalAmt": 5})
    taken = estimate(app)
    invoice(app, taken)
    body = {"CustomerRef": ref("1"), "Line": [line(5)]}
    for kind, id_ in (
        ("Payment", paid["Id"]),
        ("Estimate", other["Id"]),
        ("Estimate", "999"),
        ("Estimate", taken["Id"]),
        ("TimeActivity", "1"),
    ):
        assert app.refused("Invoice", {**body, "LinkedTxn": [{"TxnId": id_, "TxnType": kind}]})[0] == "620"
    company.settings({"Preferences": {"SalesFormsPrefs": {"UsingProgressInvoicing": True}}})
    assert invoice(app, taken)["LinkedTxn"] == of(taken)
    assert len(app.read("Estimate", taken["Id"])["LinkedTxn"]) == 2


def test_an_estimate_in_use_stays_until_it_is_unlinked(app: Hand, person: Hand) -> None:
    one = estimate(app)
    made = invoice(app, one)
    head = {"Id": one["Id"], "SyncToken": "1"}
    assert app.refused("Estimate", head, operation="delete")[0] == "6000"
    assert person.post("estimate", head, operation="delete")["Estimate"]["status"] == "Deleted"
    assert app.read("Invoice", made["Id"])["LinkedTxn"] == []


def test_an_estimate_has_no_void_and_no_closed_period(app: Hand, company: Company) -> None:
    company.settings({"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}})
    one = estimate(app, TxnDate="2026-10-01")
    assert fault(app.call("POST", "estimate", {"Id": one["Id"], "SyncToken": "0"}, operation="void"))[0] == "500"
    assert app.refused("Estimate", {"CustomerRef": ref("1"), "Line": [line(1)], "TxnStatus": "Open"})[0] == "2170"
    company.settings({"Preferences": {"SalesFormsPrefs": {"AllowEstimates": False}}})
    assert app.refused("Estimate", {"CustomerRef": ref("1"), "Line": [line(1)]})[0] == "5030"


@pytest.mark.parametrize("fields", [{"AcceptedBy": "x" * 101}, {"DueDate": "24.12.2026"}, {"Balance2": 1}])
def test_bad_fields_are_refused(app: Hand, fields: dict[str, Any]) -> None:
    assert app.refused("Estimate", {"CustomerRef": ref("1"), "Line": [line(1)], **fields})[0][0] == "2"
