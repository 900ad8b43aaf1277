"""The OpenAPI document, made from the operations themselves."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from syncapp.api.problems import TITLES
from syncapp.api.service import api

JSON, PROBLEM = "application/json", "application/problem+json"
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
    """OpenAPI 3.1, with the problems that every operation can answer."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    parts = made["components"]
    parts["schemas"]["Problem"] = SHAPE
    parts["responses"] = {str(status): _answer(status) for status in TITLES}
    for path, verbs in made["paths"].items():
        for verb, operation in verbs.items():
            operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
            for status in _problems(path, verb, operation):
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
    return made


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
