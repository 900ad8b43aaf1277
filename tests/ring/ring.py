"""A story: steps drawn from a seed, played in a world of its own, judged at rest, and made short when it breaks.

A step is the name of a move and the seed of its own dice, so that a story from which others are taken away still
plays the same way, and one that breaks a law can be written down in a line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from syncapp.connectors import http
from syncapp.engine import context
from syncapp.engine.session import CouldNotRun, Result
from syncapp.storage.models import Operation, Workspace
from tests.kept import Shelf
from tests.scenarios.company import Company, living
from tests.world import World

Doc = dict[str, Any]
REST_ROUNDS = 14
SHORTEN = 60  # tries to make a story shorter
SYSTEMS = ("hubspot", "quickbooks")


class Killed(BaseException):
    """The process ends here."""


class Broken(AssertionError):
    """A law that does not hold."""


@dataclass(frozen=True)
class Step:
    move: str
    seed: int

    def __str__(self) -> str:
        return f"{self.move}:{self.seed}"


@dataclass(frozen=True)
class Said:
    """The last value that a person gave a field, on the side where they did."""

    value: str
    when: int


Move = Callable[["Ring"], None]
MOVES: dict[str, tuple[Move, int]] = {}


def move(weight: int = 3) -> Callable[[Move], Move]:
    """One thing that somebody may do; drawn as often as it weighs."""

    def keep(function: Move) -> Move:
        MOVES[function.__name__] = (function, weight)
        return function

    return keep


@dataclass
class Ring(Company):
    """The company, with dice, a notebook of what people meant, and troubles that wait for the next sync."""

    dice: Random = field(default_factory=Random)
    told: list[str] = field(default_factory=list)
    turn: int = 0
    said: dict[tuple[str, str, str, str], Said] = field(default_factory=dict)  # side, kind, id, field
    hand_written: dict[str, tuple[int, Doc]] = field(default_factory=dict)  # QuickBooks invoices edited by people
    interruption: tuple[str, int, bool, Step] | None = (
        None  # at the how many-th call to what, before or after it, which step
    )
    death: tuple[str, int] | None = None
    directed: bool = False  # directions were changed, so not all that was written fits them now

    # -- what there is -----------------------------------------------------------------------------------------

    def here(self, kind: str) -> list[Doc]:
        return living(self.world, "hubspot", kind)

    def there(self, kind: str) -> list[Doc]:
        return living(self.world, "quickbooks", kind)

    def one(self, found: Iterable[Doc]) -> Doc:
        """One of these; whoever finds none has nothing to do."""
        found = list(found)
        if not found:
            raise Nothing
        return self.dice.choice(found)

    def native(self, invoice: str) -> bool:
        """Whether this QuickBooks invoice was made in HubSpot, as far as we have linked it."""
        return self.world.workspace.records.filter(
            object_type="invoice", quickbooks_id=invoice, origin="hubspot"
        ).exists()

    def note(self, side: str, kind: str, ident: str, fields: Doc) -> None:
        for name, value in fields.items():
            self.said[side, kind, str(ident), name] = Said(str(value), self.turn)

    # -- playing -----------------------------------------------------------------------------------------------

    def play(self, step: Step) -> None:
        self.turn += 1
        self.dice = Random(step.seed)
        function, _ = MOVES[step.move]
        before = len(self.told)
        try:
            function(self)
        except Nothing:
            return
        except AssertionError as refused:
            if isinstance(refused, Broken):
                raise
            self.told.append(f"  {step}: refused: {str(refused)[:120]}")
            return
        self.told.insert(before, f"  {step}")

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
        self._within(result.run_id)
        self.say(f"wrote {dict(result.as_json()['writes'])} {result.stopped}")
        return result

    def _sign_in(self) -> None:
        """Tokens last for half an hour, and stories for days."""
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
            direction = directions[kind if kind in directions else "invoice"]
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

    def _interrupt(self, patch: pytest.MonkeyPatch, path: str, call: int, after: bool, step: Step) -> None:
        """A person acts between two calls of ours."""
        exchange: Callable[..., Any] = http.exchange
        made = 0

        def exchanged(*args: Any, **request: Any) -> Any:
            nonlocal made
            made += path in args[2]
            now = made == call and path in args[2]
            if now and not after:
                self.play(step)
            answer = exchange(*args, **request)
            if now and after:
                self.play(step)
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
        for system in SYSTEMS:
            self.world.control(system, "faults", method="DELETE")
        self.world.control("hubspot", "settings", {"search_delay_seconds": 0})

    def rest(self) -> None:
        """Nobody does anything, and the scheduler runs until nothing is left to do."""
        self.calm()
        for _ in range(REST_ROUNDS):
            self.wait(minutes=6)
            result = self.work()
            queued = self.world.workspace.records.filter(status="pending", reason="queued").exists()
            if result and not (result.stopped or result.tally.writes.total() or queued):
                return
        raise Broken("it never comes to rest")


class Nothing(Exception):
    """A move for which there is nothing at hand."""


# -- stories ---------------------------------------------------------------------------------------------------


def story(seed: int, length: int) -> list[Step]:
    """A shop opens; then, round after round, people do a few things, something may go wrong, and we sync."""
    dice = Random(seed)
    groups: dict[str, list[str]] = {}
    for name, (function, _) in MOVES.items():
        groups.setdefault(function.__module__.rpartition(".")[2], []).append(name)
    people = groups["people_hubspot"] + groups["people_quickbooks"]
    steps = [Step(name, dice.randrange(1 << 30)) for name in groups["opening"]]
    while len(steps) < length:
        steps += [_drawn(dice, people) for _ in range(dice.randint(1, 4))]
        if dice.random() < 0.5:
            steps.append(_drawn(dice, groups["troubles"]))
        if dice.random() < 0.1:
            steps.append(_drawn(dice, groups["setup"]))
        steps.append(_drawn(dice, groups["ours"]))
    return steps


def _drawn(dice: Random, names: Sequence[str]) -> Step:
    (name,) = dice.choices(names, [MOVES[name][1] for name in names])
    return Step(name, dice.randrange(1 << 30))


def parse(text: str) -> list[Step]:
    """Steps as they are printed: `move:seed move:seed`."""
    return [Step(name, int(seed)) for name, _, seed in (word.partition(":") for word in text.split())]


def fresh(shelf: Shelf, seed: int) -> Ring:
    """Both vendors and our tables empty, then set up; every other company numbers its documents itself."""
    own = bool(seed % 2)
    ring = shelf.begin(f"ring, own numbers: {own}", lambda world: founded(world, own))
    ring.dice = Random(seed)
    return ring


def founded(world: World, own_numbers: bool) -> Ring:
    Workspace.objects.all().delete()
    ring = Ring(world)
    world.control("hubspot", "settings", {"edit_finalized_invoices": True, "delete_unpaid_invoices": True})
    sales = {"AllowDiscount": True, "AllowShipping": True, "AllowDeposit": True, "CustomTxnNumbers": own_numbers}
    ring.company_settings(SalesFormsPrefs=sales, AccountingInfoPrefs={"ClassTrackingPerTxnLine": True})
    ring.set_up()
    return ring


Law = Callable[[Ring], None]


def tell(shelf: Shelf, seed: int, steps: Sequence[Step], law: Law) -> tuple[str, Ring]:
    """Play a story and judge it; what is broken, or nothing."""
    ring = fresh(shelf, seed)
    try:
        for step in steps:
            ring.play(step)
        law(ring)
    except Exception as error:
        if os.environ.get("RING_RAISE"):
            raise
        return f"{type(error).__name__}: {error}", ring
    return "", ring


def shorter(shelf: Shelf, seed: int, steps: list[Step], law: Law, broken: str) -> tuple[list[Step], str]:
    """Take steps away while the same law breaks."""
    size, tries = max(1, len(steps) // 2), 0
    while size:
        at = 0
        while at < len(steps) and tries < SHORTEN:
            tries += 1
            fewer = steps[:at] + steps[at + size :]
            found, _ = tell(shelf, seed, fewer, law)
            if found and kind_of(found) == kind_of(broken):
                steps, broken = fewer, found
            else:
                at += size
        size //= 2
    return steps, broken


def kind_of(broken: str) -> str:
    """What makes two breaks the same: the law and its words, without names and figures."""
    first = next((line for line in broken.splitlines()[1:] if line.strip()), broken.splitlines()[0])
    law, _, text = first.partition(": ")
    return " ".join(
        [f"{law}:", *(word for word in text.split() if (word.isalpha() and word.islower()) or "_" in word)][:9]
    )
