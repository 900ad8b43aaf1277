"""What a person has set up, read from the database into the form that decisions are made in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncapp.connectors.protocol import ListEntry
from syncapp.core.criteria import Criterion, Operator
from syncapp.core.defaults import DEFAULT_PAIRS, suggested_pairs
from syncapp.core.filters import Filter, Group
from syncapp.core.mapping import FieldPair, Origin
from syncapp.core.plan import Rules
from syncapp.core.plans.payment import direction_of
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, ObjectType, Pair, Policy, Side
from syncapp.storage.convert import Specs, decode, decode_map
from syncapp.storage.models import Catalog, Connection, FieldMapping, ObjectSync, Workspace


@dataclass(frozen=True)
class AccountView:
    """One connected account as the catalog has it."""

    connection: Connection
    settings: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[ObjectType, Mapping[str, FieldSpec]] = field(default_factory=dict)
    lists: Mapping[str, tuple[ListEntry, ...]] = field(default_factory=dict)

    def names(self, name: str) -> tuple[str, ...] | None:
        """What a list holds; None where it was never read."""
        found = self.lists.get(name)
        return None if found is None else tuple(one.name for one in found)


def _as_told(connection: Connection, catalog: Catalog | None) -> AccountView:
    if catalog is None:
        return AccountView(connection)
    fields = {ObjectType(name): Specs(rows) for name, rows in catalog.fields.items()}
    lists = {name: tuple(ListEntry(*row) for row in rows) for name, rows in catalog.lists.items()}
    return AccountView(connection, catalog.settings, fields, lists)


def account_views(rows: Pair[Connection], read: Pair[Catalog] | None = None) -> Pair[AccountView]:
    """Both, as stored, or as just read."""
    known = Catalog.objects.filter(connection__in=[row.pk for _, row in rows]) if read is None else ()
    stored = {catalog.connection_id: catalog for catalog in known}
    views = {side: _as_told(row, read[side] if read else stored.get(row.pk)) for side, row in rows}
    return Pair(views[Side.HUBSPOT], views[Side.QUICKBOOKS])


def accounts_of(workspace: Workspace) -> Pair[AccountView] | None:
    """Both accounts as last read, without their tokens; None until both were connected once."""
    found = views_of(workspace)
    return Pair(found[Side.HUBSPOT], found[Side.QUICKBOOKS]) if len(found) == len(Side) else None


def views_of(workspace: Workspace) -> dict[Side, AccountView]:
    """The accounts that were connected, as last read, without their tokens."""
    rows = workspace.connections.defer("access_token", "refresh_token").select_related("catalog")
    return {Side(row.side): _as_told(row, getattr(row, "catalog", None)) for row in rows}


def load_rules(
    workspace: Workspace, accounts: Pair[AccountView], now: datetime, *, also_off: bool = False
) -> dict[ObjectType, Rules]:
    """The enabled syncs of a workspace. Payments follow invoices (S17, S18)."""
    chosen = workspace.syncs.prefetch_related("mappings", "filters")
    syncs = {sync.object_type: sync for sync in chosen if sync.enabled or also_off}
    today = now.astimezone(ZoneInfo(workspace.time_zone)).date()
    rules = {}
    for object_type in ObjectType:
        source = syncs.get(ObjectType.INVOICE if object_type is ObjectType.PAYMENT else object_type)
        if source is None:
            continue
        direction: Direction | None = Direction(source.direction)
        if object_type is ObjectType.PAYMENT:
            direction = direction_of(Direction(source.direction))
        if direction is not None:
            rules[object_type] = _rules(workspace, source, object_type, direction, accounts, today)
    return rules


def _rules(
    workspace: Workspace,
    sync: ObjectSync,
    object_type: ObjectType,
    direction: Direction,
    accounts: Pair[AccountView],
    today: date,
) -> Rules:
    own = object_type.value == sync.object_type
    return Rules(
        direction=direction,
        policy=Policy(sync.policy),
        pairs=_pairs(sync, object_type, accounts.quickbooks) if own else (),
        specs=Pair(accounts.hubspot.fields.get(object_type, {}), accounts.quickbooks.fields.get(object_type, {})),
        fields=Pair(accounts.hubspot.fields, accounts.quickbooks.fields),
        filters=_filters(sync) if own else {},
        settings=sync.settings,
        started_at=sync.started_at,
        accounts=Pair(accounts.hubspot.settings, accounts.quickbooks.settings),
        protected_through=protected_through(workspace, accounts.quickbooks.settings),
        fill_service_date=workspace.fill_service_date,
        today=today,
        zone=ZoneInfo(workspace.time_zone),
        key_prefix=accounts.quickbooks.connection.account_id,
        portal=accounts.hubspot.connection.account_id,
    )


def protected_through(workspace: Workspace, company: Mapping[str, Any]) -> date | None:
    """A24: ours, never earlier than QuickBooks' closing date."""
    return max(filter(None, (workspace.protected_through, closed_through(workspace, company))), default=None)


def closed_through(workspace: Workspace, company: Mapping[str, Any] | None = None) -> date | None:
    """QuickBooks' closing date, by what it said of itself when it was last read."""
    told = company_of(workspace) if company is None else company
    closed = told.get("close_date")
    return date.fromisoformat(closed) if closed else None


def company_of(workspace: Workspace) -> Mapping[str, Any]:
    """What the connected company says of itself, as last read."""
    catalogs = Catalog.objects.filter(connection__workspace=workspace, connection__side=Side.QUICKBOOKS)
    return catalogs.values_list("settings", flat=True).first() or {}


def offered_pairs(object_type: ObjectType, there: Mapping[str, FieldSpec]) -> tuple[FieldPair, ...]:
    """The defaults; the PO field is suggested until a person has decided (A34). `there`: QuickBooks' fields by name."""
    suggested = suggested_pairs(there.values()) if object_type is ObjectType.INVOICE else ()
    return DEFAULT_PAIRS[object_type] + suggested


def mapped_pairs(
    rows: Iterable[FieldMapping], object_type: ObjectType, there: Mapping[str, FieldSpec]
) -> tuple[FieldPair, ...]:
    """What is offered, as switched by these rows, and what they add."""
    stored = {(row.hubspot_field, row.quickbooks_field): row for row in rows}
    pairs = []
    for pair in offered_pairs(object_type, there):
        row = stored.pop((pair.hubspot, pair.quickbooks), None)
        if row is None or pair.origin is Origin.LOCKED:
            pairs.append(pair)
        else:
            pairs.append(_switched(pair, row.enabled, blank=row.blank_means_blank))
    for row in stored.values():
        pairs.append(_switched(_added(row, object_type), row.enabled, blank=row.blank_means_blank))
    return tuple(pairs)


def _added(row: FieldMapping, object_type: ObjectType) -> FieldPair:
    """A8: the terms of an invoice made in QuickBooks belong to QuickBooks; of others both may change them."""
    terms = object_type is ObjectType.INVOICE and row.quickbooks_field == "SalesTermRef"
    return FieldPair(
        row.hubspot_field, row.quickbooks_field, Origin.CUSTOM, transform=row.transform, values=decode_map(row.values),
        owned=terms, shared_on=Side.HUBSPOT if terms else None,
    )  # fmt: skip


# Of a sync's settings: added pairs that change nothing of what was linked before them (A13), and when each was saved.
FROM_NOW, SAVED_AT = "from_now", "from_now_saved_at"


def _pairs(sync: ObjectSync, object_type: ObjectType, quickbooks: AccountView) -> tuple[FieldPair, ...]:
    pairs = mapped_pairs(sync.mappings.all(), object_type, quickbooks.fields.get(object_type, {}))
    later, saved = sync.settings.get(FROM_NOW, ()), sync.settings.get(SAVED_AT, {})
    return tuple(
        replace(pair, from_now=_saved_at(sync, saved.get(pair.key)) if pair.key in later else None) for pair in pairs
    )


def _saved_at(sync: ObjectSync, told: str | None) -> datetime | None:
    """Where it was not noted, the last saving that a run has begun with."""
    return datetime.fromisoformat(told) if told else sync.watched_since


def _switched(pair: FieldPair, enabled: bool, *, blank: bool) -> FieldPair:
    return replace(pair, enabled=enabled, blank_means_blank=blank)


def _filters(sync: ObjectSync) -> dict[Side, Filter]:
    """Rows of a group are joined by AND, groups by OR, per target side."""
    found: dict[Side, dict[int, list[Criterion]]] = {}
    for row in sync.filters.all():
        criterion = Criterion(
            row.property,
            Operator(row.operator),
            tuple(decode(value) for value in row.values),
            ObjectType(row.associated) if row.associated else None,
        )
        found.setdefault(Side(row.target), {}).setdefault(row.group, []).append(criterion)
    return {side: Filter(tuple(Group(tuple(rows)) for rows in groups.values())) for side, groups in found.items()}
