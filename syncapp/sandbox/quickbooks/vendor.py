"""QuickBooks Online on one port: OAuth, the gateway, and the companies behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from syncapp.sandbox.call import Answer, Call, Refused
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.quickbooks import audit, batch, consent, oauth, urls, xml_out
from syncapp.sandbox.quickbooks.company import Company, found
from syncapp.sandbox.quickbooks.errors import Fault, forbidden, throttled
from syncapp.sandbox.quickbooks.events import Recorder
from syncapp.sandbox.quickbooks.limits import SECONDS, Limits
from syncapp.sandbox.quickbooks.models import BY_PATH, ENTITIES
from syncapp.sandbox.quickbooks.responses import Viewer, refusal
from syncapp.sandbox.state import Store
from syncapp.sandbox.vendor import Sink

FIRST_REALM = "9341450000000001"
DISCOVERY = ("/.well-known/openid_configuration", "/.well-known/openid_sandbox_configuration")
COMPANY = "/v3/company/"
UNCACHED = "max-age=0, no-cache, no-store, must-revalidate, private"  # [log of 2018]
APP_SETTINGS = ("client_id", "client_secret", "redirect_uris")


class QuickBooks:
    """Implements `syncapp.sandbox.vendor.Vendor`."""

    system = "quickbooks"
    longest_seconds: float = SECONDS

    def __init__(self, store: Store, clock: Clock, base_url: str) -> None:
        self.store, self.clock, self.base_url = store, clock, base_url
        self.oauth = oauth.OAuth(store, clock)
        self._limits = Limits(clock)
        self._answers = 0
        self._sink: Sink | None = None
        self._companies: dict[str, Company] = {}
        self._open()

    def listen(self, sink: Sink | None) -> None:
        self._sink = sink

    # Companies

    def _open(self) -> None:
        self._companies = {realm: Company(self.store, self.clock, realm) for realm in self.store.all("companies")}
        if not self._companies:
            self.add_company(FIRST_REALM)

    def company(self, realm: str | None = None) -> Company:
        """One company, by default the first; `KeyError` for an unknown realm."""
        return self._companies[realm or next(iter(self._companies))]

    def add_company(self, realm: str, name: str = "Sandbox Company", country: str = "US", **info: Any) -> Company:
        """A new company with its usual lists; `info` is taken over into CompanyInfo. An old one is replaced."""
        kinds = [*ENTITIES, *(f"{name}/deleted" for name in ENTITIES), "requests", "audit"]
        for collection in (f"{realm}/{kind}" for kind in kinds):
            for key in list(self.store.all(collection)):
                self.store.drop(collection, key)
        for sequence in [each for each in self.store.all("sequences") if each.startswith(f"{realm}/")]:
            self.store.drop("sequences", sequence)
        self._companies[realm] = found(self.store, self.clock, realm, name, country, info)
        return self._companies[realm]

    # Requests

    def handle(self, call: Call) -> Answer:
        try:
            out = self._answer(call)
        except Refused as refused:
            out = refused.answer
        if out.status == 200 and not call.as_user:
            self._limits.read(self._metered(call))
        return self._dressed(call, out)

    def _dressed(self, call: Call, out: Answer) -> Answer:
        """With the trace id, and as XML where the accounting service was not asked for JSON."""
        if call.path.startswith(COMPANY):
            if not call.as_user and "/taxservice/" not in call.path and xml_out.wanted(call):
                out = xml_out.rendered(out, self.clock.now())
            out.headers.setdefault("cache-control", UNCACHED)
        out.headers.setdefault("intuit_tid", self._tid())
        return out

    def _tid(self) -> str:
        # Counted in memory: a read must not become a write of the state file.
        self._answers += 1
        digest = hashlib.md5(str(self._answers).encode(), usedforsecurity=False).hexdigest()
        return f"1-{digest[:8]}-{digest[8:32]}"

    def _answer(self, call: Call) -> Answer:
        path = call.path.rstrip("/")
        if path.startswith(COMPANY):
            return self._accounting(call, path.split("/")[3:])
        if path in DISCOVERY:
            return Answer(200, oauth.discovery(self.base_url))
        if path == oauth.PATHS["jwks_uri"]:
            return Answer(200, {"keys": []})
        app = self.store.get("app", "settings") or {}
        names = {realm: str(company.info["CompanyName"]) for realm, company in self._companies.items()}
        if path == oauth.PATHS["authorization_endpoint"]:
            return (
                consent.page(call, names, app) if call.method == "GET" else consent.decide(call, names, app, self.oauth)
            )
        if path == oauth.PATHS["token_endpoint"] and call.method == "POST":
            return self.oauth.token(call, app)
        if path == oauth.PATHS["revocation_endpoint"] and call.method == "POST":
            return self.oauth.revoke(call, app)
        return Answer(404, {"error": "not_found"})

    def _accounting(self, call: Call, parts: list[str]) -> Answer:
        realm = parts[0]
        if not call.as_user:
            self.oauth.check(call, realm)
        actor = audit.PERSON if call.as_user else f"App {self.oauth.app_of(call) or 'without a name'}"
        company = self._companies.get(realm)
        if company is None:
            raise forbidden(self.clock.now())
        try:
            with self._recorded(company), company.audit.by(actor):
                out = urls.answer(company, call, [each.lower() for each in parts[1:2]] + parts[2:])
        except Fault as fault:
            out = refusal(company, fault)
        out.headers["qbo-version"] = "1975.150"
        return out

    @contextmanager
    def _recorded(self, company: Company) -> Iterator[None]:
        """Tell what a request makes happen; only companies that are connected make events [D]."""
        if self._sink is None:
            yield
            return
        company.recorder = Recorder(company.realm)
        try:
            yield
        finally:
            recorder, company.recorder = company.recorder, None
            events = recorder.events(self.clock.now())
            if events and self.oauth.connected(company.realm):
                self._sink(events)

    def kind(self, call: Call) -> str:
        parts = call.path.rstrip("/").split("/")
        if not call.path.startswith(COMPANY):
            return "auth"
        if call.method == "GET" or parts[-1] in ("query", "cdc"):
            return "read"
        if parts[-1] == "batch":
            try:
                return "read" if batch.only_reads(call.json()) else "write"
            except ValueError:
                return "write"
        return "write"

    # Limits

    @property
    def limits(self) -> dict[str, Any]:
        """`{"enabled", "factor"}`."""
        return self._limits.settings

    @limits.setter
    def limits(self, settings: dict[str, Any]) -> None:
        self._limits.set(settings)

    def lane(self, call: Call) -> str:
        """Realm and app of an accounting request: what stands in one lane counts as under way together."""
        if call.as_user or not call.path.startswith(COMPANY):
            return ""
        return f"{call.path.split('/')[3]}/{self.oauth.app_of(call)}"

    def limited(self, call: Call) -> Answer | None:
        lane = self.lane(call)
        if not self.limits["enabled"] or not lane:
            return None
        realm, app = lane.split("/", 1)
        batch_ = call.path.rstrip("/").endswith("/batch")
        over = self._limits.exceeded(realm, app, batch=batch_, reads=self._metered(call) > 0, beside=call.beside)
        return self._dressed(call, throttled(self.clock.now())) if over else None

    def _metered(self, call: Call) -> int:
        """CorePlus calls of a request: one for what reads, in a batch one for each item that does (assumed)."""
        if self.kind(call) == "auth":
            return 0
        if not call.path.rstrip("/").endswith("/batch"):
            return int(self.kind(call) == "read")
        try:
            return batch.reads(call.json())
        except ValueError:
            return 0

    def usage(self) -> dict[str, Any]:
        return self._limits.usage()

    # Control

    def reset(self) -> None:
        self.store.clear()
        self._limits.clear()
        self._open()

    def tokens(self, body: dict[str, Any], realm: str | None) -> dict[str, Any]:
        """The vendor's own token JSON for a realm, without the browser; any client may refresh it."""
        scopes = body.get("scopes") or [oauth.ACCOUNTING]
        return self.oauth.grant(self.company(realm).realm, str(body.get("client_id", "")), " ".join(scopes))

    def settings(self, body: dict[str, Any], realm: str | None) -> dict[str, Any]:
        """Preferences, CompanyInfo, ClosingPassword of a company; of the app client_id, client_secret,
        redirect_uris and reads_per_month, the metered reads that its plan includes (500,000);
        `"disconnect": true` is the customer's "Disconnect" in QuickBooks."""
        chosen = {name: body[name] for name in APP_SETTINGS if name in body}
        if chosen:
            self.store.put("app", "settings", {**(self.store.get("app", "settings") or {}), **chosen})
        if "reads_per_month" in body:
            self._limits.reads_per_month = int(body["reads_per_month"])
        company = self.company(realm)
        if body.get("disconnect"):
            self.oauth.disconnect(company.realm)
        with self._recorded(company):
            return company.settings(body)

    def objects(self, type_name: str, limit: int, offset: int, realm: str | None) -> dict[str, Any]:
        """Everything stored of a type, in the order of Ids, deleted ones last with `status`."""
        company = self.company(realm)
        if type_name.lower() in ("companyinfo", "preferences"):
            one = company.info if type_name.lower() == "companyinfo" else company.preferences
            return {"results": [one][offset : offset + limit], "total": 1}
        spec = BY_PATH[type_name.lower()]
        rows = [*company.rows(spec.name).values(), *company.gone(spec.name).values()]
        viewer = Viewer(company, frozenset({"enhancedAllCustomFields"}))
        return {
            "results": [viewer.show(spec.name, doc) for doc in rows[offset : offset + limit]],
            "total": len(rows),
        }

    def overview(self, realm: str | None) -> dict[str, Any]:
        company = self.company(realm)
        accounts = [{"realm": each.realm, "name": each.info["CompanyName"]} for each in self._companies.values()]
        counts = {name.lower(): len(company.rows(name)) for name in ENTITIES}
        return {"account_id": company.realm, "accounts": accounts, "counts": counts}
