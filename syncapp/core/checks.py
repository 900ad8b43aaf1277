"""The checks that a record goes through, in the order in which the rules ask them (B18).

A rule states its checks as a sequence and `first` asks one after the other until one decides. Whoever listens is told
each check that was asked, with the value that it looked at: a page that explains a record shows what the engine did,
and no copy of it. Listening changes no decision, and nobody listens in a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, TypeVar

from syncapp.core.errors import Failure
from syncapp.core.filters import Answered
from syncapp.core.plan import Decision, failing

S = TypeVar("S", contravariant=True)
Groups = Sequence[Sequence[Answered]]


@dataclass(frozen=True)
class Step:
    """One check that was asked; it passed where it decided nothing, or that the record is in sync."""

    name: str
    decision: Decision | None = None
    stop: str = ""  # why it is not looked at at all, where no rule decides that
    held: str = ""  # the value that it looked at, for people
    groups: Groups = ()  # of a filter: what each criterion asks, and what the record holds

    @property
    def passed(self) -> bool:
        return not self.stop and (self.decision is None or self.decision.status in ("syncing", "write"))


def _always(_: object) -> bool:
    return True


def _nothing(_: object) -> str:
    return ""


def _no_criteria(_: object) -> Groups:
    return ()


@dataclass(frozen=True)
class Check(Generic[S]):
    """`decide` says where the record stands, or None: it passes. Where `when` does not hold, it is not asked.

    `parts`: what the last check of a sequence tells of itself while it decides (`told`), in its order.
    """

    name: str
    decide: Callable[[S], Decision | None]
    held: Callable[[S], str] = _nothing
    groups: Callable[[S], Groups] = _no_criteria
    when: Callable[[S], bool] = _always
    parts: tuple[str, ...] = ()

    def ask(self, situation: S) -> Decision | None:
        if not self.when(situation):
            return None
        decision = self.decide(situation)
        if (steps := _listener.get()) is not None and not self.parts:
            held, groups = self.held(situation), self.groups(situation)
            steps.append(Step(self.name, decision, held=held, groups=groups))
        return decision


def first(checks: Sequence[Check[S]], situation: S) -> Decision | None:
    """What the first check that decides says; None where all pass."""
    for check in checks:
        if (decision := check.ask(situation)) is not None:
            return decision
    return None


def decided(checks: Sequence[Check[S]], situation: S) -> Decision:
    """The same of a sequence whose last check decides in any case."""
    decision = first(checks, situation)
    assert decision is not None
    return decision


def names(*checks: Check[S]) -> tuple[str, ...]:
    """In their order, each once: what is asked at two places stands at the later one."""
    told = [name for check in checks for name in (check.parts or (check.name,))]
    return tuple(name for place, name in enumerate(told) if name not in told[place + 1 :])


def tell(name: str, decision: Decision | None = None, held: str = "") -> Decision | None:
    """To whoever listens, from within a decision that is no sequence; gives `decision` back."""
    if (steps := _listener.get()) is not None:
        steps.append(Step(name, decision, held=held))
    return decision


def told(name: str, result: object, held: str = "") -> Decision | None:
    """The same of a result that is a Failure where the check is not passed."""
    return tell(name, failing(result) if isinstance(result, Failure) else None, held)


def tell_last(name: str, decision: Decision, held: str = "") -> Decision:
    """The same of the check that decides in any case."""
    tell(name, decision, held)
    return decision


_listener: ContextVar[list[Step] | None] = ContextVar("listener", default=None)


@contextmanager
def listening(steps: list[Step] | None) -> Iterator[None]:
    """Each check that is asked inside is added to `steps`; None: nobody listens."""
    token = _listener.set(steps)
    try:
        yield
    finally:
        _listener.reset(token)
