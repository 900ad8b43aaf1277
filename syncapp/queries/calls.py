"""What a run sent to the vendors. Bodies and answers stay where they are: they hold people's data, and no page needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import Prefetch

from syncapp.connectors.redact import redacted, redacted_path
from syncapp.core.errors import Failure
from syncapp.core.values import Side
from syncapp.queries.records import with_invoice
from syncapp.queries.run import Slice
from syncapp.storage.models import Call, Operation, Run

CALLS = 25
STATES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        Call.State.PLANNED: ("Not sent", "pending", ""),
        Call.State.SENT: ("Sent, no answer yet", "pending", ""),
        Call.State.DONE: ("Answered", "ok", "ok"),
        Call.State.FAILED: ("Refused, nothing was changed", "alert", "bad"),
        Call.State.UNKNOWN: ("No answer came; looked up before anything else is sent", "waiting", ""),
        Call.State.DROPPED: ("Settled by looking at both sides", "ok", ""),
    }
)
_DONE: Mapping[str, str] = MappingProxyType(
    {"create": "Create", "update": "Change", "delete": "Remove", "void": "Void"}
)


@dataclass(frozen=True)
class Sent:
    """One write of a call."""

    operation: Operation

    @property
    def what(self) -> str:
        one = self.operation
        return f"{_DONE.get(one.action, one.action.capitalize())} {one.entity}"

    @property
    def state(self) -> tuple[str, str, str]:
        return STATES[self.operation.state]

    @property
    def problem(self) -> str:
        """What the vendor had against it, in our words."""
        told: dict[str, Any] = self.operation.problem or {}
        return Failure(told["code"]).title if told.get("code") else ""

    @property
    def exact(self) -> str:
        return redacted(str((self.operation.problem or {}).get("text") or ""))


@dataclass(frozen=True)
class CallLine:
    call: Call
    writes: list[Sent]

    @property
    def side(self) -> Side:
        return Side(self.call.side)

    @property
    def path(self) -> str:
        return redacted_path(self.call.path)

    @property
    def state(self) -> tuple[str, str, str]:
        return STATES[self.call.state]

    @property
    def refused(self) -> int:
        """Of a batch that was answered, how many of its writes were not taken."""
        return sum(one.operation.state == Call.State.FAILED for one in self.writes)


def calls_of(run: Run, after: int | None) -> Slice:
    """Newest first, each with its writes and their records."""
    operations = Prefetch(
        "operations", with_invoice(Operation.objects.select_related("record"), "record__").defer("changes")
    )
    calls = Call.objects.filter(run=run).defer("body", "items", "answer").prefetch_related(operations)
    found = list((calls if after is None else calls.filter(pk__lt=after)).order_by("-pk")[: CALLS + 1])
    lines = [CallLine(call, [Sent(one) for one in call.operations.all()]) for call in found[:CALLS]]
    return Slice(lines, found[CALLS - 1].pk if len(found) > CALLS else None, after is None)
