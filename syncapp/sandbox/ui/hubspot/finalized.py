"""A finalized invoice: why HubSpot's menu has no Edit for it, what can be changed in any case, and its clone."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import invoices
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field
from syncapp.sandbox.ui.html import Html, html, link, tag
from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.adjustments import ENDS
from syncapp.sandbox.ui.hubspot.properties import PropertiesForm
from syncapp.sandbox.ui.hubspot.shared import LINE_TO, OBJECTS, TO_COMPANY, TO_CONTACT, Record, values
from syncapp.sandbox.ui.visit import Refusal, Visit

SETTING = "Settings › Objects › Invoices"
FIELDS = (  # those of `invoices.BY_HAND`: what can be changed in any case
    Field("hs_due_date", "Due date", "date"),
    Field("hs_purchase_order_number", "PO number"),
    Field("hs_comments", "Comments", "textarea"),
)
FORM = PropertiesForm("invoices", "properties", "Edit properties of invoice", FIELDS)
# What a clone does not take over: HubSpot gives it a number of its own, and it is a draft.
OWN = {
    "hs_number",
    "hs_title",
    "hs_invoice_status",
    "hs_payment_date",
    "hs_external_invoice_id",
    "hs_external_createdate",
}
PARTS = {"line_items": LINE_TO, **{kind: to for kind, (_, to) in ENDS.items()}}


def why_no_edit(visit: Visit, invoice: Record, *, beside: bool = False) -> Html | None:
    """Said before anybody has typed a thing; None where it can be edited. `beside`: what was typed stays open here."""
    account = visit.vendor.account
    if invoices.editable(account, invoice):
        return None
    if invoices.status_of(invoice) == "voided":
        return tag("p", "It is void: nothing of it can be changed.", class_="help")
    found: list[object] = ["It is finalized, and HubSpot offers no Edit for it."]
    if not account.settings["edit_finalized_invoices"]:
        where = link(SETTING, visit.at("settings", invoice=invoice["id"]), target="_blank" if beside else None)
        found.append(html(" A super admin can let finalized invoices be edited: ", where, "."))
    if invoices.paid_amount(account, invoice):
        found.append(
            " An invoice with a payment on it is never edited: take the payment off first, it is listed on this page."
        )
    return tag("p", *found, class_="help")


# Clone


def clone(visit: Visit, record_id: str) -> Answer:
    """A draft with the same contact, dates, lines and what is on the whole order."""
    invoice = shared.find(visit, "invoices", record_id)
    ends = [shared.end(one["id"], TO_CONTACT) for one in shared.linked(visit, invoice, "contacts")]
    ends += [shared.end(one["id"], TO_COMPANY) for one in shared.linked(visit, invoice, "companies")]
    body = {"properties": _copied(visit, invoice), "associations": ends}
    made = str(visit.send("POST", f"{OBJECTS}/invoices", body)["id"])
    try:
        for kind, to in PARTS.items():
            for part in shared.linked(visit, invoice, kind):
                copied = {"properties": _copied(visit, part), "associations": [shared.end(made, to)]}
                visit.send("POST", f"{OBJECTS}/{kind}", copied)
    except Refusal:
        visit.send("DELETE", f"{OBJECTS}/invoices/{made}")  # no half draft stays behind
        raise
    return visit.go("invoices", made, said="Draft of the same: correct it, then finalize it.")


def _copied(visit: Visit, record: Record) -> dict[str, str]:
    """All that a person could have typed."""
    known = visit.vendor.account.fields.of(record["kind"])
    fixed = {name for name, one in known.items() if one["calculated"] or one["modificationMetadata"]["readOnlyValue"]}
    return {name: text for name, text in values(record).items() if name not in fixed and name not in OWN}


ROUTES: list[Route] = [
    *FORM.routes,
    ("POST", "invoices/*/clone", clone),
]
