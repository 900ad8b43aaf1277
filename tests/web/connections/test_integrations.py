"""The Integrations page: how both accounts stand, what is in the way, and giving an account back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from syncapp.engine.access.tokens import StoredTokens
from syncapp.jobs import tasks
from syncapp.queries.connections import integrations
from syncapp.queries.counts import Tally
from syncapp.storage import queue
from syncapp.storage.models import Activity, Catalog, Connection, ObjectSync
from tests.web.conftest import CANARY, Shop, queries
from tests.web.connections.conftest import Vendors, connect, lately, said


def row(shop: Shop, side: str) -> Connection:
    return Connection.objects.get(workspace=shop.workspace, side=side)


def page(shop: Shop, role: str = "owner") -> str:
    answer = shop.client(role).get(shop.url("integrations/"))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def catalog(shop: Shop, side: str, **settings: Any) -> None:
    found = row(shop, side)
    Catalog.objects.update_or_create(connection=found, defaults={"settings": settings, "refreshed_at": timezone.now()})


def test_both_accounts_are_shown_by_name_with_their_state(shop: Shop) -> None:
    text = page(shop)
    assert "<h1>Integrations</h1>" in text
    assert "Fernhill portal" in text
    assert "Fernhill LLC" in text
    assert text.count("Connected</span>") == 2


def test_nothing_connected_yet_offers_to_connect(fresh: Shop, vendors: Vendors) -> None:
    text = page(fresh)
    assert "Connect HubSpot</button>" in text
    assert "Connect QuickBooks Online</button>" in text
    assert text.count("Not connected yet") == 2
    assert "HubSpot edition" in text  # S30: stated when it is connected


def test_of_one_that_was_given_back_it_says_by_whom_and_since_when(shop: Shop) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(state="disconnected")
    Activity.objects.create(
        workspace=shop.workspace,
        kind="disconnected",
        reason="HubSpot: Fernhill portal",
        actor=shop.people["admin"],
        at=timezone.now(),
    )
    text = page(shop)
    assert "by admin@example.com. Nothing is asked until it is connected again." in text
    assert text.count("Never yet; it is asked at intervals") == 1  # of QuickBooks alone


def test_while_nothing_is_set_up_it_leads_there(shop: Shop) -> None:
    link = '">Set up your sync</a>'
    assert link not in page(shop)
    ObjectSync.objects.filter(workspace=shop.workspace).delete()
    assert link in page(shop)
    assert link not in page(shop, "viewer")


def test_an_expired_connection_stands_out(shop: Shop) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="quickbooks").update(state="needs_reconnect")
    assert "Needs reconnecting" in page(shop)
    assert "Reconnect QuickBooks Online</button>" in page(shop)


@pytest.mark.parametrize("role", ["bookkeeper", "viewer"])
def test_who_may_not_connect_sees_no_buttons_for_it(shop: Shop, role: str) -> None:
    text = page(shop, role)
    assert "Owners and admins may connect accounts." in text
    for word in ("Disconnect", "Reconnect", "Check again", "Save edition"):
        assert word not in text


def test_what_blocks_is_said_with_the_place_to_change_it(shop: Shop) -> None:  # B1 S6 S7
    catalog(shop, "hubspot", payments=True)
    catalog(shop, "quickbooks", tax_required=True, custom_numbers=True, close_date="2026-10-31")
    text = page(shop)
    assert "1 thing stands</b>" in text or "1 thing stands" in text
    assert "QuickBooks Online › Taxes" in text
    assert "Custom transaction numbers are on." in text  # S9: advisable
    assert "The books are closed through Oct 31, 2026." in text


def test_what_blocks_only_what_goes_out_is_advice_where_nothing_does(shop: Shop) -> None:
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="invoice").update(direction="to-hubspot")
    catalog(shop, "quickbooks", tax_required=True)
    assert integrations(shop.workspace, Tally(shop.workspace)).blocking == []


def test_nothing_is_called_fine_that_was_not_read(shop: Shop) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="quickbooks").delete()
    catalog(shop, "hubspot", payments=True)
    found = integrations(shop.workspace, Tally(shop.workspace))
    codes = [one.finding.code for one in found.cards[0].checked.items]
    assert codes == ["scopes", "payment_processor", "edition", "announcements_hubspot", "other_sync", "workflow"]
    assert not found.cards[1].checked
    assert not found.together


def test_a_missing_permission_is_named(shop: Shop) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(scopes=["oauth"])
    catalog(shop, "hubspot", payments=True)
    text = page(shop)
    assert "permissions are missing" in text
    assert "crm.objects.invoices.write" in text
    assert integrations(shop.workspace, Tally(shop.workspace)).blocking


def test_the_edition_is_what_the_owner_says(shop: Shop) -> None:  # S30
    client = shop.client("admin")
    assert not integrations(shop.workspace, Tally(shop.workspace)).may_add
    client.post(shop.url("integrations/edition/"), {"edition": "professional"})
    assert row(shop, "hubspot").edition == "professional"
    assert integrations(shop.workspace, Tally(shop.workspace)).may_add
    assert said(client, shop) == "HubSpot's edition is recorded as Professional."
    client.post(shop.url("integrations/edition/"), {"edition": "free"})
    assert not integrations(shop.workspace, Tally(shop.workspace)).may_add
    entries = Activity.objects.filter(workspace=shop.workspace, kind="edition_stated")
    assert [one.changes[0]["to"] for one in entries] == ["free", "professional"]


def test_an_edition_that_does_not_exist_is_refused(shop: Shop) -> None:
    client = shop.client("owner")
    client.post(shop.url("integrations/edition/"), {"edition": "<script>"})
    assert row(shop, "hubspot").edition == ""
    assert said(client, shop) == "Choose one of HubSpot's editions."


def test_disconnecting_revokes_and_wipes_and_keeps_the_links(fresh: Shop, vendors: Vendors) -> None:  # SEC14
    client = lately(fresh.client("owner"))
    for side, system in (("hubspot", "hubspot"), ("quickbooks", "quickbooks")):
        connect(client, fresh, vendors, side)
        fresh.record(hubspot_id=f"1-{side}", quickbooks_id=f"2-{side}")
        client.get(fresh.url("integrations/"))
        client.post(fresh.url(f"integrations/{side}/disconnect/"))
        held = row(fresh, side)
        assert (held.state, held.access_token, held.refresh_token, held.expires_at) == ("disconnected", "", "", None)
        assert held.account_id
        assert [one for one in vendors.world.journal(system) if one["path"].endswith("/revoke")]
        assert "is disconnected" in said(client, fresh)
    assert fresh.workspace.records.count() == 2
    assert Activity.objects.filter(workspace=fresh.workspace, kind="disconnected").count() == 2


def test_a_vendor_that_could_not_be_told_is_said(fresh: Shop, vendors: Vendors) -> None:
    client = lately(fresh.client("owner"))
    connect(client, fresh, vendors, "hubspot")
    client.get(fresh.url("integrations/"))
    vendors.world.fault("hubspot", "/token/revoke", {"status": 503}, when="before")
    client.post(fresh.url("integrations/hubspot/disconnect/"))
    assert row(fresh, "hubspot").access_token == ""
    assert "remove the app there too" in said(client, fresh)


def test_what_runs_while_an_account_is_disconnected_does_not_call_it_expired(shop: Shop) -> None:
    held = row(shop, "hubspot")
    tokens = StoredTokens(held.pk, lambda token: (_ for _ in ()).throw(AssertionError("not renewed")))
    Connection.objects.filter(pk=held.pk).update(state="disconnected")
    with pytest.raises(Exception):  # noqa: B017
        tokens.fresh(held.access_token)
    assert row(shop, "hubspot").state == "disconnected"


def test_a_strangers_account_cannot_be_disconnected(shop: Shop) -> None:
    lately(shop.client("stranger")).post(shop.url("integrations/hubspot/disconnect/"))
    assert row(shop, "hubspot").state == "connected"
    assert lately(shop.client("viewer")).post(shop.url("integrations/hubspot/disconnect/")).status_code == 403


def test_checking_again_reads_the_accounts(
    fresh: Shop, vendors: Vendors, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    client = lately(fresh.client("owner"))
    for side in ("hubspot", "quickbooks"):
        connect(client, fresh, vendors, side)
    Catalog.objects.update(refreshed_at=timezone.now() - timedelta(days=3))
    client.get(fresh.url("integrations/"))
    vendors.world.control("quickbooks", "settings", {"Preferences": {"SalesFormsPrefs": {"CustomTxnNumbers": True}}})
    sent: list[Any] = []
    monkeypatch.setattr(queue, "async_task", lambda *task, **_: sent.append(task))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(fresh.url("integrations/check/"))
    assert sent == [(queue.READ_ACCOUNTS, fresh.workspace.pk)]  # no page waits for a vendor
    assert "is being read now" in page(fresh)
    assert tasks.read_accounts(fresh.workspace.pk) == "done"
    assert "is being read now" not in page(fresh)
    assert "Custom transaction numbers are on." in page(fresh)


def test_accounts_that_cannot_be_read_leave_the_page_as_it_was(shop: Shop, vendors: Vendors) -> None:
    catalog(shop, "hubspot", payments=True)
    assert CANARY not in tasks.read_accounts(shop.workspace.pk)
    assert row(shop, "hubspot").state == "needs_reconnect"
    assert "Needs reconnecting" in page(shop)
    assert "no" in tasks.read_accounts(4711)


def test_forms_may_lead_on_to_the_vendors_and_nowhere_else(shop: Shop, settings: Any) -> None:  # SEC26
    settings.HUBSPOT_APP_URL = "https://app.hubspot.com"
    settings.QUICKBOOKS_DISCOVERY_URL = "https://developer.api.intuit.com/.well-known/openid_configuration"
    policy = shop.client("owner").get(shop.url("integrations/"))["Content-Security-Policy"]
    (actions,) = [one.split()[1:] for one in policy.split("; ") if one.startswith("form-action")]
    assert set(actions) == {
        "'self'", "https://app.hubspot.com", "https://appcenter.intuit.com", "https://developer.api.intuit.com",
    }  # fmt: skip
    elsewhere = shop.client("owner").get(shop.url())["Content-Security-Policy"]
    assert "form-action 'self';" in elsewhere + ";"


def test_the_page_asks_the_database_a_fixed_number_of_times(shop: Shop) -> None:
    client = shop.client("owner")
    client.get(shop.url("integrations/"))
    with queries() as few:
        client.get(shop.url("integrations/"))
    for number in range(30):
        shop.record(number=f"N-{number}")
    with queries() as many:
        client.get(shop.url("integrations/"))
    assert len(many) == len(few) <= 10
