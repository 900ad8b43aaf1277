"""Where a person stands in the set-up of one object: the draft, what it was begun from, what the accounts offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, ObjectType, Pair, Side
from syncapp.engine.rules import AccountView
from syncapp.engine.setup.readiness import Lack, goes_out, lacks, reached
from syncapp.queries.counts import Tally
from syncapp.queries.setup.begun import differs
from syncapp.queries.setup.words import SENDER
from syncapp.storage.models import Connection, ObjectSync, SyncDraft, Workspace
from syncapp.storage.setup_fingerprint import version_of

STEPS = (("sync_configure", "Configure"), ("sync_filters", "Filters"), ("sync_review", "Review"))
NO_NEW_CUSTOMER = ("no_email", "ambiguous_customer")  # nothing is made of the one, and of the other there are too many


@dataclass(frozen=True)
class Walk:
    workspace: Workspace
    object_type: ObjectType
    draft: SyncDraft
    sync: ObjectSync | None
    accounts: Pair[AccountView] | None
    tally: Tally
    outdated: bool = False  # somebody else has changed the sync meanwhile
    page: str = ""  # the name of the page that is shown, and answers to which carry it again
    seen: str = ""  # the version that it shows, where that is no longer how the draft stands

    @property
    def version(self) -> str:
        return version_of(self.data)

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = self.draft.data
        return data

    @property
    def settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = self.data["settings"]
        return settings

    @property
    def direction(self) -> Direction:
        return Direction(self.data["direction"])

    @property
    def policy(self) -> str:
        """Whose data is used where both sides changed; of a one-way sync the sender's, whatever is stored."""
        return str(SENDER.get(self.direction) or self.data["policy"])

    @property
    def goes_out(self) -> bool:
        return goes_out(self.data)

    @property
    def targets(self) -> list[Side]:
        return list(reached(self.data))

    @property
    def name(self) -> str:
        return f"{self.object_type.value.capitalize()} sync"

    @property
    def specs(self) -> Pair[Mapping[str, FieldSpec]]:
        if self.accounts is None:
            return Pair({}, {})
        return Pair(*(view.fields.get(self.object_type, {}) for _, view in self.accounts))

    @property
    def hubspot(self) -> Connection | None:
        """For templates, to which a Pair would give either side for a name."""
        return self.accounts.hubspot.connection if self.accounts else None

    @property
    def quickbooks(self) -> Connection | None:
        return self.accounts.quickbooks.connection if self.accounts else None

    @property
    def unread(self) -> bool:
        """Nobody has asked yet what the accounts offer."""
        return not (self.specs.hubspot and self.specs.quickbooks)

    @property
    def turned(self) -> bool:
        """Whether the draft goes in another direction than the sync (A35)."""
        return self.sync is not None and self.sync.direction != self.data["direction"]

    @property
    def unsaved(self) -> bool:
        """Something was chosen that would be lost with the draft."""
        return self.draft.pk is not None and differs(self.data)

    @property
    def linked(self) -> int:
        return self.tally.stands(self.object_type).get("both", 0)

    def known_in(self, side: Side) -> int:
        found = self.tally.stands(self.object_type)
        return found.get("both", 0) + found.get(side.value, 0)

    @property
    def leads(self) -> int:
        """Contacts that would become customers if all of them were to (A4)."""
        mine = [row for row in self.tally.rows if row.object_type == self.object_type and row.stands == Side.HUBSPOT]
        return sum(row.number for row in mine if row.reason not in NO_NEW_CUSTOMER)

    def kept_out_of(self, target: Side) -> int:
        """Records of the other side that the filters in force leave out."""
        mine = [row for row in self.tally.rows if row.object_type == self.object_type and row.stands == target.other]
        return sum(row.number for row in mine if row.reason == "filter")

    def lacks(self) -> tuple[Lack, ...]:
        return lacks(self.object_type, self.data, self.accounts)
