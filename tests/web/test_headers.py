"""What every answer tells the browser, errors and files included."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from tests.web.conftest import Shop

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("canary in a traceback")


urlpatterns = [path("breaks/", breaks), path("", include("syncapp.urls"))]
handler403 = "syncapp.web.errors.forbidden"
handler404 = "syncapp.web.errors.not_found"
handler500 = "syncapp.web.errors.broken"


def guarded(answer: Any) -> None:
    told = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert told == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer  # SEC28


@pytest.mark.parametrize(
    ("role", "url", "status"),
    [
        ("owner", "", 200),
        ("owner", "integrations/quickbooks/?tab=overview", 200),
        ("owner", "no-such-page/", 404),
        ("stranger", "", 404),
        ("nobody", "", 302),
    ],
)
def test_every_answer_is_guarded_and_kept_by_no_cache(
    shop: Shop, role: str, url: str, status: int
) -> None:  # SEC26, SEC27, SEC29
    answer = shop.client(role).get(shop.url(url))
    assert answer.status_code == status
    guarded(answer)
    assert answer["Cache-Control"] == "no-store"


def test_a_refusal_is_a_page_that_says_who_may(shop: Shop) -> None:
    answer = shop.client("viewer").post(shop.url("pause/"))
    assert answer.status_code == 403
    guarded(answer)
    assert b"Owners, admins and bookkeepers may pause" in answer.content


def test_files_are_guarded_and_may_be_kept(client: Client, db: None) -> None:
    answer = client.get("/static/syncapp.css")
    assert answer.status_code == 200
    guarded(answer)
    assert "no-store" not in answer["Cache-Control"]
    answer.close()


@override_settings(ROOT_URLCONF="tests.web.test_headers")
def test_a_broken_page_shows_a_number_and_nothing_of_the_inside(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:  # SEC42
    client = shop.client("owner")
    client.raise_request_exception = False
    answer = client.get("/breaks/")
    assert answer.status_code == 500
    guarded(answer)
    assert b"canary in a traceback" not in answer.content
    incident = next(record.args[0] for record in caplog.records if "incident" in record.getMessage())
    assert incident.encode() in answer.content


def test_a_form_without_its_token_is_refused_in_plain_words(shop: Shop) -> None:  # SEC23
    client = Client(enforce_csrf_checks=True)
    client.force_login(shop.people["owner"], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(shop.url("pause/"))
    assert answer.status_code == 403
    assert b"This form is too old" in answer.content
    shop.workspace.refresh_from_db()
    assert not shop.workspace.paused


def test_no_page_carries_script_or_style_of_its_own(shop: Shop) -> None:  # SEC26
    client = shop.client("owner")
    overview = "integrations/quickbooks/?tab=overview"
    for url in ("", "integrations/quickbooks/", overview, f"{overview}&view=records", "settings/members/"):
        content = client.get(shop.url(url)).content.decode()
        assert " style=" not in content, url
        assert "<style" not in content, url
        assert " onclick=" not in content, url
        assert "<script>" not in content, url


def check(**environment: str) -> subprocess.CompletedProcess[str]:
    base = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(command, cwd=root, env={**base, **environment}, capture_output=True, text=True, check=False)


def test_a_deployed_program_passes_djangos_own_check(tmp_path: Path) -> None:  # SEC41
    done = check(
        SECRET_KEY="k9#" * 25 + "abcdefgh",
        ENCRYPTION_KEYS="MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        ALLOWED_HOSTS="sync.example.com",
        PUBLIC_URL="https://sync.example.com",
        DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}",
    )
    assert done.returncode == 0, done.stderr


def test_an_address_that_is_none_is_one_clear_sentence(tmp_path: Path) -> None:
    done = check(
        DEBUG="1", SECRET_KEY="x", PUBLIC_URL="sync.example.com", DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}"
    )
    assert done.returncode != 0
    assert "PUBLIC_URL is 'sync.example.com': it must be the address of this program" in done.stderr
