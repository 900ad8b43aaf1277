"""Two records are said to be one (B23, S10)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions import linking
from tests.scenarios.company import Company
from tests.scenarios.people import (
    contact_row,
    customer_row,
)


def two_strangers(company: Company) -> tuple[str, str]:
    """A contact and a customer with nothing in common, neither of which crosses by itself."""
    company.set_up()
    company.world.workspace.syncs.filter(object_type="contact").update(direction="to-quickbooks")
    granite = company.customer("Granite Works", "books@granite.test")
    gil = company.contact("gil@granite.test", "Gil", "Grey")
    company.sync()
    return gil, granite


def test_a_dry_run_shows_the_link_and_stores_nothing(empty: Company, ida: User) -> None:  # B2
    gil, granite = two_strangers(empty)
    linking.link(contact_row(empty, gil), customer_row(empty, granite), by=ida)

    empty.sync(dry_run=True)

    row = contact_row(empty, gil)
    assert not row.linked
    assert row.decision == {"link": customer_row(empty, granite).pk}
