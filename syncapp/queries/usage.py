"""Calls of the two accounts: taken today, still allowed, and saved by batches (B8). One query with the connections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, IntegerField, JSONField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from syncapp.core.values import Side
from syncapp.engine.access.pace import Block, Window, allowance
from syncapp.storage.models import Connection, RateBudget, Run, Workspace


@dataclass(frozen=True)
class Usage:
    """Of one account: whoever called it for whichever workspace; only what batches saved is this workspace's own."""

    side: Side
    today: int
    daily: int | None  # what we allow ourselves of the vendor's daily limit; None: there is none
    window: Window  # of any kind of call, the one that is used up most
    in_window: int
    saved: int
    quiet_until: datetime | None  # nobody calls before

    @property
    def seconds(self) -> int:
        """Of the window, as the vendor counts them: ours are a little longer."""
        return int(self.window.seconds)

    @property
    def left(self) -> int | None:
        return None if self.daily is None else max(0, self.daily - self.today)

    @property
    def share(self) -> str:
        """How much is used up, of 100."""
        used, of = (self.in_window, self.window.calls) if self.daily is None else (self.today, self.daily)
        return f"{min(100, 100 * used / of):.2f}"


def connections_and_usage(workspace: Workspace) -> tuple[dict[str, Connection], list[Usage]]:
    """By side, without their tokens: no page needs them."""
    now = timezone.now()
    zone = ZoneInfo(workspace.time_zone)
    rows: list[Any] = list(_rows(workspace, datetime.combine(now.astimezone(zone).date(), time(0), zone)))
    usages = [_usage(row, now, zone) for row in sorted(rows, key=lambda row: row.side)]
    return {row.side: row for row in rows}, usages


def _rows(workspace: Workspace, midnight: datetime) -> QuerySet[Connection]:
    budget = RateBudget.objects.filter(side=OuterRef("side"), account_id=OuterRef("account_id"))
    runs = Run.objects.filter(workspace=workspace, ended_at__gte=midnight).order_by()
    saved = {
        side: Subquery(runs.values("workspace").annotate(n=Sum(Cast(KT(f"saved__{side}"), IntegerField()))).values("n"))
        for side in Side
    }
    return (
        Connection.objects.filter(workspace=workspace)
        .defer("access_token", "refresh_token")
        .annotate(
            budget_day=Subquery(budget.values("day")),
            budget_today=Subquery(budget.values("today")),
            budget_taken=Subquery(budget.values("taken"), output_field=JSONField()),
            saved=Case(*(When(side=side, then=saved[side]) for side in Side), output_field=IntegerField()),
            renewed=Case(When(refresh_token="", then=Value("")), default=Value("yes"), output_field=CharField()),
        )
    )


def _usage(row: Any, now: datetime, zone: ZoneInfo) -> Usage:
    allowed = allowance(Side(row.side), private=not row.renewed, edition=row.edition)
    blocks = [Block(*one) for one in row.budget_taken or ()]
    taken = {one: _in(one, blocks, now.timestamp()) for one in allowed.windows if not one.kind}
    window = max(taken, key=lambda one: (taken[one] / one.calls, one.seconds))
    today = row.budget_today if row.budget_day == now.astimezone(zone).date() else 0
    quiet = row.paused_until if row.paused_until and row.paused_until > now else None
    return Usage(Side(row.side), today or 0, allowed.daily, window, taken[window], row.saved or 0, quiet)


def _in(window: Window, blocks: Iterable[Block], now: float) -> int:
    return sum(one.calls for one in blocks if one.ends > now - window.seconds)
