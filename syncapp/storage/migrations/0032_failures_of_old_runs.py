from itertools import groupby
from operator import itemgetter

from django.db import migrations
from django.db.models.fields.json import KT

STATES = ("failing", "syncing", "excluded", "pending")
BATCH = 500


def tell(apps, schema_editor):
    """Of runs from before moves were counted, which failures began, changed their cause or ended: by what they noted, which is
    what their page lists. Of new records that are excluded or wait they noted nothing, so of those nothing is told."""
    runs = apps.get_model("storage", "Run").objects
    old = runs.filter(dry_run=False, counts__has_key="invoices").exclude(counts__invoices__has_key="moves")
    found = dict(_moves(apps.get_model("storage", "Activity").objects.filter(run__in=old.order_by().values("pk"))))
    keys = list(found)
    for start in range(0, len(keys), BATCH):
        rows = list(runs.filter(pk__in=keys[start : start + BATCH]).only("counts"))
        for row in rows:
            for plural, moves in found[row.pk].items():
                row.counts.setdefault(plural, {})["moves"] = moves
        runs.bulk_update(rows, ["counts"])


def _moves(activity):
    """Of each run in which any failed: object → move → records, each by how it stood before the run and by its last entry in
    it. Of the entries, which are many, one record's are held at a time."""
    entries = activity.filter(record__isnull=False, side="", kind__in=STATES)
    rows = entries.annotate(stood=KT("changes__0__from"), stands=KT("changes__0__to")).order_by("run", "record", "pk")
    told = rows.values_list("run", "record", "record__object_type", "stood", "stands").iterator(chunk_size=2000)
    for run, of_run in groupby(told, key=itemgetter(0)):
        moves = {}
        for _, of_record in groupby(of_run, key=itemgetter(1)):
            its = list(of_record)
            _, _, object_type, stood, _ = its[0]
            *_, stands = its[-1]
            if move := _move(stood or "", stands or ""):
                counts = moves.setdefault(f"{object_type}s", {})
                counts[move] = counts.get(move, 0) + 1
        if moves:
            yield run, moves


def _move(stood, stands):
    failed, fails = stood.startswith("failing"), stands.startswith("failing")
    if fails:
        return "" if stood == stands else "other_cause" if failed else "newly_failing"
    return "no_longer_failing" if failed else ""


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0031_plain_name"),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
    ]
