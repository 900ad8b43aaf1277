"""Leaving records out by hand, with who, when and why, and taking them back.

A run that is under way leaves alone what is left out meanwhile (engine.settle).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import noted_each
from syncapp.actions.records import BATCH, Done, FixRefused, Status, look_again, name_of, told_apart
from syncapp.core.values import ObjectType
from syncapp.engine.linking.promises import PARTNER
from syncapp.engine.payments.of_invoices import invoices_of, payments_of
from syncapp.storage.models import SyncRecord, Workspace
from syncapp.storage.names import person_name

MOST_LETTERS = 300
BY_PERSON = "by_person"


def ignore(workspace: Workspace, records: Iterable[SyncRecord], *, reason: str, by: User) -> Done:
    """They are left alone on both sides, whatever they come to, until somebody takes them back.

    Raises FixRefused without a reason. What waited for one of them is decided anew, and whom somebody had chosen as
    its partner is free for another record.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise FixRefused("Say why, so that whoever finds them later knows.")
    if len(reason) > MOST_LETTERS:
        raise FixRefused(f"This reason is {len(reason)} characters long; at most {MOST_LETTERS} are kept.")
    with transaction.atomic():
        chosen, left = told_apart(records)
        said = {"reason": reason, "by": person_name(by), "at": timezone.now().isoformat()}
        for was, rows in _by_cause(chosen).items():
            told = {**said, "was": was}
            _change(
                rows,
                status=Status.IGNORED,
                reason=BY_PERSON,
                params=told,
                remarks=[],
                waiting_on=None,
                next_attempt_at=None,
            )
        _set_free(chosen)
        first = noted_each(workspace, chosen, "ignored", by=by, reason=reason)
        _look_around(workspace, chosen)
    return Done(first, len(chosen), left)


def stop_ignoring(workspace: Workspace, records: Iterable[SyncRecord], *, by: User) -> Done:
    """They are due again, as if just noticed."""
    with transaction.atomic():
        rows = list(records)
        chosen = [row for row in rows if row.status == Status.IGNORED]
        _change(chosen, status=Status.PENDING, reason="queued", params={}, next_attempt_at=timezone.now())
        first = noted_each(workspace, chosen, "taken_back", by=by)
        _look_around(workspace, chosen)
    left = tuple(f"{name_of(row)} is not ignored." for row in rows if row.status != Status.IGNORED)
    return Done(first, len(chosen), left)


def _by_cause(rows: Iterable[SyncRecord]) -> dict[str, list[SyncRecord]]:
    found: dict[str, list[SyncRecord]] = defaultdict(list)
    for row in rows:
        found[row.reason].append(row)
    return found


def _change(rows: Sequence[SyncRecord], **fields: object) -> None:
    for start in range(0, len(rows), BATCH):
        SyncRecord.objects.filter(pk__in=[row.pk for row in rows[start : start + BATCH]]).update(**fields)


def _set_free(rows: Sequence[SyncRecord]) -> None:
    """Take back who was chosen for these: no run would link the two, and nobody else could have either."""
    for start in range(0, len(rows), BATCH):
        keys = [row.pk for row in rows[start : start + BATCH]]
        chosen = SyncRecord.objects.select_for_update().filter(pk__in=keys, decision__has_any_keys=PARTNER)
        for row in chosen.only("decision"):
            row.decision = {name: value for name, value in row.decision.items() if name not in PARTNER}
            row.save(update_fields=["decision"])


def _look_around(workspace: Workspace, chosen: Sequence[SyncRecord]) -> None:
    """These and what stands or falls with them: the payments of an invoice, the invoices of a payment, who waits for a
    record."""
    look_again(workspace, chosen)
    for start in range(0, len(chosen), BATCH):
        some = chosen[start : start + BATCH]
        invoices = [row for row in some if row.object_type == ObjectType.INVOICE]
        look_again(workspace, payments_of(workspace, invoices).exclude(status=Status.IGNORED) if invoices else ())
        payments = [row for row in some if row.object_type == ObjectType.PAYMENT]
        look_again(workspace, invoices_of(workspace, payments).exclude(status=Status.IGNORED) if payments else ())
        look_again(workspace, SyncRecord.objects.filter(workspace=workspace, waiting_on__in=some))
