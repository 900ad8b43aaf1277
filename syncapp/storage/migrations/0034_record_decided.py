from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0033_plain_names_told"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="syncrecord",
            index=models.Index(condition=~models.Q(decision={}), fields=["workspace"], name="record_decided"),
        ),
    ]
