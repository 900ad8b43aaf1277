"""The guide, walked by one person at one browser, from signing in to a paid invoice, and from a failure to its cure.

Its instructions for setting up and reviewing, step by step and in other ways to use a browser: test_instructions.py.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import axe_finds_nothing
from tests.commands.demo import Demo, started

pytestmark = pytest.mark.browser
AT_MOST = 15.0  # seconds from one system to the other, where a webhook announces it (S40)


@pytest.fixture
def demo(tmp_path: Any) -> Iterator[Demo]:
    """Everything runs, both accounts are there, and nothing is set up."""
    with started(tmp_path / "data", "--records", "20", "--set-up", "none") as running:
        yield running


def test_the_walk_of_the_guide(page: Any, demo: Demo) -> None:
    sign_in(page, demo)
    connect_both_accounts(page)
    set_up(page, "contacts", direction="Data syncs between apps")
    set_up(page, "products", direction="Data syncs between apps", accounts=["Income account"])
    set_up(
        page,
        "invoices",
        direction="Data syncs between apps",
        accounts=["Income account"],
        ticks=["HubSpot's own QuickBooks sync is off"],
    )
    everything_is_in_step(page)

    number, took = finalize_an_invoice(page, demo)
    assert took < AT_MOST
    took = record_its_payment_in_quickbooks(page, demo, number)
    assert took < AT_MOST
    both_vendors_announced_it(demo)

    failing = make_an_invoice_fail(page, demo)
    read_why(page, demo, failing)
    mend_the_cause(page, demo, failing)
    it_went_through_by_itself(page, demo, failing)


def sign_in(page: Any, demo: Demo) -> None:
    page.goto(demo.address)
    axe_finds_nothing(page)
    page.get_by_label("Email").fill("owner@example.com")
    page.get_by_label("Password", exact=True).fill(demo.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Home").wait_for()
    axe_finds_nothing(page)


def connect_both_accounts(page: Any) -> None:
    """The demo has connected them; give both back and connect them as a newcomer does."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Integrations").click()
    for vendor in ("HubSpot", "QuickBooks Online"):
        section = page.get_by_role("region", name=vendor, exact=True)
        section.get_by_text("Disconnect", exact=True).click()
        page.get_by_role("button", name=f"Disconnect {vendor}").click()
        page.get_by_text(f"{vendor} is disconnected").wait_for()
    for vendor, consent in (("HubSpot", "Allow"), ("QuickBooks Online", "Connect")):
        page.get_by_role("button", name=f"Reconnect {vendor}").click()
        page.get_by_role("button", name=consent, exact=True).click()
        page.get_by_text(f"{vendor} is connected").wait_for()
    page.get_by_text("Both accounts are connected").wait_for()
    axe_finds_nothing(page)


def set_up(page: Any, objects: str, *, direction: str, accounts: list[str] = (), ticks: list[str] = ()) -> None:
    """Choose objects › Configure › Filters › Review, and turn on."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Integrations").click()
    page.get_by_role("link", name="Open the list of syncs").click()
    page.get_by_role("link", name=re.compile("Set up your sync|Sync more data")).first.click()
    page.get_by_role("heading", name="Choose objects").wait_for()
    axe_finds_nothing(page)
    page.get_by_role("link", name=f"Set up {objects}").click()
    page.get_by_role("radio", name=direction).check()
    for name in accounts:
        choose_the_first(page.get_by_label(name))
    for name in ticks:
        page.get_by_label(name).check()
    axe_finds_nothing(page)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="HubSpot → QuickBooks Online").wait_for()
    axe_finds_nothing(page)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name=re.compile("^Turn on sync( and|:) ")).wait_for()
    axe_finds_nothing(page)
    page.get_by_role("button", name=re.compile("^Turn on sync( and|:) ")).click()
    page.get_by_role("heading", name="QuickBooks Online", exact=True).wait_for()


def choose_the_first(select: Any) -> None:
    """The first real account, where none is suggested."""
    if not select.input_value():
        select.select_option(index=1)


def everything_is_in_step(page: Any) -> None:
    """The first runs have carried over what is there; the numbers stand on the overview."""
    page.get_by_role("link", name="Sync overview").click()
    page.wait_for_url(re.compile("tab=overview"))
    page.get_by_role("row", name=re.compile("^Invoices")).wait_for()
    axe_finds_nothing(page)


def finalize_an_invoice(page: Any, demo: Demo) -> tuple[str, float]:
    """In HubSpot's pages, for a customer whom both know: its number, and how long until QuickBooks has it."""
    page.goto(f"http://127.0.0.1:{demo.ports['hubspot']}/ui/contacts/?q=Grace+Kim")
    page.get_by_role("link", name="Grace Kim").click()
    page.get_by_role("link", name="New invoice").click()
    page.get_by_label("Line 1 product").select_option("Mowing plan, small")
    page.get_by_label("Line 1 quantity").fill("2")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Finalize").click()
    began = time.monotonic()
    page.get_by_text("The invoice was finalized.").wait_for()
    number = page.get_by_role("heading", level=1).inner_text().removeprefix("Invoice ")
    until(lambda: number in demo.invoices("quickbooks"))
    return number, time.monotonic() - began


def record_its_payment_in_quickbooks(page: Any, demo: Demo, number: str) -> float:
    """Received in QuickBooks' pages; how long until HubSpot's invoice is paid."""
    page.goto(f"http://127.0.0.1:{demo.ports['quickbooks']}/ui/invoices/?q={number}")
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="Receive payment").click()
    page.get_by_label("Reference no.").fill("815")
    page.get_by_role("button", name="Receive payment").click()
    began = time.monotonic()
    page.get_by_role("heading", name="Payment 815").wait_for()
    until(lambda: status_in_hubspot(demo, number) == "paid")
    return time.monotonic() - began


def both_vendors_announced_it(demo: Demo) -> None:
    """S40: with webhooks on; nobody waited for the next poll, which is minutes away."""
    for system in ("hubspot", "quickbooks"):
        told = demo.control(system, "webhooks")["deliveries"]
        assert any(one["state"] == "delivered" for one in told), system


def status_in_hubspot(demo: Demo, number: str) -> str:
    found = demo.control("hubspot", "objects/invoices?limit=100000")["results"]
    return next(one["properties"]["hs_invoice_status"] for one in found if one["properties"].get("hs_number") == number)


def make_an_invoice_fail(page: Any, demo: Demo) -> str:
    """ "Make it go wrong": an invoice with a discount on the whole order; its number."""
    page.goto(f"http://127.0.0.1:{demo.ports['hubspot']}/ui/troubles/")
    page.get_by_role("button", name=re.compile("^Make it go wrong: .*discount")).click()
    said = page.get_by_text("Made wrong at").inner_text()
    return re.search(r"HS-\d+", said).group()  # type: ignore[union-attr]


def read_why(page: Any, demo: Demo, number: str) -> None:
    page.goto(f"{demo.address}/demo/failures/")
    page.get_by_role("button", name=re.compile("A discount on the whole invoice")).click()
    page.get_by_role("link", name=number).first.click()
    page.get_by_role("heading", name=number).wait_for()
    for word in ("What", "Why", "Who can fix it", "Do this", "Next try"):
        assert page.get_by_role("term").filter(has_text=word).first.is_visible()
    axe_finds_nothing(page)


def mend_the_cause(page: Any, demo: Demo, number: str) -> None:
    """By hand, in HubSpot's pages, as “Do this” says (S8)."""
    base = f"http://127.0.0.1:{demo.ports['hubspot']}/ui"
    page.goto(f"{base}/settings/")
    page.get_by_label("Edit finalized invoices").check()
    page.get_by_role("button", name="Save").click()
    page.goto(f"{base}/invoices/?q={number}")
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Adjustment 1 kind").select_option("–")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()


def it_went_through_by_itself(page: Any, demo: Demo, number: str) -> None:
    """Nobody clicks anything of ours."""
    until(lambda: number in demo.invoices("quickbooks"))
    page.goto(f"{demo.address}/demo/invoices/?q={number}")
    page.get_by_role("row", name=re.compile(number)).get_by_text("Syncing").wait_for()
    axe_finds_nothing(page)


def until(true: Any, seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.2)
