"""Finding and naming QuickBooks' documents for the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial
from itertools import islice
from typing import Any

from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.ui import listing
from syncapp.sandbox.ui.forms import Options
from syncapp.sandbox.ui.html import Html, link, short, tag
from syncapp.sandbox.ui.listing import Listed
from syncapp.sandbox.ui.visit import Refusal, Visit, words

Doc = dict[str, Any]
CHOICES = 500  # at most so many in a select
SEARCHED_IN = ("Id", "CompanyName", "Sku", "Description", "Notes", "PrivateNote", "TotalAmt", "PONumber", "AccountType")
SEARCHED_INSIDE = (
    ("CustomerRef", "name"), ("PrimaryEmailAddr", "Address"), ("BillEmail", "Address"), ("BillAddr", "City"),
    ("PrimaryPhone", "FreeFormNumber"),
)  # fmt: skip
TITLES = {"Item": "Products and services", "Department": "Locations"}
NAMES = {"Item": "Product or service", "Department": "Location"}


def _path(entity: str) -> str:
    """The entity's name as an address has it: `CreditMemo` is `credit-memos`."""
    kebab = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", entity).lower()
    if kebab.endswith("y"):
        return f"{kebab[:-1]}ies"
    return f"{kebab}es" if kebab.endswith("s") else f"{kebab}s"


PATHS = {entity: _path(entity) for entity in ENTITIES}
ENTITY_OF = {path: entity for entity, path in PATHS.items()}


def title_of(entity: str) -> str:
    """Several of an entity, as their pages call them."""
    return TITLES.get(entity) or PATHS[entity].replace("-", " ").capitalize()


def one_of(entity: str) -> str:
    """One of an entity."""
    return NAMES.get(entity) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", entity).capitalize()


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
    answer = visit.peek(f"/v3/company/{visit.realm}/{entity.lower()}/{id_}")
    if answer.status >= 400:
        raise Refusal(*words(answer))
    shown: Doc = answer.data[entity]
    return shown


def newest(visit: Visit, entity: str, skip: int = 0) -> Iterator[Doc]:
    """Those that are not deleted, the last made first, so many left out."""
    stored: dict[str, Doc] = company(visit).rows(entity)
    return islice(reversed(stored.values()), skip, None)


def label(entity: str, doc: Doc) -> str:
    if entity == "Payment":
        return f"Payment {doc.get('PaymentRefNum') or doc['Id']}"
    if entity != "Deposit" and ENTITIES[entity].is_transaction:
        return str(doc.get("DocNumber") or f"without number ({doc['Id']})")
    if ENTITIES[entity].shape == "person":
        return str(doc["DisplayName"])
    named = doc.get("FullyQualifiedName") or doc.get("Name") or doc.get("DisplayName")
    return str(named or f"{entity} {doc['Id']}")


def to(visit: Visit, entity: str, doc: Doc) -> Html:
    return link(short(label(entity, doc)), visit.at(PATHS[entity], doc["Id"]))


def to_ref(visit: Visit, entity: str, ref: Doc | None) -> object:
    return link(short(ref.get("name") or ref["value"]), visit.at(PATHS[entity], ref["value"])) if ref else ""


def options(visit: Visit, entity: str, wanted: Callable[[Doc], Any] = bool, none: str = "–") -> Options:
    """The active ones by name; of too many the newest."""
    active = (doc for doc in newest(visit, entity) if doc.get("Active", True) and wanted(doc))
    found = ((doc["Id"], label(entity, doc)) for doc in islice(active, CHOICES))
    return (("", none), *sorted(found, key=lambda one: one[1].casefold()))


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


def page_of(visit: Visit, entity: str, wanted: Callable[[Doc], Any] | None = None) -> Listed:
    """The documents of this page, after the search of the address."""
    books = company(visit)

    def exact(sought: str) -> list[Doc]:
        keys = [(entity, sought), *books.index.find("number", sought), *books.index.find("name", sought.casefold())]
        keys += books.index.find("list", (entity, sought.casefold()))
        found = (books.get(*key) for key in dict.fromkeys(keys) if key[0] == entity)
        return [doc for doc in found if doc]

    def text(doc: Doc) -> str:
        named = [str(found) for name in SEARCHED_IN if (found := doc.get(name))]
        inner = [str(doc[name].get(part, "")) for name, part in SEARCHED_INSIDE if name in doc]
        return " ".join((label(entity, doc), *named, *inner))

    gone: dict[str, Doc] = books.gone(entity)

    def deleted(skip: int) -> Iterator[Doc]:
        return islice(reversed(gone.values()), skip, None)

    if listing.of_deleted(visit):
        return listing.page_of(visit, deleted, len(gone), text, deleted=len(gone))
    known, living = len(books.rows(entity)), partial(newest, visit, entity)
    return listing.page_of(visit, living, known, text, wanted=wanted, exact=exact, deleted=len(gone))


def search(visit: Visit, path: str, *more: object) -> Html:
    sought = tag("input", type="search", name="q", id="q", value=visit.call.param("q"))
    realm = tag("input", type="hidden", name="realm", value=visit.realm)
    return tag(
        "form", realm, tag("label", "Search", for_="q"), sought, *more, tag("button", "Search", type="submit"),
        method="get", action=visit.at(path), class_="search",
    )  # fmt: skip


def changed(sent: dict[str, str], shown: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in sent.items() if value != shown.get(name, "")}
