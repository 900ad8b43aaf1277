"""About how many calls a first run takes, told before it begins (B8)."""

from __future__ import annotations

from typing import Any

from syncapp.core.values import Side
from syncapp.queries.costs import costs
from syncapp.queries.plans import Plan
from syncapp.storage.models import Run


def entries(number: int, object_: str, system: str, action: str = "create", lines: int = 0) -> list[dict[str, Any]]:
    changes = [{"field": f"line {place}", "from": None, "to": "1.00"} for place in range(lines)]
    return [{"object": object_, "system": system, "action": action, "changes": changes} for _ in range(number)]


def told(*plan: dict[str, Any], reading: dict[str, int] | None = None) -> dict[Side, tuple[int, int]]:
    found = costs(Plan(Run(plan=list(plan), calls=reading or {})), {})
    return {one.side: (one.reading, one.writing) for one in found}


def test_nothing_to_write_costs_what_is_read() -> None:
    assert told(reading={"hubspot": 12, "quickbooks": 4}) == {Side.HUBSPOT: (12, 0), Side.QUICKBOOKS: (4, 0)}


def test_as_many_as_go_in_one_call_of_each() -> None:
    assert told(*entries(100, "contacts", "hubspot"))[Side.HUBSPOT] == (0, 1)
    assert told(*entries(101, "contacts", "hubspot"))[Side.HUBSPOT] == (0, 2)
    assert told(*entries(31, "products", "quickbooks", "update"))[Side.QUICKBOOKS] == (0, 2)


def test_an_invoice_is_several_objects_in_hubspot_and_a_question_first_in_quickbooks() -> None:
    assert told(*entries(100, "invoices", "hubspot", lines=5))[Side.HUBSPOT] == (0, 3 + 5)
    assert told(*entries(30, "invoices", "quickbooks", lines=5))[Side.QUICKBOOKS] == (0, 2)


def test_more_than_is_left_today_is_said() -> None:
    plan = Plan(Run(plan=entries(250, "payments", "hubspot"), calls={"hubspot": 10}))
    (hubspot, _) = costs(plan, {Side.HUBSPOT: 12, Side.QUICKBOOKS: None})
    assert (hubspot.calls, hubspot.too_many) == (23, True)
