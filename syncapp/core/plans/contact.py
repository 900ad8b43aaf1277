"""Contacts and customers: who crosses, under what name (S12–S15, A1–A4)."""

from __future__ import annotations

from dataclasses import replace

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.naming import clean_name, display_name
from syncapp.core.plan import Decision, Remark, Situation
from syncapp.core.plans import fields as header
from syncapp.core.records import Contact
from syncapp.core.values import Pair, Side
from syncapp.core.writes import Write

EMAIL, LAST_NAME = "email", "lastname"  # HubSpot's fields
IDENTIFIED_BY = (EMAIL, "firstname", LAST_NAME)  # of these HubSpot wants one of a new contact
ADDRESS_CLASH = "address_clash"


def plan_contact(situation: Situation, currency: str | None = None) -> Decision:
    """`currency`: of the first invoice that needs the customer, where it is not the company's own (A33)."""
    if situation.linked:
        decision = header.linked_fields(_with_its_address_agreed(situation) if situation.without_email else situation)
        return decision if situation.taken_by is None else _but_for_its_address(situation, decision)
    if isinstance(situation.hubspot, Contact):
        return _customer_for(situation, situation.hubspot, currency)
    assert isinstance(situation.quickbooks, Contact)
    return _contact_for(situation, situation.quickbooks)


def _with_its_address_agreed(situation: Situation) -> Situation:
    """Made without an address on purpose: what each side holds of it now is how it is to stay."""
    fields = {side: dict(held.values) for side, held in situation.base}
    for pair in situation.rules.pairs:
        if pair.hubspot == EMAIL:
            for side, record in ((Side.HUBSPOT, situation.hubspot), (Side.QUICKBOOKS, situation.quickbooks)):
                fields[side][pair.name(side)] = record.values.get(pair.name(side)) if record else None
    base = Pair(*(replace(held, values=fields[side]) for side, held in situation.base))
    return replace(situation, base=base)


def _but_for_its_address(situation: Situation, decision: Decision) -> Decision:
    """A3: all else is written, and the remark stands for as long as the address would be."""
    written = next((one for one in decision.planned if one.side is Side.HUBSPOT and EMAIL in one.write.fields), None)
    if written is None:
        return decision
    pairs = tuple(pair for pair in situation.rules.pairs if pair.hubspot != EMAIL)
    rest = header.linked_fields(replace(situation, rules=replace(situation.rules, pairs=pairs)))
    if rest.status != "syncing":
        return rest
    own = situation.hubspot.values.get(EMAIL) if situation.hubspot else None
    told = {"email": str(written.write.fields[EMAIL]), "own": str(own or ""), "holder": situation.taken_by or ""}
    return replace(rest, remarks=(*rest.remarks, Remark(ADDRESS_CLASH, told)))


def _customer_for(situation: Situation, contact: Contact, currency: str | None) -> Decision:
    rules = situation.rules
    if contact.key and not situation.in_question:
        return plan.failing(Failure("deleted_in_quickbooks"))
    question = next(iter(situation.in_question), None)
    # A choice between two is somebody's to make whatever the direction: customers wait for it.
    if question and question.code not in ("customer_inactive", "partner_ignored"):
        return plan.failing(question)
    if decision := header.reaches(rules.direction, Side.QUICKBOOKS):
        return decision
    if not contact.emails:
        return plan.excluded("no_email")
    if decision := None if situation.wanted else _left_out(situation, contact):
        return decision
    if question:
        return plan.failing(question)
    if decision := None if situation.wanted else header.filtered(situation, contact, Side.QUICKBOOKS):
        return decision
    name = clean_name(situation.name) or display_name(contact, first_of_company=True)
    if isinstance(name, Failure):
        return plan.failing(name)
    carried = header.carried(contact, rules)
    if isinstance(carried, Failure):
        return plan.failing(carried)
    values, agreed = carried
    links = {"currency": currency} if currency else {}
    write = Write(entity="contact", action="create", fields={**values, "DisplayName": name}, links=links)
    return plan.write(header.creation(Side.QUICKBOOKS, write, "an invoice needs this customer", agreed))


def _left_out(situation: Situation, contact: Contact) -> Decision | None:
    """Leads do not become customers (A4); nor what was made while the sync was off (A16)."""
    if situation.rules.settings.get("outbound", "invoiced") == "invoiced" and not situation.needed:
        return plan.excluded("not_needed")
    return header.made_while_off(situation, contact)


def _contact_for(situation: Situation, customer: Contact) -> Decision:
    rules = situation.rules
    if not customer.active:
        return plan.excluded("inactive")
    if decision := header.reaches(rules.direction, Side.HUBSPOT):
        return decision
    if decision := None if situation.wanted else header.made_while_off(situation, customer):
        return decision
    if situation.in_question:
        return plan.failing(situation.in_question[0])
    if decision := None if situation.wanted else header.filtered(situation, customer, Side.HUBSPOT):
        return decision
    carried = header.carried(customer, rules)
    if isinstance(carried, Failure):
        return plan.failing(carried)
    values, agreed = carried
    if situation.without_email:  # agreed all the same: it is not filled in afterwards
        values = {name: value for name, value in values.items() if name != EMAIL}
    if not any(values.get(name) for name in IDENTIFIED_BY) and customer.display_name:
        # Its own last name stays what it is, so that this one is no change to be carried back.
        source = next((pair.quickbooks for pair in rules.pairs if pair.hubspot == LAST_NAME and pair.enabled), None)
        values = {**values, LAST_NAME: customer.display_name}
        agreed = {**agreed, LAST_NAME: (source, customer.values.get(source))} if source else agreed
    write = Write(entity="contact", action="create", fields=values, key=f"{rules.key_prefix}:customer:{customer.id}")
    return plan.write(header.creation(Side.HUBSPOT, write, "customer in QuickBooks", agreed))
