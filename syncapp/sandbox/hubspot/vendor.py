"""HubSpot as one port of the sandbox sees it: requests in, answers out, and the doors for control and seeds."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from syncapp.sandbox.call import Answer, Call, Refused
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot import oauth, seeding, urls, writes
from syncapp.sandbox.hubspot.actor import Actor
from syncapp.sandbox.hubspot.details import utc_offset
from syncapp.sandbox.hubspot.errors import uri_too_long
from syncapp.sandbox.hubspot.events import Recorder
from syncapp.sandbox.hubspot.kinds import KINDS, named
from syncapp.sandbox.hubspot.limits import Limits
from syncapp.sandbox.hubspot.models import DEFAULTS, Account, Record
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.tokens import actor_of
from syncapp.sandbox.state import Store
from syncapp.sandbox.vendor import Sink

LONGEST_URL = (
    16_384  # characters: public readers of portals keep to 15,000 of property names [C], the number is assumed
)
NOBODY = Actor(user=False)
CORRELATION = "x-hubspot-correlation-id"


class HubSpot:
    """One account; all state is in the store."""

    system = "hubspot"
    longest_seconds = math.inf  # none is documented

    def __init__(self, store: Store, clock: Clock, base_url: str) -> None:
        self.store, self.clock, self.base_url = store, clock, base_url
        self.account = Account(store, clock)
        self._limits = Limits(self.account)
        self.account.usage = self._limits.today
        self._sink: Sink | None = None

    def listen(self, sink: Sink | None) -> None:
        self._sink = sink

    @property
    def limits(self) -> dict[str, Any]:
        """`{"enabled", "factor"}`."""
        return self._limits.settings

    @limits.setter
    def limits(self, settings: dict[str, Any]) -> None:
        self.set_limits(bool(settings.get("enabled")), float(settings.get("factor", 1.0)))

    def set_limits(self, enabled: bool, factor: float) -> None:
        self._limits.settings = {"enabled": enabled, "factor": factor}
        self._limits.reset()

    def handle(self, call: Call) -> Answer:
        correlation = str(uuid.uuid4())
        try:
            answer = self._dispatch(call)
        except Refused as refused:
            answer = refused.answer
        if answer.status >= 400 and isinstance(answer.data, dict) and "error" not in answer.data:
            answer.data.setdefault("correlationId", correlation)
        answer.headers.setdefault(CORRELATION, correlation)
        if not call.as_user and self.kind(call) != "auth" and not call.path.rstrip("/").endswith("/search"):
            for name, value in self._limits.headers().items():
                answer.headers.setdefault(name, value)
        return answer

    def _dispatch(self, call: Call) -> Answer:
        if sum(len(name) + len(value) + 2 for name, value in call.query) + len(call.path) > LONGEST_URL:
            raise uri_too_long()
        area, version, rest = urls.locate(call.path)
        if area == "oauth" and "authorize" in (version, *rest) and call.method in {"GET", "POST"}:
            return oauth.authorize(self.account, call)
        actor = NOBODY if area in urls.OPEN else actor_of(self.account, call)
        handler, captured = urls.match(call.method, area, version, rest)
        if self._sink:
            self.account.recorder = Recorder(self.account, actor)
        try:
            return handler(Request(self.account, call, actor, version), *captured)
        finally:
            writes.settle(self.account, actor)
            self._tell()

    def _tell(self) -> None:
        """Hand over what the request made happen; without an installed app nobody is told."""
        recorder, self.account.recorder = self.account.recorder, None
        if recorder and recorder.events and self._sink and self.store.all("tokens"):
            self._sink(recorder.events)

    def kind(self, call: Call) -> str:
        area, _, rest = urls.locate(call.path)
        if area in urls.OPEN:
            return "auth"
        return "read" if urls.is_read(call.method, rest) else "write"

    def limited(self, call: Call) -> Answer | None:
        if call.as_user or self.kind(call) == "auth":
            return None
        area, _, rest = urls.locate(call.path)
        links = area == "crm/associations" or "associations" in rest
        refused = self._limits.take(search=rest[-1:] == ["search"], links=links)
        if refused is not None:
            refused.headers[CORRELATION] = refused.data["correlationId"]
        return refused

    def lane(self, call: Call) -> str:
        return ""  # no limit of requests at once is documented

    def usage(self) -> dict[str, Any]:
        return self._limits.usage()

    # Control

    def reset(self) -> None:
        self.store.clear()
        self.account.stale_invoices.clear()
        self.account.load_indexes()
        self._limits.reset()

    def tokens(self, body: dict[str, Any], realm: str | None = None) -> dict[str, Any]:
        return oauth.issue(self.account, body)

    def settings(self, body: dict[str, Any], realm: str | None = None) -> dict[str, Any]:
        """Sets what is given and returns all; an unknown name or an impossible value is a ValueError."""
        settings = self.account.settings
        unknown = sorted(set(body) - set(DEFAULTS))
        if unknown:
            raise ValueError(f"unknown settings: {', '.join(unknown)}; known are {', '.join(sorted(DEFAULTS))}")
        for name, allowed in seeding.CHOICES.items():
            if name in body and body[name] not in allowed:
                raise ValueError(f"{name} is one of {', '.join(map(str, allowed))}, not {body[name]!r}")
        if "timezone" in body:
            utc_offset(self.clock.now(), str(body["timezone"]))  # ZoneInfoNotFoundError is a KeyError
        settings.update(body)
        self.store.put("settings", "account", settings)
        return dict(settings)

    def objects(self, type_name: str, limit: int, offset: int, realm: str | None = None) -> dict[str, Any]:
        """Everything stored, archived too; KeyError for an unknown type."""
        kind = named(type_name)
        if kind is None:
            raise KeyError(type_name)
        records = self.store.all(kind.key)
        numbers = self.account.index.ids_after(kind.key, 0)
        shown = [seeding.full(self.account, records[str(one)]) for one in numbers[offset : offset + limit]]
        return {"results": shown, "total": len(numbers)}

    def overview(self, realm: str | None = None) -> dict[str, Any]:
        portal = str(self.account.settings["portal_id"])
        living = self.account.index.living
        counts = {name: living(name) for name, kind in KINDS.items() if not kind.beside or living(name)}
        return {
            "account_id": portal,
            "accounts": [{"id": portal, "name": self.account.settings["portal_name"]}],
            "counts": counts,
        }

    # For seeds

    def load(
        self, type_name: str, properties: Mapping[str, Any], associations: seeding.Links = None,
        created_at: datetime | str | None = None, updated_at: datetime | str | None = None,
        archived: bool = False, id: str | None = None, source: str = "CRM_UI",
    ) -> str:  # fmt: skip
        """Store a record as it is, with no rule applied and nothing else moved, and return its id.

        `associations` is `{type: [id | (id, typeId), …]}`, the default type where none is given. Computed
        properties of lines are filled in; an invoice's follow by `recompute`. `source` is the record source
        (`CRM_UI`, `INTEGRATION`, …). Values: str, bool, int, Decimal, date, datetime, None.
        """
        return seeding.load(
            self.account,
            type_name,
            properties,
            associations or {},
            created_at,
            updated_at,
            archived,
            id,
            source,
        )

    def recompute(self, invoice_id: str) -> None:
        """Lines, totals, balance and paid status of one invoice, without moving its modified time."""
        seeding.recompute(self.account, invoice_id)

    def record(self, type_name: str, record_id: str) -> Record | None:
        """The stored document of a record, archived or not; read it only."""
        kind = named(type_name)
        return None if kind is None else self.store.get(kind.key, record_id)

    def modify(
        self,
        type_name: str,
        record_id: str,
        properties: Mapping[str, Any],
        when: datetime | str | None = None,
    ) -> None:
        """Change values past all rules, at a given time; totals are recomputed."""
        seeding.modify(self.account, type_name, record_id, properties, when)

    def as_user(self, method: str, path: str, body: Any = None) -> Answer:
        """A person's request without HTTP."""
        return self.handle(seeding.person_call(method, path, body))
