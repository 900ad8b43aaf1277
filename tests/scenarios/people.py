"""People who decide: whom they mean, and the records that a test speaks of."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions import approvals
from syncapp.storage.models import SyncRecord
from tests.scenarios.company import Company

QUIET = {"hubspot": 0, "quickbooks": 0}


def waiting(company: Company) -> list[SyncRecord]:
    return company.world.records(status="pending", reason="needs_approval")


def send(company: Company, by: User) -> None:
    rows = waiting(company)
    approvals.send(company.world.workspace, [row.pk for row in rows], approvals.seen(rows), by=by)


def ask_for_history(company: Company) -> None:
    invoices = company.world.workspace.syncs.get(object_type="invoice")
    invoices.settings = {**invoices.settings, "send_history": False}
    invoices.save()


def modified_after_the_start(company: Company) -> tuple[str, str]:
    """An old invoice of a contact who is no customer yet, changed since the start; invoice and contact."""
    contact = company.contact("hal@history.test", "Hal", "History")
    invoice = company.draft(contact, number="HS-1", date="2026-10-12")
    company.edit("invoices", invoice, hs_invoice_status="open")
    company.set_up()
    ask_for_history(company)
    company.sync()
    company.edit("invoices", invoice, hs_comments="Sent again")
    company.sync()
    return invoice, contact


def contact_row(company: Company, contact: str) -> SyncRecord:
    return company.world.record(object_type="contact", hubspot_id=contact)


def customer_row(company: Company, customer: str) -> SyncRecord:
    return company.world.record(object_type="contact", quickbooks_id=customer)


def invoice_row(company: Company, number: str) -> SyncRecord:
    return company.world.record(object_type="invoice", number=number, hubspot_id__isnull=False)


def shared_by_two(company: Company) -> tuple[str, str, str]:
    """Olivia, whose address two customers have."""
    first = company.customer("Olivia Oak", "olivia@oak.test")
    second = company.customer("Oak Holdings", "olivia@oak.test")
    olivia = company.contact("olivia@oak.test", "Olivia", "Oak")
    company.set_up()
    company.sync()
    return olivia, first, second
