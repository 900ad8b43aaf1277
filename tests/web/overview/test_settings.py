"""The tab Settings: what stands there, who may change it, what a change says before and after, and what is refused."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from syncapp.actions import drafts
from syncapp.core.values import ObjectType
from syncapp.storage.models import Activity, Catalog, Connection, Inbox, ObjectSync, Workspace
from tests.web.conftest import Shop, queries

TAB = "integrations/quickbooks/?tab=settings"
POSTS = "integrations/quickbooks/settings/"


@pytest.fixture
def books(shop: Shop) -> Shop:
    """QuickBooks has told its closing date and its zone."""
    there = Connection.objects.get(workspace=shop.workspace, side="quickbooks")
    told = {"close_date": "2026-09-30", "timezone": "America/Los_Angeles"}
    Catalog.objects.create(connection=there, settings=told, refreshed_at=timezone.now())
    return shop


def text(shop: Shop, role: str = "owner") -> str:
    answer = shop.client(role).get(shop.url(TAB))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def send(shop: Shop, name: str, role: str = "owner", **data: str) -> Any:
    return shop.client(role).post(shop.url(f"{POSTS}{name}/"), data)


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def workspace(shop: Shop) -> Workspace:
    return Workspace.objects.get(pk=shop.workspace.pk)


def invoices(shop: Shop) -> ObjectSync:
    return ObjectSync.objects.get(workspace=shop.workspace, object_type="invoice")


def entry() -> tuple[str, str, Any]:
    """The last change: what, by whom, from what to what."""
    last = Activity.objects.get(kind="setting_changed")
    ((change),) = last.changes
    return last.reason, last.actor.email, (change["from"], change["to"])


def test_every_setting_stands_there_with_what_it_means(books: Shop) -> None:
    found = text(books)
    for heading in (
        "Company time zone",
        "Protected through",
        "Service date",
        "Send without asking",
        "Reductions that are not cash",
        "Polling interval",
    ):
        assert f">{heading}</h2>" in found
    assert "QuickBooks says Los Angeles." in found
    assert "QuickBooks’ own books are closed through Sep 30, 2026" in found
    assert 'aria-current="page">Settings</a>' in found


# -- the zone ------------------------------------------------------------------------------------------------------


def test_the_zone_is_chosen_logged_and_holds_from_the_next_run_on(books: Shop) -> None:  # A19
    before = invoices(books).revision
    assert send(books, "zone", zone="America/New_York").status_code == 302
    assert workspace(books).time_zone == "America/New_York"
    assert invoices(books).revision == before + 1
    assert entry() == ("Company time zone", "owner@example.com", ("America/Los_Angeles", "America/New_York"))
    assert "QuickBooks says Los Angeles, which differs." in text(books)


@pytest.mark.parametrize("zone", ["", "Mars/North", "../../etc/passwd", "America/Los_Angeles\n"])
def test_what_is_no_zone_is_refused_beside_the_field(books: Shop, zone: str) -> None:
    answer = send(books, "zone", zone=zone)
    assert answer.status_code == 422
    assert 'class="error"' in said(answer)
    assert workspace(books).time_zone == "America/Los_Angeles"


# -- the protected date --------------------------------------------------------------------------------------------


def dated(shop: Shop, day: str, **fields: Any) -> None:
    shop.record(document_date=date.fromisoformat(day), **fields)


def test_a_date_says_what_it_would_do_before_it_is_moved(books: Shop) -> None:  # A24
    dated(books, "2026-10-12")
    dated(books, "2026-10-31", object_type="payment")
    dated(books, "2026-11-01")
    dated(books, "2026-09-30")
    dated(books, "2026-10-05", quickbooks_id=None, status="failing", reason="order_tax")
    found = said(send(books, "protected", "bookkeeper", day="2026-10-31"))
    assert "<b>Protected through Oct 31, 2026</b> instead of Sep 30, 2026" in found
    assert "1 invoice in QuickBooks ($100.00) may not be changed there any more." in found
    assert "1 payment in QuickBooks ($100.00) may not be changed there any more." in found
    assert "1 document that is not in QuickBooks yet is parked: $100.00." in found
    assert "Protect through Oct 31, 2026</button>" in found
    assert workspace(books).protected_through is None


def test_a_date_moved_back_says_what_becomes_free(books: Shop) -> None:  # A24, B27
    Workspace.objects.filter(pk=books.workspace.pk).update(protected_through=date(2026, 11, 20))
    books.workspace.records.filter(reason="parked").delete()
    for day in ("2026-10-12", "2026-11-19"):
        books.record(
            quickbooks_id=None, status="pending", reason="parked", params={"date": day, "protected": "2026-11-20"}
        )
    found = said(send(books, "protected", "bookkeeper", day="2026-10-31"))
    assert "1 parked record becomes free and goes with the next run: $100.00." in found


def test_it_is_moved_once_that_was_seen(books: Shop, django_capture_on_commit_callbacks: Any) -> None:  # A24
    before = invoices(books).revision
    with django_capture_on_commit_callbacks(execute=True):
        assert send(books, "protected", "bookkeeper", day="2026-10-31", sure="yes").status_code == 302
    assert workspace(books).protected_through == date(2026, 10, 31)
    assert invoices(books).revision == before + 1
    assert entry() == ("Protected through", "bookkeeper@example.com", (None, "2026-10-31"))
    parked = books.workspace.records.get(reason="parked")
    assert Inbox.objects.filter(workspace=books.workspace, external_id=parked.hubspot_id, source="person").exists()
    assert "Protected now: through Oct 31, 2026." in text(books)


def test_the_question_leads_to_pages_that_can_be_opened(books: Shop) -> None:
    answer = send(books, "protected", day="2026-10-31")
    found = said(answer)
    assert f'href="{books.url("integrations/quickbooks/?tab=overview")}"' in found
    assert f'value="{answer.wsgi_request.path}"' not in found  # "Pause everything" leads home


@pytest.mark.parametrize("sure", [{}, {"sure": "yes"}])
@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-09-29", "QuickBooks’ books are closed through Sep 30, 2026. Choose that day or a later one."),
        ("2062-10-31", "This is more than a year ahead"),
        ("yesterday", "Enter a valid date."),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_the_field(
    books: Shop, day: str, words: str, sure: dict[str, str]
) -> None:  # A24
    answer = send(books, "protected", day=day, **sure)
    assert answer.status_code == 422
    assert words in said(answer)
    assert f'value="{day}"' in said(answer)
    assert workspace(books).protected_through is None


def test_no_date_of_ours_leaves_quickbooks_closing_date(books: Shop) -> None:  # A24
    Workspace.objects.filter(pk=books.workspace.pk).update(protected_through=date(2026, 10, 31))
    assert "Remove our date</button>" in said(send(books, "protected", day=""))
    send(books, "protected", day="", sure="yes")
    assert workspace(books).protected_through is None
    assert "Protected now: through Sep 30, 2026." in text(books)


# -- the service date ----------------------------------------------------------------------------------------------


def recognizing(shop: Shop) -> None:
    Catalog.objects.update(settings={"revenue_recognition": True})


def test_a_bookkeeper_confirms_the_service_date_and_that_stands_there(books: Shop) -> None:  # B26
    recognizing(books)
    failed = books.record(quickbooks_id=None, status="failing", reason="service_date_required", amount=250)
    found = text(books, "bookkeeper")
    assert "Revenue recognition is on in QuickBooks, so no HubSpot invoice can go there without this." in found
    assert "1 invoice fails for want of a service date ($250.00) and would go with the next run." in found
    assert "Revenue will be recognized from the invoice date" in found

    assert send(books, "service-dates", "bookkeeper", yes="on").status_code == 302

    assert workspace(books).fill_service_date
    assert entry() == ("Service date from the invoice date", "bookkeeper@example.com", ("no", "yes"))
    assert Inbox.objects.filter(external_id=failed.hubspot_id, source="person").exists()
    assert "Confirmed by bookkeeper@example.com, <time" in text(books)


def test_the_service_date_is_turned_off_again(books: Shop) -> None:  # B26
    Workspace.objects.filter(pk=books.workspace.pk).update(fill_service_date=True)
    send(books, "service-dates")
    assert not workspace(books).fill_service_date
    assert entry()[2] == ("yes", "no")
    assert "Turned off by owner@example.com, <time" in text(books)


def test_a_viewer_does_not_confirm_it(books: Shop) -> None:  # B26, B12
    assert send(books, "service-dates", "viewer", yes="on").status_code == 403
    assert not workspace(books).fill_service_date


# -- what goes and what arrives ------------------------------------------------------------------------------------


def test_send_without_asking_says_what_waits_and_lets_it_go(books: Shop) -> None:  # A15
    books.record(quickbooks_id=None, status="pending", reason="needs_approval", params={"what": "history"}, amount=250)
    books.record(status="pending", reason="needs_approval", params={"what": "void"})
    assert "1 invoice ($250.00) needs approval now and would go with the next run." in text(books)
    send(books, "history", yes="on")
    assert invoices(books).settings["send_history"] is True
    assert entry() == ("Send without asking", "owner@example.com", ("no", "yes"))
    assert Inbox.objects.filter(workspace=books.workspace, source="person").count() == 1


def test_asking_again_is_a_change_too(books: Shop) -> None:
    ObjectSync.objects.filter(object_type="invoice").update(settings={"send_history": True, "deposit_cards": "4"})
    send(books, "history")
    assert invoices(books).settings == {"send_history": False, "deposit_cards": "4"}


def test_reductions_that_are_not_cash_are_synced_or_shown(books: Shop) -> None:  # A30
    credit = books.record(object_type="payment", hubspot_id=None, status="excluded", reason="not_cash")
    assert '<input type="radio" name="choice" value="sync" required id="not_cash_choice_0" checked>' in text(books)
    send(books, "not-cash", choice="show")
    assert invoices(books).settings["not_cash"] == "show"
    assert entry() == ("Reductions that are not cash", "owner@example.com", ("sync", "show"))
    assert Inbox.objects.filter(external_id=credit.quickbooks_id).exists()
    assert send(books, "not-cash", choice="hide").status_code == 422


@pytest.mark.parametrize(("name", "data", "key", "value"), [
    ("history", {"yes": "on"}, "send_history", True), ("not-cash", {"choice": "show"}, "not_cash", "show"),
])  # fmt: skip
def test_a_set_up_that_is_under_way_does_not_undo_it(
    books: Shop, name: str, data: dict[str, str], key: str, value: Any
) -> None:  # A15, A30, S33
    draft = drafts.begin(books.workspace, books.people["admin"], ObjectType.INVOICE)
    drafts.save_step(draft, policy="quickbooks")
    send(books, name, **data)
    draft.refresh_from_db()
    with transaction.atomic():
        drafts.apply_draft(draft)
    assert (invoices(books).policy, invoices(books).settings[key]) == ("quickbooks", value)


def test_without_an_invoice_sync_there_is_nothing_to_choose(books: Shop) -> None:
    ObjectSync.objects.filter(workspace=books.workspace, object_type="invoice").delete()
    assert text(books).count("The invoice sync is not set up yet.") == 2
    assert send(books, "history", yes="on").status_code == 422


# -- the interval --------------------------------------------------------------------------------------------------


def test_the_interval_says_what_it_costs(books: Shop) -> None:  # S40, B8
    found = text(books)
    assert '<option value="60">Every minute: 1,440 calls a day</option>' in found
    assert '<option value="86400">Every day: 1 call a day</option>' in found
    assert "Standard, every 5 minutes: 288 calls a day" in found
    assert "when every linked record is read, each night at 2 AM by the company’s clock" in found  # A11


def test_the_interval_is_chosen_and_every_page_goes_by_it(books: Shop) -> None:  # S40
    before = invoices(books).revision
    send(books, "interval", seconds="3600")
    assert workspace(books).poll_seconds == 3600
    assert entry() == ("Polling interval", "owner@example.com", (None, "every 3600 seconds"))
    assert invoices(books).revision == before  # no run that is under way is concerned
    for page in ("", "integrations/quickbooks/"):
        content = books.client("owner").get(books.url(page)).content.decode()
        assert "in 57 min" in content, page


def test_an_interval_from_elsewhere_stays_to_be_chosen(books: Shop) -> None:
    Workspace.objects.filter(pk=books.workspace.pk).update(poll_seconds=420)
    assert '<option value="420" selected>Every 7 minutes: 205 calls a day</option>' in text(books)
    assert send(books, "interval", seconds="420").status_code == 302


@pytest.mark.parametrize("seconds", ["1", "86401", "-60", "often"])
def test_an_interval_out_of_bounds_is_refused(books: Shop, seconds: str) -> None:  # S40: a minute to a day
    assert send(books, "interval", seconds=seconds).status_code == 422
    assert workspace(books).poll_seconds is None


# -- for all of them -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("zone", {"zone": "America/Los_Angeles"}),
        ("protected", {"day": "", "sure": "yes"}),
        ("service-dates", {}),
        ("history", {}),
        ("not-cash", {"choice": "sync"}),
        ("interval", {"seconds": ""}),
    ],
)
def test_saving_what_holds_already_changes_and_notes_nothing(books: Shop, name: str, data: dict[str, str]) -> None:
    before = invoices(books).revision
    answer = books.client("owner").post(books.url(f"{POSTS}{name}/"), data, follow=True)
    assert "Nothing was changed: it was so already." in said(answer)
    assert invoices(books).revision == before
    assert not Activity.objects.filter(kind="setting_changed").exists()


def test_a_bookkeeper_changes_the_protected_date_and_sees_the_rest(books: Shop) -> None:  # A24, B12
    found = text(books, "bookkeeper")
    assert "Show what changes</button>" in found
    assert re.findall(r'aria-label="Save: ([^"]+)"', found) == ["Service date"]
    assert "<p>Los Angeles</p>" in found


def test_a_viewer_sees_what_holds_and_no_buttons(books: Shop) -> None:
    found = text(books, "viewer")
    assert "Save</button>" not in found
    assert "Show what changes" not in found
    assert "No day chosen here" in found


def test_the_change_stands_in_the_activity(books: Shop) -> None:
    send(books, "zone", zone="Europe/Berlin")
    content = " ".join(books.client("viewer").get(books.url("activity/")).content.decode().split())
    assert "<b>Changed</b> Company time zone" in content
    assert "<ins>Europe/Berlin</ins>" in content


def test_it_asks_ten_times_at_most(books: Shop) -> None:
    client = books.client("owner")
    with queries() as few:
        client.get(books.url(TAB))
    for _ in range(30):
        books.record(status="pending", reason="needs_approval", params={"what": "history"})
    with queries() as many:
        client.get(books.url(TAB))
    assert len(many) == len(few) <= 10


def hidden(page: str, name: str) -> str:
    """What the page of a setting sends back of how it stood there."""
    form = page.partition(f'action="/fernhill/{POSTS}{name}/"')[2].partition("</form>")[0]
    found = re.search(r'name="stood" value="([^"]*)"', form)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("name", "theirs", "mine", "said_there", "said_here"),
    [
        ("zone", {"zone": "Europe/Berlin"}, {"zone": "America/New_York"}, "Europe/Berlin", "America/New_York"),
        ("service-dates", {"yes": "on"}, {}, "The invoice date", "Not confirmed"),
        ("history", {"yes": "on"}, {}, "Yes", "No"),
        ("not-cash", {"choice": "show"}, {"choice": "sync"}, "Show only", "Sync"),
        ("interval", {"seconds": "3600"}, {"seconds": "600"}, "Every hour", "Every 10 minutes"),
    ],
)
def test_who_saves_second_is_told_of_the_first(
    books: Shop, name: str, theirs: dict[str, str], mine: dict[str, str], said_there: str, said_here: str
) -> None:
    """Nothing is saved over what somebody else has changed since the page was opened; what was typed stays."""
    stood = hidden(text(books), name)
    assert send(books, name, "admin", **theirs, stood=stood).status_code == 302
    answer = send(books, name, "owner", **mine, stood=stood)
    page = said(answer)
    assert answer.status_code == 409
    assert "Nothing was saved: admin@example.com has changed this <time" in page
    assert f"admin@example.com: <ins>{said_there}</ins>" in page
    assert f"You chose: <ins>{said_here}</ins>" in page
    assert Activity.objects.filter(kind="setting_changed").count() == 1
    again = send(books, name, "owner", **mine, stood=hidden(page, name))
    assert again.status_code == 302  # who has seen it may save over it
    assert Activity.objects.filter(kind="setting_changed").count() == 2


def test_a_protected_date_is_not_moved_over_one_that_somebody_else_has_set(books: Shop) -> None:  # A24
    stood = hidden(text(books), "protected")
    asked = said(send(books, "protected", "bookkeeper", day="2026-11-15", stood=stood))
    assert send(books, "protected", "owner", day="2026-11-30", sure="yes", stood=stood).status_code == 302
    for late in ({"sure": "yes", "stood": hidden(asked, "protected")}, {"stood": stood}):  # at either of the two clicks
        answer = send(books, "protected", "bookkeeper", day="2026-11-15", **late)
        page = said(answer)
        assert answer.status_code == 409
        assert "owner@example.com: <ins>Nov 30, 2026</ins>" in page
        assert "You chose: <ins>Nov 15, 2026</ins>" in page
        assert 'value="2026-11-15"' in page
        assert workspace(books).protected_through == date(2026, 11, 30)
    seen = said(send(books, "protected", "bookkeeper", day="2026-11-15", stood=hidden(page, "protected")))
    assert "instead of Nov 30, 2026" in seen
    sure = {"day": "2026-11-15", "sure": "yes", "stood": hidden(seen, "protected")}
    assert send(books, "protected", "bookkeeper", **sure).status_code == 302
    assert workspace(books).protected_through == date(2026, 11, 15)


def test_one_person_in_two_windows_is_told_so(books: Shop) -> None:
    stood = hidden(text(books), "zone")
    send(books, "zone", zone="Europe/Berlin", stood=stood)
    page = said(send(books, "zone", zone="America/New_York", stood=stood))
    assert "you have changed this in another window <time" in page
    assert "Take what stands there</a>" in page


def test_what_is_refused_for_itself_does_not_forget_what_the_page_showed(books: Shop) -> None:
    stood = hidden(text(books), "zone")
    send(books, "zone", "admin", zone="Europe/Berlin", stood=stood)
    refused = said(send(books, "zone", zone="Mars/Base", stood=stood))
    assert send(books, "zone", zone="America/New_York", stood=hidden(refused, "zone")).status_code == 409


def test_two_who_chose_the_same_do_not_disagree(books: Shop) -> None:
    stood = hidden(text(books), "zone")
    for role in ("admin", "owner"):
        assert send(books, "zone", role, zone="Europe/Berlin", stood=stood).status_code == 302
