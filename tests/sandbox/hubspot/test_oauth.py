from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from syncapp.sandbox.call import Answer, Call
from tests.sandbox.hubspot.portal import Portal

CLIENT = {"client_id": "app", "client_secret": "secret"}
ASKED = {
    "client_id": "app",
    "redirect_uri": "http://127.0.0.1:8000/cb?x=1",
    "scope": "oauth crm.objects.contacts.read",
    "state": "s1",
}
TOKEN_PATHS = ["/oauth/v1/token", "/oauth/v3/token", "/oauth/2026-03/token", "/oauth/2026-09/token"]


def post(portal: Portal, path: str, **form: str) -> Answer:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return portal.vendor.handle(Call("POST", path, headers=headers, body=urlencode(form).encode()))


def decide(portal: Portal, decision: str = "allow", **more: str) -> dict[str, str]:
    answer = post(portal, "/oauth/authorize", **{**ASKED, **more, "decision": decision})
    assert answer.status == 302
    return {key: values[0] for key, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def exchange(portal: Portal, code: str, path: str = TOKEN_PATHS[2], **more: str) -> Answer:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": ASKED["redirect_uri"],
        **CLIENT,
        **more,
    }
    return post(portal, path, **form)


def refresh(portal: Portal, token: str, path: str = TOKEN_PATHS[2], **more: str) -> Answer:
    return post(portal, path, **{"grant_type": "refresh_token", "refresh_token": token, **CLIENT, **more})


@pytest.fixture
def tokens(portal: Portal) -> dict[str, Any]:
    return dict(exchange(portal, decide(portal)["code"]).data)


def test_the_consent_page_is_a_plain_form_with_two_buttons(portal: Portal) -> None:
    answer = portal.vendor.handle(
        Call("GET", "/oauth/authorize", [*ASKED.items(), ("optional_scope", "crm.objects.owners.read")])
    )
    page = answer.text or ""
    assert (answer.status, page.count("<button")) == (200, 2)
    assert 'method="post" action="/oauth/authorize"' in page
    assert "crm.objects.owners.read</code> (optional)" in page
    assert "<script" not in page


def test_the_consent_page_names_the_app_and_what_it_may_do_in_words(portal: Portal) -> None:
    scopes = {
        **ASKED,
        "scope": "oauth crm.objects.line_items.write crm.objects.commercepayments.read crm.schemas.invoices.write",
    }
    page = portal.vendor.handle(Call("GET", "/oauth/authorize", list(scopes.items()))).text or ""
    assert f"The app <strong>{ASKED['client_id']}</strong> asks to:" in page
    for words in (
        "Know which account this is",
        "Make and change line items",
        "Read payments",
        "Make properties of invoices",
    ):
        assert f"<li>{words} <code>" in page


def test_what_the_page_shows_is_escaped(portal: Portal) -> None:
    asked = {**ASKED, "state": '"><script>alert(1)</script>'}
    page = portal.vendor.handle(Call("GET", "/oauth/authorize", list(asked.items()))).text or ""
    assert "<script" not in page


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": ""},
        {"redirect_uri": "nonsense"},
        {"scope": ""},
        {"scope": "nonsense"},
        {"code_challenge_method": "plain"},
    ],
)
def test_a_request_that_cannot_be_granted_is_not_redirected(portal: Portal, change: dict[str, str]) -> None:
    answer = portal.vendor.handle(Call("GET", "/oauth/authorize", list({**ASKED, **change}.items())))
    assert (answer.status, "location" in answer.headers) == (400, False)


def test_allowing_redirects_with_a_code_and_the_state(portal: Portal) -> None:
    back = decide(portal)
    assert (back["x"], back["state"], back["code"][:4]) == ("1", "s1", "na1-")


def test_denying_redirects_with_an_error(portal: Portal) -> None:
    back = decide(portal, "deny")
    assert (back["error"], back["state"], "code" in back) == ("access_denied", "s1", False)


@pytest.mark.parametrize("path", TOKEN_PATHS)
def test_a_code_becomes_tokens_once(portal: Portal, path: str) -> None:
    code = decide(portal)["code"]
    data = exchange(portal, code, path).data
    assert (data["token_type"], data["expires_in"], len(data["access_token"]) >= 300) == (
        "bearer",
        1800,
        True,
    )
    assert ("hub_id" in data) is ("v1" not in path)
    again = exchange(portal, code, path)
    assert (again.status, again.data["status"], "error" in again.data) == (
        400,
        "BAD_AUTH_CODE",
        "v1" not in path,
    )


def test_the_dated_answer_tells_whose_token_it_is(tokens: dict[str, Any]) -> None:
    assert (tokens["hub_id"], tokens["token_use"]) == (48807700, "access_token")
    assert tokens["scopes"] == ["oauth", "crm.objects.contacts.read"]


def test_optional_scopes_are_granted_too(portal: Portal) -> None:
    data = exchange(portal, decide(portal, optional_scope="crm.objects.owners.read")["code"]).data
    assert "crm.objects.owners.read" in data["scopes"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"client_id": ""}, "BAD_CLIENT_ID"), ({"client_id": "other"}, "BAD_CLIENT_ID"), ({"client_secret": ""}, "BAD_CLIENT_SECRET"),
        ({"redirect_uri": "http://127.0.0.1:8000/other"}, "BAD_REDIRECT_URI"), ({"code": "nonsense"}, "BAD_AUTH_CODE"),
        ({"grant_type": "password"}, "BAD_GRANT_TYPE"),
    ],
)  # fmt: skip
def test_an_exchange_that_does_not_fit_is_refused(portal: Portal, change: dict[str, str], status: str) -> None:
    answer = exchange(portal, **{"code": decide(portal)["code"], **change})
    assert (answer.status, answer.data["status"]) == (400, status)


def test_a_code_is_short_lived(portal: Portal) -> None:
    code = decide(portal)["code"]
    portal.clock.advance(61)
    assert exchange(portal, code).data["status"] == "BAD_AUTH_CODE"


def test_settings_can_pin_the_client(portal: Portal) -> None:
    portal.settings(client_id="app", client_secret="right", redirect_uris=[ASKED["redirect_uri"]])
    code = decide(portal)["code"]
    assert exchange(portal, code).data["status"] == "BAD_CLIENT_SECRET"
    assert exchange(portal, code, client_secret="right").status == 200
    for change in ({"client_id": "other"}, {"redirect_uri": "http://127.0.0.1:9/"}):
        assert portal.vendor.handle(Call("GET", "/oauth/authorize", list({**ASKED, **change}.items()))).status == 400


def test_a_challenge_has_to_be_met(portal: Portal) -> None:
    verifier = "v" * 50
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    for given, status in ((verifier, 200), ("w" * 50, 400), ("", 400)):
        code = decide(portal, code_challenge=challenge, code_challenge_method="S256")["code"]
        assert exchange(portal, code, code_verifier=given).status == status


def test_a_refresh_gives_a_new_access_token_and_the_same_refresh_token(portal: Portal, tokens: dict[str, Any]) -> None:
    data = refresh(portal, tokens["refresh_token"]).data
    assert data["refresh_token"] == tokens["refresh_token"]
    assert data["access_token"] != tokens["access_token"]


def test_an_unknown_refresh_token_is_refused_in_the_versions_words(portal: Portal) -> None:
    text = "refresh token is invalid, expired or revoked"
    data = refresh(portal, "x").data
    assert [data[key] for key in ("error", "error_description", "status", "message")] == [
        "invalid_grant",
        text,
        "BAD_REFRESH_TOKEN",
        text,
    ]
    assert set(refresh(portal, "x", "/oauth/v1/token").data) == {"status", "message", "correlationId"}


def test_only_v1_takes_parameters_from_the_query(portal: Portal, tokens: dict[str, Any]) -> None:
    query = [*CLIENT.items(), ("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"])]
    assert portal.vendor.handle(Call("POST", "/oauth/v1/token", query)).status == 200
    assert portal.vendor.handle(Call("POST", "/oauth/v3/token", query)).status == 400


def test_an_access_token_lasts_half_an_hour(portal: Portal, tokens: dict[str, Any]) -> None:
    path = "/account-info/2026-03/details"
    portal.clock.advance(1799)
    assert portal.call("GET", path, token=tokens["access_token"]).status == 200
    portal.clock.advance(6)
    answer = portal.call("GET", path, token=tokens["access_token"])
    assert (answer.status, answer.data["category"]) == (401, "EXPIRED_AUTHENTICATION")
    assert answer.data["message"] == "The OAuth token used to make this call expired 5 second(s) ago."
    assert answer.data["context"] == {"expire time": ["2026-11-24T09:30:00.000Z"]}


@pytest.mark.parametrize("header", ["", "Bearer nonsense", "Basic YTpi"])
def test_without_a_token_that_is_known_nothing_is_told(portal: Portal, tokens: dict[str, Any], header: str) -> None:
    for value in (header, f"Bearer {tokens['refresh_token']}"):
        answer = portal.vendor.handle(Call("GET", "/crm/v3/objects/contacts", headers={"authorization": value}))
        assert (answer.status, answer.data["category"]) == (401, "INVALID_AUTHENTICATION")


@pytest.mark.parametrize("field", ["token", "access_token"])
def test_introspection_tells_about_an_access_token(portal: Portal, tokens: dict[str, Any], field: str) -> None:
    data = post(portal, "/oauth/2026-03/token/introspect", **CLIENT, **{field: tokens["access_token"]}).data
    assert (data["active"], data["hub_id"], data["token_use"], data["expires_in"]) == (
        True,
        48807700,
        "access_token",
        1800,
    )
    assert data["signed_access_token"]["hubId"] == 48807700


def test_introspection_of_a_refresh_token_and_of_an_old_one(portal: Portal, tokens: dict[str, Any]) -> None:
    form = {**CLIENT, "refresh_token": tokens["refresh_token"], "token_type_hint": "refresh_token"}
    data = post(portal, "/oauth/v3/token/introspect", **form).data
    assert (data["token_use"], "expires_in" in data) == ("refresh_token", False)
    portal.clock.advance(1801)
    assert post(portal, "/oauth/v3/token/introspect", **CLIENT, token=tokens["access_token"]).data == {"active": False}


def test_a_revoked_refresh_token_is_dead_with_its_access_tokens(portal: Portal, tokens: dict[str, Any]) -> None:  # F28
    for _ in range(2):
        assert post(portal, "/oauth/2026-03/token/revoke", **CLIENT, token=tokens["refresh_token"]).status == 200
    assert refresh(portal, tokens["refresh_token"]).data["status"] == "BAD_REFRESH_TOKEN"
    assert portal.call("GET", "/account-info/v3/details", token=tokens["access_token"]).status == 401


def test_the_first_version_tells_about_tokens_and_deletes_them(portal: Portal, tokens: dict[str, Any]) -> None:
    access, again = (f"/oauth/v1/{kind}-tokens/{tokens[f'{kind}_token']}" for kind in ("access", "refresh"))
    assert portal.ok("GET", access)["token_type"] == "access"
    assert portal.ok("GET", again)["hub_id"] == 48807700
    portal.ok("DELETE", again, status=204)
    portal.refused("GET", again, status=404)
    portal.refused("GET", access, status=404)


def test_an_uninstalled_app_holds_nothing(portal: Portal, tokens: dict[str, Any]) -> None:
    portal.ok("DELETE", "/appinstalls/v3/external-install", status=204, user=True)
    assert refresh(portal, tokens["refresh_token"]).data["status"] == "BAD_REFRESH_TOKEN"


def test_tokens_without_the_browser(portal: Portal) -> None:
    data = portal.vendor.tokens({"scopes": ["oauth"]})
    assert data["scopes"] == ["oauth"]
    assert (
        portal.call(
            "GET",
            "/account-info/v3/details",
            token=refresh(portal, data["refresh_token"]).data["access_token"],
        ).status
        == 200
    )


def test_a_private_app_has_one_static_token(portal: Portal) -> None:
    portal.settings(app_kind="private")
    data = portal.vendor.tokens({})
    assert (data["access_token"][:8], "refresh_token" in data) == ("pat-na1-", False)
    portal.clock.advance(10_000_000)
    assert portal.call("GET", "/account-info/v3/details", token=data["access_token"]).status == 200
