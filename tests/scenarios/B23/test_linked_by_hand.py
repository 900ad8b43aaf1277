"""Two records are said to be one (B23, S10)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from syncapp.actions import linking
from syncapp.actions.records import FixRefused
from syncapp.storage.models import Activity
from tests.scenarios.company import Company, line, living
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    contact_row,
    customer_row,
)


def test_what_is_linked_already_cannot_be_linked_with_another(acme: Acme, ida: User) -> None:  # B23
    lead = acme.contact("lead@example.test", "Lena")
    acme.sync()

    with pytest.raises(FixRefused, match="is linked already"):
        linking.link(contact_row(acme, lead), customer_row(acme, acme.customer_id), by=ida)


def two_strangers(company: Company) -> tuple[str, str]:
    """A contact and a customer with nothing in common, neither of which crosses by itself."""
    company.set_up()
    company.world.workspace.syncs.filter(object_type="contact").update(direction="to-quickbooks")
    granite = company.customer("Granite Works", "books@granite.test")
    gil = company.contact("gil@granite.test", "Gil", "Grey")
    company.sync()
    return gil, granite


def test_linked_by_hand_the_pair_is_one_and_the_second_run_is_quiet(empty: Company, ida: User) -> None:  # B23
    gil, granite = two_strangers(empty)

    linking.link(contact_row(empty, gil), customer_row(empty, granite), by=ida)
    empty.sync()

    row = contact_row(empty, gil)
    assert (row.quickbooks_id, row.status, row.decision) == (granite, "syncing", {})
    assert len(living(empty.world, "quickbooks", "customer")) == len(living(empty.world, "hubspot", "contacts")) == 1
    assert empty.writes() == QUIET
    assert empty.writes(full=True) == QUIET


def test_the_link_may_be_clicked_on_either_of_the_two(empty: Company, ida: User) -> None:
    gil, granite = two_strangers(empty)

    linking.link(customer_row(empty, granite), contact_row(empty, gil), by=ida)
    empty.sync()

    assert contact_row(empty, gil).quickbooks_id == granite


def test_a_dry_run_shows_the_link_and_stores_nothing(empty: Company, ida: User) -> None:  # B2
    gil, granite = two_strangers(empty)
    linking.link(contact_row(empty, gil), customer_row(empty, granite), by=ida)

    empty.sync(dry_run=True)

    row = contact_row(empty, gil)
    assert not row.linked
    assert row.decision == {"link": customer_row(empty, granite).pk}


def test_an_outdated_link_does_nothing_and_says_so(empty: Company, ida: User) -> None:
    gil, granite = two_strangers(empty)
    linking.link(contact_row(empty, gil), customer_row(empty, granite), by=ida)
    empty.change("Customer", granite, Active=False)

    empty.sync()

    row = contact_row(empty, gil)
    assert not row.linked
    assert row.decision == {}
    assert "inactive" in Activity.objects.get(kind="decision_dropped", record=row).reason


def test_the_item_that_is_picked_is_linked_and_sold(empty: Company, ida: User) -> None:  # S10, A21
    empty.customer("Acme", "ann@acme.test")
    contact = empty.contact("ann@acme.test", "Ann")
    hardwood = empty.item("Mulch, hardwood", "MULCH-3")
    empty.item("Mulch, cedar", "mulch-3")
    product = empty.product("Mulch", "MULCH-3")
    empty.set_up()
    empty.invoice(contact, line("Mulch", product=product), number="HS-1")
    empty.sync()
    assert empty.stands(number="HS-1") == "failing: ambiguous_sku"

    row = empty.world.record(object_type="product", hubspot_id=product)
    linking.link(row, empty.world.record(object_type="product", quickbooks_id=hardwood), by=ida)
    empty.sync()

    (sold_line, *_) = empty.quickbooks("HS-1").doc["Line"]
    assert sold_line["SalesItemLineDetail"]["ItemRef"]["value"] == hardwood
    assert empty.writes() == QUIET


def test_an_item_of_the_same_name_is_picked_instead_of_made_twice(acme: Acme, ida: User) -> None:  # S10, S45
    gravel = acme.item("Gravel")
    product = acme.product("Gravel", "GR-1")
    acme.sync()
    row = acme.world.record(object_type="product", hubspot_id=product)
    assert row.reason == "duplicate_item_name"

    linking.link(row, acme.world.record(object_type="product", quickbooks_id=gravel), by=ida)
    acme.sync()

    assert acme.world.record(object_type="product", hubspot_id=product).quickbooks_id == gravel
    assert acme.writes() == QUIET
    assert [one["Name"] for one in living(acme.world, "quickbooks", "item")].count("Gravel") == 1
