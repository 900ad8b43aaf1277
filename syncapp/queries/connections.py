"""The Integrations page: both accounts as they stand, and whether they can be synced (B1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from syncapp.core.preflight import Finding, Level, preflight
from syncapp.core.values import Side
from syncapp.engine.access.consent import SCOPES, client_of
from syncapp.engine.rules import AccountView, views_of
from syncapp.engine.setup.checklist import SetUp, facts_of, in_force, known_of
from syncapp.queries.checklist import Checked, items
from syncapp.queries.counts import Tally
from syncapp.queries.failures import disconnected_by
from syncapp.storage import queue
from syncapp.storage.models import Activity, Connection, Workspace

WITHOUT_ADDING = ("", "free")  # S30: Starter and above may add a sync


@dataclass(frozen=True)
class AccountCard:
    """One side of the page."""

    side: Side
    row: Connection | None
    read_at: datetime | None
    checked: Checked  # of the checklist that is about this account
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


@dataclass(frozen=True)
class Integrations:
    cards: tuple[AccountCard, ...]
    together: Checked  # of the checklist: about both accounts, or about what is set up
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
        shown = (*(item for card in self.cards for item in card.checked.items), *self.together.items)
        return [item.finding for item in shown if item.finding.level == Level.BLOCKING]

    @property
    def edition(self) -> str:
        row = self.cards[0].row
        return row.edition if row else ""

    @property
    def may_add(self) -> bool:
        """S30: whether HubSpot's edition, as stated, allows adding a sync."""
        return self.edition not in WITHOUT_ADDING


def integrations(workspace: Workspace, tally: Tally) -> Integrations:
    views, set_up = views_of(workspace), in_force(workspace, tally.syncs)
    shown = _checked(workspace, views, set_up, tally)
    linked = sum(row.number for row in tally.rows if row.stands == "both")
    cards = tuple(
        AccountCard(
            side=side,
            row=row,
            read_at=catalog.refreshed_at if (catalog := getattr(row, "catalog", None)) else None,
            checked=shown[side],
            has_app=bool(client_of(side).id),
            page=page_of(side, row),
            given_back=disconnected_by(workspace, side) if row and row.state == Connection.State.DISCONNECTED else None,
        )
        for side in Side
        for row in [views[side].connection if side in views else None]
    )
    reading = queue.under_way(queue.READ_ACCOUNTS, workspace.pk)
    return Integrations(cards, shown[""], linked, set_up.outbound, bool(set_up.settings), reading)


def _checked(
    workspace: Workspace, views: Mapping[Side, AccountView], set_up: SetUp, tally: Tally
) -> dict[str, Checked]:
    """By the account that they are about; nothing of both together before both were read."""
    found = preflight(facts_of(workspace, views, set_up, known_of(workspace, tally.read), timezone.now()))
    portal = views[Side.HUBSPOT].connection.account_id if Side.HUBSPOT in views else ""
    read = {
        side for side, view in views.items() if view.settings and view.connection.state == Connection.State.CONNECTED
    }
    shown: dict[str, Checked] = {
        side: Checked(items((one for one in found if one.side == side), portal)) if side in read else Checked()
        for side in Side
    }
    together = items((one for one in found if not one.side), portal)
    return {**shown, "": Checked(together if read == set(Side) else ())}


def page_of(side: Side, row: Connection | None) -> str:
    """The first of the vendor's own pages; empty while nothing is connected."""
    if row is None or not row.account_id:
        return ""
    if side is Side.HUBSPOT:
        return f"{settings.HUBSPOT_APP_URL}/home?portalId={row.account_id}"
    return f"{settings.QUICKBOOKS_APP_URL}/app/homepage"
