"""The editor of an invoice or a credit memo: what is typed, and the body that it makes."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks import customfields
from syncapp.sandbox.ui import forms
from syncapp.sandbox.ui.forms import Field, typed
from syncapp.sandbox.ui.quickbooks import shared
from syncapp.sandbox.ui.quickbooks.lists import value
from syncapp.sandbox.ui.quickbooks.shared import Doc
from syncapp.sandbox.ui.visit import Visit

SALES = "SalesItemLineDetail"
CUSTOM = "custom-"


def fields(visit: Visit, entity: str) -> tuple[Field, ...]:
    customers = shared.options(visit, "Customer")
    noun = "Invoice" if entity == "Invoice" else "Credit memo"
    found = [
        Field("CustomerRef.value", "Customer", "select", customers),
        Field("DocNumber", f"{noun} number"),
        Field("TxnDate", f"{noun} date", "date"),
    ]
    if entity == "Invoice":
        found += [
            Field("DueDate", "Due date", "date"),
            Field("SalesTermRef.value", "Terms", "select", shared.options(visit, "Term")),
        ]
    books = shared.company(visit)
    found += [
        Field(f"{CUSTOM}{one['DefinitionId']}", one["Name"]) for one in customfields.definitions(books, enhanced=False)
    ]
    found += (
        [
            Field(
                "TxnTaxDetail.TxnTaxCodeRef.value",
                "Sales tax",
                "select",
                shared.options(visit, "TaxCode", _real),
            )
        ]
        if books.is_us and books.preference("TaxPrefs", "UsingSalesTax")
        else []
    )
    return (*found, Field("CustomerMemo.value", "Message to customer", "textarea"))


def _real(code: Doc) -> bool:
    return code["Id"] not in ("TAX", "NON")


def line_fields(visit: Visit) -> tuple[Field, ...]:
    """Class and service date only where the company has them."""
    books = shared.company(visit)
    us = books.is_us
    codes = shared.options(visit, "TaxCode", lambda code: (code["Id"] in ("TAX", "NON")) == us)
    items = shared.options(visit, "Item", lambda item: item.get("Type") != "Category")
    found = [
        Field("item", "Product/service", "select", items), Field("description", "Description"),
        Field("quantity", "Qty"), Field("rate", "Rate"), Field("tax", "Tax", "select", codes),
    ]  # fmt: skip
    if books.preference("AccountingInfoPrefs", "ClassTrackingPerTxnLine") and books.rows("Class"):
        found.append(Field("class", "Class", "select", shared.options(visit, "Class")))
    if books.preference("ProductAndServicesPrefs", "RevenueRecognition"):
        found.append(Field("service", "Service date", "date"))
    return tuple(found)


DETAIL = {"item": "ItemRef", "tax": "TaxCodeRef", "class": "ClassRef"}


def shown(visit: Visit, entity: str, doc: Doc) -> dict[str, str]:
    custom = {f"{CUSTOM}{one['DefinitionId']}": str(one.get("StringValue", "")) for one in doc.get("CustomField", [])}
    return {field.name: custom.get(field.name, value(doc, field.name)) for field in fields(visit, entity)}


def shown_lines(visit: Visit, doc: Doc) -> list[dict[str, str]]:
    names = [field.name for field in line_fields(visit)]
    return [_shown_line(line, names) for line in doc["Line"] if line["DetailType"] == SALES]


def _shown_line(line: Doc, names: list[str]) -> dict[str, str]:
    """Only an amount means one piece at that amount."""
    detail = line[SALES]
    rate = detail.get("UnitPrice", line["Amount"] if "Qty" not in detail else None)
    found = {name: shared.ref_of(detail, own) for name, own in DETAIL.items()}
    found |= {
        "description": line.get("Description", ""), "quantity": shared.number(detail.get("Qty", 1)),
        "rate": shared.number(rate), "service": detail.get("ServiceDate", ""),
    }  # fmt: skip
    return {"id": line["Id"], **{name: found[name] for name in names}}


def body(visit: Visit, entity: str, old: Doc | None) -> dict[str, Any]:
    """What is sent: of a stored document only what was changed, its lines all or none."""
    sent = typed(fields(visit, entity), visit.form)
    before = shown(visit, entity, old) if old else {}
    changes = shared.changed(sent, before)
    found = {name: text for name, text in changes.items() if not name.startswith(CUSTOM) and (old or text)}
    out = _nested(found)
    if any(name.startswith(CUSTOM) for name in changes):
        out["CustomField"] = _custom(visit, sent)
    rows = forms.rows_of(line_fields(visit), visit.form)
    if old is None or [row for row in rows if row["id"] or not forms.is_blank(row)] != shown_lines(visit, old):
        out["Line"] = _lines(rows, old)
    return out


def _nested(found: dict[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for path, text in found.items():
        *heads, last = path.split(".")
        place = out
        for head in heads:
            place = place.setdefault(head, {})
        place[last] = text
    return out


def _custom(visit: Visit, sent: dict[str, str]) -> list[Doc]:
    defined = customfields.definitions(shared.company(visit), enhanced=False)
    return [{**one, "StringValue": sent[f"{CUSTOM}{one['DefinitionId']}"]} for one in defined]


def _lines(rows: list[dict[str, str]], old: Doc | None) -> list[Doc]:
    """Lines that the form does not show (discounts, bundles, texts) stay as they are."""
    stored = {line["Id"]: line for line in (old or {}).get("Line", []) if line.get("Id")}
    made = [_line(row, stored.get(row["id"])) for row in rows if not forms.is_blank(row)]
    kept = [line for line in (old or {}).get("Line", []) if line["DetailType"] not in (SALES, "SubTotalLineDetail")]
    return [*made, *kept]


def _line(row: dict[str, str], old: Doc | None) -> Doc:
    detail = dict((old or {}).get(SALES, {}))
    detail |= {own: shared.ref(row[name]) for name, own in DETAIL.items() if row.get(name)}
    quantity, rate = row["quantity"] or "1", row["rate"] or "0"
    detail |= {"Qty": quantity, "UnitPrice": rate}
    if row.get("service"):
        detail["ServiceDate"] = row["service"]
    line = {"DetailType": SALES, "Amount": shared.cents(quantity, rate), SALES: detail}
    if row["description"]:
        line["Description"] = row["description"]
    return {"Id": row["id"], **line} if old else line
