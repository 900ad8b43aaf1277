"""An invoice without a customer says the one cause that holds, and what helps on the side where it stands (S41)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from syncapp.core.catalogue.customers import NOT_FOUND, TITLE
from syncapp.queries.states import State
from syncapp.queries.why import Why, why
from syncapp.storage.models import SyncRecord, Workspace
from tests.web.conftest import record


@pytest.fixture
def workspace(db: None) -> Workspace:
    return Workspace.objects.create(slug="acme", name="Acme")


HERE: dict[str, Any] = {"quickbooks_id": None}
THERE: dict[str, Any] = {"hubspot_id": None}


def said(workspace: Workspace, stands: dict[str, Any], **party: Any) -> Why:
    of = (
        record(workspace, object_type="contact", label="Bea Baker", **{"status": "excluded", **stands, **party})
        if party
        else None
    )
    invoice = record(workspace, status="failing", reason="customer_not_found", customer=of, **stands)
    found = why(SyncRecord.objects.select_related("customer").get(pk=invoice.pk), State.FAILING)
    assert found is not None
    assert found.title == TITLE  # the guide's own sentence, whatever the cause
    return found


@pytest.mark.parametrize(
    ("stands", "party", "because", "remedy", "fix"),
    [
        (
            HERE,
            {"reason": "filter"},
            "filters of the contact sync exclude this contact",
            "Sync this contact first",
            "sync_contact",
        ),
        (
            HERE,
            {"reason": "no_email"},
            "found by the email address",
            "In HubSpot, open the contact under CRM",
            "open_contact",
        ),
        (
            HERE,
            {"reason": "direction"},
            "Contacts do not sync to QuickBooks",
            "In QuickBooks Online, Sales › Customers, make",
            "open_customers",
        ),
        (HERE, {"status": "ignored"}, "Somebody ignored this contact", "Stop ignoring", "open_ignored"),
        (
            THERE,
            {"reason": "filter"},
            "filters of the contact sync exclude this customer",
            "Sync this contact first",
            "sync_contact",
        ),
        (
            THERE,
            {"reason": "direction"},
            "Contacts do not sync to HubSpot",
            "In HubSpot, CRM › Contacts, make the contact",
            "open_contacts",
        ),
        (HERE, {"reason": "deleted"}, "neither is there any more", "Restore records", "open_contacts"),
        (THERE, {"reason": "deleted"}, "neither is there any more", "Restore records", "open_contacts"),
        (THERE, {"reason": "inactive"}, "who is inactive", "Make active", "open_customer"),
    ],
)
def test_the_cause_that_holds_is_said_and_no_other(
    workspace: Workspace, stands: dict[str, Any], party: dict[str, Any], because: str, remedy: str, fix: str
) -> None:
    found = said(workspace, stands, **party)
    assert "Bea Baker" in found.what
    assert because in found.because
    assert any(remedy in step for step in found.steps)
    assert found.fix == fix


def test_an_invoice_that_is_only_in_quickbooks_is_not_sent_to_hubspots_invoices(workspace: Workspace) -> None:
    found = said(workspace, THERE)
    assert "has no contact in HubSpot" in found.what
    assert not any("Commerce" in step for step in found.steps)


def test_contacts_that_do_not_sync_are_told_of(workspace: Workspace) -> None:
    told = {"email": "bea@baker.test", "contacts": "off"}
    invoice = record(workspace, status="failing", reason="customer_not_found", params=told, **HERE)
    found = why(invoice, State.FAILING)
    assert found is not None
    assert "The contact sync is off" in found.because
    assert "bea@baker.test" in found.steps[0]


@pytest.mark.parametrize("one", NOT_FOUND.values())
def test_these_texts_are_whole(one: Any) -> None:
    for text in (one.what, one.why, *one.remedy):
        assert text.rstrip("]").endswith(".")
        assert re.fullmatch(r"(?:[^\[\]{}]|\{\w+\}|\[(?:[^\[\]{}]|\{\w+\})*\])*", text), text
