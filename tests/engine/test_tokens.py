"""When the token of a connection is read: now and then for what is read, anew for each write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syncapp.connectors.errors import ConnectionExpired
from syncapp.engine.access.tokens import LATELY, StoredTokens
from syncapp.storage import leases
from syncapp.storage.models import Connection, Workspace

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Stored:
    """The tokens of one connection, and a clock."""

    def __init__(self) -> None:
        workspace = Workspace.objects.create(slug="acme", name="Acme")
        self.row = Connection.objects.create(workspace=workspace, side="hubspot", account_id="1", access_token="one")
        self.now = AT
        self.tokens = StoredTokens(self.row.pk, _not_renewed, lambda: self.now)

    def change(self, **fields: Any) -> None:
        """By another process."""
        for name, value in fields.items():
            setattr(self.row, name, value)
        self.row.save()


def _not_renewed(token: str) -> Any:
    raise AssertionError("not renewed")


@pytest.fixture
def stored(db: None) -> Stored:
    return Stored()


def test_reads_in_a_row_ask_once(stored: Stored, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert [stored.tokens.access_token(lately=True) for _ in range(9)] == ["one"] * 9
    stored.change(access_token="two")
    stored.now += LATELY
    assert stored.tokens.access_token(lately=True) == "two"


def test_a_write_looks_anew(stored: Stored) -> None:
    assert stored.tokens.access_token(lately=True) == "one"
    stored.change(access_token="", state="disconnected")
    with pytest.raises(ConnectionExpired):
        stored.tokens.access_token()
    with pytest.raises(ConnectionExpired):  # and whoever reads next has heard of it
        stored.tokens.access_token(lately=True)


def test_what_another_process_renewed_is_taken_at_the_first_refusal(stored: Stored) -> None:  # F27
    assert stored.tokens.access_token(lately=True) == "one"
    stored.change(access_token="two")
    assert stored.tokens.fresh("one") == "two"
    assert stored.tokens.access_token(lately=True) == "two"


def test_what_was_renewed_between_the_look_and_the_lease_is_taken(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:  # F27
    stored.change(refresh_token="more")
    claim = leases.claim

    def claimed_after_another(*args: Any) -> int | None:
        stored.change(access_token="two", refresh_token="other")
        return claim(*args)

    monkeypatch.setattr(leases, "claim", claimed_after_another)
    assert stored.tokens.fresh("one") == "two"


def test_one_that_is_about_to_end_is_renewed_though_it_was_read_lately(stored: Stored) -> None:
    stored.change(refresh_token="more", expires_at=AT + timedelta(seconds=63))
    assert stored.tokens.access_token(lately=True) == "one"
    stored.now += timedelta(seconds=4)
    with pytest.raises(AssertionError, match="not renewed"):
        stored.tokens.access_token(lately=True)
