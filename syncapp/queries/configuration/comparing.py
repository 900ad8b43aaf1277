"""What a file would change of a workspace, and what of it cannot be applied and why: the diff that is shown first (B9)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from syncapp.core.configuration import OBJECTS, Objection
from syncapp.core.values import ObjectType, Pair, Side
from syncapp.engine.rules import AccountView, accounts_of
from syncapp.engine.setup.starting import begun
from syncapp.queries.configuration import judging, words
from syncapp.queries.configuration.describing import described
from syncapp.queries.configuration.reading import Reader
from syncapp.queries.configuration.settings import SettingChange, settings_changed
from syncapp.queries.counts import Tally
from syncapp.queries.setup.passing import today_of
from syncapp.queries.setup.walk import Walk
from syncapp.storage.models import ObjectSync, SyncDraft, Workspace


@dataclass(frozen=True)
class Change:
    """One line that is not as it was; `before` is empty where there is no set-up yet."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SyncChange:
    """What the file makes of one sync."""

    walk: Walk
    changes: tuple[Change, ...]
    linked: int = 0  # that a mapping which it adds or switches on is meant for too (A13)
    customers: int | None = None  # that choosing all contacts makes, to be typed (A4)

    @property
    def name(self) -> str:
        return self.walk.name

    @property
    def object_type(self) -> ObjectType:
        return self.walk.object_type

    @property
    def draft(self) -> SyncDraft:
        return self.walk.draft

    @property
    def new(self) -> bool:
        return self.walk.sync is None

    @property
    def on(self) -> bool:
        """It holds only after its Review, with its dry run."""
        return self.walk.sync is not None and self.walk.sync.enabled

    @property
    def then(self) -> str:
        """What becomes of it when the file is applied."""
        if self.on:
            return (
                "It is on, so nothing of this holds at once: it becomes your set-up of this sync, in place of one that you "
                "have begun, and holds after its Review, whose dry run shows what would be written."
            )
        if self.new:
            return "It is set up and stays off. Its Review shows what it would write before it is turned on."
        return "It is off and stays off. Its Review shows what it would write before it is turned on again."

    @property
    def also(self) -> str:
        """What it does to what is linked already."""
        if not self.linked:
            return ""
        return (
            f"A mapping that it adds or switches on is meant for what is linked already too: {self.linked:,} linked "
            f"{self.object_type.value if self.linked == 1 else self.object_type.plural} would be compared anew. Say "
            "“from_now_on”: true in the file to leave them as they are."
        )


@dataclass(frozen=True)
class Comparison:
    """`problems`: while there is one, nothing of the file is applied. `strange`: the accounts that it was made of."""

    syncs: tuple[SyncChange, ...] = ()
    settings: tuple[SettingChange, ...] = ()
    problems: tuple[Objection, ...] = ()
    strange: tuple[str, ...] = ()
    left: tuple[str, ...] = field(default=())  # set up here, and not in the file

    @property
    def number(self) -> int:
        return sum(len(one.changes) for one in self.syncs) + len(self.settings)

    @property
    def later(self) -> int:
        """Of the changes those that hold only after a Review."""
        return sum(len(one.changes) for one in self.syncs if one.on)

    @property
    def at_once(self) -> int:
        return self.number - self.later

    @property
    def customers(self) -> int | None:
        return next((one.customers for one in self.syncs if one.customers is not None), None)

    @property
    def seal(self) -> str:
        """Nothing else is applied than what was shown."""
        told = [[one.object_type, one.draft.data, one.on, one.customers] for one in self.syncs]
        settings = [[one.name, one.before, one.after] for one in self.settings]
        text = json.dumps([told, settings, [str(one) for one in self.problems]], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def compare(workspace: Workspace, document: Mapping[str, Any], tally: Tally) -> Comparison:
    """`document`: as `core.configuration.parsed` gives it."""
    told = document.get("syncs", {})
    of_settings, wrong = settings_changed(
        workspace,
        document.get("settings", {}),
        tally,
        with_invoices="invoices" in told,
        same_company=_same_company(workspace, document),
    )
    accounts = accounts_of(_supposed(workspace, of_settings))
    found = Comparison(settings=of_settings, strange=tuple(_strange(document, accounts)), problems=wrong)
    if told and accounts is None:
        refusal = Objection("syncs", "Connect HubSpot and QuickBooks Online first: a set-up names what is in them.")
        return replace(found, problems=(*wrong, refusal))
    assert accounts or not told
    syncs, problems = [], [*wrong]
    for name, object_type in OBJECTS.items():
        if name in told and accounts:
            reader = Reader(object_type, accounts, _same(document, accounts), today_of(workspace), f"syncs.{name}")
            change, more = _sync(workspace, reader, told[name], tally)
            problems += more
            syncs += [change] if change else []
    left = tuple(
        f"{sync.object_type.capitalize()} sync" for sync in tally.syncs.values() if f"{sync.object_type}s" not in told
    )
    return replace(found, syncs=tuple(syncs), problems=tuple(problems), left=left)


def _supposed(workspace: Workspace, changes: Sequence[SettingChange]) -> Workspace:
    """With the service dates of the file: whether invoices can go out may hang on them (S7, B26)."""
    found = copy(workspace)
    for one in changes:
        if one.name == "service_date_is_invoice_date":
            found.fill_service_date = one.after
    return found


def _same_company(workspace: Workspace, document: Mapping[str, Any]) -> bool:
    made = document.get("accounts", {}).get(Side.QUICKBOOKS.value, {}).get("id")
    return bool(made) and workspace.connections.filter(side=Side.QUICKBOOKS, account_id=made).exists()


def _same(document: Mapping[str, Any], accounts: Pair[AccountView]) -> Pair[bool]:
    made = document.get("accounts", {})
    same = [made.get(side.value, {}).get("id") == view.connection.account_id for side, view in accounts]
    return Pair(*same)


def _strange(document: Mapping[str, Any], accounts: Pair[AccountView] | None) -> Iterator[str]:
    for side, view in accounts or ():
        made = document.get("accounts", {}).get(side.value)
        if made and made["id"] != view.connection.account_id:
            yield f"{made['name'] or 'an account'} ({made['id']}) in {side.label}"


def _sync(
    workspace: Workspace, reader: Reader, part: Mapping[str, Any], tally: Tally
) -> tuple[SyncChange | None, Sequence[Objection]]:
    """The change, if there is one, and what keeps it from being applied."""
    object_type, accounts = reader.object_type, reader.accounts
    sync = tally.syncs.get(object_type)
    draft = begun(workspace, None, object_type, sync, accounts)
    basis = {name: value for name, value in draft.data.items() if name not in ("revision", "basis")}
    chosen = reader.chosen(part, basis)
    if reader.problems:
        return None, reader.problems
    if sync and described(object_type, chosen, accounts) == described(object_type, basis, accounts):
        return None, ()
    draft.data = {**draft.data, **chosen}
    walk = Walk(workspace, object_type, draft, sync, accounts, tally)
    customers = _customers(walk, basis)
    change = SyncChange(walk, tuple(_changes(walk, sync, basis, chosen)), judging.taken_in(walk, basis), customers)
    return change, tuple(judging.problems(walk, basis, reader.place))


def _changes(
    walk: Walk, sync: ObjectSync | None, basis: Mapping[str, Any], chosen: Mapping[str, Any]
) -> Iterator[Change]:
    before = words.lines(walk.object_type, basis, walk.accounts) if sync else {}
    after = words.lines(walk.object_type, chosen, walk.accounts)
    number = 0
    for label in [*after, *(label for label in before if label not in after)]:
        here, there = before.get(label, ""), after.get(label, "")
        if here == there:
            continue
        number += 1
        yield Change(label, here if here or not sync else _unsaid(label, walk), there or _unsaid(label, walk))
    if not number:  # such as two choices of the same name
        yield Change("Details", "As they stand", "As in the file, of the same names")


def _unsaid(label: str, walk: Walk) -> str:
    """Of a pair of fields without a line: it is there by itself, or it is not mapped."""
    offered = {words.label_of(pair, walk.specs) for pair in judging.offered(walk)}
    return words.AS_OFFERED if label in offered else words.NOT_MAPPED


def _customers(walk: Walk, basis: Mapping[str, Any]) -> int | None:
    if walk.object_type is not ObjectType.CONTACT or not walk.goes_out or walk.settings.get("outbound") != "all":
        return None
    meant_before = (
        walk.sync is not None and basis["settings"].get("outbound") == "all" and basis["direction"] != "to-hubspot"
    )
    return None if meant_before else walk.leads
