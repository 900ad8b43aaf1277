"""What stands below every record: linked transactions, the audit log's entries, all fields, the JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.ui.html import Html, facts, folded, html, link, raw, short, table, tag
from syncapp.sandbox.ui.quickbooks import shared
from syncapp.sandbox.ui.quickbooks.shared import PATHS, Doc, money
from syncapp.sandbox.ui.visit import Visit

MOST = 50  # linked transactions; the history has no more than twice as many
MINOR = "75"
TARGETS = {
    "SalesTermRef": "Term", "TxnTaxCodeRef": "TaxCode", "DefaultTaxCodeRef": "TaxCode", "SalesTaxCodeRef": "TaxCode",
    "AgencyRef": "TaxAgency",
}  # fmt: skip
WORDS = {"txn": "transaction", "addr": "address", "amt": "amount", "qty": "quantity", "doc": "document", "num": "number",
         "acct": "account", "ar": "A/R", "ap": "A/P", "sku": "SKU", "url": "URL", "ref": ""}  # fmt: skip


def below(visit: Visit, entity: str, doc: Doc) -> Html:
    return html(
        linked(visit, entity, doc),
        history(visit, entity, doc),
        folded("All fields", facts(fields(visit, entity, doc))),
        folded("Raw JSON", *_json(visit, entity, doc)),
    )


# Linked transactions


def linked(visit: Visit, entity: str, doc: Doc) -> Html | None:
    if not ENTITIES[entity].is_transaction:
        return _of_customer(visit, doc) if entity == "Customer" else None
    return _transactions(visit, "Linked transactions", list(dict.fromkeys(_links(visit, entity, doc))))


def _links(visit: Visit, entity: str, doc: Doc) -> Iterator[tuple[str, str]]:
    """What the document names, and what names the document."""
    for part in (doc, *doc.get("Line", [])):
        for one in part.get("LinkedTxn", []):
            yield str(one.get("TxnType")), str(one.get("TxnId"))
    index = shared.company(visit).index
    for kind in ("applied", "deposited"):
        yield from index.find(kind, (entity, doc["Id"]))


def _of_customer(visit: Visit, doc: Doc) -> Html:
    """By an index; the last made first."""
    found = list(shared.company(visit).index.find("customer", doc["Id"]))
    return _transactions(visit, "Transactions", found[::-1])


def _transactions(visit: Visit, caption: str, keys: list[tuple[str, str]]) -> Html:
    books = shared.company(visit)
    rows: list[list[object]] = []
    for entity, id_ in islice(keys, MOST):
        other = books.get(entity, id_) or books.gone(entity).get(id_) if entity in PATHS else None
        named = shared.to(visit, entity, other) if other else f"{entity} {id_}"
        amount = money(other["TotalAmt"], other) if other and "TotalAmt" in other else ""
        state = shared.status(other) if other and "Balance" in other else ""
        rows.append([shared.one_of(entity), named, (other or {}).get("TxnDate", ""), state, amount])
    more = tag("p", f"The newest {MOST} of {len(keys):,}.", class_="paging") if len(keys) > MOST else None
    return html(table(caption, ["Type", "Transaction", "Date", "Status", "Amount"], rows, (4,)), more)


# History


def history(visit: Visit, entity: str, doc: Doc) -> Html:
    entries = shared.company(visit).audit.of(entity, doc["Id"])
    rows = [row for entry in islice(entries, MOST) for row in told(entry)][: 2 * MOST]
    if not any(entry["what"] == "Created" for entry in entries):
        rows.append([doc["MetaData"]["CreateTime"], "", "Created", "", ""])
    more = tag("p", f"The newest {MOST} entries of {len(entries):,}.", class_="paging") if len(entries) > MOST else None
    requests = link("Requests about this record", visit.at("journal", record=f"{entity.lower()} {doc['Id']}"))
    shown = table("History", ["When", "Who", "What", "From", "To"], rows)
    return html(shown, more, tag("p", requests, class_="paging"))


def told(entry: dict[str, Any]) -> list[list[object]]:
    """An entry of the audit log as rows of a table: when, who, what, from, to."""
    at, who, what = entry["at"], entry["who"], entry["what"]
    rows: list[list[object]] = [
        [at, who, html(words(name), " ", tag("code", name)), old, new] for name, old, new in entry.get("changes", [])
    ]
    return rows if rows and what == "Changed" else [[at, who, what, "", ""], *rows]


# Everything


def words(path: str) -> str:
    """A field's name as a person reads it: `BillAddr.City` is “Bill address: city”."""
    parts = []
    for part in path.split("."):
        split = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", part).split()
        parts.append(" ".join(filter(None, (WORDS.get(one.lower(), one.lower()) for one in split))))
    found = ": ".join(filter(None, parts))
    return found[:1].upper() + found[1:]


def fields(visit: Visit, entity: str, doc: Doc) -> list[tuple[object, object]]:
    """Every field with its name in words; lines are shown apart."""
    return [
        (html(words(path), " ", tag("code", path)), shown)
        for path, shown in _flat(visit, entity, {name: held for name, held in doc.items() if name != "Line"})
    ]


def _flat(visit: Visit, entity: str, doc: Doc, above: str = "") -> Iterator[tuple[str, object]]:
    for name, held in doc.items():
        path = f"{above}{name}"
        if isinstance(held, dict) and "value" in held and name.endswith("Ref"):
            yield path, reference(visit, entity, name, held)
        elif isinstance(held, dict):
            yield from _flat(visit, entity, held, f"{path}.")
        elif isinstance(held, list):
            yield path, tag("code", json.dumps(held, ensure_ascii=False)) if held else ""
        else:
            yield path, {True: "yes", False: "no"}[held] if isinstance(held, bool) else held


def reference(visit: Visit, entity: str, name: str, ref: Doc) -> object:
    """A link to what is referred to, where it has a page."""
    target = TARGETS.get(name, name.removesuffix("Ref"))
    if name.endswith("AccountRef"):
        target = "Account"
    elif name == "ParentRef":
        target = entity
    shown = short(ref.get("name") or ref["value"])
    return link(shown, visit.at(PATHS[target], ref["value"])) if target in PATHS else shown


def _json(visit: Visit, entity: str, doc: Doc) -> list[Html]:
    path = f"/v3/company/{visit.realm}/{entity.lower()}/{doc['Id']}"
    answer = visit.peek(path, minorversion=MINOR)
    asked = tag("p", tag("code", f"GET {path}?minorversion={MINOR}"), class_="request")
    parts = [asked, raw(json.dumps(answer.data, indent=2, ensure_ascii=False), "Raw JSON")]
    if doc.get("status") == "Deleted":
        kept = json.dumps(doc, indent=2, ensure_ascii=False)
        parts += [tag("p", "As it was when it was deleted:", class_="request"), raw(kept, "Raw JSON before")]
    return parts
