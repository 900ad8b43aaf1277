"""What a person can choose for a record that waits for it, each with the reason that speaks for it.

The value of an option says what is done with whom: `link:12`, `through:12`, `customer:12`, `contact:10001`, `two`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import add, or_

from django.db.models import Case, Q, QuerySet, When

from syncapp.core.errors import entry
from syncapp.core.new_items import KIND_EXCLUDED
from syncapp.core.values import ObjectType, Side, name_key, without_accents
from syncapp.engine.addresses import addresses
from syncapp.engine.linking.promises import Promise
from syncapp.queries.candidates import BESIDES, MOST, NOT_HELD, Candidate, candidates, payments_beside, side_of
from syncapp.queries.facts import facts_of
from syncapp.queries.records import named
from syncapp.queries.rivals import rivals
from syncapp.storage.models import SyncRecord, Workspace


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    note: str = ""
    record: SyncRecord | None = None

    @property
    def only_one(self) -> bool:
        """Whoever gets it, no other record can have it."""
        return self.value.partition(":")[0] in ("link", "same") and self.record is not None


@dataclass(frozen=True)
class Offer:
    options: list[Option] = field(default_factory=list)
    nothing: str = ""  # why there is nothing to choose from
    taken: tuple[Option, ...] = ()  # what somebody has chosen for another record
    decided: str = ""  # the name of the one that somebody has chosen for it
    searchable: bool = False  # others can be looked for by hand


Found = Mapping[int, Sequence[Candidate]]
A_WORD, WORDS = 3, 5  # letters that tell a name from others, and how many words of one are looked for


def offers(workspace: Workspace, records: Sequence[SyncRecord], today: date) -> dict[int, Offer]:
    """For records that fail and whose fix is a choice between stored records."""
    return offers_with(workspace, records, today)[0]


def offers_with(workspace: Workspace, records: Sequence[SyncRecord], today: date) -> tuple[dict[int, Offer], Found]:
    """And who came into question for each."""
    fixes = {record.pk: entry(record.reason).fix or "" for record in records}
    named = _contacts_named(workspace, [record for record in records if fixes[record.pk] == "pick_contact"])
    asked = {record.pk: None if record.pk in named else _asked_for(record) for record in records}
    in_currency = {
        record.pk: _of_like_name(customers_for(record), record.customer)
        for record in records
        if _names_a_customer(record) and record.params.get("currency")
    }
    found = candidates(
        workspace, [one for one in asked.values() if one is not None], today, _first_of_each(in_currency.values())
    )
    paid = payments_beside(record for record in records if fixes[record.pk] == "same_or_two")
    made: dict[int, Offer] = {}
    into_question: dict[int, Sequence[Candidate]] = {}
    for record in records:
        subject = asked[record.pk]
        mine = named.get(record.pk) or paid.get(record.pk) or (found.get(subject.pk, []) if subject else [])
        if record.pk in in_currency:  # A33: besides those of its customer's name or address
            known = {one.record.pk for one in mine}
            others = [one for one in found[BESIDES] if one.record.pk not in known]
            mine = [*mine, *_most_alike_first(others, record.customer)]
        build = BUILDERS.get(fixes[record.pk])
        offer = build(record, mine) if build else Offer()
        made[record.pk] = _but_for_taken(offer, record, {one.record.pk: one.promise for one in mine})
        into_question[record.pk] = mine
    return _with_rivals(made, records), into_question


def _but_for_taken(offer: Offer, record: SyncRecord, promised: Mapping[int, Promise | None]) -> Offer:
    """What somebody has chosen for another record cannot be chosen for this one, and is told beside the others."""
    free, taken, decided = [], [], ""
    for option in offer.options:
        promise = promised.get(option.record.pk) if option.record and option.only_one else None
        if promise is None:
            free.append(option)
        elif promise.key == record.pk:
            free.append(option)
            decided = option.label
        else:
            taken.append(replace(option, note=f"It is {promise.said}."))
    return replace(offer, options=free, taken=tuple(taken), decided=decided)


def _with_rivals(made: Mapping[int, Offer], records: Sequence[SyncRecord]) -> dict[int, Offer]:
    open_to = {record: [one.value for one in made[record.pk].options if one.only_one] for record in records}
    told = rivals(open_to)
    return {
        pk: replace(
            offer,
            options=[
                replace(one, note=", ".join(filter(None, (one.note, told.get((pk, one.value))))))
                for one in offer.options
            ],
        )
        for pk, offer in made.items()
    }


def _asked_for(record: SyncRecord) -> SyncRecord | None:
    """Whose partner is looked for: of an invoice, its customer's."""
    if _names_a_customer(record):
        return record.customer
    return None if record.object_type == ObjectType.PAYMENT else record


def _names_a_customer(record: SyncRecord) -> bool:
    return record.object_type == ObjectType.INVOICE and entry(record.reason).fix == "pick_customer"


def _first_of_each(many: Iterable[QuerySet[SyncRecord]]) -> QuerySet[SyncRecord] | None:
    wanted = [Q(pk__in=rows.values("pk")[:MOST]) for rows in many]
    return SyncRecord.objects.filter(reduce(or_, wanted)) if wanted else None


def _words(customer: SyncRecord | None) -> list[str]:
    words = re.findall(r"\w+", without_accents(customer.label)) if customer else []
    return list(dict.fromkeys(word for word in words if len(word) >= A_WORD))[:WORDS]


def _of_like_name(rows: QuerySet[SyncRecord], customer: SyncRecord | None) -> QuerySet[SyncRecord]:
    """Who has a word of this one's name: a customer's second currency is a customer of nearly the same name (A33).
    Those with most of its words first, for an `Inc` is in many names."""
    words = _words(customer)
    if not words:
        return rows.none()
    alike = reduce(add, (Case(When(named(word), then=1), default=0) for word in words))
    return rows.filter(reduce(or_, map(named, words))).order_by(alike.desc(), "label", "pk")


def _most_alike_first(others: Sequence[Candidate], customer: SyncRecord | None) -> list[Candidate]:
    """Of those that were asked for with other records too, whoever is of like name with this one."""
    words = _words(customer)
    alike = {one.record.pk: sum(word in without_accents(one.record.label) for word in words) for one in others}
    return sorted((one for one in others if alike[one.record.pk]), key=lambda one: -alike[one.record.pk])


def customers_for(record: SyncRecord) -> QuerySet[SyncRecord]:
    """Whom this invoice can be billed to: those of QuickBooks that are active and bill in its currency."""
    rows = SyncRecord.objects.filter(
        workspace=record.workspace_id, object_type=ObjectType.CONTACT, quickbooks_id__isnull=False
    )
    wanted = record.params.get("currency")
    rows = rows.filter(currency=wanted) if wanted else rows
    return rows.active().exclude(status=SyncRecord.Status.IGNORED)


def _customer(record: SyncRecord, found: Sequence[Candidate]) -> Offer:
    usable = [one for one in found if one.record.quickbooks_id and not one.record.inactive]
    if record.object_type == ObjectType.INVOICE and record.linked:
        return Offer(nothing="It stands in QuickBooks Online already, for the customer that it was made for.")
    if record.object_type == ObjectType.INVOICE:
        wanted = record.params.get("currency")
        fitting = [one for one in usable if not wanted or one.record.currency == wanted]
        options = [Option(f"customer:{one.record.pk}", one.record.label, _noted(one), one.record) for one in fitting]
    else:
        options = [_linked_or_through(one) for one in usable]
    bills = f" that bills in {record.params['currency']}" if record.params.get("currency") else ""
    return Offer(options, f"No active customer{bills} with this name or address is known here.", searchable=True)


def _linked_or_through(one: Candidate) -> Option:
    if one.taken:
        return Option(
            f"through:{one.record.pk}",
            one.record.label,
            f"{_noted(one)}; it has a contact, so this one is billed through it",
            one.record,
        )
    return Option(f"link:{one.record.pk}", one.record.label, _noted(one), one.record)


def _noted(one: Candidate) -> str:
    currency = (
        f"bills in {one.record.currency}"
        if one.record.currency and one.record.object_type == ObjectType.CONTACT
        else ""
    )
    ignored = "it is ignored now" if one.record.status == SyncRecord.Status.IGNORED else ""
    return ", ".join(filter(None, (one.said, *_apart(one), currency, ignored)))


def _apart(one: Candidate) -> list[str]:
    """What tells it from others of its name, and its id."""
    side = Side.QUICKBOOKS if one.record.quickbooks_id else Side.HUBSPOT
    return [one.held, f"{'QuickBooks' if side is Side.QUICKBOOKS else 'HubSpot'} ID {one.record.id_on(side)}"]


def _holder(record: SyncRecord, found: Sequence[Candidate]) -> Offer:
    """S42: the customer that has the display name."""
    wanted, named = record.params.get("holder_id"), name_key(record.params.get("name"))
    holders = [
        one.record
        for one in found
        if one.record.quickbooks_id and (one.record.quickbooks_id == wanted or _called(one, named))
    ]
    options = []
    for holder in holders:
        if not holder.linked:
            options.append(
                Option(
                    f"link:{holder.pk}",
                    f"Link with {holder.label}",
                    "It is the same person or company; both exchange fields from then on.",
                    holder,
                )
            )
        said = "Its invoices go to that customer. The contact keeps its own fields, and no second customer is made."
        name = record.params.get("name") or holder.label
        whose = (
            f" It is linked with {holder.label}." if holder.linked and name_key(holder.label) != name_key(name) else ""
        )
        options.append(Option(f"through:{holder.pk}", f"Bill through {name}", said + whose, holder))
    return Offer(
        options, "The customer that has the name is not known here: the contact sync has not read it.", searchable=True
    )


def _called(one: Candidate, name: str | None) -> bool:
    return bool(name) and name_key(one.record.label) == name


def _contacts_named(workspace: Workspace, records: Iterable[SyncRecord]) -> dict[int, list[Candidate]]:
    """By invoice, whom it names in HubSpot, in its order (A2)."""
    ids = {record.pk: _ids(record) for record in records}
    if not ids:
        return {}
    contacts = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.CONTACT).defer(*NOT_HELD)
    rows = list(contacts.of(Side.HUBSPOT, {one for some in ids.values() for one in some}))
    emails = addresses(rows)
    known = {str(row.hubspot_id): Candidate(row, email=emails.get(row.pk, "")) for row in rows}
    return {pk: [known[one] for one in some if one in known] for pk, some in ids.items()}


def _ids(record: SyncRecord) -> list[str]:
    return [one for one in record.params.get("ids", "").split(",") if one]


def _contact(record: SyncRecord, found: Sequence[Candidate]) -> Offer:
    """Two people can have one name, so each is told with the address and the ids."""
    known = {one.record.hubspot_id: one for one in found}
    return Offer(
        [_named(one, known.get(one)) for one in _ids(record)], "Who the invoice names is read with the next run."
    )


def _named(contact: str, one: Candidate | None) -> Option:
    there = f"HubSpot ID {contact}"
    if one is None:
        return Option(f"contact:{contact}", contact, there)
    facts = {**facts_of(one.record, Side.HUBSPOT), "Email": one.email or "no email address known here"}
    ids = [there, *([f"QuickBooks ID {one.record.quickbooks_id}"] if one.record.quickbooks_id else [])]
    told = [facts.pop("Email"), *facts.values(), *ids]
    return Option(f"contact:{contact}", one.record.label, ", ".join(map(str, told)), one.record)


def _item(record: SyncRecord, found: Sequence[Candidate]) -> Offer:
    if record.object_type == ObjectType.INVOICE:
        product = record.params.get("product")
        where = (
            f"on the product “{product}” under Linking" if product else "in QuickBooks Online, on the items themselves"
        )
        return Offer(nothing=f"It is settled {where}; the invoice then goes by itself.")
    sold = [one for one in found if one.record.reason not in KIND_EXCLUDED]
    free = [one for one in sold if not one.taken and not one.record.inactive]
    options = [Option(f"link:{one.record.pk}", one.record.label, _noted(one), one.record) for one in free]
    side = Side.HUBSPOT if record.quickbooks_id else Side.QUICKBOOKS
    what = "item" if side is Side.QUICKBOOKS else "product"
    return Offer(options, f"Every {what} with this SKU or name in {side.label} is linked already.", searchable=True)


def _shared(record: SyncRecord, found: Sequence[Candidate]) -> Offer:
    """A2: the second customer of one address has three choices; who was left out has its own."""
    options = []
    if record.reason == "shared_email":
        for one in (one for one in found if one.record.hubspot_id):
            said = f"{_noted(one)}. The invoices of {record.label} go to this contact."
            options.append(
                Option(f"through:{one.record.pk}", f"The same contact: {one.record.label}", said, one.record)
            )
        apart = "A new contact in HubSpot with the name of this customer; the address stays with the other one."
        options.append(Option("apart", "A contact of its own, without an email address", apart))
    else:
        options += [
            Option(f"link:{one.record.pk}", f"Link with {one.record.label}", _noted(one), one.record)
            for one in found
            if not one.taken
        ]
    options.append(Option("ignore", "Ignore it", "It is ignored on both sides until somebody takes it back."))
    return Offer(options, searchable=True)


def _payment(record: SyncRecord, found: Sequence[Candidate]) -> Offer:
    own = Option("two", "A payment of its own", "It goes to HubSpot too. The balance is not taken below zero.")
    if record.reason == "rest_of_refund":
        rest = "It is ignored: HubSpot has that money, and nothing is written."
        return Offer([Option("rest", "What is left of it", rest), own])
    if record.reason == "part_of_ignored":
        part = "It is ignored too: HubSpot has that money, and nothing is written."
        return Offer([Option("part", "Part of it", part), own])
    options = []
    for one in found:
        side = side_of(record).other
        named = f"{one.record.label} in {side.label}".strip()
        options.append(
            Option(
                f"same:{one.record.pk}",
                f"Same payment: {named}",
                "They are linked, and nothing is written.",
                one.record,
            )
        )
    said = "Each goes to the other side. Neither balance is taken below zero."
    return Offer([*options, Option("two", "Two payments", said)])


def _sale(record: SyncRecord, found: Sequence[Candidate]) -> Offer:
    other = record.params.get("invoice") or "the other invoice"
    same = Option("same", "It is the same sale", f"It is ignored, because {other} has the income already.")
    return Offer(
        [
            same,
            Option(
                "another", "It is another sale", f"It is created in {side_of(record).other.label} with the next run."
            ),
        ]
    )


BUILDERS: Mapping[str, Callable[[SyncRecord, Sequence[Candidate]], Offer]] = {
    "pick_customer": _customer,
    "bill_through": _holder,
    "pick_contact": _contact,
    "pick_item": _item,
    "link_records": _shared,
    "same_or_two": _payment,
    "is_duplicate": _sale,
}
