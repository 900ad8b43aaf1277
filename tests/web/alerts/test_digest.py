"""Each number of the digest leads to the page that lists what it counts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from syncapp.queries.digest import digest
from syncapp.storage.models import Activity, Run
from tests.web.conftest import Shop

HERE = ZoneInfo("America/Los_Angeles")


def today() -> date:
    return timezone.now().astimezone(HERE).date()


def lines(shop: Shop) -> dict[str, str]:
    """What is said → where it leads, of today."""
    told = digest(shop.workspace, today(), today(), timezone.now())
    return {line["text"]: line["path"] for section in told.sections for line in section.lines}


def test_each_line_leads_to_a_page_that_lists_so_many(shop: Shop) -> None:  # B7
    for number, amount in (("A-1", 100), ("A-2", "20.50")):
        shop.record(number=number, label=number, amount=Decimal(amount), arrived_in="quickbooks", arrived_on=today())
    shop.record(number="A-3", label="A-3", arrived_in="hubspot", arrived_on=today())
    shop.record(number="A-4", label="A-4", arrived_in="quickbooks", arrived_on=today() - timedelta(days=1))
    shop.record(status="failing", reason="both_changed")
    client, found = shop.client("viewer"), lines(shop)
    said = {
        "2 invoices ($120.50) new in QuickBooks Online": 2,
        "1 invoice ($100.00) new in HubSpot": 1,
    }
    for words, number in said.items():
        page = client.get(found[words]).content.decode()
        assert len(set(re.findall(r">(A-\d)<", page))) == number, words
    for words, path in found.items():
        assert client.get(path).status_code == 200, words
    assert "1 record ($100.00) to be chosen: the two sides hold different values" in found
    assert "1 record ($100.00) parked in a protected period" in found


def test_changes_written_are_those_that_the_activity_lists(shop: Shop) -> None:  # B7
    run = Run.objects.get()
    for kind, side in (("updated", "hubspot"), ("created", "quickbooks"), ("failing", "")):
        Activity.objects.create(workspace=shop.workspace, run=run, at=timezone.now(), kind=kind, side=side)
    (path,) = [path for words, path in lines(shop).items() if words == "3 changes written in all"]
    assert len(shop.client("viewer").get(path).context["page"].rows) == 3


def test_paused_says_so(shop: Shop) -> None:
    shop.workspace.paused = True
    told = digest(shop.workspace, today(), today(), timezone.now())
    assert told.sections[-1].text.startswith("Everything is paused")


def test_balances_are_told_side_by_side(shop: Shop) -> None:  # B7
    def base(field: str, figure: str) -> dict[str, object]:
        return {"values": {field: {"n": figure}}}

    shop.record(
        status="failing", reason="native_invoice_edited", open_balance=Decimal(100),
        hubspot_base=base("hs_balance_due", "100"), quickbooks_base=base("Balance", "99.99"),
    )  # fmt: skip
    assert any(words.startswith("Open balances differ by $0.01: $100.00 in HubSpot, $99.99") for words in lines(shop))
