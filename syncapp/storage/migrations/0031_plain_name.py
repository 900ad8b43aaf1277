from django.db import migrations
from django.db.models import Q

import syncapp.storage.fields

OTHER_LETTERS = r"[^ -~]"
BATCH = 500


def tell(apps, schema_editor):
    """Of the few whose name is not in plain letters; the rest is searched as it stands."""
    records = apps.get_model("storage", "SyncRecord").objects
    names = records.filter(Q(label__regex=OTHER_LETTERS) | Q(customer_name__regex=OTHER_LETTERS))
    keys = list(names.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = list(records.filter(pk__in=keys[start : start + BATCH]).only("label", "customer_name"))
        for row in rows:
            row._meta.get_field("plain_name").pre_save(row, add=False)
        records.bulk_update(rows, ["plain_name"])


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0030_one_open_conflict"),
    ]

    operations = [
        migrations.AddField(
            model_name="syncrecord",
            name="plain_name",
            field=syncapp.storage.fields.NameWithoutAccents(blank=True, db_default="", default="", editable=False),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
    ]
