"""What people do about a failing record here, carried out by the next run."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from syncapp.actions.crossing import sync_contact
from syncapp.actions.names import choose_name, choose_names
from syncapp.actions.records import FixRefused
from syncapp.core.criteria import Operator
from syncapp.queries.names import alike, named, proposals
from syncapp.storage.models import FilterRule, ObjectSync, SyncRecord
from tests.scenarios.company import living, sold
from tests.scenarios.conftest import Acme

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana() -> User:
    return User.objects.create_user("dana@example.com", "dana@example.com", first_name="Dana")


def contact_sync(acme: Acme) -> ObjectSync:
    return ObjectSync.objects.get(workspace=acme.world.workspace, object_type="contact")


def invoice(acme: Acme) -> SyncRecord:
    return acme.world.record(object_type="invoice", number="HS-1")


def customers(acme: Acme) -> set[str]:
    return {one["DisplayName"] for one in living(acme.world, "quickbooks", "customer")}


# -- sync this contact first (S13, S41) ------------------------------------------------------------------------


@pytest.fixture
def filtered(acme: Acme) -> Acme:
    """Bea does not match the filter of the contact sync, so her invoice has no customer."""
    FilterRule.objects.create(
        sync=contact_sync(acme), target="quickbooks", property="lastname", operator=Operator.IS, values=["Archer"]
    )
    bea = acme.contact("bea@baker.test", "Bea", "Baker")
    acme.invoice(bea, number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1", object_type="invoice") == "failing: customer_not_found"
    return acme


def test_the_contact_goes_whatever_the_filter_says_and_the_invoice_follows(filtered: Acme, dana: User) -> None:  # S41
    assert invoice(filtered).params == {"email": "bea@baker.test"}

    sync_contact(invoice(filtered), by=dana)
    filtered.sync()

    filtered.equal("HS-1")
    assert "Bea Baker" in customers(filtered)
    assert filtered.world.record(object_type="contact", label="Bea Baker").decision == {}  # it is done
    assert filtered.writes(full=True) == {"hubspot": 0, "quickbooks": 0}


def test_clicking_twice_makes_one_customer(filtered: Acme, dana: User) -> None:
    for _ in range(2):
        sync_contact(invoice(filtered), by=dana)
    filtered.sync()
    made = [one for one in living(filtered.world, "quickbooks", "customer") if "Baker" in one["DisplayName"]]
    assert len(made) == 1


def test_a_direction_that_does_not_go_there_is_explained(filtered: Acme, dana: User) -> None:
    ObjectSync.objects.filter(pk=contact_sync(filtered).pk).update(direction="to-hubspot")
    with pytest.raises(FixRefused, match="Contacts do not sync to QuickBooks Online, so Bea Baker is not made there"):
        sync_contact(invoice(filtered), by=dana)
    ObjectSync.objects.filter(pk=contact_sync(filtered).pk).update(enabled=False)
    with pytest.raises(FixRefused, match="The contact sync is off"):
        sync_contact(invoice(filtered), by=dana)


def test_without_an_address_nobody_can_be_made(acme: Acme, dana: User) -> None:
    nobody = acme.contact("", "Nobody", "Known")
    acme.invoice(nobody, number="HS-1")
    acme.sync()
    with pytest.raises(FixRefused, match="Nobody Known has no email address"):
        sync_contact(invoice(acme), by=dana)


def test_a_customer_whose_filter_keeps_it_out_becomes_a_contact_for_its_bill(acme: Acme, dana: User) -> None:
    FilterRule.objects.create(
        sync=contact_sync(acme), target="hubspot", property="DisplayName", operator=Operator.IS, values=["Acme"]
    )
    acme.bill(acme.customer("Baker", "bea@baker.test"), sold(acme.item_id), number="1001")
    acme.sync()
    bill = acme.world.record(object_type="invoice", number="1001")
    assert (bill.status, bill.reason, bill.params) == ("failing", "customer_not_found", {"customer": "Baker"})

    sync_contact(bill, by=dana)
    acme.sync()

    acme.equal("1001")


# -- another display name (S42, B21) ---------------------------------------------------------------------------


@pytest.fixture
def held(acme: Acme) -> Acme:
    """A vendor has the name that Bill's company would give him."""
    acme.in_quickbooks("Vendor", {"DisplayName": "Birch & Sons"})
    bill = acme.make(
        "contacts", None, email="bill@birch.test", firstname="Bill", lastname="Birch", company="Birch & Sons"
    )
    acme.invoice(bill, number="HS-1")
    acme.sync()
    assert acme.stands("contact", hubspot_id=bill) == "failing: display_name_held"
    return acme


def contact(acme: Acme, label: str = "Bill Birch") -> SyncRecord:
    return acme.world.record(object_type="contact", label=label)


def test_the_patterns_are_made_of_what_hubspot_holds(held: Acme) -> None:  # B21
    names = {one.pattern: one.name for one in proposals(contact(held), [])}
    assert names == {
        "person_company": "Bill Birch (Birch & Sons)",
        "company_person": "Birch & Sons (Bill Birch)",
        "company_domain": "Birch & Sons (birch.test)",
        "person": "Bill Birch",
        "email": "bill@birch.test",
    }


def test_the_customer_is_made_under_the_chosen_name_and_the_invoice_follows(held: Acme, dana: User) -> None:  # S42
    choose_name(contact(held), "Bill Birch (Birch & Sons)", by=dana)
    held.sync()

    assert "Bill Birch (Birch & Sons)" in customers(held)
    assert held.stands(number="HS-1", object_type="invoice") == "syncing"
    assert contact(held).decision == {}


def test_a_chosen_name_that_is_taken_too_fails_with_that_name(held: Acme, dana: User) -> None:
    held.in_quickbooks("Vendor", {"DisplayName": "Bill the Builder"})
    choose_name(contact(held), "Bill the Builder", by=dana)
    held.sync()

    row = contact(held)
    assert (row.reason, row.params["name"]) == ("display_name_held", "Bill the Builder")
    assert customers(held) == {"Acme"}


def test_a_pattern_names_all_that_fail_alike(held: Acme, dana: User) -> None:  # B21
    held.in_quickbooks("Vendor", {"DisplayName": "Cedar Ltd"})
    cara = held.make("contacts", None, email="cara@cedar.test", firstname="Cara", lastname="Cole", company="Cedar Ltd")
    held.invoice(cara, number="HS-2")
    held.sync()
    rows = [contact(held), *alike(contact(held))]
    assert [row.label for row in rows] == ["Bill Birch", "Cara Cole"]

    assert choose_names({row: named(row, "person_company") for row in rows}, by=dana) == (2, ())
    held.sync()

    assert customers(held) == {"Acme", "Bill Birch (Birch & Sons)", "Cara Cole (Cedar Ltd)"}


def test_two_of_one_name_are_not_chosen_at_once(held: Acme, dana: User) -> None:
    other = SyncRecord.objects.create(
        workspace=held.world.workspace,
        object_type="contact",
        hubspot_id="77",
        label="Bo",
        status="failing",
        reason="display_name_held",
    )
    number, left = choose_names({contact(held): "Birch", other: "birch"}, by=dana)
    assert (number, left) == (1, ("Bo: “birch” is Bill Birch's new name already.",))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Type a name."), (" \u200b", "Type a name."), ("x" * 501, "501 characters"), ("a: b", "no colon"), ("a\tb", "no colon"),
        ("a\nb", "no colon"), ('the "one"', "no colon"), ("birch  & SONS", "the name that is taken"),
    ],
)  # fmt: skip
def test_a_name_that_quickbooks_would_refuse_is_refused_here(held: Acme, dana: User, name: str, why: str) -> None:
    with pytest.raises(FixRefused, match=why):
        choose_name(contact(held), name, by=dana)
    assert contact(held).decision == {}


def test_of_what_does_not_fail_no_name_is_chosen(acme: Acme, dana: User) -> None:
    with pytest.raises(FixRefused, match="not in question"):
        choose_name(acme.world.record(object_type="contact"), "Another", by=dana)


# -- what is mended elsewhere (S41) ----------------------------------------------------------------------------


def test_an_invoice_follows_as_soon_as_its_contact_has_an_address(acme: Acme) -> None:  # S13, S41
    nora = acme.contact("", "Nora", "Nameless")
    acme.invoice(nora, number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1", object_type="invoice") == "failing: customer_not_found"
    assert invoice(acme).params == {"without_email": "Nora Nameless"}

    acme.edit("contacts", nora, email="nora@nameless.test")
    acme.world.sync(retry=False)  # as by a webhook: what fails is not tried again for that

    acme.equal("HS-1")
