"""Who and what is inactive in QuickBooks: known before it is named, or found out when a write is refused for it, which
QuickBooks does without a name.

Lines that stand there already keep their item and their class, whatever product they have in HubSpot (A7), so our own
rows need not know them. Both are read when it happens, and the lists as they are now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from syncapp.connectors.protocol import ListEntry
from syncapp.core.plan import Decision, Planned
from syncapp.core.records import Contact, Invoice, Line, Product
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord

UNNAMED, CARRIED = "inactive_reference", "class_inactive"
SUFFIX = " (deleted)"
Lists = Mapping[str, Sequence[ListEntry]]
# What a mapping writes of the company's lists: by its field, what Configure calls it and the list.
WRITTEN = {
    "SalesTermRef": ("Terms", "terms"),
    "ClassRef": ("Class", "classes"),
    "DepartmentRef": ("Location", "departments"),
    "PaymentMethodRef": ("Payment method", "methods"),
    "CustomerTypeRef": ("Customer type", "customer_types"),
}
KINDS = {"classes": "class", "departments": "location"}  # what an invoice carries along


def look_at_inactive(p: Pass, object_type: ObjectType, rows: Iterable[SyncRecord]) -> None:
    """What was inactive when its object last synced may be active by now; nothing else tells while that sync is off."""
    if object_type not in p.rules:
        ids = {row.quickbooks_id for row in rows if row.inactive and row.quickbooks_id}
        p.questions.read(Side.QUICKBOOKS, object_type, sorted(ids))


def is_inactive(p: Pass, row: SyncRecord) -> bool:
    """The customer or item of this record: as it was just read, else as it was then."""
    there = p.on_shelf(Side.QUICKBOOKS, ObjectType(row.object_type), row.quickbooks_id)
    return not there.active if isinstance(there, Contact | Product) else row.inactive


def name_there(customer: SyncRecord | None) -> str:
    """As QuickBooks calls a linked customer."""
    base = customer.quickbooks_base if customer else None
    name = (base or {}).get("values", {}).get("DisplayName")
    return name if isinstance(name, str) else ""


def called_there(customer: SyncRecord) -> str:
    """As it stands in QuickBooks' list of customers, where it is looked for, without what that writes behind the name."""
    return name_there(customer).removesuffix(SUFFIX) or customer.label


def named(
    p: Pass, refused: Mapping[SyncRecord, Decision], writing: Mapping[SyncRecord, Decision]
) -> dict[SyncRecord, Decision]:
    """The same decisions, with what is inactive in words where QuickBooks has not said."""
    decisions = {row: _account(p, row, decision) for row, decision in refused.items()}
    unnamed = [
        row for row, decision in refused.items() if decision.reason == UNNAMED and not decision.params.get("value")
    ]
    lines = {row: [line for line in _lines(p, writing[row]) if line.product_id] for row in unnamed}
    items = {str(line.product_id) for some in lines.values() for line in some}
    p.questions.read(Side.QUICKBOOKS, ObjectType.PRODUCT, sorted(items))
    for row in unnamed:
        decisions[row] = _item(p, refused[row], lines[row])
    left = [row for row in unnamed if decisions[row].reason == UNNAMED]
    lists = p.systems.quickbooks.lists() if left else {}
    for row in left:
        decisions[row] = _entry(p, lists, refused[row], writing[row])
    return decisions


def account_told(p: Pass, account: str | None) -> dict[str, str]:
    """The name of an income account, if it is known, as the words of a failure call it."""
    accounts = p.accounts.quickbooks.lists.get("accounts", ())
    return next(({"account": one.name.removesuffix(SUFFIX)} for one in accounts if one.id == account), {})


def _account(p: Pass, row: SyncRecord, decision: Decision) -> Decision:
    """Of an item that is there already it is its own."""
    item = p.on_shelf(Side.QUICKBOOKS, ObjectType.PRODUCT, row.quickbooks_id)
    if decision.reason != "account_inactive" or not isinstance(item, Product):
        return decision
    return replace(decision, params={**account_told(p, item.account_id), **decision.params})


def _lines(p: Pass, decision: Decision) -> list[Line]:
    """As they would then be there: those that stay keep what they have."""
    found: list[Line] = []
    for write in (one.write for one in _there(decision)):
        invoice = p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, write.id)
        there = {line.id: line for line in invoice.lines} if isinstance(invoice, Invoice) else {}
        found += there.values() if write.lines is None else [there.get(line.id, line) for line in write.lines]
    return found


def _there(decision: Decision) -> list[Planned]:
    return [one for one in decision.planned if one.side is Side.QUICKBOOKS]


def _item(p: Pass, decision: Decision, lines: Iterable[Line]) -> Decision:
    """By its name, and by what is sold on it where that is called otherwise, as the discount of a line is."""
    names, texts = set[str](), set[str]()
    for line in lines:
        item = p.on_shelf(Side.QUICKBOOKS, ObjectType.PRODUCT, line.product_id)
        if isinstance(item, Product) and not item.active:
            names.add(item.name or item.id)
            texts.add((line.description or "").split("\n")[0])
    told = "”, “".join(sorted(texts - names - {""}))
    return _said(decision, "item_inactive", sorted(names), "item", **({"lines": told} if told else {}))


def _entry(p: Pass, lists: Lists, decision: Decision, written: Decision) -> Decision:
    """What we write ourselves, else what the invoice carries along."""
    inactive = {
        name: {one.id: one.name.removesuffix(SUFFIX) for one in entries if not one.active}
        for name, entries in lists.items()
    }
    for write in (one.write for one in _there(written)):
        fields = {**write.fields, **({"PaymentMethodRef": write.links["method"]} if "method" in write.links else {})}
        for field, (label, kind) in WRITTEN.items():
            if fields.get(field) in inactive.get(kind, {}):
                return _said(decision, UNNAMED, [inactive[kind][str(fields[field])]], "value", field=label)
    classes = {line.recode["class"] for line in _lines(p, written) if line.recode.get("class")}
    for kind, ids in (
        ("classes", classes | _heads(written, "ClassRef")),
        ("departments", _heads(written, "DepartmentRef")),
    ):
        names = sorted(inactive.get(kind, {})[one] for one in ids if one in inactive.get(kind, {}))
        if names:
            return _said(decision, CARRIED, names, "name", kind=KINDS[kind])
    return decision


def _heads(decision: Decision, field: str) -> set[str]:
    """Of the documents as they were read."""
    found = [(one.write.raw or {}).get(field) for one in _there(decision)]
    return {str(one["value"]) for one in found if isinstance(one, Mapping) and one.get("value")}


def _said(decision: Decision, code: str, names: Sequence[str], param: str, **more: str) -> Decision:
    if not names:
        return decision
    return replace(decision, reason=code, params={**decision.params, **more, param: "”, “".join(names)})
