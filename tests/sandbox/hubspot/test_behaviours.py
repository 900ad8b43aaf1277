"""The table of behaviours names files that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
HOME = ROOT / "syncapp/sandbox/hubspot"
ROOMS = (HOME, Path(__file__).parent, ROOT)


def rows() -> list[list[str]]:
    lines = (HOME / "BEHAVIOURS.md").read_text().splitlines()
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in found if row[0] not in {"behaviour", "---"}]


def test_each_behaviour_has_a_source_and_a_place_that_exists() -> None:
    found = rows()
    assert len(found) > 50
    for behaviour, source, where in found:
        assert re.search("doc|seen|assumed", source), behaviour
        places = re.findall("`([^`]+)`", where)
        assert places, behaviour
        for place in places:
            assert any((room / place).exists() for room in ROOMS), place


def test_the_list_of_what_is_not_done_stands_at_its_end() -> None:
    text = (HOME / "BEHAVIOURS.md").read_text()
    assert text.rindex("\n## ") == text.index("\n## Not done")
