"""`pytest -m screenshots`: every screen in every state, wide, narrow and at a zoom of 200 %, light and dark, into var/screenshots/.

A part of them: `-k "viewer and 390"`. What axe and the rest find wrong is said at the end, as in test_screens.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.looking import THEMES, WIDTHS, Eye
from tests.browser.screens import SCREENS
from tests.browser.states import STATES
from tests.kept import Shelf

pytestmark = pytest.mark.screenshots
FOLDER = Path(settings.BASE_DIR) / "var" / "screenshots"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", STATES)
def test_pictures(state: str, width: int, theme: str, shelf: Shelf, looking: Eye) -> None:
    workspace = STATES[state].begin(shelf)
    looking.sign_in(STATES[state].looks)
    wrong: list[str] = []
    for name, screen in SCREENS.items():
        address = screen.address(workspace) if screen.shown_in(state) else None
        if address is None:
            continue
        looking.open(screen, address, width, theme)
        wrong += [f"{name}: {fault}" for fault in looking.faults()]
        looking.picture(FOLDER / state / f"{name}-{width}-{theme}.png")
    assert not wrong, "\n".join(wrong)


# By the name of the picture, the screen. Copied to docs/pictures/ where the product has changed.
README = {"home": "home", "configure": "configure invoices", "record": "record failing", "failures": "failures"}


def test_pictures_of_the_readme(shelf: Shelf, looking: Eye) -> None:
    """What is seen of them without scrolling, into var/screenshots/readme/."""
    workspace = STATES["some failing"].begin(shelf)
    looking.sign_in(STATES["some failing"].looks)
    for name, screen in README.items():
        looking.open(SCREENS[screen], SCREENS[screen].address(workspace) or "", 1440, "light")
        looking.page.set_viewport_size({"width": 1440, "height": 700})
        looking.page.screenshot(path=FOLDER / "readme" / f"{name}.png")
