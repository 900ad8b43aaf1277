"""HubSpot as the engine sees it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Any

import requests

from syncapp.connectors.http import Http
from syncapp.connectors.hubspot import account, changes, writes
from syncapp.connectors.hubspot.dated import dated
from syncapp.connectors.hubspot.errors import classify
from syncapp.connectors.hubspot.kinds import INVOICES, MARKED, OF_ENTITY, OF_TYPE, Kind
from syncapp.connectors.hubspot.lookup import having
from syncapp.connectors.hubspot.numbers import holders
from syncapp.connectors.hubspot.objects import Objects
from syncapp.connectors.hubspot.reading import Reader
from syncapp.connectors.hubspot.schema import ALWAYS
from syncapp.connectors.hubspot.shape import garbage
from syncapp.connectors.hubspot.translate import Translator
from syncapp.connectors.oauth import Client
from syncapp.connectors.protocol import (
    NO_ADJUSTMENTS,
    Account,
    Adjustments,
    Budget,
    Changes,
    Holder,
    ListEntry,
    Outcome,
    PreparedCall,
    TokenStore,
    Write,
)
from syncapp.core.records import Contact, Product, Record
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import ObjectType, Side, Value


class HubSpot:
    """`protocol.System` for one HubSpot account and one pass."""

    side: Side = Side.HUBSPOT

    def __init__(
        self,
        *,
        base_url: str,
        tokens: TokenStore,
        budget: Budget,
        zone: tzinfo,
        extra_fields: Mapping[ObjectType, Sequence[str | FieldSpec]] | None = None,
        client_id: str = "",
        client_secret: str = "",
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        correlation_id: str = "",
    ) -> None:
        """`extra_fields`: further properties that mappings and filters use. Of a bare name the type is asked, once."""
        self.http = Http(
            base_url=base_url, tokens=tokens, budget=budget, classify=partial(classify, zone), session=session,
            sleep=sleep, clock=clock, correlation_id=correlation_id, vendor=Side.HUBSPOT.value,
        )  # fmt: skip
        self.calls: Mapping[str, int] = self.http.calls
        self._tokens = tokens
        self._client = Client(client_id, client_secret)
        self._extra = {OF_TYPE[one]: tuple(fields) for one, fields in (extra_fields or {}).items()}
        self._fields: dict[Kind, tuple[FieldSpec, ...]] = {}
        self._marked: dict[Kind, bool] = {}
        self._translator = Translator(zone)
        self._reader = Reader(Objects(self.http), self._translator)

    @property
    def saved(self) -> int:
        return self.http.saved

    # what the account is

    def account(self) -> Account:
        return account.read_account(self.http, self._client, self._tokens.access_token())

    def fields(self, object_type: ObjectType) -> tuple[FieldSpec, ...]:
        return self._fields_of(OF_TYPE[object_type])

    def lists(self) -> Mapping[str, tuple[ListEntry, ...]]:
        told = {name: account.entries(self._fields_of(kind), field) for name, (kind, field) in account.LISTS.items()}
        return {
            **told,
            "unmarked": tuple(ListEntry(kind.name, kind.name) for kind in MARKED if not self._is_marked(kind)),
        }

    def server_time(self) -> datetime:
        if self.http.last_date is None:
            self.http.read("GET", account.DETAILS)
        if self.http.last_date is None:
            raise garbage("no Date header")
        return self.http.last_date

    def ensure_properties(self) -> tuple[str, ...]:
        """Makes our unique property where it is missing; at set-up. Names the object types that got it."""
        missing = account.missing_marks(self.http)
        for kind in missing:
            account.create_mark(self.http, kind)
        return tuple(kind.name for kind in missing)

    # noticing and reading

    def everything(self, object_type: ObjectType) -> Iterator[list[tuple[str, str]]]:
        return self._read_with_types(OF_TYPE[object_type]).everything(object_type)

    def start_cursor(self) -> Mapping[str, Any]:
        return changes.start(self.server_time())

    def changes(self, cursor: Mapping[str, Any], line_owner: Mapping[str, str]) -> Changes:
        return changes.poll(self._reader.objects, self._reader, cursor, line_owner)

    def archived(self, object_type: ObjectType) -> list[str]:
        return self._reader.objects.archived(OF_TYPE[object_type])

    def read(
        self,
        object_type: ObjectType,
        ids: Sequence[str],
        *,
        whole: bool = True,
        adjustments: Adjustments = NO_ADJUSTMENTS,
    ) -> list[Record]:
        return self._read_with_types(OF_TYPE[object_type]).read(object_type, ids, whole, adjustments)

    def applications(self, payments: Sequence[str]) -> list[str]:
        return list(payments)

    def dated(self, object_type: ObjectType, first: date, last: date) -> list[Record]:
        return dated(self._read_with_types(OF_TYPE[object_type]), object_type, first, last)

    def past(self, object_type: ObjectType, name: str, moment: datetime, ids: Sequence[str]) -> dict[str, Value]:
        return self._read_with_types(OF_TYPE[object_type]).past(object_type, name, moment, ids)

    # questions before a write

    def by_key(self, object_type: ObjectType, keys: Sequence[str]) -> dict[str, Record]:
        return self._read_with_types(OF_TYPE[object_type]).by_key(object_type, keys)

    def numbers(self, numbers: Sequence[str]) -> dict[str, list[Holder]]:
        return holders(self._read_with_types(INVOICES), numbers)

    def having(self, object_type: ObjectType, text: str) -> list[Contact | Product]:
        return having(self._read_with_types(OF_TYPE[object_type]), object_type, text)

    def names(self, names: Sequence[str]) -> dict[str, list[Holder]]:
        """HubSpot's contacts may share a name."""
        return {}

    # writing

    def prepare(self, writes_: Sequence[Write]) -> list[PreparedCall]:
        return writes.prepare(writes_)

    def send(self, call: PreparedCall, request_id: str) -> Any:
        """HubSpot knows no request id: a lost answer is settled by reading our marks."""
        try:
            return self.http.write(call.method, call.path, json=call.body, deadline=call.deadline_seconds)
        finally:
            for item in call.items:
                for entity, record_id in ((item["entity"], item["id"]), *item["links"].items()):
                    if entity in OF_ENTITY and record_id:
                        self._reader.forget(OF_ENTITY[entity], [record_id])

    def interpret(self, items: Sequence[Mapping[str, Any]], answer: Any) -> list[Outcome]:
        return writes.interpret(items, answer, self._translator)

    # own fields

    def _fields_of(self, kind: Kind) -> tuple[FieldSpec, ...]:
        if kind not in self._fields:
            self._fields[kind], self._marked[kind] = account.read_fields(self.http, kind)
        return self._fields[kind]

    def _is_marked(self, kind: Kind) -> bool:
        self._fields_of(kind)
        return self._marked[kind]

    def _read_with_types(self, kind: Kind) -> Reader:
        """The reader, once the types of the further fields of this kind are known."""
        if kind in self._extra and kind not in self._translator.extra:
            self._translator.extra[kind] = self._types(kind)
        return self._reader

    def _types(self, kind: Kind) -> dict[str, FieldType]:
        given = self._extra[kind]
        types = {one.name: one.type for one in given if isinstance(one, FieldSpec)}
        bare = [one for one in given if isinstance(one, str) and one not in ALWAYS[kind] and one not in types]
        if bare:
            told = {one.name: one.type for one in self._fields_of(kind)}
            types.update({name: told.get(name, FieldType.TEXT) for name in bare})
        return {name: field_type for name, field_type in types.items() if name not in ALWAYS[kind]}
