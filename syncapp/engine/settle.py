"""Write down where each record stands, when it is due again, and wake those that waited for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from syncapp.core.errors import Retry, entry
from syncapp.core.lines import pair_lines, sent_as
from syncapp.core.mapping import FieldPair
from syncapp.core.plan import STOPPED, Decision, Rules
from syncapp.core.plans.contact import ADDRESS_CLASH, EMAIL
from syncapp.core.recoding import still_recoded
from syncapp.core.records import Invoice, Record
from syncapp.core.values import ObjectType, Side
from syncapp.engine.arrivals import arrived
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.engine.held import hold
from syncapp.engine.items.of_lines import MISSING
from syncapp.engine.linking.decided import drop, spend
from syncapp.engine.payments.of_invoices import on_one_of, payments_rest
from syncapp.engine.payments.parts import is_part_of_ignored
from syncapp.engine.people import conflicts
from syncapp.engine.people.asked import DO, is_taken, over
from syncapp.engine.seen import SEEN, held_by, note_seen
from syncapp.storage.activity import moved
from syncapp.storage.convert import decode_base, encode_base
from syncapp.storage.models import Activity, Call, SyncRecord, Times

Status = SyncRecord.Status
UNEQUAL = "balance_differs"
EXPLAINED = ("not_cash_shown", "refund_by_hand", "counted_otherwise", "overpaid")  # balances that differ, by payments
OF_CUSTOMER = (
    "customer_not_found",
    "customer_inactive",
    "ambiguous_customer",
    "currency_mismatch",
)  # an invoice's, that its customer mends
OF_ITEM = ("item_inactive", "discount_item_inactive", "ambiguous_sku", "category_item", "bundle_item", *MISSING)
DONE = (Status.SYNCING, Status.EXCLUDED)
NOTHING = Q(pk__in=())
BACKOFF = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))
FIELDS = [
    "status", "reason", "params", "vendor_text", "remarks", "waiting_on", "attempts", "next_attempt_at", "writing",
    "last_changed_at", "last_checked_at", "hubspot_base", "quickbooks_base", "origin", "hubspot_id", "arrived_on",
    *SEEN,
]  # fmt: skip


def settle(p: Pass, decisions: Mapping[SyncRecord, Decision]) -> None:
    """Store these decisions; none of them is a write."""
    if not decisions:
        return
    with transaction.atomic():
        _settle(p, _still_ours(p, decisions))
    p.point("settled")


def _still_ours(p: Pass, decisions: Mapping[SyncRecord, Decision]) -> Mapping[SyncRecord, Decision]:
    """Without those that a person has taken out while they were decided; the rows are held until they are stored.

    What a person decided for a record is spent once it is in sync, or is not any more what the person saw; what was
    decided meanwhile stays.
    """
    held = SyncRecord.objects.select_for_update().filter(pk__in=[row.pk for row in decisions])
    found = dict(held.values_list("pk", "status"))
    kept = {row: one for row, one in decisions.items() if found.get(row.pk, Status.IGNORED) != Status.IGNORED}
    for row, decision in kept.items():
        if names := over(row, *sides(p, row), equal=decision.status == Status.SYNCING):
            spend(row, *names)
        if decision.reason == S44 and is_taken(row):
            drop(p, row, DO, decision.params.get("not_taken") or "It stands otherwise than it was shown.")
    return kept


def _settle(p: Pass, decisions: Mapping[SyncRecord, Decision]) -> None:
    now = p.now()
    entries, free_rows, entered_again, other_items = conflicts.settled(p, decisions, now), [], [], []
    for row, decision in decisions.items():
        before, noted = (row.status, row.reason), row.remarks
        # One in sync is waited for while it is looked at again, too, and stays where it was.
        if row.writing or before != (decision.status, decision.reason) or decision.status in DONE:
            free_rows.append(row)
        _stand(p, row, decision, now)
        stood = hold(p.tally, row, before)
        if before[1] == "payment_removed" != row.reason or _explains(row, before):
            entered_again.append(row)
        if row.object_type == ObjectType.PRODUCT and (*before, noted) != (row.status, row.reason, row.remarks):
            other_items.append(row)
        if before != (row.status, row.reason) and row.pk not in p.tally.held and _is_news(row, before):
            entries.append(moved(row, p.run, now, stood))
    SyncRecord.objects.all().save_all(decisions, FIELDS)
    _note_times(p, decisions, now)
    Activity.objects.bulk_create(entries, batch_size=500)
    p.tally.noted += len(entries)
    woken = (
        _waiting_for(p, free_rows)
        | _lacking_item(p, other_items)
        | _invoices_of(entered_again)
        | _payments_of(decisions)
    )
    SyncRecord.objects.filter(woken).update(next_attempt_at=now)  # each of these by an index of its own


def _note_times(p: Pass, rows: Iterable[SyncRecord], now: datetime) -> None:
    """The newest of each object, for the list of syncs."""
    changed: dict[str, bool] = {}
    for row in rows:
        changed[row.object_type] = changed.get(row.object_type, False) or row.last_changed_at == now
    for object_type, sent in changed.items():
        of_object = {"workspace": p.workspace, "object_type": object_type}
        times = {"checked_at": now, **({"changed_at": now} if sent else {})}
        if not Times.objects.filter(**of_object).update(**times):
            Times.objects.create(**of_object, **times)


def _is_news(row: SyncRecord, before: tuple[str, str]) -> bool:
    """Being in line is none; that a new record fails or is left out by a rule is, and that it waits, once the run ends."""
    return row.reason != "queued" and (before[1] != "queued" or row.status in (Status.FAILING, Status.EXCLUDED))


def _stand(p: Pass, row: SyncRecord, decision: Decision, now: datetime) -> None:
    tried = row.attempts if _same_cause(row, decision) else 0
    row.status, row.reason, row.vendor_text = decision.status, decision.reason, decision.vendor_text[:4000]
    row.params = _in_words(p, row, decision.params)
    row.remarks = _remarks(row, decision)
    row.waiting_on_id = decision.waiting_on
    row.last_checked_at = now
    row.attempts = tried + 1 if decision.status == Status.FAILING else 0
    row.next_attempt_at = _due_again(row, now) or _opens(p, row)
    if row.object_type == ObjectType.PAYMENT and decision.reason == "deleted" and row.origin == Side.QUICKBOOKS:
        # Applied again in QuickBooks it is the same application, and its copy is made anew (A29).
        row.hubspot_id, row.hubspot_base, row.quickbooks_base = None, None, None
    if decision.status == Status.SYNCING or decision.undecided:
        row.last_changed_at = now if row.writing or row.hubspot_base is None else row.last_changed_at
        arrived(p, row, now)
        if row.writing and _rests(p, row):
            row.next_attempt_at = now  # brought to its end, it rests with what was left out meanwhile
        row.writing = False
        unequal = (*(one.pair for one in decision.undecided), *decision.withheld)
        _agree(row, *sides(p, row), but=unequal)
    note_seen(row, *sides(p, row))


def _same_cause(row: SyncRecord, decision: Decision) -> bool:
    """Another one is tried again as soon as a first failure is, also where its code is that of the one before: an invoice may
    lack its customer for want of an address, and then for the direction of contacts."""
    return row.reason == decision.reason and row.params.keys() == decision.params.keys()


def _rests(p: Pass, row: SyncRecord) -> bool:
    """A payment, with its invoice or with the whole that it is a part of."""
    return (row.invoice is not None and payments_rest(row.invoice)) or is_part_of_ignored(p.records(), row)


def _in_words(p: Pass, row: SyncRecord, params: Mapping[str, Any]) -> dict[str, Any]:
    """A failure names fields to people: by what the accounts call them."""
    if "field" not in params:
        return dict(params)
    fields = [account.fields.get(ObjectType(row.object_type), {}) for _, account in p.accounts]
    labels = {name: spec.label for known in fields for name, spec in known.items()}
    return {**params, "field": ", ".join(labels.get(name, name) for name in str(params["field"]).split(", "))}


S44 = "native_invoice_edited"
# Said once, when it happens; they stand until the record is written again.
KEPT = ("cleared", "conflict_resolved")


def _remarks(row: SyncRecord, decision: Decision) -> list[dict[str, Any]]:
    told = [{"code": one.code, "params": dict(one.params)} for one in decision.remarks]
    quiet = decision.status == Status.SYNCING and not row.writing
    return told + [one for one in row.remarks if quiet and one["code"] in KEPT and one not in told]


def _due_again(row: SyncRecord, now: datetime) -> datetime | None:
    """A failing record: when something changes, and besides after 5 min, 1 h, then every 6 h; duplicate risks never."""
    if row.status == Status.FAILING:
        if entry(row.reason).retry is Retry.NEVER:
            return None
        return now + BACKOFF[min(row.attempts, len(BACKOFF)) - 1]
    if row.status == Status.PENDING and row.reason in ("waiting", "queued"):
        return now + BACKOFF[0]
    return None


def _opens(p: Pass, row: SyncRecord) -> datetime | None:
    """What a filter that rolls leaves out until a day (A17) is looked at again when that day begins at the company."""
    day = row.params.get("opens") if row.status == Status.EXCLUDED else None
    return datetime.combine(date.fromisoformat(day), time(), ZoneInfo(p.workspace.time_zone)) if day else None


def _agree(
    row: SyncRecord, hubspot: Record | None, quickbooks: Record | None, *, but: Sequence[FieldPair] = ()
) -> None:
    """Both sides are equal: what each holds, as its server returned it, is its base; of what is not equal nothing new."""
    for record in (hubspot, quickbooks):
        if record is not None:
            held = decode_base(getattr(row, f"{record.side.value}_base"))
            base, asked = held_by(record, held), {pair.name(record.side) for pair in but}
            if row.origin == Side.HUBSPOT and record.side is Side.QUICKBOOKS and isinstance(record, Invoice):
                base = replace(base, coded=still_recoded(held, record))
            agreed = {name: value for name, value in base.values.items() if name not in asked}
            before = {name: value for name, value in held.values.items() if name in asked}
            setattr(row, f"{record.side.value}_base", encode_base(replace(base, values={**agreed, **before})))
    if row.hubspot_base and any(one["code"] == ADDRESS_CLASH for one in row.remarks):
        row.hubspot_base["values"].pop(
            EMAIL, None
        )  # never agreed, so that it goes as soon as it can (engine/linking/address_clashes.py)
    ours = row.hubspot_base if row.origin == Side.HUBSPOT else None
    if ours and isinstance(hubspot, Invoice) and isinstance(quickbooks, Invoice):
        row.hubspot_base = {**ours, "lines": pair_lines(sent_as(hubspot, quickbooks), quickbooks.lines)}


def _waiting_for(p: Pass, rows: Sequence[SyncRecord]) -> Q:
    """Who waits for a record goes by itself when that record has moved, in order (B20); and what was left out with an
    invoice comes with it (S20)."""
    invoices = [row for row in rows if row.object_type == ObjectType.INVOICE]
    moved = [row for row in invoices if row.status != Status.EXCLUDED]
    found = on_one_of(p.workspace, moved) & Q(status=Status.EXCLUDED, reason="invoice_excluded")
    stopped = [row for row in invoices if row.linked and row.reason == STOPPED]
    # Their payments rest with them (A14).
    found |= on_one_of(p.workspace, stopped) & ~Q(status__in=(Status.EXCLUDED, Status.IGNORED))
    contacts = [row.pk for row in rows if row.object_type == ObjectType.CONTACT]
    found |= Q(customer__in=contacts, status=Status.FAILING, reason__in=OF_CUSTOMER)
    if contacts and _asks_about(p.rules.get(ObjectType.INVOICE), ObjectType.CONTACT):
        found |= _left_out_by_filter(p) & Q(customer__in=contacts)
    looked_at = any(row.object_type == ObjectType.PRODUCT for row in rows)
    # Which of the invoices have a product is known only when they are read; each night is too often for that.
    if looked_at and not p.full and _asks_about(p.rules.get(ObjectType.INVOICE), ObjectType.PRODUCT):
        found |= _left_out_by_filter(p)
    # A payment waits for no more than that its invoice stands on both sides, and the invoice may wait for it in turn.
    free = [
        row.pk for row in rows if row.status != Status.PENDING or (row.object_type == ObjectType.INVOICE and row.linked)
    ]
    return found | Q(waiting_on__in=free, status=Status.PENDING)


def _asks_about(rules: Rules | None, object_type: ObjectType) -> bool:
    """Whether a filter of invoices asks about their contact, or about their products (S31)."""
    filters = rules.filters.values() if rules else ()
    return any(one.associated is object_type for chosen in filters for group in chosen.filled for one in group.criteria)


def _left_out_by_filter(p: Pass) -> Q:
    """Invoices that may come in when what they are associated with changes (A14)."""
    return Q(workspace=p.workspace, object_type=ObjectType.INVOICE, status=Status.EXCLUDED, reason="filter")


def _lacking_item(p: Pass, products: Sequence[SyncRecord]) -> Q:
    """Invoices that failed for want of an item: which of their lines it was is known only when they are read."""
    lacking = Q(workspace=p.workspace, object_type=ObjectType.INVOICE, status=Status.FAILING, reason__in=OF_ITEM)
    return lacking if products else NOTHING


def _invoices_of(payments: Iterable[SyncRecord]) -> Q:
    """An invoice that failed because a payment of it was removed (S3, A29), or says what its payments explain."""
    stands = (Status.FAILING, Status.SYNCING)
    return Q(pk__in={row.invoice_id for row in payments if row.invoice_id}, status__in=stands)


def _explains(row: SyncRecord, before: tuple[str, str]) -> bool:
    """A payment that left its place, whose invoice has balances that differ, and wonders why or has said so."""
    if row.invoice is None or before == (row.status, row.reason):
        return False
    return row.invoice.reason == UNEQUAL or any(one["code"] in EXPLAINED for one in row.invoice.remarks)


def _payments_of(rows: Iterable[SyncRecord]) -> Q:
    """Unequal balances come of a payment that no poll tells, as one that was deleted in HubSpot: these are read anew."""
    unequal = [row.pk for row in rows if row.reason == UNEQUAL]
    return Q(object_type=ObjectType.PAYMENT, invoice__in=unequal, status=Status.SYNCING)


def park_unknown(p: Pass, rows: Iterable[tuple[SyncRecord, Call]]) -> None:
    """No answer came: nothing more is planned for these until their call is resolved."""
    for row, call in rows:
        row.status, row.reason, row.writing = Status.PENDING, "queued", True
        row.next_attempt_at = p.now() + timedelta(seconds=call.deadline_seconds)
        row.save(update_fields=["writing", "next_attempt_at"])
        theirs = SyncRecord.objects.filter(pk=row.pk).exclude(status=Status.IGNORED)
        theirs.update(status=row.status, reason=row.reason)
