"""Two invoices are linked by hand only where they are one (A5)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions.records import decide
from syncapp.storage.models import Activity
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    invoice_row,
)


def test_a_run_asks_once_more_whether_the_five_agree(acme: Acme, ida: User) -> None:  # A5
    bill = acme.bill(acme.customer("Granite", "gil@granite.test"), sold(acme.item_id), number="HS-1", date="2026-11-20")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    mine = invoice_row(acme, "HS-1")
    theirs = acme.world.record(object_type="invoice", quickbooks_id=bill)

    decide(mine, by=ida, reason="Whatever a page lets through", link=theirs.pk)
    assert acme.writes() == QUIET

    assert not invoice_row(acme, "HS-1").linked
    assert "another customer" in Activity.objects.get(kind="decision_dropped").reason
