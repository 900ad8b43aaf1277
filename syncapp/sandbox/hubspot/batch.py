"""Batches of records: read, create, update, upsert, archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from syncapp.sandbox.call import Answer, Refused
from syncapp.sandbox.hubspot import shapes, writes
from syncapp.sandbox.hubspot.errors import entry, item_error, refusal
from syncapp.sandbox.hubspot.kinds import Kind
from syncapp.sandbox.hubspot.models import Record
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.responses import batch, record_json, shown_names, written_json
from syncapp.sandbox.hubspot.validate import Claims, locate

MOST = 100
Item = dict[str, Any]
Plan = writes.Creation | writes.Change


def read(request: Request, type_name: str) -> Answer:
    """Missing ids: 207 with one error that names them all [K]."""
    kind = request.kind(type_name, "read")
    body, inputs = request.body(shapes.READ), request.inputs(MOST)
    with_history = _names(body, "propertiesWithHistory")
    names = shown_names(kind.key, [*_names(body, "properties"), *with_history])
    results: list[Item] = []
    missing: list[str] = []
    for wanted in dict.fromkeys(str(one.get("id")) for one in inputs):
        if request.flag("archived"):
            record = request.account.find(kind.key, wanted, archived=True)
        else:
            record = locate(request.account, kind.key, wanted, str(body.get("idProperty") or ""))
        if record is None:
            missing.append(wanted)
        else:
            results.append(record_json(request.account, record, names, with_history))
    return batch(request, 200, results, [_missing(kind, missing)] if missing else [])


def _names(body: Item, key: str) -> list[str]:
    return [str(name) for name in body.get(key) or []]


def _missing(kind: Kind, ids: list[str]) -> Item:
    text = f"Could not get some {kind.label} objects, they may be deleted or not exist. Check that ids are valid."
    return entry("OBJECT_NOT_FOUND", text, {"ids": ids})


def create(request: Request, type_name: str) -> Answer:
    kind, inputs = request.kind(type_name, "write"), request.inputs(MOST, shapes.CREATE)

    def prepare(item: Item, claims: Claims) -> Plan:
        return writes.prepare_create(request.account, request.actor, kind.key, item, claims)

    return _run(request, inputs, prepare, 201)


def update(request: Request, type_name: str) -> Answer:
    kind, inputs = request.kind(type_name, "write"), request.inputs(MOST, shapes.BATCH_UPDATE)
    _check_distinct(inputs)
    account, actor = request.account, request.actor
    found = [
        (item, locate(account, kind.key, str(item.get("id")), str(item.get("idProperty") or ""))) for item in inputs
    ]
    missing = [str(item.get("id")) for item, record in found if record is None]
    records = {str(item.get("id")): record for item, record in found if record is not None}

    def prepare(item: Item, claims: Claims) -> Plan:
        return writes.prepare_change(account, actor, records[str(item["id"])], item.get("properties") or {}, claims)

    there = [item for item in inputs if str(item.get("id")) in records]
    return _run(request, there, prepare, 200, [_missing(kind, missing)] if missing else [])


def upsert(request: Request, type_name: str) -> Answer:
    """By a unique property; each result says whether it is new [D]."""
    kind, inputs = request.kind(type_name, "write"), request.inputs(MOST, shapes.BATCH_UPDATE)
    _check_distinct(inputs)
    account, actor = request.account, request.actor

    def prepare(item: Item, claims: Claims) -> Plan:
        id_property, value = str(item.get("idProperty") or ""), str(item.get("id"))
        record = locate(account, kind.key, value, id_property)
        given = dict(item.get("properties") or {})
        if record is not None:
            return writes.prepare_change(account, actor, record, given, claims)
        if not id_property or id_property == "hs_object_id":
            raise refusal(
                400,
                "VALIDATION_ERROR",
                f"{kind.label} {value} does not exist; idProperty has to be a unique property",
            )
        return writes.prepare_create(account, actor, kind.key, {"properties": {id_property: value, **given}}, claims)

    return _run(request, inputs, prepare, 200, tell_new=True)


def archive(request: Request, type_name: str) -> Answer:
    """All or nothing where a rule forbids one (assumed); unknown ids are passed over [C]."""
    kind, inputs = request.kind(type_name, "write"), request.inputs(MOST, shapes.RECORD_ID)
    records: dict[str, Record] = {}
    for item in inputs:
        record = request.account.find(kind.key, str(item.get("id")))
        if record is not None:
            records[record["id"]] = record
    for record in records.values():
        writes.check_archive(request.account, request.actor, record)
    for record in records.values():
        writes.archive(request.account, request.actor, record)
    writes.settle(request.account, request.actor)
    return Answer(204)


def _check_distinct(inputs: list[Item]) -> None:
    ids = [str(item.get("id")) for item in inputs]
    double = sorted({one for one in ids if ids.count(one) > 1}) if len(set(ids)) < len(ids) else []
    if double:
        raise refusal(
            400,
            "VALIDATION_ERROR",
            f"Duplicate IDs found in batch input: [{', '.join(double)}]. IDs must be unique",
        )  # [K]


def _run(
    request: Request, inputs: list[Item], prepare: Callable[[Item, Claims], Plan], status: int,
    errors: list[Item] | None = None, tell_new: bool = False,
) -> Answer:  # fmt: skip
    """All or nothing, unless every input carries an objectWriteTraceId: then each stands alone [D/K]."""
    account, actor = request.account, request.actor
    failed, plans = list(errors or []), []
    claims: Claims = set()
    alone = bool(inputs) and all(item.get("objectWriteTraceId") for item in inputs)
    for item in inputs:
        claimed = set(claims)  # what a refused input claims is free for the next one
        try:
            plans.append((item, prepare(item, claimed)))
            claims = claimed
        except Refused as refused:
            if not alone:
                raise
            failed.append(item_error(refused, objectWriteTraceId=[str(item["objectWriteTraceId"])]))
    records = [_commit(request, plan) for _, plan in plans]
    writes.settle(account, actor)  # first, so that the answer shows the new totals
    results = []
    for (item, plan), record in zip(plans, records, strict=True):
        result = written_json(account, record, plan.values)
        if tell_new:
            result["new"] = isinstance(plan, writes.Creation)
        if item.get("objectWriteTraceId"):
            result["objectWriteTraceId"] = str(item["objectWriteTraceId"])
        results.append(result)
    return batch(request, status, results, failed)


def _commit(request: Request, plan: Plan) -> Record:
    if isinstance(plan, writes.Creation):
        return writes.commit_create(request.account, request.actor, plan)
    return writes.commit_change(request.account, request.actor, plan)
