"""What a run is at: stored for whoever waits for it, cheaply, and never inside a transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from syncapp.engine import progress as module
from syncapp.engine.progress import Progress
from syncapp.storage.models import Run, Workspace
from tests.engine.shop import open_shop
from tests.web.conftest import queries
from tests.world import World


@pytest.fixture
def run(transactional_db: None) -> Run:
    workspace = Workspace.objects.create(slug="acme", name="Acme")
    return Run.objects.create(
        workspace=workspace, trigger="poll", started_at=timezone.now(), progress={"supposed": "abc"}
    )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def stored(run: Run) -> Any:
    return Run.objects.get(pk=run.pk).progress


def test_each_step_is_told_once_and_stored(run: Run) -> None:
    said: list[str] = []
    progress = Progress(run, said.append)
    progress("Reading contacts of HubSpot")
    progress("12 contacts", 0, 12)
    progress("12 contacts", 12, 12)
    assert said == ["Reading contacts of HubSpot", "12 contacts"]
    told = stored(run)
    assert timezone.now() - datetime.fromisoformat(told.pop("since")) < timedelta(minutes=1)
    assert told == {"supposed": "abc", "doing": "12 contacts", "done": 0, "of": 12}


def test_within_a_step_at_most_once_a_second(run: Run, clock: list[float]) -> None:
    progress = Progress(run)
    with queries() as captured:
        for done in range(0, 2000, 10):  # in 25 seconds
            progress("2,000 invoices", done, 2000)
            clock[0] += 0.125
    assert len(captured) == 25
    assert stored(run)["done"] == 1920


def test_nothing_is_stored_inside_a_transaction(run: Run) -> None:
    progress = Progress(run)
    with transaction.atomic(), queries() as captured:
        progress("12 contacts", 0, 12)
    assert len(captured) == 0
    progress("12 contacts", 0, 12)
    assert stored(run)["doing"] == "12 contacts"


def test_at_its_end_a_run_is_at_nothing_any_more(demo: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    say = Progress.__call__

    def watched(self: Progress, *words: Any) -> None:
        say(self, *words)
        seen.append(stored(self.run))

    monkeypatch.setattr(Progress, "__call__", watched)
    open_shop(demo)
    demo.sync()
    assert {"doing": "4 invoices", "done": 0, "of": 4} in [
        {name: one[name] for name in one if name != "since"} for one in seen
    ]
    assert Run.objects.latest("pk").progress == {}
