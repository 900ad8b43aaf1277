"""A HubSpot invoice is changed in HubSpot only; putting it back is enough (S3, S44)."""

from __future__ import annotations

from syncapp.storage.models import Activity
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


def linked(acme: Acme) -> None:
    acme.invoice(
        acme.contact_id,
        line(product=acme.product_id),
        line("Edging", "1", "20.00", product=acme.product_id),
        hs_comments="Gate code 12",
    )
    acme.sync()


def change_there(acme: Acme, **fields: object) -> None:
    bill = acme.quickbooks("HS-1").doc
    acme.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], **fields)


def price_there(acme: Acme, price: float) -> None:
    lines = [one for one in acme.quickbooks("HS-1").doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    detail = lines[0]["SalesItemLineDetail"] | {"UnitPrice": price}
    lines[0] |= {"Amount": 2 * price, "SalesItemLineDetail": detail}
    change_there(acme, Line=lines)


def test_what_hubspot_does_not_let_be_changed_on_its_finalized_invoice_says_so(acme: Acme) -> None:  # S3
    """The due date may flow both ways, but this account keeps its finalized invoices as they are."""
    linked(acme)
    change_there(acme, DueDate="2027-01-31")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "failing: finalized_in_hubspot"
    failed = acme.world.record(number="HS-1")
    assert failed.params == {"field": "Due date"}
    assert "has been finalized" in failed.vendor_text
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.sync()
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.hubspot("HS-1").doc["properties"]["hs_due_date"].startswith("2027-01-31")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_the_run_that_finds_it_tells_of_it_and_the_next_does_not(acme: Acme) -> None:
    linked(acme)
    price_there(acme, 60)
    acme.sync()
    assert acme.world.workspace.runs.first().counts["invoices"]["fell"] == 1
    assert acme.world.record(number="HS-1").params["changed"].endswith("120.00 USD instead of 100.00 USD")

    acme.sync(full=True)
    assert acme.world.workspace.runs.first().counts["invoices"]["fell"] == 0


def test_a_new_record_that_fails_at_once_stands_in_the_activity_of_its_run(acme: Acme) -> None:
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-7", hs_comments="x" * 1400)
    acme.sync()
    run = acme.world.workspace.runs.first()
    assert run.counts["invoices"]["fell"] == 1
    told = Activity.objects.filter(run=run, kind="failing").values_list("record__number", "reason")
    assert list(told) == [("HS-7", "text_too_long")]
