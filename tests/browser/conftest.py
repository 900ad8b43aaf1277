"""A person at a browser before a running demo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.looking import Eye, eye
from tests.chromium import violations

PATIENCE = 30_000  # ms, on a machine that does much else


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A window that remembers what the browser complained of."""
    context = chromium.new_context(
        bypass_csp=True
    )  # axe is injected; the policy itself is held by tests/web/test_headers.py
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    yield opened
    context.close()


def axe_finds_nothing(page: Any) -> None:
    assert violations(page) == [], page.url


@pytest.fixture
def looking(chromium: Any, transactional_db: None, live_server: Any) -> Iterator[Eye]:
    """An eye on the pages of this process."""
    with eye(chromium, live_server.url) as opened:
        yield opened
        opened.rest()
