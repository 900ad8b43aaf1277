"""Between a phone and a wide screen: nothing of what matters is behind a sideways scroll."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.looking import Eye
from tests.browser.screens import SCREENS
from tests.browser.states import STATES
from tests.kept import Shelf

pytestmark = pytest.mark.browser
WIDTHS = (390, 768, 1024, 1280, 1300)
SIDEWAYS = """() => [...document.querySelectorAll(".scroller")].filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.getAttribute("aria-label"))"""


@pytest.mark.parametrize("name", ["syncs", "runs", "run calls", "reconciliation", "reconciliation all"])
def test_nothing_scrolls_sideways(name: str, shelf: Shelf, looking: Eye) -> None:
    address = begun(name, shelf, looking)
    for width in WIDTHS:
        looking.open(SCREENS[name], address, width, "light")
        assert looking.faults(axe=False) == [], width
        assert looking.page.evaluate(SIDEWAYS) == [], width


def test_on_a_phone_a_difference_stands_beside_the_name_and_says_so(shelf: Shelf, looking: Eye) -> None:  # B3
    looking.open(SCREENS["reconciliation"], begun("reconciliation", shelf, looking), 390, "light")

    for table in (".sums", ".ledgers"):
        cell = looking.page.locator(f'{table} td[data-of="Difference"]').filter(has_text="−$0.01").first
        assert cell.evaluate('(one) => getComputedStyle(one, "::before").content').startswith('"Difference')
        assert top(cell) - top(cell.locator("xpath=../th")) < 8


def begun(name: str, shelf: Shelf, looking: Eye) -> str:
    workspace = STATES["some failing"].begin(shelf)
    looking.sign_in(STATES["some failing"].looks)
    return SCREENS[name].address(workspace) or ""


def top(one: Any) -> float:
    return float(one.bounding_box()["y"])
