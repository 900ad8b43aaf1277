"""What fails in a real sync is told when it begins and when it is over, and the next morning tells what the day came to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import override_settings

from syncapp.core.alerts import CALM
from syncapp.jobs import alerting, posting, sending
from syncapp.jobs.alerting import alert
from syncapp.storage.models import Connection, Membership
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme

pytestmark = pytest.mark.django_db
CAUSE = "A discount on the whole invoice cannot go to QuickBooks Online"


@pytest.fixture
def watched(acme: Acme, ida: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Acme]:
    """Ida owns the workspace; whoever looks goes by the world's clock."""
    for module in (alerting, posting, sending):
        monkeypatch.setattr(module, "utc_now", acme.world.now)
    Membership.objects.all().delete()
    Membership.objects.create(workspace=acme.world.workspace, user=ida, role="owner")
    with override_settings(MAIL_IS_SET=True):
        look(acme)
        assert mail.outbox == []
        yield acme


def look(company: Acme, **later: float) -> None:
    if later:
        company.wait(**later)
    alert(company.world.workspace.pk)


def discounted(company: Acme) -> str:
    draft = company.draft(company.contact_id, line(), number="HS-1")
    company.part(draft, "discounts", hs_type="FIXED", hs_value="10.00", hs_label="Spring")
    company.edit("invoices", draft, hs_invoice_status="open")
    company.sync()
    assert company.stands(number="HS-1", object_type="invoice") == "failing: order_discount"
    return draft


def mended(company: Acme) -> None:
    (discount,) = company.parts("HS-1", "discounts")
    company.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    company.remove("discounts", discount["id"])
    company.sync()
    company.equal("HS-1")


def told() -> list[str]:
    return [one.subject.partition(": ")[2] for one in mail.outbox]


def test_it_is_told_when_it_begins_and_when_it_is_over(watched: Acme) -> None:  # B7
    discounted(watched)
    look(watched, minutes=1)
    look(watched, minutes=10)
    assert len(mail.outbox) == 1
    assert CAUSE in told()[0]
    assert "Invoice HS-1, " in mail.outbox[0].body
    mended(watched)
    look(watched, minutes=1)
    look(watched, seconds=CALM.total_seconds())
    look(watched, minutes=1)
    assert [one.startswith("Over: ") for one in told()] == [False, True]


def test_what_went_right_at_once_is_not_told(watched: Acme) -> None:  # B7
    watched.invoice(watched.contact_id, line(), number="HS-2")
    watched.sync()
    watched.equal("HS-2")
    look(watched, minutes=1)
    assert mail.outbox == []


def test_a_revoked_connection_is_told_at_once(watched: Acme) -> None:  # B7, S45
    Connection.objects.filter(side="quickbooks").update(state=Connection.State.NEEDS_RECONNECT)
    look(watched, minutes=1)
    assert told() == ["The connection has expired"]


def test_the_next_morning_tells_what_the_day_came_to(watched: Acme) -> None:  # B7
    watched.invoice(watched.contact_id, line(), number="HS-2")
    watched.sync()
    discounted(watched)
    look(watched, minutes=1)
    zone = watched.world.workspace.time_zone
    morning = until(watched.world.now(), zone, hour=9)
    look(watched, seconds=morning.total_seconds())
    digest = mail.outbox[-1]
    assert "1 record fails" in digest.subject
    total = watched.equal("HS-2").total
    assert f"1 invoice (${total:,.2f}) new in QuickBooks Online" in digest.body
    assert CAUSE in digest.body
    assert "Open on both sides, when they last agreed: " in digest.body


def until(now: datetime, zone: str, hour: int) -> timedelta:
    """To the next morning in that zone."""
    here = now.astimezone(ZoneInfo(zone))
    return (here + timedelta(days=1)).replace(hour=hour, minute=0, second=0) - here
