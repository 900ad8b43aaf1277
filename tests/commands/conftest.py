"""The commands as a shell sees them, in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from syncapp.connectors import http, oauth
from syncapp.storage.table_copy import real_tables
from tests.world import REALM, World


@dataclass
class Ran:
    code: int
    out: str
    err: str


Shell = Callable[..., Ran]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    def run(*words: str) -> Ran:
        capsys.readouterr()
        try:
            call_command(*words)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return run


@pytest.fixture(autouse=True)
def no_call_inside_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Design §7: neither a vendor's call nor a token's renewal while the database is locked for others."""
    exchange = http.exchange

    def watched(*args: Any, **options: Any) -> Any:
        with real_tables():
            assert not connection.in_atomic_block, f"a call inside a transaction: {args[1:3]}"
        return exchange(*args, **options)

    monkeypatch.setattr(http, "exchange", watched)
    monkeypatch.setattr(oauth, "exchange", watched)


@dataclass
class Tokens:
    hubspot: str
    quickbooks: str


def fresh_tokens(world: World, realm: str = REALM) -> Tokens:
    hubspot = world.control("hubspot", "tokens", {})["access_token"]
    told = world.control("quickbooks", f"tokens?realm={realm}", {})
    return Tokens(hubspot, f"{told['access_token']}:{told['refresh_token']}")


def setup_words(world: World, *more: str, realm: str = REALM, slug: str = "demo") -> list[str]:
    tokens = fresh_tokens(world, realm)
    return [
        "setup", "--workspace", slug, "--owner", "owner@example.com", "--hubspot-token", tokens.hubspot,
        "--quickbooks-token", tokens.quickbooks, "--realm", realm, *more,
    ]  # fmt: skip
