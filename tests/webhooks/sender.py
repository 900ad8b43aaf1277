"""Sends webhooks as either vendor does: signed, and in the form asked for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

from django.conf import settings
from django.test import Client

PORTAL, REALM = "48807700", "9341450000000001"


def signature(secret: str, message: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest()).decode()


def to_hubspot(body: bytes, *, secret: str | None = None, age: float = 0, headers: dict[str, str] | None = None) -> Any:
    """POST to our HubSpot address."""
    stamp = str(int((time.time() - age) * 1000))
    message = f"POST{settings.HUBSPOT_WEBHOOK_URL}".encode() + body + stamp.encode()
    signed = {
        "X-HubSpot-Signature-v3": signature(secret or settings.HUBSPOT_CLIENT_SECRET, message),
        "X-HubSpot-Request-Timestamp": stamp,
    }
    return Client(enforce_csrf_checks=True).post(
        "/webhooks/hubspot/", body, content_type="application/json", headers=signed if headers is None else headers
    )


def to_quickbooks(body: bytes, *, secret: str | None = None) -> Any:
    made = signature(secret or settings.QUICKBOOKS_WEBHOOK_TOKEN, body)
    return Client(enforce_csrf_checks=True).post(
        "/webhooks/quickbooks/", body, content_type="application/json", headers={"intuit-signature": made}
    )


def hubspot_event(
    object_id: str | int = 7, type_id: str = "0-53", number: int = 1, portal: str = PORTAL, **more: Any
) -> dict[str, Any]:
    return {
        "eventId": number, "portalId": int(portal), "appId": 16111050, "occurredAt": 1793600000000,
        "subscriptionType": "object.propertyChange", "objectId": int(object_id), "objectTypeId": type_id,
        "sourceId": "userId:1", "attemptNumber": 0,
    } | more  # fmt: skip


def quickbooks_event(
    entity_id: str = "145", word: str = "invoice", verb: str = "updated", number: str = "a", realm: str = REALM
) -> dict[str, Any]:
    return {
        "specversion": "1.0", "id": number, "type": f"qbo.{word}.{verb}.v1", "time": "2026-11-24T09:00:00.000000000Z",
        "intuitentityid": entity_id, "intuitaccountid": realm, "data": {},
    }  # fmt: skip


def as_body(*events: Any) -> bytes:
    return json.dumps(events).encode()
