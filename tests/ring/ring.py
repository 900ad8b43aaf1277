"""The company with a notebook: what people meant, what troubles wait for our next sync, and what was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from syncapp.connectors import http
from syncapp.engine import context
from syncapp.engine.result import Result
from syncapp.engine.session import CouldNotRun
from syncapp.queries.counts import Tally
from syncapp.queries.states import State, holds
from syncapp.storage.models import Operation
from tests.ring.moves import MOVES, Nothing
from tests.scenarios.company import Company, living

Doc = dict[str, Any]
REST_ROUNDS = 14
SIGNED_IN = timedelta(minutes=10)  # clocks may be nine minutes wrong
SYSTEMS = ("hubspot", "quickbooks")


class Killed(BaseException):
    """The process ends here."""


class Refused(Exception):
    """A vendor does not let a person do this."""


class Broken(AssertionError):
    """A law that does not hold."""


@dataclass(frozen=True)
class Said:
    """The last value that a person gave a field, on the side where they did."""

    value: str
    when: int


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except AssertionError as answer:
        raise Refused(str(answer)) from answer


@dataclass
class Ring(Company):
    """The company, with a notebook of what people meant, and troubles that wait for the next sync."""

    told: list[str] = field(default_factory=list)
    turn: int = 0
    said: dict[tuple[str, str, str, str], Said] = field(default_factory=dict)  # side, kind, id, field
    made: dict[tuple[str, str, str], int] = field(default_factory=dict)  # side, kind, id: the turn in which people did
    hand_written: dict[str, tuple[int, Doc]] = field(default_factory=dict)  # QuickBooks invoices edited by people
    # at the how many-th call to what, before or after it, which move
    interruption: tuple[str, int, bool, tuple[str, Doc]] | None = None
    death: tuple[str, int] | None = None
    skew: Counter[str] = field(default_factory=Counter)  # minutes that a clock was set wrong
    parted: set[tuple[str, str, str]] = field(default_factory=set)  # what people unlinked: object, both ids
    signed_in: datetime | None = None
    met: dict[tuple[str, str, str], int] = field(default_factory=dict)  # object, both ids: since when they are one
    # by system: the bodies of its webhooks, and how many of them had their chance to come
    announced: dict[str, list[bytes]] = field(default_factory=lambda: {system: [] for system in SYSTEMS})
    heard: Counter[str] = field(default_factory=Counter)
    terms: str = ""  # how payment terms are mapped, by the name of lists.MAPS, and since which turn
    mapped_at: int | None = None
    unmapped: dict[tuple[str, str], int] = field(
        default_factory=dict
    )  # fields that were switched off or on: object, HubSpot's
    # By object: its direction before it was last changed, and the last call that was sent until then.
    turned: dict[str, tuple[str, int]] = field(default_factory=dict)
    directed: bool = False  # directions were changed, so not all that was written fits them now
    # HubSpot's invoices that lost a line that comes to nothing: no total changes, so no poll tells of it.
    quietly_shorter: set[str] = field(default_factory=set)

    # -- what there is -----------------------------------------------------------------------------------------

    def here(self, kind: str) -> list[Doc]:
        return living(self.world, "hubspot", kind)

    def there(self, kind: str) -> list[Doc]:
        return living(self.world, "quickbooks", kind)

    def in_hubspot(self, *request: Any) -> Any:
        with refusals():
            return super().in_hubspot(*request)

    def in_quickbooks(self, *request: Any) -> Doc:
        with refusals():
            return super().in_quickbooks(*request)

    def account(self, name: str = "Services") -> str:
        """Inactive or not: QuickBooks writes a word of its own behind the name."""
        names = (name, f"{name} (deleted)")
        return next(one["Id"] for one in self.world.objects("quickbooks", "account") if one["Name"] in names)

    def one(self, found: Iterable[Doc], which: int = 0) -> Doc:
        """One of these; whoever finds none has nothing to do."""
        found = list(found)
        if not found:
            raise Nothing
        return found[which % len(found)]

    def note(self, side: str, kind: str, ident: str, fields: Doc) -> None:
        for name, value in fields.items():
            self.said[side, kind, str(ident), name] = Said(str(value), self.turn)

    def forget(self, side: str, kind: str, *idents: str) -> None:
        """What these say now is nobody's word any more."""
        self.said = {
            told: said for told, said in self.said.items() if told[:2] != (side, kind) or told[2] not in idents
        }

    # -- playing -----------------------------------------------------------------------------------------------

    def play(self, name: str, arguments: Doc) -> None:
        """Make a move; what a vendor refuses to a person has not happened."""
        self.turn += 1
        told = f"  {name}({', '.join(f'{key}={value!r}' for key, value in arguments.items())})"
        before = len(self.told)
        try:
            MOVES[name].function(self, **arguments)
        except Nothing:
            return
        except Refused as why:
            self.told.append(f"{told}: refused: {str(why)[:120]}")
            return
        self.told.insert(before, told)

    def say(self, text: str) -> None:
        self.told.append(f"      {text}")

    def work(self, **options: Any) -> Result | None:
        """A sync with whatever waits for it; None where the process died."""
        self._sign_in()
        with self._troubled():
            try:
                result = self.world.sync(**options)
            except Killed:
                self.say("killed")
                return None
            except CouldNotRun as why:
                self.say(f"could not run: {why}")
                return None
            finally:
                for row in self.world.records(hubspot_id__isnull=False, quickbooks_id__isnull=False):
                    self.met.setdefault((row.object_type, str(row.hubspot_id), str(row.quickbooks_id)), self.turn)
        self._within(result.run_id)
        self.say(f"wrote {dict(result.as_json()['writes'])} {result.stopped}")
        return result

    def _sign_in(self) -> None:
        """Tokens last for half an hour, and stories for days."""
        now = self.world.now()
        if self.signed_in and abs(now - self.signed_in) < SIGNED_IN:
            return
        self.signed_in = now
        for row in self.world.workspace.connections.all():
            told = self.world.control(row.side, "tokens", {})
            row.access_token, row.refresh_token, row.state = told["access_token"], told["refresh_token"], "connected"
            row.save()

    def _within(self, run: int) -> None:
        """Laws that hold of each run by itself: its directions, the protected period (I7, I14), no balance below zero."""
        directions = {one.object_type: one.direction for one in self.world.workspace.syncs.all()}
        self.world.workspace.refresh_from_db()
        protected = self.world.workspace.protected_through
        dates = {one["Id"]: one["TxnDate"] for kind in ("invoice", "payment") for one in self.there(kind)}
        written = (
            Operation.objects.filter(call__run=run, state="done").exclude(record=None).select_related("call", "record")
        )
        for one in written:
            side, kind = one.call.side, one.record.object_type
            kept = kind if kind in directions else "invoice"
            before, sent = self.turned.get(kept, ("", 0))
            direction = before if one.call_id <= sent else directions[kept]
            if kind != "payment" and direction not in ("two-way", f"to-{side}"):
                raise Broken(f"\nI7: {one} of {one.record} in {side} while its direction is {direction}")
            day = dates.get(one.target_id.partition("/")[0])
            if (
                protected
                and side == "quickbooks"
                and one.entity in ("invoice", "payment")
                and day
                and day <= str(protected)
            ):
                raise Broken(f"\nI14: {one} of {one.record}, dated {day}, in the period protected through {protected}")
        paid = written.filter(call__side="hubspot", entity="payment", action="create").values_list(
            "record__invoice__hubspot_id", flat=True
        )
        ours = [one["properties"] for one in self.here("invoices") if one["id"] in set(paid)]
        below = [one["hs_number"] for one in ours if Decimal(one.get("hs_balance_due") or 0) < 0]
        if below:
            raise Broken(f"\nA29: the balance of {below} is below zero in HubSpot")

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        interruption, death = self.interruption, self.death
        self.interruption = self.death = None
        with pytest.MonkeyPatch.context() as patch:
            if interruption:
                self._interrupt(patch, *interruption)
            if death:
                self._kill(patch, *death)
            yield

    def _interrupt(self, patch: pytest.MonkeyPatch, path: str, call: int, after: bool, act: tuple[str, Doc]) -> None:
        """A person acts between two calls of ours."""
        exchange: Callable[..., Any] = http.exchange
        made = 0

        def exchanged(*args: Any, **request: Any) -> Any:
            nonlocal made
            made += path in args[2]
            now = made == call and path in args[2]
            if now and not after:
                self.play(*act)
            answer = exchange(*args, **request)
            if now and after:
                self.play(*act)
            return answer

        patch.setattr(http, "exchange", exchanged)

    def _kill(self, patch: pytest.MonkeyPatch, point: str, times: int) -> None:
        passed = 0

        def at(name: str) -> None:
            nonlocal passed
            passed += name == point
            if name == point and passed == times:
                raise Killed

        patch.setattr(context, "point", at)

    def calm(self) -> None:
        """No more troubles."""
        self.interruption = self.death = None
        self.world.sleep(-60 * self.skew.pop("ours", 0))
        for system in SYSTEMS:
            self.world.control(system, "faults", method="DELETE")
        self.world.control("hubspot", "settings", {"search_delay_seconds": 0})

    def rest(self) -> None:
        """Nobody does anything, and the scheduler runs until nothing is left to do."""
        self.calm()
        for _ in range(REST_ROUNDS):
            self.wait(minutes=6)
            result = self.work()
            in_line = self.world.workspace.records.filter(holds(State.PENDING, Tally(self.world.workspace).off))
            if result and not (result.stopped or result.tally.writes.total() or in_line.exists()):
                return
        raise Broken("it never comes to rest")
