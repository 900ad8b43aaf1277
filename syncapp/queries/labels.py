"""What people call the fields that changes name, as the accounts themselves label them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from syncapp.core.mapping import Specs
from syncapp.core.plans.service_dates import SERVICE_DATE
from syncapp.core.schema import FieldSpec
from syncapp.core.values import ObjectType
from syncapp.storage.models import Catalog, Workspace

Labels = Mapping[str, Mapping[str, str]]  # object → field, or value of a list (`value_key`) → label
# What changes name that is a field of neither system.
OURS: Mapping[str, str] = MappingProxyType(
    {
        "total": "Total",
        "amount": "Amount",
        "applied": "Applied",
        "status": "Status",
        SERVICE_DATE: "Service date of lines",
    }
)


def value_key(field: str, value: str) -> str:
    """Under which the labels have an entry of a list."""
    return f"{field}={value}"


def labels_of(workspace: Workspace) -> Labels:
    catalogs = list(
        Catalog.objects.filter(connection__workspace=workspace)
        .order_by("connection__side")
        .values_list("fields", flat=True)
    )
    return {
        object_type.value: {
            **OURS,
            **{
                name: label
                for fields in catalogs
                for row in fields.get(object_type, [])
                for name, label in labels_in(row)
            },
        }
        for object_type in ObjectType
    }


def labels_among(fields: Mapping[ObjectType, Specs]) -> Labels:
    """The same of fields that are at hand."""
    return {
        kind.value: {
            **OURS,
            **{name: label for _, specs in sides for spec in specs.values() for name, label in _labels_of_spec(spec)},
        }
        for kind, sides in fields.items()
    }


def _labels_of_spec(spec: FieldSpec) -> Iterator[tuple[str, str]]:
    yield spec.name, spec.label
    for option in spec.options:
        yield value_key(spec.name, option.value), option.label


def labels_in(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Of a field as the catalog stores it, and of what can be chosen for it."""
    yield str(row["name"]), str(row["label"])
    for value, label, *_ in row.get("options", ()):
        yield value_key(str(row["name"]), value), label
