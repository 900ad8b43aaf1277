"""The machine's own browser, and what axe finds on a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import found

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def launched() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if found.chromium() is None:
        pytest.skip("no Chromium")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=found.chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


def violations(page: Any) -> list[tuple[str, str]]:
    """Of a page that has arrived: after a click, wait for something on the new page first, or the old one goes under axe.

    The page's context must let a script in that the page's own policy does not (`bypass_csp`).
    """
    page.wait_for_load_state()
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    told = axe.run(page, options={"runOnly": RULES}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in told]


def picture(page: Any, name: str) -> None:
    """Kept where somebody asks for it."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
