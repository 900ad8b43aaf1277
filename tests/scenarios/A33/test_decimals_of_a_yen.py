"""Should HubSpot keep decimals of a currency that has none, nothing of them is sent rounded (A33, A21).

No emulator keeps them, and no source tells whether HubSpot does: so what it answers is made up on its way.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine.lies import Lies, lying
from tests.scenarios.company import Doc, line
from tests.scenarios.conftest import Acme

TOLD = {"field": "amount", "value": "33.33", "expected": "an amount in JPY with no decimals", "system": "HubSpot"}


@pytest.fixture
def lies(acme: Acme) -> Iterator[Lies]:
    with lying(acme.world) as told:
        yield told


@pytest.fixture
def yoko(acme: Acme) -> str:
    """A contact who is billed in yen."""
    acme.world.control("hubspot", "settings", {"additional_currencies": ["JPY"]})
    acme.company_settings(CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    acme.sync(full=True)
    acme.customer("Yoko", "yoko@yen.test", CurrencyRef={"value": "JPY"})
    contact = acme.contact("yoko@yen.test", "Yoko", "Yen")
    acme.sync()
    return contact


def mowing(acme: Acme, price: str) -> Doc:
    return line(quantity="1", price=price, product=acme.product_id)


def bent(acme: Acme, lies: Lies, invoice: str, number: str = "HS-1") -> None:
    """From now on HubSpot says that its line comes to 33.33."""
    (made,) = (one["id"] for one in acme.parts(number, "line_items"))
    lies.tell("hubspot", "line_items", made, price="33.33", amount="33.33")
    lies.tell("hubspot", "invoices", invoice, hs_amount_billed="33.33", hs_balance_due="33.33")


def test_an_invoice_fails_before_it_is_sent_and_goes_once_it_is_whole(acme: Acme, lies: Lies, yoko: str) -> None:  # A33
    invoice = acme.draft(yoko, mowing(acme, "33"), number="HS-1", hs_currency="JPY")
    bent(acme, lies, invoice)
    acme.edit("invoices", invoice, hs_invoice_status="open")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands(number="HS-1") == "failing: absurd_value"
    assert acme.world.record(number="HS-1").params == TOLD

    lies.told.clear()
    acme.sync()

    assert acme.equal("HS-1").total == 33


def test_an_edit_fails_before_it_is_sent(acme: Acme, lies: Lies, yoko: str) -> None:  # A33, A7
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    invoice = acme.invoice(yoko, mowing(acme, "50"), number="HS-1", hs_currency="JPY")
    acme.sync()
    before = acme.quickbooks("HS-1").doc["SyncToken"]
    acme.edit("line_items", acme.parts("HS-1", "line_items")[0]["id"], price="33")
    bent(acme, lies, invoice)

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands(number="HS-1") == "failing: absurd_value"
    assert acme.world.record(number="HS-1").params == TOLD
    assert acme.quickbooks("HS-1").doc["SyncToken"] == before

    lies.told.clear()
    acme.sync()

    assert acme.equal("HS-1").total == 33


def test_what_is_never_sent_is_excluded_and_no_failure(acme: Acme, lies: Lies, yoko: str) -> None:  # A33, S23, S24
    draft = acme.draft(yoko, mowing(acme, "33"), number="HS-1", hs_currency="JPY")
    void = acme.invoice(yoko, mowing(acme, "33"), number="HS-2", hs_currency="JPY")
    other = acme.invoice(yoko, mowing(acme, "33"), number="HS-3", hs_currency="JPY")
    lies.tell("hubspot", "invoices", other, hs_invoice_billable="false")
    for number, invoice in (("HS-1", draft), ("HS-2", void), ("HS-3", other)):
        bent(acme, lies, invoice, number)
    acme.edit("invoices", void, hs_invoice_status="voided")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert [acme.stands(number=number) for number in ("HS-1", "HS-2", "HS-3")] == [
        "excluded: draft",
        "excluded: voided_before_link",
        "excluded: source",
    ]
