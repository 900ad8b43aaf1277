"""What people change in our own set-up."""

from __future__ import annotations

from django.db.models import F

from syncapp.storage.models import ObjectSync, Workspace
from tests.ring.ring import Ring, move


@move(3)
def switch(ring: Ring) -> None:
    """Off, or on again."""
    object_type = ring.dice.choice(("contact", "product", "invoice"))
    rows = ObjectSync.objects.filter(workspace=ring.world.workspace, object_type=object_type)
    enabled = not rows.get().enabled
    rows.update(enabled=enabled, revision=F("revision") + 1)
    ring.say(f"{object_type} {'on' if enabled else 'off'}")


@move(1)
def turn(ring: Ring) -> None:
    """Another direction for one object."""
    object_type = ring.dice.choice(("contact", "product", "invoice"))
    direction = ring.dice.choice(("two-way", "to-hubspot", "to-quickbooks"))
    ObjectSync.objects.filter(workspace=ring.world.workspace, object_type=object_type).update(
        direction=direction, revision=F("revision") + 1
    )
    ring.directed = True
    ring.say(f"{object_type} {direction}")


@move(1)
def protect(ring: Ring) -> None:
    """A day of ours, up to which nothing is written in QuickBooks (A24)."""
    day = ring.dice.choice(("2026-09-30", "2026-10-31", "2026-11-10", None))
    Workspace.objects.filter(pk=ring.world.workspace.pk).update(protected_through=day)
    ring.world.workspace.refresh_from_db()
    ring.say(f"protected through {day}")


@move(1)
def policy(ring: Ring) -> None:
    """Who wins where both changed a field."""
    chosen = ring.dice.choice(("hubspot", "quickbooks"))
    ObjectSync.objects.filter(workspace=ring.world.workspace).update(policy=chosen, revision=F("revision") + 1)
