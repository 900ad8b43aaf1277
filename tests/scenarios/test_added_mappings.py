"""A mapping that is added later: from now on, or also for what is linked already (A13)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions import drafts
from syncapp.core.values import ObjectType
from syncapp.storage import starts
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme

MOBILE = ("mobilephone", "Mobile.FreeFormNumber")


def save(acme: Acme, object_type: ObjectType, fields: tuple[str, str], *, from_now: bool) -> None:
    """As the last step of the walk saves it."""
    owner = User.objects.get(email="owner@example.com")
    draft = drafts.begin(acme.world.workspace, owner, object_type)
    added: dict[str, Any] = {"hubspot": fields[0], "quickbooks": fields[1], "origin": "custom", "enabled": True}
    settings = draft.data["settings"] | ({"from_now": ["|".join(fields)]} if from_now else {})
    drafts.save_step(draft, mappings=[{**added, "transform": "same", "blank_means_blank": False}], settings=settings)
    with transaction.atomic():
        starts.saved(drafts.apply_draft(draft), acme.world.now())


def mobile(acme: Acme) -> str:
    (customer,) = acme.world.objects("quickbooks", "customer")
    return str((customer.get("Mobile") or {}).get("FreeFormNumber", ""))


def two_numbers(acme: Acme) -> None:
    acme.edit("contacts", acme.contact_id, mobilephone="555 0111")
    acme.change("customer", acme.customer_id, Mobile={"FreeFormNumber": "555 0222"})
    acme.sync()


def test_from_now_on_leaves_what_is_linked_as_it_stands(acme: Acme) -> None:  # A13
    two_numbers(acme)
    save(acme, ObjectType.CONTACT, MOBILE, from_now=True)

    assert acme.writes(full=True) == {"hubspot": 0, "quickbooks": 0}
    assert mobile(acme) == "555 0222"

    acme.edit("contacts", acme.contact_id, mobilephone="555 0333")
    acme.sync()
    assert mobile(acme) == "555 0333"


def test_also_the_linked_ones_takes_them_in_with_the_next_run(acme: Acme) -> None:  # A13
    two_numbers(acme)
    save(acme, ObjectType.CONTACT, MOBILE, from_now=False)

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}
    assert mobile(acme) == "555 0111"
    assert acme.writes(full=True) == {"hubspot": 0, "quickbooks": 0}


@pytest.mark.parametrize("from_now", [True, False])
def test_a_new_record_gets_it_either_way(acme: Acme, from_now: bool) -> None:  # A13
    save(acme, ObjectType.CONTACT, MOBILE, from_now=from_now)
    acme.customer("Birch", "bo@birch.test", Mobile={"FreeFormNumber": "555 0999"})
    acme.sync()

    birch = next(
        one for one in acme.world.objects("hubspot", "contacts") if one["properties"].get("email") == "bo@birch.test"
    )
    assert birch["properties"]["mobilephone"] == "555 0999"


def test_a_dry_run_shows_what_also_would_write(acme: Acme) -> None:  # B2, A13
    two_numbers(acme)
    save(acme, ObjectType.CONTACT, MOBILE, from_now=False)

    (planned,) = acme.sync(dry_run=True)["plan"]
    assert (planned["system"], planned["action"], planned["label"]) == ("quickbooks", "update", "Ann Archer")


def test_protected_months_are_left_out(acme: Acme) -> None:  # A13, A24
    fields = ("hs_title", "PrivateNote")
    open_one = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", hs_title="Here")
    closed = acme.invoice(
        acme.contact_id, line(product=acme.product_id), number="HS-2", hs_title="There", hs_invoice_date="2026-10-12"
    )
    acme.sync()
    assert open_one != closed
    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": "2026-10-31"})
    acme.sync(full=True)
    save(acme, ObjectType.INVOICE, fields, from_now=False)
    acme.sync()

    assert acme.quickbooks("HS-1").doc["PrivateNote"] == "Here"
    assert "PrivateNote" not in acme.quickbooks("HS-2").doc
    assert acme.stands(number="HS-2") == "syncing"
