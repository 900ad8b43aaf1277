"""Every entity that has no pages of its own: a list and a record's page, made inactive or deleted there."""

from __future__ import annotations

from collections.abc import Callable

from syncapp.sandbox.call import Answer
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import button
from syncapp.sandbox.ui.html import Html, facts, short, table, tag
from syncapp.sandbox.ui.quickbooks import documents, shared
from syncapp.sandbox.ui.quickbooks.lists import value
from syncapp.sandbox.ui.quickbooks.record import below, reference, words
from syncapp.sandbox.ui.quickbooks.shared import Doc, money
from syncapp.sandbox.ui.visit import Refusal, Visit

COLUMNS: dict[str, tuple[str, ...]] = {
    "Account": ("AccountType", "AccountSubType", "CurrentBalance"), "Term": ("Type", "DueDays"), "PaymentMethod": ("Type",),
    "TaxCode": ("Description", "Taxable"), "TaxRate": ("RateValue", "AgencyRef"), "Class": (), "Department": (),
    "CustomerType": (),
}  # fmt: skip
MONEY = ("TotalAmt", "Balance", "CurrentBalance", "HomeTotalAmt", "HomeBalance")
PARTIES = ("CustomerRef", "VendorRef", "EntityRef")
HIDDEN = {"Line", "MetaData", "domain", "sparse", "status", "LinkedTxn", "CustomField", "TxnTaxDetail"}


def _entity(path: str) -> str:
    """KeyError, which is a 404, for what is no entity."""
    return shared.ENTITY_OF[path]


def listing(visit: Visit, path: str) -> Answer:
    entity = _entity(path)
    found = shared.page_of(visit, entity)
    heads, row, numbers = _transactions(visit) if ENTITIES[entity].is_transaction else _list(visit, entity)
    rows = [[shared.to(visit, entity, doc), *row(doc)] for doc in found.rows]
    title = shared.title_of(entity)
    return visit.page(
        title,
        shared.search(visit, path),
        table(title, heads, rows, numbers),
        pages.paging(visit, found, path),
    )


Row = Callable[[Doc], list[object]]


def _transactions(visit: Visit) -> tuple[list[str], Row, tuple[int, ...]]:
    def row(doc: Doc) -> list[object]:
        name = next((one for one in PARTIES if one in doc), "")
        party = reference(visit, "", name, doc[name]) if name else ""
        return [doc.get("TxnDate", ""), party, doc.get("TxnStatus", ""), money(doc.get("TotalAmt"), doc)]

    return ["Number", "Date", "Name", "Status", "Total"], row, (4,)


def _list(visit: Visit, entity: str) -> tuple[list[str], Row, tuple[int, ...]]:
    columns = COLUMNS.get(entity, ())

    def row(doc: Doc) -> list[object]:
        shown = [_value(visit, entity, doc, name) for name in columns]
        return [*shown, "active" if doc.get("Active", True) else "inactive"]

    heads = ["Name", *(words(name) for name in columns), "Status"]
    return heads, row, tuple(n for n, name in enumerate(columns, 1) if name in MONEY)


def _value(visit: Visit, entity: str, doc: Doc, name: str) -> object:
    held = doc.get(name)
    if name in MONEY:
        return money(held)
    if isinstance(held, dict):
        return reference(visit, entity, name, held) if "value" in held else ", ".join(map(str, held.values()))
    return ("yes" if held else "no") if isinstance(held, bool) else short(value(doc, name), 400)


def record(visit: Visit, path: str, id_: str) -> Answer:
    entity = _entity(path)
    return _page(visit, entity, shared.read(visit, entity, id_))


def _page(visit: Visit, entity: str, doc: Doc, refusal: Refusal | None = None) -> Answer:
    own = [name for name in doc if name not in HIDDEN and not isinstance(doc[name], list)]
    rows: list[tuple[object, object]] = [(words(name), _value(visit, entity, doc, name)) for name in own]
    rows.append(("Last updated", doc["MetaData"]["LastUpdatedTime"]))
    lines = documents.lines(visit, doc) if "Line" in doc else None
    title = shared.label(entity, doc)
    if ENTITIES[entity].is_transaction:
        title = f"{shared.one_of(entity)} {title}"
    return visit.page(
        title, _actions(visit, entity, doc), facts(rows), lines, below(visit, entity, doc), refusal=refusal
    )


def _actions(visit: Visit, entity: str, doc: Doc) -> Html | None:
    at = [shared.PATHS[entity], doc["Id"]]
    if doc.get("status") == "Deleted":
        return tag("p", "Deleted.", class_="refusal")
    if ENTITIES[entity].is_transaction:
        return tag("div", button(visit.at(*at, "delete"), "Delete", kind="danger"), class_="actions")
    if not ENTITIES[entity].writable or "Active" not in doc:
        return None
    to, text = ("inactive", "Make inactive") if doc["Active"] else ("active", "Make active")
    return tag("div", button(visit.at(*at, to), text), class_="actions")


def _done(visit: Visit, path: str, id_: str, body: Doc, said: str, **query: str) -> Answer:
    entity = _entity(path)
    shared.read(visit, entity, id_)
    try:
        shared.post(visit, entity, {"Id": id_, **body}, **query)
    except Refusal as refusal:
        return _page(visit, entity, shared.read(visit, entity, id_), refusal)
    return visit.go(path, id_, said=said)


def delete(visit: Visit, path: str, id_: str) -> Answer:
    said = f"The {shared.one_of(_entity(path)).lower()} was deleted."
    return _done(visit, path, id_, {}, said, operation="delete")


def active(visit: Visit, path: str, id_: str) -> Answer:
    return _done(visit, path, id_, {"sparse": True, "Active": True}, "It is active now.")


def inactive(visit: Visit, path: str, id_: str) -> Answer:
    return _done(visit, path, id_, {"sparse": True, "Active": False}, "It is inactive now.")


ROUTES: list[Route] = [
    ("GET", "*", listing),
    ("GET", "*/*", record),
    ("POST", "*/*/delete", delete),
    ("POST", "*/*/active", active),
    ("POST", "*/*/inactive", inactive),
]
