"""What the troubles of HubSpot's port are made with: a good customer, a good product, a finalized invoice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.adjustments import ENDS
from syncapp.sandbox.ui.hubspot.shared import LINE_TO, OBJECTS, TO_CONTACT, Record, values
from syncapp.sandbox.ui.troubles import CALLS, COLLECTION, Done, Step, request
from syncapp.sandbox.ui.visit import Refusal, Visit

INVOICES = f"{OBJECTS}/invoices"


def first(records: Iterable[Record], wanted: Callable[[Record], Any], missing: str) -> Record:
    found = next((one for one in records if wanted(one)), None)
    if found is None:
        raise Refusal(missing)
    return found


def mistaken(visit: Visit) -> set[str]:
    """Numbers, SKUs and names that fail already: not to be used for another mistake."""
    return {str(one["number"]) for one in visit.port.expected}


def invoices(visit: Visit, *statuses: str) -> Iterator[Record]:
    """Billable ones that fail for nothing yet, newest first: neither the demo company's mistakes nor what a button made."""
    known = mistaken(visit)
    made = {str(one["address"]) for one in visit.port.store.all(COLLECTION).values()}
    return (
        one
        for one in shared.newest(visit, "invoices")
        if values(one).get("hs_invoice_status") in statuses
        and values(one).get("hs_invoice_billable") == "true"
        and values(one).get("hs_number") not in known
        and visit.at("invoices", one["id"]) not in made
    )


def customer(visit: Visit) -> Record:
    """Of the newest good invoice, else any contact with an address."""
    for one in invoices(visit, "open", "paid"):
        for contact in shared.linked(visit, one, "contacts"):
            if values(contact).get("email"):
                return contact
    contacts = shared.newest(visit, "contacts")
    return first(contacts, lambda one: values(one).get("email"), "There is no contact with an address. Make one first.")


def product(visit: Visit) -> Record:
    known = mistaken(visit)
    return first(
        shared.newest(visit, "products"),
        lambda one: values(one).get("hs_sku") and values(one)["hs_sku"] not in known and values(one).get("price"),
        "There is no product with SKU and price. Make one first.",
    )


def finalized(
    visit: Visit, contact: str = "", part: tuple[str, dict[str, str]] | None = None, **properties: str
) -> Record:
    """A new invoice of one product, finalized, with a discount, fee or tax on the order where one is given."""
    today = shared.today(visit)
    held = {
        "hs_currency": visit.vendor.account.settings["currency"],
        "hs_invoice_date": today,
        "hs_due_date": today,
        **properties,
    }
    ends = [shared.end(contact or customer(visit)["id"], TO_CONTACT)]
    made = visit.send("POST", INVOICES, {"properties": held, "associations": ends})["id"]
    attach(visit, "line_items", {"hs_product_id": product(visit)["id"], "quantity": "1"}, made, LINE_TO)
    if part:
        attach(visit, part[0], part[1], made, ENDS[part[0]][1])
    visit.send("PATCH", f"{INVOICES}/{made}", {"properties": {"hs_invoice_status": "open"}})
    return shared.find(visit, "invoices", made)


def attach(visit: Visit, kind: str, properties: dict[str, str], invoice: str, type_id: int) -> str:
    body = {"properties": properties, "associations": [shared.end(invoice, type_id)]}
    return str(visit.send("POST", f"{OBJECTS}/{kind}", body)["id"])


def done(visit: Visit, record: Record, *undo: Step) -> Done:
    address = visit.at(record["kind"], record["id"])
    noun = {"invoices": "invoice ", "products": "product "}.get(record["kind"], "")
    payer = next(iter(shared.linked(visit, record, "contacts")), None) if record["kind"] == "invoices" else None
    whose = f" of {shared.label(payer)}" if payer else ""  # its number may be another's too
    return Done(f"{noun}{shared.label(record)}{whose}", address, list(undo))


def patch(record: Record, **properties: str) -> Step:
    return request("PATCH", f"{OBJECTS}/{record['kind']}/{record['id']}", {"properties": properties})


def unlocked(step: Step) -> Step:
    """A step that the account's setting for finalized invoices lets through for a moment."""
    return {"call": "unlocked", "step": step}


def _unlocked(visit: Visit, step: Step) -> None:
    was = visit.vendor.account.settings["edit_finalized_invoices"]
    visit.vendor.settings({"edit_finalized_invoices": True})
    try:
        inner = step["step"]
        visit.send(inner["method"], inner["path"], inner["body"])
    finally:
        visit.vendor.settings({"edit_finalized_invoices": was})


def numbered(visit: Visit, number: str) -> Record | None:
    """An invoice by its number, deleted ones too; the last made where there are several."""
    records: list[Record] = list(visit.vendor.store.all("invoices").values())
    return next(
        (
            one
            for one in reversed(records)
            if values(one).get("hs_number") == number and values(one).get("hs_invoice_billable") == "true"
        ),
        None,
    )


def mend(number: str, steps: Callable[[Visit, Record], list[Step]]) -> Callable[[Visit], Done | None]:
    """Puts right an invoice of the demo company."""

    def found(visit: Visit) -> Done | None:
        invoice = numbered(visit, number)
        undo = steps(visit, invoice) if invoice else []
        return done(visit, invoice, *undo) if invoice and undo else None

    return found


def either(*mends: Callable[[Visit], Done | None]) -> Callable[[Visit], Done | None]:
    """The first that finds something to put right."""
    return lambda visit: next((done for one in mends if (done := one(visit))), None)


CALLS["unlocked"] = _unlocked
