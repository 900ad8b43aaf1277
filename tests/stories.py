"""Which scenarios tell which story, in each direction: `python -m tests.stories` writes docs/stories.md.

The stories stand in tests/stories.toml. Each error of the catalogue is a story too, and is told by tests/causes.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from syncapp.core.errors import CATALOGUE, Failure
from tests.causes import HERE, causes
from tests.proofs import ROOT, SCENARIOS

LIST = ROOT / "tests" / "stories.toml"
PAGE = ROOT / "docs" / "stories.md"
OF_DOCUMENTS = {
    "made_in_hubspot": "two-way, made in HubSpot",
    "made_in_quickbooks": "two-way, made in QuickBooks",
    "to_hubspot": "to HubSpot only",
    "to_quickbooks": "to QuickBooks only",
}
OF_ALL_ELSE = {"two_way": "two-way"} | {name: OF_DOCUMENTS[name] for name in ("to_hubspot", "to_quickbooks")}
HUBSPOTS = r"(?m)^.*\b(?:finalized|made|makes the invoice .*) in HubSpot\b"
QUICKBOOKS = r"(?m)^.*\b(?:made|billed)\b.*\bin QuickBooks\b"
SAYS = {  # what a scenario must say to stand in a column
    "two_way": ("two-way",),
    "made_in_hubspot": ("two-way", HUBSPOTS),
    "made_in_quickbooks": ("two-way", QUICKBOOKS),
    "to_hubspot": ("to HubSpot only",),
    "to_quickbooks": ("to QuickBooks only",),
}


@dataclass(frozen=True)
class Story:
    group: str
    name: str
    cells: Mapping[str, list[str] | str]  # by column: "file: name" of scenarios, or why there is none

    @property
    def columns(self) -> Mapping[str, str]:
        return OF_ALL_ELSE if "two_way" in self.cells else OF_DOCUMENTS


def stories() -> list[Story]:
    held = tomllib.loads(LIST.read_text())
    return [Story(group, name, cells) for group, named in held.items() for name, cells in named.items()]


def told() -> dict[str, str]:
    """All that each scenario says, its background and its examples included, by "file: name"."""
    found: dict[str, list[str]] = {}
    for path in sorted(SCENARIOS.glob("*/*.feature")):
        before: dict[str, list[str]] = {"Feature": [], "Rule": []}  # the backgrounds
        owner, here = "Feature", found.setdefault("", [])
        for line in path.read_text().splitlines():
            text = line.strip()
            if text.startswith("Rule:"):
                owner, before["Rule"] = "Rule", []
            elif text.startswith("Background:"):
                here = before[owner]
            elif named := re.match(r"Scenario(?: Outline)?: (.+)", text):
                here = found[f"{path.relative_to(SCENARIOS)}: {named[1]}"] = [*before["Feature"], *before["Rule"]]
            elif text and not text.startswith(("@", "Feature:")):
                here.append(text)
    found.pop("")
    return {name: "\n".join(lines) for name, lines in found.items()}


def in_python() -> set[str]:
    """The tests in Python beside them, by "file: name"."""
    return {
        f"{path.relative_to(SCENARIOS)}: {name.replace('_', ' ')}"
        for path in SCENARIOS.glob("*/test_*.py")
        for name in re.findall(r"^def test_(\w+)\(", path.read_text(), re.M)
    }


# -- the page --------------------------------------------------------------------------------------------------------


def page() -> str:
    lines = [
        "# Every story, in each direction",
        "",
        "Made by `python -m tests.stories` from `tests/stories.toml`: which scenario tells which story, or why there is none.",
        "A scenario that is renamed or deleted fails the tests until its story has another.",
    ]
    group = ""
    for story in stories():
        if story.group != group:
            group = story.group
            lines += [
                "",
                f"## {group}",
                "",
                _row("story", *story.columns.values()),
                _row(*["---"] * (len(story.columns) + 1)),
            ]
        lines.append(_row(story.name, *(_cell(story.cells[column]) for column in story.columns)))
    lines += ["", "## Each error: caused, shown, mended, gone", "", _row("error", "scenarios"), _row("---", "---")]
    lines += [_row(title, links) for title, links in _errors()]
    return "\n".join(lines) + "\n"


def _errors() -> Iterator[tuple[str, str]]:
    by_code = causes()
    for code in CATALOGUE:
        proofs = [f"{one.path.removeprefix('tests/scenarios/')}: {one.name}" for one in by_code[code]]
        proofs += [f"test_causes.py: {HERE[code].removeprefix('test_').replace('_', ' ')}"] if code in HERE else []
        yield Failure(code).title, _cell(list(dict.fromkeys(proofs)))


def _cell(held: list[str] | str) -> str:
    return held if isinstance(held, str) else "<br>".join(_link(one) for one in held)


def _link(proof: str) -> str:
    path, _, name = proof.partition(": ")
    return f"[{_plain(name)}](../tests/scenarios/{path})"


def _plain(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page())
