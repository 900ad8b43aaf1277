"""Whose an invoice or payment is that is linked with nothing, so that its like on the other side is known (B3, A29)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from syncapp.core.records import Invoice, Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.reconciliation.ledgers import Entry
from syncapp.engine.rows import chunks
from syncapp.storage.models import Alias, SyncRecord, Workspace

At = tuple[Side, str]


def owners_of(workspace: Workspace, entries: Sequence[Entry]) -> dict[At, str]:
    """By side and id of the document: the key of the customer's record, of a payment that of its invoice's.

    Both sides have one key where they are linked; a customer who is billed through another one has that one's (A1).
    """
    wanted = {
        (side, one.id): parties for entry in entries for side, one in entry.both.items() if (parties := _parties(one))
    }
    known = _keys(workspace, wanted.values())
    found = {}
    for at, parties in wanted.items():
        keys = {known[party] for party in parties if party in known}
        if len(keys) == 1:
            found[at] = str(keys.pop())
    return found


def _parties(one: Any) -> tuple[tuple[ObjectType, Side, str], ...]:
    if isinstance(one, Payment):
        return tuple((ObjectType.INVOICE, one.side, id_) for id_ in one.invoice_ids)
    assert isinstance(one, Invoice)
    ids = (one.contact_ids or ()) if one.side is Side.HUBSPOT else filter(None, (one.customer_id,))
    return tuple((ObjectType.CONTACT, one.side, id_) for id_ in ids)


def _keys(workspace: Workspace, wanted: Iterable[Iterable[tuple[ObjectType, Side, str]]]) -> Mapping[Any, int]:
    asked: dict[tuple[ObjectType, Side], set[str]] = {}
    for parties in wanted:
        for object_type, side, id_ in parties:
            asked.setdefault((object_type, side), set()).add(id_)
    found: dict[tuple[ObjectType, Side, str], int] = {}
    for (object_type, side), ids in asked.items():
        rows = SyncRecord.objects.filter(workspace=workspace, object_type=object_type)
        for some in chunks(list(ids)):
            told = rows.of(side, some).values_list(f"{side.value}_id", "pk")
            found |= {(object_type, side, id_): key for id_, key in told}
            if object_type is ObjectType.CONTACT:
                aliases = Alias.objects.filter(workspace=workspace, side=side, external_id__in=some)
                through = aliases.values_list("external_id", "record")
                found |= {(object_type, side, id_): key for id_, key in through}
    return found
