"""The daily digest: once a day and person, at the workspace's hour, of the whole days that no digest has told of.

It is sent when all is well, too: one that does not come says that nothing is running.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from syncapp.actions.alerts import choice_of
from syncapp.jobs.telling import readers
from syncapp.queries.digest import digest
from syncapp.storage.models import AlertRules, Delivery, ObjectSync, Workspace

FARTHEST = timedelta(days=7)  # a server that was off for longer tells of the last days alone


def tell_digest(workspace: Workspace, now: datetime) -> int:
    """Make the messages of the digest that is due; how many. The first look only remembers from which day on it tells."""
    rules, _ = AlertRules.objects.get_or_create(workspace=workspace)
    on = ObjectSync.objects.filter(workspace=workspace, enabled=True).exists()
    if rules.digest_at is None or not on:
        AlertRules.objects.filter(pk=rules.pk).update(digest_at=now)
        return 0
    zone = ZoneInfo(workspace.time_zone)
    here, first = now.astimezone(zone), rules.digest_at.astimezone(zone).date()
    last = here.date() - timedelta(days=1)
    if here.hour < rules.digest_hour or first > last:
        return 0
    members = [one for one in readers(workspace) if choice_of(one).digest] if settings.MAIL_IS_SET else []
    told = digest(workspace, max(first, last - FARTHEST), last, now) if members else None
    with transaction.atomic():
        if not AlertRules.objects.filter(pk=rules.pk, digest_at=rules.digest_at).update(digest_at=now) or told is None:
            return 0  # somebody else was quicker, or nobody wants it
        for member in members:
            Delivery.objects.create(
                workspace=workspace, user=member.user, kind="digest", created_at=now, due_at=now,
                occasion=f"digest:{workspace.pk}:{last.isoformat()}:{member.user_id}",
                subject=told.subject[:300], content=told.content,
            )  # fmt: skip
    return len(members)
