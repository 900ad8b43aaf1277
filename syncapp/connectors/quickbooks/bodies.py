"""One write as QuickBooks wants it: operation and body of a batch item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from syncapp.connectors.quickbooks.line_sets import Body, Unwritable, line_set
from syncapp.connectors.quickbooks.lines import Amounts, raw_lines
from syncapp.connectors.quickbooks.numbers import json_number, plain_json
from syncapp.connectors.quickbooks.schema import CUSTOM, ENTITIES, ON_DEMAND, spec_of
from syncapp.connectors.quickbooks.translate import links
from syncapp.connectors.quickbooks.values import Raw, place, ref
from syncapp.core.records import ZERO
from syncapp.core.values import ObjectType
from syncapp.core.writes import Write

_LINKS = {
    "customer": "CustomerRef",
    "deposit_to": "DepositToAccountRef",
    "method": "PaymentMethodRef",
    "income_account": "IncomeAccountRef",
    "parent": "ParentRef",
    "currency": "CurrencyRef",
}
_NEEDS_CUSTOMER = (ObjectType.INVOICE, ObjectType.PAYMENT)


@dataclass(frozen=True)
class Company:
    """What the form of a write depends on."""

    zone: tzinfo
    is_us: bool


def vendor_id(write_id: str | None) -> str:
    """The id that QuickBooks knows: a payment's, of one of its applications (A25)."""
    return (write_id or "").partition("/")[0]


def batch_item(write: Write, company: Company) -> Body:
    """The item without its bId; raises Unwritable."""
    kind = ObjectType(write.entity)
    name = ENTITIES[kind]
    if write.action == "create":
        return {"operation": "create", name: _created(kind, write, company)}
    if write.action == "update":
        return {"operation": "update", name: _updated(kind, write, company)}
    if kind not in _NEEDS_CUSTOMER:
        # A name is never deleted; it is made inactive.
        return {"operation": "update", name: {**_head(write), "sparse": True, "Active": False}}
    if write.action == "void":
        # A payment is voided by an update, an invoice by a delete, each with the option.
        operation = "update" if kind is ObjectType.PAYMENT else "delete"
        sparse = {"sparse": True} if kind is ObjectType.PAYMENT else {}
        return {"operation": operation, "optionsData": "void", name: {**_head(write), **sparse}}
    return {"operation": "delete", name: _head(write)}


def _head(write: Write) -> Body:
    known = write.version if write.version is not None else (write.raw or {}).get("SyncToken")
    return {"Id": vendor_id(write.id), "SyncToken": str(known if known is not None else "")}


def _created(kind: ObjectType, write: Write, company: Company) -> Body:
    body = _references(write)
    _place_fields(body, kind, write, company, create=True)
    if kind is ObjectType.INVOICE:
        body["Line"] = line_set(write.lines or (), {}, is_us=company.is_us)
    elif kind is ObjectType.PAYMENT:
        amount = write.line.amount if write.line else ZERO
        body.setdefault("TotalAmt", json_number(amount))
        invoice = write.links.get("invoice")
        body["Line"] = [_applied(invoice, amount)] if invoice else []
        body["Line"] += [_applied(other, part) for other, part in write.applied.items()]
    return body


def _updated(kind: ObjectType, write: Write, company: Company) -> Body:
    body: Body = {**_head(write), "sparse": True, **_references(write)}
    raw = write.raw or {}
    if kind in _NEEDS_CUSTOMER and "CustomerRef" not in body and ref(raw, "CustomerRef"):
        body["CustomerRef"] = {"value": ref(raw, "CustomerRef")}
    _place_fields(body, kind, write, company, create=False)
    if kind is ObjectType.INVOICE and write.lines is not None:
        _need_raw(write, "lines")
        body["Line"] = line_set(write.lines, raw, is_us=company.is_us)
    elif kind is ObjectType.PAYMENT:
        _need_raw(write, "a payment")  # its lines go all or none
        _apply_payment(body, write, raw)
    return body


def _references(write: Write) -> Body:
    return {_LINKS[name]: {"value": value} for name, value in write.links.items() if name in _LINKS}


def _place_fields(body: Body, kind: ObjectType, write: Write, company: Company, *, create: bool) -> None:
    raw = {} if create else plain_json(write.raw or {})
    for name, value in write.fields.items():
        spec = spec_of(kind, name)
        if spec is None or (spec.read_only and name not in ON_DEMAND[kind]):
            raise Unwritable(f"{name} cannot be written in QuickBooks")
        if create and value is None:
            continue
        if value is None and not spec.clearable:
            raise Unwritable(f"{name} cannot be empty in QuickBooks")
        partial = spec.path.startswith(CUSTOM) or "." in spec.path
        if partial and not create and not name.endswith((".Address", ".FreeFormNumber", ".URI", ".value")):
            _need_raw(write, name)  # the rest of the address, and the other custom fields, would be lost
        place(body, spec, value, company.zone, raw)


def _need_raw(write: Write, what: str) -> None:
    if write.raw is None:
        raise Unwritable(f"{what} cannot be updated without the {write.entity} as it was read")


def _applied(invoice: str, amount: Decimal) -> Body:
    return {"Amount": json_number(amount), "LinkedTxn": [{"TxnId": invoice, "TxnType": "Invoice"}]}


def _apply_payment(body: Body, write: Write, raw: Raw) -> None:
    """The full set of lines; with an amount, this application and the total change by the same difference.

    With another invoice than the application's own it moves there. What is told of further invoices comes with a total.
    """
    body["Line"] = [_payment_line(line) for line in raw_lines(raw)]
    if write.line is None:
        return
    own = (write.id or "").partition("/")[2]
    invoice = write.links.get("invoice") or own
    both = {("Invoice", invoice), ("Invoice", own)}
    before = sum((Amounts().amount(line, "Amount") for line in raw_lines(raw) if both & set(links(line))), ZERO)
    anew = both | {("Invoice", other) for other in write.applied}
    body["Line"] = [line for line in body["Line"] if not anew & set(links(line))]
    sums = {**({invoice: write.line.amount} if invoice else {}), **write.applied}
    body["Line"] += [_applied(one, amount) for one, amount in sums.items() if amount]
    body.setdefault("TotalAmt", json_number(Amounts().amount(raw, "TotalAmt") + write.line.amount - before))


def _payment_line(line: Raw) -> Body:
    """Without what QuickBooks adds when it is read and refuses when it is written."""
    linked = [
        {name: part for name, part in each.items() if name in ("TxnId", "TxnType", "TxnLineId")}
        for each in _linked(line)
    ]
    return {"Amount": plain_json(line.get("Amount")), "LinkedTxn": linked}


def _linked(line: Raw) -> list[Mapping[str, Any]]:
    found = line.get("LinkedTxn")
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
