"""The life of an invoice: create, read back, sparse and full update, void, delete."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.vendor import QuickBooks
from tests.sandbox.quickbooks.hands import Hand, applied, fault, line, ref


def invoice(hand: Hand, **fields: Any) -> dict[str, Any]:
    return hand.make("Invoice", {"CustomerRef": ref("1"), "Line": [line(150, Qty=1.5, UnitPrice=100)], **fields})


def test_create_answers_200_with_the_whole_object(app: Hand) -> None:
    made = invoice(app, TxnDate="2026-11-01", DueDate="2026-12-15")
    assert (made["Id"], made["SyncToken"], made["domain"], made["sparse"]) == ("1", "0", "QBO", False)
    assert made["CustomerRef"] == {"value": "1", "name": "Acme"}
    assert (made["TotalAmt"], made["Balance"], made["LinkedTxn"]) == (150, 150, [])
    assert (made["TxnDate"], made["DueDate"]) == ("2026-11-01", "2026-12-15")
    assert made["MetaData"]["CreateTime"] == "2026-11-24T10:30:00-08:00"
    assert (made["EmailStatus"], made["PrintStatus"], made["ApplyTaxAfterDiscount"]) == (
        "NotSet",
        "NotSet",
        False,
    )
    assert made["Line"][0]["SalesItemLineDetail"]["ItemRef"] == {"value": "1", "name": "Labor"}
    assert made == app.read("Invoice", "1")


def test_the_date_is_the_companys_today_and_the_due_date_thirty_days_on(vendor: QuickBooks, company: Company) -> None:
    vendor.clock.advance(14 * 3600)  # 00:30 on the 25th in Sacramento
    app = Hand(vendor)
    made = invoice(app)
    assert (made["TxnDate"], made["DueDate"]) == ("2026-11-25", "2026-12-25")
    vendor.clock.advance(-3600)
    assert invoice(app)["TxnDate"] == "2026-11-24"  # UTC is a day ahead


def test_a_term_gives_the_due_date(company: Company, app: Hand) -> None:
    term = company.find_named("Term", "Net 15")
    assert term is not None
    made = invoice(app, TxnDate="2026-11-01", SalesTermRef=ref(term["Id"]))
    assert (made["DueDate"], made["SalesTermRef"]["name"]) == ("2026-11-16", "Net 15")
    company.settings({"Preferences": {"SalesFormsPrefs": {"DefaultTerms": ref(term["Id"])}}})
    assert invoice(app, TxnDate="2026-11-01")["DueDate"] == "2026-11-16"


def test_addresses_come_from_the_customer(app: Hand) -> None:
    app.sparse("Customer", app.read("Customer", "1"), BillAddr={"Line1": "4 Elm", "City": "Davis"})
    assert invoice(app)["BillAddr"] == {"Id": "1", "Line1": "4 Elm", "City": "Davis"}
    own = invoice(app, BillAddr={"Line1": "9 Oak"})
    assert own["BillAddr"] == {"Id": "2", "Line1": "9 Oak"}
    assert app.sparse("Invoice", own, BillAddr={"Line1": "9 Oak"})["BillAddr"]["Id"] == "2"
    long = {f"Line{n}": "x" * 450 for n in range(1, 6)}
    body = {"CustomerRef": ref("1"), "Line": [line(1)], "BillAddr": long}
    assert app.refused("Invoice", body)[1].endswith("Min:0 Max:2,000 supported. Supplied length:2,250")


def test_totals_that_are_sent_are_ignored_and_empty_strings_count_as_absent(app: Hand) -> None:
    made = invoice(app, TotalAmt=1, Balance=2, HomeBalance=0, TxnDate="", DueDate="", InvoiceLink="", PrivateNote="")
    assert (made["TotalAmt"], made["Balance"]) == (150, 150)
    assert "PrivateNote" not in made


def test_a_sparse_update_leaves_the_rest_and_raises_the_token(vendor: QuickBooks, app: Hand) -> None:
    made = invoice(app, PrivateNote="gate 7", DocNumber="HS-1")
    vendor.clock.advance(60)
    changed = app.sparse("Invoice", made, DueDate="2027-01-31")
    assert changed["SyncToken"] == "1"
    assert changed["MetaData"]["CreateTime"] == made["MetaData"]["CreateTime"]
    assert changed["MetaData"]["LastUpdatedTime"] == "2026-11-24T10:31:00-08:00"
    same = {key: value for key, value in changed.items() if key not in ("SyncToken", "MetaData", "DueDate")}
    assert same == {key: value for key, value in made.items() if key in same}


def test_a_full_update_clears_what_it_leaves_out(app: Hand) -> None:  # F48
    made = invoice(app, PrivateNote="gate 7", CustomerMemo={"value": "Thanks"})
    body = {"Id": made["Id"], "SyncToken": "0", "CustomerRef": ref("1"), "Line": made["Line"]}
    changed = app.make("Invoice", body)
    assert "PrivateNote" not in changed
    assert "CustomerMemo" not in changed
    assert changed["Line"] == made["Line"]
    assert changed["DocNumber"] == made["DocNumber"]  # QuickBooks' own number stays
    assert app.refused("Invoice", {"Id": "1", "SyncToken": "1", "CustomerRef": ref("1")})[0] == "2020"


def test_sent_lines_replace_the_whole_set_and_keep_known_ids(app: Hand) -> None:
    made = invoice(app, Line=[line(10), line(20), line(30)])
    kept = made["Line"][1]
    changed = app.sparse("Invoice", made, Line=[kept, line(5)])
    assert [(each.get("Id"), each["Amount"]) for each in changed["Line"]] == [("2", 20), ("4", 5), (None, 25)]
    assert changed["TotalAmt"] == 25


def test_an_old_token_is_5010(app: Hand) -> None:  # F19
    made = invoice(app)
    app.sparse("Invoice", made, PrivateNote="one")
    code, detail = app.refused("Invoice", {"Id": "1", "SyncToken": "0", "sparse": True, "PrivateNote": "two"})
    assert code == "5010"
    assert detail.startswith("Stale Object Error : You and ")
    assert app.read("Invoice", "1")["PrivateNote"] == "one"


@pytest.mark.parametrize(
    ("body", "element"),
    [
        ({"Line": [line(1)]}, "CustomerRef"),
        ({"CustomerRef": ref("1")}, "Line"),
        ({"CustomerRef": ref("1"), "Line": []}, "Line"),
        ({"CustomerRef": ref("1"), "Line": [{"DetailType": "SubTotalLineDetail", "Amount": 3}]}, "Line"),
        ({"CustomerRef": ref("1"), "Line": [{"Amount": 3}]}, "DetailType"),
        ({"Id": "1", "sparse": True}, "SyncToken"),
    ],
)
def test_what_is_required_is_2020_with_its_element(app: Hand, body: dict[str, Any], element: str) -> None:
    invoice(app)
    answer = app.call("POST", "invoice", body)
    assert fault(answer) == ("2020", f"Required parameter {element} is missing in the request")
    assert answer.data["Fault"]["Error"][0]["element"] == element
    assert answer.data["Fault"]["type"] == "ValidationFault"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Memo": "x"}, "2010"),
        ({"CustomerRef": ref("99")}, "2500"),
        ({"CustomerRef": "1"}, "2010"),
        ({"SalesTermRef": ref("99")}, "2500"),
        ({"ClassRef": ref("9")}, "2500"),
        ({"DocNumber": "x" * 22}, "2050"),
        ({"PrivateNote": "x" * 4001}, "2050"),
        ({"CustomerMemo": {"value": "x" * 1001}}, "2050"),
        ({"CustomerMemo": "text"}, "2010"),
        ({"TxnDate": "24.11.2026"}, "2060"),
        ({"TxnDate": "2026-02-30"}, "2070"),
        ({"BillEmail": {"Address": "nobody"}}, "2210"),
        ({"EmailStatus": "Maybe"}, "2170"),
        ({"EmailStatus": "NeedToSend"}, "6420"),
        ({"CurrencyRef": ref("EUR")}, "5030"),
        ({"CurrencyRef": ref("ZZZ")}, "2220"),
        ({"Deposit": 151}, "6000"),
        ({"ExchangeRate": "much"}, "2010"),
        ({"Line": "none"}, "2010"),
        ({"ApplyTaxAfterDiscount": "perhaps"}, "2010"),
    ],
)
def test_bad_values_are_refused_and_nothing_is_stored(app: Hand, fields: dict[str, Any], code: str) -> None:
    body = {"CustomerRef": ref("1"), "Line": [line(150)], **fields}
    assert app.refused("Invoice", body)[0] == code
    assert app.query("select count(*) from Invoice") == {"totalCount": 0}


def test_lengths_are_told_with_a_thousands_comma(app: Hand) -> None:
    body = {"CustomerRef": ref("1"), "Line": [line(1)], "CustomerMemo": {"value": "x" * 1400}}
    assert app.refused("Invoice", body)[1].endswith("Min:0 Max:1,000 supported. Supplied length:1,400")


def test_an_inactive_customer_is_6250_but_an_old_invoice_of_his_can_be_edited(app: Hand, person: Hand) -> None:
    made = invoice(app)
    customer = app.read("Customer", "1")
    gone = {"Id": "1", "SyncToken": customer["SyncToken"], "sparse": True, "Active": False}
    assert app.refused("Customer", gone)[0] == "6220"  # he owes something
    person.sparse("Customer", customer, Active=False)
    assert app.refused("Invoice", {"CustomerRef": ref("1"), "Line": [line(1)]})[0] == "6250"
    assert app.sparse("Invoice", made, PrivateNote="late")["PrivateNote"] == "late"


def test_a_void_zeroes_everything_and_keeps_the_number(app: Hand) -> None:
    made = invoice(app, PrivateNote="gate 7")
    void = app.post("invoice", {"Id": "1", "SyncToken": "0"}, operation="void")["Invoice"]
    assert (void["TotalAmt"], void["Balance"], void["DocNumber"], void["SyncToken"]) == (
        0,
        0,
        made["DocNumber"],
        "1",
    )
    assert void["PrivateNote"] == "Voided - gate 7"
    assert [each["Amount"] for each in void["Line"]] == [0, 0]
    assert not {"Qty", "UnitPrice"} & set(void["Line"][0]["SalesItemLineDetail"])
    assert void["Line"][0]["SalesItemLineDetail"]["ItemRef"]["value"] == "1"
    assert void["TxnTaxDetail"]["TotalTax"] == 0
    assert app.query("select * from Invoice")["Invoice"] == [void]


def test_a_void_without_a_note_says_just_voided(app: Hand) -> None:
    invoice(app)
    first = app.post("invoice", {"Id": "1", "SyncToken": "0"}, operation="void")["Invoice"]
    assert first["PrivateNote"] == "Voided"
    again = app.post("invoice", {"Id": "1", "SyncToken": "1"}, operation="void")["Invoice"]
    assert again["PrivateNote"] == "Voided"


def test_a_deleted_invoice_is_gone_and_its_read_is_610(app: Hand) -> None:
    invoice(app)
    gone = app.post("invoice", {"Id": "1", "SyncToken": "0"}, operation="delete")["Invoice"]
    assert gone == {"status": "Deleted", "domain": "QBO", "Id": "1"}
    assert fault(app.call("GET", "invoice/1"))[0] == "610"
    assert app.refused("Invoice", {"Id": "1", "SyncToken": "1", "sparse": True})[0] == "610"
    assert app.query("select * from Invoice") == {}
    assert invoice(app)["Id"] == "2"


def test_payments_must_come_off_before_a_void_or_a_delete(app: Hand) -> None:
    made = invoice(app)
    app.make("Payment", CustomerRef=ref("1"), TotalAmt=50, Line=applied(50, ("Invoice", made["Id"])))
    for operation in ("void", "delete"):
        assert app.refused("Invoice", {"Id": "1", "SyncToken": "1"}, operation=operation)[0] == "6000"


def test_a_person_may_void_a_paid_invoice_and_the_payment_is_unapplied(app: Hand, person: Hand) -> None:
    made = invoice(app)
    payment = app.make("Payment", CustomerRef=ref("1"), TotalAmt=50, Line=applied(50, ("Invoice", made["Id"])))
    void = person.post("invoice", {"Id": made["Id"]}, operation="void")["Invoice"]
    assert (void["Balance"], void["LinkedTxn"]) == (0, [])
    freed = app.read("Payment", payment["Id"])
    assert (freed["UnappliedAmt"], freed["Line"], freed["SyncToken"]) == (50, [], "1")


def test_a_new_total_below_what_was_paid_is_refused(app: Hand, person: Hand) -> None:  # A12
    made = invoice(app)
    app.make("Payment", CustomerRef=ref("1"), TotalAmt=100, Line=applied(100, ("Invoice", made["Id"])))
    body = {"Id": "1", "SyncToken": "1", "sparse": True, "Line": [line(99)]}
    assert app.refused("Invoice", body)[0] == "6000"
    assert app.make("Invoice", {**body, "Line": [line(100)]})["Balance"] == 0
    changed = person.make("Invoice", {"Id": "1", "Line": [line(60)]})  # the page unapplies the rest
    assert (changed["TotalAmt"], changed["Balance"]) == (60, 0)
    assert app.query("select * from Payment")["Payment"][0]["UnappliedAmt"] == 40


def test_the_customer_of_a_paid_invoice_stays(app: Hand) -> None:
    made = invoice(app)
    other = app.make("Customer", DisplayName="Other")
    app.make("Payment", CustomerRef=ref("1"), TotalAmt=1, Line=applied(1, ("Invoice", made["Id"])))
    body = {"Id": "1", "SyncToken": "1", "sparse": True, "CustomerRef": ref(other["Id"])}
    assert app.refused("Invoice", body)[0] == "6000"


def test_a_deposit_field_lowers_the_balance(app: Hand) -> None:  # A30
    made = invoice(app, Deposit=45)
    assert (made["TotalAmt"], made["Balance"]) == (150, 105)


@pytest.mark.parametrize(("password", "code"), [(False, "6200"), (True, "6210")])
def test_a_closed_period_is_closed_to_the_app(
    company: Company, app: Hand, person: Hand, password: bool, code: str
) -> None:  # F37
    made = invoice(app, TxnDate="2026-10-31")
    later = invoice(app, TxnDate="2026-11-01")
    company.settings(
        {"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}, "ClosingPassword": password}
    )
    refused = [
        app.refused("Invoice", {"CustomerRef": ref("1"), "TxnDate": "2026-10-31", "Line": [line(1)]}),
        app.refused("Invoice", {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "x"}),
        app.refused("Invoice", {"Id": later["Id"], "SyncToken": "0", "sparse": True, "TxnDate": "2026-10-01"}),
        app.refused("Invoice", {"Id": made["Id"], "SyncToken": "0"}, operation="void"),
        app.refused("Invoice", {"Id": made["Id"], "SyncToken": "0"}, operation="delete"),
    ]
    assert {each[0] for each in refused} == {code}
    assert refused[0][1].startswith("The account period has closed and the account books cannot be updated")
    assert invoice(app, TxnDate="2026-11-01")
    assert person.make("Invoice", {"Id": made["Id"], "PrivateNote": "by a person"})["SyncToken"] == "1"


def test_a_payment_of_today_may_settle_an_invoice_of_a_closed_month(company: Company, app: Hand) -> None:
    made = invoice(app, TxnDate="2026-10-15")
    company.settings({"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}})
    app.make("Payment", CustomerRef=ref("1"), TotalAmt=150, Line=applied(150, ("Invoice", made["Id"])))
    assert app.read("Invoice", made["Id"])["Balance"] == 0


def test_sending_mails_it_and_says_so(app: Hand) -> None:
    invoice(app)
    assert fault(app.call("POST", "invoice/1/send"))[0] == "6420"
    sent = app.post("invoice/1/send", "", sendTo="ap@acme.example")["Invoice"]
    assert (sent["EmailStatus"], sent["BillEmail"], sent["DeliveryInfo"]["DeliveryType"]) == (
        "EmailSent", {"Address": "ap@acme.example"}, "Email",
    )  # fmt: skip
    assert sent["SyncToken"] == "1"


def test_the_invoice_link_is_shown_only_where_online_payment_is_on(company: Company, app: Hand) -> None:
    invoice(app, BillEmail={"Address": "ap@acme.example"}, AllowOnlineACHPayment=True)
    assert "InvoiceLink" not in app.read("Invoice", "1", include="invoiceLink")
    company.settings({"Preferences": {"SalesFormsPrefs": {"ETransactionPaymentEnabled": True}}})
    app.sparse("Invoice", app.read("Invoice", "1"), AllowOnlineACHPayment=True)
    assert app.read("Invoice", "1", include="invoiceLink")["InvoiceLink"].startswith("https://")
    assert "InvoiceLink" not in app.read("Invoice", "1")


def test_ids_that_are_no_numbers_are_2030(app: Hand) -> None:
    assert fault(app.call("GET", "invoice/abc")) == (
        "2030",
        "Id should be a valid number. Supplied value:abc",
    )
    assert fault(app.call("GET", "invoice/77"))[0] == "610"


@pytest.mark.parametrize("body", ["{", '{"Deposit": NaN}', "[]", '"x"'])
def test_a_body_that_is_no_object_is_refused(app: Hand, body: str) -> None:
    assert fault(app.call("POST", "invoice", body))[0] in ("500", "2010")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "invoices/1"),
        ("PUT", "invoice"),
        ("GET", "invoice"),
        ("POST", "bill"),
        ("POST", "taxcode/2"),
    ],
)
def test_unknown_routes_are_unsupported_operations(app: Hand, method: str, path: str) -> None:
    code, detail = fault(app.call(method, path, {}))
    assert code == "500"
    assert detail.endswith("is not supported.")


def test_an_unknown_operation_is_unsupported(app: Hand) -> None:
    assert app.refused("Invoice", {"Id": "1", "SyncToken": "0"}, operation="archive")[0] == "500"
    assert app.refused("Customer", {"Id": "1", "SyncToken": "0"}, operation="delete")[0] == "500"
    assert app.refused("Customer", {"Id": "1", "SyncToken": "0"}, operation="void")[0] == "500"


def test_credit_memos_and_receipts_are_forms_like_it(company: Company, app: Hand) -> None:
    memo = app.make("CreditMemo", CustomerRef=ref("1"), Line=[line(40)])
    assert (memo["RemainingCredit"], memo["Balance"], "DueDate" in memo) == (40, 40, False)
    sale = app.make("SalesReceipt", CustomerRef=ref("1"), Line=[line(40)])
    assert (sale["Balance"], sale["DepositToAccountRef"]["name"]) == (0, "Undeposited Funds")
    body = {"CustomerRef": ref("1"), "Line": [line(40)]}
    assert app.refused("RefundReceipt", body)[0] == "2020"
    checking, income = company.find_named("Account", "Checking"), company.find_named("Account", "Services")
    assert checking is not None
    assert income is not None
    assert app.refused("RefundReceipt", {**body, "DepositToAccountRef": ref(income["Id"])})[0] == "6430"
    refund = app.make("RefundReceipt", {**body, "DepositToAccountRef": ref(checking["Id"])})
    assert (refund["Balance"], refund["TotalAmt"]) == (0, 40)
    assert [memo["Id"], sale["Id"], refund["Id"]] == ["1", "2", "3"]  # one sequence over all transactions


def test_online_payment_needs_quickbooks_payments(company: Company, app: Hand) -> None:
    asked = {"AllowOnlineACHPayment": True, "AllowIPNPayment": True, "AllowOnlinePayment": True}
    made = invoice(app, **asked)
    assert {name: made[name] for name in asked} == dict.fromkeys(asked, False)
    company.settings({"Preferences": {"SalesFormsPrefs": {"ETransactionPaymentEnabled": True}}})
    made = invoice(app, **asked)
    assert (made["AllowOnlineACHPayment"], made["AllowOnlineCreditCardPayment"]) == (True, False)
    assert (made["AllowIPNPayment"], made["AllowOnlinePayment"]) == (False, False)
