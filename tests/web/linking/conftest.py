"""Records that wait for a person's choice, with what the last runs noted of those that come into question."""

from __future__ import annotations

from typing import Any

from syncapp.storage.models import MatchKey, SyncRecord
from tests.web.conftest import Shop

ONLY_HUBSPOT: dict[str, Any] = {"quickbooks_id": None, "origin": "hubspot"}
ONLY_QUICKBOOKS: dict[str, Any] = {"hubspot_id": None, "origin": "quickbooks"}
BARE: dict[str, Any] = {"amount": None, "currency": "", "number": ""}


def keyed(record: SyncRecord, *keys: str) -> SyncRecord:
    """What it may be found by, as `engine.collect` stores it."""
    sides = [side for side in ("hubspot", "quickbooks") if getattr(record, f"{side}_id")]
    for side in sides:
        for key in keys:
            MatchKey.objects.create(
                record=record, workspace=record.workspace, object_type=record.object_type, side=side, key=key
            )
    return record


def contact(shop: Shop, label: str, email: str = "", **fields: Any) -> SyncRecord:
    made = shop.record(object_type="contact", label=label, **{**BARE, **ONLY_HUBSPOT, **fields})
    return keyed(made, *([f"email:{email}"] if email else []))


def customer(shop: Shop, label: str, email: str = "", **fields: Any) -> SyncRecord:
    return contact(
        shop, label, email, **{**ONLY_QUICKBOOKS, "quickbooks_id": f"c{SyncRecord.objects.count()}", **fields}
    )


def failing(reason: str, **params: str) -> dict[str, Any]:
    return {"status": "failing", "reason": reason, "params": params}


def olivia(shop: Shop) -> tuple[SyncRecord, SyncRecord, SyncRecord]:
    """A contact whose address two customers have: one by her name, one by another."""
    holdings = customer(shop, "Oak Holdings", "olivia@oak.test", status="pending", reason="waiting")
    same = customer(shop, "Olivia Oak", "olivia@oak.test", status="pending", reason="waiting")
    made = contact(
        shop,
        "Olivia Oak",
        "olivia@oak.test",
        **failing("ambiguous_customer", email="olivia@oak.test", candidates="Oak Holdings, Olivia Oak"),
    )
    return made, same, holdings
