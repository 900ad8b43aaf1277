"""Connecting at the vendors: the way there, the way back, and every wrong way."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection as database
from django.test import Client

from syncapp.core.preflight import HUBSPOT_SCOPES
from syncapp.storage.models import Activity, Catalog, Connection, Cursor, Job
from syncapp.web.connections import flow
from tests.web.conftest import Shop
from tests.web.connections.conftest import PORTAL, REALM, Vendors, begin, connect, lately, said

SIDES = ("hubspot", "quickbooks")
MINIMAL_SCOPES = set(HUBSPOT_SCOPES)


def row(shop: Shop, side: str) -> Connection:
    return Connection.objects.get(workspace=shop.workspace, side=side)


def asked(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


# -- the way there


def test_hubspot_is_asked_for_what_is_needed_and_no_more(fresh: Shop, vendors: Vendors) -> None:  # SEC9 SEC12
    client = lately(fresh.client("owner"))
    address = begin(client, fresh, "hubspot")
    found = asked(address)
    assert address.startswith(f"{vendors.world.sandbox.hubspot_url}/oauth/authorize?")
    assert set(found["scope"].split()) == MINIMAL_SCOPES
    assert found["redirect_uri"] == "https://sync.example.com/oauth/hubspot/callback/"
    assert "optional_scope" not in found
    (held,) = client.session[flow.KEY]
    made = base64.urlsafe_b64encode(hashlib.sha256(held["verifier"].encode()).digest()).rstrip(b"=").decode()
    assert (found["code_challenge"], found["code_challenge_method"]) == (made, "S256")
    assert held["verifier"] not in address


def test_quickbooks_is_asked_for_accounting_alone(fresh: Shop, vendors: Vendors) -> None:  # SEC12
    found = asked(begin(lately(fresh.client("admin")), fresh, "quickbooks"))
    assert found["scope"] == "com.intuit.quickbooks.accounting"
    assert found["response_type"] == "code"
    assert found["redirect_uri"] == "https://sync.example.com/oauth/quickbooks/callback/"


def test_a_state_is_random_and_long(fresh: Shop, vendors: Vendors) -> None:  # SEC8
    client = lately(fresh.client("owner"))
    states = {asked(begin(client, fresh, "hubspot"))["state"] for _ in range(4)}
    assert len(states) == 4
    assert all(len(base64.urlsafe_b64decode(state + "==")) >= 16 for state in states)


@pytest.mark.parametrize("role", ["bookkeeper", "viewer"])
@pytest.mark.parametrize("side", SIDES)
def test_only_owners_and_admins_connect(shop: Shop, vendors: Vendors, side: str, role: str) -> None:  # SEC6
    answer = lately(shop.client(role)).post(f"/oauth/{side}/start/", {"workspace": shop.workspace.slug})
    assert answer.status_code == 403
    assert b"Owners and admins may connect accounts." in answer.content


@pytest.mark.parametrize("side", SIDES)
def test_strangers_find_nothing_and_nobody_signs_in(shop: Shop, vendors: Vendors, side: str) -> None:  # SEC2
    data = {"workspace": shop.workspace.slug}
    assert lately(shop.client("stranger")).post(f"/oauth/{side}/start/", data).status_code == 404
    assert lately(shop.client("owner")).post(f"/oauth/{side}/start/", {}).status_code == 404
    assert shop.client("nobody").post(f"/oauth/{side}/start/", data)["Location"].startswith("/accounts/login/")
    assert lately(shop.client("owner")).get(f"/oauth/{side}/start/").status_code == 405


def test_the_password_is_asked_again_after_a_while(shop: Shop, vendors: Vendors) -> None:  # SEC38
    client = shop.client("owner")
    page = f"/accounts/reauthenticate/?next=%2F{shop.workspace.slug}%2Fintegrations%2F"
    assert begin(client, shop, "hubspot") == page
    assert client.post(shop.url("integrations/hubspot/disconnect/"))["Location"] == page
    assert row(shop, "hubspot").state == "connected"


def test_without_an_app_the_page_says_who_sets_it(fresh: Shop, vendors: Vendors, settings: Any) -> None:
    settings.HUBSPOT_CLIENT_ID = ""
    client = lately(fresh.client("owner"))
    assert begin(client, fresh, "hubspot") == fresh.url("integrations/")
    assert "HUBSPOT_CLIENT_ID" in said(client, fresh)


def test_a_vendor_that_is_away_is_said(fresh: Shop, vendors: Vendors, settings: Any) -> None:
    settings.QUICKBOOKS_DISCOVERY_URL = "http://127.0.0.1:9/.well-known/openid_configuration"
    client = lately(fresh.client("owner"))
    assert begin(client, fresh, "quickbooks") == fresh.url("integrations/")
    assert "QuickBooks Online" in said(client, fresh)
    assert "was not connected" in said_again(client, fresh, vendors)


def said_again(client: Client, shop: Shop, vendors: Vendors) -> str:
    begin(client, shop, "quickbooks")
    return said(client, shop)


# -- the way back


def test_both_accounts_are_connected_through_their_own_pages(fresh: Shop, vendors: Vendors) -> None:
    client = lately(fresh.client("owner"))
    assert connect(client, fresh, vendors, "hubspot", edition="professional")["Location"] == fresh.url("integrations/")
    connect(client, fresh, vendors, "quickbooks")
    hubspot, books = row(fresh, "hubspot"), row(fresh, "quickbooks")
    assert (hubspot.account_id, hubspot.state, hubspot.edition) == (PORTAL, "connected", "professional")
    assert (books.account_id, books.state, books.currency) == (REALM, "connected", "USD")
    assert set(hubspot.scopes) == MINIMAL_SCOPES
    assert hubspot.refresh_token
    assert hubspot.expires_at
    assert books.refresh_expires_at
    fresh.workspace.refresh_from_db()
    assert fresh.workspace.time_zone == "America/Los_Angeles"  # A19
    assert Catalog.objects.filter(connection__workspace=fresh.workspace).count() == 2
    told = Activity.objects.filter(workspace=fresh.workspace, kind="connected").values_list("actor__email", flat=True)
    assert list(told) == ["owner@example.com"] * 2
    assert Job.objects.filter(name=f"sync_workspace:{fresh.workspace.pk}", nudged_at__isnull=True).exists() is False


def test_a_reconnect_leaves_the_zone_that_somebody_chose(fresh: Shop, vendors: Vendors) -> None:  # A19
    client = lately(fresh.client("owner"))
    connect(client, fresh, vendors, "quickbooks")
    fresh.workspace.time_zone = "America/New_York"
    fresh.workspace.save()
    connect(client, fresh, vendors, "quickbooks")
    fresh.workspace.refresh_from_db()
    assert fresh.workspace.time_zone == "America/New_York"


def test_our_properties_are_made_in_hubspot_when_it_is_connected(fresh: Shop, vendors: Vendors) -> None:
    connect(lately(fresh.client("owner")), fresh, vendors, "hubspot")
    made = [one for one in vendors.world.journal("hubspot", "write") if "/properties/" in one["path"]]
    assert len(made) == 5


def test_tokens_are_ciphertext_in_the_database(fresh: Shop, vendors: Vendors) -> None:  # SEC15
    connect(lately(fresh.client("owner")), fresh, vendors, "quickbooks")
    held = row(fresh, "quickbooks")
    with database.cursor() as cursor:
        cursor.execute("SELECT access_token, refresh_token FROM storage_connection WHERE id = %s", [held.pk])
        stored = cursor.fetchone()
    assert held.access_token not in stored[0]
    assert held.refresh_token not in stored[1]


def test_a_denied_consent_changes_nothing_and_is_said(fresh: Shop, vendors: Vendors) -> None:
    for side, label in zip(SIDES, ("HubSpot", "QuickBooks Online"), strict=True):
        client = lately(fresh.client("owner"))
        answer = client.get(vendors.consent(begin(client, fresh, side), allow=False))
        assert answer["Location"] == fresh.url("integrations/")
        assert said(client, fresh) == f"{label} was not connected: the request was declined there. Nothing was changed."
    assert not Connection.objects.filter(workspace=fresh.workspace).exists()


def test_an_error_of_the_vendor_is_said_in_our_words(fresh: Shop, vendors: Vendors) -> None:  # SEC30
    client = lately(fresh.client("owner"))
    state = asked(begin(client, fresh, "hubspot"))["state"]
    client.get(
        "/oauth/hubspot/callback/", {"state": state, "error": "server_error", "error_description": "<b>evil</b>"}
    )
    assert said(client, fresh).startswith("HubSpot was not connected: it ended the sign-in")


@pytest.mark.parametrize("side", SIDES)
def test_an_answer_is_taken_once(fresh: Shop, vendors: Vendors, side: str) -> None:  # SEC8
    client = lately(fresh.client("owner"))
    back = vendors.consent(begin(client, fresh, side))
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 400


def test_another_browser_cannot_bring_the_answer(fresh: Shop, vendors: Vendors) -> None:  # SEC8
    back = vendors.consent(begin(lately(fresh.client("owner")), fresh, "hubspot"))
    for other in (lately(fresh.client("owner")), fresh.client("nobody"), lately(fresh.client("stranger"))):
        answer = other.get(back)
        assert answer.status_code == 400
        assert b"another browser" in answer.content
    assert not Connection.objects.filter(workspace=fresh.workspace).exists()


def test_ten_minutes_are_the_limit(fresh: Shop, vendors: Vendors, monkeypatch: pytest.MonkeyPatch) -> None:  # SEC8
    client = lately(fresh.client("owner"))
    back = vendors.consent(begin(client, fresh, "hubspot"))
    now = flow.time.time()
    monkeypatch.setattr(flow.time, "time", lambda: now + 601)
    assert client.get(back).status_code == 400


def test_one_vendors_answer_is_none_for_the_other(fresh: Shop, vendors: Vendors) -> None:  # SEC10
    client = lately(fresh.client("owner"))
    back = vendors.consent(begin(client, fresh, "hubspot"))
    assert client.get(back.replace("/hubspot/", "/quickbooks/") + f"&realmId={REALM}").status_code == 400
    assert client.get(back).status_code == 400  # and it is used up


@pytest.mark.parametrize(
    "query", ["", "?state=", "?state=x", "?code=x", "?state=%ff&code=x", "?error=access_denied", "?state=é"]
)
def test_an_answer_to_nothing_is_refused(fresh: Shop, vendors: Vendors, query: str) -> None:
    assert lately(fresh.client("owner")).get(f"/oauth/hubspot/callback/{query}").status_code == 400


def test_a_right_that_was_lost_meanwhile_counts(fresh: Shop, vendors: Vendors) -> None:
    client = lately(fresh.client("admin"))
    back = vendors.consent(begin(client, fresh, "hubspot"))
    member = fresh.membership("admin")
    member.role = "viewer"
    member.save()
    assert client.get(back).status_code == 403
    assert not Connection.objects.filter(workspace=fresh.workspace).exists()


def test_a_realm_that_the_tokens_do_not_belong_to_is_refused(fresh: Shop, vendors: Vendors) -> None:  # SEC11
    client = lately(fresh.client("owner"))
    back = vendors.consent(begin(client, fresh, "quickbooks"))
    client.get(back.replace(REALM, "9341450000009999"))
    assert not Connection.objects.filter(workspace=fresh.workspace).exists()
    assert "was not connected" in said(client, fresh)


def test_a_code_that_is_not_honoured_is_said(fresh: Shop, vendors: Vendors) -> None:
    client = lately(fresh.client("owner"))
    state = asked(begin(client, fresh, "hubspot"))["state"]
    client.get("/oauth/hubspot/callback/", {"state": state, "code": "made-up"})
    assert said(client, fresh) == (
        "HubSpot did not accept this sign-in: it was used already, or took too long. Nothing was changed. Connect again."
    )


# -- again, and another


def linked(shop: Shop, vendors: Vendors, side: str, account: str) -> Connection:
    """The workspace is connected to this account, and has linked records."""
    Connection.objects.filter(workspace=shop.workspace, side=side).update(
        account_id=account, access_token="", state="needs_reconnect"
    )
    return row(shop, side)


@pytest.mark.parametrize(("side", "account"), [("hubspot", PORTAL), ("quickbooks", REALM)])
def test_a_reconnect_keeps_everything_that_is_linked(shop: Shop, vendors: Vendors, side: str, account: str) -> None:
    before = linked(shop, vendors, side, account)
    records = list(shop.workspace.records.values_list("pk", "hubspot_id", "quickbooks_id"))
    Job.objects.create(name=f"sync_workspace:{shop.workspace.pk}", attempts=9)
    connect(lately(shop.client("owner")), shop, vendors, side)
    after = row(shop, side)
    assert (after.pk, after.state) == (before.pk, "connected")
    assert after.access_token
    assert list(shop.workspace.records.values_list("pk", "hubspot_id", "quickbooks_id")) == records
    assert Activity.objects.filter(workspace=shop.workspace, kind="reconnected").exists()


@pytest.mark.parametrize("side", SIDES)
def test_another_account_is_refused_while_records_are_linked(
    shop: Shop, vendors: Vendors, side: str
) -> None:  # F94 S-wrong_account
    before = linked(shop, vendors, side, "1234567")
    client = lately(shop.client("owner"))
    connect(client, shop, vendors, side)
    after = row(shop, side)
    assert (after.account_id, after.state, after.name) == ("1234567", "needs_reconnect", before.name)
    assert not after.access_token
    assert "another account" in said(client, shop).lower()


def test_a_refused_account_keeps_no_access_of_ours(shop: Shop, vendors: Vendors) -> None:
    linked(shop, vendors, "hubspot", "1234567")
    connect(lately(shop.client("owner")), shop, vendors, "hubspot")
    assert [one for one in vendors.world.journal("hubspot") if one["path"].endswith("/token/revoke")]


def test_an_account_that_another_workspace_uses_is_not_revoked(shop: Shop, vendors: Vendors) -> None:
    """A vendor revokes for the whole account."""
    Connection.objects.filter(workspace=shop.other, side="hubspot").update(account_id=PORTAL)
    linked(shop, vendors, "hubspot", "1234567")
    connect(lately(shop.client("owner")), shop, vendors, "hubspot")
    assert not [one for one in vendors.world.journal("hubspot") if one["path"].endswith("/token/revoke")]


def test_another_account_may_come_where_nothing_is_linked_yet(fresh: Shop, vendors: Vendors) -> None:
    Connection.objects.create(
        workspace=fresh.workspace, side="hubspot", account_id="1234567", access_token="t", edition="starter"
    )
    Cursor.objects.create(workspace=fresh.workspace, side="hubspot", position={"contacts": 1}, listed=["contact"])
    connect(lately(fresh.client("owner")), fresh, vendors, "hubspot")
    assert row(fresh, "hubspot").account_id == PORTAL
    assert row(fresh, "hubspot").edition == "starter"
    assert not Cursor.objects.filter(workspace=fresh.workspace, side="hubspot").exists()
