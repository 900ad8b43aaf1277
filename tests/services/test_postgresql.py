"""What SQLite lets pass and PostgreSQL does not: the suites that live in the database, run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.services
TESTS = Path(__file__).parents[1]
SUITES = [
    "scenarios/test_in_words.py -m S1", "actions", "queries", "webhooks",
    "jobs/test_queue.py", "jobs/test_duties.py", "jobs/test_tasks.py", "engine/test_budget.py",
    *sorted(f"web/{one.parent.name}" for one in TESTS.glob("web/*/__init__.py")),  # each by itself, so that they run side by side
]  # fmt: skip


@pytest.mark.parametrize("suite", SUITES)
def test_it_passes_on_postgresql_too(suite: str, postgresql: str) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", *f"tests/{suite}".split()]

    ran = subprocess.run(
        command, cwd=settings.BASE_DIR, env={**os.environ, "DATABASE_URL": postgresql}, capture_output=True, text=True
    )

    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-1000:]
