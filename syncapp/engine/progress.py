"""What a run is at, for whoever waits for it: told at once, stored once a step and at most once a second within one."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import connection

from syncapp.storage.models import Run

EVERY = 1.0  # seconds


class Progress:
    """`progress("Reading invoices", 200, 900)`; nothing is stored inside a transaction, which may be rolled back."""

    def __init__(self, run: Run, say: Callable[[str], None] = lambda text: None) -> None:
        self.run = run
        self.say = say
        self._said = ""
        self._stored = ("", 0.0)  # the step, and when

    def __call__(self, doing: str, done: int = 0, of: int = 0) -> None:
        if doing != self._said:
            self.say(doing)
            self._said = doing
        step, at = self._stored
        if connection.in_atomic_block or (step == doing and time.monotonic() - at < EVERY):
            return
        self._stored = doing, time.monotonic()
        self.run.progress = {**self.run.progress, "doing": doing, "done": done, "of": of}
        Run.objects.filter(pk=self.run.pk).update(progress=self.run.progress)

    def ended(self) -> None:
        """It is at nothing any more; stored with the run's end."""
        kept = ("doing", "done", "of")
        self.run.progress = {name: value for name, value in self.run.progress.items() if name not in kept}
