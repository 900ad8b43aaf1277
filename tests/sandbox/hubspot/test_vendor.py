"""What the port needs of the emulator: kinds of calls, limits, settings, listings, account details."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from syncapp.sandbox.call import Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot.vendor import HubSpot
from syncapp.sandbox.state import Store
from tests.sandbox.hubspot.portal import CRM, Portal, end


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/crm/v3/objects/contacts", "read"), ("POST", "/crm/v3/objects/contacts/search", "read"),
        ("POST", "/crm/objects/2026-03/contacts/batch/read", "read"), ("POST", "/crm/v4/associations/invoices/contacts/batch/read", "read"),
        ("POST", "/crm/v3/properties/contacts/batch/read", "read"), ("POST", "/crm/v3/objects/contacts", "write"),
        ("PATCH", "/crm/v3/objects/contacts/1", "write"), ("DELETE", "/crm/v3/objects/contacts/1", "write"),
        ("POST", "/crm/v3/objects/contacts/batch/create", "write"), ("PUT", "/crm/v4/objects/invoices/1/associations/default/contacts/2", "write"),
        ("POST", "/oauth/2026-03/token", "auth"), ("GET", "/oauth/authorize", "auth"), ("GET", "/oauth/v1/access-tokens/x", "auth"),
    ],
)  # fmt: skip
def test_every_call_is_a_read_a_write_or_about_tokens(portal: Portal, method: str, path: str, kind: str) -> None:
    assert portal.vendor.kind(Call(method, path)) == kind


def test_the_account_tells_about_itself(portal: Portal) -> None:
    portal.settings(
        currency="CAD",
        additional_currencies=["USD"],
        timezone="America/St_Johns",
        data_hosting_location="eu1",
    )
    for path in ("/account-info/v3/details", "/account-info/2026-09/details"):
        assert portal.ok("GET", path) == {
            "portalId": 48807700, "accountType": "STANDARD", "timeZone": "America/St_Johns", "companyCurrency": "CAD",
            "additionalCurrencies": ["USD"], "utcOffset": "-03:30", "utcOffsetMilliseconds": -12_600_000,
            "uiDomain": "app-eu1.hubspot.com", "dataHostingLocation": "eu1",
        }  # fmt: skip


def test_owners_are_listed_and_read(portal: Portal) -> None:
    for path in ("/crm/v3/owners/", "/crm/v3/owners", "/crm/owners/2026-03"):
        assert [one["id"] for one in portal.ok("GET", path)["results"]] == ["501"]
    assert portal.ok("GET", "/crm/v3/owners", email="nobody@example.com")["results"] == []
    assert portal.ok("GET", "/crm/v3/owners/76023669", idProperty="userId")["email"] == "owner@example.com"
    portal.refused("GET", "/crm/v3/owners/9", status=404)


def test_tax_rates_are_listed_and_put_on_lines(portal: Portal) -> None:
    portal.settings(tax_rates=[{"id": "7", "name": "CA", "label": "Sales tax", "percentageRate": "8.75"}])
    assert portal.ok("GET", "/tax-rates/2026-09/tax-rates")["results"][0]["percentageRate"] == 8.75
    assert portal.ok("GET", "/tax-rates/v1/tax-rates", active="false")["results"] == []
    assert portal.ok("GET", "/tax-rates/v1/tax-rates/7")["label"] == "Sales tax"
    portal.refused("GET", "/tax-rates/v1/tax-rates/8", status=404)
    invoice = portal.draft(lines=())
    portal.create("line_items", end(invoice, 410), price="42.50", hs_tax_rate_group_id="7")
    assert portal.values("invoices", invoice, "hs_subtotal", "hs_amount_billed") == {
        "hs_subtotal": "42.5",
        "hs_amount_billed": "46.22",
    }


def test_every_answer_has_an_id_and_errors_repeat_it(portal: Portal) -> None:
    answer = portal.call("GET", f"{CRM}/contacts/9")
    assert answer.data["correlationId"] == answer.headers["x-hubspot-correlation-id"]
    assert "x-hubspot-correlation-id" in portal.call("GET", f"{CRM}/contacts").headers


# Limits


def test_limits_are_off_until_told(portal: Portal) -> None:
    assert all(portal.vendor.limited(Call("GET", "/crm/v3/objects/contacts")) is None for _ in range(300))


def test_a_public_app_has_110_calls_in_10_seconds(portal: Portal) -> None:  # F16
    portal.vendor.set_limits(True, 1.0)
    call = Call("GET", "/crm/v3/objects/contacts")
    assert all(portal.vendor.limited(call) is None for _ in range(110))
    refused = portal.vendor.limited(call)
    assert refused is not None
    assert (refused.status, refused.data["policyName"], refused.data["errorType"]) == (
        429,
        "TEN_SECONDLY_ROLLING",
        "RATE_LIMIT",
    )
    assert refused.data["message"] == "You have reached your ten_secondly_rolling limit."
    assert "retry-after" not in refused.headers
    portal.clock.advance(10.1)
    assert portal.vendor.limited(call) is None


def test_search_has_a_limit_of_its_own_and_tells_no_headers(portal: Portal) -> None:
    portal.vendor.set_limits(True, 1.0)
    call = Call("POST", "/crm/v3/objects/contacts/search")
    assert all(portal.vendor.limited(call) is None for _ in range(5))
    refused = portal.vendor.limited(call)
    assert refused is not None
    assert (refused.data["policyName"], refused.data["message"]) == (
        "SECONDLY",
        "You have reached your secondly limit.",
    )
    assert portal.vendor.limited(Call("GET", "/crm/v3/objects/contacts")) is None
    found = portal.call("POST", "/crm/v3/objects/contacts/search", {})
    assert not [name for name in found.headers if "ratelimit" in name]


def test_the_headers_count_down(portal: Portal) -> None:
    portal.vendor.limits = {"enabled": True, "factor": 0.1}
    portal.vendor.limited(Call("GET", f"{CRM}/contacts"))
    headers = portal.call("GET", f"{CRM}/contacts").headers
    assert headers["x-hubspot-ratelimit-max"] == "11"
    assert headers["x-hubspot-ratelimit-remaining"] == "10"
    assert headers["x-hubspot-ratelimit-interval-milliseconds"] == "10000"
    assert "x-hubspot-ratelimit-daily" not in headers


def test_a_private_app_has_a_daily_limit_until_midnight_of_the_account(portal: Portal) -> None:  # F17
    portal.settings(app_kind="private", edition="starter")
    portal.vendor.set_limits(True, 0.00002)  # 5 a day
    call = Call("GET", "/crm/v3/objects/contacts")
    for _ in range(5):
        assert portal.vendor.limited(call) is None
        portal.clock.advance(11)
    refused = portal.vendor.limited(call)
    assert refused is not None
    assert (refused.data["policyName"], refused.data["message"]) == (
        "DAILY",
        "You have reached your daily limit.",
    )
    portal.clock.set(datetime(2026, 11, 25, 8, 1, tzinfo=UTC))  # past midnight in Los Angeles
    assert portal.vendor.limited(call) is None


@pytest.mark.parametrize(("edition", "most"), [("starter", "100"), ("pro", "190")])
def test_a_private_app_is_limited_by_its_edition(portal: Portal, edition: str, most: str) -> None:
    portal.settings(app_kind="private", edition=edition)
    assert portal.call("GET", f"{CRM}/contacts").headers["x-hubspot-ratelimit-max"] == most


def test_tokens_and_people_are_not_limited(portal: Portal) -> None:
    portal.vendor.set_limits(True, 0.001)
    for call in (Call("POST", "/oauth/v1/token"), Call("GET", "/crm/v3/objects/contacts", as_user=True)):
        assert all(portal.vendor.limited(call) is None for _ in range(5))


# Control


def test_settings_are_checked(portal: Portal) -> None:
    for body in (
        {"nonsense": 1},
        {"edition": "gold"},
        {"payments_processor": "cash"},
        {"edit_finalized_invoices": "yes"},
    ):
        with pytest.raises(ValueError):
            portal.vendor.settings(body)
    with pytest.raises(KeyError):
        portal.vendor.settings({"timezone": "Mars/North"})
    assert portal.vendor.settings({})["payments_processor"] == "stripe"


def test_a_listing_shows_everything_with_its_associations(portal: Portal) -> None:
    invoice = portal.open()
    payment = portal.pay(invoice, "40")
    portal.ok("DELETE", f"{CRM}/contacts/{portal.contact()}", status=204)
    found = portal.vendor.objects("contacts", 10, 0)
    assert (found["total"], [one["archived"] for one in found["results"]]) == (2, [False, True])
    shown = portal.vendor.objects("invoices", 10, 0)["results"][0]
    assert shown["associations"]["commerce_payments"] == [
        {"id": payment, "typeId": 541, "typeIds": [541], "labels": []}
    ]
    assert portal.vendor.objects("commerce_payments", 1, 0)["results"][0]["shares"] == {invoice: "40"}
    assert portal.vendor.objects("contacts", 1, 1)["results"][0]["archived"] is True
    with pytest.raises(KeyError):
        portal.vendor.objects("nonsense", 1, 0)


def test_the_overview_counts_what_is_alive(portal: Portal) -> None:
    portal.contact()
    found = portal.vendor.overview()
    assert (found["account_id"], found["accounts"]) == (
        "48807700",
        [{"id": "48807700", "name": "Fernhill Grounds"}],
    )
    assert found["counts"]["contacts"] == 1


def test_a_reset_account_is_new(portal: Portal) -> None:
    portal.contact()
    portal.settings(currency="CAD")
    portal.vendor.reset()
    portal.token = portal.vendor.tokens({})["access_token"]
    assert portal.contact() == "10001"
    assert portal.vendor.settings({})["currency"] == "USD"


def test_a_restart_finds_everything_again(tmp_path: Path) -> None:
    file, clock = str(tmp_path / "state.sqlite"), Clock(datetime(2026, 11, 24, tzinfo=UTC))
    first = Portal(HubSpot(store := Store(file, "hubspot"), clock, ""), clock)
    first.ok(
        "POST", "/crm/v3/properties/invoices",
        {"name": "our_key", "label": "Key", "groupName": "invoiceinformation", "type": "string", "fieldType": "text", "hasUniqueValue": True},
        status=201,
    )  # fmt: skip
    invoice = first.open(our_key="1:2")
    payment = first.pay(invoice, "40")
    store.flush()
    again = Portal(HubSpot(Store(file, "hubspot"), clock, ""), clock)
    assert again.ok("GET", f"{CRM}/invoices/1:2", idProperty="our_key")["id"] == invoice
    again.refused("POST", f"{CRM}/contacts", {"properties": {"email": "customer0@example.com"}}, status=409)
    again.ok("DELETE", f"{CRM}/commerce_payments/{payment}", status=204)
    assert again.value("invoices", invoice, "hs_balance_due") == "100"
    assert int(again.contact()) > int(payment)


def test_a_state_file_may_be_older_than_a_setting(portal: Portal) -> None:
    store = portal.vendor.store
    old = {name: value for name, value in portal.vendor.account.settings.items() if name != "api_limit_increase"}
    store.put("settings", "account", old)
    again = HubSpot(store, portal.clock, "")
    again.settings({"app_kind": "private"})
    assert again.account.settings["api_limit_increase"] is False
    assert again.limited(Call("GET", "/crm/v3/objects/contacts")) is None
