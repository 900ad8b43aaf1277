"""What the days came to, one small row for each object and day; read by queries/trends.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from syncapp.core.values import ObjectType
from syncapp.storage.models import Day, SyncRecord, Workspace


def keep(
    workspace: Workspace,
    at: datetime,
    on: Collection[ObjectType],
    counts: Mapping[str, Mapping[str, int]] | None,
    delays: Mapping[str, Mapping[int, int]],
) -> None:
    """Note the end of a run: its counts take the place of the day's, its delays are added to them.

    Both are by object in the plural; `on`: the objects that are watched. Without counts the run did not come to its end.
    The caller holds the workspace's lease.
    """
    told = [one for one in on if counts is not None or one.plural in delays]
    if not told:
        return
    day = at.astimezone(ZoneInfo(workspace.time_zone)).date()
    known = {row.object_type: row for row in Day.objects.filter(workspace=workspace, day=day)}
    rows = []
    for one in told:
        row = known.get(one.value) or Day(workspace=workspace, day=day, object_type=one.value)
        before = (row.counts, row.delays)
        if counts is not None:
            found = counts.get(one.plural, {})
            row.counts = {status.value: found.get(status.value, 0) for status in SyncRecord.Status}
        row.delays = _added(row.delays, delays.get(one.plural, {}))
        if row.pk is None or before != (row.counts, row.delays):
            rows.append(row)
    Day.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["workspace", "day", "object_type"],
        update_fields=["counts", "delays"],
    )


def _added(before: Mapping[str, int], more: Mapping[int, int]) -> dict[str, int]:
    total = Counter(before)
    total.update({str(seconds): number for seconds, number in more.items()})
    return dict(total)
