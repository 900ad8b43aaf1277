"""Fields beyond the defaults: the purchase order, added mappings, what a vendor cannot hold (A34, S29, S45)."""

from __future__ import annotations

import pytest

from syncapp.storage.models import FieldMapping
from tests.scenarios.company import Company, Doc, line, sold
from tests.scenarios.conftest import Acme

PO = "hs_purchase_order_number"


def define(company: Company, name: str = "P.O.") -> None:
    """A legacy custom field of the sales forms, number 1."""
    use = {"Name": "SalesFormsPrefs.UseSalesCustom1", "Type": "BooleanType", "BooleanValue": True}
    label = {"Name": "SalesFormsPrefs.SalesCustomName1", "Type": "StringType", "StringValue": name}
    company.company_settings(SalesFormsPrefs={"CustomField": [{"CustomField": [use]}, {"CustomField": [label]}]})


def held(doc: Doc) -> str:
    return next((one.get("StringValue", "") for one in doc.get("CustomField", []) if one["DefinitionId"] == "1"), "")


@pytest.fixture
def ordered(acme: Acme) -> Acme:
    define(acme)
    acme.sync(full=True)
    return acme


def test_a_field_named_po_is_taken_for_hubspots_po_number_both_ways(ordered: Acme) -> None:  # A34
    ordered.invoice(ordered.contact_id, line(product=ordered.product_id), **{PO: "PO-77120"})
    field = {"DefinitionId": "1", "Name": "P.O.", "Type": "StringType", "StringValue": "PO-31007"}
    ordered.bill(ordered.customer_id, sold(ordered.item_id), CustomField=[field])
    ordered.sync()

    assert held(ordered.quickbooks("HS-1").doc) == "PO-77120"
    assert ordered.hubspot("1001").doc["properties"][PO] == "PO-31007"
    assert ordered.writes() == {"hubspot": 0, "quickbooks": 0}


@pytest.mark.parametrize(
    ("policy", "kept", "state"), [("hubspot", "PO-1-B", "syncing"), ("ask", "PO-1/2", "failing: both_changed")]
)
def test_a_po_number_changed_on_both_sides_follows_the_policy(
    ordered: Acme, policy: str, kept: str, state: str
) -> None:  # A34, A9, B4, Sumac
    ordered.world.workspace.syncs.filter(object_type="invoice").update(policy=policy)
    invoice = ordered.invoice(ordered.contact_id, line(product=ordered.product_id), **{PO: "PO-1"})
    ordered.sync()
    bill = ordered.quickbooks("HS-1").doc
    field = {"DefinitionId": "1", "Name": "P.O.", "Type": "StringType", "StringValue": "PO-1/2"}
    ordered.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], CustomField=[field])
    ordered.edit("invoices", invoice, **{PO: "PO-1-B"})
    ordered.sync()

    assert held(ordered.quickbooks("HS-1").doc) == kept
    assert ordered.hubspot("HS-1").doc["properties"][PO] == "PO-1-B"
    assert ordered.stands(number="HS-1") == state
    assert ordered.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_po_number_that_is_too_long_fails_and_is_never_cut(ordered: Acme) -> None:  # A34, S45
    ordered.invoice(ordered.contact_id, line(product=ordered.product_id), **{PO: "PO-" + "7" * 40})
    ordered.sync()

    assert ordered.stands(number="HS-1") == "failing: text_too_long"
    assert ordered.quickbooks_all("HS-1") == []


def test_comments_over_a_thousand_signs_fail_until_they_are_shortened(acme: Acme) -> None:  # S45, Yew
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), hs_comments="Please close the gate. " * 60)
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: text_too_long"

    acme.edit("invoices", invoice, hs_comments="Please close the gate.")
    acme.sync()

    assert acme.equal("HS-1").total == 100
    assert acme.quickbooks("HS-1").doc["CustomerMemo"]["value"] == "Please close the gate."


def test_an_added_mapping_carries_its_field(acme: Acme) -> None:  # S29, A13
    acme.world.workspace.syncs.filter(object_type="contact").update(revision=2)
    sync = acme.world.workspace.syncs.get(object_type="contact")
    FieldMapping.objects.create(
        sync=sync, hubspot_field="mobilephone", quickbooks_field="Mobile.FreeFormNumber", origin="custom", enabled=True
    )
    acme.edit("contacts", acme.contact_id, mobilephone="916 555 0111")
    acme.sync()

    (customer,) = acme.world.objects("quickbooks", "customer")
    assert customer["Mobile"]["FreeFormNumber"] == "916 555 0111"


def test_a_definition_that_is_switched_off_is_told_and_not_lost(ordered: Acme) -> None:  # A34: dropped without a word
    ordered.invoice(ordered.contact_id, line(product=ordered.product_id), number="HS-1", **{PO: "PO-1"})
    ordered.sync()
    ordered.company_settings(SalesFormsPrefs={"CustomField": [{"CustomField": []}, {"CustomField": []}]})
    ordered.invoice(ordered.contact_id, line(product=ordered.product_id), number="HS-2", **{PO: "PO-2"})
    ordered.sync()

    assert ordered.stands(number="HS-2") == "failing: custom_field_dropped"
    assert len(ordered.quickbooks_all("HS-2")) == 1  # it is there, and not a second time
    ordered.sync()
    assert len(ordered.quickbooks_all("HS-2")) == 1
