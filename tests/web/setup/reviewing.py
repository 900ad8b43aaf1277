"""Dry runs as a worker leaves them, for the page that shows them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from syncapp.actions import drafts
from syncapp.core.values import ObjectType
from syncapp.storage.models import ObjectSync, Run, SyncDraft
from syncapp.storage.setup_fingerprint import KEY, setup_fingerprint
from tests.web.conftest import Shop


def walk(shop: Shop, object_type: str = "invoice", **chosen: Any) -> SyncDraft:
    """The owner has walked to the last step."""
    draft = drafts.begin(shop.workspace, shop.people["owner"], ObjectType(object_type))
    settings = {**draft.data["settings"], **chosen.pop("settings", {})}
    return drafts.save_step(drafts.kept(draft), settings=settings, **chosen)


READY = {"line_item_account": "79", "other_sync_is_off": True}


def written(
    number: int,
    *,
    objects: str = "invoices",
    system: str = "quickbooks",
    action: str = "create",
    amount: str | None = "100.00",
) -> dict[str, Any]:
    money = {"amount": amount, "currency": "USD", "day": f"2026-11-{number % 28 + 1:02}"} if amount else {}
    return {
        "object": objects, "system": system, "action": action, "hubspot_id": str(number), "quickbooks_id": None, "label": f"HS-{number}",
        "changes": [
            {"field": "DocNumber", "from": None, "to": f"HS-{number}", "label": "Invoice no.", "source": "Invoice number"},
            {"field": "TxnDate", "from": None, "to": "2026-11-24", "label": "Invoice date"},
            {"field": "total", "from": None, "to": amount},
        ],
        "reason": "finalized in HubSpot", **money,
    }  # fmt: skip


def standing(status: str, reason: str, number: int, money: str | None = None, **sample: Any) -> dict[str, Any]:
    named = {
        "label": "HS-9",
        "number": "HS-9",
        "amount": "250.50",
        "currency": "USD",
        "params": {},
        "vendor_text": "",
        "hubspot_id": "9",
        "quickbooks_id": None,
    }
    return {
        "status": status,
        "reason": reason,
        "number": number,
        "money": {"USD": money} if money else {},
        "highest": [named | sample] if sample else [],
    }


def told(**objects: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: {"linked": 0, "standing": rows} for name, rows in objects.items()}


def dried(
    draft: SyncDraft,
    plan: list[dict[str, Any]] | None = None,
    counts: dict[str, Any] | None = None,
    *,
    result: str = "",
    ago: timedelta = timedelta(),
) -> Run:
    """The dry run of exactly this draft, ended."""
    now = timezone.now() - ago
    digest = setup_fingerprint(draft, ObjectSync.objects.filter(workspace=draft.workspace))
    draft.run = Run.objects.create(
        workspace=draft.workspace, trigger="review", dry_run=True, started_at=now - timedelta(seconds=9), ended_at=now, actor=draft.user,
        plan=plan or [], counts=counts or {}, progress={KEY: digest}, calls={"hubspot": 12, "quickbooks": 5}, result=result,
    )  # fmt: skip
    SyncDraft.objects.filter(pk=draft.pk).update(run=draft.run)
    return draft.run
