"""Real worker clusters on a database file: they find their work alone, do not meet, and end in time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django_q.models import Schedule

from syncapp.jobs.alerting import watch
from syncapp.jobs.cluster import q_cluster
from syncapp.jobs.tasks import tick
from syncapp.storage.models import Call, Connection, Run, SyncRecord
from tests.crash.place import Place, migrated, opened
from tests.scenarios.company import Company, line

ENDS_WITHIN = 10.0  # seconds after SIGTERM


class Live(Company):
    """The company by the real clock, as worker processes have no other."""

    def __post_init__(self) -> None:
        self.world.ahead = timedelta()


@pytest.fixture
def place(tmp_path: Path, django_db_blocker: Any) -> Iterator[Place]:
    with django_db_blocker.unblock(), opened(tmp_path / "place", migrated=migrated()) as made:
        yield made


@pytest.fixture
def acme(place: Place) -> Live:
    company = Live(place)
    customer = company.customer("Acme", "ann@acme.test")
    contact = company.contact("ann@acme.test", "Ann", "Archer")
    company.item("Mowing", "MOW")
    product = company.product("Mowing", "MOW")
    company.set_up()
    company.sync()
    company.ids = (customer, contact, product)  # type: ignore[attr-defined]
    return company


@contextmanager
def cluster(place: Place, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """`manage.py qcluster` in a session of its own; whatever happens, nothing of it is left."""
    connections["default"].close()
    command = [sys.executable, "manage.py", "qcluster"]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env={**place._environment(), "SYNC_INTERVAL_SECONDS": "2", **environment},
        text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def until(true: Callable[[], Any], seconds: float = 60) -> float:
    """Seconds that it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.2)
    return time.monotonic() - began


def ended(process: subprocess.Popen[str]) -> float:
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    return time.monotonic() - began


def bill(company: Live, number: str) -> str:
    _, contact, product = company.ids  # type: ignore[attr-defined]
    return company.invoice(contact, line(product=product), number=number)


def test_a_cluster_finds_what_is_due_and_ends_when_asked(acme: Live, place: Place) -> None:  # S40
    with cluster(place) as process:
        bill(acme, "HS-1")
        until(lambda: acme.quickbooks_all("HS-1"))
        until(lambda: SyncRecord.objects.filter(number="HS-1", status="syncing").exists())
        assert ended(process) < ENDS_WITHIN
        assert process.returncode == 0
    acme.equal("HS-1")


def test_two_clusters_at_once_make_nothing_twice(acme: Live, place: Place) -> None:
    for number in range(6):
        bill(acme, f"HS-{number}")
    with cluster(place) as one, cluster(place) as other:
        until(lambda: SyncRecord.objects.filter(object_type="invoice", status="syncing").count() == 6)
        for number in range(6, 9):
            bill(acme, f"HS-{number}")
        until(lambda: SyncRecord.objects.filter(object_type="invoice", status="syncing").count() == 9)
        assert max(ended(one), ended(other)) < ENDS_WITHIN
    for number in range(9):
        acme.equal(f"HS-{number}")  # exactly one on each side
    overlapping = [
        (run, other)
        for run in Run.objects.exclude(ended_at=None)
        for other in Run.objects.filter(pk__gt=run.pk, started_at__lt=run.ended_at)
    ]
    assert overlapping == []


def test_a_worker_that_waits_for_a_vendor_ends_in_time_too(acme: Live, place: Place) -> None:
    """HubSpot has done it, and its answer never came: it is there once when another worker has gone on."""
    customer, *_ = acme.ids  # type: ignore[attr-defined]
    place.fault("hubspot", "invoices/batch/create", "hang", when="after")
    item = next(one for one in place.objects("quickbooks", "item") if one.get("Sku") == "MOW")
    detail = {"ItemRef": {"value": item["Id"]}, "Qty": 2, "UnitPrice": 50.0, "TaxCodeRef": {"value": "NON"}}
    mowing = {"DetailType": "SalesItemLineDetail", "Amount": 100.0, "SalesItemLineDetail": detail}
    acme.bill(customer, mowing, number="1001")
    with cluster(place) as process:
        until(lambda: Call.objects.filter(state=Call.State.SENT).exists())
        assert ended(process) < ENDS_WITHIN
    with cluster(place) as process:  # the lease of a dead process is nobody's
        until(lambda: SyncRecord.objects.filter(number="1001", status="syncing").exists(), 90)
        assert ended(process) < ENDS_WITHIN
    acme.equal("1001")


def test_a_connection_that_has_expired_causes_no_storm(acme: Live, place: Place) -> None:
    Connection.objects.filter(side="quickbooks").update(state=Connection.State.NEEDS_RECONNECT)
    bill(acme, "HS-1")
    runs = Run.objects.count()
    place.forget_journal()
    with cluster(place) as process:
        time.sleep(8)
        ended(process)
    assert Run.objects.count() == runs
    assert place.journal("quickbooks") == place.journal("hubspot") == []


def test_each_schedule_is_made_once_and_keeps_its_time(place: Place) -> None:
    made = {one.func: one for one in Schedule.objects.all()}
    assert set(made) == {f"{tick.__module__}.tick", f"{watch.__module__}.watch"}
    assert {(one.schedule_type, one.minutes, one.repeats) for one in made.values()} == {("I", 1, -1)}
    at = {func: one.next_run + timedelta(seconds=40) for func, one in made.items()}
    for func, one in at.items():
        Schedule.objects.filter(func=func).update(next_run=one, minutes=7)
    call_command("migrate", verbosity=0)
    assert {one.func: (one.next_run, one.minutes) for one in Schedule.objects.all()} == {
        func: (one, 1) for func, one in at.items()
    }


def test_the_queue_is_in_the_database_or_in_redis() -> None:
    assert q_cluster("")["orm"] == "default"
    with_redis = q_cluster("redis://127.0.0.1:6379/0")
    assert with_redis["redis"] == "redis://127.0.0.1:6379/0"
    assert "orm" not in with_redis
    for found in (q_cluster(""), with_redis):
        assert found["timeout"] < found["retry"]
        assert found["ack_failures"] is True
        assert found["catch_up"] is False
        assert found["max_attempts"] == 1
