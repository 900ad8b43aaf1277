"""To ask for one thing to be done with one record, as it was shown: checked, stored, and looked at by the next run."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.records import FixRefused, decide
from syncapp.core.plan import Asked
from syncapp.core.plans.payment import direction_of
from syncapp.core.values import Direction, ObjectType, Side, day_words
from syncapp.engine.people.asked import BY_HAND, DO, seal_of, stored_seal
from syncapp.engine.rules import protected_through
from syncapp.storage.models import Catalog, Cursor, ObjectSync, SyncRecord

OTHERWISE = "It stands otherwise by now, so nothing was done. Look at it again."
CHANGED = "Something of it has changed since it was shown, so nothing was done. Look at it again."


def ask(
    record: SyncRecord,
    what: Asked,
    shown: str,
    reasons: Collection[str],
    *,
    by: User,
    reason: str,
    check: Callable[[SyncRecord], None] = lambda record: None,
) -> None:
    """`shown` is the seal that the page had; `reasons` are those for which this can be asked; `check` may refuse."""
    with transaction.atomic():
        row = as_shown(record, shown, reasons)
        check(row)
        name = BY_HAND if what is Asked.BY_HAND else DO
        # Both sides are asked what has changed first, so that nothing is written over what nobody has seen.
        Cursor.objects.filter(workspace=row.workspace).update(polled_at=None)
        asked = {name: {"what": what.value, "of": seal_of(row, what, shown)}}
        # One thing at a time: what was clicked last.
        decide(row, by=by, reason=reason, instead=(DO, BY_HAND), **asked)


def as_shown(record: SyncRecord, shown: str, reasons: Collection[str]) -> SyncRecord:
    """The row, held until the caller's transaction ends; refused where it is not what the page had any more."""
    row = SyncRecord.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=record.pk)
    if row.status != SyncRecord.Status.FAILING or row.reason not in reasons:
        raise FixRefused(OTHERWISE)
    if stored_seal(row) != shown:
        raise FixRefused(CHANGED)
    return row


def reached(record: SyncRecord, side: Side) -> None:
    """S2: nothing is written to a side that the sync does not go to."""
    if side not in sides_reached(record):
        raise FixRefused(f"The {record.object_type} sync does not go to {side.label}, so nothing is written there.")


def sides_reached(record: SyncRecord) -> frozenset[Side]:
    """Where its sync goes; payments go with their invoices."""
    kind = ObjectType.INVOICE if record.object_type == ObjectType.PAYMENT else ObjectType(record.object_type)
    sync = ObjectSync.objects.filter(workspace=record.workspace, object_type=kind).first()
    direction = Direction(sync.direction) if sync else None
    if direction and record.object_type == ObjectType.PAYMENT:
        direction = direction_of(direction)
    return frozenset(side for side in Side if direction and direction.reaches(side))


def unprotected(record: SyncRecord) -> None:
    """A24: nothing is written into a protected period of the books."""
    catalog = Catalog.objects.filter(connection__workspace=record.workspace, connection__side=Side.QUICKBOOKS).first()
    protected = protected_through(record.workspace, catalog.settings if catalog else {})
    day = record.document_date
    if protected and day and day <= protected:
        raise FixRefused(
            f"Its date, {day_words(day)}, is in a protected period of the books, through {day_words(protected)}. "
            "Nothing is written there."
        )
