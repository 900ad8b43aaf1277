"""A HubSpot payment that a person has divided, and whose creation in QuickBooks is not answered (A25)."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.auth.models import User

from syncapp.actions.dividing import divide
from syncapp.actions.ignoring import ignore
from syncapp.engine.people.asked import stored_seal
from tests.scenarios.company import PARTS, TODAY, line, living
from tests.scenarios.conftest import Acme


def divided(acme: Acme) -> None:
    """150.00 over HS-1 and HS-2, which a person has divided and no run has sent yet."""
    invoices = [
        acme.invoice(acme.contact_id, line(product=acme.product_id), number=number) for number in ("HS-1", "HS-2")
    ]
    acme.sync()
    payment = acme.make(
        "commerce_payments", dict.fromkeys(invoices, PARTS["commerce_payments"]), hs_initial_amount="150.00",
        hs_initiated_date=TODAY, hs_latest_status="succeeded", hs_currency_code="USD",
    )  # fmt: skip
    acme.sync()
    row = acme.world.record(object_type="payment", hubspot_id=payment)
    amounts = dict(zip(invoices, (Decimal(100), Decimal(50)), strict=True))
    divide(row, amounts, stored_seal(row), by=User.objects.get(email="owner@example.com"))


def test_an_answer_that_is_lost_makes_no_second_payment(acme: Acme) -> None:  # A25
    divided(acme)
    acme.world.fault("quickbooks", "requestid=", "reset", times=4)
    acme.world.sync()
    acme.sync()

    (check,) = living(acme.world, "quickbooks", "payment")
    assert sorted(one["Amount"] for one in check["Line"]) == [50, 100]
    assert [acme.equal(number).balance for number in ("HS-1", "HS-2")] == [0, 50]
    assert "payment failing" not in {state.partition(":")[0] for state in acme.everything_stands()}


def test_its_parts_are_left_alone_with_it_where_it_was_ignored_before_the_answer_came(acme: Acme) -> None:  # A25, B6
    """They say so with the sync that brings the write to its end, not only once everything is compared."""
    divided(acme)
    acme.world.fault("quickbooks", "requestid=", "reset", times=99)
    acme.world.sync()
    whole = next(row for row in acme.world.records(object_type="payment") if "/" not in str(row.hubspot_id))
    acme.edit("commerce_payments", str(whole.hubspot_id), hs_latest_status="partially_refunded", hs_refunds_amount="20")
    acme.world.sync()
    whole.refresh_from_db()
    ignore(acme.world.workspace, [whole], reason="Booked by hand.", by=User.objects.get(email="owner@example.com"))
    acme.world.control("quickbooks", "faults", method="DELETE")
    acme.sync()

    assert len(living(acme.world, "quickbooks", "payment")) == 1
    parts = [row for row in acme.world.records(object_type="payment") if row != whole]
    assert [(row.status, row.reason) for row in parts] == [("excluded", "whole_ignored")] * 2
    assert not any(acme.writes(full=True).values())
