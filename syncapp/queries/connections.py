"""The Integrations page: both accounts as they stand, and whether they can be synced (B1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from syncapp.core.preflight import Finding, preflight
from syncapp.core.values import Direction, ObjectType, Side
from syncapp.engine.consent import SCOPES, client_of
from syncapp.queries.failures import disconnected_by
from syncapp.storage import queue
from syncapp.storage.models import Activity, Catalog, Connection, ObjectSync, Workspace

OUR_FINDINGS = {Side.HUBSPOT: ("scopes", "payment_processor")}  # the others are the company's in QuickBooks
WITHOUT_ADDING = ("", "free")  # S30: Starter and above may add a sync


@dataclass(frozen=True)
class AccountCard:
    """One side of the page."""

    side: Side
    row: Connection | None
    read_at: datetime | None
    findings: tuple[Finding, ...]
    has_app: bool
    page: str  # in the vendor's own pages
    given_back: Activity | None  # the entry of it, while it is disconnected

    @property
    def label(self) -> str:
        return self.side.label

    @property
    def state(self) -> str:
        return self.row.state if self.row else "never"

    @property
    def connected(self) -> bool:
        return self.state == Connection.State.CONNECTED

    @property
    def static(self) -> bool:
        """A token that somebody typed in, which no sign-in can renew."""
        return bool(self.row and self.connected and self.row.expires_at is None and self.side is Side.HUBSPOT)

    @property
    def scopes(self) -> list[tuple[str, bool]]:
        """What is asked for, and whether it was granted; nothing where the vendor does not tell."""
        granted = self.row.scopes if self.row else []
        return [(scope, not granted or scope in granted) for scope in SCOPES[self.side]]

    @property
    def missing(self) -> list[str]:
        return [scope for scope, granted in self.scopes if not granted]

    @property
    def start(self) -> str:
        """Where its button goes."""
        return f"/oauth/{self.side.value}/start/"

    @property
    def untold(self) -> bool:
        return bool(self.row and not self.row.scopes)

    @property
    def worst(self) -> str:
        levels = {finding.level for finding in self.findings}
        return next((level for level in ("blocking", "advisable", "fine") if level in levels), "")


@dataclass(frozen=True)
class Integrations:
    cards: tuple[AccountCard, ...]
    linked: int  # records that stand on both sides
    outbound: bool
    set_up: bool  # any object is
    reading: bool  # a worker is at it

    @property
    def both(self) -> bool:
        return all(card.connected for card in self.cards)

    @property
    def any(self) -> bool:
        return any(card.connected for card in self.cards)

    @property
    def blocking(self) -> list[Finding]:
        return [finding for card in self.cards for finding in card.findings if finding.level == "blocking"]

    @property
    def advisable(self) -> list[Finding]:
        return [finding for card in self.cards for finding in card.findings if finding.level == "advisable"]

    @property
    def edition(self) -> str:
        row = self.cards[0].row
        return row.edition if row else ""

    @property
    def may_add(self) -> bool:
        """S30: whether HubSpot's edition, as stated, allows adding a sync."""
        return self.edition not in WITHOUT_ADDING


def integrations(workspace: Workspace) -> Integrations:
    rows = {Side(row.side): row for row in workspace.connections.defer("access_token", "refresh_token")}
    catalogs = {
        one.connection_id: one for one in Catalog.objects.filter(connection__in=rows.values()).defer("fields", "lists")
    }
    directions = dict(ObjectSync.objects.filter(workspace=workspace).values_list("object_type", "direction"))
    outbound = _goes_out(directions)
    told = {side: catalogs.get(row.pk) for side, row in rows.items()}
    findings = _findings(rows, told, outbound=outbound, service_dates=workspace.fill_service_date)
    linked = workspace.records.exclude(hubspot_id=None).exclude(quickbooks_id=None).count()
    cards = tuple(
        AccountCard(
            side=side,
            row=rows.get(side),
            read_at=found.refreshed_at if (found := told.get(side)) else None,
            findings=findings[side],
            has_app=bool(client_of(side).id),
            page=_page(side, rows.get(side)),
            given_back=disconnected_by(workspace, side)
            if side in rows and rows[side].state == Connection.State.DISCONNECTED
            else None,
        )
        for side in Side
    )
    return Integrations(cards, linked, outbound, bool(directions), queue.under_way(queue.READ_ACCOUNTS, workspace.pk))


def goes_out(workspace: Workspace) -> bool:
    """Whether invoices go to QuickBooks; before there is a set-up they may."""
    chosen = ObjectSync.objects.filter(workspace=workspace, object_type=ObjectType.INVOICE)
    return _goes_out(dict(chosen.values_list("object_type", "direction")))


def _goes_out(directions: Mapping[str, str]) -> bool:
    return Direction(directions.get(ObjectType.INVOICE, Direction.TWO_WAY)).reaches(Side.QUICKBOOKS)


def _findings(
    rows: Mapping[Side, Connection], told: Mapping[Side, Catalog | None], *, outbound: bool, service_dates: bool
) -> dict[Side, tuple[Finding, ...]]:
    """Each account's own, and only of an account that was read: what is unknown is not fine."""
    settings_of: dict[Side, dict[str, Any]] = {side: found.settings for side, found in told.items() if found}
    hubspot = rows.get(Side.HUBSPOT)
    all_of_them = preflight(
        settings_of.get(Side.HUBSPOT, {}),
        settings_of.get(Side.QUICKBOOKS, {}),
        hubspot.scopes if hubspot else (),
        outbound=outbound,
        service_dates=service_dates,
    )
    found: dict[Side, tuple[Finding, ...]] = dict.fromkeys(Side, ())
    for side in settings_of:
        if rows[side].state == Connection.State.CONNECTED:
            mine = OUR_FINDINGS[Side.HUBSPOT]
            found[side] = tuple(one for one in all_of_them if (one.code in mine) == (side is Side.HUBSPOT))
    return found


def _page(side: Side, row: Connection | None) -> str:
    if row is None or not row.account_id:
        return ""
    if side is Side.HUBSPOT:
        return f"{settings.HUBSPOT_APP_URL}/home?portalId={row.account_id}"
    return f"{settings.QUICKBOOKS_APP_URL}/app/homepage"
