"""Writes as calls in full batches, and what their answers mean for each of them. Pure.

Every input carries an `objectWriteTraceId`: without it one bad input fails the whole batch. An outcome is taken
from a result that names its write, never from its place in the answer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from syncapp.connectors.errors import GarbageAnswer
from syncapp.connectors.hubspot.errors import problem_of
from syncapp.connectors.hubspot.kinds import KEY, LINK_TYPES, OF_ENTITY
from syncapp.connectors.hubspot.lines import adjustment_properties, line_properties
from syncapp.connectors.hubspot.objects import BATCH
from syncapp.connectors.hubspot.shape import Raw, mapping, mappings, record, texts
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
            "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": LINK_TYPES[write.entity, name]}],
        }
        for name, other in write.links.items()
        if (write.entity, name) in LINK_TYPES
    ]


def interpret(items: Sequence[Item], answer: Any, translator: Translator) -> list[Outcome]:
    """One outcome per item. What the answer does not name is unknown, as if it were lost."""
    told = mapping(answer)
    errors = mappings(told.get("errors"))
    if items and _VERBS[items[0]["action"]] == "archive":
        return [_archived(item, errors) for item in items]
    results = [*_records(told.get("results"))]
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


def _archived(item: Item, errors: Sequence[Mapping[str, Any]]) -> Outcome:
    """An archive is answered by nothing (204); an error that names nobody leaves everyone in doubt."""
    error = next((error for error in errors if _concerns(error, item)), None)
    if error is not None:
        return Outcome(id=item["id"], problem=problem_of(error))
    return Outcome(id=item["id"], unknown=bool(errors))


def _records(found: Any) -> Iterator[Raw]:
    """Those of the results that are objects; what is not tells nothing about its write."""
    for raw in mappings(found):
        with contextlib.suppress(GarbageAnswer):
            yield record(raw)


def _names(raw: Mapping[str, Any], item: Item) -> bool:
    """Whether the result is this write's: by its trace, else by its id, else by our mark."""
    if raw.get("objectWriteTraceId"):
        return bool(raw["objectWriteTraceId"] == item["trace"])
    if item["id"]:
        return bool(raw["id"] == item["id"])
    return bool(item["key"] and raw["properties"].get(KEY) == item["key"])


def _concerns(error: Mapping[str, Any], item: Item) -> bool:
    context = mapping(error.get("context"))
    traces = texts(error.get("objectWriteTraceId")) + texts(context.get("objectWriteTraceId"))
    if traces:
        return item["trace"] in traces
    ids = [one for place in (context.get("ids"), context.get("id"), error.get("id")) for one in texts(place)]
    return bool(item["id"]) and item["id"] in ids


def _done(item: Item, raw: Mapping[str, Any], translator: Translator) -> Outcome:
    kind = OF_ENTITY[item["entity"]]
    version = version_of(kind, raw)
    if item["entity"] not in set(ObjectType):
        return Outcome(id=raw["id"], version=version)
    told = translator.record(ObjectType(item["entity"]), raw)
    return Outcome(id=raw["id"], version=version, record=told, told=frozenset(told.values))
