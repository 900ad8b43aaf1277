"""The editor of an invoice: its own values and its lines in one form."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui import forms
from syncapp.sandbox.ui.forms import Field, form, labelled, typed
from syncapp.sandbox.ui.html import tag
from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.shared import LINE_TO, OBJECTS, TO_CONTACT, TO_LINE, Record, day, values
from syncapp.sandbox.ui.visit import Refusal, Visit

CONTACT = "contact"
DATES = ("hs_invoice_date", "hs_due_date")
LINE_PROPERTIES = {
    "product": "hs_product_id", "name": "name", "quantity": "quantity", "price": "price",
    "discount": "hs_discount_percentage",
}  # fmt: skip


def _fields(visit: Visit) -> tuple[Field, ...]:
    settings = visit.vendor.account.settings
    currencies = tuple((one, one) for one in (settings["currency"], *settings["additional_currencies"]))
    contacts = shared.options(shared.living(visit, "contacts"), _named)
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
    products = shared.options(shared.living(visit, "products"))
    return (
        Field("product", "Product", "select", products),
        Field("name", "Name"),
        Field("quantity", "Quantity"),
        Field("price", "Unit price"),
        Field("discount", "Discount %"),
    )


def sorted_lines(visit: Visit, invoice: Record) -> list[Record]:
    found = shared.linked(visit, invoice, "line_items")
    return sorted(found, key=lambda one: (int(values(one).get("hs_position_on_quote") or 0), int(one["id"])))


def _shown(visit: Visit, invoice: Record) -> dict[str, str]:
    held = values(invoice)
    contacts = shared.linked(visit, invoice, "contacts")
    return {**held, CONTACT: contacts[0]["id"] if contacts else ""} | {
        name: day(held.get(name)) for name in DATES
    }


def _shown_lines(visit: Visit, invoice: Record) -> list[dict[str, str]]:
    return [
        {"id": line["id"], **{name: values(line).get(own, "") for name, own in LINE_PROPERTIES.items()}}
        for line in sorted_lines(visit, invoice)
    ]


def _page(
    visit: Visit, invoice: Record | None, shown: dict[str, str], rows: list[dict[str, str]],
    refusal: Refusal | None = None,
) -> Answer:  # fmt: skip
    title = f"Edit invoice {shared.label(invoice)}" if invoice else "New invoice"
    parts = ("invoices", invoice["id"]) if invoice else ("invoices",)
    fields = tag("div", *(labelled(field, shown) for field in _fields(visit)), class_="fields")
    note = tag(
        "p", "A line takes name and price of its product where they are empty. Empty a line to remove it.",
        class_="help",
    )  # fmt: skip
    grid = forms.lines(_line_fields(visit), rows)
    action = visit.at(*parts, "edit") if invoice else visit.at("invoices", "new")
    found = form(
        action,
        fields,
        grid,
        note,
        button="Save" if invoice else "Save draft",
        cancel=visit.at(*parts),
        with_lines=True,
    )
    return visit.page(title, found, refusal=refusal)


def new(visit: Visit) -> Answer:
    today = visit.port.clock.now().date().isoformat()
    shown = {CONTACT: visit.call.param(CONTACT), "hs_invoice_date": today, "hs_due_date": today}
    return _page(visit, None, shown, [])


def create(visit: Visit) -> Answer:
    """Lines first, so that a refused one leaves no half invoice behind."""
    sent, rows = typed(_fields(visit), visit.form), forms.rows_of(_line_fields(visit), visit.form)
    if visit.typed("more"):
        return _page(visit, None, sent, rows)
    made: list[str] = []
    try:
        for position, row in enumerate(rows):
            if not forms.is_blank(row):
                made.append(_new_line(visit, row, position))
        ends = [shared.end(line, TO_LINE) for line in made]
        ends += [shared.end(sent[CONTACT], TO_CONTACT)] if sent[CONTACT] else []
        properties = {name: value for name, value in sent.items() if value and name != CONTACT}
        found = visit.send("POST", f"{OBJECTS}/invoices", {"properties": properties, "associations": ends})
    except Refusal as refusal:
        for line in made:
            visit.send("DELETE", f"{OBJECTS}/line_items/{line}")
        return _page(visit, None, sent, rows, refusal)
    return visit.go("invoices", found["id"], said="The draft was saved.")


def _properties(row: dict[str, str]) -> dict[str, str]:
    return {own: row[name] for name, own in LINE_PROPERTIES.items()}


def _new_line(visit: Visit, row: dict[str, str], position: int, invoice: str = "") -> str:
    properties = {name: value for name, value in _properties(row).items() if value}
    body: dict[str, Any] = {"properties": {**properties, "hs_position_on_quote": str(position)}}
    if invoice:
        body["associations"] = [shared.end(invoice, LINE_TO)]
    return str(visit.send("POST", f"{OBJECTS}/line_items", body)["id"])


def edit(visit: Visit, record_id: str) -> Answer:
    invoice = shared.find(visit, "invoices", record_id)
    return _page(visit, invoice, _shown(visit, invoice), _shown_lines(visit, invoice))


def update(visit: Visit, record_id: str) -> Answer:
    invoice = shared.find(visit, "invoices", record_id)
    sent, rows = typed(_fields(visit), visit.form), forms.rows_of(_line_fields(visit), visit.form)
    if visit.typed("more"):
        return _page(visit, invoice, sent, rows)
    try:
        _save(visit, invoice, shared.changed(sent, _shown(visit, invoice)))
        _save_lines(visit, invoice, rows)
    except Refusal as refusal:
        return _page(visit, invoice, sent, rows, refusal)
    return visit.go("invoices", record_id, said="Saved.")


def _save(visit: Visit, invoice: Record, changes: dict[str, str]) -> None:
    contact = changes.pop(CONTACT, None)
    if changes:
        visit.send("PATCH", f"{OBJECTS}/invoices/{invoice['id']}", {"properties": changes})
    if contact is not None:
        path = f"/crm/v4/objects/invoices/{invoice['id']}/associations"
        for old in shared.linked(visit, invoice, "contacts"):
            visit.send("DELETE", f"{path}/contacts/{old['id']}")
        if contact:
            visit.send("PUT", f"{path}/default/contacts/{contact}")


def _save_lines(visit: Visit, invoice: Record, rows: list[dict[str, str]]) -> None:
    stored = {row["id"]: row for row in _shown_lines(visit, invoice)}
    for position, row in enumerate(rows):
        if row["id"] not in stored:
            if not forms.is_blank(row):
                _new_line(visit, row, position, invoice["id"])
        elif forms.is_blank(row):
            visit.send("DELETE", f"{OBJECTS}/line_items/{row['id']}")
        else:
            changes = shared.changed(_properties(row), _properties(stored[row["id"]]))
            if changes:
                visit.send("PATCH", f"{OBJECTS}/line_items/{row['id']}", {"properties": changes})
