"""Turns the short tables of this package into property definitions as the API shows them.

A row is `name | label | type | fieldType | flags`. Flags: `r` the value is read-only, `c` calculated
(read-only too), `h` hidden, `x` options come from elsewhere (owners), `m` shown as money.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Definition = dict[str, Any]
Options = Mapping[str, Sequence[str]]

_BOOLEAN = ("true:True", "false:False")

CURRENCIES = [
    "AED",
    "ARS",
    "AUD",
    "BGN",
    "BHD",
    "BRL",
    "CAD",
    "CHF",
    "CLP",
    "CNY",
    "COP",
    "CZK",
    "DKK",
    "EGP",
    "EUR",
    "GBP",
    "HKD",
    "HUF",
    "IDR",
    "ILS",
    "INR",
    "ISK",
    "JPY",
    "KRW",
    "KWD",
    "MAD",
    "MXN",
    "MYR",
    "NGN",
    "NOK",
    "NZD",
    "PEN",
    "PHP",
    "PLN",
    "QAR",
    "RON",
    "SAR",
    "SEK",
    "SGD",
    "THB",
    "TND",
    "TRY",
    "TWD",
    "UAH",
    "USD",
    "VND",
    "ZAR",
]


def option(text: str, order: int) -> dict[str, Any]:
    """`value:label`, or a value that is its own label."""
    value, _, label = text.partition(":")
    return {"label": label or value, "value": value, "displayOrder": order, "hidden": False}


def definition(
    name: str,
    label: str,
    type_: str,
    field_type: str,
    flags: str = "",
    group: str = "",
    options: Sequence[str] = (),
) -> Definition:
    """One built-in property; built-ins carry no createdAt [S]."""
    read_only = "r" in flags or "c" in flags
    found: Definition = {
        "name": name,
        "label": label,
        "type": type_,
        "fieldType": field_type,
        "description": "",
        "groupName": group,
        "options": [option(text, order) for order, text in enumerate(_BOOLEAN if type_ == "bool" else options)],
        "displayOrder": -1,
        "calculated": "c" in flags,
        "externalOptions": "x" in flags,
        "hasUniqueValue": False,
        "hidden": "h" in flags,
        "hubspotDefined": True,
        "formField": not read_only and "h" not in flags,
        "modificationMetadata": {"archivable": False, "readOnlyDefinition": True, "readOnlyValue": read_only},
        "dataSensitivity": "non_sensitive",
        "archived": False,
    }
    if "x" in flags:
        found["referencedObjectType"] = "OWNER"
    if "m" in flags:
        found["showCurrencySymbol"] = True
    return found


def fields(group: str, rows: str, options: Options | None = None) -> list[Definition]:
    found = []
    for row in rows.strip().splitlines():
        if row.strip():
            name, label, type_, field_type, flags = (part.strip() for part in row.split("|"))
            found.append(definition(name, label, type_, field_type, flags, group, (options or {}).get(name, ())))
    return found


def common(group: str, created: str, modified: str) -> list[Definition]:
    """What HubSpot keeps about every record."""
    return fields(
        group,
        f"""
        {created} | Create date | datetime | date | r
        {modified} | Last modified date | datetime | date | r
        hs_object_id | Record ID | number | number | r
        hs_object_source | Record creation source | string | text | rh
        hs_object_source_label | Record source | string | text | r
        hs_object_source_id | Record creation source ID | string | text | rh
        hs_created_by_user_id | Created by user ID | number | number | r
        hs_updated_by_user_id | Updated by user ID | number | number | r
        hs_merged_object_ids | Merged record IDs | enumeration | checkbox | rx
        hubspot_owner_id | Owner | enumeration | select | x
        """,
    )
