"""intuit-oauth: consent, tokens, refreshing, revoking, and what the clients make of a token that is not good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from intuitlib.client import AuthClient
from intuitlib.exceptions import AuthClientError
from quickbooks import QuickBooks as Client
from quickbooks.exceptions import AuthorizationException
from quickbooks.objects import CompanyInfo, Customer

from syncapp.sandbox.quickbooks.vendor import FIRST_REALM
from tests.clients.quickbooks.app import Sandbox

DAY = 86_400
OTHER = "9341450000000009"


def advance(sandbox: Sandbox, seconds: float) -> None:
    sandbox.control("POST", "clock", {"advance_seconds": seconds})


def refused(auth: AuthClient) -> tuple[int, bytes]:
    with pytest.raises(AuthClientError) as raised:
        auth.refresh()
    assert raised.value.intuit_tid
    assert raised.value.timestamp  # the Date header
    return raised.value.status_code, raised.value.content


def test_consent_brings_tokens_for_the_chosen_company(sandbox: Sandbox, auth: AuthClient) -> None:
    sandbox.consent(auth)
    assert (auth.realm_id, auth.expires_in, auth.x_refresh_token_expires_in) == (FIRST_REALM, 3600, 8726400)
    assert auth.access_token
    assert not auth.id_token


def test_a_person_may_decline(sandbox: Sandbox, auth: AuthClient) -> None:
    assert sandbox.decide(auth, "cancel") == {"error": ["access_denied"], "state": ["s&1"]}


def test_a_code_is_good_once(sandbox: Sandbox, auth: AuthClient) -> None:
    back = sandbox.decide(auth, "connect")
    auth.get_bearer_token(back["code"][0])
    with pytest.raises(AuthClientError) as raised:
        auth.get_bearer_token(back["code"][0])
    assert (raised.value.status_code, raised.value.content) == (400, b'{"error":"invalid_grant"}')


def test_a_refresh_token_keeps_its_value_for_a_day_and_is_then_replaced(sandbox: Sandbox, auth: AuthClient) -> None:
    sandbox.consent(auth)
    first, access = auth.refresh_token, auth.access_token
    advance(sandbox, DAY - 1)
    auth.refresh()
    assert auth.refresh_token == first
    assert auth.access_token != access
    advance(sandbox, 1)
    auth.refresh()
    second = auth.refresh_token
    assert second != first
    advance(sandbox, DAY - 1)
    auth.refresh(refresh_token=first)  # the old one is good for a day more
    assert auth.refresh_token == second
    advance(sandbox, 1)
    auth.refresh_token = first
    assert refused(auth) == (400, b'{"error":"invalid_grant"}')
    auth.refresh(refresh_token=second)


def test_either_token_revokes_both(sandbox: Sandbox, connect: Callable[..., Client]) -> None:
    for name in ("refresh_token", "access_token"):
        auth = sandbox.consent(sandbox.auth())
        client = Client(auth_client=auth, refresh_token=auth.refresh_token, company_id=FIRST_REALM, minorversion=75)
        assert auth.revoke(token=getattr(auth, name)) is True
        assert refused(auth) == (400, b'{"error":"invalid_grant"}')
        with pytest.raises(AuthorizationException):
            Customer.all(qb=client)


def test_the_secret_has_to_be_right(sandbox: Sandbox, auth: AuthClient) -> None:
    sandbox.consent(auth)
    sandbox.control("POST", "settings", {"client_id": "id", "client_secret": "another"})
    assert refused(auth) == (401, b'{"error":"invalid_client"}')
    with pytest.raises(AuthClientError) as raised:
        auth.revoke()
    assert raised.value.status_code == 401


def test_a_refresh_token_without_use_dies_after_101_days(sandbox: Sandbox, auth: AuthClient) -> None:
    sandbox.consent(auth)
    advance(sandbox, 8726400)
    assert refused(auth) == (400, b'{"error":"invalid_grant"}')


@pytest.mark.parametrize("why", ["expired", "unknown", "another company", "disconnected"])
def test_a_token_that_is_not_good_is_the_clients_authorization_error(
    sandbox: Sandbox, connect: Callable[..., Client], why: str
) -> None:
    sandbox.vendor.add_company(OTHER, "Fernhill Nursery")
    client = connect()
    if why == "expired":
        advance(sandbox, 3600)
    elif why == "unknown":
        client.session.access_token = "x"
        client.session.token = {"access_token": "x"}
    elif why == "disconnected":
        sandbox.control("POST", "settings", {"disconnect": True})
    else:
        client.company_id = OTHER
        with pytest.raises(Exception, match="Error returned with status code '403'"):  # the gateway's lower case
            Customer.all(qb=client)
        return
    with pytest.raises(AuthorizationException) as raised:
        Customer.all(qb=client)
    assert raised.value.error_code == 401
    assert '"code":"3200"' in raised.value.detail


def test_each_company_has_books_of_its_own(sandbox: Sandbox, connect: Callable[..., Client]) -> None:
    sandbox.vendor.add_company(OTHER, "Fernhill Nursery")
    one, other = connect(), connect(OTHER)
    for client, name in ((one, "Acme"), (other, "Birch")):
        made = Customer()
        made.DisplayName = name
        assert made.save(qb=client).Id == "1"
    assert [each.DisplayName for each in Customer.all(qb=one)] == ["Acme"]
    assert [each.DisplayName for each in Customer.all(qb=other)] == ["Birch"]
    assert CompanyInfo.get(OTHER, qb=other).CompanyName == "Fernhill Nursery"


def test_consent_may_choose_the_second_company(sandbox: Sandbox, auth: AuthClient) -> None:
    sandbox.vendor.add_company(OTHER, "Fernhill Nursery")
    assert sandbox.consent(auth, OTHER).realm_id == OTHER
