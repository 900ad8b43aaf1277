"""Tokens: issued for one company, the refresh token replaced each day, revoked together."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from syncapp.sandbox.call import Answer, Call, Refused
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.quickbooks.errors import forbidden, unauthorized
from syncapp.sandbox.state import Store

ACCOUNTING = "com.intuit.quickbooks.accounting"
ACCESS_SECONDS = 3600
REFRESH_SECONDS = 8_726_400  # 101 days, as the answer says
HARD_SECONDS = 5 * 365 * 86_400
ROTATES = timedelta(hours=24)  # a refresh token keeps its value for a day [D, exact moment M]
GRACE = timedelta(hours=24)  # how long a replaced refresh token is still good [D]
FORM = "application/x-www-form-urlencoded"
CODE_LIFE = timedelta(minutes=10)
PATHS = {
    "authorization_endpoint": "/connect/oauth2",
    "token_endpoint": "/oauth2/v1/tokens/bearer",
    "userinfo_endpoint": "/v1/openid_connect/userinfo",
    "revocation_endpoint": "/v2/oauth2/tokens/revoke",
    "jwks_uri": "/op/v1/jwks",
}


class OAuth:
    """Grants in the store: `codes`, `access`, `refresh`, each by its token; a grant is one consent for one realm."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock

    # Tokens

    def _secret(self, prefix: str, length: int) -> str:
        seed = f"{prefix}:{self.store.next_number('secrets')}"
        digest = hashlib.sha256(seed.encode()).digest() + hashlib.sha512(seed.encode()).digest()
        return prefix + base64.urlsafe_b64encode(digest).decode().replace("=", "")[:length]

    def code(self, realm: str, client: str, redirect_uri: str, scope: str) -> str:
        token = self._secret("XAB11", 40)
        ends = (self.clock.now() + CODE_LIFE).isoformat()
        self.store.put(
            "codes",
            token,
            {"realm": realm, "client": client, "redirect_uri": redirect_uri, "scope": scope, "ends": ends},
        )
        return token

    def grant(self, realm: str, client: str, scope: str, *, hard: bool = False) -> dict[str, Any]:
        """A new consent and its first tokens; `hard`: with the end that no refresh puts off."""
        grant = str(self.store.next_number("grants"))
        base = {"grant": grant, "realm": realm, "client": client, "scope": scope}
        return self._issue({**base, "began": self.clock.now().isoformat()}, hard=hard)

    def _issue(self, base: dict[str, Any], *, hard: bool, kept: str = "") -> dict[str, Any]:
        """A new access token, with a new refresh token or the one that is kept."""
        now = self.clock.now()
        access = self._secret("eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..", 120)
        self.store.put("access", access, {**base, "ends": _after(now, ACCESS_SECONDS)})
        refresh = kept or self._secret("AB11", 46)
        if not kept:
            ends = _after(now, REFRESH_SECONDS)
            self.store.put("refresh", refresh, {**base, "ends": ends, "minted": now.isoformat()})
        left = datetime.fromisoformat(self.store.all("refresh")[refresh]["ends"]) - now
        answer = {
            "token_type": "bearer",
            "access_token": access,
            "expires_in": ACCESS_SECONDS,
            "refresh_token": refresh,
            "x_refresh_token_expires_in": int(left.total_seconds()),
        }
        if hard:
            spent = int((now - datetime.fromisoformat(base["began"])).total_seconds())
            answer["x_refresh_token_hard_expires_in"] = HARD_SECONDS - spent
        return answer

    def _past(self, text: str) -> bool:
        return datetime.fromisoformat(text) <= self.clock.now()

    def app_of(self, call: Call) -> str:
        """The client id behind a request's token, "" where the token says nothing."""
        held = self.store.get("access", _bearer(call))
        return str(held["client"]) if held else ""

    def check(self, call: Call, realm: str) -> None:
        """The gateway: 401 for a missing, unknown, expired or revoked token, 403/3100 for another realm's."""
        now, header, token = self.clock.now(), call.headers.get("authorization", ""), _bearer(call)
        held = self.store.get("access", token) if token else None
        if held is None:
            raise unauthorized("Malformed bearer token: too short or too long" if header else None, now)
        if held.get("revoked"):
            raise unauthorized(f"Token revoked: {token}", now)
        if self._past(held["ends"]):
            raise unauthorized(f"Token expired: {token}", now)
        if held["realm"] != realm or ACCOUNTING not in held["scope"].split():
            raise forbidden(now)

    def connected(self, realm: str) -> bool:
        """Whether an app holds a consent of the company that was not withdrawn."""
        grants = reversed(self.store.all("refresh").values())
        return any(held["realm"] == realm and not held.get("revoked") for held in grants)

    def disconnect(self, realm: str) -> None:
        """The customer drops the app in QuickBooks: every token of the company is dead."""
        for kind in ("access", "refresh"):
            for token, held in list(self.store.all(kind).items()):
                if held["realm"] == realm:
                    self.store.put(kind, token, {**held, "revoked": True})

    # Endpoints

    def token(self, call: Call, app: dict[str, Any]) -> Answer:
        if call.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            return Answer(415, text="", headers={"content-type": "application/json"})  # [issue of 2023]
        form = form_of(call)
        client = _client(call, form, app)
        if client is None:
            return Answer(401, {"error": "invalid_client"})
        kind = form.get("grant_type")
        hard = call.headers.get("x-include-refresh-token-hard-expires-in", "").lower() == "true"
        if kind == "authorization_code":
            return self._from_code(form, client, hard=hard)
        if kind == "refresh_token":
            return self._refreshed(form.get("refresh_token", ""), client, hard=hard)
        return Answer(400, {"error": "invalid_request" if not kind else "unsupported_grant_type"})

    def _from_code(self, form: dict[str, str], client: str, *, hard: bool) -> Answer:
        held = self.store.get("codes", form.get("code", ""))
        if held is None:
            return Answer(400, {"error": "invalid_grant"})
        self.store.drop("codes", form["code"])  # single use, also after a failed try
        if self._past(held["ends"]) or held["client"] != client or held["redirect_uri"] != form.get("redirect_uri"):
            return Answer(400, {"error": "invalid_grant"})
        return Answer(200, self.grant(held["realm"], client, held["scope"], hard=hard))

    def _refreshed(self, token: str, client: str, *, hard: bool) -> Answer:
        """The same value within a day of its making, then a new one; the old one is good for a day more."""
        held = self.store.get("refresh", token)
        if held is None or not self._alive(held) or held["client"] not in ("", client):
            return Answer(400, {"error": "invalid_grant"})
        while held.get("replaced_by"):  # a lost answer asked again: the newest of the consent (assumed)
            token = held["replaced_by"]
            held = self.store.all("refresh")[token]
        now = self.clock.now()
        base = {**{key: held[key] for key in ("grant", "realm", "scope", "began")}, "client": client}
        if now < datetime.fromisoformat(held.get("minted") or held["began"]) + ROTATES:
            return Answer(200, self._issue(base, hard=hard, kept=token))
        answer = self._issue(base, hard=hard)
        ends = min(held["ends"], (now + GRACE).isoformat())
        self.store.put("refresh", token, {**held, "ends": ends, "replaced_by": answer["refresh_token"]})
        return Answer(200, answer)

    def _alive(self, held: dict[str, Any]) -> bool:
        return not held.get("revoked") and not self._past(held["ends"]) and not self._past(_hard_end(held))

    def revoke(self, call: Call, app: dict[str, Any]) -> Answer:
        """Either token kills both of the company."""
        if _client(call, form_of(call), app) is None:
            return Answer(401, {"error": "invalid_client"})
        try:
            body = call.json()
            token = str(body.get("token", "")) if isinstance(body, dict) else ""
        except ValueError:
            token = form_of(call).get("token", "")
        held = self.store.get("refresh", token) or self.store.get("access", token)
        if held is None:
            return Answer(400, {"error": "invalid_request"})
        self.disconnect(held["realm"])
        return Answer(200, text="", headers={"content-type": "application/json"})


def _bearer(call: Call) -> str:
    header = call.headers.get("authorization", "")
    return header[7:].strip() if header[:7].lower() == "bearer " else ""


def form_of(call: Call) -> dict[str, str]:
    """The form of the body; an unreadable one is empty."""
    try:
        return call.form()
    except ValueError:
        return {}


def _client(call: Call, form: dict[str, str], app: dict[str, Any]) -> str | None:
    """The client id of the Basic header or of the form (the discovery document names both ways); `None` where
    it is not one that the app settings accept."""
    scheme, _, value = call.headers.get("authorization", "").partition(" ")
    if not scheme and form.get("client_id") and form.get("client_secret"):
        name, secret = form["client_id"], form["client_secret"]
    else:
        try:
            name, colon, secret = base64.b64decode(value, validate=True).decode().partition(":")
        except ValueError:
            return None
        if scheme.lower() != "basic" or not colon or not name:
            return None
    right = app.get("client_id") in (None, name) and app.get("client_secret") in (None, secret)
    return name if right else None


def _after(now: datetime, seconds: int) -> str:
    return (now + timedelta(seconds=seconds)).isoformat()


def _hard_end(held: dict[str, Any]) -> str:
    return _after(datetime.fromisoformat(held["began"]), HARD_SECONDS)


def discovery(base_url: str) -> dict[str, Any]:
    return {
        "issuer": "https://oauth.platform.intuit.com/op/v1",
        **{name: base_url + path for name, path in PATHS.items()},
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email", "profile", "address", "phone", ACCOUNTING],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
    }


def redirect(uri: str, **params: str) -> Refused:
    """Back to the app, whatever its address already has behind a `?`."""
    joined = uri + ("&" if "?" in uri else "?") + urlencode({name: value for name, value in params.items() if value})
    return Refused(Answer(302, text="", headers={"location": joined}))
