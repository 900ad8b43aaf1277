"""Every kind of record that has no pages of its own: a list and a record's page, to read."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot.kinds import KINDS
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.html import facts, short, table, tag
from syncapp.sandbox.ui.hubspot import record as records
from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.records import links, search, state
from syncapp.sandbox.ui.hubspot.shared import Record, values
from syncapp.sandbox.ui.visit import Visit

ADJUSTMENT = (("hs_type", "In"), ("hs_value", "Value"))
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "line_items": (
        ("hs_sku", "SKU"),
        ("quantity", "Quantity"),
        ("price", "Unit price"),
        ("amount", "Amount"),
    ),
    "discounts": ADJUSTMENT,
    "fees": ADJUSTMENT,
    "taxes": ADJUSTMENT,
}
NUMBERS = {"quantity", "price", "amount", "hs_value"}
HIDDEN = ("hs_object", "hs_created_by", "hs_updated_by", "hs_createdate", "hs_lastmodified", "createdate")


def _columns(visit: Visit, kind: str) -> tuple[tuple[str, str], ...]:
    if kind in COLUMNS:
        return COLUMNS[kind]
    definitions = visit.vendor.account.fields.of(kind)
    names = [name for name in KINDS[kind].search_defaults if not name.startswith(HIDDEN)]
    return tuple((name, definitions[name]["label"]) for name in names[:4] if name in definitions)


def listing(visit: Visit, kind: str) -> Answer:
    """KeyError, which is a 404, for what is no kind."""
    title, columns = shared.title_of(KINDS[kind].key), _columns(visit, kind)
    found = shared.page_of(visit, kind)
    rows: list[list[object]] = [
        [shared.to(visit, one), *(short(values(one).get(name, "")) for name, _ in columns),
         links(visit, shared.linked(visit, one, "invoices")[:3]) or ""]
        for one in found.rows
    ]  # fmt: skip
    numbers = tuple(n for n, (name, _) in enumerate(columns, 1) if name in NUMBERS)
    shown = table(title, ["Name", *(head for _, head in columns), "Invoice"], rows, numbers)
    return visit.page(title, search(visit, kind), shown, pages.paging(visit, found, kind))


def record(visit: Visit, kind: str, record_id: str) -> Answer:
    one = shared.find(visit, KINDS[kind].key, record_id)
    return visit.page(shared.label(one), state(one), facts(_facts(visit, one)), records.below(visit, one))


def _facts(visit: Visit, one: Record) -> list[tuple[object, object]]:
    """Its own fields in words; what the system keeps beside them stands under all properties."""
    definitions, held = visit.vendor.account.fields.of(one["kind"]), values(one)
    own = [name for name in held if not name.startswith(HIDDEN) and name in definitions]
    found: list[tuple[object, object]] = [(definitions[name]["label"], held[name]) for name in own]
    invoices = links(visit, shared.linked(visit, one, "invoices"))
    how = tag("span", "It is edited on the page of its invoice.", class_="help") if invoices else None
    return [
        *found,
        ("Invoices", invoices),
        ("", how),
        ("Record ID", one["id"]),
        ("Last modified", one["updatedAt"]),
    ]


ROUTES: list[Route] = [("GET", "*", listing), ("GET", "*/*", record)]
