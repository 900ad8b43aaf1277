"""Reference section 5: what sales, payments, receipts, refunds, deposits and entries do to the accounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from tests.sandbox.quickbooks.hands import Hand, applied, fault, line, ref

AR, FUNDS, BANK = "Accounts Receivable (A/R)", "Undeposited Funds", "Checking"


@pytest.fixture
def ids(company: Company) -> dict[str, str]:
    return {doc["Name"]: doc["Id"] for doc in company.rows("Account").values()}


def balances(hand: Hand, ids: dict[str, str], *names: str) -> list[float]:
    return [hand.read("Account", ids[name])["CurrentBalance"] for name in names]


def linked(doc: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"Amount": doc["TotalAmt"], "LinkedTxn": [{"TxnId": doc["Id"], "TxnType": kind, "TxnLineId": "0"}]}


def test_money_goes_from_receivables_over_undeposited_funds_to_the_bank(app: Hand, ids: dict[str, str]) -> None:
    made = app.make("Invoice", {"CustomerRef": ref("1"), "Line": [line(100)]})
    assert balances(app, ids, AR, FUNDS, BANK) == [100, 0, 0]
    paid = app.make("Payment", {"CustomerRef": ref("1"), "TotalAmt": 70, "Line": applied(70, ("Invoice", made["Id"]))})
    receipt = app.make("SalesReceipt", {"CustomerRef": ref("1"), "Line": [line(25.5)]})
    assert balances(app, ids, AR, FUNDS, BANK) == [30, 95.5, 0]
    body = {
        "DepositToAccountRef": ref(ids[BANK]),
        "Line": [linked(paid, "Payment"), linked(receipt, "SalesReceipt")],
    }
    banked = app.make("Deposit", body)
    assert banked["TotalAmt"] == 95.5
    assert balances(app, ids, AR, FUNDS, BANK) == [30, 0, 95.5]
    frozen = app.read("SalesReceipt", receipt["Id"])
    assert frozen["LinkedTxn"] == [{"TxnId": banked["Id"], "TxnType": "Deposit"}]
    head = {"Id": receipt["Id"], "SyncToken": frozen["SyncToken"], "sparse": True, "PrivateNote": "x"}
    code, detail = app.refused("SalesReceipt", head)
    assert code == "6540"
    assert detail.startswith("This transaction has been deposited.")
    changed = app.make(
        "Deposit", {"Id": banked["Id"], "SyncToken": "0", "sparse": True, "Line": [linked(paid, "Payment")]}
    )
    assert (changed["TotalAmt"], balances(app, ids, FUNDS, BANK)) == (70, [25.5, 70])
    app.post("deposit", {"Id": banked["Id"], "SyncToken": "1"}, operation="delete")
    assert balances(app, ids, AR, FUNDS, BANK) == [30, 95.5, 0]
    assert app.read("Payment", paid["Id"])["LinkedTxn"] == []


def test_a_refund_takes_out_of_the_bank_and_needs_its_account(app: Hand, ids: dict[str, str]) -> None:
    body = {"CustomerRef": ref("1"), "Line": [line(40)], "DepositToAccountRef": ref(ids[BANK])}
    made = app.make("RefundReceipt", {**body, "PaymentRefNum": "77", "PaymentMethodRef": ref("2")})
    assert (made["TotalAmt"], made["Balance"], made["PaymentRefNum"]) == (40, 0, "77")
    assert balances(app, ids, AR, BANK) == [0, -40]
    assert app.refused("RefundReceipt", {**body, "DepositToAccountRef": None})[0] == "2020"
    assert app.refused("RefundReceipt", {**body, "DepositToAccountRef": ref(ids["Services"])})[0] == "6430"
    voided = app.post(
        "refundreceipt",
        {"Id": made["Id"], "SyncToken": "0", "sparse": True},
        operation="update",
        include="void",
    )["RefundReceipt"]
    assert (voided["TotalAmt"], voided["PrivateNote"], balances(app, ids, BANK)) == (0, "Voided", [0])


def test_a_refund_out_of_undeposited_funds_lowers_a_deposit(app: Hand, ids: dict[str, str]) -> None:
    receipt = app.make("SalesReceipt", {"CustomerRef": ref("1"), "Line": [line(90)]})
    refund = app.make("RefundReceipt", {"Line": [line(15)], "DepositToAccountRef": ref(ids[FUNDS])})
    minus = {**linked(refund, "RefundReceipt"), "Amount": -15}
    rows = [linked(receipt, "SalesReceipt"), minus]
    assert app.make("Deposit", {"DepositToAccountRef": ref(ids[BANK]), "Line": rows})["TotalAmt"] == 75
    assert balances(app, ids, FUNDS, BANK) == [0, 75]


def test_cash_back_stays_out_of_the_bank(app: Hand, company: Company, ids: dict[str, str]) -> None:
    petty = app.make("Account", Name="Petty cash", AccountSubType="CashOnHand")
    row = {
        "Amount": 50,
        "DepositLineDetail": {"AccountRef": ref(ids["Services"])},
        "DetailType": "DepositLineDetail",
    }
    body = {"DepositToAccountRef": ref(ids[BANK]), "Line": [row]}
    back = {"Amount": 20, "AccountRef": ref(petty["Id"])}
    assert app.make("Deposit", {**body, "CashBack": back})["TotalAmt"] == 30
    assert balances(app, {**ids, "Petty": petty["Id"]}, BANK, "Petty") == [30, 20]
    for wrong, code in (
        ({"Amount": 51, "AccountRef": ref(petty["Id"])}, "6000"),
        ({"Amount": 20}, "2020"),
        ({"Amount": 20, "AccountRef": ref(ids["Services"])}, "6430"),
    ):
        assert app.refused("Deposit", {**body, "CashBack": wrong})[0] == code
    receivable = {**row, "DepositLineDetail": {"AccountRef": ref(ids[AR])}}
    assert app.refused("Deposit", {**body, "Line": [receivable]})[0] == "6430"


def test_tax_is_owed_until_it_is_credited(app: Hand, company: Company, ids: dict[str, str]) -> None:
    company.settings({"Preferences": {"TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": False}}})
    code = company.define_tax("City", [("City tax", Decimal(10))])
    body = {
        "CustomerRef": ref("1"),
        "Line": [line(100, TaxCodeRef=ref("TAX"))],
        "TxnTaxDetail": {"TxnTaxCodeRef": ref(code)},
    }
    app.make("Invoice", body)
    assert balances(app, ids, AR, "Sales Tax Payable", "Services") == [110, -10, 0]
    app.make("CreditMemo", body)
    assert balances(app, ids, AR, "Sales Tax Payable") == [0, 0]


def test_an_entry_needs_both_sides_and_may_be_paid(app: Hand, ids: dict[str, str]) -> None:
    who = {"Type": "Customer", "EntityRef": ref("1")}

    def side(kind: str, account: str, amount: float = 60, **more: Any) -> dict[str, Any]:
        detail = {"PostingType": kind, "AccountRef": ref(ids[account]), **more}
        return {"Amount": amount, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}

    text = {"DetailType": "DescriptionOnly", "Description": "Opening"}
    charge = app.make("JournalEntry", Line=[side("Debit", AR, Entity=who), side("Credit", "Services"), text])
    assert app.read("Customer", "1")["Balance"] == 60
    assert not [name for name in charge if name.startswith("_")]
    assert charge["TotalAmt"] == 0
    paid = app.make(
        "Payment",
        {"CustomerRef": ref("1"), "TotalAmt": 60, "Line": applied(60, ("JournalEntry", charge["Id"]))},
    )
    assert paid["UnappliedAmt"] == 0
    assert app.read("Customer", "1")["Balance"] == 0
    assert balances(app, ids, AR, FUNDS) == [0, 60]
    more = applied(1, ("JournalEntry", charge["Id"]))
    assert app.refused("Payment", {"CustomerRef": ref("1"), "TotalAmt": 1, "Line": more})[0] == "6000"
    linked_entry = {"Id": charge["Id"], "SyncToken": "1", "sparse": True}
    assert (
        app.refused("JournalEntry", {**linked_entry, "Line": [side("Debit", BANK), side("Credit", "Services")]})[0]
        == "6000"
    )
    assert app.make("JournalEntry", {**linked_entry, "PrivateNote": "x"})["PrivateNote"] == "x"
    for rows, code in (
        ([side("Debit", BANK)], "2250"),
        ([text], "2250"),
        ([side("Debit", BANK, -1), side("Credit", "Services", -1)], "2290"),
        ([side("Debit", BANK, 5), side("Credit", "Services", 6)], "6000"),
        ([], "2020"),
    ):
        assert app.refused("JournalEntry", {"Line": rows})[0] == code


def test_sub_accounts_count_into_their_parent(app: Hand, ids: dict[str, str]) -> None:
    below = app.make("Account", Name="Branch", AccountType="Bank", ParentRef=ref(ids[BANK]))
    app.make("Payment", {"CustomerRef": ref("1"), "TotalAmt": 10, "DepositToAccountRef": ref(below["Id"])})
    above = app.read("Account", ids[BANK])
    assert (above["CurrentBalance"], above["CurrentBalanceWithSubAccounts"]) == (0, 10)
    found = app.query("select * from Account where CurrentBalance > '9'")["Account"]
    assert [each["Name"] for each in found] == ["Branch"]


def test_receipts_are_voided_by_include_alone_and_credit_memos_by_a_person(app: Hand, person: Hand) -> None:
    receipt = app.make("SalesReceipt", {"CustomerRef": ref("1"), "Line": [line(5)]})
    head = {"Id": receipt["Id"], "SyncToken": "0", "sparse": True}
    assert fault(app.call("POST", "salesreceipt", head, operation="void"))[0] == "500"
    assert app.post("salesreceipt", head, operation="update", include="void")["SalesReceipt"]["TotalAmt"] == 0
    memo = app.make("CreditMemo", {"CustomerRef": ref("1"), "Line": [line(5)]})
    head = {"Id": memo["Id"], "SyncToken": "0"}
    assert fault(app.call("POST", "creditmemo", head, operation="void"))[0] == "500"
    assert person.post("creditmemo", head, operation="void")["CreditMemo"]["RemainingCredit"] == 0


def test_a_full_update_without_a_customer_makes_a_receipt_nobodys(app: Hand) -> None:
    made = app.make("SalesReceipt", {"CustomerRef": ref("1"), "Line": [line(5)]})
    body = {"Id": made["Id"], "SyncToken": "0", "Line": [line(6)]}
    done = app.make("SalesReceipt", body)
    assert ("CustomerRef" in done, done["TotalAmt"]) == (False, 6)
    assert (
        app.refused("CreditMemo", {"Line": [line(5)]})[1] == "Required parameter CustomerRef is missing in the request"
    )


def test_a_transaction_names_who_changed_it_last(app: Hand) -> None:
    made = app.make("Invoice", {"CustomerRef": ref("1"), "Line": [line(5)]})
    assert list(made["MetaData"]) == ["CreateTime", "LastModifiedByRef", "LastUpdatedTime"]
    user = made["MetaData"]["LastModifiedByRef"]["value"]
    assert user.isdigit()
    assert len(user) == 16
    app.make("Payment", {"CustomerRef": ref("1"), "TotalAmt": 5, "Line": applied(5, ("Invoice", made["Id"]))})
    paid = app.read("Invoice", made["Id"])
    assert paid["MetaData"]["LastModifiedByRef"] == {"value": "0"}
    assert app.sparse("Invoice", paid, PrivateNote="x")["MetaData"]["LastModifiedByRef"]["value"] == user
    assert "LastModifiedByRef" not in app.read("Customer", "1")["MetaData"]


def test_a_merged_customers_entries_become_the_winners(app: Hand, person: Hand, ids: dict[str, str]) -> None:
    other = app.make("Customer", DisplayName="Birch")
    rows = [
        {"Amount": 9, "JournalEntryLineDetail": {"PostingType": "Debit", "AccountRef": ref(ids[AR]), "Entity": {"Type": "Customer", "EntityRef": ref("1")}}},
        {"Amount": 9, "JournalEntryLineDetail": {"PostingType": "Credit", "AccountRef": ref(ids["Services"])}},
    ]  # fmt: skip
    entry = app.make("JournalEntry", Line=rows)
    person.make("Customer", Id="1", DisplayName="Birch")
    assert app.read("Customer", other["Id"])["Balance"] == 9
    detail = app.read("JournalEntry", entry["Id"])["Line"][0]["JournalEntryLineDetail"]
    assert detail["Entity"]["EntityRef"] == {"value": other["Id"], "name": "Birch"}
