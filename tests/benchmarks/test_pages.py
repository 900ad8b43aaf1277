"""How long the pages take that count everything, in a workspace with many invoices."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from syncapp.queries.agreement import balances
from syncapp.queries.counts import Tally, waiting_for_someone
from syncapp.storage.models import Activity, SyncRecord, Workspace
from tests.web.conftest import person, record, workspace_of

pytestmark = pytest.mark.bench
INVOICES = int(os.environ.get("BENCH_INVOICES", "200000"))
TIMES = 5
BASE = {
    "values": {"hs_balance_due": {"n": "40.00"}, "Balance": {"n": "40.00"}, "hs_comments": "Gate code 12. " * 20},
    "content": {
        "lines": [
            {"id": str(number), "name": "Mowing", "amount": "20.00", "description": "As agreed. " * 8}
            for number in range(5)
        ]
    },
    "lines": {},
}
# Of a hundred invoices: how many are in which state.
SHARES = (
    ("failing", "order_discount", 1),
    ("pending", "needs_approval", 1),
    ("excluded", "before_start", 18),
    ("syncing", "", 80),
)


def test_pages_that_count(db: None) -> None:
    workspace = workspace_of("fernhill", "Fernhill")
    client = Client()
    client.force_login(person("owner", workspace), backend="django.contrib.auth.backends.ModelBackend")
    _fill(workspace)
    _print("what the frame counts", lambda: waiting_for_someone(Tally(workspace)))
    _print("the whole tally", lambda: Tally(workspace).rows)
    _print("open balances", lambda: balances(workspace))
    pages = {
        "runs": "runs/", "home": "", "sync overview": "integrations/quickbooks/?tab=overview", "failures": "failures/",
        "records": "integrations/quickbooks/?tab=overview&view=records", "invoices": "invoices/",
    }  # fmt: skip
    for name, path in pages.items():
        _print(f"page {name}", lambda path=path: client.get(f"/fernhill/{path}"))  # type: ignore[misc]


def _fill(workspace: Workspace) -> None:
    """Each state's records as copies of one, made inside the database."""
    start = 0
    for status, reason, share in SHARES:
        number = INVOICES * share // 100
        remarks = [{"code": "recoded", "params": {}}] if status == "syncing" else []
        bases = {"hubspot_base": BASE, "quickbooks_base": BASE} if status == "syncing" else {}
        first = record(workspace, status=status, reason=reason, remarks=remarks, **bases)
        _copies(first, number, start)
        start += number
    # One of ten has a remark, one of ten is not paid yet.
    SyncRecord.objects.filter(status="syncing").exclude(pk__iregex="0$").update(remarks=[])
    SyncRecord.objects.filter(status="syncing").exclude(pk__iregex="1$").update(open_balance=0)
    failing = SyncRecord.objects.filter(status="failing").values_list("pk", flat=True)
    at = timezone.now() - timedelta(days=2)
    Activity.objects.bulk_create(
        [Activity(workspace=workspace, record_id=pk, at=at, kind="failing") for pk in failing], batch_size=500
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copies(first: SyncRecord, number: int, start: int) -> None:
    fields = [one.column for one in SyncRecord._meta.concrete_fields]
    own = {"id": f"{first.pk} + 1000000 + {start} + n", "hubspot_id": f"'h' || ({start} + n)", "quickbooks_id": f"'q' || ({start} + n)",
           "label": f"'HS-' || ({start} + n)", "number": f"'HS-' || ({start} + n)"}  # fmt: skip
    chosen = ", ".join(own.get(name, f'one."{name}"') for name in fields)
    names = ", ".join(f'"{name}"' for name in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {number}) "
            f"INSERT INTO storage_syncrecord ({names}) SELECT {chosen} FROM many, storage_syncrecord one WHERE one.id = {first.pk}"
        )


def _print(what: str, work: Callable[[], Any]) -> None:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    print(f"{INVOICES:,} invoices  {what:<24} best {min(taken) * 1000:7.0f} ms  worst {max(taken) * 1000:7.0f} ms")  # noqa: T201
