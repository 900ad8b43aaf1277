"""A set-up from a file (B9): the same drafts and settings that people fill in, all of them or none.

A sync that is off is saved and stays off: it is turned on at its Review, which first shows what it would write. What
concerns one that is on becomes the walk of the person who applies it, and holds only after that Review: nothing that is
under way changes without its dry run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions import settings
from syncapp.actions.activity import noted
from syncapp.actions.alerts import AlertsRefused, set_rules
from syncapp.actions.custom_lines import ItemRefused, use_items
from syncapp.actions.drafts import DraftOutdated, apply_draft, is_outdated, replaced
from syncapp.actions.settings import SettingRefused
from syncapp.core.configuration import ALERTS, ITEMS, OF_INVOICES
from syncapp.core.values import ObjectType
from syncapp.engine.rules import accounts_of
from syncapp.engine.setup.readiness import lacks
from syncapp.storage.models import ObjectSync, SyncDraft, Workspace
from syncapp.storage.setup_data import as_stored

ASKED_AT_REVIEW = "other_sync_is_off"  # A5: a person says so, no file
SET_BESIDE = ("send_history", "not_cash")  # of the invoice sync's settings, by actions of their own


def _rule(field: str, workspace: Workspace, value: int, *, by: User | None) -> bool:
    wanted: dict[str, Any] = {field: value}
    return set_rules(workspace, by=by, **wanted)


SET: Mapping[str, Callable[..., bool]] = {
    "company_time_zone": settings.set_time_zone,
    "protected_through": lambda workspace, day, *, by: settings.protect_through(
        workspace, date.fromisoformat(day) if day else None, by=by
    ),
    "service_date_is_invoice_date": settings.fill_service_dates,
    "polling_interval_seconds": settings.poll_every,
    **{name: partial(_rule, field) for name, field in ALERTS.items()},
    "send_without_asking": settings.send_without_asking,
    "reductions_that_are_not_cash": settings.cross_not_cash,
    ITEMS: use_items,
}


class ConfigurationRefused(Exception):
    """Nothing was changed; the text says why."""


@dataclass(frozen=True)
class Applied:
    """What holds now, and which syncs wait for their Review."""

    saved: tuple[ObjectType, ...] = ()
    waiting: tuple[ObjectType, ...] = ()
    settings: int = 0


def apply(workspace: Workspace, drafts: Sequence[SyncDraft], told: Mapping[str, Any], *, by: User | None) -> Applied:
    """`drafts`: not stored, as they were compared; `told`: settings by their names in the file; raises
    ConfigurationRefused. `by`: None where a shell does it, which leaves no walk to anybody."""
    try:
        with transaction.atomic():
            return _applied(workspace, drafts, told, by)
    except (DraftOutdated, SettingRefused, AlertsRefused, ItemRefused) as refusal:
        raise ConfigurationRefused(str(refusal)) from refusal


def _applied(workspace: Workspace, drafts: Sequence[SyncDraft], told: Mapping[str, Any], by: User | None) -> Applied:
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    rows = ObjectSync.objects.filter(workspace=workspace)
    on = {sync.object_type: sync for sync in rows if sync.enabled}
    later = [draft for draft in drafts if draft.object_type in on]
    if later and by is None:
        raise ConfigurationRefused(_on(later))
    now = [draft for draft in drafts if draft.object_type not in on]
    number = _set(workspace, told, [name for name in told if name not in OF_INVOICES], by)
    for draft in drafts:
        _stands(workspace, draft, on.get(draft.object_type))
    for draft in now:
        draft.user = by  # type: ignore[assignment]
        apply_draft(draft)
    number += _set(workspace, told, [name for name in told if name in OF_INVOICES], by)
    for draft in later:
        assert by
        _becomes_walk(draft, by)
    applied = Applied(_types(now), _types(later), number)
    if now or number:
        noted(workspace, "configuration_applied", by=by, reason=in_words(applied))
    return applied


def _set(workspace: Workspace, told: Mapping[str, Any], names: Sequence[str], by: User | None) -> int:
    return sum(SET[name](workspace, told[name], by=by) for name in names)


def _types(drafts: Sequence[SyncDraft]) -> tuple[ObjectType, ...]:
    return tuple(ObjectType(draft.object_type) for draft in drafts)


def _on(drafts: Sequence[SyncDraft]) -> str:
    names = " and ".join(f"the {draft.object_type} sync" for draft in drafts)
    return (
        f"{names[:1].upper()}{names[1:]} {'is' if len(drafts) == 1 else 'are'} on, and a sync that is on changes only where "
        "its dry run is seen. Apply the file in the browser, or name with --by who will review it there."
    )


def _stands(workspace: Workspace, draft: SyncDraft, sync: ObjectSync | None) -> None:
    """As when the two were compared, and nothing is in the way that the steps of the set-up would refuse."""
    if sync and is_outdated(draft, sync):
        raise DraftOutdated(draft.object_type)
    found = lacks(ObjectType(draft.object_type), draft.data, accounts_of(workspace))
    if wrong := [one.sentence for one in found if one.field != ASKED_AT_REVIEW]:
        raise ConfigurationRefused(" ".join(wrong))


def _becomes_walk(draft: SyncDraft, by: User) -> None:
    """From how the sync stands by now: some of its settings may just have been set."""
    sync = ObjectSync.objects.get(workspace=draft.workspace, object_type=draft.object_type)
    basis = as_stored(sync)
    beside = {name: basis["settings"][name] for name in SET_BESIDE if name in basis["settings"]}
    settings_then = {**draft.data["settings"], **beside}
    draft.data = {**draft.data, "settings": settings_then, "basis": basis, "revision": sync.revision}
    replaced(draft, by)


def in_words(applied: Applied) -> str:
    """`Contact sync, Product sync, 2 settings`."""
    names = [f"{one.value.capitalize()} sync" for one in applied.saved]
    names += [f"{applied.settings} setting{'' if applied.settings == 1 else 's'}"] if applied.settings else []
    return ", ".join(names)
