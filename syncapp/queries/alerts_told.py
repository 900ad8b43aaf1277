"""What was told lately, and how each message fared."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Subquery

from syncapp.storage.models import Activity, Alert, Delivery, Workspace

LATEST = 20  # messages
SHOWN = 50  # alerts


def latest(workspace: Workspace) -> list[Alert]:
    """Those that are open, newest first, then those that are over. What waits whether it goes by itself is not told."""
    rows = Alert.objects.filter(workspace=workspace, began_at__isnull=False)
    return list(rows.order_by(F("over_at").desc(nulls_first=True), "-began_at", "-pk")[:SHOWN])


def messages_of(workspace: Workspace, only: User | None) -> list[Delivery]:
    """The newest; `only`: of one person."""
    rows = Delivery.objects.filter(workspace=workspace).select_related("user")
    return list((rows if only is None else rows.filter(user=only)).order_by("-pk")[:LATEST])


def hook_of(workspace: Workspace) -> tuple[str | None, str]:
    """The host that it posts to, None where there is none, and the key of the entry of who set or removed it last: by one
    question, and without its address and secrets. What opens a door is on no page."""
    last = Activity.objects.filter(workspace=OuterRef("pk"), kind__in=("alert_hook_set", "alert_hook_removed"))
    told = Workspace.objects.filter(pk=workspace.pk).values_list("alert_hook__host", Subquery(last.values("pk")[:1]))
    host, entry = told.get()
    return host, str(entry or "")
