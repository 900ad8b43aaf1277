"""One company's documents: stored, counted, stamped with its own local time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.columns import Columns
from syncapp.sandbox.quickbooks.audit import Audit, changes
from syncapp.sandbox.quickbooks.events import Recorder
from syncapp.sandbox.quickbooks.index import Index
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.state import Store

Doc = dict[str, Any]
# xs:date and xs:dateTime as XML Schema has them; of a time the seconds may be left out (assumed).
INSTANT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?")
ENDED_STATUS = ("EXPIRED", "CANCELLED", "CANCELED", "SUSPENDED")  # spelling assumed


USER, ITSELF = (
    "9341450000000100",
    "0",
)  # who changed a transaction: the connected user, QuickBooks itself [seen 2024–26]


def stamped(entity: str, created: str, updated: str, by: str = USER) -> Doc:
    """MetaData; only transactions name their user [seen]."""
    who = {"LastModifiedByRef": {"value": by}} if ENTITIES[entity].is_transaction else {}
    return {"CreateTime": created, **who, "LastUpdatedTime": updated}


class Books:
    """Documents that were stored are never changed in place: `save` a new one under the same Id."""

    def __init__(self, store: Store, clock: Clock, realm: str) -> None:
        self.store, self.clock, self.realm = store, clock, realm
        self.index, self.columns = Index(), Columns(store)
        self.audit = Audit(store, realm)
        self.recorder: Recorder | None = None  # of the request under way, where somebody wants events
        # Read on every step of a write; `configure` replaces it.
        self._company: Doc = store.all("companies")[realm]
        self._stamped: tuple[datetime | None, str, str] = (None, "", "")
        for entity in ENTITIES:
            for doc in self.rows(entity).values():
                self.index.add(entity, doc)

    # The company itself

    @property
    def info(self) -> Doc:
        info: Doc = self._company["info"]
        return info

    @property
    def preferences(self) -> Doc:
        preferences: Doc = self._company["preferences"]
        return preferences

    def preference(self, group: str, name: str, default: Any = None) -> Any:
        return self.preferences.get(group, {}).get(name, default)

    def trait(self, name: str, default: Any = None) -> Any:
        """What the company has beside info and preferences (enhanced custom fields, closing password, counter)."""
        return self._company.get(name, default)

    def configure(self, **parts: Any) -> None:
        self._company = self.store.put("companies", self.realm, {**self._company, **parts})

    @property
    def country(self) -> str:
        return str(self.info.get("Country", "US"))

    @property
    def is_us(self) -> bool:
        return self.country == "US"

    @property
    def is_paid_for(self) -> bool:
        """False once CompanyInfo's SubscriptionStatus says that the subscription ended."""
        rows = self.info.get("NameValue", [])
        status = next((row["Value"] for row in rows if row.get("Name") == "SubscriptionStatus"), "PAID")
        return status not in ENDED_STATUS

    @property
    def home_currency(self) -> str:
        return str(self.preference("CurrencyPrefs", "HomeCurrency", {}).get("value", "USD"))

    # Time

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.info.get("DefaultTimeZone", "America/Los_Angeles"))

    def today(self) -> date:
        return self.clock.now().astimezone(self.zone).date()

    def stamp(self, at: datetime | None = None) -> str:
        """Company-local with its offset, no fraction."""
        if at is None:
            return self.clock.now().astimezone(self.zone).isoformat(timespec="seconds")
        known, zone, text = self._stamped  # a seed asks for one moment several times in a row
        if known is not at or zone != self.zone.key:
            zone, text = self.zone.key, at.astimezone(self.zone).isoformat(timespec="seconds")
            self._stamped = (at, zone, text)
        return text

    def envelope_time(self) -> str:
        return self.clock.now().astimezone(self.zone).isoformat(timespec="milliseconds")

    def instant(self, value: str) -> datetime:
        """A written date-time; without an offset it is the company's time. `ValueError` where it is none."""
        if not INSTANT.fullmatch(value):
            raise ValueError(value)
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=self.zone)).astimezone(UTC)

    # Documents

    def rows(self, entity: str) -> dict[str, Doc]:
        return self.store.all(f"{self.realm}/{entity}")

    def gone(self, entity: str) -> dict[str, Doc]:
        """Deleted documents, as they were, with `status`."""
        return self.store.all(f"{self.realm}/{entity}/deleted")

    def get(self, entity: str, id_: str) -> Doc | None:
        return self.store.get(f"{self.realm}/{entity}", id_)

    def save(self, entity: str, doc: Doc) -> Doc:
        if self.recorder:
            known = self.get(entity, doc["Id"]) is not None
            self.recorder.saved(entity, doc["Id"], "Update" if known else "Create")
        if self.audit.actor:
            self._note(entity, self.get(entity, doc["Id"]), doc)
        before = self._owing(entity, doc["Id"])
        self.store.put(f"{self.realm}/{entity}", doc["Id"], doc)
        self.index.add(entity, doc)
        self._move_customers(before, self._owing(entity, doc["Id"]), doc["MetaData"]["LastUpdatedTime"])
        return doc

    def _owing(self, entity: str, id_: str) -> dict[str, Any]:
        """What a transaction makes its customer owe, by the customer's Id."""
        doc = self.get(entity, id_) or {}
        customer = str((doc.get("CustomerRef") or {}).get("value", ""))
        owed = self.index.find("customer", customer).get((entity, id_))
        return {customer: owed} if owed else {}

    def _move_customers(self, before: dict[str, Any], after: dict[str, Any], stamp: str) -> None:
        """A balance that changed moves the customer's LastUpdatedTime and its parents', and no SyncToken [recorded 2023].

        It is told to no webhook (assumed).
        """
        for customer in {**before, **after}:
            if before.get(customer) == after.get(customer):
                continue
            doc = self.get("Customer", customer)
            while doc is not None:
                meta = {
                    **doc["MetaData"],
                    "LastUpdatedTime": _later(doc["MetaData"]["LastUpdatedTime"], stamp),
                }
                moved = {**doc, "MetaData": meta}
                self.store.put(f"{self.realm}/Customer", doc["Id"], moved)
                self.index.restamp("Customer", moved)
                doc = self.get("Customer", doc["ParentRef"]["value"]) if doc.get("ParentRef") else None

    def _note(self, entity: str, old: Doc | None, new: Doc) -> None:
        """The audit log's entry; a mere touch, as of an invoice whose payment moved, says nothing."""
        rows = changes(old, new) if old is not None else None
        if rows or old is None:
            self.audit.noted("Created" if old is None else "Changed", entity, new["Id"], self.stamp(), rows)

    def remove(self, entity: str, doc: Doc, stamp: str) -> None:
        before = self._owing(entity, doc["Id"])
        self.store.drop(f"{self.realm}/{entity}", doc["Id"])
        self.index.remove(entity, doc["Id"])
        self._move_customers(before, {}, stamp)
        if self.recorder:
            self.recorder.saved(entity, doc["Id"], "Delete")
        if self.audit.actor:
            self.audit.noted("Deleted", entity, doc["Id"], self.stamp())
        meta = {**doc["MetaData"], "LastUpdatedTime": stamp}
        self.store.put(f"{self.realm}/{entity}/deleted", doc["Id"], {**doc, "status": "Deleted", "MetaData": meta})

    def touch(self, entity: str, doc: Doc, stamp: str, *, by: str = ITSELF, **changes: Any) -> Doc:
        """A change: the next SyncToken and its time, never earlier than the last; a side effect unless `by` a user."""
        last = _later(doc["MetaData"]["LastUpdatedTime"], stamp)
        meta = stamped(entity, doc["MetaData"]["CreateTime"], last, by)
        return self.save(entity, {**doc, **changes, "SyncToken": str(int(doc["SyncToken"]) + 1), "MetaData": meta})

    def next_id(self, entity: str, wanted: str | None = None) -> str:
        """Names and items count each for themselves, transactions share one sequence."""
        name = "transaction" if ENTITIES[entity].is_transaction else entity
        sequence = f"{self.realm}/{name}"
        if wanted is None:
            return str(self.store.next_number(sequence))
        if not wanted.isdecimal():  # the pseudo codes TAX and NON
            return wanted
        last = (self.store.get("sequences", sequence) or {"last": 0})["last"]
        self.store.put("sequences", sequence, {"last": max(last, int(wanted))})
        return wanted


def _later(one: str, other: str) -> str:
    return max(one, other, key=datetime.fromisoformat)
