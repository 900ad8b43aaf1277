"""A sale that a workflow made again, or another one, as a person says (A32)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions import linking
from syncapp.storage.models import SyncRecord
from tests.scenarios.company import line, living
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    invoice_row,
)


def made_by_a_workflow(acme: Acme) -> SyncRecord:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    payment = acme.pay_here(invoice, "100.00", reference="ch_1")
    acme.sync()
    draft = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.edit("invoices", draft, hs_invoice_status="open")
    acme.in_hubspot("PUT", f"/crm/v4/objects/commerce_payments/{payment}/associations/default/invoices/{draft}")
    acme.sync()
    row = invoice_row(acme, "HS-2")
    assert row.reason == "duplicate_from_workflow"
    return row


def test_another_sale_goes_out_once(acme: Acme, ida: User) -> None:  # A32
    linking.another_sale(made_by_a_workflow(acme), by=ida)
    acme.sync()

    assert len(acme.quickbooks_all("HS-2")) == 1
    assert len(living(acme.world, "quickbooks", "payment")) == 1
    acme.sync()
    assert len(acme.quickbooks_all("HS-2")) == 1


def test_the_same_sale_is_left_out_with_the_reason(acme: Acme, ida: User) -> None:  # A32
    linking.same_sale(made_by_a_workflow(acme), by=ida)

    assert acme.writes() == QUIET
    row = invoice_row(acme, "HS-2")
    assert row.status == "ignored"
    assert "HS-1" in row.params["reason"]
    assert acme.quickbooks_all("HS-2") == []
