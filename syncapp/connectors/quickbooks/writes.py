"""Writes in batches of thirty, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from syncapp.connectors.protocol import Outcome, PreparedCall, Problem
from syncapp.connectors.quickbooks.bodies import Company, batch_item, vendor_id
from syncapp.connectors.quickbooks.errors import fault_errors, is_system_fault, problem_of
from syncapp.connectors.quickbooks.line_sets import Body, Unwritable
from syncapp.connectors.quickbooks.query import BATCH, DEADLINE, batch_items
from syncapp.connectors.quickbooks.schema import ENTITIES
from syncapp.connectors.quickbooks.translate import Translator, record_of
from syncapp.core.values import ObjectType, Side
from syncapp.core.writes import Write

Item = Mapping[str, Any]
Thing = tuple[str, str]


def prepare(writes: Sequence[Write], path: str, company: Company) -> list[PreparedCall]:
    """Full batches, in order."""
    return [_call(group, path, company) for group in _groups(writes)]


def _groups(writes: Sequence[Write]) -> Iterator[list[tuple[int, Write]]]:
    """At most thirty, and no two that depend on each other: the order inside a batch is not certain."""
    group: list[tuple[int, Write]] = []
    owned: set[Thing] = set()
    moved: set[Thing] = set()
    for index, write in enumerate(writes):
        own, moves = _touched(write)
        if len(group) == BATCH or own & (owned | moved) or moves & owned:
            yield group
            group, owned, moved = [], set(), set()
        group.append((index, write))
        owned |= own
        moved |= moves
    if group:
        yield group


def _touched(write: Write) -> tuple[set[Thing], set[Thing]]:
    """What a write changes by its version, and what changes its version by the way: a payment, its invoice's."""
    own = {(write.entity, vendor_id(write.id))} if write.id else set()
    invoice = write.links.get("invoice") or (write.id or "").partition("/")[2]
    invoices = {one for one in (invoice, (write.id or "").partition("/")[2], *write.applied) if one}
    return own, {("invoice", one) for one in invoices} if write.entity == "payment" else set()


def _call(group: Sequence[tuple[int, Write]], path: str, company: Company) -> PreparedCall:
    items: list[dict[str, Any]] = []
    sent: list[Body] = []
    for number, (index, write) in enumerate(group, 1):
        item = {
            "write": index, "bId": str(number), "entity": write.entity, "action": write.action, "id": write.id, "key": write.key,
            "invoice": write.links.get("invoice") or (write.id or "").partition("/")[2], "also": [*write.applied, (write.id or "").partition("/")[2]],
        }  # fmt: skip
        try:
            sent.append({"bId": str(number), **batch_item(write, company)})
        except Unwritable as error:
            item["refused"] = str(error)  # this one alone: the others go
        items.append(item)
    return PreparedCall(Side.QUICKBOOKS, "POST", path, {"BatchItemRequest": sent}, tuple(items), DEADLINE)


def interpret(items: Sequence[Item], answer: Any, translator: Translator) -> list[Outcome]:
    """One outcome per item, matched by bId; what is missing or makes no sense is unknown."""
    by_id = batch_items(answer) or {}
    return [_outcome(item, by_id.get(str(item["bId"])), translator) for item in items]


def _outcome(item: Item, answer: Mapping[str, Any] | None, translator: Translator) -> Outcome:
    if item.get("refused"):
        return Outcome(problem=Problem("vendor_refused", str(item["refused"]), {"system": "QuickBooks Online"}))
    if answer is None:
        return Outcome(unknown=True)
    errors = fault_errors(answer)
    if errors:
        problem = problem_of(errors, str(item["entity"]), str(item["action"]))
        # After a fault of its own QuickBooks may have written or not.
        return Outcome(problem=problem, unknown=is_system_fault(errors))
    return _written(item, answer, translator)


def _written(item: Item, answer: Mapping[str, Any], translator: Translator) -> Outcome:
    kind = ObjectType(item["entity"])
    raw = answer.get(ENTITIES[kind])
    if not isinstance(raw, Mapping) or not isinstance(raw.get("Id"), str) or not raw["Id"]:
        return Outcome(unknown=True)
    if item["id"] and raw["Id"] != vendor_id(item["id"]):
        return Outcome(unknown=True)
    deleted = item["action"] == "delete" and kind in (ObjectType.INVOICE, ObjectType.PAYMENT)
    if deleted:
        return Outcome(id=item["id"]) if raw.get("status") == "Deleted" else Outcome(unknown=True)
    if not isinstance(raw.get("SyncToken"), str):
        return Outcome(unknown=True)
    record_id = f"{raw['Id']}/{item.get('invoice') or ''}" if kind is ObjectType.PAYMENT else raw["Id"]
    return Outcome(id=record_id, version=raw["SyncToken"], record=record_of(translator, kind, raw, record_id))
