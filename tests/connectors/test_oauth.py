"""Tokens of both vendors: over sockets for what can go wrong, against the sandbox for the real thing."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from syncapp.connectors import oauth
from syncapp.connectors.errors import (
    ConnectionExpired,
    GarbageAnswer,
    LimitReached,
    NotSent,
    VendorUnavailable,
)
from syncapp.connectors.oauth import Client, Endpoints
from syncapp.sandbox.server import Sandbox, running
from tests.connectors.wire import GARBAGE, Start, drip, hang, reset, whole

APP = Client("app-id", "app-secret")
TOKEN = b'{"token_type":"bearer","access_token":"A","refresh_token":"R","expires_in":1800,"hub_id":48807700,"scopes":["oauth"]}'


def endpoints(url: str) -> Endpoints:
    return Endpoints(f"{url}/connect", f"{url}/bearer", f"{url}/revoke", "issuer")


# HubSpot


def test_hubspots_code_becomes_tokens_at_the_dated_path(start: Start) -> None:
    setup = start(whole(TOKEN))
    found = oauth.hubspot_exchange(setup.http.base_url, APP, "the-code", "https://x.example/back", "verifier")
    assert (found.access_token, found.refresh_token, found.expires_in) == ("A", "R", 1800)
    assert (found.scopes, found.account_id, found.refresh_expires_in) == (("oauth",), "48807700", None)
    head, _, body = setup.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /oauth/2026-03/token HTTP/1.1")
    assert b"application/x-www-form-urlencoded" in head
    assert b"Authorization" not in head
    assert parse_qs(body.decode()) == {
        "grant_type": ["authorization_code"], "code": ["the-code"], "redirect_uri": ["https://x.example/back"],
        "code_verifier": ["verifier"], "client_id": ["app-id"], "client_secret": ["app-secret"],
    }  # fmt: skip


def test_a_refresh_without_a_new_refresh_token_keeps_the_old_one(start: Start) -> None:
    setup = start(whole(b'{"access_token":"B","expires_in":1800}'))
    assert oauth.hubspot_refresh(setup.http.base_url, APP, "old").refresh_token == "old"


@pytest.mark.parametrize(
    "body",
    [
        b'{"error":"invalid_grant","error_description":"x","status":"BAD_REFRESH_TOKEN","message":"x"}',
        b'{"status":"BAD_REFRESH_TOKEN","message":"missing or invalid refresh token"}',
        b'{"status":"BAD_AUTH_CODE","message":"missing or unknown auth code"}',
        b'{"error":"invalid_grant"}',
    ],
)
def test_a_dead_grant_needs_a_person(start: Start, body: bytes) -> None:  # F28
    for renew in (
        lambda url: oauth.hubspot_refresh(url, APP, "r"),
        lambda url: oauth.quickbooks_refresh(endpoints(url), APP, "r"),
    ):
        setup = start(whole(body, "400 Bad Request"))
        with pytest.raises(ConnectionExpired) as caught:
            renew(setup.http.base_url)
        assert caught.value.problem.code == "connection_expired"
        assert len(setup.requests) == 1


def test_a_wrong_client_is_no_reason_to_ask_the_person_to_reconnect(start: Start) -> None:
    setup = start(whole(b'{"error":"invalid_client"}', "401 X"))
    with pytest.raises(NotSent) as caught:
        oauth.quickbooks_refresh(endpoints(setup.http.base_url), APP, "r")
    assert not isinstance(caught.value, ConnectionExpired)
    assert caught.value.problem.vendor_text == "invalid_client"


@pytest.mark.parametrize("fault", [reset, whole(b"{}", "503 X"), whole(b"{}", "500 X"), whole(b"{}", "408 X")])
def test_a_vendor_that_is_away_is_asked_later(start: Start, fault: Any) -> None:  # F18
    setup = start(fault)
    with pytest.raises(VendorUnavailable):
        oauth.hubspot_refresh(setup.http.base_url, APP, "r")
    assert len(setup.requests) == 1


@pytest.mark.parametrize("fault", [hang, drip(b"HTTP/1.1 200 OK\r\n\r\n" + TOKEN + b" " * 500)])
def test_a_token_call_ends_by_its_deadline(start: Start, fault: Any) -> None:  # F6 F10
    setup = start(fault)
    with pytest.raises(VendorUnavailable):
        oauth.hubspot_refresh(setup.http.base_url, APP, "r", deadline=0.3)


def test_a_limit_of_the_token_endpoint_is_respected(start: Start) -> None:
    setup = start(whole(b"{}", "429 X", Retry_After="12"))
    with pytest.raises(LimitReached) as caught:
        oauth.hubspot_refresh(setup.http.base_url, APP, "r")
    assert caught.value.seconds == 12


@pytest.mark.parametrize(
    "reply",
    [
        *GARBAGE.values(), whole(b'{"access_token":"","expires_in":1}'), whole(b'{"access_token":"A"}'),
        whole(b'{"access_token":"A","expires_in":"soon"}'), whole(b"", "302 X", Location="https://evil.example/"),
    ],
)  # fmt: skip
def test_an_answer_without_a_token_is_no_token(start: Start, reply: Any) -> None:  # F8 F9 F14
    setup = start(reply)
    with pytest.raises(GarbageAnswer):
        oauth.hubspot_refresh(setup.http.base_url, APP, "r")
    assert len(setup.requests) == 1


def test_tokens_and_secrets_do_not_show_in_a_repr(start: Start) -> None:
    setup = start(whole(TOKEN.replace(b'"A"', b'"CAN4RY"')))
    assert "CAN4RY" not in repr(oauth.hubspot_refresh(setup.http.base_url, APP, "CAN4RY"))
    assert "app-secret" not in repr(APP)


@pytest.mark.parametrize("url", ["http://example.com/x", "ftp://127.0.0.1/x", "file:///etc/passwd"])
def test_a_secret_is_not_sent_in_the_open(url: str) -> None:
    with pytest.raises(NotSent):
        oauth.quickbooks_refresh(Endpoints(url, url, url, ""), APP, "r")
    with pytest.raises(NotSent):
        oauth.hubspot_refresh(url, APP, "r")


# QuickBooks


def test_quickbooks_gets_its_client_by_basic_auth_and_tells_the_refresh_tokens_life(start: Start) -> None:
    setup = start(
        whole(b'{"access_token":"A","refresh_token":"new","expires_in":3600,"x_refresh_token_expires_in":8726400}')
    )
    found = oauth.quickbooks_refresh(endpoints(setup.http.base_url), APP, "old")
    assert (found.refresh_token, found.expires_in, found.refresh_expires_in) == ("new", 3600, 8726400)
    head, _, body = setup.requests[0].partition(b"\r\n\r\n")
    assert b"Basic " + base64.b64encode(b"app-id:app-secret") in head
    assert parse_qs(body.decode()) == {"grant_type": ["refresh_token"], "refresh_token": ["old"]}


def test_a_discovery_document_must_be_whole_and_lead_to_safe_places(start: Start) -> None:
    setup = start(whole(b'{"token_endpoint":"https://x.example/t"}'))
    with pytest.raises(GarbageAnswer, match="authorization_endpoint"):
        oauth.quickbooks_discover(setup.http.base_url)
    document = b'{"authorization_endpoint":"https://a.example","token_endpoint":"http://t.example","revocation_endpoint":"https://r.example","issuer":"i"}'
    setup = start(whole(document))
    with pytest.raises(NotSent):
        oauth.quickbooks_discover(setup.http.base_url)


def test_revoking_what_is_dead_already_is_fine(start: Start) -> None:
    setup = start(whole(b"", "200 OK"), whole(b'{"error":"invalid_grant"}', "400 X"))
    oauth.quickbooks_revoke(endpoints(setup.http.base_url), APP, "t")
    oauth.quickbooks_revoke(endpoints(setup.http.base_url), APP, "t")
    assert setup.requests[0].endswith(b'{"token": "t"}')


# Against the sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running(limits=False) as found:
        yield found


def consent(url: str, form: dict[str, str]) -> dict[str, str]:
    """A person says yes in the browser; what the redirect brings."""
    answer = requests.post(url, data=form, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def test_a_hubspot_account_is_connected_renewed_looked_at_and_left(sandbox: Sandbox) -> None:
    back = "https://x.example/back"
    form = {
        "client_id": APP.id,
        "redirect_uri": back,
        "scope": "oauth crm.objects.contacts.read",
        "state": "s",
        "decision": "allow",
    }
    given = consent(f"{sandbox.hubspot_url}/oauth/authorize", form)
    tokens = oauth.hubspot_exchange(sandbox.hubspot_url, APP, given["code"], back)
    assert tokens.account_id == "48807700"
    with pytest.raises(ConnectionExpired):  # a code is good once
        oauth.hubspot_exchange(sandbox.hubspot_url, APP, given["code"], back)
    assert tokens.refresh_token
    renewed = oauth.hubspot_refresh(sandbox.hubspot_url, APP, tokens.refresh_token)
    assert renewed.refresh_token == tokens.refresh_token
    told = oauth.hubspot_introspect(sandbox.hubspot_url, APP, renewed.access_token)
    assert told["active"] is True
    assert set(told["scopes"]) == {"oauth", "crm.objects.contacts.read"}
    oauth.hubspot_revoke(sandbox.hubspot_url, APP, tokens.refresh_token)
    with pytest.raises(ConnectionExpired):
        oauth.hubspot_refresh(sandbox.hubspot_url, APP, tokens.refresh_token)
    oauth.hubspot_revoke(sandbox.hubspot_url, APP, tokens.refresh_token)


def test_a_quickbooks_company_is_found_renewed_and_left(sandbox: Sandbox) -> None:
    found = oauth.quickbooks_discover(f"{sandbox.quickbooks_url}/.well-known/openid_sandbox_configuration/")
    made = requests.post(f"{sandbox.quickbooks_url}/_sandbox/tokens", json={}, timeout=10).json()
    tokens = oauth.quickbooks_refresh(found, APP, made["refresh_token"])
    assert tokens.access_token
    assert tokens.refresh_expires_in
    oauth.quickbooks_revoke(found, APP, str(tokens.refresh_token))
    with pytest.raises(ConnectionExpired):
        oauth.quickbooks_refresh(found, APP, str(tokens.refresh_token))
