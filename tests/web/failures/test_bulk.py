"""Many records at once: what it means is said before, what came of it after, and nothing is done to others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from syncapp.storage.models import Activity, Inbox, SyncRecord
from tests.web.conftest import Shop
from tests.web.failures.test_failures import text

RETRY, IGNORE, BACK = "failures/retry/", "failures/ignore/", "failures/stop-ignoring/"


def taxed(shop: Shop, number: int = 3) -> list[SyncRecord]:
    return [
        shop.record(status="failing", reason="order_tax", quickbooks_id=None, amount=Decimal("100.10"))
        for _ in range(number)
    ]


def post(shop: Shop, path: str, data: dict[str, Any], role: str = "bookkeeper") -> Any:
    return shop.client(role).post(shop.url(path), data)


def keys(rows: list[SyncRecord]) -> list[str]:
    return [str(row.pk) for row in rows]


def test_retrying_asks_for_exactly_these_and_tells_of_each(shop: Shop) -> None:  # B6
    rows = taxed(shop)
    answer = shop.client("bookkeeper").post(shop.url(RETRY), {"record": keys(rows[:2])}, follow=True)
    assert sorted(Inbox.objects.values_list("external_id", flat=True)) == sorted(row.hubspot_id for row in rows[:2])
    assert set(Inbox.objects.values_list("source", flat=True)) == {"person"}
    said = text(answer.content)
    assert "2 records are looked at again" in said
    assert said.count("Being looked at") == 2
    assert [entry.record for entry in Activity.objects.filter(kind="retried").order_by("pk")] == rows[:2]


def test_all_of_a_cause_are_retried_and_no_other(shop: Shop) -> None:
    rows = taxed(shop, 30)
    post(shop, RETRY, {"all": "yes", "status": "failing", "cause": "order_tax"})
    assert sorted(Inbox.objects.values_list("external_id", flat=True)) == sorted(row.hubspot_id for row in rows)
    assert set(Inbox.objects.values_list("workspace", flat=True)) == {shop.workspace.pk}


def test_ignoring_first_says_how_many_and_how_much(shop: Shop) -> None:
    said = text(shop.client("bookkeeper").post(shop.url(IGNORE), {"record": keys(taxed(shop))}).content)
    assert "Ignore 3 records?" in said
    assert "3 invoices, $300.30." in said
    assert not SyncRecord.objects.filter(reason="by_person", workspace=shop.workspace, params__reason="x").exists()


def test_ignoring_keeps_who_when_and_why(shop: Shop) -> None:
    rows = taxed(shop)
    answer = post(shop, IGNORE, {"record": keys(rows), "number": "3", "reason": "Written off  by Dana"})
    assert answer.status_code == 302
    row = SyncRecord.objects.get(pk=rows[0].pk)
    assert (row.status, row.reason, row.next_attempt_at) == ("ignored", "by_person", None)
    assert row.params["reason"] == "Written off by Dana"
    assert row.params["by"] == "bookkeeper@example.com"
    assert row.params["was"] == "order_tax"
    entry = Activity.objects.filter(record=row, kind="ignored").get()
    assert (entry.actor, entry.reason) == (shop.people["bookkeeper"], "Written off by Dana")
    said = text(shop.client("viewer").get(shop.url("failures/?view=ignored")).content)
    assert "Written off by Dana" in said
    assert "bookkeeper@example.com" in said
    assert "A tax on the whole invoice cannot go to QuickBooks Online" in said


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_ignoring_without_a_reason_keeps_what_was_chosen(shop: Shop, reason: str) -> None:
    rows = taxed(shop)
    answer = post(shop, IGNORE, {"record": keys(rows), "number": "3", "reason": reason})
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    for row in rows:
        assert f'name="record" value="{row.pk}"' in answer.content.decode()
    assert not SyncRecord.objects.filter(pk__in=keys(rows), status="ignored").exists()


def test_more_than_was_said_are_not_ignored(shop: Shop) -> None:
    taxed(shop, 3)
    data = {"all": "yes", "status": "failing", "cause": "order_tax", "number": "2", "reason": "Not ours"}
    answer = post(shop, IGNORE, data)
    assert answer.status_code == 422
    assert "These are 3 records by now. Look again, and confirm." in text(answer.content)
    assert not SyncRecord.objects.filter(reason="by_person", workspace=shop.workspace).exclude(params={}).exists()
    assert post(shop, IGNORE, {**data, "number": "3"}).status_code == 302
    assert SyncRecord.objects.filter(workspace=shop.workspace, status="ignored", params__reason="Not ours").count() == 3


def test_what_is_in_sync_is_left_alone_and_named(shop: Shop) -> None:
    synced = shop.record(label="HS-9001")
    (row,) = taxed(shop, 1)
    data = {"record": [str(row.pk), str(synced.pk)], "number": "2", "reason": "Not ours"}
    said = text(shop.client("owner").post(shop.url(IGNORE), data, follow=True).content)
    assert "1 record left as before. HS-9001 is in sync." in said
    synced.refresh_from_db()
    assert synced.status == "syncing"


def test_taking_back_makes_them_due_again(shop: Shop) -> None:
    rows = taxed(shop, 2)
    post(shop, IGNORE, {"record": keys(rows), "number": "2", "reason": "Not ours"})
    Inbox.objects.all().delete()
    post(shop, BACK, {"record": keys(rows)})
    row = SyncRecord.objects.get(pk=rows[0].pk)
    assert (row.status, row.reason, row.params) == ("pending", "queued", {})
    assert row.next_attempt_at is not None
    assert Inbox.objects.count() == 2
    assert Activity.objects.filter(record=row, kind="taken_back").exists()


def test_payments_of_an_ignored_invoice_are_decided_anew(shop: Shop) -> None:
    (row,) = taxed(shop, 1)
    payment = shop.record(object_type="payment", status="pending", reason="waiting", invoice=row, waiting_on=row)
    post(shop, IGNORE, {"record": str(row.pk), "number": "1", "reason": "Not ours"})
    assert payment.hubspot_id in Inbox.objects.values_list("external_id", flat=True)


@pytest.mark.parametrize("path", [RETRY, IGNORE, BACK])
@pytest.mark.parametrize("data", [{}, {"record": "x"}, {"record": "99999999"}, {"all": "yes", "status": "green"}])
def test_nothing_chosen_is_said_and_does_nothing(shop: Shop, path: str, data: dict[str, str]) -> None:
    answer = shop.client("owner").post(shop.url(path), data, follow=True)
    assert answer.redirect_chain
    assert not Inbox.objects.exists()
    assert "Choose at least one record first." in text(answer.content) or "cannot be read" in text(answer.content)


@pytest.mark.parametrize("path", [RETRY, IGNORE, BACK])
def test_records_of_others_cannot_be_chosen(shop: Shop, path: str) -> None:  # SEC2
    foreign = SyncRecord.objects.filter(workspace=shop.other, status="failing").first()
    assert foreign is not None
    post(shop, path, {"record": str(foreign.pk), "number": "1", "reason": "Not ours"}, "owner")
    before = (foreign.status, foreign.params)
    foreign.refresh_from_db()
    assert (foreign.status, foreign.params) == before
    assert not Inbox.objects.exists()


def test_a_link_alone_ignores_nothing(shop: Shop) -> None:  # SEC24
    (row,) = taxed(shop, 1)
    shop.client("owner").get(shop.url(f"{IGNORE}?record={row.pk}&number=1&reason=evil"))
    row.refresh_from_db()
    assert row.status == "failing"


def test_what_came_of_a_click_is_kept_and_follows_the_records(shop: Shop) -> None:
    rows = taxed(shop, 2)
    address = post(shop, RETRY, {"record": keys(rows)})["Location"]
    entry = Activity.objects.filter(kind="retried").first()
    assert entry is not None
    SyncRecord.objects.filter(pk=rows[0].pk).update(status="syncing", reason="", last_checked_at=entry.at)
    said = text(shop.client("viewer").get(address).content)
    assert "1 record is still in line" in said
    assert "Syncing" in said
    assert shop.client("stranger").get(address).status_code == 404
    assert shop.client("owner").get(shop.url("failures/done/99999999/")).status_code == 404


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example"])
def test_back_leads_to_a_page_of_ours_only(shop: Shop, to: str) -> None:  # SEC32
    (row,) = taxed(shop, 1)
    answer = shop.client("owner").get(shop.url(f"{IGNORE}?record={row.pk}&next={to}"))
    assert answer.context["back"] == shop.url("failures/")
