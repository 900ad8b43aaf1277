"""What a mapping that is added would write to what is linked, before it does (A13, B2)."""

from __future__ import annotations

from typing import Any

import time_machine
from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions import drafts
from syncapp.core.values import ObjectType
from syncapp.storage import starts
from tests.scenarios.conftest import Acme


def test_a_dry_run_shows_what_also_would_write(acme: Acme) -> None:  # B2, A13
    acme.edit("contacts", acme.contact_id, mobilephone="555 0111")
    acme.change("customer", acme.customer_id, Mobile={"FreeFormNumber": "555 0222"})
    acme.sync()
    mapped(acme)

    (planned,) = acme.sync(dry_run=True)["plan"]
    assert (planned["system"], planned["action"], planned["label"]) == ("quickbooks", "update", "Ann Archer")


def test_a_dry_run_shows_what_was_changed_since_one_from_now_on_was_saved(acme: Acme) -> None:  # B2, A13
    acme.sync()
    mapped(acme, from_now=["mobilephone|Mobile.FreeFormNumber"])
    assert acme.sync(dry_run=True)["plan"] == []
    acme.edit("contacts", acme.contact_id, mobilephone="555 0111")

    (planned,) = acme.sync(dry_run=True)["plan"]
    assert (planned["system"], planned["action"], planned["label"]) == ("quickbooks", "update", "Ann Archer")


def mapped(acme: Acme, **settings: Any) -> None:
    owner = User.objects.get(email="owner@example.com")
    draft = drafts.begin(acme.world.workspace, owner, ObjectType.CONTACT)
    added: dict[str, Any] = {"hubspot": "mobilephone", "quickbooks": "Mobile.FreeFormNumber", "origin": "custom"}
    rows = [{**added, "enabled": True, "transform": "same", "blank_means_blank": False}]
    drafts.save_step(draft, mappings=rows, settings={**draft.data["settings"], **settings})
    with time_machine.travel(acme.world.now(), tick=True), transaction.atomic():
        starts.saved(drafts.apply_draft(draft), acme.world.now())
