"""Where the records of a workspace stand, in few numbers: what a dry run keeps of what it rolls back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from syncapp.core.values import ORDER, ObjectType, Side, rounded
from syncapp.storage.models import SyncRecord, Workspace

SAMPLES = 10  # of one cause, the highest amounts first
LEFT_OUT = 50  # of what a filter leaves out: people look for a name
NAMED = ("label", "number", "amount", "currency", "params", "vendor_text", "hubspot_id", "quickbooks_id")
AWAITED = "waiting_on__status"
Group = tuple[str, str, str]  # object, status, reason


def standing(workspace: Workspace, objects: Collection[ObjectType]) -> dict[str, list[dict[str, Any]]]:
    """By object that syncs: every status and reason with number and money, and the highest of what is not settled."""
    rows = SyncRecord.objects.filter(workspace=workspace, object_type__in=list(objects))
    samples = _samples(rows) | _filtered(rows, objects)
    found: dict[Group, dict[str, Any]] = {}
    counted = rows.values("object_type", "status", "reason", "currency").annotate(
        number=Count("pk"), total=Sum("amount")
    )
    for one in counted.order_by("object_type", "status", "reason", "currency"):
        group = (one["object_type"], one["status"], one["reason"])
        told = found.setdefault(
            group, {"status": group[1], "reason": group[2], "number": 0, "money": {}, "highest": samples.get(group, [])}
        )
        told["number"] += one["number"]
        if one["total"] is not None:
            told["money"][one["currency"]] = format(rounded(Decimal(one["total"]), one["currency"]), "f")
    by_object: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (object_type, _, _), told in found.items():
        by_object[ObjectType(object_type).plural].append(told)
    return dict(by_object)


def _samples(rows: QuerySet[SyncRecord]) -> dict[Group, list[dict[str, Any]]]:
    """Of what fails or waits; what is in line is told by the plan."""
    found: dict[Group, list[dict[str, Any]]] = defaultdict(list)
    rows = rows.filter(status__in=("failing", "pending")).exclude(reason="queued")
    rows = rows.order_by(F("amount").desc(nulls_last=True), "pk")
    for row in rows.values("object_type", "status", "reason", AWAITED, *NAMED).iterator():
        group = found[row["object_type"], row["status"], row["reason"]]
        if len(group) < SAMPLES:
            group.append(_named(row) | ({"awaits": row[AWAITED]} if row[AWAITED] else {}))
    return found


def _filtered(rows: QuerySet[SyncRecord], objects: Collection[ObjectType]) -> dict[Group, list[dict[str, Any]]]:
    """Of what the filters leave out, which may be nearly everything: no more is read than is kept."""
    found = {}
    for object_type in objects:
        left_out = rows.filter(object_type=object_type, status="excluded", reason="filter")
        highest = left_out.order_by(F("amount").desc(nulls_last=True), "label", "pk").values(*NAMED)[:LEFT_OUT]
        found[(object_type.value, "excluded", "filter")] = [_named(row) for row in highest]
    return found


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    amount = None if row["amount"] is None else format(rounded(row["amount"], row["currency"]), "f")
    return {name: row[name] for name in NAMED} | {"amount": amount}


def in_short(
    plan: Iterable[Mapping[str, Any]], stands: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, dict[str, Any]]:
    """Per object how many writes there would be on either side, and what would stay out as made while off (A16)."""
    writes = Counter((one["object"], one["system"]) for one in plan)
    found = {}
    for object_type in ORDER:
        name = object_type.plural
        held = next((one for one in stands.get(name, ()) if one["reason"] == "made_while_off"), None)
        found[name] = {
            "writes": {side.value: writes[name, side.value] for side in Side},
            "held": {"number": held["number"], "money": held["money"]} if held else {"number": 0, "money": {}},
        }
    return found
