"""An invoice keeps its number, and a taken one is never doubled or renumbered (S16, S45, A5, A18)."""

from __future__ import annotations

import pytest

from tests.scenarios.company import line, living, sold
from tests.scenarios.conftest import Acme


def other_customer(acme: Acme) -> str:
    return acme.customer("Granite", "gil@granite.test")


def take(acme: Acme, kind: str, number: str) -> str:
    """Somebody's document in QuickBooks that has the number."""
    body = {
        "CustomerRef": {"value": other_customer(acme)},
        "DocNumber": number,
        "Line": [sold(acme.item_id, "1", "90.00")],
    }
    if kind == "RefundReceipt":
        body["DepositToAccountRef"] = {"value": acme.account("Checking")}
    return str(acme.in_quickbooks(kind, body)["Id"])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("Invoice", "invoice"),
        ("CreditMemo", "credit memo"),
        ("SalesReceipt", "sales receipt"),
        ("RefundReceipt", "refund receipt"),
    ],
)
def test_a_number_that_any_sales_form_holds_is_never_doubled(acme: Acme, kind: str, words: str) -> None:  # A18
    take(acme, kind, "HS-1")
    acme.sync()
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()

    row = next(
        row
        for row in acme.world.records(object_type="invoice")
        if row.hubspot_id and row.number == "HS-1" and not row.quickbooks_id
    )
    assert (row.status, row.reason) == ("failing", "number_taken")
    for word in (words, "Granite", ", 90.00 USD"):
        assert word in row.params["holder"]
    taken = [one for one in living(acme.world, "quickbooks", "invoice") if one["DocNumber"] == "HS-1"]
    assert len(taken) == (1 if kind == "Invoice" else 0)
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_both_sides_of_a_clash_fail_until_one_number_is_freed(acme: Acme) -> None:  # A18, S45
    bill = take(acme, "Invoice", "HS-1")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    rows = acme.world.records(object_type="invoice")
    assert [(row.status, row.reason) for row in rows] == [("failing", "number_taken")] * 2

    acme.change("Invoice", bill, DocNumber="GR-7")
    acme.sync()

    acme.equal("HS-1")
    acme.equal("GR-7")
    assert acme.everything_stands() >= {"invoice syncing"}
    assert not any("failing" in state for state in acme.everything_stands())


def test_the_same_document_is_linked_and_not_made_again(acme: Acme) -> None:  # A5
    acme.bill(acme.customer_id, sold(acme.item_id), number="HS-1", date="2026-11-20")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date="2026-11-20")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "syncing"
    acme.equal("HS-1")


def test_linked_with_other_lines_is_a_remark(acme: Acme) -> None:  # A5
    acme.bill(acme.customer_id, sold(acme.item_id, "1", "60.00"), sold(acme.item_id, "1", "40.00"), number="HS-1")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()

    assert acme.stands(number="HS-1") == "syncing"
    assert "different_lines" in acme.remarks(number="HS-1")


@pytest.mark.parametrize("differs", ["customer", "total", "date"])
def test_one_difference_of_the_five_is_a_clash(acme: Acme, differs: str) -> None:  # A5
    customer = other_customer(acme) if differs == "customer" else acme.customer_id
    price = "51.00" if differs == "total" else "50.00"
    day = "2026-11-19" if differs == "date" else "2026-11-20"
    acme.bill(customer, sold(acme.item_id, "2", price), number="HS-1", date=day)
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date="2026-11-20")
    acme.sync()

    rows = acme.world.records(object_type="invoice")
    assert [(row.status, row.reason) for row in rows] == [("failing", "number_taken")] * 2


def test_a_number_over_21_characters_fails_and_is_never_cut(acme: Acme) -> None:  # A18, S45
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-2026-0000000000-001")
    acme.sync()

    assert acme.stands("invoice") == "failing: number_too_long"
    assert living(acme.world, "quickbooks", "invoice") == []


def test_the_same_question_is_asked_of_hubspot_before_a_mirror(acme: Acme) -> None:  # A18
    baker = acme.contact("bea@baker.test", "Bea")
    acme.invoice(baker, line(quantity="1"), number="1001")
    acme.sync()
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()

    taken = [row for row in acme.world.records(object_type="invoice") if row.reason == "number_taken"]
    assert taken
    assert len(acme.hubspot_all("1001")) == 1


def test_two_of_one_number_in_one_run_do_not_both_go(acme: Acme) -> None:  # A18
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    second = acme.invoice(acme.contact_id, line(product=acme.product_id, quantity="3"), number="HS-2")
    acme.edit("invoices", second, hs_number="HS-1")
    acme.sync()

    assert len(acme.quickbooks_all("HS-1")) == 1


def test_with_custom_numbers_on_the_number_is_kept_too(acme: Acme) -> None:  # S9, A18
    acme.company_settings(SalesFormsPrefs={"CustomTxnNumbers": True})
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()

    acme.equal("HS-1")


def test_quickbooks_invoices_without_a_number_arrive_all_the_same(acme: Acme) -> None:
    acme.company_settings(SalesFormsPrefs={"CustomTxnNumbers": True})
    body = {"CustomerRef": {"value": acme.customer_id}, "TxnDate": "2026-11-20", "Line": [sold(acme.item_id)]}
    acme.in_quickbooks("Invoice", body)
    acme.in_quickbooks("Invoice", body)
    acme.sync()

    assert {row.status for row in acme.world.records(object_type="invoice")} == {"syncing"}
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
