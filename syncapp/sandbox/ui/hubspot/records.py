"""Contacts, companies and products: list, record, new, edit, delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, button, form, labelled, typed
from syncapp.sandbox.ui.html import Html, facts, html, link, short, table, tag
from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.record import below
from syncapp.sandbox.ui.hubspot.shared import OBJECTS, Record, values
from syncapp.sandbox.ui.visit import Refusal, Visit

ADDRESS = (
    Field("address", "Street address"), Field("city", "City"), Field("state", "State/Region"),
    Field("zip", "Postal code"), Field("country", "Country/Region"),
)  # fmt: skip
SHOWN = 50  # invoices of a contact or a company
COMPANY = "company_id"  # of the form of a contact: an association, not a property


@dataclass(frozen=True)
class Spec:
    kind: str
    title: str
    one: str
    fields: tuple[Field, ...]
    columns: tuple[tuple[str, str], ...]  # property, head; after the name


SPECS = (
    Spec(
        "contacts", "Contacts", "contact",
        (Field("firstname", "First name"), Field("lastname", "Last name"), Field("email", "Email"),
         Field("phone", "Phone number"), Field("company", "Company name"), *ADDRESS),
        (("email", "Email"), ("company", "Company"), ("phone", "Phone")),
    ),
    Spec(
        "companies", "Companies", "company",
        (Field("name", "Company name"), Field("domain", "Company domain name"), Field("phone", "Phone number"), *ADDRESS),
        (("domain", "Domain"), ("city", "City"), ("phone", "Phone")),
    ),
    Spec(
        "products", "Products", "product",
        (Field("name", "Name"), Field("hs_sku", "SKU"), Field("price", "Unit price"),
         Field("description", "Description", "textarea")),
        (("hs_sku", "SKU"), ("price", "Unit price"), ("description", "Description")),
    ),
)  # fmt: skip


def search(visit: Visit, kind: str, *more: object) -> Html:
    sought = tag("input", type="search", name="q", id="q", value=visit.call.param("q"))
    return tag(
        "form", tag("label", "Search", for_="q"), sought, *more, tag("button", "Search", type="submit"),
        method="get", action=visit.at(kind), class_="search",
    )  # fmt: skip


def list_actions(visit: Visit, kind: str, one: str, found: pages.Listed) -> Html:
    """Above a list: what is made, and Restore records, as HubSpot's Actions have it."""
    if pages.of_deleted(visit):
        return tag("p", f"Open the {one} that is to come back, and click Restore on its page.")
    deleted = (
        link("Restore records", visit.at(kind, **{pages.DELETED: "1"}), class_="button") if found.deleted else None
    )
    new = link(f"New {one}", visit.at(kind, "new"), class_="button")
    return tag("div", new, html(tag("span", "Actions"), deleted) if deleted else None, class_="actions")


def listing(visit: Visit, spec: Spec) -> Answer:
    found = shared.page_of(visit, spec.kind)
    rows: list[list[object]] = [
        [shared.to(visit, one), *(short(values(one).get(name, "")) for name, _ in spec.columns)] for one in found.rows
    ]
    shown = table(spec.title, ["Name", *(head for _, head in spec.columns)], rows)
    paging = pages.paging(visit, found, spec.kind)
    actions = list_actions(visit, spec.kind, spec.one, found)
    return visit.page(listed(visit, spec.title), actions, search(visit, spec.kind), shown, paging)


def listed(visit: Visit, title: str) -> str:
    return f"Deleted {title.lower()}" if pages.of_deleted(visit) else title


def record(visit: Visit, spec: Spec, record_id: str) -> Answer:
    one = shared.find(visit, spec.kind, record_id)
    held = values(one)
    rows: list[tuple[str, object]] = [(field.label, held.get(field.name)) for field in spec.fields]
    others = [kind for kind in ("companies", "contacts") if kind != spec.kind and spec.kind != "products"]
    rows += [(kind.capitalize(), links(visit, shared.linked(visit, one, kind))) for kind in others]
    rows += [("Record ID", one["id"]), ("Last modified", one["updatedAt"])]
    return visit.page(
        shared.label(one),
        state(one),
        facts(rows),
        _actions(visit, spec, one),
        _invoices(visit, one),
        below(visit, one, ("invoices",)),
    )


def links(visit: Visit, records: list[Record]) -> object:
    found = [shared.to(visit, one) for one in records]
    return html(*(html(", " if n else None, one) for n, one in enumerate(found))) if found else None


def state(one: Record) -> Html | None:
    if one.get("mergedInto"):
        return tag("p", "Merged into another record.", class_="refusal")
    return tag("p", "Deleted.", class_="refusal") if one["archived"] else None


def _actions(visit: Visit, spec: Spec, one: Record) -> Html | None:
    if one.get("mergedInto"):
        return None
    if one["archived"]:
        return tag("div", button(visit.at(spec.kind, one["id"], "restore"), "Restore"), class_="actions")
    invoice = link("New invoice", visit.at("invoices", "new", contact=one["id"]), class_="button")
    return tag(
        "div",
        tag("span", "Actions"),
        link("Edit", visit.at(spec.kind, one["id"], "edit"), class_="button"),
        invoice if spec.kind == "contacts" else None,
        button(visit.at(spec.kind, one["id"], "delete"), "Delete", kind="danger"),
        class_="actions",
    )


def _invoices(visit: Visit, one: Record) -> Html | None:
    """The last linked first."""
    if one["kind"] == "products":
        return None
    ids = list(one["associations"].get("invoices", {}))[::-1]
    found = (visit.vendor.account.find("invoices", number) for number in ids[:SHOWN])
    rows: list[list[object]] = [
        [shared.to(visit, invoice), values(invoice).get("hs_invoice_status", ""),
         shared.money(values(invoice).get("hs_amount_billed"), values(invoice).get("hs_currency"))]
        for invoice in found
        if invoice
    ]  # fmt: skip
    more = tag("p", f"The newest {SHOWN} of {len(ids):,}.", class_="paging") if len(ids) > SHOWN else None
    return html(table("Invoices", ["Number", "Status", "Total"], rows, (2,)), more)


# Forms


def _fields(visit: Visit, spec: Spec) -> tuple[Field, ...]:
    if spec.kind != "contacts":
        return spec.fields
    companies = shared.options(shared.newest(visit, "companies"))
    return (*spec.fields, Field(COMPANY, "Associated company", "select", companies))


def _shown(visit: Visit, one: Record) -> dict[str, str]:
    """A record as its form shows it."""
    companies = shared.linked(visit, one, "companies") if one["kind"] == "contacts" else []
    return {**values(one), COMPANY: companies[0]["id"] if companies else ""}


def _form(visit: Visit, spec: Spec, shown: dict[str, str], one: Record | None, refusal: Refusal | None) -> Answer:
    title = f"Edit {shared.label(one)}" if one else f"New {spec.one}"
    fields = tag("div", *(labelled(field, shown) for field in _fields(visit, spec)), class_="fields")
    action = visit.at(spec.kind, one["id"], "edit") if one else visit.at(spec.kind, "new")
    cancel = visit.at(spec.kind, one["id"]) if one else visit.at(spec.kind)
    return visit.page(title, form(action, fields, button="Save", cancel=cancel), refusal=refusal)


def new(visit: Visit, spec: Spec) -> Answer:
    return _form(visit, spec, {}, None, None)


def create(visit: Visit, spec: Spec) -> Answer:
    sent = typed(_fields(visit, spec), visit.form)
    try:
        company = sent.pop(COMPANY, "")
        properties = {name: value for name, value in sent.items() if value}
        ends = [shared.end(company, 279)] if company else []
        made = visit.send("POST", f"{OBJECTS}/{spec.kind}", {"properties": properties, "associations": ends})
    except Refusal as refusal:
        return _form(visit, spec, typed(_fields(visit, spec), visit.form), None, refusal)
    return visit.go(spec.kind, made["id"], said=f"The {spec.one} was made.")


def edit(visit: Visit, spec: Spec, record_id: str) -> Answer:
    one = shared.find(visit, spec.kind, record_id)
    return _form(visit, spec, _shown(visit, one), one, None)


def update(visit: Visit, spec: Spec, record_id: str) -> Answer:
    one = shared.find(visit, spec.kind, record_id)
    before = _shown(visit, one)
    sent = shared.changed(typed(_fields(visit, spec), visit.form), before)
    try:
        company = sent.pop(COMPANY, None)
        if sent:
            visit.send("PATCH", f"{OBJECTS}/{spec.kind}/{record_id}", {"properties": sent})
        if company is not None:
            _associate(visit, record_id, before[COMPANY], company)
    except Refusal as refusal:
        return _form(visit, spec, typed(_fields(visit, spec), visit.form), one, refusal)
    return visit.go(spec.kind, record_id, said="Saved.")


def _associate(visit: Visit, contact: str, old: str, new: str) -> None:
    path = f"/crm/v4/objects/contacts/{contact}/associations"
    if old:
        visit.send("DELETE", f"{path}/companies/{old}")
    if new:
        visit.send("PUT", f"{path}/default/companies/{new}")


def delete(visit: Visit, spec: Spec, record_id: str) -> Answer:
    visit.send("DELETE", f"{OBJECTS}/{spec.kind}/{record_id}")
    return visit.go(spec.kind, record_id, said=f"The {spec.one} was deleted.")


def restore(visit: Visit, spec: Spec, record_id: str) -> Answer:
    visit.send("POST", f"{OBJECTS}/{spec.kind}/{record_id}/restore")
    return visit.go(spec.kind, record_id, said=f"The {spec.one} was restored.")


def routes() -> list[Route]:
    found: list[Route] = []
    for spec in SPECS:
        pages: tuple[tuple[str, str, Callable[..., Answer]], ...] = (
            ("GET", "", listing), ("GET", "new", new), ("POST", "new", create), ("GET", "*", record),
            ("GET", "*/edit", edit), ("POST", "*/edit", update), ("POST", "*/delete", delete),
            ("POST", "*/restore", restore),
        )  # fmt: skip
        for method, pattern, handler in pages:
            found.append((method, f"{spec.kind}/{pattern}", _bound(handler, spec)))
    return found


def _bound(handler: Callable[..., Answer], spec: Spec) -> Callable[..., Answer]:
    return lambda visit, *captured: handler(visit, spec, *captured)
