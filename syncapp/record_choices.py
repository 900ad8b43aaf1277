"""What a person chooses for a record, of what is offered for it now: the same in the browser and for programs.

Each act says in a sentence what was done, or raises FixRefused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.contrib.auth.models import User

from syncapp.actions import linking as actions
from syncapp.actions.ignoring import ignore
from syncapp.actions.records import FixRefused
from syncapp.core.errors import entry
from syncapp.core.values import ObjectType
from syncapp.queries.offers import customers_for, offers
from syncapp.queries.pairing import one_of
from syncapp.queries.setup.passing import today_of
from syncapp.storage.models import SyncRecord

SOON = "The next run carries it out; it begins now."


def choose(record: SyncRecord, value: str, *, by: User) -> str:
    """`value`: of an option (queries.offers); what is not offered any more is refused."""
    if not value:
        raise FixRefused("Choose one of them first.")
    offer = offers(record.workspace, [record], today_of(record.workspace))[record.pk]
    taken = next((one for one in offer.taken if one.value == value), None)
    if taken:
        raise FixRefused(f"{taken.label} cannot be chosen any more. {taken.note}")
    open_now = record.status == SyncRecord.Status.FAILING
    verb, _, key = value.partition(":")
    if not open_now or not (value in {option.value for option in offer.options} or _found_by_hand(record, verb, key)):
        raise FixRefused("That cannot be chosen any more. Look at the record again.")
    return ACTS[verb](record, key, by)


def _found_by_hand(record: SyncRecord, verb: str, key: str) -> bool:
    """A customer for one invoice may be any that fits it."""
    asked = (
        verb == "customer" and entry(record.reason).fix == "pick_customer" and record.object_type == ObjectType.INVOICE
    )
    return asked and customers_for(record).filter(pk=_number(key) or 0).exists()


def _number(key: str) -> int | None:
    return int(key) if key.isascii() and key.isdigit() and len(key) <= 18 else None


def _other(record: SyncRecord, key: str) -> SyncRecord:
    found = one_of(record.workspace, _number(key))
    if found is None:
        raise FixRefused("The record that was chosen is gone.")
    return found


def _link(record: SyncRecord, key: str, by: User) -> str:
    other = _other(record, key)
    actions.link(record, other, by=by)
    return f"{record.label} and {other.label} become one. {SOON}"


def _through(record: SyncRecord, key: str, by: User) -> str:
    other = _other(record, key)
    actions.bill_through(record, other, by=by)
    return f"{record.label} is billed through {other.label}. {SOON}"


def _customer(record: SyncRecord, key: str, by: User) -> str:
    other = _other(record, key)
    actions.pick_customer(record, other, by=by)
    return f"{record.label} is billed to {other.label}. {SOON}"


def _contact(record: SyncRecord, key: str, by: User) -> str:
    actions.pick_contact(record, key, by=by)
    return f"It is settled who {record.label} is billed to. {SOON}"


def _apart(record: SyncRecord, key: str, by: User) -> str:
    actions.make_without_email(record, by=by)
    return f"{record.label} becomes a contact of its own. {SOON}"


def _ignore(record: SyncRecord, key: str, by: User) -> str:
    ignore(record.workspace, [record], reason=f"Chosen under “{entry(record.reason).title}”", by=by)
    return f"{record.label} is ignored. It can be taken back under Failures, Ignored."


def _same(record: SyncRecord, key: str, by: User) -> str:
    if record.object_type == "invoice":
        actions.same_sale(record, by=by)
        return f"{record.label} is ignored: it is the same sale."
    actions.same_payment(record, _other(record, key), by=by)
    return f"The two become one payment. {SOON}"


def _two(record: SyncRecord, key: str, by: User) -> str:
    actions.two_payments(record, by=by)
    return (
        f"{'It goes to HubSpot too' if record.reason in actions.OF_HUBSPOTS else 'Each goes to the other side'}. {SOON}"
    )


def _rest(record: SyncRecord, key: str, by: User) -> str:
    actions.rest_of_refund(record, by=by)
    return f"{record.label} is ignored: it is what is left of the refunded payment."


def _part(record: SyncRecord, key: str, by: User) -> str:
    actions.part_of_ignored(record, by=by)
    return f"{record.label} is ignored: it is part of the payment that is."


def _another(record: SyncRecord, key: str, by: User) -> str:
    actions.another_sale(record, by=by)
    return f"{record.label} is sent as a sale of its own. {SOON}"


ACTS: Mapping[str, Callable[[SyncRecord, str, User], str]] = MappingProxyType(
    {
        "link": _link,
        "through": _through,
        "customer": _customer,
        "contact": _contact,
        "apart": _apart,
        "ignore": _ignore,
        "same": _same,
        "two": _two,
        "rest": _rest,
        "part": _part,
        "another": _another,
    }
)
