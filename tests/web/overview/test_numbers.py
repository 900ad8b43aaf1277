"""A number opens exactly the records that it counted: every number on every page is followed."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from syncapp.queries.counts import Tally
from syncapp.storage.models import SyncRecord
from tests.web.conftest import Shop

OVERVIEW = "integrations/quickbooks/?tab=overview"


class Links(HTMLParser):
    """The links of a page with their text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.open.append(dict(attrs).get("href") or "")
            self.text = ""
        elif self.open:
            self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.open:
            self.found.append((unescape(self.open.pop()), " ".join(self.text.split())))


def numbers(html: str) -> list[tuple[str, int]]:
    """Links to lists of records, each with the number that its text says."""
    links = Links()
    links.feed(html)
    lists = [(href, text) for href, text in links.found if "status=" in href or "show=" in href]
    counted = [(href, re.sub(r"[$€][\d,.]+", "", text)) for href, text in lists]
    return [(href, int(match[0].replace(",", ""))) for href, text in counted if (match := re.search(r"\d[\d,]*", text))]


def opened(shop: Shop, href: str) -> set[int]:
    """Every record that the list at this address holds, page after page."""
    client, found, address = shop.client("viewer"), set(), href
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.context["panel"]["page"] if "show=" in href else answer.context["page"]
        found |= {row.pk for row in page.rows}
        if page.after is None:
            assert page.number == len(found), href
        address = f"{href}&after={page.after}" if page.after else ""
    return found


@pytest.mark.parametrize("start", ["", "integrations/quickbooks/", OVERVIEW, f"{OVERVIEW}&object=invoice"])
@pytest.mark.parametrize("off", ["", "product", "invoice"])
def test_every_number_opens_the_records_that_it_counted(shop: Shop, start: str, off: str) -> None:
    for _ in range(30):  # more than one page, in the panel and in the list
        shop.record(status="failing", reason="order_tax", quickbooks_id=None)
    if off:
        shop.turn_off(off)
    html = shop.client("owner").get(shop.url(start)).content.decode()
    found = numbers(html)
    assert len(found) >= 4
    for href, number in found:
        assert len(opened(shop, href)) == number, href


def tabs(shop: Shop, address: str) -> list[tuple[str, int]]:
    """The views of a list, each with the number that stands beside its name."""
    html = shop.client("viewer").get(shop.url(address)).content.decode()
    (nav,) = re.findall(r'<nav class="tabs" id="views".*?</nav>', html, re.DOTALL)
    links = Links()
    links.feed(nav)
    return [
        (href, int(match[0].replace(",", ""))) for href, text in links.found if (match := re.search(r"\d[\d,]*$", text))
    ]


@pytest.mark.parametrize(
    "query", ["", "q=HS-0007", "since=2026-01-01&until=2026-12-31", "status=failing", "view=unequal"]
)
def test_the_number_beside_a_view_of_invoices_is_that_of_its_list(shop: Shop, query: str) -> None:  # S39
    for href, number in tabs(shop, f"invoices/?{query}"):
        assert shop.client("viewer").get(href).context["sums"].number == number, href


@pytest.mark.parametrize("query", ["", "object=contact", "object=invoice&cause=order_discount", "view=ignored"])
def test_the_number_beside_failing_is_that_of_its_list(shop: Shop, query: str) -> None:  # B6
    for href, number in tabs(shop, f"failures/?{query}"):
        told = shop.client("viewer").get(href).context
        listed = told["page"].number if "view=" in href else sum(one.cell.number for one in told["groups"])
        assert listed == number, href


def test_the_panels_of_one_row_hold_each_record_once(shop: Shop) -> None:
    shop.turn_off("product")
    for kind in ("contact", "product", "invoice", "payment"):
        seen: list[int] = []
        for name in ("syncing", "failing", "excluded", "pending", "waiting", "approval", "parked", "ignored", "paused"):
            seen += opened(shop, shop.url(f"{OVERVIEW}&show={kind}.{name}"))
        rows = SyncRecord.objects.filter(workspace=shop.workspace, object_type=kind)
        assert sorted(seen) == sorted(rows.values_list("pk", flat=True))


def test_the_row_total_is_the_sum_of_the_rows_above(shop: Shop) -> None:
    answer = shop.client("viewer").get(shop.url(OVERVIEW))
    for name, cell in answer.context["totals"].items():
        assert cell.number == sum(row.cells[name].number for row in answer.context["rows"])
    assert answer.context["total"] == Tally(shop.workspace).total
