"""What no longer crosses when a sync is turned off (A16)."""

from __future__ import annotations

from dataclasses import dataclass

from syncapp.core.plans.payment import direction_of
from syncapp.core.values import Direction, ObjectType
from syncapp.queries.counts import Cell, Tally
from syncapp.queries.states import State
from syncapp.storage.models import ObjectSync

IN_LINE = (State.PENDING, State.WAITING, State.APPROVAL)
# Of what goes on, what will miss it, and what then happens.
MISSED = {
    ObjectType.CONTACT: "Invoices go on. One of a contact or customer that is not linked yet fails until contacts sync again.",
    ObjectType.PRODUCT: "Invoices go on. A line of a product that is not linked yet goes on the item Custom Line Item.",
}


@dataclass(frozen=True)
class Off:
    object_type: ObjectType
    linked: int
    in_line: Cell
    payments: Cell | None  # of invoices: they stop with them (S17)
    missed: str  # what another sync will miss

    @property
    def name(self) -> str:
        return f"{self.object_type.value.capitalize()} sync"


def stops_with(sync: ObjectSync, tally: Tally) -> Off:
    object_type = ObjectType(sync.object_type)
    with_payments = object_type is ObjectType.INVOICE and direction_of(Direction(sync.direction)) is not None
    invoices = tally.syncs.get(ObjectType.INVOICE)
    return Off(
        object_type,
        tally.stands(object_type).get("both", 0),
        tally.cell(IN_LINE, object_type),
        tally.cell(IN_LINE, ObjectType.PAYMENT) if with_payments else None,
        MISSED.get(object_type, "") if invoices is not None and invoices.enabled else "",
    )
