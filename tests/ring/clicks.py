"""What people click on our screens: decisions, linking, ignoring, approving, and the remedies of failing records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import time_machine
from django.contrib.auth.models import User
from hypothesis import strategies as st

from syncapp.actions import (
    approvals,
    by_hand,
    choosing,
    deleted_records,
    dividing,
    ignoring,
    linking,
    putting_back,
    voids,
)
from syncapp.actions.records import FixRefused
from syncapp.core.values import Side
from syncapp.engine.payments.payable import payable
from syncapp.engine.people.asked import BEFORE, stored_seal
from syncapp.engine.people.conflicts import seal
from syncapp.storage.models import Conflict, SyncRecord
from tests.ring.moves import Nothing, move, which
from tests.ring.ring import Refused, Ring

CENT = Decimal("0.01")
SIDES = st.sampled_from([Side.HUBSPOT, Side.QUICKBOOKS])


def rows(ring: Ring, **fields: Any) -> list[SyncRecord]:
    return ring.world.records(**fields)


def one(found: list[Any], which: int) -> Any:
    if not found:
        raise Nothing
    return found[which % len(found)]


@contextmanager
def clicking(ring: Ring) -> Iterator[User]:
    """At the time of the story; what a page refuses has not happened."""
    try:
        with time_machine.travel(ring.world.now(), tick=True):
            yield User.objects.get(email="owner@example.com")
    except (FixRefused, approvals.ApprovalRefused) as why:
        raise Refused(str(why)) from why


# -- left out, and let go --------------------------------------------------------------------------------------


@move(which=which)
def ignore(ring: Ring, which: int) -> None:
    row = one([*rows(ring, status="failing"), *rows(ring, status="pending")], which)
    with clicking(ring) as by:
        ignoring.ignore(ring.world.workspace, [row], reason="ours is right", by=by)
    ring.say(f"{row}: {row.status} {row.reason}")


@move(which=which)
def stop_ignoring(ring: Ring, which: int) -> None:
    row = one(rows(ring, status="ignored"), which)
    with clicking(ring) as by:
        ignoring.stop_ignoring(ring.world.workspace, [row], by=by)


@move(which=which)
def approve(ring: Ring, which: int) -> None:
    row = one(rows(ring, reason="needs_approval"), which)
    with clicking(ring) as by:
        approvals.send(ring.world.workspace, [row.pk], approvals.seen([row]), by=by)
    ring.say(f"{row}: {row.params.get('what')}")


# -- one value or the other ------------------------------------------------------------------------------------


@move(which=which, side=SIDES)
def choose(ring: Ring, which: int, side: Side) -> None:
    """Of what people are asked (B4)."""
    _chosen(ring, one(list(_conflicts(ring, closed_at=None)), which), side)


@move(which=which)
def choose_instead(ring: Ring, which: int) -> None:
    """The other value than was taken, when nobody is asked any more."""
    conflict = one(list(_conflicts(ring, closed_at__isnull=False).exclude(chosen="")), which)
    _chosen(ring, conflict, Side(conflict.chosen).other)


def _conflicts(ring: Ring, **fields: Any) -> Any:
    return Conflict.objects.filter(workspace=ring.world.workspace, **fields).order_by("pk")


def _chosen(ring: Ring, conflict: Conflict, side: Side) -> None:
    with clicking(ring) as by:
        done = choosing.choose_values(ring.world.workspace, [choosing.Pick(conflict.pk, side, seal(conflict))], by=by)
    if done.left:
        raise Refused(" ".join(done.left))
    row = conflict.record
    ring.say(f"{row}: {conflict.hubspot_field} as {side.label} has it")
    # Whichever value stands then was chosen: it is nobody's edit that must be found.
    for system, kind, ident, name in list(ring.said):
        mine = conflict.hubspot_field if system == "hubspot" else conflict.quickbooks_field
        if (kind, ident) == (row.object_type, str(row.id_on(Side(system)))) and name.removesuffix(".name") == mine:
            del ring.said[system, kind, ident, name]


# -- who is who ------------------------------------------------------------------------------------------------


@move(kind=st.sampled_from(["contact", "product", "invoice"]), mine=which, other=which)
def link(ring: Ring, kind: str, mine: int, other: int) -> None:
    here = one(rows(ring, object_type=kind, quickbooks_id=None), mine)
    there = one(rows(ring, object_type=kind, hubspot_id=None), other)
    with clicking(ring) as by:
        linking.link(here, there, by=by)
    # Where both differ the policy chooses, and where a name is blank it is filled.
    ring.forget("hubspot", kind, str(here.hubspot_id))
    ring.forget("quickbooks", kind, str(there.quickbooks_id))


@move(kind=st.sampled_from(["contact", "product", "invoice"]), which=which)
def unlink(ring: Ring, kind: str, which: int) -> None:
    row = one([row for row in rows(ring, object_type=kind) if row.linked], which)
    with clicking(ring) as by:
        linking.unlink(row, by=by, reason="not the same")
    ring.parted.add((kind, str(row.hubspot_id), str(row.quickbooks_id)))


@move(mine=which, through=which)
def bill_through(ring: Ring, mine: int, through: int) -> None:
    row = one([row for row in rows(ring, object_type="contact") if not row.linked], mine)
    with clicking(ring) as by:
        linking.bill_through(row, one(rows(ring, object_type="contact"), through), by=by)


@move(which=which)
def bill_itself(ring: Ring, which: int) -> None:
    """What stands with whom it was billed through stays there, as after an unlinking (A6)."""
    row = one([row for row in rows(ring, object_type="contact") if "through" in row.decision], which)
    through = row.decision["through"]
    with clicking(ring) as by:
        linking.bill_itself(row, by=by)
    ring.parted.add(("contact", str(row.hubspot_id or through), str(row.quickbooks_id or through)))


@move(which=which, same=st.booleans())
def same_or_two_payments(ring: Ring, which: int, same: bool) -> None:
    row = one(rows(ring, reason="same_payment"), which)
    with clicking(ring) as by:
        if same:
            halves = rows(ring, reason="same_payment", invoice=row.invoice_id, amount=row.amount)
            others = [half for half in halves if bool(half.hubspot_id) != bool(row.hubspot_id)]
            linking.same_payment(row, one(others, 0), by=by)
        else:
            linking.two_payments(row, by=by)
    ring.say(f"{row}: {'the same' if same else 'two'}")


@move(which=which, rest=st.booleans())
def rest_of_a_refund(ring: Ring, which: int, rest: bool) -> None:
    row = one(rows(ring, reason="rest_of_refund"), which)
    with clicking(ring) as by:
        if rest:
            linking.rest_of_refund(row, by=by)
        else:
            linking.two_payments(row, by=by)
    ring.say(f"{row}: {'what is left' if rest else 'a payment of its own'}")


@move(which=which, part=st.booleans())
def part_of_an_ignored_one(ring: Ring, which: int, part: bool) -> None:
    row = one(rows(ring, reason="part_of_ignored"), which)
    with clicking(ring) as by:
        if part:
            linking.part_of_ignored(row, by=by)
        else:
            linking.two_payments(row, by=by)
    ring.say(f"{row}: {'part of it' if part else 'a payment of its own'}")


@move(which=which, last=which)
def divide(ring: Ring, which: int, last: int) -> None:
    """A HubSpot payment on several invoices (A25), one after the other: one of them gets what the others leave."""
    row = one(rows(ring, reason="payment_without_amounts"), which)
    found, left = payable(row), row.amount or Decimal(0)
    amounts: dict[str, Decimal] = {}
    for each in [*found[last % len(found) + 1 :], *found[: last % len(found) + 1]]:
        amounts[each.id] = min(each.room.quantize(CENT), left)
        left -= amounts[each.id]
    with clicking(ring) as by:
        dividing.divide(row, amounts, stored_seal(row), by=by)
    ring.say(f"{row}: {[str(one) for one in amounts.values()]}")


# -- remedies --------------------------------------------------------------------------------------------------

Remedy = Callable[..., Any]
REMEDIES: dict[str, tuple[Remedy, ...]] = {
    **dict.fromkeys(putting_back.WRITTEN, (putting_back.put_back,)),
    **dict.fromkeys(
        deleted_records.GONE_FROM, (deleted_records.recreate, deleted_records.void_rest, deleted_records.unlink)
    ),
    **dict.fromkeys(voids.VOIDED, (voids.void_there, voids.restore)),
    **dict.fromkeys(by_hand.SETTLED, (by_hand.mark_done,)),
    BEFORE: (by_hand.enter_kept, by_hand.mark_done),
}


@move(which=which, how=st.integers(0, 2))
def remedy(ring: Ring, which: int, how: int) -> None:
    """A button of a failing record."""
    row = one([row for row in rows(ring, status="failing") if row.reason in REMEDIES], which)
    chosen = REMEDIES[row.reason][how % len(REMEDIES[row.reason])]
    with clicking(ring) as by:
        chosen(row, stored_seal(row), by=by)
    ring.say(f"{row}, {row.reason}: {chosen.__name__}")
    _forget(ring, row)


def _forget(ring: Ring, row: SyncRecord) -> None:
    """Whoever has one side put back, or made again, gives up what was typed there."""
    for side in Side:
        ring.forget(side, row.object_type, str(row.id_on(side)))
    ring.hand_written.pop(str(row.quickbooks_id), None)
