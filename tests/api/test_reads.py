"""What is read, once each, as the screens show it; few questions to the database, whatever there is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from syncapp.storage.models import Alias, Call, Day, Run, SyncRecord
from tests.api.conftest import Program
from tests.api.routes import ROUTES, filled
from tests.web.approvals.test_approvals import asked
from tests.web.conflicts.test_conflicts import differs, disputed
from tests.web.conftest import in_every_state, queries
from tests.web.linking.conftest import contact, olivia
from tests.web.parked.test_parked import parked
from tests.web.reconciliation.conftest import of_every_kind
from tests.web.runs.conftest import ran, wrote

NOVEMBER = "from=2026-11-01&to=2026-11-30"


def test_the_status_is_what_home_says(viewer: Program) -> None:
    told = viewer.get("status")
    assert (told["workspace"], told["time_zone"], told["paused"]) == ("fernhill", "America/Los_Angeles", False)
    assert [one["object"] for one in told["syncs"]] == ["contacts", "products", "invoices", "payments"]
    numbers = told["syncs"][2]["numbers"]
    assert numbers["failing"]["number"] == 2
    assert numbers["failing"]["money"] == [{"amount": "350.50", "currency": "USD"}]
    assert told["waiting"] == {"failing": 3, "linking": 1, "conflicts": 0, "approval": 1, "parked": 1}
    assert {one["system"] for one in told["accounts"]} == {"hubspot", "quickbooks"}
    assert told["last_run"] == viewer.shop.workspace.runs.get().pk
    assert {one["system"]: one["today"] for one in viewer.get("usage")} == {"hubspot": 0, "quickbooks": 0}


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 13),
        ("status=failing", 3),
        ("status=failing&status=parked&object=invoices", 3),
        ("cause=order_discount", 1),
        ("q=HS-0007", 1),
        ("least=200&object=invoices", 1),
        ("most=50", 1),
        ("stands=hubspot", 8),
        ("direction=to-hubspot", 0),
        ("currency=EUR", 0),
    ],
)
def test_records_are_found_as_in_the_record_view(viewer: Program, query: str, number: int) -> None:
    assert len(viewer.get(f"records?{query}")["results"]) == number


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("copied_in=quickbooks", 1),
        ("copied_in=hubspot", 0),
        ("synced_since=2026-11-02&synced_until=2026-11-02", 1),
        ("synced_since=2026-11-03", 0),
        ("synced_until=2026-11-01", 0),
    ],
)
def test_records_are_found_by_where_and_when_they_arrived(viewer: Program, query: str, found: int) -> None:
    row = viewer.shop.workspace.records.filter(status="syncing").first()
    viewer.shop.workspace.records.filter(pk=row.pk).update(arrived_in="quickbooks", arrived_on=date(2026, 11, 2))
    assert [one["id"] for one in viewer.get(f"records?{query}")["results"]] == [row.pk] * found


def test_what_a_customer_is_billed_is_found_as_on_its_page(viewer: Program) -> None:  # S38, S39
    shop = viewer.shop
    acme = contact(shop, "Acme", quickbooks_id="c1", status="syncing")
    contact(shop, "Ann", hubspot_id="h2", status="excluded", reason="alias")
    Alias.objects.create(workspace=shop.workspace, side="hubspot", external_id="h2", record=acme)
    first = shop.record(label="A-1", customer=acme)
    second = shop.record(
        label="A-2", customer=shop.workspace.records.get(label="Ann"), status="failing", reason="order_tax"
    )
    paid = shop.record(object_type="payment", label="P-1", invoice=first)
    assert viewer.get(f"records/{acme.pk}")["billed"] == [
        {"object": "invoices", "number": 2, "status": {"syncing": 1, "failing": 1}},
        {"object": "payments", "number": 1, "status": {"syncing": 1}},
    ]
    assert viewer.get(f"records/{first.pk}")["billed"] == []
    told = viewer.get(f"invoices?customer={acme.pk}")
    assert [one["id"] for one in told["results"]] == [second.pk, first.pk]
    assert told["number"] == 2
    assert [one["id"] for one in viewer.get(f"invoices?customer={acme.pk}&status=failing")["results"]] == [second.pk]
    assert [one["id"] for one in viewer.get(f"records?object=payments&customer={acme.pk}")["results"]] == [paid.pk]
    assert len(viewer.get(f"records?customer={acme.pk}")["results"]) == 3


@pytest.mark.parametrize("of", ["invoices", "records"])
def test_a_customer_that_is_not_known_is_refused_and_not_answered_with_nothing(
    viewer: Program, of: str
) -> None:  # SEC2
    theirs = SyncRecord.objects.create(
        workspace=viewer.shop.other, object_type="contact", label="Secret", hubspot_id="1"
    )
    invoice = viewer.shop.record()
    for key in (theirs.pk, invoice.pk, 99999999):
        assert viewer.send("get", f"{of}?customer={key}").status_code == 404
    assert viewer.send("get", f"{of}?customer=Acme").status_code == 422


def test_a_list_is_gone_through_by_next(viewer: Program) -> None:
    seen, after = [], ""
    for _ in range(4):
        told = viewer.get(f"records?limit=5{after}")
        seen += [one["id"] for one in told["results"]]
        after = f"&after={told['next']}"
        if told["next"] is None:
            break
    assert seen == sorted(viewer.shop.workspace.records.values_list("pk", flat=True), reverse=True)


def test_one_record_says_what_its_page_says(viewer: Program) -> None:
    row = viewer.shop.workspace.records.get(reason="order_discount")
    told = viewer.get(f"records/{row.pk}")
    assert told["record"]["amount"] == {"amount": "250.50", "currency": "USD"}
    assert told["record"]["why"]["title"].startswith("A discount on the whole invoice")
    assert told["record"]["why"]["steps"]
    assert told["record"]["quickbooks_id"] is None
    assert told["record"]["hubspot_page"].endswith(f"/0-53/{row.hubspot_id}")


def test_a_dispute_has_both_sides_the_agreed_value_and_a_seal(viewer: Program) -> None:  # B4
    row = disputed(viewer.shop)
    differs(row)
    (told,) = viewer.get("conflicts?object=contacts")["results"]
    assert told["record"]["id"] == row.pk
    (field,) = told["fields"]
    assert field["hubspot"]["value"] != field["quickbooks"]["value"]
    assert len(field["seal"]) > 20
    assert viewer.get("conflicts?object=invoices")["results"] == []


def test_approvals_say_what_a_click_does(viewer: Program) -> None:  # A10, A15
    row = asked(viewer.shop, "void")
    (group,) = viewer.get("approvals?what=void")
    assert [one["record"]["id"] for one in group["results"]] == [row.pk]
    assert group["results"][0]["happens"]
    assert group["results"][0]["seal"]


def test_linking_offers_who_it_may_be(viewer: Program) -> None:  # A2
    olivia(viewer.shop)
    told = viewer.get("linking")
    options = [
        option["value"] for one in told["results"] for question in one["questions"] for option in question["options"]
    ]
    assert any(value.startswith(("link:", "through:")) for value in options)
    assert told["number"] == len(told["results"])


def test_failures_come_by_cause(viewer: Program) -> None:  # B6
    told = viewer.get("failures")
    assert {one["code"] for one in told} == {"order_discount", "native_invoice_edited", "ambiguous_customer"}
    assert [one["code"] for one in viewer.get("failures?object=contacts")] == ["ambiguous_customer"]


def test_what_is_parked_stands_in_its_month(viewer: Program) -> None:  # A24
    row = parked(viewer.shop, "2026-09-03", "void", amount=Decimal("1250.50"))
    (month,) = viewer.get("parked")["months"]
    assert (month["month"], month["invoices"]["number"]) == ("2026-09", 1)
    (told,) = viewer.get("parked/records?month=2026-09")["results"]
    assert (told["record"]["id"], told["date"], told["would"]) == (row.pk, "2026-09-03", "The invoice is voided")


def test_the_view_of_what_does_not_sync_answers_under_its_former_name_too(viewer: Program) -> None:
    now = viewer.get("invoices?view=excluded-or-ignored")
    assert now == viewer.get("invoices?view=excluded")


def test_invoices_add_up(viewer: Program) -> None:  # S39
    told = viewer.get("invoices?view=needs-me&limit=2")
    assert told["number"] == 3
    assert told["totals"] == [{"amount": "450.50", "currency": "USD"}]
    rest = viewer.get(f"invoices?view=needs-me&limit=2&after={told['next']}")
    assert len({one["id"] for one in (*told["results"], *rest["results"])}) == 3
    assert rest["next"] is None


def test_runs_tell_what_they_did_and_sent(viewer: Program) -> None:
    run = viewer.shop.workspace.runs.get()
    Call.objects.create(
        workspace=run.workspace, run=run, side="hubspot", request_id="r1", method="POST", path="/crm/v3/x", body={}, items=[],
        state="done",
    )  # fmt: skip
    (listed,) = viewer.get("runs")["results"]
    assert (listed["id"], listed["stand"], listed["begun_by"]) == (run.pk, "done", "poll")
    assert viewer.get("runs?show=dry")["results"] == []
    assert len(viewer.get(f"runs/{run.pk}")["steps"]) == 4
    assert [one["path"] for one in viewer.get(f"runs/{run.pk}/calls")["results"]] == ["/crm/v3/x"]
    (entry,) = viewer.get(f"runs/{run.pk}/activity")["results"]
    assert entry["changes"] == [{"field": "Due date", "before": "2026-12-05", "after": "2026-12-20"}]
    assert entry["written_to"] == "quickbooks"


def test_a_list_of_a_run_tells_where_it_ends_how_many_are_gone(viewer: Program) -> None:  # S38
    """As the run's page does: 28 were counted, and of 26 there is an entry."""
    run = ran(viewer.shop, counts={"invoices": {"created": {"quickbooks": 28}}})
    wrote(viewer.shop, run, 26)
    first = viewer.get(f"runs/{run.pk}/activity?what=created")
    assert (len(first["results"]), first["gone"]) == (25, 0)
    last = viewer.get(f"runs/{run.pk}/activity?what=created&after={first['next']}")
    assert (len(last["results"]), last["gone"]) == (1, 2)
    assert viewer.get(f"runs/{run.pk}/activity?after={first['next']}")["gone"] == 0


def test_a_dry_run_tells_its_plan(viewer: Program) -> None:  # B2
    plan = [{"object": "invoices", "system": "quickbooks", "action": "create", "label": "HS-1"}]
    now = timezone.now()
    run = Run.objects.create(
        workspace=viewer.shop.workspace, trigger="review", dry_run=True, started_at=now - timedelta(seconds=9), ended_at=now, plan=plan
    )  # fmt: skip
    assert viewer.get(f"runs/{run.pk}/plan") == {"results": plan, "next": None}


def test_the_activity_is_narrowed(viewer: Program) -> None:
    assert [one["kind"] for one in viewer.get("activity?kind=members")["results"]] == ["token_made"]
    (entry,) = viewer.get("activity?who=sync")["results"]
    assert viewer.get(f"records/{entry['record']}/activity")["results"] == [entry]


def test_a_reconciliation_is_told_with_its_rows(viewer: Program) -> None:  # B3
    of_every_kind(viewer.shop)
    told = viewer.get(f"reconciliation?{NOVEMBER}")
    rows = viewer.get(f"reconciliation/rows?{NOVEMBER}")["results"]
    assert told["different"] == len(rows) > 0
    assert told["equal"] is False
    assert {one["result"] for one in rows} == {"different"}
    assert told["figures"]
    assert viewer.send("get", "reconciliation/rows?from=2020-01-01&to=2020-01-31").status_code == 404


def counted(program: Program) -> dict[str, int]:
    found = {}
    for (verb, path), route in ROUTES.items():
        if verb == "get":
            with queries() as made:
                program.send(verb, filled(program.shop, path, route.query))
            found[path] = len(made)
    return found


def more(shop: Any) -> None:
    in_every_state(shop.workspace)
    disputed(shop)
    parked(shop)
    asked(shop, "history")


def test_no_answer_asks_the_database_more_often_for_more_rows(viewer: Program) -> None:
    more(viewer.shop)
    few = counted(viewer)
    for _ in range(3):
        more(viewer.shop)
    assert {path: (few[path], number) for path, number in counted(viewer).items() if number > few[path]} == {}
    assert max(few.values()) <= 10, few


def test_the_charts_are_told_as_figures(viewer: Program) -> None:  # B14
    shop = viewer.shop
    today = timezone.now().astimezone(ZoneInfo(shop.workspace.time_zone)).date()
    before = today - timedelta(days=2)
    counts = {"syncing": 5, "failing": 1, "excluded": 2}
    Day.objects.create(
        workspace=shop.workspace, day=before, object_type="invoice", counts=counts, delays={"4": 3, "90": 1}
    )
    shop.record(arrived_on=before, arrived_in="quickbooks", amount=Decimal("100.50"), currency="USD")
    told = viewer.get("trends?days=14")
    assert len(told["days"]) == 14
    (day,) = [one for one in told["days"] if one["records"]]
    assert day == {"day": before.isoformat(), "records": counts, "delay": {"changes": 4, "half": 4, "most": 90}}
    assert told["delay"] == day["delay"]
    (moved,) = told["moved"]
    assert (moved["day"], moved["system"], moved["number"]) == (before.isoformat(), "quickbooks", 1)
    assert moved["amount"] == {"amount": "100.50", "currency": "USD"}
    assert len(viewer.get("trends")["days"]) == 30
    assert viewer.send("get", "trends?days=7").status_code == 422
