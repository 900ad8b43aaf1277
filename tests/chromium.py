"""The machine's own browser, and what axe finds on a page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests import found

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOT_AT_ONCE = (
    50  # milliseconds before each step, as of the quickest person: htmx takes 20 to settle what it has put in place
)
COLORS = ["color-contrast", "link-in-text-block"]  # all that another theme can change


@contextmanager
def launched() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if found.chromium() is None:
        pytest.skip("no Chromium")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=found.chromium(), args=["--no-sandbox"], slow_mo=NOT_AT_ONCE)
        yield browser
        browser.close()


def violations(page: Any, within: str = "", rules: Sequence[str] = RULES) -> list[tuple[str, str]]:
    """Of a page that has arrived: after a click, wait for something on the new page first, or the old one goes under axe."""
    page.wait_for_load_state()
    if not page.evaluate("window.axe !== undefined"):
        page.evaluate(_axe())
    told = page.evaluate(_RUN, {"within": within, "runOnly": list(rules), "resultTypes": ["violations"]})
    return [(rule, html[:200]) for rule, html in told]


# Only what is wrong comes back: the rest of axe's report is long.
_RUN = """async ({within, ...options}) => (await axe.run((within && document.querySelector(within)) || document, options)).violations.map((one) => [one.id, one.nodes[0].html])"""


@cache
def _axe() -> str:
    module = pytest.importorskip("axe_playwright_python")
    return Path(module.__file__).with_name("axe.min.js").read_text()


def picture(page: Any, name: str) -> None:
    """Kept where somebody asks for it."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
