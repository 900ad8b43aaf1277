"""Every data set: what fails after the first sync is what its list says, and the second sync writes nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.scenarios.test_demo_company import Ledger, failing_now, unlike
from tests.sandbox.ledgers import Portal, Realm
from tests.world import World

RECORDS = 24


def expected_of(world: World, system: str) -> Counter[tuple[str, str, str]]:
    told = world.control(system, "")["expected"]
    return Counter((one["object"], one["code"], one["number"].casefold()) for one in told)


@pytest.mark.parametrize(
    ("name", "direction"),
    [("canada", "inbound"), ("revenue_recognition", "inbound"), ("custom_numbers", "two-way"), ("closed_books", "two-way"),
     ("multicurrency", "two-way"), ("minimal", "two-way"), ("hostile", "two-way")],
)  # fmt: skip
def test_what_fails_is_what_the_list_says(demo: World, name: str, direction: str) -> None:
    demo.seed(name, records=RECORDS)
    assert demo.set_up(direction)["preflight"] is not None
    first = demo.sync()
    assert not first.stopped
    failing = failing_now(demo)
    for row in demo.records(status="failing"):
        print(row.object_type, row.reason, repr(row.label), row.number, row.params)
    print(Counter((row.object_type, row.status, row.reason) for row in demo.records() if row.status!="failing"))
    again = demo.sync()
    print(first.as_json()["writes"], again.as_json()["writes"])
    assert failing_now(demo) == failing
    assert again.as_json()["writes"] == {"hubspot": 0, "quickbooks": 0}
    portal, realm = Portal(Ledger(demo, "hubspot")), Realm(Ledger(demo, "quickbooks"))
    here, there = {one["id"]: one for one in portal.all("invoices")}, {one["Id"]: one for one in realm.all("invoice")}
    for row in demo.records(object_type="invoice", status="syncing"):
        if row.linked:
            bad = unlike(portal, here[str(row.hubspot_id)], realm, there[str(row.quickbooks_id)])
            if bad: print(row.number, bad)
    assert failing == expected_of(demo, "hubspot") == expected_of(demo, "quickbooks")
