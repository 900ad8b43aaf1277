from django.db import migrations, transaction
from django.db.models import Q

OTHER_LETTERS = r"[^ -~]"
BATCH = 1_000
AT_ONCE = """
    UPDATE storage_syncrecord SET plain_name = told.name
    FROM unnest(%s::text[], %s::bigint[]) AS told (name, key) WHERE id = told.key
"""


def tell(apps, schema_editor):
    """Of each record whose name is not in plain letters; the rest is searched as it stands.

    A transaction for so many at a time, with a lock on these rows alone: whoever works meanwhile waits for one batch.
    Broken off, it goes on where it stood.
    """
    records = apps.get_model("storage", "SyncRecord").objects
    names = Q(label__regex=OTHER_LETTERS) | Q(customer_name__regex=OTHER_LETTERS)
    last = 0
    while True:
        with transaction.atomic():
            untold = records.filter(names, pk__gt=last, plain_name="").order_by("pk").select_for_update()
            rows = list(untold.only("label", "customer_name")[:BATCH])
            if not rows:
                return
            last = rows[-1].pk
            plain = [(row._meta.get_field("plain_name").pre_save(row, add=False), row.pk) for row in rows]
            _store(schema_editor.connection, plain)


def _store(connection, plain):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(AT_ONCE, [[name for name, _ in plain], [key for _, key in plain]])
        else:
            cursor.executemany("UPDATE storage_syncrecord SET plain_name = %s WHERE id = %s", plain)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("storage", "0032_failures_of_old_runs"),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
    ]
