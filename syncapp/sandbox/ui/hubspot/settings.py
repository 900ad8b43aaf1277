"""The settings of the portal for its invoices."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, form, labelled, typed
from syncapp.sandbox.ui.html import link, tag
from syncapp.sandbox.ui.visit import Visit

FIELDS = (
    Field("edit_finalized_invoices", "Edit finalized invoices", "checkbox"),
    Field("delete_unpaid_invoices", "Delete unpaid invoices", "checkbox"),
)


def show(visit: Visit) -> Answer:
    settings = visit.vendor.account.settings
    shown = {field.name: "true" if settings[field.name] else "false" for field in FIELDS}
    fields = tag("div", *(labelled(field, shown) for field in FIELDS), class_="fields")
    apps = tag("p", "Integrations: ", link("Connected apps", visit.at("settings", "connected-apps")))
    return visit.page("Settings", form(visit.at("settings"), fields, button="Save"), apps)


def save(visit: Visit) -> Answer:
    visit.vendor.settings({name: text == "true" for name, text in typed(FIELDS, visit.form).items()})
    return visit.go("settings", said="Saved.")


ROUTES: list[Route] = [("GET", "settings", show), ("POST", "settings", save)]
