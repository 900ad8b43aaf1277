"""The settings of the company that the sync meets."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, form, labelled, typed
from syncapp.sandbox.ui.html import tag
from syncapp.sandbox.ui.quickbooks import shared
from syncapp.sandbox.ui.visit import Refusal, Visit

SWITCHES = (
    ("SalesFormsPrefs.CustomTxnNumbers", "Custom transaction numbers"),
    ("TaxPrefs.UsingSalesTax", "Sales tax"),
    ("TaxPrefs.PartnerTaxEnabled", "Automated sales tax"),
    ("ProductAndServicesPrefs.RevenueRecognition", "Revenue recognition"),
    ("CurrencyPrefs.MultiCurrencyEnabled", "Multicurrency"),
    ("AccountingInfoPrefs.ClassTrackingPerTxnLine", "Classes on lines"),
    ("SalesFormsPrefs.AllowDiscount", "Discounts"),
    ("SalesFormsPrefs.AllowShipping", "Shipping"),
    ("SalesFormsPrefs.AutoApplyCredit", "Apply credits automatically"),
    ("SalesFormsPrefs.AutoApplyPayments", "Apply payments automatically"),
)
CLOSING = "AccountingInfoPrefs.BookCloseDate"
FIELDS = (
    Field(CLOSING, "Closing date", "date", help="Empty: the books are not closed."),
    *(Field(name, label, "checkbox") for name, label in SWITCHES),
)


def _shown(visit: Visit) -> dict[str, str]:
    books = shared.company(visit)
    found = {CLOSING: str(books.preference(*CLOSING.split("."), "") or "")}
    for name, _ in SWITCHES:
        found[name] = "true" if books.preference(*name.split(".")) else "false"
    return found


def _page(visit: Visit, shown: dict[str, str], refusal: Refusal | None = None) -> Answer:
    fields = tag("div", *(labelled(field, shown) for field in FIELDS), class_="fields")
    return visit.page("Account and settings", form(visit.at("preferences"), fields, button="Save"), refusal=refusal)


def show(visit: Visit) -> Answer:
    return _page(visit, _shown(visit))


def save(visit: Visit) -> Answer:
    sent = typed(FIELDS, visit.form)
    changes: dict[str, dict[str, Any]] = {}
    for path, text in shared.changed(sent, _shown(visit)).items():
        group, name = path.split(".")
        # None takes the closing date away
        changes.setdefault(group, {})[name] = (text or None) if path == CLOSING else text == "true"
    try:
        if changes:
            visit.send("POST", f"/v3/company/{visit.realm}/preferences", changes)
    except Refusal as refusal:
        return _page(visit, sent, refusal)
    return visit.go("preferences", said="Saved.")


ROUTES: list[Route] = [("GET", "preferences", show), ("POST", "preferences", save)]
