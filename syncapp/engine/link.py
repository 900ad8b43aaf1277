"""Find the partners of unlinked records: our mark first, then the rule of the object (S10, S12, A2, A5, A29).

A link makes two rows one. What cannot be decided is never guessed: it is returned as the failure that the row
then carries, with both candidates named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from syncapp.core.errors import Failure
from syncapp.core.matching import (
    Addresses,
    Nobody,
    One,
    R,
    Several,
    Skus,
    Verdict,
    match_contact,
    match_invoice,
    match_product,
    meant_by,
)
from syncapp.core.plan import Decision, waiting
from syncapp.core.policies import native_side
from syncapp.core.records import Contact, Invoice, Product, Record
from syncapp.core.values import ObjectType, Side
from syncapp.engine.collect import keys_of, sides
from syncapp.engine.context import Pass
from syncapp.engine.decided import OWN_WAY, Decided, chosen_partners
from syncapp.engine.entered_again import link_again
from syncapp.engine.merges.unite import unite
from syncapp.engine.parties import Parties
from syncapp.engine.payments.link_payments import PaymentLinking, same_money
from syncapp.engine.rows import chunks
from syncapp.storage.models import Alias, MatchKey, SyncRecord

Status = SyncRecord.Status


def to_link(due: Iterable[SyncRecord]) -> bool:
    """Pairs about which nobody has decided anything stay what they are."""
    return any(not row.linked or row.decision for row in due)


@dataclass
class Linking:
    """What one object's matching found. Whatever has to be asked for it is asked before a transaction is begun."""

    p: Pass
    object_type: ObjectType
    in_question: dict[int, Failure | Decision] = field(default_factory=dict)
    rows: dict[tuple[Side, str], SyncRecord] = field(default_factory=dict)  # unlinked and linked, by id on a side
    taken: set[int] = field(default_factory=set)
    pairs: dict[int, SyncRecord] = field(default_factory=dict)  # what stays, by what goes
    parties: Parties = field(init=False)
    payments: PaymentLinking = field(init=False)

    def __post_init__(self) -> None:
        self.parties = Parties(self.p)
        self.payments = PaymentLinking(self)

    def run(self, due: list[SyncRecord]) -> dict[int, Failure | Decision]:
        unlinked = [row for row in due if not row.linked]
        partners = chosen_partners(self.p, unlinked)
        self._load(unlinked, partners.values())
        with transaction.atomic():
            Decided(self, partners).run(due)
            self._by_mark(unlinked)
            if self.object_type is ObjectType.PAYMENT:
                self.payments.by_note()
            self.unite()
        if self.object_type is ObjectType.PAYMENT:
            self.payments.ask_balances()
        left = [row for row in unlinked if row.pk not in self.taken and not set(OWN_WAY) & row.decision.keys()]
        match = {
            ObjectType.CONTACT: self._contacts,
            ObjectType.PRODUCT: self._products,
            ObjectType.INVOICE: self._invoices,
            ObjectType.PAYMENT: self.payments.run,
        }[self.object_type]
        with transaction.atomic():
            match(left)
            self.unite()
            link_again(self)
        if self.tally:
            self.p.point("linked")
        return self.in_question

    def unite(self) -> None:
        unite(self.pairs)
        self.pairs = {}

    @property
    def each(self) -> list[SyncRecord]:
        """The rows, once each: a linked one stands in `rows` under both of its ids."""
        return list({row.pk: row for row in self.rows.values()}.values())

    @property
    def tally(self) -> int:
        return self.p.tally.linked[self.object_type.plural]

    # -- rows --------------------------------------------------------------------------------------------------

    def _load(self, unlinked: list[SyncRecord], chosen: Iterable[SyncRecord]) -> None:
        """The rows that share a key with the due ones or were chosen for them, and their records on both sides."""
        keys = {key for row in unlinked for record in sides(self.p, row) if record for key in keys_of(self.p, record)}
        rows = {row.pk: row for row in unlinked}
        for chunk in chunks(sorted(keys)):
            found = MatchKey.objects.filter(workspace=self.p.workspace, object_type=self.object_type, key__in=chunk)
            for key in found.select_related("record__invoice"):
                rows.setdefault(key.record_id, key.record)
        if self.object_type is ObjectType.PAYMENT:
            invoices = {row.invoice_id for row in unlinked if row.invoice_id}
            for row in (
                self.p.records().filter(object_type=self.object_type, invoice__in=invoices).select_related("invoice")
            ):
                rows.setdefault(row.pk, row)
        for row in chosen:
            rows.setdefault(row.pk, row)
        self._add(rows.values())
        if self.object_type is ObjectType.CONTACT:
            self._load_parents()
        if self.object_type is ObjectType.INVOICE:
            self.parties.load(self._records(Invoice), unlinked)

    def _add(self, rows: Iterable[SyncRecord]) -> None:
        rows = list(rows)
        for side in Side:
            mine = [row for row in rows if row.id_on(side)]
            self.p.questions.read(side, self.object_type, [str(row.id_on(side)) for row in mine])
            self.rows |= {(side, str(row.id_on(side))): row for row in mine}

    def _load_parents(self) -> None:
        parents = {
            one.parent_id
            for one in self._records(Contact)
            if one.parent_id and (one.side, one.parent_id) not in self.rows
        }
        if parents:
            self._add(self.p.records().filter(object_type=self.object_type).of(Side.QUICKBOOKS, parents))

    def _records(self, kind: type[R], side: Side | None = None, *, ignored: bool = False) -> list[R]:
        """Without those that a person has left out, or with them."""
        found = [
            self.p.on_shelf(row_side, self.object_type, external_id)
            for (row_side, external_id), row in self.rows.items()
            if side in (None, row_side) and (ignored or row.status != Status.IGNORED)
        ]
        return [record for record in found if isinstance(record, kind)]

    def _own(self, row: SyncRecord) -> Record | None:
        return next((record for record in sides(self.p, row) if record is not None), None)

    def partner(self, record: Record) -> SyncRecord | None:
        return self.rows.get((record.side, record.id))

    # -- our mark ----------------------------------------------------------------------------------------------

    def _by_mark(self, unlinked: list[SyncRecord]) -> None:
        """S15 and a lost database: a copy carries its original's id."""
        originals = {
            keys_of(self.p, record)[0]: row
            for row in self.rows.values()
            if row.quickbooks_id and (record := self.p.on_shelf(Side.QUICKBOOKS, self.object_type, row.quickbooks_id))
        }
        for row in self.each:
            copy = self.p.on_shelf(Side.HUBSPOT, self.object_type, row.hubspot_id)
            if copy is None or not copy.key or row.linked or row.decision.get("through"):
                continue  # who is billed through another has left the customer that the mark names
            original = originals.get(f"mark:{copy.key}")
            if (
                original is not None
                and not original.linked
                and original.pk not in self.taken
                and not self.one_is_left_out(row, original)
            ):
                self.link(row, original, origin=Side.QUICKBOOKS)

    def one_is_left_out(self, *pair: SyncRecord) -> bool:
        """Nobody has left the other one out: it is not made a second time, and a person says what is meant."""
        left_out = next((row for row in pair if row.status == Status.IGNORED), None)
        if left_out is None:
            return False
        for row in pair:
            self.in_question[row.pk] = same_money(self._own(row)) or Failure(
                "partner_ignored", {"partner": left_out.label}
            )
        return True

    # -- rules -------------------------------------------------------------------------------------------------

    def _contacts(self, unlinked: list[SyncRecord]) -> None:
        book = {side: Addresses(self._records(Contact, side)) for side in Side}
        all_of_them = {side: Addresses(self._records(Contact, side, ignored=True)) for side in Side}
        for row in unlinked:
            contact = self._own(row)
            if row.pk in self.taken or not isinstance(contact, Contact):
                continue
            if contact.side is Side.QUICKBOOKS and self._through_parent(row, contact, book[Side.QUICKBOOKS]):
                continue
            verdict = match_contact(contact, book[contact.side], book[contact.side.other])
            if isinstance(verdict, Nobody):
                meant = match_contact(contact, all_of_them[contact.side], all_of_them[contact.side.other])
                if self._is_left_out(
                    row, meant, [one.display_name or one.first_name or one.id for one in meant_by(meant)]
                ):
                    continue
            self._contact_verdict(row, contact, verdict, book[contact.side])

    def _is_left_out(self, row: SyncRecord, verdict: Verdict[R], names: list[str]) -> bool:
        """Its only partner is ignored: it is not made a second time, and a person says what is meant."""
        if isinstance(verdict, Nobody):
            return False
        self.in_question[row.pk] = Failure("partner_ignored", {"partner": ", ".join(names)})
        return True

    def _through_parent(self, row: SyncRecord, customer: Contact, customers: Addresses) -> bool:
        """A2: a sub-customer without an address of its own is billed through its parent."""
        payer = customers.payer(customer)
        parent_row = self.partner(payer)
        if not customer.active or parent_row is None or parent_row.pk == row.pk:
            return False
        self.alias(row, Side.QUICKBOOKS, customer.id, parent_row)
        return True

    def _contact_verdict(self, row: SyncRecord, contact: Contact, verdict: object, mine: Addresses) -> None:
        if isinstance(verdict, One):
            partner = self.partner(verdict.record)
            if partner is None or partner.pk in self.taken:
                return
            if partner.linked and contact.side is Side.QUICKBOOKS and not verdict.alias:
                self.in_question[row.pk] = self._second_customer(contact, partner)
            elif verdict.alias or partner.linked:
                self.alias(row, contact.side, contact.id, partner)
            else:
                self.link(row, partner)
        elif isinstance(verdict, Several):
            self.in_question[row.pk] = self._choice(contact, verdict) or _ambiguous_contact(contact, verdict)
        elif isinstance(verdict, Nobody):
            if verdict.near and contact.side is Side.HUBSPOT:
                name = verdict.near[0].display_name or ""
                self.in_question[row.pk] = Failure("customer_inactive", {"customer": name})
            elif contact.side is Side.QUICKBOOKS and contact.active:
                self._first_of_address(row, contact, mine)

    def _second_customer(self, customer: Contact, pair: SyncRecord) -> Failure | Decision:
        """A2: the contact of its address is another customer's; that one's new address may be about to take its place."""
        other = self.p.on_shelf(Side.QUICKBOOKS, ObjectType.CONTACT, pair.quickbooks_id)
        due = pair.next_attempt_at is not None and pair.next_attempt_at <= self.p.now()
        if due and isinstance(other, Contact) and not set(customer.emails) & set(other.emails):
            return waiting(pair.pk, pair.label)
        name = other.display_name if isinstance(other, Contact) else None
        return Failure("shared_email", {"email": next(iter(customer.emails), ""), "holder": name or pair.label})

    def _choice(self, customer: Contact, verdict: Several[Contact]) -> Decision | None:
        """Customers that share the address of one unlinked contact wait for the one choice that is made there."""
        if customer.side is Side.HUBSPOT:
            return None
        keys = MatchKey.objects.filter(
            workspace=self.p.workspace,
            object_type=ObjectType.CONTACT,
            side=Side.HUBSPOT,
            key__in=[f"email:{email}" for email in customer.emails],
            record__quickbooks_id=None,
        ).exclude(record__reason="alias")
        found = keys.exclude(record__status=Status.IGNORED).select_related("record").first()
        if found is None:
            return None
        lead = self.p.on_shelf(Side.HUBSPOT, ObjectType.CONTACT, found.record.hubspot_id)
        if (
            isinstance(lead, Contact) and found.record.reason != "ambiguous_customer"
        ):  # it does not know of the choice yet
            self.in_question.setdefault(found.record_id, _ambiguous_contact(lead, verdict))
            self.p.records().filter(pk=found.record_id).update(next_attempt_at=self.p.now())
        return waiting(found.record_id, found.record.label)

    def _first_of_address(self, row: SyncRecord, customer: Contact, mine: Addresses) -> None:
        """A2: of several customers with one address the first gets the contact, the others wait in Linking."""
        rivals = [one for one in mine.holders(customer.emails) if one.active]
        first = min(rivals, key=lambda one: (len(one.id), one.id), default=customer)
        if first.id != customer.id:
            params = {"email": next(iter(customer.emails), ""), "holder": first.display_name or first.id}
            self.in_question[row.pk] = Failure("shared_email", params)

    def _products(self, unlinked: list[SyncRecord]) -> None:
        shelves = {side: Skus(self._records(Product, side)) for side in Side}
        all_of_them = {side: Skus(self._records(Product, side, ignored=True)) for side in Side}
        for row in unlinked:
            product = self._own(row)
            if row.pk in self.taken or not isinstance(product, Product):
                continue
            verdict = match_product(product, shelves[product.side], shelves[product.side.other])
            if isinstance(verdict, Nobody):
                meant = match_product(product, all_of_them[product.side], all_of_them[product.side.other])
                if self._is_left_out(row, meant, [one.name for one in meant_by(meant)]):
                    continue
            if isinstance(verdict, Several):
                names = ", ".join(dict.fromkeys(one.name for one in verdict.records))
                self.in_question[row.pk] = Failure("ambiguous_sku", {"sku": product.sku or "", "candidates": names})
            elif isinstance(verdict, Nobody) and verdict.near and product.side is Side.HUBSPOT:
                self.in_question[row.pk] = Failure("item_inactive", {"item": verdict.near[0].name})
            elif isinstance(verdict, One) and (partner := self.partner(verdict.record)) and not partner.linked:
                self.link(row, partner)

    def _invoices(self, unlinked: list[SyncRecord]) -> None:
        by_number: dict[str, list[Invoice]] = {}
        for one in self._records(Invoice, Side.QUICKBOOKS):
            by_number.setdefault((one.number or "").strip().casefold(), []).append(one)
        for row in unlinked:
            invoice = self.p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
            if row.pk in self.taken or not isinstance(invoice, Invoice) or invoice.key:
                continue
            there = by_number.get((invoice.number or "").strip().casefold(), [])
            if invoice.number and there and invoice.status != "draft":
                self._invoice_verdict(row, invoice, there)

    def _invoice_verdict(self, row: SyncRecord, invoice: Invoice, there: list[Invoice]) -> None:
        customer = self.parties.customer_of(invoice, row.decision).id
        linked = {one.id for one in there if (other := self.partner(one)) and (other.linked or other.pk in self.taken)}
        verdict = match_invoice(invoice, there, lambda one: bool(customer) and one.customer_id == customer, linked)
        if isinstance(verdict, One) and (partner := self.partner(verdict.record)):
            original = self.p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, partner.quickbooks_id)
            account = self.p.accounts.hubspot.settings
            self.link(row, partner, native_side(invoice, original if isinstance(original, Invoice) else None, account))

    # -- two rows become one -----------------------------------------------------------------------------------

    def link(self, row: SyncRecord, partner: SyncRecord, origin: Side | None = None) -> None:
        """The row with the HubSpot id stays; `unite` stores it."""
        kept, other = (row, partner) if row.hubspot_id else (partner, row)
        self.taken |= {kept.pk, other.pk}
        quickbooks_id, version, invoice = other.quickbooks_id, other.quickbooks_version, other.invoice_id
        currency = other.currency or kept.currency
        kept.quickbooks_id, kept.quickbooks_version, kept.currency = quickbooks_id, version, currency
        kept.origin = origin or kept.origin
        kept.invoice_id = kept.invoice_id or invoice
        kept.next_attempt_at = self.p.now()
        self.pairs[other.pk] = kept
        self.rows |= {(side, str(kept.id_on(side))): kept for side in Side}
        self.p.tally.linked[self.object_type.plural] += 1

    def alias(self, row: SyncRecord, side: Side, external_id: str, through: SyncRecord) -> None:
        """A1: it serves invoice matching only; the linked contact alone exchanges fields."""
        Alias.objects.update_or_create(
            workspace=self.p.workspace, side=side, external_id=external_id, defaults={"record": through}
        )
        self.taken.add(row.pk)
        row.status, row.reason, row.params = Status.EXCLUDED, "alias", {"through": through.label}
        row.next_attempt_at, row.last_checked_at = None, self.p.now()
        row.keep()
        self.p.records().filter(waiting_on=row, status=Status.PENDING).update(next_attempt_at=self.p.now())


def _ambiguous_contact(contact: Contact, verdict: Several[Contact]) -> Failure:
    names = ", ".join(one.display_name or one.first_name or one.id for one in verdict.records)
    email = next(iter(contact.emails), "")
    if contact.side is Side.HUBSPOT:
        return Failure("ambiguous_customer", {"email": email, "candidates": names})
    rivals = [
        one.display_name or one.id for one in verdict.records if one.side is Side.QUICKBOOKS and one.id != contact.id
    ]
    return Failure("shared_email", {"email": email, "holder": ", ".join(rivals) or names})
