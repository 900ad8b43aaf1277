"""A scan for numbers that would clash: both systems are asked by a click, each clash has its holder and a proposal (B22)."""

from __future__ import annotations

import html
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from syncapp.actions import scanning
from syncapp.connectors.errors import NotSent
from syncapp.connectors.protocol import Holder, Problem
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import Side
from syncapp.engine.access import wiring
from syncapp.storage.models import SyncRecord
from tests.web.conftest import Shop, queries, writes
from tests.web.linking.conftest import ONLY_HUBSPOT, ONLY_QUICKBOOKS

PAGE = "linking/numbers/"
DAY: dict[str, Any] = {"document_date": date(2026, 11, 3)}


@pytest.fixture(autouse=True)
def _only_these(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace).delete()


def vendors(monkeypatch: pytest.MonkeyPatch, **held: Any) -> dict[str, list[str]]:
    """What each side holds by number; the answer tells which numbers it was asked for."""
    asked: dict[str, list[str]] = {}

    class System:
        def __init__(self, row: Any) -> None:
            self.side = row.side

        def numbers(self, numbers: list[str]) -> dict[str, list[Holder]]:
            asked[self.side] = list(numbers)
            mine = held.get(self.side, {})
            if isinstance(mine, Exception):
                raise mine
            return {number: mine[number] for number in numbers if number in mine}

    monkeypatch.setattr(wiring, "connect_one", System)
    return asked


def scanned(shop: Shop, role: str = "viewer") -> str:
    client = shop.client(role)
    with queries() as captured:
        answer = client.post(shop.url(PAGE))
    assert answer.status_code == 200
    assert writes(captured) == []
    return " ".join(html.unescape(answer.content.decode()).split())


def test_a_draft_whose_number_a_credit_memo_has_is_told_before_it_goes(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.record(number="HS-9", label="HS-9", status="excluded", reason="draft", **ONLY_HUBSPOT)
    shop.record(number="HS-1", label="HS-1")  # stands on both sides
    ignored = {"number": "HS-2", "label": "HS-2", "status": "ignored", "reason": "by_person"}
    shop.record(**ignored, **ONLY_HUBSPOT)
    memo = Holder("5", "CreditMemo", "Mei Chen", "2026-10-22", "19", "USD")
    asked = vendors(monkeypatch, quickbooks={"HS-9": [memo]})
    page = scanned(shop)
    assert asked == {"quickbooks": ["HS-9"]}
    assert "Credit memo in QuickBooks Online, Mei Chen, Oct 22, 2026, $19.00" in page
    assert "Change the number of the invoice in HubSpot, or that of the credit memo in QuickBooks Online" in page


def test_the_same_invoice_is_told_from_another_one(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:  # A5
    for number, amount in (("HS-8", "100"), ("HS-9", "100.01")):
        shop.record(number=number, label=number, quickbooks_id=None, **DAY)
        there = {**ONLY_QUICKBOOKS, "quickbooks_id": f"q{number}"}
        shop.record(number=number, label=number, **there, **DAY, amount=Decimal(amount))
    held = {number: [Holder(f"q{number}", "Invoice", "Acme")] for number in ("HS-8", "HS-9")}
    page = scanned_one_way(shop, monkeypatch, held)
    assert "Where the customer is too, the two are linked and nothing is made twice." in page
    assert "Not the same invoice: amount $100.00 and $100.01." in page
    assert "Put side by side" in page
    assert not SyncRecord.objects.filter(workspace=shop.workspace, decision__link__isnull=False).exists()


def test_a_clash_of_two_that_stand_alone_is_told_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    here = shop.record(number="HS-9", label="HS-9", **ONLY_HUBSPOT)
    shop.record(number="HS-9", label="HS-9", **{**ONLY_QUICKBOOKS, "quickbooks_id": "88"})
    held = {
        "quickbooks": {"HS-9": [Holder("88", "Invoice")]},
        "hubspot": {"HS-9": [Holder(here.hubspot_id, "Invoice")]},
    }
    asked = vendors(monkeypatch, **held)
    assert "1 clash" in scanned(shop)
    assert set(asked) == {"hubspot", "quickbooks"}


def scanned_one_way(shop: Shop, monkeypatch: pytest.MonkeyPatch, held: dict[str, list[Holder]]) -> str:
    vendors(monkeypatch, quickbooks=held)
    return scanned(shop)


def test_one_that_is_linked_elsewhere_is_said(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.record(number="HS-9", label="HS-9", **ONLY_HUBSPOT)
    shop.record(number="HS-9", label="HS-9", quickbooks_id="88")
    page = scanned_one_way(shop, monkeypatch, {"HS-9": [Holder("88", "Invoice", "Acme")]})
    assert "That one is linked with another invoice. Give this one another number in HubSpot." in page


def test_hubspot_is_asked_for_those_of_quickbooks_but_a_draft_holds_nothing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.record(number="1001", label="1001", **ONLY_QUICKBOOKS)
    draft = Invoice(side=Side.HUBSPOT, id="7", number="1001", currency="USD", status=InvoiceStatus.DRAFT)
    vendors(monkeypatch, hubspot={"1001": [Holder("7", "Invoice", "1001", record=draft)]})
    assert "No number would clash" in scanned(shop)
    vendors(monkeypatch, hubspot={"1001": [Holder("7", "Invoice", "1001")]})
    assert "It was not read here yet." in scanned(shop)


def test_a_side_that_cannot_be_asked_says_so(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.record(number="HS-9", label="HS-9", **ONLY_HUBSPOT)
    vendors(monkeypatch, quickbooks=NotSent(Problem("vendor_down")))
    page = scanned(shop)
    assert "Not everything could be asked." in page
    assert "No number would clash" not in page


def test_nobody_is_asked_before_the_click(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.record(number="HS-9", label="HS-9", **ONLY_HUBSPOT)
    asked = vendors(monkeypatch)
    assert "Scan both systems" in shop.client("viewer").get(shop.url(PAGE)).content.decode()
    assert asked == {}


def test_an_old_clash_among_what_is_known_is_found_without_asking_for_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "MOST", 1)
    for number, day in (("HS-7", date(2019, 1, 2)), ("HS-9", date(2026, 11, 3))):
        shop.record(number=number, label=number, **ONLY_HUBSPOT, document_date=day)
    shop.record(number="hs-7", label="hs-7", quickbooks_id="88", customer_name="Mei Chen", amount=Decimal("19"), **DAY)
    asked = vendors(monkeypatch)
    page = scanned(shop)
    assert asked == {"quickbooks": ["HS-9"]}
    assert "2 invoices on one side only compared with every invoice known here" in page
    assert "Invoice in QuickBooks Online, Mei Chen, Nov 3, 2026, $19.00" in page
    assert "That one is linked with another invoice." in page
    assert "The other system was asked for the newest" in page


def test_one_number_in_two_spellings_is_one_number(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:  # A18
    """`É` is one sign in one system and a letter with its accent in the other; SQLite tells `É` from `é` besides."""
    vendors(monkeypatch)
    there = {"quickbooks_status": "open", **ONLY_QUICKBOOKS}
    shop.record(number="Été-9", label="Été-9", **DAY, **ONLY_HUBSPOT)
    other = shop.record(number=unicodedata.normalize("NFD", " ÉTÉ-9"), label="ÉTÉ-9", **DAY, **there)
    shop.record(number="Ete-9", label="Ete-9", **DAY, **there)

    page = scanned(shop)

    assert "1 clash<" in page
    assert shop.url(f"records/{other.pk}/") in page


def test_what_is_known_and_told_by_the_vendor_is_one_clash(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.record(number="HS-9", label="HS-9", **ONLY_HUBSPOT)
    shop.record(number="HS-9", label="HS-9", quickbooks_id="88")
    assert "1 clash" in scanned_one_way(shop, monkeypatch, {"HS-9": [Holder("88", "Invoice", "Acme")]})


def test_a_known_draft_and_an_ignored_invoice_clash_with_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.record(number="1001", label="1001", **ONLY_QUICKBOOKS)
    shop.record(number="1001", label="1001", hubspot_status="draft", status="excluded", reason="draft", **ONLY_HUBSPOT)
    SyncRecord.objects.filter(number="1001", hubspot_id=None).update(status="ignored", reason="by_person")
    vendors(monkeypatch)
    page = scanned(shop)
    assert "1 clash" in page  # the draft, once it goes, meets the one in QuickBooks
    SyncRecord.objects.filter(number="1001", quickbooks_id=None).update(status="ignored", reason="by_person")
    assert "No number would clash" in scanned(shop)


def test_a_scan_asks_the_database_as_often_whatever_there_is(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    vendors(monkeypatch)

    def asked() -> int:
        with queries() as captured:
            shop.client("viewer").post(shop.url(PAGE))
        return len(captured)

    def clash(number: str) -> None:
        here = {**ONLY_HUBSPOT, "hubspot_id": f"h{number}"}
        shop.record(number=number, label=number, **here)
        shop.record(number=number, label=number, quickbooks_id=f"q{number}")

    clash("1")
    few = asked()
    for number in range(2, 12):
        clash(str(number))
    assert asked() == few
