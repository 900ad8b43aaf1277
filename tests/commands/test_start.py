"""What keeps a command from its work: one clear sentence, and exit 2, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from syncapp.management.commands import sync as command

GOOD = {"DEBUG": "1", "SECRET_KEY": "for this test"}
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    ran = [sys.executable, "manage.py", *words]
    return subprocess.run(
        ran, cwd=settings.BASE_DIR, env={**base, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY is not set. Set it in the environment or in .env, or set DEBUG=1 to try syncapp out."),
        ({"DEBUG": "perhaps"}, "DEBUG is 'perhaps': it must be 1 or 0."),
        ({**GOOD, "SYNC_INTERVAL_SECONDS": "5 min"}, "SYNC_INTERVAL_SECONDS is '5 min': it must be a whole number"),
        ({**GOOD, "SYNC_INTERVAL_SECONDS": "0"}, "SYNC_INTERVAL_SECONDS is '0': it must be a whole number of seconds"),
        ({**GOOD, "PROXY_COUNT": "one"}, "PROXY_COUNT is 'one': it must be a whole number, 0 or more."),
        ({**GOOD, "DATABASE_URL": "secret"}, "DATABASE_URL must be an address such as postgres://"),
        ({**GOOD, "DATABASE_URL": "mysql://me:secret@db/x"}, "DATABASE_URL must be an address such as postgres://"),
        ({**GOOD, "REDIS_URL": "secret:6379"}, "REDIS_URL must be an address such as redis://host:6379/0."),
        ({**GOOD, "EMAIL_URL": "secret"}, "EMAIL_URL must be an address such as smtp+tls://"),
        ({**GOOD, "ENCRYPTION_KEYS": f"{KEY},secret"}, "ENCRYPTION_KEYS must hold url-safe base64 keys of 32 bytes"),
        ({**GOOD, "HUBSPOT_API_URL": "http://example.com"}, "HUBSPOT_API_URL is 'http://example.com': it must be an"),
        ({**GOOD, "PUBLIC_URL": "https://[example"}, "PUBLIC_URL is 'https://[example': it must be the address of"),
    ],
)
def test_a_missing_or_bad_value_is_one_sentence(environment: dict[str, str], sentence: str) -> None:
    ran = manage("sync", "--workspace", "demo", **environment)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(sentence)
    assert ran.stderr.count("\n") == 1
    assert "secret" not in ran.stderr


@pytest.mark.parametrize(
    "words", [("sync",), ("reconcile", "--from", "2026-11-01", "--to", "2026-11-30"), ("config", "export")]
)
def test_a_database_that_is_not_made_is_one_sentence_and_not_the_exit_of_failing_records(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    ran = manage(*words, "--workspace", "demo", **GOOD, DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "The database is not made yet, or older than this program. Run manage.py migrate first.\n"


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, though it is long enough to be looked at as one" * 20)
    ran = manage("sync", "--workspace", "demo", **GOOD, DATABASE_URL=f"sqlite:///{tmp_path / 'notes.txt'}")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "The database cannot be used: file is not a database.\n"


def test_a_crash_is_not_the_exit_of_failing_records(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    monkeypatch.setattr(command.Command, "handle", lambda *args, **options: 1 / 0)
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)  # the test needs them yet

    with pytest.raises(SystemExit) as end:
        command.Command().run_from_argv(["manage.py", "sync", "--workspace", "demo"])

    assert end.value.code == 2
    assert "ZeroDivisionError" in capsys.readouterr().err
