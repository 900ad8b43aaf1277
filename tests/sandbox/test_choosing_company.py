"""The authorize page after each data set: one company or several, chosen without a script and by the keyboard alone."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from syncapp.sandbox import seeds, server
from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port
from tests.chromium import launched, violations
from tests.sandbox.ledgers import NOW

ASK = {
    "client_id": "app", "redirect_uri": "http://127.0.0.1:9/back", "response_type": "code",
    "scope": "com.intuit.quickbooks.accounting", "state": "s",
}  # fmt: skip
REALM = "9341450000000001"


def planted(name: str) -> Port:
    port = open_port("quickbooks", ":memory:", Clock(NOW))
    seeds.plant(port, name, 1)
    return port


def page(port: Port) -> str:
    return port.vendor.handle(Call("GET", "/connect/oauth2", list(ASK.items()))).text or ""


def connected(port: Port, **chosen: str) -> Answer:
    body = urlencode({**ASK, "decision": "connect", **chosen}).encode()
    return port.vendor.handle(Call("POST", "/connect/oauth2", body=body))


def realm_of(answer: Answer) -> str:
    return parse_qs(urlsplit(answer.headers["location"]).query)["realmId"][0]


def radios(html: str) -> list[tuple[str, bool]]:
    found = re.findall(r'<input type="radio" name="realm" value="(\d+)"( checked)?>', html)
    return [(realm, bool(checked)) for realm, checked in found]


def test_of_four_companies_each_can_be_chosen_and_the_first_is_offered() -> None:
    port = planted("landscaping")
    html = page(port)
    realms = [f"934145000000000{number}" for number in (1, 2, 3, 4)]
    assert radios(html) == [(realm, realm == REALM) for realm in realms]
    assert "<script" not in html
    for realm in realms:
        answer = connected(port, realm=realm)
        assert realm_of(answer) == realm
    assert connected(port, realm="123").status == 400


@pytest.mark.parametrize("name", [name for name in seeds.COMPANIES if name != seeds.FIRST])
def test_after_a_seed_of_one_company_it_is_the_only_one_and_chosen(name: str) -> None:
    port = planted(name)
    html = page(port)
    assert radios(html) == [(REALM, True)]
    assert "<gardens>" not in html.lower()  # a name with signs of HTML is a text
    assert realm_of(connected(port, realm=REALM)) == REALM
    assert realm_of(connected(port)) == REALM


@pytest.mark.browser
def test_a_company_is_chosen_by_the_keyboard_without_scripts() -> None:
    with server.running("landscaping", 1, clock=NOW, limits=False) as sandbox, launched() as browser:
        back: list[str] = []
        context = browser.new_context(java_script_enabled=False)
        tab = context.new_page()
        tab.on("request", lambda request: back.append(request.url))
        where = f"{sandbox.quickbooks_url}/connect/oauth2?{urlencode(ASK)}"
        tab.goto(where)
        tab.keyboard.press("Tab")
        assert tab.get_by_role("radio", name="Fernhill Grounds & Gardens LLC").is_checked()
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("ArrowDown")
        assert tab.get_by_role("radio", name="Fernhill Design Studio").is_checked()
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")  # on "Connect"
        tab.wait_for_timeout(500)
        (found,) = [url for url in back if url.startswith("http://127.0.0.1:9/")]
        assert parse_qs(urlsplit(found).query)["realmId"] == ["9341450000000003"]
        context.close()
        _accessible(browser, where)


def _accessible(browser: Any, where: str) -> None:
    context = browser.new_context(bypass_csp=True)
    tab = context.new_page()
    tab.goto(where)
    assert violations(tab) == []
    context.close()
