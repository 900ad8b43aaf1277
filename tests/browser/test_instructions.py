"""The guide's instructions for who sets up and reviews (S27-S39), as four people follow them, each in a way of their own.

That what is set up carries invoices and payments over is walked in test_guide.py, with the vendors' webhooks on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.looking import cookies_of
from tests.browser.people import WAYS, Person
from tests.browser.states import OWNER, STATES
from tests.kept import Shelf

pytestmark = pytest.mark.browser


@pytest.fixture(params=WAYS)
def me(
    request: pytest.FixtureRequest, shelf: Shelf, chromium: Any, transactional_db: None, live_server: Any
) -> Iterator[Person]:
    """The owner of the demo company, whose syncs are on and some of whose records fail."""
    workspace = STATES["some failing"].begin(shelf)
    way = WAYS[request.param]
    context = chromium.new_context(reduced_motion="reduce", **way.browser)
    context.set_default_timeout(20_000)
    context.add_cookies(cookies_of(OWNER, live_server.url))
    page = context.new_page()
    page.goto(f"{live_server.url}/{workspace.slug}/")
    yield Person(page, way)
    page.goto("about:blank")  # nothing is asked any more, so that the tables can be put back
    context.close()


def test_what_syncs_is_reviewed(me: Person) -> None:
    see_how_many_sync_and_fail(me)
    open_those_that_fail_and_read_why(me)
    choose_the_columns(me)
    look_at_the_records_one_by_one(me)
    read_what_happened_to_one(me)
    look_at_an_invoice(me)


def test_a_sync_is_edited_and_turned_off(me: Person) -> None:
    edit_the_invoice_sync(me)
    add_a_mapping_and_delete_it(me)
    filter_what_comes_from_quickbooks(me)
    take_the_recommended_filter(me)
    review_what_was_chosen(me)
    turn_it_off(me)


def see_how_many_sync_and_fail(me: Person) -> None:
    """S35: Integrations › QuickBooks Online › Sync overview; click Filter by: All objects to narrow it."""
    me.go("Integrations")
    me.press("link", "Open the list of syncs")
    me.press("link", "Sync overview")
    me.sees("row", re.compile("^Contacts"))
    me.sees("row", re.compile("^Total"))
    me.press("button", "Filter by: All objects")
    me.press("link", "Invoices", me.page.get_by_role("main"))
    me.sees("button", "Filter by: Invoices")
    me.sees("row", re.compile("^Invoices"))
    assert not me.page.get_by_role("row", name=re.compile("^Contacts")).count()


def open_those_that_fail_and_read_why(me: Person) -> None:
    """S36: click a number to see its records; on a failing one, the information icon beside its error category."""
    number = me.sees("button", re.compile(r"^\d+ Failing invoice"))
    counted = int(number.inner_text().split()[0])
    me.press("button", re.compile(r"^\d+ Failing invoice"))
    me.sees("complementary", re.compile("Failing"))
    assert me.page.get_by_role("complementary").get_by_role("article").count() == counted
    me.press("button", re.compile("^Why is this failing?"))
    for told in ("What", "Why", "Who can fix it", "Do this", "Next try"):
        me.page.get_by_role("term").get_by_text(told, exact=True).first.wait_for()
    me.press("link", "Close")
    me.page.get_by_role("complementary").wait_for(state="detached")


def choose_the_columns(me: Person) -> None:
    """S35: click More, then Edit columns; select the columns, then click Apply."""
    me.press("button", re.compile("^More"), me.page.get_by_role("main"))
    me.press("link", "Edit columns")
    me.press("checkbox", "Waiting")
    me.press("button", "Apply")
    me.sees("columnheader", "Syncing")
    me.page.get_by_role("columnheader", name="Waiting").wait_for(state="detached")


def look_at_the_records_one_by_one(me: Person) -> None:
    """S37: click Record view; filter above the table, go through its pages below."""
    me.press("link", "Record view")
    me.press("link", "Next page")
    me.press("link", "Previous page")
    me.press("button", "Status")
    me.press("checkbox", "Failing")
    me.press("button", "Apply", me.page.get_by_role("search", name="Records"))
    me.sees("link", re.compile("^Remove filter .*Failing"))


def read_what_happened_to_one(me: Person) -> None:
    """S38: in the Sync activity column, click the arrow to expand it."""
    me.press("button", re.compile("^Sync activity of HS-"))
    me.sees("list", "Sync activity").get_by_text("Failing.").first.wait_for()


def look_at_an_invoice(me: Person) -> None:
    """S39: Commerce › Invoices; click an invoice, and in the right panel see Integrations sync."""
    me.go("Invoices")
    me.press("link", re.compile("^HS-"), me.page.get_by_role("main"))
    panel = me.sees("complementary", re.compile("^HS-"))
    section = panel.get_by_role("region", name="Integrations sync")
    section.get_by_role("term").get_by_text("Last synced").wait_for()
    section.get_by_role("link", name=re.compile(r"^(HubSpot|QuickBooks Online) invoice HS-")).first.wait_for()


def edit_the_invoice_sync(me: Person) -> None:
    """S34, S28: hover over Invoice sync, click Edit; choose whose data is used, and switch off what need not sync."""
    me.go("Integrations")
    me.press("link", "Open the list of syncs")
    me.press("link", "Edit Invoice sync")
    me.choose("Data conflict resolution", "Use QuickBooks Online data")
    me.press("switch", "Sync Comments")


def add_a_mapping_and_delete_it(me: Person) -> None:
    """S29: click Add a mapping, choose a field of each side, then Create; Actions to edit or delete it."""
    me.press("button", "Add a mapping")
    me.choose("HubSpot field", "Tax ID")
    me.choose("QuickBooks Online field", "Tracking number")
    me.press("button", "Create")
    me.press("button", re.compile("^Actions for"))
    me.press("button", "Delete")
    me.page.get_by_role("button", name=re.compile("^Actions for")).wait_for(state="detached")


def filter_what_comes_from_quickbooks(me: Person) -> None:
    """S31: Next; beside QuickBooks Online → HubSpot click Edit, choose property and criteria, Apply criteria, Done."""
    me.press("button", "Next")
    me.press("link", "Edit QuickBooks Online → HubSpot")
    me.press("link", "Add group")
    me.choose("Property", "Balance due")
    if not me.way.scripted:
        me.press("button", "Continue")
    me.choose("Operator", "is at least (≥)")
    me.write("Value", "50")
    me.press("button", "Apply criteria")
    me.press("link", "Done")
    me.reads("Invoices where Balance due is at least 50")


def take_the_recommended_filter(me: Person) -> None:
    """S32: invoices created in QuickBooks after today, in one click."""
    me.press("button", re.compile("^Created in QuickBooks after"))
    me.reads("and Created in QuickBooks is after")


def review_what_was_chosen(me: Person) -> None:
    """S33: Next; nothing is saved before the last step."""
    me.press("button", "Next")
    me.sees("heading", "What you chose")
    me.sees("row", re.compile("^Data conflict resolution .*Use QuickBooks Online data"))


def turn_it_off(me: Person) -> None:
    """S34: hover over Invoice sync, click More, then Turn off sync; More, then Turn on sync, has it on again."""
    me.go("Integrations")
    me.press("link", "Open the list of syncs")
    me.press("button", "More for Invoice sync")
    me.press("link", re.compile("^Turn off sync"))
    me.press("button", "Turn off sync")
    me.press("button", "More for Invoice sync")
    me.sees("button", re.compile("^Turn on sync"))
