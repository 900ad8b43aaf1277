"""Parked as an accountant reads it: by period, with the money, as a file, and whose date holds it (A24, B27)."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from syncapp.storage.models import Catalog, Connection, SyncRecord
from tests.web.conftest import Shop, queries

PAGE = "parked/"


@pytest.fixture(autouse=True)
def _only_these(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace, reason="parked").delete()


def parked(shop: Shop, day: str = "2026-10-12", what: str = "create", **fields: Any) -> SyncRecord:
    params = {"date": day, "protected": "2026-10-31", "what": what}
    only_here: dict[str, Any] = {"quickbooks_id": None} if what == "create" else {}
    return shop.record(status="pending", reason="parked", params=params, **{**only_here, **fields})


def page_of(shop: Shop, query: str = "", role: str = "viewer") -> str:
    return " ".join(shop.client(role).get(shop.url(PAGE + query)).content.decode().split())


def close_books(shop: Shop, day: str) -> None:
    connection = Connection.objects.get(workspace=shop.workspace, side="quickbooks")
    Catalog.objects.create(connection=connection, settings={"close_date": day}, refreshed_at=timezone.now())


def file_of(shop: Shop, query: str = "") -> list[dict[str, str]]:
    answer = shop.client("viewer").get(shop.url(f"{PAGE}download/{query}"))
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_by_month_with_count_and_money_and_what_would_be_written(shop: Shop) -> None:  # B27
    invoice = parked(shop, amount=Decimal(750), customer_name="Hemlock", label="HS-2029")
    parked(shop, "2026-09-03", "void", amount=Decimal(100))
    parked(shop, object_type="payment", label="p", number="20417", amount=Decimal(40), invoice=invoice)

    months = shop.client("viewer").get(shop.url(PAGE)).context["months"]
    assert [(one.key, one.invoices.money, one.payments.number) for one in months] == [
        ("2026-09", {"USD": Decimal("100.00")}, 0),
        ("2026-10", {"USD": Decimal("750.00")}, 1),
    ]
    assert "The invoice is voided" in page_of(shop)  # the oldest is open
    october = page_of(shop, "?month=2026-10")
    for words in (
        "HS-2029",
        "Hemlock",
        "The invoice is created",
        "Payment 20417",
        "of HS-2029",
        "$40.00",
        "The payment is recorded",
    ):
        assert words in october


def test_it_says_whose_date_holds_and_where_it_is_moved(shop: Shop) -> None:  # A24
    assert "No period is protected" in page_of(shop)

    shop.workspace.protected_through = date(2026, 9, 30)
    shop.workspace.save()
    ours = page_of(shop)
    assert "protected through Sep 30, 2026" in ours
    assert "That is the date of this workspace" in ours
    assert "?tab=settings" in ours

    close_books(shop, "2026-10-31")
    theirs = page_of(shop)
    assert "protected through Oct 31, 2026" in theirs
    assert "That is the closing date of QuickBooks Online; the date of this workspace is Sep 30, 2026" in theirs
    assert "Close the books" in theirs


def test_the_file_has_every_record_of_the_period_and_no_formula(shop: Shop) -> None:  # B27, SEC31
    parked(shop, amount=Decimal("750.50"), customer_name="=HYPERLINK(1)", label="HS-2029", number="HS-2029")
    parked(shop, "2026-09-03")

    assert len(file_of(shop)) == 2
    (row,) = file_of(shop, "?month=2026-10")
    assert row["Customer"] == "'=HYPERLINK(1)"
    assert (row["Number"], row["Amount"], row["Currency"], row["Date"]) == ("HS-2029", "750.50", "USD", "2026-10-12")
    assert row["What would be written in QuickBooks Online"] == "The invoice is created"


def test_only_of_this_workspace(shop: Shop) -> None:  # SEC2
    assert file_of(shop) == []


def test_a_period_that_is_none_is_not_found_and_an_empty_one_says_so(shop: Shop) -> None:
    parked(shop)
    assert shop.client("viewer").get(shop.url(f"{PAGE}?month=2026-13")).status_code == 404
    assert "Nothing is parked in this period" in page_of(shop, "?month=2026-05")


def test_of_a_sync_that_is_off_nothing_is_parked(shop: Shop) -> None:
    parked(shop)
    shop.turn_off("invoice")

    assert "Nothing is parked" in page_of(shop)


def test_the_page_asks_as_often_for_many_as_for_few(shop: Shop) -> None:
    client = shop.client("viewer")
    parked(shop)
    client.get(shop.url(PAGE))
    with queries() as few:
        client.get(shop.url(PAGE))
    for number in range(60):
        parked(shop, f"2026-{number % 9 + 1:02}-10", customer=shop.record(object_type="contact", label="Hemlock"))
    with queries() as many:
        client.get(shop.url(PAGE))

    assert len(many) == len(few) == 8


@pytest.mark.parametrize("text", ["HS-2029", "hemlock", "%00HS-2029"])
def test_one_is_found_among_many_with_its_payment_and_counted_alone(shop: Shop, text: str) -> None:
    invoice = parked(shop, amount=Decimal(750), customer_name="Hemlock", label="HS-2029", number="HS-2029")
    parked(shop, object_type="payment", label="p", number="", amount=Decimal(40), invoice=invoice)
    parked(shop, amount=Decimal(9), customer_name="Other", label="HS-2030", number="HS-2030")
    parked(shop, "2026-09-03", amount=Decimal(8), label="HS-2031", number="HS-2031")

    found = shop.client("viewer").get(shop.url(f"{PAGE}?q={text}")).context
    assert [(one.key, one.number) for one in found["months"]] == [("2026-10", 2)]
    assert len(found["rows"]) == 2
    assert "HS-2030" not in page_of(shop, f"?q={text}")


def test_the_files_hold_what_the_page_shows_of_a_search(shop: Shop) -> None:
    parked(shop, customer_name="Hemlock & Co", label="HS-2029", number="HS-2029")
    parked(shop, "2026-09-03", customer_name="Hemlock & Co", label="HS-2031", number="HS-2031")
    parked(shop, customer_name="Other", label="HS-2030", number="HS-2030")

    html = page_of(shop, "?q=Hemlock+%26&month=2026-10")
    whole, month = (unescape(found) for found in re.findall(rf'href="[^"]*/{PAGE}download/([^"]*)"', html))
    assert [row["Number"] for row in file_of(shop, whole)] == ["HS-2031", "HS-2029"]
    assert [row["Number"] for row in file_of(shop, month)] == ["HS-2029"]


def test_nothing_found_says_so_and_shows_nothing_dangerous(shop: Shop) -> None:
    parked(shop)
    html = page_of(shop, "?q=%3Cscript%3E")
    assert "Nothing that is parked matches “&lt;script&gt;”" in html
    assert "Show all" in html
