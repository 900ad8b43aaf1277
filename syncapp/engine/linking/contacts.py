"""Contacts and customers by email address (S12, A2)."""

from __future__ import annotations

from syncapp.core.errors import Failure
from syncapp.core.matching import Addresses, Nobody, One, Several, match_contact, meant_by
from syncapp.core.plan import Decision, waiting
from syncapp.core.records import Contact
from syncapp.core.values import ObjectType, Side, listed
from syncapp.engine.linking.pairs import Linking, Status
from syncapp.storage.convert import decode_base
from syncapp.storage.models import MatchKey, SyncRecord

ADDRESS = "PrimaryEmailAddr.Address"  # QuickBooks' field


def link_contacts(linking: Linking, unlinked: list[SyncRecord]) -> None:
    book = {side: Addresses(linking.records(Contact, side)) for side in Side}
    all_of_them = {side: Addresses(linking.records(Contact, side, ignored=True)) for side in Side}
    for row in unlinked:
        contact = linking.own(row)
        if row.pk in linking.taken or not isinstance(contact, Contact):
            continue
        if contact.side is Side.QUICKBOOKS and _through_parent(linking, row, contact, book[Side.QUICKBOOKS]):
            continue
        verdict = match_contact(contact, book[contact.side], book[contact.side.other])
        if isinstance(verdict, Nobody):
            meant = match_contact(contact, all_of_them[contact.side], all_of_them[contact.side.other])
            if linking.is_left_out(
                row, meant, [one.display_name or one.first_name or one.id for one in meant_by(meant)]
            ):
                continue
        _contact_verdict(linking, row, contact, verdict, book[contact.side])


def _through_parent(linking: Linking, row: SyncRecord, customer: Contact, customers: Addresses) -> bool:
    """A2: a sub-customer without an address of its own is billed through its parent."""
    payer = customers.payer(customer)
    parent_row = linking.partner(payer)
    if not customer.active or parent_row is None or parent_row.pk == row.pk:
        return False
    linking.alias(row, Side.QUICKBOOKS, customer.id, parent_row)
    return True


def _contact_verdict(linking: Linking, row: SyncRecord, contact: Contact, verdict: object, mine: Addresses) -> None:
    if isinstance(verdict, One):
        partner = linking.partner(verdict.record)
        if partner is None or partner.pk in linking.taken:
            return
        if partner.linked and contact.side is Side.QUICKBOOKS and not verdict.alias:
            linking.in_question[row.pk] = _second_customer(linking, contact, partner)
        elif verdict.alias or partner.linked:
            linking.alias(row, contact.side, contact.id, partner)
        else:
            linking.link(row, partner, "Same email address.")
    elif isinstance(verdict, Several):
        linking.in_question[row.pk] = _choice(linking, contact, verdict) or _ambiguous_contact(contact, verdict)
    elif isinstance(verdict, Nobody):
        if verdict.near and contact.side is Side.HUBSPOT:
            name = verdict.near[0].display_name or ""
            linking.in_question[row.pk] = Failure("customer_inactive", {"customer": name})
        elif contact.side is Side.QUICKBOOKS and contact.active:
            _first_of_address(linking, row, contact, mine)


def _second_customer(linking: Linking, customer: Contact, pair: SyncRecord) -> Failure | Decision:
    """A2: the contact of its address is another customer's; that one's new address may be about to take its place."""
    other = linking.p.on_shelf(Side.QUICKBOOKS, ObjectType.CONTACT, pair.quickbooks_id)
    due = pair.next_attempt_at is not None and pair.next_attempt_at <= linking.p.now()
    if due and isinstance(other, Contact) and _moves(pair, other) and not set(customer.emails) & set(other.emails):
        return waiting(pair.pk, pair.label)
    name = other.display_name if isinstance(other, Contact) else None
    return Failure("shared_email", {"email": next(iter(customer.emails), ""), "holder": name or pair.label})


def _moves(pair: SyncRecord, customer: Contact) -> bool:
    """It has another address than when the pair last agreed. One that HubSpot has refused is none: the contact keeps its
    own, and who shares that is due when it is given up (A3)."""
    return decode_base(pair.quickbooks_base).values.get(ADDRESS) != customer.values.get(ADDRESS)


def _choice(linking: Linking, customer: Contact, verdict: Several[Contact]) -> Decision | None:
    """Customers that share the address of one unlinked contact wait for the one choice that is made there."""
    if customer.side is Side.HUBSPOT:
        return None
    keys = MatchKey.objects.filter(
        workspace=linking.p.workspace,
        object_type=ObjectType.CONTACT,
        side=Side.HUBSPOT,
        key__in=[f"email:{email}" for email in customer.emails],
        record__quickbooks_id=None,
    ).exclude(record__reason="alias")
    found = keys.exclude(record__status=Status.IGNORED).select_related("record").first()
    if found is None:
        return None
    lead = linking.p.on_shelf(Side.HUBSPOT, ObjectType.CONTACT, found.record.hubspot_id)
    if isinstance(lead, Contact) and found.record.reason != "ambiguous_customer":  # it does not know of the choice yet
        linking.in_question.setdefault(found.record_id, _ambiguous_contact(lead, verdict))
        linking.p.records().filter(pk=found.record_id).update(next_attempt_at=linking.p.now())
    return waiting(found.record_id, found.record.label)


def _first_of_address(linking: Linking, row: SyncRecord, customer: Contact, mine: Addresses) -> None:
    """A2: of several customers with one address the first gets the contact, the others wait in Linking."""
    rivals = [one for one in mine.holders(customer.emails) if one.active]
    first = min(rivals, key=lambda one: (len(one.id), one.id), default=customer)
    if first.id != customer.id:
        params = {"email": next(iter(customer.emails), ""), "holder": first.display_name or first.id}
        linking.in_question[row.pk] = Failure("shared_email", params)


def _ambiguous_contact(contact: Contact, verdict: Several[Contact]) -> Failure:
    names = listed(one.display_name or one.first_name or one.id for one in verdict.records)
    email = next(iter(contact.emails), "")
    if contact.side is Side.HUBSPOT:
        return Failure("ambiguous_customer", {"email": email, "candidates": names})
    rivals = [
        one.display_name or one.id for one in verdict.records if one.side is Side.QUICKBOOKS and one.id != contact.id
    ]
    return Failure("shared_email", {"email": email, "holder": listed(rivals) or names})
