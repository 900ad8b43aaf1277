"""What people choose for a record that was deleted or voided on one side (A10, A11), and what they settle by hand (A28)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from syncapp.actions.by_hand import mark_done
from syncapp.actions.gone import recreate, unlink, void_rest
from syncapp.actions.records import FixRefused, withdraw
from syncapp.actions.voids import restore, void_there
from tests.scenarios.company import CRM, line, living, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.money import paid_by_card
from tests.scenarios.test_deletions import delete_here
from tests.scenarios.test_putting_back import QUIET, click, in_protected_period, me


def linked(acme: Acme, date: str = "2026-11-20") -> str:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date=date)
    acme.sync()
    return invoice


def deleted_there(acme: Acme, **more: str) -> None:
    linked(acme, **more)
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks("HS-1").doc["Id"]}, "delete")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: deleted_in_quickbooks"


def mirror_deleted(acme: Acme) -> None:
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    delete_here(acme, acme.hubspot("1001").doc["id"])
    acme.sync(full=True)
    assert acme.stands(number="1001") == "failing: deleted_in_hubspot"


# -- created again -----------------------------------------------------------------------------------------------


def test_deleted_in_quickbooks_it_is_created_there_again(acme: Acme) -> None:  # A11
    deleted_there(acme)
    click(acme, recreate, number="HS-1")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.equal("HS-1").total == 100
    record = acme.world.record(number="HS-1")
    assert (record.status, record.decision, record.origin) == ("syncing", {}, "hubspot")
    assert acme.writes() == QUIET


def test_created_again_by_hand_meanwhile_it_is_linked_and_not_doubled(acme: Acme) -> None:  # A5
    deleted_there(acme)
    click(acme, recreate, number="HS-1")
    acme.bill(acme.customer_id, sold(acme.item_id), number="HS-1", date="2026-11-20")

    assert acme.writes() == QUIET

    assert len(acme.quickbooks_all("HS-1")) == 1
    assert acme.stands(number="HS-1") == "syncing"


def test_a_taken_number_is_told_and_it_goes_when_it_is_free(acme: Acme) -> None:  # A18
    deleted_there(acme)
    click(acme, recreate, number="HS-1")
    other = acme.bill(acme.customer_id, sold(acme.item_id, "1", "7.00"), number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1", hubspot_id__isnull=False) == "failing: number_taken"

    acme.change("Invoice", other, CustomerRef={"value": acme.customer_id}, DocNumber="HS-1b")
    acme.sync()

    assert acme.stands(number="HS-1") == "syncing"
    assert acme.quickbooks("HS-1").total == 100


def test_an_old_invoice_is_created_again_although_it_is_older_than_the_sync(
    acme: Acme,
) -> None:  # A15: somebody has asked
    deleted_there(acme, date="2026-10-01")
    acme.world.workspace.syncs.filter(object_type="invoice").update(started_at="2026-11-24T00:00:00Z")
    click(acme, recreate, number="HS-1")
    acme.sync()

    assert acme.equal("HS-1").total == 100


def test_a_copy_deleted_in_hubspot_is_created_again(acme: Acme) -> None:  # A11
    mirror_deleted(acme)
    click(acme, recreate, number="1001")

    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}

    assert acme.equal("1001").total == 100
    assert acme.stands(number="1001") == "syncing"
    assert acme.writes() == QUIET


def test_a_copy_of_what_was_deleted_in_quickbooks_is_not_sent_there(acme: Acme) -> None:  # A11
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.in_quickbooks("Invoice", {"Id": bill}, "delete")
    acme.sync()

    with pytest.raises(FixRefused, match="is a copy"):
        click(acme, recreate, number="1001")


def test_a_deleted_payment_of_quickbooks_is_created_again_in_hubspot(acme: Acme) -> None:  # A11
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.pay_there(acme.customer_id, {bill: "40.00"})
    acme.sync()
    acme.remove("commerce_payments", living(acme.world, "hubspot", "commerce_payments")[0]["id"])
    acme.sync(full=True)
    assert acme.stands("payment") == "failing: deleted_in_hubspot"
    click(acme, recreate, object_type="payment")
    acme.sync()

    assert acme.equal("1001").balance == 60
    assert acme.stands("payment") == "syncing"
    assert acme.writes() == QUIET


def test_a_deleted_contact_is_created_again(acme: Acme) -> None:  # A11
    acme.remove("contacts", acme.contact_id)
    acme.sync(full=True)
    click(acme, recreate, object_type="contact")
    acme.sync()

    assert [one["properties"]["email"] for one in living(acme.world, "hubspot", "contacts")] == ["ann@acme.test"]
    assert acme.stands("contact") == "syncing"
    assert acme.writes() == QUIET


def test_nothing_is_created_again_in_a_protected_period(acme: Acme) -> None:  # A24
    deleted_there(acme)
    in_protected_period(acme, date(2026, 11, 20))

    with pytest.raises(FixRefused, match="protected"):
        click(acme, recreate, number="HS-1")


def test_what_was_asked_can_be_taken_back(acme: Acme) -> None:
    deleted_there(acme)
    record = click(acme, recreate, number="HS-1")
    assert withdraw(record, by=me())

    assert acme.writes() == QUIET
    assert acme.stands(number="HS-1") == "failing: deleted_in_quickbooks"


def test_restored_meanwhile_nothing_is_created(acme: Acme) -> None:
    mirror_deleted(acme)
    click(acme, recreate, number="1001")
    gone = next(one for one in acme.world.objects("hubspot", "invoices") if one.get("archived"))
    acme.in_hubspot("POST", f"{CRM}/invoices/{gone['id']}/restore")
    acme.sync()

    assert len(acme.hubspot_all("1001")) == 1
    assert acme.stands(number="1001") == "syncing"


# -- void what is left, or leave it ------------------------------------------------------------------------------


def test_what_is_left_in_quickbooks_is_voided(acme: Acme) -> None:  # A11
    delete_here(acme, linked(acme))
    acme.sync(full=True)
    click(acme, void_rest, number="HS-1")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.quickbooks("HS-1").status == "voided"
    assert acme.stands(number="HS-1") == "excluded: deleted_and_void"
    assert acme.writes() == QUIET


def test_what_is_left_in_hubspot_is_voided(acme: Acme) -> None:  # A11
    deleted_there(acme)
    click(acme, void_rest, number="HS-1")

    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}
    assert acme.hubspot("HS-1").status == "voided"
    assert acme.stands(number="HS-1") == "excluded: deleted_and_void"
    assert acme.writes() == QUIET


def test_a_paid_invoice_is_not_voided(acme: Acme) -> None:  # A10
    acme.pay_here(linked(acme), "40.00")
    acme.sync()
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks("HS-1").doc["Id"]}, "delete")
    acme.sync()

    with pytest.raises(FixRefused, match="Payments are applied"):
        click(acme, void_rest, number="HS-1")


def test_a_payment_deleted_in_hubspot_is_voided_in_quickbooks(acme: Acme) -> None:  # A11
    payment = paid_by_card(acme)
    acme.remove("commerce_payments", payment)
    acme.sync(full=True)
    assert acme.stands("payment") == "failing: deleted_in_hubspot"
    click(acme, void_rest, object_type="payment")
    acme.sync()

    assert acme.quickbooks("HS-1").balance == 100
    assert acme.stands("payment") == "excluded: deleted"
    assert acme.writes() == QUIET


def test_a_deposited_payment_is_not_voided(acme: Acme) -> None:  # A28
    payment = paid_by_card(acme)
    acme.bank_deposit(acme.payments("HS-1")[0]["Id"], "100.00")
    acme.remove("commerce_payments", payment)
    acme.sync(full=True)
    click(acme, void_rest, object_type="payment")

    assert acme.writes()["quickbooks"] == 0
    assert acme.stands("payment") == "failing: payment_in_deposit"


def test_unlinked_it_is_left_alone_for_good(acme: Acme) -> None:  # A11
    deleted_there(acme)
    click(acme, unlink, number="HS-1")
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")

    assert acme.writes()["quickbooks"] <= 1  # the phone
    record = acme.world.record(number="HS-1")
    assert (record.status, record.params["reason"]) == (
        "ignored",
        "Unlinked, because it was deleted in QuickBooks Online.",
    )
    assert acme.quickbooks_all("HS-1") == []
    assert acme.sync(full=True)["writes"] == QUIET


# -- voided in HubSpot, belongs to QuickBooks --------------------------------------------------------------------


def voided_here(acme: Acme, date: str = "2026-11-20") -> None:
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001", date=date)
    acme.sync()
    acme.edit("invoices", acme.hubspot("1001").doc["id"], hs_invoice_status="voided")
    acme.sync()
    assert acme.stands(number="1001") == "failing: voided_elsewhere"


def test_the_void_is_made_in_quickbooks_too(acme: Acme) -> None:  # A10
    voided_here(acme, "2026-10-20")
    click(acme, void_there, number="1001")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}
    assert acme.quickbooks("1001").status == "voided"
    assert acme.stands(number="1001") == "syncing"
    assert acme.writes() == QUIET


def test_or_it_is_taken_back_in_hubspot(acme: Acme) -> None:  # A10
    voided_here(acme)
    click(acme, restore, number="1001")

    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}
    assert acme.equal("1001").status == "open"
    assert acme.stands(number="1001") == "syncing"
    assert acme.writes() == QUIET


def test_a_void_in_a_protected_period_is_refused(acme: Acme) -> None:  # A10, A24
    voided_here(acme)
    in_protected_period(acme, date(2026, 11, 20))

    with pytest.raises(FixRefused, match="protected"):
        click(acme, void_there, number="1001")
    assert acme.writes() == QUIET


# -- settled by hand ---------------------------------------------------------------------------------------------


def test_a_refund_that_was_booked_by_hand_counts_as_settled_until_it_grows(acme: Acme) -> None:  # A28
    payment = paid_by_card(acme)
    acme.edit("commerce_payments", payment, hs_latest_status="partially_refunded", hs_refunds_amount="25.00")
    acme.sync()
    click(acme, mark_done, object_type="payment")
    acme.sync()
    assert acme.stands("payment") == "syncing"
    assert "by_hand" in acme.remarks("payment")
    acme.sync(full=True)
    assert acme.stands("payment") == "syncing"

    acme.edit("commerce_payments", payment, hs_refunds_amount="60.00")
    acme.sync()

    assert acme.stands("payment") == "failing: refund_needs_you"
    assert acme.world.record(object_type="payment").decision == {}
    assert Decimal(acme.payments("HS-1")[0]["TotalAmt"]) == 100


def test_an_invoice_with_an_item_whose_product_was_deleted_is_shown_without_the_product(acme: Acme) -> None:  # A11, S4
    """No poll tells of the deletion; HubSpot's refusal of the line leads to it, and the money is shown all the same."""
    acme.sync()
    acme.remove("products", acme.product_id)
    acme.bill(acme.customer_id, sold(acme.item_id), sold(acme.item_id, "1", "20.00"))

    acme.sync()

    assert acme.stands("product") == "failing: deleted_in_hubspot"
    assert acme.stands(number="1001") == "syncing"
    assert acme.equal("1001").total == 120
    assert [one.get("hs_product_id") or None for one in acme.parts("1001", "line_items")] == [None, None]
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
