"""What was linked wrongly is taken apart (A6)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions import linking
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    contact_row,
    customer_row,
    invoice_row,
)


def test_unlinked_both_stay_and_nothing_links_or_makes_them_again(acme: Acme, ida: User) -> None:  # A6
    linking.unlink(contact_row(acme, acme.contact_id), by=ida, reason="Not the same firm")
    assert acme.writes() == QUIET

    here, there = contact_row(acme, acme.contact_id), customer_row(acme, acme.customer_id)
    assert here.pk != there.pk
    assert {(row.status, row.params["reason"]) for row in (here, there)} == {("ignored", "Not the same firm")}
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")
    acme.change("Customer", acme.customer_id, PrimaryPhone={"FreeFormNumber": "916 555 0101"})
    assert acme.writes(full=True) == QUIET


def test_unlinked_and_linked_with_the_right_one_invoices_go_there(acme: Acme, ida: User) -> None:  # A6
    right = acme.customer("Acme North", "north@acme.test")
    acme.world.workspace.syncs.filter(object_type="contact").update(direction="to-quickbooks")
    acme.sync()
    linking.unlink(contact_row(acme, acme.contact_id), by=ida, reason="It is Acme North")
    acme.sync()

    linking.link(contact_row(acme, acme.contact_id), customer_row(acme, right), by=ida)
    acme.invoice(acme.contact_id, number="HS-1")
    acme.sync()

    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == right
    assert acme.stands("contact", hubspot_id=acme.contact_id) == "syncing"
    assert acme.writes() == QUIET


def test_an_unlinked_invoice_is_kept_apart_and_never_made_again(acme: Acme, ida: User) -> None:  # A5, A6
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    linking.unlink(invoice_row(acme, "HS-1"), by=ida, reason="Wrong one")

    assert acme.writes(full=True) == QUIET
    assert acme.stands(number="HS-1") == "ignored: by_person"
    assert len(acme.quickbooks_all("HS-1")) == 1
