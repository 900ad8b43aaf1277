"""Writes as calls in full batches, and what their answers mean for each of them. Pure.

Every input carries an `objectWriteTraceId`: without it one bad input fails the whole batch. An outcome is taken
from a result that names its write, never from its place in the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from syncapp.connectors.hubspot.errors import problem_of
from syncapp.connectors.hubspot.kinds import KEY, LINK_TYPES, OF_ENTITY
from syncapp.connectors.hubspot.lines import adjustment_properties, line_properties
from syncapp.connectors.hubspot.objects import BATCH
from syncapp.connectors.hubspot.translate import Translator, version_of
from syncapp.connectors.hubspot.values import write_value
from syncapp.connectors.protocol import Outcome, PreparedCall, Write
from syncapp.core.values import ObjectType, Side

Item = Mapping[str, Any]

DEADLINE_SECONDS = 30
_VERBS = {"create": "create", "update": "update", "void": "update", "delete": "archive"}
# An archive is all or nothing and HubSpot forbids some: these go one by one, so that each fails alone.
_ARCHIVED_ALONE = ("contact", "product", "invoice", "payment")


def prepare(writes: Sequence[Write]) -> list[PreparedCall]:
    """By entity and action in the order of their first write; no id is twice in one call, as HubSpot refuses that."""
    groups: dict[tuple[str, str], list[int]] = {}
    for place, write in enumerate(writes):
        groups.setdefault((write.entity, write.action), []).append(place)
    return [
        _call(entity, action, [(place, writes[place]) for place in batch])
        for (entity, action), places in groups.items()
        for batch in _batches(writes, places, 1 if action == "delete" and entity in _ARCHIVED_ALONE else BATCH)
    ]


def _batches(writes: Sequence[Write], places: list[int], size: int) -> Iterator[list[int]]:
    batch: list[int] = []
    ids: set[str] = set()
    for place in places:
        record_id = writes[place].id
        if len(batch) == size or record_id in ids:
            yield batch
            batch, ids = [], set()
        batch.append(place)
        if record_id:
            ids.add(record_id)
    if batch:
        yield batch


def _call(entity: str, action: str, writes: Sequence[tuple[int, Write]]) -> PreparedCall:
    verb = _VERBS[action]
    items = tuple(
        {
            "write": place, "entity": entity, "action": action, "id": write.id, "key": write.key,
            "trace": f"w{place}", "links": dict(write.links),
        }
        for place, write in writes
    )  # fmt: skip
    inputs = [_input(verb, f"w{place}", write) for place, write in writes]
    path = f"{OF_ENTITY[entity].path}/batch/{verb}"
    return PreparedCall(Side.HUBSPOT, "POST", path, {"inputs": inputs}, items, DEADLINE_SECONDS)


def _input(verb: str, trace: str, write: Write) -> dict[str, Any]:
    if verb == "archive":
        return {"id": write.id}
    found: dict[str, Any] = {"properties": _properties(write), "objectWriteTraceId": trace}
    if verb == "update":
        return {"id": write.id, **found}
    return {**found, "associations": _associations(write)}


def _properties(write: Write) -> dict[str, str]:
    found: dict[str, str] = {}
    if write.line is not None:
        found = line_properties(write.line) if write.entity == "line" else adjustment_properties(write.line)
    if "product" in write.links:
        found["hs_product_id"] = write.links["product"]
    found.update({name: write_value(name, value) for name, value in write.fields.items()})
    if write.action == "void":
        found["hs_invoice_status"] = "voided"
    if write.key and OF_ENTITY[write.entity].marked:
        found[KEY] = write.key
    if write.action == "create":  # nothing to clear on what is not there yet
        found = {name: text for name, text in found.items() if text != ""}
    return found


def _associations(write: Write) -> list[dict[str, Any]]:
    return [
        {
            "to": {"id": other},
            "types": [
                {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": LINK_TYPES[write.entity, name]}
            ],
        }
        for name, other in write.links.items()
        if (write.entity, name) in LINK_TYPES
    ]


def interpret(items: Sequence[Item], answer: Any, translator: Translator) -> list[Outcome]:
    """One outcome per item. What the answer does not name is unknown, as if it were lost."""
    if items and _VERBS[items[0]["action"]] == "archive":
        return [Outcome(id=item["id"]) for item in items]
    told = answer if isinstance(answer, Mapping) else {}
    results = [raw for raw in told.get("results") or () if _is_object(raw)]
    errors = [error for error in told.get("errors") or () if isinstance(error, Mapping)]
    outcomes = []
    for item in items:
        raw = next((raw for raw in results if _names(raw, item)), None)
        error = next((error for error in errors if _concerns(error, item)), None)
        if raw is not None:
            outcomes.append(_done(item, raw, translator))
        elif error is not None:
            outcomes.append(Outcome(id=item["id"], problem=problem_of(error)))
        else:
            outcomes.append(Outcome(id=item["id"], unknown=True))
    return outcomes


def _is_object(raw: Any) -> bool:
    return isinstance(raw, Mapping) and bool(raw.get("id")) and isinstance(raw.get("properties"), Mapping)


def _names(raw: Mapping[str, Any], item: Item) -> bool:
    """Whether the result is this write's: by its trace, else by its id, else by our mark."""
    if raw.get("objectWriteTraceId"):
        return bool(raw["objectWriteTraceId"] == item["trace"])
    if item["id"]:
        return bool(str(raw["id"]) == item["id"])
    return bool(item["key"] and raw["properties"].get(KEY) == item["key"])


def _concerns(error: Mapping[str, Any], item: Item) -> bool:
    told = error.get("context")
    context: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    traces = error.get("objectWriteTraceId") or context.get("objectWriteTraceId")
    if traces:
        return item["trace"] in ([traces] if isinstance(traces, str) else traces)
    ids = [str(one) for one in (*_listed(context.get("ids")), *_listed(context.get("id")), *_listed(error.get("id")))]
    return bool(item["id"]) and item["id"] in ids


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _done(item: Item, raw: Mapping[str, Any], translator: Translator) -> Outcome:
    found = {**raw, "id": str(raw["id"])}
    kind = OF_ENTITY[item["entity"]]
    version = version_of(kind, found)
    if item["entity"] not in set(ObjectType):
        return Outcome(id=found["id"], version=version)
    record = translator.record(ObjectType(item["entity"]), found)
    return Outcome(id=found["id"], version=version, record=record, told=frozenset(record.values))

