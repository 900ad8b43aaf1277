"""Customers, vendors, employees and items: list, page, new, edit, make inactive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, button, form, hidden, labelled, typed
from syncapp.sandbox.ui.html import Html, facts, link, short, table, tag
from syncapp.sandbox.ui.quickbooks import shared
from syncapp.sandbox.ui.quickbooks.record import below, reference
from syncapp.sandbox.ui.quickbooks.shared import PATHS, Doc
from syncapp.sandbox.ui.visit import Refusal, Visit

TOKEN = "SyncToken"  # noqa: S105 - a version, no secret
NAME = (Field("DisplayName", "Display name"),)
PERSON = (
    *NAME, Field("CompanyName", "Company name"), Field("GivenName", "First name"), Field("FamilyName", "Last name"),
    Field("PrimaryEmailAddr.Address", "Email"), Field("PrimaryPhone.FreeFormNumber", "Phone number"),
    Field("BillAddr.Line1", "Street address"), Field("BillAddr.City", "City"),
    Field("BillAddr.CountrySubDivisionCode", "State"), Field("BillAddr.PostalCode", "ZIP code"),
)  # fmt: skip
STATUSES = ("active", "inactive")
TYPES = tuple((one, one) for one in ("Service", "NonInventory"))


def _customer_fields(visit: Visit) -> tuple[Field, ...]:
    terms = Field("SalesTermRef.value", "Terms", "select", shared.options(visit, "Term"))
    parent = Field("ParentRef.value", "Parent customer", "select", shared.options(visit, "Customer"))
    return (*PERSON, terms, parent, Field("CurrencyRef.value", "Currency", help="Such as USD. Fixed once it has transactions."),
            Field("Notes", "Notes", "textarea"))  # fmt: skip


def _item_fields(visit: Visit) -> tuple[Field, ...]:
    income = shared.options(
        visit, "Account", lambda doc: doc.get("Classification") == "Revenue" or "Income" in doc["AccountType"]
    )
    return (
        Field("Name", "Name"), Field("Sku", "SKU"), Field("Type", "Type", "select", TYPES),
        Field("UnitPrice", "Sales price/rate"),
        Field("IncomeAccountRef.value", "Income account", "select", income),
        Field("Description", "Description", "textarea"),
    )  # fmt: skip


@dataclass(frozen=True)
class Spec:
    entity: str
    title: str
    one: str
    fields: Callable[[Visit], tuple[Field, ...]]
    columns: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        return PATHS[self.entity]


SPECS = (
    Spec("Customer", "Customers", "customer", _customer_fields,
         (("CompanyName", "Company"), ("PrimaryEmailAddr.Address", "Email"), ("Balance", "Balance"))),
    Spec("Item", "Products and services", "item", _item_fields,
         (("Sku", "SKU"), ("Type", "Type"), ("UnitPrice", "Sales price"), ("IncomeAccountRef.name", "Income account"))),
    Spec("Vendor", "Vendors", "vendor", lambda _: PERSON, (("CompanyName", "Company"),)),
    Spec("Employee", "Employees", "employee", lambda _: (NAME[0], PERSON[2], PERSON[3]), ()),
)  # fmt: skip


def value(doc: Doc, path: str) -> str:
    found: object = doc
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    if isinstance(found, int | float):
        return shared.number(found)
    return "" if found is None else str(found)


def nested(sent: dict[str, str]) -> Doc:
    """`BillAddr.City` and the like as the API has them."""
    body: Doc = {}
    for path, text in sent.items():
        head, _, tail = path.partition(".")
        if tail:
            body.setdefault(head, {})[tail] = text
        else:
            body[head] = text
    return body


def listing(visit: Visit, spec: Spec) -> Answer:
    status = visit.call.param("status")
    wanted = (lambda doc: _active(doc) == status) if status in STATUSES else None
    found = shared.page_of(visit, spec.entity, wanted)
    rows: list[list[object]] = [
        [
            shared.to(visit, spec.entity, doc), *(short(value(doc, name)) for name, _ in spec.columns), _active(doc),
            _make_active(visit, spec, doc),
        ]
        for doc in found.rows
    ]  # fmt: skip
    new = tag("p", link(f"New {spec.one}", visit.at(spec.path, "new"), class_="button"), class_="actions")
    shown = table(spec.title, ["Name", *(head for _, head in spec.columns), "Status", "Action"], rows)
    paging = pages.paging(visit, found, spec.path, status=status)
    by_status = labelled(
        Field("status", "Status", "select", (("", "All"), *((one, one.capitalize()) for one in STATUSES))),
        {"status": status},
    )
    return visit.page(spec.title, new, shared.search(visit, spec.path, by_status), shown, paging)


def _make_active(visit: Visit, spec: Spec, doc: Doc) -> Html | None:
    """As in QuickBooks beside what is inactive."""
    if doc.get("Active", True):
        return None
    return button(
        visit.at(spec.path, doc["Id"], "active"), "Make active", label=f"Make active: {shared.label(spec.entity, doc)}"
    )


def _active(doc: Doc) -> str:
    return "active" if doc.get("Active", True) else "inactive"


def record(visit: Visit, spec: Spec, id_: str) -> Answer:
    return _page(visit, spec, shared.read(visit, spec.entity, id_))


def _page(visit: Visit, spec: Spec, doc: Doc, refusal: Refusal | None = None) -> Answer:
    rows: list[tuple[str, object]] = [(field.label, _named(visit, spec, doc, field)) for field in spec.fields(visit)]
    rows += [("Balance", value(doc, "Balance")), ("Status", _active(doc)), ("Id", doc["Id"]),
             ("Last updated", doc["MetaData"]["LastUpdatedTime"])]  # fmt: skip
    active = doc.get("Active", True)
    invoice = link("New invoice", visit.at("invoices", "new", customer=doc["Id"]), class_="button")
    actions = tag(
        "div",
        link("Edit", visit.at(spec.path, doc["Id"], "edit"), class_="button"),
        invoice if spec.entity == "Customer" else None,
        button(
            visit.at(spec.path, doc["Id"], "inactive" if active else "active"),
            "Make inactive" if active else "Make active",
        ),
        class_="actions",
    )
    return visit.page(
        shared.label(spec.entity, doc), actions, facts(rows), below(visit, spec.entity, doc), refusal=refusal
    )


def _named(visit: Visit, spec: Spec, doc: Doc, field: Field) -> object:
    name = field.name.removesuffix(".value")
    if name.endswith("Ref") and isinstance(doc.get(name), dict) and "value" in doc[name]:
        return reference(visit, spec.entity, name, doc[name])
    return value(doc, field.name)


def _form(visit: Visit, spec: Spec, shown: dict[str, str], doc: Doc | None, refusal: Refusal | None = None) -> Answer:
    title = f"Edit {shared.label(spec.entity, doc)}" if doc else f"New {spec.one}"
    fields = tag("div", *(labelled(field, shown) for field in spec.fields(visit)), class_="fields")
    parts = (spec.path, doc["Id"]) if doc else (spec.path,)
    action = visit.at(*parts, "edit" if doc else "new")
    token = hidden(TOKEN, shown.get(TOKEN, "")) if doc else None
    return visit.page(title, form(action, fields, token, button="Save", cancel=visit.at(*parts)), refusal=refusal)


def _shown(visit: Visit, spec: Spec, doc: Doc) -> dict[str, str]:
    return {field.name: value(doc, field.name) for field in spec.fields(visit)} | {TOKEN: doc["SyncToken"]}


def new(visit: Visit, spec: Spec) -> Answer:
    return _form(visit, spec, {"Type": "Service"}, None)


def create(visit: Visit, spec: Spec) -> Answer:
    sent = typed(spec.fields(visit), visit.form)
    try:
        made = shared.post(visit, spec.entity, nested({name: text for name, text in sent.items() if text}))
    except Refusal as refusal:
        return _form(visit, spec, sent, None, refusal)
    return visit.go(spec.path, made["Id"], said=f"The {spec.one} was made.")


def edit(visit: Visit, spec: Spec, id_: str) -> Answer:
    doc = shared.read(visit, spec.entity, id_)
    return _form(visit, spec, _shown(visit, spec, doc), doc)


def update(visit: Visit, spec: Spec, id_: str) -> Answer:
    """Sparse, with the version that the form was made from: who saves second is told so."""
    doc = shared.read(visit, spec.entity, id_)
    sent = typed(spec.fields(visit), visit.form)
    changes = nested(shared.changed(sent, _shown(visit, spec, doc)))
    for name, part in changes.items():  # an address or a phone number is written whole
        if isinstance(part, dict) and not name.endswith("Ref"):
            changes[name] = {
                **{key: each for key, each in (doc.get(name) or {}).items() if key != "Id"},
                **part,
            }
    try:
        if changes:
            shared.post(visit, spec.entity, {"Id": id_, TOKEN: visit.typed(TOKEN), "sparse": True, **changes})
    except Refusal as refusal:
        return _form(visit, spec, {**sent, TOKEN: visit.typed(TOKEN)}, doc, refusal)
    return visit.go(spec.path, id_, said="Saved.")


def _set(active: bool) -> Callable[[Visit, Spec, str], Answer]:
    def handler(visit: Visit, spec: Spec, id_: str) -> Answer:
        try:
            shared.post(visit, spec.entity, {"Id": id_, "sparse": True, "Active": active})
        except Refusal as refusal:
            return _page(visit, spec, shared.read(visit, spec.entity, id_), refusal)
        return visit.go(spec.path, id_, said=f"The {spec.one} is {'active' if active else 'inactive'} now.")

    return handler


def routes() -> list[Route]:
    pages: tuple[tuple[str, str, Callable[..., Answer]], ...] = (
        ("GET", "", listing), ("GET", "new", new), ("POST", "new", create), ("GET", "*", record), ("GET", "*/edit", edit),
        ("POST", "*/edit", update), ("POST", "*/inactive", _set(False)), ("POST", "*/active", _set(True)),
    )  # fmt: skip
    return [
        (method, f"{spec.path}/{pattern}", _bound(handler, spec))
        for spec in SPECS
        for method, pattern, handler in pages
    ]


def _bound(handler: Callable[..., Answer], spec: Spec) -> Callable[..., Answer]:
    return lambda visit, *captured: handler(visit, spec, *captured)
