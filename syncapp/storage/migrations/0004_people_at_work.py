"""Drafts of a set-up, what people decide for a record, what both sides hold of one that is not equal, runs that tell how far they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0003_signing_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="run",
            name="plan",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="run",
            name="progress",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="syncrecord",
            name="decision",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="syncrecord",
            name="hubspot_seen",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="syncrecord",
            name="quickbooks_seen",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="workspace",
            name="poll_seconds",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="SyncDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("object_type", models.CharField(max_length=12)),
                ("data", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="storage.run",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="storage.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "user", "object_type"), name="one_draft_each")
                ],
            },
        ),
    ]
