"""Where the pages lead: no link is dead, no place on a page is missing, and none is there twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.test import Client

from tests.web.conftest import Shop
from tests.web.setup.conftest import set_up  # noqa: F401 - a fixture
from tests.web.test_queries import pages
from tests.web.test_urls import body

POINTERS = ("for", "form", "list", "aria-labelledby", "aria-describedby", "popovertarget")
LEAVES = "/accounts/logout/"  # who follows it is signed out


class Page(HTMLParser):
    """The places of a page, what points at them, and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.places = Counter[str]()
        self.pointed: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.places.update([told["id"]] if "id" in told else [])
        self.pointed += [place for name in POINTERS for place in told.get(name, "").split()]
        self.links += [told["href"]] if tag == "a" else []


def like(address: str) -> str:
    """Addresses that differ in keys, or in what a list is narrowed to, lead to pages of one kind."""
    path, _, query = address.partition("?")
    told = {one if one.startswith(("tab=", "view=")) else one.partition("=")[0] for one in query.split("&")}
    return re.sub(r"\d+", "N", f"{path}?{'&'.join(sorted(told))}")


def opened(client: Client, address: str) -> Page | None:
    """None for a file."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return Page(body(answer).decode()) if answer["Content-Type"].startswith("text/html") else None


def walked(client: Client, starts: Iterable[str]) -> dict[str, Page]:
    """One page of each kind, from those that this client may open as far as links lead."""
    found, kinds, waiting = dict[str, Page](), set[str](), list[str]()

    def lead(address: str) -> None:
        if like(address) not in kinds and not address.startswith(("http", LEAVES)):
            kinds.add(like(address))
            waiting.append(address)

    for start in {like(one): one for one in starts}.values():
        if client.get(start).status_code == 200:  # this role may
            lead(start)
    while waiting:
        address = waiting.pop()
        if page := opened(client, address):
            found[address] = page
            for link in page.links:
                lead(urljoin(address, link).partition("#")[0])
    return found


@pytest.mark.parametrize("role", ["owner", "viewer"])
def test_every_link_leads_to_a_page_and_to_a_place_that_is_there_once(set_up: Shop, role: str) -> None:  # noqa: F811
    client = set_up.client(role)
    found = walked(client, pages(set_up))
    assert len(found) > 100
    wrong = []
    anchors: dict[tuple[str, str], tuple[str, str]] = {}
    for address, page in found.items():
        wrong += [(address, f"{place} is there twice") for place, number in page.places.items() if number > 1]
        wrong += [(address, f"{place} is pointed at") for place in page.pointed if place not in page.places]
        for link in page.links:
            target, _, place = urljoin(address, link).partition("#")
            if place:
                anchors.setdefault((like(target), like(place)), (target, place))
    for target, place in anchors.values():
        there = found.get(target) or opened(client, target)
        wrong += [(target, f"#{place} leads nowhere")] if there and place not in there.places else []
    assert wrong == []
