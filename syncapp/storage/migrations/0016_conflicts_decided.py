"""Who decided a conflict, and when it was over; it belongs to a workspace of its own, as everything does."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    """Until now a conflict was stored once its record was equal again."""
    conflicts, records = apps.get_model("storage", "Conflict"), apps.get_model("storage", "SyncRecord")
    mine = records.objects.filter(pk=OuterRef("record_id")).values("workspace_id")[:1]
    conflicts.objects.update(closed_at=F("at"), workspace_id=Subquery(mine))


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("storage", "0015_checklist")]
    operations = [
        migrations.AddField(
            "conflict",
            "workspace",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="conflicts",
                to="storage.workspace",
            ),
        ),
        migrations.AddField(
            "conflict",
            "by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("conflict", "closed_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "conflict",
            "workspace",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="conflicts",
                to="storage.workspace",
            ),
        ),
        migrations.AlterField("conflict", "chosen", models.CharField(blank=True, max_length=12)),
        migrations.AddIndex("conflict", models.Index(fields=["workspace", "-id"], name="conflict_newest")),
    ]
