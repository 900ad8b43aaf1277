"""Connecting as a person does it: by role and name, through both vendors' own pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from syncapp.storage.models import Connection, SyncRecord
from tests.chromium import picture, violations
from tests.web.conftest import Shop, filled
from tests.web.connections.conftest import Vendors

pytestmark = pytest.mark.browser


@pytest.fixture
def shop(transactional_db: None) -> Shop:
    """As elsewhere, for a server in another thread."""
    return filled()


@pytest.fixture
def page(chromium: Any, live_server: Any, shop: Shop, vendors: Vendors, settings: Any) -> Iterator[Any]:
    """Signed in as the owner, at Integrations, with nothing connected."""
    settings.PUBLIC_URL = live_server.url
    SyncRecord.objects.filter(workspace=shop.workspace).delete()
    Connection.objects.filter(workspace=shop.workspace).delete()
    context = chromium.new_context()
    context.set_default_timeout(30_000)
    opened = context.new_page()
    opened.complaints = []
    opened.on(
        "console",
        lambda said: (
            opened.complaints.append(said.text)
            if said.type == "error" and live_server.url in said.location["url"]
            else None
        ),
    )
    opened.goto(f"{live_server.url}{shop.url('integrations/')}")
    opened.get_by_label("Email").fill("owner@example.com")
    opened.get_by_label("Password", exact=True).fill("a long password 4 tests")
    opened.get_by_role("button", name="Sign in", exact=True).click()
    opened.get_by_role("heading", name="Integrations", exact=True).wait_for()
    yield opened
    context.close()


def connect_both(page: Any) -> None:
    page.get_by_label("HubSpot edition").select_option("professional")
    page.get_by_role("button", name="Connect HubSpot").click()
    page.get_by_role("button", name="Connect app").or_(page.get_by_role("button", name="Allow")).first.click()
    page.get_by_text("HubSpot is connected").wait_for()
    page.get_by_role("button", name="Connect QuickBooks Online").click()
    page.get_by_role("button", name="Connect", exact=True).click()
    page.get_by_text("QuickBooks Online is connected").wait_for()


def test_an_owner_connects_both_accounts_and_gives_one_back(page: Any) -> None:
    picture(page, "integrations-empty")
    connect_both(page)
    assert page.get_by_text("Both accounts are connected").is_visible()
    assert page.get_by_text("Professional", exact=True).first.is_visible()
    picture(page, "integrations")
    page.get_by_text("Disconnect", exact=True).last.click()
    page.get_by_role("button", name="Disconnect QuickBooks Online").click()
    page.get_by_text("QuickBooks Online is disconnected.").wait_for()
    assert page.get_by_role("button", name="Reconnect QuickBooks Online").is_visible()
    assert page.complaints == []


def test_a_person_who_declines_is_told_so(page: Any) -> None:
    page.get_by_role("button", name="Connect QuickBooks Online").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("QuickBooks Online was not connected: the request was declined there.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_390_pixels_and_axe_finds_nothing(page: Any, chromium: Any, scheme: str) -> None:
    connect_both(page)
    context = chromium.new_context(
        bypass_csp=True,
        color_scheme=scheme,
        viewport={"width": 390, "height": 900},
        storage_state=page.context.storage_state(),
    )
    narrow = context.new_page()
    narrow.goto(page.url)
    for one in narrow.locator("details > summary").all():
        one.click()
    picture(narrow, f"integrations-390-{scheme}")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    found = violations(narrow)
    context.close()
    assert found == []
