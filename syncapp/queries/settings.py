"""The settings of a workspace's sync as they stand, and what changing one of them would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Q, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from syncapp.core.plans.cash_alone import SHOW_ONLY
from syncapp.core.plans.service_dates import SETTING
from syncapp.core.values import ObjectType, rounded
from syncapp.engine.rules import closed_through
from syncapp.queries.counts import Tally
from syncapp.storage.models import Activity, Workspace, poll_interval

A_DAY = timedelta(days=1)
CALLS_A_POLL = {"hubspot": 5, "quickbooks": 1}  # where nothing has changed


@dataclass(frozen=True)
class Group:
    """Some records with their money."""

    number: int = 0
    money: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    zone: str
    company_zone: str  # what QuickBooks says of itself
    protected: date | None  # ours
    closed: date | None  # QuickBooks'
    has_invoices: bool
    send_history: bool
    history: Group  # older invoices that wait for a click now
    show_only: bool
    service_dates: bool
    confirmed: Activity | None  # who said so last, either way
    lacking: Group  # invoices that fail for want of a service date
    recognizes: bool  # QuickBooks asks for one on every line
    poll_seconds: int | None
    usual: timedelta  # of the installation

    @property
    def holds(self) -> date | None:
        """A24: the later of the two."""
        return max(filter(None, (self.protected, self.closed)), default=None)


def settings_of(workspace: Workspace, tally: Tally, company: Mapping[str, Any]) -> Settings:
    """`company`: what QuickBooks says of itself, as last read."""
    invoices = tally.syncs.get(ObjectType.INVOICE)
    chosen = invoices.settings if invoices else {}
    waiting = Q(status="pending", reason="needs_approval", params__what="history")
    lacking = Q(status="failing", reason="service_date_required")
    groups = _groups(workspace, history=waiting, lacking=lacking)
    return Settings(
        zone=workspace.time_zone,
        company_zone=str(company.get("timezone") or ""),
        protected=workspace.protected_through,
        closed=closed_through(workspace, company),
        has_invoices=invoices is not None,
        send_history=bool(chosen.get("send_history")),
        history=groups["history"],
        show_only=chosen.get("not_cash") == SHOW_ONLY,
        service_dates=workspace.fill_service_date,
        confirmed=_last_change(workspace, SETTING),
        lacking=groups["lacking"],
        recognizes=bool(company.get("revenue_recognition")),
        poll_seconds=workspace.poll_seconds,
        usual=poll_interval(None),
    )


def _last_change(workspace: Workspace, label: str) -> Activity | None:
    entries = Activity.objects.filter(workspace=workspace, record=None, kind="setting_changed", reason=label)
    return entries.select_related("actor").first()


@dataclass(frozen=True)
class Protecting:
    """What another protected date would do, A24."""

    before: date | None
    after: date | None
    freed: Group  # parked now, and not any more
    unsent: Group  # not in QuickBooks yet, and parked from then on
    invoices: Group  # in QuickBooks, and protected from then on
    payments: Group

    @property
    def moves(self) -> bool:
        return self.before != self.after


def protecting(workspace: Workspace, day: date | None) -> Protecting:
    closed = closed_through(workspace)
    before, after = (max(filter(None, (one, closed)), default=None) for one in (workspace.protected_through, day))
    falls_in = Q(document_date__lte=after) if after else Q(pk__in=[])
    if before:
        falls_in &= Q(document_date__gt=before)
    there = falls_in & Q(quickbooks_id__isnull=False) & ~Q(status__in=("excluded", "ignored"))
    parked = Q(status="pending", reason="parked")
    free = parked & Q(day__gt=after.isoformat()) if after else parked
    found = _groups(
        workspace,
        freed=free,
        unsent=falls_in & Q(quickbooks_id=None, status__in=("pending", "failing")) & ~parked,
        invoices=there & Q(object_type=ObjectType.INVOICE),
        payments=there & Q(object_type=ObjectType.PAYMENT),
    )
    return Protecting(before, after, **found)


def _groups(workspace: Workspace, **conditions: Q) -> dict[str, Group]:
    """Invoices and payments under each condition, with their money by currency: one query for all."""
    rows = workspace.records.filter(object_type__in=(ObjectType.INVOICE, ObjectType.PAYMENT)).annotate(
        day=Cast(KT("params__date"), CharField())
    )
    asked: dict[str, Any] = {name: Count("pk", filter=one) for name, one in conditions.items()}
    asked |= {f"{name}_money": Sum("amount", filter=one) for name, one in conditions.items()}
    numbers, money = dict.fromkeys(conditions, 0), {name: dict[str, Decimal]() for name in conditions}
    told: Any = rows.order_by().values("currency").annotate(**asked)
    for row in told:
        for name in conditions:
            numbers[name] += row[name]
            if row[name]:
                money[name][row["currency"]] = rounded(Decimal(row[f"{name}_money"] or 0), row["currency"])
    return {name: Group(numbers[name], money[name]) for name in conditions}


def calls_a_day(seconds: int) -> int:
    """What asking QuickBooks so often costs, where nothing has changed."""
    return int(A_DAY.total_seconds()) // seconds * CALLS_A_POLL["quickbooks"]


def every(seconds: int) -> str:
    """`Every 5 minutes`."""
    for size, word in ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        number, rest = divmod(seconds, size)
        if not rest:
            return f"Every {word}" if number == 1 else f"Every {number} {word}s"
    raise AssertionError(seconds)
