"""What waits for a click where the plan is clear (A10, A15): sent as it was shown, or never."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.activity import noted_each
from syncapp.actions.ignoring import ignore
from syncapp.actions.records import BATCH, look_again
from syncapp.storage.models import SyncRecord, Workspace

SAID = {
    "history": "It may be created in QuickBooks Online.",
    "void": "It may be voided in QuickBooks Online.",
    "many_voids": "It may be voided, with the many others of that day.",
    "many_deletions": "It may be removed, with the many others of that day.",
}


class ApprovalRefused(Exception):
    """Nothing was changed; the text says why."""


def seen(records: Iterable[SyncRecord]) -> str:
    """What a page shows of these records, as one word: any of them changed, come or gone makes another."""
    shown = sorted(f"{row.pk}:{row.params.get('what')}:{row.params.get('seal')}" for row in records)
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def send(workspace: Workspace, pks: Sequence[int], shown: str, *, by: User) -> int:
    """Approve exactly what was shown; how many. The next run sends them, and what changes until then waits again."""
    with transaction.atomic():
        rows = _as_shown(workspace, pks, shown)
        for row in rows:
            approved = {"what": row.params["what"], "seal": row.params["seal"]}
            row.decision = {**row.decision, "approved": approved}
            row.status, row.reason = SyncRecord.Status.PENDING, "queued"
        SyncRecord.objects.all().save_all(rows, ["decision", "status", "reason"])
        for what, words in SAID.items():
            noted_each(workspace, [row for row in rows if row.params["what"] == what], "approved", by=by, reason=words)
        look_again(workspace, rows)
    return len(rows)


def never_send(workspace: Workspace, pks: Sequence[int], shown: str, *, by: User, reason: str) -> int:
    """Leave out for good exactly what was shown; how many."""
    with transaction.atomic():
        return ignore(workspace, _as_shown(workspace, pks, shown), by=by, reason=reason).number


def _as_shown(workspace: Workspace, pks: Sequence[int], shown: str) -> list[SyncRecord]:
    """These rows, held; refused where they are not what the page showed."""
    waiting = SyncRecord.objects.select_for_update().filter(
        workspace=workspace, status="pending", reason="needs_approval"
    )
    rows = [row for start in range(0, len(pks), BATCH) for row in waiting.filter(pk__in=pks[start : start + BATCH])]
    if not rows:
        raise ApprovalRefused("Nothing of this needs approval any more.")
    if len(rows) != len(pks) or seen(rows) != shown:
        raise ApprovalRefused(
            "Something of this has changed since it was shown, so nothing was done. Look at it again."
        )
    return rows
