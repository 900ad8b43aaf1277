"""Who wants to hear of changes on one port, and what became of telling them."""

from __future__ import annotations

import importlib
import itertools
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.courier import AGGREGATE_MS, Courier, Event, Format, Subscription
from syncapp.sandbox.state import Store
from syncapp.sandbox.vendor import Vendor

COLLECTION = "webhooks"
TROUBLES = ("lose_every", "late_every", "twice_every")
LATE_MS = 1000.0


class Webhooks:
    """Subscriptions of one port. They are the app's, so they outlive a reset of the account and a restart.

    While there is none, the vendor has no sink and records nothing. Deliveries are in memory: what was not
    delivered when the process ended is lost, as a vendor may lose it too.
    """

    def __init__(self, vendor: Vendor, store: Store, clock: Clock) -> None:
        self.vendor, self.store, self.clock = vendor, store, clock
        self._couriers: dict[str, Courier] = {}
        self._numbers = itertools.count(1)
        self._muted = False
        for document in list(store.all(COLLECTION).values()):
            if "url" in document:
                self._hire(document)
        self._last = int((store.get(COLLECTION, "events") or {"last": 0})["last"])
        self._listen()

    @property
    def _form(self) -> Format:
        return cast(Format, importlib.import_module(f"syncapp.sandbox.{self.vendor.system}.events"))

    @property
    def formats(self) -> tuple[str, ...]:
        """The wordings that the vendor knows; the first is the usual one."""
        return self._form.FORMATS

    def _hire(self, subscription: Subscription) -> None:
        self._couriers[subscription["id"]] = Courier(subscription, self._form, self.clock, self._numbers)

    def _listen(self) -> None:
        if self._couriers:
            self.vendor.listen(self.offer)

    # Control

    def subscribe(self, body: dict[str, Any]) -> dict[str, Any]:
        """A new subscription; the same address again replaces the old one, as an app has one target."""
        url, form = str(body.get("url") or ""), self._form
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise ValueError("url must be the http or https address that the events are posted to.")
        if not body.get("secret"):
            raise ValueError("Say the secret that signs: HubSpot's client secret, QuickBooks' verifier token.")
        chosen = str(body.get("format") or form.FORMATS[0])
        if chosen not in form.FORMATS:
            raise ValueError(f"format is one of {', '.join(form.FORMATS)}, not {chosen}.")
        was = [one for one, courier in self._couriers.items() if courier.subscription["url"] == url]
        subscription: Subscription = {
            "id": was[0] if was else str(max(map(int, self._couriers), default=0) + 1),
            "url": url, "secret": str(body["secret"]), "format": chosen,
            "retry_factor": _positive(body, "retry_factor", 1.0),
            "aggregate_ms": _positive(body, "aggregate_ms", AGGREGATE_MS),
            "late_ms": _positive(body, "late_ms", LATE_MS),
            **{name: int(_positive(body, name, 0)) for name in TROUBLES},
        }  # fmt: skip
        for one in was:
            self._couriers.pop(one).close()
        self.store.put(COLLECTION, subscription["id"], subscription)
        self._hire(subscription)
        self._listen()
        return self._couriers[subscription["id"]].shown()[0]

    def drop(self, subscription_id: str | None) -> dict[str, Any]:
        """One subscription, or all."""
        if subscription_id and subscription_id not in self._couriers:
            raise KeyError(f"subscription {subscription_id}")
        for one in [subscription_id] if subscription_id else list(self._couriers):
            self._couriers.pop(one).close()
            self.store.drop(COLLECTION, one)
        if not self._couriers:
            self.vendor.listen(None)
        return self.listing()

    def listing(self) -> dict[str, Any]:
        """`{subscriptions, deliveries}`, deliveries in the order in which they were made."""
        shown = [courier.shown() for courier in self._couriers.values()]
        deliveries = sorted((one for _, found in shown for one in found), key=lambda one: one["id"])
        return {"subscriptions": [held for held, _ in shown], "deliveries": deliveries}

    def redeliver(self, body: dict[str, Any]) -> dict[str, Any]:
        """Everything that was sent, or the deliveries `ids`, once more: reversed, twice each, or both."""
        order = body.get("order", "same")
        if order not in ("same", "reversed"):
            raise ValueError("order must be same or reversed.")
        wanted = body.get("ids")
        times = 2 if body.get("duplicate") else 1
        made: list[int] = []
        for courier in self._couriers.values():
            batches = [
                (one.id, one.batch)
                for one in list(courier.log)
                if one.redelivery_of is None and (wanted is None or one.id in wanted)
            ]
            if order == "reversed":
                batches = [(was, batch[::-1]) for was, batch in reversed(batches)]
            made += courier.again([one for one in batches for _ in range(times)])
        return {"deliveries": made}

    # Events

    def offer(self, events: list[Event]) -> None:
        """The vendor's sink: number the events and hand them to every courier."""
        if self._muted or not events:
            return
        numbered = []
        for event in events:
            self._last += 1
            numbered.append(self._form.numbered(event, self._last))
        self.store.put(COLLECTION, "events", {"last": self._last})
        for courier in self._couriers.values():
            courier.offer(numbered)

    @contextmanager
    def muted(self, muted: bool = True) -> Iterator[None]:
        """Changes that nobody is told of: a data set that is planted."""
        self._muted = muted
        try:
            yield
        finally:
            self._muted = False

    def restore(self) -> None:
        """Put back what an emptied store forgot."""
        if self._last:
            self.store.put(COLLECTION, "events", {"last": self._last})
        for one, courier in self._couriers.items():
            self.store.put(COLLECTION, one, courier.subscription)

    def close(self) -> None:
        for courier in self._couriers.values():
            courier.close()


def _positive(body: dict[str, Any], name: str, default: float) -> float:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise ValueError(f"{name} must be a number from 0.")
    return float(value)
