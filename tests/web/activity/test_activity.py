"""Who did what: every entry in words, narrowed, page by page, and as a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest

from syncapp.actions.activity import change, noted
from syncapp.storage.models import Activity, Catalog, Connection, Run, SyncRecord
from tests.web.conftest import Shop, queries

DAY = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # noon in Los Angeles


@pytest.fixture
def log(shop: Shop) -> Shop:
    """One entry of each group; the shop has an update of its own."""
    by, workspace = shop.people["admin"], shop.workspace
    invoice = shop.record(label="HS-77")
    run = Run.objects.get()
    noted(workspace, "paused", by=by, changes=[change("paused", False, True)])
    noted(workspace, "connected", by=by, reason="QuickBooks Online: Fernhill LLC")
    noted(workspace, "member_invited", by=shop.people["owner"], reason="new@example.com as viewer")
    noted(workspace, "retried", by=shop.people["bookkeeper"], record=invoice)
    for kind, reason in (("failing", "order_tax"), ("syncing", ""), ("excluded", "draft")):
        changes = [change("status", "syncing", f"{kind} {reason}")]
        Activity.objects.create(
            workspace=workspace, run=run, record=invoice, at=DAY, kind=kind, reason=reason, changes=changes
        )
    return shop


def get(shop: Shop, query: str = "", role: str = "viewer") -> Any:
    answer = shop.client(role).get(shop.url(f"activity/{query}"))
    assert answer.status_code == 200
    return answer


def kinds(shop: Shop, query: str = "") -> list[str]:
    return [entry.kind for entry in get(shop, query).context["page"].rows]


def text(shop: Shop, query: str = "") -> str:
    return " ".join(get(shop, query).content.decode().split())


def rows(shop: Shop, query: str = "") -> list[dict[str, str]]:
    answer = shop.client("viewer").get(shop.url(f"activity/download/{query}"))
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_what_a_run_noted_stands_in_one_line_that_opens(log: Shop) -> None:
    """True to what is on the page; who asks for certain entries sees each of them."""
    run = Run.objects.get()
    for _ in range(2):
        record = log.record()
        Activity.objects.create(
            workspace=log.workspace, run=run, record=record, at=DAY, kind="failing", reason="order_tax"
        )
    line = f"<b>Run {run.pk}:</b> 5 entries on this page."
    said = text(log)
    assert said.count(line) == 1
    assert '<span class="soft">Failing 3, Excluded 1, Equal on both sides 1</span>' in said
    assert f'href="{log.url(f"runs/{run.pk}/")}">Open run {run.pk}</a>' in said
    assert said.count(">Invoice HS-77</a>") == 4
    for query in ("?kind=failing", "?q=HS-77"):
        assert "<b>Run" not in text(log, query)


def test_a_payment_is_called_by_its_invoice_and_customer_in_the_file_too(log: Shop) -> None:
    invoice = log.record(label="HS-88", customer_name="Acme")
    payment = log.record(object_type="payment", label="2026-11-24", amount="40.00", invoice=invoice)
    Activity.objects.create(workspace=log.workspace, record=payment, at=DAY, kind="syncing")
    (told,) = [one for one in rows(log) if one["Object"] == "Payment"]
    assert [told[name] for name in ("Record", "Amount", "Currency", "Invoice", "Customer")] == [
        "2026-11-24", "40.00", "USD", "HS-88", "Acme",
    ]  # fmt: skip


def test_each_entry_says_in_words_what_happened_to_what_and_by_whom(log: Shop) -> None:  # B12
    said = text(log)
    for words in (
        "<b>Everything was paused</b>", "<b>Connected</b> QuickBooks Online: Fernhill LLC", "<b>Invited</b> new@example.com as viewer",
        "<b>Tried again</b>", "Updated in QuickBooks Online.", "admin@example.com", "bookkeeper@example.com", ">Invoice HS-77</a>",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize(
    ("kind", "reason", "title"),
    [
        ("reconnected", "HubSpot: Fernhill", "Connected again"), ("disconnected", "HubSpot: Fernhill", "Disconnected"),
        ("edition_stated", "HubSpot is Starter", "Edition stated"), ("sync_asked", "", "Sync now"),
        ("sync_turned_on", "Invoice sync", "Turned on"), ("setting_changed", "Company time zone", "Changed"),
        ("role_changed", "ann@example.com", "Role changed"), ("invitation_withdrawn", "ann@example.com", "Invitation withdrawn"),
    ],
)  # fmt: skip
def test_what_people_do_has_words(shop: Shop, kind: str, reason: str, title: str) -> None:
    noted(shop.workspace, kind, by=shop.people["owner"], reason=reason)
    assert f"<b>{title}</b> {reason}".strip() in text(shop)


def test_fields_are_called_as_the_accounts_call_them(log: Shop) -> None:
    there = Connection.objects.get(workspace=log.workspace, side="quickbooks")
    fields = {"invoice": [{"name": "DocNumber", "label": "Invoice no."}]}
    Catalog.objects.create(connection=there, fields=fields, refreshed_at=DAY)
    Activity.objects.filter(kind="updated").update(
        changes=[{"field": "DocNumber", "from": "1", "to": "2"}, {"field": "total", "from": None, "to": "9"}]
    )
    assert "<dt>Invoice no.</dt>" in text(log)
    assert "<dt>Total</dt>" in text(log)
    assert "Invoice no.: 1 → 2; Total: nothing → 9" in [row["Changes"] for row in rows(log)]


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [("sync_turned_off", "enabled", "Turned off"), ("paused", "paused", "Everything was paused")],
)
def test_what_the_title_says_is_not_said_again_as_true_and_false(shop: Shop, kind: str, name: str, words: str) -> None:
    noted(shop.workspace, kind, by=shop.people["owner"], reason="Invoice sync", changes=[change(name, True, False)])
    said = text(shop)
    assert f"<b>{words}</b>" in said
    assert not [word for word in ("<dt>enabled</dt>", "<dt>paused</dt>", ">True<", ">False<") if word in said]


def test_days_and_money_read_as_people_write_them(log: Shop) -> None:
    changes = [
        {"field": "TxnDate", "from": None, "to": "2026-11-25"},
        {"field": "total", "from": "1000", "to": "1448.4"},
    ]
    Activity.objects.filter(kind="updated").update(changes=changes)
    said = text(log)
    assert "<ins>Nov 25, 2026</ins>" in said
    assert "<del>$1,000.00</del>" in said
    assert "<ins>$1,448.40</ins>" in said


def test_days_are_the_companys(log: Shop) -> None:  # A19: 8 PM UTC is noon in Los Angeles
    Activity.objects.filter(kind="failing").update(at=datetime(2026, 11, 25, 7, 30, tzinfo=UTC))
    said = text(log, "?kind=failing")
    assert "Tuesday, Nov 24, 2026" in said
    assert ">11:30 PM</time>" in said


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("who=people", ["retried", "member_invited", "connected", "paused"]),
        ("who=sync", ["excluded", "syncing", "failing", "updated"]),
        ("kind=written", ["updated"]),
        ("kind=failing", ["failing"]),
        ("kind=equal&kind=excluded", ["excluded", "syncing"]),
        ("kind=decided", ["retried"]),
        ("kind=set_up", ["paused"]),
        ("kind=connections", ["connected"]),
        ("kind=members", ["member_invited"]),
        ("q=HS-77", ["excluded", "syncing", "failing", "retried"]),
        ("q=HS-77&who=people", ["retried"]),
        ("q=nothing+like+it", []),
        ("since=2026-11-24&until=2026-11-24", ["excluded", "syncing", "failing"]),
        ("until=2026-11-23", []),
    ],
)
def test_filters_narrow_it(log: Shop, query: str, expected: list[str]) -> None:
    Activity.objects.exclude(at=DAY).update(at=datetime(2026, 11, 28, 20, 0, tzinfo=UTC))
    assert kinds(log, f"?{query}") == expected
    assert [row["Time"] for row in rows(log, f"?{query}")] == [
        one.at.astimezone(datetime.fromisoformat("2026-11-24T00:00:00-08:00").tzinfo).isoformat()
        for one in get(log, f"?{query}").context["page"].rows
    ]


def test_one_persons_doings_and_one_records(log: Shop) -> None:
    assert kinds(log, f"?who={log.people['owner'].pk}") == ["member_invited"]
    record = SyncRecord.objects.get(label="HS-77")
    assert kinds(log, f"?record={record.pk}") == ["excluded", "syncing", "failing", "retried"]
    assert "Remove filter By: owner@example.com" in text(log, f"?who={log.people['owner'].pk}")


@pytest.mark.parametrize(
    "query",
    [
        "who=green",
        "who=999999",
        "kind=odd",
        "since=yesterday",
        "after=x",
        "record=x",
        "since=2026-11-24&until=2026-11-01",
    ],
)
def test_what_is_no_filter_is_said_and_harms_nothing(log: Shop, query: str) -> None:
    assert 'role="alert"' in text(log, f"?{query}")
    assert rows(log, f"?{query}")


def test_a_stranger_is_no_choice(log: Shop) -> None:  # SEC2
    noted(log.other, "paused", by=log.people["stranger"])
    assert "stranger" not in text(log)
    assert kinds(log, f"?who={log.people['stranger'].pk}&kind=set_up") == [
        "paused"
    ]  # the filter is refused, ours stays


def test_pages_go_by_key_both_ways(shop: Shop) -> None:
    for number in range(120):
        noted(shop.workspace, "paused", by=shop.people["owner"], reason=str(number))
    first = get(shop).context["page"]
    second = get(shop, f"?after={first.after}").context["page"]
    third = get(shop, f"?after={second.after}").context["page"]
    keys = [row.pk for page in (first, second, third) for row in page.rows]
    assert len(set(keys)) == 121
    assert third.after is None
    assert [row.pk for row in get(shop, f"?before={third.before}").context["page"].rows] == [
        row.pk for row in second.rows
    ]


def test_the_file_holds_every_entry_and_no_formula(log: Shop) -> None:  # SEC31
    SyncRecord.objects.filter(label="HS-77").update(label='=HYPERLINK("http://evil.example")')
    found = rows(log)
    assert len(found) == Activity.objects.filter(workspace=log.workspace).count()
    (written,) = [row for row in found if row["Written to"]]
    assert written["Changes"] == "Due date: 2026-12-05 → 2026-12-20"
    assert written["Who"] == "The sync"
    (retried,) = [row for row in found if row["What"] == "Tried again"]
    assert retried["Record"].startswith("'=HYPERLINK")
    assert retried["Who"] == "bookkeeper@example.com"


def test_the_file_is_read_in_parts(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(7):
        noted(shop.workspace, "paused", by=shop.people["owner"])
    monkeypatch.setattr("syncapp.queries.activity.PART", 3)
    assert len(rows(shop)) == 8


def test_nothing_yet_says_what_will_stand_here(shop: Shop) -> None:
    Activity.objects.all().delete()
    assert "Nothing has happened yet" in text(shop)
    assert "Nothing matches" in text(shop, "?kind=failing")


def test_what_a_name_holds_is_text(log: Shop) -> None:  # SEC30
    SyncRecord.objects.filter(label="HS-77").update(label="<script>alert(1)</script>")
    assert "<script>alert" not in get(log).content.decode()


def test_the_queries_do_not_grow_with_the_entries(log: Shop) -> None:
    client = log.client("viewer")
    with queries() as few:
        client.get(log.url("activity/"))
    for _ in range(60):
        noted(log.workspace, "retried", by=log.people["owner"], record=log.record())
    with queries() as many:
        client.get(log.url("activity/"))
    assert len(many) == len(few) <= 10


def test_what_was_done_ends_before_the_run_is_named(shop: Shop) -> None:
    entry = Activity.objects.get(workspace=shop.workspace, kind="updated")
    page = " ".join(shop.client("viewer").get(shop.url("activity/")).content.decode().split())
    assert f'Changed in HubSpot. <small><a href="{shop.url(f"runs/{entry.run_id}/")}">' in page


def test_a_record_that_no_table_can_hold_is_said_and_harms_nothing(shop: Shop) -> None:
    assert 'role="alert"' in text(shop, "?record=9999999999999999999")


@pytest.mark.parametrize(
    ("kind", "reason", "words", "narrowed"),
    [
        ("failing", "order_discount", "<b>Failing for another cause.</b> A discount on the whole invoice cannot go to QuickBooks "
         "Online. Before: A tax on the whole invoice", "other_cause"),
        ("syncing", "", "<b>Equal on both sides.</b> It was failing: A tax on the whole invoice", "no_longer_failing"),
        ("excluded", "draft", "<b>Excluded.</b> A draft. Before: A tax on the whole invoice", "no_longer_failing"),
    ],
)  # fmt: skip
def test_what_failed_before_says_for_what(shop: Shop, kind: str, reason: str, words: str, narrowed: str) -> None:  # S38
    run, record = Run.objects.get(), shop.record()
    changes = [change("status", "failing order_tax", f"{kind} {reason}".strip())]
    Activity.objects.create(
        workspace=shop.workspace, run=run, record=record, at=DAY, kind=kind, reason=reason, changes=changes
    )
    assert words in text(shop)
    for asked in ("failing", "other_cause", "no_longer_failing"):
        assert (kind in kinds(shop, f"?kind={asked}&run={run.pk}")) == (asked == narrowed)
    assert len(rows(shop, f"?run={run.pk}&kind={narrowed}")) == 1
