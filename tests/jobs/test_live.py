"""The whole of it as it runs: a web server, a worker cluster, and vendors that announce what changes (S40)."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import requests
from django.conf import settings

from syncapp.storage.models import Connection, Run, SyncRecord
from tests.crash.place import Place
from tests.jobs.test_cluster import Live, acme, bill, cluster, place, until  # noqa: F401

TOKENS = {"HUBSPOT_CLIENT_SECRET": "the client secret", "QUICKBOOKS_WEBHOOK_TOKEN": "the verifier token"}
AT_MOST = 15.0  # seconds from one side to the other, by webhook


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def web(place: Place) -> Iterator[str]:  # noqa: F811
    """gunicorn with our pages and webhooks; its address."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "syncapp.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=place._environment() | TOKENS | {"PUBLIC_URL": f"http://127.0.0.1:{port}"},
        start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(address), 60)
        yield address
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(address: str) -> bool:
    with suppress(requests.ConnectionError, requests.Timeout):
        return requests.get(f"{address}/webhooks/hubspot/", timeout=20).status_code == 405
    return False


def subscribe(place: Place, address: str) -> None:  # noqa: F811
    for system, secret in (
        ("hubspot", TOKENS["HUBSPOT_CLIENT_SECRET"]),
        ("quickbooks", TOKENS["QUICKBOOKS_WEBHOOK_TOKEN"]),
    ):
        place.control(system, "webhooks", {"url": f"{address}/webhooks/{system}/", "secret": secret})


def test_what_changes_on_one_side_is_on_the_other_in_seconds(acme: Live, place: Place) -> None:  # noqa: F811  # S40
    with web(place) as address, cluster(place, SYNC_INTERVAL_SECONDS="3600"):
        subscribe(place, address)
        took = []
        for number in range(3):
            bill(acme, f"HS-{number}")
            took.append(until(lambda number=number: acme.quickbooks_all(f"HS-{number}"), AT_MOST))
        (invoice,) = acme.quickbooks_all("HS-0")
        customer, *_ = acme.ids  # type: ignore[attr-defined]
        acme.pay_there(customer, {invoice.doc["Id"]: str(invoice.total)})
        took.append(until(lambda: acme.hubspot("HS-0").status == "paid", AT_MOST))
        assert max(took) < AT_MOST, took
        time.sleep(3)
        assert all(one.last_webhook_at for one in Connection.objects.all())
        assert set(Run.objects.filter(pk__gt=1).values_list("trigger", flat=True)) <= {"webhook", "command", "retry"}
    deliveries = [
        one for system in ("hubspot", "quickbooks") for one in place.control(system, "webhooks")["deliveries"]
    ]
    assert {attempt["status"] for one in deliveries for attempt in one["attempts"]} == {200}
    failing = SyncRecord.objects.filter(status="failing")
    assert [(one.reason, one.params, one.vendor_text) for one in failing] == []
    print(f"from one side to the other in {', '.join(f'{one:.1f}' for one in took)} s")  # noqa: T201
