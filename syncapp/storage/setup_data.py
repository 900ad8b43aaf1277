"""A sync as a person has set it up, in the form in which a walk keeps it (`actions/drafts.py` says what that is)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from syncapp.storage.models import FieldMapping, FilterRule, ObjectSync

BY_THE_ENGINE = ("line_item_id", "from_now_saved_at")  # kept among the settings, and no choice of a person


def as_stored(sync: ObjectSync) -> dict[str, Any]:
    """Its direction, policy, settings, mappings and filters."""
    return {
        "direction": sync.direction,
        "policy": sync.policy,
        "settings": {name: value for name, value in sync.settings.items() if name not in BY_THE_ENGINE},
        "mappings": [_mapping(row) for row in sorted(sync.mappings.all(), key=lambda row: row.pk)],
        "filters": _filters(sync.filters.all()),
    }


def _mapping(row: FieldMapping) -> dict[str, Any]:
    return {
        "hubspot": row.hubspot_field,
        "quickbooks": row.quickbooks_field,
        "origin": row.origin,
        "enabled": row.enabled,
        "blank_means_blank": row.blank_means_blank,
        "transform": row.transform,
        "values": row.values,
    }


def _filters(rows: Iterable[FilterRule]) -> dict[str, list[list[dict[str, Any]]]]:
    found: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for row in rows:
        criterion = {
            "property": row.property,
            "operator": row.operator,
            "values": row.values,
            "associated": row.associated,
        }
        found.setdefault(row.target, {}).setdefault(row.group, []).append(criterion)
    return {target: list(groups.values()) for target, groups in sorted(found.items())}
