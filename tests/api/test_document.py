"""The OpenAPI document: whole, public, and true of what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client

from syncapp.api.document import document
from tests.api.conftest import Program
from tests.api.routes import ROUTES, filled


def parts(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from parts(one)


def test_it_is_openapi_and_open_to_everybody() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    told = answer.json()
    assert told["openapi"] == "3.1.0"
    assert told == document()
    names = [operation["operationId"] for verbs in told["paths"].values() for operation in verbs.values()]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere() -> None:
    for part in parts(document()):
        if "$ref" in part:
            found: Any = document()
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            assert found


def test_every_operation_says_what_it_does_wants_and_answers() -> None:
    for path, verbs in document()["paths"].items():
        for verb, operation in verbs.items():
            assert operation["description"], path
            assert operation["security"] == [{"Token": []}], path
            assert {"401", "403", "429"} <= set(operation["responses"]), path
            assert ("404" in operation["responses"]) or "{" not in path
            assert operation["tags"], (verb, path)


def test_answers_are_among_those_that_are_documented(admin: Program) -> None:
    for (verb, path), route in ROUTES.items():
        answer = admin.send(verb, filled(admin.shop, path, route.query), route.body)
        told = document()["paths"][f"/api/v1/{path}"][verb]["responses"]
        assert str(answer.status_code) in told, (path, answer.content)
