"""What a form says of two values: whose is to stand, each with the seal of what was shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.http import QueryDict

from syncapp.actions.choosing import Pick, choose_values
from syncapp.actions.records import FixRefused
from syncapp.core.values import Side
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest
from syncapp.web.forms import whole_number

SOON = "The next run writes it; it begins now."
SIDES = {side.value: side for side in Side}


def choose(request: MemberRequest, record: SyncRecord) -> str:
    """Of one record: field by field, or one side for all that is open."""
    picked = choose_values(request.workspace, list(_picks(request.POST)), by=request.user)
    left = " ".join(picked.left)
    if not picked.fields:
        raise FixRefused(left or "Mark the value that is to stand on both sides first.")
    what = "The value is" if picked.fields == 1 else f"{picked.fields} values are"
    return f"{what} chosen for {record.label or record.number}. {SOON} {left}".rstrip()


def _picks(data: QueryDict) -> Iterator[Pick]:
    """`seal-12=…` for each field that was shown, `side-12=hubspot` for each that is chosen, or `all=hubspot`."""
    for name in data:
        key = whole_number(name.removeprefix("seal-")) if name.startswith("seal-") else None
        side = SIDES.get(data.get("all") or data.get(f"side-{key}", ""))
        if key is not None and side is not None:
            yield Pick(key, side, data.get(name, ""))


def picks_of(shown: Collection[str], records: Collection[int], side: Side) -> list[Pick]:
    """Of several records: `shown` is `record:conflict:seal` for each field on the page."""
    told = [one.split(":") for one in shown if one.count(":") == 2]
    keys = [(whole_number(record), whole_number(conflict), seal) for record, conflict, seal in told]
    return [Pick(conflict, side, seal) for record, conflict, seal in keys if conflict and record in records]
