"""Payments, what they are applied to, deposits and journal entries."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.vendor import QuickBooks
from tests.sandbox.quickbooks.hands import Hand, applied, fault, line, ref


def invoice(hand: Hand, amount: float = 100, customer: str = "1", **fields: Any) -> dict[str, Any]:
    return hand.make("Invoice", {"CustomerRef": ref(customer), "Line": [line(amount)], **fields})


def payment(hand: Hand, total: float, *lines: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    return hand.make(
        "Payment",
        {
            "CustomerRef": ref("1"),
            "TotalAmt": total,
            "Line": [each for part in lines for each in part],
            **fields,
        },
    )


def refused(hand: Hand, total: Any, lines: Any, **fields: Any) -> str:
    return hand.refused("Payment", {"CustomerRef": ref("1"), "TotalAmt": total, "Line": lines, **fields})[0]


def test_a_payment_lowers_the_balance_and_touches_the_invoice(vendor: QuickBooks, app: Hand) -> None:
    made = invoice(app)
    vendor.clock.advance(90)
    paid = payment(app, 60, applied(60, ("Invoice", made["Id"])), PaymentRefNum="1007")
    after = app.read("Invoice", made["Id"])
    assert (after["Balance"], after["TotalAmt"], after["SyncToken"]) == (40, 100, "1")
    assert after["LinkedTxn"] == [{"TxnId": paid["Id"], "TxnType": "Payment"}]
    assert after["MetaData"]["LastUpdatedTime"] == "2026-11-24T10:31:30-08:00"
    assert (paid["UnappliedAmt"], paid["DepositToAccountRef"]["name"], paid["TxnDate"]) == (
        0,
        "Undeposited Funds",
        "2026-11-24",
    )


def test_reads_show_number_and_open_balance_of_what_is_paid(app: Hand) -> None:
    made = invoice(app, DocNumber="HS-1")
    paid = payment(app, 60, applied(60, ("Invoice", made["Id"])))
    values = {each["value"]["Name"]: each["value"]["Value"] for each in paid["Line"][0]["LineEx"]["any"]}
    assert values == {"txnId": made["Id"], "txnOpenBalance": "40.00", "txnReferenceNumber": "HS-1"}


def test_one_check_may_pay_several_invoices_and_leave_a_rest(app: Hand) -> None:  # A25
    one, two = invoice(app, 100), invoice(app, 50)
    paid = payment(app, 175, applied(100, ("Invoice", one["Id"])), applied(50, ("Invoice", two["Id"])))
    assert paid["UnappliedAmt"] == 25
    assert [app.read("Invoice", each["Id"])["Balance"] for each in (one, two)] == [0, 0]


def test_lines_are_all_or_none(app: Hand) -> None:
    one, two = invoice(app), invoice(app)
    paid = payment(app, 100, applied(60, ("Invoice", one["Id"])))
    moved = app.sparse("Payment", paid, Line=applied(40, ("Invoice", two["Id"])))
    assert [app.read("Invoice", each["Id"])["Balance"] for each in (one, two)] == [100, 60]
    assert app.read("Invoice", one["Id"])["LinkedTxn"] == []
    kept = app.sparse("Payment", moved, PrivateNote="note")
    assert kept["Line"] == moved["Line"]
    assert app.read("Invoice", two["Id"])["SyncToken"] == "1"  # an unchanged application touches nothing
    free = app.sparse("Payment", kept, Line=[])
    assert (free["UnappliedAmt"], app.read("Invoice", two["Id"])["Balance"]) == (100, 100)


def test_a_full_update_without_lines_unlinks_everything(app: Hand) -> None:
    made = invoice(app)
    paid = payment(app, 100, applied(100, ("Invoice", made["Id"])))
    app.make("Payment", {"Id": paid["Id"], "SyncToken": "0", "CustomerRef": ref("1"), "TotalAmt": 100})
    assert app.read("Invoice", made["Id"])["Balance"] == 100


def test_what_cannot_be_applied_is_refused_and_changes_nothing(app: Hand) -> None:
    other = app.make("Customer", DisplayName="Other")
    mine, theirs, void = invoice(app), invoice(app, customer=other["Id"]), invoice(app)
    app.post("invoice", {"Id": void["Id"], "SyncToken": "0"}, operation="void")
    cases = [
        (101, applied(101, ("Invoice", mine["Id"])), "6000"),
        (50, applied(60, ("Invoice", mine["Id"])), "6000"),
        (50, applied(50, ("Invoice", theirs["Id"])), "620"),
        (50, applied(50, ("Invoice", void["Id"])), "620"),
        (50, applied(50, ("Invoice", "999")), "620"),
        (50, applied(50, ("Estimate", mine["Id"])), "620"),
        (50, applied(-5, ("Invoice", mine["Id"])), "2290"),
        (50, applied(20, ("Invoice", mine["Id"]), ("Invoice", mine["Id"])), "6000"),
        (50, [{"Amount": 5}], "2020"),
        (50, [{"LinkedTxn": [{"TxnId": mine["Id"], "TxnType": "Invoice"}]}], "2020"),
        (-1, [], "2290"),
        (None, [], "6000"),
        ("ten", [], "2010"),
    ]
    for total, lines, code in cases:
        assert refused(app, total, lines) == code, (total, lines)
    assert app.query("select count(*) from Payment") == {"totalCount": 0}
    assert app.read("Invoice", mine["Id"])["SyncToken"] == "0"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"PaymentRefNum": "x" * 22}, "2050"), ({"PaymentMethodRef": ref("99")}, "2500"), ({"DepositToAccountRef": ref("5")}, "6430"),
        ({"CustomerRef": ref("99")}, "2500"), ({"CustomerRef": None}, "2020"), ({"TxnDate": "2026-13-01"}, "2070"),
        ({"CurrencyRef": ref("EUR")}, "5030"), ({"Memo": "x"}, "2010"), ({"PrivateNote": "x" * 4001}, "2050"),
    ],
)  # fmt: skip
def test_bad_payments_are_refused(app: Hand, fields: dict[str, Any], code: str) -> None:
    assert refused(app, 10, [], **fields) == code


def test_a_parent_may_pay_for_a_sub_customer(app: Hand) -> None:
    sub = app.make("Customer", DisplayName="Sub", ParentRef=ref("1"))
    theirs = invoice(app, customer=sub["Id"])
    payment(app, 100, applied(100, ("Invoice", theirs["Id"])))
    assert app.read("Invoice", theirs["Id"])["Balance"] == 0


def test_a_deleted_payment_gives_the_balance_back(app: Hand) -> None:
    made = invoice(app)
    paid = payment(app, 100, applied(100, ("Invoice", made["Id"])))
    gone = app.post("payment", {"Id": paid["Id"], "SyncToken": "0"}, operation="delete")["Payment"]
    assert gone == {"status": "Deleted", "domain": "QBO", "Id": paid["Id"]}
    after = app.read("Invoice", made["Id"])
    assert (after["Balance"], after["LinkedTxn"], after["SyncToken"]) == (100, [], "2")


def test_a_void_clears_amount_and_lines_and_says_so(app: Hand) -> None:
    made = invoice(app)
    paid = payment(app, 100, applied(100, ("Invoice", made["Id"])), PrivateNote="HubSpot 77")
    body = {"Id": paid["Id"], "SyncToken": "0", "sparse": True}
    assert app.refused("Payment", body, operation="void")[0] == "500"
    void = app.post("payment", body, operation="update", include="void")["Payment"]
    assert (void["TotalAmt"], void["Line"], void["UnappliedAmt"], void["PrivateNote"]) == (
        0,
        [],
        0,
        "Voided - HubSpot 77",
    )
    assert app.read("Invoice", made["Id"])["Balance"] == 100


def test_a_credit_memo_is_applied_by_a_payment_of_zero(app: Hand) -> None:  # A30
    made, memo = invoice(app), app.make("CreditMemo", CustomerRef=ref("1"), Line=[line(30)])
    paid = payment(app, 0, applied(30, ("Invoice", made["Id"]), ("CreditMemo", memo["Id"])))
    assert (paid["TotalAmt"], paid["UnappliedAmt"]) == (0, 0)
    assert app.read("Invoice", made["Id"])["Balance"] == 70
    after = app.read("CreditMemo", memo["Id"])
    assert (after["RemainingCredit"], after["Balance"], after["SyncToken"]) == (0, 0, "1")
    assert refused(app, 0, applied(1, ("Invoice", made["Id"]), ("CreditMemo", memo["Id"]))) == "6000"
    assert app.refused("CreditMemo", {"Id": memo["Id"], "SyncToken": "1"}, operation="delete")[0] == "6000"


def test_a_journal_entry_can_be_a_credit_too(company: Company, app: Hand) -> None:  # A30
    accounts = {
        name: (company.find_named("Account", name) or {})["Id"] for name in ("Accounts Receivable (A/R)", "Bad Debts")
    }
    who = {"Type": "Customer", "EntityRef": ref("1")}
    rows = [
        {"Amount": 100, "JournalEntryLineDetail": {"PostingType": "Debit", "AccountRef": ref(accounts["Bad Debts"])}},
        {"Amount": 100, "JournalEntryLineDetail": {"PostingType": "Credit", "AccountRef": ref(accounts["Accounts Receivable (A/R)"]), "Entity": who}},
    ]  # fmt: skip
    entry = app.make("JournalEntry", Line=rows)
    assert entry["TotalAmt"] == 0  # always
    made = invoice(app)
    payment(app, 0, applied(100, ("Invoice", made["Id"]), ("JournalEntry", entry["Id"])))
    assert app.read("Invoice", made["Id"])["Balance"] == 0
    assert app.refused("JournalEntry", {"Id": entry["Id"], "SyncToken": "1"}, operation="delete")[0] == "6000"
    assert app.refused("JournalEntry", {"Line": [{**rows[0], "Amount": 99}, rows[1]]})[0] == "6000"
    nobody = {"Amount": 100, "JournalEntryLineDetail": {**rows[1]["JournalEntryLineDetail"], "Entity": None}}
    assert app.refused("JournalEntry", {"Line": [rows[0], nobody]})[0] == "6000"


def deposit(hand: Hand, company: Company, *payments: dict[str, Any]) -> dict[str, Any]:
    checking = company.find_named("Account", "Checking") or {}
    rows = [
        {
            "Amount": each["TotalAmt"],
            "LinkedTxn": [{"TxnId": each["Id"], "TxnType": "Payment", "TxnLineId": "0"}],
        }
        for each in payments
    ]
    return hand.make("Deposit", DepositToAccountRef=ref(checking["Id"]), Line=rows)


def test_a_deposited_payment_cannot_be_changed(company: Company, app: Hand, person: Hand) -> None:  # A28
    made = invoice(app)
    paid = payment(app, 100, applied(100, ("Invoice", made["Id"])))
    banked = deposit(person, company, paid)
    assert banked["TotalAmt"] == 100
    now = app.read("Payment", paid["Id"])
    assert (now["LinkedTxn"], now["SyncToken"]) == ([{"TxnId": banked["Id"], "TxnType": "Deposit"}], "1")
    body = {"Id": paid["Id"], "SyncToken": "1", "sparse": True}
    for extra, query in (
        ({"PrivateNote": "x"}, {}),
        ({}, {"operation": "delete"}),
        ({}, {"operation": "update", "include": "void"}),
    ):
        assert app.refused("Payment", {**body, **extra}, **query)[0] == "6540"
    assert person.refused("Payment", {"Id": paid["Id"], "TotalAmt": 90})[0] == "6540"
    assert person.make("Payment", {"Id": paid["Id"], "PrivateNote": "x"})["PrivateNote"] == "x"
    app.post("deposit", {"Id": banked["Id"], "SyncToken": "0"}, operation="delete")
    freed = app.read("Payment", paid["Id"])
    assert freed["LinkedTxn"] == []
    assert app.post("payment", {"Id": paid["Id"], "SyncToken": freed["SyncToken"]}, operation="delete")


def test_what_cannot_be_deposited_is_refused(company: Company, app: Hand) -> None:
    checking = company.find_named("Account", "Checking") or {}
    straight = payment(app, 10, DepositToAccountRef=ref(checking["Id"]))
    twice = payment(app, 10)
    deposit(app, company, twice)
    head = {"DepositToAccountRef": ref(checking["Id"])}
    cases = [
        ({"Line": []}, "2020"), ({"Line": [{"Amount": 5}]}, "2020"),
        ({"Line": applied(10, ("Payment", straight["Id"]))}, "620"), ({"Line": applied(10, ("Payment", twice["Id"]))}, "620"),
        ({"Line": applied(10, ("Invoice", "1"))}, "620"), ({"Line": applied(9, ("Payment", payment(app, 10)["Id"]))}, "6000"),
    ]  # fmt: skip
    for body, code in cases:
        for each in body["Line"]:
            for link in each.get("LinkedTxn", []):
                link["TxnLineId"] = "0"
        assert app.refused("Deposit", {**head, **body})[0] == code, body
    unnumbered = applied(10, ("Payment", payment(app, 10)["Id"]))
    assert app.refused("Deposit", {**head, "Line": unnumbered})[1].startswith("Required parameter TxnLineId")
    assert app.refused("Deposit", {"Line": applied(10, ("Payment", payment(app, 10)["Id"]))})[0] == "2020"


def test_a_deposit_takes_money_without_a_payment(company: Company, app: Hand) -> None:
    names = ("Checking", "Services")
    checking, services = ((company.find_named("Account", name) or {})["Id"] for name in names)
    row = {
        "Amount": 12.5,
        "DetailType": "DepositLineDetail",
        "DepositLineDetail": {"AccountRef": ref(services)},
    }
    assert app.make("Deposit", DepositToAccountRef=ref(checking), Line=[row])["TotalAmt"] == 12.5


def test_auto_applied_credit_lets_an_invoice_be_born_part_paid(company: Company, app: Hand) -> None:
    app.make("CreditMemo", CustomerRef=ref("1"), Line=[line(30)])
    company.settings({"Preferences": {"SalesFormsPrefs": {"AutoApplyCredit": True}}})
    made = invoice(app)
    assert (made["TotalAmt"], made["Balance"], made["LinkedTxn"][0]["TxnType"]) == (100, 70, "Payment")
    linking = app.read("Payment", made["LinkedTxn"][0]["TxnId"])
    assert (linking["TotalAmt"], len(linking["Line"])) == (0, 2)
    assert invoice(app)["Balance"] == 100


def test_auto_applied_payments_use_up_what_was_unapplied(company: Company, app: Hand) -> None:
    paid = payment(app, 130)
    company.settings({"Preferences": {"SalesFormsPrefs": {"AutoApplyPayments": True}}})
    assert [invoice(app)["Balance"] for _ in range(3)] == [0, 70, 100]
    after = app.read("Payment", paid["Id"])
    assert (after["UnappliedAmt"], len(after["Line"]), after["SyncToken"]) == (0, 2, "2")


def test_voiding_an_invoice_frees_the_credit_that_settled_it(company: Company, app: Hand, person: Hand) -> None:
    made, memo = invoice(app), app.make("CreditMemo", CustomerRef=ref("1"), Line=[line(30)])
    payment(app, 0, applied(30, ("Invoice", made["Id"]), ("CreditMemo", memo["Id"])))
    person.post("invoice", {"Id": made["Id"]}, operation="void")
    assert app.read("CreditMemo", memo["Id"])["Balance"] == 30


def test_a_payment_in_a_closed_month_is_refused(company: Company, app: Hand) -> None:
    paid = payment(app, 10, TxnDate="2026-10-31")
    company.settings({"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}})
    assert refused(app, 10, [], TxnDate="2026-10-31") == "6200"
    assert fault(app.call("POST", "payment", {"Id": paid["Id"], "SyncToken": "0"}, operation="delete"))[0] == "6200"


def test_a_payment_is_in_its_customers_currency(company: Company, app: Hand) -> None:  # A33
    company.settings({"Preferences": {"CurrencyPrefs": {"MultiCurrencyEnabled": True}}})
    euro = app.make("Customer", DisplayName="Maple", CurrencyRef=ref("EUR"))
    body = {"CustomerRef": ref(euro["Id"]), "TotalAmt": 10}
    assert app.refused("Payment", body)[0] == "2020"
    assert app.refused("Payment", {**body, "CurrencyRef": ref("USD")})[0] == "6000"
    paid = app.make("Payment", {**body, "CurrencyRef": ref("EUR"), "ExchangeRate": 1.1})
    assert paid["ExchangeRate"] == 1.1
    assert "HomeTotalAmt" not in paid  # which the schema knows of sales forms alone
