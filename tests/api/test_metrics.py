"""What a monitor graphs and alerts on (B13)."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from syncapp.storage.heartbeat import NAME
from syncapp.storage.models import Inbox, Job, ObjectSync, Run, SyncRecord, Workspace
from tests.api.conftest import Program

LINE = re.compile(r'[a-z_]+\{workspace="[\w-]+"(,[a-z]+="[^"]*")*\} \d+\.\d{3}')


def scrape(program: Program) -> dict[str, float]:
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {program.secret}"})
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    text = answer.content.decode()
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    assert all(LINE.fullmatch(line) for line in lines), lines
    assert text.count("# HELP ") == text.count("# TYPE ")
    own = f'workspace="{program.shop.workspace.slug}"'
    return {name.replace(own, "").replace("{,", "{").replace("{}", ""): float(value) for name, value in
            (line.rsplit(" ", 1) for line in lines)}  # fmt: skip


def test_every_record_is_in_one_state(viewer: Program) -> None:
    told = scrape(viewer)

    records = SyncRecord.objects.filter(workspace=viewer.shop.workspace)
    for one in ("contact", "product", "invoice", "payment"):
        of_it = [value for name, value in told.items() if name.startswith(f'syncapp_records{{object="{one}s"')]
        assert sum(of_it) == records.filter(object_type=one).count(), one
    assert told['syncapp_waiting_for_someone{page="failing"}'] == records.filter(status="failing").count()


def test_it_says_what_is_on_connected_late_and_stopped(viewer: Program) -> None:
    workspace, now = viewer.shop.workspace, timezone.now()
    Job.objects.update_or_create(name=NAME, defaults={"nudged_at": now - timedelta(minutes=2)})
    Inbox.objects.filter(workspace=workspace).delete()
    row = Inbox.objects.create(workspace=workspace, side="hubspot", object_type="invoice", external_id="1")
    Inbox.objects.filter(pk=row.pk).update(noticed_at=now - timedelta(seconds=90))
    Run.objects.create(
        workspace=workspace, trigger="poll", started_at=now, ended_at=now, result="The limit is reached."
    )
    ObjectSync.objects.filter(workspace=workspace, object_type="contact").update(enabled=False)

    told = scrape(viewer)

    assert told["syncapp_inbox"] == 1
    assert 90 <= told["syncapp_inbox_oldest_seconds"] < 120
    assert told["syncapp_last_run_stopped"] == 1
    assert abs(told["syncapp_last_run_ended_seconds"] - now.timestamp()) < 0.01
    assert 120 <= told["syncapp_worker_silent_seconds"] < 150
    assert told['syncapp_sync_on{object="contacts"}'] == 0
    assert told['syncapp_connected{system="hubspot"}'] == told['syncapp_connected{system="quickbooks"}'] == 1


def test_it_tells_of_the_tokens_workspace_alone_and_without_a_token_of_none(viewer: Program) -> None:
    Workspace.objects.create(slug="others", name="Others")

    assert "others" not in str(scrape(viewer))
    for headers in ({}, {"Authorization": "Bearer syncapp_nonsense"}):
        answer = Client().get("/metrics", headers=headers)
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
        assert "syncapp_records" not in answer.content.decode()
    assert viewer.shop.client("owner").get("/metrics").status_code == 401  # a session counts for nothing here
