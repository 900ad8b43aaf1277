"""Review: what was chosen, what it would write, and the click that says how much (S33, S25, A35, B2)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from syncapp.actions.drafts import save_step
from syncapp.storage import starts
from syncapp.storage.models import (
    Activity,
    Connection,
    FieldMapping,
    Job,
    ObjectSync,
    Run,
    SyncDraft,
    SyncRecord,
    Workspace,
)
from syncapp.storage.setup_fingerprint import CHANGED
from tests.web.conftest import Shop, queries
from tests.web.runs.conftest import at_dry_run
from tests.web.setup.conftest import company, edition
from tests.web.setup.reviewing import READY, dried, standing, told, walk, written

PAGE = "syncs/invoices/review/"


def page(shop: Shop, path: str = PAGE, role: str = "owner") -> Any:
    return shop.client(role).get(shop.url(path))


def html(shop: Shop, path: str = PAGE) -> str:
    return " ".join(page(shop, path).content.decode().split())


def click(shop: Shop, path: str = PAGE, **fields: str) -> Any:
    return shop.client("owner").post(shop.url(path), fields, follow=True)


def sync_of(shop: Shop, object_type: str = "invoice") -> ObjectSync | None:
    return ObjectSync.objects.filter(workspace=shop.workspace, object_type=object_type).first()


# -- the first time --------------------------------------------------------------------------------------------


def test_without_a_dry_run_nothing_can_be_turned_on(fresh: Shop) -> None:  # B2
    walk(fresh, settings=READY)
    content = html(fresh)
    assert "Start the dry run" in content
    assert "Turn on sync" not in content
    refused = click(fresh)
    assert refused.status_code == 422
    assert "Start the dry run first" in refused.content.decode()
    assert sync_of(fresh) is None


def test_the_page_begins_it_by_itself_and_no_get_does(fresh: Shop) -> None:
    walk(fresh, settings=READY)
    content = html(fresh)
    assert 'hx-trigger="load"' in content
    assert '<div class="row no-script"><button' in content  # with script it would go away while it is read
    assert Run.objects.filter(trigger="review").count() == 0


def test_next_begins_it_before_the_page_is_there(fresh: Shop) -> None:  # B2
    walk(fresh, settings=READY)
    answer = fresh.client("owner").post(fresh.url("syncs/invoices/filters/"), {"do": "next"})
    assert answer["Location"] == fresh.url(PAGE)
    run = Run.objects.get(trigger="review")
    assert SyncDraft.objects.get().run == run
    assert (run.ended_at, run.actor) == (None, fresh.people["owner"])


def test_next_begins_none_where_one_holds_or_there_is_nothing_to_save(set_up: Shop) -> None:
    filters = set_up.url("syncs/invoices/filters/")
    set_up.client("owner").post(filters, {"do": "next"})
    assert Run.objects.filter(trigger="review").count() == 0
    dried(walk(set_up, settings=READY, policy="quickbooks"))
    set_up.client("owner").post(filters, {"do": "next"})
    assert Run.objects.filter(trigger="review").count() == 1


def test_the_button_starts_it_and_the_page_can_be_left(fresh: Shop, django_capture_on_commit_callbacks: Any) -> None:
    walk(fresh, settings=READY)
    with django_capture_on_commit_callbacks(execute=True):
        answer = click(fresh, f"{PAGE}dry-run/")
    content = answer.content.decode()
    assert "In line, and begins by itself" in content
    assert 'hx-trigger="load delay:1s"' in content  # most are done in a few seconds
    assert "You may leave this page and come back" in content
    assert Job.objects.filter(name__startswith="dry_run:", nudged_at__isnull=False).count() == 1
    click(fresh, f"{PAGE}dry-run/")
    assert Run.objects.filter(trigger="review").count() == 1


HALFWAY = {"doing": "Deciding about 3,000 invoices", "done": 4500, "of": 9000, "read": 4000, "decided": 500}


def going(shop: Shop, **told: Any) -> Run:
    """A dry run that was begun and has not ended."""
    run = dried(walk(shop, settings=READY))
    since = (timezone.now() - timedelta(minutes=4)).isoformat()
    run.progress = {**run.progress, **HALFWAY, "since": since, **told}
    Run.objects.filter(pk=run.pk).update(ended_at=None, progress=run.progress)
    return run


def test_it_shows_how_far_it_is_and_how_long_it_still_takes(fresh: Shop) -> None:
    at_dry_run(going(fresh))
    content = html(fresh)
    assert "Deciding about 3,000 invoices" in content
    assert '<progress class="progress" value="4500" max="9000"' in content
    assert "50% done, about 4 min left: 4,000 records read, 500 decided. Started <time" in content


def test_it_does_not_say_how_long_before_it_can_know(fresh: Shop) -> None:
    at_dry_run(going(fresh, since=timezone.now().isoformat()))
    assert "50% done: 4,000 records read, 500 decided. Started" in html(fresh)


def test_while_it_looks_for_what_is_new_nothing_is_counted(fresh: Shop) -> None:
    at_dry_run(going(fresh, doing="Looking for what is new on both sides", done=0, of=0))
    content = html(fresh)
    assert '<progress class="progress" aria-labelledby="h-doing"></progress>' in content
    assert "% done" not in content


def test_a_sync_that_is_under_way_meanwhile_changes_nothing(fresh: Shop) -> None:
    at_dry_run(going(fresh))
    hold(fresh)
    assert "Deciding about 3,000 invoices" in html(fresh)


def test_one_that_was_broken_off_says_so(fresh: Shop) -> None:
    """Its worker is gone; the next one begins it anew."""
    run = going(fresh)
    at_dry_run(run, timedelta(minutes=-1))
    Run.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(minutes=9))
    content = html(fresh)
    assert "It was broken off, and begins anew by itself" in content
    assert "No worker" not in content
    assert 'hx-trigger="load delay:2s"' in content


def test_it_waits_for_another_dry_run(fresh: Shop) -> None:
    walk(fresh, settings=READY)
    elsewhere = Workspace.objects.exclude(pk=fresh.workspace.pk).get()
    other = Run.objects.create(workspace=elsewhere, trigger="review", dry_run=True, started_at=timezone.now())
    at_dry_run(other)
    assert "Waits until another dry run has ended" in click(fresh, f"{PAGE}dry-run/").content.decode()


def test_one_whose_choices_were_changed_meanwhile_is_run_again(fresh: Shop) -> None:
    run = going(fresh)
    Run.objects.filter(pk=run.pk).update(ended_at=timezone.now(), result=CHANGED)
    content = html(fresh)
    assert "This no longer holds." in content
    assert CHANGED in content
    assert 'id="take-up"' not in content


def hold(shop: Shop) -> None:
    from syncapp.storage import leases

    assert leases.claim(f"workspace:{shop.workspace.pk}", timezone.now())


def test_it_waits_for_a_sync_that_is_under_way_and_shows_how_far_that_is(fresh: Shop) -> None:
    walk(fresh, settings=READY)
    hold(fresh)
    at = {"doing": "Making 40 contacts in HubSpot", "done": 10, "of": 40}
    ahead = Run.objects.create(
        workspace=fresh.workspace, trigger="person", started_at=timezone.now() - timedelta(seconds=50), progress=at
    )
    content = click(fresh, f"{PAGE}dry-run/").content.decode()
    assert "Waits until the sync that is under way has ended" in content
    assert '<progress class="progress" value="10" max="40"' in content
    assert f'href="{fresh.url(f"runs/{ahead.pk}/")}">Making 40 contacts in HubSpot</a>: 25% done. Started' in content
    Run.objects.filter(pk=ahead.pk).update(ended_at=timezone.now())
    assert "In line, and begins by itself" in html(fresh)


def test_while_it_begins_itself_it_waits_for_no_sync(fresh: Shop) -> None:
    """Beginning, a dry run holds the workspace for a moment as a sync does."""
    walk(fresh, settings=READY)
    hold(fresh)
    content = click(fresh, f"{PAGE}dry-run/").content.decode()
    assert "In line, and begins by itself" in content
    assert "Waits until" not in content


def test_no_worker_for_a_minute_is_said(fresh: Shop) -> None:
    walk(fresh, settings=READY)
    click(fresh, f"{PAGE}dry-run/")
    Run.objects.update(started_at=timezone.now() - timedelta(minutes=3))
    assert "No worker has taken it up for 3 min." in html(fresh)


def test_it_can_be_stopped(fresh: Shop) -> None:
    walk(fresh, settings=READY)
    click(fresh, f"{PAGE}dry-run/")
    content = click(fresh, f"{PAGE}dry-run/", do="stop").content.decode()
    assert "It was stopped." in content
    assert "Run again" in content


def test_the_button_says_how_much_it_writes(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY), [written(n) for n in range(312)])
    assert ">Turn on sync: 312 now</button>" in html(fresh)


def test_the_top_says_what_would_fail_and_leads_there(fresh: Shop) -> None:  # B2
    counts = told(invoices=[standing("failing", "customer_not_found", 7), standing("excluded", "draft", 40)])
    dried(walk(fresh, settings=READY), [written(1)], counts)
    content = html(fresh)
    top = content[: content.index('id="h-checked"')]
    assert '<a href="#h-failing">7 would fail</a><a href="#h-out">40 excluded</a>' in top
    assert 'id="h-failing"' in content
    assert "None would fail" not in content


def test_what_the_recommended_filter_would_spare_is_said_before_the_click(fresh: Shop) -> None:  # S32
    draft = walk(fresh, settings=READY)
    dried(draft, [written(n, system="hubspot") for n in range(82)])
    said = "82 invoices of QuickBooks are made in HubSpot, older ones too."
    assert said in html(fresh)
    assert "they stand there as copies: syncapp sends none to a customer, and nothing changes in QuickBooks." in html(
        fresh
    )
    assert "Whether HubSpot reminds of them is up to its own settings." in html(fresh)
    click(fresh, "syncs/invoices/filters/", do="suggest:hubspot")
    draft.refresh_from_db()
    dried(draft, [written(n, system="hubspot") for n in range(82)])
    assert said not in html(fresh)


@pytest.mark.parametrize("object_type", ["contact", "product"])
def test_what_is_no_business_of_this_sync_is_not_checked_here(fresh: Shop, object_type: str) -> None:
    company(fresh, auto_apply_credit=True)
    walk(fresh, object_type)
    content = html(fresh, f"syncs/{object_type}s/review/")
    for words in ("payment records", "Sales tax", "workflow", "has announced no change yet"):
        assert words not in content


def test_the_last_step_says_that_its_click_saves(fresh: Shop) -> None:
    walk(fresh, settings=READY)
    assert "Nothing is written until you turn the sync on." in html(fresh)
    assert "Nothing is saved before the last step" not in html(fresh)


def test_of_a_sync_that_is_on_it_names_the_other_button(set_up: Shop) -> None:
    assert "Nothing is written until you save the changes." in html(set_up)


def test_with_nothing_to_write_it_says_from_when(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY))
    assert "Turn on sync: 0 now, new ones from <time" in html(fresh)


def test_the_click_turns_it_on(fresh: Shop, django_capture_on_commit_callbacks: Any) -> None:  # S25, S33
    dried(walk(fresh, settings=READY, mappings=[mapping()]), [written(1), written(2)])
    with django_capture_on_commit_callbacks(execute=True):
        answer = click(fresh)
    assert "Invoice sync is on. A run begins now." in answer.content.decode()
    sync = sync_of(fresh)
    assert sync
    assert (sync.enabled, sync.direction, sync.settings["line_item_account"]) == (True, "two-way", "79")
    assert sync.started_at is None  # the first run sets it, in HubSpot's time, with the floor
    assert [start.sync for start in starts.waiting(fresh.workspace)] == [sync]
    assert FieldMapping.objects.get(sync=sync).quickbooks_field == "custom:1"
    assert SyncDraft.objects.count() == 0
    assert Job.objects.get(name=f"sync_workspace:{fresh.workspace.pk}").nudged_at
    entry = Activity.objects.get(kind="sync_turned_on")
    assert (entry.actor, entry.reason) == (fresh.people["owner"], "Invoice sync")
    told = {change["field"]: change["to"] for change in entry.changes}
    assert told["writes shown before"] == "2"
    assert told["dry run"] == f"run {Run.objects.get(trigger='review').pk}"


def mapping() -> dict[str, Any]:
    return {
        "hubspot": "delivery_window",
        "quickbooks": "custom:1",
        "origin": "custom",
        "enabled": True,
        "blank_means_blank": False,
        "transform": "same",
    }


def test_contacts_start_with_the_click(fresh: Shop) -> None:
    dried(walk(fresh, "contact"), [])
    click(fresh, "syncs/contacts/review/")
    sync = sync_of(fresh, "contact")
    assert sync
    assert sync.started_at


def test_while_everything_is_paused_it_is_turned_on_for_later(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY))
    fresh.workspace.paused = True
    fresh.workspace.save()
    assert "It begins when everything is resumed." in click(fresh).content.decode()


# -- what stands in the way ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("company_has", "said"),
    [({"tax_required": True}, "tax code"), ({"revenue_recognition": True}, "service date")],
)
def test_a_wall_of_the_company_is_said_and_holds(
    fresh: Shop, company_has: dict[str, bool], said: str
) -> None:  # S6, S7
    dried(walk(fresh, settings=READY), [written(1)])
    company(fresh, **company_has)
    assert said in html(fresh)
    assert ">Turn on sync" not in html(fresh)
    assert click(fresh).status_code == 422
    assert sync_of(fresh) is None


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ({"line_item_account": ""}, "Choose the income account for Custom Line Item."),  # S11
        ({"line_item_account": "90"}, "This account is no longer in QuickBooks Online"),
        ({"other_sync_is_off": False}, "Turn HubSpot&#x27;s own QuickBooks sync off first"),  # A5
    ],
)
def test_what_a_choice_lacks_is_said_and_holds(fresh: Shop, lacks: dict[str, Any], said: str) -> None:
    dried(walk(fresh, settings={**READY, **lacks}), [written(1)])
    assert said in html(fresh)
    refused = click(fresh)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert sync_of(fresh) is None


def test_an_account_that_is_not_connected_holds(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY), [written(1)])
    Connection.objects.filter(side="quickbooks").update(state="needs_reconnect")
    assert "QuickBooks Online is not connected. Connect it again first." in html(fresh)
    assert click(fresh).status_code == 422


def test_missing_scopes_hold(fresh: Shop) -> None:  # B1
    dried(walk(fresh, settings=READY), [written(1)])
    Connection.objects.filter(side="hubspot").update(scopes=["oauth"])
    assert "HubSpot has not granted" in html(fresh)
    assert click(fresh).status_code == 422


def test_without_the_edition_there_is_no_walk(fresh: Shop) -> None:  # S30
    walk(fresh, settings=READY)
    edition(fresh, "free")
    assert page(fresh).headers["Location"] == fresh.url("syncs/new/")


# -- a dry run that does not stand -----------------------------------------------------------------------------


def test_a_choice_that_is_changed_needs_another_dry_run(fresh: Shop) -> None:
    draft = walk(fresh, settings=READY)
    dried(draft, [written(1)])
    save_step(draft, policy="quickbooks")
    assert "Start the dry run" in html(fresh)
    assert click(fresh).status_code == 422


def test_another_sync_that_is_changed_makes_it_stale(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY), [written(1)])
    ObjectSync.objects.create(workspace=fresh.workspace, object_type="contact", direction="two-way", enabled=True)
    content = html(fresh)
    assert "another sync, were changed after this dry run" in content
    assert "Run again" in content
    assert ">Turn on sync" not in content
    assert click(fresh).status_code == 422


def test_after_an_hour_it_is_stale(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY), [written(1)], ago=timedelta(minutes=61))
    assert "more than an hour old" in html(fresh)
    assert click(fresh).status_code == 422


def test_one_that_could_not_be_made_says_why_and_needs_a_word(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY), result="The other system does not answer.")
    content = html(fresh)
    assert "The dry run could not be made.</b> The other system does not answer." in content
    assert "Turn on sync without a dry run" in content
    assert click(fresh).status_code == 422
    assert sync_of(fresh) is None

    click(fresh, unseen="yes")

    assert sync_of(fresh)
    changes = Activity.objects.get(kind="sync_turned_on").changes
    assert {"field": "dry run", "from": None, "to": "not made: The other system does not answer."} in changes


def test_somebody_else_was_quicker(set_up: Shop) -> None:
    dried(walk(set_up, direction="to-hubspot"), [])
    ObjectSync.objects.filter(object_type="invoice").update(policy="quickbooks", revision=9)
    assert "Somebody else has changed the invoice sync since you began." in html(set_up)
    assert click(set_up).status_code == 409
    sync = sync_of(set_up)
    assert sync
    assert sync.direction == "two-way"


# -- what it shows ---------------------------------------------------------------------------------------------


def test_that_contacts_and_products_sync_first_is_advice_about_invoices(fresh: Shop) -> None:  # S9
    assert "Customers do not sync yet" in html(fresh)
    assert "do not sync yet" not in html(fresh, "syncs/contacts/review/")


def test_the_sum_of_the_choices(fresh: Shop) -> None:  # S33
    filters = {
        "hubspot": [
            [
                {
                    "property": "MetaData.CreateTime",
                    "operator": "after",
                    "values": [{"d": "2026-11-24"}],
                    "associated": "",
                }
            ]
        ]
    }
    dried(walk(fresh, settings=READY, mappings=[mapping()], filters=filters), [])
    content = html(fresh)
    for words in (
        "Fernhill portal in HubSpot with Fernhill LLC in QuickBooks Online", "Data syncs between apps", "Use HubSpot data",
        "Delivery window ↔ Site", "Landscape services", "Undeposited Funds", "All finalized invoices of HubSpot", "after Nov 24, 2026", "Both ways, with their invoices",
    ):  # fmt: skip
        assert words in content, words


def test_what_changes_of_a_sync_stands_old_and_new(set_up: Shop) -> None:  # A35
    dried(walk(set_up, direction="to-hubspot"), [], told(invoices=[standing("excluded", "direction", 4, "400.00")]))
    content = html(set_up)
    assert '<del><span class="sr">Now: </span>Data syncs between apps</del>' in content
    assert '<ins><span class="sr">then: </span>Data syncs only to HubSpot</ins>' in content
    assert "linked pair" in content
    assert "The sync does not go in this direction." in content
    assert "$400.00" in content
    assert ">Save changes: nothing to write now</button>" in content


def test_saving_a_sync_that_is_on(set_up: Shop) -> None:
    dried(walk(set_up, direction="to-hubspot"), [])
    answer = click(set_up)
    assert "Invoice sync is saved." in answer.content.decode()
    sync = sync_of(set_up)
    assert sync
    assert (sync.direction, sync.enabled) == ("to-hubspot", True)
    assert [start.only_from_now for start in starts.waiting(set_up.workspace)] == [False]
    changed = Activity.objects.get(kind="sync_changed")
    assert {"field": "direction", "from": "two-way", "to": "to-hubspot"} in changed.changes


def test_a_sync_that_is_on_and_unchanged_has_nothing_to_save(set_up: Shop) -> None:
    content = html(set_up)
    assert "Nothing differs from how the sync stands now." in content
    assert "Save changes" not in content


def test_writes_by_object_and_system_with_their_money(fresh: Shop) -> None:
    plan = [written(n) for n in range(3)] + [
        written(9, system="hubspot", amount="1250.50"),
        written(7, objects="contacts", amount=None),
    ]
    dried(walk(fresh, settings=READY), plan)
    content = html(fresh)
    assert "4 in QuickBooks Online" in content
    assert "1 in HubSpot" in content
    assert 'aria-label="3 invoices created in QuickBooks Online"' in content
    assert "$300.00" in content
    assert "$1,250.50" in content
    assert "Earliest day in the books: <b>Nov 1, 2026</b>." in content


def test_a_number_opens_the_list_that_it_counted(fresh: Shop) -> None:
    plan = [written(n) for n in range(3)] + [written(9, system="hubspot", action="update")]
    dried(walk(fresh, settings=READY), plan)
    shown = page(fresh, f"{PAGE}?objects=invoices&system=quickbooks&action=create").context["lines"]
    assert (len(shown.rows), shown.number) == (3, 3)


def test_failing_ones_by_cause_with_their_sentence(fresh: Shop) -> None:
    counts = told(
        invoices=[
            standing("failing", "order_discount", 2, "300.00", label="Dogwood", amount="250.50"),
            standing("failing", "number_too_long", 1, "900.00", label="Elm"),
            standing("pending", "parked", 1, "75.00", label="Hemlock"),
            standing("pending", "waiting", 1, "80.00", label="Quince", params={"for": "Acme"}),
            standing("excluded", "draft", 3, "10.00"),
            standing("pending", "queued", 5, "500.00"),
            standing("syncing", "", 7, "700.00"),
        ]
    )
    dried(walk(fresh, settings=READY), [], counts)
    context = page(fresh).context["review"].plan
    assert [(cause.reason, cause.count.number) for cause in context.failing] == [
        ("number_too_long", 1),
        ("order_discount", 2),
    ]
    content = html(fresh)
    assert "Dogwood" in content
    assert "$250.50" in content
    assert "for Acme" in content
    assert "A draft. It goes as soon as it is finalized in HubSpot." in content
    (row,) = context.stands
    assert {state: count.number for state, count in row.cells.items() if count.number} == {
        "syncing": 12, "excluded": 3, "waiting": 1, "parked": 1, "failing": 3,
    }  # fmt: skip


def test_every_write_field_by_field_in_pages(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY), [written(n) for n in range(120)])
    first = page(fresh).context["lines"]
    assert (first.first, first.last, first.number, first.after) == (1, 50, 120, 2)
    last = page(fresh, f"{PAGE}?page=3").context["lines"]
    assert (last.first, last.last, last.before, last.after) == (101, 120, 2, None)
    assert page(fresh, f"{PAGE}?page=99").context["lines"].page == 3
    content = html(fresh)
    assert "Create invoice HS-0" in content
    assert "<small>Invoice number in HubSpot</small>" in content
    assert "Nov 24, 2026" in content
    assert "<ins>$100.00</ins>" in content


def test_all_of_it_as_a_file(fresh: Shop) -> None:  # B35
    dried(walk(fresh, settings=READY), [{**written(1), "label": "=HYPERLINK(1)"}])
    answer = page(fresh, f"{PAGE}plan.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Object,Action,System,Record")
    assert lines[1].startswith(
        "Invoice,Create,QuickBooks Online,'=HYPERLINK(1),,,1,,100.00,USD,2026-11-02,Invoice no.,,HS-1"
    )
    assert len(lines) == 4


def test_a_payment_is_called_by_its_invoice_and_customer(fresh: Shop) -> None:
    paid = {"label": "2026-11-24", "invoice": "HS-9", "customer": "Acme"}
    dried(walk(fresh, settings=READY), [{**written(1, objects="payments"), **paid}])
    assert "Create payment 2026-11-24</b> for HS-9, Acme" in html(fresh)
    lines = b"".join(page(fresh, f"{PAGE}plan.csv").streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Payment,Create,QuickBooks Online,2026-11-24,HS-9,Acme,1,,100.00,USD")


def test_words_of_vendors_and_people_are_escaped(fresh: Shop) -> None:  # SEC30
    evil = "<script>alert(1)</script>"
    dried(
        walk(fresh, settings=READY),
        [{**written(1), "label": evil}],
        told(invoices=[standing("failing", "vendor_refused", 1, "1.00", label=evil, vendor_text=evil)]),
    )
    assert evil not in html(fresh)


def test_another_persons_walk_is_theirs(fresh: Shop) -> None:
    dried(walk(fresh, settings=READY), [written(1)])
    assert page(fresh, role="admin").context["review"].run is None


def test_it_asks_a_fixed_number_of_times(fresh: Shop) -> None:
    def count(number: int) -> int:
        SyncDraft.objects.all().delete()
        dried(
            walk(fresh, settings=READY),
            [written(n) for n in range(number)],
            told(invoices=[standing("failing", "order_discount", number, "1.00", label="X")]),
        )
        client = fresh.client("owner")
        with queries() as captured:
            client.get(fresh.url(PAGE))
        return len(captured)

    assert count(2) == count(200) <= 11  # session and user among them, and what is left of the calls of today


def test_each_write_is_a_sentence_in_a_group_with_its_money(set_up: Shop) -> None:  # B2
    made = {
        **written(1, objects="contacts", system="hubspot", amount=None),
        "label": "Olivia Oak",
        "reason": "customer in QuickBooks",
    }
    plan = [written(2), made, written(3), written(4, action="update", amount=None)]
    dried(walk(set_up, settings=READY), plan, told(invoices=[]))
    content = html(set_up)
    assert "<b>Create contact Olivia Oak</b>" in content
    assert '<span class="soft">The customer stands in QuickBooks Online alone.</span>' in content
    assert '<span class="soft">It was finalized in HubSpot.</span>' in content
    heads = re.findall(r"<h3>([^<]+) <span class=\"muted\">([^<]+)</span></h3>", content)
    assert heads == [
        ("New contacts in HubSpot", "1"), ("New invoices in QuickBooks Online", "2, $200.00"), ("Changed invoices in QuickBooks Online", "1"),
    ]  # fmt: skip


def test_who_waits_for_a_record_of_its_own_name_says_so(set_up: Shop) -> None:  # B20
    there = {"hubspot_id": None, "quickbooks_id": "58"}
    waits = standing("pending", "waiting", 1, label="Olivia Oak", params={"for": "Olivia Oak"}, amount=None, **there)
    dried(walk(set_up, "contact"), [], told(contacts=[waits]))
    content = html(set_up, "syncs/contacts/review/")
    assert '<b>Olivia Oak</b> <span class="muted">in QuickBooks</span>' in content
    assert "waits for the contact of this name in HubSpot" in content
    assert "for Olivia Oak<" not in content


def test_who_waits_for_a_failing_record_hears_that_it_needs_somebody(set_up: Shop) -> None:  # B20
    waits = standing("pending", "waiting", 1, label="HS-7", params={"for": "Olivia Oak"}, awaits="failing")
    dried(walk(set_up, "contact"), [], told(contacts=[waits]))
    assert "waits for Olivia Oak, which fails and needs someone: see “What would fail”" in html(
        set_up, "syncs/contacts/review/"
    )


def test_who_is_left_out_by_a_filter_is_named_with_what_follows(set_up: Shop) -> None:  # A4, A14
    out = standing("excluded", "filter", 1, label="Carl Jensen", amount=None)
    dried(walk(set_up, "contact"), [], told(contacts=[out]))
    content = html(set_up, "syncs/contacts/review/")
    assert "Carl Jensen" in content
    assert "An invoice of one of them fails until somebody clicks “Sync this contact first” on it." in content


# -- off, and on again -----------------------------------------------------------------------------------------


def off_again(shop: Shop) -> SyncDraft:
    """The invoice sync was on, and is off since a while."""
    shop.client("admin").post(shop.url("syncs/invoices/off/"))
    return walk(shop)


def meanwhile() -> dict[str, Any]:
    otherwise = {"writes": {"hubspot": 0, "quickbooks": 1}, "held": {"number": 2, "money": {"USD": "200.00"}}}
    return {"invoices": {"linked": 0, "standing": [], "otherwise": otherwise}}


def test_on_again_from_the_list_leads_to_the_question(set_up: Shop) -> None:  # A16
    set_up.turn_off("invoice")
    answer = click(set_up, "syncs/invoices/on/")
    assert answer.redirect_chain[-1][0] == set_up.url(PAGE)
    assert Run.objects.filter(trigger="review", ended_at=None).count() == 1
    sync = sync_of(set_up)
    assert sync
    assert not sync.enabled


def test_it_asks_with_counts_and_money_and_nothing_is_preselected(set_up: Shop) -> None:  # A16
    draft = off_again(set_up)
    dried(draft, [written(1), written(2), written(3)], meanwhile())
    content = html(set_up)
    assert "What becomes of what was made while it was off?" in content
    assert "turned off by admin@example.com" in content
    assert ">Turn on sync and catch up: write 3 records</button>" in content
    assert ">Turn on sync only from now: write 1 record</button>" in content
    assert "<b>2 invoices</b> ($200.00)" in content
    assert " checked" not in content.partition('id="h-meanwhile"')[2].partition("</section>")[0]


def test_where_nothing_was_made_meanwhile_it_does_not_ask(set_up: Shop) -> None:  # A16
    before = sync_of(set_up)
    dried(
        off_again(set_up),
        [],
        {"invoices": {"linked": 0, "standing": [], "otherwise": {"writes": {}, "held": {"number": 0, "money": {}}}}},
    )
    content = html(set_up)
    assert "What becomes of what was made while it was off?" not in content
    assert "Nothing was made while it was off" in content
    assert ">Turn on sync: 0 now, new ones from" in content
    click(set_up)
    sync = sync_of(set_up)
    assert sync
    assert before
    assert (sync.enabled, sync.started_at) == (True, before.started_at)
    assert [start.only_from_now for start in starts.waiting(set_up.workspace)] == [False]


def test_what_would_only_fail_is_asked_about_too(set_up: Shop) -> None:  # A16
    held = {"writes": {}, "held": {"number": 1, "money": {"USD": "79.00"}}}
    dried(
        off_again(set_up),
        [],
        {"invoices": {"linked": 0, "standing": [standing("failing", "order_discount", 1, "79.00")], "otherwise": held}},
    )
    assert "<b>1 invoice</b> ($79.00)" in html(set_up)


def test_without_a_dry_run_it_still_asks(set_up: Shop) -> None:  # A16
    dried(off_again(set_up), result="HubSpot did not answer.")
    content = html(set_up)
    assert ">Turn on sync and catch up</button>" in content
    assert ">Turn on sync only from now</button>" in content
    click(set_up, since_off="only_from_now", unseen="yes")
    assert [start.only_from_now for start in starts.waiting(set_up.workspace)] == [True]


def test_without_an_answer_it_stays_off(set_up: Shop) -> None:
    dried(off_again(set_up), [written(1)], meanwhile())
    refused = click(set_up)
    assert refused.status_code == 422
    assert "Choose what becomes of what was made while this sync was off." in refused.content.decode()
    sync = sync_of(set_up)
    assert sync
    assert not sync.enabled


@pytest.mark.parametrize(
    ("answer", "only", "said"), [("catch_up", False, "catch up"), ("only_from_now", True, "only from now")]
)
def test_either_answer_turns_it_on_with_its_first_start(
    set_up: Shop, answer: str, only: bool, said: str
) -> None:  # S25, A16
    before = sync_of(set_up)
    dried(off_again(set_up), [written(1)], meanwhile())
    click(set_up, since_off=answer)
    sync = sync_of(set_up)
    assert sync
    assert before
    assert (sync.enabled, sync.started_at) == (True, before.started_at)
    assert [start.only_from_now for start in starts.waiting(set_up.workspace)] == [only]
    assert {"field": "made while it was off", "from": None, "to": said} in Activity.objects.get(
        kind="sync_turned_on"
    ).changes


def test_turning_off_says_what_will_not_cross(set_up: Shop) -> None:  # A16, S34
    SyncRecord.objects.create(
        workspace=set_up.workspace,
        object_type="payment",
        hubspot_id="p9",
        status="pending",
        reason="queued",
        amount=40,
        currency="USD",
    )
    content = html(set_up, "syncs/invoices/off/")
    assert "<h1>Turn off Invoice sync?</h1>" in content
    assert "<b>3 invoices</b> in line, $300.00" in content
    assert "<b>1</b> of them in line ($40.00)" in content
    assert "caught up or stay out" in content
    assert "linked pairs keep their link" in content
    sync = sync_of(set_up)
    assert sync
    assert sync.enabled  # a look changes nothing


def test_turning_off_contacts_says_what_invoices_miss(set_up: Shop) -> None:
    assert "fails until contacts sync again" in html(set_up, "syncs/contacts/off/")
    assert "Custom Line Item" in html(set_up, "syncs/products/off/")


def test_on_that_is_on_changes_nothing(set_up: Shop) -> None:
    assert "is on already" in click(set_up, "syncs/invoices/on/").content.decode()
    assert Run.objects.filter(trigger="review").count() == 0


def test_what_stays_out_is_found_and_can_be_sent(set_up: Shop) -> None:  # A16
    held = SyncRecord.objects.create(
        workspace=set_up.workspace, object_type="invoice", hubspot_id="777", label="HS-777", number="HS-777",
        status="excluded", reason="made_while_off", amount=100, currency="USD",
    )  # fmt: skip
    listed = html(set_up, "integrations/quickbooks/?tab=overview&view=records&status=excluded&cause=made_while_off")
    assert "HS-777" in listed
    assert ">Send it</button>" in html(set_up, f"records/{held.pk}/")
    answer = click(set_up, f"records/{held.pk}/fix/send/")
    assert "HS-777 goes with the next run." in answer.content.decode()
    held.refresh_from_db()
    assert held.decision == {"send": True}


def test_two_products_of_one_name_are_told_apart_by_where_they_stand(set_up: Shop) -> None:
    fails = standing("failing", "ambiguous_sku", 2, label="Mulch", amount=None)
    there = standing("failing", "ambiguous_sku", 2, label="Mulch", amount=None, hubspot_id=None, quickbooks_id="7")
    fails["highest"] += there["highest"]
    dried(walk(set_up, "product"), [], told(products=[fails]))
    content = html(set_up, "syncs/products/review/")
    for where in ("HubSpot", "QuickBooks"):
        assert f'<b>Mulch</b> <span class="muted">in {where}</span>' in content


def test_what_fails_of_other_syncs_is_not_denied(set_up: Shop) -> None:
    dried(
        walk(set_up, "product"),
        [],
        told(products=[standing("syncing", "", 3)], invoices=[standing("failing", "order_tax", 1, "9.00")]),
    )
    content = " ".join(re.sub(r"<[^>]+>", " ", html(set_up, "syncs/products/review/")).split())
    assert "No product would fail." in content
    assert "What fails above is of other syncs: 1 invoice, see Failures ." in content


def test_how_much_is_written_stands_above_what_was_chosen(set_up: Shop) -> None:
    dried(walk(set_up, settings=READY), [written(1), written(2)], told(invoices=[]))
    content = html(set_up)
    assert (
        content.index("2 records</p>") < content.index("What you chose") < content.index("Every write, field by field")
    )


def test_which_records_would_move_is_told_first(set_up: Shop) -> None:  # B24
    moves = set_up.record(label="Elm", hubspot_id="31", quickbooks_id="41", status="syncing", reason="")
    stays = set_up.record(label="Oak", hubspot_id="32", quickbooks_id=None, status="excluded", reason="filter")
    counts = standing("excluded", "filter", 3, "600.00")
    counts["highest"] = [
        standing("excluded", "filter", 1, label=one.label, hubspot_id=one.hubspot_id)["highest"][0]
        for one in (stays, moves)
    ]
    counts["highest"] += standing("excluded", "filter", 1, label="New one", hubspot_id="77")["highest"]
    dried(walk(set_up, settings=READY), [], told(invoices=[counts]))
    (cause,) = page(set_up).context["review"].plan.left_out
    assert [(one.label, one.was) for one in cause.highest] == [("Elm", "syncing"), ("Oak", None), ("New one", None)]
    assert '<span class="tag">Syncing now</span> <b>Elm</b>' in html(set_up)


def test_of_a_sync_that_is_off_nothing_moves(fresh: Shop) -> None:
    fresh.record(label="Elm", hubspot_id="31", status="syncing", reason="")
    dried(
        walk(fresh, settings=READY),
        [],
        told(invoices=[standing("excluded", "filter", 1, label="Elm", hubspot_id="31")]),
    )
    assert "now</span> <b>Elm</b>" not in html(fresh)


def test_the_list_of_writes_opens_once_somebody_asks_for_it(fresh: Shop) -> None:  # B2
    dried(walk(fresh, settings=READY), [written(number) for number in range(3)])
    folded = "<summary>New invoices in QuickBooks Online</summary>"
    assert f'<details class="fold">{folded}' in html(fresh)
    for asked in ("objects=invoices", "page=1"):
        assert f'<details class="fold" open>{folded}' in html(fresh, f"{PAGE}?{asked}")


def test_what_is_recommended_is_checked_against_the_company(set_up: Shop) -> None:  # S9, A20
    content = html(set_up)
    assert "Custom transaction numbers are on." in content
    assert "The books are closed through Sep 30, 2026." in content
    assert "Invoices made in HubSpot arrive as non-taxable." in content
    assert "Customers sync already." in content


def test_customers_and_products_first_is_recommended(fresh: Shop) -> None:  # S9
    walk(fresh, settings=READY)
    assert "Customers do not sync yet." in html(fresh)
    assert "Products do not sync yet." in html(fresh)


def test_the_workflow_of_the_guide_is_asked_for_as_a_note(set_up: Shop) -> None:  # A32
    asked = re.search(r"leave out payments whose source is an invoice\..*?</li>", html(set_up))
    assert asked
    assert asked[0].endswith('<span class="status">Note</span></li>')


def test_what_it_costs_in_calls_is_said_before_the_click(fresh: Shop) -> None:  # B8
    draft = walk(fresh, settings=READY)
    run = dried(draft, [written(number) for number in range(31)])
    Run.objects.filter(pk=run.pk).update(calls={"hubspot": 8, "quickbooks": 5})
    content = re.sub(r"<[^>]*>", "", html(fresh))
    assert "About 16 calls to HubSpot and 14 calls to QuickBooks Online" in content
    assert "HubSpot: 16 to read, before and after, and 0 to write in batches" in content
    assert "QuickBooks Online: 10 to read, before and after, and 4 to write in batches" in content
