"""Home, the way in, and what stands on every page."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from syncapp.core.errors import Failure
from syncapp.core.periods import month_of
from syncapp.storage.models import (
    Activity,
    Connection,
    Job,
    Membership,
    ObjectSync,
    Run,
    SyncRecord,
    Workspace,
)
from tests.web.conftest import Shop, person, queries
from tests.web.runs.conftest import at_work


def text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def test_home_says_what_is_missing_in_the_books(shop: Shop) -> None:
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Not in QuickBooks yet $550.50 4 invoices are finalized in HubSpot" in said
    assert "1 invoice is in line to be compared." in said
    assert "A discount on the whole invoice cannot go to QuickBooks Online" in said


def test_two_causes_of_one_title_are_told_apart_by_what_fails(shop: Shop) -> None:  # S44
    shop.record(object_type="payment", status="failing", reason="payment_removed", label="Nov 9, 2026 815")
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Payment Nov 9, 2026 815, for" in said


def test_what_was_read_and_not_compared_yet_is_called_neither_missing_nor_there(shop: Shop) -> None:
    SyncRecord.objects.update(status="pending", reason="queued")
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Being compared" in said
    assert "missing from the books" not in said
    assert "only in QuickBooks" not in said


def test_nothing_missing_is_said_only_where_it_was_checked(shop: Shop) -> None:
    SyncRecord.objects.all().delete()
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Every finalized invoice that should be in QuickBooks Online is there." in said
    Run.objects.all().delete()
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Not known yet" in said
    assert "Nothing has been looked at yet." in said


def test_nothing_set_up_leads_to_the_set_up(shop: Shop) -> None:
    SyncRecord.objects.all().delete()
    ObjectSync.objects.all().delete()
    content = shop.client("owner").get(shop.url()).content
    assert "Nothing is set up yet" in text(content)
    assert (
        f'<a class="btn primary" href="{shop.url("syncs/contacts/configure/")}">Set up contacts</a>' in content.decode()
    )
    assert f'href="{shop.url("syncs/new/")}">Choose another order</a>' in content.decode()
    assert "An owner or admin can set it up." in text(shop.client("viewer").get(shop.url()).content)


def test_before_an_account_is_connected_home_leads_there_and_shows_no_empty_numbers(shop: Shop) -> None:
    SyncRecord.objects.all().delete()
    ObjectSync.objects.all().delete()
    Connection.objects.filter(workspace=shop.workspace, side="quickbooks").delete()
    content = shop.client("owner").get(shop.url()).content.decode()
    assert f'href="{shop.url("integrations/")}">Connect QuickBooks Online</a>' in content
    assert ">Connect HubSpot</a>" not in content
    assert "After both are connected" in text(content.encode())
    assert f'href="{shop.url("syncs/new/")}"' not in content
    assert "Do the invoices on both sides agree?" not in content
    assert "Needs me" not in content
    assert ">Connect QuickBooks Online</a>" not in shop.client("viewer").get(shop.url()).content.decode()


def test_a_lost_connection_is_said_where_one_looks(shop: Shop) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="quickbooks").update(state="needs_reconnect")
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "The connection has expired. The account of QuickBooks Online no longer accepts our access" in said
    assert "Who can fix it: an owner or admin of this workspace." in said


def test_a_vendor_that_does_not_answer_is_said_and_nobody_is_told_that_all_is_there(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace, quickbooks_id=None).delete()
    stopped = Failure("vendor_unavailable", {"system": "HubSpot"}).sentence()
    Run.objects.create(
        workspace=shop.workspace, trigger="poll", started_at=timezone.now(), ended_at=timezone.now(), result=stopped
    )
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "The other system does not answer. The system HubSpot cannot be reached" in said
    assert "Not known now" in said
    assert "Every finalized invoice that should be in QuickBooks Online is there." not in said


def test_nobody_is_told_that_all_is_there_while_everything_is_paused(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace, quickbooks_id=None).delete()
    Workspace.objects.filter(pk=shop.workspace.pk).update(paused=True)
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Not known now" in said
    assert "Every finalized invoice that should be in QuickBooks Online is there." not in said


def test_home_asks_eight_times_at_most_however_many_records(shop: Shop) -> None:
    def asked() -> int:
        client = shop.client("viewer")
        with queries() as captured:
            client.get(shop.url())
        return len(captured)

    before = asked()
    for _ in range(30):
        shop.record(status="failing", reason="order_tax")
    assert before == asked() <= 10  # eight beyond the session and who it is


def test_the_first_page_is_the_workspace_that_was_open_last(shop: Shop) -> None:
    owner = shop.people["owner"]
    Membership.objects.create(workspace=shop.other, user=owner, role="viewer")
    client = shop.client("owner")
    assert client.get("/")["Location"] == "/elsewhere/"  # the first by name
    client.get(shop.url())
    assert client.get("/")["Location"] == "/fernhill/"


def test_a_cookie_opens_no_workspace_of_others(shop: Shop) -> None:
    client = shop.client("owner")
    client.cookies["last_workspace"] = "elsewhere"
    assert client.get("/")["Location"] == "/fernhill/"


def test_who_belongs_nowhere_is_told_whom_to_ask(shop: Shop) -> None:
    client = Client()
    client.force_login(person("lonely"), backend="django.contrib.auth.backends.ModelBackend")
    assert "You are not a member of any workspace" in text(client.get("/").content)


def test_a_members_other_workspaces_are_one_click_away(shop: Shop) -> None:
    assert "Switch workspace" not in shop.client("owner").get(shop.url()).content.decode()
    Membership.objects.create(workspace=shop.other, user=shop.people["owner"], role="viewer")
    content = shop.client("owner").get(shop.url()).content.decode()
    assert "Switch workspace" in content
    assert 'href="/elsewhere/"' in content


def test_links_lead_only_to_pages_that_exist(shop: Shop) -> None:
    client = shop.client("owner")
    content = client.get(shop.url()).content.decode()
    for address in set(re.findall(r'href="(/[^"#]*)"', content)):
        if not address.startswith("/static/"):
            assert client.get(address.replace("&amp;", "&")).status_code in (200, 302), address


def test_everything_is_paused_and_resumed_from_any_page(shop: Shop) -> None:
    client, here = shop.client("bookkeeper"), shop.url("settings/members/")
    before = ObjectSync.objects.get(workspace=shop.workspace, object_type="invoice").revision
    answer = client.post(shop.url("pause/"), {"paused": "yes", "next": here}, follow=True)
    assert answer.redirect_chain[-1][0] == here
    assert "Everything is paused." in text(answer.content)
    assert 'aria-label="Resume everything"' in answer.content.decode()
    shop.workspace.refresh_from_db()
    assert shop.workspace.paused
    # A run that is under way reads the revision before each call and ends.
    assert ObjectSync.objects.get(workspace=shop.workspace, object_type="invoice").revision == before + 1
    client.post(shop.url("pause/"), {"paused": "no", "next": here})
    shop.workspace.refresh_from_db()
    assert not shop.workspace.paused
    told = Activity.objects.filter(workspace=shop.workspace, actor=shop.people["bookkeeper"])
    assert list(told.values_list("kind", flat=True)) == ["resumed", "paused"]


def test_pausing_twice_is_one_pause(shop: Shop) -> None:
    for _ in range(2):
        shop.client("owner").post(shop.url("pause/"), {"paused": "yes"})
    assert Activity.objects.filter(kind="paused").count() == 1


def test_a_viewer_has_no_button_to_pause(shop: Shop) -> None:
    assert "Pause everything" not in shop.client("viewer").get(shop.url()).content.decode()


def test_an_open_page_hears_of_what_has_happened(shop: Shop) -> None:
    client, made = shop.client("viewer"), timezone.now().isoformat()
    quiet = client.get(shop.url("live/"), {"since": made})
    assert "HX-Trigger" not in quiet
    Activity.objects.create(workspace=shop.workspace, at=timezone.now(), kind="failing")
    assert client.get(shop.url("live/"), {"since": made})["HX-Trigger"] == '{"synced": {}}'


@pytest.mark.parametrize("since", ["", "yesterday", "2026-11-24T09:00:00", "9" * 500])
def test_a_time_that_is_none_is_no_news(shop: Shop, since: str) -> None:
    answer = shop.client("viewer").get(shop.url("live/"), {"since": since})
    assert answer.status_code == 200
    assert "HX-Trigger" not in answer


def test_a_run_under_way_says_how_far_it_is(shop: Shop) -> None:
    at_work(shop)
    run = Run.objects.create(workspace=shop.workspace, trigger="poll", started_at=timezone.now())
    Activity.objects.create(workspace=shop.workspace, run=run, at=timezone.now(), kind="created", side="hubspot")
    said = text(shop.client("viewer").get(shop.url("live/")).content)
    assert said == "Running, 1 change so far"


def test_every_page_can_be_read_without_script_and_by_keyboard(shop: Shop) -> None:
    content = shop.client("owner").get(shop.url()).content.decode()
    assert '<a class="skip" href="#main">Skip to content</a>' in content
    assert '<main class="page" id="main"' in content
    assert '<html lang="en"' in content
    assert 'method="get"' not in content.split('role="search"')[0]
    assert 'aria-label="Find an invoice by number, customer, email or link"' in content


def test_home_offers_the_fix_where_one_record_alone_has_a_cause(shop: Shop) -> None:  # B6
    said = shop.client("bookkeeper").get(shop.url()).content.decode()
    assert "Open in HubSpot" in said  # one invoice with a discount on the whole order
    assert f'href="{shop.url("failures/")}?cause=order_discount#cause-order_discount"' in said
    shop.record(status="failing", reason="order_discount")
    assert "Open in HubSpot" not in shop.client("bookkeeper").get(shop.url()).content.decode()
    assert "Open in HubSpot" not in shop.client("viewer").get(shop.url()).content.decode()


@pytest.mark.parametrize("reason", ["filter", "no_email"])
def test_home_offers_to_sync_the_contact_only_where_that_is_not_refused(shop: Shop, reason: str) -> None:  # B6, S41
    nora = shop.record(
        object_type="contact", status="excluded", reason=reason, label="Nora Nameless", quickbooks_id=None
    )
    shop.record(status="failing", reason="customer_not_found", quickbooks_id=None, customer=nora)
    said = text(shop.client("bookkeeper").get(shop.url()).content)
    told = "The contact of this invoice, Nora Nameless, has no email address in HubSpot. In HubSpot, open the contact"
    assert ("Sync this contact first" in said, told in said) == (reason == "filter", reason == "no_email")


def test_home_offers_the_fix_of_the_record_that_counts(shop: Shop) -> None:  # B6
    shop.record(status="failing", reason="text_too_long", hubspot_id="9871001")
    shop.record(object_type="product", status="failing", reason="text_too_long", number="", hubspot_id="9871002")
    shop.turn_off("product")
    page = shop.client("bookkeeper").get(shop.url()).content.decode()
    assert ("9871001" in page, "9871002" in page) == (True, False)


def test_what_waits_behind_a_cause_without_money_is_shown_as_its_money(shop: Shop) -> None:  # B20
    oak = SyncRecord.objects.get(workspace=shop.workspace, label="Oak")
    shop.record(status="pending", reason="waiting", waiting_on=oak, amount=5000)
    assert "$5,000.00 waits behind" in text(shop.client("viewer").get(shop.url()).content)


def test_with_the_invoice_sync_off_nothing_is_said_to_be_there(shop: Shop) -> None:  # S34
    shop.turn_off("invoice")
    page = shop.client("viewer").get(shop.url()).content.decode()
    assert "The invoice sync is off." in page
    assert "Every finalized invoice that should be in QuickBooks Online is there." not in page
    assert "Nobody has looked since the invoice sync was turned off." in page
    assert page.count("object=payment&amp;status=paused") == page.count("object=contact&amp;status=paused") + 1 == 1


def unfinished(shop: Shop) -> Run:
    return Run.objects.create(workspace=shop.workspace, trigger="poll", started_at=timezone.now())


def test_a_run_is_under_way_while_somebody_works_on_it(shop: Shop) -> None:
    run = unfinished(shop)
    at_work(shop)
    said = text(shop.client("viewer").get(shop.url()).content)

    assert "A run is under way" in said
    assert "broken off" not in said
    after = said.partition(f"Run {run.pk} ")[2]
    assert after.split(" just now ")[1].startswith("Run ")  # its calls are told when it ends
    assert "Running" in text(shop.client("viewer").get(shop.url("live/")).content)


def test_when_it_ends_the_open_page_no_longer_says_that_it_is_under_way(shop: Shop) -> None:
    run = unfinished(shop)
    at_work(shop)
    viewer = shop.client("viewer")
    assert 'hx-select-oob="#next"' in viewer.get(shop.url()).content.decode()
    Run.objects.filter(pk=run.pk).update(ended_at=timezone.now())
    fresh = viewer.get(shop.url(), headers={"HX-Request": "true"}).content

    assert b'id="next"' in fresh
    assert "A run is under way" not in text(fresh)


def test_a_run_whose_process_died_was_broken_off_and_is_taken_up_again(shop: Shop) -> None:
    run = unfinished(shop)
    at_work(shop, timedelta(minutes=-1))  # its lease ran out
    said = text(shop.client("viewer").get(shop.url()).content)

    assert "A run is under way" not in said
    assert "The last run broke off. It is taken up again at any moment" in said
    assert f"Run {run.pk} It was broken off: its process ended before it did." in said
    assert "Last run broke off" in text(shop.client("viewer").get(shop.url("live/")).content)


def test_it_says_when_a_run_that_broke_off_again_and_again_is_taken_up(shop: Shop) -> None:
    unfinished(shop)
    Job.objects.create(
        name=f"sync_workspace:{shop.workspace.pk}",
        not_before=timezone.now() + timedelta(minutes=15, seconds=30),
        attempts=5,
    )

    assert "It is taken up again in 15 min" in text(shop.client("viewer").get(shop.url()).content)


def test_the_last_comparison_of_both_ledgers_stands_there(shop: Shop) -> None:  # B3
    assert "are compared each night, for the first time tonight." in text(shop.client("viewer").get(shop.url()).content)
    Workspace.objects.filter(pk=shop.workspace.pk).update(paused=True)
    paused = text(shop.client("viewer").get(shop.url()).content)
    assert "are compared each night, but not while everything is paused." in paused
    Workspace.objects.filter(pk=shop.workspace.pk).update(paused=False)
    first = month_of(timezone.now().astimezone(ZoneInfo(shop.workspace.time_zone)).date()).first
    told = {"different": 2, "at": timezone.now().isoformat(), "by_itself": True, "by": ""}
    Workspace.objects.filter(pk=shop.workspace.pk).update(ledgers={first.isoformat(): told})
    said = text(shop.client("viewer").get(shop.url()).content)
    assert re.search(f"Both ledgers of {first:%B %Y} Compared .{{1,40}} by itself 2 differences", said)
    assert "tonight" not in said


def test_a_comparison_of_any_days_stands_there_with_what_its_balances_differ_by(shop: Shop) -> None:  # B3
    first = month_of(timezone.now().astimezone(ZoneInfo(shop.workspace.time_zone)).date()).first
    told = {"at": timezone.now().isoformat(), "by_itself": False, "by": "Ida"}
    year = {**told, "first": "2026-01-01", "last": "2026-12-31", "different": 28, "balance": {"USD": "3534.18"}}
    month = {**told, "different": 0, "at": (timezone.now() - timedelta(hours=9)).isoformat()}
    Workspace.objects.filter(pk=shop.workspace.pk).update(ledgers={first.isoformat(): month, "other": year})
    answer = shop.client("viewer").get(shop.url()).content
    said = text(answer)
    assert re.search("Both ledgers of Jan 1 to Dec 31, 2026 Compared .{1,40} for Ida 28 differences", said)
    assert "28 differences $3,534.18 of balances Both ledgers of" in said
    assert b"?from=2026-01-01&amp;to=2026-12-31" in answer
    assert "tonight" not in said


def test_what_both_sides_agreed_on_is_not_shown_as_a_difference_of_nothing(shop: Shop) -> None:  # B3
    agreed = shop.record(status="syncing", number="1013", open_balance=40, amount=40)
    agreed.hubspot_base = {"values": {"hs_balance_due": {"n": "40.00"}}}
    agreed.quickbooks_base = {"values": {"Balance": {"n": "40.00"}}}
    agreed.save()
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Open on both sides, when they last agreed $40.00" in said
    assert "Difference" not in said
    agreed.quickbooks_base = {"values": {"Balance": {"n": "30.00"}}}
    agreed.save()
    said = text(shop.client("viewer").get(shop.url()).content)
    assert "Open in QuickBooks, when they last agreed $30.00 Difference $10.00" in said


def test_every_page_says_in_which_zone_its_times_are(shop: Shop) -> None:  # A19
    Workspace.objects.filter(pk=shop.workspace.pk).update(time_zone="America/New_York")
    client = shop.client("viewer")

    for page in ("", "activity/", "runs/"):
        said = client.get(shop.url(page)).content.decode()
        assert said.count("America/New_York") == 1
        assert "Times are in America/New_York, the company’s time zone." in said
