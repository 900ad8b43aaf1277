"""The OpenAPI document: whole, public, and true of what is answered."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.test import Client
from pydantic import BaseModel

from syncapp.api.document import document
from syncapp.queries.rights import RIGHTS
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


def test_no_two_shapes_have_one_name() -> None:
    """Of two the document would have one."""
    modules = [module for name, module in sys.modules.items() if name.startswith("syncapp.api.")]
    found = {
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, BaseModel)
    }
    names = Counter(one.__name__ for one in found if one.__module__.startswith("syncapp.api."))
    assert [name for name, number in names.items() if number > 1] == []
    assert "Problem" not in names  # that of errors


def test_it_says_who_may() -> None:
    for path, verbs in document()["paths"].items():
        for verb, operation in verbs.items():
            right = ROUTES[verb, path.removeprefix("/api/v1/")].right
            assert operation["x-role"] == next(
                role for role in ("viewer", "bookkeeper", "admin") if right in RIGHTS[role]
            )


def test_it_names_no_rule_of_ours() -> None:
    assert re.findall(r"\([SAB]\d+", str(document())) == []


def test_its_page_has_every_operation_and_needs_no_script() -> None:
    content = Client().get("/api/v1/docs").content.decode()
    for path, verbs in document()["paths"].items():
        for operation in verbs.values():
            assert f'id="{operation["operationId"]}"' in content
            assert f"<code>{path}</code>" in content
    linked = set(re.findall(r'href="#([\w-]+)"', content))
    assert linked <= set(re.findall(r'id="([\w-]+)"', content))
    assert "onclick" not in content
    assert {*re.findall(r"<script[^>]*>(.*?)</script>", content)} == {""}


def test_answers_are_among_those_that_are_documented(admin: Program) -> None:
    for (verb, path), route in ROUTES.items():
        answer = admin.send(verb, filled(admin.shop, path, route.query), route.body)
        told = document()["paths"][f"/api/v1/{path}"][verb]["responses"]
        assert str(answer.status_code) in told, (path, answer.content)
