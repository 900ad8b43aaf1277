"""“Why not?” (B18): every check of one record, passed, deciding or not reached, with the value that it looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from syncapp.core.catalogue.checks import CHECKS
from syncapp.core.checks import Step
from syncapp.core.errors import EXCLUDED, in_words
from syncapp.core.filters import Answered
from syncapp.core.plans.paths import AFTER, BEFORE
from syncapp.core.values import ObjectType, Side, clean_text, email_key, name_key, number_key, sku_key
from syncapp.engine.explain import Explained
from syncapp.queries.counts import Cell, Row, Tally, by_object
from syncapp.queries.records import found_by
from syncapp.queries.states import State, state_of
from syncapp.queries.why import Why, why
from syncapp.storage.models import HELD, MatchKey, SyncRecord, Workspace

SHOWN = 12
HEAVY = (*HELD, "floor", "vendor_text")
PASSED, DECIDES = "passed", "decides"


@dataclass(frozen=True)
class Asked:
    """One check as it is shown."""

    title: str
    mark: str
    held: str = ""
    groups: Sequence[Sequence[Answered]] = ()

    @property
    def decides(self) -> bool:
        return self.mark == DECIDES

    @property
    def is_passed(self) -> bool:
        return self.mark == PASSED


@dataclass(frozen=True)
class Part:
    """Some checks under one heading; those that were not reached stand apart."""

    heading: str
    checks: Sequence[Asked]
    told: str = ""  # all of them in one sentence, where none is worth a line


@dataclass
class WhyNot:
    """What the page shows of one record, as it stands by what both systems hold now."""

    explained: Explained
    tally: Tally

    @property
    def record(self) -> SyncRecord:
        return self.explained.row

    @cached_property
    def state(self) -> State:
        return state_of(self.record, self.tally.off)

    @property
    def nothing_read(self) -> bool:
        """It is known here already what decides it."""
        deciding = self.explained.deciding
        return deciding is not None and deciding.name in ("set_up", "connected", "paused", "ignored")

    @cached_property
    def why(self) -> Why | None:
        """What decides it, in the words that its own page has."""
        deciding = self.explained.deciding
        if deciding is not None and deciding.stop:
            return Why(_STOPPED[deciding.name], deciding.stop, fix=_FIXES.get(deciding.name, ""))
        return why(self.record, self.state) if deciding is not None or self.state is State.REMARK else None

    @property
    def way(self) -> str:
        """Which way it goes, or what keeps the two equal."""
        return way_of(self.record)

    @property
    def would(self) -> list[str]:
        """What the next run writes: `created in QuickBooks Online`."""
        return [
            f"{_DONE.get(one['action'], one['action'])} in {Side(one['system']).label}" for one in self.explained.goes
        ]

    @cached_property
    def parts(self) -> list[Part]:
        deciding, checks = self.explained.deciding, dict(self._checks)
        before = [checks[name] for name in BEFORE if name in checks]
        # Of what is not to be written nobody asks whether it could be.
        writes = self.explained.goes or (deciding is not None and deciding.name in AFTER)
        after = [checks[name] for name in AFTER if name in checks] if writes else []
        rules = [asked for name, asked in self._checks if name not in (*BEFORE, *AFTER)]
        looked_at = all(one.is_passed for one in before)
        heading = "What keeps the two equal" if self.record.linked else f"Whether it may go: {self.way}"
        parts = [
            Part("Whether it is looked at", [] if looked_at else before, _LOOKED_AT if looked_at else ""),
            Part(heading, rules),
            Part("Whether it can be written now", after),
        ]
        return [part for part in parts if part.checks or part.told]

    @cached_property
    def not_reached(self) -> list[str]:
        """What would have been asked besides, had nothing decided before."""
        deciding = self.explained.deciding
        if deciding is None:
            return []
        order = self.explained.order
        later = order[order.index(deciding.name) + 1 :] if deciding.name in order else ()
        asked = {step.name for step in self.explained.steps}
        return [CHECKS[name] for name in later if name not in asked and name not in _SELDOM]

    @property
    def _checks(self) -> list[tuple[str, Asked]]:
        deciding = self.explained.deciding
        place = {name: number for number, name in enumerate(self.explained.order)}
        steps = sorted(self.explained.steps, key=lambda step: place.get(step.name, len(place)))
        return [(step.name, _asked(step, step is deciding)) for step in steps]


_LOOKED_AT = "Its sync is on, both accounts are connected, nobody has ignored it, and it can be read on either side."
_STOPPED = {
    "set_up": "It does not sync",
    "connected": "An account is not connected",
    "paused": "Everything is paused",
    "answer": "The answer to a write is missing",
    "read": "It is not there any more",
}
_FIXES = {"connected": "reconnect"}
_DONE = {"create": "created", "update": "changed", "void": "voided", "delete": "deleted"}
_SELDOM = ("inactive", "making", "parts", "guard", "sent")  # asked of few: that they were not is no news


def _asked(step: Step, decides: bool) -> Asked:
    title = _STOPPED[step.name] if step.stop else CHECKS[step.name]
    return Asked(title, DECIDES if decides else PASSED, in_words_all(step.held), step.groups)


def in_words_all(held: str) -> str:
    """Money and days as they are written everywhere else."""
    return "; ".join(in_words(part) for part in held.split("; ")) if held else ""


def way_of(record: SyncRecord) -> str:
    if record.linked:
        return f"HubSpot and QuickBooks Online, made in {_made_in(record).label}"
    here = Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
    return f"{here.label} → {here.other.label}"


def _made_in(record: SyncRecord) -> Side:
    return Side.QUICKBOOKS if record.origin == Side.QUICKBOOKS else Side.HUBSPOT


# -- where it begins -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeftOut:
    """Records that one rule keeps out."""

    code: str
    text: str
    parts: Mapping[ObjectType, Cell]
    number: int


def left_out(tally: Tally) -> list[LeftOut]:
    """By rule, the rule with the most first: where the question most often begins."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in tally.rows:
        if row.state is State.EXCLUDED:
            rows[row.reason].append(row)
    told = [
        LeftOut(code, EXCLUDED.get(code, code), by_object(some), sum(one.number for one in some))
        for code, some in rows.items()
    ]
    return sorted(told, key=lambda one: (-one.number, one.code))


# -- what was typed ------------------------------------------------------------------------------------------------


def found(workspace: Workspace, text: str) -> list[SyncRecord]:
    """The records that a number, name, address, SKU or link means; one that is meant exactly stands alone."""
    text = clean_text(text) or ""
    if not text:
        return []
    stored = SyncRecord.objects.filter(workspace=workspace).select_related(
        "workspace", "waiting_on", "invoice", "customer"
    )
    rows = list(stored.filter(pk__in=_keys(workspace, text)).defer(*HEAVY).order_by("-pk"))
    if not rows and text.startswith("#"):  # as people write a number
        return found(workspace, text.lstrip("#"))
    exact = [row for row in rows if name_key(text) in (name_key(row.number), name_key(row.label))]
    return exact if len(exact) == 1 else rows


def _keys(workspace: Workspace, text: str) -> list[int]:
    by_key = MatchKey.objects.filter(
        workspace=workspace, key__in=[f"number:{number_key(text)}", f"sku:{sku_key(text)}", f"email:{email_key(text)}"]
    )
    keys = list(by_key.values_list("record_id", flat=True)[:SHOWN])
    keys += list(found_by(workspace, text).order_by("-pk").values_list("pk", flat=True)[: SHOWN - len(keys)])
    return keys
