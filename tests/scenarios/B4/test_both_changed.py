"""Both sides changed: what is kept of it, and lost answers (A9, B4)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from syncapp.actions.choosing import Pick, choose_values
from syncapp.core.values import Side
from syncapp.engine.people.conflicts import seal
from syncapp.storage.models import Activity, Call, Conflict
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


def ask(acme: Acme, object_type: str = "contact") -> None:
    acme.world.workspace.syncs.filter(object_type=object_type).update(policy="ask")


def choose(acme: Acme, **sides: str) -> None:
    """As the form does it: what is open, with what it shows."""
    opened = Conflict.objects.filter(record__workspace=acme.world.workspace, closed_at=None)
    picks = [Pick(one.pk, Side(sides[one.hubspot_field]), seal(one)) for one in opened if one.hubspot_field in sides]
    done = choose_values(acme.world.workspace, picks, by=person(acme))
    assert not done.left


def person(acme: Acme) -> User:
    return User.objects.get_or_create(username="ann@example.com", email="ann@example.com")[0]


def test_a_first_link_asks_too_and_syncs_all_else(acme: Acme) -> None:
    ask(acme)
    customer = acme.customer("Baker", "bea@baker.test", PrimaryPhone={"FreeFormNumber": "1"})
    contact = acme.contact("bea@baker.test", "Bea", phone="2")
    acme.sync()
    assert acme.stands("contact", label="Bea") == "failing: both_changed"
    there = next(one for one in living(acme.world, "quickbooks", "customer") if one["Id"] == customer)
    assert there["GivenName"] == "Bea"
    assert there["PrimaryPhone"]["FreeFormNumber"] == "1"

    acme.edit("contacts", contact, firstname="Beatrice")
    acme.sync()
    there = next(one for one in living(acme.world, "quickbooks", "customer") if one["Id"] == customer)
    assert there["GivenName"] == "Beatrice"
    choose(acme, phone="quickbooks")
    acme.sync()
    assert acme.stands("contact", label="Beatrice") == "syncing"
    here = next(one for one in living(acme.world, "hubspot", "contacts") if one["id"] == contact)
    assert here["properties"]["phone"] == "1"


def due_dates(acme: Acme) -> tuple[str, str]:
    return acme.hubspot("1001").due, acme.quickbooks("1001").due


def test_payments_and_lines_go_on_while_a_due_date_waits_for_a_choice(acme: Acme) -> None:  # A8, S4, S19
    ask(acme, "invoice")
    bill = acme.bill(acme.customer_id, sold(acme.item_id))
    acme.sync()
    acme.edit("invoices", acme.hubspot("1001").doc["id"], hs_due_date="2027-01-01")
    acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id}, DueDate="2027-02-02")
    acme.sync()
    assert acme.stands() == "failing: both_changed"

    acme.pay_there(acme.customer_id, {bill: "40.00"})
    acme.sync()
    acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id}, Line=[sold(acme.item_id, quantity="3")])
    acme.sync()
    assert acme.equal("1001").balance == acme.quickbooks("1001").balance
    assert due_dates(acme) == ("2027-01-01", "2027-02-02")
    assert acme.stands() == "failing: both_changed"

    choose(acme, hs_due_date="quickbooks")
    acme.sync()
    assert due_dates(acme) == ("2027-02-02", "2027-02-02")
    assert acme.stands() == "syncing"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


@pytest.mark.parametrize(("policy", "otherwise"), [("hubspot", "quickbooks"), ("quickbooks", "hubspot")])
def test_what_the_setting_took_can_be_chosen_otherwise_and_back_again(acme: Acme, policy: str, otherwise: str) -> None:
    acme.world.workspace.syncs.filter(object_type="contact").update(policy=policy)
    edit_both(acme)
    acme.sync()
    values = {"hubspot": "916 555 0001", "quickbooks": "916 555 0002"}
    assert phone(acme) == (values[policy], values[policy])

    for side in (otherwise, policy):
        newest = Conflict.objects.filter(record__workspace=acme.world.workspace).first()
        assert newest
        done = choose_values(acme.world.workspace, [Pick(newest.pk, Side(side), seal(newest))], by=person(acme))
        assert not done.left
        acme.sync()
        assert phone(acme) == (values[side], values[side])
        assert acme.stands("contact") == "syncing"
        assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    told = Conflict.objects.filter(record__workspace=acme.world.workspace)
    assert [(one.chosen, one.by == person(acme)) for one in told] == [
        (policy, True),
        (otherwise, True),
        (policy, False),
    ]
    assert all(one.closed_at for one in told)


def through_a_lost_answer(acme: Acme, route: str) -> None:
    """The write of the next run happens, and nobody is told of it, however often it is asked for."""
    acme.world.fault("quickbooks", route, "reset", times=50)
    acme.world.sync()
    assert Call.objects.filter(state=Call.State.UNKNOWN).exists()
    acme.world.control("quickbooks", "faults", method="DELETE")
    acme.wait(minutes=10)
    acme.sync()


def test_a_lost_answer_loses_no_value_of_a_conflict(acme: Acme) -> None:  # A9: what was given up stays known
    edit_both(acme)
    through_a_lost_answer(acme, "/batch.*requestid")

    assert phone(acme) == ("916 555 0001", "916 555 0001")
    assert acme.stands("contact") == "syncing"
    conflict = Conflict.objects.get(record__workspace=acme.world.workspace)
    assert (conflict.chosen, conflict.quickbooks_value, bool(conflict.closed_at)) == (
        "hubspot", "916 555 0002", True,
    )  # fmt: skip


def test_chosen_otherwise_and_the_answer_lost_it_arrives_all_the_same(acme: Acme) -> None:  # B4
    edit_both(acme)
    acme.sync()
    (conflict,) = Conflict.objects.filter(record__workspace=acme.world.workspace)
    choose_values(acme.world.workspace, [Pick(conflict.pk, Side.QUICKBOOKS, seal(conflict))], by=person(acme))
    through_a_lost_answer(acme, "/batch.*requestid")

    assert phone(acme) == ("916 555 0002", "916 555 0002")
    assert acme.stands("contact") == "syncing"
    assert acme.world.record(object_type="contact").decision == {}
    again = Conflict.objects.filter(record__workspace=acme.world.workspace).first()
    assert again
    assert (again.chosen, again.by, bool(again.closed_at)) == ("quickbooks", person(acme), True)
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
