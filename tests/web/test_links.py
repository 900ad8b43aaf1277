"""Where the pages lead: no link is dead, no place on a page is missing, none is there twice, and nobody is offered a button
that is not for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from syncapp.queries.rights import rights_of
from tests.web.conftest import Shop
from tests.web.setup.conftest import set_up  # noqa: F401 - a fixture
from tests.web.test_queries import pages
from tests.web.test_urls import body

POINTERS = ("for", "form", "list", "aria-labelledby", "aria-describedby", "popovertarget")
LEAVES = "/accounts/logout/"  # who follows it is signed out


class Page(HTMLParser):
    """The places of a page, what points at them, its links, and where its forms are sent."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.places = Counter[str]()
        self.pointed: list[str] = []
        self.links: list[str] = []
        self.sent: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.places.update([told["id"]] if "id" in told else [])
        self.pointed += [place for name in POINTERS for place in told.get(name, "").split()]
        self.links += [told["href"]] if tag == "a" else []
        self.sent += [told.get("action", "")] if tag == "form" and told.get("method") == "post" else []
        self.sent += [told["formaction"]] if "formaction" in told else []


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


@pytest.mark.parametrize("role", ["owner", "bookkeeper", "viewer"])
def test_links_lead_to_pages_and_places_and_buttons_are_for_who_sees_them(set_up: Shop, role: str) -> None:  # noqa: F811
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
    mine = rights_of(set_up.membership(role))
    for address, page in found.items():
        for sent in page.sent:
            view = resolve(urlsplit(urljoin(address, sent)).path).func
            wrong += (
                [(address, f"{sent} is not for a {role}")] if getattr(view, "right", None) not in {None, *mine} else []
            )
    assert wrong == []
