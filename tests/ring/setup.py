"""What people change in our own set-up."""

from __future__ import annotations

from django.db.models import F
from hypothesis import strategies as st

from syncapp.actions import syncs
from syncapp.actions.syncs import SinceOff
from syncapp.storage.models import Call, ObjectSync, Workspace
from tests.ring.choosing import save
from tests.ring.clicks import clicking
from tests.ring.moves import move
from tests.ring.ring import Ring

SYNCS = st.sampled_from(["invoice", "contact", "product"])
SINCE_OFF = st.sampled_from(["catch_up", "only_from_now"])


@move(object_type=SYNCS, since_off=SINCE_OFF)
def switch(ring: Ring, object_type: str, since_off: str) -> None:
    """Off, or on again with what was made meanwhile or without it (A16)."""
    sync = ObjectSync.objects.get(workspace=ring.world.workspace, object_type=object_type)
    with clicking(ring) as by:
        if sync.enabled:
            syncs.turn_off(sync, by=by)
        else:
            syncs.turn_on(sync, by=by, since_off=SinceOff(since_off))
    ring.say(f"{object_type} {'on' if sync.enabled else 'off'}")


@move(object_type=SYNCS, direction=st.sampled_from(["two-way", "to-hubspot", "to-quickbooks"]))
def turn(ring: Ring, object_type: str, direction: str) -> None:
    """Another direction for one object, by the steps of its set-up: what was kept back so far is looked at again."""
    sync = ObjectSync.objects.get(workspace=ring.world.workspace, object_type=object_type)
    sent = Call.objects.exclude(sent_at=None).order_by("pk").values_list("pk", flat=True).last()
    ring.turned[object_type] = (sync.direction, sent or 0)
    save(ring, object_type, direction=direction)
    ring.directed = True


@move(day=st.sampled_from([None, "2026-09-30", "2026-10-31", "2026-11-10"]))
def protect(ring: Ring, day: str | None) -> None:
    """A day of ours, up to which nothing is written in QuickBooks (A24)."""
    Workspace.objects.filter(pk=ring.world.workspace.pk).update(protected_through=day)
    ring.world.workspace.refresh_from_db()


@move(chosen=st.sampled_from(["hubspot", "quickbooks", "ask"]))
def policy(ring: Ring, chosen: str) -> None:
    """Who wins where both changed a field, or that somebody is asked (B4)."""
    ObjectSync.objects.filter(workspace=ring.world.workspace).update(policy=chosen, revision=F("revision") + 1)


@move(chosen=st.sampled_from(["custom", "create", "fail"]))
def lines_without_item(ring: Ring, chosen: str) -> None:
    """What becomes of a line that no item fits (B28)."""
    sync = ObjectSync.objects.get(workspace=ring.world.workspace, object_type="invoice")
    made = {"new_item_account": ring.account(), "new_item_kind": "Service", "new_item_taxable": False}
    sync.settings |= {"missing_item": chosen, **made}
    sync.revision += 1
    sync.save(update_fields=["settings", "revision"])


@move(ask=st.booleans())
def history_waits(ring: Ring, ask: bool) -> None:
    """Whether invoices of before the start wait for approval when they change (A15)."""
    sync = ObjectSync.objects.get(workspace=ring.world.workspace, object_type="invoice")
    sync.settings |= {"send_history": not ask}
    sync.revision += 1
    sync.save(update_fields=["settings", "revision"])
