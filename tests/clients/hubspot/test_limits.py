"""Limits as the client meets them, on a clock that is moved by hand."""

from __future__ import annotations

import pytest

from tests.clients.hubspot.doors import Door
from tests.clients.hubspot.site import Site, refused


@pytest.fixture
def limited(site: Site) -> Site:
    site.control("POST", "clock", {"now": "2026-11-24T09:00:00Z"})
    site.control("POST", "limits", {"enabled": True})
    return site


def test_a_public_app_has_110_calls_in_ten_seconds(limited: Site) -> None:
    door = Door(limited.client(), "contacts")
    for _ in range(110):
        door.page()
    with refused(429, reason="Too Many Requests") as caught:
        door.page()
    assert caught.body["policyName"] == "TEN_SECONDLY_ROLLING"
    assert caught.body["message"] == "You have reached your ten_secondly_rolling limit."
    assert "retry-after" not in caught.headers
    limited.wait(10)
    assert door.page().results == []


def test_search_has_five_a_second_of_its_own(limited: Site) -> None:
    door = Door(limited.client(), "contacts")
    for _ in range(5):
        door.search()
    with refused(429) as caught:
        door.search()
    assert caught.body["policyName"] == "SECONDLY"
    assert not [name for name in caught.headers if "ratelimit" in name]
    door.page()
    limited.wait(1)
    assert door.search().total == 0


def test_headers_count_down(limited: Site) -> None:
    client = limited.client()
    left = []
    for _ in range(3):
        answer = client.api_request({"path": "/crm/v3/objects/contacts"})
        left.append(int(answer.headers["X-HubSpot-RateLimit-Remaining"]))
        assert answer.headers["X-HubSpot-RateLimit-Max"] == "110"
        assert answer.headers["X-HubSpot-RateLimit-Interval-Milliseconds"] == "10000"
        assert "X-HubSpot-RateLimit-Daily" not in answer.headers
    assert left == [109, 108, 107]


def test_a_private_app_is_counted_by_the_day_too(site: Site) -> None:
    site.control("POST", "settings", {"app_kind": "private", "edition": "professional"})
    client = site.held_by(site.tokens(kind="private")["access_token"])
    site.control("POST", "clock", {"now": "2026-11-24T09:00:00Z"})
    site.control("POST", "limits", {"enabled": True, "factor": 0.0001})  # 62 of 625,000 a day
    door = Door(client, "contacts")
    for _ in range(62):
        door.page()
        site.wait(10)
    with refused(429) as caught:
        door.page()
    assert (caught.body["policyName"], caught.body["message"]) == (
        "DAILY",
        "You have reached your daily limit.",
    )
    site.wait(24 * 3600)
    assert door.page().results == []
