"""What is known of a field of either system; one row per field, path included."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from syncapp.core.values import Value


class FieldType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    BOOL = "bool"
    OPTION = "option"  # one of `options`; a reference to a list entry (term, class, method) too
    OPTIONS = "options"  # several of them


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    active: bool = True  # False: still read, no longer offered (a list entry made inactive, a hidden option)


@dataclass(frozen=True)
class FieldSpec:
    """One field of one object of one system.

    `name` is unique within the object and is what mappings store; `path` is where the value stands in the
    vendor's JSON, dotted (`PrimaryEmailAddr.Address`), `ref:SalesTermRef` for a reference's value,
    `custom:1` for the QuickBooks custom field with that definition id; "" for a HubSpot property (its name).
    """

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    path: str = ""
    read_only: bool = False
    required: bool = False
    max_length: int | None = None
    options: tuple[Option, ...] = ()
    group: str = ""
    clearable: bool = True
    for_new: bool = False  # given to what is new there and never read back
    proper_name: bool = False  # of a person or company: signs that this system does not take in it are replaced (S14)
    zero_is_none: bool = False  # this system has no empty value of it, and shows 0 for none
    open_list: bool = False  # a text that people choose from values of their own: it is read as a choice too

    def is_empty(self, value: Value) -> bool:
        return value is None or (self.zero_is_none and value == 0)
