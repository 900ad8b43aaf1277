"""One record's page and its fixes, as members use them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from syncapp.actions.records import decide
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.storage.models import Activity, Inbox, SyncRecord
from tests.web.conftest import Shop, queries
from tests.web.records.held import edited, offer

SIGNED_IN = 2  # the session and who it is


def test_a_failing_record_says_what_why_who_and_what_to_do(shop: Shop) -> None:  # S38
    record = shop.record(status="failing", reason="ambiguous_customer", quickbooks_id=None)

    page = shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()

    for words in ("What", "Why", "Who can fix it", "Do this", "Next try"):
        assert f"<dt>{words}</dt>" in page
    assert record.label in page


def test_trying_again_goes_through_the_inbox_and_stands_in_the_activity(shop: Shop) -> None:  # B6
    record = shop.record(status="failing", reason="vendor_refused")

    shop.client("bookkeeper").post(shop.url(f"records/{record.pk}/fix/retry/"))

    assert Inbox.objects.get(workspace=shop.workspace).external_id == record.hubspot_id
    assert Activity.objects.get(record=record, kind="retried").actor == shop.people["bookkeeper"]


def test_a_fix_that_does_not_exist_is_not_found(shop: Shop) -> None:
    record = shop.record(status="failing")

    assert shop.client("owner").post(shop.url(f"records/{record.pk}/fix/nonsense/")).status_code == 404


def page(shop: Shop, record: SyncRecord, role: str = "viewer", query: str = "") -> str:
    answer = shop.client(role).get(shop.url(f"records/{record.pk}/{query}"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_waits_for_a_customer_is_said_with_the_payments_of_its_invoices(shop: Shop) -> None:  # B20
    customer = shop.record(
        object_type="contact",
        label="Acme",
        status="failing",
        reason="display_name_held",
        quickbooks_id=None,
        amount=None,
    )
    invoice = shop.record(status="pending", reason="waiting", waiting_on=customer, quickbooks_id=None, label="HS-9001")
    for number in range(3):
        shop.record(
            object_type="payment",
            status="pending",
            reason="waiting",
            waiting_on=invoice,
            invoice=invoice,
            label=f"check {number}",
        )

    html = page(shop, customer)

    assert "1 invoice and 3 payments wait for customer Acme" in html
    assert f'href="{shop.url(f"records/{invoice.pk}/")}"' in html
    assert "check 2" in html
    assert html.count(" for HS-9001</small>") == 3  # what each of them pays


def test_a_waiting_record_leads_to_what_it_waits_for(shop: Shop) -> None:  # B20
    customer = shop.record(object_type="contact", label="Acme", amount=None)
    invoice = shop.record(
        status="pending", reason="waiting", params={"for": "Acme"}, waiting_on=customer, quickbooks_id=None
    )

    html = page(shop, invoice)

    assert f'href="{shop.url(f"records/{customer.pk}/")}"' in html
    assert "goes by itself right after it" in html
    SyncRecord.objects.filter(pk=customer.pk).update(status="failing", reason="display_name_held")
    html = page(shop, invoice)
    assert "which fails and needs someone: “The display name is a duplicate" in html
    assert "It goes by itself once that is settled." in html
    assert "right after it" not in html
    SyncRecord.objects.filter(pk=customer.pk).update(status="pending", reason="needs_approval")
    assert "which needs approval. It goes by itself once that is settled." in page(shop, invoice)
    payment = shop.record(
        object_type="payment", status="pending", reason="waiting", params={"for": "HS-1"}, waiting_on=invoice
    )
    assert "which waits for Acme. It goes by itself once that is settled." in page(shop, payment)


def test_the_navigation_and_the_way_there_agree_where_an_invoice_belongs(shop: Shop) -> None:
    lit = {kind: page(shop, shop.record(object_type=kind)) for kind in ("invoice", "contact")}
    assert f'href="{shop.url("invoices/")}" aria-current="page"' in lit["invoice"]
    assert f'href="{shop.url("integrations/")}" aria-current="page"' not in lit["invoice"]
    assert f'href="{shop.url("integrations/")}" aria-current="page"' in lit["contact"]


def test_the_payments_of_an_invoice_stand_with_their_state(shop: Shop) -> None:  # S19
    invoice = edited(shop)
    shop.record(
        object_type="payment",
        invoice=invoice,
        label="2026-11-21 4711",
        amount=Decimal("400"),
        status="failing",
        reason="overpays",
    )

    answer = shop.client("viewer").get(shop.url(f"records/{invoice.pk}/"))

    (payment,) = answer.context["page"].payments
    assert (payment.record.label, payment.state) == ("2026-11-21 4711", "failing")
    assert "$400.00" in answer.content.decode()


def test_a_payment_that_is_money_no_more_says_so_beside_its_amount(shop: Shop) -> None:  # A28, A29
    invoice = edited(shop)
    paid = {"object_type": "payment", "invoice": invoice, "amount": Decimal("400")}
    shop.record(**paid, hubspot_status="succeeded", quickbooks_status="succeeded")
    assert " in HubSpot" not in _payments(page(shop, invoice))
    shop.record(**paid, hubspot_status="failed", quickbooks_status="deleted")
    shop.record(**paid, hubspot_status="refunded", quickbooks_status="succeeded")

    said = _payments(page(shop, invoice))

    assert "Failed in HubSpot, deleted in QuickBooks Online" in said
    assert "Refunded in HubSpot" in said


def _payments(html: str) -> str:
    return html.partition('id="h-payments"')[2].partition("</section>")[0]


def test_remarks_are_said_in_words(shop: Shop) -> None:  # B31
    html = page(shop, shop.record(remarks=[{"code": "recoded", "params": {}}]))
    assert "Recoded in QuickBooks Online" in html


def test_the_invoice_that_it_may_repeat_is_a_click_away(shop: Shop) -> None:  # A32
    other = shop.record(label="HS-1", quickbooks_id="145")
    told = {"other": "HS-1", "there": "145", "amount": "$100.00", "apart": "1 day apart"}
    remarked = shop.record(remarks=[{"code": "possible_duplicate", "params": told}])
    link = f'<a href="{shop.url(f"records/{other.pk}/")}">Open HS-1</a>'
    assert link in page(shop, remarked)
    assert link in shop.client("viewer").get(shop.url(f"invoices/?invoice={remarked.pk}")).content.decode()


def test_the_history_goes_back_page_by_page(shop: Shop) -> None:  # S38, B5
    record = shop.record()
    for number in range(45):
        Activity.objects.create(
            workspace=shop.workspace,
            record=record,
            at=timezone.now(),
            kind="updated",
            side="quickbooks",
            reason=f"edit {number}.",
        )

    first = shop.client("viewer").get(shop.url(f"records/{record.pk}/")).context["history"]
    second = shop.client("viewer").get(shop.url(f"records/{record.pk}/?before={first.older}")).context["history"]
    third = shop.client("viewer").get(shop.url(f"records/{record.pk}/?before={second.older}")).context["history"]

    told = [one.reason for history in (first, second, third) for one in history.entries]
    assert told == [f"edit {number}." for number in reversed(range(45))]
    assert third.older is None


def test_a_payment_that_has_only_a_date_begins_with_it(shop: Shop) -> None:
    record = shop.record(object_type="payment", number="", origin="", document_date=date(2026, 11, 24))
    assert '<span class="muted">Nov 24, 2026</span>' in page(shop, record)


def test_the_history_names_fields_as_people_do_and_keeps_the_value_that_lost(shop: Shop) -> None:  # S38, B4
    offer(shop.workspace, "hubspot", "invoice", FieldSpec("hs_due_date", "Due date", FieldType.DATE))
    record = shop.record()
    changes = [
        {"field": "hs_due_date", "side": "hubspot", "from": "2026-12-01", "to": "2026-12-20"},
        {"field": "DueDate", "side": "quickbooks", "from": "2026-12-01", "to": "2026-12-31"},
    ]
    Activity.objects.create(
        workspace=shop.workspace, record=record, at=timezone.now(), kind="conflict", reason="hubspot", changes=changes
    )

    html = page(shop, record)

    assert "Different values on the two sides." in html
    assert "What stands in HubSpot was taken." in html
    assert "Due date: HubSpot: Dec 20, 2026, QuickBooks: Dec 31, 2026, kept: Dec 20, 2026." in html


def test_what_was_decided_is_said_until_it_is_carried_out(shop: Shop) -> None:
    record = shop.record(status="failing", reason="vendor_refused")
    decide(record, by=shop.people["bookkeeper"], reason="Take the other name.", name="Acme 2")

    html = page(shop, record)

    assert "Take the other name. The next run tries it" in html
    assert "bookkeeper@example.com" in html


def test_calls_are_told_by_their_ids_only(shop: Shop) -> None:
    record = shop.record()
    Activity.objects.create(
        workspace=shop.workspace, record=record, at=timezone.now(), kind="created", side="quickbooks", request_id="6f1a"
    )
    assert "created: 6f1a" in page(shop, record)


def test_who_may_only_look_gets_no_buttons(shop: Shop) -> None:  # B12
    record = shop.record(status="failing", reason="vendor_refused")
    assert "Sync now" not in page(shop, record)
    assert "Sync now" in page(shop, record, "bookkeeper")


def test_another_workspaces_record_is_not_found(shop: Shop) -> None:  # SEC2
    foreign = SyncRecord.objects.filter(workspace=shop.other).first()
    assert foreign is not None
    assert shop.client("owner").get(shop.url(f"records/{foreign.pk}/")).status_code == 404


def test_it_asks_seven_times_however_much_belongs_to_it(shop: Shop) -> None:
    def asked(record: SyncRecord) -> int:
        client = shop.client("viewer")
        with queries() as captured:
            client.get(shop.url(f"records/{record.pk}/"))
        return len(captured) - SIGNED_IN

    customer = shop.record(
        object_type="contact", label="Acme", status="failing", reason="vendor_refused", quickbooks_id=None
    )
    invoice = edited(shop, customer=customer)
    before = asked(invoice), asked(customer)
    for number in range(25):
        shop.record(object_type="payment", invoice=invoice, label=f"check {number}")
        shop.record(status="pending", reason="waiting", waiting_on=customer, quickbooks_id=None)
        Activity.objects.create(
            workspace=shop.workspace, record=invoice, at=timezone.now(), kind="updated", side="quickbooks"
        )
    assert (asked(invoice), asked(customer)) == before
    assert max(before) == 7


def test_what_is_ignored_is_taken_back_on_its_own_page(shop: Shop) -> None:
    record = shop.record(
        status="ignored", reason="by_person", params={"by": "Ida", "reason": "Not ours"}, quickbooks_id=None
    )

    assert "Stop ignoring" in page(shop, record, "bookkeeper")
    assert "Stop ignoring" not in page(shop, record, "viewer")
    answer = shop.client("bookkeeper").post(shop.url("failures/stop-ignoring/"), {"record": str(record.pk)})
    record.refresh_from_db()
    assert (answer.status_code, record.status) == (302, "pending")


def test_no_payment_of_what_is_left_out_is_promised_to_cross(shop: Shop) -> None:
    promise = "A payment on either side shows up here and crosses by itself."
    assert promise in page(shop, shop.record())
    for out in ({"status": "ignored", "reason": "by_person"}, {"status": "excluded", "reason": "filter"}):
        assert promise not in page(shop, shop.record(**out))


def test_what_is_parked_names_the_day_in_words(shop: Shop) -> None:  # A24
    record = shop.record(status="pending", reason="parked", params={"protected": "2026-09-30"}, quickbooks_id=None)

    assert "Protected through Sep 30, 2026" in page(shop, record)


def test_ways_to_choose_from_are_no_numbered_steps(shop: Shop) -> None:
    """“Or undo the change” is no second step; making a customer and then choosing it are two."""
    either = page(shop, shop.record(status="failing", reason="native_invoice_edited"))
    then = page(shop, shop.record(status="failing", reason="currency_mismatch", quickbooks_id=None))

    assert "<dd><ul><li>Click “Compare the three versions”" in either
    assert "<dd><ol><li>In QuickBooks Online, Sales › Customers, make a second customer" in then


def test_what_happened_to_its_payments_stands_on_the_page_of_the_invoice(shop: Shop) -> None:  # S19, S38
    record = shop.record()
    paid = shop.record(
        object_type="payment",
        invoice=record,
        label="2026-11-28 815",
        number="815",
        amount=Decimal(150),
        origin="quickbooks",
    )
    for kind, side in (("created", "hubspot"), ("failing", "")):
        reason = "overpays" if kind == "failing" else "made in QuickBooks"
        Activity.objects.create(
            workspace=shop.workspace, record=paid, at=timezone.now(), kind=kind, side=side, reason=reason
        )

    html = page(shop, record)

    assert "<b>Payment 815, $150.00, arrived from QuickBooks Online.</b>" in html
    assert "<b>Payment 815, $150.00: failing.</b> The payment is more than what is still open" in html
    assert "<b>Created in HubSpot.</b>" in page(shop, paid)


def test_money_and_days_of_the_activity_are_written_as_everywhere(shop: Shop) -> None:
    record = shop.record()
    changes = [{"field": "total", "from": None, "to": "150"}, {"field": "TxnDate", "from": None, "to": "2026-11-28"}]
    Activity.objects.create(
        workspace=shop.workspace, record=record, at=timezone.now(), kind="created", side="quickbooks", changes=changes
    )

    html = page(shop, record)

    assert "<ins>$150.00</ins>" in html
    assert "<ins>Nov 28, 2026</ins>" in html


def test_the_balance_is_explained_by_what_was_paid_and_what_lowered_it(shop: Shop) -> None:  # B17
    invoice = shop.record(label="HS-9001", amount=Decimal(100), open_balance=Decimal(30))
    credit = [{"code": "not_cash", "params": {"kind": "credit memo"}}]
    for amount, remarks in (("25.50", []), ("14.50", []), ("30", credit)):
        shop.record(object_type="payment", invoice=invoice, amount=Decimal(amount), remarks=remarks)
    told = page(shop, invoice).partition('id="h-payments"')[2]
    rows = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", told)
    assert rows[:4] == [
        ("Total", "$100.00"),
        ("Payments", "−$40.00"),
        ("Credit memo", "−$30.00"),
        ("Balance", "$30.00"),
    ]
    assert "−$30.00" in shop.client("viewer").get(shop.url(f"invoices/?invoice={invoice.pk}")).content.decode()


@pytest.mark.parametrize(
    ("open_there", "told"), [("15", ["−$60.00", "−$25.00", "$15.00"]), ("40", ["−$60.00", "$40.00"]), ("30", [])]
)
def test_a_credit_that_is_only_shown_is_told_where_it_lowers_the_balance(
    shop: Shop, open_there: str, told: list[str]
) -> None:  # A30, B17
    invoice = shop.record(amount=Decimal(100), open_balance=Decimal(open_there))
    shop.record(object_type="payment", invoice=invoice, amount=Decimal(60), params={"shown": "25.00"})
    listed = page(shop, invoice).partition('id="h-payments"')[2].partition("</section>")[0]
    assert re.findall(r"<dt>[^<]+</dt><dd>([^<]+)</dd>", listed)[1:] == told


def test_what_does_not_add_up_is_not_said_to(shop: Shop) -> None:  # B17
    invoice = shop.record(amount=Decimal(100), open_balance=Decimal(100))
    shop.record(object_type="payment", invoice=invoice, amount=Decimal(25), status="failing", reason="refund_needs_you")
    assert "−$25.00" not in page(shop, invoice)
