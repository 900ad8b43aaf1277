"""What goes at all: the locked filters, the start, history, filters that a person sets (S23–S26, A4, A14, A15)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions import drafts, settings
from syncapp.actions.syncs import SinceOff, turn_off, turn_on
from syncapp.core.criteria import Operator
from syncapp.core.values import ObjectType
from syncapp.storage import starts
from syncapp.storage.models import FieldMapping, FilterRule
from tests.scenarios.company import Company, line, sold
from tests.scenarios.conftest import Acme


def before_the_start(company: Company, *, finalized: bool = True) -> tuple[str, str]:
    """A HubSpot invoice that exists before anything is set up; its id and its contact's."""
    company.customer("Acme", "ann@acme.test")
    contact = company.contact("ann@acme.test", "Ann")
    draft = company.draft(contact, number="HS-1", date="2026-10-12")
    if finalized:
        company.edit("invoices", draft, hs_invoice_status="open")
    company.set_up()
    company.sync()
    return draft, contact


NIGHT = "2026-10-12T05:30:00Z"  # a time and no day: the 11th in Los Angeles, the 12th in New York


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
def test_another_time_zone_modifies_no_old_invoice(empty: Company, zone: str) -> None:  # A15, A19
    empty.customer("Acme", "ann@acme.test")
    contact = empty.contact("ann@acme.test", "Ann")
    old = [empty.invoice(contact, number=f"HS-{one}", hs_invoice_date=NIGHT, hs_due_date=NIGHT) for one in range(3)]
    empty.set_up()
    empty.sync()
    settings.set_time_zone(empty.world.workspace, zone, by=User.objects.get())
    for invoice in old:
        empty.edit("invoices", invoice, hubspot_owner_id="501")

    assert empty.writes()["quickbooks"] == 0
    assert empty.stands(number="HS-1") == "excluded: before_start"
    assert empty.writes(full=True)["quickbooks"] == 0

    empty.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    empty.edit("invoices", old[1], hs_due_date="2026-10-13T05:30:00Z")
    empty.sync()
    assert [shown.number for one in range(3) for shown in empty.quickbooks_all(f"HS-{one}")] == ["HS-1"]


def test_another_time_zone_lets_nothing_out_that_was_made_while_off(acme: Acme) -> None:  # A16, A19
    owner, sync = User.objects.get(), acme.world.workspace.syncs.get(object_type="invoice")
    turn_off(sync, by=owner)
    made = acme.invoice(acme.contact_id, number="HS-1", hs_invoice_date="2026-11-20T05:30:00Z")
    turn_on(sync, by=owner, since_off=SinceOff.ONLY_FROM_NOW)
    acme.sync()
    settings.set_time_zone(acme.world.workspace, "America/New_York", by=owner)
    acme.edit("invoices", made, hubspot_owner_id="501")
    acme.sync()

    assert acme.stands(number="HS-1") == "excluded: made_while_off"
    assert acme.quickbooks_all("HS-1") == []


def test_another_mapping_modifies_no_old_invoice(empty: Company) -> None:  # A13, A15
    invoice, _ = before_the_start(empty)
    empty.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    sync = empty.world.workspace.syncs.get(object_type="invoice")
    added = FieldMapping.objects.create(
        sync=sync, hubspot_field="hs_title", quickbooks_field="PrivateNote", origin="custom"
    )
    empty.edit("invoices", invoice, hs_title="October")
    assert empty.writes(full=True)["quickbooks"] == 0

    added.delete()
    FieldMapping.objects.create(
        sync=sync, hubspot_field="hs_comments", quickbooks_field="CustomerMemo.value", enabled=False
    )
    empty.edit("invoices", invoice, hs_comments="Sent again")
    assert empty.writes(full=True)["quickbooks"] == 0

    assert empty.stands(number="HS-1") == "excluded: before_start"


def test_another_currency_or_setting_of_the_accounts_modifies_no_old_invoice(empty: Company) -> None:  # A15
    invoice, _ = before_the_start(empty)
    empty.world.control("hubspot", "settings", {"currency": "EUR", "timezone": "Asia/Tokyo"})
    empty.company_settings(CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    empty.edit("invoices", invoice, hubspot_owner_id="501")

    assert empty.writes(full=True)["quickbooks"] == 0
    assert empty.stands(number="HS-1") == "excluded: before_start"


def test_only_invoices_whose_source_is_hubspot_go_out(acme: Acme) -> None:  # S23
    draft = acme.draft(acme.contact_id, number="HS-1")
    acme.world.control("hubspot", "clock", {"advance_seconds": 1})
    mirror = acme.make("invoices", {acme.contact_id: 177}, hs_currency="USD", hs_number="HS-2")
    assert acme.writes()["quickbooks"] == 0
    assert acme.stands(hubspot_id=draft) == "excluded: draft"
    assert acme.stands(hubspot_id=mirror) == "excluded: draft"


def keep(acme: Acme, object_type: str, target: str, name: str, operator: Operator, *values: str) -> None:
    sync = acme.world.workspace.syncs.get(object_type=object_type)
    FilterRule.objects.create(sync=sync, target=target, property=name, operator=operator, values=list(values))
    sync.revision += 1
    sync.save()


def test_a_filter_decides_entry_and_says_so_in_words(acme: Acme) -> None:  # A14, S31
    keep(acme, "invoice", "quickbooks", "hs_comments", Operator.KNOWN)
    acme.invoice(acme.contact_id, number="HS-1")
    acme.invoice(acme.contact_id, number="HS-2", hs_comments="Gate code 12")
    acme.sync()

    assert acme.stands(number="HS-1") == "excluded: filter"
    assert acme.world.record(number="HS-1").params["filter"]
    assert acme.quickbooks_all("HS-1") == []
    acme.equal("HS-2")


def test_a_linked_record_stays_in_sync_when_it_leaves_the_filter(acme: Acme) -> None:  # A14
    keep(acme, "invoice", "quickbooks", "hs_comments", Operator.KNOWN)
    invoice = acme.invoice(acme.contact_id, number="HS-1", hs_comments="Gate code 12")
    acme.sync()
    acme.edit("invoices", invoice, hs_comments="")
    acme.pay_here(invoice, "40.00")
    acme.sync()

    assert acme.equal("HS-1").balance == 60


def test_leads_never_become_customers(acme: Acme) -> None:  # A4
    acme.contact("lead@example.test", "Lena")
    acme.draft(acme.contact("draft@example.test", "Dora"), number="HS-9")

    assert acme.writes()["quickbooks"] == 0

    leads = acme.world.records(object_type="contact", reason="not_needed")
    assert {row.label for row in leads} == {"Lena", "Dora"}


def test_turned_off_nothing_is_read_or_written(acme: Acme) -> None:  # S34: off means off
    acme.world.workspace.syncs.filter(object_type="invoice").update(enabled=False)
    acme.invoice(acme.contact_id, number="HS-1")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.world.records(object_type="invoice") == []


def test_turned_on_again_what_happened_meanwhile_is_caught_up(acme: Acme) -> None:  # A16
    acme.world.workspace.syncs.filter(object_type="invoice").update(enabled=False)
    acme.invoice(acme.contact_id, number="HS-1")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.sync()
    acme.world.workspace.syncs.filter(object_type="invoice").update(enabled=True)
    acme.sync()

    acme.equal("HS-1")
    acme.equal("1001")


def keep_beside(acme: Acme, target: str, associated: str, name: str, *values: str) -> None:
    sync = acme.world.workspace.syncs.get(object_type="invoice")
    FilterRule.objects.create(
        sync=sync, target=target, property=name, operator=Operator.IS, values=list(values), associated=associated
    )
    sync.revision += 1
    sync.save()


def test_a_filter_asks_about_the_contact_of_an_invoice(acme: Acme) -> None:  # S31
    keep_beside(acme, "quickbooks", "contact", "jobtitle", "Owner")
    owner = acme.contact("olga@owner.test", "Olga", jobtitle="owner")
    acme.invoice(acme.contact_id, number="HS-1")
    acme.invoice(owner, number="HS-2")
    acme.sync()

    assert acme.stands(number="HS-1") == "excluded: filter"
    acme.equal("HS-2")
    assert acme.stands("contact", label="Olga") == "syncing"


def test_a_filter_asks_about_the_customer_and_the_items_of_an_invoice(acme: Acme) -> None:  # S31
    keep_beside(acme, "hubspot", "contact", "CompanyName", "Acme Ltd")
    other = acme.customer("Birch", "bo@birch.test", CompanyName="Acme Ltd")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.bill(other, sold(acme.item_id), number="1002")
    acme.sync()

    assert acme.stands(number="1001") == "excluded: filter"
    acme.equal("1002")


def test_a_filter_asks_about_the_products_of_an_invoice(acme: Acme) -> None:  # S31
    keep_beside(acme, "quickbooks", "product", "hs_sku", "SOD")
    acme.item("Sod", "SOD")
    sod = acme.product("Sod", "SOD")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.invoice(acme.contact_id, line(product=acme.product_id), line("Sod", product=sod), number="HS-2")
    acme.sync()

    assert acme.stands(number="HS-1") == "excluded: filter"
    acme.equal("HS-2")


def test_a_dry_run_knows_what_stands_beside_an_invoice(acme: Acme) -> None:  # B2, S31
    keep_beside(acme, "quickbooks", "contact", "jobtitle", "Owner")
    acme.invoice(acme.contact("olga@owner.test", "Olga", jobtitle="owner"), number="HS-2")
    acme.invoice(acme.contact_id, number="HS-1")

    planned = acme.sync(dry_run=True)["plan"]

    assert {one["label"] for one in planned if one["object"] == "invoices"} == {"HS-2"}


def test_a_filter_that_lets_more_in_holds_from_the_next_run(acme: Acme) -> None:  # S33
    keep(acme, "invoice", "quickbooks", "hs_comments", Operator.KNOWN)
    acme.invoice(acme.contact_id, number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1") == "excluded: filter"

    owner = User.objects.get(email="owner@example.com")
    draft = drafts.save_step(drafts.begin(acme.world.workspace, owner, ObjectType.INVOICE), filters={})
    with transaction.atomic():
        starts.saved(drafts.apply_draft(draft), acme.world.now())
    acme.sync()

    acme.equal("HS-1")
