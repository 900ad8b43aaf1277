"""Bars of days as plain figures for an SVG: where each stands, and what is under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDTH, TOP, BASE = 400, 14, 64  # bars stand between top and base
LEAST = 1.0  # a value that is not nothing can be seen
APART = 8  # what stands nearer to the line from which bars go is taken for a word about it

Told = Sequence[tuple[str, str]]  # of each day, what it came to and where that leads; nowhere if nothing was counted


@dataclass(frozen=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    tone: str


@dataclass(frozen=True)
class Spot:
    """A day under the pointer."""

    x: str
    words: str
    href: str


@dataclass(frozen=True)
class Line:
    """A height, and what it stands for; `drawn` as a line of its own."""

    y: str
    words: str
    drawn: bool = True

    @property
    def above(self) -> str:
        return f"{float(self.y) - 3:.2f}"


@dataclass(frozen=True)
class Drawing:
    key: str
    title: str
    words: str  # what it shows, for who does not see it
    bars: Sequence[Bar]
    spots: Sequence[Spot]
    lines: Sequence[Line]
    base: str = f"{BASE}"

    @property
    def day_width(self) -> str:
        return f"{WIDTH / len(self.spots):.2f}"


def upwards(
    key: str,
    title: str,
    words: str,
    heights: Sequence[Sequence[tuple[float, str]]],
    told: Told,
    lines: Sequence[tuple[float, str]],
) -> Drawing:
    """The tallest reaches the top; several of a day, each with its tone, stand before each other. No value, no bar."""
    most = max((value for values in heights for value, _ in values), default=0) or 1
    rise = (BASE - TOP) / most
    bars = [
        _bar(place, BASE - max(rise * value, LEAST), rise * value, tone, len(told))
        for place, values in enumerate(heights)
        for value, tone in values
        if value
    ]
    return Drawing(key, title, words, bars, _spots(told), [_line(BASE - rise * value, text) for value, text in lines])


def both_ways(
    key: str, title: str, words: str, heights: Sequence[tuple[float, float]], told: Told, said: Callable[[float], str]
) -> Drawing:
    """Up to QuickBooks, down to HubSpot, on one scale; `said`: how the tallest of each is written, with its way before it."""
    up, down = (max(values, default=0) for values in zip(*heights, strict=True))
    rise = (BASE - TOP) / (up + down or 1)
    middle = BASE - rise * down
    bars = []
    for place, (there, here) in enumerate(heights):
        bars += [_bar(place, middle - max(rise * there, LEAST), rise * there, "there", len(told))] if there else []
        bars += [_bar(place, middle, rise * here, "here", len(told))] if here else []
    lines = ([Line(f"{TOP:.2f}", f"↑ {said(up)}", middle - TOP >= APART)] if up else []) + (
        [Line(f"{BASE:.2f}", f"↓ {said(down)}", BASE - middle >= APART)] if down else []
    )
    return Drawing(key, title, words, bars, _spots(told), lines, f"{middle:.2f}")


def _bar(place: int, y: float, height: float, tone: str, days: int) -> Bar:
    wide = WIDTH / days
    return Bar(f"{(place + 0.15) * wide:.2f}", f"{y:.2f}", f"{0.7 * wide:.2f}", f"{max(height, LEAST):.2f}", tone)


def _line(y: float, words: str) -> Line:
    return Line(f"{y:.2f}", words)


def _spots(told: Told) -> list[Spot]:
    wide = WIDTH / len(told)
    return [Spot(f"{place * wide:.2f}", words, href) for place, (words, href) in enumerate(told)]
