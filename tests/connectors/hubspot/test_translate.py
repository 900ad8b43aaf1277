from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from syncapp.connectors.hubspot.kinds import CONTACTS, DISCOUNTS, INVOICES, TAXES
from syncapp.connectors.hubspot.translate import Parts, Translator
from syncapp.core.records import Invoice, InvoiceStatus, LineKind
from syncapp.core.schema import FieldType
from syncapp.core.values import ObjectType, Side

TRANSLATOR = Translator(ZoneInfo("America/New_York"))


def raw(record_id: str = "51", **properties: Any) -> dict[str, Any]:
    return {
        "id": record_id, "properties": properties, "createdAt": "2026-11-02T09:00:00.000Z",
        "updatedAt": "2026-11-03T10:00:00.123Z", "archived": False,
    }  # fmt: skip


def test_every_record_knows_where_it_comes_from_and_when_it_changed() -> None:
    for object_type in ObjectType:
        record = TRANSLATOR.record(object_type, raw(syncapp_quickbooks_key="9341:x:1"))
        assert (record.side, record.type, record.id, record.key) == (Side.HUBSPOT, object_type, "51", "9341:x:1")
        assert record.version == "2026-11-03T10:00:00.123Z"
        assert record.created_at == datetime(2026, 11, 2, 9, tzinfo=UTC)
        assert record.updated_at == datetime(2026, 11, 3, 10, 0, 0, 123000, UTC)


def test_times_that_are_not_told_are_taken_from_the_properties() -> None:
    found = raw(hs_createdate="2026-11-02T09:00:00.000Z", hs_lastmodifieddate="2026-11-04T09:00:00.000Z")
    del found["createdAt"], found["updatedAt"]
    record = TRANSLATOR.record(ObjectType.INVOICE, found)
    assert record.version == "2026-11-04T09:00:00.000Z"
    assert record.created_at == datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_a_contact_has_all_its_addresses_the_primary_first() -> None:  # A2
    contact = TRANSLATOR.contact(
        raw(
            email="Ann@X.com", hs_additional_emails="old@x.com; ANN@x.com;b@y.com", firstname="Ann", company="Lee & Co"
        ),
        "Lee Holding",
    )
    assert contact.emails == ("ann@x.com", "old@x.com", "b@y.com")
    assert (contact.first_name, contact.company, contact.associated_company) == ("Ann", "Lee & Co", "Lee Holding")
    assert contact.values["email"] == "Ann@X.com"


def test_a_product_is_known_by_its_sku() -> None:  # S10
    product = TRANSLATOR.product(raw(name="Mulch", hs_sku=" MU-1 ", price="12.50"))
    assert (product.name, product.sku, product.active, product.values["price"]) == (
        "Mulch",
        "MU-1",
        True,
        Decimal("12.50"),
    )


def test_an_invoice_is_read_whole() -> None:
    invoice = TRANSLATOR.invoice(
        raw(
            hs_number="INV-1", hs_invoice_status="open", hs_currency="USD", hs_amount_billed="107.10", hs_balance_due="50",
            hs_invoice_date="2026-11-02T00:00:00.000Z", hs_due_date="2026-12-03T02:00:00Z", hs_invoice_billable="false",
            hs_invoice_source="hubspot", hs_comments="Thanks",
        ),
        Parts(
            lines=[{"id": "1", "properties": {"amount": "110.00", "hs_tax_amount": "1.10"}}],
            adjustments={
                DISCOUNTS: [{"id": "2", "properties": {"hs_type": "FIXED", "hs_value": "10"}}],
                TAXES: [{"id": "3", "properties": {"hs_type": "FIXED", "hs_value": "6"}}],
            },
            contacts=["7", "8"], billing_contacts=["8"],
        ),
    )  # fmt: skip
    assert (invoice.number, invoice.status, invoice.currency) == ("INV-1", InvoiceStatus.OPEN, "USD")
    assert (invoice.total, invoice.balance, invoice.paid) == (Decimal("107.10"), Decimal(50), Decimal("57.10"))
    assert (invoice.date, invoice.due_date) == (date(2026, 11, 2), date(2026, 12, 2))  # A19
    assert invoice.tax == Decimal("7.10")  # the lines' own and the invoice's
    assert [line.amount for line in invoice.lines] == [Decimal("110.00")]
    assert [line.kind for line in invoice.adjustments] == [LineKind.DISCOUNT, LineKind.TAX]
    assert (invoice.contact_ids, invoice.billing_contact_ids) == (("7", "8"), ("8",))
    assert (invoice.billable, invoice.source, invoice.values["hs_comments"]) == (False, "hubspot", "Thanks")


def test_an_invoice_is_billable_and_a_draft_unless_it_says_otherwise() -> None:
    invoice = TRANSLATOR.invoice(raw())
    assert (invoice.billable, invoice.status, invoice.contact_ids) == (True, InvoiceStatus.DRAFT, None)


def test_a_payment_is_read_with_the_invoices_it_pays() -> None:
    payment = TRANSLATOR.payment(
        raw(
            hs_initial_amount="42.50", hs_initiated_date="2026-11-24T00:00:00Z", hs_currency_code="USD",
            hs_latest_status="succeeded", hs_payment_method_type="check", hs_reference_number="77", hs_refunds_amount="2",
            hs_processor_type="none", hs_internal_comment="mark",
        ),
        ["1", "2"],
    )  # fmt: skip
    assert (payment.amount, payment.total, payment.refunded) == (Decimal("42.50"), Decimal("42.50"), Decimal(2))
    assert (payment.date, payment.method, payment.reference) == (date(2026, 11, 24), "check", "77")
    assert (payment.status, payment.processor, payment.note) == ("succeeded", "none", "mark")
    assert payment.invoice_ids == ("1", "2")


def test_a_payment_without_a_status_has_not_succeeded() -> None:  # A28
    assert TRANSLATOR.payment(raw(hs_initial_amount="1"), ()).status == "processing"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("hs_amount_billed", "NaN"),
        ("hs_amount_billed", "1e400"),
        ("hs_due_date", "someday"),
        ("hs_invoice_status", "sent"),
    ],
)
def test_an_absurd_value_fails_its_record_only(field: str, text: str) -> None:
    good = {"hs_invoice_status": "open", "hs_amount_billed": "5"}
    broken = TRANSLATOR.invoice(raw(**{**good, field: text}))
    assert broken.absurd == {field: text}
    assert TRANSLATOR.invoice(raw(**good)).absurd == {}


def test_an_absurd_line_fails_its_invoice() -> None:
    found = TRANSLATOR.invoice(raw(), Parts(lines=[{"id": "9", "properties": {"quantity": "lots"}}]))
    assert found.absurd == {"quantity of line 9": "lots"}


def test_only_what_was_told_stands_among_the_values() -> None:
    record = TRANSLATOR.invoice(raw(hs_comments="", unknown_thing="5"))
    assert record.values == {"hs_comments": None}
    assert record.raw["properties"]["unknown_thing"] == "5"


def test_further_fields_are_asked_for_and_read_by_their_type() -> None:
    translator = Translator(ZoneInfo("UTC"), {INVOICES: {"job_date": FieldType.DATE, "weight": FieldType.NUMBER}})
    assert {"job_date", "weight", "hs_number"} <= {*translator.properties(INVOICES)}
    assert "job_date" not in translator.properties(CONTACTS)
    values = translator.invoice(raw(job_date="2026-11-02", weight="2.5")).values
    assert values == {"job_date": date(2026, 11, 2), "weight": Decimal("2.5")}


def test_equal_answers_make_equal_records() -> None:
    first, second = (TRANSLATOR.invoice(raw(hs_number="1")) for _ in range(2))
    assert first == second
    assert first != replace(first, number="2")
    assert isinstance(first, Invoice)


def test_a_day_that_is_told_as_a_time_keeps_that_time() -> None:  # A19
    invoice = TRANSLATOR.invoice(
        raw(hs_invoice_date="2026-10-12T03:30:00Z", hs_due_date="2026-11-12T00:00:00Z", hs_comments="x")
    )

    assert (invoice.date, invoice.due_date) == (date(2026, 10, 11), date(2026, 11, 12))
    assert invoice.moments == {"hs_invoice_date": datetime(2026, 10, 12, 3, 30, tzinfo=UTC)}
    assert TRANSLATOR.invoice(raw(hs_invoice_date="2026-10-12", hs_due_date="whenever")).moments == {}
