"""What the troubles of QuickBooks' port are made with: invoices that HubSpot made, and the things they use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.ui.quickbooks import shared
from syncapp.sandbox.ui.quickbooks.shared import PATHS, Doc
from syncapp.sandbox.ui.troubles import Done, Step, request
from syncapp.sandbox.ui.visit import Refusal, Visit

PREFIX = "HS-"  # of the numbers that HubSpot gives
SALES = "SalesItemLineDetail"


def first(docs: Iterable[Doc], missing: str) -> Doc:
    found = next(iter(docs), None)
    if found is None:
        raise Refusal(missing)
    return found


def mistaken(visit: Visit) -> set[str]:
    """Numbers, SKUs and names that fail already."""
    return {str(one["number"]) for one in visit.port.expected}


def from_hubspot(visit: Visit, wanted: Callable[[Doc], Any] = bool) -> Iterator[Doc]:
    """Invoices with a number of HubSpot's that fail for nothing yet, newest first."""
    known = mistaken(visit)
    return (
        doc
        for doc in shared.newest(visit, "Invoice")
        if str(doc.get("DocNumber", "")).startswith(PREFIX)
        and doc["DocNumber"] not in known
        and doc["TotalAmt"]
        and wanted(doc)
    )


def invoice(visit: Visit, wanted: Callable[[Doc], Any] = bool) -> Doc:
    missing = f"There is no invoice that fits whose number begins with {PREFIX}. Sync one first."
    return first(from_hubspot(visit, wanted), missing)


def numbered(visit: Visit, number: str, entity: str = "Invoice") -> Doc | None:
    return next((doc for doc in shared.newest(visit, entity) if doc.get("DocNumber") == number), None)


def step(visit: Visit, entity: str, body: Any, **query: str) -> Step:
    """A write to be made later."""
    return request("POST", f"/v3/company/{visit.realm}/{entity.lower()}", body, **query)


def change(visit: Visit, entity: str, doc: Doc, **fields: Any) -> Step:
    body = {"Id": doc["Id"], "sparse": True, **fields}
    if "CustomerRef" in doc:
        body["CustomerRef"] = doc["CustomerRef"]
    return step(visit, entity, body)


def do(visit: Visit, todo: Step) -> Doc:
    found = visit.send(todo["method"], todo["path"], todo["body"], **todo["query"])
    return next((value for value in found.values() if isinstance(value, dict)), {})


def done(visit: Visit, entity: str, doc: Doc, *undo: Step) -> Done:
    payer = doc.get("CustomerRef", {}).get("name") if entity == "Invoice" else None
    whose = f" of {payer}" if payer else ""  # its number may be another's too
    return Done(f"{entity.lower()} {shared.label(entity, doc)}{whose}", visit.at(PATHS[entity], doc["Id"]), list(undo))


def lines(doc: Doc) -> list[Doc]:
    return [line for line in doc["Line"] if line["DetailType"] != "SubTotalLineDetail"]


def repriced(doc: Doc, by: int) -> list[Doc]:
    """The lines with another price on the first."""
    found = lines(doc)
    detail = found[0][SALES]
    price = shared.number(Decimal(str(detail.get("UnitPrice", found[0]["Amount"]))) + by)
    quantity = shared.number(detail.get("Qty", 1))
    found[0] = {
        **found[0], "Amount": shared.cents(quantity, price), SALES: {**detail, "UnitPrice": price, "Qty": quantity}
    }  # fmt: skip
    return found


def again(doc: Doc) -> Doc:
    """The body with which a document that is gone is entered once more."""
    fields = ENTITIES["Payment" if "UnappliedAmt" in doc else "Invoice"].fields
    kept = {name: value for name, value in doc.items() if name in fields and fields[name].kind != "ignored"}
    for name in ("Id", "SyncToken", "sparse", "MetaData", "domain"):
        kept.pop(name, None)
    if "Line" in kept:
        kept["Line"] = lines(doc) if "UnappliedAmt" not in doc else kept["Line"]
    return kept
