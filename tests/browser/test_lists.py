"""What a person does in the lists and panels of the overview: by keys and by mouse, and what is said when an answer does not come."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.storage.models import Workspace
from tests.browser.looking import Eye
from tests.browser.screens import SCREENS
from tests.browser.states import OWNER, STATES
from tests.kept import Shelf

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"
NUMBER = "#n-invoice-failing"


@pytest.fixture
def opened(shelf: Shelf, looking: Eye) -> Any:
    workspace: Workspace = STATES["some failing"].begin(shelf)
    looking.sign_in(OWNER)

    def open_(name: str) -> Any:
        looking.open(SCREENS[name], SCREENS[name].address(workspace) or "", 1440, "light")
        return looking.page

    return open_


def columns(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("dialog .columns > li").all_inner_texts()]


def test_a_number_opens_its_panel_by_either_key_and_closing_goes_back_to_it(opened: Any) -> None:  # S36
    page = opened("object view")
    for key in ("Space", "Enter"):
        page.locator(NUMBER).focus()
        page.keyboard.press(key)
        page.get_by_role("heading", name="Failing invoices").wait_for()
        assert page.url.endswith("show=invoice.failing")
        page.keyboard.press("Escape")
        page.locator(".panel").wait_for(state="hidden")
        page.wait_for_function(f"() => document.activeElement.matches('{NUMBER}')")


def test_a_panel_that_came_with_the_page_is_closed_to_its_number_too(opened: Any) -> None:  # S36
    page = opened("object panel")
    page.get_by_role("link", name="Close").click()
    page.wait_for_function(f"() => document.activeElement.matches('{NUMBER}')")


def test_the_panel_searches_in_place_and_its_address_can_be_shared(opened: Any) -> None:  # S36
    page = opened("object panel")
    page.evaluate("window.same = true")
    found = page.locator(".panel .incident").count()
    page.get_by_role("searchbox", name="Search these").fill("nobody of this name")
    page.keyboard.press("Enter")
    page.get_by_text("None of these records matches “nobody of this name”.").wait_for()
    assert page.evaluate("window.same") is True
    assert "find=nobody" in page.url
    page.wait_for_function(f"() => ({FOCUSED}) === 'panel-find'")
    assert page.get_by_role("searchbox", name="Find an invoice").input_value() == ""
    page.reload()
    page.get_by_text("None of these records matches").wait_for()
    page.get_by_role("searchbox", name="Search these").fill("")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => document.querySelectorAll('.panel .incident').length === {found}")


def test_columns_that_were_not_applied_stay_as_they_were_and_the_focus_comes_back(opened: Any) -> None:  # S35
    page = opened("columns")
    before = columns(page)
    page.get_by_role("button", name="Move Failing up").press("Enter")
    assert columns(page) != before
    assert page.evaluate("document.activeElement.ariaLabel") == "Move Failing up"
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "More"
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Edit columns").click()
    assert columns(page) == before
    page.get_by_role("checkbox", name="Parked").uncheck()
    assert not page.get_by_role("button", name="Move Parked up").is_visible()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_function(
        "() => ![...document.querySelectorAll('thead th')].some((one) => one.textContent === 'Parked')"
    )


def test_what_does_not_come_is_said(opened: Any, looking: Eye) -> None:
    page = opened("object view")
    page.route("**/*show=invoice.failing*", lambda route: route.abort())
    page.locator(NUMBER).click()
    page.get_by_role("status").get_by_text("The server cannot be reached, so nothing was changed.").wait_for()
    page.get_by_role("status").get_by_role("button", name="Close").click()
    page.unroute("**/*show=invoice.failing*")
    page.route("**/*show=invoice.failing*", lambda route: route.fulfill(status=500))
    page.locator(NUMBER).click()
    page.get_by_role("status").get_by_text("That did not work. Load the page again").wait_for()
    looking.complaints.clear()  # of the browser, about those


def test_what_is_asked_for_shows_where_it_takes_a_moment(opened: Any) -> None:
    page = opened("object view")
    bar = "getComputedStyle(document.body, '::before').content"
    assert page.evaluate(bar) == "none"
    page.route("**/*show=invoice.failing*", lambda route: page.wait_for_timeout(400) or route.continue_())
    page.locator(NUMBER).click(no_wait_after=True)
    page.wait_for_function(f"() => {bar} === '\"\"'")
    page.get_by_role("heading", name="Failing invoices").wait_for()
    page.wait_for_function(f"() => {bar} === 'none'")


@pytest.mark.parametrize("name", ["record view", "invoices"])
def test_what_comes_anew_by_itself_moves_neither_the_page_nor_the_focus(opened: Any, name: str) -> None:  # S40
    page = opened(name)
    region = page.locator("[data-live]").first
    link = region.get_by_role("link").last
    link.focus()
    page.evaluate(
        "() => { scrollTo(0, document.documentElement.scrollHeight / 3); window.old = document.querySelector('[data-live]'); }"
    )
    where, what = page.evaluate("[scrollY, document.activeElement.outerHTML]")
    assert where > 0
    page.evaluate("htmx.trigger(document.body, 'synced')")
    page.wait_for_function("() => !window.old.isConnected")
    page.wait_for_function("(what) => document.activeElement.outerHTML === what", arg=what)  # once it has settled
    page.wait_for_timeout(200)  # in which a page that jumps has jumped
    assert page.evaluate("[scrollY, document.activeElement.outerHTML]") == [where, what]


def test_the_address_of_a_narrowed_list_holds_what_narrows_it_and_no_more(opened: Any) -> None:  # S37
    page = opened("record view")
    page.get_by_role("searchbox", name="Name, number").fill("HS-20")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=HS-20*")
    assert page.url.partition("?")[2] == "tab=overview&view=records&q=HS-20"
    page.get_by_role("button", name="Status", exact=True).click()
    page.get_by_label("Failing", exact=True).check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**status=failing*")
    assert page.url.partition("?")[2] == "tab=overview&view=records&q=HS-20&status=failing"


def test_the_tab_that_is_open_is_in_sight_where_not_all_have_room(shelf: Shelf, looking: Eye) -> None:
    workspace: Workspace = STATES["some failing"].begin(shelf)
    looking.sign_in(OWNER)
    looking.open(SCREENS["danger zone"], SCREENS["danger zone"].address(workspace) or "", 390, "light")
    right = "document.querySelector('.tabs [aria-current]').getBoundingClientRect().right"
    assert looking.page.evaluate(right) <= 390
