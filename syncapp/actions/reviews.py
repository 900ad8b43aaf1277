"""The last step of a set-up: its dry run, and taking it up (S33, A16, A35, B2).

A dry run is a Run that stands from the click on, so that its page can be left and come back to; a worker carries it
out. Nothing is turned on whose consequences nobody was shown, or whose dry run could not be made without saying why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import change, noted
from syncapp.actions.drafts import DraftOutdated, apply_draft, discard
from syncapp.actions.syncs import SinceOff, SyncRefused, ask_for_run, switch_on
from syncapp.core.values import ObjectType
from syncapp.engine.rules import accounts_of
from syncapp.engine.session import CouldNotRun
from syncapp.engine.setup.checklist import keep_checklist
from syncapp.engine.setup.readiness import stops
from syncapp.storage import queue, starts
from syncapp.storage.models import ObjectSync, Run, SyncDraft
from syncapp.storage.setup_fingerprint import KEY, setup_fingerprint

TRIGGER = "review"
WAITING = "In line, and begins by itself"
GOOD_FOR = timedelta(hours=1)  # what both sides hold moves on


def ask_dry_run(draft: SyncDraft, *, by: User) -> Run:
    """Have a worker find out what would be written; the one that is under way for the same choices goes on."""
    digest = setup_fingerprint(draft, ObjectSync.objects.filter(workspace=draft.workspace_id))
    if draft.run and draft.run.ended_at is None and draft.run.progress.get(KEY) == digest:
        return draft.run
    with transaction.atomic():
        draft.run = Run.objects.create(
            workspace=draft.workspace, trigger=TRIGGER, dry_run=True, started_at=timezone.now(), actor=by,
            progress={KEY: digest, "doing": WAITING},
        )  # fmt: skip
        SyncDraft.objects.filter(pk=draft.pk).update(run=draft.run)
        queue.nudge(queue.DRY_RUN, draft.pk, urgent=True)
    return draft.run


def stop_dry_run(draft: SyncDraft) -> bool:
    """A worker that is at it ends at its next step; False where there is none."""
    run = draft.run
    if run is None or run.ended_at is not None:
        return False
    told = {"ended_at": timezone.now(), "result": "It was stopped."}
    return bool(Run.objects.filter(pk=run.pk, ended_at=None).update(**told))


def supposing(draft: SyncDraft, since_off: SinceOff = SinceOff.CATCH_UP) -> Callable[[], None]:
    """Writes the set-up as the draft has it, turned on: for the transactions of a dry run, which are rolled back."""

    def write() -> None:
        try:
            sync = apply_draft(draft)
        except DraftOutdated as outdated:
            raise CouldNotRun(str(outdated)) from outdated
        if not switch_on(sync, by=draft.user, since_off=since_off if was_on(sync) else None):
            starts.saved(sync, timezone.now())

    return write


def was_on(sync: ObjectSync | None) -> bool:
    """It is off and was on before: there is a meanwhile to ask about (A16)."""
    return sync is not None and not sync.enabled and sync.started_at is not None


def other_answer(draft: SyncDraft) -> Callable[[], None] | None:
    """What would be written if what was made meanwhile stayed out, where that is asked."""
    sync = ObjectSync.objects.filter(workspace=draft.workspace_id, object_type=draft.object_type).first()
    return supposing(draft, SinceOff.ONLY_FROM_NOW) if was_on(sync) else None


def nothing_to_choose(run: Run | None) -> bool:
    """The dry run found nothing that was made meanwhile: both answers would do the same (A16)."""
    if run is None or run.ended_at is None or run.result:
        return False
    others = [told.get("otherwise") or {} for told in run.counts.values()]
    held = sum(one.get("held", {}).get("number", 0) for one in others)
    return held == 0 and sum(sum(one.get("writes", {}).values()) for one in others) == len(run.plan)


def held_against(draft: SyncDraft, run: Run | None, syncs: Iterable[ObjectSync]) -> str:
    """Why this dry run does not stand for this draft, in a sentence; empty where it does. `syncs`: the workspace's."""
    if run is None:
        return "Nothing has been written or turned on. Start the dry run first: it shows what would be written."
    if run.ended_at is None:
        return "The dry run is not done yet. It shows what would be written."
    if run.progress.get(KEY) != setup_fingerprint(draft, syncs):
        return "The choices, or another sync, were changed after this dry run. Run it again."
    if timezone.now() - run.ended_at > GOOD_FOR:
        return "This dry run is more than an hour old, and both sides may have changed since. Run it again."
    return ""


def take_up(draft: SyncDraft, *, by: User, since_off: SinceOff | None = None, unseen: bool = False) -> ObjectSync:
    """Save the set-up and turn it on, all at once; raises SyncRefused.

    `since_off`: what a person chose for one that was on before. `unseen`: they know that the dry run could not be made.
    """
    run = draft.run
    object_type = ObjectType(draft.object_type)
    if found := stops(object_type, draft.data, accounts_of(draft.workspace)):
        raise SyncRefused(" ".join(one.sentence for one in found))
    if reason := held_against(draft, run, ObjectSync.objects.filter(workspace=draft.workspace_id)):
        raise SyncRefused(reason)
    assert run
    if run.result and not unseen:
        raise SyncRefused(
            f"The dry run could not be made: {run.result} Say that you turn it on without, or run it again."
        )
    try:
        with transaction.atomic():
            sync = apply_draft(draft)
            _on(sync, by, since_off, run)
            discard(draft)
    except DraftOutdated as outdated:
        raise SyncRefused(str(outdated)) from outdated
    keep_checklist(draft.workspace, timezone.now())
    return sync


def _on(sync: ObjectSync, by: User, since_off: SinceOff | None, run: Run) -> None:
    seen = _seen(run)
    if sync.enabled:
        starts.saved(sync, timezone.now())
        noted(sync.workspace, "sync_saved", by=by, reason=f"{sync.object_type.capitalize()} sync", changes=seen)
        ask_for_run(sync.workspace)
        return
    asked = was_on(sync) and not nothing_to_choose(run)
    if asked and since_off is None:
        raise SyncRefused("Choose what becomes of what was made while this sync was off.")
    switch_on(sync, by=by, since_off=since_off if asked else None, seen=seen)


def _seen(run: Run) -> list[dict[str, Any]]:
    """What was approved by the click, for the audit log (B35)."""
    if run.result:
        return [change("dry run", None, f"not made: {run.result}")]
    return [change("dry run", None, f"run {run.pk}"), change("writes shown before", None, str(len(run.plan)))]
