"""Change data capture: what changed since, deleted things as stubs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.errors import Fault, required, unsupported
from syncapp.sandbox.quickbooks.index import stamp_of
from syncapp.sandbox.quickbooks.models import BY_PATH, ELSEWHERE, ENTITIES
from syncapp.sandbox.quickbooks.properties import MODIFIED, column
from syncapp.sandbox.quickbooks.responses import Viewer

MOST = 1000  # objects in one answer, over all entities [D, read strictly]
DAYS = 30
LEFT_OUT = ("journalcode", "taxagency", "taxcode", "taxrate", "timeactivity")  # [M]


def of_batch(payload: Any) -> tuple[list[str], str]:
    """A CDCQuery of a batch as (entities, changedSince)."""
    if not isinstance(payload, dict):
        raise required("CDCQuery")
    names = payload.get("Entities", payload.get("entities", ""))
    return [each.strip() for each in str(names).split(",") if each.strip()], str(
        payload.get("ChangedSince", payload.get("changedSince", ""))
    )


def run(books: Books, entities: list[str], changed_since: str, include: frozenset[str]) -> dict[str, Any]:
    """One element per asked entity, in order; `{}` where nothing changed.

    There is no paging: over 1,000 the newest of each entity are kept and the rest is missing without a word.
    """
    if not entities:
        raise required("entities")
    since = _since(books, changed_since)
    left = MOST
    parts: list[dict[str, Any]] = []
    for name in entities:
        if name.lower() in ELSEWHERE - set(LEFT_OUT):
            parts.append({})
            continue
        spec = BY_PATH.get(name.lower())
        if spec is None or name.lower() in LEFT_OUT:
            raise Fault("4001", f"entity {name} is not supported for change data capture")
        rows = _changed(books, spec.name, since, left)
        left -= len(rows)
        viewer = Viewer(books, include)
        shown = [viewer.show(spec.name, doc) for doc in rows]
        counters = {"startPosition": 1, "maxResults": len(rows), "totalCount": len(rows)}
        parts.append({spec.name: shown, **counters} if rows else {})
    return {"QueryResponse": parts}


def _since(books: Books, text: str) -> float:
    if not text:
        raise required("changedSince")
    try:
        since = books.instant(text.replace(" ", "+"))  # a "+" that was not encoded
    except ValueError as error:
        raise Fault("2060", f"Invalid Date Format : changedSince. Supplied value:{text}", "changedSince") from error
    if since < books.clock.now() - timedelta(days=DAYS):
        raise unsupported(f"cdc with changedSince date {text} which is older than fixed days")  # [log of 2024]
    return since.timestamp()


def _changed(books: Books, entity: str, since: float, most: int) -> list[Doc]:
    """The newest first, at most so many."""
    rows, gone = books.rows(entity), books.gone(entity)
    live = column(books, ENTITIES[entity], MODIFIED)
    ended = books.columns.get(f"{books.realm}/{entity}/deleted", MODIFIED, stamp_of)
    found = []
    for there in (live, ended):
        assert there is not None  # every document has a time
        start, end = there.between(since)
        found += [(at, there is ended, str(number)) for at, number in there.order[max(start, end - most) : end]]
    newest = sorted(found, key=lambda one: -one[0])[:most]
    return [_stub(gone[id_]) if deleted else rows[id_] for _, deleted, id_ in newest]


def _stub(doc: Doc) -> Doc:
    return {
        "domain": "QBO",
        "status": "Deleted",
        "Id": doc["Id"],
        "MetaData": {"LastUpdatedTime": doc["MetaData"]["LastUpdatedTime"]},
    }
