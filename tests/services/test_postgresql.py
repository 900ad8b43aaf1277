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
PAGES = sorted(f"web/{one.parent.name}" for one in TESTS.glob("web/*/__init__.py"))
SIDE_BY_SIDE = 3  # each group is a process, which costs seconds to begin
SUITES = [
    "scenarios/test_in_words.py -m S1",
    "actions queries webhooks jobs/test_queue.py jobs/test_duties.py jobs/test_tasks.py engine/test_budget.py",
    "storage/test_table_copy.py engine/test_supposing.py",
    *(" ".join(PAGES[start::SIDE_BY_SIDE]) for start in range(SIDE_BY_SIDE)),
]


@pytest.mark.parametrize("suite", SUITES)
def test_it_passes_on_postgresql_too(suite: str, tables_of_tests: str) -> None:
    chosen = [f"tests/{word}" if (TESTS / word).exists() else word for word in suite.split()]
    options = ["-p", "no:xdist", "-p", "no:cacheprovider", "-p", "tests.services.few_of_each", "--reuse-db"]
    command = [sys.executable, "-m", "pytest", *options, *chosen]

    ran = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": tables_of_tests},
        capture_output=True,
        text=True,
    )

    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-1000:]
