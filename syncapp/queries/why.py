"""What is said of one record that is not simply in sync: what, why, who, what to do, and when it is tried again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from syncapp.core.errors import EXCLUDED, FIXES, PENDING, REMARKS, Failure, Retry
from syncapp.queries.states import State
from syncapp.storage.models import SyncRecord


@dataclass(frozen=True)
class Why:
    title: str
    what: str = ""  # what happened to this record
    because: str = ""
    who: str = ""
    steps: tuple[str, ...] = ()
    fix: str = ""  # a name in core.errors.FIXES
    retry: str = ""
    next_at: datetime | None = None
    exact: str = ""  # the vendor's own words, for behind a fold

    @property
    def fix_label(self) -> str:
        return FIXES.get(self.fix, "")


def category(reason: str, state: State | str) -> str:
    """The "Error Category" of a reason, in few words."""
    if state == State.FAILING:
        return Failure(reason).title
    if state == State.EXCLUDED:
        return _first_sentence(EXCLUDED.get(reason, ""))
    return ""


def why(record: SyncRecord, state: State) -> Why | None:
    """None where there is nothing to say: it is in sync without a remark."""
    if state is State.FAILING:
        return _failing(record)
    if state is State.EXCLUDED:
        text = EXCLUDED.get(record.reason, "Left out by a rule.")
        through = record.params.get("through")
        return Why(f"Billed through {through}" if through else _first_sentence(text), text)
    if state is State.WAITING:
        return Why(f"For {record.params['for']}" if record.params.get("for") else "For another record", PENDING["waiting"])
    if state is State.PARKED:
        return Why(f"Protected through {record.params.get('protected', '?')}", PENDING["parked"])
    if state in (State.PENDING, State.APPROVAL):
        text = PENDING.get(record.reason, PENDING["queued"])
        return Why(_first_sentence(text.partition(":")[2] or text), text)
    if state is State.IGNORED:
        return Why(record.params.get("reason") or "Left out by a person", record.params.get("by", ""))
    if state is State.REMARK:
        told = [REMARKS.get(one["code"], one["code"]) for one in record.remarks]
        return Why(_first_sentence(told[0]), " ".join(told))
    return None


def _failing(record: SyncRecord) -> Why:
    failure = Failure(record.reason, _unbroken(record.params), _unbroken_text(record.vendor_text))
    # The catalogue's first sentence tells what happened, the others why it matters.
    what, dot, because = failure.cause.partition(". ")
    return Why(
        title=failure.title,
        what=what + dot.strip(),
        because=because,
        who=failure.entry.who.label,
        steps=failure.remedy,
        fix=failure.entry.fix or "",
        retry=_RETRY[failure.entry.retry],
        next_at=record.next_attempt_at,
        exact=record.vendor_text,
    )


def _unbroken(params: Mapping[str, str]) -> dict[str, str]:
    return {name: _unbroken_text(str(value)) for name, value in params.items()}


def _unbroken_text(text: str) -> str:
    """A dot in a name ("Acme Inc. Berlin") ends no sentence of ours."""
    return text.replace(". ", ".\N{NO-BREAK SPACE}")


_RETRY = {
    Retry.AT_ONCE: "Is read again and tried again in the same run.",
    Retry.BACKOFF: "Tries again by itself.",
    Retry.ON_CHANGE: "Goes by itself when the cause is gone.",
    Retry.NEVER: "Will not try again by itself: it could make a duplicate.",
}


def _first_sentence(text: str) -> str:
    first = text.strip().partition(". ")[0].rstrip(".")
    return first[:1].upper() + first[1:]
