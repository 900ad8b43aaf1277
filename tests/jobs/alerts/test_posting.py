"""The webhook: each event once, signed as the documentation says, tried again, and shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import override_settings

from syncapp.actions.alert_hook import OVERLAP, ask_for_test_post, renew_secret, set_hook
from syncapp.core.alerts import CALM
from syncapp.jobs import sending
from syncapp.jobs.alerting import alert
from syncapp.storage.models import AlertHook, Connection, Delivery, Membership, SyncRecord, Workspace
from tests.connectors.receiver import Receiver
from tests.jobs.alerts.conftest import failing, go
from tests.jobs.conftest import NOW

IsOurs = Callable[..., bool]


@pytest.fixture
def is_ours() -> IsOurs:
    """The recipe of the documentation, as it stands there."""
    text = (Path(settings.BASE_DIR) / "docs" / "alerts.md").read_text()
    found: dict[str, Any] = {}
    exec(re.search(r"```python\n(.+?)```", text, re.DOTALL)[1], found)  # type: ignore[index]
    return found["is_ours"]  # type: ignore[no-any-return]


@pytest.fixture
def hooked(acme: Workspace, receiver: Receiver) -> Iterator[str]:
    """The secret."""
    with override_settings(ALERT_WEBHOOK_HOSTS=["127.0.0.1"]):
        yield set_hook(owner(acme), receiver.url)


def owner(workspace: Workspace) -> Membership:
    return workspace.memberships.get(role="owner")


def test_each_event_is_posted_once_and_signed_as_documented(
    acme: Workspace,
    clock: list[datetime],
    hooked: str,
    receiver: Receiver,
    is_ours: IsOurs,
) -> None:  # B7
    failing(acme, customer_name="Linden Homes")
    go(acme, clock)
    go(acme, clock)
    SyncRecord.objects.update(status="syncing")
    go(acme, clock)
    go(acme, clock, CALM)
    bodies = [json.loads(body) for _, _, body in receiver.got]
    assert [one["event"] for one in bodies] == ["alert.began", "alert.over"]
    began = bodies[0]["alert"]
    assert (began["kind"], began["key"], began["number"], began["money"]) == (
        "failing",
        "failing:order_tax",
        1,
        {"USD": "120.00"},
    )
    assert began["url"] == f"{settings.PUBLIC_URL}/acme/failures/?cause=order_tax#cause-order_tax"
    assert "Linden" not in str(bodies)
    _, headers, body = receiver.got[0]
    signed, then = headers["syncapp-signature"], int(headers["syncapp-signature"][2:12])
    assert is_ours(hooked, signed, body, then)
    assert not is_ours(hooked, signed, body + b" ", then)
    assert not is_ours("whsec_another", signed, body, then)
    assert not is_ours(hooked, signed, body, then + 301)
    assert headers["syncapp-delivery"] == bodies[0]["id"]


def test_a_new_secret_signs_at_once_and_the_old_one_for_a_day(
    acme: Workspace,
    clock: list[datetime],
    hooked: str,
    receiver: Receiver,
    is_ours: IsOurs,
) -> None:  # B7
    fresh = renew_secret(owner(acme))
    AlertHook.objects.update(former_until=NOW + OVERLAP)
    for on in (timedelta(), OVERLAP):
        clock[0] += on
        Delivery.objects.create(
            workspace=acme, hook=AlertHook.objects.get(), occasion=str(on), kind="test", subject="t", created_at=NOW, due_at=NOW,
        )  # fmt: skip
        sending.deliver(acme)
    tried = [(headers["syncapp-signature"], body) for _, headers, body in receiver.got]
    held = [[is_ours(secret, signed, body, int(signed[2:12])) for signed, body in tried] for secret in (hooked, fresh)]
    assert held == [[True, False], [True, True]]


def test_what_is_not_taken_is_tried_again_under_the_same_id_and_shown(
    acme: Workspace,
    clock: list[datetime],
    hooked: str,
    receiver: Receiver,
) -> None:  # B7
    receiver.status, receiver.body = 503, b"Authorization: Bearer abc123456"
    failing(acme)
    go(acme, clock)
    row = Delivery.objects.get(hook__isnull=False)
    assert (row.state, row.attempts, row.answer) == ("waiting", 1, "It answered 503 Authorization: *** ***")
    receiver.status, receiver.body = 204, b""
    go(acme, clock, timedelta(minutes=2))
    row.refresh_from_db()
    assert (row.state, row.answer) == ("sent", "It answered 204")
    assert len({headers["syncapp-delivery"] for _, headers, _ in receiver.got}) == 1
    assert len(receiver.got) == 2
    assert len(mail.outbox) == 1  # what the webhook does holds up no email


@pytest.mark.parametrize(
    ("status", "said"), [(410, "It answered 410 thanks"), (302, "It answered 302: redirects are not followed.")]
)
def test_who_is_gone_is_given_up_at_once_and_a_redirect_is_not_followed(
    acme: Workspace,
    clock: list[datetime],
    hooked: str,
    receiver: Receiver,
    status: int,
    said: str,
) -> None:  # SEC33
    receiver.status, receiver.headers = status, {"Location": "http://127.0.0.1/"}
    failing(acme)
    go(acme, clock)
    row = Delivery.objects.get(hook__isnull=False)
    assert (row.state, row.answer) == ("failed" if status == 410 else "waiting", said)


def test_an_address_that_became_private_is_not_posted_to(
    acme: Workspace,
    clock: list[datetime],
    hooked: str,
    receiver: Receiver,
) -> None:  # SEC33
    with override_settings(ALERT_WEBHOOK_HOSTS=[]):
        failing(acme)
        go(acme, clock)
    assert receiver.got == []
    assert "must begin with https://" in Delivery.objects.get(hook__isnull=False).answer


def test_a_test_goes_the_way_of_alerts(
    acme: Workspace, clock: list[datetime], hooked: str, receiver: Receiver
) -> None:  # B7
    ask_for_test_post(owner(acme))
    Delivery.objects.update(due_at=NOW)
    alert(acme.pk)
    assert json.loads(receiver.got[0][2])["event"] == "test"


def test_no_token_and_no_secret_is_in_what_is_posted(
    acme: Workspace,
    clock: list[datetime],
    hooked: str,
    receiver: Receiver,
) -> None:  # SEC14
    Connection.objects.update(access_token="secret-4711", state="needs_reconnect")
    failing(acme, vendor_text="Bearer secret-4713")
    go(acme, clock)
    assert receiver.got
    assert "secret-47" not in str(receiver.got)
    assert hooked not in str(receiver.got)


def test_a_secret_that_no_key_opens_holds_up_nothing_else(
    acme: Workspace,
    clock: list[datetime],
    hooked: str,
    receiver: Receiver,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE storage_alerthook SET secret = 'not ours'")
    failing(acme)
    go(acme, clock)
    assert "do not open the stored secret" in Delivery.objects.get(hook__isnull=False).answer
    assert len(mail.outbox) == 1
