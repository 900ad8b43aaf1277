from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q


def close_doubled(apps, schema_editor):
    """Of several that are open for one field of a record the newest is the one that people see."""
    opened = apps.get_model("storage", "Conflict").objects.filter(closed_at=None)
    same = {name: OuterRef(name) for name in ("record", "hubspot_field", "quickbooks_field")}
    opened.filter(Exists(opened.filter(**same, pk__gt=OuterRef("pk")))).update(closed_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0029_pages_of_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="conflict",
            name="closed_by",
            field=models.CharField(
                blank=True,
                choices=[("direction", "Direction"), ("unmapped", "Unmapped"), ("merged", "Merged")],
                default="",
                max_length=12,
            ),
        ),
        migrations.RunPython(close_doubled, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.UniqueConstraint(
                condition=Q(closed_at__isnull=True),
                fields=("record", "hubspot_field", "quickbooks_field"),
                name="one_open_conflict",
            ),
        ),
    ]
