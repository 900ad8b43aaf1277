"""What the accounts offer, read anew and stored, so that no decision and no page waits for a vendor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple
from datetime import datetime, timedelta
from typing import Any

from syncapp.connectors.protocol import Account, System
from syncapp.core.errors import Failure
from syncapp.core.policies import OWN_SOURCE
from syncapp.core.values import ObjectType, Pair, Side
from syncapp.storage.convert import encode_spec
from syncapp.storage.models import Catalog, Connection

OWN_LABEL = "HubSpot"  # of the option of “Invoice source” that goes out (S23)
FRESH_FOR = timedelta(hours=1)
REFUSED_FOR = timedelta(hours=6)  # as long as a failing record waits at most


class WrongAccount(Exception):
    """The token now belongs to another account than the one that was connected (F94)."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.sentence())
        self.failure = failure


def refresh_catalogs(systems: Pair[System], rows: Pair[Connection], now: datetime) -> Pair[Catalog]:
    """Read both accounts and store what they offer."""
    catalogs = read_catalogs(systems, rows, now)
    for side, catalog in catalogs:
        _store(rows[side], catalog)
    return catalogs


def refresh_catalog(system: System, row: Connection, now: datetime) -> Catalog:
    """One account alone, as when it has just been connected."""
    catalog = _read(system, row, now)
    _store(row, catalog)
    return catalog


def _store(row: Connection, catalog: Catalog) -> None:
    offered = {name: getattr(catalog, name) for name in ("settings", "fields", "lists", "refreshed_at")}
    Catalog.objects.update_or_create(connection=row, defaults=offered)
    row.save(update_fields=["account_id", "name", "currency", "country", "scopes"])


def stored_settings(rows: Pair[Connection]) -> dict[int, Any]:
    """The accounts' settings as last read, by connection."""
    found = Catalog.objects.filter(connection__in=[row.pk for _, row in rows])
    return dict(found.values_list("connection", "settings"))


def read_catalogs(systems: Pair[System], rows: Pair[Connection], now: datetime) -> Pair[Catalog]:
    """What both accounts are and offer now; nothing is stored."""
    return Pair(
        _read(systems.hubspot, rows.hubspot, now),
        _read(systems.quickbooks, rows.quickbooks, now),
    )


def _read(system: System, row: Connection, now: datetime) -> Catalog:
    """The account, its fields and lists; refuses another account than the connected one."""
    account = system.account()
    if row.account_id and account.id != row.account_id:
        params = {"system": system.side.label, "expected": row.account_id, "found": account.id}
        raise WrongAccount(Failure("wrong_account", params))
    before = Catalog.objects.filter(connection=row).first()
    described = _settings(account)
    if before:
        described |= _learnt(before.settings, described, now)
    fields = {
        object_type.value: [encode_spec(spec) for spec in system.fields(object_type)] for object_type in ObjectType
    }
    lists = {name: [list(astuple(entry)) for entry in entries] for name, entries in system.lists().items()}
    if (own := next((value for value, label, *_ in lists.get("sources", ()) if label == OWN_LABEL), None)) is not None:
        described[OWN_SOURCE] = own
    row.account_id, row.name = account.id, account.name
    row.currency, row.country, row.scopes = account.currency, account.country[:3], list(account.scopes)
    return Catalog(connection=row, settings=described, fields=fields, lists=lists, refreshed_at=now)


def _settings(account: Account) -> dict[str, Any]:
    told = asdict(account)
    return {
        **told["settings"],
        "name": account.name,
        "currency": account.currency,
        "currencies": list(account.currencies) or [account.currency],
        "country": account.country,
        "timezone": account.timezone,
    }


def is_stale(rows: Pair[Connection], now: datetime) -> bool:
    refreshed = Catalog.objects.filter(connection__in=[row.pk for _, row in rows]).values_list(
        "refreshed_at", flat=True
    )
    return len(refreshed) < len(Side) or min(refreshed) < now - FRESH_FOR


def payments_refused(connection: Connection, now: datetime) -> None:
    """HubSpot has refused a payment for want of a processor: remembered, as no call tells it beforehand."""
    catalog = Catalog.objects.get(connection=connection)
    catalog.settings |= {"payments": False, "payments_refused_at": now.isoformat()}
    catalog.save(update_fields=["settings"])


def edits_refused(connection: Connection, now: datetime) -> None:
    """HubSpot has refused to have a finalized invoice edited: remembered likewise (B19)."""
    catalog = Catalog.objects.get(connection=connection)
    catalog.settings |= {"edits_refused_at": now.isoformat()}
    catalog.save(update_fields=["settings"])


def marked(connection: Connection) -> None:
    """Our properties have just been made in HubSpot."""
    catalog = Catalog.objects.get(connection=connection)
    catalog.lists |= {"unmarked": []}
    catalog.save(update_fields=["lists"])


def forget_refusal(connection: Connection) -> None:
    """Somebody asks again, and may have set up payments, or let invoices be edited, in HubSpot before."""
    for catalog in Catalog.objects.filter(connection=connection):
        if any(at in catalog.settings for at in _REFUSALS):
            for name in (name for names in _REFUSALS.values() for name in names):
                catalog.settings.pop(name, None)
            catalog.save(update_fields=["settings"])


# By when it was told: what a refusal has shown.
_REFUSALS = {"payments_refused_at": ("payments", "payments_refused_at"), "edits_refused_at": ("edits_refused_at",)}


def _learnt(before: dict[str, Any], described: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What refusals have shown and the account does not tell; after some hours it is tried again."""
    found: dict[str, Any] = {}
    for at, names in _REFUSALS.items():
        known = any(described.get(name) is not None for name in names)
        if at in before and not known and datetime.fromisoformat(before[at]) >= now - REFUSED_FOR:
            found |= {name: before[name] for name in names if name in before}
    return found
