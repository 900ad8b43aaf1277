"""What somebody may do, by name, with what it takes: each becomes a rule of the machine (machine.py).

A move is a function of the ring and of arguments that hypothesis draws, so that an example is printed as calls of
moves with everything they need, and plays again as it stands. Where a record is meant, `which` counts among those
that are at hand at that moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]
which = st.integers(0, 11)


class Nothing(Exception):
    """A move for which there is nothing at hand."""


@dataclass(frozen=True)
class Move:
    function: Callable[..., None]
    arguments: dict[str, Strategy]


MOVES: dict[str, Move] = {}


def move(**arguments: Strategy) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """One thing that somebody may do, and what each of its arguments may be."""

    def keep(function: Callable[..., None]) -> Callable[..., None]:
        MOVES[function.__name__] = Move(function, arguments)
        return function

    return keep


def one_field(**values: Any) -> Strategy:
    """Another value for one of these fields."""
    return st.one_of([st.fixed_dictionaries({name: among(options)}) for name, options in values.items()])


def among(options: Any) -> Strategy:
    return options if isinstance(options, st.SearchStrategy) else st.sampled_from(options)


def with_some(required: dict[str, Any], **optional: Any) -> Strategy:
    """A dictionary that has all of the first and any of the others."""
    return st.fixed_dictionaries(
        {name: among(options) for name, options in required.items()},
        optional={name: among(options) for name, options in optional.items()},
    )


def any_of(names: tuple[str, ...]) -> Strategy:
    """One of these moves with its arguments, for others to play: name and arguments."""
    return st.sampled_from(names).flatmap(
        lambda name: st.tuples(st.just(name), st.fixed_dictionaries(MOVES[name].arguments))
    )
