"""One pass over a workspace, top to bottom: resolve, notice, then each object in order: collect, link, decide, apply.

Whoever runs it holds the workspace's lease. It may be killed anywhere and run again: what was noticed is due,
what was sent is in the outbox, and everything else is decided anew from what both sides hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import Q

from syncapp.connectors.errors import CallFailed
from syncapp.core.errors import Failure
from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.engine.apply import Work
from syncapp.engine.begin import begin, measure, starts_of, watch
from syncapp.engine.collect import anything_due, collect, due_rows, note_left_out, still_due
from syncapp.engine.context import Pass, Stopped
from syncapp.engine.decide import Decider
from syncapp.engine.linking.link import link, to_link
from syncapp.engine.notice import notice
from syncapp.engine.payments.among_invoices import tied_to
from syncapp.engine.payments.instead import look_for_what_is_gone
from syncapp.engine.people.asked import make_again
from syncapp.engine.prepare import item_for_unknown_lines, needed_first
from syncapp.engine.progress import WORTH_TELLING
from syncapp.engine.verify import verify
from syncapp.engine.writing.resolve import resolve
from syncapp.storage.models import SyncRecord

CHUNK = 200


@dataclass
class Halted(Exception):
    """The pass could not go on; `failure` says why in words for people."""

    failure: Failure


def run_pass(p: Pass, objects: Sequence[ObjectType] = ORDER) -> None:
    """One pass; raises Halted or Stopped with everything already done kept."""
    try:
        resolve(p)
        _begin(p)
        watch(p)
        notice(p)
        if p.full:
            verify(p)
        work(p, objects)
    except CallFailed as error:
        raise Halted(Failure(error.problem.code, error.problem.params, error.problem.vendor_text)) from error


def _begin(p: Pass) -> None:
    if found := starts_of(p):
        beginning = measure(p, found)
        with transaction.atomic():
            begin(p, beginning)


def work(p: Pass, objects: Sequence[ObjectType]) -> None:
    """All due records, object by object: an invoice needs its contact, a payment its invoice."""
    if not anything_due(p):
        return
    chosen = [object_type for object_type in ORDER if object_type in objects and object_type in p.rules]
    if ObjectType.PAYMENT in chosen:  # which invoice a payment belongs to is needed before invoices are decided
        p.put_off = set()
        note_left_out(p, ObjectType.PAYMENT)
        payments = due_rows(p, ObjectType.PAYMENT)
        collect(p, ObjectType.PAYMENT, payments)
        look_for_what_is_gone(p, payments)
    for object_type in chosen:
        if object_type is ObjectType.INVOICE:
            _prepare_invoices(p)
        _work_object(p, object_type)
    if ObjectType.PAYMENT in chosen:
        _look_again(p)


def _work_object(p: Pass, object_type: ObjectType) -> None:
    if object_type in (ObjectType.CONTACT, ObjectType.PRODUCT):
        note_left_out(p, object_type)
    rows = due_rows(p, object_type)
    if not rows:
        return
    p.progress(_doing(p, object_type, len(rows)), 0, len(rows))
    collect(p, object_type, rows)
    make_again(p, rows)
    due, questions = still_due(p, object_type), {}
    if to_link(due):
        if len(due) >= WORTH_TELLING:
            p.progress(f"Matching {len(due):,} {object_type.plural}")
        questions = link(p, object_type, due)
        due = still_due(p, object_type)
    due = [row for row in due if _is_read(p, row)]
    doing = _doing(p, object_type, len(due))
    for start in range(0, len(due), CHUNK):
        p.rest()
        p.progress(doing, start, len(due))
        chunk = due[start : start + CHUNK]
        Work(p, Decider(p, object_type, questions), partial(_told, p, doing, start, len(due))).run(chunk)


def _doing(p: Pass, object_type: ObjectType, number: int) -> str:
    named = f"{number:,} {object_type.plural if number > 1 else object_type.value}"
    return f"Deciding about {named}" if p.dry_run else named


def _told(p: Pass, doing: str, start: int, of: int, done: int) -> None:
    p.progress(doing, start + done, of)


def _is_read(p: Pass, row: SyncRecord) -> bool:
    """What was woken meanwhile, or was not at hand in a dry run, is fetched first and decided in the next round."""
    object_type = ObjectType(row.object_type)
    return all(
        (side, object_type, row.id_on(side)) in p.questions.shelf
        or (side, object_type, row.id_on(side)) in p.questions.missing
        for side in Side
        if row.id_on(side)
    )


def _prepare_invoices(p: Pass) -> None:
    rows = due_rows(p, ObjectType.INVOICE)
    if not rows:
        return
    collect(p, ObjectType.INVOICE, rows)
    for object_type in needed_first(p, rows):
        _work_object(p, object_type)
    item_for_unknown_lines(p, rows)


def _look_again(p: Pass) -> None:
    """Invoices whose payments have just been settled are compared once more, from what the answers told."""
    reasons = ("waiting", "native_invoice_edited", "balance_differs")
    stood = Q(reason__in=reasons) | Q(pk__in=p.put_off or ())
    woken = p.records().filter(stood, object_type=ObjectType.INVOICE, next_attempt_at__lte=p.now())
    if not p.dry_run and woken.exists():
        _forget_paid(p, [row.pk for row in woken])
        _work_object(p, ObjectType.INVOICE)


def _forget_paid(p: Pass, invoices: list[int]) -> None:
    """A payment written in this pass has moved the balance of its invoice there: what was read before is not true now.
    Neither is it of invoices that have a part of the same payment, with which the balances are looked at together (A25)."""
    for payment in tied_to(p, invoices):
        for side in Side:
            if payment.invoice and (payment.pk, side.value) in p.touched:
                p.questions.shelf.pop((side, ObjectType.INVOICE, payment.invoice.id_on(side) or ""), None)


__all__ = ["Halted", "Stopped", "run_pass"]
