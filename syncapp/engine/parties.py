"""Who an invoice is for: found through the records of this workspace. `items` knows which items its lines are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from syncapp.core.errors import Failure
from syncapp.core.plans.invoice_situation import Party
from syncapp.core.records import Contact, Invoice, Record
from syncapp.core.values import ObjectType, Side, listed
from syncapp.engine.addresses import addresses, called
from syncapp.engine.context import GONE, Pass
from syncapp.engine.inactive import called_there, is_inactive, look_at_inactive
from syncapp.engine.items.of_lines import Items
from syncapp.engine.rows import rows_of
from syncapp.storage.models import Alias, SyncRecord

Status = SyncRecord.Status
LEFT_OUT = (Status.EXCLUDED, Status.IGNORED)
OFF = {"contacts": "off"}  # of a failure: the contact sync, so that it makes nobody on the other side


def billed_contact(invoice: Invoice, chosen: object = None) -> str | Failure:
    """A2: the contact labelled as billing contact, else the only one; several are a pick list, never the first.

    `chosen`: whom a person picked; that counts while the invoice is for that contact.
    """
    if isinstance(chosen, str) and chosen in (*invoice.billing_contact_ids, *(invoice.contact_ids or ())):
        return chosen
    named = invoice.billing_contact_ids or invoice.contact_ids or ()
    if len(named) == 1:
        return named[0]
    return Failure("ambiguous_contact", {"candidates": ", ".join(named)}) if named else Failure("no_contact")


@dataclass
class Parties:
    """Contacts and products of a chunk of invoices, fetched in a few queries."""

    p: Pass
    contacts: dict[tuple[Side, str], SyncRecord] = field(default_factory=dict)
    items: Items = field(init=False)
    asked: dict[str, Party] = field(default_factory=dict)  # by HubSpot contact, where contacts do not sync
    emails: dict[int, str] = field(default_factory=dict)  # of contacts that are left out or asked about, by record

    def __post_init__(self) -> None:
        self.items = Items(self.p)

    def load(self, invoices: Iterable[Invoice], rows: Iterable[SyncRecord] = ()) -> None:
        """`rows`: of these invoices, for the customers that people chose."""
        invoices = list(invoices)
        chosen = {str(row.decision["customer"]) for row in rows if row.decision.get("customer")}
        self.contacts |= {
            (Side.QUICKBOOKS, one): row for one, row in rows_of(self.p, ObjectType.CONTACT, Side.QUICKBOOKS, chosen)
        }
        for side in Side:
            ours = [invoice for invoice in invoices if invoice.side is side]
            parties = {one for invoice in ours for one in _party_ids(invoice)}
            found = rows_of(self.p, ObjectType.CONTACT, side, parties)
            self.contacts |= {(side, row_id): row for row_id, row in found}
            self._load_aliases(side, parties)
        self.items.load(invoices)
        look_at_inactive(self.p, ObjectType.CONTACT, self.contacts.values())
        self._load_emails(invoices)
        self._ask_customers(invoices)

    def _load_emails(self, invoices: Iterable[Invoice]) -> None:
        asked = {
            one for invoice in invoices if isinstance(billed_contact(invoice), Failure) for one in _party_ids(invoice)
        }
        told = [
            row
            for (side, contact), row in self.contacts.items()
            if side is Side.HUBSPOT and (row.status in LEFT_OUT or contact in asked)
        ]
        self.emails |= addresses(told)

    def _load_aliases(self, side: Side, parties: set[str]) -> None:
        """Who has a link of its own is billed through nobody any more."""
        if not parties:
            return
        aliases = Alias.objects.filter(workspace=self.p.workspace, side=side, external_id__in=parties)
        held = dict(aliases.values_list("external_id", "record_id"))
        rows = SyncRecord.objects.in_bulk(set(held.values()))
        for alias, record in held.items():
            own = self.contacts.get((side, alias))
            if own is None or not own.linked:
                self.contacts[side, alias] = rows[record]

    def _ask_customers(self, invoices: list[Invoice]) -> None:
        """A2: matching by address happens at invoice time too, contact sync on or off, whatever it made of a contact before."""
        if ObjectType.CONTACT in self.p.rules:
            return
        ours = [one for invoice in invoices if invoice.side is Side.HUBSPOT for one in _party_ids(invoice)]
        unknown = [one for one in dict.fromkeys(ours) if not self._is_settled(one)]
        self.p.questions.read(Side.HUBSPOT, ObjectType.CONTACT, unknown)
        people = {one: self.p.on_shelf(Side.HUBSPOT, ObjectType.CONTACT, one) for one in unknown}
        emails = {one: person.emails for one, person in people.items() if isinstance(person, Contact)}
        held = self.p.questions.customers(sorted({email for some in emails.values() for email in some}))
        self.asked |= {
            one: _only([customer for email in some for customer in held.get(email, ())], some)
            for one, some in emails.items()
        }

    def _is_settled(self, contact: str) -> bool:
        row = self.contacts.get((Side.HUBSPOT, contact))
        return row is not None and (row.linked or row.status == Status.IGNORED)

    # -- who ---------------------------------------------------------------------------------------------------

    def customer_of(self, invoice: Invoice, decision: Mapping[str, Any]) -> Party:
        """The QuickBooks customer of a HubSpot invoice: whom a person chose for it, else its contact's (S12, S13)."""
        if chosen := self._chosen(decision.get("customer")):
            return chosen
        contact = billed_contact(invoice, decision.get("contact"))
        if isinstance(contact, Failure):
            return Party(failure=self._with_names(invoice, contact))
        return self._party(Side.HUBSPOT, contact)

    def _with_names(self, invoice: Invoice, failure: Failure) -> Failure:
        """Those between whom a person picks, by name and address; their ids are for the pick list."""
        ids = _party_ids(invoice)
        if failure.code != "ambiguous_contact":
            return failure
        rows = {one: self.contacts.get((Side.HUBSPOT, one)) for one in ids}
        names = (called(row, self.emails.get(row.pk)) if row else one for one, row in rows.items())
        return Failure(failure.code, {"candidates": listed(names), "ids": ",".join(rows)})

    def _chosen(self, customer: object) -> Party | None:
        """A customer that has been made inactive or deleted since counts no more."""
        row = self.contacts.get((Side.QUICKBOOKS, str(customer))) if customer else None
        if row is None or not row.quickbooks_id or is_inactive(self.p, row) or row.quickbooks_version == GONE:
            return None
        return Party(id=row.quickbooks_id, label=row.label, currency=row.currency or None)

    def contact_of(self, invoice: Invoice) -> Party:
        """The HubSpot contact of a QuickBooks invoice."""
        return self._party(Side.QUICKBOOKS, invoice.customer_id or "")

    def _party(self, side: Side, external_id: str) -> Party:
        if side is Side.HUBSPOT and external_id in self.asked:
            return self.asked[external_id]
        row = self.contacts.get((side, external_id))
        if row is None:
            return Party(failure=Failure("customer_not_found"))
        if row.reason == "deleted":  # on both sides
            return Party(failure=Failure("customer_not_found", {"customer": row.label}))
        partner = row.id_on(side.other)
        if partner and row.reason == f"deleted_in_{side.other.value}":
            return Party(label=row.label, record=row.pk)
        if partner:
            if side is Side.HUBSPOT and is_inactive(self.p, row):
                return Party(failure=Failure("customer_inactive", {"customer": called_there(row)}))
            return Party(id=partner, label=row.label, currency=row.currency or None)
        if row.status in LEFT_OUT or (side is Side.QUICKBOOKS and ObjectType.CONTACT not in self.p.rules):
            told = self._why_without(row) if side is Side.HUBSPOT else {"customer": row.label, **self._off}
            return Party(failure=Failure("customer_not_found", told))
        return Party(label=row.label, record=row.pk)

    @property
    def _off(self) -> dict[str, str]:
        return {} if ObjectType.CONTACT in self.p.rules else OFF

    def _why_without(self, row: SyncRecord) -> dict[str, str]:
        """A contact without a customer: by its address, or that it has none."""
        email = self.emails.get(row.pk)
        return {"email": email} if email else {"without_email": row.label}

    def payer(self, found: Iterable[Record | None], decision: Mapping[str, Any]) -> SyncRecord | None:
        """The record of who pays an invoice, by what QuickBooks says, else HubSpot."""
        for invoice in sorted(
            (one for one in found if isinstance(one, Invoice)), key=lambda one: one.side is Side.HUBSPOT
        ):
            contact = (
                invoice.customer_id
                if invoice.side is Side.QUICKBOOKS
                else billed_contact(invoice, decision.get("contact"))
            )
            if isinstance(contact, str) and (row := self.contacts.get((invoice.side, contact))):
                return row
        return None

    def billed_through(self, hubspot: Invoice, quickbooks: Invoice, decision: Mapping[str, Any]) -> bool:
        """Whether the contact and the customer of one invoice are one record, or an alias of it (A1, A2)."""
        contact = billed_contact(hubspot, decision.get("contact"))
        mine = self.contacts.get((Side.HUBSPOT, contact)) if isinstance(contact, str) else None
        theirs = self.contacts.get((Side.QUICKBOOKS, quickbooks.customer_id or ""))
        return mine is not None and theirs is not None and mine.pk == theirs.pk

    def same_payer(self, one: Invoice, other: Invoice) -> bool:
        """Whether two QuickBooks invoices are billed through one contact."""
        first, second = (self.contacts.get((Side.QUICKBOOKS, each.customer_id or "")) for each in (one, other))
        return first is not None and second is not None and first.pk == second.pk


def _only(customers: list[Contact], emails: tuple[str, ...]) -> Party:
    """While contacts do not sync: the one customer of an address, never the first of several."""
    found = {customer.id: customer for customer in customers}
    email = next(iter(emails), "")
    if len(found) > 1:
        names = listed(one.display_name or one.id for one in found.values())
        return Party(failure=Failure("ambiguous_customer", {"email": email, "candidates": names}))
    if not found:
        return Party(failure=Failure("customer_not_found", {"email": email, **OFF}))
    (customer,) = found.values()
    return Party(id=customer.id, label=customer.display_name or email, currency=customer.currency)


def _party_ids(invoice: Invoice) -> tuple[str, ...]:
    if invoice.side is Side.QUICKBOOKS:
        return (invoice.customer_id,) if invoice.customer_id else ()
    return (*(invoice.contact_ids or ()), *invoice.billing_contact_ids)
