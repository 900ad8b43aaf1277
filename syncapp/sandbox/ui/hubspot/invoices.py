"""Invoices: list, record, finalize, void, delete."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import invoices as rules
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, button, control, form, labelled, typed
from syncapp.sandbox.ui.html import Html, facts, html, link, short, table, tag
from syncapp.sandbox.ui.hubspot import finalized, invoice_form, records, shared
from syncapp.sandbox.ui.hubspot.record import below
from syncapp.sandbox.ui.hubspot.shared import OBJECTS, Record, day, money, values
from syncapp.sandbox.ui.visit import Refusal, Visit

INVOICES = f"{OBJECTS}/invoices"
STATUSES = ("draft", "open", "paid", "voided")
METHODS = (
    ("check", "Check"), ("cash", "Cash"), ("card", "Card"), ("ach", "ACH"), ("wire_transfer", "Wire transfer"),
    ("other", "Other"),
)  # fmt: skip
PAYMENT = (
    Field("amount", "Amount"),
    Field("date", "Payment date", "date"),
    Field("method", "Payment method", "select", METHODS),
    Field("reference", "Reference number"),
)


def listing(visit: Visit) -> Answer:
    status = visit.call.param("status")
    wanted = (lambda one: values(one).get("hs_invoice_status") == status) if status else None
    found = shared.page_of(visit, "invoices", wanted)
    rows: list[list[object]] = [
        [shared.to(visit, one), _contact(visit, one), day(visit, values(one).get("hs_invoice_date")),
         tag("span", values(one).get("hs_invoice_status", ""), class_="tag"),
         money(values(one).get("hs_amount_billed"), values(one).get("hs_currency")),
         money(values(one).get("hs_balance_due"), values(one).get("hs_currency"))]
        for one in found.rows
    ]  # fmt: skip
    choices = Field("status", "Status", "select", (("", "Any"), *((one, one) for one in STATUSES)))
    chosen = html(tag("label", "Status", for_="status"), control(choices, status, "status", "status"))
    heads = ["Number", "Contact", "Invoice date", "Status", "Total", "Balance due"]
    return visit.page(
        records.listed(visit, "Invoices"),
        records.list_actions(visit, "invoices", "invoice", found),
        records.search(visit, "invoices", chosen),
        table("Invoices", heads, rows, (4, 5)),
        pages.paging(visit, found, "invoices", status=status),
    )


def _contact(visit: Visit, one: Record) -> object:
    found = shared.linked(visit, one, "contacts")
    return shared.to(visit, found[0]) if found else ""


def record(visit: Visit, record_id: str) -> Answer:
    return _page(visit, shared.find(visit, "invoices", record_id))


def _page(visit: Visit, one: Record, refusal: Refusal | None = None, payment: dict[str, str] | None = None) -> Answer:
    held, currency = values(one), values(one).get("hs_currency")
    status = "deleted" if one["archived"] else held.get("hs_invoice_status", "")
    rows: list[tuple[str, object]] = [
        ("Status", tag("span", status, class_="tag")), ("Contact", _contact(visit, one)),
        ("Company", records.links(visit, shared.linked(visit, one, "companies"))),
        ("Invoice date", day(visit, held.get("hs_invoice_date"))), ("Due date", day(visit, held.get("hs_due_date"))),
        ("PO number", held.get("hs_purchase_order_number")), ("Comments", held.get("hs_comments")),
        ("Billable", held.get("hs_invoice_billable")), ("Source", held.get("hs_invoice_source")),
        ("Subtotal", money(held.get("hs_subtotal"), currency)), *_order(visit, one),
        ("Total", money(held.get("hs_amount_billed"), currency)),
        ("Paid", money(held.get("hs_amount_paid"), currency)),
        ("Balance due", money(held.get("hs_balance_due"), currency)),
        ("Paid on", day(visit, held.get("hs_payment_date"))), ("Record ID", one["id"]), ("Last modified", one["updatedAt"]),
    ]  # fmt: skip
    paying = _payment_form(visit, one, payment) if status == "open" else None
    body = html(
        _actions(visit, one, status),
        finalized.why_no_edit(visit, one) if status != "deleted" else None,
        facts(rows),
        _lines(visit, one),
        _payments(visit, one),
        paying,
        below(visit, one, ("line_items", "commerce_payments")),
    )
    return visit.page(f"Invoice {shared.label(one)}", body, refusal=refusal)


def _order(visit: Visit, one: Record) -> list[tuple[str, object]]:
    """Discounts, fees and taxes on the whole order."""
    found: list[tuple[str, object]] = []
    for kind, name in (("discounts", "Order discount"), ("fees", "Order fee"), ("taxes", "Order tax")):
        for part in shared.linked(visit, one, kind):
            held = values(part)
            unit = " %" if held.get("hs_type") == "PERCENT" else ""
            found.append((name, f"{held.get('hs_label') or name}: {held.get('hs_value')}{unit}"))
    return found


def _lines(visit: Visit, one: Record) -> Html:
    rows: list[list[object]] = [
        [_line(visit, line), values(line).get("hs_sku", ""), values(line).get("quantity", ""),
         values(line).get("price", ""), values(line).get("hs_discount_percentage") or values(line).get("discount", ""),
         money(values(line).get("amount"))]
        for line in invoice_form.sorted_lines(visit, one)
    ]  # fmt: skip
    return table("Line items", ["Name", "SKU", "Quantity", "Unit price", "Discount", "Amount"], rows, (2, 3, 4, 5))


def _line(visit: Visit, line: Record) -> object:
    return link(short(values(line).get("name") or "Without a name"), visit.at("line_items", line["id"]))


def _payments(visit: Visit, one: Record) -> Html:
    rows: list[list[object]] = [
        [shared.to(visit, payment), day(visit, values(payment).get("hs_initiated_date")),
         values(payment).get("hs_latest_status", ""), values(payment).get("hs_payment_method_type", ""),
         money(values(payment).get("hs_initial_amount"), values(payment).get("hs_currency_code"))]
        for payment in shared.linked(visit, one, "commerce_payments")
    ]  # fmt: skip
    return table("Payments", ["Payment", "Date", "Status", "Method", "Amount"], rows, (4,))


def _actions(visit: Visit, one: Record, status: str) -> Html:
    def at(*more: str) -> str:
        return visit.at("invoices", one["id"], *more)

    if status == "deleted":
        return tag("div", button(at("restore"), "Restore"), class_="actions")
    account = visit.vendor.account
    editable, mirror = rules.editable(account, one), rules.is_mirror(one)
    return tag(
        "div",
        tag("span", "Actions"),
        button(at("finalize"), "Finalize", kind="main") if status == "draft" else None,
        link("Edit", at("edit"), class_="button") if editable else None,
        link("Edit properties", at("properties"), class_="button") if not editable and status != "voided" else None,
        link("Record payment", "#record-payment", class_="button") if status == "open" else None,
        button(at("clone"), "Clone"),
        button(at("void"), "Void", kind="danger") if status == "open" or (status == "paid" and mirror) else None,
        button(at("delete"), "Delete", kind="danger") if rules.deletable(account, one) else None,
        class_="actions",
    )


def _payment_form(visit: Visit, one: Record, typed_before: dict[str, str] | None) -> Html:
    usual = {
        "amount": f"{values(one).get('hs_balance_due', '')}", "date": shared.today(visit),
        "method": "check",
    }  # fmt: skip
    fields = tag("div", *(labelled(field, typed_before or usual) for field in PAYMENT), class_="fields")
    action = visit.at("invoices", one["id"], "payments")
    return tag(
        "section", tag("h2", "Record payment"), form(action, fields, button="Record payment"),
        class_="box", id="record-payment",
    )  # fmt: skip


def pay(visit: Visit, record_id: str) -> Answer:
    sent = typed(PAYMENT, visit.form)
    try:
        made = visit.send("POST", f"{INVOICES}/{record_id}/payments", {k: v for k, v in sent.items() if v})
    except Refusal as refusal:
        return _page(visit, shared.find(visit, "invoices", record_id), refusal, sent)
    return visit.go("invoices", record_id, said=f"Payment {made['id']} was recorded.")


def _status(visit: Visit, record_id: str, status: str, said: str) -> Answer:
    try:
        visit.send("PATCH", f"{INVOICES}/{record_id}", {"properties": {"hs_invoice_status": status}})
    except Refusal as refusal:
        return _page(visit, shared.find(visit, "invoices", record_id), refusal)
    return visit.go("invoices", record_id, said=said)


def finalize(visit: Visit, record_id: str) -> Answer:
    return _status(visit, record_id, "open", "The invoice was finalized.")


def void(visit: Visit, record_id: str) -> Answer:
    return _status(visit, record_id, "voided", "The invoice was voided.")


def delete(visit: Visit, record_id: str) -> Answer:
    try:
        visit.send("DELETE", f"{INVOICES}/{record_id}")
    except Refusal as refusal:
        return _page(visit, shared.find(visit, "invoices", record_id), refusal)
    return visit.go("invoices", record_id, said="The invoice was deleted.")


def restore(visit: Visit, record_id: str) -> Answer:
    visit.send("POST", f"{INVOICES}/{record_id}/restore")
    return visit.go("invoices", record_id, said="The invoice was restored.")


ROUTES: list[Route] = [
    ("GET", "invoices", listing),
    ("GET", "invoices/new", invoice_form.new),
    ("POST", "invoices/new", invoice_form.create),
    ("GET", "invoices/*", record),
    ("GET", "invoices/*/edit", invoice_form.edit),
    ("POST", "invoices/*/edit", invoice_form.update),
    *finalized.ROUTES,
    ("POST", "invoices/*/finalize", finalize),
    ("POST", "invoices/*/payments", pay),
    ("POST", "invoices/*/void", void),
    ("POST", "invoices/*/delete", delete),
    ("POST", "invoices/*/restore", restore),
]
