"""The looker itself: it sees what is missing, unknown, of another type or no such word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clients.shapes.form import Forms
from tests.clients.shapes.hubspot_routes import problems

FORMS = Forms({
    "Box": 'name string\nkind "big"|"small"\nparts? [Part]\nnotes? {string|null}',
    "Part": "id digits\nmade? moment",
})  # fmt: skip
GOOD: dict[str, Any] = {
    "name": "x",
    "kind": "big",
    "parts": [{"id": "7", "made": "2026-11-02T09:00:00.000Z"}],
}


def test_a_value_that_keeps_to_its_form_has_no_problems() -> None:
    assert FORMS.problems(GOOD | {"notes": {"a": "b", "c": None}}, "Box") == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": None}, "answer.name: None is no string"),
        ({"kind": "huge"}, "answer.kind: 'huge' is not \"big\""),
        ({"extra": 1}, "answer: Box knows no extra"),
        ({"parts": {}}, "answer.parts: {} is no list"),
        ({"parts": [{}]}, "answer.parts[0]: id is missing from Part"),
        ({"parts": [{"id": 7}]}, "answer.parts[0].id: 7 is no digits"),
        ({"parts": [{"id": "7", "made": "2026-11-02"}]}, "answer.parts[0].made: '2026-11-02' is no moment"),
        ({"notes": {"a": True}}, "answer.notes.a: True is no string"),
    ],
)
def test_each_departure_is_told(change: dict[str, Any], told: str) -> None:
    assert FORMS.problems(GOOD | change, "Box") == [told]


RECORD = {
    "id": "1", "properties": {"name": None}, "createdAt": "2026-11-02T09:00:00.000Z",
    "updatedAt": "2026-11-02T09:00:00.000Z", "archived": False,
}  # fmt: skip
BATCH = {
    "status": "COMPLETE", "results": [RECORD], "startedAt": RECORD["createdAt"], "completedAt": RECORD["createdAt"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "status", "data"),
    [
        ("GET", "/crm/v3/objects/contacts/1", 200, RECORD),
        ("GET", "/crm/objects/2026-03/contacts/1", 200, RECORD | {"associations": {}}),
        ("POST", "/crm/v3/objects/contacts/batch/read", 207, BATCH | {"numErrors": 0, "errors": []}),
        ("POST", "/crm/objects/2026-09/contacts/batch/read", 200, BATCH | {"numErrors": 0, "errors": []}),
        ("DELETE", "/crm/v3/objects/contacts/1", 204, None),
        ("POST", "/crm/associations/2026-09/a/b/batch/archive", 200, BATCH | {"results": []}),
    ],
)
def test_answers_are_known_by_route_version_and_status(method: str, path: str, status: int, data: Any) -> None:
    assert problems(method, path, status, data) == []


@pytest.mark.parametrize(
    ("method", "path", "status", "data"),
    [
        ("GET", "/crm/v3/objects/contacts/1", 201, RECORD),  # another status
        ("PATCH", "/crm/v3/objects/contacts/1", 200, RECORD | {"associations": {}}),  # of reading only
        ("POST", "/crm/v3/objects/contacts/batch/read", 200, BATCH | {"errors": []}),  # errors without 207
        ("POST", "/crm/objects/2026-09/contacts/batch/read", 207, BATCH),  # which has no 207
        ("DELETE", "/crm/v3/objects/contacts/1", 204, {}),  # a body where none is
        ("POST", "/crm/v4/associations/a/b/batch/archive", 200, BATCH | {"results": []}),
        ("GET", "/crm/v3/objects/contacts/1/notes", 200, RECORD),  # no such route
        ("GET", "/crm/v3/objects/contacts/1", 404, {"status": "error", "message": "m"}),  # half an error
    ],
)
def test_an_answer_of_another_route_version_or_status_is_not_taken(
    method: str, path: str, status: int, data: Any
) -> None:
    assert problems(method, path, status, data) != []
