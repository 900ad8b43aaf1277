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
DELETED = "deleted"
SEARCHED = 5_000  # records that one search reads; more on request
CHOSEN = 20_000  # and those among which something is chosen by its status


@dataclass
class Listed:
    """`total` is known where nothing is searched or chosen; `older`: whether there are more."""

    rows: list[Record]
    offset: int
    total: int | None
    older: bool
    searched: tuple[int, int] | None = None  # from where to where a search has read
    known: int = 0
    query: dict[str, str] = field(default_factory=dict)
    deleted: int = 0


def page_of(
    visit: Visit, newest: Callable[[int], Iterable[Record]], known: int, text: Callable[[Record], str], *,
    wanted: Callable[[Record], Any] | None = None, exact: Callable[[str], Iterable[Record]] | None = None,
    deleted: int = 0,
) -> Listed:  # fmt: skip
    """The page that the address asks for (`q`, `offset`, `from`).

    `newest` leaves out as many as it is told; `known` is how many there are in all; `exact` finds by an index
    what is called just so, however old it is; `deleted` is how many are in the bin beside them.
    """
    sought, offset = visit.call.param("q").strip(), visit.offset
    if not sought and not wanted:
        rows = list(islice(newest(offset), PAGE + 1))
        return Listed(rows[:PAGE], offset, known, len(rows) > PAGE, known=known, deleted=deleted)
    start, most = whole(visit.call.param("from")), SEARCHED if sought else CHOSEN
    first = list(exact(sought)) if sought and exact and not start else []
    taken, low = {id(one) for one in first}, sought.casefold()
    more = (
        one for one in islice(newest(start), most) if id(one) not in taken and (not low or low in text(one).casefold())
    )
    chosen = filter(wanted, chain(first, more)) if wanted else chain(first, more)
    rows = list(islice(chosen, offset, offset + PAGE + 1))
    older, end = len(rows) > PAGE, min(start + most, known)
    total = offset + len(rows) if rows and not older and not start and end == known else None
    query = {"q": sought} if sought else {}
    return Listed(rows[:PAGE], offset, total, older, (start, end), known, query, deleted)


def paging(visit: Visit, found: Listed, *parts: object, **query: str) -> Html:
    """Links to the pages before and after, and to where a search has not looked."""
    asked = {name: text for name, text in (found.query | query).items() if text}
    if of_deleted(visit):
        asked[DELETED] = "1"
    start, end = found.searched or (0, found.known)
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
    further = None if found.older or (end == found.known and not start) else _further(visit, found, parts, asked)
    pages = tag("p", shown, *(html(" ", one) for one in links), class_="paging") if shown or links else None
    return html(pages, further, _bin(visit, found, parts))


def of_deleted(visit: Visit) -> bool:
    """Whether the address asks for what is in the bin."""
    return bool(visit.call.param(DELETED))


def _bin(visit: Visit, found: Listed, parts: tuple[object, ...]) -> Html | None:
    """To the deleted ones and back."""
    if of_deleted(visit):
        return tag("p", link("Back to those that are not deleted", visit.at(*parts)), class_="paging")
    if not found.deleted:
        return None
    told = f"Deleted: {found.deleted:,}"
    return tag("p", link(told, visit.at(*parts, **{DELETED: "1"})), class_="paging")


def _further(visit: Visit, found: Listed, parts: tuple[object, ...], asked: dict[str, str]) -> Html:
    start, end = found.searched or (0, 0)
    if not start:
        told = f"Looked through the newest {end:,} of {found.known:,}."
    else:
        told = f"Looked through {start + 1:,} to {end:,} of {found.known:,}, from the newest."
    older = visit.at(*parts, **{**asked, "from": str(end)})
    return tag(
        "p",
        told,
        " ",
        link("Look through the older ones", older) if end < found.known else None,
        class_="paging",
    )
