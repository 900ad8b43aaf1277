"""The fixes that put something back, create it again, void it or leave it (B19, A8–A11, A28, A29).

Each form carries the seal of the record as it was shown: what has changed since is refused in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.http import Http404

from syncapp.actions import by_hand, deleted_records, putting_back, records, taking, voids
from syncapp.actions.asking import sides_reached
from syncapp.actions.ignoring import ignore
from syncapp.core.errors import in_words
from syncapp.core.values import ObjectType, Side
from syncapp.engine.people.asked import BEFORE, is_copy, stored_seal, to_choose_again
from syncapp.engine.people.taking import why_not_taken
from syncapp.queries.record_versions import Amount, held
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest

Done = Callable[[MemberRequest, SyncRecord], str]
KEPT_APART = "Kept apart: both sides keep what they have."
SOON = "by the next run, if nothing of it has changed by then."


# -- what is done ------------------------------------------------------------------------------------------------


def _put_back(request: MemberRequest, record: SyncRecord) -> str:
    side = putting_back.put_back(record, _shown(request), by=request.user)
    return f"{side.label} will be put back {SOON}"


def _compare(request: MemberRequest, record: SyncRecord) -> str:
    return _chosen(request, record, {"put_back": _put_back, "take": _take, "apart": _keep_apart})


def _take(request: MemberRequest, record: SyncRecord) -> str:
    taking.take(record, _shown(request), by=request.user)
    return f"QuickBooks’ version of {record.label} will be taken into HubSpot {SOON}"


def _keep_apart(request: MemberRequest, record: SyncRecord) -> str:
    ignore(record.workspace, [record], by=request.user, reason=request.POST.get("why", "").strip() or KEPT_APART)
    return f"{record.label} is kept apart. It is ignored until somebody takes it back."


def _recreate(request: MemberRequest, record: SyncRecord) -> str:
    return _chosen(request, record, {"recreate": _create_again, "void": _void_rest, "unlink": _unlink})


def _create_again(request: MemberRequest, record: SyncRecord) -> str:
    deleted_records.recreate(record, _shown(request), by=request.user)
    return f"{record.label} will be created again {SOON}"


def _void_rest(request: MemberRequest, record: SyncRecord) -> str:
    deleted_records.void_rest(record, _shown(request), by=request.user)
    return f"{record.label} will be voided {SOON}"


def _unlink(request: MemberRequest, record: SyncRecord) -> str:
    deleted_records.unlink(record, _shown(request), by=request.user)
    return f"{record.label} is unlinked and left alone from now on."


def _void_or_restore(request: MemberRequest, record: SyncRecord) -> str:
    return _chosen(request, record, {"void": _void_there, "restore": _restore})


def _void_there(request: MemberRequest, record: SyncRecord) -> str:
    voids.void_there(record, _shown(request), by=request.user)
    return f"{record.label} will be voided in QuickBooks Online {SOON}"


def _restore(request: MemberRequest, record: SyncRecord) -> str:
    voids.restore(record, _shown(request), by=request.user)
    return f"{record.label} will be restored in HubSpot {SOON}"


def _needs_you(request: MemberRequest, record: SyncRecord) -> str:
    if request.POST.get("do") == "enter_kept":
        by_hand.enter_kept(record, _shown(request), by=request.user)
        return f"What was kept of {record.label} will be entered in QuickBooks Online {SOON}"
    if record.reason in by_hand.SETTLED:
        by_hand.mark_done(record, _shown(request), by=request.user)
        return f"{record.label} is marked as done. It counts as settled until anything of it changes."
    return _look_again(request, record)


def _look_again(request: MemberRequest, record: SyncRecord) -> str:
    records.retry(record, by=request.user)
    return f"{record.label} is looked at again now."


def _withdraw(request: MemberRequest, record: SyncRecord) -> str:
    again = to_choose_again(record)
    if records.withdraw(record, by=request.user):
        if again:
            return f"Taken back. The next run asks again {again}; it begins now."
        return "Taken back. What a run had done of it before stands in the activity."
    raise records.FixRefused("There is nothing to take back: it was done already, or taken back before.")


def _chosen(request: MemberRequest, record: SyncRecord, offered: Mapping[str, Done]) -> str:
    """What the pressed button says."""
    done = offered.get(request.POST.get("do", ""))
    if done is None:
        raise Http404
    return done(request, record)


def _shown(request: MemberRequest) -> str:
    return request.POST.get("seal", "")


DONE: Mapping[str, Done] = MappingProxyType(
    {
        "compare": _compare,
        "put_hubspot_back": _put_back,
        "put_payment_back": _put_back,
        "recreate": _recreate,
        "void_or_restore": _void_or_restore,
        "needs_you": _needs_you,
        "withdraw": _withdraw,
    }
)


# -- what there is to choose from --------------------------------------------------------------------------------


def _of(record: SyncRecord) -> dict[str, Any]:
    return {"seal": stored_seal(record)}


def _back(record: SyncRecord) -> dict[str, Any]:
    """The side that is written to, and the total that it is put back to where that differs."""
    side = putting_back.WRITTEN.get(record.reason)
    if record.params.get("payment") == "removed":
        return {**_of(record), "side": None, "payment": True}
    return {**_of(record), "side": side, "to": _total(record, side) if side else None}


def _compared(record: SyncRecord) -> dict[str, Any]:
    """B19: put back, taken, or kept apart; what cannot be taken says why."""
    found = _back(record)
    if record.reason != taking.REASON or found.get("payment"):
        return found
    why = why_not_taken(record)
    there = held(record).quickbooks.invoice
    return {**found, "not_taken": why, "take": there and not why and Amount(there.total, there.currency)}


def _total(record: SyncRecord, side: Side) -> Amount | None:
    both = held(record)
    if record.object_type == ObjectType.PAYMENT:
        return Amount(record.amount, record.currency) if record.amount is not None else None
    owner, other = both.other(side).invoice, both[side].invoice
    return Amount(owner.total, owner.currency) if owner and other and owner.total != other.total else None


def _gone(record: SyncRecord) -> dict[str, Any]:
    side = deleted_records.GONE_FROM[record.reason]
    reached = sides_reached(record)
    made_there = side is Side.QUICKBOOKS and is_copy(record)
    paid = getattr(record, f"{side.other.value}_status") in ("paid", "partly paid")
    voidable = (record.object_type == ObjectType.INVOICE and not paid) or (
        record.object_type == ObjectType.PAYMENT and side is Side.HUBSPOT and not deleted_records.also_pays(record)
    )
    becomes_copy = (
        side is Side.HUBSPOT and record.origin == Side.HUBSPOT and record.object_type in deleted_records.MONEY
    )
    return {
        **_of(record),
        "gone": side,
        "left": side.other,
        "made_there": made_there,
        "can_recreate": not made_there and side in reached,
        "can_void": voidable and side.other in reached,
        "becomes_copy": becomes_copy,
        "unreached": [one.label for one in Side if one not in reached],
    }


def _voided(record: SyncRecord) -> dict[str, Any]:
    reached = sides_reached(record)
    return {
        **_of(record),
        "can_void": Side.QUICKBOOKS in reached,
        "can_restore": Side.HUBSPOT in reached,
        "unreached": [one.label for one in Side if one not in reached],
    }


def _refund(record: SyncRecord) -> dict[str, Any]:
    kept = in_words(record.params["kept"]) if by_hand.may_enter(record) else ""
    before = record.reason == BEFORE
    return {**_of(record), "settled": record.reason in by_hand.SETTLED, "before": before, "kept": kept}


CHOICES: Mapping[str, Callable[[SyncRecord], dict[str, Any]]] = MappingProxyType(
    {
        "compare": _compared,
        "put_hubspot_back": _back,
        "put_payment_back": _back,
        "recreate": _gone,
        "void_or_restore": _voided,
        "needs_you": _refund,
    }
)
