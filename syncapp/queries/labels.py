"""What people call the fields that changes name, as the accounts themselves label them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from syncapp.core.values import ObjectType
from syncapp.storage.models import Catalog, Workspace

Labels = Mapping[str, Mapping[str, str]]  # object → field → label
# What changes name that is a field of neither system.
OURS: Mapping[str, str] = MappingProxyType(
    {"total": "Total", "amount": "Amount", "applied": "Applied", "status": "Status"}
)


def labels_of(workspace: Workspace) -> Labels:
    catalogs = list(
        Catalog.objects.filter(connection__workspace=workspace)
        .order_by("connection__side")
        .values_list("fields", flat=True)
    )
    return {
        object_type.value: {
            **OURS,
            **{str(row["name"]): str(row["label"]) for fields in catalogs for row in fields.get(object_type, [])},
        }
        for object_type in ObjectType
    }
