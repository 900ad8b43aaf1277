"""Items, accounts, terms, classes and the other lists whose name is theirs alone within its parent."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks import references
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault, required
from syncapp.sandbox.quickbooks.models import Entity
from syncapp.sandbox.quickbooks.names import activity_name
from syncapp.sandbox.quickbooks.schema_lists import ACCOUNT_TYPES

NESTED = {"Item": "SubItem", "Account": "SubAccount", "Class": "SubClass", "Department": "SubDepartment"}
LONGEST_TERM = 999  # days, assumed
INCOME = ("Income", "Other Income")
SUBTYPES = {"Income": "SalesOfProductIncome", "Bank": "Checking", "Accounts Receivable": "AccountsReceivable"}


def build(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], sent: set[str]) -> dict[str, Any]:
    new.setdefault("Active", True)
    references.resolve(ctx, spec.fields, new, sent)
    label = "DisplayName" if spec.name == "TaxAgency" else "Name"
    _name(ctx, spec, old, new, label)
    if spec.name == "Item":
        _item(ctx, old, new)
    elif spec.name == "Account":
        _account(ctx, old, new)
    elif spec.name == "Term":
        _term(new)
    elif spec.name == "PaymentMethod":
        new.setdefault("Type", "NON_CREDIT_CARD")
    return new


def _name(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], label: str) -> None:
    name = (new.get(label) or "").strip()
    if not name:
        raise required(label)
    bad = ':"\t\n\r' if spec.name == "Account" else ":\t\n\r"
    if any(each in bad or ord(each) > 0xFFFF for each in name):
        raise Fault(
            "2040",
            f"Invalid String. The string contains unsupported characters. : {label}. Supplied value:{name}",
            label,
        )
    parent = new.get("ParentRef")
    above = ctx.books.get(spec.name, parent["value"]) if parent else None
    prefix = f"{above['FullyQualifiedName']}:" if above else ""
    name = activity_name(
        name, old, new["Active"], lambda wanted: _holder(ctx, spec, old, prefix + wanted) is None
    )
    holder = _holder(ctx, spec, old, prefix + name)
    if holder is not None:
        raise Fault(
            "6240",
            f"The name supplied already exists. : Another {spec.name.lower()} is already using this name. Please use a different name. Id={holder}",
            label,
        )
    new[label] = name
    if spec.name in NESTED:
        new[NESTED[spec.name]] = above is not None
        new["FullyQualifiedName"] = prefix + name
        if spec.name == "Item" and above:
            new["Level"] = int(above.get("Level", 0)) + 1


def _holder(ctx: Context, spec: Entity, old: Doc | None, name: str) -> str | None:
    found = ctx.books.index.find("list", (spec.name, name.casefold()))
    return next((id_ for _, id_ in found if old is None or id_ != old["Id"]), None)


def _item(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    new.setdefault("Type", "Service")
    if old is not None and old["Type"] == "Category" and new["Type"] != "Category":
        raise Fault("2170", f"Invalid Enumeration: {new['Type']}", "Type")
    if new["Type"] == "Category":
        return
    new.setdefault("Taxable", False)
    new.setdefault("TrackQtyOnHand", new["Type"] == "Inventory")
    new.setdefault("UnitPrice", 0)
    if new["Type"] == "Group":
        if not new.get("ItemGroupDetail", {}).get("ItemGroupLine"):
            raise required("ItemGroupDetail")
        return
    references.account(ctx, new, "IncomeAccountRef", INCOME, needed=True)
    if new["Type"] == "Inventory":
        references.account(ctx, new, "AssetAccountRef", ("Other Current Asset",), needed=True)
        references.account(ctx, new, "ExpenseAccountRef", ("Cost of Goods Sold",), needed=True)
        if not ctx.history:
            for name in ("InvStartDate", "QtyOnHand"):
                if new.get(name) is None:
                    # 6520 is the documented code for the quantity.
                    raise Fault("6520", f"Missing Tracked Inventory Item Quantity : {name}", name)


def _account(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    if new.get("AccountType") is None:
        raise required("AccountType")
    new.setdefault("AccountSubType", SUBTYPES.get(new["AccountType"], new["AccountType"].replace(" ", "")))
    new["Classification"] = ACCOUNT_TYPES[new["AccountType"]]
    new.setdefault("CurrentBalance", 0)
    new.setdefault("CurrentBalanceWithSubAccounts", 0)
    new.setdefault("CurrencyRef", {"value": ctx.books.home_currency})


def _term(new: dict[str, Any]) -> None:
    if new.get("DayOfMonthDue") is not None:
        new["Type"] = "DATE_DRIVEN"
    elif new.get("DueDays") is None:
        raise required("DueDays")
    if not 0 <= (new.get("DueDays") or 0) <= LONGEST_TERM:
        raise Fault("2080", f"Invalid Number : DueDays must be between 0 and {LONGEST_TERM}", "DueDays")
    new.setdefault("Type", "STANDARD")


def settle(ctx: Context, spec: Entity, old: Doc | None, doc: dict[str, Any]) -> None:
    """Nothing is computed from an Id here."""


def after(ctx: Context, spec: Entity, old: Doc | None, doc: Doc | None) -> None:
    if old is None or doc is None or old.get("FullyQualifiedName") == doc.get("FullyQualifiedName"):
        return
    for child in list(ctx.books.rows(spec.name).values()):
        if child.get("ParentRef", {}).get("value") == doc["Id"]:
            full = f"{doc['FullyQualifiedName']}:{child['Name']}"
            after(ctx, spec, child, ctx.books.save(spec.name, {**child, "FullyQualifiedName": full}))
