"""Definitions in their older form, which readers that were written for it still ask for [C]; reading only."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot.request import Request, schema_scopes
from syncapp.sandbox.hubspot.values import parse_moment

KEPT = (
    "name", "label", "description", "groupName", "type", "fieldType", "hidden", "displayOrder", "calculated",
    "externalOptions", "hasUniqueValue", "formField",
)  # fmt: skip
# Told as nothing in recorded answers.
EMPTY = (
    "fieldLevelPermission", "externalOptionsReferenceType", "optionSortStrategy", "numberDisplayHint", "textDisplayHint",
    "searchTextAnalysisMode", "optionsAreMutable", "currencyPropertyName", "createdUserId", "updatedUserId",
)  # fmt: skip


def listing(request: Request, type_name: str) -> Answer:
    """A bare list of those that are not archived."""
    kind = request.kind(type_name)
    request.need(*schema_scopes(kind, "read"))
    found = request.account.fields.of(kind.key).values()
    return Answer(200, [_older(one) for one in found if not one["archived"]])


def _older(one: dict[str, Any]) -> dict[str, Any]:
    """Times in milliseconds, rights beside the rest."""
    rights = one["modificationMetadata"]
    return {
        **{name: one[name] for name in KEPT},
        **dict.fromkeys(EMPTY),
        "options": [{**option, "description": "", "readOnly": False, "doubleData": 0.0} for option in one["options"]],
        "referencedObjectType": one.get("referencedObjectType"),
        "showCurrencySymbol": one.get("showCurrencySymbol", False),
        "readOnlyValue": rights["readOnlyValue"],
        "readOnlyDefinition": rights["readOnlyDefinition"],
        "mutableDefinitionNotDeletable": False,
        "hubspotDefined": True if one["hubspotDefined"] else None,
        "createdAt": _milliseconds(one.get("createdAt")),
        "updatedAt": _milliseconds(one.get("updatedAt")),
        "deleted": False,
        "favorited": False,
        "favoritedOrder": -1,
        "searchableInGlobalSearch": False,
        "isCustomizedDefault": False,
        "displayMode": "current_value",
    }


def _milliseconds(text: str | None) -> int | None:
    moment = parse_moment(text) if text else None
    return int(moment.timestamp() * 1000) if moment else None
