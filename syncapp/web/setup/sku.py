"""The tick "Only products with a SKU": a filter that stands in both directions (S10)."""

from __future__ import annotations

from typing import Any

from syncapp.core.defaults import DEFAULT_FILTERS
from syncapp.core.values import ObjectType
from syncapp.storage.convert import encode_filter

Filters = dict[str, list[list[dict[str, Any]]]]
KNOWN = {side.value: encode_filter(chosen)[0][0] for side, chosen in DEFAULT_FILTERS[ObjectType.PRODUCT].items()}


def only_with_sku(filters: Filters) -> bool:
    """Whether every group of both directions asks for it."""
    return all(groups and all(known in group for group in groups) for known, groups in _sides(filters))


def with_sku(filters: Filters, wanted: bool) -> Filters:
    if wanted == only_with_sku(filters):
        return filters
    return {**filters, **{side: _asking(known, filters.get(side, []), wanted) for side, known in KNOWN.items()}}


def _sides(filters: Filters) -> list[tuple[dict[str, Any], list[list[dict[str, Any]]]]]:
    return [(known, filters.get(side, [])) for side, known in KNOWN.items()]


def _asking(known: dict[str, Any], groups: list[list[dict[str, Any]]], wanted: bool) -> list[list[dict[str, Any]]]:
    without = [[one for one in group if one != known] for group in groups]
    if wanted:
        return [[known, *group] for group in without] or [[known]]
    return [group for group in without if group]
