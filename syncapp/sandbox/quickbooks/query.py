"""Carries out a parsed query over one company's documents."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.books import Books
from syncapp.sandbox.quickbooks.finding import find
from syncapp.sandbox.quickbooks.models import BY_PATH, ELSEWHERE
from syncapp.sandbox.quickbooks.properties import invalid
from syncapp.sandbox.quickbooks.query_parser import Query, parse
from syncapp.sandbox.quickbooks.responses import Viewer

MOST = 1000  # a larger MAXRESULTS is capped [one of two reports]
SINGLETONS = ("companyinfo", "preferences")


def run(books: Books, statement: str, include: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What stands under `QueryResponse`; empty where nothing was found."""
    query = parse(statement)
    if query.entity.lower() in SINGLETONS:
        return _singleton(books, query)
    if query.entity.lower() in ELSEWHERE:
        return {"totalCount": 0} if query.count else {}
    spec = BY_PATH.get(query.entity.lower())
    if spec is None:
        raise invalid(f"Entity {query.entity} is not found or not queryable")  # wording assumed
    if query.limit < 1:
        raise invalid(f"value {query.limit} is too small. Min allowed value is 1")  # [log of 2013]
    for name in query.properties:
        if name.lower().split(".")[0] not in {each.lower() for each in spec.fields}:
            raise invalid(f"Property {name} not found for Entity {spec.name}")
    found = find(books, spec, query)
    if query.count:
        return {"totalCount": len(found)}
    # 0 is taken as 1: Intuit's own PHP client begins there [S, logs 2018–2019]
    rows, first = books.rows(spec.name), max(query.start, 1) - 1
    page = [rows[str(one)] for one in found[first : first + min(query.limit, MOST)]]
    if not page:
        return {}
    viewer = Viewer(books, include)
    return {
        spec.name: [viewer.show(spec.name, doc) for doc in page],
        "startPosition": query.start,
        "maxResults": len(page),
        # Recorded for invoices [2013, 2024], not for customers and items [2013, 2017]: taken as transactions'.
        **({"totalCount": len(found)} if spec.is_transaction else {}),
    }


def _singleton(books: Books, query: Query) -> dict[str, Any]:
    name = "CompanyInfo" if query.entity.lower() == "companyinfo" else "Preferences"
    if query.count:
        return {"totalCount": 1}
    # Recorded answers for these two have no startPosition [2013, 2019].
    return {name: [books.info if name == "CompanyInfo" else books.preferences], "maxResults": 1}
