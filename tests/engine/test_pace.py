"""No window of the vendor's overflows whoever calls, and nobody waits without need (F15–F17)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.core.values import Side
from syncapp.engine.access.pace import Allowance, Block, Window, allowance, kept, reserved

KINDS = ["read", "write", "search", "batch"]
CALLS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(KINDS), st.integers(1, 10), st.floats(0, 3)), max_size=60)
APPS = {
    "public": (allowance(Side.HUBSPOT, private=False, edition=""), (Window(5, 1.0, "search"), Window(110, 10.0))),
    "private": (allowance(Side.HUBSPOT, private=True, edition="free"), (Window(5, 1.0, "search"), Window(100, 10.0))),
    "professional": (
        allowance(Side.HUBSPOT, private=True, edition="professional"),
        (Window(5, 1.0, "search"), Window(190, 10.0)),
    ),
    "quickbooks": (
        allowance(Side.QUICKBOOKS, private=False, edition=""),
        (Window(10, 1.0), Window(40, 60.0, "batch"), Window(500, 60.0)),
    ),
}
EACH = pytest.mark.parametrize("app", APPS)


@EACH
@given(calls=CALLS)
def test_the_vendors_own_windows_never_overflow(app: str, calls: list[tuple[int, str, int, float]]) -> None:
    """Three processes reserve in turn; each makes its calls at once, or as late as its block lets it."""
    allowed, theirs = APPS[app]
    now, blocks, made = 1000.0, list[Block](), list[tuple[str, float]]()
    for who, kind, most, pause in calls:
        now += pause
        begins, block = reserved(
            allowed, kept(allowed, blocks, now), str(len(blocks)), allowed.kind_of(kind), most, now
        )
        assert 1 <= block.calls <= most
        assert now <= begins <= block.ends
        blocks = [*kept(allowed, blocks, now), block]
        made += [(kind, block.ends if who else begins)] * block.calls
    for window in theirs:
        moments = sorted(at for kind, at in made if window.counts(kind))
        for first, at in enumerate(moments):
            assert sum(one < at + window.seconds for one in moments[first:]) <= window.calls


@EACH
def test_who_has_an_account_to_himself_loses_little(app: str) -> None:
    """A full minute of calls, each answered at once, against what the vendor would have taken."""
    allowed, theirs = APPS[app]
    begun = now = 1000.0
    blocks, made = list[Block](), 0
    while now < begun + 60:
        begins, block = reserved(allowed, kept(allowed, blocks, now), str(made), "", allowed.block(""), now)
        now, made = begins + 0.005 * block.calls, made + block.calls
        blocks = [*kept(allowed, blocks, begins), Block(block.owner, "", block.calls, now)]
    most = min(window.calls * 60 / window.seconds for window in theirs if not window.kind)
    assert made >= 0.75 * most


def test_nobody_waits_for_calls_that_lie_long_enough_ago() -> None:
    allowed = Allowance((Window(2, 1.0),))
    blocks = [Block("a", "", 1, 99.0), Block("b", "", 1, 99.5)]
    assert reserved(allowed, blocks, "c", "", 5, 100.0) == (100.0, Block("c", "", 1, 101.0))
    assert reserved(allowed, [*blocks, Block("c", "", 1, 100.0)], "d", "", 5, 100.0)[0] == 100.5


def test_a_search_and_a_read_are_told_apart_where_a_window_does() -> None:
    allowed, _ = APPS["public"]
    full = [Block("a", "search", 5, 100.0)]
    assert reserved(allowed, full, "b", "search", 1, 100.0)[0] > 100
    assert reserved(allowed, full, "b", "", 1, 100.0)[0] == 100
    assert [allowed.kind_of(kind) for kind in KINDS] == ["", "", "search", ""]
    assert [APPS["quickbooks"][0].kind_of(kind) for kind in KINDS] == ["", "", "", "batch"]


def test_what_is_kept_stays_small() -> None:
    allowed, _ = APPS["quickbooks"]
    blocks = list[Block]()
    for number in range(480):
        blocks = kept(allowed, [*blocks, Block(str(number), "", 1, 1000 + number / 8)], 1000 + number / 8)
    assert len(blocks) < 90
    assert sum(block.calls for block in blocks) == 480
    assert kept(allowed, blocks, 1121.0) == []


def test_what_a_wrong_clock_wrote_is_no_reason_to_wait() -> None:
    allowed, _ = APPS["public"]
    assert kept(allowed, [Block("a", "", 104, 100_000.0)], 1000.0) == []


def test_a_day_is_counted_for_private_apps_alone() -> None:  # F17
    days = {name: allowed.daily for name, (allowed, _) in APPS.items()}
    assert days == {"public": None, "private": 248_000, "professional": 620_000, "quickbooks": None}
    assert allowance(Side.HUBSPOT, private=True, edition="enterprise").daily == 990_000
