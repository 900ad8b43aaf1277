"""Limits by the port's clock: windows per realm and app, batches, requests at once, metered reads, 120 s."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from syncapp.sandbox import server
from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM, QuickBooks
from tests.sandbox.quickbooks import hands
from tests.sandbox.quickbooks.hands import Hand, gateway

ON = {"enabled": True, "factor": 1.0}


def token(vendor: QuickBooks, app: str, realm: str = FIRST_REALM) -> dict[str, str]:
    return {"authorization": "Bearer " + vendor.tokens({"client_id": app}, realm)["access_token"]}


def ask(vendor: QuickBooks, path: str = "preferences", realm: str = FIRST_REALM, **more: Any) -> Answer | None:
    more["headers"] = {"accept": "application/json", **more.get("headers", {})}
    return vendor.limited(Call("POST" if path == "batch" else "GET", f"/v3/company/{realm}/{path}", **more))


def test_limits_are_off_until_told(vendor: QuickBooks) -> None:
    assert all(ask(vendor) is None for _ in range(600))


def test_ten_a_second_then_429_in_the_gateways_shape(vendor: QuickBooks) -> None:  # F16
    vendor.limits = ON
    assert all(ask(vendor) is None for _ in range(10))
    answer = ask(vendor)
    assert answer is not None
    assert gateway(answer) == (429, "3001", "message=ThrottleExceeded; errorCode=003001; statusCode=429")
    assert answer.data["fault"]["type"] == "SERVICE"
    assert "retry-after" not in {name.lower() for name in answer.headers}
    vendor.clock.advance(1)
    assert ask(vendor) is None


def test_a_second_is_per_realm_and_app(vendor: QuickBooks) -> None:
    vendor.add_company("2")
    vendor.limits = ON
    one, other = token(vendor, "one"), token(vendor, "other")
    assert all(ask(vendor, headers=one) is None for _ in range(10))
    assert ask(vendor, headers=one) is not None
    assert ask(vendor, headers=other) is None
    assert ask(vendor, realm="2", headers=token(vendor, "one", "2")) is None


def test_people_and_tokens_are_not_limited(vendor: QuickBooks) -> None:
    vendor.limits = {"enabled": True, "factor": 0.001}
    assert all(ask(vendor, as_user=True) is None for _ in range(20))
    assert all(vendor.limited(Call("POST", "/oauth2/v1/tokens/bearer")) is None for _ in range(20))


def test_five_hundred_a_minute_over_all_apps_of_a_realm(vendor: QuickBooks) -> None:
    vendor.limits = ON
    apps = [token(vendor, name) for name in ("one", "other")]
    for turn in range(50):
        assert all(ask(vendor, headers=apps[turn % 2]) is None for _ in range(10))
        vendor.clock.advance(1)
    assert ask(vendor, headers=apps[0]) is not None
    vendor.clock.advance(10)
    assert ask(vendor, headers=apps[0]) is None


def test_forty_batches_a_minute_of_an_app_and_120_of_a_realm(vendor: QuickBooks) -> None:
    vendor.limits = ON
    for number in range(3):
        headers = token(vendor, f"app {number}")
        for turn in range(40):
            assert ask(vendor, "batch", headers=headers) is None
            vendor.clock.advance(0 if turn % 8 else 1)
        assert ask(vendor, "batch", headers=headers) is not None
        assert ask(vendor, headers=headers) is None
    assert ask(vendor, "batch", headers=token(vendor, "a fourth")) is not None
    vendor.clock.advance(60)
    assert ask(vendor, "batch", headers=token(vendor, "a fourth")) is None


def test_everything_times_the_factor(vendor: QuickBooks) -> None:
    vendor.limits = {"enabled": True, "factor": 0.5}
    assert [ask(vendor) is None for _ in range(6)] == [True] * 5 + [False]
    assert ask(vendor, beside=5) is not None


def test_ten_at_once(vendor: QuickBooks) -> None:
    vendor.limits = ON
    assert ask(vendor, beside=9) is None
    assert ask(vendor, beside=10) is not None


def test_reads_are_metered_by_the_month_and_blocked_when_used_up(vendor: QuickBooks) -> None:
    app = Hand(vendor)
    vendor.settings({"reads_per_month": 6}, None)
    app.get("preferences")
    app.query("select * from Customer")
    app.make("Customer", DisplayName="Acme")  # data in: not metered
    app.batch({"Query": "select * from Item"}, {"Query": "select * from Item"})
    assert app.call("GET", "customer/9").status == 400  # a refusal is not metered
    Hand(vendor, as_user=True).get("preferences")
    assert vendor.usage()["metered_reads"] == {"months": {"2026-11": 4}, "allowance": 6}
    vendor.limits = ON
    assert ask(vendor) is None
    app.get("preferences")
    app.get("preferences")
    refused = ask(vendor)
    assert refused is not None
    assert gateway(refused)[:2] == (429, "3001")
    assert ask(vendor, "batch", body=b'{"BatchItemRequest":[{"bId":"1","operation":"create","Customer":{}}]}') is None
    vendor.clock.advance(7 * 86_400)
    assert ask(vendor) is None


def test_what_is_used_is_shown(vendor: QuickBooks) -> None:
    vendor.limits = ON
    headers = token(vendor, "one")
    ask(vendor, headers=headers)
    ask(vendor, "batch", headers=headers)
    assert vendor.usage()["used"] == {
        "requests_per_minute": {FIRST_REALM: 2},
        "requests_per_second_and_app": {f"{FIRST_REALM}/one": 2},
        "batches_per_minute_and_app": {f"{FIRST_REALM}/one": 1},
        "batches_per_minute": {FIRST_REALM: 1},
    }


# Over the wire


@pytest.fixture
def sandbox() -> Any:
    with server.running(clock=hands.NOW, limits=False) as sandbox:
        yield sandbox


def url(sandbox: server.Sandbox, path: str = "preferences") -> str:
    return f"{sandbox.quickbooks_url}/v3/company/{FIRST_REALM}/{path}"


def test_the_eleventh_of_those_under_way_is_refused(sandbox: server.Sandbox) -> None:
    vendor, port = sandbox.quickbooks, sandbox.ports["quickbooks"]
    vendor.limits = {"enabled": True, "factor": 0.2}  # two at once
    port.latency_ms = 300
    headers = token(vendor, "one")  # type: ignore[arg-type]
    with ThreadPoolExecutor(3) as pool:
        statuses = list(pool.map(lambda _: requests.get(url(sandbox), headers=headers).status_code, range(3)))
    assert sorted(statuses) == [200, 200, 429]
    assert requests.get(f"{sandbox.quickbooks_url}/_sandbox/limits").json()["metered_reads"]["months"] == {"2026-11": 2}


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
def test_a_request_over_120_seconds_ends_with_504(sandbox: server.Sandbox, when: str, made: int) -> None:
    vendor = sandbox.quickbooks
    assert vendor.longest_seconds == 120
    vendor.longest_seconds = 0.05
    fault = {"when": when, "action": {"delay_ms": 121_000}}
    requests.post(f"{sandbox.quickbooks_url}/_sandbox/faults", json=fault)
    answer = requests.post(url(sandbox, "customer"), json={"DisplayName": "A"}, headers=token(vendor, "one"))  # type: ignore[arg-type]
    assert answer.status_code == 504
    assert vendor.objects("Customer", 10, 0, None)["total"] == made
