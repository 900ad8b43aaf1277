"""Leases: who may work now. Claimed by one conditional UPDATE; 0 rows changed means somebody else has it.

The fence grows with every claim; a write that carries an older fence is refused, so that a worker that was
stopped for longer than its lease cannot send what another has already planned anew.
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.db.models import F, Q

from syncapp.storage.models import Lease

WORK_SECONDS = 240  # longer than the longest call (120 s)
DRY_RUN = "dry-run:"  # and the key of the run: it holds up no sync, and nobody begins it twice
TOKEN_SECONDS = 30


class LeaseLost(Exception):
    """Another worker has taken over: nothing more may be sent."""


def claim(name: str, now: datetime, seconds: int = WORK_SECONDS) -> int | None:
    """Take the lease if it is free, has run out, or its process on this machine is dead; returns the fence."""
    lease, _ = Lease.objects.get_or_create(name=name)
    free = Q(holder="") | Q(expires_at__isnull=True) | Q(expires_at__lte=now)
    if lease.holder and is_dead(lease.holder):
        free |= Q(holder=lease.holder)
    changed = Lease.objects.filter(free, pk=lease.pk, fence=lease.fence).update(
        holder=this_process(), fence=F("fence") + 1, expires_at=now + timedelta(seconds=seconds)
    )
    return lease.fence + 1 if changed else None


def renew(name: str, fence: int, now: datetime, seconds: int = WORK_SECONDS) -> None:
    """Keep it; raises LeaseLost. Called in the transaction that marks a call as sent."""
    kept = Lease.objects.filter(name=name, fence=fence).exclude(holder="")
    if not kept.update(expires_at=now + timedelta(seconds=seconds)):
        raise LeaseLost(name)


def release(name: str, fence: int) -> None:
    Lease.objects.filter(name=name, fence=fence).update(holder="", expires_at=None)


def live(now: datetime, **which: object) -> set[str]:
    """The names, of those that are asked for, that somebody holds who may be alive."""
    held = Lease.objects.filter(expires_at__gt=now, **which).exclude(holder="")
    return {name for name, holder in held.values_list("name", "holder") if not is_dead(holder)}


def dry_runs(now: datetime) -> set[str]:
    """Those that are under way, of whichever workspace."""
    return live(now, name__startswith=DRY_RUN)


def drop(name: str, fence: int) -> None:
    """Release one whose name nobody will ask for again."""
    Lease.objects.filter(name=name, fence=fence).delete()


@lru_cache(maxsize=1)
def _machine() -> str:
    boot = Path("/proc/sys/kernel/random/boot_id")
    return f"{socket.gethostname()}/{boot.read_text().strip() if boot.exists() else ''}"


def this_process() -> str:
    return f"{_machine()}/{os.getpid()}/{_started(os.getpid())}"


def is_dead(holder: str) -> bool:
    """True only where it can be known: same machine, same boot, and no such process (or a later one of its number)."""
    machine, _, rest = holder.rpartition("/")
    machine, _, pid = machine.rpartition("/")
    return machine == _machine() and _started(int(pid)) != rest


def _started(pid: int) -> str:
    """When a process started, in clock ticks since boot; empty where there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "" if Path("/proc/self/stat").exists() or not _alive(pid) else "running"
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state == "Z" else fields[18]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
