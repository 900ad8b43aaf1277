"""Custom fields: three legacy strings of sales forms in Preferences, and the enhanced ones of forms and names."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.books import Books
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.models import FORMS
from syncapp.sandbox.quickbooks.money import plain

ENHANCED = "enhancedAllCustomFields"
VALUES = {"StringType": "StringValue", "NumberType": "NumberValue", "DateType": "DateValue"}
LEGACY_LENGTH, ENHANCED_LENGTH = 31, 255  # the second assumed
MOST = 12  # enhanced fields of one form [D]
CARRIERS = (*FORMS, "Customer", "Vendor")  # of what there is here; bills and purchases have them too [D]


def definitions(books: Books, entity: str = "Invoice", *, enhanced: bool) -> list[dict[str, str]]:
    """An entity's enabled definitions, legacy ones first; `{DefinitionId, Name, Type}` as a read shows them empty."""
    out = _legacy(books) if entity in FORMS else []
    rows = [row for row in books.trait("custom_fields", []) if entity in row.get("on", FORMS)] if enhanced else []
    return out + [{name: row[name] for name in ("DefinitionId", "Name", "Type")} for row in rows]


def _legacy(books: Books) -> list[dict[str, str]]:
    groups = books.preference("SalesFormsPrefs", "CustomField") or []
    flat = {row["Name"]: row for group in groups for row in group.get("CustomField", [])}
    out = []
    for number in "123":
        used = flat.get(f"SalesFormsPrefs.UseSalesCustom{number}", {}).get("BooleanValue")
        name = flat.get(f"SalesFormsPrefs.SalesCustomName{number}", {}).get("StringValue")
        if used and name:
            out.append({"DefinitionId": number, "Name": name, "Type": "StringType"})
    return out


def define(
    books: Books,
    name: str,
    kind: str = "StringType",
    definition_id: str | None = None,
    on: tuple[str, ...] = FORMS,
    options: tuple[str, ...] = (),
) -> str:
    """Adds a definition; Ids "1", "2", "3" are the legacy fields, others (by default 1000000001…) enhanced ones.

    `on` are the entities that have it, `options` what a field of the data type List may hold. `ValueError` for
    the thirteenth of one entity.
    """
    if definition_id in ("1", "2", "3"):
        _define_legacy(books, name, definition_id)
        return definition_id
    there = books.trait("custom_fields", [])
    full = [each for each in on if sum(each in row.get("on", FORMS) for row in there) >= MOST]
    if full or set(on) - set(CARRIERS):
        raise ValueError(f"no further custom field on {full or on}")
    id_ = definition_id or str(1_000_000_001 + len(there))
    row = {"DefinitionId": id_, "Name": name, "Type": kind, "on": list(on), "options": list(options)}
    books.configure(custom_fields=[*there, row])
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


def store(ctx: Context, entity: str, new: dict[str, Any], old: dict[str, Any] | None, sent: bool) -> None:
    """Keeps the values of known definitions; an unknown one is dropped without a word [D].

    A request without the enhanced include touches the legacy fields alone (assumed).
    """
    if not sent:
        return
    enhanced = ctx.history or ctx.as_user or ENHANCED in ctx.include
    known = {each["DefinitionId"]: each for each in definitions(ctx.books, entity, enhanced=enhanced)}
    kept = [row for row in (old or {}).get("CustomField", []) if row["DefinitionId"] not in known]
    for row in new.get("CustomField") or []:
        spec = known.get(row.get("DefinitionId", ""))
        value = _checked(ctx.books, spec, row) if spec else None
        if spec and value is not None:
            kept.append({**spec, VALUES[spec["Type"]]: value})
    new["CustomField"] = kept


def _checked(books: Books, spec: dict[str, str], row: dict[str, Any]) -> Any:
    """The value of the definition's own type; 3000 for one of another type or outside a list's options (assumed)."""
    own = VALUES[spec["Type"]]
    if any(row.get(name) is not None for name in (*VALUES.values(), "BooleanValue") if name != own):
        raise Fault("3000", f"Invalid Custom Field : {spec['Name']} takes a {own}", "CustomField")
    value = row.get(own)
    rows = books.trait("custom_fields", [])
    options = next((each.get("options") for each in rows if each["DefinitionId"] == spec["DefinitionId"]), None)
    if value is not None and options and value not in options:
        raise Fault("3000", f"Invalid Custom Field : {spec['Name']} has no option {value}", "CustomField")
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
