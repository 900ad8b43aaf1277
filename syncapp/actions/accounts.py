"""The accounts that a sync books on, changed without a walk through its set-up: a bookkeeper's, too (B12, S11, A23, A26)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import change, noted
from syncapp.actions.drafts import kept_by_engine, take_over
from syncapp.actions.syncs import ask_for_run
from syncapp.core.values import ObjectType
from syncapp.engine.rules import accounts_of
from syncapp.engine.setup.accounts import CALLED, NO_ACCOUNT
from syncapp.engine.setup.checklist import keep_checklist
from syncapp.engine.setup.readiness import lacks
from syncapp.storage import starts
from syncapp.storage.models import ObjectSync, Workspace
from syncapp.storage.setup_data import as_stored

Chosen = Mapping[str, str]  # by the setting that names it, the account's id


class AccountsRefused(Exception):
    """Nothing was changed. `sentences`: why, by the setting at which it is said."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(" ".join(sentences.values()))
        self.sentences = sentences


class AccountsMoved(Exception):
    """Somebody has changed them since they were looked at; nothing was changed."""


def choose(
    workspace: Workspace, object_type: ObjectType, chosen: Chosen, *, by: User | None, stood: Chosen | None = None
) -> bool:
    """Some of the accounts of a sync that is set up; False if it is so already. `stood`: what the person saw there.

    Walks through the set-up that are open take the change over. The next run decides all records of the object anew,
    so that what failed for want of an account goes with it.
    """
    with transaction.atomic():
        Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
        sync = ObjectSync.objects.select_for_update().get(workspace=workspace, object_type=object_type)
        before = as_stored(sync)
        held = before["settings"]
        if moved(held, stood or {}):
            raise AccountsMoved
        changed = {name: account for name, account in chosen.items() if (held.get(name) or "") != account}
        if not changed:
            return False
        _refuse(sync, {**before, "settings": {**held, **changed}}, changed)
        sync.settings = kept_by_engine(sync.settings, {**held, **changed}) | held | changed
        sync.revision += 1
        sync.save(update_fields=["settings", "revision"])
        take_over(sync, before, changed)
        told = _told(workspace, held, changed)
        noted(workspace, "setting_changed", by=by, reason=f"Accounts of the {object_type} sync", changes=told)
        if sync.enabled:
            starts.saved(sync, timezone.now())
            ask_for_run(workspace)
    keep_checklist(workspace, timezone.now())
    return True


def moved(held: Mapping[str, Any], stood: Chosen) -> bool:
    """Whether the accounts are others than those that somebody saw."""
    return any((held.get(name) or "") != account for name, account in stood.items())


def _refuse(sync: ObjectSync, meant: Mapping[str, Any], changed: Chosen) -> None:
    """What does not fit, or is missing, by the same rules as at the end of a set-up; only of what was changed."""
    found = lacks(ObjectType(sync.object_type), meant, accounts_of(sync.workspace))
    if wrong := {lack.field: lack.sentence for lack in found if lack.field in changed}:
        raise AccountsRefused(wrong)


def _told(workspace: Workspace, held: Mapping[str, Any], changed: Chosen) -> list[dict[str, Any]]:
    """By the names of the accounts, from what to what."""
    accounts = accounts_of(workspace)
    names = {entry.id: entry.name for entry in accounts.quickbooks.lists.get("accounts", ())} if accounts else {}

    def called(name: str, account: str) -> str:
        none = NO_ACCOUNT if name.startswith("deposit") else "None chosen"
        return names.get(account, f"Account {account}") if account else none

    return [
        change(CALLED[name], called(name, held.get(name) or ""), called(name, account))
        for name, account in changed.items()
    ]
