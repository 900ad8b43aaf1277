"""hubspot.md §8: what each kind of app may ask for, and what it is told of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syncapp.sandbox.call import Call
from tests.sandbox.hubspot.portal import CRM, Portal

READ = Call("GET", "/crm/v3/objects/contacts")
SEARCH = Call("POST", "/crm/objects/2026-03/contacts/search")
LINK = Call("PUT", "/crm/v4/objects/invoices/1/associations/default/contacts/2")
LINKS = Call("POST", "/crm/associations/2026-03/invoices/contacts/batch/read")


def taken(portal: Portal, call: Call, most: int = 300) -> int:
    """How many of these calls pass before one is refused."""
    return next((number for number in range(most) if portal.vendor.limited(call) is not None), most)


def policy(portal: Portal, call: Call) -> str:
    refused = portal.vendor.limited(call)
    assert refused is not None
    assert set(refused.data) == {"status", "message", "errorType", "correlationId", "policyName", "requestId"}
    assert not [name for name in refused.headers if "retry" in name or "ratelimit" in name]
    assert refused.headers["x-hubspot-correlation-id"] == refused.data["correlationId"]
    return str(refused.data["policyName"])


@pytest.mark.parametrize(
    ("settings", "most"),
    [
        ({"app_kind": "public", "edition": "enterprise"}, 110), ({"app_kind": "public", "api_limit_increase": True}, 110),
        ({"app_kind": "private", "edition": "free"}, 100), ({"app_kind": "private", "edition": "starter"}, 100),
        ({"app_kind": "private", "edition": "pro"}, 190), ({"app_kind": "private", "edition": "enterprise"}, 190),
        ({"app_kind": "private", "edition": "free", "api_limit_increase": True}, 200),
    ],
)  # fmt: skip
def test_the_burst_of_each_kind_of_app(portal: Portal, settings: dict[str, object], most: int) -> None:
    portal.settings(**settings)
    portal.vendor.set_limits(True, 1.0)
    assert taken(portal, READ) == most
    assert policy(portal, READ) == "TEN_SECONDLY_ROLLING"
    assert portal.vendor.limited(SEARCH) is None  # searches stand apart
    portal.clock.advance(9.9)
    assert portal.vendor.limited(READ) is not None
    portal.clock.advance(0.1)
    assert portal.vendor.limited(READ) is None


def test_refused_calls_do_not_prolong_the_wait(portal: Portal) -> None:  # assumed
    portal.vendor.set_limits(True, 1.0)
    taken(portal, READ)
    for _ in range(9):
        portal.clock.advance(1)
        assert portal.vendor.limited(READ) is not None
    portal.clock.advance(1)
    assert taken(portal, READ) == 110


def test_five_searches_in_a_second_whatever_the_type(portal: Portal) -> None:
    portal.settings(app_kind="private", edition="enterprise")
    portal.vendor.set_limits(True, 1.0)
    assert taken(portal, SEARCH) == 5
    assert policy(portal, Call("POST", "/crm/v3/objects/invoices/search")) == "SECONDLY"
    portal.clock.advance(1)
    assert taken(portal, SEARCH) == 5


@pytest.mark.parametrize(("edition", "most"), [("starter", 100), ("enterprise", 150)])
def test_associations_have_a_burst_of_their_own(portal: Portal, edition: str, most: int) -> None:
    portal.settings(app_kind="private", edition=edition, api_limit_increase=True)
    portal.vendor.set_limits(True, 1.0)
    assert taken(portal, LINK) == most
    assert policy(portal, LINKS) == "TEN_SECONDLY_ROLLING"
    assert taken(portal, READ) == 200 - most


@pytest.mark.parametrize(
    ("edition", "increase", "most"),
    [
        ("free", False, 250_000), ("starter", False, 250_000), ("pro", False, 625_000), ("professional", False, 625_000),
        ("enterprise", False, 1_000_000), ("starter", True, 1_250_000),
    ],
)  # fmt: skip
def test_the_day_of_a_private_app(portal: Portal, edition: str, increase: bool, most: int) -> None:
    portal.settings(app_kind="private", edition=edition, api_limit_increase=increase)
    assert portal.vendor.limited(READ) is None
    headers = portal.call("GET", f"{CRM}/contacts").headers
    assert headers["x-hubspot-ratelimit-daily"] == str(most)
    assert headers["x-hubspot-ratelimit-daily-remaining"] == str(most - 1)
    (told,) = portal.ok("GET", "/account-info/v3/api-usage/daily/private-apps")["results"]
    assert (told["currentUsage"], told["usageLimit"], told["resetsAt"]) == (
        1,
        most,
        "2026-11-25T08:00:00.000Z",
    )


def test_a_day_ends_at_midnight_of_the_account(portal: Portal) -> None:
    portal.settings(app_kind="private", timezone="Asia/Kolkata")
    portal.vendor.set_limits(True, 0.00002)  # 5 a day
    portal.clock.set(datetime(2026, 11, 24, 18, 0, tzinfo=UTC))  # 23:30
    for _ in range(5):
        assert portal.vendor.limited(READ) is None
        portal.clock.advance(11)
    assert policy(portal, READ) == "DAILY"
    assert policy(portal, SEARCH) == "DAILY"
    portal.clock.set(datetime(2026, 11, 24, 18, 29, 59, tzinfo=UTC))
    assert policy(portal, READ) == "DAILY"
    portal.clock.set(datetime(2026, 11, 24, 18, 30, tzinfo=UTC))
    assert portal.vendor.limited(READ) is None


def test_a_public_app_has_no_day(portal: Portal) -> None:
    portal.vendor.set_limits(True, 0.00002)
    for _ in range(20):
        assert portal.vendor.limited(READ) is None
        portal.clock.advance(11)
    assert "x-hubspot-ratelimit-daily" not in portal.call("GET", f"{CRM}/contacts").headers


def test_what_is_left_comes_back_with_time(portal: Portal) -> None:
    portal.vendor.set_limits(True, 1.0)
    taken(portal, READ, most=30)

    def left() -> tuple[str, str]:
        headers = portal.call("GET", f"{CRM}/contacts").headers
        return headers["x-hubspot-ratelimit-remaining"], headers["x-hubspot-ratelimit-secondly-remaining"]

    assert left() == ("80", "11")
    portal.clock.advance(10)
    assert left() == ("110", "11")


def test_neither_search_nor_sign_in_tells_of_limits(portal: Portal) -> None:
    for call in (("POST", f"{CRM}/contacts/search"), ("POST", "/oauth/2026-03/token")):
        assert not [name for name in portal.call(*call, {}).headers if "ratelimit" in name]
