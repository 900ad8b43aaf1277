"""`python -m tests.sentences [WORD]`: the sentences that scenarios may use, by subject; with a word: those that have it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

STEPS = Path(__file__).parent / "scenarios" / "steps"
KINDS = ("given", "when", "then", "step")


def sentences(source: ast.Module) -> Iterator[str]:
    """What stands in each decorator: `{amount}` is a place to fill, `( … )` may be left out."""
    for function in source.body:
        for mark in getattr(function, "decorator_list", ()):
            if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") in KINDS:
                yield from (one.value for one in ast.walk(mark.args[0]) if isinstance(one, ast.Constant))


def plain(pattern: str) -> str:
    text = re.sub(r"\{(\w+):\w+\}", r"{\1}", pattern)
    text = re.sub(r"\(\?P<(\w+)>((?:\[[^]]*\]|[^()])*)\)", lambda found: _place(found[1], found[2]), text)
    return re.sub(r"\(\?:((?:\{[^}]*\}|[^()])*)\)\?", r"(\1)", text)


def _place(name: str, pattern: str) -> str:
    return "{" + (pattern if re.fullmatch(r"[\w ]+(\|[\w ]+)+", pattern) else name) + "}"


def main(word: str = "") -> None:
    for path in sorted(STEPS.glob("*.py")):
        source = ast.parse(path.read_text())
        found = [text for text in map(plain, sentences(source)) if word.lower() in text.lower()]
        if found:
            sys.stdout.write("\n  ".join([f"\n{ast.get_docstring(source)}", *found]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
