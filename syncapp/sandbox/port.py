"""One vendor with everything around it: store, clock, journal, faults, latency."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from syncapp.sandbox import heap, subject
from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.faults import Fault, Faults
from syncapp.sandbox.journal import Journal
from syncapp.sandbox.state import Store
from syncapp.sandbox.vendor import Vendor
from syncapp.sandbox.webhooks import Webhooks

ANSWER_IDS = ("x-hubspot-correlation-id", "intuit_tid")


@dataclass
class Port:
    """What answers on one address; the server only carries bytes to it and back."""

    vendor: Vendor
    store: Store
    clock: Clock
    journal: Journal = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)
    latency_ms: float = 0
    webhooks: Webhooks = field(init=False)
    _under_way: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.faults.clock = self.clock
        self.webhooks = Webhooks(self.vendor, self.store, self.clock)

    @contextmanager
    def under_way(self, call: Call) -> Iterator[None]:
        """From the arrival of a vendor request to its answer: tells it how many are beside it."""
        lane = self.vendor.lane(call)
        call.beside = self._under_way[lane] if lane else 0
        self._under_way[lane] += 1
        try:
            yield
        finally:
            self._under_way[lane] -= 1

    def apply(self, call: Call) -> Answer:
        """The vendor's own answer; what it changed is on disk before anyone sees it."""
        limited = None if call.as_user else self.vendor.limited(call)
        answer = limited or self.vendor.handle(call)
        self.store.flush()
        return answer

    def note(self, call: Call, query: str, answer: Answer | None, status: int | None, fault: Fault | None) -> None:
        """Journal a request: `status` is what the caller saw, None where it saw nothing."""
        headers = {name.lower(): value for name, value in answer.headers.items()} if answer else {}
        kind = self.vendor.kind(call)
        seen = answer is not None and kind == "write" and answer.status < 300
        made = subject.made(self.vendor.system, call.path, answer.data) if answer and seen else None
        self.journal.add({
            "time": self.clock.now().isoformat(),
            "method": call.method,
            "path": call.path,
            "query": query,
            "status": status,
            "request_id": next((headers[name] for name in ANSWER_IDS if name in headers), None),
            "kind": kind,
            "as_user": call.as_user,
            "fault": fault.noted() if fault else None,
        }, made)  # fmt: skip

    def reset(self) -> None:
        """As a new account: the data, what was expected of it and the faults go; all else stays, subscriptions too."""
        self.vendor.reset()
        self.webhooks.restore()
        self.store.drop("sandbox", "expected")
        self.store.drop("sandbox", "seed")
        self.faults.clear()
        self.store.flush()

    @property
    def expected(self) -> list[dict[str, Any]]:
        return list((self.store.get("sandbox", "expected") or {}).get("records", []))


def open_port(system: str, state: str, clock: Clock) -> Port:
    """A port of `hubspot` or `quickbooks`; both may share one state file."""
    with heap.filling():
        return _open(system, Store(state, prefix=system), clock)


def _open(system: str, store: Store, clock: Clock) -> Port:
    module = importlib.import_module(f"syncapp.sandbox.{system}.vendor")
    name = {"hubspot": "HubSpot", "quickbooks": "QuickBooks"}[system]
    return Port(cast(Vendor, getattr(module, name)(store, clock, "")), store, clock)
