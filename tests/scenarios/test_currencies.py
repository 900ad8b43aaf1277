"""Currencies: one per customer, never converted, never compared across (A33, S45)."""

from __future__ import annotations

import pytest

from tests.scenarios.company import Company, line, sold


@pytest.fixture
def abroad(empty: Company) -> Company:
    """USD at home, EUR switched on in both accounts."""
    empty.company_settings(CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    empty.world.control("hubspot", "settings", {"additional_currencies": ["EUR"]})
    return empty


def start(company: Company) -> None:
    company.set_up()
    company.sync()


def test_a_customer_is_made_in_the_currency_of_its_first_invoice(abroad: Company) -> None:  # A33
    start(abroad)
    contact = abroad.contact("eve@euro.test", "Eve")
    abroad.invoice(contact, line(), hs_currency="EUR")
    abroad.sync()

    shown = abroad.equal("HS-1")
    assert (shown.currency, shown.total) == ("EUR", 100)
    (customer,) = abroad.world.objects("quickbooks", "customer")
    assert customer["CurrencyRef"]["value"] == "EUR"


def test_an_invoice_in_another_currency_than_its_customer_fails(abroad: Company) -> None:  # A33, S45
    abroad.customer("Maple", "mia@maple.test", CurrencyRef={"value": "EUR"})
    contact = abroad.contact("mia@maple.test", "Mia")
    start(abroad)
    abroad.world.forget_journal()
    abroad.invoice(contact, line())
    abroad.sync()

    assert abroad.stands(number="HS-1") == "failing: currency_mismatch"
    params = abroad.world.record(number="HS-1").params
    assert (params["currency"], params["customer_currency"]) == ("USD", "EUR")
    assert abroad.quickbooks_all("HS-1") == []
    assert abroad.writes() == {"hubspot": 0, "quickbooks": 0}


def test_the_first_of_two_at_once_decides_the_currency(abroad: Company) -> None:  # A33
    start(abroad)
    contact = abroad.contact("eve@euro.test", "Eve")
    abroad.invoice(contact, line(), number="HS-1")
    abroad.world.control("hubspot", "clock", {"advance_seconds": 1})
    abroad.invoice(contact, line(), number="HS-2", hs_currency="EUR")
    abroad.sync()

    assert abroad.equal("HS-1").currency == "USD"
    assert abroad.stands(number="HS-2") == "failing: currency_mismatch"


def test_an_invoice_that_cannot_go_decides_no_currency(
    empty: Company,
) -> None:  # A33: and holds up no other of its contact
    empty.world.control("hubspot", "settings", {"additional_currencies": ["EUR"]})
    start(empty)
    contact = empty.contact("eve@euro.test", "Eve")
    empty.invoice(contact, line(), number="HS-1", hs_currency="EUR")
    empty.world.control("hubspot", "clock", {"advance_seconds": 1})
    empty.invoice(contact, line(), number="HS-2")
    empty.sync()

    assert empty.stands(number="HS-1") == "failing: currency_not_enabled"
    assert empty.equal("HS-2").currency == "USD"


def test_a_draft_decides_no_currency(abroad: Company) -> None:  # A33, S24
    start(abroad)
    contact = abroad.contact("eve@euro.test", "Eve")
    abroad.draft(contact, line(), number="HS-1", hs_currency="EUR")
    abroad.world.control("hubspot", "clock", {"advance_seconds": 1})
    abroad.invoice(contact, line(), number="HS-2")
    abroad.sync()

    assert abroad.equal("HS-2").currency == "USD"


def test_a_second_invoice_in_another_currency_fails_too(abroad: Company) -> None:  # A33
    start(abroad)
    contact = abroad.contact("eve@euro.test", "Eve")
    abroad.invoice(contact, line(), number="HS-1", hs_currency="EUR")
    abroad.sync()
    abroad.invoice(contact, line(), number="HS-2")
    abroad.sync()

    assert abroad.stands(number="HS-2") == "failing: currency_mismatch"


def test_payments_in_a_foreign_currency_are_equal_in_it(abroad: Company) -> None:  # A33: rates are QuickBooks'
    customer = abroad.customer("Maple", "mia@maple.test", CurrencyRef={"value": "EUR"})
    abroad.contact("mia@maple.test", "Mia")
    item = abroad.item("Mowing", "MOW")
    start(abroad)
    bill = abroad.bill(customer, sold(item), CurrencyRef={"value": "EUR"}, ExchangeRate=1.1)
    abroad.pay_there(customer, {bill: "40.00"}, CurrencyRef={"value": "EUR"}, ExchangeRate=1.2)
    abroad.sync()

    assert (abroad.equal("1001").currency, abroad.equal("1001").balance) == ("EUR", 60)


def test_a_currency_that_quickbooks_has_not_switched_on_fails(empty: Company) -> None:  # S45
    empty.world.control("hubspot", "settings", {"additional_currencies": ["EUR"]})
    start(empty)
    empty.invoice(empty.contact("eve@euro.test", "Eve"), line(), hs_currency="EUR")
    empty.sync()

    assert empty.stands(number="HS-1") == "failing: currency_not_enabled"


def test_a_currency_that_hubspot_has_not_switched_on_fails_until_it_has(empty: Company) -> None:  # S45
    empty.company_settings(CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    customer = empty.customer("Maple", "mia@maple.test", CurrencyRef={"value": "EUR"})
    item = empty.item("Mowing", "MOW")
    start(empty)
    empty.bill(customer, sold(item), CurrencyRef={"value": "EUR"}, ExchangeRate=1.1)
    empty.sync()
    assert empty.stands(number="1001") == "failing: currency_not_enabled"

    empty.world.control("hubspot", "settings", {"additional_currencies": ["EUR"]})
    empty.sync()

    assert empty.equal("1001").currency == "EUR"
