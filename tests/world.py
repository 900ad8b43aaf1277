"""A whole small world for tests: both vendors' emulators, a connected workspace, and the command that syncs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from django.conf import settings

from syncapp.actions.setup import Tokens, set_up
from syncapp.engine.result import Result
from syncapp.engine.session import Clock, sync
from syncapp.sandbox.server import Sandbox, running
from syncapp.storage.models import SyncRecord, Workspace

REALM = "9341450000000001"


@dataclass
class World:
    """`sync()` runs in this process against the sandbox over HTTP; time is the test's own."""

    sandbox: Sandbox
    session: requests.Session = field(default_factory=requests.Session)
    ahead: timedelta = timedelta()
    workspace: Workspace = field(init=False)

    # -- the vendors -------------------------------------------------------------------------------------------

    def url(self, system: str) -> str:
        return self.sandbox.hubspot_url if system == "hubspot" else self.sandbox.quickbooks_url

    def control(self, system: str, path: str, body: Any = None, method: str = "") -> Any:
        """A `/_sandbox/` route; GET without a body, else POST."""
        method = method or ("GET" if body is None else "POST")
        answer = self.session.request(method, f"{self.url(system)}/_sandbox/{path}", json=body, timeout=120)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def seed(self, name: str = "landscaping", records: int = 60, random_seed: int = 7) -> None:
        for system in ("hubspot", "quickbooks"):
            self.control(system, "seed", {"name": name, "records": records, "random_seed": random_seed})

    def reset(self) -> None:
        for system in ("hubspot", "quickbooks"):
            self.control(system, "reset", {})
            self.control(system, "clock", {"mode": "real"})
            self.control(system, "limits", {"enabled": False})
            self.control(system, "faults", method="DELETE")
            self.control(system, "journal", method="DELETE")

    def as_user(self, system: str, method: str, path: str, body: Any = None) -> Any:
        """What a person does in the vendor's own pages; QuickBooks paths start behind the company's id."""
        if system == "quickbooks":
            path = f"/v3/company/{REALM}/{path}"
        answer = self.session.request(method, f"{self.url(system)}/_sandbox/as-user{path}", json=body, timeout=60)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def objects(self, system: str, type_name: str) -> list[dict[str, Any]]:
        return self.control(system, f"objects/{type_name}?limit=100000")["results"]  # type: ignore[no-any-return]

    def journal(self, system: str, kind: str = "") -> list[dict[str, Any]]:
        entries = self.control(system, "journal")["entries"]
        return [entry for entry in entries if not entry["as_user"] and kind in ("", entry["kind"])]

    def forget_journal(self) -> None:
        for system in ("hubspot", "quickbooks"):
            self.control(system, "journal", method="DELETE")

    def fault(
        self,
        system: str,
        path: str,
        action: Any,
        *,
        when: str = "after",
        method: str = "POST",
        skip: int = 0,
        times: int = 1,
    ) -> None:
        fault = {"method": method, "path": path, "when": when, "skip": skip, "times": times, "action": action}
        self.control(system, "faults", fault)

    # -- ours --------------------------------------------------------------------------------------------------

    def set_up(self, direction: str = "two-way", slug: str = "demo") -> dict[str, Any]:
        hubspot = self.control("hubspot", "tokens", {})["access_token"]
        told = self.control("quickbooks", "tokens", {})
        tokens = Tokens(hubspot, f"{told['access_token']}:{told['refresh_token']}", REALM)
        result = set_up(slug, "owner@example.com", tokens, direction=direction)
        self.workspace = Workspace.objects.get(slug=slug)
        return result

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def sleep(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)

    def sync(self, say: Callable[[str], None] = lambda text: None, **options: Any) -> Result:
        return sync(self.workspace, clock=Clock(self.now, self.sleep), say=say, **options)

    def record(self, **fields: Any) -> SyncRecord:
        return SyncRecord.objects.get(workspace=self.workspace, **fields)

    def records(self, **fields: Any) -> list[SyncRecord]:
        return list(SyncRecord.objects.filter(workspace=self.workspace, **fields).order_by("pk"))


@contextmanager
def world() -> Iterator[World]:
    """A sandbox of its own, and settings that point to it."""
    with running(limits=False) as sandbox:
        before = {name: getattr(settings, name) for name in ADDRESSES}
        settings.HUBSPOT_API_URL = sandbox.hubspot_url
        settings.QUICKBOOKS_API_URL = sandbox.quickbooks_url
        settings.QUICKBOOKS_DISCOVERY_URL = f"{sandbox.quickbooks_url}/.well-known/openid_configuration"
        try:
            yield World(sandbox)
        finally:
            for name, value in before.items():
                setattr(settings, name, value)


ADDRESSES = ("HUBSPOT_API_URL", "QUICKBOOKS_API_URL", "QUICKBOOKS_DISCOVERY_URL")
