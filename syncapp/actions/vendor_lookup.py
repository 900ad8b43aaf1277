"""Asking both vendors for a document number, an address or a SKU, by a person's click: nothing is written on either side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from syncapp.connectors.errors import CallFailed
from syncapp.connectors.protocol import Holder, System
from syncapp.core.errors import Failure
from syncapp.core.records import Contact, Product
from syncapp.core.values import ObjectType, Side
from syncapp.engine.access import wiring
from syncapp.storage.fields import UndecipherableToken
from syncapp.storage.models import Connection, Workspace

T = TypeVar("T")
LONGEST = 60  # characters; no number is longer
LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class Answer:
    """What one vendor says; `failed`: why it could not be asked."""

    side: Side
    holders: list[Holder] = field(default_factory=list)
    records: list[Contact | Product] = field(default_factory=list)  # contacts of the address, products of the SKU
    failed: str = ""


def look(workspace: Workspace, text: str) -> list[Answer]:
    """HubSpot first. A side that cannot be asked says why, and the other is asked all the same."""
    rows = {row.side: row for row in workspace.connections.all()}
    return [_asked(side, rows.get(side.value), text.strip()) for side in Side]


def is_address(text: str) -> bool:
    return "@" in text and "://" not in text


def _asked(side: Side, row: Connection | None, text: str) -> Answer:
    told = asked_of(side, row, lambda system: _told(system, side, text))
    return Answer(side, failed=told) if isinstance(told, str) else told


def asked_of(
    side: Side,
    row: Connection | None,
    question: Callable[[System], T],
    connect: Callable[[Connection], System] | None = None,
) -> T | str:
    """Its answer, or in words why this side could not be asked."""
    if row is None or row.state != Connection.State.CONNECTED:
        return f"{side.label} is not connected."
    try:
        return question((connect or wiring.connect_one)(row))
    except CallFailed as error:
        problem = error.problem
        return Failure(problem.code, problem.params, problem.vendor_text).title
    except UndecipherableToken:
        return f"{side.label} must be connected again."


def _told(system: System, side: Side, text: str) -> Answer:
    """An address is a contact's; anything else may be a document's number or a product's SKU."""
    if is_address(text):
        return Answer(side, records=system.having(ObjectType.CONTACT, text[:LONGEST_ADDRESS]))
    found = system.numbers([text[:LONGEST]])
    holders = [holder for some in found.values() for holder in some]
    return Answer(side, holders, system.having(ObjectType.PRODUCT, text[:LONGEST]))
