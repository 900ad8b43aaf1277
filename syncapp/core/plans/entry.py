"""What every record is asked before it is made on the other side: matching, direction, filter, what was held back."""

from __future__ import annotations

from collections.abc import Callable

from syncapp.core import plan
from syncapp.core.checks import Check
from syncapp.core.errors import Failure
from syncapp.core.plan import Decision, Situation
from syncapp.core.plans import fields as header
from syncapp.core.records import Record
from syncapp.core.values import Direction, Side

_WAYS = {
    Direction.TWO_WAY: "both ways",
    Direction.TO_HUBSPOT: "only to HubSpot",
    Direction.TO_QUICKBOOKS: "only to QuickBooks Online",
}


def whole(situation: Situation) -> Record:
    """The record that stands alone on its side."""
    record = situation.hubspot or situation.quickbooks
    assert record is not None
    return record


def _copy(situation: Situation) -> Decision | None:
    """Our mark and no original: that was deleted in QuickBooks."""
    marked = whole(situation).key and not situation.in_question
    return plan.failing(Failure("deleted_in_quickbooks")) if marked else None


def _in_question(situation: Situation) -> Decision | None:
    return plan.failing(situation.in_question[0]) if situation.in_question else None


COPY = Check("copy", _copy)
MATCH = Check("match", _in_question)


def direction(target: Side) -> Check[Situation]:
    return Check(
        "direction",
        lambda situation: header.reaches(situation.rules.direction, target),
        held=lambda situation: _WAYS[situation.rules.direction],
    )


def filtered(
    target: Side,
    decide: Callable[[Situation, Record, Side], Decision | None] = header.filtered,
    when: Callable[[Situation], bool] = lambda _: True,
) -> Check[Situation]:
    """A14. `decide`: where a record that does not pass is told something of its own."""
    return Check(
        "filter",
        lambda situation: decide(situation, whole(situation), target),
        held=lambda situation: "" if situation.rules.filters.get(target) else "no filter",
        groups=lambda situation: header.criteria(situation, whole(situation), target),
        when=when,
    )


def held_back(when: Callable[[Situation], bool] = lambda _: True) -> Check[Situation]:
    """A16."""
    return Check("off", lambda situation: header.made_while_off(situation, whole(situation)), when=when)


def unless_wanted(situation: Situation) -> bool:
    """A person has said that it crosses: what only keeps records out is not asked."""
    return not situation.wanted
