"""The outbox of messages: each is claimed by one conditional UPDATE, sent outside every transaction, and marked.

A worker that dies in between leaves the message due, and it is sent again under the same id: better twice than never.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from syncapp.engine.access.tokens import utc_now
from syncapp.jobs import mailing, posting, stopping
from syncapp.jobs.not_taken import NotTaken
from syncapp.storage.models import Delivery, Workspace

logger = logging.getLogger("syncapp.jobs")

CLAIMED = timedelta(minutes=6)  # longer than a worker may take: then whoever had claimed it is dead
SENDS_FOR = 200.0  # seconds; then others have their turn
TRIES = (1, 5, 30, 120, 360, 720, 1440)  # minutes after each try that failed; then it is given up


def deliver(workspace: Workspace) -> int:
    """Send what is due; how many were taken."""
    ends, sent = time.monotonic() + SENDS_FOR, 0
    due = Delivery.objects.filter(workspace=workspace, state=Delivery.State.WAITING, due_at__lte=utc_now())
    for row in due.order_by("pk").select_related("user", "workspace"):
        if stopping.asked() or time.monotonic() >= ends:
            break
        if _claimed(row):
            sent += _sent(row)
    return sent


def _claimed(row: Delivery) -> bool:
    """Its attempt is stored before the work; whoever comes second changes no row."""
    rows = Delivery.objects.filter(pk=row.pk, state=Delivery.State.WAITING, due_at=row.due_at, attempts=row.attempts)
    row.due_at, row.attempts = utc_now() + CLAIMED, row.attempts + 1
    return bool(rows.update(due_at=row.due_at, attempts=row.attempts))


def _sent(row: Delivery) -> bool:
    try:
        if row.attempts > len(TRIES) + 1:
            raise NotTaken("Each try broke off.", for_ever=True)
        row.answer = (posting if row.hook_id else mailing).send(row)
    except NotTaken as refusal:
        _again(row, str(refusal), for_ever=refusal.for_ever)
        return False
    Delivery.objects.filter(pk=row.pk).update(
        state=Delivery.State.SENT, sent_at=utc_now(), due_at=None, answer=row.answer[:300]
    )
    return True


def _again(row: Delivery, reason: str, *, for_ever: bool) -> None:
    """Later and later, then it is given up; the page of alerts shows it in either case."""
    given_up = for_ever or row.attempts > len(TRIES)
    Delivery.objects.filter(pk=row.pk).update(
        state=Delivery.State.FAILED if given_up else Delivery.State.WAITING,
        due_at=None if given_up else utc_now() + timedelta(minutes=TRIES[row.attempts - 1]),
        answer=reason[:300],
    )
    logger.warning("message %s of workspace %d was not taken: %s", row.uid, row.workspace_id, reason)
