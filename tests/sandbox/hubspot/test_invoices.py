from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest

from tests.sandbox.hubspot.portal import CRM, Portal, code, end


def test_the_currency_is_required(portal: Portal) -> None:
    data = portal.refused("POST", f"{CRM}/invoices", {"properties": {"hs_number": "1"}})
    assert data["context"] == {"properties": ["hs_currency"]}


def test_the_currency_has_to_be_enabled_in_the_account(portal: Portal) -> None:
    body = {"properties": {"hs_currency": "EUR"}}
    assert code(portal.refused("POST", f"{CRM}/invoices", body)) == "INVALID_OPTION"
    portal.settings(additional_currencies=["EUR"])
    portal.ok("POST", f"{CRM}/invoices", body, status=201)


def test_a_new_invoice_is_a_billable_draft_dated_now_without_a_number(portal: Portal) -> None:
    invoice = portal.create("invoices", hs_currency="USD")["id"]
    assert portal.values("invoices", invoice, "hs_invoice_status", "hs_invoice_billable", "hs_number", "hs_invoice_date") == {
        "hs_invoice_status": "draft", "hs_invoice_billable": "true", "hs_number": None,
        "hs_invoice_date": "2026-11-24T09:00:00.000Z",
    }  # fmt: skip


def test_finalizing_needs_a_contact_and_a_line(portal: Portal) -> None:
    invoice = portal.create("invoices", hs_currency="USD")["id"]
    data = portal.cannot_patch("invoices", invoice, hs_invoice_status="open")
    assert data["errors"][0]["context"]["requiredAssociations"] == [
        "INVOICE_TO_CONTACT",
        "INVOICE_TO_LINE_ITEM",
    ]
    portal.create("line_items", end(invoice, 410), name="x", price="1")
    data = portal.cannot_patch("invoices", invoice, hs_invoice_status="open")
    assert data["errors"][0]["context"]["requiredAssociations"] == ["INVOICE_TO_CONTACT"]


@pytest.mark.parametrize("status", ["open", "paid", "voided"])
def test_a_mirror_needs_them_too_before_it_leaves_draft(portal: Portal, status: str) -> None:
    invoice = portal.create("invoices", hs_currency="USD", hs_invoice_billable="false")["id"]
    assert code(portal.cannot_patch("invoices", invoice, hs_invoice_status=status)) == "MISSING_REQUIRED_ASSOCIATIONS"


def test_an_invoice_may_be_created_open_with_its_associations_inline(portal: Portal) -> None:
    contact = portal.contact()
    line = portal.create("line_items", name="x", price="10")["id"]
    invoice = portal.create("invoices", end(contact, 177), end(line, 409), hs_currency="USD", hs_invoice_status="open")[
        "id"
    ]
    assert portal.values("invoices", invoice, "hs_number", "hs_amount_billed") == {
        "hs_number": "HS-1001",
        "hs_amount_billed": "10",
    }
    body = {
        "properties": {"hs_currency": "USD", "hs_invoice_status": "paid"},
        "associations": [end(contact, 177)],
    }
    assert code(portal.refused("POST", f"{CRM}/invoices", body)) == "INVALID_STATUS_TRANSITION"


def test_finalizing_gives_the_next_number_that_is_free(portal: Portal) -> None:
    portal.open(hs_number="HS-1002")
    first, second = portal.open(), portal.open()
    assert [portal.value("invoices", one, "hs_number") for one in (first, second)] == ["HS-1001", "HS-1003"]


def test_a_draft_with_a_number_keeps_it_and_a_mirror_gets_none(portal: Portal) -> None:
    assert portal.value("invoices", portal.open(hs_number="HS-2001"), "hs_number") == "HS-2001"
    assert portal.value("invoices", portal.open(mirror=True), "hs_number") is None


def test_finalizing_takes_over_the_address_of_the_contact(portal: Portal) -> None:
    contact = portal.contact(address="1 Elm St", city="Sacramento")
    invoice = portal.create("invoices", end(contact, 177), hs_currency="USD", hs_recipient_shipping_city="Davis")["id"]
    portal.create("line_items", end(invoice, 410), price="1")
    portal.patch("invoices", invoice, hs_invoice_status="open")
    names = ("hs_recipient_shipping_address", "hs_recipient_shipping_city", "hs_invoice_latest_contact_email")
    assert list(portal.values("invoices", invoice, *names).values()) == [
        "1 Elm St",
        "Davis",
        "ann@example.com",
    ]


@pytest.mark.parametrize("status", ["paid", "draft"])
def test_a_billable_invoice_cannot_be_set_to(portal: Portal, status: str) -> None:
    invoice = portal.open()
    for user in (False, True):
        assert (
            code(portal.cannot_patch("invoices", invoice, hs_invoice_status=status, user=user))
            == "INVALID_STATUS_TRANSITION"
        )


def test_an_open_billable_invoice_can_be_voided_and_then_owes_nothing(portal: Portal) -> None:  # A10
    invoice = portal.open()
    portal.patch("invoices", invoice, hs_invoice_status="voided")
    assert portal.values("invoices", invoice, "hs_invoice_status", "hs_balance_due") == {
        "hs_invoice_status": "voided",
        "hs_balance_due": "0",
    }
    portal.cannot_patch("invoices", invoice, hs_invoice_status="open")


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("amount", ["40", "100"])
def test_an_invoice_with_payments_is_not_voided(portal: Portal, amount: str, mirror: bool) -> None:  # A10
    invoice = portal.open(mirror=mirror)
    portal.pay(invoice, amount)
    assert code(portal.cannot_patch("invoices", invoice, hs_invoice_status="voided")) == "INVALID_STATUS_TRANSITION"


def test_a_draft_is_not_voided_when_billable(portal: Portal) -> None:
    assert (
        code(portal.cannot_patch("invoices", portal.draft(), hs_invoice_status="voided")) == "INVALID_STATUS_TRANSITION"
    )


def test_a_mirror_is_told_its_status_but_never_goes_back_to_draft(portal: Portal) -> None:
    invoice = portal.draft(mirror=True)
    for status in ("paid", "open", "voided", "open"):
        portal.patch("invoices", invoice, hs_invoice_status=status)
        assert portal.status(invoice) == status
    assert code(portal.cannot_patch("invoices", invoice, hs_invoice_status="draft")) == "INVALID_STATUS_TRANSITION"


def test_a_mirror_set_to_paid_gets_a_date_and_keeps_its_balance(portal: Portal) -> None:
    invoice = portal.open(mirror=True)
    portal.patch("invoices", invoice, hs_invoice_status="paid")
    assert portal.values("invoices", invoice, "hs_payment_date", "hs_balance_due", "hs_amount_paid") == {
        "hs_payment_date": "2026-11-24T09:00:00.000Z", "hs_balance_due": "100", "hs_amount_paid": "0",
    }  # fmt: skip


def test_billable_is_decided_at_creation(portal: Portal) -> None:
    invoice = portal.draft()
    assert code(portal.cannot_patch("invoices", invoice, hs_invoice_billable="false")) == "READ_ONLY_VALUE"
    portal.patch("invoices", invoice, hs_invoice_billable="true")


def test_an_invoice_made_by_a_person_is_billable_with_source_hubspot(portal: Portal) -> None:
    invoice = portal.create("invoices", user=True, hs_currency="USD", hs_invoice_billable="false")["id"]
    assert portal.values("invoices", invoice, "hs_invoice_billable", "hs_invoice_source") == {
        "hs_invoice_billable": "true", "hs_invoice_source": "hubspot",
    }  # fmt: skip


def test_the_source_and_the_totals_cannot_be_written(portal: Portal) -> None:
    for name in (
        "hs_invoice_source",
        "hs_amount_billed",
        "hs_balance_due",
        "hs_amount_paid",
        "hs_subtotal",
        "hs_object_id",
    ):
        assert code(portal.cannot_patch("invoices", portal.draft(), **{name: "1"})) == "READ_ONLY_VALUE"


def test_the_payment_date_is_written_on_mirrors_only(portal: Portal) -> None:
    assert code(portal.cannot_patch("invoices", portal.open(), hs_payment_date="2026-11-20")) == "READ_ONLY_VALUE"
    portal.patch("invoices", portal.open(mirror=True), hs_payment_date="2026-11-20")


def test_a_tax_id_is_one_of_the_accounts_own(portal: Portal) -> None:
    assert code(portal.cannot_patch("invoices", portal.draft(), hs_tax_id="US EIN 12-3456789")) == "INVALID_OPTION"
    portal.settings(tax_ids=["US EIN 12-3456789"])
    portal.patch("invoices", portal.draft(), hs_tax_id="US EIN 12-3456789")


# Edits of finalized invoices


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hs_number", "X-1"),
        ("hs_due_date", "2027-01-01"),
        ("hs_comments", "hi"),
        ("hs_recipient_shipping_city", "Davis"),
    ],
)
def test_an_app_cannot_edit_a_finalized_billable_invoice(portal: Portal, name: str, value: str) -> None:
    invoice = portal.open()
    assert code(portal.cannot_patch("invoices", invoice, **{name: value})) == "INVOICE_FINALIZED"
    portal.settings(edit_finalized_invoices=True)
    portal.patch("invoices", invoice, **{name: value})


def test_a_person_may_edit_comments_due_date_and_po_of_it_but_not_the_number(portal: Portal) -> None:
    invoice = portal.open()
    portal.patch(
        "invoices",
        invoice,
        user=True,
        hs_comments="a",
        hs_due_date="2027-01-01",
        hs_purchase_order_number="7",
    )
    assert code(portal.cannot_patch("invoices", invoice, user=True, hs_number="X-1")) == "INVOICE_FINALIZED"


def test_sending_what_it_already_has_is_no_edit(portal: Portal) -> None:
    invoice = portal.open(hs_number="A-1")
    portal.patch("invoices", invoice, hs_number="A-1")


def test_own_properties_of_a_finalized_invoice_can_be_set_at_any_time(portal: Portal) -> None:
    body = {
        "name": "our_key",
        "label": "Key",
        "groupName": "invoiceinformation",
        "type": "string",
        "fieldType": "text",
    }
    portal.ok("POST", "/crm/v3/properties/invoices", body, status=201)
    invoice = portal.open()
    portal.patch("invoices", invoice, our_key="1", hubspot_owner_id="501")


def test_a_voided_billable_invoice_stays_as_it_is_whatever_the_setting(portal: Portal) -> None:
    portal.settings(edit_finalized_invoices=True)
    invoice = portal.open()
    portal.patch("invoices", invoice, hs_invoice_status="voided")
    assert code(portal.cannot_patch("invoices", invoice, user=True, hs_comments="a")) == "INVOICE_FINALIZED"


def test_once_a_payment_is_on_it_nobody_edits_it_whatever_the_setting(portal: Portal) -> None:
    portal.settings(edit_finalized_invoices=True)
    invoice = portal.open()
    line = portal.ok("GET", f"{CRM}/invoices/{invoice}/associations/line_items")["results"][0]["toObjectId"]
    payment = portal.pay(invoice, "40")
    for user in (False, True):
        assert code(portal.cannot_patch("invoices", invoice, user=user, hs_number="X-1")) == "INVOICE_FINALIZED"
        assert code(portal.cannot_patch("line_items", line, user=user, price="60")) == "INVOICE_FINALIZED"
    portal.ok("DELETE", f"{CRM}/commerce_payments/{payment}", status=204)
    portal.patch("line_items", line, price="60")
    assert portal.value("invoices", invoice, "hs_amount_billed") == "120"


def test_a_mirror_can_always_be_edited_with_its_lines(portal: Portal) -> None:
    invoice = portal.open(mirror=True)
    portal.patch("invoices", invoice, hs_number="9", hs_due_date="2027-01-01")
    portal.create("line_items", end(invoice, 410), price="5")
    assert portal.value("invoices", invoice, "hs_amount_billed") == "105"


def test_the_lines_of_a_finalized_billable_invoice_are_locked_with_it(portal: Portal) -> None:
    invoice = portal.open()
    line = portal.ok("GET", f"{CRM}/invoices/{invoice}/associations/line_items")["results"][0]["toObjectId"]
    body = {"properties": {"price": "5"}, "associations": [end(invoice, 410)]}
    for user in (False, True):
        assert code(portal.refused("POST", f"{CRM}/line_items", body, user=user)) == "INVOICE_FINALIZED"
        assert code(portal.refused("DELETE", f"{CRM}/line_items/{line}", user=user)) == "INVOICE_FINALIZED"
        assert code(portal.cannot_patch("line_items", line, user=user, price="60")) == "INVOICE_FINALIZED"
    assert (
        code(portal.refused("DELETE", f"{CRM}/invoices/{invoice}/associations/line_items/{line}"))
        == "INVOICE_FINALIZED"
    )
    portal.settings(edit_finalized_invoices=True)
    portal.patch("line_items", line, price="60")
    assert portal.value("invoices", invoice, "hs_amount_billed") == "120"


def test_a_line_belongs_to_one_invoice(portal: Portal) -> None:
    first, second = portal.draft(), portal.draft()
    line = portal.ok("GET", f"{CRM}/invoices/{first}/associations/line_items")["results"][0]["toObjectId"]
    data = portal.refused("PUT", f"/crm/v4/objects/line_items/{line}/associations/default/invoices/{second}")
    assert code(data) == "ASSOCIATION_LIMIT_EXCEEDED"
    portal.refused("PUT", f"/crm/v4/objects/invoices/{second}/associations/default/line_items/{line}")
    body = {"properties": {"hs_currency": "USD"}, "associations": [end(line, 409)]}
    assert code(portal.refused("POST", f"{CRM}/invoices", body)) == "ASSOCIATION_LIMIT_EXCEEDED"


# Deleting


def test_only_drafts_are_deleted_unless_the_setting_lets_open_ones_go(portal: Portal) -> None:
    portal.ok("DELETE", f"{CRM}/invoices/{portal.draft()}", status=204)
    invoice, partly = portal.open(), portal.open()
    portal.refused("DELETE", f"{CRM}/invoices/{invoice}")
    portal.settings(delete_unpaid_invoices=True)
    portal.ok("DELETE", f"{CRM}/invoices/{invoice}", status=204)
    portal.pay(partly, "40")
    portal.refused("DELETE", f"{CRM}/invoices/{partly}")
    portal.pay(partly, "60")
    portal.refused("DELETE", f"{CRM}/invoices/{partly}")


def test_a_voided_invoice_is_never_deleted(portal: Portal) -> None:
    portal.settings(delete_unpaid_invoices=True)
    invoice = portal.open()
    portal.patch("invoices", invoice, hs_invoice_status="voided")
    portal.refused("POST", f"{CRM}/invoices/batch/archive", {"inputs": [{"id": invoice}]})


def test_deleting_an_invoice_deletes_its_lines(portal: Portal) -> None:
    invoice = portal.draft()
    line = portal.ok("GET", f"{CRM}/invoices/{invoice}/associations/line_items")["results"][0]["toObjectId"]
    portal.ok("DELETE", f"{CRM}/invoices/{invoice}", status=204)
    portal.refused("GET", f"{CRM}/line_items/{line}", status=404)


# Totals


def test_discounts_come_before_fees_and_fees_before_taxes(portal: Portal) -> None:
    invoice = portal.draft(mirror=True, lines=(("1", "200"),))
    portal.create("taxes", end(invoice, 416), hs_type="PERCENT", hs_value="10")
    portal.create("fees", end(invoice, 414), hs_type="FIXED", hs_value="20")
    portal.create("discounts", end(invoice, 412), hs_type="PERCENT", hs_value="50")
    assert portal.values("invoices", invoice, "hs_subtotal", "hs_amount_billed") == {
        "hs_subtotal": "200",
        "hs_amount_billed": "132",
    }


def test_discounts_follow_each_other_in_their_sort_order(portal: Portal) -> None:
    invoice = portal.draft(mirror=True, lines=(("1", "200"),))
    portal.create("discounts", end(invoice, 412), hs_type="FIXED", hs_value="20", hs_sort_order="2")
    portal.create("discounts", end(invoice, 412), hs_type="PERCENT", hs_value="10", hs_sort_order="1")
    assert portal.value("invoices", invoice, "hs_amount_billed") == "160"


def test_totals_follow_every_change_of_a_part(portal: Portal) -> None:
    invoice = portal.draft(lines=(("1", "10"), ("1", "20")))
    lines = [
        one["toObjectId"] for one in portal.ok("GET", f"{CRM}/invoices/{invoice}/associations/line_items")["results"]
    ]
    portal.patch("line_items", lines[0], quantity="3")
    assert portal.value("invoices", invoice, "hs_amount_billed") == "50"
    portal.ok("DELETE", f"{CRM}/line_items/{lines[1]}", status=204)
    assert portal.value("invoices", invoice, "hs_amount_billed") == "30"
    fee = portal.create("fees", end(invoice, 414), hs_type="FIXED", hs_value="5")["id"]
    portal.ok("DELETE", f"{CRM}/invoices/{invoice}/associations/fees/{fee}", status=204)
    assert portal.value("invoices", invoice, "hs_amount_billed") == "30"


def test_the_modified_time_of_an_invoice_moves_with_its_totals_only(portal: Portal) -> None:
    invoice = portal.draft()
    line = portal.ok("GET", f"{CRM}/invoices/{invoice}/associations/line_items")["results"][0]["toObjectId"]
    before = portal.value("invoices", invoice, "hs_lastmodifieddate")
    portal.wait(60)
    portal.patch("line_items", line, description="new text")
    assert portal.value("invoices", invoice, "hs_lastmodifieddate") == before
    portal.patch("line_items", line, price="51")
    assert portal.value("invoices", invoice, "hs_lastmodifieddate") > before


def test_a_person_who_edits_a_line_saves_the_invoice_as_well(portal: Portal) -> None:
    invoice = portal.draft()
    line = portal.ok("GET", f"{CRM}/invoices/{invoice}/associations/line_items")["results"][0]["toObjectId"]
    before = portal.value("invoices", invoice, "hs_lastmodifieddate")
    portal.wait(60)
    portal.patch("line_items", line, user=True, description="new text")
    assert portal.value("invoices", invoice, "hs_lastmodifieddate") > before


def test_days_overdue_are_counted_as_of_now(portal: Portal) -> None:
    invoice = portal.open(hs_due_date="2026-11-20")
    assert portal.value("invoices", invoice, "hs_days_overdue") == "4"
    portal.wait(86_400)
    assert portal.value("invoices", invoice, "hs_days_overdue") == "5"
    portal.pay(invoice, "100")
    assert portal.value("invoices", invoice, "hs_days_overdue") is None


def test_many_lines_add_up_to_the_cent(portal: Portal) -> None:
    invoice = portal.draft(lines=tuple(("37", "0.685") for _ in range(40)))  # demo company: Tupelo
    assert Decimal(portal.value("invoices", invoice, "hs_amount_billed")) == 40 * Decimal("25.35")


# Recurring lines (hubspot.md §3)


@pytest.mark.parametrize(("mirror", "status"), [(False, 400), (True, 200)])
def test_a_line_that_is_billed_again_and_again_stands_on_mirrors_only(
    portal: Portal, mirror: bool, status: int
) -> None:
    invoice = portal.draft(mirror=mirror)
    portal.create("line_items", end(invoice, 410), price="5", recurringbillingfrequency="monthly")
    body = {"properties": {"hs_invoice_status": "open"}}
    assert portal.call("PATCH", f"{CRM}/invoices/{invoice}", body).status == status


def test_a_deal_takes_its_lines_along_and_brings_them_back(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    deal = portal.create("deals", dealname="Spring clean-up")["id"]
    found = [portal.create("line_items", end(deal, 20), price="5")["id"] for _ in range(3)]
    now, ticks = portal.clock.now(), count()  # the clock goes on meanwhile
    monkeypatch.setattr(portal.clock, "now", lambda: now + timedelta(milliseconds=next(ticks)))
    portal.ok("DELETE", f"{CRM}/deals/{deal}", status=204)
    portal.refused("GET", f"{CRM}/line_items/{found[0]}", status=404)
    portal.ok("POST", f"{CRM}/deals/{deal}/restore", user=True)
    assert [portal.ok("GET", f"{CRM}/line_items/{line}")["id"] for line in found] == found
