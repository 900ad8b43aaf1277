"""What two people chose in one set-up, put together (S33)."""

from __future__ import annotations

from typing import Any

from syncapp.actions.carrying import carried

EMPTY: dict[str, Any] = {"direction": "two-way", "policy": "hubspot", "settings": {}, "mappings": [], "filters": {}}


def row(hubspot: str, **more: Any) -> dict[str, Any]:
    return {"hubspot": hubspot, "quickbooks": "custom:1", "enabled": True, **more}


def both(before: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> dict[str, Any]:
    return carried({**EMPTY, **before, **mine, "basis": {**EMPTY, **before}}, {**EMPTY, **before, **theirs})


def test_each_choice_is_of_the_one_who_made_it() -> None:
    found = both({}, {"policy": "ask"}, {"direction": "to-hubspot"})
    assert (found["direction"], found["policy"]) == ("to-hubspot", "ask")


def test_where_both_chose_it_is_mine() -> None:
    assert both({}, {"policy": "ask"}, {"policy": "quickbooks"})["policy"] == "quickbooks"


def test_settings_that_one_added_changed_or_took_away() -> None:
    found = both(
        {"settings": {"a": 1, "b": 1, "c": 1, "d": 1}},
        {"settings": {"a": 2, "b": 1, "d": 1, "theirs": 1}},
        {"settings": {"a": 1, "b": 2, "c": 1, "mine": 1}},
    )
    assert found["settings"] == {"a": 2, "b": 2, "theirs": 1, "mine": 1}


def test_of_lists_and_tables_among_the_settings_each_entry() -> None:
    found = both(
        {"settings": {"list": ["old", "gone"], "table": {"card": "1", "cash": "2"}}},
        {"settings": {"list": ["old", "theirs"], "table": {"card": "9", "cash": "2"}}},
        {"settings": {"list": ["gone", "mine"], "table": {"card": "1", "cash": "3"}}},
    )
    assert found["settings"] == {"list": ["theirs", "mine"], "table": {"card": "9", "cash": "3"}}


def test_mappings_by_their_two_fields() -> None:
    found = both(
        {"mappings": [row("a"), row("b")]},
        {"mappings": [row("a"), row("b", enabled=False), row("theirs")]},
        {"mappings": [row("b"), row("mine")]},
    )
    assert found["mappings"] == [row("b", enabled=False), row("theirs"), row("mine")]


def test_filters_by_their_direction() -> None:
    found = both({"filters": {}}, {"filters": {"hubspot": [["theirs"]]}}, {"filters": {"quickbooks": [["mine"]]}})
    assert found["filters"] == {"hubspot": [["theirs"]], "quickbooks": [["mine"]]}


def test_a_filter_that_i_took_away_stays_away() -> None:
    held = {"filters": {"hubspot": [["old"]]}}
    assert both(held, {"policy": "ask"}, {"filters": {}})["filters"]["hubspot"] == []


def test_a_first_walk_is_all_mine() -> None:
    mine = {**EMPTY, "policy": "quickbooks", "basis": None}
    assert carried(mine, {**EMPTY, "policy": "ask", "direction": "to-hubspot"}) == mine
