"""A message that did not arrive."""

from __future__ import annotations


class NotTaken(Exception):
    """The text says why. `for_ever`: no later try can help."""

    def __init__(self, reason: str, *, for_ever: bool = False) -> None:
        super().__init__(reason)
        self.for_ever = for_ever
