"""Two invoices are linked by hand only where they are one (A5)."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from syncapp.actions import linking
from syncapp.actions.ignoring import ignore
from syncapp.actions.records import FixRefused, decide
from syncapp.storage.models import Activity
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    invoice_row,
)


def test_two_invoices_are_linked_by_hand_only_where_the_five_agree(acme: Acme, ida: User) -> None:  # A5
    bill = acme.bill(acme.customer("Granite", "gil@granite.test"), sold(acme.item_id), number="HS-1", date="2026-11-20")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    mine = invoice_row(acme, "HS-1")
    theirs = acme.world.record(object_type="invoice", quickbooks_id=bill)

    with pytest.raises(FixRefused, match="date"):
        linking.link(mine, theirs, by=ida)
    decide(mine, by=ida, reason="Whatever a page lets through", link=theirs.pk)
    assert acme.writes() == QUIET

    assert not invoice_row(acme, "HS-1").linked
    assert "another customer" in Activity.objects.get(kind="decision_dropped").reason


def test_booked_by_hand_it_is_no_second_invoice_and_can_be_linked(acme: Acme, ida: User) -> None:  # A5, A15
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date="2026-11-20")
    acme.world.workspace.protected_through = date(2026, 11, 23)
    acme.world.workspace.save()
    acme.sync()
    ignore(acme.world.workspace, [invoice_row(acme, "HS-1")], by=ida, reason="Booked by hand")
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="HS-1", date="2026-11-20")

    assert acme.writes() == QUIET
    theirs = acme.world.record(object_type="invoice", quickbooks_id=bill)
    assert (theirs.status, theirs.reason) == ("failing", "number_taken")
    assert len(acme.hubspot_all("HS-1")) == 1

    linking.link(theirs, invoice_row(acme, "HS-1"), by=ida)
    assert acme.writes() == QUIET
    assert acme.stands(number="HS-1") == "syncing"
