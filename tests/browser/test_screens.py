"""Every screen in every state: axe finds nothing, nothing is cut off or too wide, and nothing is complained of.

Each is looked at once here, at widths and in themes that take turns, zoomed in, and under axe where most is on it and where nothing is;
`pytest -m screenshots` looks at every combination with axe.
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.browser.looking import THEMES, WIDTHS, Eye
from tests.browser.screens import SCREENS
from tests.browser.states import STATES
from tests.kept import Shelf

pytestmark = pytest.mark.browser
LOOKS = list(product(WIDTHS, THEMES))
UNDER_AXE = ("some failing", "nothing")


@pytest.mark.parametrize("state", [name for name, state in STATES.items() if not state.rarely])
def test_nothing_is_wrong_on_any_screen(state: str, shelf: Shelf, looking: Eye) -> None:
    workspace = STATES[state].begin(shelf)
    looking.sign_in(STATES[state].looks)
    wrong: list[str] = []
    for turn, (name, screen) in enumerate(SCREENS.items(), start=list(STATES).index(state)):
        address = screen.address(workspace) if screen.shown_in(state) else None
        if address is None:
            continue
        width, theme = LOOKS[turn % len(LOOKS)]
        assert looking.open(screen, address, width, theme) < 500, name
        wrong += [f"{name}, {width}, {theme}: {fault}" for fault in looking.faults(axe=state in UNDER_AXE)]
        wrong += [f"{name}: {fault}" for fault in looking.zoomed()]
    assert not wrong, "\n".join(wrong)
