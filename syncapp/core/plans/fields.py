"""The header fields of a record: what to carry over, for creation and for an update."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from syncapp.core import plan
from syncapp.core.checks import Check, Groups, decided, tell_last, told
from syncapp.core.errors import Failure
from syncapp.core.filters import Decision as Verdict
from syncapp.core.filters import Filter, answered, opens, why
from syncapp.core.mapping import FieldPair, carry
from syncapp.core.merge import Merge, merge
from syncapp.core.plan import Asked, Change, Decision, Planned, Remark, Rules, Situation
from syncapp.core.policies import unmodified
from syncapp.core.records import Record
from syncapp.core.values import Direction, Pair, Side, Value, shown
from syncapp.core.writes import Write

NOTHING: Mapping[str, Value] = {}
BOTH_CHANGED = "both_changed"
CHOSEN = "chosen by a person"
T = TypeVar("T")


def carried(record: Record, rules: Rules) -> tuple[dict[str, Value], dict[str, tuple[str, Value]]] | Failure:
    """All mapped, filled fields of `record` in the other side's names, for a creation there; and what they carry."""
    target = record.side.other
    fields: dict[str, Value] = {}
    agreed: dict[str, tuple[str, Value]] = {}
    for pair in rules.pairs:
        spec = rules.specs[target].get(pair.name(target))
        source = pair.name(record.side)
        value, own = record.values.get(source), rules.specs[record.side].get(source)
        if not pair.enabled or spec is None or spec.read_only or value is None or not _crosses(pair, target):
            continue
        if own and own.is_empty(value):
            continue
        value_there = carry(value, pair, rules.specs, to=target, zone=rules.zone)
        if isinstance(value_there, Failure):
            return value_there
        fields[pair.name(target)] = value_there
        agreed[pair.name(target)] = (source, value)
    return fields, agreed


def _crosses(pair: FieldPair, target: Side) -> bool:
    """A narrower direction holds for linked records (A3); a creation still carries the address that matches it."""
    return pair.seeds or pair.direction is None or pair.direction.reaches(target)


def merged(situation: Situation, native: Side | None = None) -> Merge:
    hubspot, quickbooks = situation.hubspot, situation.quickbooks
    return merge(
        situation.rules.pairs,
        Pair(situation.base.hubspot.values, situation.base.quickbooks.values),
        Pair(hubspot.values if hubspot else NOTHING, quickbooks.values if quickbooks else NOTHING),
        direction=situation.rules.direction,
        policy=situation.rules.policy,
        native=native,
        specs=situation.rules.specs,
        zone=situation.rules.zone,
        choices=situation.choices,
    )


def creation(side: Side, write: Write, reason: str, agreed: Mapping[str, tuple[str, Value]]) -> Planned:
    changes = tuple(Change(name, None, value) for name, value in write.fields.items())
    return Planned(side=side, write=write, reason=reason, changes=changes, agreed=agreed)


def update(situation: Situation, result: Merge, side: Side, reason: str) -> Planned | None:
    """The write that carries `result`'s changes to `side`; None where there are none."""
    record = situation.quickbooks if side is Side.QUICKBOOKS else situation.hubspot
    fields = result.changes[side]
    if not fields or record is None:
        return None
    return Planned(
        side=side,
        write=Write(
            entity=record.type.value,
            action="update",
            id=record.id,
            version=record.version,
            fields=fields,
            raw=record.raw if side is Side.QUICKBOOKS else None,
        ),
        reason=_why(result, side, reason),
        changes=tuple(Change(name, record.values.get(name), value) for name, value in fields.items()),
        agreed=result.agreed[side],
    )


def _why(result: Merge, side: Side, reason: str) -> str:
    """B4: who reads the history must see that it was no rule of ours."""
    chosen = result.by_person[side]
    if not chosen:
        return reason
    return CHOSEN if chosen >= result.changes[side].keys() else f"{reason}, and {CHOSEN}"


def given_back(situation: Situation, result: Merge, side: Side) -> Merge | Failure:
    """`result` with what `side` changed of the other's fields turned into changes that give it the owner's values back."""
    fields, agreed = dict(result.changes[side]), dict(result.agreed[side])
    for one in result.violations:
        if one.side is side:
            value = carry(one.owner_value, one.pair, situation.rules.specs, to=side, zone=situation.rules.zone)
            if isinstance(value, Failure):
                return value
            fields[one.pair.name(side)] = value
            agreed[one.pair.name(side)] = (one.pair.name(side.other), one.owner_value)
    return replace(
        result,
        changes=_with(result.changes, side, fields),
        agreed=_with(result.agreed, side, agreed),
        violations=tuple(one for one in result.violations if one.side is not side),
    )


def _with(pair: Pair[T], side: Side, value: T) -> Pair[T]:
    return Pair(value, pair.quickbooks) if side is Side.HUBSPOT else Pair(pair.hubspot, value)


def remarks_of(result: Merge) -> tuple[Remark, ...]:
    cleared = tuple(Remark("cleared", {"field": one.pair.name(one.side)}) for one in result.cleared)
    resolved = tuple(
        Remark("conflict_resolved", {"field": one.pair.hubspot, "chosen": one.chosen.label})
        for one in result.conflicts
        if one.chosen and not one.by_person
    )
    kept_back = tuple(Remark("not_sent", {"field": one.pair.name(one.side)}) for one in result.withheld if one.edited)
    return cleared + resolved + kept_back


def left_open(decision: Decision, result: Merge) -> Decision:
    """Where nothing is left to write: what stays unequal is not agreed by that, and what people are asked keeps the
    record from being in sync (B4); nothing else does."""
    withheld, asked = tuple(one.pair for one in result.withheld), result.undecided
    if decision.status != "syncing" or not asked:
        return replace(decision, withheld=withheld)
    told = {"field": ", ".join(one.pair.hubspot for one in asked)}
    if len(asked) == 1:
        told |= {side.value: str(shown(value) or "") for side, value in Pair(asked[0].hubspot, asked[0].quickbooks)}
    return replace(plan.failing(Failure(BOTH_CHANGED, told)), conflicts=decision.conflicts, withheld=withheld)


def gone(situation: Situation) -> Decision | None:
    """A11: deletions never travel."""
    if situation.hubspot is None and situation.quickbooks is None:
        return plan.excluded("deleted")
    if situation.hubspot is None:
        return plan.failing(Failure("deleted_in_hubspot"))
    if situation.quickbooks is None:
        return plan.failing(Failure("deleted_in_quickbooks"))
    return None


def linked_fields(situation: Situation) -> Decision:
    """A linked record that is nothing but its fields: a contact, a product."""
    return decided(LINKED, situation)


def _equal(situation: Situation) -> Decision:
    result = merged(situation)
    if stop := told("fields", next((failure for _, failure in result.failures), None)):
        return stop
    planned = tuple(
        one
        for side in Side
        if situation.rules.direction.reaches(side)
        and (one := update(situation, result, side, _because(situation, side.other)))
    )
    if planned:
        return plan.write(*planned, remarks=remarks_of(result), conflicts=result.conflicts)
    return tell_last("changes", left_open(plan.settled(*remarks_of(result), conflicts=result.conflicts), result))


def _because(situation: Situation, source: Side) -> str:
    """What was never equal was not changed: it has just been found on both sides."""
    return f"changed in {source.label}" if situation.base[source].values else f"now linked: {source.label} data is used"


def reaches(direction: Direction, side: Side) -> Decision | None:
    return None if direction.reaches(side) else plan.excluded("direction", target=side.label)


def filtered(situation: Situation, record: Record, target: Side) -> Decision | None:
    """A14: filters decide entry."""
    rules = situation.rules
    chosen = rules.filters.get(target)
    if situation.asked is Asked.RECREATE or chosen is None:
        return None
    if (verdict := _verdict(situation, chosen, record)).passed:
        return None
    day = opens(chosen, record.values, situation.associated, rules.today, rules.zone)
    return plan.excluded("filter", filter=verdict.sentence, **({"opens": day.isoformat()} if day else {}))


def criteria(situation: Situation, record: Record, target: Side) -> Groups:
    """What the filter asks of this record, for people: criterion by criterion."""
    rules, side = situation.rules, target.other
    chosen = rules.filters.get(target)
    specs, others = rules.specs[side], rules.fields[side]
    return (
        answered(
            chosen, record.values, situation.associated, rules.today,
            specs=specs, associated_specs=others, zone=rules.zone,
        )
        if chosen
        else ()
    )  # fmt: skip


def stopped(situation: Situation) -> Decision | None:
    """A14, where that is chosen: a linked record that no longer matches the filter by which it came stops.

    One that was found on both sides came by either. What may be half done is finished first. Its bases stay as they
    are, so that whatever changes meanwhile is a change when it matches again.
    """
    rules = situation.rules
    if not situation.linked or situation.writing or situation.wanted:
        return None
    for target in rules.stops:
        record = situation.hubspot if target is Side.QUICKBOOKS else situation.quickbooks
        chosen = rules.filters.get(target)
        if situation.native is target or not rules.direction.reaches(target) or chosen is None:
            continue
        if record is None:
            if situation.stopped is not None:
                return plan.excluded(plan.STOPPED, **situation.stopped)
            continue
        if not (verdict := _verdict(situation, chosen, record)).passed:
            return plan.excluded(plan.STOPPED, filter=verdict.sentence)
    return None


def _verdict(situation: Situation, chosen: Filter, record: Record) -> Verdict:
    """With fields by the names that people know."""
    rules, side = situation.rules, record.side
    return why(
        chosen, record.values, situation.associated, rules.today,
        specs=rules.specs[side], associated_specs=rules.fields[side], zone=rules.zone,
    )  # fmt: skip


def made_while_off(situation: Situation, record: Record) -> Decision | None:
    """A16: what was made or changed while the sync was off stays, until it is changed again or needed."""
    if situation.needed or not unmodified(record, situation.held, situation.rules.pairs):
        return None
    return plan.excluded("made_while_off")


LINKED: tuple[Check[Situation], ...] = (
    Check("stopped", stopped),
    Check("deleted", gone),
    Check("equal", _equal, parts=("fields", "changes")),
)
