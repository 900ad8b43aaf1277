"""What comes in: refused, ignored, or kept before it is answered, and worked once."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from syncapp.storage import queue
from syncapp.storage.models import Connection, Inbox, Job, WebhookEvent, Workspace
from tests.webhooks.conftest import connected
from tests.webhooks.sender import (
    REALM,
    as_body,
    hubspot_event,
    quickbooks_event,
    to_hubspot,
    to_quickbooks,
)

pytestmark = pytest.mark.urls("syncapp.webhooks.urls")
Messages = list[tuple[Any, ...]]


def inbox() -> list[tuple[str, str, str, str]]:
    return list(Inbox.objects.order_by("id").values_list("side", "object_type", "external_id", "source"))


def test_what_a_webhook_names_lies_in_the_inbox_when_it_is_answered(workspace: Workspace, messages: Messages) -> None:
    assert to_hubspot(as_body(hubspot_event(7))).status_code == 200
    assert (
        to_quickbooks(as_body(quickbooks_event("145"), quickbooks_event("9", "customer", number="b"))).status_code
        == 200
    )
    assert inbox() == [
        ("hubspot", "invoice", "7", "webhook"),
        ("quickbooks", "invoice", "145", "webhook"),
        ("quickbooks", "contact", "9", "webhook"),
    ]


def test_the_older_form_of_quickbooks_is_taken_too(workspace: Workspace, messages: Messages) -> None:
    entities = [{"id": "131", "operation": "Create", "name": "Payment", "lastUpdated": "x"}]
    body = json.dumps({"eventNotifications": [{"realmId": REALM, "dataChangeEvent": {"entities": entities}}]}).encode()
    assert to_quickbooks(body).status_code == 200
    assert inbox() == [("quickbooks", "payment", "131", "webhook")]


def test_many_webhooks_make_one_nudge(workspace: Workspace, messages: Messages) -> None:
    for number in range(5):
        to_hubspot(as_body(*(hubspot_event(one, number=number) for one in range(20))))
    assert messages == [(queue.SYNC, workspace.pk)]
    assert Inbox.objects.count() == 20


def test_a_webhook_during_a_run_makes_a_nudge_of_its_own(workspace: Workspace, messages: Messages) -> None:
    to_hubspot(as_body(hubspot_event(1, number=1)))
    queue.taken(queue.SYNC, workspace.pk)
    to_hubspot(as_body(hubspot_event(2, number=2)))
    assert len(messages) == 2


def test_the_same_body_again_does_nothing(workspace: Workspace, messages: Messages) -> None:  # SEC19
    body = as_body(hubspot_event(7))
    to_hubspot(body)
    Inbox.objects.all().delete()
    queue.taken(queue.SYNC, workspace.pk)
    assert to_hubspot(body).status_code == 200
    assert to_hubspot(as_body(hubspot_event(7, attemptNumber=4))).status_code == 200
    assert inbox() == []
    assert len(messages) == 1


def test_a_later_event_of_the_same_record_is_news(workspace: Workspace, messages: Messages) -> None:
    to_quickbooks(as_body(quickbooks_event("145", number="a")))
    Inbox.objects.all().delete()
    to_quickbooks(as_body(quickbooks_event("145", number="b")))
    assert inbox() == [("quickbooks", "invoice", "145", "webhook")]


def test_each_workspace_gets_what_is_its_own(workspace: Workspace, messages: Messages) -> None:
    other = connected("other", portal="5", realm="42")
    twin = connected("twin", portal="6")  # another HubSpot account with the same company
    to_quickbooks(as_body(quickbooks_event("1"), quickbooks_event("2", realm="42", number="b")))
    told = set(Inbox.objects.values_list("workspace__slug", "external_id"))
    assert told == {("acme", "1"), ("twin", "1"), ("other", "2")}
    assert {one for _, one in messages} == {workspace.pk, other.pk, twin.pk}


def test_an_account_that_nobody_connected_is_no_error(workspace: Workspace, messages: Messages) -> None:
    assert to_hubspot(as_body(hubspot_event(7, portal="1"))).status_code == 200
    assert to_quickbooks(as_body(quickbooks_event(realm="1"))).status_code == 200
    assert inbox() == []
    assert not WebhookEvent.objects.exists()
    assert messages == []


def test_a_disconnected_account_hears_nothing(workspace: Workspace, messages: Messages) -> None:
    Connection.objects.filter(side="hubspot").update(state=Connection.State.DISCONNECTED)
    assert to_hubspot(as_body(hubspot_event(7))).status_code == 200
    assert inbox() == []


def test_the_connection_knows_when_it_was_last_announced_something(workspace: Workspace, messages: Messages) -> None:
    to_hubspot(as_body(hubspot_event(7)))
    heard = {one.side: one.last_webhook_at for one in Connection.objects.all()}
    assert heard["hubspot"] is not None
    assert heard["quickbooks"] is None


@pytest.mark.parametrize("headers", [{}, {"X-HubSpot-Signature": "0" * 64, "X-HubSpot-Signature-Version": "v1"}])
def test_a_missing_or_older_signature_is_refused(
    workspace: Workspace, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:  # SEC20
    assert to_hubspot(as_body(hubspot_event(7)), headers=headers).status_code == 401
    assert "webhook hubspot refused: 401" in caplog.text


def test_a_wrong_secret_is_refused(workspace: Workspace) -> None:  # SEC20
    assert to_hubspot(as_body(hubspot_event(7)), secret="another").status_code == 401
    assert to_quickbooks(as_body(quickbooks_event()), secret="another").status_code == 401
    assert inbox() == []


def test_an_old_request_is_refused(workspace: Workspace) -> None:  # SEC17
    assert to_hubspot(as_body(hubspot_event(7)), age=301).status_code == 401


def test_the_address_as_configured_is_what_hubspot_signs(
    workspace: Workspace, settings: Any, messages: Messages
) -> None:
    settings.HUBSPOT_WEBHOOK_URL = "https://hooks.example.com/in?to=us"
    assert to_hubspot(as_body(hubspot_event(7))).status_code == 200


@pytest.mark.parametrize("address", ["/webhooks/hubspot/", "/webhooks/quickbooks/"])
def test_only_post_is_taken(address: str) -> None:
    for method in ("get", "put", "delete", "patch", "head", "options"):
        assert getattr(Client(), method)(address).status_code == 405


def test_more_than_a_megabyte_is_not_even_read(workspace: Workspace) -> None:  # SEC21
    assert to_hubspot(b"[" + b" " * 1_000_000 + b"]").status_code == 413
    assert to_quickbooks(b"[" + b" " * 3_000_000 + b"]").status_code == 413


def test_a_signed_body_that_makes_no_sense_is_a_bad_request(workspace: Workspace) -> None:
    assert to_hubspot(b"{}").status_code == 400
    assert to_quickbooks(b"no json").status_code == 400


def test_what_could_not_be_stored_is_not_acknowledged(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vendor sends it again; a key that was stored alone would make that a repetition."""

    def refuse(*_: Any, **__: Any) -> None:
        raise DatabaseError("locked")

    with monkeypatch.context() as patch:
        patch.setattr(Inbox.objects, "bulk_create", refuse)
        with pytest.raises(DatabaseError):
            to_hubspot(as_body(hubspot_event(7)))
    assert not WebhookEvent.objects.exists()


def test_a_broker_that_is_away_costs_no_event(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ConnectionError("no redis")

    monkeypatch.setattr(queue, "async_task", refuse)
    assert to_hubspot(as_body(hubspot_event(7))).status_code == 200
    assert inbox() == [("hubspot", "invoice", "7", "webhook")]
    assert Job.objects.get().nudged_at is None


def test_a_full_batch_is_answered_well_within_a_second(workspace: Workspace, messages: Messages) -> None:  # SEC21
    to_hubspot(as_body(hubspot_event(1)))
    started = time.monotonic()
    assert to_hubspot(as_body(*(hubspot_event(one, number=one) for one in range(100, 200)))).status_code == 200
    assert time.monotonic() - started < 1


def test_the_number_of_queries_does_not_grow_with_the_batch(
    workspace: Workspace, messages: Messages, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        to_hubspot(as_body(*(hubspot_event(one, number=one) for one in range(100, 200))))
