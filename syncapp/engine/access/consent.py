"""A person's consent at a vendor: where to send them, what their answer brings, and how it is given back.

Nothing here is stored: whose account it is must be known before it may become a connection (F94).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings

from syncapp.connectors import oauth
from syncapp.connectors.errors import ConnectionExpired
from syncapp.connectors.oauth import Tokens
from syncapp.connectors.protocol import Account, Problem
from syncapp.core.preflight import HUBSPOT_SCOPES
from syncapp.core.values import Side
from syncapp.engine.access import wiring

SCOPES = {Side.HUBSPOT: HUBSPOT_SCOPES, Side.QUICKBOOKS: (oauth.QUICKBOOKS_SCOPE,)}


def client_of(side: Side) -> oauth.Client:
    """Our app as registered with the vendor; its id is empty where nobody has set it."""
    if side is Side.HUBSPOT:
        return oauth.Client(settings.HUBSPOT_CLIENT_ID, settings.HUBSPOT_CLIENT_SECRET)
    return oauth.Client(settings.QUICKBOOKS_CLIENT_ID, settings.QUICKBOOKS_CLIENT_SECRET)


def authorize_url(side: Side, redirect_uri: str, state: str, verifier: str) -> str:
    if side is Side.HUBSPOT:
        return oauth.hubspot_authorize_url(
            settings.HUBSPOT_APP_URL, client_of(side), redirect_uri, HUBSPOT_SCOPES, state, verifier
        )
    return oauth.quickbooks_authorize_url(_endpoints(), client_of(side), redirect_uri, state)


def exchange(side: Side, code: str, redirect_uri: str, verifier: str) -> Tokens:
    if side is Side.HUBSPOT:
        return oauth.hubspot_exchange(settings.HUBSPOT_API_URL, client_of(side), code, redirect_uri, verifier)
    return oauth.quickbooks_exchange(_endpoints(), client_of(side), code, redirect_uri)


def revoke(side: Side, token: str) -> None:
    if side is Side.HUBSPOT:
        oauth.hubspot_revoke(settings.HUBSPOT_API_URL, client_of(side), token)
    else:
        oauth.quickbooks_revoke(_endpoints(), client_of(side), token)


def account_of(side: Side, access_token: str, realm: str) -> Account:
    """Whom these tokens belong to, asked with them: a token of one company is refused for another (SEC11)."""
    calls = _Calls()
    account = wiring.connect_with(side, _Given(access_token), calls, realm).account()
    wiring.count_calls(side, account.id, calls.kinds)
    return account


def _endpoints() -> oauth.Endpoints:
    return oauth.quickbooks_discover(settings.QUICKBOOKS_DISCOVERY_URL)


@dataclass(frozen=True)
class _Given:
    """Tokens that are not stored: they are fresh, or not ours to renew."""

    token: str

    def access_token(self, *, lately: bool = False) -> str:
        return self.token

    def fresh(self, stale: str) -> str:
        raise ConnectionExpired(Problem("connection_expired"))


@dataclass
class _Calls:
    """A call or two, before it is known whose budget counts them."""

    kinds: list[str] = field(default_factory=list)

    def spend(self, *, kind: str) -> None:
        self.kinds.append(kind)

    def exhausted(self, *, kind: str, seconds: float, code: str) -> None:
        pass
