"""A linked customer gets an address that another HubSpot contact has: a remark, never a new link, and nothing waits for
it (A3)."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.core.errors import remark_text
from syncapp.engine import context
from tests.scenarios.company import Company, living
from tests.scenarios.conftest import Acme

TAKEN = "taken@acme.test"


@pytest.fixture
def clash(acme: Acme) -> Acme:
    """Acme's statements go to an address that the contact Tess has, and its phone number is new too."""
    acme.contact(TAKEN, "Tess", "Teal")
    acme.sync()
    acme.change(
        "Customer", acme.customer_id, PrimaryEmailAddr={"Address": TAKEN}, PrimaryPhone={"FreeFormNumber": "555-0101"}
    )
    return acme


def tess(company: Company) -> str:
    return next(
        str(one["id"])
        for one in living(company.world, "hubspot", "contacts")
        if one["properties"].get("lastname") == "Teal"
    )


def ann(company: Acme) -> dict[str, Any]:
    (found,) = [
        one["properties"] for one in living(company.world, "hubspot", "contacts") if one["id"] == company.contact_id
    ]
    return found


def updates(company: Company) -> int:
    """Calls that changed contacts in HubSpot since the journal was forgotten, refused ones too."""
    return len(
        [one for one in company.world.journal("hubspot", "write") if one["path"].endswith("contacts/batch/update")]
    )


def remark(company: Acme) -> dict[str, str]:
    row = company.world.record(object_type="contact", quickbooks_id=company.customer_id)
    (found,) = [one["params"] for one in row.remarks if one["code"] == "address_clash"]
    return dict(found)


def test_all_else_arrives_and_a_remark_says_who_has_the_address(clash: Acme) -> None:  # A3
    clash.world.forget_journal()
    clash.sync()

    assert ann(clash)["phone"] == "555-0101"
    assert ann(clash)["email"] == "ann@acme.test"
    assert clash.stands("contact", quickbooks_id=clash.customer_id) == "syncing"
    assert remark(clash) == {"email": TAKEN, "own": "ann@acme.test", "holder": "Tess Teal"}
    assert updates(clash) == 2  # what HubSpot refused, and the rest without the address
    (told,) = clash.world.record(object_type="contact", quickbooks_id=clash.customer_id).remarks
    assert remark_text(told) == (
        "The customer's address in QuickBooks Online, taken@acme.test, is not written to HubSpot, because another contact, "
        "“Tess Teal”, has it there. The contact keeps ann@acme.test. It follows when that contact gives it up."
    )


def test_the_run_after_writes_and_asks_nothing_of_it(clash: Acme) -> None:  # A3, I3
    clash.sync()
    clash.world.forget_journal()

    assert clash.writes() == {"hubspot": 0, "quickbooks": 0}
    assert updates(clash) == 0
    assert remark(clash)["email"] == TAKEN


def test_what_changes_later_goes_in_one_call_and_the_remark_stays(clash: Acme) -> None:  # A3
    clash.sync()
    clash.world.forget_journal()
    clash.change("Customer", clash.customer_id, PrimaryPhone={"FreeFormNumber": "555-0202"})
    clash.sync()

    assert ann(clash)["phone"] == "555-0202"
    assert updates(clash) == 1
    assert remark(clash)["email"] == TAKEN


def test_it_follows_by_itself_when_the_other_contact_gives_the_address_up(clash: Acme) -> None:  # A3
    clash.sync()
    clash.world.forget_journal()
    clash.edit("contacts", tess(clash), email="tess@teal.test")
    clash.sync()

    assert ann(clash)["email"] == TAKEN
    assert updates(clash) == 1
    assert clash.remarks("contact", quickbooks_id=clash.customer_id) == set()
    assert clash.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_deleted_contact_gives_it_up_too_seen_by_the_nightly_look_at_the_latest(clash: Acme) -> None:  # A3, A11
    clash.sync()
    clash.remove("contacts", tess(clash))
    clash.sync(full=True)

    assert ann(clash)["email"] == TAKEN
    assert clash.remarks("contact", quickbooks_id=clash.customer_id) == set()


def test_the_nightly_look_asks_once_and_leaves_the_remark(clash: Acme) -> None:  # A3
    clash.sync()
    clash.world.forget_journal()
    clash.sync(full=True)

    assert updates(clash) == 1  # refused
    assert remark(clash) == {"email": TAKEN, "own": "ann@acme.test", "holder": "Tess Teal"}
    clash.edit("contacts", tess(clash), email="tess@teal.test")
    clash.sync()
    assert ann(clash)["email"] == TAKEN


def test_another_address_in_quickbooks_ends_it(clash: Acme) -> None:  # A3
    clash.sync()
    clash.change("Customer", clash.customer_id, PrimaryEmailAddr={"Address": "free@acme.test"})
    clash.sync()

    assert ann(clash)["email"] == "free@acme.test"
    assert clash.remarks("contact", quickbooks_id=clash.customer_id) == set()


def test_back_to_the_old_address_ends_it(clash: Acme) -> None:  # A3
    clash.sync()
    clash.change("Customer", clash.customer_id, PrimaryEmailAddr={"Address": "ann@acme.test"})

    assert clash.writes() == {"hubspot": 0, "quickbooks": 0}
    assert clash.remarks("contact", quickbooks_id=clash.customer_id) == set()


def test_a_person_who_puts_it_right_in_hubspot_ends_it(clash: Acme) -> None:  # A3
    clash.sync()
    clash.edit("contacts", tess(clash), email="tess@teal.test")
    clash.edit("contacts", clash.contact_id, email=TAKEN)

    assert clash.writes() == {"hubspot": 0, "quickbooks": 0}
    assert clash.remarks("contact", quickbooks_id=clash.customer_id) == set()
    assert clash.stands("contact", quickbooks_id=clash.customer_id) == "syncing"


def test_another_address_of_a_person_in_hubspot_does_not_end_it(clash: Acme) -> None:  # A3: QuickBooks leads
    clash.sync()
    clash.edit("contacts", clash.contact_id, email="own@acme.test")

    assert clash.writes() == {"hubspot": 0, "quickbooks": 0}
    assert remark(clash)["own"] == "own@acme.test"
    clash.edit("contacts", tess(clash), email="tess@teal.test")
    clash.sync()
    assert ann(clash)["email"] == TAKEN


def test_two_customers_that_change_places_are_two_remarks_and_no_loop(acme: Acme) -> None:  # A3
    bea = acme.customer("Baker", "bea@baker.test")
    acme.sync()
    acme.change("Customer", acme.customer_id, PrimaryEmailAddr={"Address": "bea@baker.test"})
    acme.change("Customer", bea, PrimaryEmailAddr={"Address": "ann@acme.test"})
    acme.sync()

    assert [acme.remarks("contact", quickbooks_id=one) for one in (acme.customer_id, bea)] == [{"address_clash"}] * 2
    assert acme.world.records(next_attempt_at__isnull=False) == []
    acme.world.forget_journal()
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert updates(acme) == 0


def test_an_address_that_another_customer_leaves_follows_in_the_same_run(acme: Acme) -> None:  # A3
    bea = acme.customer("Baker", "bea@baker.test")
    acme.sync()
    acme.change("Customer", acme.customer_id, PrimaryEmailAddr={"Address": "bea@baker.test"})
    acme.change("Customer", bea, PrimaryEmailAddr={"Address": "office@baker.test"})
    acme.sync()

    assert ann(acme)["email"] == "bea@baker.test"
    assert acme.remarks("contact", quickbooks_id=acme.customer_id) == set()
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_contact_that_was_made_a_moment_ago_holds_it_too(acme: Acme) -> None:  # A3
    acme.sync()
    acme.change(
        "Customer", acme.customer_id, PrimaryEmailAddr={"Address": TAKEN}, PrimaryPhone={"FreeFormNumber": "555-0101"}
    )
    acme.contact(TAKEN, "Tess", "Teal")
    acme.sync()

    assert ann(acme)["phone"] == "555-0101"
    assert remark(acme)["email"] == TAKEN
    acme.edit("contacts", tess(acme), email="tess@teal.test")
    acme.sync()
    assert ann(acme)["email"] == TAKEN


def test_two_that_are_linked_by_hand_keep_the_address_of_a_third(empty: Company) -> None:  # A3, B23
    customer = empty.customer("Acme", TAKEN, PrimaryPhone={"FreeFormNumber": "555-0101"})
    other = empty.customer("Other", TAKEN)
    contact, third = empty.contact("ann@acme.test", "Ann"), empty.contact(TAKEN, "Tess")
    empty.set_up()
    empty.sync()
    row = empty.world.record(object_type="contact", hubspot_id=contact)
    row.decision = {"link": empty.world.record(object_type="contact", quickbooks_id=customer).pk}
    row.status, row.next_attempt_at = "pending", empty.world.now()
    row.save()
    empty.sync()

    assert empty.world.record(object_type="contact", quickbooks_id=customer).hubspot_id == contact
    assert empty.remarks("contact", quickbooks_id=customer) == {"address_clash"}
    assert empty.world.record(object_type="contact", quickbooks_id=other).hubspot_id in (None, third)


def test_from_hubspot_no_address_of_a_linked_contact_goes_over_taken_or_not(acme: Acme) -> None:  # A3
    acme.customer("Baker", "bea@baker.test")
    acme.sync()
    acme.world.workspace.syncs.filter(object_type="contact").update(policy="hubspot")
    acme.edit("contacts", acme.contact_id, email="new@acme.test")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands("contact", quickbooks_id=acme.customer_id) == "syncing"


def test_a_crash_after_the_refusal_writes_the_rest_all_the_same(
    clash: Acme, monkeypatch: pytest.MonkeyPatch
) -> None:  # A3
    def crash(name: str) -> None:
        if name == "call-stored":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(context, "point", crash)
        with pytest.raises(KeyboardInterrupt):
            clash.sync()
    clash.sync()

    assert ann(clash)["phone"] == "555-0101"
    assert remark(clash)["holder"] == "Tess Teal"
    assert clash.writes() == {"hubspot": 0, "quickbooks": 0}
