"""Associations by the names of version 3: batches, and which types a pair has [S]."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer, Refused
from syncapp.sandbox.hubspot import labels, links, shapes, writes
from syncapp.sandbox.hubspot.errors import entry, item_error
from syncapp.sandbox.hubspot.kinds import Kind
from syncapp.sandbox.hubspot.linking import default_type, existing, no_type, with_default
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.responses import batch, link_page

MOST = 2000  # inputs of a batch, as in v4: assumed
Item = dict[str, Any]


def named(account: Account, source: str, target: str, given: str) -> links.LinkType:
    """By number or by name."""
    for link in labels.between(account, source, target):
        if given in {str(link.type_id), link.name}:
            return link
    raise no_type(given)


def types(request: Request, source: str, target: str) -> Answer:
    one, other = request.kind(source, "read"), request.kind(target, "read")
    found = labels.between(request.account, one.key, other.key)
    return Answer(200, {"results": [{"id": str(link.type_id), "name": link.name} for link in found]})


def read(request: Request, source: str, target: str) -> Answer:
    """An input without associations is left out of the results and told as an error, as in v4 (assumed)."""
    one, other = request.kind(source, "read"), request.kind(target, "read")
    default_type(one.key, other.key)
    results: list[Item] = []
    errors: list[Item] = []
    for item in request.inputs(1000, shapes.RECORD_ID):
        record = request.account.find(one.key, str(item["id"]))
        entries = link_page(request.account, record, other.key)[0] if record else []
        if entries:
            results.append({"from": {"id": str(item["id"])}, "to": entries})
        else:
            errors.append(nothing(one, other, str(item["id"])))
    return batch(request, 200, results, errors)


def nothing(one: Kind, other: Kind, record_id: str) -> Item:
    context = {
        "fromObjectId": [record_id],
        "fromObjectType": [one.singular],
        "toObjectType": [other.singular],
    }
    text = f"No {other.singular} is associated with {one.singular} {record_id}."
    return entry("OBJECT_NOT_FOUND", text, context, sub="crm.associations.NO_ASSOCIATIONS_FOUND")


def create(request: Request, source: str, target: str) -> Answer:
    """Each input stands alone, as in v4 (assumed)."""
    one, other = request.kind(source, "write"), request.kind(target, "read")
    results: list[Item] = []
    errors: list[Item] = []
    for item in request.inputs(MOST, shapes.V3_PAIR):
        ends = str(item["from"]["id"]), str(item["to"]["id"])
        try:
            record, end, kind = _input(request, one, other, item)
            writes.link(request.account, record, end, with_default([kind]))
        except Refused as refused:
            errors.append(item_error(refused, fromObjectId=[ends[0]], toObjectId=[ends[1]]))
            continue
        results.append({"from": {"id": ends[0]}, "to": {"id": ends[1]}, "type": kind.name})
    writes.settle(request.account, request.actor)
    return batch(request, 201, results, errors)


def _input(request: Request, one: Kind, other: Kind, item: Item) -> tuple[Record, Record, links.LinkType]:
    kind = named(request.account, one.key, other.key, str(item["type"]))
    record = existing(request.account, one.key, str(item["from"]["id"]))
    return record, existing(request.account, other.key, str(item["to"]["id"])), kind


def archive(request: Request, source: str, target: str) -> Answer:
    """The pair's own type takes all of it along; what is not there is passed over (assumed)."""
    one, other = request.kind(source, "write"), request.kind(target, "read")
    for item in request.inputs(MOST, shapes.V3_PAIR):
        kind = named(request.account, one.key, other.key, str(item["type"]))
        record = request.account.find(one.key, str(item["from"]["id"]))
        end = request.account.find(other.key, str(item["to"]["id"]))
        if record and end:
            whole = links.default(one.key, other.key)
            writes.unlink(request.account, request.actor, record, end, None if kind == whole else [kind.type_id])
    writes.settle(request.account, request.actor)
    return Answer(204)
