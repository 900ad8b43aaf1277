"""Webhooks of both forms, held against the client's own check of the signature; late, twice, out of order, lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from quickbooks import QuickBooks as Client
from quickbooks.objects import Customer, Invoice

from syncapp.sandbox.quickbooks.vendor import FIRST_REALM
from tests.clients.quickbooks.app import Sandbox, customer, form, item, payment
from tests.sandbox.listener import Listener, Post, listening

TOKEN = "a1b2c3d4-verifier"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found


@pytest.fixture
def subscribe(sandbox: Sandbox, listener: Listener) -> Callable[..., Any]:
    def subscribing(**more: Any) -> Any:
        body = {"url": listener.url, "secret": TOKEN, "aggregate_ms": 0, "retry_factor": 0.001, **more}
        return sandbox.control("POST", "webhooks", body)

    return subscribing


def genuine(client: Client, post: Post, token: str = TOKEN) -> bool:
    return client.validate_webhook_signature(post.body.decode(), post.headers["intuit-signature"], token)


def types(listener: Listener) -> list[tuple[str, str]]:
    return [(event["type"].split(".", 1)[1], event["intuitentityid"]) for event in listener.events()]


@pytest.mark.parametrize("form_of_body", ["cloudevents", "legacy"])
def test_the_clients_own_helper_accepts_what_is_signed(
    client: Client, listener: Listener, subscribe: Callable[..., Any], form_of_body: str
) -> None:
    subscribe(format=form_of_body)
    customer(client, "Cedar's Edge & Söhne")
    (post,) = listener.wait_for(1)
    assert genuine(client, post)
    assert not genuine(client, post, "another")
    assert post.headers["content-type"] == "application/json"
    if form_of_body == "legacy":
        note = post.data["eventNotifications"][0]
        assert note["realmId"] == FIRST_REALM
        assert note["dataChangeEvent"]["entities"][0] == {
            "name": "Customer", "id": "1", "operation": "Create", "lastUpdated": "2026-11-24T18:30:00.000Z",
        }  # fmt: skip
    else:
        event = post.data[0]
        assert (event["specversion"], event["type"]) == ("1.0", "qbo.customer.created.v1")
        assert (event["intuitaccountid"], event["intuitentityid"], event["data"]) == (FIRST_REALM, "1", {})


def test_each_operation_of_an_invoice_is_told(
    client: Client, listener: Listener, subscribe: Callable[..., Any]
) -> None:
    who, what = customer(client), item(client)
    subscribe()
    invoice = form(Invoice, who, what).save(qb=client)
    paid = payment(who, 102, invoice).save(qb=client)
    paid.void(qb=client)
    invoice = Invoice.get(invoice.Id, qb=client)
    invoice.send(qb=client, send_to="a@b.example")
    Invoice.get(invoice.Id, qb=client).void(qb=client)
    Invoice.get(invoice.Id, qb=client).delete(qb=client)
    expected = [
        ("invoice.created.v1", "1"), ("payment.created.v1", "2"), ("invoice.updated.v1", "1"), ("payment.voided.v1", "2"),
        ("invoice.updated.v1", "1"), ("invoice.emailed.v1", "1"), ("invoice.voided.v1", "1"), ("invoice.deleted.v1", "1"),
    ]  # fmt: skip
    listener.wait(lambda: len(listener.events()) >= len(expected))
    assert sorted(types(listener)) == sorted(expected)
    assert len({event["id"] for event in listener.events()}) == len(expected)


def test_what_was_told_comes_twice_and_the_other_way_round(
    sandbox: Sandbox, client: Client, listener: Listener, subscribe: Callable[..., Any]
) -> None:
    subscribe()
    for name in ("Acme", "Birch"):
        customer(client, name)
        listener.wait_for(1 if name == "Acme" else 2)
    first, second = (post.data[0]["id"] for post in listener.posts)
    sandbox.control("POST", "webhooks/redeliver", {"order": "reversed", "duplicate": True})
    posts = listener.wait_for(6)
    assert [post.data[0]["id"] for post in posts[2:]] == [second, second, first, first]
    assert all(genuine(client, post) for post in posts)


def test_late_is_told_together_with_what_came_meanwhile(
    client: Client, listener: Listener, subscribe: Callable[..., Any]
) -> None:
    subscribe(aggregate_ms=300)
    for name in ("Acme", "Birch"):
        customer(client, name)
    assert listener.posts == []
    listener.wait_for(1)
    assert len(listener.events()) == 2


def test_what_is_not_acknowledged_comes_again_and_holds_up_the_rest(
    client: Client, subscribe: Callable[..., Any], sandbox: Sandbox
) -> None:
    with listening(500, 204) as busy:  # only 200 counts
        subscribe(url=busy.url)
        customer(client, "Acme")
        busy.wait_for(1)
        customer(client, "Birch")
        posts = busy.wait_for(4)
    ids = [post.data[0]["intuitentityid"] for post in posts]
    assert ids == ["1", "1", "1", "2"]
    assert len({post.body for post in posts[:3]}) == 1


def test_what_is_lost_is_found_by_asking_what_changed(
    client: Client, sandbox: Sandbox, listener: Listener, subscribe: Callable[..., Any]
) -> None:
    subscribe(lose_every=2)
    for name in ("Acme", "Birch", "Cedar"):
        customer(client, name)
        listener.wait(lambda name=name: sandbox.control("GET", "webhooks")["subscriptions"][0]["pending"] == 0)
    listener.wait_for(2)
    assert [one["state"] for one in sandbox.control("GET", "webhooks")["deliveries"]] == [
        "delivered", "lost", "delivered",
    ]  # fmt: skip
    assert [event["intuitentityid"] for event in listener.events()] == ["1", "3"]
    found = client.change_data_capture("Customer", "2026-11-24T00:00:00")["CDCResponse"][0]["QueryResponse"][0]
    assert {each["DisplayName"] for each in found["Customer"]} == {"Acme", "Birch", "Cedar"}
    assert Customer.count(qb=client) == 3
