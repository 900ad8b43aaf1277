"""What vendors announce by webhook, and the workers that go by it and by the clock."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_bdd import step

from syncapp.actions import settings as choices
from syncapp.jobs import tasks
from syncapp.storage import queue
from tests.scenarios.steps.payments import payment_there
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.settings import owner
from tests.scenarios.steps.words import says
from tests.webhooks.sender import as_body, hubspot_event, quickbooks_event, to_hubspot, to_quickbooks

INVOICES = "0-53"


@step("a worker looks what is due")
def _(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its own clock, which is that of the story; it leaves where nothing is."""
    monkeypatch.setattr(tasks, "utc_now", play.world.now)
    play.said = tasks.sync_workspace(play.world.workspace.pk)


@step(says("both sides are asked every {minutes:d} minutes"))
def _(play: Play, minutes: int) -> None:
    choices.poll_every(play.world.workspace, minutes * 60, by=owner())


@pytest.fixture
def announced(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed as the vendors do; the message to the workers goes nowhere, as a sentence sends one."""
    settings.HUBSPOT_CLIENT_SECRET, settings.QUICKBOOKS_WEBHOOK_TOKEN = "a secret", "a token"
    monkeypatch.setattr(queue, "async_task", lambda *task, **more: None)


@step(says("HubSpot announces {number:Record}"))
def _(play: Play, number: str, announced: None) -> None:
    body = as_body(hubspot_event(play.invoice_here(number), INVOICES))
    assert to_hubspot(body).status_code == 200


@step(says("QuickBooks announces {number:Record}"))
def _(play: Play, number: str, announced: None) -> None:
    body = as_body(quickbooks_event(play.invoice_there(number)["Id"], "invoice", "created"))
    assert to_quickbooks(body).status_code == 200


@step(says("QuickBooks announces that {amount:Money} is paid on {number:Record}"))
def _(play: Play, amount: str, number: str, announced: None) -> None:
    body = as_body(quickbooks_event(payment_there(play, amount, number)["Id"], "payment", "created", number="b"))
    assert to_quickbooks(body).status_code == 200
