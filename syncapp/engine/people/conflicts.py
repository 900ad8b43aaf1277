"""What both sides changed: written down while it is open, closed once the record is equal again, and what people chose (B4).

Of one field of a record at most one `Conflict` is open. It is opened before anything of it is written, so that no lost
answer loses the other value; it is closed when the record settles, by then with the side that was taken, if one was, and
with what decided it where that was neither a person nor the policy.
`decision["chosen"]` holds what people chose, by key of a pair of fields: the side, what both sides held then, the value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from syncapp.core.mapping import targets
from syncapp.core.merge import Choice, FieldConflict
from syncapp.core.plan import Decision, Planned
from syncapp.core.values import ObjectType, Pair, Side, Value, shown
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.storage.activity import disagreed
from syncapp.storage.convert import decode, encode
from syncapp.storage.models import Activity, Conflict, SyncRecord

CHOSEN = "chosen"
VALUES = ["base", "hubspot_value", "quickbooks_value", "chosen", "by", "run", "at", "closed_at", "closed_by"]
Open = dict[str, Conflict]  # by key of their pair of fields


# -- what people chose -------------------------------------------------------------------------------------------


def as_decided(side: Side, seen: Pair[Value], value: Value) -> dict[str, Any]:
    """A choice as it is stored."""
    return {"side": side.value, "seen": [encode(seen[one]) for one in Side], "value": encode(value)}


def choices_of(row: SyncRecord) -> dict[str, Choice]:
    return {key: _choice(told) for key, told in row.decision.get(CHOSEN, {}).items()}


def _choice(told: Mapping[str, Any]) -> Choice:
    return Choice(Side(told["side"]), Pair(*map(decode, told["seen"])), decode(told["value"]))


def put_in_place(row: SyncRecord, planned: Planned) -> None:
    """What was chosen instead of what had been taken stands on its own side again: from there it is carried as any edit."""
    pairs = {key: key.partition("|")[::2] for key in row.decision.get(CHOSEN, {})}
    for key, choice in choices_of(row).items():
        name = dict(zip(Side, pairs[key], strict=True))[choice.side]
        if is_instead(choice) and planned.side is choice.side and name in planned.write.fields:
            spend_choices(row, [key])


def is_instead(choice: Choice) -> bool:
    """It is about what was taken already, not between what both sides hold."""
    return choice.seen[choice.side] != choice.value


def take_back(row: SyncRecord) -> None:
    """Whatever was chosen for it and is not done yet is not chosen; the row is held by the caller."""
    instead = {key for key, choice in choices_of(row).items() if is_instead(choice)}
    for key, conflict in _open([row]).get(row.pk, {}).items():
        if key in instead:
            conflict.delete()
        else:
            conflict.chosen, conflict.by = "", None
            conflict.save(update_fields=["chosen", "by"])
    row.decision = {name: value for name, value in row.decision.items() if name != CHOSEN}


def spend_choices(row: SyncRecord, keys: Collection[str]) -> None:
    """Take these out; what was chosen meanwhile stays."""
    known = row.decision.get(CHOSEN, {})
    held = SyncRecord.objects.select_for_update().values_list("decision", flat=True).get(pk=row.pk)
    left = {key: told for key, told in held.get(CHOSEN, {}).items() if key not in keys or told != known.get(key)}
    held = {name: value for name, value in held.items() if name != CHOSEN} | ({CHOSEN: left} if left else {})
    SyncRecord.objects.filter(pk=row.pk).update(decision=held)
    row.decision = held


def seal(conflict: Conflict) -> str:
    """Of what a page shows of it: a click is good for exactly that."""
    told = [conflict.pk, conflict.base, conflict.hubspot_value, conflict.quickbooks_value]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


# -- written down ------------------------------------------------------------------------------------------------


def foresee(p: Pass, decisions: Mapping[SyncRecord, Decision]) -> None:
    """Before what was decided is written; a lost answer must not lose what the other side held."""
    decided = {row: [one for one in made.conflicts if one.chosen] for row, made in decisions.items()}
    concerned = {row: conflicts for row, conflicts in decided.items() if conflicts}
    if not concerned:
        return
    with transaction.atomic():  # the rows are held as whoever chooses holds them
        list(SyncRecord.objects.select_for_update().filter(pk__in=[row.pk for row in concerned]).values_list("pk"))
        opened = _open(concerned)
        for row, conflicts in concerned.items():
            _noted(p, row, conflicts, opened.get(row.pk, {}), p.now())


def settled(p: Pass, decisions: Mapping[SyncRecord, Decision], now: datetime) -> list[Activity]:
    """Where these records stand decides what is open; the entries that tell of it, to be stored by the caller."""
    concerned = {row: one for row, one in decisions.items() if one.status == "syncing" or one.undecided}
    opened = _open(concerned)
    told: list[Activity] = []
    for row, decision in concerned.items():
        mine = opened.get(row.pk, {})
        told += _noted(p, row, decision.conflicts, mine, now)
        asked = {one.pair.key for one in decision.undecided}
        for key in mine.keys() - asked:
            told += _closed(p, row, mine[key], now)
        if asked and CHOSEN in row.decision:
            spend_choices(row, row.decision[CHOSEN].keys())
    return told


def _open(rows: Iterable[SyncRecord]) -> dict[int, Open]:
    keys = [row.pk for row in rows]
    found: dict[int, Open] = {}
    for conflict in Conflict.objects.filter(record__in=keys, closed_at=None) if keys else ():
        found.setdefault(conflict.record_id, {})[conflict.pair] = conflict
    return found


def _noted(p: Pass, row: SyncRecord, conflicts: Iterable[FieldConflict], opened: Open, now: datetime) -> list[Activity]:
    """Each of these is open, as it now stands; told is what somebody is asked, and what became of a choice."""
    told = []
    for one in conflicts:
        values = {
            "base": {side.value: encode(one.base[side]) for side in Side},
            "hubspot_value": encode(one.hubspot),
            "quickbooks_value": encode(one.quickbooks),
        }
        held = opened.get(one.pair.key)
        if held is None:
            held = Conflict(
                workspace_id=row.workspace_id, record=row, hubspot_field=one.pair.hubspot,
                quickbooks_field=one.pair.quickbooks, chosen=one.chosen or "", run=p.run, at=now, **values,
            )  # fmt: skip
            held.save()
            opened[one.pair.key] = held
            told += _asked(p, row, held, one, now)
        else:
            told += _again(p, row, held, one, values, now)
    return told


def _again(
    p: Pass, row: SyncRecord, held: Conflict, one: FieldConflict, values: Mapping[str, Any], now: datetime
) -> list[Activity]:
    told: list[Activity] = []
    before = {name: getattr(held, name) for name in (*values, "chosen", "by_id")}
    known = one.pair.key in row.decision.get(CHOSEN, {})  # what is chosen while a pass is at it is the next one's
    if one.chosen is None and held.chosen and held.by_id and known:
        told.append(_dropped(p, row, held, Side(held.chosen), now))
    if one.chosen is not None or not held.by_id or known:
        held.chosen = one.chosen or ""
        held.by_id = held.by_id if one.by_person else None
    changed = any(getattr(held, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(held, name, value)
    if before != {name: getattr(held, name) for name in before}:
        held.run, held.at = p.run, now
        held.save(update_fields=VALUES)
    return told + (_asked(p, row, held, one, now) if changed else [])


def _closed(p: Pass, row: SyncRecord, held: Conflict, now: datetime) -> list[Activity]:
    """Nothing is asked any more: the chosen value stands, the set-up has another one stand, or each its own, or people made
    both sides equal otherwise."""
    told: list[Activity] = []
    chosen = held.chosen
    if chosen and not _stands(p, row, held, Side(chosen)):
        held.chosen = ""
    if not held.chosen:
        held.closed_by, held.chosen = _by_set_up(p, row, held)
    if chosen and held.by_id and chosen != held.chosen:
        told.append(_dropped(p, row, held, Side(chosen), now))
    held.by = held.by if held.chosen and not held.closed_by else None
    if (held.chosen or held.closed_by) and not held.by_id:
        told.append(_entry(p, row, held, f"{held.closed_by} {held.chosen}".strip(), now))
    held.closed_at = now
    held.save(update_fields=VALUES)
    return told


def _by_set_up(p: Pass, row: SyncRecord, held: Conflict) -> tuple[str, str]:
    """What has decided as the sync is set up by now, and whose value stands; nothing where that did not decide."""
    rules = p.rules[ObjectType(row.object_type)]
    pair = next((one for one in rules.pairs if one.enabled and one.key == held.pair), None)
    if pair is None:
        return Conflict.ClosedBy.UNMAPPED, ""
    targets_now = targets(pair, rules.direction, rules.specs)
    source = next(iter(targets_now)).other if len(targets_now) == 1 else None
    if source is None or not _stands(p, row, held, source):
        return "", ""
    return Conflict.ClosedBy.DIRECTION, source.value


def _stands(p: Pass, row: SyncRecord, held: Conflict, side: Side) -> bool:
    record = Pair(*sides(p, row))[side]
    name = getattr(held, f"{side.value}_field")
    if record is None or name not in record.values:
        return True  # not read this time
    return bool(encode(record.values[name]) == getattr(held, f"{side.value}_value"))


def _asked(p: Pass, row: SyncRecord, held: Conflict, one: FieldConflict, now: datetime) -> list[Activity]:
    return [_entry(p, row, held, "", now)] if one.chosen is None else []


def _entry(p: Pass, row: SyncRecord, held: Conflict, chosen: str, now: datetime) -> Activity:
    fields = Pair(held.hubspot_field, held.quickbooks_field)
    before = Pair(*(shown(decode(held.base.get(side.value))) for side in Side))
    after = Pair(shown(decode(held.hubspot_value)), shown(decode(held.quickbooks_value)))
    return disagreed(row, p.run, now, fields, before, after, chosen)


def _dropped(p: Pass, row: SyncRecord, held: Conflict, chosen: Side, now: datetime) -> Activity:
    """Who chose is told that it came too late."""
    specs = p.accounts[Side.HUBSPOT].fields.get(ObjectType(row.object_type), {})
    label = specs[held.hubspot_field].label if held.hubspot_field in specs else held.hubspot_field
    by_set_up: dict[str, str] = {
        Conflict.ClosedBy.DIRECTION: f"{label} went only to {chosen.label}",
        Conflict.ClosedBy.UNMAPPED: f"{label} was not synced any more",
    }
    came = by_set_up.get(held.closed_by, f"{label} was changed again")
    why = f"{came} after {chosen.label}'s value was chosen, so that value was not written."
    return Activity(workspace=p.workspace, record=row, run=p.run, at=now, kind="decision_dropped", reason=why[:300])
