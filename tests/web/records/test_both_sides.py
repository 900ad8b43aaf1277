"""Both sides of one record beside each other, and what was last agreed (S38, B19)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from syncapp.core.invoice_json import load
from syncapp.core.records import InvoiceStatus, LineKind
from syncapp.core.values import Side
from syncapp.queries import record_versions as held_
from syncapp.queries.both_sides import Row
from syncapp.queries.record_versions import Amount
from syncapp.storage.models import FieldMapping, ObjectSync, SyncRecord
from tests.web.conftest import Shop
from tests.web.records.held import contact_fields, edited, held, invoice, line


def rows(shop: Shop, record: SyncRecord) -> dict[str, Row]:
    answer = shop.client("viewer").get(shop.url(f"records/{record.pk}/"))
    assert answer.status_code == 200
    return {row.label: row for group in answer.context["page"].sides.groups for row in group.rows}


def usd(amount: str) -> Amount:
    return Amount(Decimal(amount), "USD")


def test_the_changed_line_is_marked_where_it_was_changed(shop: Shop) -> None:  # B19
    found = rows(shop, edited(shop))

    mulch = found["Mulch, dark"]
    assert (mulch.hubspot.value, mulch.agreed.value, mulch.quickbooks.value) == (usd("1470"), usd("1470"), usd("1330"))
    assert (mulch.hubspot.mark, mulch.quickbooks.mark) == ("", "changed")
    assert mulch.quickbooks.note == "38 × $35.00"
    assert not found["Spreading"].changed
    assert found["Total"].quickbooks.mark == "changed"
    assert found["Due date" if "Due date" in found else "hs_due_date"].changed is False


def test_the_page_shows_three_versions_of_it_and_counts_what_differs(shop: Shop) -> None:  # B19
    html = shop.client("viewer").get(shop.url(f"records/{edited(shop).pk}/")).content.decode()

    assert "Last agreed" in html
    assert "3 values differ" in html
    assert html.index(">HubSpot<") < html.index("Last agreed") < html.index(">QuickBooks<")
    assert "$2,320.00" in html
    assert "$2,180.00" in html


def test_an_equal_record_needs_no_third_column(shop: Shop) -> None:
    record = edited(shop, status="syncing", reason="", quickbooks_seen=None)

    html = shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()

    assert "Last agreed" not in html
    assert "Both sides" in html


def test_a_discount_that_is_a_line_of_its_own_stands_after_its_line(shop: Shop) -> None:  # A21
    here = invoice(Side.HUBSPOT, line("h1", "90", "Mulch", discount=Decimal(10)), line("h2", "20", "Spreading"))
    less = line("2", "-10", "Discounts given", description="Discount 10 % on Mulch")
    there = invoice(Side.QUICKBOOKS, line("1", "100", "Mulch"), less, line("3", "20", "Spreading"))
    pairs = {"h1": "1", "h1/discount": "2", "h2": "3"}
    told = {"hubspot_base": held(here, pairs), "quickbooks_base": held(there), "quickbooks_seen": None}
    found = rows(shop, edited(shop, status="syncing", reason="", **told))

    assert list(found)[:3] == ["Mulch", "Discounts given", "Spreading"]
    assert (found["Discounts given"].hubspot.value, found["Discounts given"].quickbooks.value) == (None, usd("-10"))
    assert found["Mulch"].quickbooks.value == usd("100")
    assert not any(row.changed for row in found.values())


def test_added_and_removed_lines_are_called_so(shop: Shop) -> None:
    now = invoice(Side.QUICKBOOKS, line("1", "1470", "Mulch, dark", "42"), line("3", "40", "Fuel"))
    found = rows(shop, edited(shop, quickbooks_seen=held(now)))

    assert found["Fuel"].quickbooks.mark == "added"
    assert found["Spreading"].quickbooks.mark == "removed"
    assert found["Spreading"].agreed.value == usd("850")


def test_lines_of_a_copy_are_found_by_our_mark(shop: Shop) -> None:
    there = invoice(Side.QUICKBOOKS, line("1", "50", "Edging"), line("2", "50", "Mowing"))
    here = invoice(
        Side.HUBSPOT,
        line("h9", "50", "Mowing", key="93:invoice:1:line:2"),
        line("h8", "50", "Edging", key="93:invoice:1:line:1"),
    )
    found = rows(
        shop,
        edited(
            shop,
            origin="quickbooks",
            status="syncing",
            hubspot_base=held(here),
            quickbooks_base=held(there),
            quickbooks_seen=None,
        ),
    )

    assert all(found[name].hubspot.value == found[name].quickbooks.value == usd("50") for name in ("Mowing", "Edging"))


def test_a_discount_of_the_whole_invoice_is_taken_off(shop: Shop) -> None:
    loyal = line("d1", "25", "Loyal", kind=LineKind.DISCOUNT)
    here = invoice(Side.HUBSPOT, line("h1", "285", "Clean-up"), adjustments=(loyal,))
    record = edited(
        shop,
        quickbooks_id=None,
        hubspot_base=None,
        quickbooks_base=None,
        quickbooks_seen=None,
        hubspot_seen=held(here),
        reason="order_discount",
    )

    found = rows(shop, record)

    assert found["Loyal"].hubspot.value == usd("-25")
    assert found["Loyal"].note == "Discount"


def test_a_total_that_quickbooks_made_of_a_new_invoice_is_marked(shop: Shop) -> None:  # A20: nothing was agreed yet
    here, there = (
        invoice(Side.HUBSPOT, line("h1", "100")),
        invoice(Side.QUICKBOOKS, line("1", "100"), tax=Decimal("8.75")),
    )
    record = edited(
        shop,
        hubspot_base=None,
        quickbooks_base=None,
        hubspot_seen=held(here),
        quickbooks_seen=held(there),
        reason="total_changed",
    )

    found = rows(shop, record)

    assert found["Total"].quickbooks.mark == "differs"
    assert not found["Mowing"].changed


def test_fields_are_called_as_the_accounts_call_them(shop: Shop) -> None:  # S38
    contact_fields(shop)
    base = {"values": {"email": "ann@acme.test", "phone": "916 555 0100"}, "content": None, "lines": {}}
    there = {
        "values": {
            "DisplayName": "Acme",
            "PrimaryEmailAddr.Address": "ann@acme.test",
            "PrimaryPhone.FreeFormNumber": "916 555 0100",
        }
    }
    record = shop.record(
        object_type="contact", label="Acme", hubspot_base=base, quickbooks_base=there, amount=None, currency=""
    )

    found = rows(shop, record)

    assert found["Phone Number"].note == "Phone in QuickBooks"
    assert found["Display name"].quickbooks.value == "Acme"
    assert found["Email"].note == ""


def test_added_mappings_are_among_them(shop: Shop) -> None:  # S29
    contact_fields(shop)
    sync = shop.workspace.syncs.get(object_type="contact")
    FieldMapping.objects.create(
        sync=sync, hubspot_field="payment_terms", quickbooks_field="SalesTermRef", origin="custom"
    )
    base = {"values": {"payment_terms": "net30"}, "content": None, "lines": {}}
    record = shop.record(
        object_type="contact",
        label="Acme",
        hubspot_base=base,
        quickbooks_base={"values": {"SalesTermRef": "3"}},
        amount=None,
    )

    assert rows(shop, record)["payment_terms"].note == "Terms in QuickBooks"


def test_a_deleted_side_shows_what_it_held(shop: Shop) -> None:  # A11
    record = edited(
        shop,
        reason="deleted_in_quickbooks",
        quickbooks_seen=None,
        quickbooks_version="gone",
        quickbooks_status="deleted",
    )

    html = shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()

    assert "deleted there" in html
    assert rows(shop, record)["Status"].quickbooks.value == "Deleted"
    assert rows(shop, record)["Total"].quickbooks.value is None


def test_of_a_payment_that_was_removed_there_stands_what_it_was(shop: Shop) -> None:  # A29
    record = shop.record(
        object_type="payment", status="failing", reason="payment_removed", quickbooks_version="gone", quickbooks_seen=None,
        hubspot_base={"values": {"amount": {"n": "40"}}},
        quickbooks_base={"values": {"TotalAmt": {"n": "40"}, "DepositToAccountRef": "Undeposited Funds"}},
    )  # fmt: skip

    html = shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()

    assert "Last agreed" in html
    assert "Undeposited Funds" in html


def test_what_is_left_out_by_a_rule_says_so_instead_of_an_empty_table(shop: Shop) -> None:
    record = shop.record(status="excluded", reason="draft", quickbooks_id=None)
    assert (
        "It is excluded, so its fields are not kept here."
        in shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()
    )


def on_custom_item(shop: Shop) -> SyncRecord:
    """Mulch found no item and stands on Custom Line Item (id 412); the spreading has its own."""
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="invoice").update(settings={"line_item_id": "412"})
    here = invoice(Side.HUBSPOT, line("h1", "1470", "Mulch, dark", "42"), line("h2", "850", "Spreading", "10"))
    there = invoice(
        Side.QUICKBOOKS,
        line("1", "1470", "Mulch, dark", "42", product_id="412"),
        line("2", "850", "Spreading", "10", product_id="7"),
    )
    return edited(
        shop, status="syncing", reason="", quickbooks_seen=None, hubspot_base=held(here, {"h1": "1", "h2": "2"}), quickbooks_base=held(there),
        remarks=[{"code": "custom_line_item", "params": {}}],
    )  # fmt: skip


def test_a_line_on_custom_line_item_says_so(shop: Shop) -> None:  # S11, A22
    found = rows(shop, on_custom_item(shop))

    assert found["Mulch, dark"].remark == "On Custom Line Item"
    assert found["Spreading"].remark == ""


def test_a_remark_is_said_once_and_names_its_line(shop: Shop) -> None:  # A22, B31
    html = shop.client("viewer").get(shop.url(f"records/{on_custom_item(shop).pk}/")).content.decode()

    assert html.count("A line without a known product") == 1
    assert "In sync, with a remark" in html
    assert "<b>Mulch, dark</b>" in html


def test_a_recoded_line_names_both_items(shop: Shop) -> None:  # A7, B31
    record = edited(
        shop, status="syncing", reason="", remarks=[{"code": "recoded", "params": {"what": "Spreading is now Labor"}}]
    )

    html = shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()

    assert "<b>Spreading is now Labor</b>" in html


def test_what_is_void_is_not_shown_as_paid(shop: Shop) -> None:
    void = invoice(Side.HUBSPOT, line("h1", "170"), balance="0", status=InvoiceStatus.VOIDED)
    agreed = invoice(Side.HUBSPOT, line("h1", "170"))
    found = rows(shop, edited(shop, hubspot_base=held(agreed), hubspot_seen=held(void), quickbooks_seen=None))

    assert (found["Paid"].hubspot.value, found["Paid"].hubspot.mark) == (usd("0"), "")
    assert found["Balance"].hubspot.value == usd("0")


def why_it_is_there(shop: Shop, product: str | None, **fields: Any) -> str:
    """The page of an invoice with one line, of this product in HubSpot, on Custom Line Item."""
    if fields:
        shop.record(
            object_type="product",
            hubspot_id="p1",
            label="Consultation",
            amount=None,
            **{"quickbooks_id": None, **fields},
        )
    record = on_custom_item(shop)
    here = invoice(Side.HUBSPOT, line("h1", "150", "Consultation", product_id=product))
    there = invoice(Side.QUICKBOOKS, line("1", "150", "Custom Line Item", product_id="412"))
    SyncRecord.objects.filter(pk=record.pk).update(hubspot_base=held(here, {"h1": "1"}), quickbooks_base=held(there))
    return shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()


@pytest.mark.parametrize(
    ("product", "fields", "cause"),
    [
        (None, {}, "no product is chosen on this line in HubSpot"),
        ("p9", {}, "no product that is known here"),
        (
            "p1",
            {"status": "excluded", "reason": "no_sku"},
            "Consultation has no SKU in HubSpot. Give it one, and later invoices use its item.",
        ),
        (
            "p1",
            {"status": "excluded", "reason": "filter"},
            "Consultation is excluded by the filters of the product sync",
        ),
        ("p1", {"status": "failing", "reason": "ambiguous_sku"}, "Consultation is failing"),
        ("p1", {"quickbooks_id": "44"}, "Consultation has its item by now"),
    ],
)
def test_a_line_on_custom_line_item_says_why(
    shop: Shop, product: str | None, fields: dict[str, Any], cause: str
) -> None:  # A22, S10
    html = why_it_is_there(shop, product, **fields)
    assert f"<li><b>Consultation</b>: {cause}" in html
    assert "<b>Custom Line Item</b>" not in html


def test_an_invoice_that_is_partly_paid_is_not_called_open(shop: Shop) -> None:  # S39
    now = invoice(Side.QUICKBOOKS, line("1", "170"), balance="20")
    assert rows(shop, edited(shop, quickbooks_seen=held(now)))["Status"].quickbooks.value == "Partly paid"


def test_each_side_is_read_once_however_many_lines_it_has(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for each line, an invoice of 500 took 13 seconds."""
    read: list[object] = []
    monkeypatch.setattr(held_, "load", lambda content: read.append(content) or load(content))
    lines = [line(f"{n}", "10", f"Visit {n}") for n in range(40)]
    pairs = {f"{n}": f"{n}" for n in range(40)}
    here, there = (held(invoice(side, *lines), pairs) for side in Side)
    record = edited(shop, hubspot_base=here, quickbooks_base=there, quickbooks_seen=None)

    assert "Visit 39" in shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()
    assert len(read) <= 8
