"""Consent, tokens and the gateway in front of the companies."""

from __future__ import annotations

import base64
import json
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM, QuickBooks
from tests.sandbox.quickbooks.hands import Hand, gateway

SCOPE = "com.intuit.quickbooks.accounting"
APP = "https://app.example/oauth/quickbooks?from=qbo"
TOKENS = "/oauth2/v1/tokens/bearer"
BASIC = {"authorization": "Basic " + base64.b64encode(b"id:secret").decode()}
ASK = {"client_id": "id", "redirect_uri": APP, "response_type": "code", "scope": SCOPE, "state": "s&1"}


class Form(HTMLParser):
    """The first choice of each field, and what the buttons say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.realms: list[str] = []
        self.decisions: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if name == "realm":
            self.realms.append(value)
        elif tag == "button":
            self.decisions.append(value)
        elif tag == "input":
            self.fields[name] = value


def authorize(vendor: QuickBooks, **asked: str) -> Answer:
    return vendor.handle(Call("GET", "/connect/oauth2", list({**ASK, **asked}.items())))


def decide(vendor: QuickBooks, **choice: str) -> Answer:
    form = Form(authorize(vendor).text or "")
    return vendor.handle(Call("POST", "/connect/oauth2", body=urlencode({**form.fields, **choice}).encode()))


def token(vendor: QuickBooks, headers: dict[str, str] = BASIC, **form: str) -> Answer:
    sent = {"content-type": "application/x-www-form-urlencoded", **headers}
    return vendor.handle(Call("POST", TOKENS, headers=sent, body=urlencode(form).encode()))


def code_of(vendor: QuickBooks, realm: str = FIRST_REALM) -> str:
    location = decide(vendor, realm=realm, decision="connect").headers["location"]
    return parse_qs(urlsplit(location).query)["code"][0]


def exchange(vendor: QuickBooks, realm: str = FIRST_REALM) -> dict[str, object]:
    return token(vendor, grant_type="authorization_code", code=code_of(vendor, realm), redirect_uri=APP).data


def company_info(vendor: QuickBooks, access: str, realm: str = FIRST_REALM) -> Answer:
    headers = {"accept": "application/json", **({"authorization": f"Bearer {access}"} if access else {})}
    return vendor.handle(Call("GET", f"/v3/company/{realm}/companyinfo/{realm}", headers=headers))


@pytest.mark.parametrize(
    "path",
    [
        "openid_configuration",
        "openid_configuration/",
        "openid_sandbox_configuration",
        "openid_sandbox_configuration/",
    ],
)
def test_discovery_names_every_endpoint_on_this_port(vendor: QuickBooks, path: str) -> None:
    found = vendor.handle(Call("GET", f"/.well-known/{path}")).data
    for name in (
        "authorization_endpoint",
        "token_endpoint",
        "revocation_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
    ):
        assert found[name].startswith("http://127.0.0.1:8802/"), name
    assert found["issuer"] == "https://oauth.platform.intuit.com/op/v1"


def test_the_page_offers_every_company_and_both_decisions(vendor: QuickBooks) -> None:
    vendor.add_company("9341450000000002", "Fernhill <Jardins>", "CA")
    form = Form(authorize(vendor).text or "")
    assert form.realms == [FIRST_REALM, "9341450000000002"]
    assert form.decisions == ["connect", "cancel"]
    assert form.fields["state"] == "s&1"
    assert "Fernhill &lt;Jardins&gt;" in (authorize(vendor).text or "")


def test_the_page_names_the_app_and_what_it_may_do(vendor: QuickBooks) -> None:
    page = authorize(vendor).text or ""
    assert f"The app <strong>{ASK['client_id']}</strong> would like to connect" in page
    assert "Read, make and change what stands in the books" in page


def test_connect_comes_back_with_code_state_and_realm(vendor: QuickBooks) -> None:
    answer = decide(vendor, realm=FIRST_REALM, decision="connect")
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert answer.status == 302
    assert answer.headers["location"].startswith(APP + "&")
    assert (back["state"], back["realmId"]) == (["s&1"], [FIRST_REALM])
    assert back["code"][0]


def test_cancel_comes_back_without_a_realm(vendor: QuickBooks) -> None:
    back = parse_qs(urlsplit(decide(vendor, decision="cancel").headers["location"]).query)
    assert back == {"from": ["qbo"], "error": ["access_denied"], "state": ["s&1"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": ""},
        {"redirect_uri": "ftp://x"},
        {"response_type": "token"},
        {"scope": "openid"},
        {"scope": f"{SCOPE} com.intuit.everything"},
        {"state": ""},
    ],
)
def test_a_bad_link_is_a_page_and_no_redirect(vendor: QuickBooks, wrong: dict[str, str]) -> None:
    answer = authorize(vendor, **wrong)
    assert answer.status == 400
    assert "location" not in answer.headers


def test_settings_narrow_client_secret_and_redirect(vendor: QuickBooks) -> None:
    vendor.settings({"client_id": "id", "client_secret": "secret", "redirect_uris": [APP]}, None)
    assert authorize(vendor, redirect_uri="https://evil.example/").status == 400
    assert authorize(vendor, client_id="other").status == 400
    wrong = {"authorization": "Basic " + base64.b64encode(b"id:wrong").decode()}
    assert token(vendor, wrong, grant_type="refresh_token", refresh_token="x").data == {"error": "invalid_client"}
    assert exchange(vendor)["token_type"] == "bearer"


def test_a_code_gives_tokens_once(vendor: QuickBooks) -> None:
    code = code_of(vendor)
    first = token(vendor, grant_type="authorization_code", code=code, redirect_uri=APP)
    assert first.status == 200
    assert (first.data["expires_in"], first.data["x_refresh_token_expires_in"]) == (3600, 8726400)
    assert set(first.data) == {
        "token_type",
        "access_token",
        "refresh_token",
        "expires_in",
        "x_refresh_token_expires_in",
    }
    again = token(vendor, grant_type="authorization_code", code=code, redirect_uri=APP)
    assert (again.status, again.payload()[0]) == (400, b'{"error":"invalid_grant"}')


@pytest.mark.parametrize("uri", ["https://app.example/oauth/quickbooks", APP + "/"])
def test_a_code_for_another_address_is_no_grant(vendor: QuickBooks, uri: str) -> None:
    answer = token(vendor, grant_type="authorization_code", code=code_of(vendor), redirect_uri=uri)
    assert (answer.status, answer.data) == (400, {"error": "invalid_grant"})


def test_a_code_is_good_for_ten_minutes(vendor: QuickBooks) -> None:
    code = code_of(vendor)
    vendor.clock.advance(601)
    assert token(vendor, grant_type="authorization_code", code=code, redirect_uri=APP).status == 400


def refreshed(vendor: QuickBooks, value: object) -> dict[str, object]:
    answer = token(vendor, grant_type="refresh_token", refresh_token=str(value))
    assert answer.status == 200, answer.data
    return answer.data


def test_a_refresh_token_keeps_its_value_for_a_day(vendor: QuickBooks) -> None:
    first = exchange(vendor)
    vendor.clock.advance(24 * 3600 - 1)
    second = refreshed(vendor, first["refresh_token"])
    assert second["refresh_token"] == first["refresh_token"]
    assert second["x_refresh_token_expires_in"] == 8726400 - 24 * 3600 + 1
    assert second["access_token"] != first["access_token"]
    vendor.clock.advance(1)
    third = refreshed(vendor, first["refresh_token"])
    assert third["refresh_token"] != first["refresh_token"]
    assert third["x_refresh_token_expires_in"] == 8726400


def test_a_replaced_refresh_token_lives_a_day_and_leads_to_its_successor(vendor: QuickBooks) -> None:
    old = exchange(vendor)["refresh_token"]
    vendor.clock.advance(24 * 3600)
    new = refreshed(vendor, old)["refresh_token"]
    assert refreshed(vendor, old)["refresh_token"] == new
    vendor.clock.advance(24 * 3600 - 1)
    assert refreshed(vendor, old)["refresh_token"] == new
    vendor.clock.advance(1)
    dead = token(vendor, grant_type="refresh_token", refresh_token=str(old))
    assert (dead.status, dead.payload()[0]) == (400, b'{"error":"invalid_grant"}')  # F27, 25 bytes
    assert refreshed(vendor, new)["refresh_token"] != new


def test_no_refresh_puts_off_the_end_after_five_years(vendor: QuickBooks) -> None:
    refresh = exchange(vendor)["refresh_token"]
    for _ in range(5 * 365 // 100):
        vendor.clock.advance(100 * 86_400)
        refresh = refreshed(vendor, refresh)["refresh_token"]
    vendor.clock.advance(25 * 86_400)
    assert token(vendor, grant_type="refresh_token", refresh_token=str(refresh)).status == 400


def test_client_and_secret_may_stand_in_the_form(vendor: QuickBooks) -> None:
    vendor.settings({"client_id": "id", "client_secret": "secret"}, None)
    refresh = str(exchange(vendor)["refresh_token"])
    form = {"grant_type": "refresh_token", "refresh_token": refresh, "client_id": "id"}
    assert token(vendor, {}, **form, client_secret="secret").status == 200
    assert token(vendor, {}, **form, client_secret="other").data == {"error": "invalid_client"}


@pytest.mark.parametrize("kind", ["application/json", ""])
def test_a_token_call_is_a_form(vendor: QuickBooks, kind: str) -> None:
    assert token(vendor, {**BASIC, "content-type": kind}, grant_type="refresh_token").status == 415


def test_a_refresh_token_dies_after_a_hundred_and_one_days(vendor: QuickBooks) -> None:  # F29
    refresh = str(exchange(vendor)["refresh_token"])
    vendor.clock.advance(8726400)
    assert token(vendor, grant_type="refresh_token", refresh_token=refresh).data == {"error": "invalid_grant"}


def test_the_hard_end_is_told_only_when_asked_for(vendor: QuickBooks) -> None:
    refresh = str(exchange(vendor)["refresh_token"])
    vendor.clock.advance(1000)
    asked = {**BASIC, "x-include-refresh-token-hard-expires-in": "true"}
    assert (
        token(vendor, asked, grant_type="refresh_token", refresh_token=refresh).data["x_refresh_token_hard_expires_in"]
        == 157679000
    )


@pytest.mark.parametrize(
    ("form", "error"), [({}, "invalid_request"), ({"grant_type": "password"}, "unsupported_grant_type")]
)
def test_other_grants_are_refused(vendor: QuickBooks, form: dict[str, str], error: str) -> None:
    assert token(vendor, **form).data == {"error": error}


@pytest.mark.parametrize("headers", [{}, {"authorization": "Basic ???"}, {"authorization": "Bearer x"}])
def test_a_token_call_needs_the_basic_header(vendor: QuickBooks, headers: dict[str, str]) -> None:
    assert token(vendor, headers, grant_type="refresh_token", refresh_token="x").status == 401


def test_revoking_either_token_kills_both(vendor: QuickBooks) -> None:  # F28
    for name in ("refresh_token", "access_token"):
        tokens = exchange(vendor)
        body = json.dumps({"token": tokens[name]}).encode()
        assert vendor.handle(Call("POST", "/v2/oauth2/tokens/revoke", headers=BASIC, body=body)).status == 200
        assert gateway(company_info(vendor, str(tokens["access_token"])))[:2] == (401, "3200")
        assert token(vendor, grant_type="refresh_token", refresh_token=str(tokens["refresh_token"])).status == 400


def test_a_customer_may_disconnect_the_app(vendor: QuickBooks) -> None:
    tokens = exchange(vendor)
    vendor.settings({"disconnect": True}, None)
    assert (
        company_info(vendor, str(tokens["access_token"]))
        .data["fault"]["error"][0]["detail"]
        .startswith("Token revoked: ")
    )
    assert token(vendor, grant_type="refresh_token", refresh_token=str(tokens["refresh_token"])).data == {
        "error": "invalid_grant"
    }


def test_an_access_token_is_good_for_an_hour(vendor: QuickBooks) -> None:
    access = str(exchange(vendor)["access_token"])
    vendor.clock.advance(3599)
    assert company_info(vendor, access).status == 200
    vendor.clock.advance(1)
    answer = company_info(vendor, access)
    assert gateway(answer) == (401, "3200", "message=AuthenticationFailed; errorCode=003200; statusCode=401")
    assert answer.data["fault"]["error"][0]["detail"] == f"Token expired: {access}"
    assert answer.data["fault"]["type"] == "AUTHENTICATION"
    assert answer.data["time"] == int(vendor.clock.now().timestamp() * 1000)


@pytest.mark.parametrize("access", ["", "nonsense"])
def test_a_missing_or_unknown_token_is_401_in_lower_case(vendor: QuickBooks, access: str) -> None:
    answer = company_info(vendor, access)
    assert gateway(answer)[:2] == (401, "3200")
    assert "Fault" not in answer.data


def test_a_token_of_another_company_is_403(vendor: QuickBooks) -> None:
    vendor.add_company("9341450000000002", "Fernhill Jardins", "CA")
    access = str(exchange(vendor, "9341450000000002")["access_token"])
    assert company_info(vendor, access, "9341450000000002").status == 200
    assert gateway(company_info(vendor, access)) == (
        403, "3100", "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
    )  # fmt: skip


def test_a_token_without_the_accounting_scope_is_403(vendor: QuickBooks) -> None:
    access = vendor.tokens({"scopes": ["openid"]}, None)["access_token"]
    assert gateway(company_info(vendor, access))[:2] == (403, "3100")


def test_control_tokens_can_be_refreshed_by_any_client(vendor: QuickBooks) -> None:
    refresh = vendor.tokens({}, None)["refresh_token"]
    assert token(vendor, grant_type="refresh_token", refresh_token=refresh).status == 200


def test_answers_carry_intuits_headers(vendor: QuickBooks) -> None:
    hand = Hand(vendor)
    one, two = hand.call("GET", "preferences"), hand.call("GET", "preferences")
    assert one.headers["intuit_tid"] != two.headers["intuit_tid"]
    assert one.headers["qbo-version"]


def test_an_unknown_path_is_404(vendor: QuickBooks) -> None:
    assert vendor.handle(Call("GET", "/v4/nothing")).status == 404
