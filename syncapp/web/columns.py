"""Columns that a person chooses and orders; remembered for the member, one list for page and export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from syncapp.storage.models import Membership


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    numeric: bool = False
    standard: bool = True  # shown until a person chooses otherwise


OBJECTS = (
    Column("direction", "Direction"),
    Column("syncing", "Syncing", True),
    Column("failing", "Failing", True),
    Column("excluded", "Excluded", True),
    Column("pending", "Pending", True),
    Column("waiting", "Waiting", True),
    Column("approval", "Needs approval", True),
    Column("parked", "Parked", True),
    Column("ignored", "Ignored", True),
    Column("paused", "Paused", True),
    Column("sent", "Last change sent", True),
    Column("checked", "Last checked", True),
    Column("status", "Status"),
)
RECORDS = (
    Column("object", "Object"),
    Column("direction", "Direction"),
    Column("status", "Status"),
    Column("error", "Error Category"),
    Column("hubspot", "HubSpot ID"),
    Column("quickbooks", "QuickBooks ID"),
    Column("amount", "Amount", True),
    Column("synced", "Last synced", True),
    Column("checked", "Last checked", True, standard=False),
    Column("origin", "Created in", standard=False),
)
VIEWS = {"objects": OBJECTS, "records": RECORDS}


def chosen(membership: Membership, view: str) -> list[Column]:
    """In the order that the member chose; columns of a later version stay out until they are picked."""
    known = {column.key: column for column in VIEWS[view]}
    picked = membership.preferences.get("columns", {}).get(view)
    if picked is None:
        return [column for column in known.values() if column.standard]
    return [known[key] for key in picked if key in known]


def all_of(membership: Membership, view: str) -> list[tuple[Column, bool]]:
    """Every column with whether it is shown: the shown ones first, in their order."""
    shown = chosen(membership, view)
    return [(column, True) for column in shown] + [(column, False) for column in VIEWS[view] if column not in shown]


def choose(membership: Membership, view: str, keys: Sequence[str]) -> None:
    """Remember these columns in this order; an empty list goes back to the standard."""
    known = {column.key for column in VIEWS[view]}
    kept = [key for key in dict.fromkeys(keys) if key in known]
    columns = {name: picked for name, picked in membership.preferences.get("columns", {}).items() if name != view}
    if kept:
        columns[view] = kept
    membership.preferences = {**membership.preferences, "columns": columns}
    membership.save(update_fields=["preferences"])
