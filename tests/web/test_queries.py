"""How often each page asks the database: few times, whatever it shows. The addresses are those of the resolver, and of
the screens that are looked at."""

from __future__ import annotations

import pytest
from django.test import Client

from syncapp.core.errors import CATALOGUE
from tests.browser.screens import SCREENS
from tests.web.conftest import Shop, in_every_state, queries
from tests.web.linking.conftest import ONLY_HUBSPOT, ONLY_QUICKBOOKS, contact
from tests.web.records.held import edited
from tests.web.setup.conftest import set_up  # noqa: F401 - a fixture
from tests.web.test_urls import body, readable

SIGNED_IN = 2  # the session and who it is
MOST = 8


def pages(shop: Shop) -> set[str]:
    """Every address there is, and every screen that is looked at."""
    screens = {screen.address(shop.workspace) for screen in SCREENS.values() if screen.signed_in}
    return {*readable(shop), *(address for address in screens if address and not address.endswith("no-such-page/"))}


def asked(client: Client, url: str) -> int:
    with queries() as captured:
        body(client.get(url))
    return len(captured) - SIGNED_IN


def test_no_page_asks_often(set_up: Shop) -> None:  # noqa: F811
    client = set_up.client("owner")
    counts = {url: asked(client, url) for url in pages(set_up)}
    assert {url: number for url, number in counts.items() if number > MOST} == {}


def test_no_page_asks_more_often_for_more_records(set_up: Shop) -> None:  # noqa: F811
    in_every_state(set_up.workspace)  # so that no list is empty, and each has more than one of a kind
    client = set_up.client("owner")
    few = {url: asked(client, url) for url in pages(set_up)}
    for _ in range(3):
        in_every_state(set_up.workspace)
    many = {url: asked(client, url) for url in few}
    assert {url: (few[url], number) for url, number in many.items() if number > few[url]} == {}


@pytest.mark.parametrize("kind", ["contact", "product", "invoice", "payment"])
def test_no_page_of_a_record_asks_often_whatever_form_it_shows(set_up: Shop, kind: str) -> None:  # noqa: F811
    payer = contact(set_up, "Mia Maple", "mia@maple.test", quickbooks_id="c1", status="syncing", currency="USD")
    told = {
        "currency": "EUR",
        "number": "HS-9",
        "holder_id": "1",
        "email": "mia@maple.test",
        "sku": "M-3",
        "ids": "1,2",
        "candidates": "A, B",
    }
    client, counts = set_up.client("owner"), {}
    forms = {
        (one.fix, one.also): code for code, one in CATALOGUE.items() if one.fix != "link_document" or kind == "invoice"
    }
    for code in forms.values():  # one of each
        for only in (ONLY_HUBSPOT, ONLY_QUICKBOOKS):
            row = edited(
                set_up,
                object_type=kind,
                reason=code,
                customer=payer if kind == "invoice" else None,
                params=told,
                **only,
            )
            counts[code, str(only)] = asked(client, set_up.url(f"records/{row.pk}/"))
    assert {key: number for key, number in counts.items() if number > MOST} == {}
