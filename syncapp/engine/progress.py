"""What a run is at, for whoever waits for it: told at once, stored once a step and at most once a second within one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from syncapp.core.values import ObjectType, Side
from syncapp.engine.access.tokens import utc_now
from syncapp.storage.models import Run
from syncapp.storage.table_copy import real_tables

EVERY = 1.0  # seconds
DECISION = 2  # of the whole way of a dry run it is about as much as two records that are read
WORTH_TELLING = 200  # records that are read: fewer are there at once
OF_THE_WAY = ("doing", "done", "of", "found", "read", "decided", "since")  # of what is stored, what its end takes away


def reading(side: Side, object_type: ObjectType, of: int) -> str:
    return f"Reading {of:,} {object_type.plural} of {side.label}"


class Progress:
    """`progress("Reading invoices", 200, 900)`; nothing is stored inside a transaction, which may be rolled back."""

    def __init__(self, run: Run, say: Callable[[str], None] = lambda text: None) -> None:
        self.run = run
        self.say = say
        self._said = ""
        self._stored = ("", 0.0)  # the step, and when

    def __call__(self, doing: str, done: int = 0, of: int = 0, **more: Any) -> None:
        if doing != self._said:
            self.say(doing)
            self._said = doing
        step, at = self._stored
        if step == doing and time.monotonic() - at < EVERY:
            return
        with real_tables():
            if connection.in_atomic_block:
                return
            since = self.run.progress.get("since") if step == doing else utc_now().isoformat()
            self._stored = doing, time.monotonic()
            told = {"doing": doing, "done": done, "of": of, "since": since, **more}
            self.run.progress = {**self.run.progress, **told}
            Run.objects.filter(pk=self.run.pk).update(progress=self.run.progress)

    def ended(self) -> None:
        """It is at nothing any more; stored with the run's end."""
        self.run.progress = {name: value for name, value in self.run.progress.items() if name not in OF_THE_WAY}


class Whole:
    """The steps of a dry run as parts of one whole: each record is read, and decided about once for each answer.

    How many there are is known when it begins to decide; what is shown only grows.
    """

    def __init__(self, tell: Callable[..., None], answers: int = 1) -> None:
        self._tell, self._answers = tell, answers
        self._reads, self._decisions = _Part(), _Part()
        self._of = 0
        self._since = ""  # when it was known how much there is

    def expect(self, due: tuple[int, int]) -> None:
        reads, decisions = due
        if not self._of:
            self._of, self._since = reads + DECISION * decisions * self._answers, utc_now().isoformat()

    def reading(self, side: Side, object_type: ObjectType, done: int, of: int) -> None:
        doing = reading(side, object_type, of)
        self._reads.at(doing, done)
        if of >= WORTH_TELLING:
            self._told(doing)

    def __call__(self, doing: str, done: int = 0, of: int = 0) -> None:
        self._decisions.at(doing, done)
        self._told(doing)

    def _told(self, doing: str) -> None:
        read, decided = self._reads.done, self._decisions.done // self._answers
        done = min(self._of, read + DECISION * self._decisions.done)
        self._tell(doing, done, self._of, read=read, decided=decided, since=self._since)


@dataclass
class _Part:
    """How much is done of steps that follow each other."""

    before: int = 0
    step: str = ""
    within: int = 0

    @property
    def done(self) -> int:
        return self.before + self.within

    def at(self, step: str, done: int) -> None:
        if step != self.step or done < self.within:
            self.before, self.step, self.within = self.done, step, 0
        self.within = max(self.within, done)
