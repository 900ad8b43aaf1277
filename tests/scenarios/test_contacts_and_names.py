"""Who becomes a customer, under what name, and who is whose (S12–S15, S41, S42, A1–A4)."""

from __future__ import annotations

from tests.scenarios.company import Company, living, sold
from tests.scenarios.conftest import Acme


def customers(company: Company) -> dict[str, str]:
    """Active customers by display name, with their address."""
    found = [one for one in living(company.world, "quickbooks", "customer") if one.get("Active", True)]
    return {one["DisplayName"]: (one.get("PrimaryEmailAddr") or {}).get("Address", "") for one in found}


def stands_of(company: Company, contact: str) -> str:
    return company.stands("contact", hubspot_id=contact)


# -- names -----------------------------------------------------------------------------------------------------


def test_the_first_contact_of_a_company_takes_its_name(acme: Acme) -> None:  # S14
    birch = acme.make("companies", name="Birch & Sons")
    acme.invoice(acme.contact("bill@birch.test", "Bill", "Birch", birch), number="HS-1")
    acme.sync()

    assert customers(acme)["Birch & Sons"] == "bill@birch.test"
    acme.equal("HS-1")


def test_a_later_contact_of_the_company_collides_and_fails(acme: Acme) -> None:  # S14, S42
    birch = acme.make("companies", name="Birch & Sons")
    acme.invoice(acme.contact("bill@birch.test", "Bill", "Birch", birch), number="HS-1")
    acme.sync()
    beth = acme.contact("beth@birch.test", "Beth", "Birch", birch)
    acme.invoice(beth, number="HS-2")
    acme.sync()

    assert stands_of(acme, beth) == "failing: display_name_duplicate"
    assert acme.stands(number="HS-2") == "pending: waiting"
    assert "Birch & Sons" in acme.world.record(hubspot_id=beth, object_type="contact").params["name"]


def test_two_contacts_of_one_company_in_one_run_the_older_goes(acme: Acme) -> None:  # S14, S42
    birch = acme.make("companies", name="Birch & Sons")
    bill = acme.contact("bill@birch.test", "Bill", "Birch", birch)
    beth = acme.contact("beth@birch.test", "Beth", "Birch", birch)
    acme.invoice(beth, number="HS-1")
    acme.invoice(bill, number="HS-2")
    acme.sync()

    assert customers(acme)["Birch & Sons"] == "bill@birch.test"
    acme.equal("HS-2")
    assert stands_of(acme, beth) == "failing: display_name_duplicate"
    assert acme.stands(number="HS-1") == "pending: waiting"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_without_company_record_the_company_field_then_the_person_then_the_address(acme: Acme) -> None:  # S14
    acme.invoice(acme.contact("a@x.test", "Abe", "Ash", **{"company": ""}), number="HS-1")
    acme.invoice(acme.make("contacts", None, email="b@x.test", firstname="Bo", company="Oak: Ltd"), number="HS-2")
    acme.invoice(acme.contact("c@x.test"), number="HS-3")
    acme.sync()

    assert {"Abe Ash", "Oak - Ltd", "c@x.test"} <= customers(acme).keys()  # forbidden signs replaced


def test_a_name_that_a_vendor_holds_fails_until_the_vendor_is_renamed(acme: Acme) -> None:  # S42, S45
    vendor = acme.in_quickbooks("Vendor", {"DisplayName": "Birch & Sons"})["Id"]
    bill = acme.make("contacts", None, email="bill@birch.test", firstname="Bill", company="Birch & Sons")
    acme.invoice(bill, number="HS-1")
    acme.sync()
    assert stands_of(acme, bill) == "failing: display_name_held"
    assert "vendor Birch" in acme.world.record(hubspot_id=bill, object_type="contact").params["holder"]
    assert acme.stands(number="HS-1") == "pending: waiting"

    acme.change("Vendor", vendor, DisplayName="Birch Supplies")
    acme.sync()

    acme.equal("HS-1")


def test_an_employees_name_is_held_too(acme: Acme) -> None:  # S42
    acme.in_quickbooks("Employee", {"GivenName": "Quentin", "FamilyName": "Quince"})
    quince = acme.contact("quince@x.test", "Quentin", "Quince")
    acme.invoice(quince, number="HS-1")
    acme.sync()

    assert stands_of(acme, quince) == "failing: display_name_held"


def test_the_name_is_given_once_and_never_changed_afterwards(acme: Acme) -> None:  # S14: at creation only
    birch = acme.make("companies", name="Birch & Sons")
    bill = acme.contact("bill@birch.test", "Bill", "Birch", birch)
    acme.invoice(bill, number="HS-1")
    acme.sync()
    acme.edit("companies", birch, name="Birch Holdings")
    acme.edit("contacts", bill, lastname="Burch")
    acme.sync()

    assert customers(acme)["Birch & Sons"] == "bill@birch.test"


# -- who needs a customer --------------------------------------------------------------------------------------


def test_a_contact_without_address_fails_the_invoice_with_the_guides_words(acme: Acme) -> None:  # S41, S13
    nobody = acme.contact("", "Nobody", "Known")
    acme.invoice(nobody, number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: customer_not_found"

    acme.edit("contacts", nobody, email="nobody@x.test")
    acme.sync()

    acme.equal("HS-1")


def test_an_invoice_without_any_contact_fails(acme: Acme) -> None:  # S12
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    invoice = acme.invoice(acme.contact_id, number="HS-1")
    acme.in_hubspot("DELETE", f"/crm/v4/objects/invoices/{invoice}/associations/contacts/{acme.contact_id}")
    acme.sync()

    assert acme.stands(number="HS-1") in ("failing: no_contact", "failing: customer_not_found")


def test_several_recipients_and_none_labelled_is_a_pick_list_never_the_first(acme: Acme) -> None:  # A2
    bea = acme.contact("bea@baker.test", "Bea")
    acme.invoice((acme.contact_id, bea), number="HS-1")
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: ambiguous_contact"
    assert acme.quickbooks_all("HS-1") == []


def test_an_invoice_waits_in_hubspot_for_its_customer_and_brings_its_payments(acme: Acme) -> None:  # S13, B20
    employee = acme.in_quickbooks("Employee", {"GivenName": "Quentin", "FamilyName": "Quince"})
    quince = acme.contact("quince@x.test", "Quentin", "Quince")
    invoice = acme.invoice(quince, number="HS-1")
    for reference in ("1", "2", "3"):
        acme.pay_here(invoice, "20.00", reference=reference)
    acme.sync()
    assert acme.stands(number="HS-1") == "pending: waiting"
    waiting = acme.world.records(object_type="payment", status="pending", reason="waiting")
    assert len(waiting) == 3

    acme.change("Employee", employee["Id"], GivenName="Quinn", DisplayName="Quinn Quince")
    acme.sync()

    assert acme.equal("HS-1").balance == 40
    assert len(acme.payments("HS-1")) == 3


# -- addresses -------------------------------------------------------------------------------------------------


def test_addresses_are_compared_without_case_and_blanks_and_each_of_several_counts(empty: Company) -> None:  # A2
    empty.customer("Acme", "books@acme.test, Ann@ACME.test")
    contact = empty.contact("ann@acme.test", "Ann")
    empty.set_up()
    empty.sync()

    assert empty.world.record(object_type="contact", hubspot_id=contact).linked
    assert len(living(empty.world, "hubspot", "contacts")) == 1


def test_two_active_customers_of_one_address_wait_for_the_choice(empty: Company) -> None:  # A2
    empty.customer("Olivia Oak", "olivia@oak.test")
    holdings = empty.customer("Oak Holdings", "olivia@oak.test")
    olivia = empty.contact("olivia@oak.test", "Olivia", "Oak")
    empty.set_up()
    empty.sync()
    assert stands_of(empty, olivia) == "failing: ambiguous_customer"
    assert empty.writes() == {"hubspot": 0, "quickbooks": 0}

    empty.change("Customer", holdings, PrimaryEmailAddr={"Address": "office@oak.test"})
    empty.sync()

    assert stands_of(empty, olivia) == "syncing"


def test_inactive_customers_never_match(empty: Company) -> None:  # A2, S45
    gone = empty.customer("June Juniper", "june@juniper.test")
    empty.change("Customer", gone, Active=False)
    june = empty.contact("june@juniper.test", "June", "Juniper")
    empty.set_up()
    empty.sync()
    empty.invoice(june, number="HS-1")
    empty.sync()
    assert stands_of(empty, june) == "failing: customer_inactive"
    assert empty.stands(number="HS-1") == "pending: waiting"

    empty.change("Customer", gone, Active=True)
    empty.sync()

    empty.equal("HS-1")


def test_a_linked_customer_made_inactive_fails_new_invoices_until_it_is_active(acme: Acme) -> None:  # S45
    acme.change("Customer", acme.customer_id, Active=False)
    acme.invoice(acme.contact_id, number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: customer_inactive"

    acme.change("Customer", acme.customer_id, Active=True)
    acme.sync()

    acme.equal("HS-1")


def test_a_sub_customer_without_address_is_billed_through_its_parents_contact(acme: Acme) -> None:  # A1, A2
    site = acme.customer("Maple Court", ParentRef={"value": acme.customer_id}, Job=True, BillWithParent=True)
    acme.bill(site, sold(acme.item_id), number="1001")
    acme.sync()

    assert acme.hubspot("1001").emails == {"ann@acme.test"}
    assert acme.stands("contact", quickbooks_id=site) == "excluded: alias"
    assert acme.hubspot("1001").sums == acme.quickbooks("1001").sums


def test_a_customer_without_address_becomes_a_contact_without_and_is_found_again(acme: Acme) -> None:  # A2
    chen = acme.customer("Mei Chen", GivenName="Mei", FamilyName="Chen")
    acme.bill(chen, sold(acme.item_id), number="1001")
    acme.sync()

    people = [one["properties"] for one in living(acme.world, "hubspot", "contacts")]
    assert [one for one in people if one.get("lastname") == "Chen" and not one.get("email")]
    assert acme.hubspot("1001").sums == acme.quickbooks("1001").sums
    acme.sync(full=True)
    assert len(living(acme.world, "hubspot", "contacts")) == 2


def test_a_new_address_in_quickbooks_flows_to_hubspot_and_never_the_other_way(acme: Acme) -> None:  # A3
    acme.change("Customer", acme.customer_id, PrimaryEmailAddr={"Address": "new@acme.test"})
    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}
    (shown,) = living(acme.world, "hubspot", "contacts")
    assert shown["properties"]["email"] == "new@acme.test"

    acme.edit("contacts", acme.contact_id, email="other@acme.test")
    assert acme.writes()["quickbooks"] == 0
    assert customers(acme)["Acme"] == "new@acme.test"


def test_a_new_address_that_another_contact_has_is_no_new_link(acme: Acme) -> None:  # A3
    acme.contact("taken@acme.test", "Tess")
    acme.sync()
    acme.change("Customer", acme.customer_id, PrimaryEmailAddr={"Address": "taken@acme.test"})
    acme.sync()

    assert acme.world.record(object_type="contact", quickbooks_id=acme.customer_id).hubspot_id == acme.contact_id
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_of_several_recipients_the_one_labelled_as_billing_contact_is_billed(acme: Acme) -> None:  # A2
    bea = acme.contact("bea@baker.test", "Bea")
    label = {"label": "Billing contact", "name": "billing_contact"}
    made = acme.in_hubspot("POST", "/crm/v4/associations/invoices/contacts/labels", label)["results"][0]
    draft = acme.draft((acme.contact_id, bea), number="HS-1")
    ends = [{"associationCategory": made["category"], "associationTypeId": made["typeId"]}]
    acme.in_hubspot("PUT", f"/crm/v4/objects/invoices/{draft}/associations/contacts/{acme.contact_id}", ends)
    acme.edit("invoices", draft, hs_invoice_status="open")
    acme.sync()

    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == acme.customer_id


def test_contact_sync_off_an_invoice_finds_its_customer_by_address_all_the_same(empty: Company) -> None:  # A2, S13
    empty.customer("Acme", "ann@acme.test")
    contact = empty.contact("ann@acme.test", "Ann")
    empty.set_up()
    empty.world.workspace.syncs.filter(object_type="contact").update(enabled=False)
    empty.invoice(contact, number="HS-1")
    empty.invoice(empty.contact("new@x.test", "Nell"), number="HS-2")
    empty.sync()

    assert empty.quickbooks("HS-1").total == 100
    assert empty.stands(number="HS-2") == "failing: customer_not_found"  # S41
    assert customers(empty) == {"Acme": "ann@acme.test"}
