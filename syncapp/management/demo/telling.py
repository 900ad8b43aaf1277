"""What a demo tells on the terminal while it goes: one short line each, on stderr."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
