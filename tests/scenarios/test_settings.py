"""What the settings of a sync do to it (A15, A19, A24, A30, S40), changed as a person changes them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions import settings
from syncapp.core.values import Side
from syncapp.queries.settings import CALLS_A_POLL, protecting
from tests.scenarios.company import Company, line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.test_deposits_and_credits import credit_memo, link
from tests.scenarios.test_filters_and_floor import before_the_start


@pytest.fixture
def owner(demo: Any) -> User:
    return User.objects.create_user("dana")


def by_itself(company: Company) -> Any:
    """A run as the clock starts one: no record is tried again that is not due, and nobody polls."""
    return company.world.sync(retry=False, poll=frozenset())


def test_asking_both_sides_in_vain_costs_what_the_screen_says(acme: Acme) -> None:  # S40
    acme.sync()
    acme.wait(minutes=10)
    assert acme.world.sync(retry=False, poll=frozenset(Side)).calls == CALLS_A_POLL


def test_an_invoice_in_a_protected_period_is_parked_and_goes_when_the_date_is_moved_back(
    acme: Acme, owner: User
) -> None:  # A24
    workspace = acme.world.workspace
    settings.protect_through(workspace, date(2026, 10, 31), by=owner)
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-12")
    acme.sync()
    assert acme.stands(number="HS-1") == "pending: parked"

    seen = protecting(workspace, date(2026, 10, 11))
    assert (seen.freed.number, str(seen.freed.money["USD"])) == (1, "100.00")
    settings.protect_through(workspace, date(2026, 10, 11), by=owner)
    by_itself(acme)

    assert acme.equal("HS-1").total == 100


def test_a_date_moved_on_holds_what_stands_there(acme: Acme, owner: User) -> None:  # A24
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-12")
    acme.sync()
    seen = protecting(acme.world.workspace, date(2026, 10, 31))
    assert (seen.invoices.number, seen.payments.number, seen.freed.number, seen.unsent.number) == (1, 0, 0, 0)

    settings.protect_through(acme.world.workspace, date(2026, 10, 31), by=owner)
    acme.pay_here(invoice, "40.00", date="2026-10-20")
    acme.sync()

    assert acme.stands("payment") == "pending: parked"
    assert acme.quickbooks("HS-1").balance == 100


def test_send_without_asking_lets_go_what_waited(empty: Company, owner: User) -> None:  # A15
    invoice, _ = before_the_start(empty)
    workspace = empty.world.workspace
    settings.send_without_asking(workspace, False, by=owner)
    empty.edit("invoices", invoice, hs_comments="Sent again")
    empty.sync()
    assert empty.stands(number="HS-1") == "pending: needs_approval"

    settings.send_without_asking(workspace, True, by=owner)
    by_itself(empty)

    empty.equal("HS-1")


def test_reductions_cross_when_they_are_synced_again(acme: Acme, owner: User) -> None:  # A30
    workspace = acme.world.workspace
    settings.cross_not_cash(workspace, "show", by=owner)
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    link(acme, bill, credit_memo(acme, "25.00"), "25.00")
    acme.sync()
    assert acme.hubspot("1001").balance == 100

    settings.cross_not_cash(workspace, "sync", by=owner)
    by_itself(acme)

    assert acme.equal("1001").balance == 75


def test_another_zone_moves_a_document_to_its_day_there_in_the_coming_night(acme: Acme, owner: User) -> None:  # A19
    draft = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.edit("invoices", draft, hs_invoice_date="2026-11-20T05:00:00Z", hs_invoice_status="open")
    acme.sync()
    assert acme.quickbooks("HS-1").doc["TxnDate"] == "2026-11-19"  # nine in the evening in Los Angeles

    settings.set_time_zone(acme.world.workspace, "America/New_York", by=owner)
    acme.world.sync(full=True)

    assert acme.quickbooks("HS-1").doc["TxnDate"] == "2026-11-20"


def test_another_zone_moves_nothing_out_of_a_protected_period(acme: Acme, owner: User) -> None:  # A19, A24
    draft = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.edit("invoices", draft, hs_invoice_date="2026-11-20T05:00:00Z", hs_invoice_status="open")
    acme.sync()
    settings.protect_through(acme.world.workspace, date(2026, 11, 19), by=owner)
    settings.set_time_zone(acme.world.workspace, "America/New_York", by=owner)
    acme.world.sync(full=True)

    assert acme.quickbooks("HS-1").doc["TxnDate"] == "2026-11-19"
    assert acme.stands(number="HS-1") == "pending: parked"


def test_a_change_ends_a_run_that_is_under_way(acme: Acme, owner: User) -> None:  # S33
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    changed = []

    def meanwhile(text: str) -> None:
        if "1 invoice" in text and not changed:
            changed.append(settings.protect_through(acme.world.workspace, date(2026, 11, 30), by=owner))

    result = acme.world.sync(say=meanwhile)

    assert changed == [True]
    assert "The set-up was changed while the sync ran." in result.stopped
    assert acme.quickbooks_all("HS-1") == []
