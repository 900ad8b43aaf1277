"""Tokens of both vendors: getting, renewing, revoking and looking at them. Plain calls; who keeps them is elsewhere.

A dead grant is `ConnectionExpired`; the vendor being away is `VendorUnavailable`, after which the same call may be
made again: HubSpot's refresh token stays, QuickBooks' old one is good for a day more.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import requests

from syncapp.connectors.errors import (
    CallFailed,
    ConnectionExpired,
    GarbageAnswer,
    LimitReached,
    NotSent,
    VendorUnavailable,
)
from syncapp.connectors.exchange import Answer, NoAnswerError, exchange, retry_after, watched
from syncapp.connectors.http import LIMIT_SECONDS
from syncapp.connectors.protocol import Problem
from syncapp.connectors.redact import redacted, redacted_path

logger = logging.getLogger("syncapp.calls")

HUBSPOT_VERSION = "2026-03"
QUICKBOOKS_SCOPE = "com.intuit.quickbooks.accounting"
DEADLINE = 30.0
_DEAD = ("invalid_grant", "BAD_REFRESH_TOKEN", "BAD_AUTH_CODE")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Tokens:
    """What a vendor gave; texts are kept out of every repr."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_in: int
    refresh_expires_in: int | None = None
    scopes: tuple[str, ...] = ()
    account_id: str | None = None  # HubSpot's portal; QuickBooks tells the realm in the callback


@dataclass(frozen=True)
class Client:
    """The app as registered with the vendor."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Endpoints:
    """QuickBooks' addresses, as its discovery document names them."""

    authorization: str
    token: str
    revocation: str
    issuer: str


def challenge(verifier: str) -> str:
    """PKCE's S256 of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


# HubSpot


def hubspot_authorize_url(
    app_url: str, client: Client, redirect_uri: str, scopes: Sequence[str], state: str, code_verifier: str
) -> str:
    """Where a person is sent to consent."""
    asked = {
        "client_id": client.id, "redirect_uri": redirect_uri, "scope": " ".join(scopes), "state": state,
        "code_challenge": challenge(code_verifier), "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{app_url.rstrip('/')}/oauth/authorize?{urlencode(asked, quote_via=quote)}"


def hubspot_exchange(
    api_url: str, client: Client, code: str, redirect_uri: str, code_verifier: str = "", deadline: float = DEADLINE
) -> Tokens:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
    if code_verifier:
        form["code_verifier"] = code_verifier
    return _tokens(_hubspot(api_url, "", client, form, deadline))


def hubspot_refresh(api_url: str, client: Client, refresh_token: str, deadline: float = DEADLINE) -> Tokens:
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return _tokens(_hubspot(api_url, "", client, form, deadline), refresh_token)


def hubspot_revoke(api_url: str, client: Client, refresh_token: str, deadline: float = DEADLINE) -> None:
    """A grant that is dead already is as good as revoked."""
    try:
        _hubspot(api_url, "/revoke", client, {"token": refresh_token, "token_type_hint": "refresh_token"}, deadline)
    except ConnectionExpired:
        return


def hubspot_introspect(
    api_url: str, client: Client, access_token: str, deadline: float = DEADLINE
) -> Mapping[str, Any]:
    """`active`, `scopes`, `hub_id`, `hub_domain` … of an access token."""
    form = {"token": access_token, "token_type_hint": "access_token"}
    return _hubspot(api_url, "/introspect", client, form, deadline)


def _hubspot(api_url: str, what: str, client: Client, form: dict[str, str], deadline: float) -> Mapping[str, Any]:
    url = f"{api_url.rstrip('/')}/oauth/{HUBSPOT_VERSION}/token{what}"
    return _call("POST", url, form={**form, "client_id": client.id, "client_secret": client.secret}, deadline=deadline)


# QuickBooks


def quickbooks_discover(discovery_url: str, deadline: float = DEADLINE) -> Endpoints:
    told = _call("GET", discovery_url, deadline=deadline)
    try:
        found = Endpoints(
            told["authorization_endpoint"], told["token_endpoint"], told["revocation_endpoint"], told["issuer"]
        )
    except KeyError as error:
        raise GarbageAnswer(Problem("garbage_answer", f"The discovery document lacks {error}")) from None
    for url in (found.authorization, found.token, found.revocation):
        _check_url(str(url))
    return found


def quickbooks_authorize_url(endpoints: Endpoints, client: Client, redirect_uri: str, state: str) -> str:
    """Where a person is sent to choose a company and consent. Intuit knows no PKCE: the state alone ties the answer."""
    asked = {
        "client_id": client.id, "response_type": "code", "scope": QUICKBOOKS_SCOPE, "redirect_uri": redirect_uri,
        "state": state,
    }  # fmt: skip
    return f"{endpoints.authorization}?{urlencode(asked, quote_via=quote)}"


def quickbooks_exchange(
    endpoints: Endpoints, client: Client, code: str, redirect_uri: str, deadline: float = DEADLINE
) -> Tokens:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
    return _tokens(_call("POST", endpoints.token, form=form, client=client, deadline=deadline))


def quickbooks_refresh(endpoints: Endpoints, client: Client, refresh_token: str, deadline: float = DEADLINE) -> Tokens:
    """The answer's refresh token may be a new one: it alone is to be kept."""
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return _tokens(_call("POST", endpoints.token, form=form, client=client, deadline=deadline), refresh_token)


def quickbooks_revoke(endpoints: Endpoints, client: Client, token: str, deadline: float = DEADLINE) -> None:
    try:
        _call("POST", endpoints.revocation, json={"token": token}, client=client, deadline=deadline, empty=True)
    except ConnectionExpired:
        return


# Common


def _call(
    method: str, url: str, *, form: Mapping[str, str] | None = None, json: Any = None, client: Client | None = None,
    deadline: float = DEADLINE, empty: bool = False,
) -> Mapping[str, Any]:  # fmt: skip
    """One exchange; `empty` where the answer says all by its status."""
    _check_url(url)
    began, outcome = time.monotonic(), "none"
    session = watched(requests.Session(), url)
    # A given `auth` keeps requests from looking into a .netrc.
    auth: Any = (client.id, client.secret) if client else lambda request: request
    try:
        answer = exchange(
            session, method, url, deadline, data=form, json=json, auth=auth, headers={"Accept": "application/json"}
        )
        outcome = str(answer.status)
    except NoAnswerError as failure:
        outcome = f"none ({failure})"
        raise VendorUnavailable(Problem("vendor_unavailable", str(failure))) from failure
    finally:
        session.close()
        spent = (time.monotonic() - began) * 1000
        logger.info("%s %s status=%s ms=%d kind=auth", method, redacted_path(url), redacted(outcome), spent)
    if answer.status < 300:
        return _parsed(answer, empty)
    raise _refusal(answer)


def _parsed(answer: Answer, empty: bool) -> Mapping[str, Any]:
    if answer.status == 204 or (empty and not (answer.content or b"").strip()):
        return {}
    try:
        found: Mapping[str, Any] = answer.parsed()
    except ValueError as error:
        if empty:
            return {}
        raise GarbageAnswer(Problem("garbage_answer", f"HTTP {answer.status}: {error}")) from error
    return found


def _refusal(answer: Answer) -> CallFailed:
    told = answer.excuse()
    told = told if isinstance(told, Mapping) else {}
    words = [str(told[name]) for name in ("error", "status", "error_description", "message") if told.get(name)]
    text = redacted(": ".join(dict.fromkeys(words)) or f"HTTP {answer.status}")
    if answer.status in (429, 477):
        return LimitReached(Problem("limit_reached", text), seconds=retry_after(answer.headers) or LIMIT_SECONDS)
    if answer.status >= 500 or answer.status == 408:
        return VendorUnavailable(Problem("vendor_unavailable", text))
    if answer.status < 400:
        return GarbageAnswer(Problem("garbage_answer", f"HTTP {answer.status}: redirected"))
    if any(word in _DEAD for word in words):
        return ConnectionExpired(Problem("connection_expired", text))
    return NotSent(Problem("vendor_refused", text, {"reason": text}))


def _tokens(told: Mapping[str, Any], refresh_token: str | None = None) -> Tokens:
    """`refresh_token`: the one that was used, where the answer brings no other."""
    try:
        expires_in = int(told["expires_in"])
        access_token = str(told["access_token"] or "")
    except (KeyError, TypeError, ValueError):
        access_token = ""
    if not access_token:
        raise GarbageAnswer(Problem("garbage_answer", "The answer holds no token"))
    scopes = told.get("scopes") or told.get("scope") or ()
    refresh_expires_in = told.get("x_refresh_token_expires_in")
    return Tokens(
        access_token=access_token,
        refresh_token=str(told["refresh_token"]) if told.get("refresh_token") else refresh_token,
        expires_in=expires_in,
        refresh_expires_in=int(refresh_expires_in) if refresh_expires_in else None,
        scopes=tuple(scopes.split()) if isinstance(scopes, str) else tuple(str(one) for one in scopes),
        account_id=str(told["hub_id"]) if told.get("hub_id") else None,
    )


def _check_url(url: str) -> None:
    """A secret goes over TLS, or stays on this machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise NotSent(Problem("vendor_refused", f"{parts.scheme}://{parts.netloc} is no address for a secret"))
