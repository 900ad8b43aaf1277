"""A person at a browser before a running demo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests import found

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 30_000  # ms, on a machine that does much else


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        launched = engine.chromium.launch(executable_path=found.chromium(), args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A window that remembers what the browser complained of."""
    context = chromium.new_context(bypass_csp=True)  # axe is injected; the policy itself is held by tests/web/test_headers.py
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    yield opened
    context.close()


def axe_finds_nothing(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    violations = axe.run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in violations] == [], page.url
