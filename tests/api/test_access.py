"""Every operation × no token, a wrong one, one that has ended, one of another workspace, one that may too little."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from syncapp.actions.tokens import PER_MINUTE, make
from syncapp.api.urls import urlpatterns
from syncapp.queries.rights import RIGHTS
from syncapp.storage.models import Activity, ApiToken
from tests.api.conftest import Program, program
from tests.api.routes import ROUTES, filled, operations
from tests.web.conftest import CANARY, Shop, queries, writes

SETS = [(verb, path, route) for (verb, path), route in ROUTES.items()]


def answers(asking: Program) -> dict[str, int]:
    """What each operation says, asked for rows of the program's shop."""
    return {
        f"{verb} {path}": asking.send(verb, filled(asking.shop, path, route.query), route.body).status_code
        for verb, path, route in SETS
    }


def test_every_operation_has_a_row() -> None:  # SEC1
    assert set(operations()) == set(ROUTES)


def test_no_address_is_left_out_of_the_document() -> None:
    """Beside the operations there are only the document, its page, the monitor's numbers (B13), and what says that there
    is nothing else."""
    told = {str(one.pattern) for one in urlpatterns}
    documented = {f"api/v1/{path}".replace("{id}", "<int:id>") for _, path in operations()}
    documented = {path.replace("{", "<").replace("}", ">") for path in documented}
    assert told - documented <= {"metrics", "api/v1/openapi.json", "api/v1/docs", "api/<path:rest>"}


def test_without_a_token_nothing_is_told(set_up: Shop) -> None:
    assert set(answers(Program(set_up)).values()) == {401}
    assert set(answers(Program(set_up, "syncapp_guessed")).values()) == {401}


def test_a_session_of_the_browser_counts_for_nothing(set_up: Shop) -> None:  # SEC23: so no forged form can do anything
    client = set_up.client("owner")
    for verb, path, route in SETS:
        answer = getattr(client, verb)(f"/api/v1/{filled(set_up, path, route.query)}")
        assert answer.status_code == 401, path
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_has_ended_is_refused_everywhere(admin: Program) -> None:
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert set(answers(admin).values()) == {401}
    ApiToken.objects.update(expires_at=None, revoked_at=timezone.now())
    assert set(answers(admin).values()) == {401}


@pytest.mark.parametrize("role", ["viewer", "bookkeeper", "admin"])
def test_each_role_is_refused_what_it_may_not(set_up: Shop, role: str) -> None:  # SEC6, B12
    told = answers(program(set_up, role))
    for verb, path, route in SETS:
        assert (told[f"{verb} {path}"] == 403) is (route.right not in RIGHTS[role]), path


def test_rows_of_another_workspace_are_not_there(set_up: Shop) -> None:  # SEC2: 404, never 403
    stranger = Program(set_up, make(set_up.other.memberships.get(), "Theirs", "admin").secret)
    told = answers(stranger)
    assert {told[f"{verb} {path}"] for verb, path, route in SETS if "{id}" in path} == {404}


def test_lists_hold_nothing_of_another_workspace(admin: Program) -> None:  # SEC2
    admin.shop.other.records.update(label="Elsewhere's own", number="Elsewhere")
    for verb, path, route in SETS:
        if verb == "get":
            answer = admin.send(verb, filled(admin.shop, path, route.query))
            assert b"Elsewhere" not in answer.content, path
            assert CANARY.encode() not in answer.content, path  # SEC13


def test_reading_writes_nothing_but_the_use_of_the_token(admin: Program) -> None:  # SEC24
    for verb, path, route in SETS:
        if verb == "get":
            with queries() as asked:
                admin.send(verb, filled(admin.shop, path, route.query))
            assert [one for one in writes(asked) if "apitoken" not in one] == [], path


def test_too_many_requests_are_told_when_to_come_back(viewer: Program) -> None:
    viewer.get("status")
    ApiToken.objects.update(used=PER_MINUTE)
    answer = viewer.send("get", "status")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_what_is_done_through_a_token_says_so(bookkeeper: Program) -> None:  # B12: who did what, and by what
    bookkeeper.post("reconciliation", {"from": "2026-11-01", "to": "2026-11-30"}, status=202)
    entry = Activity.objects.get(kind="reconciled")
    assert (entry.actor, entry.through) == (bookkeeper.shop.people["bookkeeper"], "A bookkeeper")
    content = bookkeeper.shop.client("owner").get(bookkeeper.shop.url("activity/")).content.decode()
    assert "bookkeeper@example.com through “A bookkeeper”" in content


@pytest.mark.parametrize(
    ("verb", "path", "body", "status"),
    [
        ("get", "nothing", None, 404),
        ("get", "records/999999", None, 404),
        ("get", "records/none", None, 404),
        ("get", "records?until=0", None, 422),
        ("get", "records?q=a%00b", None, 422),
        ("get", "runs/1/activity?what=newly_failing&system=hubspot", None, 422),  # it stands on both sides
        ("get", "runs/1/activity?object=invoices", None, 422),
        ("post", "failures/a%00b/retry", {}, 422),
        ("post", "records/1/ignore", {"reason": "a\0b"}, 422),
        ("post", "nothing", {}, 404),
        ("patch", "alerts/rules", {"digest_hour": False}, 422),
        ("delete", "records", None, 405),
        ("get", "records?limit=1000", None, 422),
        ("get", "records?object=deals", None, 422),
        ("post", "reconciliation", {"from": "2026-11-30", "to": "2026-11-01"}, 422),
        ("post", "reconciliation", {}, 422),
    ],
)
def test_what_is_wrong_comes_as_a_problem(admin: Program, verb: str, path: str, body: object, status: int) -> None:
    answer = admin.send(verb, path, body)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["detail"]
    assert told["title"]


def test_an_address_that_there_is_not_needs_no_form(admin: Program) -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/v1/records/0.5/retry")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_body_that_is_too_large_or_no_json_is_refused(admin: Program) -> None:
    large = admin.send("post", "reconciliation", {"from": "x" * 1_100_000})
    assert large.status_code == 413
    assert admin.send("post", "reconciliation", {"from": "x" * 3_000_000}).status_code == 413
    broken = Program(admin.shop, admin.secret).send(
        "post", "reconciliation", None, data="{", content_type="application/json"
    )
    assert broken.status_code == 400
