"""That HubSpot refuses payments is remembered, and asked anew when somebody checks the set-up (S21, design §5)."""

from __future__ import annotations

import pytest

from syncapp.actions.connections import check
from syncapp.storage.models import Catalog
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


@pytest.fixture
def plain(acme: Acme) -> Acme:
    acme.world.control("hubspot", "settings", {"payments_processor": "none"})
    return acme


def test_the_refusal_is_remembered_and_not_asked_for_again(plain: Acme) -> None:  # S21
    bill = plain.bill(plain.customer_id, sold(plain.item_id), number="1001")
    plain.pay_there(plain.customer_id, {bill: "100.00"})
    plain.invoice(plain.contact_id, line(product=plain.product_id))
    plain.sync()
    plain.pay_there(plain.customer_id, {plain.quickbooks("HS-1").doc["Id"]: "100.00"})
    plain.sync()
    plain.world.forget_journal()

    assert plain.writes() == {"hubspot": 0, "quickbooks": 0}
    assert plain.world.journal("hubspot", "write") == []


def test_a_refusal_is_remembered_in_the_run_that_has_read_the_account_anew(plain: Acme) -> None:  # S21
    plain.invoice(plain.contact_id, line(product=plain.product_id))
    plain.sync()
    plain.pay_there(plain.customer_id, {plain.quickbooks("HS-1").doc["Id"]: "100.00"})
    plain.world.sleep(2 * 3600)
    plain.world.forget_journal()
    plain.sync(retry=False)

    assert plain.stands("payment") == "failing: no_payment_processor"
    assert len(plain.world.journal("hubspot", "write")) == 1


def test_with_a_processor_set_up_checking_the_set_up_again_says_so(plain: Acme) -> None:  # S21, B1
    plain.invoice(plain.contact_id, line(product=plain.product_id))
    plain.sync()
    plain.pay_there(plain.customer_id, {plain.quickbooks("HS-1").doc["Id"]: "100.00"})
    plain.sync()
    catalog = Catalog.objects.get(connection__side="hubspot")
    assert catalog.settings["payments"] is False
    plain.world.control("hubspot", "settings", {"payments_processor": "stripe"})

    check(plain.world.workspace)

    catalog.refresh_from_db()
    assert catalog.settings.get("payments") is not False
