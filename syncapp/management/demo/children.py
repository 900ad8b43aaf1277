"""The processes of a demo: started beside this one, watched, and ended with it, whatever ends it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from syncapp.management.demo.options import DemoRefused

HERE = Path(__file__).resolve().parents[3]
LOOKED_AT = 0.25  # seconds
GRACE = (7.0, 1.5)  # seconds for those who call the vendors, then for the vendors: under ten in all
PR_SET_PDEATHSIG = 1


class ChildDied(Exception):
    """One of them ended by itself; the text says which and what it said last."""


@dataclass(frozen=True)
class Child:
    name: str  # as a person calls it
    process: subprocess.Popen[bytes]
    log: Path
    outlives: bool  # the others

    @property
    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else ""


@dataclass
class Children:
    folder: Path  # of what they say
    started: list[Child] = field(default_factory=list)

    def start(self, name: str, *words: str, outlives: bool = False) -> Child:
        """A Python process in a session of its own: Ctrl-C reaches it through us."""
        log = self.folder / f"{name.replace(' ', '-')}.log"
        with log.open("wb") as said:
            process = subprocess.Popen(  # noqa: S603 - our own programs
                [sys.executable, *words], cwd=HERE, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                start_new_session=True, preexec_fn=_end_with(os.getpid()),
            )  # fmt: skip
        child = Child(name, process, log, outlives)
        self.started.append(child)
        return child

    def check(self) -> None:
        """Raises ChildDied where one has ended."""
        for child in self.started:
            code = child.process.poll()
            if code is not None:
                how = f"signal {-code}" if code < 0 else f"exit code {code}"
                raise ChildDied(f"The {child.name} ended unexpectedly ({how}). What it said stands in {child.log}.")

    def until(self, true: Callable[[], bool], seconds: float = float("inf"), what: str = "") -> None:
        """Wait while all of them live."""
        ends = time.monotonic() + seconds
        while not true():
            self.check()
            if time.monotonic() > ends:
                raise DemoRefused(f"The {what} did not come up within {seconds:.0f} seconds.")
            time.sleep(LOOKED_AT)

    def end(self) -> None:
        """The vendors last, so that no call of a worker loses its answer."""
        for outlives, seconds in zip((False, True), GRACE, strict=True):
            _end([child for child in self.started if child.outlives is outlives], time.monotonic() + seconds)


def _end(children: list[Child], by: float) -> None:
    for child in children:
        child.process.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.0, by - time.monotonic()))
        with suppress(ProcessLookupError):  # itself, or what it left behind
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


def _end_with(parent: int) -> Callable[[], None] | None:
    """On Linux the kernel ends a child whose parent was killed; elsewhere the next start names the port that it holds."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask
