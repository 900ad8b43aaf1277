"""HubSpot's webhooks: which change makes which event, and how a batch of them is signed and repeated.

Only the generic `object.*` types are sent: invoices have no others [S]. What the reference leaves open is
marked assumed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from syncapp.sandbox.hubspot.actor import APP_ID, Actor
from syncapp.sandbox.hubspot.kinds import KINDS

if TYPE_CHECKING:
    from syncapp.sandbox.hubspot.links import LinkType
    from syncapp.sandbox.hubspot.models import Account, Record

Event = dict[str, Any]

FORMATS = ("v3",)
SECONDS = 5.0  # [D]
IN_ORDER = False
BATCH = 100  # [D]
RETRIES = 10  # over 24 hours [D]; the steps between are assumed
PAUSES = (60, 300, 900, 1800, 3600, 7200, 10_800, 14_400, 18_000, 21_600)
FIRST_EVENT = 3_816_279_340
ENCODED = {"%3A": ":", "%2F": "/", "%3F": "?", "%40": "@", "%21": "!", "%24": "$", "%27": "'", "%28": "(",
           "%29": ")", "%2A": "*", "%2C": ",", "%3B": ";"}  # fmt: skip
# Calculated properties do not fire, so portals report, this one does [C].
FIRES_ANYWAY = {"hs_amount_paid"}


class Recorder:
    """The events of one request, by the actor who made it."""

    def __init__(self, account: Account, actor: Actor) -> None:
        self._account, self._actor = account, actor
        self._fresh: set[str] = set()
        self.events: list[Event] = []

    def created(self, record: Record) -> None:
        """The values that a record is born with make no events of their own (assumed)."""
        self._fresh.add(record["id"])
        self._add("creation", record, changeFlag="CREATED")

    def changed(self, record: Record, name: str, value: str | None) -> None:
        definition = self._account.fields.get(record["kind"], name)
        silent = definition is None or definition["calculated"] or definition["modificationMetadata"]["readOnlyValue"]
        if record["id"] in self._fresh or (silent and name not in FIRES_ANYWAY):
            return
        self._add("propertyChange", record, propertyName=name, propertyValue=value or "", isSensitive=False)

    def deleted(self, record: Record) -> None:
        """What was associated is told of no removed associations (assumed)."""
        self._add("deletion", record, changeFlag="DELETED")

    def forgotten(self, record: Record) -> None:
        """`contact.privacyDeletion`: no type but contacts has one, and it is no `object.` event [S]."""
        self.events.append(self._head("privacyDeletion", record) | {"subscriptionType": "contact.privacyDeletion"})

    def restored(self, record: Record) -> None:
        self._add("restore", record, changeFlag="RESTORED")  # flag assumed

    def merged(self, primary: Record, other: Record, moved: int) -> None:
        """In place of the deletion of the one that is gone (assumed)."""
        self.events = [
            one
            for one in self.events
            if (one.get("objectId"), one["subscriptionType"]) != (int(other["id"]), "object.deletion")
        ]
        ends = {"primaryObjectId": int(primary["id"]), "mergedObjectIds": [int(other["id"])]}
        self._add("merge", primary, **ends, newObjectId=int(primary["id"]), numberOfPropertiesMoved=moved)

    def linked(self, source: Record, target: Record, link: LinkType, removed: bool = False) -> None:
        """Both directions are told, each as seen from its own end [K]."""
        back = self._account.link_type(link.reverse) if link.reverse is not None else None
        for one, other, seen in ((source, target, link), (target, source, back)):
            if seen is None:
                continue
            event = self._head("associationChange", one)
            del event["objectId"]
            self.events.append(event | {
                "associationType": seen.name.upper(), "associationTypeId": seen.type_id,
                "fromObjectId": int(one["id"]), "toObjectId": int(other["id"]), "associationRemoved": removed,
                "isPrimaryAssociation": seen.label == "Primary",
            })  # fmt: skip

    def _add(self, noun: str, record: Record, **more: Any) -> None:
        self.events.append(self._head(noun, record) | more)

    def _head(self, noun: str, record: Record) -> Event:
        return {
            "portalId": self._account.settings["portal_id"], "appId": int(APP_ID),
            "occurredAt": int(self._account.clock.now().timestamp() * 1000), "subscriptionType": f"object.{noun}",
            "objectId": int(record["id"]), "objectTypeId": KINDS[record["kind"]].type_id,
            "changeSource": self._actor.source, "sourceId": self._actor.source_id,
        }  # fmt: skip


# Delivery


def numbered(event: Event, number: int) -> Event:
    """HubSpot's subscriptions are one per type, object and property, each with an id."""
    watched = "/".join(str(event.get(name, "")) for name in ("subscriptionType", "objectTypeId", "propertyName"))
    return {
        "eventId": FIRST_EVENT + number,
        "subscriptionId": zlib.crc32(watched.encode()) % 10_000_000,
        **event,
    }


def batches(events: list[Event], subscription: dict[str, Any]) -> list[list[Event]]:
    return [events[start : start + BATCH] for start in range(0, len(events), BATCH)]


def body(batch: list[Event], subscription: dict[str, Any], attempt: int) -> bytes:
    told = [{**event, "attemptNumber": attempt} for event in batch]
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def headers(subscription: dict[str, Any], body: bytes, now: datetime) -> dict[str, str]:
    """Each try is freshly signed; the old v1 headers accompany v3."""
    secret, stamp = subscription["secret"], str(int(now.timestamp() * 1000))
    return {
        "content-type": "application/json",
        "user-agent": "HubSpot Connect 2.0 (sandbox)",
        "x-hubspot-signature": hashlib.sha256(secret.encode() + body).hexdigest(),
        "x-hubspot-signature-version": "v1",
        "x-hubspot-signature-v3": signature(secret, "POST", subscription["url"], body, stamp),
        "x-hubspot-request-timestamp": stamp,
    }


def signature(secret: str, method: str, uri: str, body: bytes, stamp: str) -> str:
    """v3: base64 of HMAC-SHA256 over method, URI, body and timestamp, one after the other."""
    source = method.encode() + decoded(uri).encode() + body + stamp.encode()
    return base64.b64encode(hmac.new(secret.encode(), source, hashlib.sha256).digest()).decode()


def decoded(uri: str) -> str:
    """Some characters are signed unescaped, the others as they stand."""
    for escaped, plain in ENCODED.items():
        uri = uri.replace(escaped, plain).replace(escaped.lower(), plain)
    return uri


def accepted(status: int) -> bool:
    return 200 <= status < 300


def pause(attempt: int) -> float | None:
    return PAUSES[attempt] if attempt < RETRIES else None
