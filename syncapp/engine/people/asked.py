"""What a person has asked for a record, for as long as the record is what that person saw (B19, A11, A29).

`decision["do"]` is one thing to be done, and is over with the first write that does it; `decision["by_hand"]` says that
a person has settled it outside, and holds until anything changes. Both carry a seal of what was shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Q

from syncapp.core.invoice_json import load
from syncapp.core.lines import content
from syncapp.core.plan import Asked, Planned
from syncapp.core.records import Invoice, Record
from syncapp.core.values import ObjectType, Side
from syncapp.engine.collect import sides
from syncapp.engine.context import GONE, Pass
from syncapp.engine.linking.decided import spend
from syncapp.engine.payments.of_invoices import payments_of
from syncapp.engine.people.conflicts import CHOSEN, put_in_place
from syncapp.engine.seen import held_by, substance
from syncapp.storage.convert import decode_base, encode_base
from syncapp.storage.models import SyncRecord

DO, BY_HAND = "do", "by_hand"
BEFORE = "refunded_before"  # in part, and nothing of it stands in QuickBooks
# What a person has chosen of one that goes to the other side, until it stands there, and what the next run asks again.
AGAIN: Mapping[str, str] = MappingProxyType(
    {
        "contact": "who {} is billed to",
        "customer": "who {} is billed to",
        "two": "whether {} is one payment or two",
        "not_duplicate": "whether {} is the same sale",
    }
)
# What payments and time change by themselves is no part of what was shown.
MOVING = frozenset(
    {
        "hs_balance_due",
        "hs_amount_paid",
        "hs_payment_date",
        "hs_lastmodifieddate",
        "lastmodifieddate",
        "Balance",
        "MetaData.LastUpdatedTime",
    }
)
MARK = "syncapp_quickbooks_key"
Held = Mapping[str, Any] | None


def seal(hubspot: Held, quickbooks: Held) -> str:
    """Of what both sides hold, each as a base is stored; None where there is nothing."""
    told = json.dumps([_sealed(hubspot), _sealed(quickbooks)], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _sealed(held: Held) -> Any:
    if held is None:
        return None
    values, content = substance(held)
    fixed = {name: value for name, value in values.items() if name not in MOVING}
    return fixed, {name: value for name, value in content.items() if name not in ("values", "balance")}


def stored_seal(row: SyncRecord) -> str:
    """Of what a page shows of the record."""
    return seal(*(stored(row, side) for side in Side))


def stored(row: SyncRecord, side: Side) -> Held:
    """What this side holds as last read; None where it does not stand there."""
    stands = row.id_on(side) and getattr(row, f"{side.value}_version") != GONE
    return (getattr(row, f"{side.value}_seen") or getattr(row, f"{side.value}_base")) if stands else None


def is_copy(row: SyncRecord) -> bool:
    """What stands in HubSpot was made of QuickBooks' record: it carries our mark."""
    values = (stored(row, Side.HUBSPOT) or {}).get("values") or {}
    return row.origin == Side.QUICKBOOKS or bool(values.get(MARK))


def _seal_now(row: SyncRecord, hubspot: Record | None, quickbooks: Record | None) -> str:
    return seal(_read(row, hubspot), _read(row, quickbooks))


def _read(row: SyncRecord, record: Record | None) -> Held:
    return encode_base(held_by(record, decode_base(getattr(row, f"{record.side.value}_base")))) if record else None


def asked_of(row: SyncRecord, hubspot: Record | None, quickbooks: Record | None) -> Asked | None:
    """What is asked for it, if it still is as it was shown."""
    if not any(name in row.decision for name in (DO, BY_HAND)):
        return None
    for name in (DO, BY_HAND):
        if name in row.decision and _stands(row, name, hubspot, quickbooks):
            return Asked(row.decision[name]["what"])
    return None


def _stands(row: SyncRecord, name: str, hubspot: Record | None, quickbooks: Record | None) -> bool:
    """What was shown still is so. What is being taken into HubSpot is half there in between: then only what is taken
    counts, and `core.plans.taking` sees what a person has changed in HubSpot."""
    here = None if row.decision[name]["what"] == Asked.TAKE else hubspot
    return bool(row.decision[name]["of"] == _seal_now(row, here, quickbooks))


def seal_of(row: SyncRecord, what: Asked, shown: str) -> str:
    """What the asked thing is good for, of a record that stands as it was `shown`."""
    return seal(None, stored(row, Side.QUICKBOOKS)) if what is Asked.TAKE else shown


def is_taken(row: SyncRecord) -> bool:
    """A person wants QuickBooks' version in HubSpot."""
    return bool(row.decision.get(DO, {}).get("what") == Asked.TAKE)


def to_choose_again(row: SyncRecord) -> str:
    """What a person has chosen that can still be chosen otherwise, as the questions that are asked again; empty where nothing."""
    if row.linked or row.writing:
        return ""
    chosen = [name for name in AGAIN if name in row.decision and (name != "two" or _to_compare(row).exists())]
    asked = dict.fromkeys(AGAIN[name] for name in chosen)
    return " and ".join(question.format(row.label or row.number) for question in asked)


def has_crossed_beside(row: SyncRecord) -> bool:
    """It is said to be another payment than one that stands on both sides by now: nobody asks any more whether the two are
    one (A29)."""
    return "two" in row.decision and not row.linked and not row.writing and not _to_compare(row).exists()


def _to_compare(row: SyncRecord) -> Any:
    """The payments that stand on the other side alone, and of which this one may be one, or a part (A25, A28, A29)."""
    if row.invoice is None or row.amount is None:
        return SyncRecord.objects.none()
    side = Side.HUBSPOT if row.hubspot_id else Side.QUICKBOOKS
    may_be = Q(amount=row.amount)
    if side is Side.QUICKBOOKS:
        in_parts = Q(reason=BEFORE) | Q(status=SyncRecord.Status.IGNORED)
        may_be |= Q(in_parts, amount__gt=row.amount)
    there = payments_of(row.workspace, [row.invoice]).filter(may_be, writing=False)
    return there.filter(**{f"{side.value}_id__isnull": True})


def over(row: SyncRecord, hubspot: Record | None, quickbooks: Record | None, *, equal: bool) -> set[str]:
    """What was decided and is not to be carried any further: all of it once both sides are equal, but for what stands."""
    held = [name for name in (DO, BY_HAND) if name in row.decision]
    past = {name for name in held if not _stands(row, name, hubspot, quickbooks)}
    return past | (set(row.decision) - {BY_HAND} if equal else set())


def done(row: SyncRecord, planned: Planned) -> None:
    """The first write of what was asked is answered: it is over, in the transaction that stores the answer."""
    if DO in row.decision and not is_taken(row):  # that is several writes, and is over when both sides are equal
        spend(row, DO)
    if CHOSEN in row.decision:
        put_in_place(row, planned)


def same_but_for_money(row: SyncRecord) -> bool:
    """QuickBooks' side of an invoice is what it was when the pair last agreed, whatever was paid or removed since."""
    base, seen = ((held or {}).get("content") for held in (row.quickbooks_base, row.quickbooks_seen))
    if not base or not seen:
        return bool(base)
    before, now = load(base), load(seen)
    return (content(before), before.customer_id) == (content(now), now.customer_id)


def make_again(p: Pass, rows: Collection[SyncRecord]) -> None:
    """What was deleted on one side, and is to be made there again, stands on the other side alone from now on (A11)."""
    for row in rows:
        found = dict(zip(Side, sides(p, row), strict=True))
        gone = [side for side in Side if (side, ObjectType(row.object_type), row.id_on(side)) in p.questions.missing]
        if row.linked and len(gone) == 1 and asked_of(row, *found.values()) is Asked.RECREATE:
            _stands_alone(p, row, gone[0])


def _stands_alone(p: Pass, row: SyncRecord, gone: Side) -> None:
    object_type, left = ObjectType(row.object_type), gone.other
    record = p.on_shelf(left, object_type, row.id_on(left))
    if (
        isinstance(record, Invoice) and left is Side.HUBSPOT and record.contact_ids is None
    ):  # as a new one it is read whole
        p.questions.shelf.pop((left, object_type, record.id))
        p.questions.read(left, object_type, [record.id])
        record = p.on_shelf(left, object_type, record.id)
    with transaction.atomic():
        stored = SyncRecord.objects.select_for_update().get(pk=row.pk)
        if stored.decision.get(DO) != row.decision[DO] or record is None:
            return
        for one in (row, stored):
            setattr(one, f"{gone.value}_id", None)
            setattr(one, f"{gone.value}_version", "")
            one.hubspot_base = one.quickbooks_base = one.hubspot_seen = one.quickbooks_seen = None
            one.origin, one.writing = left, False
        row.decision = stored.decision = {
            **stored.decision,
            DO: {**row.decision[DO], "of": _seal_now(row, *sides(p, row))},
        }
        stored.save(update_fields=_ALONE)


_ALONE = [
    "hubspot_id", "quickbooks_id", "hubspot_version", "quickbooks_version", "hubspot_base", "quickbooks_base",
    "hubspot_seen", "quickbooks_seen", "origin", "writing", "decision",
]  # fmt: skip
