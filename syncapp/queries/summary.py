"""A run in words, for a bookkeeper at the terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from syncapp.core.catalogue.reasons import paused
from syncapp.core.errors import EXCLUDED, PENDING, Failure, remark_text
from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.engine.context import state_counts
from syncapp.engine.result import Result
from syncapp.queries.counts import Tally
from syncapp.queries.states import State, holds
from syncapp.storage.models import Run, SyncRecord, Workspace

Done = Counter[tuple[str, str]]  # an object and what was done to it where → how often

WATCHED = ("syncing", "pending", "failing")  # while the sync of their object is on
NOUNS = {
    ObjectType.CONTACT: "Contacts",
    ObjectType.PRODUCT: "Products",
    ObjectType.INVOICE: "Invoices",
    ObjectType.PAYMENT: "Payments",
}


def in_words(workspace: Workspace, result: Result) -> str:
    lines = [f"{workspace.name}: {'what a sync would do' if result.dry_run else 'synced'} in {result.seconds:.1f} s"]
    tally = Tally(workspace)
    lines += _object_lines(_done(result.as_json()["objects"]), result.tally.states, tally.off)
    if result.dry_run:
        lines += ["", *_planned(result)]
    else:
        lines += _stories(tally)
    return "\n".join(lines)


def runs_in_words(workspace: Workspace, runs: Iterable[Run]) -> str:
    """What these runs, which have ended, did together, and how it stands now."""
    done, seconds, tally = Done(), 0.0, Tally(workspace)
    for run in runs:
        done += _done(run.counts)
        seconds += (run.ended_at - run.started_at).total_seconds() if run.ended_at else 0.0
    lines = [f"{workspace.name}: synced in {seconds:.1f} s", *_object_lines(done, state_counts(workspace), tally.off)]
    return "\n".join(lines + _stories(tally))


def _done(counts: Mapping[str, Any]) -> Done:
    """From a run's counts."""
    done = Done()
    for name, told in counts.items():
        for word in ("created", "updated", "voided"):
            done.update({(name, f"{word} in {side.label}"): told[word][side.value] for side in Side})
        done[name, "linked"] += told["linked"]
    return done


def _object_lines(done: Done, states: Mapping[str, Mapping[str, int]], off: Collection[str]) -> list[str]:
    lines = []
    for object_type in ORDER:
        stand = states.get(object_type.plural, {})
        if object_type in off:
            stand = {**stand, "paused": sum(stand.get(state, 0) for state in WATCHED)}
        shown = ("paused",) if object_type in off and stand["paused"] else WATCHED
        numbers = ", ".join(f"{stand.get(state, 0)} {state}" for state in (*shown, "excluded"))
        told = [f"{number} {what}" for (name, what), number in done.items() if number and name == object_type.plural]
        lines.append(f"{NOUNS[object_type]:>9}: {numbers}" + (f"; {', '.join(told)}" if told else ""))
    return lines


def _planned(result: Result) -> list[str]:
    lines = [f"{len(result.plan)} writes planned:"]
    for one in result.plan:
        side = Side(one["system"]).label
        lines.append(f"  {one['action']} {one['object'][:-1]} {one['label']} in {side}: {one['reason']}")
    return lines


def _stories(tally: Tally) -> list[str]:
    """What needs someone, first; then what waits, what rests because its object does not sync, and what is kept out by rule."""
    records = SyncRecord.objects.filter(workspace=tally.workspace)
    rests = holds(State.PAUSED, tally.off)
    rows = records.exclude(rests).exclude(status="syncing").order_by("object_type", "label", "pk")
    lines = _failing([row for row in rows if row.status == "failing"])
    lines += _grouped("Goes by itself or with a click", [row for row in rows if row.status == "pending"], PENDING)
    lines += _paused(Counter(records.filter(rests).values_list("object_type", flat=True)), tally)
    lines += _grouped("Excluded by a rule", [row for row in rows if row.status == "excluded"], EXCLUDED, names=0)
    return lines + _remarks(records.filter(status="syncing").exclude(rests))


def _paused(numbers: Counter[str], tally: Tally) -> list[str]:
    lines = ["", "Paused:"] if numbers else []
    for object_type in ORDER:
        if number := numbers[object_type]:
            why = paused(object_type, invoices_on=ObjectType.INVOICE not in tally.off)
            lines.append(f"  {number} {object_type.plural if number > 1 else object_type}: {why}")
    return lines


def _failing(rows: list[SyncRecord]) -> list[str]:
    """By cause, each told once with what to do; then the records with what is particular to them."""
    if not rows:
        return ["", "Nothing needs anybody."]
    causes: dict[str, list[SyncRecord]] = defaultdict(list)
    for row in rows:
        causes[row.reason].append(row)
    lines = ["", f"Needs someone ({len(rows)}):"]
    for reason, members in sorted(causes.items(), key=lambda one: -len(one[1])):
        lines.append(f"  {Failure(reason).title}")
        for row in members:
            lines.append(f"    · {_named(row)}: {Failure(reason, row.params, row.vendor_text).cause}")
        lines += [f"      → {step}" for step in Failure(reason).remedy[:2]]
    return lines


def _named(row: SyncRecord) -> str:
    """A record as people know it; of one that stands on one side only, which."""
    only = "" if row.linked else f" in {(Side.HUBSPOT if row.hubspot_id else Side.QUICKBOOKS).label}"
    money = f", {row.amount:,.2f} {row.currency}" if row.amount is not None and row.object_type == "invoice" else ""
    return f"{row.object_type} {row.label}{money}{only}"


def _grouped(title: str, rows: list[SyncRecord], words: object, names: int = 8) -> list[str]:
    groups: dict[tuple[str, str], list[SyncRecord]] = defaultdict(list)
    for row in rows:
        groups[row.object_type, row.reason].append(row)
    lines = ["", f"{title}:"] if groups else []
    for (object_type, reason), members in groups.items():
        money = sum((row.amount for row in members if row.amount), Decimal(0))
        total = f", {money:.2f} in all" if object_type == "invoice" else ""
        lines.append(f"  {len(members)} {object_type}{'s' if len(members) > 1 else ''}{total}: {words[reason]}")  # type: ignore[index]
        shown = [f"{row.label}{_for(row)}" for row in members[:names]]
        if shown:
            lines.append(f"      {'; '.join(shown)}{' …' if len(members) > names else ''}")
    return lines


def _for(row: SyncRecord) -> str:
    return f" (waits for {row.params['for']})" if row.params.get("for") else ""


def _remarks(records: QuerySet[SyncRecord]) -> list[str]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for object_type, remarks in records.exclude(remarks=[]).values_list("object_type", "remarks"):
        for remark in remarks:
            counts[object_type, remark["code"]] += 1
    lines = ["", "In sync, with a remark:"] if counts else []
    return lines + [
        f"  {number} {object_type}{'s' if number > 1 else ''}: {remark_text({'code': code})}"
        for (object_type, code), number in counts.items()
    ]
