"""The lines of an invoice, as they are written: always the whole set.

A line that is there keeps every field that we do not own: item, class, service date, account, tax code (A7).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from syncapp.connectors.quickbooks.lines import SHIPPING, Amounts, detail, inner_id, raw_lines
from syncapp.connectors.quickbooks.numbers import json_number, plain_json
from syncapp.connectors.quickbooks.values import Raw
from syncapp.core.records import Line, LineKind
from syncapp.core.values import clean_text

Body = dict[str, Any]
NOT_TAXED = "NON"


class Unwritable(ValueError):
    """A write that has no form in QuickBooks; it fails alone."""


def line_set(lines: Sequence[Line], raw: Raw, *, is_us: bool) -> list[Body]:
    """The set for a write; `raw` is the invoice as read, empty for a new one.

    Lines without a known id are new; those of `raw` that are not named go; the subtotal is QuickBooks' own.
    """
    there = _by_id(raw)
    out: list[Body] = []
    bundles: dict[str, Body] = {}
    for line in lines:
        known = there.get(line.id) if line.id else None
        if known is None:
            out.append(_new(line, is_us))
            continue
        bundle, old = known
        kept = _kept(line, old, is_us)
        if bundle is None:
            out.append(kept)
            continue
        bundle_id = str(bundle.get("Id"))
        if bundle_id not in bundles:
            bundles[bundle_id] = _bundle(bundle)
            out.append(bundles[bundle_id])
        bundles[bundle_id]["GroupLineDetail"]["Line"].append(kept)
    return out


def _by_id(raw: Raw) -> dict[str, tuple[Raw | None, Raw]]:
    """Every line by the id that it is read with, and the bundle that it is in."""
    return {line_id: (bundle, line) for line_id, bundle, line in _walk(raw)}


def _walk(raw: Raw) -> Iterator[tuple[str, Raw | None, Raw]]:
    for line in raw_lines(raw):
        if line.get("DetailType") == "GroupLineDetail":
            for inner in raw_lines(detail(line)):
                yield inner_id(line, str(inner.get("Id") or "")), line, inner
        elif line.get("Id"):
            yield str(line["Id"]), None, line


def _copy(old: Raw) -> Body:
    # The place in the array counts; a number of its own could contradict it.
    return {name: copy.deepcopy(plain_json(part)) for name, part in old.items() if name != "LineNum"}


def _bundle(old: Raw) -> Body:
    body = _copy(old)
    body.pop("Amount", None)  # the sum of its lines
    body["GroupLineDetail"]["Line"] = []
    return body


def _kept(line: Line, old: Raw, is_us: bool) -> Body:
    body = _copy(old)
    if clean_text(str(old.get("Description") or "")) != line.description:
        body["Description"] = line.description or ""
    kind = old.get("DetailType")
    if kind == "SalesItemLineDetail":
        _set_amount(body, line, old)
        if "tax_code" in line.recode:  # empty: none
            body["SalesItemLineDetail"] |= _coding({"tax_code": line.recode["tax_code"]}, is_us)
        if line.recode.get("service_date"):  # where we fill it (B26)
            body["SalesItemLineDetail"]["ServiceDate"] = line.recode["service_date"]
    elif kind == "DiscountLineDetail" and Amounts().amount(old, "Amount") != line.amount:
        body["Amount"] = json_number(line.amount)
        body["DiscountLineDetail"] = {**_without(detail(body), "DiscountPercent"), "PercentBased": False}
    return body


def _set_amount(body: Body, line: Line, old: Raw) -> None:
    read, inner = Amounts(), detail(old)
    was = (read.amount(old, "Amount"), read.number(inner, "Qty"), read.number(inner, "UnitPrice"))
    if was != (line.amount, line.quantity, line.unit_price):
        body["Amount"] = json_number(line.amount)
        body["SalesItemLineDetail"] = {**_without(detail(body), "Qty", "UnitPrice"), **_quantity(line)}


def _quantity(line: Line) -> Body:
    told = {"Qty": line.quantity, "UnitPrice": line.unit_price}
    return {name: json_number(value) for name, value in told.items() if value is not None}


def _without(body: Raw, *names: str) -> Body:
    return {name: part for name, part in body.items() if name not in names}


def _new(line: Line, is_us: bool) -> Body:
    if line.kind is LineKind.TAX:
        raise Unwritable("a tax is no line of an invoice in QuickBooks")
    text = {"Description": line.description} if line.description else {}
    if line.kind is LineKind.TEXT:
        return {"DetailType": "DescriptionOnly", **text, "DescriptionLineDetail": {}}
    amount = json_number(line.amount)
    if line.kind is LineKind.DISCOUNT:
        return {
            "DetailType": "DiscountLineDetail",
            "Amount": amount,
            **text,
            "DiscountLineDetail": {"PercentBased": False},
        }
    item = line.product_id or (SHIPPING if line.kind is LineKind.FEE else None)
    if item is None:
        raise Unwritable(f"the line {line.name or line.description or ''!r} names no item")
    inner = {"ItemRef": {"value": item}, **_quantity(line), **_coding(line.recode, is_us)}
    return {"DetailType": "SalesItemLineDetail", "Amount": amount, **text, "SalesItemLineDetail": inner}


def _coding(recode: Mapping[str, str], is_us: bool) -> Body:
    """A new line of a US company is not taxed (A20); elsewhere it has the code that was chosen, or none (S6)."""
    code = recode.get("tax_code") or (NOT_TAXED if is_us else None)
    return {
        **({"TaxCodeRef": {"value": code}} if code else {}),
        **({"ClassRef": {"value": recode["class"]}} if recode.get("class") else {}),
        **({"ServiceDate": recode["service_date"]} if recode.get("service_date") else {}),
    }
