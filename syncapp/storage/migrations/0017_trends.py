"""What each day came to; which copies are ours and on which day they arrived, as the history tells it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

CHUNK = 500


def fill(apps: Any, schema_editor: Any) -> None:
    """A copy arrived when it was made; one that was never equal to its original has not. Days themselves are not made up."""
    activities, records = apps.get_model("storage", "Activity"), apps.get_model("storage", "SyncRecord")
    apps.get_model("storage", "ObjectSync").objects.update(watched_since=F("started_at"))
    for workspace in apps.get_model("storage", "Workspace").objects.all():
        zone, seen = ZoneInfo(workspace.time_zone), set()
        found = defaultdict(list)
        made = activities.objects.filter(workspace=workspace, kind="created", record__isnull=False).exclude(side="")
        for record, side, at in made.order_by("pk").values_list("record", "side", "at").iterator():
            if record not in seen:
                seen.add(record)
                found[side, at.astimezone(zone).date()].append(record)
        for (side, day), keys in found.items():
            for start in range(0, len(keys), CHUNK):
                rows = records.objects.filter(pk__in=keys[start : start + CHUNK])
                rows.update(arrived_in=side)
                rows.filter(last_changed_at__isnull=False).update(arrived_on=day)


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0016_conflicts_decided"),
    ]

    operations = [
        migrations.CreateModel(
            name="Day",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("object_type", models.CharField(max_length=12)),
                ("counts", models.JSONField(default=dict)),
                ("delays", models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name="objectsync",
            name="watched_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="saved",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="syncrecord",
            name="arrived_in",
            field=models.CharField(blank=True, db_default="", default="", max_length=12),
        ),
        migrations.AddField(
            model_name="syncrecord",
            name="arrived_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["workspace", "ended_at"], name="run_ended"),
        ),
        migrations.AddIndex(
            model_name="syncrecord",
            index=models.Index(
                condition=models.Q(("arrived_on__isnull", False)),
                fields=["workspace", "arrived_on", "object_type", "arrived_in", "currency", "amount"],
                name="record_arrived",
            ),
        ),
        migrations.AddField(
            model_name="day",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="days", to="storage.workspace"
            ),
        ),
        migrations.AddConstraint(
            model_name="day",
            constraint=models.UniqueConstraint(
                fields=("workspace", "day", "object_type"), name="one_row_an_object_and_day"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
