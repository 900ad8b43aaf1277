"""From a connection's row to the connector that speaks to it; the only place that knows both vendors' packages."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from syncapp.connectors import oauth
from syncapp.connectors.hubspot import webhooks as hubspot_webhooks
from syncapp.connectors.hubspot.client import HubSpot
from syncapp.connectors.oauth import Tokens
from syncapp.connectors.protocol import Budget, System, TokenStore
from syncapp.connectors.quickbooks import webhooks as quickbooks_webhooks
from syncapp.connectors.quickbooks.client import QuickBooks
from syncapp.connectors.webhooks import Announced
from syncapp.core.plan import Rules
from syncapp.core.schema import FieldSpec
from syncapp.core.values import ObjectType, Pair, Side
from syncapp.engine.access.budget import AccountBudget
from syncapp.engine.access.pace import allowance
from syncapp.engine.access.tokens import StoredTokens, utc_now
from syncapp.storage.models import Connection, Workspace

Extra = Mapping[ObjectType, Sequence[str | FieldSpec]]
Now = Callable[[], datetime]
Sleep = Callable[[float], None]


def connections(workspace: Workspace) -> Pair[Connection]:
    """Both connections; Connection.DoesNotExist where one is missing."""
    rows = {Side(row.side): row for row in workspace.connections.all()}
    for side in Side:
        if side not in rows:
            raise Connection.DoesNotExist(side.label)
    return Pair(rows[Side.HUBSPOT], rows[Side.QUICKBOOKS])


def connect(
    workspace: Workspace, rules: dict[ObjectType, Rules] | None = None, *, now: Now = utc_now, sleep: Sleep = time.sleep
) -> Pair[System]:
    """A connector per side for one pass, asking also for the fields that mappings and filters use."""
    rows = connections(workspace)
    extra = Pair(_extra(rules, Side.HUBSPOT), _extra(rules, Side.QUICKBOOKS))
    return Pair(
        _hubspot(rows.hubspot, extra.hubspot, now, sleep), _quickbooks(rows.quickbooks, extra.quickbooks, now, sleep)
    )


def connect_one(row: Connection, extra: Extra = MappingProxyType({})) -> System:
    """One account alone, for what is not a pass. `extra`: fields to be read beside those that are always."""
    make = _hubspot if row.side == Side.HUBSPOT else _quickbooks
    return make(row, extra, utc_now, time.sleep)


def connect_with(side: Side, tokens: TokenStore, budget: Budget, realm: str) -> System:
    """An account that is no connection yet."""
    common: dict[str, Any] = {
        "tokens": tokens,
        "budget": budget,
        "zone": ZoneInfo("UTC"),
        "correlation_id": uuid.uuid4().hex,
    }
    if side is Side.QUICKBOOKS:
        return QuickBooks(realm=realm, base_url=settings.QUICKBOOKS_API_URL, **common)
    ours = {"client_id": settings.HUBSPOT_CLIENT_ID, "client_secret": settings.HUBSPOT_CLIENT_SECRET}
    return HubSpot(base_url=settings.HUBSPOT_API_URL, **ours, **common)


def _hubspot(row: Connection, extra: Extra, now: Now, sleep: Sleep) -> System:
    client = oauth.Client(settings.HUBSPOT_CLIENT_ID, settings.HUBSPOT_CLIENT_SECRET)
    return HubSpot(
        base_url=settings.HUBSPOT_API_URL,
        tokens=StoredTokens(row.pk, partial(oauth.hubspot_refresh, settings.HUBSPOT_API_URL, client), now, sleep),
        budget=_budget(row, now, sleep),
        zone=ZoneInfo(row.workspace.time_zone),
        extra_fields=extra,
        client_id=settings.HUBSPOT_CLIENT_ID,
        client_secret=settings.HUBSPOT_CLIENT_SECRET,
        sleep=sleep,
        correlation_id=uuid.uuid4().hex,
    )


def _quickbooks(row: Connection, extra: Extra, now: Now, sleep: Sleep) -> System:
    return QuickBooks(
        realm=row.account_id,
        base_url=settings.QUICKBOOKS_API_URL,
        tokens=StoredTokens(row.pk, quickbooks_refresher(), now, sleep),
        budget=_budget(row, now, sleep),
        zone=ZoneInfo(row.workspace.time_zone),
        currency=row.currency or "USD",
        country=row.country or "US",
        extra_fields=extra,
        sleep=sleep,
        correlation_id=uuid.uuid4().hex,
    )


def _budget(row: Connection, now: Now, sleep: Sleep) -> Budget:
    """Shared by whoever calls this account. A HubSpot token that is never renewed is that of a private app."""
    side = Side(row.side)
    allowed = allowance(side, private=not row.refresh_token, edition=row.edition) if settings.KEEP_PACE else None
    return AccountBudget(side, row.account_id, allowed, ZoneInfo(row.workspace.time_zone), now, sleep)


def count_calls(side: Side, account_id: str, kinds: Iterable[str]) -> None:
    """What a consent has asked, of the account that it turned out to be."""
    if settings.KEEP_PACE:
        AccountBudget(side, account_id, allowance(side, private=False, edition="")).made(kinds)


def quickbooks_refresher() -> Callable[[str], Tokens]:
    """Refreshes by the discovery document, which is asked for only when a refresh is due."""
    client = oauth.Client(settings.QUICKBOOKS_CLIENT_ID, settings.QUICKBOOKS_CLIENT_SECRET)

    def refresh(refresh_token: str) -> Tokens:
        endpoints = oauth.quickbooks_discover(settings.QUICKBOOKS_DISCOVERY_URL)
        return oauth.quickbooks_refresh(endpoints, client, refresh_token)

    return refresh


def webhook_is_signed(side: Side, body: bytes, headers: Mapping[str, str], now: datetime) -> bool:
    """Whether this came from the vendor, and not long ago."""
    if side is Side.HUBSPOT:
        url = settings.HUBSPOT_WEBHOOK_URL
        return hubspot_webhooks.is_signed(settings.HUBSPOT_CLIENT_SECRET, url, body, headers, now)
    return quickbooks_webhooks.is_signed(settings.QUICKBOOKS_WEBHOOK_TOKEN, body, headers)


def announced(side: Side, body: bytes) -> list[Announced]:
    """What a webhook names; raises connectors.webhooks.Unreadable."""
    return hubspot_webhooks.announced(body) if side is Side.HUBSPOT else quickbooks_webhooks.announced(body)


def _extra(rules: dict[ObjectType, Rules] | None, side: Side) -> Extra:
    """Fields beyond the connector's usual ones: those of mappings and of filters on that side's records."""
    names: dict[ObjectType, set[str]] = {}
    for object_type, rule in (rules or {}).items():
        names.setdefault(object_type, set()).update(pair.name(side) for pair in rule.pairs if pair.enabled)
        chosen = rule.filters.get(side.other)
        for one in (one for group in chosen.groups for one in group.criteria) if chosen else ():
            names.setdefault(one.associated or object_type, set()).add(one.property)
    return {object_type: tuple(sorted(found)) for object_type, found in names.items()}
