"""The walk through a set-up: what a person is at, kept beside the sync until the last step takes it up (S33).

`draft.data` holds:

- `direction`, `policy`, `settings`: as the columns of ObjectSync of the same names;
- `mappings`: rows {hubspot, quickbooks, origin, enabled, blank_means_blank, transform, values}, only what differs
  from the defaults or was added;
- `filters`: target side → groups (OR) → criteria (AND) {property, operator, values, associated}, values as
  `storage.convert.encode` writes them;
- `revision`: of the sync that it was begun from, None where there was none; `basis`: the five above as they stood then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User

from syncapp.actions.activity import noted
from syncapp.actions.carrying import carried
from syncapp.actions.differences import differences
from syncapp.actions.new_mappings import note_saved, spread
from syncapp.core.values import ObjectType, Side
from syncapp.engine.rules import accounts_of
from syncapp.engine.setup.starting import begun
from syncapp.storage.models import FieldMapping, FilterRule, ObjectSync, SyncDraft, Workspace
from syncapp.storage.setup_data import BY_THE_ENGINE, as_stored

CHOSEN = ("direction", "policy", "settings", "mappings", "filters")


class DraftOutdated(Exception):
    """Somebody else changed the sync since the walk began; nothing was saved, and the text says so."""

    def __init__(self, object_type: str) -> None:
        super().__init__(
            f"Somebody else has changed the {object_type} sync since you began. Nothing of yours was saved. "
            "Start again from how it stands now."
        )


def begin(workspace: Workspace, user: User, object_type: ObjectType) -> SyncDraft:
    """The walk that this person has open, else a new one from the sync as it stands, else from the defaults."""
    draft = opened(workspace, user, object_type)
    if draft is None:
        sync, accounts = _stored(workspace, object_type), accounts_of(workspace)
        return kept(begun(workspace, user, object_type, sync, accounts))
    return draft


def opened(workspace: Workspace, user: User, object_type: ObjectType) -> SyncDraft | None:
    return SyncDraft.objects.filter(workspace=workspace, user=user, object_type=object_type).first()


def kept(draft: SyncDraft) -> SyncDraft:
    """The same, stored; the one that another window has stored meanwhile goes on instead."""
    if draft.pk is None:
        names = {name: getattr(draft, name) for name in ("workspace", "user", "object_type")}
        draft, _ = SyncDraft.objects.get_or_create(**names, defaults={"data": draft.data})
    return draft


def save_step(draft: SyncDraft, *, page: str = "", **chosen: Any) -> SyncDraft:
    """Remember what a step chose, by the names of `data`. What a dry run said of it before no longer holds. `page`: on
    which it was chosen, by the name that each carries."""
    draft = kept(draft)
    if unknown := set(chosen) - set(CHOSEN):
        raise ValueError(f"no part of a draft: {', '.join(sorted(unknown))}")
    data = {**draft.data, **chosen}
    if data != draft.data:
        draft.data, draft.run, draft.page = data, None, page
        draft.save(update_fields=["data", "run", "page", "updated_at"])
    return draft


def carry_over(draft: SyncDraft, sync: ObjectSync) -> SyncDraft:
    """A walk whose sync somebody else has changed goes on from how it stands now: what was chosen in it stays, everything
    else is as they saved it. Review shows what then differs."""
    draft, stands = kept(draft), as_stored(sync)
    draft.data = {**carried(draft.data, stands), "basis": stands, "revision": sync.revision}
    draft.run, draft.page = None, ""
    draft.save(update_fields=["data", "run", "page", "updated_at"])
    return draft


def replaced(draft: SyncDraft, user: User) -> SyncDraft:
    """The walk of this person, open or not, becomes this one; from here on it ends at its Review like any other."""
    found, _ = SyncDraft.objects.update_or_create(
        workspace=draft.workspace,
        user=user,
        object_type=draft.object_type,
        defaults={"data": draft.data, "run": None, "page": ""},
    )
    return found


def discard(draft: SyncDraft) -> None:
    if draft.pk is not None:
        draft.delete()


def is_outdated(draft: SyncDraft, sync: ObjectSync | None) -> bool:
    """Whether the sync is another than the one that the walk began from. Off and on again changes no set-up."""
    if sync is None:
        return draft.data.get("revision") is not None
    if sync.revision == draft.data.get("revision"):
        return False
    return bool(as_stored(sync) != draft.data.get("basis"))


def apply_draft(draft: SyncDraft) -> ObjectSync:
    """Write the set-up as the draft has it, not `enabled`, inside the caller's transaction; raises DraftOutdated."""
    Workspace.objects.select_for_update(no_key=True).get(
        pk=draft.workspace_id
    )  # two people's last steps come one after the other
    sync = _stored(draft.workspace, ObjectType(draft.object_type))
    if is_outdated(draft, sync):
        raise DraftOutdated(draft.object_type)
    before, chosen = as_stored(sync) if sync else None, chosen_in(draft)
    if sync is None:
        sync = ObjectSync(workspace=draft.workspace, object_type=draft.object_type, revision=0)
    elif before == chosen:
        return sync
    sync.direction, sync.policy = chosen["direction"], chosen["policy"]
    sync.settings = kept_by_engine(sync.settings, chosen["settings"]) | chosen["settings"]
    note_saved(sync, before)
    sync.revision += 1
    sync.save()
    _write_rows(sync, chosen)
    if before:
        spread(sync, before, chosen)
    kind = "sync_changed" if before else "sync_set_up"
    reason = f"{sync.object_type.capitalize()} sync"
    by = draft.user if draft.user_id else None  # a shell applies a file for nobody (B9)
    noted(sync.workspace, kind, by=by, reason=reason, changes=differences(before, chosen))
    return sync


def take_over(sync: ObjectSync, before: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Settings that were changed beside the walks that are open: each goes on from how the sync stands now, with them,
    but for one that it has chosen otherwise. `before`: the set-up until now; inside the caller's transaction."""
    stands = as_stored(sync)
    walks = SyncDraft.objects.filter(workspace=sync.workspace_id, object_type=sync.object_type).select_for_update()
    for draft in walks:
        if draft.data.get("basis") != before:
            continue  # it was outdated already
        own = draft.data["settings"]
        taken = {name: value for name, value in changed.items() if own.get(name) == before["settings"].get(name)}
        draft.data |= {"settings": {**own, **taken}, "basis": stands, "revision": sync.revision}
        draft.page = ""  # whatever page is open shows it as it was
        draft.save(update_fields=["data", "page"])  # nobody has chosen anything in it


def chosen_in(draft: SyncDraft) -> dict[str, Any]:
    """The part of the draft that becomes the set-up."""
    chosen = {name: draft.data[name] for name in CHOSEN}
    filters = {target: [group for group in groups if group] for target, groups in chosen["filters"].items()}
    return {**chosen, "filters": {target: groups for target, groups in filters.items() if groups}}


def _stored(workspace: Workspace, object_type: ObjectType) -> ObjectSync | None:
    return ObjectSync.objects.filter(workspace=workspace, object_type=object_type).first()


def kept_by_engine(stored: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What the engine remembers; on another account the Custom Line Item is looked for anew (A22)."""
    kept = {name: stored[name] for name in BY_THE_ENGINE if name in stored}
    if stored.get("line_item_account") != chosen.get("line_item_account"):
        kept.pop("line_item_id", None)
    return kept


def _write_rows(sync: ObjectSync, chosen: Mapping[str, Any]) -> None:
    sync.mappings.all().delete()
    sync.filters.all().delete()
    FieldMapping.objects.bulk_create(
        FieldMapping(
            sync=sync, hubspot_field=row["hubspot"], quickbooks_field=row["quickbooks"],
            values=row.get("values", {}),
            **{name: row[name] for name in ("origin", "enabled", "blank_means_blank", "transform")},
        )
        for row in chosen["mappings"]
    )  # fmt: skip
    FilterRule.objects.bulk_create(
        FilterRule(sync=sync, target=Side(target), group=group, position=position, **criterion)
        for target, groups in sorted(chosen["filters"].items())
        for group, criteria in enumerate(groups)
        for position, criterion in enumerate(criteria)
    )
