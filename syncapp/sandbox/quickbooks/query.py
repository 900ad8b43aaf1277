"""Carries out a parsed query over one company's documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.models import BY_PATH, Entity
from syncapp.sandbox.quickbooks.money import decimal
from syncapp.sandbox.quickbooks.query_parser import Condition, Query, parse
from syncapp.sandbox.quickbooks.responses import Viewer, balance

MOST = 1000  # a larger MAXRESULTS is capped [one of two reports]
TIMES = ("MetaData.CreateTime", "MetaData.LastUpdatedTime")
AMOUNTS = ("TotalAmt", "Balance", "UnitPrice", "CurrentBalance")
SINGLETONS = ("companyinfo", "preferences")
Test = Callable[[Doc], bool]


def run(books: Books, statement: str, include: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What stands under `QueryResponse`; empty where nothing was found."""
    query = parse(statement)
    if query.entity.lower() in SINGLETONS:
        return _singleton(books, query)
    spec = BY_PATH.get(query.entity.lower())
    if spec is None:
        raise _invalid(f"Entity {query.entity} is not found or not queryable")  # wording assumed
    if query.limit < 1:
        raise _invalid(f"value {query.limit} is too small. Min allowed value is 1")  # [log of 2013]
    for name in query.properties:
        if name.lower().split(".")[0] not in {each.lower() for each in spec.fields}:
            raise _invalid(f"Property {name} not found for Entity {spec.name}")
    found = _sorted(books, spec, query, _matching(books, spec, query))
    if query.count:
        return {"totalCount": len(found)}
    first = (
        max(query.start, 1) - 1
    )  # 0 is taken as 1: Intuit's own PHP client begins there [S, logs 2018–2019]
    page = found[first : first + min(query.limit, MOST)]
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


def _invalid(text: str) -> Fault:
    return Fault("4001", f"QueryValidationError: {text}")


def property_of(spec: Entity, name: str) -> str:
    """The property as documented; 4001 where it is unknown or cannot be asked for."""
    known = spec.filterable.get(name.lower())
    if known:
        return known
    if name.split(".")[0].lower() in {each.lower() for each in spec.fields}:
        raise _invalid(f"property '{name}' is not queryable")
    raise _invalid(f"Property {name} not found for Entity {spec.name}")


def _matching(books: Books, spec: Entity, query: Query) -> list[Doc]:
    tests, candidates, named = [], None, set()
    for condition in query.where:
        name = property_of(spec, condition.property)
        named.add(name)
        direct = _direct(books, spec, name, condition)
        if direct is not None and candidates is None:
            candidates = direct
        else:
            tests.append(_test(books, spec, name, condition))
    if not spec.is_transaction and "Active" not in named:
        tests.append(lambda doc: doc.get("Active", True))
    rows: Iterable[Doc] = books.rows(spec.name).values() if candidates is None else candidates
    for test in tests:
        rows = filter(test, rows)
    return list(rows)


def _direct(books: Books, spec: Entity, name: str, condition: Condition) -> list[Doc] | None:
    """The candidates by an index, where the condition names Ids, numbers or a customer."""
    if condition.operator not in ("=", "in"):
        return None
    values = [str(value) for value in condition.values]
    if name == "Id":
        found = [(spec.name, value) for value in values]
    elif name == "DocNumber":
        found = [key for value in values for key in books.index.find("number", value)]
    elif name == "CustomerRef":
        found = [key for value in values for key in books.index.find("customer", value)]
    else:
        return None
    if name == "DocNumber" and spec.name == "JournalEntry":
        return None
    ids = sorted({id_ for entity, id_ in found if entity == spec.name}, key=lambda id_: (len(id_), id_))
    return [doc for doc in (books.get(spec.name, id_) for id_ in ids) if doc]


def reader(books: Books, spec: Entity, name: str) -> Callable[[Doc], Any]:
    """How a property is read off a document, in a form that compares."""
    if name == "MetaData.LastUpdatedTime":
        stamps = books.index.stamps.get(spec.name, {})
        return lambda doc: stamps[doc["Id"]]
    if name == "MetaData.CreateTime":
        return lambda doc: books.instant(doc["MetaData"]["CreateTime"]).timestamp()
    if name == "Balance" and spec.name == "Customer":
        return lambda doc: balance(books, doc["Id"])
    if name in AMOUNTS:
        return lambda doc: decimal(doc.get(name, 0))
    if name.endswith("Ref"):
        return lambda doc: doc.get(name, {}).get("value")
    if name == "PrimaryEmailAddr":
        return lambda doc: doc.get(name, {}).get("Address")
    if name == "PrimaryPhone":
        return lambda doc: doc.get(name, {}).get("FreeFormNumber")
    if name == "Active":
        return lambda doc: doc.get(name, True)
    return lambda doc: doc.get(name)


def _value(books: Books, name: str, value: Any) -> Any:
    try:
        if name in TIMES:
            return books.instant(value).timestamp()
        if name in AMOUNTS:
            return decimal(value)
        if name == "Active":
            if isinstance(value, bool) or str(value).lower() in ("true", "false"):
                return str(value).lower() == "true"
            raise ValueError(value)
        return str(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise _invalid(f"value {value} is not valid for property {name}") from error  # wording assumed


def _test(books: Books, spec: Entity, name: str, condition: Condition) -> Test:
    read = reader(books, spec, name)
    if condition.operator == "like":
        pattern = _like(str(condition.values[0]))
        return lambda doc: pattern.fullmatch(str(read(doc) or "")) is not None
    values = [_value(books, name, value) for value in condition.values]
    wanted = values[0]
    tests: dict[str, Test] = {
        # Text compares exactly (assumed: the stricter reading).
        "in": lambda doc: read(doc) in values,
        "=": lambda doc: read(doc) == wanted,
        "<": lambda doc: (have := read(doc)) is not None and have < wanted,
        ">": lambda doc: (have := read(doc)) is not None and have > wanted,
        "<=": lambda doc: (have := read(doc)) is not None and have <= wanted,
        ">=": lambda doc: (have := read(doc)) is not None and have >= wanted,
    }
    if name == "Id" and condition.operator not in ("=", "in"):
        limit = int(wanted) if str(wanted).isdecimal() else 0
        compare = {"<": int.__lt__, ">": int.__gt__, "<=": int.__le__, ">=": int.__ge__}[condition.operator]
        return lambda doc: compare(int(doc["Id"]), limit)
    return tests[condition.operator]


def _like(pattern: str) -> re.Pattern[str]:
    """`%` is the only wildcard; case does not matter (assumed)."""
    return re.compile(".*".join(re.escape(part) for part in pattern.split("%")), re.IGNORECASE | re.DOTALL)


def _sorted(books: Books, spec: Entity, query: Query, found: list[Doc]) -> list[Doc]:
    """Without ORDERBY transactions come newest Id first, lists in the order of their Ids (assumed)."""
    if not query.order:
        return found[::-1] if spec.is_transaction else found
    for name, descending in reversed(query.order):
        known = property_of(spec, name)
        read = (lambda doc: int(doc["Id"])) if known == "Id" else reader(books, spec, known)
        found.sort(key=lambda doc, read=read: _sortable(read(doc)), reverse=descending)  # type: ignore[misc]
    return found


def _sortable(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    return (
        (1, value.casefold())
        if isinstance(value, str)
        else (1, float(value) if isinstance(value, Decimal) else value)
    )
