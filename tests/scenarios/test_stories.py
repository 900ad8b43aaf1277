"""Each story is told in each direction, or it is said why not, and the table of them is true."""

from __future__ import annotations

import re

import pytest

from tests.stories import PAGE, SAYS, Story, in_python, page, stories, told

STORIES = stories()
TOLD = told()
IN_PYTHON = in_python()


@pytest.mark.parametrize("story", STORIES, ids=[f"{one.group}: {one.name}" for one in STORIES])
def test_each_story_is_told_in_each_direction_or_says_why_not(story: Story) -> None:
    assert list(story.cells) == list(story.columns)
    for column, held in story.cells.items():
        assert held
        for proof in [] if isinstance(held, str) else held:
            assert proof in TOLD.keys() | IN_PYTHON, f"there is no {proof!r}: tests/stories.toml"
            says = proof in IN_PYTHON or all(re.search(words, TOLD[proof]) for words in SAYS[column])
            assert says, f"{proof!r} does not say {column}"


def test_the_table_in_docs_is_true() -> None:
    assert PAGE.read_text() == page(), "python -m tests.stories writes it anew"


def test_the_shop_of_acme_is_the_first_that_a_scenario_says() -> None:
    """The world begins there: what was said before is gone."""
    assert [
        name for name, text in TOLD.items() if re.search(r"^(?!Given the shop).*\n(?s:.*)\bthe shop of Acme", text)
    ] == []
