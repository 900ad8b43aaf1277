"""Read the due records of one object whole, on both sides, and note what they may be found by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from syncapp.core.invoice_json import load
from syncapp.core.naming import called
from syncapp.core.plans.cash_alone import money_of
from syncapp.core.records import Contact, Invoice, Line, Payment, Product, Record
from syncapp.core.values import ObjectType, Side, day_words, number_key, sku_key
from syncapp.engine.associated import asks
from syncapp.engine.context import GONE, Pass
from syncapp.engine.items.custom import forget_custom_item, is_custom_item
from syncapp.engine.linking.address_clashes import Key, addresses, addresses_of, given_up
from syncapp.engine.merges.contacts import follow_merges
from syncapp.engine.payments.divided import note_parts
from syncapp.engine.payments.parts import DIVIDED, note_of
from syncapp.engine.questions import DEPOSIT
from syncapp.engine.rows import chunks, rows_of
from syncapp.engine.seen import note_alone
from syncapp.engine.setup.from_now import compare_clocks, take_what_stood
from syncapp.engine.writing.guard import believe
from syncapp.storage.convert import bounded
from syncapp.storage.models import Call, MatchKey, Operation, SyncRecord

BATCH = 500
Invoices = Mapping[tuple[Side, str], SyncRecord]  # by their ids
# For whom it is, or what stands on it besides its lines, is not as it should be; or may be, with other causes.
OF_ANOTHER = ("contact_changed", "customer_changed", "native_invoice_edited", "owned_elsewhere")


def anything_due(p: Pass) -> bool:
    """Whether any record of any object, left out by people or not, is to be looked at: most passes find none."""
    return bool(p.records().due(p.now()).exists())


def due_rows(p: Pass, object_type: ObjectType) -> list[SyncRecord]:
    """What is to be looked at of one object; nearly always nothing, which is asked several times quicker by itself."""
    return still_due(p, object_type) if _due(p, object_type).exists() else []


def still_due(p: Pass, object_type: ObjectType) -> list[SyncRecord]:
    """The same, where there was something a moment ago."""
    rows = _due(p, object_type)
    held = _unanswered(p)
    if held:
        rows = rows.exclude(operations__in=[pk for pk, *_ in held])
    for side in {
        side for _, entity, action, side in held if entity == object_type and _makes_ids(entity, action, side)
    }:
        # What stands there alone may be the very copy: it is nobody's original before that is known.
        rows = rows.exclude(**{f"{side}_id__isnull": False, f"{Side(side).other.value}_id__isnull": True})
    rows = rows.select_related("invoice") if object_type is ObjectType.PAYMENT else rows
    return [row for row in rows if row.pk not in p.planned]


def _unanswered(p: Pass) -> list[tuple[int, str, str, str]]:
    """While the answer to a write is missing, a second plan could double what it did. Only our own calls change that."""
    if p.unanswered is None:
        missing = Operation.objects.filter(
            call__workspace=p.workspace, call__state__in=(Call.State.SENT, Call.State.UNKNOWN)
        ).exclude(state__in=(Call.State.DONE, Call.State.FAILED))
        p.unanswered = list(missing.values_list("pk", "entity", "action", "call__side"))
    return p.unanswered


def _makes_ids(entity: str, action: str, side: str) -> bool:
    """An update may, too: of a payment of QuickBooks that is put on another invoice."""
    return action == "create" or (entity, action, side) == (ObjectType.PAYMENT, "update", Side.QUICKBOOKS)


def _due(p: Pass, object_type: ObjectType) -> Any:
    rows = p.records() if p.only is None else p.records().filter(pk__in=p.only)
    return rows.filter(object_type=object_type).exclude(status=SyncRecord.Status.IGNORED).due(p.now())


def collect(p: Pass, object_type: ObjectType, rows: list[SyncRecord]) -> None:
    """Both sides of these rows onto the shelf; labels and keys onto the rows."""
    if not rows:
        return
    before = {row.pk: _told(row) for row in rows}
    p.questions.adjustments |= {str(row.hubspot_id): told for row in rows if (told := _adjustments(row))}
    for side in Side:
        whole = [external_id for row in rows if (external_id := row.id_on(side)) and not _known_whole(p, row)]
        known = [external_id for row in rows if (external_id := row.id_on(side)) and _known_whole(p, row)]
        p.questions.read(side, object_type, whole)
        p.questions.read(side, object_type, known, whole=False)
        compare_clocks(p, side, object_type)
    if object_type is ObjectType.CONTACT:
        rows = follow_merges(p, rows)
    believe(p, object_type, rows)
    kept = [row for row in rows if not _own_item(p, row) and not _vanished(p, row)]
    invoices = _invoices_of(p, kept)
    for row in kept:
        p.tally.seen.setdefault(object_type.plural, set()).add(row.pk)
        _describe(p, row, invoices)
    SyncRecord.objects.all().save_all([row for row in kept if _told(row) != before.get(row.pk)], TOLD)
    _store_keys(p, kept)
    take_what_stood(p, object_type, kept)
    if object_type is ObjectType.PAYMENT:
        note_parts(p, kept)
    if object_type is ObjectType.INVOICE:
        _note_deposits(p, kept)


TOLD = ["label", "number", "amount", "currency", "origin", "hubspot_version", "quickbooks_version", "invoice"]
_TOLD = [one.attname for one in SyncRecord._meta.concrete_fields if one.name in TOLD]


def _told(row: SyncRecord) -> list[Any]:
    """Of what is stored, what reading it may change: for most nothing."""
    return [getattr(row, name) for name in _TOLD]


def note_left_out(p: Pass, object_type: ObjectType) -> None:
    """Contacts, products and payments that people have left out and that changed: what they are found by now, what a contact
    took in, which invoices a payment is on, and nothing else."""
    left_out = p.records().filter(object_type=object_type, status=SyncRecord.Status.IGNORED)
    if not left_out.due(p.now()).exists():  # nearly always, and asked quicker than for whole rows
        return
    for chunk in chunks(list(left_out.due(p.now()))):
        for side in Side:
            p.questions.read(side, object_type, [one for row in chunk if (one := row.id_on(side))])
        if p.questions.wanted:
            return  # a dry run reads them first
        kept = follow_merges(p, list(chunk)) if object_type is ObjectType.CONTACT else list(chunk)
        _store_keys(p, kept)
        if object_type is ObjectType.PRODUCT:
            _note_alone(p, kept)
        left_out.filter(pk__in=[row.pk for row in kept]).update(next_attempt_at=None)


def _note_alone(p: Pass, rows: list[SyncRecord]) -> None:
    """What people compare where they look for the partner of one that is left out."""
    for row in rows:
        note_alone(row, *sides(p, row))
    SyncRecord.objects.all().save_all(rows, ["hubspot_seen", "quickbooks_seen"])


def _adjustments(row: SyncRecord) -> tuple[Line, ...]:
    """Discounts, fees and taxes of a copy as they were when the pair last agreed."""
    content = (row.hubspot_base or {}).get("content")
    return load(content).adjustments if content and content.get("adjustments") else ()


def _known_whole(p: Pass, row: SyncRecord) -> bool:
    """A linked invoice with a base needs no question about its contacts and adjustments, but for `--full` and a filter
    that asks for them; one that fails for one of these is asked until it is right."""
    known = row.object_type == ObjectType.INVOICE and row.linked and row.hubspot_base and not p.full
    known = known and row.reason not in OF_ANOTHER
    return bool(known and not asks(p))


def _own_item(p: Pass, row: SyncRecord) -> bool:
    """The Custom Line Item is ours and never a record (A22)."""
    if row.object_type != ObjectType.PRODUCT or row.linked:
        return False
    item = p.on_shelf(Side.QUICKBOOKS, ObjectType.PRODUCT, row.quickbooks_id)
    if not isinstance(item, Product):
        return False
    if not item.active or not is_custom_item(item):
        forget_custom_item(p, item)
    if not is_custom_item(item):
        return False
    row.delete()
    return True


def _vanished(p: Pass, row: SyncRecord) -> bool:
    """An unlinked record that its vendor no longer has is no record any more; its copy there is none.

    But for what only we know: a payment that a person has divided.
    """
    object_type = ObjectType(row.object_type)
    if row.linked or not any((side, object_type, row.id_on(side)) in p.questions.missing for side in Side):
        return False
    p.records().filter(waiting_on=row).update(next_attempt_at=p.now())
    if DIVIDED in row.decision:  # HubSpot may restore it, and knows nothing of how it is divided (A25)
        row.status, row.reason, row.params, row.next_attempt_at = SyncRecord.Status.EXCLUDED, "deleted", {}, None
        row.hubspot_version = GONE
        row.keep()
        return True
    given_up(p, addresses_of([row]))
    row.delete()
    return True


def sides(p: Pass, row: SyncRecord) -> tuple[Record | None, Record | None]:
    object_type = ObjectType(row.object_type)
    return (
        p.on_shelf(Side.HUBSPOT, object_type, row.hubspot_id),
        p.on_shelf(Side.QUICKBOOKS, object_type, row.quickbooks_id),
    )


def _describe(p: Pass, row: SyncRecord, invoices: Invoices) -> None:
    hubspot, quickbooks = sides(p, row)
    for record in (quickbooks, hubspot):
        if record is not None:
            _label(row, money_of(p.rules[record.type], record) if isinstance(record, Payment) else record)
    row.hubspot_version = _version(p, row, Side.HUBSPOT, hubspot)
    row.quickbooks_version = _version(p, row, Side.QUICKBOOKS, quickbooks)
    if isinstance(quickbooks, Contact):
        row.currency = quickbooks.currency or ""
    if row.object_type == ObjectType.PAYMENT and DIVIDED not in row.decision:
        if _is_elsewhere(row, hubspot):
            row.invoice = None
        row.invoice = _moved_to(p, row, hubspot) or row.invoice or _invoice_of(invoices, hubspot, quickbooks)


def _version(p: Pass, row: SyncRecord, side: Side, record: Record | None) -> str:
    """The version that we now hold; GONE once the vendor has said that there is none, so that it is noticed once."""
    if record is not None:
        return record.version or ""
    gone = (side, ObjectType(row.object_type), row.id_on(side)) in p.questions.missing
    return GONE if gone else str(getattr(row, f"{side.value}_version"))


def _label(row: SyncRecord, record: Record) -> None:
    if isinstance(record, Contact):
        # What neither person nor address tells in HubSpot goes by the customer's name, which is read first.
        row.label = (called(record) or row.label)[:500]
    elif isinstance(record, Product):
        row.label, row.number = record.name[:500], (record.sku or "")[:200]
    elif isinstance(record, Invoice):
        row.number = row.label = (record.number or "")[:200]
        row.amount, row.currency = bounded(record.total), record.currency
    elif isinstance(record, Payment):
        day = day_words(record.date) if record.date else ""
        row.label, row.number = f"{day} {record.reference or ''}".strip(), (record.reference or "")[:200]
        applied = bool(record.invoice_ids) or record.side is Side.HUBSPOT
        row.amount, row.currency = bounded(record.amount if applied else record.unapplied), record.currency


def _note_deposits(p: Pass, rows: list[SyncRecord]) -> None:
    """The Deposit field of each invoice has a payment row of its own (A30)."""
    if ObjectType.PAYMENT not in p.rules:
        return
    for row in rows:
        invoice = p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id)
        if not isinstance(invoice, Invoice):
            continue
        mine = p.records().filter(object_type=ObjectType.PAYMENT, quickbooks_id=f"{DEPOSIT}{invoice.id}")
        if invoice.deposit > 0 and not mine.exists():
            SyncRecord.objects.create(
                workspace=p.workspace,
                object_type=ObjectType.PAYMENT,
                quickbooks_id=f"{DEPOSIT}{invoice.id}",
                invoice=row,
                next_attempt_at=p.now(),
            )
        elif (held := (row.quickbooks_base or {}).get("content")) and load(held).deposit != invoice.deposit:
            mine.update(next_attempt_at=p.now())


def _is_elsewhere(row: SyncRecord, hubspot: Record | None) -> bool:
    """A payment that has not crossed is on the invoice that HubSpot has it on now, if on any."""
    if row.linked or row.invoice is None or not isinstance(hubspot, Payment):
        return False
    return row.invoice.hubspot_id not in hubspot.invoice_ids


def _moved_to(p: Pass, row: SyncRecord, hubspot: Record | None) -> SyncRecord | None:
    """The other invoice that HubSpot has put a payment of its own on, if it is one that we know."""
    if not isinstance(hubspot, Payment) or len(hubspot.invoice_ids) != 1 or row.origin != Side.HUBSPOT:
        return None
    if row.invoice is None or row.invoice.hubspot_id == hubspot.invoice_ids[0]:
        return None
    rows = p.records().filter(object_type=ObjectType.INVOICE).of(Side.HUBSPOT, hubspot.invoice_ids)
    found: SyncRecord | None = rows.first()
    return found


def _invoices_of(p: Pass, rows: Iterable[SyncRecord]) -> Invoices:
    """Those that payments without an invoice are on, or whose invoice is another one now."""
    its = [row for row in rows if row.object_type == ObjectType.PAYMENT]
    alone = [row for row in its if row.invoice_id is None or _is_elsewhere(row, sides(p, row)[0])]
    payments = [one for row in alone for one in sides(p, row) if isinstance(one, Payment)]
    ids = {side: {one for payment in payments if payment.side is side for one in payment.invoice_ids} for side in Side}
    return {(side, one): row for side in Side for one, row in rows_of(p, ObjectType.INVOICE, side, ids[side])}


def _invoice_of(invoices: Invoices, hubspot: Record | None, quickbooks: Record | None) -> SyncRecord | None:
    for record in (quickbooks, hubspot):
        if isinstance(record, Payment):
            rows = [row for one in record.invoice_ids if (row := invoices.get((record.side, one)))]
            if rows:
                return min(rows, key=lambda row: (not row.linked, row.pk))
    return None


def _store_keys(p: Pass, rows: Iterable[SyncRecord]) -> None:
    """Those of most records are what they were; of the others all are written anew, in order."""
    rows = list(rows)
    fresh = {row.pk: _keys(p, row) for row in rows}
    held: dict[int, list[Key]] = {}
    for chunk in chunks(list(fresh)):
        known = MatchKey.objects.filter(record__in=chunk).order_by("pk").values_list("record_id", "side", "key")
        for record, side, key in known:
            held.setdefault(record, []).append((side, key))
    others = [row for row in rows if held.get(row.pk, []) != fresh[row.pk]]
    if not others:
        return
    MatchKey.objects.filter(record__in=[row.pk for row in others if row.pk in held]).delete()
    keys = [
        MatchKey(record=row, workspace=p.workspace, object_type=row.object_type, side=side, key=key)
        for row in others
        for side, key in fresh[row.pk]
    ]
    MatchKey.objects.bulk_create(keys, batch_size=BATCH, ignore_conflicts=True)
    before = {one for row in others if row.hubspot_id for one in held.get(row.pk, ())}
    given_up(p, addresses(before) - addresses(one for some in fresh.values() for one in some))


def _keys(p: Pass, row: SyncRecord) -> list[Key]:
    return [(record.side.value, key[:320]) for record in sides(p, row) if record for key in keys_of(p, record)]


def keys_of(p: Pass, record: Record) -> tuple[str, ...]:
    """What a partner on the other side would have in common with this record."""
    keys = [f"mark:{mark_of(p, record)}"] if mark_of(p, record) else []
    if isinstance(record, Contact):
        keys += [f"email:{email}" for email in record.emails]
    elif isinstance(record, Product) and record.sku:
        keys.append(f"sku:{sku_key(record.sku)}")
    elif isinstance(record, Invoice) and record.number:
        keys.append(f"number:{number_key(record.number)}")
    elif isinstance(record, Payment):
        keys += [f"invoice:{invoice_id}" for invoice_id in record.invoice_ids]
        keys += [f"note:{note}"] if (note := _note(p, record)) else []
    return tuple(dict.fromkeys(keys))


def _note(p: Pass, payment: Payment) -> str:
    """By which a HubSpot payment and what we have made of it are found, whatever invoices the two are on by now."""
    portal = p.accounts.hubspot.connection.account_id
    if payment.side is Side.HUBSPOT:
        return note_of(portal, payment.id)
    note = payment.note or ""
    return note if note.startswith(note_of(portal, None)) else ""


KIND = {Contact: "customer", Product: "item", Invoice: "invoice", Payment: "payment"}


def mark_of(p: Pass, record: Record) -> str | None:
    """Our mark: written on a HubSpot copy, computed for its QuickBooks original."""
    if record.side is Side.HUBSPOT:
        return record.key
    realm = p.accounts.quickbooks.connection.account_id
    return f"{realm}:{KIND[type(record)]}:{record.id}"
