"""Telling people: what one look found, as one email to each person, and each event to the webhook (B7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from syncapp.actions.alerts import choice_of
from syncapp.core.alerts import Event
from syncapp.storage.models import Alert, AlertHook, Delivery, Membership, Workspace


@dataclass(frozen=True)
class Told:
    """One event of one alert, with the records that it names."""

    alert: Alert
    event: Event
    lines: list[dict[str, str]]

    @property
    def title(self) -> str:
        if self.event is Event.OVER:
            return f"Over: {self.alert.title}"
        return f"New since: {self.alert.title}" if self.event is Event.MORE else self.alert.title


def tell(workspace: Workspace, told: list[Told], now: datetime) -> None:
    """In the transaction in which the alerts change."""
    if told and settings.MAIL_IS_SET:
        _by_email(workspace, told, now)
    hook = AlertHook.objects.filter(workspace=workspace).only("pk").first() if told else None
    for one in told if hook else ():
        Delivery.objects.create(
            workspace=workspace, hook=hook, kind="alerts", created_at=now, due_at=now, subject=one.title[:300],
            occasion=f"hook:{one.alert.pk}:{one.event}:{now.isoformat()}", content=_posted(one, now),
        )  # fmt: skip


def _posted(told: Told, now: datetime) -> dict[str, Any]:
    """What the webhook tells of it; no name of a customer is in it."""
    alert = told.alert
    return {
        "event": f"alert.{told.event}",
        "at": now.isoformat(),
        "alert": {
            "id": alert.pk,
            "kind": alert.kind,
            "key": alert.key,
            "title": alert.title,
            "text": alert.text,
            "number": alert.number,
            "money": alert.money,
            "began_at": (alert.began_at or now).isoformat(),
            "over_at": alert.over_at.isoformat() if alert.over_at else None,
            "url": settings.PUBLIC_URL + alert.path,
        },
    }


def _by_email(workspace: Workspace, told: list[Told], now: datetime) -> None:
    """One email a person, of the kinds that they have chosen."""
    for member in readers(workspace):
        kinds = choice_of(member).kinds
        if chosen := [one for one in told if one.alert.kind in kinds]:
            Delivery.objects.create(
                workspace=workspace, user=member.user, kind="alerts", created_at=now, due_at=now,
                occasion=f"alerts:{chosen[0].alert.pk}:{chosen[0].event}:{now.isoformat()}:{member.user_id}",
                subject=_subject(workspace, chosen), content=_content(workspace, chosen),
            )  # fmt: skip


def readers(workspace: Workspace) -> list[Membership]:
    """Whoever can get an email."""
    rows = workspace.memberships.select_related("user").filter(user__is_active=True).exclude(user__email="")
    return list(rows.order_by("pk"))


def _subject(workspace: Workspace, told: list[Told]) -> str:
    more = f", and {len(told) - 1} more" if len(told) > 1 else ""
    return f"{workspace.name}: {told[0].title[:200]}{more}"[:300]


def _content(workspace: Workspace, told: list[Told]) -> dict[str, Any]:
    """What needs a look comes before what is over."""
    open_ = [one for one in told if one.event is not Event.OVER]
    over = [one for one in told if one.event is Event.OVER]
    said = [f"{len(open_)} to look at" if open_ else "", f"{len(over)} over" if over else ""]
    return {
        "intro": f"{workspace.name}: {', '.join(filter(None, said))}.",
        "sections": [
            {"title": one.title, "text": one.alert.text, "path": one.alert.path, "lines": one.lines}
            for one in [*open_, *over]
        ],
    }
