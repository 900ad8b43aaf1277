"""Runs from before they counted what became of the records still tell of their failures (S38)."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise

from django.apps import apps

from syncapp.queries.run_records import Asked, listed, moves_told
from syncapp.storage.activity import moved
from syncapp.storage.models import Run
from syncapp.storage.moves import Move
from tests.web.conftest import Shop
from tests.web.runs.conftest import ran

TELL = import_module("syncapp.storage.migrations.0032_failures_of_old_runs").tell
FAILED = ("failing", "text_too_long")


def noted(shop: Shop, run: Run, *steps: tuple[str, str], object_type: str = "invoice") -> None:
    """A record that went these steps in it."""
    row = shop.record(object_type=object_type)
    for before, after in pairwise(steps):
        row.status, row.reason = after
        moved(row, run, run.started_at, before).save()


def test_failures_that_an_older_version_noted_are_counted_as_they_are_listed(shop: Shop) -> None:
    old = {"seen": 3, "created": {}, "updated": {}, "voided": {}, "linked": 0, "fell": 2}
    run = ran(shop, counts={name: dict(old) for name in ("contacts", "products", "invoices", "payments")})
    noted(shop, run, ("pending", "queued"), FAILED)
    noted(shop, run, ("syncing", ""), FAILED, object_type="contact")
    noted(shop, run, FAILED, ("failing", "duplicate_number"))
    noted(shop, run, FAILED, ("syncing", ""))
    noted(shop, run, FAILED, ("syncing", ""), FAILED)
    noted(shop, run, ("syncing", ""), FAILED, ("syncing", ""))
    noted(shop, run, ("pending", "waiting"), ("syncing", ""))  # it may have been new
    new = ran(shop, counts={"invoices": {**old, "moves": {"excluded": 1}}})
    noted(shop, new, ("syncing", ""), FAILED)

    TELL(apps, None)

    run.refresh_from_db()
    new.refresh_from_db()
    told = {"newly_failing": 1, "other_cause": 1, "no_longer_failing": 1}
    assert moves_told(run) == {"contact": {"newly_failing": 1}, "invoice": told}
    assert moves_told(new) == {"invoice": {"excluded": 1}}
    for move, number in {Move.FELL: 2, Move.RECAUSED: 1, Move.MENDED: 1}.items():
        assert listed(run, Asked(move)).count() == number
    assert run.counts["invoices"]["seen"] == 3
