"""The stops before a write that look at more than one record: too much would end at once, or a side seems empty.

What the rules of a single record refuse stands in `core/plans/`; another account than the connected one is refused
where the accounts are read (`wrong_account`). Each stop here has a sentence for people and a name, under which a
person lets it pass: of a record as its `Approval`, of a run that stopped for the next run alone (`engine/writing/guard.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from syncapp.core.plan import Approval, Planned

ENDINGS_ALWAYS, ENDINGS_PERCENT = 10, 5  # so many voids or deletions of one object ask nobody
ENDINGS_WITHIN = timedelta(hours=24)  # a mass deletion comes in slices, one a poll
EMPTY_ALARM = 10  # so many linked records and not one of them found: the side is not to be believed


@dataclass(frozen=True)
class Guard:
    """`name` is what a person approves; `sentence` says what would happen and how much is usual."""

    name: str
    sentence: str

    def text(self, **figures: object) -> str:
        return self.sentence.format(**figures)


MANY_VOIDS = Guard(
    "many_voids",
    "{count} {objects} would be voided within 24 hours. More than {limit} wait until somebody approves them.",
)
MANY_DELETIONS = Guard(
    "many_deletions",
    "{count} {objects} would be deleted within 24 hours. More than {limit} wait until somebody approves them.",
)
EMPTY_SIDE = Guard(
    "empty_side",
    "{system} answers that it has no {objects} at all. Nothing was changed. {count} of them are linked, so this is not believed.",
)

_ENDING = {"void": MANY_VOIDS, "delete": MANY_DELETIONS}
ENDINGS = tuple(_ENDING)


def most_endings(linked: int) -> int:
    """How many of the linked records of one object may end within 24 hours unasked (F98, I13)."""
    return max(ENDINGS_ALWAYS, linked * ENDINGS_PERCENT // 100)


def ending(entity: str, planned: Iterable[Planned]) -> Guard | None:
    """The guard that watches these writes, if they end the record itself; its lines are a change of it."""
    actions = (one.write.action for one in planned if one.write.entity == entity)
    return next((_ENDING[action] for action in actions if action in _ENDING), None)


def asked(guard: Guard, entity: str, planned: Iterable[Planned]) -> Approval:
    """What a person would approve: to end this record as it is now there."""
    ended = next(one for one in planned if one.write.entity == entity and one.write.action in _ENDING)
    was = ", ".join(f"{change.field} {change.before}" for change in ended.changes)
    return Approval(guard.name, f"{ended.write.id}@{ended.write.version} {was}".strip())


def passes(wanted: Approval, given: Approval | None) -> bool:
    """Whoever has approved the void of a record need not approve it twice (A10)."""
    return given == wanted or bool(given and given.what == "void" and wanted.what == MANY_VOIDS.name)
