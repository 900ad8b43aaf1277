import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max


def from_records(apps, schema_editor):
    """The newest of what the records say by now."""
    times = apps.get_model("storage", "Times")
    rows = apps.get_model("storage", "SyncRecord").objects.exclude(last_checked_at=None)
    found = rows.values_list("workspace", "object_type").annotate(Max("last_changed_at"), Max("last_checked_at"))
    times.objects.bulk_create(
        times(workspace_id=workspace, object_type=object_type, changed_at=changed, checked_at=checked)
        for workspace, object_type, changed, checked in found.order_by()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0017_trends"),
    ]

    operations = [
        migrations.CreateModel(
            name="Times",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_type", models.CharField(max_length=12)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("checked_at", models.DateTimeField()),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="times", to="storage.workspace"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="times",
            constraint=models.UniqueConstraint(fields=("workspace", "object_type"), name="times_once_an_object"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["workspace", "kind", "-id"], name="activity_kind"),
        ),
        migrations.RunPython(from_records, migrations.RunPython.noop),
    ]
