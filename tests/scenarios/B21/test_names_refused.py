"""A display name that QuickBooks would refuse is refused before it is sent (B21, S42)."""

from __future__ import annotations

import pytest

from syncapp.actions.names import choose_name, choose_names
from syncapp.actions.records import FixRefused
from syncapp.queries.names import proposals
from syncapp.storage.models import SyncRecord
from tests.scenarios.conftest import Acme
from tests.scenarios.edited import me


@pytest.fixture
def held(acme: Acme) -> Acme:
    """A vendor has the name that Bill's company would give him."""
    acme.in_quickbooks("Vendor", {"DisplayName": "Birch & Sons"})
    bill = acme.contact("bill@birch.test", "Bill", "Birch")
    acme.edit("contacts", bill, company="Birch & Sons")
    acme.invoice(bill, number="HS-1")
    acme.sync()
    assert acme.stands("contact", hubspot_id=bill) == "failing: display_name_held"
    return acme


def contact(acme: Acme) -> SyncRecord:
    return acme.world.record(object_type="contact", label="Bill Birch")


def test_the_patterns_are_made_of_what_hubspot_holds(held: Acme) -> None:  # B21
    assert {one.pattern: one.name for one in proposals(contact(held), [])} == {
        "person_company": "Bill Birch (Birch & Sons)",
        "company_person": "Birch & Sons (Bill Birch)",
        "company_domain": "Birch & Sons (birch.test)",
        "person": "Bill Birch",
        "email": "bill@birch.test",
    }


def test_a_name_that_quickbooks_would_refuse_is_refused_here(held: Acme) -> None:  # B21, S42
    for name, why in {
        "": "Type a name.",
        " \u200b": "Type a name.",
        "x" * 501: "501 characters",
        "a: b": "no colon",
        "a\tb": "no colon",
        "a\nb": "no colon",
        'the "one"': "no colon",
        "birch  & SONS": "the name that is taken",
    }.items():
        with pytest.raises(FixRefused, match=why):
            choose_name(contact(held), name, by=me())
    assert contact(held).decision == {}


def test_two_of_one_name_are_not_chosen_at_once(held: Acme) -> None:  # B21
    told = {"object_type": "contact", "status": "failing", "reason": "display_name_held"}
    other = SyncRecord.objects.create(workspace=held.world.workspace, hubspot_id="77", label="Bo", **told)
    number, left = choose_names({contact(held): "Birch", other: "birch"}, by=me())
    assert (number, left) == (1, ("Bo: “birch” is Bill Birch's new name already.",))


def test_of_what_does_not_fail_no_name_is_chosen(acme: Acme) -> None:  # B21
    with pytest.raises(FixRefused, match="not in question"):
        choose_name(acme.world.record(object_type="contact"), "Another", by=me())
