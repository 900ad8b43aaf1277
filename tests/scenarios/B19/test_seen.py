"""What both sides hold is kept beside a record that is not equal, and lists know an invoice without asking (S39, B19)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from syncapp.actions import linking
from syncapp.core.invoice_json import load
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.edited import linked, price_there


def total(held: dict[str, object] | None) -> Decimal:
    content = decode_base(held).content
    assert content is not None
    return load(content).total


def test_of_an_equal_record_nothing_is_kept_besides_its_bases(acme: Acme) -> None:
    linked(acme)
    for row in acme.world.records():
        assert row.status != "syncing" or (row.hubspot_seen, row.quickbooks_seen) == (None, None), row


def test_an_edit_in_quickbooks_is_kept_until_it_is_undone(acme: Acme) -> None:  # B19
    linked(acme)
    price_there(acme, 60)
    acme.sync()

    row = acme.world.record(number="HS-1")
    assert row.hubspot_seen is None  # it is what it was
    assert (total(row.hubspot_base), total(row.quickbooks_base), total(row.quickbooks_seen)) == (120, 120, 140)

    price_there(acme, 50)
    acme.sync()
    assert acme.world.record(number="HS-1").quickbooks_seen is None


def test_what_never_crossed_is_kept_as_it_stands(acme: Acme) -> None:  # S39
    invoice = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-9")
    acme.part(invoice, "discounts", hs_label="Loyal", hs_type="FIXED", hs_value="10", hs_sort_order="0")
    acme.edit("invoices", invoice, hs_invoice_status="open")
    acme.sync()

    row = acme.world.record(number="HS-9")
    assert (row.status, row.reason) == ("failing", "order_discount")
    assert total(row.hubspot_seen) == 90
    assert row.quickbooks_seen is None


def test_what_is_left_out_by_a_rule_keeps_no_copy(acme: Acme) -> None:
    acme.draft(acme.contact_id, number="HS-8")
    acme.sync()

    row = acme.world.record(number="HS-8")
    assert (row.status, row.hubspot_seen) == ("excluded", None)
    assert (row.hubspot_status, row.document_date, row.customer) == (
        "draft",
        date(2026, 11, 24),
        acme.world.record(object_type="contact"),
    )


def test_lists_know_dates_customer_balance_and_both_states(acme: Acme) -> None:  # S39
    linked(acme)
    acme.pay_here(acme.hubspot("HS-1").doc["id"], "50.00")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001", date="2026-11-20")
    acme.sync()

    row = acme.world.record(number="HS-1")
    assert (row.document_date, row.due_date) == (date(2026, 11, 24), date(2026, 12, 24))
    assert (row.amount, row.open_balance) == (120, 70)
    assert (row.hubspot_status, row.quickbooks_status) == ("partly paid", "partly paid")
    assert (row.customer, row.customer_name) == (acme.world.record(object_type="contact"), "Acme")
    mirror = acme.world.record(number="1001")
    assert (mirror.document_date, mirror.hubspot_status, mirror.quickbooks_status) == (
        date(2026, 11, 20),
        "open",
        "open",
    )
    assert mirror.customer_name == "Acme"


def test_a_linked_customer_has_the_same_name_while_the_invoice_fails_and_after(acme: Acme) -> None:
    assert acme.world.record(object_type="contact").label == "Ann Archer"  # as HubSpot has it
    invoice = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-9")
    part = acme.part(invoice, "discounts", hs_label="Loyal", hs_type="FIXED", hs_value="10", hs_sort_order="0")
    acme.edit("invoices", invoice, hs_invoice_status="open")
    acme.sync()
    assert acme.world.record(number="HS-9").customer_name == "Acme"
    assert part


def test_what_is_gone_is_called_so(acme: Acme) -> None:  # A11
    linked(acme)
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks("HS-1").doc["Id"]}, "delete")
    acme.sync()

    row = acme.world.record(number="HS-1")
    assert (row.hubspot_status, row.quickbooks_status) == ("open", "deleted")
    assert row.quickbooks_seen is None


def test_what_a_person_decides_while_a_pass_runs_is_not_lost(acme: Acme) -> None:  # F92
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    decided = {"name": "Acme of Oakland"}

    def click() -> str:  # asked between two steps: the rows are read by then, and nothing is written yet
        SyncRecord.objects.filter(hubspot_id=invoice).update(decision=decided)
        return ""

    acme.world.sync(enough=click)

    row = acme.world.record(number="HS-1")
    assert row.status == "syncing"
    assert row.decision == decided


@pytest.mark.parametrize("left_out", ["by a rule", "unlinked by hand"])
def test_of_a_product_that_is_left_out_the_price_is_kept_as_it_stands(acme: Acme, left_out: str) -> None:  # B23
    """It may be linked by hand with another, and the price tells which."""
    made = acme.product("Consultation", "" if left_out == "by a rule" else "CON", price="90.00")
    acme.sync()
    row = acme.world.record(hubspot_id=made)
    if left_out == "unlinked by hand":
        linking.unlink(row, by=User.objects.create_user("ann"), reason="Not the same")
        acme.sync()
        assert decode_base(acme.world.record(hubspot_id=made).hubspot_seen).values["price"] == Decimal(90)

    acme.edit("products", made, price="95.00")
    acme.sync()

    row = acme.world.record(hubspot_id=made)
    assert row.status in ("excluded", "ignored")
    assert decode_base(row.hubspot_seen).values["price"] == Decimal(95)
