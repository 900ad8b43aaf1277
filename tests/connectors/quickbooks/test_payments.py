"""Payments by application, on the sandbox."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.core.records import InvoiceStatus, Line
from syncapp.core.values import ObjectType
from tests.connectors.quickbooks.bench import Bench, all_ids

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType


def test_a_payment_over_three_invoices_is_three_applications(bench: Bench) -> None:  # A25, F89
    customer, item = bench.customer(), bench.item()
    invoices = [bench.invoice(customer, item, f"{n}.50", number=f"HS-{n}") for n in (1, 2, 3)]
    applied = [
        {"Amount": n + 0.5, "LinkedTxn": [{"TxnId": id_, "TxnType": "Invoice"}]} for n, id_ in enumerate(invoices, 1)
    ]
    payment = bench.as_user("Payment", {"CustomerRef": {"value": customer}, "TotalAmt": 10, "Line": applied})["Id"]
    system = bench.connect()

    assert all_ids(system, PAYMENT) == [f"{payment}/{id_}" for id_ in invoices]
    found = system.read(PAYMENT, [f"{payment}/{invoices[1]}", f"{payment}/{invoices[0]}"])

    assert [each.amount for each in found] == [Decimal("2.5"), Decimal("1.5")]
    assert [each.invoice_ids for each in found] == [(invoices[1],), (invoices[0],)]
    assert {(each.total, each.unapplied) for each in found} == {(Decimal(10), Decimal("2.5"))}
    assert system.calls == {"read": 1}


def test_an_application_that_was_taken_back_is_absent(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item)
    application = bench.payment(customer, invoice, "40")
    payment = application.partition("/")[0]
    bench.as_user("Payment", {"Id": payment, "Line": []})
    system = bench.connect()

    assert system.read(PAYMENT, [application]) == []
    assert all_ids(system, PAYMENT) == [f"{payment}/"]
    unapplied = system.read(PAYMENT, [f"{payment}/"])[0]
    assert (unapplied.amount, unapplied.unapplied, unapplied.invoice_ids) == (Decimal(0), Decimal(40), ())


def test_a_deleted_payment_is_gone_by_its_own_id(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    application = bench.payment(customer, bench.invoice(customer, item), "40")
    bench.control("POST", "clock", {"advance_seconds": 1800})
    cursor = bench.connect().start_cursor()

    outcome = bench.one(entity="payment", action="delete", id=application, version="0")

    assert outcome.id == application
    assert outcome.problem is None
    assert bench.connect().changes(cursor, {}).gone == [(PAYMENT, application.partition("/")[0])]


def test_a_payment_in_a_bank_deposit_says_so_without_another_call(bench: Bench) -> None:  # A28
    customer, item = bench.customer(), bench.item()
    application = bench.payment(customer, bench.invoice(customer, item), "40")
    payment = application.partition("/")[0]
    bank = next(row["Id"] for row in bench.objects("account") if row["AccountType"] == "Bank")
    linked = [{"TxnId": payment, "TxnType": "Payment", "TxnLineId": "0"}]
    bench.as_user("Deposit", {"DepositToAccountRef": {"value": bank}, "Line": [{"Amount": 40, "LinkedTxn": linked}]})

    assert bench.record(PAYMENT, application).deposited
    refused = bench.one(entity="payment", action="void", id=application, version="1")
    assert refused.problem is not None
    assert refused.problem.code == "payment_in_deposit"


def test_a_credit_memo_reaches_an_invoice_as_a_credit(bench: Bench) -> None:  # A30
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "100")
    sold = {
        "DetailType": "SalesItemLineDetail",
        "Amount": 30,
        "SalesItemLineDetail": {"ItemRef": {"value": item}},
    }
    memo = bench.as_user("CreditMemo", {"CustomerRef": {"value": customer}, "Line": [sold]})["Id"]
    pays = [
        {"Amount": 30, "LinkedTxn": [{"TxnId": invoice, "TxnType": "Invoice"}]},
        {"Amount": 30, "LinkedTxn": [{"TxnId": memo, "TxnType": "CreditMemo"}]},
    ]
    payment = bench.as_user("Payment", {"CustomerRef": {"value": customer}, "TotalAmt": 0, "Line": pays})["Id"]

    credit = bench.record(PAYMENT, f"{payment}/{invoice}")

    assert (credit.kind, credit.amount, credit.total) == ("credit memo", Decimal(30), Decimal(0))
    assert bench.record(INVOICE, invoice).balance == Decimal(70)


def test_a_payment_is_voided_and_its_invoice_open_again(bench: Bench) -> None:  # A28
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item)
    application = bench.payment(customer, invoice, "40")

    outcome = bench.one(entity="payment", action="void", id=application, version="0")

    assert outcome.record is not None
    assert (outcome.id, outcome.record.status, outcome.record.amount) == (application, "voided", Decimal(0))
    assert bench.record(INVOICE, invoice).balance == Decimal(100)
    assert bench.connect().read(PAYMENT, [application]) == []


def test_changing_a_payment_keeps_its_other_applications(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    one, two = (bench.invoice(customer, item, number=number) for number in ("HS-1", "HS-2"))
    applied = [{"Amount": 40, "LinkedTxn": [{"TxnId": id_, "TxnType": "Invoice"}]} for id_ in (one, two)]
    payment = bench.as_user("Payment", {"CustomerRef": {"value": customer}, "TotalAmt": 80, "Line": applied})["Id"]
    before = bench.record(PAYMENT, f"{payment}/{one}")

    outcome = bench.one(
        entity="payment", action="update", id=before.id, version=before.version, raw=before.raw,
        fields={"PaymentRefNum": "4711"}, line=Line(amount=Decimal("55.25")),
    )  # fmt: skip

    assert outcome.record is not None
    assert (outcome.record.amount, outcome.record.total, outcome.record.reference) == (
        Decimal("55.25"),
        Decimal("95.25"),
        "4711",
    )
    assert bench.record(PAYMENT, f"{payment}/{two}").amount == Decimal(40)


def test_a_journal_entry_that_pays_an_invoice_is_told_as_one(bench: Bench) -> None:  # A30
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "100")
    accounts = {row["AccountType"]: row["Id"] for row in bench.objects("account")}

    def side(posting: str, account: str) -> dict[str, Any]:
        detail: dict[str, Any] = {"PostingType": posting, "AccountRef": {"value": accounts[account]}}
        if account == "Accounts Receivable":
            detail["Entity"] = {"Type": "Customer", "EntityRef": {"value": customer}}
        return {"DetailType": "JournalEntryLineDetail", "Amount": 25, "JournalEntryLineDetail": detail}

    entry = bench.as_user("JournalEntry", {"Line": [side("Debit", "Income"), side("Credit", "Accounts Receivable")]})[
        "Id"
    ]
    pays = [
        {"Amount": 25, "LinkedTxn": [{"TxnId": id_, "TxnType": kind}]}
        for id_, kind in ((invoice, "Invoice"), (entry, "JournalEntry"))
    ]
    payment = bench.as_user("Payment", {"CustomerRef": {"value": customer}, "TotalAmt": 0, "Line": pays})["Id"]

    found = bench.record(PAYMENT, f"{payment}/{invoice}")

    assert (found.kind, found.amount) == ("journal entry", Decimal(25))
    assert bench.record(INVOICE, invoice).linked == (("Payment", payment),)


def test_an_over_payment_leaves_the_rest_with_the_customer(bench: Bench) -> None:  # A30, F89
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "100")

    outcome = bench.one(
        entity="payment", action="create", links={"customer": customer, "invoice": invoice}, line=Line(amount=Decimal(100)),
        fields={"TotalAmt": Decimal("120.05")},
    )  # fmt: skip

    assert outcome.record is not None
    assert (outcome.record.amount, outcome.record.total, outcome.record.unapplied) == (
        Decimal(100),
        Decimal("120.05"),
        Decimal("20.05"),
    )
    assert bench.record(INVOICE, invoice).status is InvoiceStatus.PAID


def test_more_than_is_open_is_refused(bench: Bench) -> None:  # A29
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "100")

    outcome = bench.one(
        entity="payment",
        action="create",
        links={"customer": customer, "invoice": invoice},
        line=Line(amount=Decimal("100.01")),
    )

    assert outcome.problem is not None
    assert outcome.problem.code == "overpays"


def test_a_payment_is_deposited_where_and_by_the_method_that_is_chosen(bench: Bench) -> None:  # A26, A27
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "100")
    lists = bench.system.lists()
    bank = next(each.id for each in lists["accounts"] if each.group == "Bank")
    check = next(each.id for each in lists["methods"] if each.name == "Check")

    outcome = bench.one(
        entity="payment", action="create", line=Line(amount=Decimal(100)), fields={"PrivateNote": "HubSpot 1:2"},
        links={"customer": customer, "invoice": invoice, "deposit_to": bank, "method": check},
    )  # fmt: skip

    assert outcome.record is not None
    assert (outcome.record.method, outcome.record.values["DepositToAccountRef"], outcome.record.note) == (
        check,
        bank,
        "HubSpot 1:2",
    )
