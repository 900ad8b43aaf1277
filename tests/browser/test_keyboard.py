"""The keyboard alone: what keys do, that the focus goes through a page in its order, and that it is always in sight."""

from __future__ import annotations

from itertools import cycle, product
from typing import Any

import pytest

from syncapp.storage.models import Workspace
from tests.browser.looking import Eye
from tests.browser.screens import SCREENS
from tests.browser.states import OWNER, STATES
from tests.kept import Shelf

pytestmark = pytest.mark.browser
STOPS = 45  # of a page, from its top
WIDTHS = (1440, 390)
BUSIEST = (
    "home", "syncs", "object panel", "record view", "failures", "invoices", "configure invoices", "record failing",
)  # fmt: skip
OTHERS = (
    "conflicts", "linking", "approvals", "parked", "activity", "why not, of one", "filter criterion", "review", "settings",
    "members", "columns page", "failures of a cause", "invoice panel", "record in conflict", "integrations", "choose",
)  # fmt: skip
LINGER = 400  # ms, in which the hint of the stop before goes

# What has the focus: in words, whether it comes after the one before, in the page and for the eye (not above it by
# more than a card, unless in a column further right), whether it can be seen, and whether a ring tells.
_STOP = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const own = [one, ...(one.labels ?? []), ...(one.closest("label") ? [one.closest("label")] : [])];
    const at = (x, y) => { const top = document.elementFromPoint(x, y); return top && own.some((each) => each.contains(top)); };
    const seen = [...one.getClientRects()].some((box) => {
        const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight), middle = (top + bottom) / 2;
        return bottom > top && [.5, .1, .9].some((part) => at(box.x + box.width * part, middle));
    });
    const ringed = own.some((each) => { const told = getComputedStyle(each); return told.outlineStyle !== "none" || told.boxShadow !== "none"; });
    const box = one.getBoundingClientRect(), place = {top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right};
    const inside = document.getElementById("main")?.contains(one), above = inside && window.place;
    window.place = inside && place;
    const before = window.before, parts = one.matches("input[type=date]");  // each a stop; the last has the browser's own ring
    window.before = one;
    return {
        what: `${one.tagName.toLowerCase()} ${(one.ariaLabel ?? one.textContent).trim().slice(0, 40)}`,
        body: one === document.body,
        after: !before?.isConnected || (parts && before === one) || Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
        onward: !above || place.bottom > above.top - 240 || place.left >= above.right,
        seen,
        ring: ringed || style.opacity === "0" || one.matches("input[type=search]") || parts,
    };
}"""


@pytest.fixture
def opened(shelf: Shelf, looking: Eye) -> Any:
    """Opens a screen of the demo company, as its owner sees it."""
    workspace: Workspace = STATES["some failing"].begin(shelf)
    looking.sign_in(OWNER)

    def open_(name: str, width: int = 1440) -> Any:
        looking.open(SCREENS[name], SCREENS[name].address(workspace) or "", width, "light")
        return looking.page

    return open_


def test_a_slash_goes_to_the_search_and_a_question_mark_tells_the_keys(opened: Any) -> None:
    page = opened("home")
    search, keys = page.get_by_role("searchbox").first, page.get_by_role("dialog", name="Keyboard shortcuts")
    page.keyboard.press("?")
    assert keys.is_visible()
    assert keys.get_by_role("button", name="Close").evaluate("(one) => one === document.activeElement")
    page.keyboard.press("Escape")
    assert not keys.is_visible()
    page.keyboard.press("/")
    assert search.evaluate("(one) => one === document.activeElement")
    page.keyboard.type("?")  # what is typed is typed
    assert search.input_value() == "?"
    assert not keys.is_visible()
    page.get_by_role("button", name="Shortcuts").click()
    assert keys.is_visible()
    keys.get_by_role("button", name="Close").click()
    assert not keys.is_visible()


def test_the_first_stop_leads_past_the_navigation(opened: Any) -> None:
    page = opened("object view")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


@pytest.mark.parametrize(("name", "width"), [*product(BUSIEST, WIDTHS), *zip(OTHERS, cycle(WIDTHS), strict=False)])
def test_the_focus_goes_through_the_page_in_its_order_and_is_seen(opened: Any, name: str, width: int) -> None:
    page, wrong = opened(name, width), []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if not stop["seen"]:
            page.wait_for_timeout(LINGER)
            stop |= page.evaluate(_STOP) | {"after": stop["after"], "onward": stop["onward"]}
        if stop["body"]:
            break
        wrong += [(stop["what"], fault) for fault in ("after", "onward", "seen", "ring") if not stop[fault]]
    assert not wrong, wrong


def test_nothing_moves_for_those_who_ask_for_no_motion(opened: Any) -> None:
    page = opened("object panel")
    page.get_by_role("button", name="Why is this failing?").first.click()
    assert page.evaluate("document.getAnimations().length") == 0
    moving = (
        "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s').length"
    )
    assert page.evaluate(moving) == 0
