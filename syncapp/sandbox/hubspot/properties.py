"""Property definitions and their groups."""

from __future__ import annotations

import re
from typing import Any

from syncapp.sandbox.call import Answer, Refused
from syncapp.sandbox.hubspot import shapes
from syncapp.sandbox.hubspot.definitions.table import definition as built
from syncapp.sandbox.hubspot.errors import entry, item_error, not_found, refusal, validation
from syncapp.sandbox.hubspot.kinds import Kind
from syncapp.sandbox.hubspot.request import Request, schema_scopes
from syncapp.sandbox.hubspot.responses import batch

FIELD_TYPES = {
    "string": {"text", "textarea", "phonenumber", "html", "file"},
    "number": {"number"},
    "date": {"date"},
    "datetime": {"date"},
    "enumeration": {"select", "radio", "checkbox", "booleancheckbox"},
    "bool": {"booleancheckbox", "radio", "select"},
    "phone_number": {"phonenumber"},
}
UNIQUE_MOST = 10  # per object [D]
CHANGEABLE = ("label", "description", "groupName", "fieldType", "displayOrder", "formField", "hidden")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
Item = dict[str, Any]


def _kind(request: Request, name: str, action: str) -> Kind:
    kind = request.kind(name)
    request.need(*schema_scopes(kind, action))
    return kind


def _living(request: Request, kind: Kind, name: str) -> Item:
    found = request.account.fields.get(kind.key, name)
    if found is None:
        raise _no_property(name)
    return found


def _no_property(name: str) -> Refused:
    return not_found(f"The property named {name} does not exist.")


def listing(request: Request, type_name: str) -> Answer:
    """All at once, without paging [S]; sensitive ones are asked for apart, and there are none."""
    kind, archived = _kind(request, type_name, "read"), request.flag("archived")
    sensitivity = request.call.param("dataSensitivity", "non_sensitive")
    found = request.account.fields.of(kind.key).values()
    shown = [one for one in found if one["archived"] == archived and one["dataSensitivity"] == sensitivity]
    return Answer(200, {"results": shown})


def read(request: Request, type_name: str, name: str) -> Answer:
    kind = _kind(request, type_name, "read")
    found = request.account.fields.of(kind.key).get(name)
    if found is None or found["archived"] != request.flag("archived"):
        raise _no_property(name)
    return Answer(200, found)


def create(request: Request, type_name: str) -> Answer:
    kind = _kind(request, type_name, "write")
    found = _new(request, kind, request.body(shapes.PROPERTY))
    _keep(request, kind, found)
    return Answer(201, found)


def _keep(request: Request, kind: Kind, found: Item) -> None:
    account = request.account
    account.fields.put(kind.key, found)
    if found["hasUniqueValue"]:
        account.index.track(kind.key, found["name"], account.store.all(kind.key))


def _new(request: Request, kind: Kind, body: Item) -> Item:
    """The definition that a creation asks for, or its refusal."""
    name, fields = str(body["name"]), request.account.fields
    if not str(body["label"]).strip():
        raise validation("The property label cannot be blank.", code="INVALID_LABEL", propertyName=[name])  # assumed
    if not _NAME.fullmatch(name):
        raise validation(
            f"Property name {name} is invalid: lower case letters, digits and _ only.",
            code="INVALID_NAME",
            propertyName=[name],
        )
    if fields.get(kind.key, name):
        raise refusal(
            409, "OBJECT_ALREADY_EXISTS", f"A property named '{name}' already exists."
        )  # category assumed [C]
    if body["fieldType"] not in FIELD_TYPES.get(str(body["type"]), ()):
        raise validation(
            f"fieldType {body['fieldType']} is not valid for type {body['type']}.",
            code="INVALID_TYPE",
            propertyName=[name],
        )
    _check_group(request, kind, str(body["groupName"]))
    unique = body.get("hasUniqueValue") is True
    if unique and len(fields.unique(kind.key)) >= UNIQUE_MOST:
        raise validation(
            f"{kind.label} has {UNIQUE_MOST} unique properties already.",
            code="UNIQUE_PROPERTY_LIMIT",
            propertyName=[name],
        )
    found = built(name, str(body["label"]), body["type"], body["fieldType"], "", str(body["groupName"]))
    found |= _own(request, body) | {"hasUniqueValue": unique}
    if body["type"] != "bool":
        found["options"] = _options(body)
    return found


def _own(request: Request, body: Item) -> Item:
    """What tells a custom property from a built-in one."""
    now = request.account.now()
    return {
        "description": str(body.get("description") or ""),
        "displayOrder": body.get("displayOrder", -1),
        "hidden": body.get("hidden") is True,
        "formField": body.get("formField") is True,
        "hubspotDefined": False,
        "modificationMetadata": {
            "archivable": True,
            "readOnlyDefinition": False,
            "readOnlyOptions": False,
            "readOnlyValue": False,
        },
        "createdAt": now,
        "updatedAt": now,
    }


def _options(body: Item) -> list[Item]:
    given = body.get("options") or []
    if body["type"] == "enumeration" and not given and not body.get("externalOptions"):
        raise validation(
            "An enumeration needs options.", code="MISSING_OPTIONS", propertyName=[str(body["name"])]
        )  # assumed
    values = [str(one.get("value")) for one in given]
    if len(set(values)) < len(values):
        raise validation(
            "Property option values have to be distinct.",
            code="INVALID_OPTION",
            propertyName=[str(body["name"])],
        )
    return [
        {
            "label": str(one.get("label")),
            "value": str(one.get("value")),
            "displayOrder": one.get("displayOrder", order),
            "hidden": one.get("hidden") is True,
        }
        for order, one in enumerate(given)
    ]


def _check_group(request: Request, kind: Kind, name: str) -> None:
    if name not in request.account.fields.groups(kind.key):
        raise validation(f"The property group {name} does not exist.", code="INVALID_GROUP", groupName=[name])


def change(request: Request, type_name: str, name: str) -> Answer:
    """Custom ones by their definition's rights; a person may change the built-ins' labels and options too (assumed)."""
    kind, body = _kind(request, type_name, "write"), request.body(shapes.PROPERTY_CHANGE)
    found = _living(request, kind, name)
    if found["modificationMetadata"]["readOnlyDefinition"] and not request.actor.user:
        raise validation(f"The definition of {name} is read only.", code="READ_ONLY_DEFINITION", propertyName=[name])
    if body.get("groupName"):
        _check_group(request, kind, str(body["groupName"]))
    updated = {
        **found,
        **{key: body[key] for key in CHANGEABLE if key in body},
        "updatedAt": request.account.now(),
    }
    if "options" in body:
        updated["options"] = _options({**found, **body})
    request.account.fields.put(kind.key, updated)
    return Answer(200, updated)


def archive(request: Request, type_name: str, name: str) -> Answer:
    """Custom ones only [S]; gone already is 404 (assumed)."""
    kind = _kind(request, type_name, "write")
    found = _living(request, kind, name)
    if not found["modificationMetadata"]["archivable"]:
        raise validation(
            f"{name} is defined by HubSpot and cannot be deleted.", code="NOT_ARCHIVABLE", propertyName=[name]
        )
    request.account.fields.put(kind.key, {**found, "archived": True, "archivedAt": request.account.now()})
    return Answer(204)


# Batches


def batch_read(request: Request, type_name: str) -> Answer:
    kind = _kind(request, type_name, "read")
    archived = request.body(shapes.PROPERTY_NAMES).get("archived") is True
    known = request.account.fields.of(kind.key)
    names = [str(one.get("name")) for one in request.inputs(100)]
    found = [known[name] for name in names if name in known and known[name]["archived"] == archived]
    missing = [name for name in names if name not in known or known[name]["archived"] != archived]
    errors = [entry("OBJECT_NOT_FOUND", "Some properties do not exist.", {"name": missing})] if missing else []
    return batch(request, 200, found, errors)


def batch_create(request: Request, type_name: str) -> Answer:
    """Each input stands alone [S: 207]."""
    kind = _kind(request, type_name, "write")
    results, errors = [], []
    for one in request.inputs(100, shapes.PROPERTY):
        try:
            found = _new(request, kind, one)
        except Refused as refused:
            errors.append(item_error(refused, name=[str(one.get("name"))]))
            continue
        _keep(request, kind, found)
        results.append(found)
    return batch(request, 200 if request.version == "2026-09" else 201, results, errors)  # [S]


def batch_archive(request: Request, type_name: str) -> Answer:
    """204 whatever their state: active, archived or not there [S]."""
    kind = _kind(request, type_name, "write")
    for one in request.inputs(100, shapes.PROPERTY_NAME):
        if request.account.fields.get(kind.key, str(one["name"])) is not None:
            archive(request, type_name, str(one["name"]))
    return Answer(204)


# Groups


def groups(request: Request, type_name: str) -> Answer:
    kind = _kind(request, type_name, "read")
    return Answer(
        200,
        {"results": [one for one in request.account.fields.groups(kind.key).values() if not one["archived"]]},
    )


def create_group(request: Request, type_name: str) -> Answer:
    kind, body = _kind(request, type_name, "write"), request.body(shapes.GROUP)
    if str(body["name"]) in request.account.fields.groups(kind.key):
        raise refusal(409, "OBJECT_ALREADY_EXISTS", f"A property group named '{body['name']}' already exists.")  # [C]
    group = {
        "name": str(body["name"]),
        "label": str(body["label"]),
        "displayOrder": body.get("displayOrder", -1),
        "archived": False,
    }
    request.account.fields.put_group(kind.key, group)
    return Answer(201, group)


def _group(request: Request, kind: Kind, name: str) -> Item:
    found = request.account.fields.groups(kind.key).get(name)
    if found is None or found["archived"]:
        raise not_found(f"The property group named {name} does not exist.")
    return found


def read_group(request: Request, type_name: str, name: str) -> Answer:
    return Answer(200, _group(request, _kind(request, type_name, "read"), name))


def change_group(request: Request, type_name: str, name: str) -> Answer:
    kind, body = _kind(request, type_name, "write"), request.body(shapes.GROUP_CHANGE)
    changed = {key: body[key] for key in ("label", "displayOrder") if key in body}
    group = _group(request, kind, name) | changed
    request.account.fields.put_group(kind.key, group)
    return Answer(200, group)


def archive_group(request: Request, type_name: str, name: str) -> Answer:
    kind = _kind(request, type_name, "write")
    request.account.fields.put_group(kind.key, {**_group(request, kind, name), "archived": True})
    return Answer(204)
