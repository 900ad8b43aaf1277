"""Associations: v4 and dated, single and in batches, labels; and the v3 forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from syncapp.sandbox.call import Answer, Refused
from syncapp.sandbox.hubspot import links, shapes, writes
from syncapp.sandbox.hubspot.associations_v3 import named, nothing
from syncapp.sandbox.hubspot.errors import gone, item_error
from syncapp.sandbox.hubspot.kinds import KINDS, Kind
from syncapp.sandbox.hubspot.linking import default_type, existing, read_types, with_default
from syncapp.sandbox.hubspot.models import Record
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.responses import batch, link_page, origin, page, record_json, shown_names

Item = dict[str, Any]


def _kinds(request: Request, source: str, target: str, action: str) -> tuple[Kind, Kind]:
    """Writing needs the write scope of the first type and the read scope of the second: assumed."""
    return request.kind(source, action), request.kind(target, "read")


def _ends(request: Request, source: str, source_id: str, target: str, target_id: str) -> tuple[Record, Record]:
    one, other = _kinds(request, source, target, "write")
    record = request.account.find(one.key, source_id)
    if record is None:
        raise gone(source_id)
    return record, existing(request.account, other.key, target_id)


def _types_json(request: Request, type_ids: Sequence[int]) -> list[Item]:
    found = [request.account.link_type(type_id) for type_id in type_ids]
    return [{"category": one.category, "typeId": one.type_id, "label": one.label} for one in found if one]


def _other_id(request: Request, record_id: str) -> int | str:
    """A number in v4 [D], a text in the dated versions [S]."""
    return int(record_id) if request.version == "v4" else record_id


def _page_of(request: Request, record: Record, target: str, after: int, limit: int) -> tuple[list[Item], str | None]:
    ends = record["associations"].get(target, {})
    ids = [one for one in sorted(ends, key=int) if int(one) > after]
    shown = [
        {"toObjectId": _other_id(request, one), "associationTypes": _types_json(request, ends[one])}
        for one in ids[:limit]
    ]
    return shown, ids[limit - 1] if len(ids) > limit else None


def listing(request: Request, source: str, source_id: str, target: str) -> Answer:
    """v3 tells names; v4 and the dated versions tell types and labels [S].

    A guide shows v3's form under a dated path [D]; HubSpot's client for the dated paths reads types and labels.
    """
    one, other = _kinds(request, source, target, "read")
    record = request.account.find(one.key, source_id)
    if record is None:
        raise gone(source_id)
    limit = request.limit(500, 500)
    if request.version != "v3":
        return page(*_page_of(request, record, other.key, request.after(), limit), request.call)
    return page(*link_page(request.account, record, other.key, request.after(), limit), request.call)


def put_default(request: Request, source: str, source_id: str, target: str, target_id: str) -> Answer:
    one, other = _ends(request, source, source_id, target, target_id)
    kind = default_type(one["kind"], other["kind"])
    writes.link(request.account, one, other, [kind.type_id])
    writes.settle(request.account, request.actor)
    return batch(request, 200, _both_directions(kind, one, other))


def _both_directions(kind: links.LinkType, one: Record, other: Record) -> list[Item]:
    def entry(source: Record, target: Record, type_id: int) -> Item:
        spec = {"associationCategory": kind.category, "associationTypeId": type_id}
        return {"from": {"id": source["id"]}, "to": {"id": target["id"]}, "associationSpec": spec}

    there = entry(one, other, kind.type_id)
    return [there] if kind.reverse is None else [there, entry(other, one, kind.reverse)]


def put(request: Request, source: str, source_id: str, target: str, target_id: str) -> Answer:
    """The types sent replace the set of labels [D]."""
    one, other = _ends(request, source, source_id, target, target_id)
    types = read_types(request.account, one["kind"], other["kind"], request.json([shapes.LINK]))
    _replace(request, one, other, with_default(types))
    writes.settle(request.account, request.actor)
    return Answer(201, _created(request, one, other, types))


def _replace(request: Request, one: Record, other: Record, type_ids: list[int]) -> None:
    writes.link(request.account, one, other, type_ids)
    old = one["associations"].get(other["kind"], {}).get(other["id"], [])
    extra = [type_id for type_id in old if type_id not in type_ids and type_id != links.PRIMARY]
    if extra:
        request.account.unlink(one, other, extra)


def _created(request: Request, one: Record, other: Record, types: Sequence[links.LinkType]) -> Item:
    return {
        "fromObjectTypeId": KINDS[one["kind"]].type_id,
        "fromObjectId": _other_id(request, one["id"]),
        "toObjectTypeId": KINDS[other["kind"]].type_id,
        "toObjectId": _other_id(request, other["id"]),
        "labels": [link.label for link in types if link.label],
    }


def delete(request: Request, source: str, source_id: str, target: str, target_id: str) -> Answer:
    """All labels; nothing there is 204 as well (assumed)."""
    one, other = _kinds(request, source, target, "write")
    record, end = request.account.find(one.key, source_id), request.account.find(other.key, target_id)
    if record and end:
        writes.unlink(request.account, request.actor, record, end)
        writes.settle(request.account, request.actor)
    return Answer(204)


# Batches


def batch_read(request: Request, source: str, target: str) -> Answer:
    """An input without associations is an error entry of a 207 [C]."""
    one, other = _kinds(request, source, target, "read")
    default_type(one.key, other.key)
    results: list[Item] = []
    errors: list[Item] = []
    for item in request.inputs(1000, shapes.FETCH):
        record = request.account.find(one.key, str(item.get("id")))
        after = str(item.get("after") or "0")
        found, following = ([], None) if record is None else _page_of(request, record, other.key, int(after), 500)
        if not found:
            errors.append(nothing(one, other, str(item.get("id"))))
            continue
        result: Item = {"from": {"id": str(item["id"])}, "to": found}
        if following:
            result["paging"] = {"next": {"after": following}}
        results.append(result)
    return batch(request, 200, results, errors)


def batch_create(request: Request, source: str, target: str) -> Answer:
    return _link_each(request, source, target, typed=True)


def batch_default(request: Request, source: str, target: str) -> Answer:
    return _link_each(request, source, target, typed=False)


def _link_each(request: Request, source: str, target: str, typed: bool) -> Answer:
    """Each input stands alone; failed ones make it a 207 (assumed)."""
    one, other = _kinds(request, source, target, "write")
    results: list[Item] = []
    errors: list[Item] = []
    for item in request.inputs(2000, shapes.TYPED_PAIR if typed else shapes.PAIR):
        try:
            record, end = _pair(request, item, one, other)
            if typed:
                types = read_types(request.account, one.key, other.key, item.get("types"))
                writes.link(request.account, record, end, with_default(types))
                results.append(_created(request, record, end, types))
            else:
                kind = default_type(one.key, other.key)
                writes.link(request.account, record, end, [kind.type_id])
                results += _both_directions(kind, record, end)
        except Refused as refused:
            errors.append(item_error(refused, fromObjectId=[_id(item, "from")], toObjectId=[_id(item, "to")]))
    writes.settle(request.account, request.actor)
    status = 201 if typed and request.version != "2026-09" else 200  # [S]
    return batch(request, status, results, errors)


def _id(item: Item, key: str) -> str:
    return str(item[key]["id"])


def _pair(request: Request, item: Item, one: Kind, other: Kind) -> tuple[Record, Record]:
    return existing(request.account, one.key, _id(item, "from")), existing(request.account, other.key, _id(item, "to"))


def batch_archive(request: Request, source: str, target: str) -> Answer:
    one, other = _kinds(request, source, target, "write")
    for item in request.inputs(2000, shapes.FAN):
        record = request.account.find(one.key, _id(item, "from"))
        for end in item["to"]:
            found = request.account.find(other.key, str(end["id"]))
            if record and found:
                writes.unlink(request.account, request.actor, record, found)
    writes.settle(request.account, request.actor)
    return _archived(request)


def _archived(request: Request) -> Answer:
    """v4 says nothing, the dated versions send an empty envelope [S]."""
    return Answer(204) if request.version == "v4" else batch(request, 200, [])


def batch_archive_labels(request: Request, source: str, target: str) -> Answer:
    one, other = _kinds(request, source, target, "write")
    for item in request.inputs(2000, shapes.TYPED_PAIR):
        record, end = _pair(request, item, one, other)
        types = read_types(request.account, one.key, other.key, item.get("types"))
        writes.unlink(request.account, request.actor, record, end, [link.type_id for link in types])
    writes.settle(request.account, request.actor)
    return _archived(request)


# v3


def v3_put(request: Request, source: str, source_id: str, target: str, target_id: str, type_name: str) -> Answer:
    """Answers with the record and its associations, as HubSpot's older clients declare."""
    one, other = _ends(request, source, source_id, target, target_id)
    kind = named(request.account, one["kind"], other["kind"], type_name)
    writes.link(request.account, one, other, with_default([kind]))
    writes.settle(request.account, request.actor)
    names = shown_names(one["kind"], [])
    return Answer(
        200, record_json(request.account, one, names, associated=[other["kind"]], origin=origin(request.call))
    )


def v3_delete(request: Request, source: str, source_id: str, target: str, target_id: str, type_name: str) -> Answer:
    one, other = _kinds(request, source, target, "write")
    kind = named(request.account, one.key, other.key, type_name)
    record, end = request.account.find(one.key, source_id), request.account.find(other.key, target_id)
    if record and end:
        whole = links.default(one.key, other.key)
        writes.unlink(request.account, request.actor, record, end, None if kind == whole else [kind.type_id])
        writes.settle(request.account, request.actor)
    return Answer(204)
