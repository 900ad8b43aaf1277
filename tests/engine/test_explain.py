"""B18: what “Why not?” says of a record is what the engine has decided, of every record of every company."""

from __future__ import annotations

import pytest

from syncapp.core.catalogue.checks import CHECKS
from syncapp.core.plans.paths import path
from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.engine.explain import Explained, explain
from syncapp.sandbox import seeds
from syncapp.storage.models import Activity, Run, SyncRecord
from tests.kept import Shelf
from tests.world import World

BLOCKED = ("canada", "revenue_recognition")  # S6, S7: their invoices come in alone


def synced(name: str, records: int, later: bool = False) -> object:
    def make(world: World) -> None:
        world.seed(name, records=records)
        world.set_up(*(["inbound"] if name in BLOCKED else []))
        world.sync()
        if later:
            world.seed(seeds.SECOND)
            world.sync()
        world.sync()

    return make


def stands(row: SyncRecord) -> tuple[object, ...]:
    remarks = sorted(one["code"] for one in row.remarks if one["code"] != "recoded")  # said by the look that notices it
    return (row.status, row.reason, row.waiting_on_id, remarks)


def unlike(told: list[Explained]) -> list[str]:
    found = []
    for one in told:
        row = SyncRecord.objects.get(pk=one.row.pk)
        if stands(one.row) != stands(row):
            found.append(f"{row}: {stands(row)}, told {stands(one.row)}")
        deciding = one.deciding
        if (deciding is None) != (row.status == "syncing"):
            found.append(f"{row}: {stands(row)}, decided by {deciding}")
        elif deciding and deciding.decision and deciding.decision.reason != row.reason:
            found.append(f"{row}: {row.reason}, decided by {deciding}")
        names = [step.name for step in one.steps]
        if names != [name for name in one.order if name in names]:
            found.append(f"{row}: asked {names}, in order {one.order}")
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "records", "later"),
    [*((name, 16, False) for name in seeds.COMPANIES if name != seeds.FIRST), (seeds.FIRST, 60, True)],
)
def test_what_is_told_of_each_record_is_where_it_stands(shelf: Shelf, name: str, records: int, later: bool) -> None:
    # B18
    shelf.begin(f"explained {name}", synced(name, records, later))  # type: ignore[arg-type]
    before = (Run.objects.count(), Activity.objects.count())
    for object_type in ORDER:  # a payment that is looked at is not settled for its invoice
        rows = list(SyncRecord.objects.filter(object_type=object_type).order_by("pk"))
        assert "\n".join(unlike(explain(shelf.world.workspace, rows))) == ""
    assert (Run.objects.count(), Activity.objects.count()) == before  # nothing of it is kept


@pytest.mark.parametrize("object_type", ORDER)
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("linked", [False, True])
def test_every_check_has_words_and_a_place(object_type: ObjectType, side: Side, linked: bool) -> None:
    order = path(object_type, side, linked=linked)
    assert len(set(order)) == len(order)
    assert [name for name in order if name not in CHECKS] == []
