"""The list from which a field of HubSpot is picked shows what a record holds of each, by one call (S29)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from tests.scenarios.conftest import Acme


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def owner() -> Client:
    client = Client()
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def job_title(acme: Acme, kind: str = "contacts") -> str:
    """What the list says of it."""
    page = f"/{acme.world.workspace.slug}/syncs/{kind}/configure/?add=yes"
    groups = owner().get(page).context["picks"][0]
    return next(one.label for _, fields in groups for one in fields if one.name == "jobtitle")


def click(acme: Acme) -> list[tuple[str, str]]:
    """On “Add a mapping”; the calls that it takes."""
    acme.world.forget_journal()
    owner().post(f"/{acme.world.workspace.slug}/syncs/contacts/configure/", {"do": "add"})
    return [(system, one["kind"]) for system in ("hubspot", "quickbooks") for one in acme.world.journal(system)]


def test_the_click_reads_all_fields_of_one_record_by_one_call_an_hour(acme: Acme) -> None:
    acme.edit("contacts", acme.contact_id, jobtitle="Head gardener")
    acme.sync()
    assert job_title(acme).endswith("· not read yet")
    assert click(acme) == [("hubspot", "read")]
    assert job_title(acme).endswith("· Head gardener")
    assert click(acme) == []


def test_what_the_record_has_none_of_is_empty_once_it_was_read(acme: Acme) -> None:
    click(acme)
    assert "·" not in job_title(acme)


def test_while_everything_is_paused_nobody_is_asked(acme: Acme) -> None:
    type(acme.world.workspace).objects.update(paused=True)
    assert click(acme) == []
    assert job_title(acme).endswith("· not read yet")


def test_where_hubspot_does_not_answer_the_list_opens_all_the_same(acme: Acme) -> None:
    acme.world.fault("hubspot", ".*/contacts/batch/read.*", {"status": 403, "body": {}}, times=9)
    click(acme)
    assert job_title(acme).endswith("· not read yet")
