"""A HubSpot invoice is changed in HubSpot only; putting it back is enough (S3, S44)."""

from __future__ import annotations

from syncapp.storage.models import Activity
from tests.scenarios.company import line, sold
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


def test_another_price_in_quickbooks_fails_and_nothing_is_overwritten(acme: Acme) -> None:  # S3, S44
    linked(acme)
    price_there(acme, 60)

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"
    assert (acme.hubspot("HS-1").total, acme.quickbooks("HS-1").total) == (120, 140)
    assert "120" in acme.world.record(number="HS-1").params["changed"]


def test_the_price_put_back_makes_it_sync_without_anybody_clicking(acme: Acme) -> None:  # S3
    linked(acme)
    price_there(acme, 60)
    acme.sync()
    price_there(acme, 50)

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "syncing"
    acme.equal("HS-1")


def test_the_same_change_made_in_hubspot_makes_it_sync_too(acme: Acme) -> None:  # S3: equal again by whatever way
    linked(acme)
    price_there(acme, 60)
    acme.sync()
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.edit("line_items", acme.parts("HS-1", "line_items")[0]["id"], price="60.00")
    acme.sync()

    assert acme.stands(number="HS-1") == "syncing"
    assert acme.equal("HS-1").total == 140


def test_an_added_or_removed_line_in_quickbooks_fails(acme: Acme) -> None:  # S44
    linked(acme)
    lines = [one for one in acme.quickbooks("HS-1").doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    change_there(acme, Line=lines[:1])
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"


def test_comments_changed_in_quickbooks_fail(acme: Acme) -> None:  # S3
    linked(acme)
    change_there(acme, CustomerMemo={"value": "Other gate"})
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"

    change_there(acme, CustomerMemo={"value": "Gate code 12"})
    acme.sync()

    assert acme.stands(number="HS-1") == "syncing"


def test_tax_put_on_in_quickbooks_fails(acme: Acme) -> None:  # S3, S5
    linked(acme)
    acme.company_settings(TaxPrefs={"UsingSalesTax": True, "PartnerTaxEnabled": False})
    code = acme.tax_code("California", "7.5")
    lines = [one for one in acme.quickbooks("HS-1").doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    taxed = [
        one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | {"TaxCodeRef": {"value": "TAX"}}} for one in lines
    ]
    change_there(acme, Line=taxed, TxnTaxDetail={"TxnTaxCodeRef": {"value": code}})
    acme.sync()

    assert acme.quickbooks("HS-1").total == 129
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"


def test_number_and_date_belong_to_hubspot_too(acme: Acme) -> None:  # S3, S16
    linked(acme)
    change_there(acme, TxnDate="2026-11-01")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"

    change_there(acme, TxnDate="2026-11-24")
    acme.sync()
    assert acme.stands(number="HS-1") == "syncing"


def test_another_customer_in_quickbooks_fails(acme: Acme) -> None:  # S3: the customer belongs to HubSpot
    linked(acme)
    other = acme.customer("Baker", "bea@baker.test")
    acme.change("Invoice", acme.quickbooks("HS-1").doc["Id"], CustomerRef={"value": other})
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"

    acme.change("Invoice", acme.quickbooks("HS-1").doc["Id"], CustomerRef={"value": acme.customer_id})
    acme.sync()

    assert acme.stands(number="HS-1") == "syncing"


def test_moved_to_a_sub_customer_of_the_same_payer_is_no_edit(acme: Acme) -> None:  # A2, A7
    linked(acme)
    site = acme.customer("North site", ParentRef={"value": acme.customer_id}, Job=True, BillWithParent=True)
    acme.change("Invoice", acme.quickbooks("HS-1").doc["Id"], CustomerRef={"value": site})
    acme.sync()

    assert acme.stands(number="HS-1") == "syncing"


def test_another_customer_of_a_quickbooks_invoice_is_told(acme: Acme) -> None:
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.change("Invoice", bill, CustomerRef={"value": acme.customer("Baker", "bea@baker.test")})
    acme.sync()
    assert acme.stands(number="1001") == "failing: customer_changed"

    acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id})
    acme.sync()

    assert acme.stands(number="1001") == "syncing"


def test_a_payment_of_hubspot_removed_in_quickbooks_fails_until_it_is_entered_again(acme: Acme) -> None:  # S3, A29
    linked(acme)
    acme.pay_here(acme.hubspot("HS-1").doc["id"], "120.00", date="2026-11-20", reference="4711")
    acme.sync()
    assert acme.equal("HS-1").status == "paid"
    (payment,) = acme.payments("HS-1")
    acme.in_quickbooks("Payment", {"Id": payment["Id"]}, "delete")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"
    assert acme.stands("payment") == "failing: payment_removed"

    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "120.00"}, date="2026-11-24", reference="4711")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "syncing"
    assert acme.stands("payment") == "syncing"
    assert len(acme.parts("HS-1", "commerce_payments")) == 1
    assert acme.equal("HS-1").status == "paid"


def test_while_an_invoice_fails_its_payments_wait(acme: Acme) -> None:  # design 4.4
    linked(acme)
    price_there(acme, 60)
    acme.pay_here(acme.hubspot("HS-1").doc["id"], "50.00")
    acme.sync()
    assert acme.stands("payment") == "pending: waiting"

    price_there(acme, 50)
    acme.sync()

    assert acme.stands("payment") == "syncing"
    assert acme.equal("HS-1").balance == 70


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


def test_another_number_in_quickbooks_is_named_as_people_call_it(acme: Acme) -> None:  # S3, S44
    linked(acme)
    change_there(acme, DocNumber="HS-1-B")
    acme.sync()

    row = acme.world.record(object_type="invoice")
    assert (row.reason, row.params) == ("native_invoice_edited", {"field": "Invoice number"})
