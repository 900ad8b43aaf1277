"""Calls that an account still allows. They are the account's, not a process's: a row tells what everybody has taken (F15–F17).

A process reserves a few calls at a time, by one UPDATE that holds only if nobody was quicker, and gives back with the
next one what it did not use. It begins with one and reserves more the quicker it uses them, so that whoever asks
once leaves nothing lying about. Nothing here is called inside a transaction: what is reserved must be seen at once,
and nobody may wait for somebody who sleeps.
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from django.db.models import F, QuerySet

from syncapp.connectors.errors import LimitReached
from syncapp.connectors.protocol import LONGEST_WAIT, Problem
from syncapp.core.values import Side
from syncapp.engine.access.pace import Allowance, Block, kept, reserved
from syncapp.engine.access.tokens import utc_now
from syncapp.storage.models import Connection, RateBudget
from syncapp.storage.table_copy import real_tables

TRIES = 100  # at being quicker than the others
PATIENCE = 62.0  # seconds for a window of ours to open again: the longest window, far below the lease of a sync
PROBE = 2  # calls at most that a refused run has made: the first ends it
SURELY = 6  # refusals in a row: of a quarter of an hour
LONGEST_QUIET = 6 * 3600.0
LIMIT, USED_UP = "limit_reached", "reads_used_up"
Sleep = Callable[[float], None]


class AccountBudget:
    """Implements connectors.protocol.Budget: nobody calls faster than the account allows, nor while it has asked for quiet."""

    @real_tables()
    def __init__(
        self,
        side: Side,
        account_id: str,
        allowed: Allowance | None = None,
        zone: tzinfo = UTC,
        now: Callable[[], datetime] = utc_now,
        sleep: Sleep = time.sleep,
    ) -> None:
        """Without `allowed` no pace is kept; `zone` is where the account's day ends."""
        self._allowed, self._zone, self._now, self._sleep = allowed, zone, now, sleep
        self._account = _accounts.setdefault((side, account_id), _Account(side, account_id))
        self._account.ask_for_quiet()

    @real_tables()
    def spend(self, *, kind: str) -> None:
        seconds = self._account.take(kind, self._allowed, self._now(), self._zone)
        if seconds > 0:
            self._sleep(seconds)

    @real_tables()
    def made(self, kinds: Iterable[str]) -> None:
        """Calls that were made before it was known whose they are: they count, and nobody waits for them."""
        with suppress(LimitReached):
            for kind in kinds:
                self._account.take(kind, self._allowed, self._now(), self._zone)

    @real_tables()
    def exhausted(self, *, kind: str, seconds: float, code: str) -> None:
        self._account.refused(self._now(), seconds, code)


@dataclass
class _Held:
    """A block of this process; `used` of its calls are made or about to be."""

    block: Block
    begins: float
    used: int = 0

    def has_one(self, at: float) -> bool:
        return self.used < self.block.calls and self.begins - PATIENCE <= at <= self.block.ends

    def settled(self, at: float) -> Block:
        """Whoever asks for more has had the answers to what it called: all of them lie before now."""
        return replace(self.block, calls=self.used, ends=max(self.begins, min(self.block.ends, at)))


@dataclass
class _Account:
    """What this process holds of one account, and the row as it last left it."""

    side: Side
    account_id: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    held: dict[str, _Held] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)  # of the last block, by kind
    row: RateBudget | None = None
    quiet_until: datetime | None = None
    quiet_for: str = LIMIT

    def take(self, kind: str, allowed: Allowance | None, now: datetime, zone: tzinfo) -> float:
        """Reserve one call; the seconds to wait before it is made. Raises LimitReached where they are too many."""
        with self.lock:
            at = self._after_quiet(now)
            if allowed is None:
                return (at - now).total_seconds()
            kind, moment = allowed.kind_of(kind), at.timestamp()
            held = self.held.get(kind)
            if not (held and held.has_one(moment)):
                held = self._reserve(kind, allowed, at, zone)
            held.used += 1
            return max(moment, held.begins) - now.timestamp()

    def ask_for_quiet(self) -> None:
        """Learn what the account has asked for, of whichever workspace."""
        paused = self._connections().filter(paused_until__isnull=False).order_by("-paused_until")
        told = paused.values_list("paused_until", "paused_for").first()
        self.quiet_until, self.quiet_for = (told[0], told[1] or LIMIT) if told else (None, LIMIT)

    def be_quiet(self, until: datetime, code: str) -> None:
        """The next block of any other process has to be read anew, and so finds out."""
        self.quiet_until, self.quiet_for = until, code
        self._connections().update(paused_until=until, paused_for=code)
        self._rows().update(revision=F("revision") + 1)

    def refused(self, now: datetime, seconds: float, code: str) -> None:
        """The vendor said 429, and named this wait."""
        row = self._rows().first()
        in_a_row = 1
        if row:
            in_a_row += row.refusals if row.calls - row.refused_at <= PROBE else 0
            self._rows().update(refusals=in_a_row, refused_at=row.calls)
        seconds, code = patience(self.side, in_a_row, seconds, USED_UP if code == USED_UP else LIMIT)
        self.be_quiet(now + timedelta(seconds=seconds), code)

    def _rows(self) -> QuerySet[RateBudget]:
        return RateBudget.objects.filter(side=self.side.value, account_id=self.account_id)

    def _connections(self) -> QuerySet[Connection]:
        return Connection.objects.filter(side=self.side.value, account_id=self.account_id)

    def _after_quiet(self, now: datetime) -> datetime:
        until = self.quiet_until
        if until is None or until <= now:
            return now
        if (seconds := (until - now).total_seconds()) > LONGEST_WAIT:
            raise self._limit(seconds, self.quiet_for)
        return until

    def _reserve(self, kind: str, allowed: Allowance, at: datetime, zone: tzinfo) -> _Held:
        before, moment = self.held.pop(kind, None), at.timestamp()
        quick = before is not None and before.used == before.block.calls and moment <= before.block.ends
        most = min(2 * self.size.get(kind, 1) if quick else 1, allowed.block(kind))
        for _ in range(TRIES):
            row = self.row or self._read(at)
            taken = [Block(*one) for one in row.taken]
            if before:
                taken = [before.settled(moment) if one.owner == before.block.owner else one for one in taken]
            taken = kept(allowed, taken, moment)
            begins, block = reserved(allowed, taken, uuid.uuid4().hex[:12], kind, most, moment)
            if begins - moment > PATIENCE:
                raise self._limit(begins - moment, LIMIT)
            local = at.astimezone(zone)
            today = block.calls + self._taken_today(row, before, local.date())
            if allowed.daily is not None and today > allowed.daily:
                raise self._until_tomorrow(local)
            if self._stored(row, [*taken, block], local.date(), today):
                self.size[kind] = block.calls
                self.held[kind] = _Held(block, begins)
                return self.held[kind]
        raise self._limit(1, LIMIT)

    def _read(self, at: datetime) -> RateBudget:
        row, _ = RateBudget.objects.get_or_create(side=self.side.value, account_id=self.account_id)
        self.ask_for_quiet()
        self._after_quiet(at)
        return row

    def _taken_today(self, row: RateBudget, before: _Held | None, day: date) -> int:
        """Calls of the account's day so far, without those of the last block that were not needed."""
        if row.day != day:
            return 0
        return max(0, row.today - (before.block.calls - before.used if before else 0))

    def _until_tomorrow(self, local: datetime) -> LimitReached:
        """The account's day is used up."""
        tomorrow = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), local.tzinfo)
        self.be_quiet(tomorrow.astimezone(UTC), LIMIT)
        return self._limit((tomorrow.astimezone(UTC) - local).total_seconds(), LIMIT)

    def _stored(self, row: RateBudget, blocks: list[Block], day: date, today: int) -> bool:
        """Whether nobody else has changed the row since it was read."""
        taken = [list(astuple(replace(one, ends=round(one.ends, 3)))) for one in blocks]
        unchanged = RateBudget.objects.filter(pk=row.pk, revision=row.revision)
        calls = row.calls + blocks[-1].calls
        now = RateBudget(pk=row.pk, revision=row.revision + 1, taken=taken, calls=calls, day=day, today=today)
        stored = unchanged.update(revision=now.revision, taken=taken, calls=calls, day=day, today=today)
        self.row = now if stored else None
        return bool(stored)

    def _limit(self, seconds: float, code: str) -> LimitReached:
        return LimitReached(
            Problem(code, params={"system": self.side.label, "seconds": str(int(seconds))}), seconds=seconds
        )


def patience(side: Side, in_a_row: int, seconds: float, code: str) -> tuple[float, str]:
    """How long to wait after so many refusals with no other call in between, and why they are supposed to come.

    After a minute of quiet none of QuickBooks' windows is full any more. Who is refused all the same, again and again,
    has used up what his plan lets him read in the month, which its answer does not tell apart (assumed, F52); it is asked
    more and more seldom, so that a mistake about that costs hours at most.
    """
    if side is not Side.QUICKBOOKS or in_a_row < 3:
        return seconds, code
    longer = min(seconds * 2 ** (in_a_row - 2), LONGEST_QUIET)
    return max(seconds, longer), USED_UP if in_a_row >= SURELY else code


_accounts: dict[tuple[Side, str], _Account] = {}
os.register_at_fork(after_in_child=_accounts.clear)  # what the parent holds is the parent's
