"""One HubSpot payment on several invoices: a person divides it, and QuickBooks gets one payment with a line for each (A25)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from syncapp.actions import linking
from syncapp.actions.dividing import divide
from syncapp.actions.records import FixRefused
from syncapp.engine.asked import stored_seal
from syncapp.storage.models import SyncRecord
from tests.scenarios.company import Doc, line, living, sold
from tests.scenarios.conftest import Acme

NOTHING = {"hubspot": 0, "quickbooks": 0}


def made(acme: Acme, *numbers: str) -> list[str]:
    """HubSpot invoices over 100.00 each, in both systems; their ids."""
    ids = [acme.invoice(acme.contact_id, line(product=acme.product_id), number=number) for number in numbers]
    acme.sync()
    return ids


def put_on(acme: Acme, payment: str, *invoices: str) -> None:
    for invoice in invoices:
        acme.in_hubspot("PUT", f"/crm/v4/objects/commerce_payments/{payment}/associations/default/invoices/{invoice}")


def one_check(acme: Acme, invoices: list[str], amount: str, **more: str) -> str:
    """A payment of this amount over these invoices, as somebody records it in HubSpot."""
    types = dict.fromkeys(invoices, 542)
    values = {"hs_initial_amount": amount, "hs_initiated_date": "2026-11-23", "hs_latest_status": "succeeded",
              "hs_currency_code": "USD", "hs_payment_method_type": "check", "hs_reference_number": "4711", **more}  # fmt: skip
    payment = acme.make("commerce_payments", types, **values)
    acme.sync()
    return payment


def whole(acme: Acme, payment: str) -> SyncRecord:
    return acme.world.record(object_type="payment", hubspot_id=payment)


def say(acme: Acme, payment: str, *amounts: str) -> None:
    """A person divides it among its invoices, in the order of their numbers."""
    row = whole(acme, payment)
    ids = sorted(row.keys.filter(side="hubspot").values_list("key", flat=True), key=lambda key: (len(key), key))
    sums = dict(zip((key.removeprefix("invoice:") for key in ids), map(Decimal, amounts), strict=True))
    divide(row, sums, stored_seal(row), by=User.objects.get(email="owner@example.com"))


def checks(acme: Acme) -> list[Doc]:
    return living(acme.world, "quickbooks", "payment")


def applied(acme: Acme, check: Doc) -> dict[str, float]:
    """What a QuickBooks payment pays, by the number of the invoice."""
    numbers = {one["Id"]: one["DocNumber"] for one in living(acme.world, "quickbooks", "invoice")}
    return {numbers[link["TxnId"]]: one["Amount"] for one in check["Line"] for link in one["LinkedTxn"]}


def states(acme: Acme) -> list[str]:
    return sorted(f"{one.status} {one.reason}".strip() for one in acme.world.records(object_type="payment"))


# -- divided -------------------------------------------------------------------------------------------------------


def test_one_customer_pays_one_payment(acme: Acme) -> None:  # A25
    acme.customer("Baker", "bea@baker.test")
    bea = acme.contact("bea@baker.test", "Bea")
    ids = [acme.invoice(who, line(product=acme.product_id), number=number)
           for who, number in ((acme.contact_id, "HS-1"), (bea, "HS-2"))]  # fmt: skip
    acme.sync()
    payment = one_check(acme, ids, "150.00")
    with pytest.raises(FixRefused, match="billed to Acme and Baker"):
        say(acme, payment, "100.00", "50.00")
    assert checks(acme) == []


# -- an invoice that is not there (yet) ----------------------------------------------------------------------------


def test_the_part_of_an_invoice_that_comes_later_is_applied_from_what_was_left(acme: Acme) -> None:  # A25
    first = made(acme, "HS-1")
    holder = acme.bill(acme.customer_id, sold(acme.item_id, "1"), number="HS-2")
    late = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.sync()
    assert acme.stands(number="HS-2", hubspot_id=late) == "failing: number_taken"
    payment = one_check(acme, [*first, late], "150.00")
    say(acme, payment, "100.00", "50.00")
    acme.sync()
    (check,) = checks(acme)
    assert (check["TotalAmt"], check["UnappliedAmt"], applied(acme, check)) == (150, 50, {"HS-1": 100})
    assert states(acme) == ["excluded divided", "pending waiting", "syncing"]

    acme.change("Invoice", holder, CustomerRef={"value": acme.customer_id}, DocNumber="1002")
    acme.sync()

    (check,) = checks(acme)
    assert (check["TotalAmt"], check["UnappliedAmt"]) == (150, 0)
    assert applied(acme, check) == {"HS-1": 100, "HS-2": 50}
    assert acme.equal("HS-2").balance == 50
    assert states(acme) == ["excluded divided", "syncing", "syncing"]
    assert acme.writes() == NOTHING


# -- what happens to it afterwards ---------------------------------------------------------------------------------


def divided(acme: Acme) -> str:
    """150.00 over HS-1 and HS-2, in QuickBooks."""
    payment = one_check(acme, made(acme, "HS-1", "HS-2"), "150.00")
    say(acme, payment, "100.00", "50.00")
    acme.sync()
    return payment


def test_edited_in_hubspot_its_date_follows_once(acme: Acme) -> None:  # A29
    acme.edit("commerce_payments", divided(acme), hs_initiated_date="2026-11-20", hs_reference_number="4712")
    acme.sync()

    (check,) = checks(acme)
    assert (check["TxnDate"], check["PaymentRefNum"], check["TotalAmt"]) == ("2026-11-20", "4712", 150)
    assert applied(acme, check) == {"HS-1": 100, "HS-2": 50}
    assert states(acme) == ["excluded divided", "syncing", "syncing"]
    assert acme.writes() == NOTHING


def test_it_fails_at_the_bank_and_is_voided_once(acme: Acme) -> None:  # A28
    payment = divided(acme)
    acme.edit("commerce_payments", payment, hs_latest_status="failed")
    acme.sync()

    assert [one["TotalAmt"] for one in checks(acme)] == [0]
    assert [acme.equal(number).balance for number in ("HS-1", "HS-2")] == [100, 100]
    assert states(acme) == ["excluded divided", "syncing", "syncing"]
    assert acme.writes() == NOTHING


def test_a_refund_needs_a_person_once(acme: Acme) -> None:  # A28
    acme.edit("commerce_payments", divided(acme), hs_latest_status="partially_refunded", hs_refunds_amount="30.00")

    assert acme.writes() == NOTHING
    assert states(acme).count("failing refund_needs_you") == 1


def test_one_line_taken_off_in_quickbooks_is_told_and_put_back(acme: Acme) -> None:  # A29, S3
    divided(acme)
    (check,) = checks(acme)
    kept = [one for one in check["Line"] if one["Amount"] == 100]
    acme.change("Payment", check["Id"], CustomerRef=check["CustomerRef"], TotalAmt=150.0,
                Line=[{"Amount": one["Amount"], "LinkedTxn": [{"TxnId": one["LinkedTxn"][0]["TxnId"], "TxnType": "Invoice"}]} for one in kept])  # fmt: skip
    acme.sync()

    assert states(acme) == ["excluded divided", "failing payment_removed", "syncing"]


def test_dated_in_a_protected_period_all_of_it_is_parked(acme: Acme) -> None:  # A24
    payment = one_check(acme, made(acme, "HS-1", "HS-2"), "150.00")
    acme.world.workspace.protected_through = date(2026, 11, 23)
    acme.world.workspace.save()
    say(acme, payment, "100.00", "50.00")

    assert acme.writes() == NOTHING
    assert states(acme) == ["excluded divided", "pending parked", "pending parked"]


def test_an_answer_that_is_lost_makes_no_second_payment(acme: Acme) -> None:  # no duplicates
    payment = one_check(acme, made(acme, "HS-1", "HS-2"), "150.00")
    say(acme, payment, "100.00", "50.00")
    acme.world.fault("quickbooks", "/batch$", "reset", times=4)
    acme.world.sync()
    acme.sync()

    (check,) = checks(acme)
    assert applied(acme, check) == {"HS-1": 100, "HS-2": 50}
    assert [acme.equal(number).balance for number in ("HS-1", "HS-2")] == [0, 50]
    assert states(acme) == ["excluded divided", "syncing", "syncing"]


# -- the workflow of the guide -------------------------------------------------------------------------------------


@pytest.mark.parametrize("edited", [False, True])
def test_an_invoice_that_a_workflow_made_is_held_whatever_else_changes(acme: Acme, edited: bool) -> None:  # A32, S22
    (first,) = made(acme, "HS-1")
    payment = acme.pay_here(first, "100.00", reference="4711")
    acme.sync()
    copy = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.edit("invoices", copy, hs_invoice_status="open")
    put_on(acme, payment, copy)
    if edited:
        acme.edit("invoices", first, hs_comments="Gate code 12")
    acme.sync()

    assert acme.stands(number="HS-2") == "failing: duplicate_from_workflow"
    assert acme.quickbooks_all("HS-2") == []
    assert len(checks(acme)) == 1


def test_it_is_held_alone_and_the_payment_stays_whole(acme: Acme) -> None:  # A32, A25
    (first,) = made(acme, "HS-1")
    payment = acme.pay_here(first, "100.00", reference="4711")
    acme.sync()
    copy = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.edit("invoices", copy, hs_invoice_status="open")
    put_on(acme, payment, copy)
    acme.sync()
    assert acme.stands(number="HS-2") == "failing: duplicate_from_workflow"
    assert acme.stands("payment") == "syncing"

    acme.edit("invoices", copy, hs_invoice_status="voided")

    assert acme.writes() == NOTHING
    assert acme.stands(number="HS-2").startswith("excluded")
    assert acme.stands("payment") == "syncing"
    assert acme.equal("HS-1").status == "paid"


def test_said_to_be_another_sale_it_goes_over_unpaid(acme: Acme) -> None:  # A32
    (first,) = made(acme, "HS-1")
    payment = acme.pay_here(first, "100.00", reference="4711")
    acme.sync()
    copy = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.edit("invoices", copy, hs_invoice_status="open")
    put_on(acme, payment, copy)
    acme.sync()
    linking.another_sale(acme.world.record(number="HS-2"), by=User.objects.create_user("ida"))
    acme.sync()

    assert [acme.equal(number).balance for number in ("HS-1", "HS-2")] == [0, 100]
    assert len(checks(acme)) == 1
    assert acme.writes() == NOTHING
