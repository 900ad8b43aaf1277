"""What was deleted or removed in one system and entered there again as it was: the reversal, which mends itself (S3, A29)."""

from __future__ import annotations

from syncapp.core.invoice_json import load
from syncapp.core.matching import One, match_invoice
from syncapp.core.plans.cash_alone import money_of
from syncapp.core.policies import is_void
from syncapp.core.records import Invoice, Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.linking.pairs import Linking
from syncapp.storage.models import SyncRecord

Status = SyncRecord.Status


def link_again(linking: Linking) -> None:
    if linking.object_type is ObjectType.INVOICE:
        _link_documents(linking)
    elif linking.object_type is ObjectType.PAYMENT:
        _link_payments(linking)


# -- documents -----------------------------------------------------------------------------------------------------


def _link_documents(linking: Linking) -> None:
    """The same in everything but the ids of its lines (A5). HubSpot's invoice is compared with it anew; QuickBooks' own
    has been edited, as far as its copy is concerned."""
    again = _documents(linking)
    known = {row.pk: row for row in linking.each}
    for key, other in again.items():
        linking.link(known[key], other, "Entered again: same number, customer, currency, total and date.")
    linking.unite()
    made_here = SyncRecord.objects.filter(pk__in=again, origin=Side.HUBSPOT)
    made_here.update(hubspot_base=None, quickbooks_base=None)


def _documents(linking: Linking) -> dict[int, SyncRecord]:
    """An invoice whose document was deleted, and the one document that is the same in everything (A5)."""
    p = linking.p
    rows = [row for row in linking.each if row.status != Status.IGNORED]
    free = [
        invoice
        for row in rows
        if not row.linked and row.pk not in linking.taken
        and isinstance(invoice := p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id), Invoice)
    ]  # fmt: skip
    found: dict[int, SyncRecord] = {}
    for row in rows:
        if free and row.linked and _is_gone(p, row) and (other := _same(linking, row, free)):
            found[row.pk] = linking.rows[Side.QUICKBOOKS, other.id]
            free.remove(other)
    return found


def _is_gone(p: Pass, row: SyncRecord) -> bool:
    return (Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id) in p.questions.missing


def _same(linking: Linking, row: SyncRecord, free: list[Invoice]) -> Invoice | None:
    invoice = linking.p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    if not isinstance(invoice, Invoice) or is_void(invoice):
        return None
    held = (row.quickbooks_base or {}).get("content")
    # Of a pair that a new database knows by the copy's mark alone, nothing was ever agreed.
    customer = load(held).customer_id if held else linking.parties.customer_of(invoice, row.decision).id
    verdict = match_invoice(invoice, free, lambda one: bool(customer) and one.customer_id == customer)
    return verdict.record if isinstance(verdict, One) else None


# -- payments ------------------------------------------------------------------------------------------------------


def _link_payments(linking: Linking) -> None:
    """A29: a payment that was removed and is entered there again with its amount."""
    p = linking.p
    for row in [row for row in linking.each if row.linked]:
        lost = [side for side in Side if (side, ObjectType.PAYMENT, row.id_on(side)) in p.questions.missing]
        again = _entered_again(linking, row, lost[0]) if len(lost) == 1 and row.pk not in linking.taken else None
        if again and not linking.one_is_left_out(row, again):
            copy, original = (row, again) if lost[0] is Side.QUICKBOOKS else (again, row)
            copy.hubspot_base = copy.quickbooks_base = None  # what the removed one held is no measure for this one
            linking.link(copy, original, "Entered again: same invoice and amount.", Side(row.origin or Side.HUBSPOT))
            linking.unite()


def _entered_again(linking: Linking, row: SyncRecord, side: Side) -> SyncRecord | None:
    """The unlinked payment on this side that pays the same invoice as much as `row` still does on the other.

    None while a person's word that there are two payments of that amount is being carried out.
    """
    p = linking.p
    kept, rules = p.on_shelf(side.other, ObjectType.PAYMENT, row.id_on(side.other)), p.rules[ObjectType.PAYMENT]
    if any(
        "two" in one.decision and (one.invoice_id, one.amount) == (row.invoice_id, row.amount) for one in linking.each
    ):
        return None
    for other in linking.each:
        fresh = p.on_shelf(side, ObjectType.PAYMENT, other.id_on(side))
        free = not other.linked and other.status != Status.IGNORED and other.pk not in linking.taken
        of_the_invoice = other.invoice_id == row.invoice_id is not None
        if (
            free
            and of_the_invoice
            and isinstance(kept, Payment)
            and isinstance(fresh, Payment)
            # What has crossed with its credit stays (A14), so either sum may have been entered again.
            and any(_counts_as(money_of(rules, fresh), one) for one in (money_of(rules, kept), kept))
        ):
            return other
    return None


def _counts_as(fresh: Payment, kept: Payment) -> bool:
    """What it pays over the balance stays with it (A30); after one that has failed, money is other money, and of one that
    was refunded in part, what was kept is the same (A28)."""
    sums = (fresh.amount, fresh.amount + fresh.unapplied)
    whole = len(fresh.invoice_ids) == 1  # of one on several invoices nobody knows yet what is whose (A25)
    stands = fresh.status == "succeeded" and kept.status in ("succeeded", "partially_refunded")
    return whole and (kept.amount in sums or kept.kept == sums[1]) and stands and not fresh.key
