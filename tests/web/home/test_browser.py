"""The charts of Home as they are seen, pointed at and come anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from tests.chromium import picture, violations
from tests.web.conftest import Shop, filled
from tests.web.home.test_charts import full

pytestmark = pytest.mark.browser


@pytest.fixture
def shop(transactional_db: None) -> Shop:
    """As elsewhere, for a server in another thread."""
    made = filled()
    full(made)
    return made


@pytest.fixture
def page(chromium: Any, live_server: Any, shop: Shop) -> Any:
    """Home of 14 days, for a bookkeeper."""
    session = shop.client("bookkeeper").cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")  # else a change of theme is under way
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    opened = context.new_page()
    opened.goto(f"{live_server.url}{shop.url()}?days=14")
    return opened


def test_axe_finds_nothing_in_either_theme_at_either_width(page: Any) -> None:  # B14
    for fold in page.locator("#trends summary").all():
        fold.click()
    for theme in ("light", "dark"):
        for width in (1440, 390):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("scrollTo(0, 0)")
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            picture(page, f"home-charts-{theme}-{width}")


def test_amounts_and_ways_in_stand_in_columns(page: Any) -> None:
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name in (".amount", ".open"):
            boxes = [one.bounding_box() for one in page.locator(f".needs {name}").all()]
            assert len(boxes) > 2
            assert len({round(box["x"] + box["width"]) for box in boxes}) == 1


def test_a_day_opens_what_it_counts_and_the_keys_leave_it_to_the_table(page: Any) -> None:  # B14
    assert page.locator("#trends svg :is(a, rect)").evaluate_all("all => all.every((one) => one.tabIndex < 0)")
    page.locator("#trends svg.days a").last.dispatch_event("click")
    page.get_by_role("heading", name="QuickBooks Online").wait_for()
    assert "arrived_since=" in page.url


def test_the_charts_come_anew_with_what_was_opened(page: Any, shop: Shop) -> None:
    page.locator("#trends summary").first.click()
    page.evaluate("document.activeElement.blur()")
    for part in ("now", "trends"):
        page.evaluate("(id) => { document.getElementById(id).dataset.old = 'yes' }", part)
    page.evaluate("htmx.trigger(document.body, 'synced')")
    for part in ("now", "trends"):
        page.locator(f"#{part}:not([data-old])").wait_for()
        assert page.locator(f"#{part}").count() == 1
    page.locator("#trends details[open]").wait_for()
    assert page.get_by_role("heading", name="Last 14 days").is_visible()


def test_what_was_opened_is_kept_when_two_parts_come_at_the_same_time(page: Any) -> None:
    page.locator("#trends summary").first.click()
    page.evaluate(
        """() => {
          const tell = (id, name) => document.getElementById(id).dispatchEvent(new CustomEvent(name, {bubbles: true}));
          tell("trends", "htmx:beforeSwap");
          tell("now", "htmx:beforeSwap");
          document.querySelector("#trends details").open = false;
          tell("now", "htmx:afterSettle");
          tell("trends", "htmx:afterSettle");
        }"""
    )
    assert page.locator("#trends details").first.get_attribute("open") is not None
