"""“Why not?”: every check that a record goes through, by what both systems hold now."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from syncapp.actions import explaining
from syncapp.api.access import VIEW, Caller
from syncapp.api.records import own
from syncapp.api.service import api
from syncapp.api.shapes import Key, Why, why_of
from syncapp.queries.states import State
from syncapp.queries.why_not import WhyNot


class Check(BaseModel):
    title: str
    mark: Literal["passed", "decides"]
    held: str


class CheckGroup(BaseModel):
    heading: str
    said: str
    checks: list[Check]


class Explained(BaseModel):
    """`would`: what the next run writes. `failed`: why a side could not be asked; then nothing else is told."""

    failed: list[str]
    status: State | None
    why: Why | None
    way: str
    would: list[str]
    parts: list[CheckGroup]
    not_reached: list[str]


@api.post("/records/{int:id}/why", auth=VIEW, response=Explained, tags=["Records"])
def why_not(request: Caller, id: Key) -> Explained:
    """Both vendors are read for this one record, and the engine says what it would do with it. Nothing is written."""
    row = own(request, id)
    told = explaining.why(request.workspace, row)
    if not told.explained:
        return Explained(failed=told.failed, status=None, why=None, way="", would=[], parts=[], not_reached=[])
    shown = WhyNot(told.explained[0], request.tally)
    return Explained(
        failed=told.failed, status=shown.state, why=why_of(shown.why, shown.record.reason) if shown.why else None,
        way=shown.way, would=shown.would, not_reached=shown.not_reached,
        parts=[
            CheckGroup(
                heading=part.heading, said=part.told,
                checks=[Check(title=one.title, mark=one.mark, held=one.held) for one in part.checks],  # type: ignore[arg-type]
            )
            for part in shown.parts
        ],
    )  # fmt: skip
