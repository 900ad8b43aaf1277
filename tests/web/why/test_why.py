"""“Why not?”: found by whatever is typed, stored first, asked of both systems by a click, and nothing written (B18)."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.actions import explaining
from syncapp.connectors.errors import NotSent
from syncapp.connectors.protocol import Problem
from syncapp.core.checks import Step
from syncapp.core.errors import Failure
from syncapp.core.filters import Answered
from syncapp.core.plan import excluded, failing
from syncapp.core.plans.paths import path
from syncapp.core.values import ObjectType, Side
from syncapp.engine.explain import Explained
from syncapp.storage.models import Connection, MatchKey, SyncRecord
from tests.web.conftest import Shop, queries, writes

HOSTILE = '<script>alert("x")</script>'
ORDER = path(ObjectType.INVOICE, Side.HUBSPOT, linked=False)


def opened(shop: Shop, query: str = "", role: str = "viewer") -> str:
    answer = shop.client(role).get(shop.url(f"why/{query}"))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def asked(shop: Shop, record: SyncRecord, role: str = "viewer") -> str:
    answer = shop.client(role).post(shop.url(f"why/{record.pk}/check/"))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def says(monkeypatch: pytest.MonkeyPatch, *steps: Step, goes: tuple[dict[str, Any], ...] = (), **stands: Any) -> None:
    """What the engine tells: each row as it is but for `stands`."""

    def explain(workspace: Any, rows: list[SyncRecord]) -> list[Explained]:
        for row in rows:
            for name, value in stands.items():
                setattr(row, name, value)
        return [Explained(row, ORDER, steps, goes) for row in rows]

    monkeypatch.setattr(explaining, "explain", explain)


# -- which record ----------------------------------------------------------------------------------------------------


def test_an_exact_number_opens_the_record_at_once(shop: Shop) -> None:
    row = shop.record(label="HS-77", number="HS-77", status="excluded", reason="draft", quickbooks_id=None)
    shop.record(label="HS-770", number="HS-770")
    page = opened(shop, "?q=hs-77")
    assert "Why not HS-77?" in page
    assert "A draft" in page
    assert f'action="{shop.url(f"why/{row.pk}/check/")}"' in page  # both systems are asked by this form


def test_several_are_listed_each_with_its_way(shop: Shop) -> None:
    one = shop.record(label="Oak", number="HS-8", quickbooks_id=None)
    two = shop.record(label="Oak", number="41", hubspot_id=None)
    page = opened(shop, "?q=oak")
    for row in (one, two):
        assert f'href="{shop.url(f"why/?record={row.pk}")}"' in page
    assert "HubSpot → QuickBooks Online" in page
    assert "QuickBooks Online → HubSpot" in page


@pytest.mark.parametrize("typed", ["oak@example.test", "MUL-9", "mul-9"])
def test_an_address_or_a_sku_finds_it(shop: Shop, typed: str) -> None:
    row = shop.record(object_type="contact", label="Olive", number="")
    for key in ("email:oak@example.test", "sku:mul-9"):
        MatchKey.objects.create(record=row, workspace=shop.workspace, object_type="contact", side="hubspot", key=key)
    assert "Olive" in opened(shop, f"?q={typed}")


def test_a_link_opens_its_record_and_a_payment_of_quickbooks_each_of_its_parts(shop: Shop) -> None:
    shop.record(label="HS-5", number="HS-5", quickbooks_id="145")
    assert "HS-5" in opened(shop, "?q=https://qbo.intuit.com/app/invoice?txnId=145")
    for invoice in ("145", "146"):
        shop.record(object_type="payment", label=f"part {invoice}", quickbooks_id=f"9/{invoice}", hubspot_id=None)
    page = opened(shop, "?q=https://qbo.intuit.com/app/recvpayment?txnId=9")
    assert "part 145" in page
    assert "part 146" in page


def test_a_link_into_another_hubspot_account_opens_no_record_of_ours(shop: Shop) -> None:
    shop.record(label="HS-5", number="HS-5", hubspot_id="10042")
    ours = Connection.objects.get(workspace=shop.workspace, side=Side.HUBSPOT).account_id
    link = "https://app.hubspot.com/contacts/{}/record/0-53/10042"
    assert "HS-5" in opened(shop, f"?q={link.format(ours)}")
    looked = shop.client("viewer").post(shop.url("why/look/"), {"q": link.format("777")}).content.decode()
    for page in (opened(shop, f"?q={link.format('777')}"), looked):
        assert "That link leads into another HubSpot account" in page
        assert f"It opens account 777, and this workspace is connected to Fernhill portal ({ours})." in page
        assert "HS-5" not in page


def test_a_payment_of_quickbooks_that_is_not_known_is_asked_for_by_its_invoice(shop: Shop) -> None:  # A25
    link = "https://qbo.intuit.com/app/recvpayment?txnId=99"
    page = shop.client("viewer").post(shop.url("why/look/"), {"q": link}).content.decode()
    assert "A payment of QuickBooks Online is known here by the invoices that it pays." in page
    assert "Neither system has it" not in page


def test_a_number_is_found_as_people_write_it(shop: Shop) -> None:
    shop.record(label="HS-5", number="HS-5")
    assert "It is not known here" not in opened(shop, "?q=%23HS-5")


def test_what_is_not_known_can_be_looked_up(shop: Shop) -> None:
    page = opened(shop, "?q=4711")
    assert "It is not known here" in page
    assert f'action="{shop.url("why/look/")}"' in page


def test_nothing_of_another_workspace_is_told(shop: Shop) -> None:
    theirs = SyncRecord.objects.create(workspace=shop.other, object_type="invoice", label="Secret", number="S-1")
    assert shop.client("viewer").get(shop.url(f"why/?record={theirs.pk}")).status_code == 404
    assert shop.client("viewer").post(shop.url(f"why/{theirs.pk}/check/")).status_code == 404
    assert "Secret" not in opened(shop, "?q=S-1").replace("“S-1”", "")


def test_typed_and_stored_texts_are_texts(shop: Shop) -> None:
    shop.record(label=HOSTILE, number=HOSTILE[:20], customer_name=HOSTILE, status="excluded", reason="draft")
    for page in (opened(shop, f"?q={HOSTILE}"), opened(shop, "?q=script"), opened(shop)):
        assert HOSTILE not in page


def test_what_rules_keep_out_is_where_it_begins(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace).delete()
    for _ in range(2):
        shop.record(status="excluded", reason="draft", quickbooks_id=None)
    page = opened(shop)
    assert "2 invoices, $200.00" in page
    assert "status=excluded&amp;cause=draft" in page
    SyncRecord.objects.filter(workspace=shop.workspace).delete()
    assert "No rule excludes anything" in opened(shop)


# -- what decides ------------------------------------------------------------------------------------------------------


def test_passed_deciding_and_not_reached(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    row = shop.record(label="HS-9", number="HS-9", quickbooks_id=None)
    criteria = (
        (
            Answered(True, "Amount is more than 5", "it is 9"),
            Answered(False, "Comments contains “roof”", "it is empty"),
        ),
    )
    says(
        monkeypatch, Step("source", held="HubSpot"), Step("filter", excluded("filter"), groups=criteria),
        status="excluded", reason="filter",
    )  # fmt: skip
    page = asked(shop, row)
    assert 'aria-label="Passed"' in page
    assert "It was made in HubSpot</span><small>HubSpot</small>" in page
    assert 'aria-label="Decides"' in page
    assert 'aria-label="Fits"' in page
    assert "Comments contains “roof”: it is empty" in page
    assert "checks were not reached" in page
    assert "Its customer is known on both sides" in page.partition("not reached")[2]


def test_the_remedy_is_the_one_of_the_cause(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    row = shop.record(label="HS-9", number="HS-9", quickbooks_id=None)
    told = Failure("customer_not_found", {"customer": "Acme"})
    says(monkeypatch, Step("customer", failing(told)), status="failing", reason=told.code, params=dict(told.params))
    assert "Sync this contact first" in asked(shop, row, "bookkeeper")
    assert "Sync this contact first</button>" not in asked(shop, row, "viewer")  # who may not, is not asked to


def test_nothing_in_the_way(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    row = shop.record(label="HS-9", number="HS-9", quickbooks_id=None, status="pending", reason="queued")
    says(monkeypatch, Step("source"), goes=({"action": "create", "system": "quickbooks"},))
    assert "With the next run it is created in QuickBooks Online." in asked(shop, row)


def test_a_side_that_does_not_answer_is_named(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(workspace: Any, rows: Any) -> Any:
        raise NotSent(Problem(code="vendor_unavailable", params={"system": "HubSpot"}))

    monkeypatch.setattr(explaining, "explain", fails)
    row = shop.record(label="HS-9", number="HS-9", status="excluded", reason="draft", quickbooks_id=None)
    page = asked(shop, row)
    assert "Not everything could be asked." in page
    assert "A draft" in page  # as it was when last looked at


def test_a_sync_that_is_off_and_an_account_that_is_gone_need_no_call(shop: Shop) -> None:
    row = shop.record(label="HS-9", number="HS-9", quickbooks_id=None)
    shop.turn_off("invoice")
    page = asked(shop, row)
    assert "<h2>It does not sync</h2>" in page
    assert "The invoice sync is off or not set up" in page
    assert "Its sync is set up and on" not in page  # nor in the list of checks
    assert "Read just now" not in page
    shop.workspace.connections.filter(side="hubspot").update(state="expired")
    assert "Reconnect" in asked(shop, row)


def test_looking_stores_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    row = shop.record(label="HS-9", number="HS-9", quickbooks_id=None)
    says(monkeypatch, Step("source"))
    client = shop.client("viewer")
    with queries() as captured:
        client.post(shop.url(f"why/{row.pk}/check/"))
    assert writes(captured) == []
