"""The OpenAPI document as a page to read, without any script: every operation, what it wants and what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from syncapp.api.document import document

ROLES = {"viewer": "any token", "bookkeeper": "bookkeepers and admins", "admin": "admins"}
ORDER = (
    "Workspace", "Syncs", "Records", "Failures", "Conflicts", "Linking", "Needs approval", "Parked", "Invoices", "Custom Line Item", "Runs",
    "Reconciliation", "Activity", "Alerts", "Configuration",
)  # fmt: skip


@dataclass(frozen=True)
class Type:
    """`text` with `of`, the name of a shape, where it is one: `list of` `Record`."""

    text: str
    of: str = ""


@dataclass(frozen=True)
class Field:
    name: str
    type: Type
    note: str
    needed: bool


@dataclass(frozen=True)
class Shape:
    name: str
    note: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Shown:
    """One operation."""

    name: str
    verb: str
    path: str
    note: str
    who: str
    fields: tuple[Field, ...]
    body: Type | None
    answer: Type
    example: str


@dataclass(frozen=True)
class Section:
    title: str
    operations: tuple[Shown, ...]

    @property
    def anchor(self) -> str:
        return f"about-{slugify(self.title)}"  # an operation of the same name has a place of its own


@require_GET
@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    context = {"sections": sections(), "shapes": shapes(), "about": document()["info"]["description"]}
    return render(request, "api/docs.html", {**context, "site": settings.PUBLIC_URL})


@cache
def sections() -> tuple[Section, ...]:
    found: dict[str, list[Shown]] = {title: [] for title in ORDER}
    for path, verbs in document()["paths"].items():
        for verb, operation in verbs.items():
            found[operation["tags"][0]].append(_shown(path, verb, operation))
    return tuple(Section(title, tuple(some)) for title, some in found.items())


@cache
def shapes() -> tuple[Shape, ...]:
    """What answers and bodies are made of; a list of words stands where it is used."""
    schemas = document()["components"]["schemas"]
    return tuple(
        Shape(name, told.get("description", ""), tuple(_fields(told)))
        for name, told in schemas.items()
        if "properties" in told
    )


def _shown(path: str, verb: str, operation: Mapping[str, Any]) -> Shown:
    fields = [
        Field(one["name"], type_of(one["schema"]), one["schema"].get("description", ""), one.get("required", False))
        for one in operation.get("parameters", ())
    ]
    body = operation.get("requestBody")
    wanted = body["content"]["application/json"]["schema"] if body else None
    answer = next(told for status, told in operation["responses"].items() if status.startswith("2"))
    return Shown(
        operation["operationId"], verb.upper(), path, operation["description"], ROLES[operation["x-role"]], tuple(fields),
        type_of(wanted) if wanted else None, type_of(answer["content"]["application/json"]["schema"]), _example(path, verb, wanted),
    )  # fmt: skip


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    needed = schema.get("required", ())
    for name, told in schema["properties"].items():
        yield Field(name, type_of(told), told.get("description", ""), name in needed)


def type_of(schema: Mapping[str, Any]) -> Type:
    """In words: `text`, `list of Record`, `Money or null`, `hubspot | quickbooks`."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        told = document()["components"]["schemas"][name]
        return type_of(told) if "enum" in told else Type("", name)
    if "anyOf" in schema:
        parts = [type_of(one) for one in schema["anyOf"]]
        of = next((one.of for one in parts if one.of), "")
        return Type(" or ".join(one.text for one in parts if one.text), of)
    if "enum" in schema:
        return Type(" | ".join(one for one in schema["enum"] if one))
    if schema.get("type") == "array":
        inner = type_of(schema["items"])
        return Type(f"list of {inner.text}".strip(), inner.of)
    if isinstance(values := schema.get("additionalProperties"), dict):
        value = type_of(values)
        return Type(f"by name: {value.text}".strip(), value.of)
    named = {"date": "day", "date-time": "time"}.get(schema.get("format", ""))
    return Type(named or {"string": "text", "null": "null"}.get(schema.get("type", ""), schema.get("type", "anything")))


def _example(path: str, verb: str, wanted: Mapping[str, Any] | None) -> str:
    """As one would type it."""
    words = [
        "curl",
        *([f"-X {verb.upper()}"] if verb not in ("get", "post") or not wanted else []),
        '-H "Authorization: Bearer $TOKEN"',
    ]
    words = [word for word in words if word != "-X GET"]
    if wanted and "$ref" in wanted:
        told = document()["components"]["schemas"][wanted["$ref"].rpartition("/")[2]]
        words += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(_body(told), ensure_ascii=False)}'"]
    return " ".join([*words, f"{settings.PUBLIC_URL}{path}"])


def _body(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(told) for name, told in schema["properties"].items() if name in schema.get("required", ())}


def _value(schema: Mapping[str, Any]) -> Any:
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return next(one for one in schema["enum"] if one)
    named = {"date": "2026-11-01"}.get(schema.get("format", ""))
    return named or {"integer": 1, "object": {}}.get(schema.get("type", ""), "…")
