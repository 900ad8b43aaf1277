"""What tests need besides Python, where this machine has it; `python -m tests.found` names what it has not."""

from __future__ import annotations

import os
import shutil
from functools import cache

import psycopg

POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")


@cache
def chromium() -> str | None:
    """The machine's own; Playwright's is not fetched."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@cache
def postgresql() -> str | None:
    """The address of one that lets us make databases."""
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=3).close()
    except psycopg.Error:
        return None
    return POSTGRESQL


@cache
def redis_server() -> str | None:
    """The program, which tests start on a port of their own: nobody else's data is touched."""
    return shutil.which("redis-server")


def missing() -> list[str]:
    found = {
        "the browser tests (no Chromium)": chromium(),
        f"the tests on PostgreSQL (none lets us in at {POSTGRESQL})": postgresql(),
        "the tests on Redis (no redis-server)": redis_server(),
    }
    return [name for name, where in found.items() if where is None]


if __name__ == "__main__":
    print(", ".join(missing()))  # noqa: T201
