"""Failures: by cause, worst first, with who can do what; and what stops everything when no record fails."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from syncapp.core.errors import CATALOGUE, Failure, entry
from syncapp.engine.session import BROKEN_OFF
from syncapp.queries.counts import Cell
from syncapp.queries.failures import OWN_WORDS, Group
from syncapp.queries.why import why_of
from syncapp.storage.models import Activity, Connection, Run, SyncRecord
from tests.web.conftest import Shop, queries

PAGE = "failures/"


def text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def codes(shop: Shop, query: str = "") -> list[str]:
    return [group.code for group in shop.client("viewer").get(shop.url(PAGE + query)).context["groups"]]


def labels(shop: Shop, query: str) -> list[str]:
    return [line["record"].label for line in shop.client("viewer").get(shop.url(f"{PAGE}?{query}")).context["lines"]]


def test_causes_stand_worst_first_by_money_then_by_number(shop: Shop) -> None:  # B6
    shop.record(status="failing", reason="order_tax", amount=Decimal("9000"))
    for _ in range(3):
        shop.record(object_type="product", status="failing", reason="ambiguous_sku", amount=None)
    assert codes(shop) == [
        "order_tax",
        "order_discount",
        "native_invoice_edited",
        "ambiguous_sku",
        "ambiguous_customer",
    ]


def test_what_waits_behind_a_record_counts_with_it(shop: Shop) -> None:  # B20
    oak = SyncRecord.objects.get(workspace=shop.workspace, label="Oak")
    shop.record(status="pending", reason="waiting", waiting_on=oak, amount=Decimal("5000"))
    shop.record(object_type="payment", status="pending", reason="waiting", waiting_on=oak, amount=Decimal("5000"))
    assert codes(shop)[0] == "ambiguous_customer"
    assert " · holds up 1 invoice, $5,000.00" in text(shop.client("viewer").get(shop.url(PAGE)).content)


def test_each_cause_says_what_why_who_how_many_how_much_and_since_when(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace, reason="order_discount").update(
        created_at=timezone.now() - timedelta(days=4)
    )
    said = text(shop.client("viewer").get(shop.url(PAGE)).content)
    assert CATALOGUE["order_discount"].title in said
    assert Failure("order_discount").what in said
    assert "Who can fix it: whoever makes the invoices, in HubSpot" in said
    assert "$250.50 1 invoice oldest 4 d" in said


def test_a_closed_cause_says_what_to_do_first(shop: Shop) -> None:  # B6
    said = text(shop.client("viewer").get(shop.url(PAGE)).content)
    assert "Do this: Click “Choose the customer” and take the one that is billed. Who can fix it" in said
    assert "Do this: In HubSpot, move the discount from the whole invoice to its lines. Who can fix it" in said


LINE = 140  # characters that stand on a line of a list, at 390 pixels on three


def test_every_cause_has_a_first_sentence_that_stands_on_its_line() -> None:
    told = {code: first_thing(Failure(code)) for code in CATALOGUE}
    assert {code: do for code, do in told.items() if not do or len(do) > LINE} == {}


def test_a_long_name_takes_nothing_of_what_to_do_first() -> None:
    for code in CATALOGUE:
        params = dict.fromkeys(
            entry(code).params, "Mendocino Landscaping and Irrigation Company of Northern California"
        )
        assert first_thing(Failure(code, params)), code


def first_thing(failure: Failure) -> str:
    return Group(failure.code, why_of(failure), Cell(), {}, "").do


def test_a_closed_cause_says_what_its_records_say_where_they_are_few_and_agree(shop: Shop) -> None:  # S41
    def said() -> str:
        return text(shop.client("viewer").get(shop.url(PAGE)).content)

    contact = shop.record(object_type="contact", status="excluded", reason="no_email", label="Nora", quickbooks_id=None)
    shop.record(status="failing", reason="customer_not_found", quickbooks_id=None, customer=contact)
    assert (
        "The contact of this invoice, Nora, has no email address in HubSpot. Do this: In HubSpot, open the contact"
        in said()
    )
    for _ in range(OWN_WORDS):
        shop.record(status="failing", reason="customer_not_found", quickbooks_id=None, customer=contact)
    assert "Nora" not in said()


def test_money_of_several_currencies_is_not_added_up(shop: Shop) -> None:
    shop.record(status="failing", reason="order_discount", amount=Decimal("40"), currency="EUR")
    assert "€40.00 + $250.50" in text(shop.client("viewer").get(shop.url(PAGE)).content)


def test_an_opened_cause_lists_its_records_with_what_is_particular(shop: Shop) -> None:
    params = {"label": "Discount", "amount": "25.00 USD"}
    shop.record(status="failing", reason="order_discount", label="HS-2017", params=params)
    said = text(shop.client("bookkeeper").get(shop.url(f"{PAGE}?cause=order_discount")).content)
    assert "The invoice has a discount on the whole order: Discount $25.00." in said
    for words in (
        "What",
        "Why",
        "Who can fix it",
        "Do this",
        "Next try",
        "Retry all 2 of this cause",
        "Ignore all 2 …",
    ):
        assert words in said


def test_an_opened_cause_says_what_its_records_say_where_they_agree(shop: Shop) -> None:  # S41
    def nameless(name: str, reason: str = "no_email") -> None:
        contact = shop.record(object_type="contact", status="excluded", reason=reason, label=name, quickbooks_id=None)
        shop.record(status="failing", reason="customer_not_found", quickbooks_id=None, customer=contact)

    def said() -> tuple[str, list[str]]:
        answer = shop.client("bookkeeper").get(shop.url(PAGE), {"cause": "customer_not_found"})
        why = text(re.findall(r'<dl class="why">.*?</dl>', answer.content.decode(), re.DOTALL)[0].encode())
        return why, [line["particular"] for line in answer.context["lines"]]

    enter = "Do this In HubSpot, open the contact under CRM › Contacts and enter the email address"
    nora, ned = (f"The contact of this invoice, {name}, has no email address in HubSpot." for name in ("Nora", "Ned"))
    nameless("Nora")
    why, particular = said()
    assert f"What {nora}" in why
    assert enter in why
    assert particular == [""]

    nameless("Ned")
    why, particular = said()
    assert enter in why
    assert nora not in why
    assert sorted(particular) == [ned, nora]

    nameless("Bea", "filter")
    why, _ = said()
    assert enter not in why
    assert "Sync this contact first" in why
    assert "Where it has none, enter one in HubSpot" in why


def test_a_cause_tells_of_no_button_that_none_of_its_records_has(shop: Shop) -> None:  # S41, B6
    for name, params in (("Nora", {"without_email": "Nora"}), ("Ned", {"email": "ned@ned.test"})):
        there = {"status": "excluded", "reason": "direction", "quickbooks_id": None}
        contact = shop.record(object_type="contact", label=name, **there)
        row = {"status": "failing", "reason": "customer_not_found", "quickbooks_id": None}
        shop.record(**row, customer=contact, params=params)

    said = text(shop.client("bookkeeper").get(shop.url(PAGE), {"cause": "customer_not_found"}).content)

    assert "Sync this contact first" not in said
    assert "the rest goes by itself" not in said
    assert "What helps is not the same for all of these: the page of each says it." in said


def test_two_people_of_one_name_are_one_click_from_another_name(shop: Shop) -> None:  # B6, S42
    record = shop.record(object_type="contact", status="failing", reason="display_name_duplicate", quickbooks_id=None)
    html = shop.client("bookkeeper").get(shop.url("failures/"), {"cause": "display_name_duplicate"}).content.decode()
    there = shop.url(f"records/{record.pk}/")
    assert f'href="{there}#fix-bill_through"' in html
    assert f'<a href="{there}?fix=choose_name#fix-choose_name">Choose another display name</a> instead' in html
    viewed = shop.client("viewer").get(shop.url("failures/"), {"cause": "display_name_duplicate"}).content.decode()
    assert "</a> instead" not in viewed


def test_an_opened_cause_is_searched_and_paged(shop: Shop) -> None:
    for number in range(30):
        shop.record(status="failing", reason="order_tax", label=f"T-{number:02}", number=f"T-{number:02}")
    assert labels(shop, "cause=order_tax&q=T-07") == ["T-07"]
    found = shop.client("viewer").get(shop.url(f"{PAGE}?cause=order_tax&object=invoice&q=T-07")).content.decode()
    assert (
        '<input type="hidden" name="cause" value="order_tax"><input type="hidden" name="object" value="invoice">'
        in found
    )
    assert f'href="{shop.url(PAGE)}?cause=order_tax&amp;object=invoice">Show all</a>' in found
    assert labels(shop, "cause=order_tax&q=T-07%00") == ["T-07"]  # which no database takes
    few = shop.client("viewer").get(shop.url(f"{PAGE}?cause=order_discount")).content.decode()
    assert 'aria-label="In this cause"' not in few  # nobody searches among so few
    answer = shop.client("viewer").get(shop.url(f"{PAGE}?cause=order_tax"))
    assert len(answer.context["lines"]) == 25
    assert answer.context["page"].number == 30
    assert labels(shop, f"cause=order_tax&after={answer.context['page'].after}") == [
        f"T-{number:02}" for number in range(4, -1, -1)
    ]


def test_one_object_alone_can_be_shown(shop: Shop) -> None:
    assert codes(shop, "?object=contact") == ["ambiguous_customer"]


@pytest.mark.parametrize("query", ["view=nonsense", "object=deal"])
def test_what_there_is_not_is_not_found(shop: Shop, query: str) -> None:
    assert shop.client("viewer").get(shop.url(f"{PAGE}?{query}")).status_code == 404


def test_a_number_opens_exactly_the_records_that_it_counted(shop: Shop) -> None:
    shop.record(status="failing", reason="order_tax", object_type="payment")
    shop.turn_off("product")
    for _ in range(27):
        shop.record(status="failing", reason="order_tax")
        shop.record(object_type="product", status="failing", reason="order_tax")
    groups = shop.client("viewer").get(shop.url(PAGE)).context["groups"]
    for group in groups:
        query = f"cause={group.code}"
        seen = labels(shop, query)
        after = shop.client("viewer").get(shop.url(f"{PAGE}?{query}")).context["page"].after
        seen += labels(shop, f"{query}&after={after}") if after else []
        assert len(seen) == group.cell.number


def test_a_cause_with_which_nothing_fails_says_so(shop: Shop) -> None:
    said = text(shop.client("viewer").get(shop.url(f"{PAGE}?cause=order_tax")).content)
    assert "No record fails with “A tax on the whole invoice cannot go to QuickBooks Online”. Next: " in said


def test_of_two_causes_with_one_title_the_one_that_is_meant_is_said(shop: Shop) -> None:  # S44, A29
    shop.workspace.records.filter(status="failing").delete()
    shop.record(status="failing", reason="native_invoice_edited")
    said = text(shop.client("viewer").get(shop.url(f"{PAGE}?cause=payment_removed")).content)
    gone, _, following = said.partition("No record fails with ")[2].partition(" Next: ")
    assert Failure("payment_removed").what in gone
    assert Failure("native_invoice_edited").what in following


def test_nothing_failing_is_said_only_where_something_was_looked_at(shop: Shop) -> None:
    shop.workspace.records.filter(status="failing").delete()
    assert "Nothing fails" in text(shop.client("viewer").get(shop.url(PAGE)).content)
    shop.workspace.records.all().delete()
    assert "Nothing has been looked at yet" in text(shop.client("viewer").get(shop.url(PAGE)).content)


def test_what_fails_everywhere_alike_points_to_the_set_up(shop: Shop) -> None:
    for _ in range(2):
        shop.record(object_type="payment", status="failing", reason="no_payment_processor")
    said = text(shop.client("viewer").get(shop.url(f"{PAGE}?cause=no_payment_processor")).content)
    assert "fail this way" not in said  # one payment is in sync
    shop.workspace.records.filter(object_type="payment", status="syncing").delete()
    said = text(shop.client("admin").get(shop.url(f"{PAGE}?cause=no_payment_processor")).content)
    assert "All 2 payments fail this way." in said
    assert "Open Configure" in said
    said = text(shop.client("bookkeeper").get(shop.url(f"{PAGE}?cause=no_payment_processor")).content)
    assert "Open Configure" not in said
    assert "Owners and admins may change it." in said


def test_a_cause_of_one_record_offers_each_thing_once(shop: Shop) -> None:  # B6
    address = shop.url(f"{PAGE}?cause=order_discount")
    one = shop.client("bookkeeper").get(address).content.decode()
    assert "?all=yes" not in one  # what is done to all of it
    assert (one.count(">Retry</button>"), one.count(">Ignore …</a>")) == (1, 1)
    assert "What happened" not in one
    shop.record(status="failing", reason="order_discount", label="HS-2017")
    two = text(shop.client("bookkeeper").get(address).content)
    assert "Retry all 2 of this cause" in two
    assert "What happened" in two


def test_a_viewer_is_told_who_sees_the_button_that_a_step_names(shop: Shop) -> None:  # B12
    address, note = (
        f"{PAGE}?cause=native_invoice_edited",
        "The buttons named here are shown to owners, admins and bookkeepers.",
    )
    said = text(shop.client("viewer").get(shop.url(address)).content)
    assert "Click “Compare the three versions”" in said
    assert note in said
    assert note not in text(shop.client("bookkeeper").get(shop.url(address)).content)
    assert note not in text(
        shop.client("viewer").get(shop.url(f"{PAGE}?cause=order_discount")).content
    )  # names none of ours


# -- what stops everything -------------------------------------------------------------------------------------


def stopped(shop: Shop) -> str:
    answer = shop.client("owner").get(shop.url(PAGE))
    return " ".join(f"{stop.why.title}. {stop.why.what} {stop.why.because}" for stop in answer.context["stops"])


def test_a_connection_that_is_gone_stands_on_top_with_the_way_to_mend_it(shop: Shop) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="quickbooks").update(state="needs_reconnect")
    assert stopped(shop).startswith("The connection has expired. The account of QuickBooks Online no longer accepts")
    content = shop.client("owner").get(shop.url(PAGE)).content.decode()
    assert f'href="{shop.url("integrations/")}">Reconnect</a>' in content
    Connection.objects.filter(workspace=shop.workspace).update(state="disconnected")
    assert stopped(shop).count("An account is not connected.") == 2
    assert 'class="btn" disabled' in shop.client("owner").get(shop.url(PAGE)).content.decode()  # nothing can be checked


def test_who_gave_a_connection_back_is_named(shop: Shop) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(state="disconnected")
    at = datetime(2026, 11, 24, 18, tzinfo=UTC)
    Activity.objects.create(
        workspace=shop.workspace, kind="disconnected", reason="HubSpot: Fernhill", actor=shop.people["admin"], at=at
    )
    assert "The connection was given back here by admin@example.com on Nov 24, 2026." in stopped(shop)


def test_a_limit_says_when_it_goes_on(shop: Shop) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(
        paused_until=timezone.now() + timedelta(minutes=31)
    )
    said = text(shop.client("viewer").get(shop.url(PAGE)).content)
    assert "The limit of calls is reached. No more calls are taken for now by HubSpot." in said
    assert "Tries again in 30 min" in said


def run(shop: Shop, result: str, **fields: Any) -> None:
    Run.objects.create(
        workspace=shop.workspace,
        trigger="poll",
        started_at=timezone.now(),
        ended_at=timezone.now(),
        result=result,
        **fields,
    )


@pytest.mark.parametrize(
    "code",
    [
        "vendor_unavailable",
        "garbage_answer",
        "missing_scope",
        "wrong_account",
        "subscription_lapsed",
        "unreadable_tokens",
    ],
)
def test_what_the_last_run_stopped_at_is_told_since_no_record_fails_then(shop: Shop, code: str) -> None:
    params = {"system": "HubSpot", "found": "Elsewhere", "expected": "Fernhill", "scope": "invoices"}
    run(shop, Failure(code, params).sentence())
    failure = Failure(code, params)
    assert stopped(shop) == f"{failure.title}. {failure.what} {failure.why}"
    run(shop, "")
    assert stopped(shop) == ""


def test_a_run_that_broke_off_is_told(shop: Shop) -> None:
    run(shop, BROKEN_OFF)
    assert stopped(shop).startswith("The last run broke off.")


@pytest.mark.parametrize(
    "result",
    [
        "The set-up was changed while the sync ran. What remains is planned anew with the next run.",
        "It ran for a good while.",
    ],
)
def test_what_is_gone_on_with_at_once_stops_nothing(shop: Shop, result: str) -> None:
    run(shop, result)
    assert stopped(shop) == ""


def test_a_dry_run_that_stopped_stops_nothing(shop: Shop) -> None:
    run(shop, Failure("vendor_unavailable").sentence(), dry_run=True)
    assert stopped(shop) == ""


# -- who may what, and how much it costs -----------------------------------------------------------------------


def test_a_viewer_reads_and_has_no_buttons(shop: Shop) -> None:
    content = shop.client("viewer").get(shop.url(f"{PAGE}?cause=order_discount")).content.decode()
    assert "failures/ignore/" not in content
    assert "failures/retry/" not in content
    assert 'type="checkbox"' not in content


@pytest.mark.parametrize("query", ["", "?cause=order_tax", "?cause=order_tax&q=HS", "?view=ignored"])
def test_it_asks_eight_times_at_most_beyond_who_one_is(shop: Shop, query: str) -> None:
    Activity.objects.filter(workspace=shop.workspace).delete()

    def asked() -> int:
        client = shop.client("owner")
        with queries() as captured:
            client.get(shop.url(PAGE + query))
        return len([one for one in captured.captured_queries if "auth_user" not in one["sql"].split("WHERE")[0]])

    for _ in range(3):
        shop.record(status="failing", reason="order_tax")
    before = asked()
    for _ in range(20):
        shop.record(status="failing", reason="order_tax", invoice=shop.workspace.records.first())
        shop.record(status="ignored", reason="by_person")
    assert before == asked() <= 10
