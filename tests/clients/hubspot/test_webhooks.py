"""What the sandbox delivers is held against the client's own check of signatures."""

from __future__ import annotations

import pytest
from hubspot.exceptions import InvalidSignatureTimestampError
from hubspot.utils.signature import Signature

from tests.clients.hubspot.doors import Door, contact
from tests.clients.hubspot.site import Site
from tests.sandbox.listener import Post, listening

SECRET = "cfc68c0b-4b4e-4ef8-b764-95350e4ea479"


def holds(post: Post, uri: str, secret: str = SECRET, body: str | None = None, version: str = "v3") -> bool:
    header = "x-hubspot-signature-v3" if version == "v3" else "x-hubspot-signature"
    return bool(Signature.is_valid(
        signature=post.headers[header], client_secret=secret, request_body=post.body.decode() if body is None else body,
        http_uri=uri, http_method="POST", signature_version=version, timestamp=post.headers["x-hubspot-request-timestamp"],
    ))  # fmt: skip


def test_deliveries_are_signed_as_the_client_checks(site: Site) -> None:
    client = site.client()
    with listening(path="/hook/?tenant=a~b&x=1") as ear:
        site.control("POST", "webhooks", {"url": ear.url, "secret": SECRET, "format": "v3", "aggregate_ms": 10})
        one = contact(client)
        Door(client, "contacts").update(one, {"firstname": "Änne 🌿"})
        ear.wait(lambda: any("🌿" in post.body.decode() for post in ear.posts))
        for post in ear.posts:
            assert holds(post, ear.url)
            assert not holds(post, ear.url, secret="another")
            assert not holds(post, ear.url + "&y=2")
            assert not holds(post, ear.url, body=post.body.decode() + " ")
            assert post.headers["x-hubspot-signature-version"] == "v1"
            assert holds(post, ear.url, version="v1")
            assert not holds(post, ear.url, secret="another", version="v1")


def test_a_repeated_delivery_is_signed_afresh(site: Site) -> None:
    client = site.client()
    with listening(503) as ear:
        site.control(
            "POST", "webhooks",
            {"url": ear.url, "secret": SECRET, "format": "v3", "aggregate_ms": 10, "retry_factor": 0.001},
        )  # fmt: skip
        contact(client)
        first, again = ear.wait_for(2)
        assert holds(first, ear.url)
        assert holds(again, ear.url)
        assert [post.data[0]["attemptNumber"] for post in (first, again)] == [0, 1]


def test_a_delivery_of_another_time_is_refused_by_the_client(site: Site) -> None:
    """The signature carries the port's clock, and the client asks for less than five minutes."""
    site.control("POST", "clock", {"now": "2026-01-01T00:00:00Z"})
    client = site.client()
    with listening() as ear:
        site.control("POST", "webhooks", {"url": ear.url, "secret": SECRET, "format": "v3", "aggregate_ms": 10})
        contact(client)
        (post,) = ear.wait_for(1)
        with pytest.raises(InvalidSignatureTimestampError):
            holds(post, ear.url)
