"""Both sides changed: who wins, and what is kept of the loser (A8, A9, A13)."""

from __future__ import annotations

import pytest

from syncapp.storage.models import Activity, Conflict
from tests.scenarios.company import living, sold
from tests.scenarios.conftest import Acme


def phone(acme: Acme) -> tuple[str, str]:
    (contact,) = [one for one in living(acme.world, "hubspot", "contacts") if one["id"] == acme.contact_id]
    (customer,) = living(acme.world, "quickbooks", "customer")
    return contact["properties"].get("phone") or "", (customer.get("PrimaryPhone") or {}).get("FreeFormNumber", "")


def edit_both(acme: Acme) -> None:
    acme.edit("contacts", acme.contact_id, phone="916 555 0001")
    acme.change("Customer", acme.customer_id, PrimaryPhone={"FreeFormNumber": "916 555 0002"})


@pytest.mark.parametrize(("policy", "winner"), [("hubspot", "916 555 0001"), ("quickbooks", "916 555 0002")])
def test_the_policy_decides_what_both_may_change_and_the_other_value_is_kept(
    acme: Acme, policy: str, winner: str
) -> None:  # A9
    acme.world.workspace.syncs.filter(object_type="contact").update(policy=policy)
    edit_both(acme)
    acme.sync()

    assert phone(acme) == (winner, winner)
    (conflict,) = Conflict.objects.filter(record__workspace=acme.world.workspace)
    assert conflict.chosen == policy
    assert {conflict.hubspot_value, conflict.quickbooks_value} == {"916 555 0001", "916 555 0002"}
    told = Activity.objects.get(record__workspace=acme.world.workspace, kind="conflict")  # in its history
    assert told.reason == policy
    assert [(one["side"], one["to"]) for one in told.changes] == [
        ("hubspot", "916 555 0001"),
        ("quickbooks", "916 555 0002"),
    ]
    assert "conflict_resolved" in acme.remarks("contact")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_different_fields_changed_on_both_sides_both_arrive(acme: Acme) -> None:  # no lost edits
    acme.edit("contacts", acme.contact_id, phone="916 555 0001")
    acme.change("Customer", acme.customer_id, FamilyName="Archer-Bell")
    acme.sync()

    assert phone(acme) == ("916 555 0001", "916 555 0001")
    assert living(acme.world, "hubspot", "contacts")[0]["properties"]["lastname"] == "Archer-Bell"
    assert Conflict.objects.count() == 0


def test_the_same_edit_on_both_sides_is_no_conflict(acme: Acme) -> None:
    acme.edit("contacts", acme.contact_id, phone="916 555 0001")
    acme.change("Customer", acme.customer_id, PrimaryPhone={"FreeFormNumber": "916 555 0001"})

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert Conflict.objects.count() == 0


def test_an_empty_value_never_blanks_the_other_side(acme: Acme) -> None:  # A13
    acme.edit("contacts", acme.contact_id, phone="916 555 0001")
    acme.sync()
    acme.edit("contacts", acme.contact_id, phone="")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert phone(acme) == ("", "916 555 0001")
    assert "cleared" in acme.remarks("contact")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_the_policy_never_decides_over_what_one_side_owns(acme: Acme) -> None:  # A9, A8
    acme.world.workspace.syncs.filter(object_type="invoice").update(policy="hubspot")
    bill = acme.bill(acme.customer_id, sold(acme.item_id))
    acme.sync()
    acme.edit("invoices", acme.hubspot("1001").doc["id"], hs_invoice_date="2026-11-02")
    acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id}, TxnDate="2026-11-03")
    acme.sync()

    assert acme.quickbooks("1001").date == "2026-11-03"
    assert acme.stands() == "failing: owned_elsewhere"


def test_due_dates_of_both_sides_follow_the_policy(acme: Acme) -> None:  # A8: both may change it
    bill = acme.bill(acme.customer_id, sold(acme.item_id))
    acme.sync()
    acme.edit("invoices", acme.hubspot("1001").doc["id"], hs_due_date="2027-01-01")
    acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id}, DueDate="2027-02-02")
    acme.sync()

    assert acme.equal("1001").due == "2027-01-01"
    assert acme.quickbooks("1001").due == "2027-01-01"


def test_a_first_link_of_two_different_values_follows_the_policy(acme: Acme) -> None:  # design 3
    customer = acme.customer("Baker", "bea@baker.test", GivenName="Beatrice", PrimaryPhone={"FreeFormNumber": "1"})
    acme.contact("bea@baker.test", "Bea", phone="2")
    acme.sync()

    there = next(one for one in living(acme.world, "quickbooks", "customer") if one["Id"] == customer)
    assert (there["GivenName"], there["PrimaryPhone"]["FreeFormNumber"]) == ("Bea", "2")
