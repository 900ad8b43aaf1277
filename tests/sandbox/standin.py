"""A vendor that only counts, for tests of what stands around a vendor."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port
from syncapp.sandbox.state import Store


class Counter:
    """`POST /count` adds one, `GET /count` tells; everything else is 404."""

    def __init__(self, system: str, store: Store, clock: Clock) -> None:
        self.system, self.store, self.clock, self.base_url = system, store, clock, ""
        self.limited_answer: Answer | None = None
        self.limits: dict[str, Any] = {"enabled": False, "factor": 1.0}
        self.longest_seconds = 120.0
        self.realms: list[str | None] = []

    @property
    def count(self) -> int:
        return int((self.store.get("sequences", "count") or {"last": 0})["last"])

    def handle(self, call: Call) -> Answer:
        headers = {"X-HubSpot-Correlation-Id": "abc"}
        if call.path != "/count":
            return Answer(
                404,
                {"message": f"{call.method} {call.path} {call.query} {call.body.decode()}"},
                headers=headers,
            )
        if call.method == "DELETE":
            return Answer(204)
        if call.method == "POST":
            self.store.next_number("count")
        return Answer(200, {"count": self.count, "as_user": call.as_user, "text": "ü" * 20}, headers=headers)

    def kind(self, call: Call) -> str:
        return "auth" if call.path.startswith("/oauth") else "write" if call.method in ("POST", "DELETE") else "read"

    def limited(self, call: Call) -> Answer | None:
        return self.limited_answer

    def lane(self, call: Call) -> str:
        return ""

    def usage(self) -> dict[str, Any]:
        return {}

    def reset(self) -> None:
        self.store.clear()

    def tokens(self, body: dict[str, Any], realm: str | None) -> dict[str, Any]:
        return {"access_token": "a", "scopes": body.get("scopes"), "realm": realm}

    def settings(self, body: dict[str, Any], realm: str | None) -> dict[str, Any]:
        return {"set": body, "realm": realm}

    def objects(self, type_name: str, limit: int, offset: int, realm: str | None) -> dict[str, Any]:
        self.realms.append(realm)
        total = self.count if type_name in ("contacts", "customer") else 0
        return {"results": [{"id": str(n)} for n in range(total)][offset : offset + limit], "total": total}

    def overview(self, realm: str | None) -> dict[str, Any]:
        return {"account_id": realm or "1", "accounts": [], "counts": {"contacts": self.count}}


def open_port(system: str, state: str, clock: Clock) -> Port:
    """In place of the real vendors."""
    store = Store(state, prefix=system)
    return Port(Counter(system, store, clock), store, clock)
