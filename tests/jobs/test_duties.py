"""What is due where: told by rows alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.activity import noted
from syncapp.actions.records import retry
from syncapp.actions.syncs import sync_now
from syncapp.core.values import ObjectType, Side
from syncapp.jobs.duties import Duty, asked_by, duties, plan_night
from syncapp.storage import starts
from syncapp.storage.models import (
    Connection,
    Cursor,
    Inbox,
    Job,
    Membership,
    ObjectSync,
    Run,
    SyncRecord,
    Workspace,
)
from tests.jobs.conftest import NOW, ready, record

BOTH = frozenset(Side)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def announce(workspace: Workspace, **fields: Any) -> None:
    Inbox.objects.create(
        **{"workspace": workspace, "side": "hubspot", "object_type": "invoice", "external_id": "7", "source": "webhook"}
        | fields
    )


def test_where_nothing_is_due_there_is_nothing_to_do(workspace: Workspace) -> None:
    assert duties(NOW) == {}


def test_a_row_in_the_inbox_is_due(workspace: Workspace) -> None:
    announce(workspace)
    assert duties(NOW) == {workspace.pk: Duty(announced=True)}
    assert duties(NOW)[workspace.pk].trigger == "webhook"


def test_a_record_is_due_when_its_time_has_come(workspace: Workspace) -> None:  # design §4.7
    row = record(workspace, MINUTE)
    assert duties(NOW) == {}
    assert duties(NOW + MINUTE) == {workspace.pk: Duty(due=True)}
    SyncRecord.objects.filter(pk=row.pk).update(status="ignored")
    assert duties(NOW + MINUTE) == {}


def test_a_side_is_polled_when_its_interval_has_passed(workspace: Workspace) -> None:  # S40
    assert duties(NOW + timedelta(seconds=289)) == {}
    assert duties(NOW + timedelta(seconds=290)) == {workspace.pk: Duty(poll=BOTH)}


def test_the_interval_is_what_the_settings_say(workspace: Workspace, settings: Any) -> None:
    settings.SYNC_INTERVAL_SECONDS = 30
    assert duties(NOW + timedelta(seconds=20)) == {workspace.pk: Duty(poll=BOTH)}


def test_a_workspace_may_have_an_interval_of_its_own(workspace: Workspace) -> None:  # S40
    Workspace.objects.update(poll_seconds=60)
    assert duties(NOW + timedelta(seconds=49)) == {}
    assert duties(NOW + timedelta(seconds=50)) == {workspace.pk: Duty(poll=BOTH)}
    Workspace.objects.update(poll_seconds=86_400)
    assert duties(NOW + 12 * HOUR) == {}


def test_an_interval_of_its_own_does_not_change_that_of_others(workspace: Workspace) -> None:
    other = ready("other")
    Workspace.objects.filter(pk=other.pk).update(poll_seconds=3600)
    assert set(duties(NOW + 5 * MINUTE)) == {workspace.pk}


def test_quickbooks_is_polled_hourly_while_its_webhooks_come(workspace: Workspace) -> None:  # design §4.1
    Connection.objects.update(last_webhook_at=NOW - timedelta(hours=3))
    assert duties(NOW + 30 * MINUTE) == {workspace.pk: Duty(poll=frozenset({Side.HUBSPOT}))}
    assert duties(NOW + HOUR)[workspace.pk].poll == BOTH


def test_webhooks_that_have_stopped_are_not_relied_on(workspace: Workspace) -> None:
    Connection.objects.update(last_webhook_at=NOW - timedelta(hours=24))
    assert duties(NOW + 5 * MINUTE)[workspace.pk].poll == BOTH


def test_an_interval_longer_than_an_hour_stays_as_it_is(workspace: Workspace, settings: Any) -> None:
    settings.SYNC_INTERVAL_SECONDS = 7200
    Connection.objects.update(last_webhook_at=NOW)
    assert duties(NOW + 61 * MINUTE) == {}


def test_a_side_that_was_never_listed_is_asked_at_once(transactional_db: None) -> None:
    fresh = ready(polled=None)
    assert duties(NOW)[fresh.pk].poll == BOTH


def test_an_object_that_was_just_turned_on_is_listed_at_once(workspace: Workspace) -> None:
    Cursor.objects.filter(side="quickbooks").update(listed=["contact", "product"])
    assert duties(NOW)[workspace.pk].poll == frozenset({Side.QUICKBOOKS})


@pytest.mark.parametrize("state", ["needs_reconnect", "disconnected"])
def test_a_connection_that_is_gone_causes_no_attempts(workspace: Workspace, state: str) -> None:
    announce(workspace)
    Connection.objects.filter(side="quickbooks").update(state=state)
    assert duties(NOW) == {}


def test_half_connected_is_not_connected(workspace: Workspace) -> None:
    announce(workspace)
    Connection.objects.filter(side="quickbooks").delete()
    assert duties(NOW) == {}


def test_an_account_that_asked_for_quiet_gets_it(workspace: Workspace) -> None:  # F17
    announce(workspace)
    Connection.objects.filter(side="hubspot").update(paused_until=NOW + MINUTE)
    assert duties(NOW) == {}
    assert duties(NOW + MINUTE) != {}


def test_paused_is_paused(workspace: Workspace) -> None:
    announce(workspace)
    Workspace.objects.update(paused=True)
    assert duties(NOW) == {}


def test_off_is_off(workspace: Workspace) -> None:
    record(workspace, -MINUTE)
    record(workspace, -MINUTE, ObjectType.PAYMENT)
    ObjectSync.objects.filter(object_type="invoice").update(enabled=False)
    assert duties(NOW) == {}
    ObjectSync.objects.update(enabled=False)
    announce(workspace)
    assert duties(NOW) == {}


def test_inbound_no_payment_is_ever_due(transactional_db: None) -> None:  # A31
    inbound = ready(direction="to-hubspot")
    record(inbound, -MINUTE, ObjectType.PAYMENT)
    assert duties(NOW) == {}


def test_a_night_is_two_o_clock_in_the_companys_zone(workspace: Workspace) -> None:
    plan_night(workspace.pk, "America/Los_Angeles", datetime(2026, 11, 24, 18, 0, tzinfo=UTC))
    job = Job.objects.get(name=f"verify_workspace:{workspace.pk}")
    assert job.not_before == datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    plan_night(workspace.pk, "America/Los_Angeles", datetime(2026, 11, 25, 9, 59, tzinfo=UTC))
    job.refresh_from_db()
    assert job.not_before == datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def test_everything_is_compared_at_night(workspace: Workspace) -> None:  # design §4.8
    Cursor.objects.update(polled_at=NOW + 16 * HOUR)
    assert duties(NOW + 15 * HOUR) == {}
    found = duties(NOW + 16 * HOUR)
    assert found == {workspace.pk: Duty(verify=True)}
    assert found[workspace.pk].trigger == "nightly"


def test_a_new_workspace_waits_for_its_first_night(workspace: Workspace) -> None:
    Job.objects.all().delete()
    assert duties(NOW) == {}
    assert Job.objects.get().not_before == datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def person(workspace: Workspace, name: str) -> User:
    user = User.objects.create_user(name)
    Membership.objects.create(workspace=workspace, user=user, role="owner")
    return user


def test_what_a_person_asks_for_says_so(workspace: Workspace, messages: list[Any]) -> None:
    ann = person(workspace, "ann")
    sync_now(workspace, by=ann)
    duty = duties(NOW)[workspace.pk]
    assert (duty.trigger, duty.poll) == ("person", BOTH)
    assert asked_by(workspace.pk) == ann.pk


def test_a_record_to_be_looked_at_again_is_asked_for_by_a_person(workspace: Workspace, messages: list[Any]) -> None:
    ann, row = person(workspace, "ann"), record(workspace, HOUR)
    retry(row, by=ann)
    assert duties(NOW)[workspace.pk].trigger == "person"
    assert asked_by(workspace.pk) == ann.pk


def test_who_asked_is_the_last_since_the_run_before(workspace: Workspace, messages: list[Any]) -> None:
    ann, bob = person(workspace, "ann"), person(workspace, "bob")
    sync_now(workspace, by=ann)
    noted(workspace, "member_invited", by=bob)  # asks for nothing
    assert asked_by(workspace.pk) == ann.pk
    Run.objects.create(workspace=workspace, trigger="person", started_at=datetime.now(UTC) + MINUTE)
    assert asked_by(workspace.pk) is None


def test_the_first_run_of_a_sync_is_begun_by_who_turned_it_on(workspace: Workspace, messages: list[Any]) -> None:
    Cursor.objects.filter(workspace=workspace).update(polled_at=None, listed=[])  # its records were never listed
    starts.turned_on(workspace.syncs.get(object_type="invoice"), NOW)
    assert duties(NOW)[workspace.pk].trigger == "person"


def test_one_workspace_can_be_asked_for(workspace: Workspace) -> None:
    other = ready("other")
    announce(workspace)
    announce(other)
    assert set(duties(NOW)) == {workspace.pk, other.pk}
    assert set(duties(NOW, other.pk)) == {other.pk}


def test_the_number_of_queries_does_not_grow_with_workspaces(
    workspace: Workspace, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        announce(ready(f"w{number}"))
    with django_assert_num_queries(7):
        assert len(duties(NOW)) == 12
