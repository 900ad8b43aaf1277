"""Every data set: what fails after the first sync is what its list says, and the second sync writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from syncapp.sandbox import seeds
from tests.explained import unexplained
from tests.sandbox.ledgers import Portal, Realm, number
from tests.scenarios.company import CRM
from tests.scenarios.test_demo_company import Ledger, Named, failing_now, unlike
from tests.world import World

RECORDS = 16
BLOCKED = {
    "canada": "tax",
    "revenue_recognition": "revenue_recognition",
}  # S6, S7: set up for the way in alone


def named(found: Iterable[dict[str, str]]) -> Named:
    return Counter((one["object"], one["code"], one["number"].casefold()) for one in found)


def told(world: World) -> Named:
    here, there = (named(world.control(system, "")["expected"]) for system in ("hubspot", "quickbooks"))
    assert here == there
    return here


def set_up(world: World, name: str) -> str:
    """Two-way, as told; a company that cannot take invoices from HubSpot says so and is set up for the way in."""
    blocking = [one["code"] for one in world.set_up()["preflight"] if one["level"] == "blocking"]
    assert blocking == ([BLOCKED[name]] if name in BLOCKED else [])
    if not blocking:
        return "two-way"
    assert not world.records()
    world.set_up("inbound")
    return "inbound"


def settled(world: World) -> Named:
    """What fails after a sync; the sync after it writes nothing and finds the same (I3)."""
    assert not world.sync().stopped
    failing = failing_now(world)
    again = world.sync().as_json()
    assert again["writes"] == {"hubspot": 0, "quickbooks": 0}
    assert failing_now(world) == failing
    return failing


def unequal(world: World, ways: str) -> list[str]:
    """Linked invoices in sync whose ledgers differ (I1), but for what is no difference.

    An invoice of nothing is paid in QuickBooks and open in HubSpot; without payments (S18) only "paid" follows.
    """
    portal, realm = Portal(Ledger(world, "hubspot")), Realm(Ledger(world, "quickbooks"))  # type: ignore[arg-type]
    here, there = (
        {one["id"]: one for one in portal.all("invoices")},
        {one["Id"]: one for one in realm.all("invoice")},
    )
    found = []
    for row in world.records(object_type="invoice", status="syncing"):
        if row.linked:
            mine, theirs = here[str(row.hubspot_id)], there[str(row.quickbooks_id)]
            free = {"balance"} if ways == "inbound" else set() if number(theirs["TotalAmt"]) else {"status"}
            apart = unlike(portal, mine, realm, theirs)
            found += [f"{row.number}: {one}" for one in apart if one.partition(":")[0] not in free]
    return found


def finalize_drafts(world: World) -> None:
    for one in world.objects("hubspot", "invoices"):
        if one["properties"]["hs_invoice_status"] == "draft":
            world.as_user(
                "hubspot",
                "PATCH",
                f"{CRM}/invoices/{one['id']}",
                {"properties": {"hs_invoice_status": "open"}},
            )


@pytest.mark.parametrize("name", [name for name in seeds.COMPANIES if name != seeds.FIRST])
def test_what_fails_is_what_the_list_says_also_once_drafts_are_finalized(demo: World, name: str) -> None:
    demo.seed(name, records=RECORDS)
    ways = set_up(demo, name)
    assert settled(demo) == told(demo)
    assert unequal(demo, ways) == []
    assert unexplained(demo.workspace) == []  # B18
    finalize_drafts(demo)
    later = named(
        {"object": one.object, "code": one.code, "number": one.number} for one in seeds.FINALIZED.get(name, ())
    )
    assert settled(demo) == told(demo) + later
    assert unequal(demo, ways) == []
