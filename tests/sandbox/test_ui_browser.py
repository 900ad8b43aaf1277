"""The pages in a real browser: by role and name, narrow, dark, and with nothing for axe to find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from syncapp.sandbox import server
from tests.chromium import COLORS, violations

pytestmark = pytest.mark.browser
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
PAGES = {
    "hubspot": ("", "contacts/", "contacts/10030/", "contacts/new/", "invoices/", "invoices/new/", "invoices/10198/edit/",
        "settings/", "settings/connected-apps/", "troubles/", "line_items/", "faults/", "limits/", "webhooks/", "journal/",
    ),
    "quickbooks": (
        "", "customers/", "invoices/", "invoices/21/", "invoices/21/edit/", "payments/new/", "deposits/new/",
        "preferences/", "troubles/", "accounts/1/", "audit-log/",
    ),
}  # fmt: skip
EACH = [(system, path) for system, paths in PAGES.items() for path in paths]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[server.Sandbox]:
    with server.running("landscaping", 20, clock=NOW, limits=False) as found:
        yield found


def base(sandbox: server.Sandbox, system: str) -> str:
    return f"{sandbox.ports[system].vendor.base_url}/ui/"


@pytest.mark.parametrize("system", PAGES)
def test_axe_finds_nothing_light_or_dark(sandbox: server.Sandbox, chromium: Any, system: str) -> None:
    # The page's own policy forbids scripts, the one that axe is injected as too.
    page = chromium.new_context(bypass_csp=True, reduced_motion="reduce").new_page()
    wrong = []
    for path in PAGES[system]:
        page.emulate_media(color_scheme="light")
        page.goto(base(sandbox, system) + path)
        wrong += [(path, "light", *found) for found in violations(page)]
        page.emulate_media(color_scheme="dark")
        wrong += [(path, "dark", *found) for found in violations(page, rules=COLORS)]
    assert not wrong, wrong


def test_at_390_pixels_nothing_has_to_be_scrolled_sideways(sandbox: server.Sandbox, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for system, path in EACH:
        page.goto(base(sandbox, system) + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert complaints == [], path


def test_an_invoice_is_drafted_finalized_and_paid_by_role_and_name(sandbox: server.Sandbox, chromium: Any) -> None:
    page = chromium.new_page()
    page.goto(base(sandbox, "hubspot"))
    page.get_by_role("link", name="Contacts", exact=True).first.click()
    page.get_by_role("link", name="New contact").click()
    page.get_by_label("First name").fill("Willa")
    page.get_by_label("Last name").fill("Cather")
    page.get_by_label("Email").fill("willa@example.com")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="New invoice").click()
    page.get_by_label("Line 1 product").select_option("Mowing plan, small")
    page.get_by_label("Line 1 quantity").fill("2")
    page.get_by_label("Line 1 quantity").press("Enter")  # saves: the main button is the first
    page.get_by_role("button", name="Finalize").click()
    assert page.get_by_role("status").inner_text() == "The invoice was finalized."
    page.get_by_label("Reference number").fill("4711")
    page.get_by_role("button", name="Record payment").click()
    assert page.get_by_role("link", name="Payment 4711").is_visible()
    assert page.get_by_text("paid", exact=True).first.is_visible()


def test_a_payment_is_received_in_quickbooks_by_role_and_name(sandbox: server.Sandbox, chromium: Any) -> None:
    page = chromium.new_page()
    page.goto(base(sandbox, "quickbooks"))
    page.get_by_role("navigation").get_by_role("link", name="Invoices", exact=True).click()
    page.get_by_role("link", name="New invoice").click()
    page.get_by_label("Customer", exact=True).select_option("Grace Kim")
    page.get_by_label("Line 1 product/service").select_option("Dump fee")
    page.get_by_label("Line 1 rate").fill("90")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Receive payment").click()
    page.get_by_label("Reference no.").fill("815")
    page.get_by_role("button", name="Receive payment").click()
    assert page.get_by_role("heading", name="Payment 815").is_visible()
