"""The one pipeline of deals and of tickets that a new account has, and no custom objects: to be read only."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot.definitions.beside import TICKET_PIPELINES, TICKET_STAGES
from syncapp.sandbox.hubspot.definitions.deal import PIPELINES, STAGES
from syncapp.sandbox.hubspot.details import OPENED
from syncapp.sandbox.hubspot.errors import not_found
from syncapp.sandbox.hubspot.request import Request, schema_scopes

Item = dict[str, Any]
_TABLE = {"deals": (PIPELINES[0], STAGES), "tickets": (TICKET_PIPELINES[0], TICKET_STAGES)}
_CLOSED = {"closedwon": "1.0", "closedlost": "0.0", "4": ""}


def _dated(text: str, order: int, **more: Any) -> Item:
    """`id:label` as both pipelines and stages begin."""
    name, _, label = text.partition(":")
    found = {"id": name, "label": label, "displayOrder": order, "archived": False}
    return found | {"createdAt": OPENED, "updatedAt": OPENED, **more}


def _stage(kind: str, text: str, order: int) -> Item:
    name = text.partition(":")[0]
    metadata = {"isClosed": "true" if name in _CLOSED else "false"}
    if kind == "deals":  # how probable it is that the deal is won: assumed in between
        metadata["probability"] = _CLOSED.get(name, f"0.{order + 2}")
    else:
        metadata["ticketState"] = "CLOSED" if name in _CLOSED else "OPEN"
    return _dated(text, order, metadata=metadata, writePermissions="CRM_PERMISSIONS_ENFORCEMENT")


def _all(request: Request, type_name: str) -> list[Item]:
    kind = request.kind(type_name)
    request.need(*schema_scopes(kind, "read"))
    if kind.key not in _TABLE:
        return []
    pipeline, stages = _TABLE[kind.key]
    shown = [_stage(kind.key, text, order) for order, text in enumerate(stages)]
    return [_dated(pipeline, 0, stages=shown)]


def listing(request: Request, type_name: str) -> Answer:
    return Answer(200, {"results": _all(request, type_name)})


def _one(found: list[Item], wanted: str) -> Item:
    one = next((item for item in found if item["id"] == wanted), None)
    if one is None:
        raise not_found()
    return one


def read(request: Request, type_name: str, pipeline: str) -> Answer:
    return Answer(200, _one(_all(request, type_name), pipeline))


def stages(request: Request, type_name: str, pipeline: str) -> Answer:
    return Answer(200, {"results": _one(_all(request, type_name), pipeline)["stages"]})


def stage(request: Request, type_name: str, pipeline: str, stage_id: str) -> Answer:
    return Answer(200, _one(_one(_all(request, type_name), pipeline)["stages"], stage_id))


def schemas(request: Request) -> Answer:
    """The custom objects of the account: there are none."""
    request.need("crm.schemas.custom.read")
    return Answer(200, {"results": []})
