"""What a webhook names is settled by a run that asks the vendors for nothing else (S40)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from syncapp.core.values import Side
from syncapp.jobs import tasks
from syncapp.jobs.tasks import sync_workspace
from syncapp.storage.models import Activity, Inbox, Run, SyncRecord
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme, acme  # noqa: F401
from tests.webhooks.sender import as_body, hubspot_event, quickbooks_event, to_hubspot, to_quickbooks
from tests.world import World

pytestmark = pytest.mark.urls("syncapp.webhooks.urls")
INVOICE, CONTACT, LINE, PAYMENT = "0-53", "0-1", "0-8", "0-101"


@pytest.fixture(autouse=True)
def _worker(messages: list[Any], demo: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages go nowhere: the test is the worker, and its clock the world's."""
    monkeypatch.setattr(tasks, "utc_now", lambda: demo.now())


def work(company: Acme) -> str:
    company.world.forget_journal()
    return sync_workspace(company.world.workspace.pk)


def tell_hubspot(object_id: str, type_id: str = INVOICE, number: int = 1, **more: Any) -> None:
    assert to_hubspot(as_body(hubspot_event(object_id, type_id, number, **more))).status_code == 200


def tell_quickbooks(entity_id: str, word: str, verb: str = "created", number: str = "a") -> None:
    assert to_quickbooks(as_body(quickbooks_event(entity_id, word, verb, number))).status_code == 200


def polls(company: Acme) -> list[str]:
    """Searches and change data: what only a poll asks."""
    asked = [one["path"] for side in Side for one in company.world.journal(side)]
    return [path for path in asked if path.endswith(("/search", "/cdc"))]


def test_a_finalized_invoice_is_in_quickbooks_by_its_webhook_alone(acme: Acme) -> None:  # noqa: F811  # S40
    made = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-7")
    tell_hubspot(made)
    assert work(acme) == "done"
    acme.equal("HS-7")
    assert polls(acme) == []
    assert Run.objects.latest("pk").trigger == "webhook"


def test_a_new_invoice_brings_its_new_contact(acme: Acme) -> None:  # noqa: F811
    contact = acme.contact("new@acme.test", "New", "One")
    made = acme.invoice(contact, line(product=acme.product_id), number="HS-8")
    body = as_body(hubspot_event(made), hubspot_event(contact, CONTACT, number=2))
    assert to_hubspot(body).status_code == 200
    work(acme)
    acme.equal("HS-8")
    assert polls(acme) == []


def test_a_payment_in_quickbooks_pays_the_invoice_in_hubspot(acme: Acme) -> None:  # noqa: F811
    """Its webhook names the payment; the record is its application to the invoice (A25)."""
    bill = acme.bill(acme.customer_id, {**_mowing(acme), "Amount": 100.0}, number="1001")
    tell_quickbooks(bill, "invoice", number="a")
    work(acme)
    paid = acme.pay_there(acme.customer_id, {bill: "100.00"})
    tell_quickbooks(paid, "payment", number="b")
    work(acme)
    assert acme.equal("1001").status == "paid"
    assert acme.stands("payment", quickbooks_id=f"{paid}/{bill}") == "syncing"
    assert polls(acme) == []


def _mowing(company: Acme) -> dict[str, Any]:
    detail = {"ItemRef": {"value": company.item_id}, "Qty": 2, "UnitPrice": 50.0, "TaxCodeRef": {"value": "NON"}}
    return {"DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail}


def test_an_invoice_is_judged_by_its_balance_after_the_payment(acme: Acme) -> None:  # noqa: F811
    """QuickBooks announces both; what was read of the HubSpot invoice before it was paid says nothing any more."""
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-6")
    acme.sync()
    copy = acme.quickbooks("HS-6").doc["Id"]
    paid = acme.pay_there(acme.customer_id, {copy: "100.00"})
    body = as_body(quickbooks_event(paid, "payment", number="b"), quickbooks_event(copy, "invoice", number="c"))
    assert to_quickbooks(body).status_code == 200
    work(acme)
    assert acme.equal("HS-6").status == "paid"
    assert acme.stands(number="HS-6") == "syncing"
    assert not Activity.objects.filter(kind="failing").exists()


def test_a_payment_that_is_gone_is_noticed_by_its_deletion(acme: Acme) -> None:  # noqa: F811
    bill = acme.bill(acme.customer_id, {**_mowing(acme), "Amount": 100.0}, number="1002")
    paid = acme.pay_there(acme.customer_id, {bill: "100.00"})
    acme.sync()
    assert acme.hubspot("1002").status == "paid"
    doc = next(one for one in acme.world.objects("quickbooks", "payment") if one["Id"] == paid)
    acme.in_quickbooks("Payment", {"Id": paid, "SyncToken": doc["SyncToken"]}, "delete")
    tell_quickbooks(paid, "payment", "deleted")
    work(acme)
    assert acme.equal("1002").status == "open"


def test_a_changed_line_names_its_invoice(acme: Acme) -> None:  # noqa: F811
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    made = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-9")
    acme.sync()
    (changed,) = [one for one in acme.world.objects("hubspot", "line_items") if not one.get("archived")]
    acme.edit("line_items", changed["id"], price="75.00")
    tell_hubspot(changed["id"], LINE)
    work(acme)
    assert acme.equal("HS-9").total == 150
    assert made


def test_a_line_of_nobody_is_left_to_the_poll(acme: Acme) -> None:  # noqa: F811
    tell_hubspot("123456", LINE)
    assert work(acme) == "done"
    assert not Inbox.objects.exists()


def test_settings_that_changed_are_read_anew_and_free_what_was_held_for_them(acme: Acme) -> None:  # noqa: F811  # A24
    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": "2026-12-31"})
    tell_quickbooks("1", "preferences", "updated", number="a")
    work(acme)
    made = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-10")
    tell_hubspot(made)
    work(acme)
    assert acme.quickbooks_all("HS-10") == []
    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": "2026-01-31"})
    tell_quickbooks("1", "preferences", "updated", number="b")
    work(acme)
    acme.equal("HS-10")
    assert not Inbox.objects.exists()


def test_an_event_of_an_object_that_does_not_sync_is_dropped(acme: Acme) -> None:  # noqa: F811
    """A31: inbound there are no payments; what is not worked must not stay due for ever."""
    acme.world.workspace.syncs.filter(object_type="invoice").update(enabled=False)
    tell_hubspot("555", PAYMENT)
    work(acme)
    assert not Inbox.objects.exists()
    assert not SyncRecord.objects.filter(hubspot_id="555").exists()


def test_a_webhook_for_what_we_wrote_ourselves_writes_nothing(acme: Acme) -> None:  # noqa: F811
    made = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-11")
    acme.sync()
    copy = acme.quickbooks("HS-11").doc["Id"]
    tell_quickbooks(copy, "invoice")
    tell_hubspot(made, number=5)
    work(acme)
    assert [one for side in Side for one in acme.world.journal(side, "write")] == []


def test_what_arrives_while_a_run_is_under_way_is_worked_by_it(acme: Acme, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """The worker that gets its nudge finds the lease taken and leaves."""
    first = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-12")
    second = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-13")
    tell_hubspot(first)
    from syncapp.engine import run

    work_before, told = run.work, []

    def late(*args: Any) -> None:
        work_before(*args)
        if not told:
            told.append(tell_hubspot(second, number=9))
            assert sync_workspace(acme.world.workspace.pk) == "nothing was due"

    monkeypatch.setattr(run, "work", late)
    work(acme)
    acme.equal("HS-12")
    acme.equal("HS-13")


def test_a_pause_is_kept_through_a_webhook(acme: Acme) -> None:  # noqa: F811
    made = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-14")
    workspace = acme.world.workspace
    workspace.paused = True
    workspace.save()
    tell_hubspot(made)
    assert work(acme) == "nothing was due"
    assert Inbox.objects.count() == 1
    workspace.paused = False
    workspace.save()
    work(acme)
    acme.equal("HS-14")
    assert workspace.connections.get(side="hubspot").last_webhook_at <= timezone.now()


def test_a_part_that_belongs_to_an_invoice_has_hubspot_asked(acme: Acme) -> None:  # noqa: F811  # S8
    """The discount of an order is taken off: what is announced names no invoice, and its total fires nothing."""
    made = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-9")
    part = acme.part(made, "discounts", hs_type="FIXED", hs_value="5", hs_label="Spring")
    acme.edit("invoices", made, hs_invoice_status="open")
    acme.sync()
    assert acme.stands(number="HS-9") == "failing: order_discount"
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.world.as_user("hubspot", "DELETE", f"/crm/v3/objects/discounts/{part}")
    tell_hubspot(part, "0-84", subscriptionType="object.deletion")

    work(acme)

    acme.equal("HS-9")


def test_what_is_no_part_of_ours_asks_for_nothing(acme: Acme) -> None:  # noqa: F811
    acme.sync()
    tell_hubspot("4711", "0-3")
    work(acme)
    assert polls(acme) == []
