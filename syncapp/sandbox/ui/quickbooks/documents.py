"""Invoices and credit memos: list, page, new, edit, void, delete, mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui import forms
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import button, form, hidden, labelled, typed
from syncapp.sandbox.ui.html import Html, facts, link, short, table, tag
from syncapp.sandbox.ui.quickbooks import form_of, shared
from syncapp.sandbox.ui.quickbooks.lists import TOKEN, value
from syncapp.sandbox.ui.quickbooks.record import below, reference
from syncapp.sandbox.ui.quickbooks.shared import PATHS, Doc, money
from syncapp.sandbox.ui.visit import Refusal, Visit


@dataclass(frozen=True)
class Spec:
    entity: str
    title: str
    one: str

    @property
    def path(self) -> str:
        return PATHS[self.entity]


INVOICE, MEMO = Spec("Invoice", "Invoices", "invoice"), Spec("CreditMemo", "Credit memos", "credit memo")


def listing(visit: Visit, spec: Spec) -> Answer:
    found = shared.page_of(visit, spec.entity)
    rows: list[list[object]] = [
        [shared.to(visit, spec.entity, doc), shared.to_ref(visit, "Customer", doc["CustomerRef"]), doc["TxnDate"],
         shared.status(doc), money(doc["TotalAmt"], doc), money(doc.get("Balance"), doc)]
        for doc in found.rows
    ]  # fmt: skip
    new = tag("p", link(f"New {spec.one}", visit.at(spec.path, "new"), class_="button"), class_="actions")
    heads = ["Number", "Customer", "Date", "Status", "Total", "Balance"]
    paging = pages.paging(visit, found, spec.path)
    return visit.page(spec.title, new, shared.search(visit, spec.path), table(spec.title, heads, rows, (4, 5)), paging)


def record(visit: Visit, spec: Spec, id_: str) -> Answer:
    return page(visit, spec, shared.read(visit, spec.entity, id_))


def page(visit: Visit, spec: Spec, doc: Doc, refusal: Refusal | None = None) -> Answer:
    custom = [(one["Name"], one.get("StringValue")) for one in doc.get("CustomField", [])]
    rows: list[tuple[str, object]] = [
        ("Status", shared.status(doc)), ("Customer", shared.to_ref(visit, "Customer", doc.get("CustomerRef"))),
        ("Date", doc["TxnDate"]), ("Due date", doc.get("DueDate")), ("Terms", value(doc, "SalesTermRef.name")), *custom,
        ("Message to customer", value(doc, "CustomerMemo.value")), ("Private note", doc.get("PrivateNote")),
        ("Email", value(doc, "BillEmail.Address")), ("Email status", doc.get("EmailStatus")),
        ("Tax", money(value(doc, "TxnTaxDetail.TotalTax"))), ("Total", money(doc.get("TotalAmt"), doc)),
        ("Balance", money(doc.get("Balance"), doc)), ("Id", doc["Id"]), ("Version", doc.get("SyncToken")),
        ("Last updated", doc["MetaData"]["LastUpdatedTime"]),
    ]  # fmt: skip
    title = f"{spec.one.capitalize()} {shared.label(spec.entity, doc)}"
    return visit.page(
        title,
        _actions(visit, spec, doc),
        facts(rows),
        lines(visit, doc),
        below(visit, spec.entity, doc),
        refusal=refusal,
    )


def lines(visit: Visit, doc: Doc) -> Html:
    """The lines of any transaction; what a line is of is told by its detail."""
    rows: list[list[object]] = []
    for line in doc.get("Line", []):
        kind = str(line.get("DetailType", ""))
        if kind == "SubTotalLineDetail":
            continue
        detail = line.get(kind) or {}
        of = next(
            (name for name in ("ItemRef", "AccountRef", "DiscountAccountRef", "TaxRateRef") if name in detail), ""
        )
        what = reference(visit, "", of, detail[of]) if of else kind.removesuffix("LineDetail")
        rows.append([
            what, short(line.get("Description", ""), 400), shared.number(detail.get("Qty")),
            shared.number(detail.get("UnitPrice")), value(detail, "TaxCodeRef.value"), value(detail, "ClassRef.name"),
            money(line.get("Amount")),
        ])  # fmt: skip
    heads = ["Product/service", "Description", "Qty", "Rate", "Tax", "Class", "Amount"]
    return table("Lines", heads, rows, (2, 3, 6))


def _actions(visit: Visit, spec: Spec, doc: Doc) -> Html | None:
    if doc.get("status") == "Deleted":
        return None
    at = [spec.path, doc["Id"]]
    apply = link("Apply to an invoice", visit.at(*at, "apply"), class_="button") if spec is MEMO else None
    pay = link("Receive payment", visit.at("payments", "new", invoice=doc["Id"]), class_="button")
    return tag(
        "div",
        link("Edit", visit.at(*at, "edit"), class_="button"),
        pay if spec is INVOICE else apply,
        button(visit.at(*at, "send"), "Send") if spec is INVOICE else None,
        button(visit.at(*at, "void"), "Void", kind="danger"),
        button(visit.at(*at, "delete"), "Delete", kind="danger"),
        class_="actions",
    )


# The editor


def _form(
    visit: Visit, spec: Spec, doc: Doc | None, shown: dict[str, str], rows: list[dict[str, str]],
    refusal: Refusal | None = None, token: str = "",
) -> Answer:  # fmt: skip
    title = f"Edit {spec.one} {shared.label(spec.entity, doc)}" if doc else f"New {spec.one}"
    parts = [spec.path, doc["Id"]] if doc else [spec.path]
    inputs = tag("div", *(labelled(field, shown) for field in form_of.fields(visit, spec.entity)), class_="fields")
    grid = forms.lines(form_of.line_fields(visit), rows)
    note = tag("p", "Empty a line to remove it. Amounts are quantity × rate.", class_="help")
    found = form(
        visit.at(*parts, "edit" if doc else "new"), inputs, grid, note, hidden(TOKEN, token) if doc else None,
        button="Save", cancel=visit.at(*parts), with_lines=True,
    )  # fmt: skip
    return visit.page(title, found, refusal=refusal)


def new(visit: Visit, spec: Spec) -> Answer:
    shown = {
        "CustomerRef.value": visit.call.param("customer"), "TxnDate": shared.company(visit).today().isoformat()
    }  # fmt: skip
    return _form(visit, spec, None, shown, [])


def edit(visit: Visit, spec: Spec, id_: str) -> Answer:
    doc = shared.read(visit, spec.entity, id_)
    shown, rows = form_of.shown(visit, spec.entity, doc), form_of.shown_lines(visit, doc)
    return _form(visit, spec, doc, shown, rows, token=doc["SyncToken"])


def save(visit: Visit, spec: Spec, id_: str = "") -> Answer:
    """New or edited; a refusal shows the form as it was typed."""
    doc = shared.read(visit, spec.entity, id_) if id_ else None
    sent = typed(form_of.fields(visit, spec.entity), visit.form)
    rows, token = forms.rows_of(form_of.line_fields(visit), visit.form), visit.typed(TOKEN)
    if visit.typed("more"):
        return _form(visit, spec, doc, sent, rows, token=token)
    try:
        body = form_of.body(visit, spec.entity, doc)
        if doc and body:
            head = {"Id": id_, TOKEN: token, "sparse": True, "CustomerRef": doc["CustomerRef"]}
            shared.post(visit, spec.entity, {**head, **body})
        elif doc is None:
            id_ = shared.post(visit, spec.entity, body)["Id"]
    except Refusal as refusal:
        return _form(visit, spec, doc, sent, rows, refusal, token)
    return visit.go(spec.path, id_, said=f"The {spec.one} was saved.")


def _done(visit: Visit, spec: Spec, id_: str, act: Callable[[], object], said: str) -> Answer:
    try:
        act()
    except Refusal as refusal:
        return page(visit, spec, shared.read(visit, spec.entity, id_), refusal)
    return visit.go(spec.path, id_, said=said)


def void(visit: Visit, spec: Spec, id_: str) -> Answer:
    def act() -> object:
        return shared.post(visit, spec.entity, {"Id": id_}, operation="void")

    return _done(visit, spec, id_, act, f"The {spec.one} was voided.")


def delete(visit: Visit, spec: Spec, id_: str) -> Answer:
    def act() -> object:
        return shared.post(visit, spec.entity, {"Id": id_}, operation="delete")

    return _done(visit, spec, id_, act, f"The {spec.one} was deleted.")


def send(visit: Visit, spec: Spec, id_: str) -> Answer:
    def act() -> object:
        return visit.send("POST", f"/v3/company/{visit.realm}/invoice/{id_}/send")

    return _done(visit, spec, id_, act, "The invoice was sent.")


def routes() -> list[Route]:
    pages: tuple[tuple[str, str, Callable[..., Answer]], ...] = (
        ("GET", "", listing), ("GET", "new", new), ("POST", "new", save), ("GET", "*", record), ("GET", "*/edit", edit),
        ("POST", "*/edit", save), ("POST", "*/void", void), ("POST", "*/delete", delete),
    )  # fmt: skip
    found = [
        (method, f"{spec.path}/{pattern}", _bound(handler, spec))
        for spec in (INVOICE, MEMO)
        for method, pattern, handler in pages
    ]
    return [*found, ("POST", "invoices/*/send", _bound(send, INVOICE))]


def _bound(handler: Callable[..., Answer], spec: Spec) -> Callable[..., Answer]:
    return lambda visit, *captured: handler(visit, spec, *captured)
