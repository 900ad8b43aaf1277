"""One QuickBooks company as the engine sees it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Any

import requests

from syncapp.connectors.errors import LostAnswer
from syncapp.connectors.http import Http
from syncapp.connectors.pages import chunks
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
    Problem,
    TokenStore,
)
from syncapp.connectors.quickbooks import changes, company, holders, writes
from syncapp.connectors.quickbooks.bodies import Company
from syncapp.connectors.quickbooks.errors import classify, fault_errors, is_system_fault, problem_of
from syncapp.connectors.quickbooks.kept import Kept
from syncapp.connectors.quickbooks.query import (
    ALL,
    VALUES,
    Queries,
    Question,
    Row,
    any_of,
    batch_items,
    garbage,
    heed_limit,
    quoted,
    refused,
)
from syncapp.connectors.quickbooks.schema import CLASS_OF_LINES, ENTITIES, FIELDS, custom_field
from syncapp.connectors.quickbooks.translate import INACTIVE, Translator, record_ids, record_of
from syncapp.connectors.quickbooks.values import custom_rows
from syncapp.core.records import Contact, Product, Record
from syncapp.core.schema import FieldSpec, Option
from syncapp.core.values import ObjectType, Side, Value
from syncapp.core.writes import Write

MINOR_VERSION = "75"
ENHANCED = {"include": "enhancedAllCustomFields"}
_KINDS = {entity: kind for kind, entity in ENTITIES.items()}
_NAMES = (ObjectType.CONTACT, ObjectType.PRODUCT)
_OPTION_LISTS = {
    "SalesTermRef": "terms",
    "PaymentMethodRef": "methods",
    "ClassRef": "classes",
    CLASS_OF_LINES.name: "classes",
    "DepartmentRef": "departments",
    "CustomerTypeRef": "customer_types",
    "DepositToAccountRef": "accounts",
    "IncomeAccountRef": "accounts",
}


class QuickBooks:
    """Implements `protocol.System`.

    `currency` and `country` are the company's own, as stored with the connection; `account` corrects them.
    """

    side: Side = Side.QUICKBOOKS

    def __init__(
        self,
        *,
        realm: str,
        base_url: str,
        tokens: TokenStore,
        budget: Budget,
        zone: tzinfo,
        currency: str = "USD",
        country: str = "US",
        extra_fields: Mapping[ObjectType, Sequence[str | FieldSpec]] | None = None,
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        correlation_id: str = "",
    ) -> None:
        self.http = Http(
            base_url=base_url, tokens=tokens, budget=budget, classify=classify, session=session, sleep=sleep, clock=clock,
            correlation_id=correlation_id, vendor="quickbooks",
        )  # fmt: skip
        self.calls: Mapping[str, int] = self.http.calls
        self._realm, self._zone = realm, zone
        self._translator = Translator(currency, _names(extra_fields or {}))
        self._company = Company(zone, country == "US")
        self._root = f"/v3/company/{realm}"
        self._params = {"minorversion": MINOR_VERSION, **(ENHANCED if self._translator.enhanced else {})}
        self._queries = Queries(self.http, self._root, self._params)
        self._kept = Kept()
        self._account: Account | None = None
        self._lists: Mapping[str, tuple[ListEntry, ...]] | None = None

    @property
    def saved(self) -> int:
        return self.http.saved

    # what the account is

    def account(self) -> Account:
        self._account = company.account(self._queries, self._realm)
        self._translator.currency = self._account.currency or self._translator.currency
        self._company = Company(self._zone, self._account.country == "US")
        return self._account

    def lists(self) -> Mapping[str, tuple[ListEntry, ...]]:
        self._lists = company.lists(self._queries)
        return self._lists

    def fields(self, object_type: ObjectType) -> tuple[FieldSpec, ...]:
        """With the company's list entries as options and, on invoices, its custom fields."""
        known = self._lists or self.lists()
        specs = tuple(_with_options(spec, known) for spec in FIELDS[object_type])
        if object_type is not ObjectType.INVOICE:
            return specs
        told = (self._account or self.account()).settings
        of_lines = (_with_options(CLASS_OF_LINES, known),) if told["classes"] and not told["one_class"] else ()
        return specs + of_lines + self._custom_fields()

    def _custom_fields(self) -> tuple[FieldSpec, ...]:
        """Those of Preferences, and those that an invoice shows if asked for all of them (A34)."""
        account = self._account or self.account()
        found = {number: custom_field(number, name) for number, name in account.settings["custom_fields"].items()}
        asking = Queries(self.http, self._root, {**self._params, **ENHANCED})
        for row in asking.page(Question("Invoice"), limit=1):
            for each in custom_rows(row):
                number, name = str(each["DefinitionId"]), str(each.get("Name") or "")
                found.setdefault(number, custom_field(number, name or number, str(each.get("Type") or "")))
        return tuple(found.values())

    def server_time(self) -> datetime:
        if self.http.last_date is None:
            self.account()
        if self.http.last_date is None:
            raise garbage("the answers carry no Date")
        return self.http.last_date

    # noticing and reading

    def everything(self, object_type: ObjectType) -> Iterator[list[tuple[str, str]]]:
        where = ALL if object_type in _NAMES else ""
        for rows in self._queries.pages(Question(ENTITIES[object_type], where)):
            yield [seen for row in rows for seen in self._keep(object_type, row)]

    def start_cursor(self) -> Mapping[str, Any]:
        return changes.cursor_at(self.server_time())

    def changes(self, cursor: Mapping[str, Any], line_owner: Mapping[str, str]) -> Changes:
        """Lines come inside their invoices, so `line_owner` is not needed here."""
        since = changes.since_of(cursor)
        found = changes.notice(self._queries, since, lambda: self.http.last_date)
        seen: list[tuple[ObjectType, str, str]] = []
        for entity, rows in found.rows.items():
            kind = _KINDS[entity]
            # Whether change data tells all custom fields is not documented: what uses them is read again.
            keep = not self._translator.enhanced or kind is not ObjectType.INVOICE
            seen += [(kind, *each) for row in rows for each in self._keep(kind, row, keep=keep)]
        gone = [(_KINDS[entity], id_) for entity, ids in found.gone.items() for id_ in ids]
        return Changes(seen, gone, changes.cursor_at(found.until), found.complete)

    def archived(self, object_type: ObjectType) -> list[str]:
        return []

    def _keep(self, kind: ObjectType, row: Row, *, keep: bool = True) -> list[tuple[str, str]]:
        ids = record_ids(kind, row)
        if keep:
            self._kept.put(kind, ids, row)
        return [(id_, str(row.get("SyncToken", ""))) for id_ in ids]

    def read(
        self,
        object_type: ObjectType,
        ids: Sequence[str],
        *,
        whole: bool = True,
        adjustments: Adjustments = NO_ADJUSTMENTS,
    ) -> list[Record]:
        """A payment's application that is no longer there is absent, as a deleted record is."""
        wanted = list(dict.fromkeys(ids))
        rows = {id_: row for id_ in wanted if (row := self._kept.take(object_type, id_)) is not None}
        missing = list(dict.fromkeys(id_.partition("/")[0] for id_ in wanted if id_ not in rows))
        also = f" AND {ALL}" if object_type in _NAMES else ""
        questions = [Question(ENTITIES[object_type], any_of("Id", some) + also) for some in chunks(missing, VALUES)]
        for found in self._queries.many(questions):
            for row in found:
                rows |= dict.fromkeys(record_ids(object_type, row), row)
        return [record_of(self._translator, object_type, rows[id_], id_) for id_ in wanted if id_ in rows]

    def applications(self, payments: Sequence[str]) -> list[str]:
        """What is read for it is kept for `read`."""
        questions = [Question("Payment", any_of("Id", some)) for some in chunks(list(payments), VALUES)]
        found = [row for rows in self._queries.many(questions) for row in rows]
        return [id_ for row in found for id_, _ in self._keep(ObjectType.PAYMENT, row)]

    def dated(self, object_type: ObjectType, first: date, last: date) -> list[Record]:
        where = f"TxnDate >= {quoted(first.isoformat())} AND TxnDate <= {quoted(last.isoformat())}"
        rows = [row for page in self._queries.pages(Question(ENTITIES[object_type], where)) for row in page]
        return [
            record_of(self._translator, object_type, row, id_) for row in rows for id_ in record_ids(object_type, row)
        ]

    def past(self, object_type: ObjectType, name: str, moment: datetime, ids: Sequence[str]) -> dict[str, Value]:
        return {}

    # questions before a write

    def by_key(self, object_type: ObjectType, keys: Sequence[str]) -> dict[str, Record]:
        """Our mark stands on HubSpot's copies only."""
        return {}

    def numbers(self, numbers: Sequence[str]) -> dict[str, list[Holder]]:
        return holders.numbers(self._queries, self._translator, numbers)

    def names(self, names: Sequence[str]) -> dict[str, list[Holder]]:
        return holders.names(self._queries, self._translator, names)

    def having(self, object_type: ObjectType, text: str) -> list[Contact | Product]:
        if object_type is ObjectType.CONTACT:
            return [one for some in self.customers_by_email([text]).values() for one in some]
        if object_type is ObjectType.PRODUCT:
            return [one for some in self.items_by_sku([text]).values() for one in some]
        return []

    def customers_by_email(self, emails: Sequence[str]) -> dict[str, list[Contact]]:
        return holders.customers_by_email(self._queries, self._translator, emails)

    def items_by_sku(self, skus: Sequence[str]) -> dict[str, list[Product]]:
        return holders.items_by_sku(self._queries, self._translator, skus)

    def items_by_name(self, names: Sequence[str]) -> dict[str, list[Product]]:
        return holders.items_by_name(self._queries, self._translator, names)

    # writing

    def prepare(self, writes_: Sequence[Write]) -> list[PreparedCall]:
        return writes.prepare(writes_, f"{self._root}/batch", self._company)

    def send(self, call: PreparedCall, request_id: str) -> Any:
        """The same call under the same `request_id` is answered again, not done again."""
        if not call.body["BatchItemRequest"]:
            return {"BatchItemResponse": []}  # every item was refused before it was sent
        self._forget(call.items)
        answer = self.http.write(
            call.method, call.path, params={**self._params, "requestid": request_id}, json=call.body,
            deadline=call.deadline_seconds, kind="batch",
        )  # fmt: skip
        heed_limit(self.http, answer)
        errors = fault_errors(answer)
        if errors and not is_system_fault(errors):
            raise refused(problem_of(errors))
        if batch_items(answer) is None:
            raise LostAnswer(Problem("garbage_answer", "the answer is no answer to a batch"), finished=True)
        return answer

    def _forget(self, items: Sequence[Mapping[str, Any]]) -> None:
        """What was read before a write is stale after it; a payment changes its invoice's version too."""
        for item in items:
            self._kept.forget(ObjectType(item["entity"]), str(item["id"]))
            for invoice in (item["invoice"], *item.get("also", ())):
                self._kept.forget(ObjectType.INVOICE, str(invoice))

    def interpret(self, items: Sequence[Mapping[str, Any]], answer: Any) -> list[Outcome]:
        return writes.interpret(items, answer, self._translator)


def _names(fields: Mapping[ObjectType, Sequence[str | FieldSpec]]) -> dict[ObjectType, list[str]]:
    return {kind: [each if isinstance(each, str) else each.name for each in given] for kind, given in fields.items()}


def _with_options(spec: FieldSpec, known: Mapping[str, tuple[ListEntry, ...]]) -> FieldSpec:
    """Inactive entries too: records go on naming them."""
    entries = known.get(_OPTION_LISTS.get(spec.name, ""), ())
    options = tuple(Option(each.id, each.name.removesuffix(INACTIVE), each.active) for each in entries)
    return replace(spec, options=options) if entries else spec
