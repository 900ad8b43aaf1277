"""The last questions before a creation: is the number free there, is the name (A18, S14, S42, S45)?

They are put in the same chunk as the write, to the target itself, whatever our own records say. A document of
equal number, customer, currency, total and date is linked instead of doubled (A5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from syncapp.connectors.protocol import Holder
from syncapp.core.errors import Failure, day_text
from syncapp.core.lines import figure
from syncapp.core.matching import unlike
from syncapp.core.plan import Planned
from syncapp.core.policies import is_void
from syncapp.core.reconcile import status_word_shown
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import ObjectType, Side, name_key, number_key
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.engine.items.names import names_taken
from syncapp.engine.possible_duplicates import NOT_THERE
from syncapp.engine.rows import chunks
from syncapp.storage.models import MatchKey, SyncRecord

_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "CreditMemo" in words
_NUMBERS = {Side.HUBSPOT: "hs_number", Side.QUICKBOOKS: "DocNumber"}
NO_RIVAL = (InvoiceStatus.DRAFT.value, *NOT_THERE)
NOT_SEVERAL: Mapping[str, str] = {}
Plans = Mapping[SyncRecord, tuple[Planned, ...]]
Claims = dict[str | None, SyncRecord]  # who gets a number on one side in this very pass, by `number_key`


@dataclass
class Answers:
    """What the questions found, by row: a refusal, or a partner to link instead."""

    refused: dict[int, Failure] = field(default_factory=dict)
    behind: dict[int, SyncRecord] = field(default_factory=dict)  # who takes the name of a refused one in this very pass
    partner: dict[int, tuple[Side, Holder]] = field(default_factory=dict)


def ask(p: Pass, plans: Plans) -> Answers:
    answers = Answers()
    _names(p, _creations(plans, "contact", Side.QUICKBOOKS), answers)
    answers.refused |= names_taken(p, _creations(plans, "product", Side.QUICKBOOKS))
    for side in Side:
        claimed: Claims = {}
        _numbers(p, side, _creations(plans, "invoice", side), answers, claimed)
        _new_numbers(p, side, plans, answers, claimed)
    return answers


def _creations(plans: Plans, entity: str, side: Side) -> list[tuple[SyncRecord, Planned]]:
    return [
        (row, one)
        for row, planned in plans.items()
        for one in planned
        if one.side is side and one.write.entity == entity and one.write.action == "create"
    ]


def _numbers(
    p: Pass, side: Side, creations: list[tuple[SyncRecord, Planned]], answers: Answers, claimed: Claims
) -> None:
    going = {row.pk: row for row, _ in creations}
    numbers = {row.pk: row.number for row, _ in creations if row.number}
    holders = _holders(p, side, numbers.values())
    for row, planned in creations:
        number = numbers.get(row.pk)
        if number is None:
            continue
        found = [holder for holder in holders.get(number, ()) if not _no_claim(holder)]
        other = claimed.get(number_key(number))
        same = _free(p, side, _same(p, row, side, found, planned))
        rivals = _rivals(p, row, side, going) if same else 0
        if len(same) == 1 and not rivals and not other:
            answers.partner[row.pk] = (side, same[0])
        elif found:
            answers.refused[row.pk] = number_taken(number, (same or found)[0], _several(side, len(same), rivals))
        elif other:
            answers.refused[row.pk] = _claimed_by(other, number)
        if row.pk not in answers.refused:
            claimed.setdefault(number_key(number), row)


def _holders(p: Pass, side: Side, numbers: Iterable[str]) -> dict[str, list[Holder]]:
    """Who has these numbers there. QuickBooks may find a text only as it is written, so it is asked for the spellings that
    invoices are known to have there, too."""
    asked = set(numbers)
    keys = sorted(f"number:{number_key(one)}" for one in asked if one.lower() != one.upper())
    for some in chunks(keys) if side is Side.QUICKBOOKS else ():
        known = MatchKey.objects.filter(workspace=p.workspace, object_type=ObjectType.INVOICE, side=side, key__in=some)
        asked |= set(known.values_list("record__number", flat=True))
    return p.questions.numbers(side, sorted(asked)) if asked else {}


def _new_numbers(p: Pass, side: Side, plans: Plans, answers: Answers, claimed: Claims) -> None:
    """A number that was changed is asked for as a new one is: either system may store it twice without a word."""
    wanted = {row: one for row, planned in plans.items() for one in planned if _renumbers(one, side)}
    numbers = {row: str(one.write.fields[_NUMBERS[side]]) for row, one in wanted.items()}
    holders = _holders(p, side, numbers.values())
    while refused := _not_free(numbers, holders, side, answers, claimed):
        answers.refused |= refused


def _not_free(
    numbers: Mapping[SyncRecord, str],
    holders: Mapping[str, list[Holder]],
    side: Side,
    answers: Answers,
    claimed: Claims,
) -> dict[int, Failure]:
    """Whose new number another document keeps, or gets as well. Who gives up its own frees it, as when two change
    places; who is refused keeps its own, and so may refuse the next."""
    going = {row: number for row, number in numbers.items() if row.pk not in answers.refused}
    leaving = {row.id_on(side) for row in going}
    given = dict(claimed)
    refused: dict[int, Failure] = {}
    for row, number in going.items():
        found = [one for one in holders.get(number, ()) if one.id not in leaving and not _no_claim(one)]
        other = given.setdefault(number_key(number), row)
        if found:
            refused[row.pk] = Failure("number_taken", {"number": number, "holder": _holder_text(found[0])})
        elif other is not row:
            refused[row.pk] = _claimed_by(other, number)
    return refused


def number_taken(number: str, holder: Holder, several: Mapping[str, str] = NOT_SEVERAL) -> Failure:
    return Failure("number_taken", {"number": number, **_held_by(holder), **several, **_void(holder)})


def _void(holder: Holder) -> dict[str, str]:
    """Where its other half would stand, if it is void: the two are not linked, for that would carry the void across (A10)."""
    one = holder.record
    return {"standing": one.side.other.label} if isinstance(one, Invoice) and is_void(one) else {}


def _claimed_by(other: SyncRecord, number: str) -> Failure:
    return Failure("number_taken", {"number": number, "holder": f"another invoice of this run ({other.label})"})


def _renumbers(planned: Planned, side: Side) -> bool:
    write = planned.write
    return (
        planned.side is side
        and (write.entity, write.action) == ("invoice", "update")
        and bool(write.fields.get(_NUMBERS[side]))
    )


def _no_claim(holder: Holder) -> bool:
    """A draft's number is not issued yet: it is asked for again when the draft is finalized."""
    return isinstance(holder.record, Invoice) and holder.record.status is InvoiceStatus.DRAFT


def _same(p: Pass, row: SyncRecord, side: Side, holders: list[Holder], planned: Planned) -> list[Holder]:
    """The documents that are the same as this one (A5)."""
    hubspot, quickbooks = sides(p, row)
    ours = hubspot if side is Side.QUICKBOOKS else quickbooks
    return [
        holder
        for holder in holders
        if isinstance(holder.record, Invoice)
        and isinstance(ours, Invoice)
        and not unlike(ours, holder.record, lambda other: True)
        and _same_party(p, holder.record, planned, side)
    ]


def _free(p: Pass, side: Side, holders: list[Holder]) -> list[Holder]:
    """Those that are with nobody yet; what a person has left out is nobody's partner."""
    rows = p.records().filter(object_type=ObjectType.INVOICE).of(side, [one.id for one in holders]) if holders else ()
    taken = {row.id_on(side) for row in rows if row.linked or row.status == SyncRecord.Status.IGNORED}
    return [one for one in holders if one.id not in taken]


def _rivals(p: Pass, row: SyncRecord, side: Side, going: Mapping[int, SyncRecord]) -> int:
    """How many others on its own side could be meant as well: which of them is, nobody guesses (engine/linking/invoices.py).

    `going`: who is created beside it. Of them more is known than is stored yet.
    """
    alike = MatchKey.objects.filter(
        workspace=p.workspace, object_type=ObjectType.INVOICE, side=side.other,
        key=f"number:{number_key(row.number)}", record__amount=row.amount, record__currency=row.currency,
        **{f"record__{side.value}_id": None},
    )  # fmt: skip
    others = [going.get(key.record.pk, key.record) for key in alike.exclude(record=row).select_related("record")]
    standing = [one for one in others if one.status != SyncRecord.Status.IGNORED and not _of_two_customers(row, one)]
    undecided = [str(one.id_on(side.other)) for one in standing if one.document_date is None]
    p.questions.read(side.other, ObjectType.INVOICE, undecided)
    _, day = _status_and_day(p, row, side.other)
    told = [_status_and_day(p, one, side.other) for one in standing]
    return sum(status not in NO_RIVAL and its_day == day for status, its_day in told)


def _status_and_day(p: Pass, row: SyncRecord, side: Side) -> tuple[str, date | None]:
    """As they were read. Of one that was not in this pass, as they were when it was last decided; before it is decided for
    the first time neither is stored."""
    read = p.on_shelf(side, ObjectType.INVOICE, row.id_on(side))
    if isinstance(read, Invoice):
        return status_word_shown(read), read.date
    return str(getattr(row, f"{side.value}_status")), row.document_date


def _of_two_customers(row: SyncRecord, other: SyncRecord) -> bool:
    """As far as it is known here: whom a person chose for an invoice stands beside who pays it."""
    chosen = row.decision.get("customer") or other.decision.get("customer")
    return not chosen and len({row.customer_id, other.customer_id} - {None}) > 1


def _several(side: Side, there: int, rivals: int) -> dict[str, str]:
    """Where more than one could be the other half, how many, and where."""
    if there > 1:
        return {"several": f"{there} invoices in {side.label}"}
    return {"several": f"{rivals + 1} invoices in {side.other.label}"} if rivals else {}


def _same_party(p: Pass, theirs: Invoice, planned: Planned, side: Side) -> bool:
    """HubSpot tells no contact with a number, so the invoice is read for it."""
    links = planned.write.links
    if side is Side.QUICKBOOKS:
        return theirs.customer_id == links.get("customer")
    p.questions.read(side, ObjectType.INVOICE, [theirs.id])
    whole = p.on_shelf(side, ObjectType.INVOICE, theirs.id)
    return isinstance(whole, Invoice) and links.get("contact") in (whole.contact_ids or ())


def _held_by(holder: Holder) -> dict[str, str]:
    """For people, and by kind and id for the page that puts both side by side."""
    return {"holder": _holder_text(holder), "holder_kind": holder.kind, "holder_id": holder.id}


def _holder_text(holder: Holder) -> str:
    """`the vendor Birch & Sons`, `the credit memo (Mei Chen, Oct 21, 2026, 214.20 USD)`."""
    kind = _INNER_CAPITAL.sub(" ", holder.kind).lower()
    if not holder.date:
        return f"the {kind} {holder.label}".strip()
    money = figure(Decimal(holder.amount), holder.currency) if holder.amount else ""
    here = (
        isinstance(holder.record, Invoice) and holder.record.side is Side.HUBSPOT
    )  # which knows it by its number alone
    told = ("in HubSpot" if here else holder.label, day_text(holder.date), money, "void" if _void(holder) else "")
    return f"the {kind} ({', '.join(part for part in told if part)})"


def _names(p: Pass, creations: list[tuple[SyncRecord, Planned]], answers: Answers) -> None:
    """QuickBooks' names are unique over customers, vendors and employees; the oldest contact goes first (S14)."""
    names = {row.pk: str(planned.write.fields["DisplayName"]) for row, planned in creations}
    holders = p.questions.names(Side.QUICKBOOKS, sorted(set(names.values()))) if names else {}
    claimed: dict[str | None, SyncRecord] = {}
    for row, _ in sorted(creations, key=lambda one: _age(p, one[0])):
        name = names[row.pk]
        found = holders.get(name, [])
        others = [holder for holder in found if holder.kind != "Customer"]
        if found:
            code = "display_name_held" if others else "display_name_duplicate"
            holder = (others or found)[0]
            answers.refused[row.pk] = Failure(code, {"name": name, **_held_by(holder)})
        elif name_key(name) in claimed:
            params = {"name": name, "holder": f"the customer for {claimed[name_key(name)].label}"}
            answers.refused[row.pk] = Failure("display_name_duplicate", params)
            answers.behind[row.pk] = claimed[name_key(name)]
        claimed.setdefault(name_key(name), row)


def _age(p: Pass, row: SyncRecord) -> tuple[str, int]:
    hubspot, _ = sides(p, row)
    return (hubspot.created_at.isoformat() if hubspot and hubspot.created_at else "", row.pk)
