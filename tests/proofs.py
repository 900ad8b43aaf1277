"""Which scenarios prove which rule: `python -m tests.proofs` writes docs/proofs.md.

A scenario in words names its rules as tags (`@S14 @A3`), on itself or on its feature; a test in Python beside them names
them in a comment on its first line (`# S14, A3`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "tests" / "scenarios"
PAGE = ROOT / "docs" / "proofs.md"
RULE = re.compile(r"\b[SAB]\d{1,2}\b")
MUST = [
    *(f"S{number}" for number in (*range(1, 27), 33, 34, *range(40, 46))),
    *(f"A{number}" for number in range(1, 36)),
]


@dataclass(frozen=True)
class Proof:
    rules: tuple[str, ...]
    subject: str  # of the file
    name: str  # of the scenario
    path: str


def proofs() -> list[Proof]:
    return [*_in_words(), *_in_python()]


def _in_words() -> Iterator[Proof]:
    for path in sorted(SCENARIOS.glob("*/*.feature")):
        subject, of_all, tags = "", (), []
        for line in path.read_text().splitlines():
            text = line.strip()
            if text.startswith("@"):
                tags += RULE.findall(text)
            elif text.startswith("Feature:"):
                subject, of_all, tags = text.removeprefix("Feature:").strip(), tuple(tags), []
            elif found := re.match(r"Scenario(?: Outline)?: (.+)", text):
                yield Proof((*of_all, *tags), subject, found[1], str(path.relative_to(ROOT)))
                tags = []
            elif text.startswith(("Background:", "Examples:", "Rule:")):
                tags = []


def _in_python() -> Iterator[Proof]:
    for path in sorted(SCENARIOS.glob("**/test_*.py")):
        text = path.read_text()
        subject = re.match(r'"""(.+?)[.:]?(?: \(|"""|\n|$)', text)
        for found in re.finditer(r"^def test_(\w+)\((?:[^)]*)\)[^:]*:(.*)$", text, re.M):
            rules = tuple(dict.fromkeys(_ranged(found[2])))
            yield Proof(
                rules, subject[1] if subject else path.stem, found[1].replace("_", " "), str(path.relative_to(ROOT))
            )


def _ranged(comment: str) -> Iterator[str]:
    """`S41–S43` is all three."""
    for kind, first, last in re.findall(r"\b([SAB])(\d{1,2})–\1(\d{1,2})\b", comment):
        yield from (f"{kind}{number}" for number in range(int(first), int(last) + 1))
    yield from RULE.findall(comment)


def order(rule: str) -> tuple[int, int]:
    return "SAB".index(rule[0]), int(rule[1:])


def page() -> str:
    by_rule: dict[str, list[Proof]] = {rule: [] for rule in MUST}
    for one in proofs():
        for rule in dict.fromkeys(one.rules):
            by_rule.setdefault(rule, []).append(one)
    lines = [
        "# What proves which rule",
        "",
        "Made by `python -m tests.proofs` from the scenarios themselves. S are the guide's rules, A what is decided where money",
        "depends on it, B what goes beyond. Each scenario runs against both vendors' emulators with every change.",
        "",
        "| rule | scenarios |",
        "| --- | --- |",
        *(f"| [{rule}](#{rule.lower()}) | {len(by_rule[rule])} |" for rule in sorted(by_rule, key=order)),
    ]
    for rule in sorted(by_rule, key=order):
        lines += ["", f"## {rule}", ""]
        for path in dict.fromkeys(one.path for one in by_rule[rule]):
            these = [one for one in by_rule[rule] if one.path == path]
            lines += [f"- [{these[0].subject}](../{path})", *(f"  - {one.name}" for one in these)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
