"""The demo company, one way only: nothing is written on the side that is only read (S2, S18, S23–S25)."""

from __future__ import annotations

from tests.scenarios.company import Company, living
from tests.world import World


def test_the_demo_company_to_hubspot_writes_nothing_in_quickbooks(demo: World) -> None:  # S2, S18
    demo.seed(records=40)
    Company(demo).set_up("inbound")
    demo.sync()
    demo.seed("landscaping-later", records=40)
    demo.sync()

    assert demo.journal("quickbooks", "write") == []
    assert demo.records(object_type="payment") == []
    assert demo.sync().tally.writes.total() == 0


def test_the_demo_company_to_quickbooks_makes_nothing_in_hubspot(demo: World) -> None:  # S2, S23–S25
    demo.seed(records=40)
    Company(demo).set_up("outbound")
    before = {kind: len(living(demo, "hubspot", kind)) for kind in ("contacts", "products", "invoices", "line_items")}
    demo.sync()

    assert {kind: len(living(demo, "hubspot", kind)) for kind in before} == before
    stands = {row.number: row.reason for row in demo.records(object_type="invoice")}
    assert (stands["HS-2010"], stands["HS-2011"], stands["HS-2027"]) == ("before_start", "source", "draft")
    assert stands["1012"] == "direction"
    assert demo.sync().tally.writes.total() == 0
