"""The fixes that are a choice between stored records: what is offered, and what each option does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from syncapp.actions import linking as actions
from syncapp.actions.ignoring import ignore
from syncapp.actions.records import FixRefused
from syncapp.core.errors import entry
from syncapp.core.values import ObjectType
from syncapp.queries.clash import clash
from syncapp.queries.offers import BUILDERS, customers_for, offers
from syncapp.queries.pairing import one_of
from syncapp.storage.models import SyncRecord, Workspace
from syncapp.web.access import MemberRequest
from syncapp.web.forms import whole_number

CHOSEN = tuple(BUILDERS)  # the fixes whose form is a list of options
SOON = "The next run carries it out; it begins now."


def today_of(workspace: Workspace) -> date:
    return datetime.now(ZoneInfo(workspace.time_zone)).date() if workspace.time_zone else timezone.now().date()


def offered(record: SyncRecord) -> dict[str, Any]:
    return {
        "offer": offers(record.workspace, [record], today_of(record.workspace))[record.pk],
        "fix": entry(record.reason).fix,
    }


def clashing(record: SyncRecord) -> dict[str, Any]:
    return {"clash": clash(record)}


def choose(request: MemberRequest, record: SyncRecord) -> str:
    """What was chosen of what is offered now; what is not offered any more is refused."""
    value = request.POST.get("choice", "")
    if not value:
        raise FixRefused("Choose one of them first.")
    offer = offers(request.workspace, [record], today_of(request.workspace))[record.pk]
    open_now = record.status == SyncRecord.Status.FAILING
    verb, _, key = value.partition(":")
    if not open_now or not (value in {option.value for option in offer.options} or _found_by_hand(record, verb, key)):
        raise FixRefused("That cannot be chosen any more. Look at the record again.")
    return ACTS[verb](request, record, key)


def _found_by_hand(record: SyncRecord, verb: str, key: str) -> bool:
    """A customer for one invoice may be any that fits it."""
    asked = (
        verb == "customer" and entry(record.reason).fix == "pick_customer" and record.object_type == ObjectType.INVOICE
    )
    found = customers_for(record).filter(pk=whole_number(key) or 0).first() if asked else None
    return found is not None and not found.inactive


def _other(request: MemberRequest, key: str) -> SyncRecord:
    found = one_of(request.workspace, whole_number(key))
    if found is None:
        raise FixRefused("The record that was chosen is gone.")
    return found


def _link(request: MemberRequest, record: SyncRecord, key: str) -> str:
    other = _other(request, key)
    actions.link(record, other, by=request.user)
    return f"{record.label} and {other.label} become one. {SOON}"


def _through(request: MemberRequest, record: SyncRecord, key: str) -> str:
    other = _other(request, key)
    actions.bill_through(record, other, by=request.user)
    return f"{record.label} is billed through {other.label}. {SOON}"


def _customer(request: MemberRequest, record: SyncRecord, key: str) -> str:
    other = _other(request, key)
    actions.pick_customer(record, other, by=request.user)
    return f"{record.label} is billed to {other.label}. {SOON}"


def _contact(request: MemberRequest, record: SyncRecord, key: str) -> str:
    actions.pick_contact(record, key, by=request.user)
    return f"It is settled who {record.label} is billed to. {SOON}"


def _apart(request: MemberRequest, record: SyncRecord, key: str) -> str:
    actions.make_without_email(record, by=request.user)
    return f"{record.label} becomes a contact of its own. {SOON}"


def _ignore(request: MemberRequest, record: SyncRecord, key: str) -> str:
    reason = f"Chosen under “{entry(record.reason).title}”"
    ignore(request.workspace, [record], reason=reason, by=request.user)
    return f"{record.label} is ignored. It can be taken back under Failures, Ignored."


def _same(request: MemberRequest, record: SyncRecord, key: str) -> str:
    if record.object_type == "invoice":
        actions.same_sale(record, by=request.user)
        return f"{record.label} is left out: it is the same sale."
    actions.same_payment(record, _other(request, key), by=request.user)
    return f"The two become one payment. {SOON}"


def _two(request: MemberRequest, record: SyncRecord, key: str) -> str:
    actions.two_payments(record, by=request.user)
    return f"{'It goes to HubSpot too' if record.reason == 'rest_of_refund' else 'Each goes to the other side'}. {SOON}"


def _rest(request: MemberRequest, record: SyncRecord, key: str) -> str:
    actions.rest_of_refund(record, by=request.user)
    return f"{record.label} is left out: it is what is left of the refunded payment."


def _another(request: MemberRequest, record: SyncRecord, key: str) -> str:
    actions.another_sale(record, by=request.user)
    return f"{record.label} is sent as a sale of its own. {SOON}"


ACTS: Mapping[str, Callable[[MemberRequest, SyncRecord, str], str]] = {
    "link": _link,
    "through": _through,
    "customer": _customer,
    "contact": _contact,
    "apart": _apart,
    "ignore": _ignore,
    "same": _same,
    "two": _two,
    "rest": _rest,
    "another": _another,
}
