"""Where the records that a dry run names stand now, so that those which would move can be told (B24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from syncapp.core.values import ObjectType, Side
from syncapp.queries.counts import Tally
from syncapp.queries.plans import StandsNow
from syncapp.queries.states import State, with_state
from syncapp.storage.models import Run, SyncRecord


def stand_now(tally: Tally, run: Run, own: Iterable[ObjectType]) -> StandsNow:
    """By object, side and id: what the dry run made is no row of ours, and may have the key of one that is."""
    found: dict[tuple[str, str, str], State] = {}
    named = {object_type: _ids(run.counts.get(object_type.plural, {})) for object_type in own}
    wanted = [
        Q(object_type=object_type) & (Q(hubspot_id__in=ids[Side.HUBSPOT]) | Q(quickbooks_id__in=ids[Side.QUICKBOOKS]))
        for object_type, ids in named.items()
        if any(ids.values())
    ]
    if not wanted:
        return found
    any_of = wanted[0]
    for one in wanted[1:]:
        any_of |= one
    rows = with_state(SyncRecord.objects.filter(any_of, workspace=tally.workspace), tally.off)
    for row in rows.only("object_type", "hubspot_id", "quickbooks_id"):
        for side in Side:
            if (number := row.id_on(side)) and row.state:  # type: ignore[attr-defined]
                found[row.object_type, side.value, number] = State(row.state)  # type: ignore[attr-defined]
    return found


def _ids(told: Mapping[str, Any]) -> dict[Side, list[str]]:
    samples = [one for group in told.get("standing", ()) for one in group.get("highest") or ()]
    return {side: [one[f"{side.value}_id"] for one in samples if one.get(f"{side.value}_id")] for side in Side}
