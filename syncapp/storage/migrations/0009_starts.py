from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

NAME = "start_of_sync"


def carry_over(apps: Any, _: Any) -> None:
    """A start that waits was a job whose name is the sync's key and whose attempts said "only from now"."""
    job_rows, start_rows = apps.get_model("storage", "Job"), apps.get_model("storage", "Start")
    known = set(apps.get_model("storage", "ObjectSync").objects.values_list("pk", flat=True))
    jobs = job_rows.objects.filter(name__startswith=f"{NAME}:")
    for job in jobs:
        sync = int(job.name.partition(":")[2])
        if sync in known and job.not_before:
            start_rows.objects.create(sync_id=sync, at=job.not_before, only_from_now=bool(job.attempts))
    jobs.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0008_stops"),
    ]

    operations = [
        migrations.CreateModel(
            name="Start",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("only_from_now", models.BooleanField(default=False)),
                (
                    "sync",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="start", to="storage.objectsync"
                    ),
                ),
            ],
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
