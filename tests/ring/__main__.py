"""By hand: `python -m tests.ring STORIES [--seed N]` tells so many and goes on after what it finds.

Each kind of break is told once, as it happened; `--shrink SECONDS` stops there and makes the story short.
`--play FILE` plays an example again, as it was printed, and shows how every record stands.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test.utils import setup_databases, setup_test_environment  # noqa: E402
from hypothesis import Phase, settings  # noqa: E402
from hypothesis.internal.conjecture import engine  # noqa: E402

from tests.direct import direct  # noqa: E402
from tests.kept import Shelf  # noqa: E402
from tests.ring.machine import CHUNK, OPTIONS, Shop, Verdict, explore  # noqa: E402
from tests.world import world  # noqa: E402


def main() -> None:
    options = _options()
    setup_test_environment(debug=False)
    setup_databases(verbosity=0, interactive=False)
    with world() as made, direct(made):
        Shop.shelf = Shelf(made)
        if options.play:
            _play(options.play.read_text())
        else:
            _many(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=int, nargs="?", default=CHUNK)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--shrink", type=int, default=0)
    parser.add_argument("--play", type=Path)
    return parser.parse_args()


def _play(text: str) -> None:
    Shop.verdict = Verdict()
    state = Shop()
    lines = [one.strip() for one in text.splitlines() if one.strip().startswith("state.")]
    broken = "it holds"
    try:
        for one in [*(one for one in lines if "teardown" not in one), "state.teardown()"]:
            exec(one, {"state": state})
    except Exception as error:
        broken = f"{type(error).__name__}: {error}"
    rows = [
        f"{row.pk} {row} h={row.hubspot_id} q={row.quickbooks_id} {row.origin}: {row.status} {row.reason}"
        f" {row.params} {row.vendor_text[:150]} {row.remarks}"
        for row in Shop.shelf.world.records()
    ]
    _say(*state.ring.told, broken, *rows)


class Everything(Verdict):
    """Nothing is looked for in particular: each kind of break is told when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Counter[str]()

    def counts(self, error: Exception, told: list[str]) -> bool:
        kind = self.kind_of(error)
        self.kinds[kind] += 1
        if self.kinds[kind] == 1:
            _say(f"== {kind}", *told, f"{type(error).__name__}: {error}")
        return False


def _many(options: argparse.Namespace) -> None:
    began, told, number = time.monotonic(), 0, options.seed
    Shop.verdict = Verdict() if options.shrink else Everything()
    engine.MAX_SHRINKING_SECONDS = options.shrink
    phases = [Phase.generate, Phase.shrink] if options.shrink else [Phase.generate]
    chosen = settings(OPTIONS, stateful_step_count=options.steps, phases=phases)
    while told < options.stories:
        explore(number, chosen)
        told, number = told + CHUNK, number + 1
        kinds = dict(getattr(Shop.verdict, "kinds", {}))
        _say(f"-- {told} stories, {time.monotonic() - began:.0f} s, {time.process_time():.0f} s of CPU: {kinds}")


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()


main()
