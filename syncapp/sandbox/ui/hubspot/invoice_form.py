"""The editor of an invoice: its own values, its lines and what is on the whole order in one form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui import forms
from syncapp.sandbox.ui.forms import Field, form, labelled, typed
from syncapp.sandbox.ui.html import link, tag
from syncapp.sandbox.ui.hubspot import adjustments, finalized, shared
from syncapp.sandbox.ui.hubspot.adjustments import Made, Row
from syncapp.sandbox.ui.hubspot.shared import LINE_TO, OBJECTS, TO_CONTACT, TO_LINE, Record, day, values
from syncapp.sandbox.ui.visit import Refusal, Visit

CONTACT = "contact"
DATES = ("hs_invoice_date", "hs_due_date")
LINE_PROPERTIES = {
    "product": "hs_product_id", "name": "name", "quantity": "quantity", "price": "price",
    "discount": "hs_discount_percentage", "off": "discount",
}  # fmt: skip


def _fields(visit: Visit) -> tuple[Field, ...]:
    settings = visit.vendor.account.settings
    currencies = tuple((one, one) for one in (settings["currency"], *settings["additional_currencies"]))
    contacts = shared.options(shared.newest(visit, "contacts"), _named)
    return (
        Field(CONTACT, "Contact", "select", contacts),
        Field("hs_number", "Invoice number", help="Empty: HubSpot numbers it when it is finalized."),
        Field("hs_invoice_date", "Invoice date", "date"),
        Field("hs_due_date", "Due date", "date"),
        Field("hs_currency", "Currency", "select", currencies),
        Field("hs_purchase_order_number", "PO number"),
        Field("hs_comments", "Comments", "textarea"),
    )


def _named(contact: Record) -> str:
    email = values(contact).get("email")
    name = shared.label(contact)
    return f"{name} ({email})" if email and email != name else name


def _line_fields(visit: Visit) -> tuple[Field, ...]:
    products = shared.options(shared.newest(visit, "products"))
    return (
        Field("product", "Product", "select", products),
        Field("name", "Name"),
        Field("quantity", "Quantity"),
        Field("price", "Unit price"),
        Field("discount", "Discount %"),
        Field("off", "Unit discount"),
    )


def sorted_lines(visit: Visit, invoice: Record) -> list[Record]:
    found = shared.linked(visit, invoice, "line_items")
    return sorted(found, key=lambda one: (int(values(one).get("hs_position_on_quote") or 0), int(one["id"])))


def _shown(visit: Visit, invoice: Record) -> dict[str, str]:
    held = values(invoice)
    contacts = shared.linked(visit, invoice, "contacts")
    return {**held, CONTACT: contacts[0]["id"] if contacts else ""} | {
        name: day(visit, held.get(name)) for name in DATES
    }


def _shown_lines(visit: Visit, invoice: Record) -> list[dict[str, str]]:
    return [
        {"id": line["id"], **{name: values(line).get(own, "") for name, own in LINE_PROPERTIES.items()}}
        for line in sorted_lines(visit, invoice)
    ]


@dataclass
class Typed:
    """What stands in the form."""

    own: Row
    lines: list[Row] = field(default_factory=list)
    adjustments: list[Row] = field(default_factory=list)


def _typed(visit: Visit) -> Typed:
    return Typed(
        typed(_fields(visit), visit.form),
        forms.rows_of(_line_fields(visit), visit.form),
        adjustments.typed(visit.form),
    )


def _page(visit: Visit, invoice: Record | None, shown: Typed, refusal: Refusal | None = None) -> Answer:
    title = f"Edit invoice {shared.label(invoice)}" if invoice else "New invoice"
    parts = ("invoices", invoice["id"]) if invoice else ("invoices",)
    fields = tag("div", *(labelled(field, shown.own) for field in _fields(visit)), class_="fields")
    note = tag(
        "p", "A product brings its name and price, and 1 is the quantity where none is given. Empty a line to remove it.",
        class_="help",
    )  # fmt: skip
    found = form(
        visit.at(*parts, "edit") if invoice else visit.at("invoices", "new"),
        fields,
        forms.lines(_line_fields(visit), shown.lines),
        note,
        adjustments.grid(shown.adjustments),
        button="Save" if invoice else "Save draft",
        cancel=visit.at(*parts),
        with_lines=True,
    )
    return visit.page(
        title, finalized.why_no_edit(visit, invoice, beside=True) if invoice else None, found, refusal=refusal
    )


def new(visit: Visit) -> Answer:
    today = shared.today(visit)
    own = {CONTACT: visit.call.param(CONTACT), "hs_invoice_date": today, "hs_due_date": today}
    return _page(visit, None, Typed(own))


def create(visit: Visit) -> Answer:
    """Lines first, so that a refused one leaves no half invoice behind."""
    sent = _typed(visit)
    if visit.typed("more"):
        return _page(visit, None, sent)
    made: Made = []
    try:
        adjustments.check(sent.adjustments)
        for position, row in enumerate(sent.lines):
            if not forms.is_blank(row):
                made.append(("line_items", _new_line(visit, row, position)))
        for row in sent.adjustments:
            made.append(adjustments.create(visit, row))
        found = visit.send("POST", f"{OBJECTS}/invoices", _new_invoice(sent.own, made))
    except Refusal as refusal:
        _take_back(visit, made)
        return _page(visit, None, sent, refusal)
    return visit.go("invoices", found["id"], said="The draft was saved.")


def _new_invoice(own: Row, made: Made) -> dict[str, Any]:
    to = {"line_items": TO_LINE, **{kind: types[0] for kind, types in adjustments.ENDS.items()}}
    ends = [shared.end(part, to[kind]) for kind, part in made]
    ends += [shared.end(own[CONTACT], TO_CONTACT)] if own[CONTACT] else []
    properties = {name: value for name, value in own.items() if value and name != CONTACT}
    return {"properties": properties, "associations": ends}


def _take_back(visit: Visit, made: Made) -> None:
    """What a refused form has made: saved once more, it would be there twice."""
    for kind, part in made:
        visit.send("DELETE", f"{OBJECTS}/{kind}/{part}")


def _properties(row: Row) -> Row:
    return {own: row[name] for name, own in LINE_PROPERTIES.items()}


def _new_line(visit: Visit, row: Row, position: int, invoice: str = "") -> str:
    properties = {name: value for name, value in _properties(row).items() if value}
    body: dict[str, Any] = {"properties": {**properties, "hs_position_on_quote": str(position)}}
    if invoice:
        body["associations"] = [shared.end(invoice, LINE_TO)]
    return str(visit.send("POST", f"{OBJECTS}/line_items", body)["id"])


def edit(visit: Visit, record_id: str) -> Answer:
    invoice = shared.find(visit, "invoices", record_id)
    if locked := finalized.why_no_edit(visit, invoice):
        back = tag("p", link("Back to the invoice", visit.at("invoices", record_id)))
        return visit.page(f"Edit invoice {shared.label(invoice)}", locked, back)
    rows = _shown_lines(visit, invoice), adjustments.stored(visit, invoice)
    return _page(visit, invoice, Typed(_shown(visit, invoice), *rows))


def update(visit: Visit, record_id: str) -> Answer:
    invoice = shared.find(visit, "invoices", record_id)
    sent = _typed(visit)
    if visit.typed("more"):
        return _page(visit, invoice, sent)
    made: Made = []
    try:
        adjustments.check(sent.adjustments)
        _save(visit, invoice, shared.changed(sent.own, _shown(visit, invoice)))
        _save_lines(visit, invoice, sent.lines, made)
        adjustments.save(visit, invoice, sent.adjustments, made)
    except Refusal as refusal:
        _take_back(visit, made)
        return _page(visit, invoice, sent, refusal)
    return visit.go("invoices", record_id, said="Saved.")


def _save(visit: Visit, invoice: Record, changes: Row) -> None:
    contact = changes.pop(CONTACT, None)
    if changes:
        visit.send("PATCH", f"{OBJECTS}/invoices/{invoice['id']}", {"properties": changes})
    if contact is not None:
        path = f"/crm/v4/objects/invoices/{invoice['id']}/associations"
        for old in shared.linked(visit, invoice, "contacts"):
            visit.send("DELETE", f"{path}/contacts/{old['id']}")
        if contact:
            visit.send("PUT", f"{path}/default/contacts/{contact}")


def _save_lines(visit: Visit, invoice: Record, rows: list[Row], made: Made) -> None:
    stored = {row["id"]: row for row in _shown_lines(visit, invoice)}
    for position, row in enumerate(rows):
        if row["id"] not in stored:
            if not forms.is_blank(row):
                made.append(("line_items", _new_line(visit, row, position, invoice["id"])))
        elif forms.is_blank(row):
            visit.send("DELETE", f"{OBJECTS}/line_items/{row['id']}")
        else:
            changes = shared.changed(_properties(row), _properties(stored[row["id"]]))
            if changes:
                visit.send("PATCH", f"{OBJECTS}/line_items/{row['id']}", {"properties": changes})
