from django.db import migrations

import syncapp.storage.fields


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
    ]
