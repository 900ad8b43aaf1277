"""Who is meant where an address or an invoice names several (A2)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from syncapp.actions import linking
from syncapp.actions.records import FixRefused
from tests.scenarios.company import Company, living
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    contact_row,
    customer_row,
    invoice_row,
    shared_by_two,
)


def test_a_contact_that_is_not_of_the_invoice_cannot_be_picked(acme: Acme, ida: User) -> None:  # A2
    acme.invoice((acme.contact_id, acme.contact("bea@baker.test", "Bea")), number="HS-1")
    acme.sync()

    with pytest.raises(FixRefused, match="is not of this invoice"):
        linking.pick_contact(invoice_row(acme, "HS-1"), "987654", by=ida)


def test_made_without_an_address_and_the_answer_lost_it_stays_without(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.sync()
    linking.make_without_email(customer_row(empty, first), by=ida)
    empty.world.fault("hubspot", "/contacts/batch/create", "reset")

    empty.sync()
    empty.sync()

    people = [one["properties"] for one in living(empty.world, "hubspot", "contacts")]
    assert sorted(one.get("email") or "" for one in people) == ["", "olivia@oak.test"]
    made = customer_row(empty, first)
    assert (made.status, made.decision) == ("syncing", {})
    assert empty.writes() == QUIET
