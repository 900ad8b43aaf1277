"""Three-way merge of the mapped fields of one linked pair, with a base of its own for each side.

For every enabled pair of fields, in this order:

1. A field that was not read on a side (its key is missing) is left alone.
2. Equal on both sides, by carrying either value over: agreed, whatever it was before.
3. Without base (first link, new mapping): one empty → the other fills it; else the owner or the policy wins. Of a pair
   that holds from now on (A13), linked records have got a base before (engine/setup/from_now.py).
4. The side that does not own the field changed it: a violation. Nothing is written, nothing overwritten.
5. A clearing never blanks the other side unless the pair says so (A13): it is taken into that side's base.
6. One side changed → it is carried over. Both changed → what a person has chosen for these two values, else the
   policy wins, and the conflict is recorded. Under "Ask me" nothing is written of a field for which nobody has chosen.

What a person has chosen instead of what was taken before is put in place on its own side first, as if it had been
entered there again; step 6 then carries it over.

A side that the direction, the pair, its types or a read-only flag do not let us write to is never written; a
change made on the other one is left alone until that side changes. Where the direction keeps it back, it is not agreed
either: it goes over once the direction is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from types import MappingProxyType

from syncapp.core.errors import Failure
from syncapp.core.mapping import FieldPair, Specs, agree, carry, targets
from syncapp.core.values import Direction, Pair, Policy, Side, Value

Values = Mapping[str, Value]


@dataclass(frozen=True)
class FieldConflict:
    """Both sides changed what both may change; `chosen` is the side whose value goes over, None while a person is asked."""

    pair: FieldPair
    base: Pair[Value]
    hubspot: Value
    quickbooks: Value
    chosen: Side | None
    by_person: bool = False


@dataclass(frozen=True)
class Choice:
    """A person wants `value`, which is `side`'s, in one field; it holds only while both sides hold what was `seen`."""

    side: Side
    seen: Pair[Value]
    value: Value


NONE_CHOSEN: Mapping[str, Choice] = MappingProxyType({})
NONE_WRITTEN: Pair[frozenset[str]] = Pair(frozenset(), frozenset())


@dataclass(frozen=True)
class Violation:
    """`side` changed a field that belongs to the other: from its `base` to `now`; the owner holds `owner_value`."""

    pair: FieldPair
    side: Side
    base: Value
    now: Value
    owner_value: Value


@dataclass(frozen=True)
class Cleared:
    """`side` was emptied; the other side keeps its value (A13)."""

    pair: FieldPair
    side: Side

    def __str__(self) -> str:
        return self.pair.name(self.side)


@dataclass(frozen=True)
class Withheld:
    """`side` holds something else than the other, and the sync does not go that way: nothing of it is agreed.

    `edited`: since both last agreed; else the two were never equal.
    """

    pair: FieldPair
    side: Side
    edited: bool


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What to write on each side, in its own field names, and all that a person must know about it.

    `settled` is base to store even where nothing is written: values that are agreed, and clearings. `agreed` tells
    for each field that is written which field and value of the other side it carries: once the write is done, that
    value and the one that the target answered with are the new bases.
    """

    changes: Pair[dict[str, Value]]
    agreed: Pair[dict[str, tuple[str, Value]]]
    settled: Pair[dict[str, Value]]
    conflicts: tuple[FieldConflict, ...] = ()
    violations: tuple[Violation, ...] = ()
    failures: tuple[tuple[FieldPair, Failure], ...] = ()
    cleared: tuple[Cleared, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    by_person: Pair[frozenset[str]] = NONE_WRITTEN  # fields that are written because a person chose so

    @property
    def undecided(self) -> tuple[FieldConflict, ...]:
        """What a person is asked."""
        return tuple(one for one in self.conflicts if one.chosen is None)

    @property
    def quiet(self) -> bool:
        """Nothing to write and nothing in the way."""
        written = self.changes.hubspot or self.changes.quickbooks
        return not (written or self.violations or self.failures or self.undecided)


def merge(
    pairs: Iterable[FieldPair],
    base: Pair[Values],
    now: Pair[Values],
    *,
    direction: Direction,
    policy: Policy,
    native: Side | None,
    specs: Specs,
    zone: tzinfo = UTC,
    choices: Mapping[str, Choice] = NONE_CHOSEN,
) -> Merge:
    """The plan for the header fields of one linked pair; see the module's numbered steps. `choices`: by key of a pair."""
    work = _Merging(base, now, direction, policy, native, specs, zone, choices)
    for pair in pairs:
        if pair.enabled and pair.hubspot in now.hubspot and pair.quickbooks in now.quickbooks:
            _Field(work, pair).decide()
    return work.result()


@dataclass
class _Merging:
    base: Pair[Values]
    now: Pair[Values]
    direction: Direction
    policy: Policy
    native: Side | None
    specs: Specs
    zone: tzinfo
    choices: Mapping[str, Choice]
    changes: Pair[dict[str, Value]] = field(default_factory=lambda: Pair({}, {}))
    agreed: Pair[dict[str, tuple[str, Value]]] = field(default_factory=lambda: Pair({}, {}))
    settled: Pair[dict[str, Value]] = field(default_factory=lambda: Pair({}, {}))
    conflicts: list[FieldConflict] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    failures: list[tuple[FieldPair, Failure]] = field(default_factory=list)
    cleared: list[Cleared] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    by_person: Pair[set[str]] = field(default_factory=lambda: Pair(set(), set()))

    def result(self) -> Merge:
        return Merge(
            changes=self.changes,
            agreed=self.agreed,
            settled=self.settled,
            conflicts=tuple(self.conflicts),
            violations=tuple(self.violations),
            failures=tuple(self.failures),
            cleared=tuple(self.cleared),
            withheld=tuple(self.withheld),
            by_person=Pair(*(frozenset(names) for _, names in self.by_person)),
        )


class _Field:
    """One pair of fields on its way through the steps."""

    def __init__(self, work: _Merging, pair: FieldPair) -> None:
        self.work = work
        self.pair = pair
        self.owner = pair.owner(work.native)
        self.open = targets(pair, work.direction, work.specs) - {self.owner}
        self.now: Pair[Value] = Pair(work.now.hubspot[pair.hubspot], work.now.quickbooks[pair.quickbooks])
        self.known = all(pair.name(side) in work.base[side] for side in Side)
        self.base: Pair[Value] = Pair(work.base.hubspot.get(pair.hubspot), work.base.quickbooks.get(pair.quickbooks))
        self.choice = self._standing(work.choices.get(pair.key))

    def _standing(self, choice: Choice | None) -> Choice | None:
        """It stands for what was shown, and where either value could go over."""
        return choice if choice and choice.seen == self.now and len(self.open) == len(Side) else None

    def decide(self) -> None:
        if self.choice and self.now[self.choice.side] != self.choice.value:
            self._put(self.choice)
        elif self._equal():
            self._settle_both()
        elif not self.known:
            self._first()
        else:
            self._again()

    def _first(self) -> None:
        """No base: nobody is known to have changed anything, so what is there is kept where it can be."""
        filled = [side for side in Side if self.now[side] is not None]
        if len(filled) == 1:
            self._send(filled[0])
            return
        self._lead()

    def _again(self) -> None:
        changed = [side for side in Side if self.now[side] != self.base[side]]
        trespasser = self.owner.other if self.owner else None
        if trespasser in changed:
            self._violation(trespasser)
            return
        emptied = [side for side in changed if self._keeps(side)]
        for side in emptied:
            self.work.cleared.append(Cleared(self.pair, side))
            self._settle(side)
        senders = [side for side in changed if side not in emptied]
        if len(senders) == 2:
            self._lead()
        elif senders:
            self._send(senders[0])

    def _lead(self) -> None:
        """Two different values: the source of a one-way field leads (the owner is one), else the policy decides."""
        if len(self.open) == 1:
            self._send(next(iter(self.open)).other)
        elif self.open:
            winner = self.choice.side if self.choice else self.work.policy.winner
            if winner is None or (self._send(winner) and not self._remapped):
                self._conflict(winner)

    @property
    def _remapped(self) -> bool:
        """One side's base was taken away, because its values stand for others now (A13, B33): nobody edited anything."""
        return not self.known and any(self.pair.name(side) in self.work.base[side] for side in Side)

    def _put(self, choice: Choice) -> None:
        """As if a person had entered it there again; nothing is agreed by it."""
        self._write(choice.side, choice.value)

    def _keeps(self, side: Side) -> bool:
        """This side is empty, and the other, which could be written, keeps its value."""
        if self.now[side] is not None or side.other not in self.open:
            return False
        target = self.work.specs.other(side).get(self.pair.name(side.other))
        return not self.pair.blank_means_blank or (target is not None and (target.required or not target.clearable))

    def _carried(self, to: Side) -> Value | Failure:
        return carry(self.now.other(to), self.pair, self.work.specs, to, self.work.zone)

    def _equal(self) -> bool:
        if self.now.hubspot is None or self.now.quickbooks is None:
            return all(self._empty(side) for side in Side)
        return agree(self.now, self.pair, self.work.specs, self.work.zone)

    def _empty(self, side: Side) -> bool:
        spec = self.work.specs[side].get(self.pair.name(side))
        return spec.is_empty(self.now[side]) if spec else self.now[side] is None

    def _send(self, source: Side) -> bool:
        target = source.other
        if target not in self.open:
            if not self.work.direction.reaches(target):
                self.work.withheld.append(Withheld(self.pair, source, edited=self.known))
            return False
        value = self._carried(target)
        if isinstance(value, Failure):
            self.work.failures.append((self.pair, value))
            return False
        self._write(target, value)
        self.work.agreed[target][self.pair.name(target)] = (self.pair.name(source), self.now[source])
        return True

    def _write(self, target: Side, value: Value) -> None:
        name = self.pair.name(target)
        self.work.changes[target][name] = value
        if self.choice:
            self.work.by_person[target].add(name)

    def _settle_both(self) -> None:
        for side in Side:
            self._settle(side)

    def _settle(self, side: Side) -> None:
        self.work.settled[side][self.pair.name(side)] = self.now[side]

    def _conflict(self, chosen: Side | None) -> None:
        by_person = self.choice is not None
        conflict = FieldConflict(self.pair, self.base, self.now.hubspot, self.now.quickbooks, chosen, by_person)
        self.work.conflicts.append(conflict)

    def _violation(self, side: Side) -> None:
        violation = Violation(self.pair, side, self.base[side], self.now[side], self.now.other(side))
        self.work.violations.append(violation)
