"""What one sync did, or would do: told on the command line, kept with its run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from syncapp.connectors.protocol import System
from syncapp.core.values import ORDER, Pair, Side
from syncapp.engine.context import Tally
from syncapp.engine.plan_entries import printed


@dataclass
class Result:
    run_id: int
    dry_run: bool
    tally: Tally
    calls: dict[str, int] = field(default_factory=lambda: {side.value: 0 for side in Side})
    saved: dict[str, int] = field(default_factory=lambda: {side.value: 0 for side in Side})  # calls, by batches
    moves: dict[str, dict[str, int]] = field(default_factory=dict)  # by object, how many records made which move
    plan: list[dict[str, Any]] = field(default_factory=list)
    standing: dict[str, list[dict[str, Any]]] = field(
        default_factory=dict
    )  # of a dry run: where the records would stand
    otherwise: dict[str, dict[str, Any]] = field(default_factory=dict)
    seconds: float = 0.0
    stopped: str = ""  # why it ended before everything was done
    soon: bool = False  # and what remains can be gone on with at once

    @property
    def failing(self) -> int:
        return sum(states["failing"] for states in self.tally.states.values())

    def count(self, systems: Pair[System]) -> None:
        """Every call that was made, whatever it was for, and those that were not, because others carried their records."""
        for side, system in systems:
            self.calls[side.value] += sum(system.calls.values())
            self.saved[side.value] += system.saved

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "run": self.run_id,
            "dry_run": self.dry_run,
            "objects": {object_type.plural: self._object(object_type.plural) for object_type in ORDER},
            "calls": self.calls,
            "writes": {side.value: self.tally.writes[side.value] for side in Side},
            "seconds": round(self.seconds, 3),
        }
        if self.dry_run:
            told["plan"] = printed(self.plan)
        if self.stopped:
            told["stopped"] = self.stopped
        return told

    def as_counts(self) -> dict[str, Any]:
        """What is kept with the run: of a dry run also what it rolls back."""
        told: dict[str, dict[str, Any]] = self.as_json()["objects"]
        for object_type in () if self.dry_run else ORDER:
            told[object_type.plural]["moves"] = self.moves.get(object_type.value, {})
        for name, one in told.items() if self.dry_run else ():
            one |= {"standing": self.standing.get(name, []), "otherwise": self.otherwise.get(name, {})}
        return told

    def _object(self, name: str) -> dict[str, Any]:
        states = self.tally.states.get(name, Counter())
        done = {"created": self.tally.created, "updated": self.tally.updated, "voided": self.tally.voided}
        return {
            "seen": len(self.tally.seen.get(name, ())),
            **{word: {side.value: counter[name, side.value] for side in Side} for word, counter in done.items()},
            "linked": self.tally.linked[name],
            "unchanged": max(0, states["syncing"] - self._changed(name)),
            **{word: states[word] for word in ("failing", "excluded", "pending", "ignored")},
        }

    def _changed(self, name: str) -> int:
        """Records of this object that were written on either side."""
        return len({record for record, plural in self.tally.written if plural == name})
