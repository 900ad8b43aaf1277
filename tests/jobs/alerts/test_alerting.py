"""Alerts: what begins, lasts and is over is told once each, however often and by whomever a task is run."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings

from syncapp.actions.alerts import choose
from syncapp.core.alerts import CALM, Kind
from syncapp.engine.session import BROKEN_OFF
from syncapp.jobs import alerting, heartbeat, mailing, sending
from syncapp.jobs.alerting import alert, look, watch
from syncapp.storage import queue
from syncapp.storage.models import (
    Activity,
    Alert,
    AlertRules,
    Connection,
    Delivery,
    Membership,
    ObjectSync,
    Reconciliation,
    Run,
    SyncRecord,
    Workspace,
)
from tests.jobs.alerts.conftest import HOUR, MINUTE, Messages, failing, go, ran
from tests.jobs.conftest import NOW, record


def subjects() -> list[str]:
    return [one.subject for one in mail.outbox]


def test_nothing_is_told_while_all_is_well(acme: Workspace, clock: list[datetime]) -> None:
    assert go(acme, clock) == "0 told, 0 sent"
    assert mail.outbox == []


def test_what_fails_is_told_once_when_it_begins_and_once_when_it_is_over(
    acme: Workspace, clock: list[datetime]
) -> None:  # B7
    row = failing(acme, number="HS-2041", customer_name="Linden Homes")
    go(acme, clock)
    for _ in range(5):
        go(acme, clock, HOUR)
    assert subjects() == ["acme: 1 invoice ($120.00) fails: A tax on the whole invoice cannot go to QuickBooks Online"]
    body = mail.outbox[0].body
    assert "Invoice HS-2041, Linden Homes, $120.00" in body
    assert f"/acme/records/{row.pk}/" in body
    assert "/acme/failures/?cause=order_tax#cause-order_tax" in body
    SyncRecord.objects.update(status="syncing", reason="")
    go(acme, clock)
    assert len(mail.outbox) == 1
    go(acme, clock, CALM)
    go(acme, clock, HOUR)
    assert subjects()[1:] == [
        "acme: Over: 1 invoice ($120.00) fails: A tax on the whole invoice cannot go to QuickBooks Online"
    ]
    (told,) = Alert.objects.all()
    assert told.over_at is not None


def test_what_comes_to_it_is_told_by_name_and_not_more_than_once_an_hour(
    acme: Workspace, clock: list[datetime]
) -> None:  # B7
    failing(acme, number="HS-1")
    go(acme, clock)
    clock[0] += MINUTE
    failing(acme, at=clock[0], number="HS-2")
    go(acme, clock)
    assert len(mail.outbox) == 1
    go(acme, clock, HOUR)
    go(acme, clock, HOUR)
    assert subjects()[1:] == [
        "acme: New since: 2 invoices ($240.00) fail: A tax on the whole invoice cannot go to QuickBooks Online"
    ]
    assert "HS-2" in mail.outbox[1].body
    assert "HS-1" not in mail.outbox[1].body


def test_one_email_tells_of_all_causes(acme: Workspace, clock: list[datetime]) -> None:  # B7
    for reason in ("order_tax", "order_discount", "text_too_long"):
        failing(acme, reason)
    go(acme, clock)
    assert len(mail.outbox) == 1
    assert subjects()[0].endswith("and 2 more")


def test_who_looked_meanwhile_has_told_it(
    acme: Workspace, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:  # B7
    failing(acme)
    clock[0] += MINUTE
    read = alerting.conditions

    def read_slowly(*asked: Any) -> Any:
        found = read(*asked)
        monkeypatch.setattr(alerting, "conditions", read)
        clock[0] += MINUTE
        assert look(acme, clock[0]) == 1  # another worker, from beginning to end
        SyncRecord.objects.update(status="syncing")
        return found

    monkeypatch.setattr(alerting, "conditions", read_slowly)
    assert alert(acme.pk) == "0 told, 1 sent"
    assert (len(mail.outbox), Alert.objects.count(), Delivery.objects.count()) == (1, 1, 1)


def test_of_two_who_would_send_the_same_message_one_does(
    acme: Workspace, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:  # B7
    failing(acme)
    clock[0] += MINUTE
    look(acme, clock[0])
    send = mailing.send

    def while_another_comes(row: Delivery) -> str:
        assert sending.deliver(acme) == 0
        return send(row)

    monkeypatch.setattr(mailing, "send", while_another_comes)
    assert sending.deliver(acme) == 1
    assert len(mail.outbox) == 1


def test_a_look_that_breaks_off_has_told_nothing_and_the_next_one_tells(
    acme: Workspace, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:  # B7
    failing(acme)
    clock[0] += MINUTE
    with monkeypatch.context() as patch:
        patch.setattr(alerting, "tell", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            alert(acme.pk)
    assert (Alert.objects.count(), Delivery.objects.count()) == (0, 0)
    go(acme, clock)
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_between_sending_and_marking_sends_again_under_the_same_id(
    acme: Workspace, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:  # B7
    failing(acme)
    clock[0] += MINUTE
    send = mailing.send

    class Killed(BaseException):
        pass

    def sent_and_killed(row: Delivery) -> str:
        send(row)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mailing, "send", sent_and_killed)
        with pytest.raises(Killed):
            alert(acme.pk)
    alert(acme.pk)
    assert len(mail.outbox) == 1  # somebody may still be at it
    go(acme, clock, sending.CLAIMED)
    go(acme, clock, HOUR)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert Delivery.objects.get().state == "sent"


def test_a_mail_server_that_is_away_is_tried_later_and_shown(
    acme: Workspace, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:  # B7
    failing(acme)

    def away(self: EmailMultiAlternatives, **_: Any) -> int:
        raise ConnectionRefusedError("Connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", away)
        go(acme, clock)
    (row,) = Delivery.objects.all()
    assert (row.state, row.attempts, row.answer) == (
        "waiting",
        1,
        "The mail server did not take it: Connection refused",
    )
    go(acme, clock, timedelta(minutes=2))
    row.refresh_from_db()
    assert (row.state, row.attempts, len(mail.outbox)) == ("sent", 2, 1)


def test_a_message_that_is_never_taken_is_given_up(
    acme: Workspace, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:  # B7
    failing(acme)
    monkeypatch.setattr(EmailMultiAlternatives, "send", lambda self, **_: (_ for _ in ()).throw(OSError("away")))
    for _ in range(10):
        go(acme, clock, timedelta(days=1))
    (row,) = Delivery.objects.all()
    assert (row.state, row.attempts, row.due_at) == ("failed", len(sending.TRIES) + 1, None)


def test_each_member_gets_the_kinds_that_they_have_chosen(acme: Workspace, clock: list[datetime]) -> None:  # B7
    bob = Membership.objects.get(user__username="bob")
    choose(bob, [Kind.WAITING], digest=False)
    failing(acme)
    record(acme, HOUR, status="pending", reason="needs_approval", amount=5, currency="USD")
    go(acme, clock)
    told = {one.to[0]: one.body for one in mail.outbox}
    assert set(told) == {"olga@example.com", "bob@example.com"}
    assert "needs approval" in told["bob@example.com"]
    assert "whole invoice" not in told["bob@example.com"]


def test_who_has_left_gets_nothing_more(acme: Workspace, clock: list[datetime]) -> None:  # SEC1
    failing(acme)
    clock[0] += MINUTE
    look(acme, clock[0])
    Membership.objects.filter(user__username="olga").delete()
    alert(acme.pk)
    assert mail.outbox == []
    assert Delivery.objects.get().answer == "Not a member any more."


@override_settings(MAIL_IS_SET=False)
def test_without_mail_alerts_stand_on_the_page_alone(acme: Workspace, clock: list[datetime]) -> None:
    failing(acme)
    go(acme, clock)
    assert (Alert.objects.count(), Delivery.objects.count()) == (1, 0)


def test_fewer_than_the_threshold_are_not_told(acme: Workspace, clock: list[datetime]) -> None:  # B7
    AlertRules.objects.create(workspace=acme, failing_from=3)
    failing(acme)
    failing(acme)
    go(acme, clock)
    assert mail.outbox == []
    failing(acme)
    go(acme, clock)
    assert subjects() == ["acme: 3 invoices ($360.00) fail: A tax on the whole invoice cannot go to QuickBooks Online"]


def test_a_rate_over_the_threshold_is_told(acme: Workspace, clock: list[datetime]) -> None:  # B7
    AlertRules.objects.create(workspace=acme, failing_from=1000, rate_percent=25)
    for _ in range(16):
        row = record(acme, HOUR, status="syncing", reason="")
        Activity.objects.create(workspace=acme, record=row, at=NOW, kind="syncing")
    for _ in range(5):
        failing(acme, at=NOW - timedelta(days=2))  # not of the last day
    for _ in range(5):
        failing(acme)
    go(acme, clock)
    assert mail.outbox == []  # 5 of 21 are 23 %
    failing(acme)
    go(acme, clock)
    assert subjects() == ["acme: 6 of 22 records fail (27%)"]


def test_a_lost_connection_is_told_at_once(acme: Workspace, clock: list[datetime]) -> None:  # B7, F28
    Connection.objects.filter(side="quickbooks").update(state="needs_reconnect")
    go(acme, clock)
    assert subjects() == ["acme: The connection has expired"]
    assert "click “Reconnect QuickBooks Online”" in mail.outbox[0].body


def test_a_sign_in_that_ends_soon_is_told(acme: Workspace, clock: list[datetime]) -> None:  # B7, F29
    Connection.objects.filter(side="quickbooks").update(refresh_expires_at=NOW + timedelta(days=15))
    go(acme, clock)
    assert mail.outbox == []
    go(acme, clock, timedelta(days=2))
    assert subjects() == ["acme: The sign-in to QuickBooks Online ends on Dec 9, 2026"]
    Connection.objects.filter(side="quickbooks").update(refresh_expires_at=NOW + timedelta(days=102))
    go(acme, clock)
    go(acme, clock, CALM)
    assert subjects()[1:] == ["acme: Over: The sign-in to QuickBooks Online ends on Dec 9, 2026"]


def test_four_hours_of_maintenance_are_one_alert_and_its_end(acme: Workspace, clock: list[datetime]) -> None:  # F51
    def away() -> None:
        Connection.objects.filter(side="hubspot").update(paused_until=clock[0] + HOUR, paused_for="vendor_unavailable")

    for _ in range(16):
        away()
        go(acme, clock, timedelta(minutes=14))
    assert len(mail.outbox) == 1
    Connection.objects.update(paused_until=None)
    go(acme, clock)
    go(acme, clock, CALM)
    assert [one.startswith("acme: Over:") for one in subjects()] == [False, True]


def test_a_quarter_of_an_hour_of_maintenance_is_nobodys_business(acme: Workspace, clock: list[datetime]) -> None:  # B7
    Run.objects.all().delete()
    ran(acme, NOW, BROKEN_OFF)
    for _ in range(3):
        clock[0] += timedelta(minutes=5)
        alert(acme.pk)
    ran(acme, clock[0])
    clock[0] += MINUTE
    alert(acme.pk)
    assert (mail.outbox, Alert.objects.count()) == ([], 0)


def test_no_run_for_three_intervals_is_told(acme: Workspace, clock: list[datetime]) -> None:  # B7
    clock[0] += timedelta(minutes=14)
    alert(acme.pk)
    assert mail.outbox == []
    clock[0] += MINUTE
    alert(acme.pk)
    assert subjects() == ["acme: No run has ended for a while"]
    assert "It looks every 5 minutes, and none has ended since Nov 24, 10:00 AM." in mail.outbox[0].body


@pytest.mark.parametrize("why", ["paused", "off"])
def test_nobody_expects_a_run_of_what_is_paused_or_off(acme: Workspace, clock: list[datetime], why: str) -> None:  # B7
    if why == "off":
        ObjectSync.objects.update(enabled=False)
    else:
        Workspace.objects.update(paused=True)
    clock[0] += timedelta(days=2)
    alert(acme.pk)
    assert mail.outbox == []


def test_a_pause_ends_no_alert_of_what_had_stopped(acme: Workspace, clock: list[datetime]) -> None:
    Connection.objects.filter(side="quickbooks").update(state="needs_reconnect")
    go(acme, clock)
    Workspace.objects.update(paused=True)
    for _ in range(3):
        go(acme, clock, HOUR)
    assert len(mail.outbox) == 1


def test_a_run_that_a_guard_stopped_is_told_at_once(acme: Workspace, clock: list[datetime]) -> None:  # B7
    clock[0] += MINUTE
    stop = {"side": "hubspot", "object": "invoice", "count": 9, "known": 9}
    ran(acme, clock[0], "HubSpot shows no invoices any more.", stop=stop)
    alert(acme.pk)
    assert subjects() == ["acme: The last run stopped itself and asks a person"]


def test_a_checklist_that_got_worse_is_told(acme: Workspace, clock: list[datetime]) -> None:  # B1, B7
    finding = {
        "code": "sales_tax",
        "level": "blocking",
        "sentence": "Sales tax is on in QuickBooks Online.",
        "where": "Taxes",
    }
    Workspace.objects.update(checklist={"findings": [finding], "worse": []})
    go(acme, clock)
    assert subjects() == ["acme: Sales tax is on in QuickBooks Online."]


def reconciled(workspace: Workspace, at: datetime, different: int, first: date = date(2026, 11, 1)) -> None:
    Reconciliation.objects.create(
        workspace=workspace, first_day=first, last_day=date(2026, 11, 30), asked_at=at, ended_at=at,
        counts={"invoices": {"different": different, "equal": 40}},
    )  # fmt: skip


def test_a_difference_is_told_once_and_is_over_when_the_same_days_are_equal(
    acme: Workspace, clock: list[datetime]
) -> None:  # B3, B7
    reconciled(acme, NOW, 2)
    go(acme, clock)
    go(acme, clock, HOUR)
    assert subjects() == ["acme: 2 differences in November 2026"]
    assert "/acme/reconciliation/?from=2026-11-01&to=2026-11-30&show=different" in mail.outbox[0].body
    reconciled(acme, clock[0], 0, first=date(2026, 11, 15))  # other days
    go(acme, clock, CALM)
    go(acme, clock, CALM)
    assert len(mail.outbox) == 1
    reconciled(acme, clock[0], 0)
    go(acme, clock)
    go(acme, clock, CALM)
    assert subjects()[1:] == ["acme: Over: 2 differences in November 2026"]


def test_who_was_dead_tells_from_when_to_when_nothing_ran(acme: Workspace, clock: list[datetime]) -> None:  # B7
    heartbeat.beat(NOW)
    clock[0] = NOW + timedelta(hours=9)
    ran(acme, clock[0])
    watch()
    watch()
    alert(acme.pk)
    alert(acme.pk)
    assert subjects() == ["acme: Nothing ran from Nov 24, 10:00 AM to Nov 24, 7:00 PM"]
    assert not Alert.objects.filter(over_at=None).exists()


def test_a_beat_a_minute_is_no_silence(acme: Workspace, clock: list[datetime]) -> None:
    for minute in range(12):
        heartbeat.beat(NOW + minute * MINUTE)
    assert not Alert.objects.exists()


def test_each_minute_only_those_are_looked_at_where_something_may_be_new(
    acme: Workspace, clock: list[datetime], messages: Messages
) -> None:
    assert watch() == 1
    assert messages == [(queue.ALERTS, acme.pk)]
    clock[0] += MINUTE
    alert(acme.pk)
    clock[0] += MINUTE
    assert watch() == 0
    ran(acme, clock[0])
    assert watch() == 1
    clock[0] += MINUTE
    alert(acme.pk)
    clock[0] += 5 * MINUTE
    assert watch() == 1


def test_names_of_strangers_are_text_and_open_no_header(acme: Workspace, clock: list[datetime]) -> None:  # SEC30
    Workspace.objects.update(name="Acme\r\nBcc: eve@example.com <script>")
    acme.refresh_from_db()
    failing(acme, number="<img src=x onerror=alert(1)>", customer_name='"><script>alert(2)</script>')
    go(acme, clock)
    (sent,) = mail.outbox
    message = sent.message()
    assert message["Bcc"] is None
    html = sent.alternatives[0][0]
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<img src=x onerror=alert(1)>" in sent.body


def test_no_token_is_in_an_alert(acme: Workspace, clock: list[datetime]) -> None:  # SEC14
    Connection.objects.update(access_token="secret-4711", refresh_token="secret-4712", state="needs_reconnect")
    failing(acme, vendor_text="Bearer secret-4713")
    go(acme, clock)
    assert "secret-47" not in str([one.message() for one in mail.outbox]) + str(list(Delivery.objects.values()))


def test_after_three_months_what_is_over_is_forgotten_and_what_is_open_is_not(
    acme: Workspace, clock: list[datetime]
) -> None:
    old, owner = NOW - timedelta(days=91), User.objects.get(username="olga")
    for key, over_at in (("failing:a", old), ("failing:b", NOW), ("failing:c", None)):
        Alert.objects.create(
            workspace=acme, kind="failing", key=key, path="/", seen_at=old, began_at=old, over_at=over_at
        )
    for state, at in (("sent", old), ("sent", NOW), ("failed", old), ("waiting", old)):
        Delivery.objects.create(
            workspace=acme, user=owner, occasion=f"{state}{at}", kind="alerts", created_at=at, state=state
        )
    watch()
    assert set(Alert.objects.values_list("key", flat=True)) == {"failing:b", "failing:c"}
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["sent", "waiting"]
