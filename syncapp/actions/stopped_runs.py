"""A run stopped because a side answered that it has nothing left: a person says that it is so, for the next run alone."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.activity import noted
from syncapp.actions.syncs import ask_for_run
from syncapp.storage.models import Run, Workspace

WHAT = ("guard", "side", "object")


class StopRefused(Exception):
    """Nothing was changed; the text says why."""


def believe(run: Run, *, by: User) -> None:
    """Let the next run pass where this one stopped; refused where the last run has something else to say by now."""
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=run.workspace_id)
        last = Run.objects.filter(workspace=run.workspace_id, dry_run=False).first()
        if last is None or not run.stop or any(last.stop.get(name) != run.stop[name] for name in WHAT):
            raise StopRefused("This is not what the last run says any more. Look at that one.")
        if last.stop.get("accepted"):
            raise StopRefused("Somebody has said so already. The next run believes it.")
        last.stop = {**last.stop, "accepted": True}
        last.save(update_fields=["stop"])
        noted(run.workspace, "stop_accepted", by=by, reason=last.result)
        ask_for_run(run.workspace)
