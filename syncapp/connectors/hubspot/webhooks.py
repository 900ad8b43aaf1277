"""HubSpot's webhooks: signature v3, and which records a batch of events names.

Events may be missing, doubled or out of order, and some properties fire none: polling stays the source of truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from syncapp.connectors.webhooks import SOMETHING, Announced, Unreadable, identifier, key_of, parsed, signs

SIGNATURE = "X-HubSpot-Signature-v3"
TIMESTAMP = "X-HubSpot-Request-Timestamp"
OLDEST_MS = 300_000

# By type id, by the word of the classic types, and by the word in the name of an association.
_NAMES = {
    "contact": ("0-1", "contact"),
    "product": ("0-7", "product"),
    "invoice": ("0-53", "invoice"),
    "payment": ("0-101", "commerce_payment"),
    "line_item": ("0-8", "line_item"),
}
TYPES = {name: object_type for object_type, names in _NAMES.items() for name in names}
_NO_PART_OF_OURS = ("0-2", "company", "0-3", "deal", "0-5", "ticket")
# Some characters are signed as they read, all others as they stand in the address.
_PLAIN = {
    "%3A": ":", "%2F": "/", "%3F": "?", "%40": "@", "%21": "!", "%24": "$", "%27": "'", "%28": "(", "%29": ")",
    "%2A": "*", "%2C": ",", "%3B": ";",
}  # fmt: skip
_WHAT_MAKES_IT_ONE = (
    "portalId", "subscriptionType", "objectId", "objectTypeId", "eventId", "occurredAt", "propertyName",
    "fromObjectId", "toObjectId", "associationType",
)  # fmt: skip


def is_signed(secret: str, url: str, body: bytes, headers: Mapping[str, str], now: datetime) -> bool:
    """`url`: the target as configured in HubSpot. The older signatures are never enough (SEC20)."""
    stamp = headers.get(TIMESTAMP, "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 16):
        return False
    if abs(now.timestamp() * 1000 - int(stamp)) >= OLDEST_MS:
        return False
    message = f"POST{_signed_url(url)}".encode() + body + stamp.encode()
    return signs(secret, message, headers.get(SIGNATURE, ""))


def _signed_url(url: str) -> str:
    for escaped, plain in _PLAIN.items():
        url = url.replace(escaped, plain).replace(escaped.lower(), plain)
    return url


def announced(body: bytes) -> list[Announced]:
    events = parsed(body)
    if not isinstance(events, list):
        raise Unreadable("not a list of events")
    return [one for event in events if isinstance(event, Mapping) and not _ours(event) for one in _of(event)]


def _ours(event: Mapping[str, Any]) -> bool:
    """The echo of a write of this app."""
    source = identifier(event.get("sourceId"))
    return bool(source) and source == identifier(event.get("appId"))


def _of(event: Mapping[str, Any]) -> Iterable[Announced]:
    portal = identifier(event.get("portalId"))
    key = key_of("hubspot", event, *_WHAT_MAKES_IT_ONE)
    for object_type, external_id in _named(event):
        if portal and external_id:
            yield Announced(portal, object_type, external_id, key)


def _named(event: Mapping[str, Any]) -> list[tuple[str, str]]:
    words = str(event.get("subscriptionType") or "").split(".")
    if words[-1] == "associationChange":
        return _ends(event)
    kind = _kind(str(event.get("objectTypeId") or ""), words[0])
    if not kind:
        return []
    merged = event.get("mergedObjectIds")
    others = merged if isinstance(merged, list) else []
    ids = [event.get("objectId"), event.get("primaryObjectId"), event.get("newObjectId"), *others]
    return [(kind, one) for one in dict.fromkeys(map(identifier, ids)) if one]


def _kind(type_id: str, word: str) -> str:
    """Discounts, fees and taxes come by type ids that HubSpot has not published: they are no object that we name."""
    known = TYPES.get(type_id) or TYPES.get(word)
    return known or (SOMETHING if type_id.startswith("0-") and not {type_id, word} & {*_NO_PART_OF_OURS} else "")


def _ends(event: Mapping[str, Any]) -> list[tuple[str, str]]:
    """ "INVOICE_TO_CONTACT": which is which is told by the name alone. Contacts and products do not change by it."""
    source, _, target = str(event.get("associationType") or "").lower().partition("_to_")
    ends = ((source, event.get("fromObjectId")), (target, event.get("toObjectId")))
    found = [(TYPES.get(name, ""), identifier(one)) for name, one in ends]
    return [(kind, one) for kind, one in found if kind in ("invoice", "payment", "line_item")]
