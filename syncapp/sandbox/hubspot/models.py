"""The account's records: kept, changed, linked. No rule of HubSpot's is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.columns import Columns
from syncapp.sandbox.hubspot import links
from syncapp.sandbox.hubspot.actor import PERSON, USER_ID, Actor
from syncapp.sandbox.hubspot.events import Recorder
from syncapp.sandbox.hubspot.fields import Fields
from syncapp.sandbox.hubspot.index import Index
from syncapp.sandbox.hubspot.kinds import KINDS
from syncapp.sandbox.hubspot.values import iso, parse_moment
from syncapp.sandbox.state import Store

Record = dict[str, Any]
FIRST_ID = 10_001
HISTORY = 20  # values kept per property; HubSpot keeps 20 for contacts, 45 for others [K]

DEFAULTS: dict[str, Any] = {
    "portal_id": 48807700,
    "portal_name": "Fernhill Grounds",
    "hub_domain": "fernhill-grounds.example",
    "account_type": "STANDARD",
    "edition": "starter",
    "currency": "USD",
    "additional_currencies": [],
    "timezone": "America/Los_Angeles",
    "delete_unpaid_invoices": False,
    "edit_finalized_invoices": False,
    "payments_processor": "stripe",
    "app_kind": "public",
    "api_limit_increase": False,
    "search_delay_seconds": 0,
    "invoice_number_prefix": "HS-",
    "invoice_number_next": 1001,
    "tax_rates": [],
    "tax_ids": [],  # the seller's, such as "US EIN 12-3456789"
    "owners": [
        {
            "id": "501",
            "email": "owner@example.com",
            "firstName": "Jordan",
            "lastName": "Fern",
            "userId": 76023669,
        }
    ],
    "client_id": None,
    "client_secret": None,
    "redirect_uris": None,
    "data_hosting_location": "na1",
}


class Account:
    """One HubSpot account in the store, with the indexes that memory keeps of it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.fields = Fields(store)
        self.index, self.columns = Index(), Columns(store)
        self.stale_invoices: dict[str, None] = {}  # to be recomputed before the answer leaves
        self.recorder: Recorder | None = None  # of the request under way, where somebody wants events
        self.usage: Callable[[], dict[str, Any]] = dict  # of the day's calls; whoever counts them sets it
        self.load_indexes()

    def load_indexes(self) -> None:
        self.index.clear()
        self.columns.clear()
        self.fields.reload()
        for name, value in DEFAULTS.items():  # a state file may be older than a setting
            self.settings.setdefault(name, value)
        for kind in KINDS:
            records = self.store.all(kind)
            names = [*KINDS[kind].unique, *self.fields.unique(kind)]
            names += {"contacts": ["hs_additional_emails"], "invoices": ["hs_number"]}.get(kind, [])
            for name in names:
                self.index.track(kind, name, {})
            for record in records.values():
                self.index.arrived(record)

    @property
    def settings(self) -> dict[str, Any]:
        stored = self.store.get("settings", "account")
        return stored if stored is not None else self.store.put("settings", "account", dict(DEFAULTS))

    def now(self) -> str:
        return iso(self.clock.now())

    # Reading

    def find(self, kind: str, record_id: str, archived: bool = False) -> Record | None:
        """The record, or the survivor of its merge; None where it is not, or is (not) archived."""
        record = self.store.get(kind, record_id)
        while record and record.get("mergedInto"):
            record = self.store.get(kind, record["mergedInto"])
        return record if record and record["archived"] == archived else None

    def find_by(self, kind: str, name: str, value: str) -> Record | None:
        ids = self.index.find(kind, name, value)
        if not ids and kind == "contacts" and name == "email":
            ids = self.index.find(kind, "hs_additional_emails", value)  # [K]
        return self.find(kind, ids[0]) if ids else None

    def walk(self, kind: str, after: int = 0, archived: bool = False) -> Iterator[Record]:
        """The records of a type in the order of their ids."""
        records = self.store.all(kind)
        if after == 0 and self.index.in_order(kind):
            found: Iterable[Record] = records.values()
        else:
            found = (records[str(number)] for number in self.index.ids_after(kind, after))
        for record in found:
            if record["archived"] is archived and "mergedInto" not in record:
                yield record

    def newest(self, kind: str, skip: int = 0) -> Iterator[Record]:
        """The living records of a type, the last made first, so many left out."""
        records = self.store.all(kind)
        return (records[str(number)] for number in self.index.newest(kind, skip))

    def linked(self, record: Record, kind: str) -> list[Record]:
        """The living records of a type that are associated with this one, oldest link first."""
        ids = record["associations"].get(kind, {})
        return [found for one in ids if (found := self.find(kind, one))]

    def link_type(self, type_id: int) -> links.LinkType | None:
        standard = links.standard(type_id)
        if standard:
            return standard
        own = self.store.get("labels", str(type_id))
        return links.LinkType(**own) if own else None

    # Writing

    def insert(
        self, kind: str, properties: Mapping[str, str | None], actor: Actor, *, record_id: str = "", when: str = "",
        modified: str = "",
    ) -> Record:  # fmt: skip
        key, now = KINDS[kind], when or self.now()
        number = record_id or str(self.store.next_number("records", FIRST_ID))
        values = {name: value for name, value in properties.items() if value is not None}
        values |= {key.created: now, key.modified: modified or now, "hs_object_id": number}
        values |= {"hs_object_source": actor.source, "hs_object_source_label": actor.source}
        if actor.source_id:
            values["hs_object_source_id"] = actor.source_id
        if actor.user:
            values |= {"hs_created_by_user_id": USER_ID, "hs_updated_by_user_id": USER_ID}
        record: Record = {
            "id": number, "kind": kind, "properties": values, "createdAt": now, "updatedAt": modified or now,
            "archived": False, "associations": {},
        }  # fmt: skip
        self._keep_preimage(record, new=True)
        self.store.put(kind, number, record)
        self.index.arrived(record)
        if self.recorder:
            self.recorder.created(record)
        return record

    def change(
        self, record: Record, changes: Mapping[str, str | None], actor: Actor = PERSON, touch: bool = True
    ) -> None:
        """Set values (None clears). `touch` moves the modified time, also where nothing differs: assumed."""
        self._keep_preimage(record)
        now = self.now() if touch or "history" in record else ""
        values = record["properties"]
        for name, new in changes.items():
            old = values.get(name)
            if old == new:
                continue
            if touch or name in record.get("history", ()):  # what the system computes has no history of its own
                self._remember(record, name, old, new, now, actor)
            self.index.changed(record["kind"], record["id"], name, old, new)
            if self.recorder:
                self.recorder.changed(record, name, new)
            if new is None:
                values.pop(name, None)
            else:
                values[name] = new
        if touch:
            values[KINDS[record["kind"]].modified] = record["updatedAt"] = now
            if actor.user:
                values["hs_updated_by_user_id"] = USER_ID
        self.store.put(record["kind"], record["id"], record)

    def _remember(self, record: Record, name: str, old: str | None, new: str | None, now: str, actor: Actor) -> None:
        past = record.setdefault("history", {}).setdefault(name, [])
        if not past and old is not None:
            values = record["properties"]
            past.append(
                [
                    old,
                    record["createdAt"],
                    values.get("hs_object_source", ""),
                    values.get("hs_object_source_id", ""),
                ]
            )
        past.append([new or "", now, actor.source, actor.source_id])
        del past[:-HISTORY]

    def archive(self, record: Record, at: str = "") -> None:
        """To the recycle bin; its links are cut at the other ends, its unique values are free again (assumed).

        `at`: the moment, where several go together; they come back together by it.
        """
        record["archived"], record["archivedAt"] = True, at or self.now()
        self.index.values_out(record)
        if self.recorder:
            self.recorder.deleted(record)
        for kind, ends in record["associations"].items():
            for one in ends:
                other = self.store.get(kind, one)
                if other:
                    other["associations"].get(record["kind"], {}).pop(record["id"], None)
                    self.store.put(kind, one, other)
        self.store.put(record["kind"], record["id"], record)

    def forget(self, record: Record) -> None:
        """For good: nothing of it is kept."""
        if not record["archived"]:
            self.index.values_out(record)
        self.index.left(record["kind"], record["id"])
        if self.recorder:
            self.recorder.forgotten(record)
        self.store.drop(record["kind"], record["id"])

    def link(self, source: Record, target: Record, type_ids: Iterable[int]) -> None:
        """Add association types, each with its reverse at the other end."""
        there = source["associations"].setdefault(target["kind"], {}).setdefault(target["id"], [])
        back = target["associations"].setdefault(source["kind"], {}).setdefault(source["id"], [])
        for type_id in type_ids:
            link = self.link_type(type_id)
            if type_id not in there:
                there.append(type_id)
                if self.recorder and link:
                    self.recorder.linked(source, target, link)
            if link and link.reverse is not None and link.reverse not in back:
                back.append(link.reverse)
        for one in (source, target):
            self.store.put(one["kind"], one["id"], one)

    def unlink(self, source: Record, target: Record, type_ids: Iterable[int] | None = None) -> None:
        """Remove some association types, or all of them."""
        there = source["associations"].get(target["kind"], {}).get(target["id"], [])
        back = target["associations"].get(source["kind"], {}).get(source["id"], [])
        for type_id in list(there) if type_ids is None else type_ids:
            link = self.link_type(type_id)
            if type_id in there:
                there.remove(type_id)
                if self.recorder and link:
                    self.recorder.linked(source, target, link, removed=True)
            if link and link.reverse in back:
                back.remove(link.reverse)
        for one, other, left in ((source, target, there), (target, source, back)):
            if not left or type_ids is None:
                one["associations"].get(other["kind"], {}).pop(other["id"], None)
            self.store.put(one["kind"], one["id"], one)

    # The search index runs behind

    def _keep_preimage(self, record: Record, new: bool = False) -> None:
        """Where search is told to lag, keep what it still sees: the record before this change, or nothing."""
        delay = self.settings["search_delay_seconds"]
        if not delay:
            return
        due = iso(self.clock.now() + timedelta(seconds=float(delay)))
        seen = None if new else {"properties": dict(record["properties"]), "updatedAt": record["updatedAt"]}
        pending = self.store.get("search_lag", f"{record['kind']}:{record['id']}") or {"states": []}
        pending["states"].append({"until": due, "seen": seen})
        self.store.put("search_lag", f"{record['kind']}:{record['id']}", pending)

    def as_indexed(self, record: Record, now: str) -> Record | None:
        """The record as search sees it now."""
        key = f"{record['kind']}:{record['id']}"
        pending = self.store.get("search_lag", key)
        if pending is None:
            return record
        for state in pending["states"]:
            if state["until"] > now:
                return None if state["seen"] is None else {**record, **state["seen"]}
        self.store.drop("search_lag", key)
        return record

    def moment(self, given: datetime | str) -> str:
        """A time given by a seed, in HubSpot's form."""
        found = parse_moment(given) if isinstance(given, str) else given
        if found is None:
            raise ValueError(f"not a time: {given}")
        return iso(found)
