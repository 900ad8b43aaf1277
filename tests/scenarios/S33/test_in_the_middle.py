"""A set-up is changed while a run is under way: the run ends there, and the next one takes what was saved (S33, F92)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions import settings
from syncapp.actions.drafts import apply_draft, begin, save_step
from syncapp.core.values import ObjectType
from syncapp.storage import starts
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile

CHANGED = "The set-up was changed while the sync ran."


def saving(acme: Acme, object_type: ObjectType = ObjectType.INVOICE, **chosen: Any) -> Callable[[], None]:
    """The last click of a walk that was begun before the run."""
    draft = save_step(begin(acme.world.workspace, User.objects.get(), object_type), **chosen)

    def save() -> None:
        with transaction.atomic():
            starts.saved(apply_draft(draft), acme.world.now())

    return save


@contextmanager
def at_the_first_invoice(acme: Acme, act: Callable[[], Any]) -> Iterator[list[str]]:
    """A run in which `act` happens when invoices are come to; why it stopped."""
    said: list[str] = []
    done: list[Any] = []

    def say(text: str) -> None:
        if text.endswith((" invoice", " invoices")) and not done:
            done.append(act())

    said.append(acme.world.sync(say=say).stopped)
    assert done
    yield said


def test_another_direction_takes_effect_with_the_next_run(acme: Acme) -> None:  # S33, A35
    acme.invoice(acme.contact_id, number="HS-1")

    with at_the_first_invoice(acme, saving(acme, direction="to-hubspot")) as said:
        assert CHANGED in said[0]

    assert acme.quickbooks_all("HS-1") == []
    acme.sync()
    assert acme.stands(number="HS-1") == "excluded: direction"
    assert acme.quickbooks_all("HS-1") == []
    assert starts.waiting(acme.world.workspace) == []


def test_a_direction_changed_after_half_of_the_writes_leaves_them_linked_and_the_others_out(acme: Acme) -> None:  # A35
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    save = saving(acme, direction="to-quickbooks")

    with meanwhile("/invoices/batch/create", save):
        said = acme.world.sync().stopped

    assert CHANGED in said
    acme.sync()
    assert {row.number for row in acme.world.records(object_type="invoice") if row.linked} >= {"HS-1"}
    assert len(acme.hubspot_all("1001")) <= 1
    assert len(acme.quickbooks_all("HS-1")) == 1
    made = acme.world.record(number="1001")
    assert made.linked == bool(acme.hubspot_all("1001"))  # what was sent is known, and nothing is made twice
    acme.sync()
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_filter_narrowed_in_the_middle_holds_what_was_not_sent_yet(acme: Acme) -> None:  # S33, A14
    for number in range(3):
        acme.invoice(acme.contact_id, number=f"HS-{number}")
    garden = {"property": "hs_comments", "operator": "contains", "values": ["garden"]}

    with at_the_first_invoice(acme, saving(acme, filters={"quickbooks": [[garden]]})) as said:
        assert CHANGED in said[0]

    acme.sync()
    assert {acme.stands(number=f"HS-{number}") for number in range(3)} == {"excluded: filter"}
    assert acme.world.objects("quickbooks", "invoice") == []


def test_a_mapping_added_in_the_middle_is_written_by_the_next_run_alone(acme: Acme) -> None:  # S33, A13
    acme.edit("contacts", acme.contact_id, mobilephone="555 0111", phone="555 0100")
    added = {"hubspot": "mobilephone", "quickbooks": "Mobile.FreeFormNumber", "origin": "custom", "enabled": True,
             "transform": "same", "blank_means_blank": False}  # fmt: skip
    save = saving(acme, ObjectType.CONTACT, mappings=[added])

    with meanwhile("/batch", save):
        acme.world.sync()

    (customer,) = acme.world.objects("quickbooks", "customer")
    assert "Mobile" not in customer
    acme.sync()
    (customer,) = acme.world.objects("quickbooks", "customer")
    assert customer["Mobile"]["FreeFormNumber"] == "555 0111"
    assert customer["PrimaryPhone"]["FreeFormNumber"] == "555 0100"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_mapping_taken_away_in_the_middle_is_written_no_more(acme: Acme) -> None:  # S33
    acme.edit("contacts", acme.contact_id, phone="555 0100")
    phone = {"hubspot": "phone", "quickbooks": "PrimaryPhone.FreeFormNumber", "origin": "default", "enabled": False,
             "transform": "same", "blank_means_blank": False}  # fmt: skip
    done: list[None] = []
    save = saving(acme, ObjectType.CONTACT, mappings=[phone])
    said = acme.world.sync(say=lambda text: done.append(save()) if "contact" in text and not done else None).stopped

    assert done
    assert CHANGED in said
    acme.sync()
    (customer,) = acme.world.objects("quickbooks", "customer")
    assert not customer.get("PrimaryPhone")


def test_the_date_of_protection_moved_in_the_middle_holds_at_once(acme: Acme) -> None:  # S33, A24
    owner = User.objects.get()
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    protect = lambda: settings.protect_through(acme.world.workspace, date(2026, 11, 30), by=owner)  # noqa: E731

    with at_the_first_invoice(acme, protect) as said:
        assert CHANGED in said[0]

    assert acme.quickbooks_all("HS-1") == []
    acme.sync()
    assert acme.stands(number="HS-1") == "pending: parked"


@pytest.mark.parametrize("policy", ["quickbooks", "ask"])
def test_a_policy_changed_in_the_middle_decides_the_conflict(acme: Acme, policy: str) -> None:  # S33, A9
    acme.edit("contacts", acme.contact_id, phone="916 555 0001")
    acme.change("Customer", acme.customer_id, PrimaryPhone={"FreeFormNumber": "916 555 0002"})
    done: list[None] = []
    save = saving(acme, ObjectType.CONTACT, policy=policy)

    acme.world.sync(say=lambda text: done.append(save()) if "contact" in text and not done else None)
    assert done
    acme.sync()

    (contact,) = acme.world.objects("hubspot", "contacts")
    kept = {"quickbooks": "916 555 0002", "ask": "916 555 0001"}
    assert contact["properties"]["phone"] == kept[policy]
    (customer,) = acme.world.objects("quickbooks", "customer")
    assert customer["PrimaryPhone"]["FreeFormNumber"] == "916 555 0002"
