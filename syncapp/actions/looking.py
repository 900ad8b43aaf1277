"""Asking both vendors for one document number, by a person's click: nothing is written on either side."""

from __future__ import annotations

from dataclasses import dataclass, field

from syncapp.connectors.errors import CallFailed
from syncapp.connectors.protocol import Holder
from syncapp.core.errors import Failure
from syncapp.core.values import Side
from syncapp.engine import wiring
from syncapp.storage.fields import UndecipherableToken
from syncapp.storage.models import Connection, Workspace

LONGEST = 60  # characters; no number is longer


@dataclass(frozen=True)
class Answer:
    """What one vendor says; `failed`: why it could not be asked."""

    side: Side
    holders: list[Holder] = field(default_factory=list)
    failed: str = ""


def look(workspace: Workspace, number: str) -> list[Answer]:
    """HubSpot first. A side that cannot be asked says why, and the other is asked all the same."""
    rows = {row.side: row for row in workspace.connections.all()}
    return [_asked(side, rows.get(side.value), number.strip()[:LONGEST]) for side in Side]


def _asked(side: Side, row: Connection | None, number: str) -> Answer:
    if row is None or row.state != Connection.State.CONNECTED:
        return Answer(side, failed=f"{side.label} is not connected.")
    try:
        found = wiring.connect_one(row).numbers([number])
    except CallFailed as error:
        problem = error.problem
        return Answer(side, failed=Failure(problem.code, problem.params, problem.vendor_text).title)
    except UndecipherableToken:
        return Answer(side, failed=f"{side.label} must be connected again.")
    return Answer(side, [holder for holders in found.values() for holder in holders])
