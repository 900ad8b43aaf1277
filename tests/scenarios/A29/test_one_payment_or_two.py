"""One payment or two, as a person says (A29)."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from syncapp.actions import linking
from syncapp.actions.ignoring import ignore
from syncapp.actions.records import FixRefused, retry, withdraw
from syncapp.actions.settings import protect_through
from syncapp.storage.models import Activity, SyncRecord
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
)


def twins(acme: Acme, amount: str = "40.00") -> tuple[SyncRecord, SyncRecord]:
    """A payment of one amount on each side of one invoice, two days apart, without a reference."""
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    acme.pay_here(invoice, amount, date="2026-11-21")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: amount}, date="2026-11-23")
    acme.sync()
    here = acme.world.record(object_type="payment", quickbooks_id=None)
    there = acme.world.record(object_type="payment", hubspot_id=None)
    assert here.reason == there.reason == "same_payment"
    return here, there


@pytest.mark.parametrize("clicked", ["here", "there"])
def test_said_to_be_two_payments_each_goes_to_the_other_side_once(acme: Acme, ida: User, clicked: str) -> None:  # A29
    here, there = twins(acme)

    linking.two_payments({"here": here, "there": there}[clicked], by=ida)
    assert acme.writes() == {"hubspot": 1, "quickbooks": 1}

    assert acme.equal("HS-1").balance == 20
    assert {(row.status, row.linked) for row in acme.world.records(object_type="payment")} == {("syncing", True)}
    assert all(row.decision == {} for row in acme.world.records(object_type="payment"))
    assert acme.writes() == QUIET


def test_once_the_other_one_has_crossed_nobody_asks_again_and_it_is_ignored_instead(
    acme: Acme, ida: User
) -> None:  # A29
    here, _ = twins(acme)
    protect_through(acme.world.workspace, date(2026, 11, 22), by=ida)
    linking.two_payments(here, by=ida)
    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}
    with pytest.raises(FixRefused, match="has crossed by now"):
        withdraw(here, by=ida)
    here.refresh_from_db()
    ignore(acme.world.workspace, [here], by=ida, reason="It was one payment")
    protect_through(acme.world.workspace, date(2026, 11, 20), by=ida)

    assert acme.writes() == QUIET
    assert [payment["TotalAmt"] for payment in acme.payments("HS-1")] == [40]


def test_taken_back_in_time_it_is_asked_again(acme: Acme, ida: User) -> None:  # A29
    here, _ = twins(acme)
    linking.two_payments(here, by=ida)
    assert withdraw(here, by=ida)

    assert acme.writes() == QUIET
    assert {row.reason for row in acme.world.records(object_type="payment")} == {"same_payment"}


@pytest.mark.parametrize("clicked", ["here", "there"])
def test_a_payment_of_its_own_is_no_reversal_of_one_that_is_removed(
    acme: Acme, ida: User, clicked: str
) -> None:  # A29, S44
    acme.pay_here(
        acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-2"), "30.00", date="2026-11-02"
    )
    acme.sync()
    (removed,) = acme.payments("HS-2")
    acme.pay_here(acme.hubspot("HS-2").doc["id"], "30.00", date="2026-11-20")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-2").doc["Id"]: "30.00"}, date="2026-11-21")
    acme.sync()
    here, there = (
        acme.world.record(reason="same_payment", **{f"{side}_id": None}) for side in ("quickbooks", "hubspot")
    )
    linking.two_payments({"here": here, "there": there}[clicked], by=ida)
    acme.in_quickbooks("Payment", {"Id": removed["Id"]}, "delete")
    acme.sync()

    assert acme.world.record(reason="payment_removed").amount == 30  # that is told, and not hidden behind another one
    assert len(acme.parts("HS-2", "commerce_payments")) == 3
    assert len(acme.payments("HS-2")) == 2
    assert acme.writes() == QUIET
    assert acme.world.record(reason="payment_removed").amount == 30


def test_changed_after_the_click_they_are_not_the_same_payment(acme: Acme, ida: User) -> None:  # A29
    here, there = twins(acme)
    linking.same_payment(here, there, by=ida)
    acme.edit("commerce_payments", str(here.hubspot_id), hs_initial_amount="45.00")
    acme.sync()

    here.refresh_from_db()
    assert here.quickbooks_id != there.quickbooks_id
    assert Activity.objects.filter(kind="decision_dropped").exists()
    assert acme.writes() == QUIET


def test_of_two_that_may_be_one_payment_neither_goes_when_only_one_is_touched(acme: Acme, ida: User) -> None:  # A29
    here, there = twins(acme)
    for row in (there, here):
        retry(row, by=ida)
        assert acme.writes() == QUIET
    acme.change("Payment", str(there.quickbooks_id).partition("/")[0], PrivateNote="Lockbox")
    assert acme.writes() == QUIET
    ignore(acme.world.workspace, [here], by=ida, reason="Entered by mistake")
    retry(there, by=ida)

    assert acme.writes() == QUIET
    assert acme.stands("payment", quickbooks_id=there.quickbooks_id) == "failing: same_payment"
