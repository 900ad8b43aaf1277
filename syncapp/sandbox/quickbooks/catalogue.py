"""Items, accounts, terms, classes and the other lists whose name is theirs alone within its parent."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks import accounts, hierarchy, references, terms
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault, business, required
from syncapp.sandbox.quickbooks.models import Entity
from syncapp.sandbox.quickbooks.names import activity_name

NESTED = {"Item": "SubItem", "Account": "SubAccount", "Class": "SubClass", "Department": "SubDepartment"}
INCOME = ("Income", "Other Income")
NO_ASSET_ACCOUNT = (  # [D: common errors]
    "Required parameter is missing in the request. An inventory assetaccount is required if you are tracking "
    "inventory quantities for this product."
)


def build(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], sent: set[str]) -> dict[str, Any]:
    new.setdefault("Active", True)
    if spec.name in NESTED:
        hierarchy.check(ctx, spec, old, new, sent, NESTED[spec.name])
    references.resolve(ctx, spec.fields, new, sent - {"ParentRef"})
    label = "DisplayName" if spec.name == "TaxAgency" else "Name"
    _name(ctx, spec, old, new, label)
    if spec.name == "Item":
        _item(ctx, old, new)
    elif spec.name == "Account":
        accounts.build(ctx, old, new)
    elif spec.name == "Term":
        terms.build(new)
    elif spec.name == "TaxAgency":
        new.setdefault("TaxTrackedOnSales", True)
        new.setdefault("TaxTrackedOnPurchases", False)
        new.setdefault("TaxAgencyConfig", "USER_DEFINED")
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
    name = activity_name(name, old, new["Active"], lambda wanted: _holder(ctx, spec, old, prefix + wanted) is None)
    holder = _holder(ctx, spec, old, prefix + name)
    if holder is not None:
        raise Fault(
            "6240",
            f"The name supplied already exists. : Another {spec.name.lower()} is already using this name. Please use a different name. Id={holder}",
            label,
        )
    new[label] = name
    if spec.name in NESTED:
        new["FullyQualifiedName"] = prefix + name
        if spec.name == "Item" and above is None:
            new.pop("SubItem", None)  # an item at the top is silent about it [recorded 2017]


def _holder(ctx: Context, spec: Entity, old: Doc | None, name: str) -> str | None:
    found = ctx.books.index.find("list", (spec.name, name.casefold()))
    return next((id_ for _, id_ in found if old is None or id_ != old["Id"]), None)


def _item(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    new.setdefault("Type", (old or {}).get("Type", "Service"))
    if old is not None and old["Type"] != new["Type"] and "Category" in (old["Type"], new["Type"]):
        raise Fault("2170", f"Invalid Enumeration: {new['Type']}", "Type")
    if (old or {}).get("TrackQtyOnHand") and new.get("TrackQtyOnHand") is False:
        raise business("The quantity of an item that is tracked must stay tracked")  # rule [D], text assumed
    if new["Type"] == "Category":
        return
    new.setdefault("Taxable", False)
    new.setdefault("TrackQtyOnHand", new["Type"] == "Inventory")
    new.setdefault("UnitPrice", 0)
    if new["Type"] == "Group":
        if not new.get("ItemGroupDetail", {}).get("ItemGroupLine"):
            raise required("ItemGroupDetail")
        return
    new.setdefault("PurchaseCost", 0)  # [recorded 2017]
    references.account(ctx, new, "IncomeAccountRef", INCOME, needed=True)
    if new["Type"] == "Inventory":
        if not new.get("AssetAccountRef") and not ctx.history:
            raise Fault("2020", NO_ASSET_ACCOUNT, "AssetAccountRef")
        references.account(ctx, new, "AssetAccountRef", ("Other Current Asset",))
        references.account(ctx, new, "ExpenseAccountRef", ("Cost of Goods Sold",), needed=True)
        if not ctx.history:
            for name in ("InvStartDate", "QtyOnHand"):
                if new.get(name) is None:
                    # 6520 is the documented code for the quantity.
                    raise Fault("6520", f"Missing Tracked Inventory Item Quantity : {name}", name)


def settle(ctx: Context, spec: Entity, old: Doc | None, doc: dict[str, Any]) -> None:
    """Nothing is computed from an Id here."""


def after(ctx: Context, spec: Entity, old: Doc | None, doc: Doc | None) -> None:
    if old is None or doc is None or old.get("FullyQualifiedName") == doc.get("FullyQualifiedName"):
        return
    for child in list(ctx.books.rows(spec.name).values()):
        if child.get("ParentRef", {}).get("value") == doc["Id"]:
            full = f"{doc['FullyQualifiedName']}:{child['Name']}"
            after(ctx, spec, child, ctx.books.save(spec.name, {**child, "FullyQualifiedName": full}))
