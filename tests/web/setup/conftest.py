"""A connected workspace whose accounts have been read: fields, accounts, methods; with or without syncs."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import pytest
from django.utils import timezone

from syncapp.connectors.protocol import ListEntry
from syncapp.connectors.quickbooks.schema import FIELDS, custom_field
from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.storage.convert import encode_spec
from syncapp.storage.models import Catalog, Connection, ObjectSync, SyncDraft, SyncRecord, Workspace
from tests.web.conftest import Shop

TEXT, NUMBER, DATE, OPTION = FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.OPTION
CREWS = (Option("a", "Crew A"), Option("b", "Crew B"))


def _info(name: str, label: str, kind: FieldType = TEXT, group: str = "invoiceinformation", **more: Any) -> FieldSpec:
    return FieldSpec(name, label, kind, group=group, **more)


HUBSPOT: dict[str, list[FieldSpec]] = {
    "contact": [
        _info(name, label, group="contactinformation")
        for name, label in (
            ("firstname", "First Name"), ("lastname", "Last Name"), ("email", "Email"), ("phone", "Phone Number"),
            ("company", "Company Name"), ("address", "Street Address"), ("city", "City"), ("state", "State/Region"),
            ("zip", "Postal Code"), ("country", "Country/Region"), ("jobtitle", "Job Title"),
        )
    ],
    "product": [
        _info("name", "Name", group="productinformation"), _info("hs_sku", "SKU", group="productinformation"),
        _info("price", "Unit price", NUMBER, "productinformation"), _info("description", "Product description", group="productinformation"),
    ],
    "invoice": [
        _info("hs_number", "Invoice number"), _info("hs_invoice_date", "Invoice date", DATE), _info("hs_due_date", "Due date", DATE),
        _info("hs_comments", "Comments"), _info("hs_purchase_order_number", "Purchase order number"), _info("crew", "Crew", OPTION, "site", options=CREWS),
        _info("delivery_window", "Delivery window", group="site"), _info("hs_balance_due", "Balance due", NUMBER, read_only=True),
        _info("hs_invoice_status", "Invoice status", OPTION),
    ],
    "payment": [],
}  # fmt: skip
ACCOUNTS = (
    ListEntry("1", "Checking", "Checking", "Bank"),
    ListEntry("4", "Undeposited Funds", "UndepositedFunds", "Other Current Asset"),
    ListEntry("9", "Payouts clearing", "OtherCurrentAssets", "Other Current Asset"),
    ListEntry("11", "Bad debts", "BadDebts", "Expense"),
    ListEntry("12", "Discounts given", "DiscountsRefundsGiven", "Income"),
    ListEntry("13", "Inventory Asset", "Inventory", "Other Current Asset"),
    ListEntry("79", "Landscape services", "ServiceFeeIncome", "Income"),
    ListEntry("82", "Materials", "SalesOfProductIncome", "Income"),
    ListEntry("90", "Old income", "ServiceFeeIncome", "Income", active=False),
)
METHODS = (ListEntry("1", "Cash"), ListEntry("2", "Check"), ListEntry("3", "Credit Card"))
HUBSPOT_METHODS = (
    ListEntry("card", "Credit or debit card"),
    ListEntry("check", "Check"),
    ListEntry("wire_transfer", "Wire transfer"),
    ListEntry("other", "Other"),
)
COMPANY = {
    "country": "US", "currency": "USD", "sales_tax": True, "custom_numbers": True, "close_date": "2026-09-30",
    "tax_required": False, "revenue_recognition": False,
}  # fmt: skip


def _lists(**lists: tuple[ListEntry, ...]) -> dict[str, Any]:
    return {name: [list(astuple(entry)) for entry in entries] for name, entries in lists.items()}


def read_accounts(workspace: Workspace) -> None:
    """As a worker stores what both accounts offer."""
    rows = {row.side: row for row in workspace.connections.all()}
    Connection.objects.filter(pk=rows["hubspot"].pk).update(edition="starter")
    Catalog.objects.create(
        connection=rows["hubspot"], settings={"payments": True}, lists=_lists(methods=HUBSPOT_METHODS), refreshed_at=timezone.now(),
        fields={name: [encode_spec(spec) for spec in specs] for name, specs in HUBSPOT.items()},
    )  # fmt: skip
    theirs = {object_type.value: [encode_spec(spec) for spec in specs] for object_type, specs in FIELDS.items()}
    theirs["invoice"] += [encode_spec(custom_field("1", "Site")), encode_spec(custom_field("2", "PO number"))]
    Catalog.objects.create(
        connection=rows["quickbooks"], settings=COMPANY, lists=_lists(accounts=ACCOUNTS, methods=METHODS), fields=theirs,
        refreshed_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def set_up(shop: Shop) -> Shop:
    """Contacts, products and invoices sync both ways, as a person has set them up."""
    read_accounts(shop.workspace)
    syncs = ObjectSync.objects.filter(workspace=shop.workspace)
    syncs.filter(object_type="product").update(
        settings={"income_account": "82", "item_kind": "Service", "taxable": False}
    )
    syncs.filter(object_type="invoice").update(
        settings={"line_item_account": "79", "deposit_cards": "4", "deposit_other": "4", "other_sync_is_off": True}
    )
    return shop


@pytest.fixture
def fresh(shop: Shop) -> Shop:
    """Both accounts are connected and read; nothing is set up and nothing was ever read."""
    read_accounts(shop.workspace)
    ObjectSync.objects.filter(workspace=shop.workspace).delete()
    SyncRecord.objects.filter(workspace=shop.workspace).delete()
    return shop


def company(shop: Shop, **settings: Any) -> None:
    """What the preferences of the company in QuickBooks say."""
    row = Catalog.objects.get(connection__workspace=shop.workspace, connection__side="quickbooks")
    row.settings |= settings
    row.save()


def edition(shop: Shop, name: str) -> None:
    Connection.objects.filter(workspace=shop.workspace, side="hubspot").update(edition=name)


def draft_of(shop: Shop, object_type: str, role: str = "owner") -> dict[str, Any]:
    """What the person has chosen so far."""
    return SyncDraft.objects.get(workspace=shop.workspace, user=shop.people[role], object_type=object_type).data


INVOICE = {
    "section": ["fields", "out"], "direction": "two-way", "policy": "hubspot", "missing_item": "custom", "discounts": "price", "line_item_account": "79", "deposit_cards": "4",
    "deposit_other": "4", "method_card": "3", "method_check": "2", "method_wire_transfer": "", "other_sync_is_off": "on",
    "on": ["hs_comments|CustomerMemo.value", "hs_purchase_order_number|custom:2"],
}  # fmt: skip
CONTACT_FIELDS = [
    "firstname|GivenName", "lastname|FamilyName", "phone|PrimaryPhone.FreeFormNumber", "company|CompanyName",
    "address|BillAddr.Line1", "city|BillAddr.City", "state|BillAddr.CountrySubDivisionCode", "zip|BillAddr.PostalCode",
    "country|BillAddr.Country",
]  # fmt: skip
CONTACT = {
    "section": ["fields", "out"],
    "direction": "two-way",
    "policy": "hubspot",
    "outbound": "invoiced",
    "on": CONTACT_FIELDS,
}
PRODUCT = {
    "section": ["fields", "out"], "direction": "two-way", "policy": "hubspot", "only_sku": "on", "income_account": "82",
    "item_kind": "Service", "on": ["price|UnitPrice", "description|Description"],
}  # fmt: skip
for _page in (INVOICE, CONTACT, PRODUCT):
    _page["row"] = _page["on"]
PAGES = {"contact": CONTACT, "product": PRODUCT, "invoice": INVOICE}
