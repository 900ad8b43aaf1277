"""QuickBooks' webhooks: one signature, two forms of the body (CloudEvents, and the older one)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from syncapp.connectors.webhooks import Announced, Unreadable, identifier, key_of, parsed, signs

SIGNATURE = "intuit-signature"

TYPES = {"customer": "contact", "item": "product", "invoice": "invoice", "payment": "payment"}
# What the catalog holds of a company: its settings, and the lists that values are chosen from.
SETTINGS = frozenset(
    {"preferences", "companyinfo", "account", "class", "department", "paymentmethod", "term", "taxagency", "currency"}
)


def is_signed(token: str, body: bytes, headers: Mapping[str, str]) -> bool:
    return signs(token, body, headers.get(SIGNATURE, ""))


def announced(body: bytes) -> list[Announced]:
    told = parsed(body)
    if isinstance(told, list):
        return [one for event in told if isinstance(event, Mapping) for one in _cloud(event)]
    if isinstance(told, Mapping) and isinstance(told.get("eventNotifications"), list):
        return [one for part in told["eventNotifications"] if isinstance(part, Mapping) for one in _legacy(part)]
    raise Unreadable("neither CloudEvents nor eventNotifications")


def _cloud(event: Mapping[str, Any]) -> Iterable[Announced]:
    """`qbo.invoice.created.v1`; where a merge names the loser is not documented: in `data`, if there at all."""
    words = str(event.get("type") or "").lower().split(".")
    data = event.get("data")
    loser = data.get("deletedId") if isinstance(data, Mapping) else None
    key = key_of("quickbooks", event, "id", "time", "type", "intuitaccountid", "intuitentityid")
    return _named(
        event.get("intuitaccountid"), words[1] if len(words) > 1 else "", event.get("intuitentityid"), loser, key
    )


def _legacy(part: Mapping[str, Any]) -> Iterable[Announced]:
    realm, change = part.get("realmId"), part.get("dataChangeEvent")
    entities = change.get("entities") if isinstance(change, Mapping) else None
    for entity in entities if isinstance(entities, list) else ():
        if isinstance(entity, Mapping):
            key = key_of("quickbooks", {**entity, "realm": realm}, "realm", "name", "id", "operation", "lastUpdated")
            name = str(entity.get("name") or "").lower()
            yield from _named(realm, name, entity.get("id"), entity.get("deletedId"), key)


def _named(realm: Any, entity: str, id_: Any, loser: Any, key: str) -> Iterable[Announced]:
    """`loser`: of a merge, the one that is gone."""
    account, external_id, merged = identifier(realm), identifier(id_), identifier(loser)
    if account and entity in SETTINGS:
        yield Announced(account, "account", entity, key)
    if account and external_id and entity in TYPES:
        yield Announced(account, TYPES[entity], external_id, key)
    if account and merged and entity in TYPES:
        yield Announced(account, TYPES[entity], merged, key, external_id if merged != external_id else "")
