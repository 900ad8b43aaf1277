"""No window of the vendor's overflows, and nobody waits without need (F15–F17)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.core.values import Side
from syncapp.engine.pace import WINDOWS, Pace, Window, pace_of

CALLS = st.lists(st.tuples(st.sampled_from(["read", "write", "search", "batch"]), st.floats(0, 3)), max_size=150)
THEIRS = {
    Side.HUBSPOT: (Window(5, 1.0, "search"), Window(100, 10.0)),
    Side.QUICKBOOKS: (Window(10, 1.0), Window(40, 60.0, "batch"), Window(500, 60.0)),
}


def made(side: Side, calls: list[tuple[str, float]]) -> list[tuple[str, float, float]]:
    """Kind, the moment of each call and how long it waited; between two calls somebody works for a while."""
    now, told = 0.0, []
    pace = Pace(WINDOWS[side], lambda: now)
    for kind, work in calls:
        waited = pace.take(kind)
        now += waited
        told.append((kind, now, waited))
        now += work
    return told


@pytest.mark.parametrize("side", Side)
@given(calls=CALLS)
def test_the_vendors_own_windows_never_overflow(side: Side, calls: list[tuple[str, float]]) -> None:
    told = made(side, calls)
    for window in THEIRS[side]:
        moments = [at for kind, at, _ in told if window.kind in ("", kind)]
        for first, at in enumerate(moments):
            assert sum(at <= one < at + window.seconds for one in moments[first:]) <= window.calls


@pytest.mark.parametrize("side", Side)
@given(calls=CALLS)
def test_who_waits_finds_a_window_full(side: Side, calls: list[tuple[str, float]]) -> None:
    told = made(side, calls)
    for number, (kind, at, waited) in enumerate(told):
        if waited:
            before = [(other, when) for other, when, _ in told[:number]]
            windows = [one for one in WINDOWS[side] if one.kind in ("", kind)]
            inside = [sum(at - one.seconds - 1e-6 <= when for other, when in before if one.kind in ("", other)) for one in windows]
            assert any(count >= one.calls for count, one in zip(inside, windows, strict=True))


def test_an_account_has_one_pace_whoever_calls_it() -> None:
    assert pace_of(Side.HUBSPOT, "an account of this test") is pace_of(Side.HUBSPOT, "an account of this test")
    assert pace_of(Side.HUBSPOT, "an account of this test") is not pace_of(Side.QUICKBOOKS, "an account of this test")
