"""Append-only: what happened to a record, when, in which direction, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from syncapp.core.values import Pair, Side
from syncapp.storage.models import Activity, Run, SyncRecord

DONE = {"create": "created", "update": "updated", "delete": "removed", "void": "voided"}
NEW = ("pending", "queued")  # how a record stands before its first decision: its status and its reason
PERHAPS = "perhaps "  # begins the kind of a write that no answer came to: it is not known to have been done


def written(
    row: SyncRecord,
    run: Run,
    at: datetime,
    *,
    side: Side,
    action: str,
    entity: str,
    reason: str,
    changes: list[dict[str, Any]],
    request_id: str,
    answered: bool = True,
) -> Activity:
    """The entry of one write, to be saved in the transaction that stores its answer, or that none will come."""
    kind = DONE[action] if entity == row.object_type else f"{entity} {DONE[action]}"
    if not answered:
        kind = f"{PERHAPS}{kind}"
        reason = f"{reason}; no answer came, so both sides were read again"
    return Activity(
        workspace_id=row.workspace_id,
        record=row,
        run=run,
        at=at,
        kind=kind,
        side=side,
        reason=reason[:300],
        changes=changes,
        request_id=request_id,
    )


def known(entries: QuerySet[Activity]) -> QuerySet[Activity]:
    """Those of writes that are known to have been done."""
    return entries.exclude(side="").exclude(kind__startswith=PERHAPS)


def disagreed(
    row: SyncRecord, run: Run, at: datetime, fields: Pair[str], base: Pair[Any], now: Pair[Any], chosen: str
) -> Activity:
    """The entry of a field that both sides had changed; `chosen` is the side whose value went over, the other is kept here."""
    changes = [{"field": fields[side], "side": side.value, "from": base[side], "to": now[side]} for side in Side]
    return Activity(
        workspace_id=row.workspace_id, record=row, run=run, at=at, kind="conflict", reason=chosen, changes=changes
    )


def moved(row: SyncRecord, run: Run, at: datetime, before: tuple[str, str]) -> Activity:
    """The entry of a changed state: from where to where, and the error if it is one."""
    change = {"field": "status", "from": " ".join(before).strip(), "to": f"{row.status} {row.reason}".strip()}
    return Activity(
        workspace_id=row.workspace_id, record=row, run=run, at=at, kind=row.status, reason=row.reason, changes=[change]
    )
