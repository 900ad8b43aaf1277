"""Tokens as the account knows them: issued, looked up, refused."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from syncapp.sandbox.call import Call
from syncapp.sandbox.hubspot.actor import APP_ID, PERSON, USER_ID, Actor
from syncapp.sandbox.hubspot.errors import expired, unauthenticated
from syncapp.sandbox.hubspot.models import Account
from syncapp.sandbox.hubspot.values import iso

LIFETIME = 1800  # seconds [D]
Token = dict[str, Any]


def _keep(account: Account, token: Token) -> Token:
    return account.store.put("tokens", token["token"], token)


def new_refresh(account: Account, client_id: str, scopes: Iterable[str]) -> Token:
    """No stated expiry."""
    text = f"na1-{uuid.UUID(bytes=secrets.token_bytes(16))!s}"
    return _keep(account, {"token": text, "use": "refresh_token", "client_id": client_id, "scopes": list(scopes)})


def new_access(account: Account, refresh: Token) -> Token:
    """Tokens may be 300 characters and longer."""
    until = iso(account.clock.now() + timedelta(seconds=LIFETIME))
    text = "CM" + secrets.token_urlsafe(232)
    return _keep(account, {
        "token": text, "use": "access_token", "client_id": refresh["client_id"], "scopes": refresh["scopes"],
        "refresh": refresh["token"], "expires": until,
    })  # fmt: skip


def new_private(account: Account, scopes: Iterable[str]) -> Token:
    """A private app's or service key's: static, no refresh [C]."""
    text = f"pat-na1-{uuid.UUID(bytes=secrets.token_bytes(16))}"
    return _keep(account, {"token": text, "use": "private", "client_id": "", "scopes": list(scopes)})


def token_json(account: Account, access: Token, refresh: Token, version: str) -> dict[str, Any]:
    """v1 tells the pair; v3 and dated add whose it is [S]."""
    found: dict[str, Any] = {
        "token_type": "bearer", "access_token": access["token"], "refresh_token": refresh["token"], "expires_in": LIFETIME,
    }  # fmt: skip
    if version == "v1":
        return found
    extra = {
        "hub_id": account.settings["portal_id"],
        "user_id": int(USER_ID),
        "scopes": access["scopes"],
        "token_use": "access_token",
    }
    return found | extra


def seconds_left(account: Account, token: Token) -> int:
    return int((datetime.fromisoformat(token["expires"]) - account.clock.now()).total_seconds())


def actor_of(account: Account, call: Call) -> Actor:
    """Who calls, or the 401."""
    if call.as_user:
        return PERSON
    scheme, _, text = call.headers.get("authorization", "").partition(" ")
    token = account.store.get("tokens", text.strip()) if scheme.lower() == "bearer" else None
    if token is None or token["use"] == "refresh_token":
        raise unauthenticated()
    if token["use"] == "access_token" and seconds_left(account, token) <= 0:
        raise expired(-seconds_left(account, token), token["expires"])
    scopes = frozenset(token["scopes"])
    return Actor(False, scopes, APP_ID, token["token"])


def uninstall(account: Account) -> None:
    """The app is removed: everything it holds is void."""
    for text in list(account.store.all("tokens")):
        account.store.drop("tokens", text)
