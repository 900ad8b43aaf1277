"""What has come to stand equal on both sides by our writing: on which day its copy arrived, and how long its change took.

A delay is the time from the last change of the record on the side that it came from, as that vendor tells it, to the
moment at which both sides are known to be equal. It holds whatever lay in between: the wait for the next check, for
another record, for a person. A change from before the sync was turned on or saved last has none: nobody watched it.
The vendor's clock and ours differ by seconds, so no delay is below zero.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from syncapp.core.values import ObjectType, Side
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord

MINUTE, HOUR, DAY = 60, 3600, 86400


def arrived(p: Pass, row: SyncRecord, now: datetime) -> None:
    """This record is equal now; `row.writing`: by what we wrote."""
    if row.arrived_in and row.arrived_on is None:
        row.arrived_on = now.astimezone(ZoneInfo(p.workspace.time_zone)).date()
    if row.writing and (seconds := _delay(p, row, now)) is not None:
        p.tally.delays.setdefault(ObjectType(row.object_type).plural, Counter())[seconds] += 1


def _delay(p: Pass, row: SyncRecord, now: datetime) -> int | None:
    """From the side that was not written; None where both were, or the change is older than our watch."""
    since = p.watched_since.get(row.object_type)
    sources = [one for side, one in zip(Side, sides(p, row), strict=True) if (row.pk, side.value) not in p.touched]
    source = sources[0] if len(sources) == 1 else None
    changed = (source.updated_at or source.created_at) if source else None
    if since is None or source is None or changed is None:
        return None
    if changed < (since.replace(microsecond=0) if source.side is Side.QUICKBOOKS else since):  # it tells whole seconds
        return None
    return coarse(max(0, round((now - changed).total_seconds())))


def coarse(seconds: int) -> int:
    """Whole minutes from ten minutes on, whole hours from a day on, so that a day has few different ones to keep."""
    grain = 1 if seconds < 10 * MINUTE else MINUTE if seconds < DAY else HOUR
    return seconds // grain * grain
