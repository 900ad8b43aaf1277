"""The tab Syncs: what is on, what its buttons do, and who may press them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from syncapp.storage.models import Activity, Connection, Job, ObjectSync, Run, SyncRecord, Workspace
from tests.web.conftest import Shop, queries
from tests.web.runs.conftest import at_work

PAGE = "integrations/quickbooks/"


def sync_of(shop: Shop, object_type: str) -> ObjectSync:
    return ObjectSync.objects.get(workspace=shop.workspace, object_type=object_type)


def test_each_sync_has_its_row_and_payments_follow_invoices(shop: Shop) -> None:  # S17, S27
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    for name in ("Contact sync", "Product sync", "Invoice sync", "Payment sync"):
        assert f"<h3>{name}</h3>" in content
    assert "Follows invoices" in content
    assert 'aria-label="More for Invoice sync"' in content
    assert "More for Payment sync" not in content


def test_while_a_run_is_under_way_its_numbers_are_not_those_of_the_last_one(shop: Shop) -> None:  # S27
    run = Run.objects.create(
        workspace=shop.workspace, trigger="poll", started_at=timezone.now(), counts={"contacts": {}}
    )
    at_work(shop)
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert "Running now: the numbers beside grow as it goes" in content
    assert "<small>Last run" not in content
    Run.objects.filter(pk=run.pk).update(ended_at=timezone.now())
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert "Running now" not in content
    assert "<small>Last run" in content


def test_a_run_whose_process_died_is_not_running_now(shop: Shop) -> None:  # S27
    Run.objects.create(workspace=shop.workspace, trigger="poll", started_at=timezone.now())
    at_work(shop, timedelta(minutes=-1))  # its lease ran out
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert "Running now" not in content
    assert "<small>Last run broke off</small>" in content
    assert "<small>Taken up again at any moment</small>" in content


def test_once_everything_is_set_up_sync_more_data_says_so_at_once(shop: Shop) -> None:  # S27
    for tab in ("", "?tab=overview", "?tab=overview&view=records", "?tab=settings"):
        content = shop.client("owner").get(shop.url(f"{PAGE}{tab}")).content.decode()
        assert content.count("Sync more data</button>") == 1
        assert "there is no other data to add" in content
        assert shop.url("syncs/new/") not in content
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="product").delete()
    content = shop.client("owner").get(shop.url(PAGE)).content.decode()
    assert f'href="{shop.url("syncs/new/")}">' in content
    assert "Sync more data</a>" in content
    assert "there is no other data to add" not in content


def test_it_says_what_is_set_up_next_and_when_everything_is(shop: Shop) -> None:  # S27
    page = shop.url(PAGE)
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="invoice").update(started_at=timezone.now())
    content = shop.client("owner").get(page).content.decode()
    assert "<b>You are set.</b>" in content
    assert '/objects/0-53/views/all/list" target="_blank"' in content  # HubSpot's invoices, where a new one is made
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(state="needs_reconnect")
    assert "You are set" not in shop.client("owner").get(page).content.decode()
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(state="connected")
    Workspace.objects.filter(pk=shop.workspace.pk).update(paused=True)
    assert "You are set" not in shop.client("owner").get(page).content.decode()
    ObjectSync.objects.filter(workspace=shop.workspace, object_type__in=["product", "invoice"]).delete()
    content = shop.client("owner").get(page).content.decode()
    assert "<b>Next: products.</b>" in content
    assert f'<a class="btn primary" href="{shop.url("syncs/products/configure/")}">Set up products</a>' in content
    assert f'<a class="btn" href="{shop.url("syncs/new/")}">' in content  # one thing is first
    assert "You are set" not in content
    assert "Next: products" not in shop.client("viewer").get(page).content.decode()


def test_the_first_invoice_that_went_across_is_told_where_one_was_told_to_make_it(shop: Shop) -> None:  # S40
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="invoice").update(started_at=timezone.now())
    row = shop.record(number="HS-9", status="failing", reason="order_discount", amount=79, customer_name="Grace Kim")
    made = {"workspace": shop.workspace, "record": row, "kind": "created", "side": "quickbooks"}
    Activity.objects.create(**made, at=timezone.now())
    said = "<b>HS-9 is in QuickBooks Online, equal on both sides.</b> $79.00, Grace Kim."
    assert said not in shop.client("viewer").get(shop.url(PAGE)).content.decode()
    SyncRecord.objects.filter(pk=row.pk).update(status="syncing", reason="")
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert said in content
    assert '<div role="status"><div class="banner info" id="set">' in content  # only what is within comes anew
    assert f'<a href="{shop.url(f"records/{row.pk}/")}">See both sides</a>' in content
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="invoice").update(
        started_at=timezone.now() + timedelta(seconds=1)
    )
    assert "<b>You are set.</b>" in shop.client("viewer").get(shop.url(PAGE)).content.decode()


def test_what_waits_stands_on_the_row_of_its_sync_and_on_home(shop: Shop) -> None:  # B20
    said = '?tab=overview&amp;view=records&amp;object=invoice&amp;status=waiting">1 waiting</a>'
    for page in (PAGE, ""):
        content = shop.client("viewer").get(shop.url(page)).content.decode()
        for words in (said, ">1 pending</a>", ">1 needs approval</a>", ">1 parked</a>", ">1 ignored</a>"):
            assert content.count(words) == 1, (page, words)


def test_what_is_paused_is_told_in_a_row_with_what_else_there_is(shop: Shop) -> None:
    shop.turn_off("invoice")
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert re.search(r">\d+ paused</a>, <a [^>]*>1 ignored</a>", content)


def test_nobody_can_look_now_while_an_account_is_not_connected(shop: Shop) -> None:
    page = shop.client("owner").get(shop.url(PAGE)).content.decode()
    assert "An account is not connected." not in page
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(state="disconnected")
    page = shop.client("owner").get(shop.url(PAGE)).content.decode()
    assert page.count("Sync now<small>An account is not connected.</small>") == 3
    answer = shop.client("owner").post(shop.url("syncs/now/"), follow=True)
    assert "An account is not connected. Connect it under Integrations first." in answer.content.decode()
    assert not Activity.objects.filter(kind="sync_asked").exists()


def test_turning_off_says_what_stops_and_bumps_the_revision(shop: Shop) -> None:  # S34
    before = sync_of(shop, "invoice")
    client = shop.client("admin")
    assert (
        "1 record in line ($100.00), new and changed invoices and all payments stop crossing."
        in client.get(shop.url(PAGE)).content.decode()
    )
    client.post(shop.url("syncs/invoices/off/"))
    after = sync_of(shop, "invoice")
    assert (after.enabled, after.revision) == (False, before.revision + 1)
    entry = Activity.objects.get(kind="sync_turned_off")
    assert (entry.actor, entry.reason) == (shop.people["admin"], "Invoice sync")


def test_pressing_twice_changes_once(shop: Shop) -> None:
    for _ in range(2):
        shop.client("owner").post(shop.url("syncs/contacts/off/"))
    assert sync_of(shop, "contact").revision == 2
    assert Activity.objects.filter(kind="sync_turned_off").count() == 1


@pytest.mark.parametrize("kind", ["payments", "deals", "contact"])
def test_only_objects_with_a_switch_of_their_own_have_one(shop: Shop, kind: str) -> None:  # S17
    assert shop.client("owner").post(shop.url(f"syncs/{kind}/off/")).status_code == 404


def test_sync_now_asks_for_a_run_but_not_while_paused(shop: Shop, django_capture_on_commit_callbacks) -> None:
    client = shop.client("bookkeeper")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(shop.url("syncs/now/"))
    assert Job.objects.filter(nudged_at__isnull=False).count() == 1
    shop.workspace.paused = True
    shop.workspace.save()
    answer = client.post(shop.url("syncs/now/"), follow=True)
    assert "Everything is paused. Resume it first." in answer.content.decode()


def test_a_viewer_sees_no_switches(shop: Shop) -> None:
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert "Turn off sync" not in content
    assert "Sync now" not in content
    assert "View records" in content


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}?tab=overview"])
def test_no_sync_looks_as_if_it_ran_while_an_account_is_lost(shop: Shop, path: str) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="quickbooks").update(state="needs_reconnect")
    content = shop.client("owner").get(shop.url(path)).content.decode()
    assert f'<a class="btn primary" href="{shop.url("integrations/")}">' in content
    assert "Reconnect</a>" in content
    assert "Stopped</span>" in content
    assert 'class="status ok"' not in content.partition("<main")[2].partition('class="legend"')[0]
    assert "Next run" not in content
    assert "Reconnect" not in shop.client("viewer").get(shop.url(path)).content.decode()


def test_nothing_set_up_says_where_to_begin(shop: Shop) -> None:  # S27
    ObjectSync.objects.all().delete()
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert "Nothing syncs yet" in content
    assert "An owner or admin can set it up." in content


def test_inbound_only_has_no_payments(shop: Shop) -> None:  # S18
    ObjectSync.objects.filter(object_type="invoice").update(direction="to-hubspot")
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert "Payments do not sync while invoices go only to HubSpot." in content


def ran(shop: Shop) -> None:
    Run.objects.filter(workspace=shop.workspace).update(started_at=timezone.now() - timedelta(minutes=2))


def test_a_sync_that_was_turned_on_after_the_last_run_has_not_run_yet(shop: Shop) -> None:
    ran(shop)
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="contact").update(
        started_at=timezone.now() - timedelta(minutes=1)
    )
    answer = shop.client("viewer").get(shop.url(PAGE))
    assert answer.context["ran"]["contact"] is False
    assert answer.context["ran"]["invoice"] is True  # the run itself set its start
    assert "No run yet" in answer.content.decode()


def test_before_invoices_are_on_their_start_says_so(shop: Shop) -> None:  # S25
    syncs = ObjectSync.objects.filter(workspace=shop.workspace, object_type="invoice")
    syncs.update(started_at=None)
    content = shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert "if they are created or changed from the first run on" in content
    syncs.delete()
    assert "Where the sync starts" not in shop.client("viewer").get(shop.url(PAGE)).content.decode()


def test_a_pause_says_by_whom_and_since_when(shop: Shop) -> None:
    shop.client("bookkeeper").post(shop.url("pause/"), {"paused": "yes"})
    content = " ".join(shop.client("viewer").get(shop.url(PAGE)).content.decode().split())
    banner = content.partition("Everything is paused since")[2].partition("</b>")[0]
    assert "<time " in banner
    assert ", by bookkeeper@example.com." in banner


def test_it_asks_eight_times_at_most_and_once_more_in_its_first_hour(shop: Shop) -> None:
    client = shop.client("owner")
    with queries() as captured:
        client.get(shop.url(PAGE))
    assert len(captured) <= 9  # with the first invoice that went across
    ObjectSync.objects.filter(workspace=shop.workspace).update(started_at=timezone.now() - timedelta(days=2))
    with queries() as captured:
        client.get(shop.url(PAGE))
    assert len(captured) <= 8
