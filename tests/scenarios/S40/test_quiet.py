"""A run for which there is nothing to do."""

from __future__ import annotations

from tests.scenarios.company import sold
from tests.scenarios.conftest import Acme


def test_a_run_without_changes_writes_nothing_and_asks_little(acme: Acme) -> None:  # I3
    acme.invoice(acme.contact_id, number="HS-1")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.world.forget_journal()

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.world.journal("hubspot", "write") == []
    assert acme.world.journal("quickbooks", "write") == []
    assert len(acme.world.journal("hubspot", "read")) + len(acme.world.journal("quickbooks", "read")) <= 6
