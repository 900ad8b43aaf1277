"""The daily digest comes once a day and person, at the company's hour, however often the task is run."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import override_settings

from syncapp.actions.alerts import choose
from syncapp.core.alerts import Kind
from syncapp.jobs import digesting
from syncapp.jobs.alerting import alert
from syncapp.jobs.digesting import tell_digest
from syncapp.storage.models import AlertRules, Delivery, Membership, ObjectSync, SyncRecord, Workspace
from tests.jobs.alerts.conftest import HOUR, MINUTE, failing, go, ran
from tests.jobs.conftest import NOW, record

# NOW is 10 AM of Nov 24 in Los Angeles.
MORNING = NOW + timedelta(hours=22)  # 8 AM of Nov 25


@pytest.fixture
def owner(acme: Workspace, clock: list[datetime]) -> Membership:
    """Who gets digests alone; the first look has been."""
    member = acme.memberships.get(role="owner")
    choose(member, [], digest=True)
    alert(acme.pk)
    clock[0] = MORNING - 2 * MINUTE
    return member


def test_it_comes_once_a_day_at_the_companys_hour(
    acme: Workspace, clock: list[datetime], owner: Membership
) -> None:  # B7
    go(acme, clock)
    assert mail.outbox == []  # 7:59
    go(acme, clock)
    for _ in range(6):
        go(acme, clock, HOUR)
    assert [one.subject for one in mail.outbox] == ["acme, Nov 24, 2026: all is well"]
    assert mail.outbox[0].to == ["olga@example.com"]
    clock[0] = MORNING + timedelta(days=1)
    go(acme, clock)
    assert [one.subject.partition(":")[0] for one in mail.outbox[1:]] == ["acme, Nov 25, 2026"]


def test_a_day_on_which_nothing_happened_is_told_too_because_silence_would_mean_that_nothing_runs(
    acme: Workspace, clock: list[datetime], owner: Membership
) -> None:  # B7
    with time_machine.travel(MORNING, tick=False):
        go(acme, clock, MINUTE)
    body = mail.outbox[0].body
    assert "Nothing had to be written on either side." in body
    assert "if it does not come, nothing is running" in body


def test_who_comes_second_makes_none(
    acme: Workspace, clock: list[datetime], owner: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:  # B7
    digest = digesting.digest

    def meanwhile(*asked: object) -> object:
        monkeypatch.setattr(digesting, "digest", digest)
        assert tell_digest(acme, MORNING) == 1
        return digest(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(digesting, "digest", meanwhile)
    assert tell_digest(acme, MORNING) == 0
    assert Delivery.objects.count() == 1


def test_the_hour_is_the_workspaces(acme: Workspace, clock: list[datetime], owner: Membership) -> None:  # B7
    AlertRules.objects.update(digest_hour=17)
    go(acme, clock, HOUR)
    assert mail.outbox == []
    clock[0] = MORNING + 9 * HOUR
    go(acme, clock)
    assert len(mail.outbox) == 1


def test_an_hour_that_is_moved_to_later_brings_no_second_one(
    acme: Workspace, clock: list[datetime], owner: Membership
) -> None:
    go(acme, clock, MINUTE)
    AlertRules.objects.update(digest_hour=17)
    go(acme, clock, 10 * HOUR)
    assert len(mail.outbox) == 1
    clock[0] = MORNING + timedelta(days=1, hours=9)
    go(acme, clock)
    assert mail.outbox[1].subject.startswith("acme, Nov 25, 2026:")


def test_after_days_of_silence_one_tells_of_all_of_them(
    acme: Workspace, clock: list[datetime], owner: Membership
) -> None:  # B7
    clock[0] = MORNING + timedelta(days=3)
    go(acme, clock)
    assert [one.subject for one in mail.outbox] == ["acme, Nov 24, 2026 to Nov 27, 2026: all is well"]


def test_only_who_wants_it_gets_it(acme: Workspace, clock: list[datetime], owner: Membership) -> None:  # B7
    choose(owner, list(Kind), digest=False)
    choose(acme.memberships.get(user__username="bob"), [], digest=True)
    go(acme, clock, MINUTE)
    assert [one.to for one in mail.outbox] == [["bob@example.com"]]


@override_settings(MAIL_IS_SET=False)
def test_without_mail_none_is_made(acme: Workspace, clock: list[datetime], owner: Membership) -> None:
    go(acme, clock, MINUTE)
    assert not Delivery.objects.exists()


def test_where_nothing_is_on_none_is_sent(acme: Workspace, clock: list[datetime], owner: Membership) -> None:
    ObjectSync.objects.update(enabled=False)
    go(acme, clock, MINUTE)
    assert not Delivery.objects.exists()


def test_it_reminds_of_what_lasts(acme: Workspace, clock: list[datetime], owner: Membership) -> None:  # B7
    acme.connections.filter(side="quickbooks").update(state="needs_reconnect")
    clock[0] = NOW + MINUTE
    alert(acme.pk)
    clock[0] = MORNING
    ran(acme, MORNING)
    alert(acme.pk)
    (sent,) = mail.outbox
    assert sent.subject == "acme, Nov 24, 2026: 1 alert lasts"
    assert "The connection has expired, since Nov 24, 10:01 AM" in sent.body


def test_its_numbers_are_those_of_the_records(acme: Workspace, clock: list[datetime], owner: Membership) -> None:  # B7
    day = NOW.date()
    for amount, currency in ((100, "USD"), ("50.25", "USD"), (70, "EUR")):
        record(
            acme, HOUR, status="syncing", reason="", quickbooks_id=str(SyncRecord.objects.count()), amount=amount, currency=currency,
            arrived_in="quickbooks", arrived_on=day,
        )  # fmt: skip
    record(
        acme,
        HOUR,
        status="syncing",
        reason="",
        amount=9,
        currency="USD",
        arrived_in="quickbooks",
        arrived_on=day - timedelta(days=1),
    )
    failing(acme)
    failing(acme)
    record(acme, HOUR, status="pending", reason="parked", amount="7.5", currency="USD")
    record(acme, HOUR, status="pending", reason="needs_approval", amount=5, currency="USD")
    go(acme, clock, MINUTE)
    (sent,) = mail.outbox
    assert sent.subject == "acme, Nov 24, 2026: 2 records fail, 1 needs you"
    for words in (
        "3 invoices (€70.00, $150.25) new in QuickBooks Online",
        "2 invoices ($240.00) fail: A tax on the whole invoice cannot go to QuickBooks Online",
        "1 record ($7.50) parked in a protected period",
        "1 record ($5.00) to be approved before being sent",
    ):
        assert words in sent.body
