"""How we sync."""

from __future__ import annotations

from syncapp.core.values import ObjectType
from tests.ring.ring import Ring, move


@move(8)
def sync(ring: Ring) -> None:
    ring.wait(minutes=ring.dice.choice((0, 0.2, 5)))
    ring.work()


@move(22)
def sync_lazily(ring: Ring) -> None:
    """As the scheduler does: what is not due is left alone."""
    ring.wait(minutes=ring.dice.choice((0, 0.2, 6)))
    ring.work(retry=False)


@move(1)
def sync_full(ring: Ring) -> None:
    ring.work(full=True)


@move(2)
def sync_some(ring: Ring) -> None:
    ring.work(objects=[ring.dice.choice(list(ObjectType))])


@move(1)
def sync_dry(ring: Ring) -> None:
    ring.work(dry_run=True)
