"""Payments: list, record, edit (status and refunds too: here a person stands for the processor), delete."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, button
from syncapp.sandbox.ui.html import facts, link, table, tag
from syncapp.sandbox.ui.hubspot import records, shared
from syncapp.sandbox.ui.hubspot.invoices import METHODS
from syncapp.sandbox.ui.hubspot.properties import PropertiesForm
from syncapp.sandbox.ui.hubspot.record import below
from syncapp.sandbox.ui.hubspot.shared import OBJECTS, Record, day, money, values
from syncapp.sandbox.ui.visit import Refusal, Visit

KIND = "commerce_payments"
STATUSES = (
    "processing", "succeeded", "failed", "partially_refunded", "refunded", "processing_refund", "disputed_won",
    "disputed_lost", "disputed_action_required", "disputed_awaiting_decision",
)  # fmt: skip
FIELDS = (
    Field("hs_initial_amount", "Amount"),
    Field("hs_initiated_date", "Payment date", "date"),
    Field("hs_latest_status", "Status", "select", tuple((one, one) for one in STATUSES)),
    Field("hs_refunds_amount", "Refunded amount"),
    Field("hs_payment_method_type", "Payment method", "select", METHODS),
    Field("hs_reference_number", "Reference number"),
)
FORM = PropertiesForm(KIND, "edit", "Edit", FIELDS)


def listing(visit: Visit) -> Answer:
    found = shared.page_of(visit, KIND)
    rows: list[list[object]] = [
        [shared.to(visit, one), day(visit, values(one).get("hs_initiated_date")), values(one).get("hs_latest_status", ""),
         records.links(visit, shared.linked(visit, one, "invoices")) or "",
         money(values(one).get("hs_initial_amount"), values(one).get("hs_currency_code"))]
        for one in found.rows
    ]  # fmt: skip
    shown = table("Payments", ["Payment", "Date", "Status", "Invoices", "Amount"], rows, (4,))
    how = tag("p", "A payment is recorded on the page of its invoice.", class_="help")
    return visit.page(
        "Payments",
        how,
        records.search(visit, KIND),
        shown,
        pages.paging(visit, found, KIND),
    )


def record(visit: Visit, record_id: str) -> Answer:
    return _page(visit, shared.find(visit, KIND, record_id))


def _page(visit: Visit, one: Record, refusal: Refusal | None = None) -> Answer:
    held = values(one)
    shown = FORM.shown(visit, one)
    rows: list[tuple[str, object]] = [(field.label, shown[field.name]) for field in FIELDS]
    rows += [
        ("Currency", held.get("hs_currency_code")), ("Processor", held.get("hs_processor_type")),
        ("Invoices", records.links(visit, shared.linked(visit, one, "invoices"))),
        ("Contacts", records.links(visit, shared.linked(visit, one, "contacts"))),
        ("Record ID", one["id"]), ("Last modified", one["updatedAt"]),
    ]  # fmt: skip
    if one["archived"]:
        actions = tag("p", "Deleted.", class_="refusal")
    else:
        actions = tag(
            "div", tag("span", "Actions"), link("Edit", visit.at(KIND, one["id"], "edit"), class_="button"),
            button(visit.at(KIND, one["id"], "delete"), "Delete", kind="danger"), class_="actions",
        )  # fmt: skip
    return visit.page(shared.label(one), actions, facts(rows), below(visit, one), refusal=refusal)


def delete(visit: Visit, record_id: str) -> Answer:
    try:
        visit.send("DELETE", f"{OBJECTS}/{KIND}/{record_id}")
    except Refusal as refusal:
        return _page(visit, shared.find(visit, KIND, record_id), refusal)
    return visit.go(KIND, record_id, said="The payment was deleted.")


ROUTES: list[Route] = [
    ("GET", KIND, listing),
    ("GET", f"{KIND}/*", record),
    *FORM.routes,
    ("POST", f"{KIND}/*/delete", delete),
]
