"""Sign-in by the consent page, tokens, what is told about them, refresh and revocation, through the client."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from hubspot import HubSpot as Client
from hubspot.utils.oauth import get_auth_url

from tests.clients.hubspot.site import APP, Site, refused

BACK = "https://syncapp.example/oauth/hubspot/callback/"
SCOPES = ("oauth", "crm.objects.contacts.read")
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def consent(site: Site, decision: str, **more: Any) -> dict[str, str]:
    """The person opens the address that the client made, and presses a button; the query of the way back."""
    address = get_auth_url(APP["client_id"], BACK, scope=SCOPES, state="a state", **more)
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("app.hubspot.com", "/oauth/authorize")
    page = requests.get(f"{site.url}{parts.path}?{parts.query}", timeout=5)
    assert page.ok, page.text
    form = dict(_HIDDEN.findall(page.text)) | {"decision": decision}
    answer = requests.post(f"{site.url}{parts.path}", data=form, allow_redirects=False, timeout=5)
    assert answer.status_code == 302
    location = urlsplit(answer.headers["location"])
    assert f"{location.scheme}://{location.netloc}{location.path}" == BACK
    return {name: values[0] for name, values in parse_qs(location.query).items()}


def exchange(client: Client, code: str, **changed: str) -> Any:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, **APP, **changed}
    return client.oauth.tokens_api.create(**form)


def test_a_person_signs_in_and_the_app_works(site: Site) -> None:
    nobody = site.held_by(None)
    came = consent(site, "allow", optional_scope=("crm.objects.companies.read",))
    assert came["state"] == "a state"
    token = exchange(nobody, came["code"])
    assert (token.token_type, token.expires_in) == ("bearer", 1800)
    client = site.held_by(token.access_token)
    assert client.crm.contacts.basic_api.get_page().results == []
    assert client.crm.companies.basic_api.get_page().results == []  # the optional one
    with refused(403, "MISSING_SCOPES"):
        client.crm.products.basic_api.get_page()

    told = client.oauth.access_tokens_api.get(token.access_token)
    assert (told.hub_id, told.token, told.token_type) == (48807700, token.access_token, "access")
    assert set(told.scopes) == {*SCOPES, "crm.objects.companies.read"}
    assert 1790 <= told.expires_in <= 1800
    kept = client.oauth.refresh_tokens_api.get(token.refresh_token)
    assert (kept.client_id, kept.hub_id, kept.token_type) == (APP["client_id"], 48807700, "refresh")

    fresh = nobody.oauth.tokens_api.create(
        grant_type="refresh_token", refresh_token=token.refresh_token, **APP
    )  # fmt: skip
    assert fresh.refresh_token == token.refresh_token  # HubSpot's does not change
    assert fresh.access_token != token.access_token
    for one in (token, fresh):
        assert site.held_by(one.access_token).crm.contacts.basic_api.get_page().results == []


def test_a_person_says_no(site: Site) -> None:
    came = consent(site, "deny")
    assert (came["error"], came["state"]) == ("access_denied", "a state")


def test_a_code_is_good_once(site: Site) -> None:
    nobody, code = site.held_by(None), consent(site, "allow")["code"]
    exchange(nobody, code)
    with refused(400) as caught:
        exchange(nobody, code)
    assert caught.body["status"] == "BAD_AUTH_CODE"
    assert caught.body["message"] == "missing or unknown auth code"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"code": "na1-none"}, "BAD_AUTH_CODE"),
        ({"redirect_uri": "https://elsewhere.example/"}, "BAD_REDIRECT_URI"),
        ({"client_id": ""}, "BAD_CLIENT_ID"),
        ({"client_secret": ""}, "BAD_CLIENT_SECRET"),
        ({"grant_type": "password"}, "BAD_GRANT_TYPE"),
    ],
)
def test_what_is_wrong_with_an_exchange(site: Site, changed: dict[str, str], status: str) -> None:
    code = consent(site, "allow")["code"]
    with refused(400, reason="Bad Request") as caught:
        exchange(site.held_by(None), changed.pop("code", code), **changed)
    assert caught.body["status"] == status


def test_access_runs_out_and_is_refreshed(site: Site) -> None:
    pair = site.tokens(client_id=APP["client_id"])
    client = site.held_by(pair["access_token"])
    site.wait(1801)
    with refused(401, "EXPIRED_AUTHENTICATION", "Unauthorized") as caught:
        client.crm.contacts.basic_api.get_page()
    assert re.search(r"expired \d+ second", caught.body["message"])
    assert list(caught.body["context"]) == ["expire time"]
    with refused(404):
        client.oauth.access_tokens_api.get(pair["access_token"])
    client.access_token = client.oauth.tokens_api.create(
        grant_type="refresh_token", refresh_token=pair["refresh_token"], **APP
    ).access_token
    assert client.crm.contacts.basic_api.get_page().results == []


def test_a_revoked_token_is_void(site: Site) -> None:
    pair = site.tokens(client_id=APP["client_id"])
    client = site.held_by(pair["access_token"])
    assert client.oauth.refresh_tokens_api.archive(pair["refresh_token"]) is None
    with refused(400) as caught:
        client.oauth.tokens_api.create(grant_type="refresh_token", refresh_token=pair["refresh_token"], **APP)
    assert caught.body["status"] == "BAD_REFRESH_TOKEN"
    with refused(404):
        client.oauth.refresh_tokens_api.get(pair["refresh_token"])
    with refused(401, "INVALID_AUTHENTICATION"):
        client.crm.contacts.basic_api.get_page()


@pytest.mark.parametrize("version", ["v3", "2026-03", "2026-09"])
def test_the_newer_token_routes_by_raw_requests(site: Site, version: str) -> None:
    nobody = site.held_by(None)

    def post(path: str, **form: str) -> Any:
        return nobody.api_request({
            "method": "POST", "path": f"/oauth/{version}/token{path}", "default_json": False, "body": {**APP, **form},
        })  # fmt: skip

    code = consent(site, "allow")["code"]
    token = post("", grant_type="authorization_code", code=code, redirect_uri=BACK).json()
    assert (token["hub_id"], token["token_use"], token["scopes"]) == (48807700, "access_token", list(SCOPES))
    told = post("/introspect", token=token["access_token"], token_type_hint="access_token").json()
    assert (told["active"], told["client_id"]) == (True, APP["client_id"])
    assert post("/introspect", token=token["refresh_token"]).json()["token_use"] == "refresh_token"
    assert post("/revoke", token=token["refresh_token"], token_type_hint="refresh_token").ok
    refusal = post("", grant_type="refresh_token", refresh_token=token["refresh_token"])
    assert (refusal.status_code, refusal.json()["error"]) == (400, "invalid_grant")
    assert refusal.json()["status"] == "BAD_REFRESH_TOKEN"
    assert post("/introspect", token=token["access_token"]).json() == {"active": False}
