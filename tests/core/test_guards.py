"""What may end within a day unasked, and under which name a person lets more pass (F98, I13)."""

from __future__ import annotations

import pytest

from syncapp.core.guards import EMPTY_SIDE, MANY_DELETIONS, MANY_VOIDS, Guard, asked, ending, most_endings, passes
from syncapp.core.plan import Approval, Planned, needs_approval
from syncapp.core.values import Side
from syncapp.core.writes import Write


def planned(entity: str, action: str, version: str = "0") -> Planned:
    return Planned(side=Side.QUICKBOOKS, write=Write(entity=entity, action=action, id="7", version=version), reason="")


@pytest.mark.parametrize(("linked", "limit"), [(0, 10), (200, 10), (220, 11), (10_000, 500)])
def test_ten_or_five_percent_of_the_linked_records(linked: int, limit: int) -> None:
    assert most_endings(linked) == limit


def test_only_what_ends_the_record_itself_is_watched() -> None:
    assert ending("invoice", [planned("invoice", "void")]) is MANY_VOIDS
    assert ending("payment", [planned("payment", "delete")]) is MANY_DELETIONS
    assert ending("invoice", [planned("line", "delete"), planned("invoice", "update")]) is None


def test_an_approval_is_of_the_record_as_it_was_shown_and_a_void_needs_no_second_one() -> None:  # A10
    wanted = asked(MANY_VOIDS, "invoice", [planned("invoice", "void")])
    assert passes(wanted, wanted)
    assert not passes(wanted, None)
    assert not passes(wanted, asked(MANY_VOIDS, "invoice", [planned("invoice", "void", version="1")]))  # changed since
    assert passes(wanted, Approval("void", "whatever the plan has found right"))
    assert not passes(asked(MANY_DELETIONS, "payment", [planned("payment", "delete")]), Approval("void", ""))


def test_what_is_held_needs_approval_and_says_how_much_there_is() -> None:
    decision = needs_approval(Approval("many_voids", "7@0"), objects="invoices", count="12", limit="10")

    assert (decision.status, decision.reason) == ("pending", "needs_approval")
    assert decision.params == {"what": "many_voids", "seal": "7@0", "objects": "invoices", "count": "12", "limit": "10"}


@pytest.mark.parametrize("guard", [MANY_VOIDS, MANY_DELETIONS, EMPTY_SIDE])
def test_each_has_a_sentence_with_its_figures(guard: Guard) -> None:
    text = guard.text(system="HubSpot", objects="invoices", count=12, limit=10)

    assert "12" in text
    assert text.endswith(".")
    assert "{" not in text
