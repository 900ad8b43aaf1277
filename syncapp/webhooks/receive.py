"""Store what a webhook names, and see to it that it is worked soon.

One transaction holds the events' keys, the Inbox rows and the time, so that a repetition does nothing and
nothing is answered that is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from syncapp.connectors.webhooks import SOMETHING, Announced
from syncapp.core.values import Side
from syncapp.storage import queue
from syncapp.storage.models import Connection, Cursor, Inbox, WebhookEvent


def receive(side: Side, found: Sequence[Announced], now: datetime) -> int:
    """How many Inbox rows were asked for; accounts that nobody has connected are ignored."""
    accounts = {one.account_id for one in found}
    connected = Connection.objects.filter(side=side, account_id__in=accounts, state=Connection.State.CONNECTED)
    by_account: dict[str, list[int]] = {}
    for account, workspace in connected.values_list("account_id", "workspace"):
        by_account.setdefault(account, []).append(workspace)
    if not by_account:
        return 0
    with transaction.atomic():
        fresh = _unknown([one for one in found if one.account_id in by_account], now)
        rows = _rows(side, fresh, by_account)
        to_ask = {
            workspace for one in fresh if one.object_type == SOMETHING for workspace in by_account[one.account_id]
        }
        Cursor.objects.filter(workspace__in=to_ask, side=side).update(polled_at=None)
        _store(rows)
        connected.update(last_webhook_at=now)
        for workspace in {row.workspace_id for row in rows} | to_ask:
            queue.nudge(queue.SYNC, workspace)
    return len(rows)


def _rows(side: Side, found: Sequence[Announced], by_account: Mapping[str, Sequence[int]]) -> list[Inbox]:
    rows: dict[tuple[int, str, str], Inbox] = {}
    for one in found:
        for workspace in by_account[one.account_id] if one.object_type != SOMETHING else ():
            fresh = Inbox(
                workspace_id=workspace,
                side=side,
                object_type=one.object_type,
                external_id=one.external_id,
                source="webhook",
            )
            row = rows.setdefault((workspace, one.object_type, one.external_id), fresh)
            row.merged_into = one.merged_into or row.merged_into
    return list(rows.values())


def _store(rows: Sequence[Inbox]) -> None:
    """A merge is noted whoever else has noticed already who is gone, and in one statement, for a pass may be just taking
    that row out."""
    Inbox.objects.bulk_create([row for row in rows if not row.merged_into], ignore_conflicts=True)
    Inbox.objects.bulk_create(
        [row for row in rows if row.merged_into],
        update_conflicts=True,
        unique_fields=["workspace", "side", "object_type", "external_id"],
        update_fields=["merged_into"],
    )


def _unknown(found: Sequence[Announced], now: datetime) -> list[Announced]:
    keys = {one.key for one in found}
    known = set(WebhookEvent.objects.filter(key__in=keys).values_list("key", flat=True))
    WebhookEvent.objects.bulk_create(
        [WebhookEvent(key=key, received_at=now) for key in keys - known], ignore_conflicts=True
    )
    return [one for one in found if one.key not in known]
