"""What both vendors announce to us by webhook: at once or late, in any order, in part, twice, again, or never."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from syncapp.core.values import Side
from syncapp.engine.access import wiring
from syncapp.webhooks.receive import receive
from tests.ring.moves import Nothing, move
from tests.ring.ring import SYSTEMS, Doc, Ring

# What comes of the announcements that wait; those that do not come may come AGAIN.
HOW: dict[str, Callable[[list[bytes]], Sequence[bytes]]] = {
    "in order": lambda waiting: waiting,
    "backwards": lambda waiting: waiting[::-1],
    "twice": lambda waiting: waiting * 2,
    "every other": lambda waiting: waiting[::2],
    "never": lambda waiting: (),
}
AGAIN = "again"


def listen(ring: Ring) -> None:
    """From now on both vendors tell of what happens there, of what we write as well."""
    for system in SYSTEMS:
        ring.world.sandbox.ports[system].vendor.listen(_told(ring, system))


def _told(ring: Ring, system: str) -> Callable[[list[Doc]], None]:
    form: Any = importlib.import_module(f"syncapp.sandbox.{system}.events")

    def told(events: list[Doc]) -> None:
        mail = ring.announced[system]
        numbered = [form.numbered(one, len(mail) * 1000 + place) for place, one in enumerate(events)]
        mail.append(form.body(numbered, {"format": form.FORMATS[0]}, 0))

    return told


@move(system=st.sampled_from(SYSTEMS), how=st.sampled_from([*HOW, AGAIN]))
def announce(ring: Ring, system: str, how: str) -> None:
    """All that waits comes in this way, or all that ever was; then what was announced is worked, and nobody is asked."""
    mail, heard = ring.announced[system], ring.heard[system]
    waiting = mail if how == AGAIN else mail[heard:]
    if not waiting:
        raise Nothing
    ring.heard[system] = len(mail)
    come_in(ring, system, HOW.get(how, HOW["backwards"])(waiting))
    ring.work(retry=False, poll=())


def come_in(ring: Ring, system: str, bodies: Sequence[bytes]) -> None:
    side = Side(system)
    for body in bodies:
        receive(side, wiring.announced(side, body), ring.world.now())


def at_last(ring: Ring) -> None:
    """Whatever had not come yet, and all else again."""
    for system in SYSTEMS:
        come_in(ring, system, ring.announced[system])
    ring.work(retry=False, poll=())


def told_of_a_merge(ring: Ring) -> bool:
    """Which customers became one is told by nothing else."""
    return any(b"customer.merged" in body for body in ring.announced["quickbooks"])
