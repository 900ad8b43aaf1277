"""What people do with single records: have them looked at again, and what they decide for them.

A decision is stored beside the record (`SyncRecord.decision`) and carried out by the next run, which alone writes to
the vendors: so a click during a run is neither lost nor done twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.activity import noted, noted_each
from syncapp.core.values import Side
from syncapp.engine.people.asked import AGAIN, DO, has_crossed_beside, to_choose_again
from syncapp.engine.people.conflicts import CHOSEN, take_back
from syncapp.storage.models import PERSON, Inbox, SyncRecord, Workspace
from syncapp.storage.queue import SYNC, nudge

BATCH = 500
Status = SyncRecord.Status
CROSSED = (
    "The other payment has crossed by now, so there is nothing left to compare this one with. "
    "If the two are one payment, ignore this one."
)
OPEN = (Status.FAILING, Status.PENDING)  # where a person can still do something


@dataclass(frozen=True)
class Done:
    """What came of one click on several records; `first` is the first of its entries in the activity."""

    first: int
    number: int
    left: tuple[str, ...] = ()  # why the others were left as they are, each in a sentence


class FixRefused(Exception):
    """Nothing was changed; the text says why."""


def look_again(workspace: Workspace, records: Iterable[SyncRecord]) -> None:
    """Have these records decided anew by the next run, which is asked for now. Call it inside the transaction.

    They go through the Inbox, because a run that is under way would overwrite a due time with its own.
    """
    noticed = []
    for record in records:
        side = Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
        noticed.append(
            Inbox(
                workspace=workspace,
                side=side,
                object_type=record.object_type,
                external_id=str(record.id_on(side)),
                source=PERSON,
            )
        )
    Inbox.objects.bulk_create(noticed, ignore_conflicts=True, batch_size=BATCH)
    nudge(SYNC, workspace.pk, urgent=True)


def retry(record: SyncRecord, *, by: User) -> None:
    """Try it again now, whatever its next try was to be."""
    with transaction.atomic():
        noted(record.workspace, "retried", by=by, record=record)
        look_again(record.workspace, [record])


def retry_all(workspace: Workspace, records: Iterable[SyncRecord], *, by: User) -> Done:
    """The same for many at once; what is in sync or left out is let be."""
    with transaction.atomic():
        chosen, left = told_apart(records)
        first = noted_each(workspace, chosen, "retried", by=by)
        look_again(workspace, chosen)
    return Done(first, len(chosen), left)


def told_apart(records: Iterable[SyncRecord]) -> tuple[list[SyncRecord], tuple[str, ...]]:
    """Those that are open, and a sentence for each of the others, in the order in which they came to be known."""
    rows = sorted(records, key=lambda row: row.pk)
    left = tuple(f"{name_of(row)} {_STANDS[row.status]}." for row in rows if row.status not in OPEN)
    return [row for row in rows if row.status in OPEN], left


_STANDS: dict[str, str] = {
    Status.SYNCING: "is in sync",
    Status.EXCLUDED: "is excluded by a rule",
    Status.IGNORED: "is ignored",
}


def name_of(record: SyncRecord) -> str:
    return record.label or record.number or f"A {record.object_type} without a name"


def withdraw(record: SyncRecord, *, by: User) -> bool:
    """Take back what was asked for it and is not done yet, and what was chosen of one that has not gone yet; False where there
    is nothing. Refused where two payments can no longer be taken for one."""
    with transaction.atomic():
        row = SyncRecord.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=record.pk)
        others = _two_with(row)  # held, so that none of them begins to cross
        again = bool(to_choose_again(row))
        if DO not in row.decision and CHOSEN not in row.decision and not again:
            if has_crossed_beside(row):
                raise FixRefused(CROSSED)
            return False
        others = others if again else []
        for one in others:
            one.decision = {name: value for name, value in one.decision.items() if name != "two"}
            one.save(update_fields=["decision"])
        over = (DO, *(AGAIN if again else ()))
        row.decision = {name: value for name, value in row.decision.items() if name not in over}
        take_back(row)
        row.save(update_fields=["decision"])
        noted(row.workspace, "withdrawn", by=by, record=row)
        look_again(row.workspace, [row, *others])
    return True


def _two_with(row: SyncRecord) -> list[SyncRecord]:
    """The payments of which the same click has said that they are another one each (A29)."""
    if "two" not in row.decision:
        return []
    alike = SyncRecord.objects.filter(workspace=row.workspace_id, invoice=row.invoice_id, amount=row.amount)
    said = alike.filter(object_type=row.object_type, decision__has_key="two", writing=False).exclude(pk=row.pk)
    return [one for one in said.select_for_update().order_by("pk") if not one.linked]


def decide(record: SyncRecord, *, by: User, reason: str, instead: Collection[str] = (), **decision: Any) -> None:
    """Store what was decided beside what was decided before, and have it carried out.

    `reason` says it in words, for the record's activity; `instead` of what of these was decided before.
    """
    with transaction.atomic():
        row = SyncRecord.objects.select_for_update().get(pk=record.pk)
        before = {name: value for name, value in row.decision.items() if name not in instead}
        row.decision = {**before, **decision}
        row.save(update_fields=["decision"])
        noted(row.workspace, "decided", by=by, reason=reason, record=row)
        look_again(row.workspace, [row])
