"""A record's page that is left open: it keeps up by itself, all of it, and never under the hands of who works in it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from syncapp.storage.models import Run, SyncRecord
from tests.web.conftest import Shop, person, workspace_of
from tests.web.records.held import edited

pytestmark = pytest.mark.browser
SYNCED = "() => htmx.trigger(document.body, 'synced')"
FOCUSED = "(text) => document.activeElement.textContent.trim() === text"
ASKED = "() => document.dispatchEvent(new Event('visibilitychange'))"  # as every five seconds


@pytest.fixture
def shop(transactional_db: None) -> Shop:
    made = Shop(workspace_of("fernhill", "Fernhill"), workspace_of("elsewhere", "Elsewhere"))
    made.people["owner"] = person("owner", made.workspace)
    return made


@pytest.fixture
def page(live_server: Any, shop: Shop, chromium: Any) -> Any:
    context = chromium.new_context()
    context.set_default_timeout(30_000)
    opened = context.new_page()
    opened.goto(f"{live_server.url}{shop.url()}")
    opened.get_by_label("Email").fill("owner@example.com")
    opened.get_by_label("Password", exact=True).fill("a long password 4 tests")
    opened.get_by_role("button", name="Sign in", exact=True).click()
    opened.get_by_role("heading", name="Home").wait_for()
    return opened


def shown(page: Any, live_server: Any, shop: Shop, record: SyncRecord) -> None:
    page.goto(f"{live_server.url}{shop.url(f'records/{record.pk}/')}")
    page.wait_for_load_state("networkidle")


def settled(record: SyncRecord) -> None:
    SyncRecord.objects.filter(pk=record.pk).update(status="syncing", reason="", params={}, quickbooks_id="77")


def ran(shop: Shop) -> None:
    Run.objects.create(workspace=shop.workspace, trigger="webhook", started_at=timezone.now(), ended_at=timezone.now())


def test_the_title_the_links_and_the_sidebar_keep_up_with_the_body(
    page: Any, live_server: Any, shop: Shop
) -> None:  # S38
    record = shop.record(status="failing", reason="order_discount", quickbooks_id=None)
    shown(page, live_server, shop, record)
    assert page.locator("#head .pill").inner_text().strip() == "Failing"
    assert "1" in page.get_by_role("link", name="Failures").inner_text()

    settled(record)
    ran(shop)
    page.get_by_role("button", name="Sync now").focus()
    page.evaluate(ASKED)

    page.locator("#head").get_by_text("Syncing").wait_for()
    assert page.locator("#head").get_by_role("link", name="QuickBooks").count() == 1
    assert "1" not in page.get_by_role("link", name="Failures").inner_text()
    page.wait_for_function(FOCUSED, arg="Sync now")  # the focus stays where it was


def test_what_is_typed_into_a_form_stays(page: Any, live_server: Any, shop: Shop) -> None:
    record = shop.record(
        object_type="contact", status="failing", reason="display_name_held", quickbooks_id=None, params={"name": "Acme"}
    )
    shown(page, live_server, shop, record)
    name = page.locator("input[name=name]")
    name.fill("Acme (Customer)")
    page.get_by_role("heading", level=1).click()  # the field has no focus any more

    settled(record)
    page.evaluate(SYNCED)
    page.wait_for_load_state("networkidle")

    assert name.input_value() == "Acme (Customer)"


def test_what_is_narrowed_and_unfolded_stays_so(page: Any, live_server: Any, shop: Shop) -> None:
    record = edited(shop, vendor_text="6240")
    shown(page, live_server, shop, record)
    page.get_by_label("Only what differs").check()
    page.get_by_text("The exact message").click()
    page.get_by_role("heading", level=1).click()

    SyncRecord.objects.filter(pk=record.pk).update(customer_name="Alder HOA East")
    page.evaluate(SYNCED)

    page.get_by_role("heading", name="Alder HOA East").wait_for()
    assert page.get_by_label("Only what differs").is_checked()
    page.get_by_text("6240").wait_for()  # the fold is opened anew right after the body has come


def test_a_page_that_opened_out_of_sight_is_live_once_it_is_looked_at(page: Any, live_server: Any, shop: Shop) -> None:
    record = shop.record()
    page.goto("about:blank")  # Home, which is looked at, asks for itself
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("Object.defineProperty(Document.prototype, 'hidden', {get: () => !window.seen})")
    shown(page, live_server, shop, record)
    page.evaluate(SYNCED)
    assert len([url for url in asked if f"/records/{record.pk}/" in url]) == 1  # the page itself, and nothing since
    assert not [url for url in asked if "/live/" in url]

    SyncRecord.objects.filter(pk=record.pk).update(status="failing", reason="order_discount")
    ran(shop)
    page.evaluate("() => { window.seen = true; document.dispatchEvent(new Event('visibilitychange')) }")

    page.locator("#head").get_by_text("Failing").wait_for()


def test_the_heading_over_a_list_and_the_sidebar_count_with_it(page: Any, live_server: Any, shop: Shop) -> None:
    mended, _ = (shop.record(status="failing", reason="order_discount", quickbooks_id=None) for _ in range(2))
    page.goto(f"{live_server.url}{shop.url('failures/')}")
    page.wait_for_load_state("networkidle")
    assert "2 records" in page.locator("#head").inner_text()

    settled(mended)
    ran(shop)
    page.evaluate(ASKED)

    page.locator("#head").get_by_text("1 record").wait_for()
    assert page.get_by_role("link", name="Failures").inner_text().split() == ["Failures", "1", "waiting"]


def test_a_page_without_a_list_has_the_counts_that_hold_now(page: Any, live_server: Any, shop: Shop) -> None:
    page.goto(f"{live_server.url}{shop.url('integrations/')}")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("link", name="Failures").inner_text().strip() == "Failures"

    shop.record(status="failing", reason="order_discount", quickbooks_id=None)
    ran(shop)
    page.evaluate(ASKED)

    page.get_by_role("link", name="Failures 1 waiting").wait_for()
    assert page.get_by_role("link", name="Integrations").get_attribute("aria-current") == "page"


def test_the_panel_beside_the_invoices_keeps_up_with_the_list_and_takes_no_focus(
    page: Any, live_server: Any, shop: Shop
) -> None:
    record = shop.record(status="failing", reason="order_discount", quickbooks_id=None)
    page.goto(f"{live_server.url}{shop.url('invoices/')}")
    page.get_by_role("link", name=record.number).click()
    panel = page.locator("#invoice")
    page.wait_for_function("() => document.activeElement.id === 'h-panel'")
    panel.get_by_text("Failing", exact=True).wait_for()
    page.get_by_role("link", name="Settings").focus()

    settled(record)
    page.evaluate(SYNCED)

    panel.get_by_text("Syncing", exact=True).wait_for()
    assert page.evaluate("() => document.activeElement.textContent.trim()") == "Settings"
    panel.get_by_role("link", name="Close").click()
    panel.wait_for(state="hidden")
    page.wait_for_function(FOCUSED, arg=record.number)  # on the link that opened it
