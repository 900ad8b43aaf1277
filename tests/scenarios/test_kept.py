"""A kept world is the world itself, and no test finds in it what another one did."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from syncapp.storage.models import Workspace
from tests.kept import Shelf, in_memory
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme, synced
from tests.world import World

SYSTEMS = ("hubspot", "quickbooks")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?|\b1[78]\d{8,11}\b")
CHANCE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{8,64}\b|[\w=-]{60,}|md5\$\S+"  # ids, keys, ciphertexts
    r'|\{(?:\\"\d+\\": \d+(?:, )?)+\}'  # how many seconds changes took
)


@pytest.fixture(autouse=True)
def _only_in_memory(db: None) -> None:
    if not in_memory():
        pytest.skip("our tables are on a server or in a file, where each world is made anew")


def rows() -> dict[str, list[Any]]:
    """All that our database holds, with the numbers that come next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'")
        names = [name for (name,) in cursor.fetchall()]
        return {name: cursor.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def vendors(world: World) -> dict[str, Any]:
    """All documents of both in their order, their faults, and what they were asked."""
    found = {
        system: [
            {name: list(documents.values()) for name, documents in port.store._data.items() if documents},
            port.vendor.usage(),
            [rule.shown() for rule in port.faults.rules],
            [(entry["method"], entry["path"], entry["status"]) for entry in port.journal.since(0)["entries"]],
        ]
        for system, port in world.sandbox.ports.items()
    }
    return deepcopy(found)


def told(world: World) -> str:
    """Both, without what differs from one minute to the next."""
    text = json.dumps([rows(), vendors(world)], default=str, sort_keys=True, indent=1)
    return CHANCE.sub("#", MOMENT.sub("@", text))


def a_day(acme: Acme) -> None:
    """A little of everything: both sides make invoices, one is paid, one fails and is mended."""
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), line("By hand", "3", "0.335"), number="HS-1")
    acme.sync()
    acme.pay_there(acme.customer_id, {acme.quickbooks("1001").doc["Id"]: "100.00"}, reference="77")
    acme.world.fault("hubspot", "/invoices", {"status": 500})
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")
    acme.sync()
    acme.wait(minutes=20)
    acme.edit("invoices", invoice, hs_comments="Gate code 12")
    acme.sync()


def test_a_scenario_is_the_same_from_scratch_and_from_a_kept_world(demo: World, shelf: Shelf) -> None:
    a_day(synced(demo))
    from_scratch = told(demo)

    a_day(shelf.begin("acme", synced))
    first = told(demo)
    a_day(shelf.begin("acme", synced))

    assert first.splitlines() == from_scratch.splitlines()
    assert told(demo).splitlines() == from_scratch.splitlines()


def test_nothing_of_a_test_is_in_the_next(acme: Acme, shelf: Shelf) -> None:
    begun = rows()
    as_new = vendors(acme.world)
    User.objects.create_user("ida")
    acme.world.control("hubspot", "limits", {"enabled": True, "factor": 1000})
    acme.world.control("quickbooks", "webhooks", {"url": "http://127.0.0.1:9/", "secret": "s"})
    a_day(acme)
    acme.wait(days=3)
    acme.world.control("hubspot", "latency", {"milliseconds": 1})

    again = shelf.begin("acme", synced)

    assert (rows(), vendors(again.world)) == (begun, as_new)
    assert again.world.control("hubspot", "latency") == {"milliseconds": 0}
    assert not again.world.control("hubspot", "limits")["enabled"]
    assert again.world.control("quickbooks", "webhooks") == {"subscriptions": [], "deliveries": []}
    assert again.world.now().date().isoformat() == "2026-11-24"
    assert again.writes() == {"hubspot": 0, "quickbooks": 0}


def test_time_never_goes_back(acme: Acme) -> None:
    """What a test does first comes after what was done in the kept world."""
    last = max(one["updatedAt"] for one in acme.world.objects("hubspot", "contacts"))
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")
    (contact,) = acme.world.objects("hubspot", "contacts")
    assert contact["updatedAt"] > last
    assert acme.world.now().isoformat() > last


@pytest.mark.parametrize("order", ["before", "after"])
def test_the_empty_world_is_empty(demo: World, order: str) -> None:
    assert not Workspace.objects.exists()
    assert not User.objects.exists()
    assert not hasattr(demo, "workspace")
    for system in SYSTEMS:
        assert demo.journal(system) == []
        assert demo.control(system, "clock")["mode"] == "real"
        assert demo.control(system, "clock")["offset_seconds"] == 0
    assert demo.objects("hubspot", "contacts") == demo.objects("quickbooks", "customer") == []
    demo.set_up()
    demo.as_user("hubspot", "POST", "/crm/v3/objects/contacts", {"properties": {"email": "ann@acme.test"}})
