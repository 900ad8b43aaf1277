"""How fast an account may be called: the vendors' windows, and when the next calls fit into all of them. Pure.

Calls are reserved in blocks: so many of a kind between two moments. Nobody is told when exactly each was made, so a
block counts as if all of it were made at its end; then no window of the vendor's overflows, wherever it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from syncapp.core.values import Side

BLOCK = 10  # calls reserved at once, at most
SHORT = 4.0  # seconds: of a window as short as this no block takes more than half, so that two can work
FORGOTTEN = 120.0  # seconds: what lies further ahead was written by a clock that was wrong
SETTLES = 2.0  # seconds after its end in which the owner of a block may still give back what is left of it


@dataclass(frozen=True)
class Window:
    """At most so many calls of this kind within any so many seconds; of any kind where it names none."""

    calls: int
    seconds: float
    kind: str = ""

    def counts(self, kind: str) -> bool:
        return self.kind in ("", kind)


@dataclass(frozen=True)
class Allowance:
    """What an account allows one app; `daily` ends at midnight of the account's zone."""

    windows: tuple[Window, ...]
    daily: int | None = None

    def of(self, kind: str) -> list[Window]:
        return [one for one in self.windows if one.counts(kind)]

    def kind_of(self, kind: str) -> str:
        """Kinds that no window tells apart are one."""
        return kind if any(one.kind == kind for one in self.windows) else ""

    def block(self, kind: str) -> int:
        short = [one.calls // 2 for one in self.of(kind) if one.seconds <= SHORT]
        return max(1, min([BLOCK, *short]))

    def lasts(self, kind: str) -> float:
        """Seconds in which a block is to be used: long enough for slow answers, short beside the windows."""
        return max(1.0, min(one.seconds for one in self.of(kind)) / 4)


@dataclass(frozen=True)
class Block:
    """Calls of one kind that `owner` has made by `ends`, or may make until then."""

    owner: str
    kind: str
    calls: int
    ends: float


# The vendors' own figures (reference/, performance.md §1.1), less what makes up for clocks and calls under way.
SEARCH = Window(5, 1.15, "search")  # 5 a second: as many as one poll makes, which so waits for nothing
PUBLIC, SMALL, LARGE = 104, 95, 180  # in 10 s, of 110 for public apps; of 100 and 190 for private ones by edition
DAILY: Mapping[str, int] = {"professional": 620_000, "enterprise": 990_000}  # private apps: of 625,000 and a million
SMALLEST_DAY = 248_000  # of 250,000
QUICKBOOKS = Allowance(
    (Window(8, 1.05), Window(38, 60.5, "batch"), Window(480, 60.5))
)  # 10 a second, 40 and 500 a minute


def allowance(side: Side, *, private: bool, edition: str) -> Allowance:
    """`private`: a HubSpot app of one account, by its token alone; of an edition that nobody stated the least."""
    if side is Side.QUICKBOOKS:
        return QUICKBOOKS
    most = PUBLIC if not private else LARGE if edition in DAILY else SMALL
    return Allowance((SEARCH, Window(most, 10.05)), DAILY.get(edition, SMALLEST_DAY) if private else None)


def reserved(
    allowed: Allowance, blocks: Sequence[Block], owner: str, kind: str, most: int, now: float
) -> tuple[float, Block]:
    """When the next calls of this kind fit beside those that are taken, and as many of them as do, `most` at most."""
    windows = allowed.of(kind)
    begins = max(_free_at(one, blocks, now) for one in windows)
    calls = min(most, *(one.calls - _counted(one, blocks, begins) for one in windows))
    return begins, Block(owner, kind, calls, begins + allowed.lasts(kind))


def _free_at(window: Window, blocks: Iterable[Block], now: float) -> float:
    """When one more call fits."""
    over = sorted((one.ends + window.seconds, one.calls) for one in blocks if window.counts(one.kind))
    over = [(at, calls) for at, calls in over if at > now]
    taken = sum(calls for _, calls in over)
    free_at = now
    for at, calls in over:
        if taken < window.calls:
            break
        free_at, taken = at, taken - calls
    return free_at


def _counted(window: Window, blocks: Iterable[Block], at: float) -> int:
    return sum(one.calls for one in blocks if window.counts(one.kind) and one.ends + window.seconds > at)


def kept(allowed: Allowance, blocks: Iterable[Block], now: float) -> list[Block]:
    """Those that still count in a window, the older ones put together, so that there are never many."""
    longest = max(one.seconds for one in allowed.windows)
    grain = longest / 60
    fresh: list[Block] = []
    older: dict[tuple[str, int], Block] = {}
    for one in blocks:
        if not one.calls or not now - longest < one.ends < now + FORGOTTEN:
            continue
        if one.ends > now - SETTLES:
            fresh.append(one)
            continue
        place = (one.kind, int(one.ends / grain))
        before = older.get(place)
        older[place] = Block("", one.kind, one.calls + before.calls, max(one.ends, before.ends)) if before else one
    return [*older.values(), *fresh]
