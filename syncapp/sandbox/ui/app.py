"""Which page answers which address under `/ui/`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.port import Port
from syncapp.sandbox.ui.html import html, link, tag
from syncapp.sandbox.ui.visit import Refusal, Visit

PREFIX = "/ui"
Handler = Callable[..., Answer]
Route = tuple[str, str, Handler]


@lru_cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text()


def answer(port: Port, call: Call) -> Answer:
    """A page; a refusal that no form has caught is a page of its own."""
    if call.path in ("/ui", "/ui/style.css"):
        return _fixed(call)
    pages = importlib.import_module(f"syncapp.sandbox.ui.{port.vendor.system}.pages")
    visit = Visit(port, call, pages)
    parts = [part for part in call.path.removeprefix(PREFIX).split("/") if part]
    try:
        found = _match(pages.ROUTES, call.method, parts)
        if found is None:
            return visit.page("There is no such page", tag("p", link("To the start", visit.at())), status=404)
        handler, captured = found
        return handler(visit, *captured)
    except KeyError:
        return visit.page("There is no such record", tag("p", link("To the start", visit.at())), status=404)
    except Refusal as refusal:
        back = html(link("Back to the record", visit.at(*parts[:2])), " · ", link("To the start", visit.at()))
        return visit.page("That was refused", tag("p", back), refusal=refusal)


def of_the_app(port: Port, call: Call) -> Answer | None:
    """A person followed a link to the vendor's app: the pages here stand for it."""
    if call.method != "GET":
        return None
    address = importlib.import_module(f"syncapp.sandbox.ui.{port.vendor.system}.pages").address_of(call)
    return Answer(302, text="", headers={"location": address}) if address else None


def _fixed(call: Call) -> Answer:
    if call.path == "/ui":
        return Answer(308, text="", headers={"location": "/ui/"})
    return Answer(200, text=_style(), headers={"content-type": "text/css; charset=utf-8", "cache-control": "no-cache"})


def _match(routes: Sequence[Route], method: str, parts: list[str]) -> tuple[Handler, list[str]] | None:
    """Fixed segments come before captured ones by the order of the routes."""
    for allowed, pattern, handler in routes:
        wanted = [part for part in pattern.split("/") if part]
        if allowed != method or len(wanted) != len(parts):
            continue
        pairs = list(zip(wanted, parts, strict=True))
        if all(want in ("*", part) for want, part in pairs):
            return handler, [part for want, part in pairs if want == "*"]
    return None
