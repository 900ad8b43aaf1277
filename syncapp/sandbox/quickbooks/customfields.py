"""Custom fields of sales forms: three legacy strings of Preferences, and the enhanced ones."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.books import Books
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.money import plain

ENHANCED = "enhancedAllCustomFields"
VALUES = {"StringType": "StringValue", "NumberType": "NumberValue", "DateType": "DateValue"}
LEGACY_LENGTH, ENHANCED_LENGTH = 31, 255  # the second assumed


def definitions(books: Books, *, enhanced: bool) -> list[dict[str, str]]:
    """The enabled definitions, legacy ones first; `{DefinitionId, Name, Type}` as a read shows them empty."""
    groups = books.preference("SalesFormsPrefs", "CustomField") or []
    flat = {row["Name"]: row for group in groups for row in group.get("CustomField", [])}
    out = []
    for number in "123":
        used = flat.get(f"SalesFormsPrefs.UseSalesCustom{number}", {}).get("BooleanValue")
        name = flat.get(f"SalesFormsPrefs.SalesCustomName{number}", {}).get("StringValue")
        if used and name:
            out.append({"DefinitionId": number, "Name": name, "Type": "StringType"})
    return out + [dict(each) for each in books.trait("custom_fields", [])] if enhanced else out


def define(books: Books, name: str, kind: str = "StringType", definition_id: str | None = None) -> str:
    """Adds a definition; Ids "1", "2", "3" are the legacy fields, others (by default 1000000001…) enhanced ones."""
    if definition_id in ("1", "2", "3"):
        _define_legacy(books, name, definition_id)
        return definition_id
    there = books.trait("custom_fields", [])
    id_ = definition_id or str(1_000_000_001 + len(there))
    books.configure(custom_fields=[*there, {"DefinitionId": id_, "Name": name, "Type": kind}])
    return id_


def _define_legacy(books: Books, name: str, number: str) -> None:
    groups = books.preference("SalesFormsPrefs", "CustomField") or [{"CustomField": []}, {"CustomField": []}]
    flags = {row["Name"]: row for row in groups[0]["CustomField"]}
    names = {row["Name"]: row for row in groups[1]["CustomField"]}
    use, label = f"SalesFormsPrefs.UseSalesCustom{number}", f"SalesFormsPrefs.SalesCustomName{number}"
    flags[use] = {"Name": use, "Type": "BooleanType", "BooleanValue": True}
    names[label] = {"Name": label, "Type": "StringType", "StringValue": name}
    sales = {
        **books.preferences["SalesFormsPrefs"],
        "CustomField": [{"CustomField": list(flags.values())}, {"CustomField": list(names.values())}],
    }
    books.configure(preferences={**books.preferences, "SalesFormsPrefs": sales})


def store(ctx: Context, new: dict[str, Any], old: dict[str, Any] | None, sent: bool) -> None:
    """Keeps the values of known definitions; an unknown one is dropped without a word [D].

    A request without the enhanced include touches the legacy fields alone (assumed).
    """
    if not sent:
        return
    enhanced = ctx.history or ctx.as_user or ENHANCED in ctx.include
    known = {each["DefinitionId"]: each for each in definitions(ctx.books, enhanced=enhanced)}
    kept = [row for row in (old or {}).get("CustomField", []) if row["DefinitionId"] not in known]
    for row in new.get("CustomField") or []:
        spec = known.get(row.get("DefinitionId", ""))
        name = VALUES[spec["Type"]] if spec else ""
        if spec and row.get(name) is not None:
            kept.append({**spec, name: _checked(spec, row[name])})
    new["CustomField"] = kept


def _checked(spec: dict[str, str], value: Any) -> Any:
    limit = LEGACY_LENGTH if spec["DefinitionId"] in "123" else ENHANCED_LENGTH
    if isinstance(value, str) and len(value) > limit:
        raise Fault(
            "2050",
            f"String length specified does not match the supported length. Min:0 Max:{limit} supported. Supplied length:{len(value)}",
            "CustomField",
        )
    return plain(value)


def shown(values: list[dict[str, Any]], known: list[dict[str, str]]) -> list[dict[str, Any]]:
    """What a read shows: every enabled definition, with its value where it has one."""
    by_id = {row["DefinitionId"]: row for row in values}
    return [by_id.get(each["DefinitionId"], each) for each in known]
