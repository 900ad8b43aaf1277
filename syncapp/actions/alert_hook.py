"""The webhook of a workspace's alerts: its address, its secret, and a message to try it out."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import noted
from syncapp.actions.alerts import AlertsRefused
from syncapp.connectors.outgoing import Unreachable, Unsafe, resolved, target_of
from syncapp.storage import queue
from syncapp.storage.models import Activity, AlertHook, Delivery, Membership, Workspace
from syncapp.storage.names import person_name

OVERLAP = timedelta(hours=24)  # a secret that was replaced signs too for so long


class HookMoved(AlertsRefused):
    """Somebody has set or removed it since the page was opened that this was sent from."""


def set_hook(membership: Membership, url: str, *, stood: str | None = None) -> str:
    """Post alerts to `url` from now on; the secret if it is a new one, which is shown now and never again. `stood`: the key
    of the entry that was the last when the page was opened, if any. Raises AlertsRefused."""
    try:
        target = target_of(url, settings.ALERT_WEBHOOK_HOSTS)
        resolved(target, settings.ALERT_WEBHOOK_HOSTS)
    except (Unsafe, Unreachable) as error:
        raise AlertsRefused(str(error)) from error
    workspace, secret = membership.workspace, _secret()
    with transaction.atomic():
        _not_moved(workspace, stood)
        known = AlertHook.objects.filter(workspace=workspace).defer("url", "secret", "former_secret").first()
        if known:
            AlertHook.objects.filter(pk=known.pk).update(url=url, host=target.host)
        else:
            AlertHook.objects.create(
                workspace=workspace, url=url, host=target.host, secret=secret, created_at=timezone.now()
            )
        noted(workspace, "alert_hook_set", by=membership.user, reason=target.host)
    return "" if known else secret


def renew_secret(membership: Membership) -> str:
    """A new secret, shown once; the old one signs too for a day. Raises AlertsRefused."""
    secret = _secret()
    with transaction.atomic():
        hook = AlertHook.objects.select_for_update().filter(workspace=membership.workspace).first()
        if hook is None:
            raise AlertsRefused("There is no webhook.")
        AlertHook.objects.filter(pk=hook.pk).update(
            secret=secret, former_secret=hook.secret, former_until=timezone.now() + OVERLAP
        )
        noted(membership.workspace, "alert_hook_secret", by=membership.user, reason=hook.host)
    return secret


def remove_hook(membership: Membership, *, stood: str | None = None) -> bool:
    """What was not delivered by then is not delivered any more. False where there is none. `stood`: as in `set_hook`."""
    with transaction.atomic():
        _not_moved(membership.workspace, stood)
        hook = AlertHook.objects.filter(workspace=membership.workspace).defer("url", "secret", "former_secret").first()
        if hook is None:
            return False
        AlertHook.objects.filter(pk=hook.pk).delete()
        noted(membership.workspace, "alert_hook_removed", by=membership.user, reason=hook.host)
    return True


def ask_for_test_post(membership: Membership) -> None:
    """By the way that alerts go. Raises AlertsRefused."""
    workspace, now = membership.workspace, timezone.now()
    hook = AlertHook.objects.filter(workspace=workspace).defer("url", "secret", "former_secret").first()
    if hook is None:
        raise AlertsRefused("There is no webhook.")
    if hook.deliveries.filter(kind="test", state=Delivery.State.WAITING).exists():
        raise AlertsRefused("A test to the webhook is on its way already: see Messages below.")
    with transaction.atomic():
        Delivery.objects.create(
            workspace=workspace, hook=hook, occasion=f"test:{uuid4()}", kind="test", subject="Test of the webhook",
            content={"event": "test", "at": now.isoformat()}, created_at=now, due_at=now,
        )  # fmt: skip
        queue.nudge(queue.ALERTS, workspace.pk)


def _not_moved(workspace: Workspace, stood: str | None) -> None:
    """Two addresses of one host look the same on the page: the entry of the last change tells which was seen."""
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    entries = Activity.objects.filter(workspace=workspace, kind__in=("alert_hook_set", "alert_hook_removed"))
    last = entries.select_related("actor").first()
    if last is None or stood is None or stood == str(last.pk):
        return
    who = person_name(last.actor) if last.actor else "Somebody"
    did = f"set it to {last.reason}" if last.kind == "alert_hook_set" else "removed it"
    raise HookMoved(f"{who} has {did} since this page was opened. Nothing was changed; another click does it.")


def _secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"
