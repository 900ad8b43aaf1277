"""Python's search for reference cycles, kept away from data that is large and has none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 500_000  # objects; below it a search takes milliseconds


@contextmanager
def filling() -> Iterator[None]:
    """While a whole data set comes into memory nothing is searched, and a large one never will be.

    Otherwise each search walks all that is there already: half the time of a seed, and pauses of seconds later.
    """
    was, before = gc.isenabled(), gc.get_count()[0]
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] - before > LARGE:
            gc.freeze()
        if was:
            gc.enable()
