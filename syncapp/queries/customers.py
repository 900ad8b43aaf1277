"""What a customer is billed: the invoices of a contact and their payments, with those of all who are billed as the same
customer (A1, A2).

A number and the list that it opens are made from the same `documents`, so that they are of the same records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Expression, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from syncapp.core.values import ObjectType, Side
from syncapp.queries.states import State, with_state
from syncapp.storage.models import Alias, SyncRecord, Workspace

BILLED = (ObjectType.INVOICE, ObjectType.PAYMENT)
IN_SYNC = (State.SYNCING, State.REMARK)
CAP = 10_000  # as far as one looks through the documents of one customer to count them
Keys = QuerySet[Any, Any]  # of records, in one column


@dataclass(frozen=True)
class Customer:
    """Whose documents a list is narrowed to; `keys`: of the records of all who are billed as this customer."""

    name: str
    keys: Collection[int] | Keys


@dataclass(frozen=True)
class Billed:
    """How many documents of one kind a customer has, in which states; beyond CAP neither is told."""

    object_type: ObjectType
    states: Counter[State]

    @property
    def number(self) -> int:
        return self.states.total()

    @property
    def capped(self) -> bool:
        return self.number > CAP

    @property
    def others(self) -> list[tuple[State, int]]:
        """Those that are not in sync, what needs someone first."""
        if self.capped:
            return []
        order = [State.FAILING, State.APPROVAL, *(one for one in State if one not in IN_SYNC)]
        return [(state, self.states[state]) for state in dict.fromkeys(order) if self.states[state]]


def payer() -> Expression:
    """Of a contact, the key of the record through which it is billed; of who is linked or billed for itself, its own."""
    through = {
        side: Alias.objects.filter(
            workspace=OuterRef("workspace"), side=side, external_id=OuterRef(f"{side.value}_id")
        ).values("record")
        for side in Side
    }
    alone = [When(**{f"{side.other.value}_id": None}, then=Subquery(rows[:1])) for side, rows in through.items()]
    return Coalesce(Case(*alone), F("pk"), output_field=BigIntegerField())


def customer_by(workspace: Workspace, key: int) -> Customer | None:
    """The contact or customer with this key; None where it is none, of another workspace, or not known any more."""
    rows = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.CONTACT, pk=key)
    told = next(iter(rows.values_list("label", payer())), None)
    if told is None:
        return None
    name, through = told
    return Customer(name, tuple(one for (one,) in billed_as_one(workspace, through)))


def documents(customer: Customer, objects: Collection[str] = BILLED) -> Keys:
    """The keys of its invoices and payments, or of the one kind."""
    some = [rows.values("pk") for kind, rows in _of_each(customer).items() if kind in objects]
    return some[0].union(*some[1:], all=True) if some else SyncRecord.objects.none().values("pk")


def billed(customer: Customer, off: Collection[str]) -> list[Billed]:
    """How many they are, in one query."""
    first, *others = (_by_state(rows.values("pk")[: CAP + 1], off) for rows in _of_each(customer).values())
    return billed_in(first.union(*others, all=True))


def billed_in(counted: Iterable[tuple[str, str, int]]) -> list[Billed]:
    """From records counted by object and state."""
    found: dict[ObjectType, Counter[State]] = {kind: Counter() for kind in BILLED}
    for kind, state, number in counted:
        found[ObjectType(kind)][State(state)] += number
    return [Billed(kind, states) for kind, states in found.items() if states]


def _by_state(keys: Keys, off: Collection[str]) -> Keys:
    rows: Any = with_state(SyncRecord.objects.filter(pk__in=keys), off).order_by()
    return rows.values_list("object_type", "state").annotate(number=Count("pk"))  # type: ignore[no-any-return]


def _of_each(customer: Customer) -> dict[ObjectType, QuerySet[SyncRecord]]:
    """Asked for by the customer alone: without statistics SQLite would rather go through all invoices of the workspace, and
    with OR no index of PostgreSQL serves."""
    invoices = SyncRecord.objects.filter(customer__in=customer.keys)
    payments = SyncRecord.objects.filter(invoice__in=invoices.values("pk"))
    return {ObjectType.INVOICE: invoices, ObjectType.PAYMENT: payments}


def billed_as_one(workspace: Workspace, payer: int) -> Keys:
    """The keys of the record that is billed and of those that are billed through it."""
    contacts = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.CONTACT)
    through = []
    for side in Side:  # each by itself, as an index finds them
        aliases = Alias.objects.filter(workspace=workspace, side=side, record=payer).values("external_id")
        # Who has a link of its own is billed through nobody any more.
        alone = contacts.filter(**{f"{side.value}_id__in": aliases, f"{side.other.value}_id": None})
        through.append(alone.values_list("pk"))
    return contacts.filter(pk=payer).values_list("pk").union(*through, all=True)
