"""Notice what may have changed, and make its rows due.

Ids go into the Inbox in the transaction that moves the cursor, so that neither can be lost without the other;
cursors know nothing of outcomes. The first time a side is listed whole, from then on it is asked for changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q

from syncapp.core.errors import Retry, entry
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import GONE, Pass
from syncapp.engine.merges.customers import follow_merged_customers, true_merges
from syncapp.engine.merges.items import follow_merged_items, true_item_merges
from syncapp.engine.payments.divided import make_parts_due
from syncapp.engine.payments.parts import whole_of
from syncapp.engine.questions import DEPOSIT
from syncapp.engine.rows import chunks
from syncapp.engine.writing.guard import believe_listing
from syncapp.storage.models import Cursor, Inbox, SyncRecord, Workspace

Seen = Sequence[tuple[ObjectType, str, str]]
BATCH = 500
APPLICATIONS = 50  # of how many payments at once
LINE = "line_item"  # HubSpot announces lines by themselves
LOOKING = "Looking for what is new on both sides"
ACCOUNT = "account"  # QuickBooks announces its settings and lists; these rows are the session's


def notice(p: Pass) -> None:
    """Poll both sides: the first listing, or what changed since the cursor."""
    cursors = {cursor.side: cursor for cursor in Cursor.objects.filter(workspace=p.workspace)}
    for side, system in p.systems:
        cursor = cursors.get(side) or Cursor.objects.create(workspace=p.workspace, side=side)
        _forget_types_off(p, cursor)
        missing = [object_type for object_type in p.rules if object_type.value not in cursor.listed]
        told = bool(cursor.listed)  # a listing of one object tells nothing of the others
        start = system.start_cursor() if missing and not cursor.position else cursor.position
        for object_type in missing:
            p.progress(f"Reading {object_type.plural} of {side.label}")
            _first_listing(p, side, cursor, object_type, start)
        if (told or not missing) and side in p.poll:
            changes = system.changes(cursor.position, LineOwners(p))
            if not changes.complete:
                Cursor.objects.filter(pk=cursor.pk).update(listed=[])
            news = unknown_versions(p, side, changes.seen)
            gone = [*changes.gone, *_archived(p, side, bool(news))]
            _store(p, cursor, news, gone, changes.cursor, "poll")
    p.point("noticed")
    admit(p)


def _forget_types_off(p: Pass, cursor: Cursor) -> None:
    """The cursor moves on while a sync is off, so it is listed anew when it is turned on again (A16)."""
    on = [name for name in cursor.listed if name in p.rules]
    if on != cursor.listed:
        cursor.listed = on
        cursor.save(update_fields=["listed"])


def _archived(p: Pass, side: Side, noticed: bool) -> list[tuple[ObjectType, str]]:
    """HubSpot tells no poll of what was deleted: asked once a run, and only where something else has happened.

    A few pages; what lies behind them is seen by `--full`.
    """
    wanted = side is Side.HUBSPOT and ObjectType.INVOICE in p.rules and p.ask_archived and (noticed or p.retrying)
    if not wanted:
        return []
    return [(ObjectType.INVOICE, one) for one in p.systems.hubspot.archived(ObjectType.INVOICE)]


def _first_listing(p: Pass, side: Side, cursor: Cursor, object_type: ObjectType, start: Mapping[str, Any]) -> None:
    """What stands there; and of what we know, what does not: deleted while nobody looked, as while the sync was off."""
    listed: set[str] = set()
    for page in p.systems[side].everything(object_type):
        seen = [(object_type, external_id, version) for external_id, version in page]
        listed.update(external_id for external_id, _ in page)
        _store(p, cursor, unknown_versions(p, side, seen), (), start, "first")
    believe_listing(p, side, object_type, found=bool(listed))
    known = p.records().filter(object_type=object_type).exclude(**{f"{side.value}_id": None})
    held = known.values_list(f"{side.value}_id", flat=True)
    gone = {
        whole_of(one) for one in held.iterator() if not {one, whole_of(one)} & listed and not one.startswith(DEPOSIT)
    }
    if gone:
        _store(p, cursor, (), [(object_type, one) for one in gone], start, "first")
    cursor.listed = [*cursor.listed, object_type.value]
    cursor.position, cursor.polled_at = dict(start), p.now()
    cursor.save(update_fields=["listed", "position", "polled_at"])


def _store(
    p: Pass,
    cursor: Cursor,
    news: Seen,
    gone: Iterable[tuple[ObjectType, str]],
    position: Mapping[str, Any],
    source: str,
) -> None:
    side = Side(cursor.side)
    noticed = [(object_type, external_id, False) for object_type, external_id, _ in news]
    noticed += [(object_type, external_id, True) for object_type, external_id in _newly_gone(p, side, gone)]
    rows = [
        Inbox(
            workspace=p.workspace,
            side=side,
            object_type=object_type,
            external_id=external_id,
            source=source,
            gone=is_gone,
        )
        for object_type, external_id, is_gone in noticed
        if object_type in p.rules
    ]
    with transaction.atomic() if rows else nullcontext():
        Inbox.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
        Cursor.objects.filter(pk=cursor.pk).update(position=dict(position), polled_at=p.now())


def unknown_versions(p: Pass, side: Side, seen: Seen) -> list[tuple[ObjectType, str, str]]:
    """Without those at the version that we hold: our own writes, and what an overlapping window shows again."""
    held: dict[tuple[str, str], str] = {}
    for ids in chunks([external_id for _, external_id, _ in seen]):
        rows = p.records().of(side, ids).values_list("object_type", f"{side.value}_id", f"{side.value}_version")
        held.update({(object_type, external_id): version for object_type, external_id, version in rows})
    return [one for one in seen if not one[2] or held.get((one[0].value, one[1])) != one[2]]


def _newly_gone(p: Pass, side: Side, gone: Iterable[tuple[ObjectType, str]]) -> list[tuple[ObjectType, str]]:
    """Those that we know, and do not yet know to be gone; overlapping windows tell each several times."""
    found: list[tuple[ObjectType, str]] = []
    gone = list(gone)
    for object_type in ObjectType:
        ids = sorted({external_id for kind, external_id in gone if kind is object_type})
        if not ids:
            continue
        held = p.records().filter(object_type=object_type).exclude(**{f"{side.value}_version": GONE})
        if object_type is ObjectType.PAYMENT and side is Side.QUICKBOOKS:  # its applications are "payment/invoice"
            known = [one for one in ids if held.filter(quickbooks_id__startswith=f"{one}/").exists()]
        else:
            known = [
                one for some in chunks(ids) for one in held.of(side, some).values_list(f"{side.value}_id", flat=True)
            ]
        found += [(object_type, one) for one in known]
    return found


class LineOwners(Mapping[str, str]):
    """Invoice by HubSpot line id, for the lines that we know, so that a changed line needs no question. Read when one is
    asked for."""

    def __init__(self, p: Pass) -> None:
        self._p = p

    def __getitem__(self, line: str) -> str:
        return self._known[line]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    @cached_property
    def _known(self) -> dict[str, str]:
        owners: dict[str, str] = {}
        rows = self._p.records().filter(object_type=ObjectType.INVOICE, hubspot_base__isnull=False)
        rows = rows.exclude(hubspot_id=None)
        for hubspot_id, base in rows.values_list("hubspot_id", "hubspot_base").iterator():
            for line in (base.get("content") or {}).get("lines", ()):
                owners[line.get("id", "")] = hubspot_id
        return owners


def admit(p: Pass) -> None:
    """Inbox rows become due records: new rows for ids never seen, a due time for the others."""
    while True:
        batch = list(Inbox.objects.filter(workspace=p.workspace).exclude(object_type=ACCOUNT).order_by("id")[:BATCH])
        if not batch:
            return
        noticed, merges, items = _translated(p, batch), true_merges(p, batch), true_item_merges(p, batch)
        with transaction.atomic():
            for (side, object_type), ids in noticed.items():
                _make_due(p, side, object_type, ids)
            follow_merged_customers(p, merges)
            follow_merged_items(p, items)
            taken_out = Inbox.objects.filter(pk__in=[row.pk for row in batch])
            # Of which a webhook has said more since it was read here, stays for the next round.
            taken_out.filter(Q(merged_into="") | Q(pk__in=[row.pk for row in batch if row.merged_into])).delete()


def _translated(p: Pass, batch: Sequence[Inbox]) -> dict[tuple[Side, ObjectType], set[str]]:
    """By side and object; what a webhook names otherwise than we do (a line, a payment with its invoices) as ours."""
    found: dict[tuple[Side, ObjectType], set[str]] = {}
    for row in batch:
        if row.object_type in p.rules:
            found.setdefault((Side(row.side), ObjectType(row.object_type)), set()).add(row.external_id)
    lines = {row.external_id for row in batch if row.object_type == LINE}
    if lines and ObjectType.INVOICE in p.rules:
        owners = LineOwners(p)  # a line that we do not know is found by the next poll
        owned = {owners[line] for line in lines if line in owners}
        found.setdefault((Side.HUBSPOT, ObjectType.INVOICE), set()).update(owned)
    announced = {row.external_id for row in batch if row.source == "webhook" and "/" not in row.external_id}
    payments = found.get((Side.QUICKBOOKS, ObjectType.PAYMENT), set())
    if bare := sorted(payments & announced):
        payments.update(p.systems.quickbooks.applications(bare))
    return found


def _make_due(p: Pass, side: Side, object_type: ObjectType, ids: set[str]) -> None:
    field = f"{side.value}_id"
    if object_type is ObjectType.PAYMENT and side is Side.QUICKBOOKS:
        known_payments = _make_applications_due(p, ids)
        ids = {
            external_id for external_id in ids if "/" in external_id and external_id.rstrip("/") not in known_payments
        }
    known = p.records().filter(object_type=object_type, **{f"{field}__in": ids})
    known_ids = set(known.values_list(field, flat=True))
    known.update(next_attempt_at=p.now())
    if object_type is ObjectType.PAYMENT and side is Side.HUBSPOT:
        make_parts_due(p, known)
    fresh = [
        SyncRecord(workspace=p.workspace, object_type=object_type, next_attempt_at=p.now(), **{field: external_id})
        for external_id in sorted(ids - known_ids, key=_by_number)
    ]
    SyncRecord.objects.bulk_create(fresh, batch_size=BATCH)


def _make_applications_due(p: Pass, ids: set[str]) -> set[str]:
    """A payment that changed may have lost an application to an invoice: all that we know of it are due (A25).

    Returned are the payments of which a record stays that says what became of them: one that is applied nowhere any more
    is no new record beside what was in sync, and takes the place of what stood in QuickBooks alone.
    """
    found: set[str] = set()
    for chunk in chunks(sorted({external_id.split("/")[0] for external_id in ids}), APPLICATIONS):
        of_one = (Q(quickbooks_id__startswith=f"{payment}/") for payment in chunk)
        known = p.records().filter(reduce(or_, of_one), object_type=ObjectType.PAYMENT)
        applications = list(known.values_list("pk", "quickbooks_id", "hubspot_id"))
        p.records().filter(pk__in=[pk for pk, *_ in applications]).update(next_attempt_at=p.now())
        found |= {whole_of(there) for _, there, here in applications if here}
    return found


def _by_number(external_id: str) -> tuple[int, str]:
    return len(external_id), external_id


def noticed_ids(p: Pass) -> dict[tuple[Side, ObjectType], set[str]]:
    """What a poll would notice, without moving anything: for a dry run."""
    found: dict[tuple[Side, ObjectType], set[str]] = {}
    so_far = 0
    p.progress(LOOKING)
    for side, system in p.systems:
        cursor = Cursor.objects.filter(workspace=p.workspace, side=side).first()
        listed = cursor.listed if cursor else []
        seen: list[tuple[ObjectType, str, str]] = []
        for object_type in [one for one in p.rules if one.value not in listed]:
            for page in system.everything(object_type):
                seen += [(object_type, external_id, version) for external_id, version in page]
                p.progress(LOOKING, found=so_far + len(seen))
        so_far += len(seen)
        gone: Sequence[tuple[ObjectType, str]] = ()
        news = unknown_versions(p, side, seen)
        if cursor and cursor.position and listed:
            changes = system.changes(cursor.position, LineOwners(p))
            news += unknown_versions(p, side, changes.seen)
            gone = [*changes.gone, *_archived(p, side, bool(news))]
        for object_type, external_id, _ in news:
            found.setdefault((side, object_type), set()).add(external_id)
        for object_type, external_id in _newly_gone(p, side, gone):
            found.setdefault((side, object_type), set()).add(external_id)
    return found


def mark_due(p: Pass, noticed: Mapping[tuple[Side, ObjectType], set[str]]) -> None:
    """Inside the transaction that a dry run rolls back."""
    for (side, object_type), ids in noticed.items():
        if object_type in p.rules:
            _make_due(p, side, object_type, ids)


def again(workspace: Workspace, objects: Sequence[ObjectType]) -> Any:
    """Every failing and waiting record whose rule is not "never"."""
    rows = SyncRecord.objects.filter(workspace=workspace, object_type__in=objects, status__in=("failing", "pending"))
    codes = set(rows.filter(status="failing").values_list("reason", flat=True))
    never = [code for code in codes if entry(code).retry is Retry.NEVER]
    return rows.exclude(status="failing", reason__in=never)


def retry_now(workspace: Workspace, objects: Sequence[ObjectType], now: datetime) -> None:
    """They are looked at again, due or not."""
    again(workspace, objects).update(next_attempt_at=now)
