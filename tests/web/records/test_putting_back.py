"""The buttons that put back, create again, void, unlink or leave apart, as members press them (B6, B19, A8–A11, A28, A29)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from syncapp.core.values import Side
from syncapp.engine.people.asked import stored_seal
from syncapp.storage.models import Activity, Inbox, SyncRecord
from tests.web.conftest import Shop
from tests.web.records.held import edited, held, invoice, line


def page(shop: Shop, record: SyncRecord, role: str = "bookkeeper") -> str:
    answer = shop.client(role).get(shop.url(f"records/{record.pk}/"))
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html


def press(shop: Shop, record: SyncRecord, fix: str, do: str = "", role: str = "bookkeeper", **more: str) -> str:
    """What the page says afterwards."""
    told = {"do": do, "seal": stored_seal(record), **more}
    answer = shop.client(role).post(shop.url(f"records/{record.pk}/fix/{fix}/"), told, follow=True)
    assert answer.status_code in (200, 422)  # 422: refused, and said why
    record.refresh_from_db()
    html: str = answer.content.decode()
    return html


def test_the_button_says_what_it_puts_back_to(shop: Shop) -> None:  # B19
    html = page(shop, edited(shop))
    assert "Put QuickBooks back to $2,320.00" in html
    assert "Keep apart" in html
    assert "Take into HubSpot: $2,180.00" in html


def test_taking_is_stored_for_the_next_run_and_told(shop: Shop) -> None:  # B19
    record = edited(shop)
    html = press(shop, record, "compare", "take")

    assert record.decision["do"]["what"] == "take"
    assert "will be taken into HubSpot by the next run" in html
    assert "Take it back" in html
    decided = Activity.objects.get(record=record, kind="decided")
    assert (decided.actor, decided.reason) == (
        shop.people["bookkeeper"],
        "Take into HubSpot what stands in QuickBooks Online.",
    )


def test_what_hubspot_would_not_take_has_no_button_and_is_refused(shop: Shop) -> None:  # B19
    below = invoice(Side.QUICKBOOKS, line("1", "1470", "Mulch, dark", "42"), line("2", "-50", "Loyal"))
    record = edited(shop, quickbooks_seen=held(below))
    html = page(shop, record)
    assert 'value="take"' not in html
    assert "HubSpot has no line like “Loyal”, -50.00 USD" in html

    assert "HubSpot has no line like" in press(shop, record, "compare", "take")
    assert record.decision == {}


def test_a_viewer_takes_nothing(shop: Shop) -> None:  # B12
    record = edited(shop)
    told = {"do": "take", "seal": stored_seal(record)}
    assert shop.client("viewer").post(shop.url(f"records/{record.pk}/fix/compare/"), told).status_code == 403
    record.refresh_from_db()
    assert record.decision == {}


def test_putting_back_is_stored_for_the_next_run_and_told(shop: Shop) -> None:  # B19
    record = edited(shop)
    html = press(shop, record, "compare", "put_back")

    assert record.decision["do"]["what"] == "put_back"
    assert Inbox.objects.filter(workspace=shop.workspace, external_id=record.hubspot_id).exists()
    assert Activity.objects.get(record=record, kind="decided").actor == shop.people["bookkeeper"]
    assert "will be put back by the next run" in html
    assert "Take it back" in html
    assert "Put QuickBooks back to" not in html  # once is enough


def test_what_was_asked_can_be_taken_back(shop: Shop) -> None:
    record = edited(shop)
    press(shop, record, "compare", "put_back")
    html = press(shop, record, "withdraw")

    assert record.decision == {}
    assert "Put QuickBooks back to $2,320.00" in html
    assert "nothing to take back" in press(shop, record, "withdraw")


def test_a_page_that_is_out_of_date_is_refused_in_a_sentence(shop: Shop) -> None:
    record = edited(shop)
    html = press(shop, record, "compare", "put_back", seal="an older one")

    assert record.decision == {}
    assert "changed since it was shown" in html


def test_kept_apart_it_is_left_out_with_reason_and_name(shop: Shop) -> None:  # B19
    record = edited(shop)
    press(shop, record, "compare", "apart", why="Agreed with the customer by phone")

    assert record.status == "ignored"
    assert record.params["reason"] == "Agreed with the customer by phone"
    assert record.params["by"]


def test_a_removed_payment_is_put_back_on_its_own_page(shop: Shop) -> None:  # A29
    bill = edited(shop, params={"changed": "a payment was removed", "payment": "removed"}, quickbooks_seen=None)
    html = page(shop, bill)
    assert "Put QuickBooks back</button>" not in html
    assert "The payment that was removed stands beside" in html

    payment = shop.record(
        object_type="payment", status="failing", reason="payment_removed", invoice=bill, amount=Decimal(630), origin="hubspot",
        document_date=date(2026, 11, 8), quickbooks_version="gone",
    )  # fmt: skip
    html = page(shop, payment)
    assert "Put it back: $630.00" in html
    assert "dated Nov 8, 2026, on invoice HS-2034" in html
    press(shop, payment, "put_payment_back")
    assert payment.decision["do"]["what"] == "put_back"


def test_open_balances_that_differ_cannot_be_put_back(shop: Shop) -> None:
    html = page(shop, edited(shop, reason="balance_differs", quickbooks_seen=None))
    assert "there is nothing to put back" in html
    assert "Keep apart" in html


def owned(shop: Shop) -> SyncRecord:
    there, here = invoice(Side.QUICKBOOKS, line("1", "100")), invoice(Side.HUBSPOT, line("h1", "120"))
    return edited(
        shop, origin="quickbooks", reason="owned_elsewhere", hubspot_base=held(invoice(Side.HUBSPOT, line("h1", "100"))),
        quickbooks_base=held(there), quickbooks_seen=None, hubspot_seen=held(here),
    )  # fmt: skip


def test_hubspot_is_put_back_to_what_quickbooks_has(shop: Shop) -> None:  # A8
    record = owned(shop)
    assert "Put HubSpot back to $100.00" in page(shop, record)
    press(shop, record, "put_hubspot_back")
    assert record.decision["do"]["what"] == "put_back"


GONE: dict[str, Any] = {
    "reason": "deleted_in_quickbooks",
    "quickbooks_seen": None,
    "quickbooks_version": "gone",
    "quickbooks_status": "deleted",
}


@pytest.mark.parametrize(("do", "what"), [("recreate", "recreate"), ("void", "void")])
def test_what_was_deleted_is_created_again_or_the_rest_is_voided(shop: Shop, do: str, what: str) -> None:  # A11
    record = edited(shop, **GONE)
    html = page(shop, record)
    assert "Create it again in QuickBooks Online" in html
    assert "Void it in HubSpot" in html

    press(shop, record, "recreate", do)
    assert record.decision["do"]["what"] == what


def test_or_it_is_unlinked_for_good(shop: Shop) -> None:  # A11
    record = edited(shop, **GONE)
    press(shop, record, "recreate", "unlink")
    assert (record.status, record.decision) == ("ignored", {})


def test_a_copy_of_what_was_deleted_offers_no_creation(shop: Shop) -> None:  # A11
    html = page(shop, edited(shop, origin="quickbooks", **GONE))
    assert "Create it again in QuickBooks Online</button>" not in html
    assert "it is copied anew" in html


def test_a_paid_invoice_offers_no_void(shop: Shop) -> None:  # A10
    assert "Void it in HubSpot" not in page(shop, edited(shop, hubspot_status="paid", **GONE))


@pytest.mark.parametrize("do", ["void", "restore"])
def test_a_void_of_a_copy_holds_or_is_taken_back(shop: Shop, do: str) -> None:  # A10
    record = edited(shop, origin="quickbooks", reason="voided_elsewhere", hubspot_status="voided")
    html = page(shop, record)
    assert "Void in QuickBooks Online" in html
    assert "the invoice’s own date, Nov 20, 2026" in html

    press(shop, record, "void_or_restore", do)
    assert record.decision["do"]["what"] == do


def test_a_protected_day_is_said_and_nothing_is_stored(shop: Shop) -> None:  # A24
    shop.workspace.protected_through = date(2026, 11, 30)
    shop.workspace.save()
    record = edited(shop)
    html = press(shop, record, "compare", "put_back")

    assert "protected period of the books, through Nov 30, 2026" in html
    assert record.decision == {}


def test_a_refund_is_marked_as_done_and_others_are_looked_at_again(shop: Shop) -> None:  # A28
    refund = shop.record(
        object_type="payment",
        status="failing",
        reason="refund_needs_you",
        params={"refunded": "25.00 USD", "amount": "100.00 USD"},
    )
    assert "Mark as done" in page(shop, refund)
    press(shop, refund, "needs_you")
    assert refund.decision["by_hand"]["what"] == "by_hand"

    bounced = shop.record(
        object_type="payment", status="failing", reason="bounced_after_deposit", params={"amount": "240.00 USD"}
    )
    assert "Done, look again" in page(shop, bounced)
    press(shop, bounced, "needs_you")
    assert Activity.objects.filter(record=bounced, kind="retried").exists()


def test_a_payment_on_several_invoices_says_what_to_do(shop: Shop) -> None:  # A25
    record = shop.record(object_type="payment", status="failing", reason="payment_without_amounts", quickbooks_id=None)
    assert "one payment for each invoice" in page(shop, record)


@pytest.mark.parametrize("fix", ["compare", "recreate", "void_or_restore"])
def test_a_button_that_does_not_exist_is_not_found(shop: Shop, fix: str) -> None:
    record = edited(shop)
    answer = shop.client("owner").post(shop.url(f"records/{record.pk}/fix/{fix}/"), {"do": "nonsense"})
    assert answer.status_code == 404


def test_who_may_only_look_can_press_nothing(shop: Shop) -> None:  # B12
    record = edited(shop)
    assert "Put QuickBooks back to" not in page(shop, record, "viewer")
    answer = shop.client("viewer").post(
        shop.url(f"records/{record.pk}/fix/compare/"), {"do": "put_back", "seal": stored_seal(record)}
    )
    assert answer.status_code == 403
    record.refresh_from_db()
    assert record.decision == {}
