"""Reductions that are not cash, where they are shown and not synced (A30, the setting "Show only")."""

from __future__ import annotations

from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.test_deposits_and_credits import credit_memo, link


def choose(acme: Acme, choice: str) -> None:
    sync = acme.world.workspace.syncs.get(object_type="invoice")
    sync.settings = {**sync.settings, "not_cash": choice}
    sync.revision += 1
    sync.save()


def billed(acme: Acme, amount: str = "25.00") -> str:
    """An invoice over 100 made in QuickBooks, and a credit memo applied to it; the payment's id."""
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    return link(acme, bill, credit_memo(acme, amount), amount)


def test_a_credit_memo_is_shown_and_not_written(acme: Acme) -> None:  # A30
    choose(acme, "show")
    billed(acme)
    acme.sync()

    assert acme.parts("1001", "commerce_payments") == []
    assert (acme.hubspot("1001").balance, acme.quickbooks("1001").balance) == (100, 75)
    assert acme.stands("payment") == "excluded: not_cash"
    assert acme.stands(number="1001") == "syncing"
    assert acme.remarks(number="1001") == {"not_cash_shown"}
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_on_an_invoice_of_hubspot_too(acme: Acme) -> None:  # A30
    choose(acme, "show")
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    link(acme, acme.quickbooks("HS-1").doc["Id"], credit_memo(acme, "25.00"), "25.00")
    acme.sync()

    assert acme.hubspot("HS-1").balance == 100
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.remarks(number="HS-1") == {"not_cash_shown"}


def test_an_invoice_that_a_credit_pays_in_full_stays_open_in_hubspot_and_says_so(acme: Acme) -> None:  # A30
    choose(acme, "show")
    billed(acme, "100.00")
    acme.sync()

    assert acme.quickbooks("1001").status == "paid"
    assert acme.hubspot("1001").balance == 100
    assert acme.remarks(number="1001") == {"not_cash_shown"}


def test_money_still_crosses_beside_it(acme: Acme) -> None:  # A30, S19
    choose(acme, "show")
    billed(acme)
    acme.pay_there(acme.customer_id, {acme.quickbooks("1001").doc["Id"]: "40.00"})
    acme.sync()

    assert (acme.hubspot("1001").balance, acme.quickbooks("1001").balance) == (60, 35)
    assert acme.remarks(number="1001") == {"not_cash_shown"}
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_credit_taken_off_again_leaves_both_equal(acme: Acme) -> None:  # A30
    choose(acme, "show")
    linking = billed(acme)
    acme.sync()
    acme.in_quickbooks("Payment", {"Id": linking}, "delete")
    acme.sync()

    assert acme.equal("1001").balance == 100
    assert acme.remarks(number="1001") == set()


def test_chosen_later_it_holds_for_what_comes_and_what_crossed_stays(acme: Acme) -> None:  # A14, A30
    billed(acme)
    acme.sync()
    choose(acme, "show")
    acme.world.sync(full=True)

    assert acme.equal("1001").balance == 75
    assert len(acme.parts("1001", "commerce_payments")) == 1


def test_chosen_off_again_it_crosses(acme: Acme) -> None:  # A30
    choose(acme, "show")
    billed(acme)
    acme.sync()
    choose(acme, "sync")
    acme.world.workspace.records.filter(reason="not_cash").update(next_attempt_at=acme.world.now())
    acme.sync()

    assert acme.equal("1001").balance == 75
    assert acme.remarks(number="1001") == set()
