"""Looks up what a body points to, and fills in the names that a read shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from syncapp.sandbox.quickbooks.context import Context, name_of
from syncapp.sandbox.quickbooks.errors import Fault, required
from syncapp.sandbox.quickbooks.fields import Field


def resolve(
    ctx: Context, fields: Mapping[str, Field], values: dict[str, Any], only: Iterable[str] | None = None
) -> None:
    """Refuses references to what does not exist or is inactive; what was not sent is left intact."""
    for name in list(values if only is None else only):
        spec, value = fields.get(name), values.get(name)
        if spec is None or value is None:
            continue
        if spec.kind == "ref" and spec.to:
            values[name] = {"value": value["value"], "name": name_of(ctx.resolve(spec.to, value["value"]))}
        elif spec.kind == "object":
            resolve(ctx, spec.fields, value)
        elif spec.kind == "list" and spec.of is not None and spec.of.fields:
            for each in value:
                resolve(ctx, spec.of.fields, each)


def account(ctx: Context, values: dict[str, Any], name: str, types: tuple[str, ...], *, needed: bool = False) -> None:
    """6430 where the account is of another type than the field takes."""
    value = values.get(name)
    if value is None:
        if needed and not ctx.history:
            raise required(name)
        return
    doc = ctx.resolve("Account", value["value"])
    if doc["AccountType"] not in types and not ctx.history:
        raise Fault(
            "6430",
            f"Invalid account type used : {name} must be of type {' or '.join(types)}. Supplied: {doc['AccountType']}",
            name,
        )


def account_of_subtype(ctx: Context, subtype: str) -> dict[str, str] | None:
    """The first active account of a subtype, as a reference."""
    for doc in ctx.books.rows("Account").values():
        if doc.get("AccountSubType") == subtype and doc.get("Active"):
            return {"value": doc["Id"], "name": name_of(doc)}
    return None
