"""A demo as a person starts it: a process on ports and in a directory of its own, and what can be seen of it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from django.conf import settings

from tests.jobs.test_live import free_port

PATIENCE = 120.0  # seconds, on a machine that does much else
ENDS_WITHIN = 10.0
INVOICES = {"hubspot": "invoices", "quickbooks": "invoice"}  # as each system calls them


@dataclass
class Demo:
    """`manage.py demo`, its lines as they come, and its two vendors."""

    process: subprocess.Popen[str]
    ports: dict[str, int]
    lines: list[str] = field(default_factory=list)
    ready: str = ""  # the line
    _said: queue.Queue[str] = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._said.put(line.rstrip("\n"))

    def until(self, told: Callable[[str], bool]) -> str:
        """The line that says so."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with suppress(queue.Empty):
                self.lines.append(self._said.get(timeout=0.2))
                if told(self.lines[-1]):
                    return self.lines[-1]
                continue
            assert self.process.poll() is None, f"exit {self.process.returncode}: {self.lines}"
        raise AssertionError(f"it was not said: {self.lines}")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.ports['web']}"

    @property
    def password(self) -> str:
        return self.ready.split()[-1]

    def control(self, system: str, route: str) -> Any:
        return requests.get(f"http://127.0.0.1:{self.ports[system]}/_sandbox/{route}", timeout=60).json()

    def invoices(self, system: str) -> list[str]:
        """Of every invoice in one ledger, deleted ones too."""
        found = self.control(system, f"objects/{INVOICES[system]}?limit=100000")["results"]
        return sorted(str(one.get("DocNumber") or one["properties"]["hs_number"]) for one in found)

    def children(self) -> dict[int, str]:
        """All that came of it and lives, by the kernel's own book: command lines by process."""
        parents = {pid: parent for pid in _processes() if (parent := _parent(pid)) is not None}
        found, fresh = set[int](), {self.process.pid}
        while fresh:
            fresh = {pid for pid, parent in parents.items() if parent in fresh}
            found |= fresh
        return {pid: Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in found}

    def end(self, number: int = signal.SIGTERM) -> int:
        """Its exit code; nothing of it is left."""
        children, began = self.children(), time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(timeout=PATIENCE)
        assert time.monotonic() - began < ENDS_WITHIN
        assert alive(children) == []
        return code


def alive(processes: Iterable[int]) -> list[int]:
    return [pid for pid in processes if _parent(pid) is not None]


def _processes() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]


def _parent(pid: int) -> int | None:
    """None where it has ended, whether or not somebody has taken notice."""
    with suppress(OSError):
        state, parent, *_ = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(parent) if state != "Z" else None
    return None


def words(data: Path, ports: dict[str, int], *more: str) -> list[str]:
    chosen = (
        "--port",
        str(ports["web"]),
        "--hubspot-port",
        str(ports["hubspot"]),
        "--quickbooks-port",
        str(ports["quickbooks"]),
    )
    return ["--data", str(data), *chosen, *more]


def free_ports() -> dict[str, int]:
    return {name: free_port() for name in ("web", *INVOICES)}


@contextmanager
def started(data: Path, *more: str, command: list[str] | None = None) -> Iterator[Demo]:
    """Up to its Ready line; whatever happens, it is not left running."""
    ports = free_ports()
    given = words(data, ports, *more)
    line = [*command, f"ARGS={' '.join(given)}"] if command else [sys.executable, "manage.py", "demo", *given]
    process = subprocess.Popen(
        line, cwd=settings.BASE_DIR, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
    demo = Demo(process, ports)
    try:
        demo.ready = demo.until(lambda line: line.startswith("Ready: "))
        yield demo
    finally:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            process.kill()


def refused(data: Path, ports: dict[str, int], *more: str) -> tuple[int, str]:
    """Exit code and what it said, of a start that does not come to Ready."""
    command = [sys.executable, "manage.py", "demo", *words(data, ports, *more)]
    ran = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment(), text=True, capture_output=True, timeout=PATIENCE
    )
    assert "Ready" not in ran.stdout
    return ran.returncode, ran.stderr


def environment() -> dict[str, str]:
    """As of a machine where nothing is set."""
    return {
        name: os.environ[name]
        for name in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
        if name in os.environ
    }
