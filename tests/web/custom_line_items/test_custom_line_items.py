"""What stands on “Custom Line Item”: by text with its money, which item could take it, and as a file (A22)."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from syncapp.core.invoice_json import dump
from syncapp.core.plan import Base
from syncapp.core.records import Invoice, Line
from syncapp.core.values import Side
from syncapp.storage.convert import encode_base
from syncapp.storage.models import Activity, ChosenItem, Inbox, MatchKey, ObjectSync, SyncRecord
from tests.web.conftest import Shop, queries

PAGE = "custom-line-items/"
ITEM = "77"
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _item(shop: Shop) -> None:
    ObjectSync.objects.filter(object_type="invoice").update(settings={"line_item_id": ITEM})


def on_it(
    shop: Shop, *lines: tuple[str, str], day: date = date(2026, 11, 3), sku: str | None = None, **fields: Any
) -> SyncRecord:
    """An invoice whose lines stand on it, but for those that are named so."""
    here = [
        Line(id=f"h{n}", name=text, amount=Decimal(sum_), sku=sku, product_id="p1")
        for n, (text, sum_) in enumerate(lines)
    ]
    there = [
        Line(id=f"q{n}", description=text, amount=Decimal(sum_), product_id="5" if text == "Mowing" else ITEM)
        for n, (text, sum_) in enumerate(lines)
    ]
    pairs = {one.id: other.id for one, other in zip(here, there, strict=True)}
    return shop.record(
        remarks=[{"code": "custom_line_item", "params": {}}], document_date=day, origin="hubspot",
        hubspot_base=_base(Side.HUBSPOT, here, pairs), quickbooks_base=_base(Side.QUICKBOOKS, there, {}), **fields,
    )  # fmt: skip


def _base(side: Side, lines: Sequence[Line], pairs: dict[str, str]) -> Any:
    invoice = Invoice(
        side=side, id="1", lines=tuple(lines), currency="USD", total=sum((one.amount for one in lines), Decimal(0))
    )
    return encode_base(Base(content=dump(invoice), lines=pairs))


def opened(shop: Shop, query: str = "", role: str = "viewer") -> str:
    answer = shop.client(role).get(shop.url(PAGE + query))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def file_of(shop: Shop) -> list[dict[str, str]]:
    answer = shop.client("viewer").get(shop.url(f"{PAGE}download/"))
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def texts(shop: Shop) -> dict[str, Any]:
    return {one.name: one for one in shop.client("viewer").get(shop.url(PAGE)).context["found"].texts}


def test_lines_of_one_text_are_added_up_whatever_their_case(shop: Shop) -> None:  # A22
    on_it(shop, ("Haul away", "40.00"), ("Mowing", "100.00"))
    on_it(shop, ("haul  AWAY", "2.50"), day=date(2026, 10, 5))
    found = shop.client("viewer").get(shop.url(PAGE)).context["found"]
    assert [(one.key, len(one.lines), one.money) for one in found.texts] == [
        ("haul away", 2, {"USD": Decimal("42.50")})
    ]
    assert [(month, number, money["USD"]) for month, number, money in found.months] == [
        (date(2026, 11, 1), 1, Decimal("40.00")),
        (date(2026, 10, 1), 1, Decimal("2.50")),
    ]
    assert "2 lines of 2 invoices, $42.50" in opened(shop)


def test_an_invoice_that_is_not_in_sync_stands_on_it_all_the_same(shop: Shop) -> None:  # A22
    on_it(shop, ("Fuel", "9.00"), status="pending", reason="needs_approval")
    on_it(shop, ("Fuel", "5.00"), status="failing", reason="lines_changed")
    on_it(shop, ("Mowing", "70.00"), status="failing", reason="lines_changed")
    on_it(shop, ("Fuel", "3.00"), status="failing", reason="deleted_in_quickbooks")
    on_it(shop, ("Fuel", "2.00"), status="failing", reason="lines_changed", quickbooks_id=None)
    assert texts(shop)["Fuel"].money == {"USD": Decimal("14.00")}
    assert len(file_of(shop)) == 2


def test_a_text_opens_exactly_its_lines(shop: Shop) -> None:
    one = on_it(shop, ("Haul away", "40.00"), customer_name="Acme")
    other = on_it(shop, ("Fuel", "9.00"))
    chosen = opened(shop, "?text=haul+away").partition("By text")[0]
    assert shop.url(f"records/{one.pk}/") in chosen
    assert "Acme" in chosen
    assert shop.url(f"records/{other.pk}/") not in chosen
    assert "No line of this text" in opened(shop, "?text=gone")


def test_money_of_several_currencies_is_not_added_up(shop: Shop) -> None:
    on_it(shop, ("Fuel", "9.00"))
    on_it(shop, ("Fuel", "5.00"), currency="CAD")
    assert texts(shop)["Fuel"].money == {"USD": Decimal("9.00"), "CAD": Decimal("5.00")}


def test_the_item_of_the_same_sku_or_name_could_take_it(shop: Shop) -> None:
    by_sku = shop.record(object_type="product", label="Fuel surcharge", number="FUEL", amount=None)
    MatchKey.objects.create(
        record=by_sku, workspace=shop.workspace, object_type="product", side="quickbooks", key="sku:fuel"
    )
    by_name = shop.record(object_type="product", label="Haul Away", number="", amount=None)
    shop.record(object_type="product", label="Old", status="excluded", reason="inactive", amount=None)
    on_it(shop, ("Surcharge", "9.00"), sku=" fuel ")
    on_it(shop, ("Haul away", "40.00"), ("Old", "1.00"))
    found = texts(shop)
    assert found["Surcharge"].item == by_sku
    assert found["Haul away"].item == by_name
    assert found["Old"].item is None  # what is inactive takes nothing


def test_what_was_recoded_or_has_no_item_yet_is_not_listed(shop: Shop) -> None:
    on_it(shop, ("Mowing", "100.00"))  # the bookkeeper has put it on an item of its own
    assert "Nothing stands on Custom Line Item" in opened(shop)
    on_it(shop, ("Fuel", "9.00"))
    ObjectSync.objects.filter(object_type="invoice").update(settings={})
    assert "Nothing stands on Custom Line Item" in opened(shop)


def test_the_file_has_each_line(shop: Shop) -> None:
    row = on_it(shop, ("=1+1", "40.00"), ("Fuel", "2.50"), customer_name="Acme", sku="F-1")
    assert [(one["Invoice"], one["Text"], one["Amount"], one["Date"]) for one in file_of(shop)] == [
        (row.number, "'=1+1", "40.00", "2026-11-03"),  # SEC31
        (row.number, "Fuel", "2.50", "2026-11-03"),
    ]


def test_texts_are_texts(shop: Shop) -> None:
    on_it(shop, (HOSTILE, "1.00"), customer_name=HOSTILE)
    page = opened(shop, '?text=<script>alert("x")</script>')
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_nothing_of_another_workspace(shop: Shop) -> None:
    mine = on_it(shop, ("Fuel", "9.00"))
    SyncRecord.objects.filter(pk=mine.pk).update(workspace=shop.other)
    assert "Nothing stands on Custom Line Item" in opened(shop)
    assert file_of(shop) == []


def test_as_many_questions_for_many_lines_as_for_one(shop: Shop) -> None:
    on_it(shop, ("Fuel", "9.00"))
    client = shop.client("viewer")
    with queries() as few:
        client.get(shop.url(PAGE))
    for number in range(5):
        on_it(shop, (f"Fuel {number}", "9.00"), ("Haul", "1.00"), sku=f"S-{number}")
    with queries() as many:
        client.get(shop.url(PAGE))
    assert len(many) == len(few)


def test_the_remark_leads_here(shop: Shop) -> None:
    row = on_it(shop, ("Fuel", "9.00"))
    assert shop.url(PAGE) in shop.client("viewer").get(shop.url(f"records/{row.pk}/")).content.decode()


# -- which item a text is from now on ------------------------------------------------------------------------------


def item(shop: Shop, label: str = "Debris hauling", **fields: Any) -> SyncRecord:
    return shop.record(object_type="product", label=label, amount=None, **{"number": "", **fields})


def used(shop: Shop, text: str, item: SyncRecord | None, role: str = "bookkeeper", **sent: str) -> str:
    chosen = {"item": str(item.pk)} if item else {}
    answer = shop.client(role).post(shop.url(f"{PAGE}use/"), {"text": text, **chosen, **sent}, follow=True)
    return " ".join(html.unescape(answer.content.decode()).split())


def test_an_item_is_found_by_its_name_and_used_from_now_on(shop: Shop) -> None:  # A22
    hauling = item(shop)
    item(shop, "Hauling, old", reason="inactive", status="excluded")
    item(shop, "Hauling", reason="category", status="excluded")
    on_it(shop, ("Haul away", "40.00"))
    page = opened(shop, "?text=haul+away&item=haul", "bookkeeper")
    assert f'name="item" value="{hauling.pk}"' in page
    assert page.count('type="radio" name="item"') == 1  # what is inactive or a category takes nothing
    said = used(shop, "Haul away", hauling)
    assert "New lines “Haul away” are Debris hauling from now on. What was sent before stays as it is." in said
    assert "From now on: Debris hauling" in said
    assert ChosenItem.objects.get(workspace=shop.workspace).item_id == hauling.quickbooks_id
    told = Activity.objects.filter(workspace=shop.workspace, kind="item_chosen").get()
    assert (told.reason, told.actor) == (
        "Lines “Haul away” are Debris hauling from now on.",
        shop.people["bookkeeper"],
    )
    assert file_of(shop)[0]["From now on"] == "Debris hauling"


def test_another_item_takes_its_place_and_none_takes_it_back(shop: Shop) -> None:
    on_it(shop, ("Haul away", "40.00"))
    used(shop, "Haul away", item(shop))
    used(shop, "HAUL  away", item(shop, "Cartage"))
    assert [one.name for one in ChosenItem.objects.all()] == ["Cartage"]
    assert "are matched by their product and SKU alone again" in used(shop, "haul away", None, do="none")
    assert not ChosenItem.objects.exists()
    assert "No item is chosen for this text any more." in used(shop, "haul away", None, do="none")


def test_what_cannot_be_an_item_is_refused(shop: Shop) -> None:
    on_it(shop, ("Haul away", "40.00"))
    gone = item(shop, "Old", reason="inactive", status="excluded")
    others = SyncRecord.objects.filter(workspace=shop.other, object_type="product").first()
    here = item(shop, "Only here", quickbooks_id=None)
    assert "Old is inactive in QuickBooks Online" in used(shop, "Haul away", gone)
    assert "Choose one of the items first" in used(shop, "Haul away", others)
    assert "Choose one of the items first" in used(shop, "Haul away", None)
    assert "That is no item of QuickBooks Online" in used(shop, "Haul away", here)
    assert "cannot be told from others" in used(shop, " ", item(shop))
    assert not ChosenItem.objects.exists()


def test_whoever_only_looks_is_shown_what_was_chosen(shop: Shop) -> None:
    on_it(shop, ("Haul away", "40.00"))
    used(shop, "Haul away", item(shop))
    page = opened(shop, "?text=haul+away")
    assert "From now on: Debris hauling" in page
    assert "Use no item any more" not in page
    assert "Use an item for this text" not in opened(shop, "?text=haul+away")


def test_an_item_that_went_inactive_is_told_of(shop: Shop) -> None:
    on_it(shop, ("Haul away", "40.00"))
    hauling = item(shop)
    used(shop, "Haul away", hauling)
    SyncRecord.objects.filter(pk=hauling.pk).update(status="excluded", reason="inactive")
    assert "It is inactive or gone: invoices with such lines fail." in opened(shop)


def test_what_was_chosen_is_shown_where_no_line_is_left(shop: Shop) -> None:
    used(shop, "Haul away", item(shop))
    page = opened(shop, role="bookkeeper")
    assert "Nothing stands on Custom Line Item" in page
    assert "Use no item for Haul away any more" in page


def test_invoices_that_fail_for_want_of_an_item_are_looked_at_again(shop: Shop) -> None:
    wanting = shop.record(status="failing", reason="no_item", quickbooks_id=None)
    used(shop, "Haul away", item(shop))
    assert Inbox.objects.filter(workspace=shop.workspace, external_id=wanting.hubspot_id).exists()


def test_home_leads_there_where_there_are_some(shop: Shop) -> None:
    assert shop.url(PAGE) not in shop.client("viewer").get(shop.url()).content.decode()
    on_it(shop, ("Fuel", "9.00"))
    assert shop.url(PAGE) in shop.client("viewer").get(shop.url()).content.decode()


def test_a_text_is_found_among_many_and_the_richest_stand_first(shop: Shop) -> None:
    for number in range(1, 56):
        on_it(shop, (f"Text {number:02}", f"{number}.00"))
    found = shop.client("viewer").get(shop.url("custom-line-items/")).context
    assert [one.name for one in found["texts"]][:1] == ["Text 55"]
    assert (len(found["texts"]), found["more_texts"]) == (50, 5)
    html = opened(shop, "?q=text+03")
    assert "Text 03" in html
    assert "Text 04" not in html
    assert "No text matches “nobody”." in opened(shop, "?q=nobody")


def test_a_discount_is_a_figure_in_the_file_too(shop: Shop) -> None:  # SEC31: no formula, and it can be added up
    on_it(shop, ("Rebate", "-5.00"))
    assert [row["Amount"] for row in file_of(shop)] == ["-5.00"]
