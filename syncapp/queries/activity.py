"""What happened, by whom, narrowed to what one asks for, and what each entry says in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet

from syncapp.core.money import amount_text
from syncapp.core.values import Side
from syncapp.queries.changes import held_by_each, in_words
from syncapp.queries.records import found_by, with_invoice, within_days
from syncapp.queries.states import State
from syncapp.queries.why import category
from syncapp.storage.models import Activity, Conflict, Workspace


@dataclass(frozen=True)
class Told:
    title: str
    text: str = ""
    icon: str = "activity"
    tone: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)


_BY_PEOPLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "paused": ("Everything was paused", "pause"),
        "resumed": ("Everything was resumed", "play"),
        "sync_turned_on": ("Turned on", "power"),
        "sync_turned_off": ("Turned off", "power"),
        "sync_asked": ("Sync now", "refresh"),
        "reconciled": ("Reconcile", "scale"),
        "sync_set_up": ("Set up", "plus"),
        "sync_changed": ("Changed", "edit"),
        "sync_saved": ("Saved", "edit"),
        "stop_accepted": ("Believed once", "check"),
        "setting_changed": ("Changed", "settings"),
        "workspace_renamed": ("Workspace renamed", "edit"),
        "configuration_applied": ("Configuration file applied", "settings"),
        "connected": ("Connected", "plug"),
        "reconnected": ("Connected again", "plug"),
        "disconnected": ("Disconnected", "plug"),
        "edition_stated": ("Edition stated", "plug"),
        "preflight_worse": ("Changed in an account", "alert"),
        "checklist_noted": ("Noted", "check"),
        "member_invited": ("Invited", "mail"),
        "invitation_withdrawn": ("Invitation withdrawn", "mail"),
        "member_joined": ("Joined", "members"),
        "member_removed": ("Removed", "members"),
        "role_changed": ("Role changed", "members"),
        "token_made": ("API token made", "key"),
        "token_revoked": ("API token revoked", "key"),
        "alerts_chosen": ("Alerts by email", "mail"),
        "alert_rules_changed": ("When alerts are sent", "settings"),
        "alert_hook_set": ("Webhook for alerts", "webhook"),
        "alert_hook_secret": ("New secret of the webhook for alerts", "key"),
        "alert_hook_removed": ("Webhook for alerts removed", "webhook"),
        "ignored": ("Ignored", "ignored"),
        "taken_back": ("No longer ignored", "undo"),
        "retried": ("Tried again", "refresh"),
        "decided": ("Decided", "check"),
        "item_chosen": ("Custom Line Item", "check"),
        "linked": ("Linked.", "link"),
        "merged": ("Merged in HubSpot", "link"),
        "withdrawn": ("Took back what was asked", "undo"),
        "approved": ("Approved", "check"),
        "decision_dropped": ("Not possible any more", "undo"),
        "run_undone": ("A run was undone", "undo"),
    }
)
_HELD = {
    "waiting": ("Waits for another record.", "", "waiting"),
    "parked": ("Parked.", "", "parked"),
    "needs_approval": ("Needs approval.", "", "ask"),
}
_PLACES = {"pending": "pending", "syncing": "ok", "failing": "alert", "excluded": "excluded", "ignored": "ignored"}


def told(entry: Activity, labels: Mapping[str, str] = MappingProxyType({})) -> Told:
    """`labels`: what people call the fields that it names."""
    said = _told(entry)
    chosen = _chosen(entry) if entry.kind == "conflict" else None
    if entry.kind == "conflict" and (held := held_by_each(entry.changes, chosen, labels)):
        return replace(said, text=f"{said.text} {held}", changes=[])
    record = entry.record if "record" in entry._state.fields_cache else None  # nothing is asked for a currency
    currency = record.currency if record else ""
    return replace(said, changes=in_words(said.changes, labels, currency))


def _told(entry: Activity) -> Told:
    if entry.kind in _BY_PEOPLE:
        title, icon = _BY_PEOPLE[entry.kind]
        return Told(title, entry.reason, icon, changes=entry.changes)
    if entry.kind in _PLACES:
        return _moved(entry)
    if entry.kind == "conflict":
        return _disagreed(entry)
    if entry.side:
        return _written(entry)
    return Told(entry.kind.replace("_", " ").capitalize(), entry.reason, changes=entry.changes)


def in_short(entries: Iterable[Activity]) -> str:
    """`Equal on both sides 11, Created in QuickBooks Online 11, Failing 10`, the most first."""
    counts = Counter(_told(one).title.rstrip(".") for one in entries)
    return ", ".join(f"{title} {number}" for title, number in counts.most_common())


def _moved(entry: Activity) -> Told:
    was = _failed_for(entry)
    if entry.kind == "failing":
        title = "Failing for another cause." if was else "Failing."
        return _since(Told(title, category(entry.reason, State.FAILING), "alert", "bad"), was)
    if entry.kind == "syncing":
        return _since(Told("Equal on both sides.", "", "ok", "ok"), was)
    if entry.kind == "excluded":
        return _since(Told("Excluded.", category(entry.reason, State.EXCLUDED), "excluded"), was)
    return _since(Told(*_HELD.get(entry.reason, ("In line.", "", "pending"))), was)


def _failed_for(entry: Activity) -> str:
    """The cause for which the record failed before, in words; "": it did not."""
    stood = str(entry.changes[0].get("from") or "") if entry.changes else ""
    status, _, reason = stood.partition(" ")
    return category(reason, State.FAILING) if status == State.FAILING else ""


def _since(said: Told, was: str) -> Told:
    if not was:
        return said
    before = f"Before: {was}" if said.text else f"It was failing: {was}"
    return replace(
        said, text=f"{said.text}{'' if said.text.endswith(('.', '?')) or not said.text else '.'} {before}".strip()
    )


def _chosen(entry: Activity) -> Side | None:
    """Whose value stands, if one was taken; before it the entry has what decided that, where it was not the policy."""
    last = entry.reason.split(" ")[-1]
    return Side(last) if last in set(Side) else None


def _disagreed(entry: Activity) -> Told:
    chosen = _chosen(entry)
    if entry.reason == Conflict.ClosedBy.UNMAPPED:
        taken = "It is not synced any more, so each side keeps its own value."
    elif chosen is None:
        taken = "Somebody is asked which stands."
    elif entry.reason.startswith(Conflict.ClosedBy.DIRECTION):
        taken = f"What stands in {chosen.label} was taken, because the sync goes only to {chosen.other.label} by now."
    else:
        taken = f"What stands in {chosen.label} was taken."
    return Told("Different values on the two sides.", taken, "conflict", changes=entry.changes)


def _written(entry: Activity) -> Told:
    side = Side(entry.side)
    icon = "receive" if side is Side.HUBSPOT else "send"
    reason = entry.reason[:1].upper() + entry.reason[1:]
    return Told(f"{entry.kind.capitalize()} in {side.label}.", reason, icon, changes=entry.changes)


def of_payment(entry: Activity, said: Told) -> Told:
    """On the page of its invoice: `Payment 815, $150.00, arrived from QuickBooks Online.`"""
    payment = entry.record
    if payment is None:
        return said
    money = f", {amount_text(payment.amount, payment.currency)}" if payment.amount is not None else ""
    name = f"Payment {payment.number or payment.label}{money}"
    if entry.kind == "created" and entry.side:
        return replace(said, title=f"{name}, arrived from {Side(entry.side).other.label}.", text="", changes=[])
    return replace(said, title=f"{name}: {said.title[:1].lower()}{said.title[1:]}")


def paused_by(workspace: Workspace) -> Activity | None:
    """Who paused everything, and when."""
    return Activity.objects.filter(workspace=workspace, kind="paused").select_related("actor").order_by("-pk").first()


PEOPLE, SYNC = "people", "sync"
PART = 1000  # entries read at once for a file
_CONNECTIONS = Q(kind__in=("connected", "reconnected", "disconnected", "edition_stated"))
_MEMBERS = Q(
    kind__in=(
        "member_invited", "member_joined", "member_removed", "invitation_withdrawn", "role_changed", "token_made", "token_revoked",
    )
)  # fmt: skip
_FAILED = Q(changes__0__from__startswith="failing")  # before that entry
# What the list can be narrowed to: its words, and which entries those are.
KINDS: Mapping[str, tuple[str, Q]] = MappingProxyType(
    {
        "written": ("Written to HubSpot or QuickBooks", ~Q(side="")),
        "failing": ("Newly failing", Q(kind="failing") & ~_FAILED),
        "other_cause": ("Failing for another cause", Q(kind="failing") & _FAILED),
        "no_longer_failing": ("No longer failing", Q(kind__in=("syncing", "excluded", "pending")) & _FAILED),
        "equal": ("Equal on both sides", Q(kind="syncing")),
        "linked": ("Linked with its partner", Q(kind__in=("linked", "merged"))),
        "conflict": ("Changed on both sides", Q(kind="conflict")),
        "excluded": ("Excluded", Q(kind="excluded")),
        "held": ("Waiting, needs approval or parked", Q(kind="pending")),
        "decided": ("Decided for a record", Q(run=None, record__isnull=False)),
        "set_up": ("Set-up, settings, pauses", Q(run=None, record=None) & ~_CONNECTIONS & ~_MEMBERS),
        "connections": ("Connections", _CONNECTIONS),
        "members": ("Members and API tokens", _MEMBERS),
    }
)


@dataclass(frozen=True)
class Asked:
    """What the activity is narrowed to; empty means any."""

    who: str = ""  # PEOPLE, SYNC, or the key of one person
    kinds: Sequence[str] = ()
    text: str = ""
    record: int | None = None
    run: int | None = None
    first_day: date | None = None
    last_day: date | None = None


def entries(workspace: Workspace, asked: Asked) -> QuerySet[Activity]:
    found = Activity.objects.filter(
        _who(asked.who), within_days("at", asked.first_day, asked.last_day, workspace), workspace=workspace
    )
    if asked.kinds:
        found = found.filter(_any(KINDS[kind][1] for kind in asked.kinds))
    if asked.record is not None:
        found = found.filter(record=asked.record)
    if asked.run is not None:
        found = found.filter(run=asked.run)
    if asked.text.strip():
        found = found.filter(record__in=found_by(workspace, asked.text).values("pk"))
    return with_invoice(found.select_related("record", "actor"), "record__")


def _who(who: str) -> Q:
    if who == PEOPLE:
        return Q(actor__isnull=False)
    if who == SYNC:
        return Q(run__isnull=False)
    return Q(actor=int(who)) if who else Q()


def _any(conditions: Iterator[Q]) -> Q:
    found = Q(pk__in=[])
    for one in conditions:
        found |= one
    return found


def all_of(found: QuerySet[Activity]) -> Iterator[Activity]:
    """Every entry, newest first, a part at a time: as fast at the end as at the beginning, and never held at once."""
    last = None
    while rows := list((found if last is None else found.filter(pk__lt=last)).order_by("-pk")[:PART]):
        yield from rows
        last = rows[-1].pk
