"""Of the payments of some invoices, what their own balances do not tell: what still moves, and what explains a difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from syncapp.core.plans.cash_alone import SHOWN
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.among_invoices import Counted, counted_among, gap_of, stands_on_both
from syncapp.engine.payments.awaited import told_apart
from syncapp.engine.payments.ignored import ignored_on
from syncapp.engine.payments.of_invoices import INVOICE
from syncapp.engine.payments.payable import OPEN
from syncapp.engine.payments.uneven import given_back, uneven_on
from syncapp.engine.people.asked import BY_HAND
from syncapp.storage.models import MatchKey, SyncRecord


@dataclass
class PaymentEffects:
    """By the invoice's record."""

    # A payment that is not in sync: its record, its label.
    unsettled: dict[int, tuple[int, str]] = field(default_factory=dict)
    # One of QuickBooks that changes in this pass, and may take back what HubSpot counts as paid.
    following: dict[int, tuple[int, str]] = field(default_factory=dict)
    looked_at: set[int] = field(default_factory=set)  # payments that stand where they are, and are only looked at again
    removed: set[int] = field(default_factory=set)  # whose payment was removed in QuickBooks
    shown_only: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))  # not cash, by choice (A30)
    given_back: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))  # and booked by hand (A28)
    counted_otherwise: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))  # than divided (A25)
    ignored: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))  # by a person
    named: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # what is ignored, for people
    uneven: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))  # counts more in HubSpot
    uneven_named: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def effects_of(p: Pass, rows: list[SyncRecord]) -> PaymentEffects:
    """Where payments do not cross they are left as they are, so nothing waits for them (S18)."""
    found = PaymentEffects()
    if ObjectType.PAYMENT not in p.rules:
        return found
    divided = counted_among(p, rows)
    rows = [*rows, *(invoice for one in divided for invoice in one.invoices)]
    payments = p.records().filter(object_type=ObjectType.PAYMENT, invoice__in={row.pk for row in rows})
    due = Q(next_attempt_at__lte=p.now())
    counts = due | Q(status__in=OPEN) | Q(reason="not_cash") | Q(decision__has_key=BY_HAND) | Q(params__has_key=SHOWN)
    for payment in payments.filter(counts).exclude(status=SyncRecord.Status.IGNORED).order_by("pk"):
        _count(p, found, payment, is_due=bool(payment.next_attempt_at and payment.next_attempt_at <= p.now()))
    for invoice, payment in _on_several(p, rows):
        found.unsettled.setdefault(invoice, (payment.pk, told_apart(payment)))
    unequal = [row for row in rows if stands_on_both(row) and gap_of(p, row)]
    for invoice, payment in _still_on(p, unequal):
        found.unsettled.setdefault(invoice, (payment.pk, told_apart(payment)))
    for alone in ignored_on(p, unequal):
        if len(alone.invoices) == 1:
            found.ignored[alone.invoices[0].pk] += alone.gap
            found.named[alone.invoices[0].pk].append(alone.told)
    for payment, more, told in uneven_on(p, unequal):
        found.uneven[payment.invoice_id or 0] += more
        found.uneven_named[payment.invoice_id or 0].append(told)
    for one in divided:
        explain(found, one)
    return found


def explain(found: PaymentEffects, counted: Counted) -> None:
    """Together the invoices of payments differ by what was refunded or is ignored of them, or else none of it is explained.
    What is still to come of one of them is waited for by all."""
    known = (found.shown_only, found.given_back, found.ignored)
    rest = {invoice: gap - sum(kind[invoice] for kind in known) for invoice, gap in counted.gaps.items()}
    for one in rest:
        found.named[one] += [payment.told for payment in counted.ignored]
    waits = next((found.unsettled[one] for one in rest if one in found.unsettled), None)
    if waits:
        for one in rest:
            found.unsettled.setdefault(one, waits)
    elif sum(rest.values()) == counted.refunded + sum(one.gap for one in counted.ignored):
        kind = found.given_back if counted.refunded and min(rest.values()) >= 0 else found.counted_otherwise
        kind = found.ignored if counted.ignored else kind
        for one, gap in rest.items():
            kind[one] += gap


def _count(p: Pass, found: PaymentEffects, payment: SyncRecord, *, is_due: bool) -> None:
    invoice = payment.invoice_id
    assert invoice is not None
    if payment.reason == "not_cash" and not is_due:
        found.shown_only[invoice] += payment.amount or 0
    elif payment.status in OPEN or is_due:
        found.unsettled.setdefault(invoice, (payment.pk, told_apart(payment)))
        if is_due and payment.linked and payment.origin == Side.QUICKBOOKS:
            found.following.setdefault(invoice, (payment.pk, told_apart(payment)))
        if payment.status not in OPEN:
            found.looked_at.add(payment.pk)
        if payment.reason == "payment_removed":
            found.removed.add(invoice)
    else:
        found.shown_only[invoice] += Decimal(payment.params.get(SHOWN, 0))
        found.given_back[invoice] += given_back(p, payment)


def _still_on(p: Pass, rows: list[SyncRecord]) -> Iterator[tuple[int, SyncRecord]]:
    """Unsettled payments that QuickBooks has on these invoices, and HubSpot on others by now, by invoice."""
    moves = Q(record__status__in=OPEN) | Q(record__next_attempt_at__lte=p.now())
    return _on(p, Side.QUICKBOOKS, rows, moves)


def _on_several(p: Pass, rows: list[SyncRecord]) -> Iterator[tuple[int, SyncRecord]]:
    """Unsettled payments that HubSpot has on these invoices and on others, by invoice (A25)."""
    return _on(p, Side.HUBSPOT, rows, Q(record__status__in=OPEN) | Q(record__next_attempt_at__lte=p.now()))


def _on(p: Pass, side: Side, rows: list[SyncRecord], unsettled: Q) -> Iterator[tuple[int, SyncRecord]]:
    mine = {f"{INVOICE}{key}": row.pk for row in rows if (key := getattr(row, f"{side.value}_id"))}
    if not mine:
        return
    keys = MatchKey.objects.filter(workspace=p.workspace, object_type=ObjectType.PAYMENT, side=side, key__in=mine)
    found = list(keys.filter(unsettled).order_by("record_id").values_list("key", "record_id"))
    payments = SyncRecord.objects.in_bulk({record for _, record in found})  # mostly none
    for key, record in found:
        yield mine[key], payments[record]
