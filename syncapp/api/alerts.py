"""The latest alerts, and when they are sent."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, StrictInt

from syncapp.actions import alerts as actions
from syncapp.api.access import ALERTS, VIEW, Caller
from syncapp.api.problems import Invalid
from syncapp.api.service import api
from syncapp.api.shapes import Done
from syncapp.queries.alerts_told import latest


class Alert(BaseModel):
    title: str
    text: str
    page: str
    began: datetime | None
    over: datetime | None


class Rules(BaseModel):
    failing_from: int
    rate_percent: int
    digest_hour: int


class SomeRules(BaseModel):
    """What is left out stays as it is."""

    failing_from: StrictInt | None = None
    rate_percent: StrictInt | None = None
    digest_hour: StrictInt | None = None


@api.get("/alerts", auth=VIEW, response=list[Alert], tags=["Alerts"])
def alerts(request: Caller) -> list[Alert]:
    """The latest: those that are open, then those that are over."""
    return [
        Alert(title=one.title, text=one.text, page=one.path, began=one.began_at, over=one.over_at)
        for one in latest(request.workspace)
    ]


@api.get("/alerts/rules", auth=VIEW, response=Rules, tags=["Alerts"])
def alert_rules(request: Caller) -> Rules:
    """When this workspace tells."""
    rules = actions.rules_of(request.workspace)
    return Rules(failing_from=rules.failing_from, rate_percent=rules.rate_percent, digest_hour=rules.digest_hour)


@api.patch("/alerts/rules", auth=ALERTS, response=Done, tags=["Alerts"])
def change_alert_rules(request: Caller, wanted: SomeRules) -> Done:
    """Change when this workspace tells."""
    try:
        changed = actions.set_rules(request.workspace, by=request.by, **wanted.model_dump(exclude_none=True))
    except actions.AlertsRefused as refusal:
        raise Invalid(str(refusal)) from None
    return Done(changed=changed, said="Saved." if changed else "It was so already.")
