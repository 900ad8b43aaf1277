"""One message to a workspace's webhook: JSON, signed over the raw body with the time (docs/alerts.md)."""

from __future__ import annotations

import json

from django.conf import settings

from syncapp.connectors.outgoing import Unreachable, Unsafe, post
from syncapp.connectors.redact import redacted
from syncapp.core.webhook_signature import signature
from syncapp.engine.access.tokens import utc_now
from syncapp.jobs.not_taken import NotTaken
from syncapp.storage.fields import UndecipherableToken
from syncapp.storage.models import AlertHook, Delivery

GONE = 410
SHOWN = 200  # characters of an answer


def send(row: Delivery) -> str:
    """Post it; what was answered. Raises NotTaken."""
    try:
        hook = AlertHook.objects.get(workspace=row.workspace_id)
    except UndecipherableToken as error:
        raise NotTaken("The keys of this server do not open the stored secret: save the webhook anew.") from error
    now, workspace = utc_now(), row.workspace
    told = {"id": str(row.uid), "workspace": {"slug": workspace.slug, "name": workspace.name}, **row.content}
    body = json.dumps(told, ensure_ascii=False).encode()
    secrets = [hook.secret, *([hook.former_secret] if hook.former_until and hook.former_until > now else [])]
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "syncapp",
        "Syncapp-Delivery": str(row.uid),
        "Syncapp-Signature": signature(secrets, int(now.timestamp()), body),
    }
    try:
        answer = post(hook.url, body, headers, trusted=settings.ALERT_WEBHOOK_HOSTS)
    except (Unsafe, Unreachable) as error:
        raise NotTaken(str(error)) from error
    said = f"{answer.status} {redacted(answer.text)[:SHOWN]}".strip()
    if 300 <= answer.status < 400:
        raise NotTaken(f"It answered {answer.status}: redirects are not followed.")
    if not answer.taken:
        raise NotTaken(f"It answered {said}", for_ever=answer.status == GONE)
    return f"It answered {said}"
