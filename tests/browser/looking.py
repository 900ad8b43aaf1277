"""One look at a page: what a careful person with every device would find wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from tests.browser.screens import Screen
from tests.chromium import violations
from tests.web.connections.conftest import lately

WIDTHS = (1440, 390, 720)  # 720: the widest at a zoom of 200 %
THEMES = ("light", "dark")
# 1280 at 200 % and at 400 %, where nothing is read by scrolling sideways (WCAG 1.4.10).
ZOOMED = (640, 320)
REQUESTS = 8

_OVER = ".menu:popover-open"  # what it covers has no target of its own size

# What is cut off with nothing to tell the whole: by an ellipsis, or because the page is too narrow for it.
_CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    const text = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return text && style.overflowX !== "visible" && style.overflowX !== "auto" && one.clientWidth > 1
        && one.scrollWidth > one.clientWidth + 1 && !one.closest("[title], input, select, .sr");
}).map((one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 60)}`)"""
_WIDE = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const cards = one.matches(".scroller") && one.clientWidth < 640 && one.querySelector(":scope > .cards");
    return cards ? one.scrollWidth > one.clientWidth + 1
        : document.documentElement.scrollWidth > innerWidth && one.getBoundingClientRect().right > innerWidth + 1
            && !one.closest(".scroller, [popover]");
}).slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 40)}`)"""
# Our pages have no script or style of their own, and the hostile company's markup would be these.
_ALIVE = """() => [...document.querySelectorAll("script:not([src], [type='application/json']), style, [style*=';'], b, i")].filter(
    (one) => !["B", "I"].includes(one.tagName) || ["bold", "Item"].includes(one.textContent)).map((one) => one.outerHTML)"""

# Not what a page asks for by itself later: how a dry run goes on, what has synced meanwhile.
_LOADED = """() => performance.getEntriesByType("resource").filter(
    (one) => one.startTime <= performance.getEntriesByType("navigation")[0].loadEventEnd).length"""


def cookies_of(email: str, server: str) -> list[dict[str, str]]:
    """Of somebody who has just signed in there."""
    client = Client()
    client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    lately(client)
    return [{"name": name, "value": one.value, "url": server} for name, one in client.cookies.items()]


@dataclass
class Eye:
    """One page of a browser, looked at in one width and theme after the other."""

    page: Any
    server: str
    complaints: list[str] = field(default_factory=list)
    cookies: list[dict[str, str]] = field(default_factory=list)  # of who is signed in

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def sign_in(self, email: str) -> None:
        """Without the page, whose own test it is."""
        self.cookies = cookies_of(email, self.server)

    def open(self, screen: Screen, address: str, width: int, theme: str) -> int:
        self.complaints.clear()
        self.page.context.clear_cookies()
        self.page.context.add_cookies(self.cookies if screen.signed_in else [])
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        status = int(self.page.goto(f"{self.server}{address}").status)
        if screen.then:
            screen.then(self.page)
        if status >= 400:
            self.complaints.clear()  # the browser says so itself
        return status

    def picture(self, path: Path) -> None:
        """Of the whole page, in a window that is as high, so that what sticks to its edges is there."""
        height = min(6000, self.page.evaluate("document.documentElement.scrollHeight"))
        self.page.set_viewport_size({"width": self.page.viewport_size["width"], "height": max(900, height)})
        self.page.screenshot(path=path, full_page=True)

    def faults(self, axe: bool = True) -> list[str]:
        """Of what is open: `[]` where nothing is wrong."""
        found = [f"axe {rule}: {html}" for rule, html in violations(self.page, _OVER)] if axe else []
        found += self._fits()
        found += [f"not escaped: {one}" for one in self.page.evaluate(_ALIVE)]
        requests = 1 + self.page.evaluate(_LOADED)
        found += [f"{requests} requests"] if requests > REQUESTS else []
        return found + self.complaints

    def zoomed(self) -> list[str]:
        """What is open, at ZOOMED."""
        found = []
        for width in ZOOMED:
            self.page.set_viewport_size({"width": width, "height": 512})
            found += [f"zoomed to {width}: {fault}" for fault in self._fits()]
        return found

    def _fits(self) -> list[str]:
        found = [f"cut off: {one}" for one in self.page.evaluate(_CUT)]
        return found + [f"too wide: {one}" for one in self.page.evaluate(_WIDE)]

    def rest(self) -> None:
        """Nothing is asked any more, so that the tables can be put back."""
        self.page.goto("about:blank")


@contextmanager
def eye(chromium: Any, server: str) -> Iterator[Eye]:
    context = chromium.new_context()
    context.set_default_timeout(30_000)
    yield Eye(context.new_page(), server)
    context.close()
