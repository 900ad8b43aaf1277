"""About how many calls it takes to write what a dry run plans (B8): by how many records go in one call.

What is read besides is what the dry run itself has read, and as much again: after its writes a run looks once more, until
nothing is left to write. Retries, and what changes meanwhile, nobody knows beforehand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from syncapp.core.values import ObjectType, Side
from syncapp.queries.plans import Plan, object_of

IN_ONE_CALL: Mapping[Side, int] = {Side.HUBSPOT: 100, Side.QUICKBOOKS: 30}


@dataclass(frozen=True)
class Cost:
    """Of one account; `left` of its daily limit, None where it has none."""

    side: Side
    reading: int
    writing: int
    left: int | None = None

    @property
    def calls(self) -> int:
        return self.reading + self.writing

    @property
    def too_many(self) -> bool:
        return self.left is not None and self.calls > self.left


def costs(plan: Plan, left: Mapping[Side, int | None]) -> list[Cost]:
    written = _written(plan)
    looks = 2 if plan.number else 1
    return [Cost(side, looks * int(plan.run.calls.get(side.value, 0)), written[side], left.get(side)) for side in Side]


def _written(plan: Plan) -> Counter[Side]:
    numbers: Counter[tuple[Side, ObjectType, str]] = Counter()
    lines: Counter[Side] = Counter()
    for entry in plan.entries:
        side, object_type = Side(entry["system"]), object_of(entry["object"])
        numbers[side, object_type, entry["action"]] += 1
        if side is Side.HUBSPOT and object_type is ObjectType.INVOICE:
            lines[side] += sum(str(change["field"]).startswith("line ") for change in entry["changes"])
    found: Counter[Side] = Counter()
    for (side, object_type, action), number in numbers.items():
        found[side] += _batches(number, side) * _calls_each(side, object_type, action)
    found[Side.HUBSPOT] += _batches(lines[Side.HUBSPOT], Side.HUBSPOT)  # lines are objects of their own there
    return found


def _calls_each(side: Side, object_type: ObjectType, action: str) -> int:
    """An invoice that is made: in HubSpot its draft, its status and its total read back; in QuickBooks its number is
    asked for first (A18)."""
    if object_type is ObjectType.INVOICE and action == "create":
        return 3 if side is Side.HUBSPOT else 2
    return 1


def _batches(number: int, side: Side) -> int:
    return -(-number // IN_ONE_CALL[side])
