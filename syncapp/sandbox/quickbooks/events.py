"""QuickBooks' webhooks: which write makes which event, both body formats, and how they are signed and repeated."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from datetime import UTC, datetime
from typing import Any

Event = dict[str, Any]

FORMATS = ("cloudevents", "legacy")
SECONDS = 3.0  # [D]
IN_ORDER = True  # "later events may be held until the first is acknowledged" [D]; taken strictly
BATCH = 100  # no number is documented: assumed
PAUSES = (10, 20, 30, 300, 1200, 7200, 14_400, 21_600)  # then every six hours [D]
ENTITIES = {
    "Account", "Bill", "BillPayment", "Budget", "Class", "CreditMemo", "Currency", "Customer", "Department",
    "Deposit", "Employee", "Estimate", "Invoice", "Item", "JournalCode", "JournalEntry", "Payment",
    "PaymentMethod", "Preferences", "Purchase", "PurchaseOrder", "RefundReceipt", "SalesReceipt", "TaxAgency",
    "Term", "TimeActivity", "Transfer", "Vendor", "VendorCredit",
}  # fmt: skip
PAST = {"Create": "created", "Update": "updated", "Delete": "deleted", "Void": "voided", "Merge": "merged",
        "Emailed": "emailed"}  # fmt: skip
SOURCE = "intuit." + base64.b64encode(hashlib.sha256(b"sandbox").digest()).decode()


class Recorder:
    """The events of one request on one company; of each document only what says most."""

    def __init__(self, realm: str) -> None:
        self._realm = realm
        self._found: dict[tuple[str, str], Event] = {}

    def saved(self, entity: str, id_: str, operation: str, **more: str) -> None:
        """An update of a document that was made, voided, merged or mailed in the same request says nothing new."""
        if entity not in ENTITIES or (operation == "Update" and (entity, id_) in self._found):
            return
        self._found.pop((entity, id_), None)
        self._found[entity, id_] = {
            "realm": self._realm,
            "entity": entity,
            "id": id_,
            "operation": operation,
            **more,
        }

    def merged(self, entity: str, winner: str, loser: str) -> None:
        """The loser is named in the winner's event alone [M]."""
        self._found.pop((entity, loser), None)
        self.saved(entity, winner, "Merge", deleted=loser)

    def events(self, at: datetime) -> list[Event]:
        time = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "")
        return [{**event, "time": time} for event in self._found.values()]


# Delivery


def numbered(event: Event, number: int) -> Event:
    """`id` is what receivers recognise a repetition by."""
    return {
        "event": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{event['realm']}/{event['time']}/{number}")),
        **event,
    }


def batches(events: list[Event], subscription: dict[str, Any]) -> list[list[Event]]:
    """CloudEvents mix companies in one array; the old form has one company per notification [D]."""
    if subscription["format"] == "cloudevents":
        groups = [events]
    else:
        realms = dict.fromkeys(event["realm"] for event in events)
        groups = [[event for event in events if event["realm"] == realm] for realm in realms]
    return [group[start : start + BATCH] for group in groups for start in range(0, len(group), BATCH)]


def body(batch: list[Event], subscription: dict[str, Any], attempt: int) -> bytes:
    told: Any = [_cloud(event) for event in batch]
    if subscription["format"] == "legacy":
        entities = [_legacy(event) for event in batch]
        told = {"eventNotifications": [{"realmId": batch[0]["realm"], "dataChangeEvent": {"entities": entities}}]}
    return json.dumps(told, separators=(",", ":")).encode()


def _cloud(event: Event) -> Event:
    # Where a merge names the one that is gone is not documented: in `data`, assumed.
    return {
        "specversion": "1.0", "id": event["event"], "source": SOURCE,
        "type": f"qbo.{event['entity'].lower()}.{PAST[event['operation']]}.v1",
        "datacontenttype": "application/json", "time": f"{event['time']}000Z",  # nanoseconds [D]
        "intuitentityid": event["id"], "intuitaccountid": event["realm"],
        "data": {"deletedId": event["deleted"]} if "deleted" in event else {},
    }  # fmt: skip


def _legacy(event: Event) -> Event:
    told = {
        "name": event["entity"], "id": event["id"], "operation": event["operation"],
        "lastUpdated": f"{event['time'][:-3]}Z",
    }  # fmt: skip
    return {**told, "deletedId": event["deleted"]} if "deleted" in event else told


def headers(subscription: dict[str, Any], body: bytes, now: datetime) -> dict[str, str]:
    return {
        "content-type": "application/json",
        "user-agent": "intuit_notification_server/1.0",
        "intuit-signature": signature(subscription["secret"], body),
        "intuit-created-time": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "intuit-t-id": hashlib.sha256(body).hexdigest()[:32],
        "intuit-notification-schema-version": "2.0.0" if subscription["format"] == "cloudevents" else "1.0.0",
    }


def signature(token: str, body: bytes) -> str:
    """base64 of HMAC-SHA256 over the raw body, keyed with the verifier token."""
    return base64.b64encode(hmac.new(token.encode(), body, hashlib.sha256).digest()).decode()


def accepted(status: int) -> bool:
    return status == 200  # [D]


def pause(attempt: int) -> float | None:
    return float(PAUSES[min(attempt, len(PAUSES) - 1)])
