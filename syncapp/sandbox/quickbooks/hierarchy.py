"""Lists whose rows have parents: sub-customers, sub-items, sub-accounts, sub-classes, sub-locations."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context, name_of
from syncapp.sandbox.quickbooks.errors import Fault, required
from syncapp.sandbox.quickbooks.models import Entity

DEEPEST = 4  # five levels, the top one is 0 [D]


def check(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], sent: set[str], flag: str) -> None:
    """Settles ParentRef, the flag beside it (SubItem, Job…) and Level.

    700 for a parent that does not exist or is inactive, 900 for oneself or one's own descendant, 6180 below the
    fifth level, 800 for making a parent inactive that has active children (which code for which, partly assumed).
    """
    if old is not None and old.get("Active") and new.get("Active") is False and not ctx.history:
        _check_children(ctx, spec, old["Id"])
    parent = new.get("ParentRef")
    if parent is None:
        if new.get(flag) is True and flag in sent and not ctx.history:
            raise required("ParentRef")
        new[flag] = False
        new.pop("ParentRef", None)
        new.pop("Level", None)
        return
    above = ctx.find(spec.name, parent["value"])
    if above is None or (above.get("Active") is False and "ParentRef" in sent and not ctx.history):
        raise Fault("700", f"Parent Reference Invalid : {spec.name} {parent['value']} cannot be a parent", "ParentRef")
    above_it = line_of(ctx, spec.name, above)
    if old is not None and old["Id"] in above_it:
        raise Fault("900", f"Parent cannot be child : {spec.name} {old['Id']} cannot be under itself", "ParentRef")
    if len(above_it) > DEEPEST:
        raise Fault("6180", "Sub Level Limit : at most five levels are supported", "ParentRef")
    new["ParentRef"] = {"value": above["Id"], "name": name_of(above)}
    new[flag] = True
    if spec.name in ("Customer", "Item"):
        new["Level"] = len(above_it)


def line_of(ctx: Context, entity: str, doc: Doc | None) -> list[str]:
    """The Ids from a row up to the top of its tree."""
    out: list[str] = []
    while doc is not None:
        out.append(doc["Id"])
        parent = doc.get("ParentRef")
        doc = ctx.books.get(entity, parent["value"]) if parent else None
    return out


def _check_children(ctx: Context, spec: Entity, id_: str) -> None:
    for child in ctx.books.rows(spec.name).values():
        if child.get("ParentRef", {}).get("value") == id_ and child.get("Active"):
            raise Fault("800", f"Cannot delete object : {spec.name} {child['Id']} is under it", "Active")
