"""Subscriptions and deliveries, over loopback; which change makes which event stands in test_webhooks_events."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from hubspot.utils.signature import Signature

from syncapp.sandbox import control, server
from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port
from syncapp.sandbox.quickbooks import events as quickbooks_events
from tests.sandbox.listener import Listener, Post, listening

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
SECRET = "cfc68c0b-4b4e-4ef8-b764-95350e4ea479"
FAST = {"secret": SECRET, "retry_factor": 0.0002, "aggregate_ms": 20}
CUSTOMER = "/v3/company/9341450000000001/customer"


@pytest.fixture
def ports() -> Iterator[list[Port]]:
    """Opened ports are put in here, so that their threads end with the test."""
    opened: list[Port] = []
    yield opened
    for port in opened:
        port.webhooks.close()


def opened(ports: list[Port], system: str, clock: Clock | None = None, state: str = ":memory:") -> Port:
    port = open_port(system, state, clock or Clock(NOW))
    port.vendor.tokens({}, None)
    ports.append(port)
    return port


def ask(port: Port, method: str, route: str, body: Any = None, **query: str) -> Answer:
    raw = b"" if body is None else json.dumps(body).encode()
    return control.answer(port, Call(method, f"/_sandbox/{route}", list(query.items()), {}, raw))


def ok(port: Port, method: str, route: str, body: Any = None, **query: str) -> Any:
    answer = ask(port, method, route, body, **query)
    assert answer.status == 200, answer.data
    return answer.data


def subscribe(port: Port, listener: Listener, **more: Any) -> Any:
    return ok(port, "POST", "webhooks", {"url": listener.url, **FAST, **more})


def person(port: Port, method: str, path: str, body: Any) -> Any:
    answer = port.apply(Call(method, path, [], {}, json.dumps(body).encode(), as_user=True))
    assert answer.status < 300, answer.data
    return answer.data


def contact(port: Port, email: str) -> str:
    return str(person(port, "POST", "/crm/v3/objects/contacts", {"properties": {"email": email}})["id"])


def customer(port: Port, name: str, realm: str = "9341450000000001") -> str:
    made = person(port, "POST", f"/v3/company/{realm}/customer", {"DisplayName": name})
    return str(made["Customer"]["Id"])


def settled(port: Port, listener: Listener) -> list[dict[str, Any]]:
    """The deliveries once nothing is pending."""
    listener.wait(lambda: not any(one["pending"] for one in port.webhooks.listing()["subscriptions"]))
    return list(ok(port, "GET", "webhooks")["deliveries"])


# Signatures


def test_the_vendor_s_helper_accepts_hubspot_s_signature(ports: list[Port]) -> None:
    port = opened(ports, "hubspot", Clock())
    with listening(path="/webhooks/hubspot/?a=%2F") as listener:
        subscribe(port, listener)
        contact(port, "ann@example.com")
        post = listener.wait_for(1)[0]
    stamp, signed = post.headers["x-hubspot-request-timestamp"], post.headers["x-hubspot-signature-v3"]
    uri = listener.url.replace("%2F", "/")
    assert Signature.is_valid(signed, SECRET, post.body.decode(), uri, "POST", "v3", stamp)
    assert not Signature.is_valid(signed, "another", post.body.decode(), uri, "POST", "v3", stamp)
    old = post.headers["x-hubspot-signature"]
    assert post.headers["x-hubspot-signature-version"] == "v1"
    assert Signature.is_valid(old, SECRET, post.body.decode(), signature_version="v1")


def test_quickbooks_signs_the_raw_body_with_the_verifier_token(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    with listening() as listener:
        subscribe(port, listener)
        customer(port, "Grace Kim")
        post = listener.wait_for(1)[0]
    digest = hmac.new(SECRET.encode(), post.body, hashlib.sha256).digest()
    assert post.headers["intuit-signature"] == base64.b64encode(digest).decode()


# Late, twice, in another order, not at all


def one_by_one(port: Port, listener: Listener, names: str) -> None:
    """A delivery for each contact: the next is made when the one before is on its way."""
    for sent, name in enumerate(names, 1):
        contact(port, f"{name}@example.com")
        listener.wait(lambda sent=sent: len(original(port)) == sent)


def original(port: Port) -> list[dict[str, Any]]:
    return [one for one in port.webhooks.listing()["deliveries"] if "redelivery_of" not in one]


def told(listener: Listener) -> list[int]:
    return [json.loads(post.body)[0]["objectId"] - 10_000 for post in listener.posts]


def test_every_second_delivery_is_lost_and_can_be_found_again(ports: list[Port]) -> None:
    port = opened(ports, "hubspot", Clock())
    with listening() as listener:
        subscribe(port, listener, lose_every=2)
        one_by_one(port, listener, "abcd")
        assert [one["state"] for one in settled(port, listener)] == ["delivered", "lost", "delivered", "lost"]
        assert told(listener) == [1, 3]
        lost = [one["id"] for one in original(port) if one["state"] == "lost"]
        ok(port, "POST", "webhooks/redeliver", {"ids": lost, "order": "reversed"})
        listener.wait_for(4)
        assert told(listener) == [1, 3, 4, 2]


def test_a_late_delivery_is_overtaken_and_another_comes_twice(ports: list[Port]) -> None:
    port = opened(ports, "hubspot", Clock())
    with listening() as listener:
        subscribe(port, listener, late_every=2, late_ms=700, twice_every=3)
        one_by_one(port, listener, "abc")
        listener.wait_for(4)
        assert told(listener) == [1, 3, 3, 2]
        first, second = (json.loads(post.body) for post in listener.posts[1:3])
        assert first == second


# Subscriptions


def test_a_subscription_tells_what_it_is_but_not_its_secret(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    shown = ok(port, "POST", "webhooks", {"url": "http://127.0.0.1:9/x", "secret": SECRET})
    assert (shown["id"], shown["format"], shown["retry_factor"]) == ("1", "cloudevents", 1.0)
    assert SECRET not in json.dumps([shown, ok(port, "GET", "webhooks")])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"secret": "x"}, "url must be"),
        ({"url": "ftp://x/", "secret": "x"}, "url must be"),
        ({"url": "http://127.0.0.1/"}, "Say the secret"),
        ({"url": "http://127.0.0.1/", "secret": "x", "format": "xml"}, "format is one of v3"),
        ({"url": "http://127.0.0.1/", "secret": "x", "retry_factor": -1}, "retry_factor must be"),
    ],
)
def test_a_mistake_in_a_subscription_is_one_sentence(ports: list[Port], body: Any, said: str) -> None:
    answer = ask(opened(ports, "hubspot"), "POST", "webhooks", body)
    assert answer.status == 400
    assert said in answer.data["error"]


def test_the_same_address_again_takes_the_place_of_the_old_one(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    for chosen in ("cloudevents", "legacy"):
        ok(port, "POST", "webhooks", {"url": "http://127.0.0.1:9/x", "secret": "x", "format": chosen})
    found = ok(port, "GET", "webhooks")["subscriptions"]
    assert [(one["id"], one["format"]) for one in found] == [("1", "legacy")]


def test_subscriptions_survive_a_restart_and_a_reset(ports: list[Port], tmp_path: Path) -> None:
    state = str(tmp_path / "state.db")
    with listening() as listener:
        first = opened(ports, "hubspot", state=state)
        subscribe(first, listener)
        contact(first, "ann@example.com")
        listener.wait_for(1)
        second = opened(ports, "hubspot", state=state)
        ok(second, "POST", "reset")
        third = opened(ports, "hubspot", state=state)
        contact(third, "ann@example.com")
        numbers = [post.data[0]["eventId"] for post in listener.wait_for(2)]
    assert numbers[1] > numbers[0]  # a receiver that remembers ids must not take it for a repetition


def test_who_unsubscribes_hears_no_more(ports: list[Port]) -> None:
    port = opened(ports, "hubspot")
    with listening() as listener:
        subscribe(port, listener)
        assert ok(port, "DELETE", "webhooks", id="1")["subscriptions"] == []
        contact(port, "ann@example.com")
        time.sleep(0.1)
        assert listener.posts == []
    assert ask(port, "DELETE", "webhooks", id="1").status == 404


def test_without_a_subscription_nothing_is_recorded(ports: list[Port], monkeypatch: pytest.MonkeyPatch) -> None:
    def blow_up(*args: Any) -> None:
        raise AssertionError("a recorder was made")

    monkeypatch.setattr("syncapp.sandbox.hubspot.vendor.Recorder", blow_up)
    monkeypatch.setattr("syncapp.sandbox.quickbooks.vendor.Recorder", blow_up)
    contact(opened(ports, "hubspot"), "ann@example.com")
    customer(opened(ports, "quickbooks"), "Grace Kim")


def test_a_planted_data_set_is_told_to_nobody_unless_asked(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks", Clock(NOW))
    with listening() as listener:
        subscribe(port, listener)
        ok(port, "POST", "seed", {"name": "landscaping", "records": 20})
        assert settled(port, listener) == []
        ok(port, "POST", "seed", {"name": "landscaping-later", "webhooks": True})
        settled(port, listener)
        assert {event["type"] for event in listener.events()} >= {
            "qbo.invoice.voided.v1",
            "qbo.payment.deleted.v1",
        }


def test_two_subscribers_are_told_alike(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    with listening() as one, listening() as other:
        subscribe(port, one)
        subscribe(port, other, format="legacy")
        customer(port, "Grace Kim")
        cloud, legacy = one.wait_for(1)[0].data, other.wait_for(1)[0].data
    entity = legacy["eventNotifications"][0]["dataChangeEvent"]["entities"][0]
    assert cloud[0]["intuitentityid"] == entity["id"]


# Delivery


def test_changes_close_together_are_one_post(ports: list[Port]) -> None:
    port = opened(ports, "hubspot")
    with listening() as listener:
        subscribe(port, listener, aggregate_ms=150)
        for number in range(5):
            contact(port, f"c{number}@example.com")
        assert len(listener.wait_for(1)[0].data) == 5
        assert len(settled(port, listener)) == 1


def test_a_post_has_at_most_a_hundred_events(ports: list[Port]) -> None:
    port = opened(ports, "hubspot")
    inputs = [{"properties": {"email": f"c{number}@example.com"}} for number in range(90)]
    with listening() as listener:
        subscribe(port, listener, aggregate_ms=600)
        for start in ("a", "b"):
            each = [{"properties": {"email": start + one["properties"]["email"]}} for one in inputs]
            person(port, "POST", "/crm/v3/objects/contacts/batch/create", {"inputs": each})
        assert sorted(len(post.data) for post in listener.wait_for(2)) == [80, 100]


def test_a_subscription_never_holds_up_a_request(ports: list[Port]) -> None:
    port = opened(ports, "hubspot")
    with listening() as listener:
        listener.hold = 1.0
        subscribe(port, listener, aggregate_ms=0)
        contact(port, "ann@example.com")
        listener.wait_for(1)
        began = time.monotonic()
        contact(port, "bob@example.com")
        assert time.monotonic() - began < 0.5


def test_hubspot_tries_again_with_a_new_number_and_signature(ports: list[Port]) -> None:
    clock = Clock(NOW)
    port = opened(ports, "hubspot", clock)
    with listening(500, 302) as listener:
        subscribe(port, listener)
        contact(port, "ann@example.com")
        posts = listener.wait_for(3)
        shown = settled(port, listener)
    assert [post.data[0]["attemptNumber"] for post in posts] == [0, 1, 2]
    assert len({post.data[0]["eventId"] for post in posts}) == 1
    assert len({post.headers["x-hubspot-signature-v3"] for post in posts}) == 3
    assert [one["status"] for one in shown[0]["attempts"]] == [500, 302, 200]
    assert shown[0]["state"] == "delivered"


def test_hubspot_gives_up_after_ten_retries(ports: list[Port]) -> None:
    port = opened(ports, "hubspot")
    with listening(*[404] * 20) as listener:
        subscribe(port, listener, retry_factor=0)
        contact(port, "ann@example.com")
        shown = settled(port, listener)
    assert (shown[0]["state"], len(shown[0]["attempts"])) == ("gave_up", 11)


def test_hubspot_goes_on_with_later_events_while_one_waits(ports: list[Port]) -> None:
    port = opened(ports, "hubspot")
    with listening(503) as listener:
        subscribe(port, listener, retry_factor=0.01)  # the first pause is 600 ms
        contact(port, "ann@example.com")
        listener.wait_for(1)
        second = contact(port, "bob@example.com")
        assert listener.wait_for(2)[1].data[0]["objectId"] == int(second)
        assert listener.wait_for(3)[2].data[0]["attemptNumber"] == 1


def test_quickbooks_holds_later_events_until_the_first_is_acknowledged(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    with listening(503, 201) as listener:
        subscribe(port, listener, retry_factor=0.02)  # 200 and 400 ms; 201 is not 200
        first = customer(port, "Grace Kim")
        listener.wait_for(1)
        second = customer(port, "Mei Chen")
        ids = [post.data[0]["intuitentityid"] for post in listener.wait_for(4)]
    assert ids == [first, first, first, second]


def test_quickbooks_goes_on_trying_every_six_hours() -> None:
    pauses = [quickbooks_events.pause(attempt) for attempt in range(10)]
    assert pauses == [10, 20, 30, 300, 1200, 7200, 14_400, 21_600, 21_600, 21_600]


def test_an_endpoint_that_is_not_there_is_tried_again_and_told_of(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    with listening() as listener:
        gone = listener.url
    ok(port, "POST", "webhooks", {"url": gone, **FAST, "retry_factor": 1})
    customer(port, "Grace Kim")
    listener.wait(
        lambda: port.webhooks.listing()["deliveries"] and port.webhooks.listing()["deliveries"][0]["attempts"]
    )
    shown = ok(port, "GET", "webhooks")["deliveries"][0]
    assert shown["state"] == "waiting"
    assert shown["attempts"][0]["status"] is None
    assert "error" in shown["attempts"][0]
    assert 0 < shown["next_try_in_seconds"] <= 10


def test_the_old_form_has_one_company_per_post(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    vendor: Any = port.vendor
    vendor.add_company("9341450000000002")
    vendor.tokens({}, "9341450000000002")
    with listening() as listener:
        subscribe(port, listener, format="legacy", aggregate_ms=100)
        customer(port, "Grace Kim")
        customer(port, "Grace Kim", "9341450000000002")
        posts = listener.wait_for(2)
    assert [post.data["eventNotifications"][0]["realmId"][-1] for post in posts] == ["1", "2"]


# Redelivery


def test_what_was_sent_can_be_sent_again_reversed_and_twice(ports: list[Port]) -> None:
    port = opened(ports, "hubspot")
    with listening() as listener:
        subscribe(port, listener)
        ids = []
        for number in range(2):
            ids.append(int(contact(port, f"c{number}@example.com")))
            settled(port, listener)
        made = ok(port, "POST", "webhooks/redeliver", {"order": "reversed", "duplicate": True})["deliveries"]
        posts = listener.wait_for(6)
        shown = settled(port, listener)
    assert len(made) == 4
    assert [one["redelivery_of"] for one in shown if one["id"] in made] == [2, 2, 1, 1]
    assert sorted(post.data[0]["objectId"] for post in posts[2:]) == sorted(ids * 2)
    assert len({post.data[0]["eventId"] for post in posts}) == 2  # the same events


def test_events_of_one_post_are_reversed_too(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    with listening() as listener:
        subscribe(port, listener, aggregate_ms=100)
        names = [customer(port, name) for name in ("Grace Kim", "Mei Chen")]
        settled(port, listener)
        ok(port, "POST", "webhooks/redeliver", {"order": "reversed"})
        sent = [[one["intuitentityid"] for one in post.data] for post in listener.wait_for(2)]
    assert sent == [names, names[::-1]]


def test_single_deliveries_can_be_chosen_and_a_wrong_order_is_refused(ports: list[Port]) -> None:
    port = opened(ports, "quickbooks")
    with listening() as listener:
        subscribe(port, listener)
        customer(port, "Grace Kim")
        settled(port, listener)
        assert ok(port, "POST", "webhooks/redeliver", {"ids": [99]})["deliveries"] == []
        assert len(ok(port, "POST", "webhooks/redeliver", {"ids": [1]})["deliveries"]) == 1
        assert ask(port, "POST", "webhooks/redeliver", {"order": "odd"}).status == 400


# Over HTTP


def test_a_served_sandbox_tells_within_seconds() -> None:
    with server.running(limits=False) as sandbox, listening() as listener:
        base = sandbox.hubspot_url
        requests.post(f"{base}/_sandbox/tokens", json={}, timeout=5)
        requests.post(f"{base}/_sandbox/webhooks", json={"url": listener.url, "secret": SECRET}, timeout=5)
        began = time.monotonic()
        made = requests.post(
            f"{base}/_sandbox/as-user/crm/v3/objects/contacts",
            json={"properties": {"email": "a@example.com"}},
            timeout=5,
        )
        assert made.status_code == 201
        post: Post = listener.wait_for(1)[0]
    assert post.at - began < 2
    assert post.data[0]["objectId"] == int(made.json()["id"])
