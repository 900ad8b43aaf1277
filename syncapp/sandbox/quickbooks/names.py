"""Customers, vendors and employees: one room for all their names."""

from __future__ import annotations

import hashlib
from typing import Any

from syncapp.sandbox.quickbooks import addresses, currency, customfields, hierarchy, references
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault, business
from syncapp.sandbox.quickbooks.models import Entity

PARTS = ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")
DELETED = " (deleted)"


def build(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], sent: set[str]) -> dict[str, Any]:
    new.setdefault("Active", True)
    if spec.name == "Customer":
        _check_leaving(ctx, old, new)
        hierarchy.check(ctx, spec, old, new, sent, "Job")
    references.resolve(ctx, spec.fields, new, sent - {"ParentRef"})
    _characters(new)
    name = (new.get("DisplayName") or " ".join(new[each] for each in PARTS if new.get(each))).strip()
    if not name:
        raise Fault(
            "6080",
            "No Name Provided : at least one of DisplayName or the name parts is needed",
            "DisplayName",
        )
    new["DisplayName"] = activity_name(name, old, new["Active"], lambda wanted: _holder(ctx, spec, old, wanted) is None)
    _check_free(ctx, spec, old, new["DisplayName"])
    addresses.settle(ctx, old, new)
    new.setdefault("PrintOnCheckName", (new.get("CompanyName") or name)[: spec.fields["PrintOnCheckName"].limit])
    if spec.name == "Customer":
        _customer(ctx, old, new)
    if spec.name != "Employee":
        _currency(ctx, old, new)
        customfields.store(ctx, spec.name, new, old, "CustomField" in sent)
    return new


def _check_leaving(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    """6220: the app may not make a customer inactive who owes or is owed something (assumed; a page may)."""
    if old is None or not old.get("Active") or new["Active"] or ctx.as_user or ctx.history:
        return
    if sum(ctx.books.index.find("customer", old["Id"]).values()):
        raise Fault("6220", "Delete entity has balance : the customer has a balance", "Active")


def _characters(new: dict[str, Any]) -> None:
    """2040: no colon, tab or newline, and nothing beyond the basic plane (emoji)."""
    for field in ("DisplayName", "CompanyName", *PARTS):
        value = new.get(field) or ""
        bad = ":\t\n\r" if field == "DisplayName" else "\t\n\r"
        if any(each in bad or ord(each) > 0xFFFF for each in value):
            raise Fault(
                "2040",
                f"Invalid String. The string contains unsupported characters. : {field}. Supplied value:{value}",
                field,
            )


def activity_name(name: str, old: Doc | None, active: bool, free: Any) -> str:
    """An inactive name gets ` (deleted)` at its end [M]; made active again it loses it where it can (assumed)."""
    if not active and not (old and not old.get("Active", True)) and not name.endswith(DELETED):
        return f"{name}{DELETED}"
    plain_name = name.removesuffix(DELETED)
    if active and old and not old.get("Active", True) and plain_name != name and free(plain_name):
        return plain_name
    return name


def _holder(ctx: Context, spec: Entity, old: Doc | None, name: str) -> tuple[str, str] | None:
    mine = (spec.name, old["Id"]) if old else None
    return next((key for key in ctx.books.index.find("name", name.casefold()) if key != mine), None)


def _check_free(ctx: Context, spec: Entity, old: Doc | None, name: str) -> None:
    holder = _holder(ctx, spec, old, name)
    if holder is not None:
        who = holder[0].lower()
        raise Fault(
            "6240",
            f"The name supplied already exists. : Another {who} is already using this name. Please use a different name. Id={holder[1]}",
            "DisplayName",
        )


def _customer(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    new.setdefault("Taxable", True)
    new.setdefault("IsProject", False)
    new.setdefault("ClientEntityId", "0")
    new.setdefault("BillWithParent", False)
    new.setdefault("PreferredDeliveryMethod", "Print")
    above = ctx.books.get("Customer", new["ParentRef"]["value"]) if new.get("ParentRef") else None
    new["FullyQualifiedName"] = f"{above['FullyQualifiedName']}:{new['DisplayName']}" if above else new["DisplayName"]


def _currency(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    code = currency.wanted(ctx, new.get("CurrencyRef")) or (old or {}).get("CurrencyRef", {}).get("value")
    new["CurrencyRef"] = currency.reference(code or ctx.books.home_currency)
    was = (old or {}).get("CurrencyRef", new["CurrencyRef"])
    if was["value"] != new["CurrencyRef"]["value"] and old and ctx.books.index.find("customer", old["Id"]):
        raise business("The currency of a customer with transactions cannot be changed")  # text assumed


def settle(ctx: Context, spec: Entity, old: Doc | None, doc: dict[str, Any]) -> None:
    if spec.name == "Vendor":
        doc["Balance"] = 0
    if spec.name != "Employee" and "V4IDPseudonym" not in doc:
        digest = hashlib.md5(f"{ctx.books.realm}/{spec.name}/{doc['Id']}".encode(), usedforsecurity=False)
        doc["V4IDPseudonym"] = f"00{digest.hexdigest()}"


def after(ctx: Context, spec: Entity, old: Doc | None, doc: Doc | None) -> None:
    """The full names of sub-customers follow their parent's; they do not count as changed (assumed)."""
    if spec.name != "Customer" or old is None or doc is None or old["FullyQualifiedName"] == doc["FullyQualifiedName"]:
        return
    for child in list(ctx.books.rows("Customer").values()):
        if child.get("ParentRef", {}).get("value") == doc["Id"]:
            full = f"{doc['FullyQualifiedName']}:{child['DisplayName']}"
            after(ctx, spec, child, ctx.books.save("Customer", {**child, "FullyQualifiedName": full}))
