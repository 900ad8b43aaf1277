"""What invoices that cross need first: their contacts as customers, what was held back, and an item for unknown lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from syncapp.core.new_items import CREATE, FAIL, NewItem
from syncapp.core.plans.invoice_situation import InvoiceSituation
from syncapp.core.plans.mirror_invoice import kept_there
from syncapp.core.plans.new_invoice import held_whoever_pays, kept_back
from syncapp.core.policies import is_void
from syncapp.core.records import Invoice
from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.engine.associated import associated_values, judged, read_associated
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.engine.items.custom import ensure_custom_item
from syncapp.engine.items.new import ensure_items
from syncapp.engine.parties import Parties, billed_contact
from syncapp.engine.rows import chunks
from syncapp.engine.setup.floor import floor_of, held_of
from syncapp.storage.convert import approval_of, decode_base
from syncapp.storage.models import SyncRecord

HELD = (ObjectType.CONTACT, ObjectType.PRODUCT)


def needed_first(p: Pass, rows: Sequence[SyncRecord]) -> list[ObjectType]:
    """Make due what these invoices need; the objects of which something is, in their order."""
    read_associated(p, [one for row in rows if not row.linked and (one := judged(p, row))])
    going = {row: invoice for row in rows if not row.linked and (invoice := _going_out(p, row))}
    found = {ObjectType.CONTACT} if _contacts(p, going) else set()
    found |= _held(p, chain(going.values(), _others(p, rows)))
    return [object_type for object_type in ORDER if object_type in found]


def item_for_unknown_lines(p: Pass, rows: Sequence[SyncRecord]) -> None:
    """What lines that match none are to stand on: Custom Line Item, or an item that is made for them (S11, B28)."""
    policy = p.rules[ObjectType.INVOICE].settings.get("missing_item")
    if policy == FAIL:
        return
    going = {row: invoice for row in rows if (invoice := _with_new_lines(p, row))}
    parties = Parties(p)
    parties.load(going.values())
    missing = [
        line
        for row, invoice in going.items()
        if not parties.items.on_its_way(invoice)
        for line in parties.items.missing(invoice, standing_lines(p, row))
    ]
    if missing and policy == CREATE:
        ensure_items(p, [one for line in missing if isinstance(one := parties.items.wanted(line), NewItem)])
    elif missing:
        ensure_custom_item(p)


def _with_new_lines(p: Pass, row: SyncRecord) -> Invoice | None:
    """An invoice that goes out, or a linked one of HubSpot's that has new lines; nothing of a protected month is made."""
    invoice = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id) if row.linked else _going_out(p, row)
    rules = p.rules[ObjectType.INVOICE]
    if not isinstance(invoice, Invoice) or rules.protects(invoice.date) or not rules.direction.reaches(Side.QUICKBOOKS):
        return None
    if row.linked and (row.origin != Side.HUBSPOT or is_void(invoice)):
        return None
    stands = standing_lines(p, row)
    return invoice if any(line.id not in stands for line in invoice.lines) else None


def standing_lines(p: Pass, row: SyncRecord) -> Collection[str]:
    """HubSpot's lines of a linked invoice that stand in QuickBooks, and keep their item there."""
    there = p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id)
    if not row.linked or not isinstance(there, Invoice):
        return ()
    living = {line.id for line in there.lines}
    return {ours for ours, theirs in decode_base(row.hubspot_base).lines.items() if theirs in living}


def _going_out(p: Pass, row: SyncRecord) -> Invoice | None:
    invoice = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    if not isinstance(invoice, Invoice):
        return None
    situation = _situation(p, row, invoice)
    return None if kept_back(situation) or held_whoever_pays(situation) else invoice


def _situation(p: Pass, row: SyncRecord, invoice: Invoice) -> InvoiceSituation:
    """As far as it is known before anybody is asked."""
    hubspot, quickbooks = sides(p, row)
    return InvoiceSituation(
        rules=p.rules[ObjectType.INVOICE], hubspot=hubspot, quickbooks=quickbooks, floor=floor_of(row), held=held_of(row),
        approved=approval_of(row.decision), associated=associated_values(p, invoice),
    )  # fmt: skip


def _others(p: Pass, rows: Iterable[SyncRecord]) -> Iterator[Invoice]:
    """Those that come in, and the linked ones."""
    for row in rows:
        for invoice in sides(p, row):
            if isinstance(invoice, Invoice) and (row.linked or _comes_in(p, row, invoice)):
                yield invoice


def _comes_in(p: Pass, row: SyncRecord, invoice: Invoice) -> bool:
    return invoice.side is Side.QUICKBOOKS and kept_there(_situation(p, row, invoice)) is None


def _contacts(p: Pass, going: Mapping[SyncRecord, Invoice]) -> bool:
    """S13, A4: who is billed by an invoice that goes out becomes a customer, in the currency of the first one (A33)."""
    if ObjectType.CONTACT not in p.rules:
        return False
    currencies: dict[str, str] = {}
    for row, invoice in sorted(going.items(), key=lambda one: str(one[1].created_at)):
        if contact := _new_customer(row, invoice):
            currencies.setdefault(contact, invoice.currency)
    needed = p.records().filter(object_type=ObjectType.CONTACT, quickbooks_id=None).exclude(status="ignored")
    found = False
    for currency in set(currencies.values()):
        mine = needed.of(Side.HUBSPOT, [contact for contact, one in currencies.items() if one == currency])
        found |= bool(mine.update(needed=True, currency=currency, next_attempt_at=p.now()))
    return found


def _new_customer(row: SyncRecord, invoice: Invoice) -> str | None:
    """Nobody where a person chose a customer for this invoice."""
    contact = None if row.decision.get("customer") else billed_contact(invoice, row.decision.get("contact"))
    return contact if isinstance(contact, str) else None


def _held(p: Pass, invoices: Iterable[Invoice]) -> set[ObjectType]:
    """A16: what stays out because it was made while its sync was off goes with an invoice that needs it."""
    held = p.records().filter(object_type__in=[one for one in HELD if one in p.rules], reason="made_while_off")
    if not held.exists():
        return set()
    wanted: dict[tuple[ObjectType, Side], set[str]] = {
        (object_type, side): set() for object_type in HELD for side in Side
    }
    for invoice in invoices:
        wanted[ObjectType.CONTACT, invoice.side] |= _parties(invoice)
        wanted[ObjectType.PRODUCT, invoice.side] |= {line.product_id for line in invoice.lines if line.product_id}
    return {
        object_type
        for (object_type, side), ids in wanted.items()
        if _let_go(p, held.filter(object_type=object_type), side, ids)
    }


def _let_go(p: Pass, held: Any, side: Side, ids: set[str]) -> bool:
    freed = [held.of(side, chunk).update(needed=True, next_attempt_at=p.now()) for chunk in chunks(sorted(ids))]
    return any(freed)


def _parties(invoice: Invoice) -> set[str]:
    return {invoice.customer_id} if invoice.customer_id else {*(invoice.contact_ids or ())}
