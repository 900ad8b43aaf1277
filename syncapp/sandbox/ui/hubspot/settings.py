"""The settings of the portal for its invoices."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import invoices
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, form, hidden, labelled, typed
from syncapp.sandbox.ui.html import link, tag
from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.shared import Record
from syncapp.sandbox.ui.visit import Visit

INVOICE = "invoice"  # whose page led here: the way back
FIELDS = (
    Field("edit_finalized_invoices", "Edit finalized invoices", "checkbox"),
    Field("delete_unpaid_invoices", "Delete unpaid invoices", "checkbox"),
)


def _led_here(visit: Visit) -> Record | None:
    wanted = visit.typed(INVOICE) or visit.call.param(INVOICE)
    found: Record | None = visit.vendor.record("invoices", wanted) if wanted else None
    return found


def show(visit: Visit) -> Answer:
    settings, invoice = visit.vendor.account.settings, _led_here(visit)
    shown = {field.name: "true" if settings[field.name] else "false" for field in FIELDS}
    fields = tag("div", *(labelled(field, shown) for field in FIELDS), class_="fields")
    back = visit.at("invoices", invoice["id"]) if invoice else ""
    kept = hidden(INVOICE, invoice["id"]) if invoice else None
    return visit.page(
        "Settings",
        tag("p", link(f"Back to invoice {shared.label(invoice)}", back)) if invoice else None,
        tag("h2", "Objects › Invoices"),
        form(visit.at("settings"), fields, kept, button="Save", cancel=back),
        tag("h2", "Integrations"),
        tag("p", link("Connected apps", visit.at("settings", "connected-apps"))),
    )


def save(visit: Visit) -> Answer:
    invoice = _led_here(visit)
    visit.vendor.settings({name: text == "true" for name, text in typed(FIELDS, visit.form).items()})
    if invoice is None:
        return visit.go("settings", said="Saved.")
    offered = invoices.editable(visit.vendor.account, invoice)
    return visit.go("invoices", invoice["id"], said="Saved. Its Actions offer Edit now." if offered else "Saved.")


ROUTES: list[Route] = [("GET", "settings", show), ("POST", "settings", save)]
