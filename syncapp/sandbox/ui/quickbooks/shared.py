"""Finding and naming QuickBooks' documents for the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from syncapp.sandbox.ui.forms import Options
from syncapp.sandbox.ui.html import Html, link, tag
from syncapp.sandbox.ui.visit import PAGE, Visit

Doc = dict[str, Any]
CHOICES = 1000
PATHS = {
    "Customer": "customers", "Vendor": "vendors", "Employee": "employees", "Item": "items", "Invoice": "invoices",
    "CreditMemo": "credit-memos", "Payment": "payments", "Deposit": "deposits",
}  # fmt: skip


def company(visit: Visit) -> Any:
    return visit.vendor.company(visit.realm)


def post(visit: Visit, entity: str, body: Any, **query: str) -> Doc:
    """A write in the company of this visit; the document as it is answered."""
    found = visit.send("POST", f"/v3/company/{visit.realm}/{entity.lower()}", body, **query)
    return next((value for value in found.values() if isinstance(value, dict)), {})


def read(visit: Visit, entity: str, id_: str) -> Doc:
    """As the vendor shows it; KeyError where it never was."""
    books = company(visit)
    found: Doc | None = books.get(entity, id_) or books.gone(entity).get(id_)
    if found is None:
        raise KeyError(id_)
    if found.get("status") == "Deleted":
        return found
    shown: Doc = visit.send("GET", f"/v3/company/{visit.realm}/{entity.lower()}/{id_}")[entity]
    return shown


def rows(visit: Visit, entity: str) -> list[Doc]:
    """Those that are not deleted, newest first."""
    return list(company(visit).rows(entity).values())[::-1]


def label(entity: str, doc: Doc) -> str:
    if entity in ("Customer", "Vendor", "Employee"):
        return str(doc["DisplayName"])
    if entity == "Payment":
        return f"Payment {doc.get('PaymentRefNum') or doc['Id']}"
    if entity in ("Invoice", "CreditMemo"):
        return str(doc.get("DocNumber") or f"without number ({doc['Id']})")
    return str(doc.get("FullyQualifiedName") or doc.get("Name") or f"{entity} {doc['Id']}")


def to(visit: Visit, entity: str, doc: Doc) -> Html:
    return link(label(entity, doc), visit.at(PATHS[entity], doc["Id"]))


def to_ref(visit: Visit, entity: str, ref: Doc | None) -> object:
    return link(ref.get("name") or ref["value"], visit.at(PATHS[entity], ref["value"])) if ref else ""


def options(visit: Visit, entity: str, wanted: Callable[[Doc], Any] = bool, none: str = "–") -> Options:
    """The active ones by name."""
    found = (doc for doc in rows(visit, entity) if doc.get("Active", True) and wanted(doc))
    named = sorted(((doc["Id"], label(entity, doc)) for doc in found), key=lambda one: one[1].casefold())
    return (("", none), *named[:CHOICES])


def ref(value: str) -> Doc:
    return {"value": value}


def ref_of(doc: Doc, name: str) -> str:
    return str((doc.get(name) or {}).get("value", ""))


def money(value: object, doc: Doc | None = None) -> str:
    shown = f"{Decimal(str(value or 0)):,.2f}"
    return f"{shown} {ref_of(doc, 'CurrencyRef')}".strip() if doc else shown


def number(value: object) -> str:
    """As a person types it."""
    return "" if value is None else f"{Decimal(str(value)).normalize():f}"


def cents(quantity: str, rate: str) -> str:
    """Quantity times rate to the cent; what is no number stays for the vendor to refuse."""
    try:
        product = Decimal(quantity) * Decimal(rate)
    except InvalidOperation:
        return quantity if not _is_number(quantity) else rate
    return str(product.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True


def status(doc: Doc) -> Html:
    return tag("span", "deleted" if doc.get("status") == "Deleted" else doc_state(doc), class_="tag")


def doc_state(doc: Doc) -> str:
    """Paid or not has no field of its own: it follows from the amounts."""
    if not doc.get("TotalAmt"):
        return "voided" if str(doc.get("PrivateNote", "")).startswith("Voided") else "zero"
    if not doc.get("Balance"):
        return "paid"
    return "open" if doc["Balance"] == doc["TotalAmt"] else "partly paid"


def page_of(visit: Visit, docs: Iterable[Doc], text: Callable[[Doc], str]) -> tuple[list[Doc], int]:
    """The documents of this page and how many there are, after the search of the address."""
    sought = visit.call.param("q").strip().casefold()
    found = [doc for doc in docs if not sought or sought in text(doc).casefold()]
    return found[visit.offset : visit.offset + PAGE], len(found)


def search(visit: Visit, path: str, *more: object) -> Html:
    sought = tag("input", type="search", name="q", id="q", value=visit.call.param("q"))
    realm = tag("input", type="hidden", name="realm", value=visit.realm)
    return tag(
        "form", realm, tag("label", "Search", for_="q"), sought, *more, tag("button", "Search", type="submit"),
        method="get", action=visit.at(path), class_="search",
    )  # fmt: skip


def changed(sent: dict[str, str], shown: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in sent.items() if value != shown.get(name, "")}
