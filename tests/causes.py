"""Which scenario in words causes which cause of the catalogue, shows its words, mends it and sees it gone (issue: “each
error of the catalogue”): `python -m tests.causes` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from syncapp.core.errors import CATALOGUE, Failure
from tests.proofs import ROOT, SCENARIOS

# Told in Python, in tests/scenarios/test_causes.py, because no sentence can make it.
HERE = {
    "negative_total": "test_an_invoice_below_zero",
    "absurd_value": "test_a_figure_that_is_none",
    "broken_off": "test_a_run_that_breaks_off",
    "stale": "test_somebody_saved_it_first",
    "reads_used_up": "test_the_reads_of_a_month",
}

# Where one title names two causes, the record that it stands on tells them apart (A29).
OF_PAYMENTS = {"payment_removed": True, "native_invoice_edited": False}
SHOWN = re.compile(
    r'(?:Then|And|But) (?:(?P<record>.+?) is failing: |the page "[^"]+" says |the sync stops and says )"(?P<words>[^"]+)"'
)
GONE = re.compile(
    r"(?:Then|And|But) (?:.+ is (?:syncing|excluded|ignored|pending)|.+ is equal on both sides|nothing fails|nothing stops|"
    r"every invoice that syncs is equal)"
)


@dataclass(frozen=True)
class Scenario:
    path: str
    name: str
    steps: tuple[str, ...]


def scenarios() -> Iterator[Scenario]:
    for path in sorted(SCENARIOS.glob("*/*.feature")):
        name, told = "", []
        for line in path.read_text().splitlines():
            text = line.strip()
            if found := re.match(r"(?:Scenario|Scenario Outline|Background): ?(.*)", text):
                yield from _each(str(path.relative_to(ROOT)), name, told)
                name, told = found[1], []
            elif re.match(r"(?:Given|When|Then|And|But|\||Examples:)", text):
                told.append("Examples:" if text.startswith("Examples:") else text)  # whatever they are called
        yield from _each(str(path.relative_to(ROOT)), name, told)


def _each(path: str, name: str, told: list[str]) -> Iterator[Scenario]:
    """An outline once for each row of its examples."""
    end = told.index("Examples:") if "Examples:" in told else len(told)
    steps = [one for one in told[:end] if not one.startswith("|")]
    head, *rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in told[end + 1 :]] or [[], []]
    for row in rows:
        filled = dict(zip(head, row, strict=True))
        yield Scenario(path, name, tuple(re.sub(r"<([^>]+)>", lambda it, by=filled: by[it[1]], one) for one in steps))


def causes() -> Mapping[str, list[Scenario]]:
    """By code, the scenarios in which its words are shown and something is well afterwards."""
    told: dict[str, list[Scenario]] = {code: [] for code in CATALOGUE}
    for one in scenarios():
        for number, step in enumerate(one.steps):
            found = SHOWN.match(step)
            if found and any(GONE.match(later) for later in one.steps[number + 1 :]):
                for code in _named(found["words"], found["record"] or ""):
                    if one not in told[code]:
                        told[code].append(one)
    return told


def _named(words: str, record: str) -> Iterator[str]:
    titles = _titles()
    for code, title in titles.items():
        whole = words == title or words.startswith((f"{title}.", f"{title} What", f"{title} "))
        longer = any(words.startswith(other) for other in titles.values() if other != title and other.startswith(title))
        of_payment = OF_PAYMENTS.get(code)
        if whole and not longer and (of_payment is None or of_payment == record.startswith("the payment")):
            yield code


@cache
def _titles() -> Mapping[str, str]:
    return {code: Failure(code).title for code in CATALOGUE}


if __name__ == "__main__":
    for code, found in causes().items():
        print(f"{code}: {', '.join(f'{one.path} “{one.name}”' for one in found) or '—'}")  # noqa: T201
