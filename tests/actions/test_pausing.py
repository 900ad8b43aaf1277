"""Paused means paused: the engine refuses, and a run under way ends."""

from __future__ import annotations

import pytest

from syncapp.actions.workspaces import pause, resume
from syncapp.engine.context import revisions
from syncapp.engine.session import CouldNotRun, sync
from tests.web.conftest import Shop


def test_nothing_runs_while_everything_is_paused(shop: Shop) -> None:
    pause(shop.workspace, by=shop.people["owner"])
    with pytest.raises(CouldNotRun, match="Everything is paused"):
        sync(shop.workspace)


def test_a_run_under_way_sees_other_revisions_after_pausing_and_after_resuming(shop: Shop) -> None:  # S34
    seen = [revisions(shop.workspace)]
    for action in (pause, resume):
        action(shop.workspace, by=shop.people["owner"])
        assert revisions(shop.workspace) not in seen
        seen.append(revisions(shop.workspace))


def test_other_workspaces_go_on(shop: Shop) -> None:
    before = revisions(shop.other)
    pause(shop.workspace, by=shop.people["owner"])
    shop.other.refresh_from_db()
    assert not shop.other.paused
    assert revisions(shop.other) == before
