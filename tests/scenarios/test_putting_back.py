"""What people ask for a record that is not equal is written once, as it was shown, by the next run (B19, S3, S44, A8, A29)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.putting_back import put_back
from syncapp.actions.records import FixRefused
from syncapp.engine.asked import stored_seal
from syncapp.storage.models import Activity, SyncRecord
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.test_s44 import change_there, linked, price_there

QUIET = {"hubspot": 0, "quickbooks": 0}


def me() -> User:
    return User.objects.get()


def click(acme: Acme, what: Any = put_back, **fields: Any) -> SyncRecord:
    """On the record's page, as it stands now."""
    record = acme.world.record(**fields)
    what(record, stored_seal(record), by=me())
    return record


def in_protected_period(acme: Acme, day: date) -> None:
    acme.world.workspace.protected_through = day
    acme.world.workspace.save()


def edited(acme: Acme) -> None:
    """A HubSpot invoice of $120 that somebody made $140 in QuickBooks."""
    linked(acme)
    price_there(acme, 60)
    acme.sync()


# -- QuickBooks is put back --------------------------------------------------------------------------------------


def test_quickbooks_gets_the_agreed_lines_back(acme: Acme) -> None:  # B19, S44
    edited(acme)
    coded = acme.quickbooks("HS-1").doc["Line"][0]["Id"]
    click(acme, number="HS-1")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.equal("HS-1").total == 120
    assert acme.quickbooks("HS-1").doc["Line"][0]["Id"] == coded  # the line keeps its place and coding
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.world.record(number="HS-1").decision == {}
    assert acme.writes() == QUIET


def test_it_is_put_back_once_and_a_second_edit_fails_again(acme: Acme) -> None:
    edited(acme)
    click(acme, number="HS-1")
    acme.sync()
    price_there(acme, 60)  # the very same edit once more

    assert acme.writes() == QUIET
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"


def test_what_was_changed_after_the_click_is_not_overwritten(acme: Acme) -> None:
    edited(acme)
    click(acme, number="HS-1")
    price_there(acme, 70)

    assert acme.writes() == QUIET
    assert acme.quickbooks("HS-1").total == 160
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"
    assert acme.world.record(number="HS-1").decision == {}  # what was asked for is over


def test_a_page_that_is_out_of_date_does_nothing(acme: Acme) -> None:
    edited(acme)
    shown = stored_seal(acme.world.record(number="HS-1"))
    price_there(acme, 70)
    acme.sync()

    with pytest.raises(FixRefused, match="changed since it was shown"):
        put_back(acme.world.record(number="HS-1"), shown, by=me())
    assert acme.world.record(number="HS-1").decision == {}


def test_an_added_and_a_removed_line_are_put_back(acme: Acme) -> None:  # S44
    linked(acme)
    lines = [one for one in acme.quickbooks("HS-1").doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    change_there(acme, Line=[lines[0], sold(acme.item_id, "1", "7.00", "Fuel")])
    acme.sync()
    click(acme, number="HS-1")
    acme.sync()

    assert acme.equal("HS-1").total == 120
    assert acme.writes() == QUIET


def test_comments_number_and_date_are_put_back(acme: Acme) -> None:  # S3, S16
    linked(acme)
    change_there(acme, CustomerMemo={"value": "Other gate"}, TxnDate="2026-11-02")
    acme.sync()
    click(acme, number="HS-1")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}
    bill = acme.quickbooks("HS-1")
    assert (bill.date, bill.doc["CustomerMemo"]["value"]) == ("2026-11-24", "Gate code 12")
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.writes() == QUIET


def test_the_customer_is_put_back(acme: Acme) -> None:  # S3
    linked(acme)
    acme.change(
        "Invoice", acme.quickbooks("HS-1").doc["Id"], CustomerRef={"value": acme.customer("Baker", "bea@baker.test")}
    )
    acme.sync()
    click(acme, number="HS-1")
    acme.sync()

    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == acme.customer_id
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.writes() == QUIET


def test_tax_put_on_in_quickbooks_is_taken_off(acme: Acme) -> None:  # S3, S5
    linked(acme)
    acme.company_settings(TaxPrefs={"UsingSalesTax": True, "PartnerTaxEnabled": False})
    code = acme.tax_code("California", "7.5")
    lines = [one for one in acme.quickbooks("HS-1").doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    taxed = [
        one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | {"TaxCodeRef": {"value": "TAX"}}} for one in lines
    ]
    change_there(acme, Line=taxed, TxnTaxDetail={"TxnTaxCodeRef": {"value": code}})
    acme.sync()
    assert acme.quickbooks("HS-1").total == 129
    click(acme, number="HS-1")
    acme.sync()

    assert acme.equal("HS-1").total == 120
    assert acme.writes() == QUIET


def test_nothing_is_put_back_below_what_was_paid(acme: Acme) -> None:  # A12
    edited(acme)
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "130.00"})
    acme.sync()
    click(acme, number="HS-1")

    assert acme.writes()["quickbooks"] == 0
    assert acme.stands(number="HS-1") == "failing: below_paid"
    assert acme.quickbooks("HS-1").total == 140


def test_nothing_is_put_back_in_a_protected_period(acme: Acme) -> None:  # A24
    edited(acme)
    in_protected_period(acme, date(2026, 11, 24))

    with pytest.raises(FixRefused, match="protected"):
        click(acme, number="HS-1")


def test_what_was_asked_before_the_period_was_closed_is_parked_and_goes_when_it_opens(acme: Acme) -> None:  # A24
    edited(acme)
    click(acme, number="HS-1")
    in_protected_period(acme, date(2026, 11, 24))
    assert acme.writes() == QUIET
    assert acme.stands(number="HS-1") == "pending: parked"

    in_protected_period(acme, date(2026, 11, 1))
    acme.sync()

    assert acme.equal("HS-1").total == 120


def test_where_the_sync_does_not_go_nothing_is_put_back(acme: Acme) -> None:  # S2
    edited(acme)
    acme.world.workspace.syncs.filter(object_type="invoice").update(direction="to-hubspot")

    with pytest.raises(FixRefused, match="does not go to QuickBooks Online"):
        click(acme, number="HS-1")


def test_it_is_told_who_asked_and_what_was_written(acme: Acme) -> None:
    edited(acme)
    record = click(acme, number="HS-1")
    acme.sync()

    told = Activity.objects.filter(record=record).order_by("id")
    assert [one.kind for one in told][-3:] == ["decided", "updated", "syncing"]
    assert told.get(kind="decided").actor == me()
    assert "put back" in told.filter(kind="updated").last().reason


# -- HubSpot is put back -----------------------------------------------------------------------------------------


def mirrored(acme: Acme) -> str:
    """A QuickBooks invoice of $100 and its copy; the copy's id."""
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    return str(acme.hubspot("1001").doc["id"])


def test_hubspot_gets_the_lines_of_quickbooks_back(acme: Acme) -> None:  # A8
    mirrored(acme)
    acme.edit("line_items", acme.parts("1001", "line_items")[0]["id"], price="60.00")
    acme.sync()
    assert acme.stands(number="1001") == "failing: owned_elsewhere"
    click(acme, number="1001")

    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}

    assert acme.equal("1001").total == 100
    assert acme.stands(number="1001") == "syncing"
    assert acme.writes() == QUIET


def test_hubspot_gets_number_and_date_and_lines_back_together(acme: Acme) -> None:  # A8
    copy = mirrored(acme)
    acme.edit("invoices", copy, hs_number="X-9", hs_invoice_date="2026-11-01T00:00:00.000Z")
    acme.edit("line_items", acme.parts("X-9", "line_items")[0]["id"], price="60.00")
    acme.part(copy, "discounts", hs_label="Loyal", hs_type="FIXED", hs_value="10", hs_sort_order="0")
    acme.sync()
    assert acme.world.record(object_type="invoice").reason == "owned_elsewhere"
    click(acme, object_type="invoice")
    acme.sync()

    assert acme.equal("1001").total == 100
    assert acme.writes() == QUIET


def test_what_quickbooks_changed_meanwhile_is_not_lost(acme: Acme) -> None:
    mirrored(acme)
    acme.edit("line_items", acme.parts("1001", "line_items")[0]["id"], price="60.00")
    acme.sync()
    click(acme, number="1001")
    bill = acme.quickbooks("1001").doc
    acme.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Line=[sold(acme.item_id, "3", "50.00")])
    acme.sync()

    assert acme.quickbooks("1001").total == 150
    assert acme.stands(number="1001") == "failing: owned_elsewhere"  # asked for $100, so it is asked again
    click(acme, number="1001")
    acme.sync()
    assert acme.equal("1001").total == 150


# -- payments ----------------------------------------------------------------------------------------------------


def paid(acme: Acme, amount: str = "120.00") -> str:
    """The payment in QuickBooks of a payment that was entered in HubSpot; its id."""
    linked(acme)
    acme.pay_here(acme.hubspot("HS-1").doc["id"], amount, date="2026-11-20", reference="4711")
    acme.sync()
    return str(acme.payments("HS-1")[0]["Id"])


def test_a_removed_payment_is_entered_again(acme: Acme) -> None:  # A29
    acme.in_quickbooks("Payment", {"Id": paid(acme)}, "delete")
    acme.sync()
    assert acme.stands("payment") == "failing: payment_removed"
    click(acme, object_type="payment")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    (payment,) = acme.payments("HS-1")
    assert (payment["TotalAmt"], payment["TxnDate"], payment["PaymentRefNum"]) == (120, "2026-11-20", "4711")
    assert acme.equal("HS-1").status == "paid"
    assert (acme.stands(number="HS-1"), acme.stands("payment")) == ("syncing", "syncing")
    assert acme.writes() == QUIET


def test_a_voided_payment_is_entered_again(acme: Acme) -> None:  # A29
    acme.in_quickbooks("Payment", {"Id": paid(acme)}, "void")
    acme.sync()
    click(acme, object_type="payment")
    acme.sync()

    assert acme.equal("HS-1").status == "paid"
    assert acme.writes() == QUIET


def test_entered_again_by_hand_after_the_click_it_is_not_entered_twice(acme: Acme) -> None:  # A29: no second payment
    acme.in_quickbooks("Payment", {"Id": paid(acme)}, "delete")
    acme.sync()
    click(acme, object_type="payment")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "120.00"}, date="2026-11-24", reference="4711")

    assert acme.writes() == QUIET
    assert len(acme.payments("HS-1")) == 1
    assert acme.stands("payment") == "syncing"


def test_a_payment_does_not_come_back_where_no_balance_is_left(acme: Acme) -> None:  # A29: no balance below zero
    acme.in_quickbooks("Payment", {"Id": paid(acme)}, "delete")
    acme.sync()
    click(acme, object_type="payment")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "100.00"}, date="2026-11-24")
    acme.sync()

    assert acme.world.record(object_type="payment", hubspot_id__isnull=False, reason="overpays")
    assert acme.quickbooks("HS-1").balance == 20


def test_a_removed_payment_of_a_protected_day_stays_away(acme: Acme) -> None:  # A24
    acme.in_quickbooks("Payment", {"Id": paid(acme)}, "delete")
    acme.sync()
    in_protected_period(acme, date(2026, 11, 20))

    with pytest.raises(FixRefused, match="protected"):
        click(acme, object_type="payment")


def test_an_amount_that_was_changed_in_quickbooks_is_put_back(acme: Acme) -> None:  # S44, S45
    payment, bill = paid(acme), acme.quickbooks("HS-1").doc["Id"]
    lines = [{"Amount": 90.0, "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill}]}]
    acme.change("Payment", payment, CustomerRef={"value": acme.customer_id}, TotalAmt=90.0, Line=lines)
    acme.sync()
    assert acme.stands("payment") == "failing: payment_changed"
    click(acme, object_type="payment")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}
    assert acme.payments("HS-1")[0]["TotalAmt"] == 120
    assert acme.equal("HS-1").status == "paid"
    assert acme.writes() == QUIET


def test_a_deposited_payment_is_not_put_back(acme: Acme) -> None:  # A28
    payment, bill = paid(acme), acme.quickbooks("HS-1").doc["Id"]
    lines = [{"Amount": 90.0, "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill}]}]
    acme.change("Payment", payment, CustomerRef={"value": acme.customer_id}, TotalAmt=90.0, Line=lines)
    acme.bank_deposit(payment, "90.00")
    acme.sync()
    click(acme, object_type="payment")

    assert acme.writes() == QUIET
    assert acme.stands("payment") == "failing: payment_in_deposit"


def test_what_cannot_be_put_back_is_refused(acme: Acme) -> None:
    linked(acme)
    record = acme.world.record(number="HS-1")
    with pytest.raises(FixRefused, match="stands otherwise"):
        put_back(record, stored_seal(record), by=me())


def test_lines_of_a_new_invoice_that_never_agreed_are_sent_again(acme: Acme) -> None:  # A20
    acme.company_settings(TaxPrefs={"UsingSalesTax": True, "PartnerTaxEnabled": False})
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-7")
    acme.sync()
    record = acme.world.record(number="HS-7")
    SyncRecord.objects.filter(pk=record.pk).update(quickbooks_base=None, hubspot_base=None)
    bill = acme.quickbooks("HS-7").doc
    lines = [one for one in bill["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    code = acme.tax_code("Yolo", "10")
    taxed = [
        one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | {"TaxCodeRef": {"value": "TAX"}}} for one in lines
    ]
    acme.change(
        "Invoice",
        bill["Id"],
        CustomerRef=bill["CustomerRef"],
        Line=taxed,
        TxnTaxDetail={"TxnTaxCodeRef": {"value": code}},
    )
    acme.sync()
    assert acme.stands(number="HS-7") == "failing: total_changed"
    click(acme, number="HS-7")
    acme.sync()

    assert acme.equal("HS-7").total == 100
    assert acme.writes() == QUIET
