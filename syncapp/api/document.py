"""The OpenAPI document, made from the operations themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from syncapp.api.problems import TITLES
from syncapp.api.service import api
from syncapp.queries.rights import RIGHTS, Right
from syncapp.storage.models.tokens import LEAST_FIRST

PROBLEM = "application/problem+json"
_RULES = re.compile(r" \((?:[SAB]\d+(?:, )?)+\)")  # which rule is meant is for our own code
_REFERENCE = re.compile(r'"#/components/schemas/(\w+)"')
SHAPE: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, in a sentence for people"},
        "errors": {"type": "array", "items": {"type": "object"}, "description": "Where in the request, with 422"},
    },
}


@require_GET
@login_not_required
def openapi(request: HttpRequest) -> JsonResponse:
    """It holds nobody's data, so it needs no token."""
    return JsonResponse(document())


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1, with who may and with the problems that every operation can answer."""
    made: dict[str, Any] = json.loads(_RULES.sub("", json.dumps(api.get_openapi_schema(path_prefix="api/v1/"))))
    rights = dict(_rights())
    parts = made["components"]
    parts["schemas"] = _used(parts["schemas"], made["paths"])
    parts["schemas"]["Problem"] = SHAPE
    parts["responses"] = {str(status): _answer(status) for status in TITLES}
    for path, verbs in made["paths"].items():
        for verb, operation in verbs.items():
            operation["x-role"] = least_role(rights[operation["operationId"]])
            operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
            for status in _problems(path, verb, operation):
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
    return made


def _rights() -> Iterator[tuple[str, Right]]:
    for _, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                token: Any = operation.auth_callbacks[0]
                yield api.get_openapi_operation_id(operation), token.right


def least_role(right: Right) -> str:
    return next(role.value for role in LEAST_FIRST if right in RIGHTS[role])


def _used(schemas: dict[str, Any], told: Any) -> dict[str, Any]:
    """Those that something refers to: the filters of lists stand as parameters."""
    found: dict[str, Any] = {}
    wanted = _REFERENCE.findall(json.dumps(told))
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = schemas[name]
            wanted += _REFERENCE.findall(json.dumps(schemas[name]))
    return {name: schemas[name] for name in sorted(found)}


def _answer(status: int) -> dict[str, Any]:
    told = {"description": TITLES[status], "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    if status == 429:
        told["headers"] = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}}
    return told


def _problems(path: str, verb: str, operation: dict[str, Any]) -> list[int]:
    taken = [401, 403, 429, 500]
    if operation.get("parameters") or "requestBody" in operation:
        taken.append(422)
    if "{" in path or path.endswith("/rows"):
        taken.append(404)
    if verb != "get":
        taken += [409]
    if "requestBody" in operation:
        taken += [400, 413]
    return sorted(taken)
