"""What is wrong with a workspace now, so far as somebody should be told without looking (B7).

Everything is told by rows that others keep: nothing is asked of a vendor, and no text of a vendor is passed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse

from syncapp.core.alerts import (
    EXPIRES_WITHIN,
    FEW,
    LEAST,
    MOST_CALLS,
    PATIENCE,
    RATE_OVER,
    Found,
    Kind,
)
from syncapp.core.errors import Failure, Retry
from syncapp.core.ledgers import Outcome
from syncapp.core.money import amount_text
from syncapp.core.periods import Period
from syncapp.core.plans.fields import BOTH_CHANGED
from syncapp.core.values import ObjectType, Side, day_words, moment_words
from syncapp.engine.setup.checklist import told
from syncapp.queries.at_work import lease_holder_works
from syncapp.queries.counts import Money, Tally
from syncapp.queries.failures import Group, Stop, groups, records_of, stops
from syncapp.queries.runs import unbelieved
from syncapp.queries.states import State
from syncapp.queries.syncs import connections_of, last_run
from syncapp.storage.models import Activity, AlertRules, Connection, Reconciliation, Run, SyncRecord, Workspace

NAMED = 5  # records that a message names; the rest are behind its link
SPANS = 20  # of the last results of reconciliations
MOVES = 2_000  # of each kind, of the last day: so many are looked at


def conditions(workspace: Workspace, rules: AlertRules, now: datetime) -> list[Found]:
    """All that holds. While everything is paused nobody expects a run, and what had stopped before stays so."""
    tally = Tally(workspace, unsettled=True)
    if not tally.on:
        return []
    connections, run = connections_of(workspace), last_run(workspace)
    found = [*_expiring(workspace, connections, now), *_checklist(workspace), *_failing(workspace, tally, rules)]
    found += [*_rate(workspace, rules, now), *_waiting(workspace, tally), *_differences(workspace)]
    if not workspace.paused:
        found += _stopped(workspace, tally, connections, run, now)
    return found


def _plain(money: Money) -> dict[str, str]:
    """By currency, as `Found` and its messages carry amounts."""
    return {currency: format(amount, "f") for currency, amount in money.items()}


def _page(workspace: Workspace, name: str, *args: Any, **query: str) -> str:
    address = reverse(name, args=[workspace.slug, *args])
    return f"{address}?{urlencode(query)}" if query else address


# -- the sync and its connections ------------------------------------------------------------------------------------


def _stopped(
    workspace: Workspace, tally: Tally, connections: dict[str, Connection], run: Run | None, now: datetime
) -> Iterator[Found]:
    halts = stops(workspace, connections, run, now)
    for stop in halts:
        yield _of_stop(workspace, stop)
    if (guarded := unbelieved(run)) is not None:
        yield Found(
            Kind.STOPPED,
            "stopped:guard",
            "The last run stopped itself and asks a person",
            guarded.result,
            _page(workspace, "run", guarded.pk),
        )
    elif not halts and (since := _without_a_run(workspace, tally, run, now)):
        text = (
            f"It looks every {_minutes(workspace.poll_every)}, and none has ended since {clock_words(workspace, since)}. "
            "Whoever runs this server finds the reason in its log."
        )
        yield Found(Kind.STOPPED, "stopped:silent", "No run has ended for a while", text, _page(workspace, "runs"))


def _of_stop(workspace: Workspace, stop: Stop) -> Found:
    why = stop.why
    by_itself = why.rule in (Retry.BACKOFF, Retry.AT_ONCE)
    kind = Kind.CONNECTION if stop.unconnected else Kind.STOPPED
    where = "integrations" if stop.unconnected else "home"
    text = " ".join(filter(None, (why.what, why.because, *why.steps[:1])))
    return Found(
        kind,
        f"stopped:{stop.code}",
        why.title,
        text,
        _page(workspace, where),
        patience=PATIENCE if by_itself else timedelta(),
    )


def _without_a_run(workspace: Workspace, tally: Tally, run: Run | None, now: datetime) -> datetime | None:
    """Since when, if it is longer than it should be and nobody is at work."""
    turned_on = max((one.started_at for one in tally.syncs.values() if one.enabled and one.started_at), default=None)
    since = max(filter(None, (turned_on, run.ended_at or run.started_at if run else None)), default=None)
    if since is None or now - since < max(LEAST, workspace.poll_every * MOST_CALLS):
        return None
    return None if lease_holder_works(workspace) else since


def _expiring(workspace: Workspace, connections: dict[str, Connection], now: datetime) -> Iterator[Found]:
    for side in Side:
        row = connections.get(side)
        ends = row.refresh_expires_at if row and row.state == Connection.State.CONNECTED else None
        if ends is not None and ends - now < EXPIRES_WITHIN:
            day = day_words(ends.astimezone(ZoneInfo(workspace.time_zone)).date())
            yield Found(
                Kind.CONNECTION,
                f"expires:{side}",
                f"The sign-in to {side.label} ends on {day}",
                "After that nothing is read or written. Let a sync run, which renews it, or open Integrations and click "
                f"“Reconnect {side.label}”.",
                _page(workspace, "integrations"),
            )


def _checklist(workspace: Workspace) -> Iterator[Found]:
    """What the last check found to stop the sync, or worse than before; the sign-in is looked at here, each time."""
    kept = told(workspace)
    for one in (*kept.blocking, *kept.worse):
        if not one.code.startswith("sign_in_"):
            text = " ".join(filter(None, (one.advice, one.where and f"Where: {one.where}.")))
            yield Found(Kind.CHECKLIST, f"checklist:{one.code}", one.sentence, text, _page(workspace, "integrations"))


# -- records ---------------------------------------------------------------------------------------------------------


def _failing(workspace: Workspace, tally: Tally, rules: AlertRules) -> Iterator[Found]:
    for group in groups(tally):
        if group.code != BOTH_CHANGED and group.cell.number >= rules.failing_from:
            yield Found(
                Kind.FAILING,
                f"failing:{group.code}",
                f"{counted(group)}: {group.why.title}",
                " ".join(filter(None, (group.sentence, *group.why.steps[:1]))),
                f"{_page(workspace, 'failures', cause=group.code)}#cause-{group.code}",
                group.cell.number,
                _plain(group.money),
                group.cell.newest,
            )


def counted(group: Group) -> str:
    """`3 invoices ($1,250.00) fail`."""
    said = []
    for object_type, cell in group.parts.items():
        noun = object_type.value if cell.number == 1 else object_type.plural
        said.append(f"{cell.number:,} {noun}{sum_words(cell.money)}")
    return f"{' and '.join(said)} {'fails' if group.cell.number == 1 else 'fail'}"


def sum_words(money: Money) -> str:
    return f" ({money_words(money)})" if money else ""


def money_words(money: Money) -> str:
    """Each currency by itself, because they do not add up."""
    return ", ".join(amount_text(amount, currency) for currency, amount in sorted(money.items()))


def _rate(workspace: Workspace, rules: AlertRules, now: datetime) -> Iterator[Found]:
    """Of the records that came to an end within a day, how many fail now."""
    moves = Activity.objects.filter(workspace=workspace, record__isnull=False)
    stands: dict[int, str] = {}
    for kind in ("failing", "syncing"):  # each by its index, however many there have been
        rows = moves.filter(kind=kind).order_by("-pk").values_list("record", "record__status", "at")[:MOVES]
        stands |= {record: status for record, status, at in rows if now - at < RATE_OVER}
    failing = sum(status == SyncRecord.Status.FAILING for status in stands.values())
    if failing >= FEW and failing * 100 >= rules.rate_percent * len(stands):
        share = failing * 100 // len(stands)
        yield Found(
            Kind.RATE,
            "rate",
            f"{failing:,} of {len(stands):,} records fail ({share}%)",
            "Of the records that were compared or sent in the last 24 hours. Failures lists them by cause.",
            _page(workspace, "failures"),
            failing,
        )


def _waiting(workspace: Workspace, tally: Tally) -> Iterator[Found]:
    conflicts = tally.cell([State.FAILING], reasons=[BOTH_CHANGED])
    if conflicts.number:
        one = conflicts.number == 1
        yield Found(
            Kind.WAITING,
            "waiting:conflicts",
            f"{conflicts.number:,} {'record needs' if one else 'records need'} a choice{sum_words(conflicts.money)}",
            Failure(BOTH_CHANGED).plain().what,
            _page(workspace, "conflicts"),
            conflicts.number,
            _plain(conflicts.money),
            conflicts.newest,
        )
    asked = tally.cell([State.APPROVAL])
    if asked.number:
        one = asked.number == 1
        yield Found(
            Kind.WAITING,
            "waiting:approvals",
            f"{asked.number:,} {'record needs' if one else 'records need'} approval before being sent{sum_words(asked.money)}",
            "A click of yours sends them, or says that they never go.",
            _page(workspace, "approvals"),
            asked.number,
            _plain(asked.money),
            asked.newest,
        )


def _differences(workspace: Workspace) -> Iterator[Found]:
    """Of each span of days the last result; it is over once a later one of the same days finds none."""
    rows = Reconciliation.objects.filter(workspace=workspace, ended_at__isnull=False, failed="")
    seen: set[Period] = set()
    for result in rows.order_by("-pk").defer("sums")[:SPANS]:
        period = Period(result.first_day, result.last_day)
        number = result.number(Outcome.DIFFERENT)
        if period not in seen and number and result.ended_at:
            days = {"from": period.first.isoformat(), "to": period.last.isoformat(), "show": Outcome.DIFFERENT.value}
            yield Found(
                Kind.DIFFERENCE,
                f"difference:{period.first}:{period.last}",
                f"{number:,} {'difference' if number == 1 else 'differences'} in {period.words}",
                f"Found by the reconciliation of {clock_words(workspace, result.ended_at)}. Each stands there with both "
                "sides and why, where that is known.",
                _page(workspace, "reconciliation", **days),
                number,
                newest=result.news_at,
            )
        seen.add(period)


def named(workspace: Workspace, found: Found, since: datetime | None) -> list[dict[str, str]]:
    """The newest records of a cause, each with its page; `since`: only those that came to it later."""
    if found.kind is not Kind.FAILING:
        return []
    rows: Any = records_of(Tally(workspace, unsettled=True), found.key.partition(":")[2])
    rows = rows.filter(since__gt=since) if since else rows
    return [
        {"text": _name(record), "path": _page(workspace, "record", record.pk)}
        for record in rows.order_by("-since", "-pk")[:NAMED]
    ]


def _name(record: SyncRecord) -> str:
    """`Invoice HS-2041, Linden Homes, $120.00`."""
    what = record.object_type.capitalize()
    name = (
        f"{what} {record.number or record.label}"
        if record.object_type != ObjectType.CONTACT
        else f"{what} {record.label}"
    )
    customer = record.customer_name if record.object_type == ObjectType.INVOICE else ""
    amount = amount_text(record.amount, record.currency) if record.amount is not None and record.currency else ""
    return ", ".join(filter(None, (name, customer, amount)))


def clock_words(workspace: Workspace, at: datetime) -> str:
    """`Nov 24, 9:05 AM`, in the company's zone."""
    return moment_words(at.astimezone(ZoneInfo(workspace.time_zone)))


def _minutes(length: timedelta) -> str:
    minutes = max(1, round(length.total_seconds() / 60))
    return "minute" if minutes == 1 else f"{minutes} minutes"
