"""Contacts and customers: who crosses, under what name (S12–S15, A1–A4)."""

from __future__ import annotations

from dataclasses import replace

from syncapp.core import plan
from syncapp.core.checks import Check, decided, told
from syncapp.core.errors import Failure
from syncapp.core.naming import clean_name, display_name
from syncapp.core.plan import Decision, Remark, Situation
from syncapp.core.plans import entry
from syncapp.core.plans import fields as header
from syncapp.core.records import Contact
from syncapp.core.values import Pair, Side
from syncapp.core.writes import Write

EMAIL, LAST_NAME = "email", "lastname"  # HubSpot's fields
IDENTIFIED_BY = (EMAIL, "firstname", LAST_NAME)  # of these HubSpot wants one of a new contact
ADDRESS_CLASH = "address_clash"


def plan_contact(situation: Situation) -> Decision:
    if situation.linked:
        decision = header.linked_fields(_with_its_address_agreed(situation) if situation.without_email else situation)
        return decision if situation.taken_by is None else _but_for_its_address(situation, decision)
    return decided(TO_CUSTOMER if isinstance(situation.hubspot, Contact) else TO_CONTACT, situation)


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


def _contact(situation: Situation) -> Contact:
    assert isinstance(situation.hubspot, Contact)
    return situation.hubspot


def _customer(situation: Situation) -> Contact:
    assert isinstance(situation.quickbooks, Contact)
    return situation.quickbooks


def _choice(situation: Situation) -> Decision | None:
    """A choice between two is somebody's to make whatever the direction: customers wait for it."""
    question = next(iter(situation.in_question), None)
    if question is None or question.code in ("customer_inactive", "partner_ignored"):
        return None
    return plan.failing(question)


def _lead(situation: Situation) -> Decision | None:
    """Leads do not become customers (A4)."""
    invoiced_only = situation.rules.settings.get("outbound", "invoiced") == "invoiced"
    return plan.excluded("not_needed") if invoiced_only and not situation.needed else None


def _name_for(situation: Situation) -> str | Failure:
    return clean_name(situation.name) or display_name(_contact(situation), first_of_company=True)


def _customer_for(situation: Situation) -> Decision:
    name = _name_for(situation)
    if stop := told("name", name, str(name) if isinstance(name, str) else ""):
        return stop
    carried = header.carried(_contact(situation), situation.rules)
    if stop := told("fields", carried):
        return stop
    assert not isinstance(carried, Failure)
    values, agreed = carried
    links = {"currency": situation.currency} if situation.currency else {}
    write = Write(entity="contact", action="create", fields={**values, "DisplayName": str(name)}, links=links)
    return plan.write(header.creation(Side.QUICKBOOKS, write, "an invoice needs this customer", agreed))


def _address(situation: Situation) -> str:
    contact = situation.hubspot or situation.quickbooks
    return ", ".join(contact.emails) if isinstance(contact, Contact) else ""


TO_CUSTOMER: tuple[Check[Situation], ...] = (
    entry.COPY,
    Check("match", _choice, held=_address, when=lambda one: _choice(one) is not None),
    entry.direction(Side.QUICKBOOKS),
    Check("email", lambda one: None if _contact(one).emails else plan.excluded("no_email"), held=_address),
    Check("lead", _lead, when=entry.unless_wanted),
    entry.held_back(when=entry.unless_wanted),
    entry.MATCH,
    entry.filtered(Side.QUICKBOOKS, when=entry.unless_wanted),
    Check("create", _customer_for, parts=("name", "fields")),
)


def _contact_for(situation: Situation) -> Decision:
    customer, rules = _customer(situation), situation.rules
    carried = header.carried(customer, rules)
    if stop := told("fields", carried):
        return stop
    assert not isinstance(carried, Failure)
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


TO_CONTACT: tuple[Check[Situation], ...] = (
    Check("active", lambda one: None if _customer(one).active else plan.excluded("inactive")),
    entry.direction(Side.HUBSPOT),
    entry.held_back(when=entry.unless_wanted),
    entry.MATCH,
    entry.filtered(Side.HUBSPOT, when=entry.unless_wanted),
    Check("create", _contact_for, parts=("fields",)),
)
