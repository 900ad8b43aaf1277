"""Needs approval as members use it: sums before the click, singly and in bulk, and only what was shown (A10, A15)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from syncapp.storage.models import Activity, Inbox, SyncRecord
from tests.web.conftest import Shop, queries

PAGE = "approvals/"


@pytest.fixture(autouse=True)
def _only_these(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace, reason="needs_approval").delete()


def asked(shop: Shop, what: str = "history", seal: str = "s1", **fields: Any) -> SyncRecord:
    params = {"what": what, "seal": seal, "date": "2026-10-03"}
    only_here: dict[str, Any] = {"quickbooks_id": None} if what == "history" else {}
    return shop.record(
        status="pending", reason="needs_approval", params=params, **{"amount": Decimal(1250), **only_here, **fields}
    )


def page_of(shop: Shop, address: str = PAGE, role: str = "bookkeeper") -> str:
    return " ".join(shop.client(role).get(shop.url(address)).content.decode().split())


def hidden(html: str, form: str = "") -> dict[str, str]:
    """What a form of the page would send besides what is typed."""
    part = html.partition(form)[2].partition("</form>")[0] if form else html
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', part)) | {}


def press_send(shop: Shop, record: SyncRecord, html: str, role: str = "bookkeeper") -> Any:
    told = hidden(html, f'<form id="s-{record.pk}"')
    return shop.client(role).post(shop.url(f"{PAGE}send/"), told, follow=True)


def test_each_record_says_in_plain_words_what_a_click_does(shop: Shop) -> None:  # A10, A15
    first = asked(shop, customer_name="Hemlock")
    shop.record(
        object_type="payment", status="pending", reason="waiting", invoice=first, amount=Decimal(60), quickbooks_id=None
    )
    asked(shop, "void", amount=Decimal("99.50"))

    page = page_of(shop)

    assert "Created there, dated Oct 3, 2026. 1 payment of $60.00 goes with it." in page
    assert "Voided there on Oct 3, 2026: income and receivables of October 2026 go down by $99.50." in page
    assert "<small>Hemlock</small>" in page
    assert "1 invoice, $1,250.00" in page
    assert "$99.50" in page


def test_send_approves_what_was_shown_and_asks_for_a_run(shop: Shop) -> None:  # A15
    record = asked(shop)

    answer = press_send(shop, record, page_of(shop))

    record.refresh_from_db()
    assert record.decision == {"approved": {"what": "history", "seal": "s1"}}
    assert (record.status, record.reason) == ("pending", "queued")
    assert Inbox.objects.get(workspace=shop.workspace).external_id == record.hubspot_id
    assert Activity.objects.get(kind="approved", record=record).actor == shop.people["bookkeeper"]
    assert "Nothing needs approval" in answer.content.decode()


def test_what_changed_between_showing_and_clicking_is_not_sent(shop: Shop) -> None:  # A15
    record = asked(shop)
    page = page_of(shop)
    SyncRecord.objects.filter(pk=record.pk).update(params={**record.params, "seal": "s2"})

    answer = press_send(shop, record, page)

    record.refresh_from_db()
    assert record.decision == {}
    assert "has changed since it was shown" in answer.content.decode()


def test_in_bulk_the_sum_stands_before_the_click(shop: Shop) -> None:  # A15
    for amount in (100, 200, 300):
        asked(shop, amount=Decimal(amount))
    asked(shop, "void")
    page = page_of(shop)
    assert "Send all 3, $600.00" in page

    confirm = page_of(shop, f"{PAGE}confirm/?all=history&do=send")
    assert "Send 3 invoices, $600.00" in confirm
    shop.client("bookkeeper").post(shop.url(f"{PAGE}send/"), hidden(confirm))

    approved = SyncRecord.objects.exclude(decision={})
    assert {row.params["what"] for row in approved} == {"history"}
    assert approved.count() == 3


def test_a_void_is_called_a_void_on_both_clicks(shop: Shop) -> None:  # A10
    record = asked(shop, "void", amount=Decimal("99.50"))
    asked(shop, "void", amount=Decimal("0.50"))
    page = page_of(shop)
    for words in (
        "Void it in QuickBooks</button>",
        "Leave it as it is …</a>",
        "Void all 2 in QuickBooks, $100.00",
        "Leave all 2 as they are",
    ):
        assert words in page
    assert ">Send<" not in page
    assert "Never send" not in page

    assert "Void 1 invoice in QuickBooks, $99.50</h1>" in page_of(shop, f"{PAGE}confirm/?record={record.pk}&do=send")
    left = page_of(shop, f"{PAGE}confirm/?record={record.pk}&do=never")
    assert "Leave 1 invoice as it is" in left
    assert "what is void in HubSpot keeps standing in QuickBooks Online" in left
    assert "Why is it left as it is?" in left
    own = page_of(shop, f"records/{record.pk}/")
    assert "Void it in QuickBooks …" in own
    assert "Leave it as it is …" in own


def test_many_at_once_say_where_they_ended_and_where_a_click_would_end_them(shop: Shop) -> None:  # A10
    many = {
        "what": "many_voids",
        "seal": "s",
        "date": "2026-10-03",
        "system": "QuickBooks Online",
        "count": "30",
        "objects": "invoices",
    }
    shop.record(status="pending", reason="needs_approval", params=many)

    page = page_of(shop)

    assert "Voided in HubSpot, one of 30 invoices within 24 hours; it would be voided in QuickBooks Online too." in page
    assert "Void it in QuickBooks</button>" in page


def test_some_are_picked_and_confirmed(shop: Shop) -> None:
    first, second, third = (asked(shop, amount=Decimal(amount)) for amount in (100, 200, 300))

    confirm = page_of(shop, f"{PAGE}confirm/?record={first.pk}&record={third.pk}&do=send")

    assert "Send 2 invoices, $400.00" in confirm
    told = {"record": [first.pk, third.pk], "seen": hidden(confirm)["seen"]}
    shop.client("owner").post(shop.url(f"{PAGE}send/"), told)
    second.refresh_from_db()
    assert second.decision == {}
    assert SyncRecord.objects.exclude(decision={}).count() == 2


def test_one_more_than_was_shown_is_not_sent_with_the_others(shop: Shop) -> None:
    asked(shop)
    confirm = page_of(shop, f"{PAGE}confirm/?all=history&do=send")
    asked(shop)

    shop.client("bookkeeper").post(shop.url(f"{PAGE}send/"), hidden(confirm))

    assert not SyncRecord.objects.exclude(decision={}).exists()


def test_never_send_asks_why_and_keeps_what_was_typed(shop: Shop) -> None:
    record = asked(shop)
    confirm = page_of(shop, f"{PAGE}confirm/?record={record.pk}&do=never")
    told = hidden(confirm)

    refused = shop.client("bookkeeper").post(shop.url(f"{PAGE}never/"), {**told, "reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    long = shop.client("bookkeeper").post(shop.url(f"{PAGE}never/"), {**told, "reason": "x" * 201})
    assert "x" * 201 in long.content.decode()

    shop.client("bookkeeper").post(shop.url(f"{PAGE}never/"), {**told, "reason": "Booked by hand"})

    record.refresh_from_db()
    assert (record.status, record.reason, record.next_attempt_at) == ("ignored", "by_person", None)
    assert record.params["reason"] == "Booked by hand"
    assert record.params["by"] == "bookkeeper@example.com"
    assert Activity.objects.get(kind="ignored").reason == "Booked by hand"


def test_a_viewer_sees_it_and_is_offered_nothing(shop: Shop) -> None:  # B12
    record = asked(shop)

    page = page_of(shop, role="viewer")

    assert record.label in page
    assert "<button" not in page.partition("<h1>")[2].partition("</main>")[0]


def test_another_workspace_s_records_are_not_reached(shop: Shop) -> None:  # SEC2
    theirs = SyncRecord.objects.get(workspace=shop.other, reason="needs_approval")

    shop.client("owner").post(shop.url(f"{PAGE}send/"), {"record": theirs.pk, "seen": ""})

    theirs.refresh_from_db()
    assert theirs.decision == {}


def test_paged_by_key_each_record_stands_once(shop: Shop) -> None:
    made = {asked(shop).pk for _ in range(27)}
    client = shop.client("bookkeeper")
    first = client.get(shop.url(f"{PAGE}?what=history")).context["groups"][0]
    second = client.get(shop.url(f"{PAGE}?what=history&after={first.page.after}")).context["groups"][0]

    assert {row.record.pk for row in (*first.rows, *second.rows)} == made
    assert first.cell.number == 27


def test_the_page_asks_as_often_for_many_as_for_few(shop: Shop) -> None:
    asked(shop)
    asked(shop, "void")
    client = shop.client("bookkeeper")
    client.get(shop.url(PAGE))
    with queries() as few:
        client.get(shop.url(PAGE))
    for _ in range(20):
        asked(shop)
        asked(shop, "void")
    with queries() as many:
        client.get(shop.url(PAGE))

    assert len(many) == len(few) == 9  # session and user, membership, syncs, counts, and four of the page


def test_the_number_in_the_navigation_is_what_the_page_shows(shop: Shop) -> None:
    asked(shop)
    asked(shop, "void")

    page = page_of(shop)

    assert re.search(r'Needs approval <span class="n" id="waiting-approvals">2<', page)


def test_the_page_of_the_record_leads_to_both_clicks(shop: Shop) -> None:
    record = asked(shop)

    page = page_of(shop, f"records/{record.pk}/")
    assert f"approvals/confirm/?record={record.pk}&amp;do=send" in page
    assert f"approvals/confirm/?record={record.pk}&amp;do=never" in page
    assert "approvals/confirm" not in page_of(shop, f"records/{record.pk}/", "viewer")


def test_of_those_that_are_looked_for_nothing_is_sent_in_bulk(shop: Shop) -> None:
    """“Send all” is of all that wait, so it is not offered beside a part of them."""
    asked(shop, label="HS-2050", number="HS-2050", amount=Decimal(10))
    asked(shop, label="HS-2051", number="HS-2051", amount=Decimal(20))
    asked(shop, label="HS-3000", number="HS-3000", amount=Decimal(30))
    assert "all=history" in page_of(shop)
    html = page_of(shop, f"{PAGE}?q=hs-20")
    assert "HS-2050" in html
    assert "HS-3000" not in html
    assert "2 invoices, $30.00" in html
    assert "all=history" not in html
    assert "Nothing that needs approval matches “nobody”" in page_of(shop, f"{PAGE}?q=nobody")
