"""How we sync."""

from __future__ import annotations

from hypothesis import strategies as st

from syncapp.core.values import ObjectType
from tests.ring.moves import move
from tests.ring.ring import Ring

MINUTES = st.sampled_from([0, 0.2, 6])


@move(minutes=MINUTES)
def sync(ring: Ring, minutes: float) -> None:
    """By hand: what failed is tried again, due or not."""
    ring.wait(minutes=minutes)
    ring.work()


@move(minutes=MINUTES)
def sync_lazily(ring: Ring, minutes: float) -> None:
    """As the scheduler does: what is not due is left alone."""
    ring.wait(minutes=minutes)
    ring.work(retry=False)


@move(how=st.sampled_from(["full", "dry", *(one.value for one in ObjectType)]))
def sync_otherwise(ring: Ring, how: str) -> None:
    """Everything compared anew, only looked at, or one object alone."""
    if how in ("full", "dry"):
        ring.work(full=how == "full", dry_run=how == "dry")
    else:
        ring.work(objects=[ObjectType(how)])
