"""The syncs of a workspace as the tabs of "QuickBooks Online" list them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from syncapp.core.plans.payment import direction_of
from syncapp.core.values import ORDER, Direction, ObjectType, Side
from syncapp.queries.counts import Cell, Tally
from syncapp.queries.states import COUNTED, State
from syncapp.storage.models import Activity, Connection, ObjectSync, Run, SyncRecord, Times, Workspace


@dataclass(frozen=True)
class SyncRow:
    object_type: ObjectType
    direction: str  # empty where the object does not sync, as payments of inbound-only invoices (S18)
    enabled: bool
    started_at: datetime | None
    own: bool  # payments have no switch of their own (S17)
    sync: ObjectSync
    cells: dict[str, Cell]
    beside: list[tuple[State, Cell]]
    sent_at: datetime | None = None
    checked_at: datetime | None = None

    @property
    def name(self) -> str:
        return f"{self.object_type.value.capitalize()} sync"

    @property
    def goes_out(self) -> bool:
        return bool(self.direction) and Direction(self.direction).reaches(Side.QUICKBOOKS)

    def ran_in(self, run: Run | None) -> bool:
        """Whether the last run of the workspace was one of this sync too: it is on, and was on by then."""
        if run is None or not self.enabled or self.started_at is None:
            return False
        # The start of invoices is set by the first run that goes by them, that of others by the click.
        return self.sync.object_type == ObjectType.INVOICE or run.started_at >= self.started_at

    @property
    def unfinished(self) -> Cell:
        """What is in line and stops when the sync is turned off."""
        return self.cells["pending"]


def sync_rows(workspace: Workspace, tally: Tally, *, with_times: bool = False) -> list[SyncRow]:
    """In the order contacts, products, invoices, payments; only what is set up."""
    times = _times(workspace) if with_times else {}
    rows = []
    for object_type in ORDER:
        sync = tally.syncs.get(ObjectType.INVOICE if object_type is ObjectType.PAYMENT else object_type)
        if sync is None:
            continue
        own = object_type is not ObjectType.PAYMENT
        direction = Direction(sync.direction) if own else direction_of(Direction(sync.direction))
        sent, checked = times.get(object_type.value, (None, None))
        rows.append(
            SyncRow(
                object_type,
                direction or "",
                sync.enabled and direction is not None,
                sync.started_at,
                own,
                sync,
                {name: tally.counted(name, object_type) for name in COUNTED},
                tally.beside(object_type),
                sent,
                checked,
            )
        )
    return rows


def directions(tally: Tally) -> dict[str, str]:
    """Object → the direction in which it syncs."""
    found: dict[str, str] = {name: sync.direction for name, sync in tally.syncs.items()}
    if ObjectType.INVOICE in found:
        found[ObjectType.PAYMENT] = direction_of(Direction(found[ObjectType.INVOICE])) or ""
    return {str(name): direction for name, direction in found.items()}


def _times(workspace: Workspace) -> dict[str, tuple[datetime | None, datetime | None]]:
    """ "Last change sent" and "Last checked" are two times."""
    rows = Times.objects.filter(workspace=workspace).values_list("object_type", "changed_at", "checked_at")
    return {name: (sent, checked) for name, sent, checked in rows}


def connections_of(workspace: Workspace) -> dict[str, Connection]:
    """Without their tokens: no page needs them."""
    rows = Connection.objects.filter(workspace=workspace).defer("access_token", "refresh_token")
    return {row.side: row for row in rows}


def portal_in(connections: Mapping[str, Connection]) -> str:
    """The HubSpot account's id, for links into it; empty without one."""
    return connections[Side.HUBSPOT].account_id if Side.HUBSPOT in connections else ""


def can_look(connections: Mapping[str, Connection]) -> bool:
    """Whether a look at both sides now could be made."""
    rows = [connections.get(side) for side in Side]
    return all(row is not None and row.state == Connection.State.CONNECTED for row in rows)


def last_run(workspace: Workspace) -> Run | None:
    return Run.objects.filter(workspace=workspace, dry_run=False).first()


def next_run_at(workspace: Workspace, run: Run | None) -> datetime | None:
    """About when the next look comes by itself after `run`, the last one."""
    return run.started_at + workspace.poll_every if run else None


def gone_across(workspace: Workspace, since: datetime) -> SyncRecord | None:
    """The last invoice of HubSpot that was made in QuickBooks since then and is equal on both sides."""
    made = Activity.objects.filter(
        workspace=workspace, kind="created", side=Side.QUICKBOOKS, at__gte=since,
        record__object_type=ObjectType.INVOICE, record__status=SyncRecord.Status.SYNCING,
    )  # fmt: skip
    entry = made.select_related("record").first()
    return entry.record if entry else None
