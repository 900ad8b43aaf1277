"""The list of invoices, its views, sums and file, and one invoice in the panel (S39)."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from syncapp.core.values import Side
from syncapp.queries import invoices as listing
from syncapp.queries.states import State
from syncapp.storage.models import MatchKey, SyncRecord
from tests.web.conftest import Shop, queries
from tests.web.records.held import edited, held, line
from tests.web.records.held import invoice as bill

SIGNED_IN = 2  # the session and who it is


@pytest.fixture
def books(shop: Shop) -> Shop:
    """A few invoices of either side, and one of another currency."""
    SyncRecord.objects.filter(workspace=shop.workspace).delete()
    customer = shop.record(object_type="contact", label="Alder HOA", number="", amount=None, currency="")
    day = date(2026, 11, 20)
    told: dict[str, Any] = {"customer": customer, "customer_name": "Alder HOA", "due_date": day, "currency": "USD"}
    made(
        shop,
        "HS-1",
        day,
        "100",
        "40",
        hubspot_status="partly paid",
        quickbooks_status="partly paid",
        origin="hubspot",
        **told,
    )
    made(
        shop,
        "HS-2",
        day - timedelta(1),
        "250.50",
        "250.50",
        hubspot_status="open",
        quickbooks_id=None,
        status="failing",
        reason="order_tax",
        **told,
    )
    made(
        shop,
        "1001",
        day - timedelta(2),
        "80",
        "80",
        hubspot_status="open",
        quickbooks_status="open",
        origin="quickbooks",
        **told,
    )
    made(
        shop,
        "1002",
        day - timedelta(3),
        "90",
        "0",
        currency="EUR",
        hubspot_id=None,
        quickbooks_status="paid",
        status="failing",
        reason="currency_not_enabled",
    )
    edited(shop)
    return shop


def made(shop: Shop, number: str, day: date, amount: str, balance: str, **fields: Any) -> SyncRecord:
    return shop.record(
        label=number, number=number, document_date=day, amount=Decimal(amount), open_balance=Decimal(balance), **fields
    )


def shown(shop: Shop, query: str = "") -> list[str]:
    answer = shop.client("viewer").get(shop.url(f"invoices/?{query}"))
    assert answer.status_code == 200
    return [line["record"].number for line in answer.context["lines"]]


def test_invoices_are_listed_newest_first_with_what_both_systems_say(books: Shop) -> None:  # S39
    html = books.client("viewer").get(books.url("invoices/")).content.decode()

    for heading in (
        "Number",
        "Customer",
        "Invoice date",
        "Due date",
        "Total",
        "Balance",
        "HubSpot status",
        "QuickBooks status",
        "Created in",
        "Sync",
    ):
        assert f">{heading}</th>" in html
    assert [number for number in shown(books) if number != "HS-2034"] == ["HS-1", "HS-2", "1001", "1002"]
    assert "Partly paid" in html
    assert "$250.50" in html


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("view=not-in-quickbooks", ["HS-2"]),
        ("view=unequal", ["HS-2034"]),
        ("view=needs-me", ["HS-2034", "HS-2", "1002"]),
        ("status=syncing", ["HS-1", "1001"]),
        ("view=needs-me&status=syncing", []),
        ("q=alder", ["HS-2034", "HS-1", "HS-2", "1001"]),
        ("q=HS-2", ["HS-2034", "HS-2"]),
        ("since=2026-11-18&until=2026-11-19", ["HS-2", "1001"]),
    ],
)
def test_it_is_narrowed_to_what_is_looked_for(books: Shop, query: str, numbers: list[str]) -> None:
    assert shown(books, query) == numbers


def test_an_email_address_finds_the_invoices_of_its_customer(books: Shop) -> None:
    customer = SyncRecord.objects.get(workspace=books.workspace, object_type="contact")
    MatchKey.objects.create(
        record=customer,
        workspace=books.workspace,
        object_type="contact",
        side="hubspot",
        key="email:board@alder.example",
    )
    assert shown(books, "q=board@alder.example") == ["HS-1", "HS-2", "1001"]


def test_each_view_says_how_many_it_holds(books: Shop) -> None:
    views = {
        name: cell.number for name, _, cell, _ in books.client("viewer").get(books.url("invoices/")).context["views"]
    }
    assert views == {name: len(shown(books, f"view={name}")) for name in listing.VIEWS}


def test_the_sum_is_of_all_that_match_each_currency_by_itself(books: Shop) -> None:
    sums = books.client("viewer").get(books.url("invoices/?rows=25")).context["sums"]
    assert sums.number == 5
    assert sums.totals == {"USD": Decimal("2750.50"), "EUR": Decimal("90.00")}
    assert sums.balances == {"USD": Decimal("2690.50"), "EUR": Decimal("0.00")}


def test_beyond_what_is_counted_nothing_is_added_up(books: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "CAP", 3)
    answer = books.client("viewer").get(books.url("invoices/"))
    assert answer.context["sums"].totals == {}
    assert "are not added up" in answer.content.decode()


def test_pages_go_by_date_and_none_is_shown_twice_or_left_out(books: Shop) -> None:
    for number in range(60):  # many of one day, and some that were not read yet
        day = None if number % 10 == 0 else date(2026, 10, 1 + number % 3)
        shop_made = made(books, f"N-{number}", day, "1", "1")  # type: ignore[arg-type]
        assert shop_made.pk
    whole = shown(books, "rows=100")
    client, address, seen, said = books.client("viewer"), books.url("invoices/?rows=25"), [], []
    for way in ("next", "next", "prev", "prev"):
        answer = client.get(address)
        seen.append([row.number for row in answer.context["page"].rows])
        said += re.findall(r"(\d+ to \d+) of <b>65</b> invoices", answer.content.decode())
        (link,) = re.findall(rf'rel="{way}" href="([^"]+)"', answer.content.decode())
        address = unescape(link)
    assert [number for page in seen[:3] for number in page] == whole
    assert len(set(whole)) == 65
    assert seen[3] == seen[1]
    assert said == ["1 to 25", "26 to 50", "51 to 65", "26 to 50"]


@pytest.mark.parametrize(
    "query", ["after=x", "before=2026-13-45.1", "view=nonsense", "rows=7000", "since=yesterday", "status=green"]
)
def test_what_makes_no_sense_harms_nothing(books: Shop, query: str) -> None:
    assert books.client("viewer").get(books.url(f"invoices/?{query}")).status_code == 200


def test_the_file_holds_all_that_match(books: Shop) -> None:
    answer = books.client("viewer").get(books.url("invoices/csv/?view=needs-me"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [row["Number"] for row in rows] == ["HS-2034", "HS-2", "1002"]
    assert rows[1]["Customer"] == "Alder HOA"
    assert rows[1]["Total"] == "250.50"
    assert rows[1]["Created in"] == "HubSpot"
    assert rows[2]["Created in"] == "QuickBooks Online"


def test_nothing_found_says_what_to_do(books: Shop) -> None:
    assert "No invoice matches" in books.client("viewer").get(books.url("invoices/?q=nothing-like-it")).content.decode()
    SyncRecord.objects.all().delete()
    assert "No invoices yet" in books.client("viewer").get(books.url("invoices/")).content.decode()


# -- one invoice -----------------------------------------------------------------------------------------------


def panel(shop: Shop, record: SyncRecord, role: str = "bookkeeper", **more: Any) -> str:
    answer = shop.client(role).get(shop.url(f"invoices/?view=needs-me&invoice={record.pk}"), **more)
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html[html.index('<aside class="panel"') :]


def test_the_panel_shows_the_invoice_and_its_integrations_sync(books: Shop) -> None:  # S39
    invoice = SyncRecord.objects.get(number="HS-2034", workspace=books.workspace)
    books.record(object_type="payment", invoice=invoice, label="2026-11-21 4711", amount=Decimal(400))

    html = panel(books, invoice)

    for words in (
        "HS-2034",
        "Alder HOA",
        "$2,320.00",
        "Integrations sync",
        "Failing",
        "Last synced",
        "Mulch, dark",
        "42 × $35.00",
    ):
        assert words in html
    assert "QuickBooks Online invoice HS-2034" in html
    assert "Who can fix it" in html  # the error with its explanation
    assert "2026-11-21 4711" in html
    assert "Sync now" in html
    assert f'href="{books.url(f"records/{invoice.pk}/")}#history"' in html


def test_the_panel_names_the_customer_and_whom_hubspot_names(books: Shop) -> None:  # A1
    """The list is of customers as the books call them; a contact of HubSpot may be another person."""
    books.record(object_type="contact", label="Bo Baker", hubspot_id="777", number="", amount=None)
    named = held(bill(Side.HUBSPOT, line("h1", "90"), contact_ids=("777",)))
    html = panel(books, edited(books, hubspot_base=named))

    assert "Alder HOA, in HubSpot Bo Baker" in html


def test_its_address_can_be_shared_and_closing_it_keeps_the_list(books: Shop) -> None:
    invoice = SyncRecord.objects.get(number="HS-2", workspace=books.workspace)
    html = panel(books, invoice)
    assert f'href="{books.url("invoices/")}?view=needs-me"' in html  # Close
    assert (
        f'href="{books.url("invoices/")}?invoice={invoice.pk}"'
        in books.client("viewer").get(books.url("invoices/")).content.decode()
    )


def test_of_an_invoice_that_is_left_out_it_says_why(books: Shop) -> None:
    draft = books.record(status="excluded", reason="draft", quickbooks_id=None, hubspot_status="draft")
    html = panel(books, draft)
    assert "A draft" in html
    assert "Its lines are not kept here, because it is excluded" in html


def test_of_one_that_fails_it_does_not_say_that_it_is_left_out(books: Shop) -> None:
    html = panel(books, SyncRecord.objects.get(number="HS-2", workspace=books.workspace))
    assert "because it is" not in html
    assert "Its lines were not read yet." in html


def test_while_the_sync_is_off_the_banner_counts_what_is_paused(books: Shop) -> None:
    books.turn_off("invoice")
    html = books.client("viewer").get(books.url("invoices/")).content.decode()
    number = SyncRecord.objects.filter(workspace=books.workspace, object_type="invoice").count()
    assert f"{number} paused" in " ".join(html.partition('id="stuck"')[2].partition("</div></div>")[0].split())


def test_a_banner_counts_what_is_not_syncing_and_opens_exactly_that(books: Shop) -> None:
    made(books, "HS-7", date(2026, 11, 3), "10", "10", quickbooks_id=None, status="pending", reason="parked")
    html = books.client("viewer").get(books.url("invoices/")).content.decode()
    banner = " ".join(html.partition('id="stuck"')[2].partition("</div></div>")[0].split())
    failing = [row.number for row in SyncRecord.objects.filter(workspace=books.workspace, status="failing")]
    assert f"<b>{len(failing) + 1} invoices are not syncing</b>" in banner
    address = re.findall(r'href="([^"]+)">Show them', banner)[0].partition("?")[2].replace("&amp;", "&")
    assert sorted(shown(books, address)) == sorted([*failing, "HS-7"])
    assert "1 parked" in banner
    SyncRecord.objects.filter(workspace=books.workspace).update(status="syncing", reason="")
    assert "not syncing" not in books.client("viewer").get(books.url("invoices/")).content.decode()


def test_who_may_only_look_gets_no_sync_now(books: Shop) -> None:
    assert "Sync now" not in panel(books, SyncRecord.objects.get(number="HS-2034", workspace=books.workspace), "viewer")


def test_what_is_no_invoice_of_this_workspace_is_not_found(books: Shop) -> None:  # SEC2
    client = books.client("owner")
    foreign = SyncRecord.objects.filter(workspace=books.other, object_type="invoice").first()
    contact = SyncRecord.objects.get(workspace=books.workspace, object_type="contact")
    assert foreign is not None
    for wanted in (foreign.pk, contact.pk, 0, "x"):
        assert client.get(books.url(f"invoices/?invoice={wanted}")).status_code == 404


@pytest.mark.parametrize("query", ["", "q=alder", "view=needs-me&invoice={pk}"])
def test_it_asks_eight_times_at_most_however_many(books: Shop, query: str) -> None:
    invoice = SyncRecord.objects.get(number="HS-2034", workspace=books.workspace)

    def asked() -> int:
        client = books.client("viewer")
        with queries() as captured:
            client.get(books.url(f"invoices/?{query.format(pk=invoice.pk)}"))
        return len(captured) - SIGNED_IN

    before = asked()
    for number in range(40):
        made(books, f"M-{number}", date(2026, 11, 1), "1", "1", status="failing", reason="order_tax")
        books.record(object_type="payment", invoice=invoice, label=f"check {number}")
    assert asked() == before <= 8


def test_the_panel_says_a_remark_once(books: Shop) -> None:  # B31
    html = panel(books, books.record(remarks=[{"code": "recoded", "params": {}}]))
    assert html.count("Recoded in QuickBooks Online") == 1


def test_the_panel_says_a_reason_once(books: Shop) -> None:
    html = panel(books, books.record(status="excluded", reason="draft", quickbooks_id=None))
    assert html.count("A draft") == 1
    assert "It goes as soon as it is finalized in HubSpot." in html


def test_drafts_do_not_stand_above_the_invoices(books: Shop) -> None:
    """They have no date yet, so they would be the newest; who asks for them finds them."""
    books.record(
        number="DRAFT-7", status="excluded", reason="draft", quickbooks_id=None, hubspot_status="draft", label="DRAFT-7"
    )
    assert "DRAFT-7" not in shown(books)
    assert shown(books, "view=excluded-or-ignored") == ["DRAFT-7"]
    assert shown(books, "status=excluded") == ["DRAFT-7"]
    assert shown(books, "q=DRAFT-7") == ["DRAFT-7"]


def test_each_that_is_excluded_or_ignored_says_why_and_by_whom(books: Shop) -> None:
    asks = "The filter asks that Invoice date is after Nov 1, 2026; this one has Oct 5, 2026."
    books.record(number="OLD-9", status="excluded", reason="filter", params={"filter": asks})
    said = {"by": "Dana Door", "reason": "Booked by hand", "was": "order_discount"}
    books.record(number="MINE-9", status="ignored", reason="by_person", params=said)
    page = " ".join(
        books.client("viewer").get(books.url("invoices/?view=excluded-or-ignored")).content.decode().split()
    )
    assert f"It does not match the filters of the sync. {asks}</small>" in page
    assert "Booked by hand. Dana Door ignored it. It was failing:" in page
    answer = books.client("viewer").get(books.url("invoices/csv/?view=excluded-or-ignored"))
    rows = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))  # type: ignore[attr-defined]
    why = {row["Number"]: row["Why"] for row in rows}
    assert why["OLD-9"] == asks  # the first sentence stands beside it as the category
    assert why["MINE-9"].startswith("Booked by hand. Dana Door ignored it.")


@pytest.mark.parametrize("former", ["excluded", "left-out"])
def test_an_address_that_was_kept_leads_to_the_view_as_it_is_called_now(books: Shop, former: str) -> None:
    books.record(number="OLD-9", status="ignored", reason="by_person", quickbooks_id=None)

    assert shown(books, f"view={former}") == ["OLD-9"]


def test_the_file_says_of_each_state_why_and_nothing_twice(books: Shop) -> None:
    """Its questions do not grow with its rows."""
    kim = books.record(object_type="contact", label="Grace Kim", status="failing", reason="name_taken", amount=None)
    for number, status, reason, params in (
        ("FAILS", "failing", "order_discount", {"amount": "12.00 USD"}),
        ("WAITS", "pending", "waiting", {"for": "Grace Kim"}),
        ("ASKS", "pending", "needs_approval", {"what": "create"}),
        ("PARKED", "pending", "parked", {"date": "2026-10-05", "protected": "2026-10-31"}),
        ("QUEUED", "pending", "queued", {}),
        ("DRAFT", "excluded", "draft", {}),
        ("FINE", "syncing", "", {}),
    ):
        books.record(number=number, status=status, reason=reason, params=params, waiting_on=kim)
    client = books.client("viewer")
    with queries() as few:
        answer = client.get(books.url("invoices/csv/?q=&status=failing"))
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with queries() as all_:
        answer = client.get(books.url("invoices/csv/?" + "&".join(f"status={one}" for one in State)))
        rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert len(all_) == len(few)
    told = {row["Number"]: row for row in rows}
    for row in rows:
        assert not row["Error category"] or not row["Why"].startswith(row["Error category"])
    assert told["FINE"]["Why"] == ""
    assert told["WAITS"]["Why"].startswith("For Grace Kim. ")
    for number in ("FAILS", "ASKS", "PARKED", "QUEUED"):
        assert told[number]["Why"], number


@pytest.mark.parametrize(
    ("narrowed", "words", "found"),
    [
        ("", "2 invoices are excluded by a rule or ignored by a person, and not listed here", ["DRAFT-7", "OLD-1"]),
        (
            "since=2026-11-18&rows=50",
            "1 invoice is excluded by a rule or ignored by a person, and not listed here",
            ["OLD-1"],
        ),
        ("until=2026-11-18", "", []),  # those without a day are in no span of days
        ("view=unequal", "", []),
        ("status=failing", "", []),
        ("q=DRAFT", "", []),  # a search finds them itself
    ],
)
def test_the_first_view_says_what_it_leaves_out_and_leads_to_it(
    books: Shop, narrowed: str, words: str, found: list[str]
) -> None:
    made(books, "OLD-1", date(2026, 11, 19), "30", "30", status="ignored", reason="by_person")
    books.record(number="DRAFT-7", status="excluded", reason="draft", quickbooks_id=None)
    client = books.client("viewer")
    with queries() as captured:
        page = client.get(books.url(f"invoices/?{narrowed}")).content.decode()
    assert len(captured) - SIGNED_IN <= 8
    told = re.search(r'<p class="note" id="left-out">(.+?)\. <a href="[^"]+\?([^"]+)">Show (?:it|them)</a></p>', page)
    assert (told[1] if told else "") == words
    if told:
        assert shown(books, unescape(told[2])) == found
    else:
        assert "not listed here" not in page


def test_where_all_are_left_out_nobody_is_told_that_there_are_none(books: Shop) -> None:
    SyncRecord.objects.filter(workspace=books.workspace, object_type="invoice").update(
        status="excluded", reason="draft"
    )
    html = books.client("viewer").get(books.url("invoices/")).content.decode()
    assert "No invoices yet" not in html


def test_what_waits_behind_a_failure_is_said_to_need_somebody(shop: Shop) -> None:  # B20
    failing = shop.record(object_type="contact", label="Oak", status="failing", reason="ambiguous_customer")
    waiting = shop.record(status="pending", reason="waiting", waiting_on=failing, quickbooks_id=None)
    page = shop.client("viewer").get(shop.url("invoices/")).content.decode()
    assert f'(1 of them behind a <a href="{shop.url("failures/")}">failure</a>, which needs someone)' in page
    panel = shop.client("viewer").get(shop.url(f"invoices/?invoice={waiting.pk}")).content.decode()
    assert "which fails and needs someone: “More than one customer has this email address”" in panel


def test_what_needs_approval_says_in_the_panel_what_the_click_does(shop: Shop) -> None:  # A15
    row = shop.record(
        status="pending", reason="needs_approval", params={"what": "history"}, quickbooks_id=None, document_date=date(2026, 11, 1)
    )  # fmt: skip
    panel = shop.client("bookkeeper").get(shop.url(f"invoices/?invoice={row.pk}")).content.decode()
    assert "Created there, dated Nov 1, 2026." in " ".join(panel.split())
    assert f"{shop.url('approvals/confirm/')}?record={row.pk}&amp;do=send" in panel
