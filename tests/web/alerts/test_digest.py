"""Each number of the digest leads to the page that lists what it counts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from syncapp.queries.digest import digest
from syncapp.storage.models import Activity, ObjectSync, Run
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


def agreed(shop: Shop) -> dict[str, str]:
    """What is said of both sides → where it leads."""
    told = digest(shop.workspace, today(), today(), timezone.now())
    (section,) = [one for one in told.sections if one.title == "Do the invoices on both sides agree?"]
    return {"": section.text} | {line["text"]: line["path"] for line in section.lines}


def base(field: str, figure: str) -> dict[str, object]:
    return {"values": {field: {"n": figure}}}


def test_what_is_open_is_claimed_of_the_moment_at_which_both_sides_agreed(shop: Shop) -> None:  # B7
    shop.record(
        open_balance=Decimal(100), hubspot_base=base("hs_balance_due", "100"), quickbooks_base=base("Balance", "100")
    )
    assert "Open on both sides, when they last agreed: $100.00" in agreed(shop)
    shop.record(
        status="failing", reason="native_invoice_edited", open_balance=Decimal(100),
        hubspot_base=base("hs_balance_due", "100"), quickbooks_base=base("Balance", "99.99"),
    )  # fmt: skip
    said = "Open when they last agreed: $200.00 in HubSpot, $199.99 in QuickBooks; difference $0.01"
    assert said in agreed(shop)


def test_what_a_comparison_found_is_told_as_home_tells_it(shop: Shop) -> None:  # B3, B7
    nightly = "Both ledgers of this month and the last are compared each night"
    assert agreed(shop)[""] == f"{nightly}, for the first time tonight."
    first, at = today().replace(day=1), datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
    month = {"different": 0, "at": (at - timedelta(hours=9)).isoformat(), "by_itself": True, "by": ""}
    year = {**month, "first": "2026-01-01", "last": "2026-12-31", "at": at.isoformat(), "by_itself": False, "by": "Ida"}
    shop.workspace.ledgers = {
        first.isoformat(): month,
        "other": {**year, "different": 28, "balance": {"USD": "3534.18"}},
    }
    shop.workspace.save()

    told = agreed(shop)
    assert told[""] == f"{nightly}."
    ours = (
        "Both ledgers of Jan 1 to Dec 31, 2026, compared Nov 24, 2:05 AM for Ida: 28 differences, $3,534.18 of balances"
    )
    assert told[ours].endswith("?from=2026-01-01&to=2026-12-31")
    assert f"Both ledgers of {first:%B %Y}, compared Nov 23, 5:05 PM by itself: equal" in told


def test_what_is_not_equal_is_told_with_the_list_of_home(shop: Shop) -> None:  # B7
    told, content = agreed(shop), shop.client("viewer").get(shop.url()).content.decode()
    (words,) = [one for one in told if one.endswith("not equal yet")]
    assert told[words].partition("?")[2].replace("&", "&amp;") in content
    number = int(words.split()[0])
    assert shop.client("viewer").get(told[words]).content.decode().count('<th scope="row" data-at="name">') == number


def test_of_invoices_that_are_turned_off_nothing_is_claimed(shop: Shop) -> None:  # B7, S34
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="invoice").update(enabled=False)
    assert agreed(shop)[""] == "Nobody has looked since the invoice sync was turned off."
