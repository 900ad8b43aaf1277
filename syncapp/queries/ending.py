"""What would be gone with a workspace, counted, before anybody deletes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from syncapp.core.values import ORDER, ObjectType
from syncapp.queries.counts import Tally
from syncapp.queries.setup.switching import Off, stops_with
from syncapp.storage.models import Activity, Call, Conflict, Connection, Invitation, Membership, Run, Workspace

UNSETTLED = (Call.State.SENT, Call.State.UNKNOWN)  # writes of which nobody knows yet whether they have happened


@dataclass(frozen=True)
class Kept:
    """Records of one object that are known here, and those of them that are linked."""

    object_type: ObjectType
    known: int
    linked: int


@dataclass(frozen=True)
class Ending:
    records: tuple[Kept, ...]
    connections: tuple[Connection, ...]  # that are not given back yet
    members: int
    invitations: int
    runs: int
    activities: int
    conflicts: int
    unsettled: int

    @property
    def linked(self) -> int:
        return sum(one.linked for one in self.records)


def ending_of(workspace: Workspace, tally: Tally) -> Ending:
    records = []
    for object_type in ORDER:
        stands = tally.stands(object_type)
        if known := sum(stands.values()):
            records.append(Kept(object_type, known, stands.get("both", 0)))
    connections = (
        workspace.connections.exclude(state=Connection.State.DISCONNECTED)
        .order_by("side")
        .defer("access_token", "refresh_token")
    )
    return Ending(tuple(records), tuple(connections), **_counts(workspace))


def _counts(workspace: Workspace) -> dict[str, int]:
    """In one query."""
    counted = {
        "members": Membership.objects.all(),
        "invitations": Invitation.objects.filter(used_at=None),
        "runs": Run.objects.all(),
        "activities": Activity.objects.all(),
        "conflicts": Conflict.objects.all(),
        "unsettled": Call.objects.filter(state__in=UNSETTLED),
    }
    told = {f"n_{name}": _number(rows) for name, rows in counted.items()}
    row: dict[str, Any] = Workspace.objects.filter(pk=workspace.pk).values(**told).get()  # type: ignore[assignment]
    return {name: row[f"n_{name}"] for name in counted}


def _number(rows: QuerySet[Model]) -> Coalesce:
    mine = rows.filter(workspace=OuterRef("pk")).order_by().values("workspace").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(mine, output_field=IntegerField()), 0)


def all_off(tally: Tally) -> list[Off]:
    """What no longer crosses when every sync is turned off, by the syncs that are on (A16)."""
    on = [tally.syncs[name] for name in ORDER if name in tally.syncs and tally.syncs[name].enabled]
    return [stops_with(sync, tally) for sync in on]
