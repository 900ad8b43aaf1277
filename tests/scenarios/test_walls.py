"""Companies that cannot take HubSpot's invoices, and totals that QuickBooks makes its own (S5–S7, S43, A12, A20)."""

from __future__ import annotations

from tests.scenarios.company import Company, line, sold
from tests.scenarios.conftest import Acme


def levels(told: dict[str, object]) -> dict[str, str]:
    return {one["code"]: one["level"] for one in told["preflight"]}  # type: ignore[attr-defined]


def test_revenue_recognition_is_said_before_anything_is_turned_on(empty: Company) -> None:  # S7, B1
    empty.company_settings(ProductAndServicesPrefs={"RevenueRecognition": True})
    told = empty.set_up()

    assert levels(told)["revenue_recognition"] == "blocking"
    assert not any(one["enabled"] for one in told["syncs"].values())
    assert levels(empty.set_up("inbound"))["revenue_recognition"] == "advisable"


def test_switched_on_later_each_invoice_fails_with_the_guides_words_and_heals(acme: Acme) -> None:  # S7, S43
    acme.company_settings(ProductAndServicesPrefs={"RevenueRecognition": True})
    acme.sync(full=True)
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: service_date_required"
    acme.bill(acme.customer_id, sold(acme.item_id, ServiceDate="2026-11-20"))
    acme.sync()
    assert acme.equal("1001").total == 100  # inbound goes on

    acme.company_settings(ProductAndServicesPrefs={"RevenueRecognition": False})
    acme.sync()

    assert acme.equal("HS-1").total == 100
