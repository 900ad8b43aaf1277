"""The list of syncs says when each object was last written and last looked at, and reads no record for it."""

from __future__ import annotations

import pytest
from django.db.models import Max

from syncapp.core.values import ObjectType
from syncapp.queries.counts import Tally
from syncapp.queries.syncs import sync_rows
from syncapp.storage.models import Times
from tests.kept import Shelf
from tests.scenarios.conftest import Acme, synced
from tests.world import World


@pytest.fixture
def acme(demo: World, shelf: Shelf) -> Acme:
    return shelf.begin("acme", synced)


def test_it_is_the_newest_of_the_records(acme: Acme) -> None:
    invoice = acme.invoice(acme.contact_id, number="HS-1")
    acme.pay_here(invoice, "40.00")
    acme.sync()
    acme.wait(minutes=5)
    acme.edit("invoices", invoice, hubspot_owner_id="501")  # looked at, and not changed
    acme.sync()

    rows = acme.world.workspace.records.values_list("object_type")
    found = rows.annotate(Max("last_changed_at"), Max("last_checked_at")).order_by()
    newest = {name: (changed, checked) for name, changed, checked in found}
    assert len(newest) == 4
    told = Times.objects.filter(workspace=acme.world.workspace)
    assert {one.object_type: (one.changed_at, one.checked_at) for one in told} == newest
    shown = {
        row.object_type: row for row in sync_rows(acme.world.workspace, Tally(acme.world.workspace), with_times=True)
    }
    assert (shown[ObjectType.INVOICE].sent_at, shown[ObjectType.INVOICE].checked_at) == newest["invoice"]
    assert newest["invoice"][0] < newest["invoice"][1]
