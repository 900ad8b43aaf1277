"""A payment that HubSpot has moved to another invoice, which follows in QuickBooks without an answer (A29, F3).

It is the same payment, whatever a person does with it before the answer is known.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.scenarios.company import living
from tests.scenarios.conftest import Acme

Act = Callable[[Acme, str, list[str]], None]


def moved(acme: Acme) -> tuple[str, list[str]]:
    """60.00 of HS-1, now on HS-2; QuickBooks has done the same, and nobody has heard of it."""
    invoices = [acme.invoice(acme.contact_id, number=number) for number in ("HS-1", "HS-2")]
    payment = acme.pay_here(invoices[0], "60.00")
    acme.sync()
    move(acme, payment, *invoices)
    acme.edit("commerce_payments", payment, hs_internal_comment="It was for the other one.")
    acme.world.fault("quickbooks", "requestid=", "reset", times=99)
    acme.world.sync()
    (check,) = living(acme.world, "quickbooks", "payment")
    assert [one["LinkedTxn"][0]["TxnId"] for one in check["Line"]] == [acme.quickbooks("HS-2").doc["Id"]]
    return payment, invoices


def move(acme: Acme, payment: str, before: str, after: str) -> None:
    there = f"/crm/v4/objects/commerce_payments/{payment}"
    acme.in_hubspot("PUT", f"{there}/associations/default/invoices/{after}")
    acme.in_hubspot("DELETE", f"{there}/associations/invoices/{before}")


def nothing(acme: Acme, payment: str, invoices: list[str]) -> None: ...


def less(acme: Acme, payment: str, invoices: list[str]) -> None:
    acme.edit("commerce_payments", payment, hs_initial_amount="45.00")


def back(acme: Acme, payment: str, invoices: list[str]) -> None:
    move(acme, payment, *reversed(invoices))
    acme.edit("commerce_payments", payment, hs_internal_comment="It was not.")


def answered(acme: Acme, *, at_once: bool) -> None:
    """At the next sync, or at the one after, which has seen in between what QuickBooks has."""
    if not at_once:
        acme.wait(minutes=6)
        acme.world.sync()
    acme.world.control("quickbooks", "faults", method="DELETE")
    acme.wait(minutes=6)
    acme.sync()


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(("act", "due"), [(nothing, (100, 40)), (less, (100, 55)), (back, (40, 100))])
def test_it_stands_once_and_where_it_is(acme: Acme, act: Act, due: tuple[int, int], at_once: bool) -> None:
    payment, invoices = moved(acme)
    act(acme, payment, invoices)
    answered(acme, at_once=at_once)

    assert [acme.equal(number).balance for number in ("HS-1", "HS-2")] == list(due)
    assert len(living(acme.world, "quickbooks", "payment")) == len(living(acme.world, "hubspot", "commerce_payments"))
    assert acme.stands("payment") == "syncing"
    assert not any(acme.writes(full=True).values())


@pytest.mark.parametrize("at_once", [True, False])
def test_deleted_in_hubspot_it_does_not_come_back_as_a_payment_of_quickbooks(acme: Acme, at_once: bool) -> None:  # A11
    payment, _ = moved(acme)
    acme.remove("commerce_payments", payment)
    answered(acme, at_once=at_once)
    acme.sync(full=True)

    assert living(acme.world, "hubspot", "commerce_payments") == []
    assert acme.stands("payment") == "failing: deleted_in_hubspot"
    assert not any(acme.writes(full=True).values())
