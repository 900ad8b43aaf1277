"""In a theme of the system's own colours, which takes ours and all shadows away, what is chosen can still be told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.looking import Eye
from tests.browser.states import OWNER, STATES
from tests.kept import Shelf

pytestmark = pytest.mark.browser
_LOOK = """(one) => {
    const {outlineStyle, borderBottomColor, borderTopStyle, backgroundColor} = getComputedStyle(one);
    return [outlineStyle, borderBottomColor, borderTopStyle, backgroundColor];
}"""


def looks(page: Any, selector: str) -> list[str]:
    return page.locator(selector).first.evaluate(_LOOK)


def test_what_is_chosen_is_told_without_our_colours(shelf: Shelf, looking: Eye) -> None:
    workspace = STATES["some failing"].begin(shelf)
    looking.sign_in(OWNER)
    page = looking.page
    page.context.add_cookies(looking.cookies)
    page.emulate_media(forced_colors="active")
    page.goto(f"{looking.server}/{workspace.slug}/integrations/quickbooks/?tab=overview")
    for of in (".tabs a", ".segment a", ".nav a"):
        assert looks(page, f"{of}[aria-current]") != looks(page, f"{of}:not([aria-current])"), of
    page.goto(f"{looking.server}/{workspace.slug}/syncs/invoices/configure/")
    on = looks(page, ".switch:checked")
    assert on[2] == "solid"
    page.locator(".switch:checked").first.click()
    page.get_by_text("Not saved yet").wait_for()
    assert looks(page, ".switch:not(:checked)") != on
