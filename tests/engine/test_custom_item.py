"""“Custom Line Item” is remembered among the settings of the invoice sync, which people may change meanwhile (A22, S11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from syncapp.core.records import Product
from syncapp.engine.items.custom import ACCOUNT
from syncapp.engine.questions import Questions
from syncapp.storage.models import ObjectSync
from tests.engine.shop import hubspot, hubspot_invoice, open_shop
from tests.world import World


def sync_of_invoices() -> ObjectSync:
    return ObjectSync.objects.get(object_type="invoice")


@pytest.mark.parametrize(("key", "kept"), [("deposit_cards", True), (ACCOUNT, False)])
def test_what_is_set_while_quickbooks_is_asked_for_the_item_stands(
    demo: World, monkeypatch: pytest.MonkeyPatch, key: str, kept: bool
) -> None:
    open_shop(demo)
    contact = hubspot(demo, "contacts", email="cleo@example.com", firstname="Cleo", lastname="Cane")
    hubspot_invoice(demo, "HS-9", contact, "NOBODY-KNOWS")
    asked = Questions.items

    def items(self: Questions, names: Sequence[str]) -> Sequence[Product]:
        found = asked(self, names)
        sync = sync_of_invoices()
        sync.settings = {**sync.settings, key: "999"}
        sync.save(update_fields=["settings"])
        return found

    monkeypatch.setattr(Questions, "items", items)
    demo.sync()

    settings: dict[str, Any] = sync_of_invoices().settings
    assert settings[key] == "999"
    assert bool(settings.get("line_item_id")) is kept
