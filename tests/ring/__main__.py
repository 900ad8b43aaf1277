"""By hand: `python -m tests.ring FIRST LAST [--steps N]`, or `--story SEED "move:1 move:2"` to see one again."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test.utils import setup_databases, setup_test_environment  # noqa: E402

from tests.kept import Shelf  # noqa: E402
from tests.ring import opening, ours, people_hubspot, people_quickbooks, setup, troubles  # noqa: E402, F401
from tests.ring.laws import at_rest  # noqa: E402
from tests.ring.ring import kind_of, parse, shorter, story, tell  # noqa: E402
from tests.world import world  # noqa: E402


def main() -> None:
    options = _options()
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    with world() as made:
        shelf = Shelf(made)
        if options.story:
            broken, ring = tell(shelf, options.first, parse(options.story), at_rest)
            rows = [
                f"{row.pk} {row} h={row.hubspot_id} q={row.quickbooks_id} {row.origin}: {row.status} {row.reason} {row.params} {row.vendor_text[:150]} {row.remarks}"
                for row in made.records()
            ]
            sys.stdout.write("\n".join([*ring.told, broken or "it holds", *rows, ""]))
            return
        _many(shelf, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int, nargs="?", default=0)
    parser.add_argument("--steps", type=int, default=24)
    parser.add_argument("--story", default="")
    parser.add_argument("--told", action="store_true")
    parser.add_argument("--minutes", type=float, default=0)
    return parser.parse_args()


def _many(shelf: Shelf, options: argparse.Namespace) -> None:
    began, kinds = time.monotonic(), Counter[str]()
    seed = options.first
    for seed in range(options.first, options.last):
        if options.minutes and time.monotonic() - began > options.minutes * 60:
            break
        steps = story(seed, options.steps)
        broken, ring = tell(shelf, seed, steps, at_rest)
        if options.told:
            sys.stdout.write("\n".join([f"== seed {seed}", *ring.told, ""]))
        if not broken:
            continue
        kinds[kind_of(broken)] += 1
        if kinds[kind_of(broken)] > 1:
            sys.stdout.write(f"== seed {seed}: again {kind_of(broken)}\n")
            continue
        few, broken = shorter(shelf, seed, steps, at_rest, broken)
        _, ring = tell(shelf, seed, few, at_rest)
        sys.stdout.write(
            "\n".join(
                [
                    f"== seed {seed}: {kind_of(broken)}",
                    *ring.told,
                    broken,
                    f'--story "{" ".join(map(str, few))}"',
                    "",
                    "",
                ]
            )
        )
        sys.stdout.flush()
    sys.stdout.write(
        f"{seed - options.first + 1} stories of {options.steps} steps, {time.monotonic() - began:.0f} s\n{dict(kinds)}\n"
    )


main()
