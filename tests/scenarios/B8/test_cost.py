"""What a first run costs in calls is told before it begins, and is about what it then costs (B8)."""

from __future__ import annotations

import pytest

from syncapp.queries.costs import costs
from syncapp.queries.plans import Plan
from syncapp.storage.models import Run
from tests.world import World, world

pytestmark = pytest.mark.django_db


def test_a_first_run_takes_about_the_calls_that_were_told() -> None:  # B8
    with world() as company:
        _compare(company)


def _compare(company: World) -> None:
    company.seed("landscaping", records=200)
    company.set_up("two-way")
    dry = Run.objects.get(pk=company.sync(dry_run=True).run_id)
    told = {one.side.value: one.calls for one in costs(Plan(dry), {})}
    run = Run.objects.get(pk=company.sync().run_id)
    for side, calls in run.calls.items():
        assert calls / 1.5 <= told[side] <= calls * 1.5, (told, run.calls)
