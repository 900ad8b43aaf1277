"""The table of mistakes in the sandbox's README is the list that the ports give."""

from __future__ import annotations

import re
from pathlib import Path

from syncapp.sandbox.seeds.expected import AFTER_FIRST_SYNC, AFTER_LATER

README = Path(__file__).parents[2] / "syncapp" / "sandbox" / "README.md"


def rows() -> list[list[str]]:
    text = README.read_text()
    table = text[text.index("| label | number |") :].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_each_expected_failure_is_a_row_with_its_step_and_code() -> None:
    listed = {
        (number, code, object_, step)
        for _, number, _, step, expected, _ in rows()
        for code, object_ in re.findall(r"`(\w+)`, (\w+)", expected)
    }
    wanted = {(one.number, one.code, one.object, "first") for one in AFTER_FIRST_SYNC}
    wanted |= {(one.number, one.code, one.object, "later") for one in AFTER_LATER}
    assert listed == wanted


def test_each_failure_says_how_to_put_it_right_and_the_rest_says_why_it_does_not_fail() -> None:
    for label, _, what, _, expected, remedy in rows():
        assert what, label
        assert bool(remedy) == expected.startswith("`"), label
