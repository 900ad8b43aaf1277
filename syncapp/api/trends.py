"""The charts of Home as figures, day by day in the company's time zone (B14)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from syncapp.api.access import VIEW, Caller
from syncapp.api.service import api
from syncapp.api.shapes import NAMES, Money, ObjectName, System, money
from syncapp.core.values import Side
from syncapp.queries import trends as queries
from syncapp.queries.trends import Delay as Took


class Stood(BaseModel):
    """How many records stood how when the last run of the day had ended; today's as they stand now."""

    syncing: int
    failing: int
    excluded: int


class Delay(BaseModel):
    """From a change to its arrival: seconds within which half of the changes were there, and 95 of 100."""

    changes: int
    half: int
    most: int


class DayTold(BaseModel):
    day: date
    records: Stood | None = Field(description="Null: no run came to its end on this day")
    delay: Delay | None


class Moved(BaseModel):
    """Documents whose copy was made on this day in this system."""

    day: date
    object: ObjectName
    system: System
    number: int
    amount: Money


class Trends(BaseModel):
    since: date | None = Field(description="The first day that was counted at all")
    days: list[DayTold]
    delay: Delay | None = Field(description="Of all these days together")
    moved: list[Moved]


@api.get("/trends", auth=VIEW, response=Trends, tags=["Workspace"])
def trends(request: Caller, days: Literal["14", "30", "90"] = "30") -> Trends:
    """Records by state, the delay of changes, and the money that was synced, of so many days, the oldest first."""
    found = queries.trends(request.tally, int(days))
    return Trends(
        since=found.since,
        days=[
            DayTold(day=day, records=Stood(**found.records[day]) if day in found.records else None, delay=_delay(found.delay(day)))
            for day in found.days
        ],
        delay=_delay(found.whole_delay),
        moved=[
            Moved(day=day, object=NAMES[flow.object_type], system=side.value, number=one.number, amount=amount)
            for flow in found.flows
            for day in found.days
            for side in Side
            if (one := flow.on(day, side)).number and (amount := money(one.amount, flow.currency))
        ],
    )  # fmt: skip


def _delay(told: Took) -> Delay | None:
    return Delay(changes=told.number, half=told.half, most=told.most) if told.number else None
