"""Billed through the customer of another contact (A1, S42, A33)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions import linking
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    contact_row,
    customer_row,
    invoice_row,
)


def test_billed_through_the_customer_that_has_the_name(acme: Acme, ida: User) -> None:  # S42, A1
    birch = acme.make("companies", name="Birch & Sons")
    bill = acme.contact("bill@birch.test", "Bill", "Birch", birch)
    acme.invoice(bill, number="HS-1")
    acme.sync()
    beth = acme.contact("beth@birch.test", "Beth", "Birch", birch)
    acme.invoice(beth, number="HS-2")
    acme.sync()
    assert acme.stands("contact", hubspot_id=beth) == "failing: display_name_duplicate"

    linking.bill_through(contact_row(acme, beth), contact_row(acme, bill), by=ida)
    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    customer = contact_row(acme, bill).quickbooks_id
    assert acme.quickbooks("HS-2").doc["CustomerRef"]["value"] == customer
    assert acme.stands("contact", hubspot_id=beth) == "excluded: alias"
    assert acme.writes() == QUIET
    acme.edit("contacts", beth, phone="916 555 0100")
    acme.invoice(beth, number="HS-3")
    acme.sync()
    assert acme.quickbooks("HS-3").doc["CustomerRef"]["value"] == customer


def test_an_invoice_in_another_currency_goes_to_the_customer_that_is_chosen_for_it(
    acme: Acme, ida: User
) -> None:  # A33
    acme.company_settings(CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    acme.world.control("hubspot", "settings", {"additional_currencies": ["EUR"]})
    acme.sync(full=True)
    acme.invoice(acme.contact_id, number="HS-1", hs_currency="EUR")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: currency_mismatch"
    euro = acme.customer("Acme (EUR)", "ann@acme.test", CurrencyRef={"value": "EUR"})
    acme.sync()
    assert acme.stands("contact", quickbooks_id=euro) == "failing: shared_email"
    linking.bill_through(customer_row(acme, euro), contact_row(acme, acme.contact_id), by=ida)

    linking.pick_customer(invoice_row(acme, "HS-1"), customer_row(acme, euro), by=ida)
    acme.sync()

    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == euro
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.writes() == QUIET
    acme.invoice(acme.contact_id, number="HS-2")  # for this invoice alone
    acme.sync()
    assert acme.quickbooks("HS-2").doc["CustomerRef"]["value"] == acme.customer_id
