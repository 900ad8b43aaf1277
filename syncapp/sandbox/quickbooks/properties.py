"""What may be asked of a document: its properties, in forms that compare."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from syncapp.sandbox.columns import Column
from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.models import Entity
from syncapp.sandbox.quickbooks.money import decimal
from syncapp.sandbox.quickbooks.query_parser import Condition
from syncapp.sandbox.quickbooks.responses import account_balance, balance

CREATED, MODIFIED = TIMES = ("MetaData.CreateTime", "MetaData.LastUpdatedTime")
AMOUNTS = ("TotalAmt", "Balance", "UnitPrice", "CurrentBalance")
DAYS = ("TxnDate", "DueDate")
Test = Callable[[Doc], bool]


def invalid(text: str) -> Fault:
    return Fault("4001", f"QueryValidationError: {text}")


def property_of(spec: Entity, name: str) -> str:
    """The property as documented; 4001 where it is unknown or cannot be asked for."""
    known = spec.filterable.get(name.lower())
    if known:
        return known
    if name.split(".")[0].lower() in {each.lower() for each in spec.fields}:
        raise invalid(f"property '{name}' is not queryable")
    raise invalid(f"Property {name} not found for Entity {spec.name}")


def reader(books: Books, spec: Entity, name: str) -> Callable[[Doc], Any]:
    """How a property is read off a document, in a form that compares."""
    if name == "MetaData.LastUpdatedTime":
        stamps = books.index.stamps.setdefault(spec.name, {})
        return lambda doc: stamps[doc["Id"]]
    if name == "MetaData.CreateTime":
        return lambda doc: books.instant(doc["MetaData"]["CreateTime"]).timestamp()
    if name == "CurrentBalance":
        return lambda doc: account_balance(books, doc)
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


def value_of(books: Books, name: str, value: Any) -> Any:
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
        raise invalid(f"value {value} is not valid for property {name}") from error  # wording assumed


def test_of(books: Books, spec: Entity, name: str, condition: Condition) -> Test:
    read = reader(books, spec, name)
    if condition.operator == "like":
        pattern = _like(str(condition.values[0]))
        return lambda doc: pattern.fullmatch(str(read(doc) or "")) is not None
    values = [value_of(books, name, value) for value in condition.values]
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


def sortable(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    return (
        (1, value.casefold()) if isinstance(value, str) else (1, float(value) if isinstance(value, Decimal) else value)
    )


def column(books: Books, spec: Entity, name: str) -> Column | None:
    """All documents in the order of a property; None where others move it (balances of customers and accounts) or
    where Ids need not be numbers (TAX and NON)."""
    if spec.name == "TaxCode" or (name, spec.name) in (
        ("Balance", "Customer"),
        ("CurrentBalance", "Account"),
    ):
        return None
    return books.columns.get(f"{books.realm}/{spec.name}", name, column_reader(books, spec, name))


def column_reader(books: Books, spec: Entity, name: str) -> Callable[[Doc], Any]:
    """A missing value comes first, as an empty text or a zero."""
    if name == "Id":
        return lambda doc: int(doc["Id"])
    read = reader(books, spec, name)
    if name in TIMES:
        return read
    if name in AMOUNTS:
        return lambda doc: float(read(doc))
    if name == "Active":
        return lambda doc: int(bool(read(doc)))
    return lambda doc: str(read(doc) or "").casefold()
