"""Turning a sync off, and on again: after its dry run, as in the browser."""

from __future__ import annotations

from django.http import Http404
from ninja import Status
from pydantic import BaseModel, Field

from syncapp.actions import drafts, reviews
from syncapp.actions import syncs as actions
from syncapp.actions.syncs import SinceOff
from syncapp.api.access import SET_UP, Caller
from syncapp.api.service import api
from syncapp.api.shapes import TYPES, Done, SyncName
from syncapp.storage.models import ObjectSync, SyncDraft


class Begun(BaseModel):
    """The dry run: `/runs/{run}` tells how far it is, `/runs/{run}/plan` what would be written."""

    run: int


class TurnOn(BaseModel):
    since_off: SinceOff | None = Field(
        None, description="What becomes of what was made while it was off, where that is asked"
    )


@api.post("/syncs/{object}/turn-off", auth=SET_UP, response=Done, tags=["Syncs"])
def turn_off(request: Caller, object: SyncName) -> Done:
    """Off means off: a run under way ends before its next call. Links are kept."""
    sync = _own(request, object)
    changed = actions.turn_off(sync, by=request.by)
    return Done(changed=changed, said=f"{actions.name_of(sync)} {'is off' if changed else 'was off already'}.")


@api.post("/syncs/{object}/dry-run", auth=SET_UP, response={202: Begun}, tags=["Syncs"])
def dry_run(request: Caller, object: SyncName) -> Status[Begun]:
    """Find out what turning it on, or taking up a set-up that needs its Review, would write. Nothing is written.

    What is tried is the set-up that whoever made the token has open, such as one that a configuration has left, else the
    sync as it stands.
    """
    return Status(202, Begun(run=reviews.ask_dry_run(_draft(request, object), by=request.by).pk))


@api.post("/syncs/{object}/turn-on", auth=SET_UP, response=Done, tags=["Syncs"])
def turn_on(request: Caller, object: SyncName, choice: TurnOn) -> Done:
    """Turn it on, as its last dry run has shown it; without one that is younger than an hour it is refused."""
    sync = reviews.take_up(_draft(request, object), by=request.by, since_off=choice.since_off)
    return Done(changed=True, said=f"{actions.name_of(sync)} is on.")


def _own(request: Caller, name: str) -> ObjectSync:
    """Where it is not set up there is nothing to turn; a configuration or the browser sets it up."""
    sync = (
        ObjectSync.objects.filter(workspace=request.workspace, object_type=TYPES[name])
        .select_related("workspace")
        .first()
    )
    if sync is None:
        raise Http404
    return sync


def _draft(request: Caller, name: str) -> SyncDraft:
    sync = _own(request, name)
    draft = drafts.begin(request.workspace, request.by, TYPES[name])
    if drafts.is_outdated(draft, sync):
        raise drafts.DraftOutdated(TYPES[name])
    return draft
