"""What QuickBooks refuses as inactive without naming it: what a write and its document carry, by the lists as they are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from syncapp.connectors.protocol import ListEntry
from syncapp.core.errors import Failure
from syncapp.core.plan import Decision, Planned, failing, write
from syncapp.core.values import Pair, Side
from syncapp.core.writes import Write
from syncapp.engine.context import Pass
from syncapp.engine.inactive import named
from syncapp.storage.models import SyncRecord

LISTS = {
    "classes": [ListEntry("1", "Install (deleted)", active=False), ListEntry("2", "Care")],
    "departments": [ListEntry("1", "North (deleted)", active=False)],
    "methods": [ListEntry("9", "Check (deleted)", active=False)],
}
REFUSED = failing(Failure("inactive_reference", {"system": "QuickBooks Online"}))


def told(write_: Write) -> Decision:
    quickbooks = SimpleNamespace(lists=lambda: LISTS)
    questions = SimpleNamespace(read=lambda *asked: None)
    p = SimpleNamespace(questions=questions, on_shelf=lambda *asked: None, systems=Pair(None, quickbooks))
    row = SyncRecord(pk=1)
    decided = write(Planned(side=Side.QUICKBOOKS, write=write_, reason="", changes=(), agreed={}))
    return named(cast(Pass, p), {row: REFUSED}, {row: decided})[row]


@pytest.mark.parametrize(
    ("raw", "code", "params"),
    [
        ({"DepartmentRef": {"value": "1"}}, "class_inactive", {"kind": "location", "name": "North"}),
        ({"ClassRef": {"value": "1"}}, "class_inactive", {"kind": "class", "name": "Install"}),
        ({"ClassRef": {"value": "2"}, "DepartmentRef": None}, "inactive_reference", {}),
    ],
)
def test_what_a_document_carries_along_is_named(raw: dict[str, Any], code: str, params: dict[str, str]) -> None:  # A7
    decision = told(Write(entity="invoice", action="update", id="7", fields={"PrivateNote": "x"}, raw=raw))
    assert (decision.reason, decision.params) == (code, {"system": "QuickBooks Online", **params})


def test_what_a_mapping_writes_is_named_by_its_field() -> None:  # B33
    sent = Write(entity="invoice", action="create", fields={"DepartmentRef": "1"})
    assert told(sent).params == {"system": "QuickBooks Online", "field": "Location", "value": "North"}
    paid = Write(entity="payment", action="create", links={"method": "9"})
    assert told(paid).params == {"system": "QuickBooks Online", "field": "Payment method", "value": "Check"}
