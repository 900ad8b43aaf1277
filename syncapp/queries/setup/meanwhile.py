"""What happened to a set-up after the page was opened that somebody wants to save: by whom, when, and what differs (S33)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from syncapp.queries.configuration.settings import LABELS
from syncapp.queries.setup.chosen import NOT_USED, Told, in_words_of
from syncapp.queries.setup.walk import Walk
from syncapp.storage.models import Activity
from syncapp.storage.names import person_name
from syncapp.storage.setup_data import as_stored


@dataclass(frozen=True)
class Apart:
    """One choice that differs. `before`: as it was when it was begun, where that is known; `here`: as it is on this page,
    empty where nobody chose it here."""

    key: tuple[str, str]  # step and label
    there: str
    here: str = ""
    before: str = ""

    @property
    def label(self) -> str:
        return self.key[1]


@dataclass(frozen=True)
class Meanwhile:
    """`who`: empty where it was the same person, in another window."""

    who: str
    at: datetime | None
    apart: Sequence[Apart]
    version: str = ""  # how the draft stands, or the revision of the sync: what a click saves over


def elsewhere(walk: Walk, mine: Mapping[str, Any]) -> Meanwhile:
    """The draft was changed on another page. `mine`: its data as they would be with what this page says."""
    who, at = _by_whom(walk)
    return Meanwhile(who, at, _apart(in_words_of(walk, walk.data), in_words_of(walk, mine)), walk.version)


def of_others(walk: Walk) -> Meanwhile:
    """The sync was changed since the walk was begun; of a first walk, which was begun from nothing, all that differs."""
    assert walk.sync
    basis, there, here = walk.data.get("basis"), in_words_of(walk, as_stored(walk.sync)), in_words_of(walk, walk.data)
    if basis:
        began = _apart(there, in_words_of(walk, basis))
        apart = [replace(one, before=one.here, here=_mine(one, here)) for one in began]
    else:
        apart = _apart(there, here)
    who, at = _changed(walk)
    return Meanwhile(who, at, apart, str(walk.sync.revision))


def _apart(there: Told, here: Told) -> list[Apart]:
    keys = [key for key in {**there, **here} if there.get(key) != here.get(key)]
    return [Apart(key, there.get(key, NOT_USED), here.get(key, NOT_USED)) for key in keys]


def _mine(one: Apart, here: Told) -> str:
    """What this person chose otherwise than both; of `one` that it was before still stands in the place of here."""
    words = here.get(one.key, NOT_USED)
    return "" if words in (one.here, one.there) else words


def _by_whom(walk: Walk) -> tuple[str, datetime | None]:
    """Of a draft that is no longer as the page shows it: the sync was saved beside it, or the person chose in another
    window; None is when they discarded it there."""
    if walk.seen.partition(".")[2] != walk.version.partition(".")[2]:
        return _changed(walk)
    return "", walk.draft.updated_at if walk.draft.pk else None


def _changed(walk: Walk) -> tuple[str, datetime | None]:
    """Who changed the sync last, in the words that the activity has for it."""
    kinds = ("sync_set_up", "sync_changed", "setting_changed")
    told = Activity.objects.filter(workspace=walk.workspace, kind__in=kinds, record=None).select_related("actor")
    mine = (
        walk.name,
        f"Accounts of the {walk.object_type} sync",
        LABELS["send_without_asking"],
        LABELS["reductions_that_are_not_cash"],
    )
    entry = told.filter(reason__in=mine).first()
    if entry is None:
        return "Somebody else", None
    return called(entry.actor, walk.draft.user), entry.at


def called(actor: User | None, person: User) -> str:
    """Empty where the two are the same person."""
    if actor == person:
        return ""
    return person_name(actor) if actor else "Somebody else"
