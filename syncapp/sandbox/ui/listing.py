"""One page of many records, newest first, without walking all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from syncapp.sandbox.ui.forms import whole
from syncapp.sandbox.ui.html import Html, html, link, tag
from syncapp.sandbox.ui.visit import Visit

Record = dict[str, Any]
PAGE = 50
SEARCHED = 10_000  # records that one search reads; more on request


@dataclass
class Listed:
    """`total` is known where nothing is searched or chosen; `older`: whether there are more."""

    rows: list[Record]
    offset: int
    total: int | None
    older: bool
    searched: tuple[int, int] = (0, 0)  # from where to where a search has read
    known: int = 0
    query: dict[str, str] = field(default_factory=dict)


def page_of(
    visit: Visit, newest: Iterable[Record], known: int, text: Callable[[Record], str], *,
    wanted: Callable[[Record], Any] | None = None, exact: Callable[[str], Iterable[Record]] | None = None,
) -> Listed:  # fmt: skip
    """The page that the address asks for (`q`, `offset`, `from`).

    `known` is how many there are in all; `exact` finds by an index what is called just so, however old it is.
    """
    sought, offset = visit.call.param("q").strip(), visit.offset
    if not sought:
        chosen = filter(wanted, newest) if wanted else newest
        return _cut(chosen, offset, None if wanted else known, known)
    start = whole(visit.call.param("from"))
    first = list(exact(sought)) if exact and not start else []
    taken, low = {id(one) for one in first}, sought.casefold()
    read = islice(newest, start, start + SEARCHED)
    more = (one for one in read if id(one) not in taken and low in text(one).casefold())
    both = chain(first, more)
    chosen = filter(wanted, both) if wanted else both
    found = _cut(chosen, offset, None, known)
    found.searched, found.query = (start, min(start + SEARCHED, known)), {"q": sought}
    return found


def _cut(chosen: Iterable[Record], offset: int, total: int | None, known: int) -> Listed:
    """One more than a page is read, to know whether there are more; who reaches the end knows how many."""
    rows = list(islice(chosen, offset, offset + PAGE + 1))
    older = len(rows) > PAGE
    if total is None and rows and not older:
        total = offset + len(rows)
    return Listed(rows[:PAGE], offset, total, older, known=known)


def paging(visit: Visit, found: Listed, *parts: object, **query: str) -> Html:
    """Links to the pages before and after, and to where a search has not looked."""
    asked = {name: text for name, text in (found.query | query).items() if text}
    start, end = found.searched
    if start:
        asked["from"] = str(start)
    links = []
    if found.offset:
        newer = str(max(0, found.offset - PAGE))
        links.append(link("Newer", visit.at(*parts, **asked, offset=newer)))
    if found.older:
        links.append(link("Older", visit.at(*parts, **asked, offset=str(found.offset + PAGE))))
    shown = f"{found.offset + 1:,}–{found.offset + len(found.rows):,}" if found.rows else ""
    if shown and found.total is not None:
        shown += f" of {found.total:,}"
    further = _further(visit, found, parts, asked) if 0 < end < found.known or start else None
    return html(tag("p", shown, *(html(" ", one) for one in links), class_="paging"), further)


def _further(visit: Visit, found: Listed, parts: tuple[object, ...], asked: dict[str, str]) -> Html:
    start, end = found.searched
    if not start:
        told = f"Searched the newest {end:,} of {found.known:,}."
    else:
        told = f"Searched {start + 1:,} to {end:,} of {found.known:,}, from the newest."
    older = visit.at(*parts, **{**asked, "from": str(end)})
    return tag(
        "p", told, " ", link("Search the older ones", older) if end < found.known else None, class_="paging"
    )
