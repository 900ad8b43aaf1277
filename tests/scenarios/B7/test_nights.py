"""A difference that nobody looks for is found in the night, told once, and once more only when another one comes (B3, B7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from syncapp.core.alerts import CALM
from syncapp.jobs import tasks
from syncapp.jobs.nights import begin_nights
from syncapp.queries.agreement import last_looks
from syncapp.queries.reconciliations import calls_of_a_night
from syncapp.storage.models import Connection, Reconciliation, Run
from tests.scenarios.B7.test_told import look, told, watched
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme
from tests.scenarios.edited import linked, price_there

pytestmark = pytest.mark.django_db
__all__ = ["watched"]


def signed_in_again(company: Acme) -> None:
    """The tokens at hand last an hour at most, and nobody renews them here."""
    for row in Connection.objects.filter(workspace=company.world.workspace):
        row.access_token = company.world.control(row.side, "tokens", {})["access_token"]
        row.save()


def night(company: Acme, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day later a tick begins it, a worker carries it out, and somebody looks for what is to be told."""
    monkeypatch.setattr(tasks, "utc_now", company.world.now)
    company.wait(days=1)
    signed_in_again(company)
    begin_nights(company.world.now())
    for row in Reconciliation.objects.filter(ended_at=None).order_by("pk"):
        assert tasks.reconcile(row.pk) == "done"
    now = company.world.now()
    Run.objects.create(workspace=company.world.workspace, trigger="poll", started_at=now, ended_at=now)  # it runs
    look(company, minutes=1)


def differences() -> list[str]:
    return [one for one in told() if "difference" in one]


def test_it_is_told_once_until_another_one_comes(watched: Acme, monkeypatch: Any) -> None:  # B3, B7
    linked(watched)
    begin_nights(watched.world.now())
    night(watched, monkeypatch)
    assert differences() == []
    watched.world.workspace.refresh_from_db()
    assert [one.different for one in last_looks(watched.world.workspace, watched.world.now())] == [0, 0]
    assert calls_of_a_night(watched.world.workspace)["quickbooks"] <= 4  # metered

    price_there(watched, 60)  # and no sync has come by
    night(watched, monkeypatch)
    night(watched, monkeypatch)
    assert differences() == ["1 difference in November 2026"]

    watched.invoice(watched.contact_id, line(), number="HS-2")
    night(watched, monkeypatch)
    night(watched, monkeypatch)
    assert differences()[1:] == ["New since: 2 differences in November 2026"]

    price_there(watched, 50)
    watched.sync()
    night(watched, monkeypatch)
    look(watched, seconds=CALM.total_seconds() + timedelta(minutes=1).total_seconds())
    assert differences()[2:] == ["Over: 2 differences in November 2026"]
