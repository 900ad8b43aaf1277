"""Two vendors that can be signed in to, and people in a browser that has just given its password."""

from __future__ import annotations

import html
import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from syncapp.storage.models import Connection, SyncRecord
from tests.web.conftest import Shop
from tests.world import REALM, World

PORTAL = "48807700"


def lately(client: Client) -> Client:
    """As allauth notes it when somebody signs in on the page."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = session.get("_auth_user_id")
    session.save()
    return client


class Vendors:
    """The consent pages, as a person answers them."""

    def __init__(self, world: World) -> None:
        self.world = world

    def consent(self, address: str, *, allow: bool = True, **more: str) -> str:
        """Yes or no on the page at `address`; where the vendor then sends the browser, below our own host."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        page = requests.get(address, timeout=10)
        assert page.status_code == 200, page.text
        yes, no = ("allow", "deny") if "/oauth/authorize" in address else ("connect", "cancel")
        form = {**asked, "decision": yes if allow else no, **more}
        answer = requests.post(address.partition("?")[0], data=form, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


@pytest.fixture
def vendors(_world: World, settings: Any) -> Vendors:
    _world.reset()
    settings.HUBSPOT_APP_URL = _world.sandbox.hubspot_url
    settings.QUICKBOOKS_APP_URL = _world.sandbox.quickbooks_url
    settings.HUBSPOT_CLIENT_ID, settings.HUBSPOT_CLIENT_SECRET = "hubspot-app", "hubspot-secret"
    settings.QUICKBOOKS_CLIENT_ID, settings.QUICKBOOKS_CLIENT_SECRET = "intuit-app", "intuit-secret"
    settings.PUBLIC_URL = "https://sync.example.com"
    return Vendors(_world)


@pytest.fixture(autouse=True)
def _accounts_of_their_own(request: pytest.FixtureRequest) -> None:
    """The other workspace is connected elsewhere: what two share is not given back."""
    if "shop" in request.fixturenames:
        other = request.getfixturevalue("shop").other
        Connection.objects.filter(workspace=other, side="hubspot").update(account_id="777")


@pytest.fixture
def fresh(shop: Shop) -> Shop:
    """A workspace that nothing was ever connected to."""
    SyncRecord.objects.filter(workspace=shop.workspace).delete()
    Connection.objects.filter(workspace=shop.workspace).delete()
    return shop


def begin(client: Client, shop: Shop, side: str, **more: str) -> str:
    """Press the button; the vendor's address that it leads to."""
    answer = client.post(f"/oauth/{side}/start/", {"workspace": shop.workspace.slug, **more})
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def connect(client: Client, shop: Shop, vendors: Vendors, side: str, **more: str) -> Any:
    return client.get(vendors.consent(begin(client, shop, side, **more)))


def said(client: Client, shop: Shop) -> str:
    """What the page says about what has just been done."""
    text = client.get(shop.url("integrations/")).content.decode()
    found = re.search(r'<div class="banner (?:ok|bad|ask) narrow" role="\w+">(?:.*?)<p>(.*?)</p>', text, re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])) if found else ""


__all__ = ["PORTAL", "REALM", "Vendors", "begin", "connect", "lately", "said"]
