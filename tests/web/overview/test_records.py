"""The Record view: filters, pages, columns, activity in place."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from itertools import combinations_with_replacement

import pytest
from django.utils import timezone

from syncapp.core.schema import FieldSpec, FieldType
from syncapp.storage.models import SyncRecord
from tests.web.conftest import Shop, queries
from tests.web.records.held import offer
from tests.web.test_queries import MOST, SIGNED_IN

VIEW = "integrations/quickbooks/?tab=overview&view=records"


def labels(shop: Shop, query: str) -> list[str]:
    answer = shop.client("viewer").get(shop.url(f"{VIEW}&{query}"))
    assert answer.status_code == 200
    return [line["record"].label for line in answer.context["lines"]]


def test_every_record_is_listed_with_its_state_and_cause(shop: Shop) -> None:  # S37
    content = shop.client("viewer").get(shop.url(VIEW)).content.decode()
    for heading in (
        "Record",
        "Object",
        "Direction",
        "Status",
        "Error Category",
        "HubSpot ID",
        "QuickBooks ID",
        "Amount",
        "Last synced",
        "Sync activity",
    ):
        assert f">{heading}</th>" in content
    assert "For Acme" in content
    assert "13</b> records" in content


def test_a_remark_stands_with_the_status_that_it_explains(shop: Shop) -> None:
    """What is in sync has no error, so its error category is empty."""
    shop.record(status="syncing", remarks=[{"code": "overpaid"}], number="HS-77", label="HS-77")
    content = shop.client("viewer").get(shop.url(f"{VIEW}&q=HS-77")).content.decode()
    status, error = (re.search(f'<td data-at="{name}">(.*?)</td>', content, re.DOTALL) for name in ("status", "error"))
    assert status is not None
    assert "More was paid than was open" in status[1]
    assert error is not None
    assert "More was paid" not in error[1]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("object=contact", 1),
        ("status=syncing&status=remark&object=invoice", 2),
        ("status=failing", 3),
        ("cause=order_discount", 1),
        ("direction=two-way", 13),
        ("direction=to-hubspot", 0),
        ("stands=hubspot&object=invoice", 7),
        ("least=250&most=251", 1),
        ("q=MULCH", 1),
        ("object=invoice&status=failing&cause=native_invoice_edited", 1),
    ],
)
def test_filters_narrow_the_list(shop: Shop, query: str, number: int) -> None:
    assert len(labels(shop, query)) == number


@pytest.mark.parametrize(
    "query", ["object=deal", "status=green", "least=much", "since=yesterday", "rows=7000", "after=x", "expand=x"]
)
def test_what_is_no_filter_is_said_and_harms_nothing(shop: Shop, query: str) -> None:
    answer = shop.client("viewer").get(shop.url(f"{VIEW}&{query}"))
    assert answer.status_code == 200
    assert b'role="alert"' in answer.content


def test_a_currency_is_found_however_it_is_typed(shop: Shop) -> None:
    assert labels(shop, "currency=usd") == labels(shop, "currency=USD") != []
    assert labels(shop, "currency=eur") == []


# One value of each filter, and of some another, so that each meets every other one.
FILTERS = (
    "object=invoice", "object=contact&object=payment", "status=failing", "status=syncing&status=remark", "cause=order_discount",
    "direction=two-way", "direction=to-hubspot", "stands=both", "stands=hubspot", "currency=usd", "least=100", "most=100",
    "since=2026-01-01", "until=9999-12-31", "arrived_in=quickbooks", "q=HS",
)  # fmt: skip


def test_the_number_above_the_list_is_that_of_its_rows_whatever_is_set(shop: Shop) -> None:  # S37
    client = shop.client("viewer")
    for one, other in combinations_with_replacement(FILTERS, 2):
        answer = client.get(shop.url(f"{VIEW}&{one}&{other}"))
        assert answer.context["page"].number == len(answer.context["lines"]), (one, other)


@pytest.mark.parametrize("query", ["since=0001-01-01", "until=9999-12-31", "arrived_until=9999-12-31"])
def test_the_first_and_the_last_day_there_is_narrow_nothing(shop: Shop, query: str) -> None:
    SyncRecord.objects.update(last_changed_at=timezone.now(), arrived_on=timezone.now(), arrived_in="quickbooks")
    assert len(labels(shop, query)) == 13


def test_a_range_that_ends_before_it_begins_is_said(shop: Shop) -> None:
    content = shop.client("viewer").get(shop.url(f"{VIEW}&least=9&most=5")).content.decode()
    assert "This amount is below the first one." in content


def test_what_is_on_can_be_taken_off_one_by_one(shop: Shop) -> None:
    answer = shop.client("viewer").get(shop.url(f"{VIEW}&status=failing&status=parked&after=99"))
    chips = dict(answer.context["chips"])
    assert "status=parked" in chips["Status: Failing"]
    assert "status=failing" not in chips["Status: Failing"]
    assert "after" not in chips["Status: Failing"]


def test_the_search_box_of_every_page_finds_an_invoice(shop: Shop) -> None:
    shop.record(label="HS-4711", number="HS-4711")
    answer = shop.client("viewer").get(shop.url("find/?q=HS-471"), follow=True)
    assert [line["record"].label for line in answer.context["lines"]] == ["HS-4711"]


def test_nothing_found_says_what_to_do(shop: Shop) -> None:
    content = shop.client("viewer").get(shop.url(f"{VIEW}&q=nothing-like-it")).content.decode()
    assert "No record matches" in content
    assert "Look in HubSpot and QuickBooks for “nothing-like-it”" in content  # where it may stand, unknown here
    assert "Look in HubSpot" not in shop.client("viewer").get(shop.url(f"{VIEW}&status=parked")).content.decode()
    SyncRecord.objects.all().delete()
    assert "No records yet" in shop.client("viewer").get(shop.url(VIEW)).content.decode()


def test_how_many_match_a_search_is_told_with_one_of_them_expanded_too(shop: Shop) -> None:  # S38
    for _ in range(30):
        last = shop.record(customer_name="Hemlock Homes")
    answer = shop.client("viewer").get(shop.url(f"{VIEW}&q=hemlock&expand={last.pk}"))
    assert "1 to 25 of <b>30</b> records" in answer.content.decode()


def test_activity_expands_in_place(shop: Shop) -> None:  # S38
    record = SyncRecord.objects.filter(workspace=shop.workspace).first()
    assert record is not None
    content = shop.client("viewer").get(shop.url(f"{VIEW}&expand={record.pk}")).content.decode()
    assert "Updated in QuickBooks Online." in content
    assert "<del>Dec 5, 2026</del>" in content
    assert "<ins>Dec 20, 2026</ins>" in content


def test_fields_are_called_as_the_accounts_call_them(shop: Shop) -> None:  # S38
    offer(shop.workspace, "hubspot", "invoice", FieldSpec("hs_due_date", "Due date", FieldType.DATE))
    record = SyncRecord.objects.filter(workspace=shop.workspace).first()
    assert record is not None
    changes = [{"field": "hs_due_date", "from": "2026-12-05", "to": "2026-12-20"}, {"field": "total", "to": "79.5"}]
    record.activities.update(changes=changes)
    content = shop.client("viewer").get(shop.url(f"{VIEW}&expand={record.pk}")).content.decode()
    assert "<dt>Due date</dt>" in content
    assert "<ins>$79.50</ins>" in content
    assert "hs_due_date" not in content


def test_another_workspaces_record_does_not_expand(shop: Shop) -> None:  # SEC2
    foreign = SyncRecord.objects.filter(workspace=shop.other).first()
    assert foreign is not None
    answer = shop.client("viewer").get(shop.url(f"{VIEW}&expand={foreign.pk}"))
    assert answer.context["activities"] == []


def test_the_sum_is_shown_for_one_object_only(shop: Shop) -> None:
    client = shop.client("viewer")
    one = client.get(shop.url(f"{VIEW}&object=payment"))
    assert one.context["money"] == {"USD": Decimal("40.00")}
    assert client.get(shop.url(VIEW)).context["money"] is None


@pytest.mark.parametrize("query", ["", "&q=HS", "&object=invoice&expand={pk}", "&q=HS&expand={pk}", "&rows=100"])
def test_it_asks_eight_times_at_most_however_many_records(shop: Shop, query: str) -> None:
    def asked() -> int:
        newest = SyncRecord.objects.filter(workspace=shop.workspace, object_type="invoice").latest("pk")
        client = shop.client("viewer")
        with queries() as captured:
            client.get(shop.url(VIEW + query.format(pk=newest.pk)))
        return len(captured)

    asked()
    for _ in range(40):
        shop.record(status="failing", reason="order_tax")
    before = asked()
    for _ in range(40):
        shop.record(status="failing", reason="order_tax")
    assert before == asked() <= MOST + SIGNED_IN


def test_what_needs_approval_says_for_what(shop: Shop) -> None:  # A10, A15
    for what in ("history", "void"):
        shop.record(status="pending", reason="needs_approval", params={"what": what})
    said = shop.client("viewer").get(shop.url(f"{VIEW}&status=approval")).content.decode()
    assert "Older than the start" in said
    assert "Voids in an earlier month" in said


def test_each_page_says_which_of_the_records_it_shows(shop: Shop) -> None:  # S37
    """On the way down and up again, and with what somebody expands in between."""
    for _ in range(47):
        shop.record()
    client, address, said = shop.client("viewer"), shop.url(f"{VIEW}&rows=25"), []
    for way in ("next", "next", "prev", "prev"):
        content = client.get(address).content.decode()
        said += re.findall(r"(\d+ to \d+) of <b>60</b> records", content)
        row = re.search(r'aria-expanded="false"[^>]* href="([^"#]+)', content)
        assert row
        assert said[-1] in client.get(html.unescape(row[1])).content.decode()
        (link,) = re.findall(rf'rel="{way}" href="([^"]+)"', content)
        address = html.unescape(link)
    assert said == ["1 to 25", "26 to 50", "51 to 60", "26 to 50"]
    assert "1 to 25 of <b>60</b>" in client.get(address).content.decode()


def test_what_is_no_row_is_none(shop: Shop) -> None:
    assert shop.client("viewer").get(shop.url(f"{VIEW}&at=x")).status_code == 200
    assert shop.client("viewer").get(shop.url(f"{VIEW}&at=-5&after=1")).status_code == 200


def test_error_categories_stand_below_their_states_each_once_and_what_fails_first(shop: Shop) -> None:
    for status in ("excluded", "failing"):
        shop.record(status=status, reason="order_tax")
    content = shop.client("viewer").get(shop.url(VIEW)).content.decode()
    sheet = content.partition('id="f-cause"')[2].partition("</fieldset>")[0]
    assert sheet.index("Failing</span>") < sheet.index('value="order_tax"') < sheet.index("Excluded</span>")
    codes = re.findall(r'value="(\w+)"', sheet)
    assert len(codes) == len(set(codes)) > 3
