"""What is said of one record that is not simply in sync: what, why, who, what to do, and when it is tried again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from syncapp.core.catalogue.customers import CODE, NOT_FOUND, cause_of
from syncapp.core.catalogue.entry import Entry, Who, filled
from syncapp.core.catalogue.invoices import PAYMENT_OF_IT_REMOVED
from syncapp.core.catalogue.parties import AMBIGUOUS_ON_LINE, INACTIVE_OF_LINKED
from syncapp.core.catalogue.places import PLACES, STANDS_THERE
from syncapp.core.catalogue.reasons import OF_ONE, PARKED, THROUGH
from syncapp.core.errors import CATALOGUE, EXCLUDED, FIXES, PENDING, Failure, Retry, day_text, remark_text
from syncapp.core.values import ObjectType, Side
from syncapp.engine.awaited import waits
from syncapp.queries.approval_words import words_of
from syncapp.queries.states import State
from syncapp.storage.models import SyncRecord

_OURS = re.compile(r"[Cc]lick “")


@dataclass(frozen=True)
class Why:
    title: str
    what: str = ""  # what happened to this record
    because: str = ""
    who: str = ""
    steps: tuple[str, ...] = ()
    in_order: bool = False  # the steps follow each other; otherwise each is a way by itself
    fix: str = ""  # a name in core.errors.FIXES
    also: str = ""  # another one
    ways: tuple[str, ...] = ()  # more of them: to where the further steps are taken
    retry: str = ""
    rule: Retry | None = None
    next_at: datetime | None = None
    exact: str = ""  # the vendor's own words, for behind a fold

    @property
    def rest(self) -> str:
        """What happened, without the sentence that the title says already."""
        return self.what[len(self.title) :].lstrip(". ") if self.what.startswith(self.title) else self.what

    @property
    def fix_label(self) -> str:
        return FIXES.get(self.fix, "")

    @property
    def by_button(self) -> bool:
        """A step names a button of ours, which only those see who may settle it."""
        return any(_OURS.search(step) for step in self.steps)


def category(reason: str, state: State | str) -> str:
    """The "Error Category" of a reason, in few words."""
    if state == State.FAILING:
        return Failure(reason).title
    if state == State.EXCLUDED:
        return first_sentence(EXCLUDED.get(reason, ""))
    return ""


def why(record: SyncRecord, state: State) -> Why | None:
    """None where there is nothing to say: it is in sync without a remark."""
    if state is State.FAILING:
        return _failing(record)
    if state is State.EXCLUDED:
        text = _excluded(record)
        fix = "send" if record.reason == "made_while_off" else ""
        return _through(record) or Why(first_sentence(text), text, fix=fix)
    if state is State.WAITING:
        return Why(f"For {record.params['for']}" if record.params.get("for") else "For another record", waits(record))
    if state is State.PARKED:
        return _parked(record)
    if state is State.APPROVAL:
        words = words_of(record.params.get("what", ""))
        return Why(words.title, " ".join(filter(None, (words.why, PENDING["needs_approval"]))))
    if state is State.PENDING:
        text = PENDING.get(record.reason, PENDING["queued"])
        return Why(first_sentence(text.partition(":")[2] or text), text)
    if state is State.IGNORED:
        return _ignored(record)
    if state is State.REMARK:
        told = [remark_text(one) for one in record.remarks]
        return Why(first_sentence(told[0]), " ".join(told))
    return None


def _excluded(record: SyncRecord) -> str:
    told = {name: day_text(str(value)) for name, value in record.params.items()}
    more = filled(OF_ONE.get(record.reason, ""), told)
    return " ".join(filter(None, (EXCLUDED.get(record.reason, "Excluded by a rule."), more.strip())))


def _through(record: SyncRecord) -> Why | None:
    """Who is billed through another one, or shown on another one's contact."""
    through = record.params.get("through")
    if record.reason != "alias" or not through:
        return None
    side = Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
    title = f"Billed through {through}" if side is Side.HUBSPOT else f"Its invoices go to {through}"
    return Why(title, filled(THROUGH[side], {"through": through}))


def _parked(record: SyncRecord) -> Why:
    told = {name: day_text(record.params.get(name, "")) for name in ("date", "protected")}
    text = filled(PARKED, told) if all(told.values()) else PENDING["parked"]
    return Why(f"Protected through {told['protected'] or '?'}", text)


def _ignored(record: SyncRecord) -> Why:
    told = record.params
    by = f"{told['by']} ignored it." if told.get("by") else "Somebody ignored it."
    was = Failure(told["was"]).title if told.get("was") in CATALOGUE else ""
    return Why(told.get("reason") or "Ignored by a person", f"{by} It was failing: {was}." if was else by)


def _failing(record: SyncRecord) -> Why:
    variant, more = _not_found(record) if record.reason == CODE else (None, {})
    if record.reason == INACTIVE_OF_LINKED.code and record.linked:
        variant = INACTIVE_OF_LINKED
    if record.reason == PAYMENT_OF_IT_REMOVED.code and record.params.get("payment") == "removed":
        variant = PAYMENT_OF_IT_REMOVED
    if _asks_no_product(record):
        variant = AMBIGUOUS_ON_LINE
    side = _put_right_on(record)
    told = {**_known(record), **_place(record, side), **record.params, **more}
    failure = Failure(record.reason, told, record.vendor_text, variant)
    return _opened(record, _led_to(side, why_of(failure, record.next_attempt_at)))


def _asks_no_product(record: SyncRecord) -> bool:
    ambiguous = record.reason == AMBIGUOUS_ON_LINE.code and record.object_type == ObjectType.INVOICE
    return ambiguous and not record.params.get("product")


def _known(record: SyncRecord) -> dict[str, str]:
    """What the refusal of a vendor does not tell."""
    if record.reason == "closed_period" and record.document_date:
        return {"date": record.document_date.isoformat()}
    party = record.customer if "customer" in record._state.fields_cache else None
    return {"customer": party.label} if record.reason == "customer_inactive" and party else {}


def _put_right_on(record: SyncRecord) -> Side | None:
    """The system in which what fails is wrong; None where nothing tells that."""
    told = next((side for side in Side if side.label == record.params.get("system")), None)
    if record.reason == "deleted_in_hubspot":
        return Side.HUBSPOT
    if told and record.reason in STANDS_THERE:
        return told
    if not record.linked:
        return Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
    return told.other if told else None


def _place(record: SyncRecord, side: Side | None) -> dict[str, str]:
    """Where it is opened there, and what else there is to know of a finalized invoice."""
    if side is None:
        return {}
    pays = record.reason == "void_refused" and side is Side.HUBSPOT  # QuickBooks shows the payment on the invoice
    kind = ObjectType.PAYMENT if pays else ObjectType(record.object_type)
    locked = {"there": "there"} if side is Side.HUBSPOT and kind is ObjectType.INVOICE else {}
    return {"where": PLACES[side, kind], f"at_{side.value}": f"in {side.label}", **locked}


def _led_to(side: Side | None, said: Why) -> Why:
    """What can be wrong in either system leads to the one in which it is."""
    if side is None or {said.fix, said.also} != _VENDORS:
        return said
    return replace(said, fix=_FIX[side], also="", who=_WHO[side].label)


def _opened(record: SyncRecord, said: Why) -> Why:
    """What stands in one system alone is opened there, whatever the cause offers as a rule."""
    side = next((side for side, fix in _FIX.items() if fix == said.fix), None)
    return replace(said, fix=_FIX[side.other]) if side and not record.id_on(side) else said


_FIX = {Side.HUBSPOT: "open_hubspot", Side.QUICKBOOKS: "open_quickbooks"}
_VENDORS = frozenset(_FIX.values())
_WHO = {Side.HUBSPOT: Who.OPERATIONS, Side.QUICKBOOKS: Who.BOOKKEEPER}


def _not_found(record: SyncRecord) -> tuple[Entry | None, dict[str, str]]:
    """Of an invoice without a customer: what is said of the side on which it stands, and of what leaves the party out.

    Nothing is asked for it: where the party was not read with the record, less is known.
    """
    if record.linked:
        return None, {}
    side = Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
    party = record.customer if "customer" in record._state.fields_cache else None
    more = {"customer": party.label} if party is not None else {}
    cause = cause_of(side, party.status, party.reason) if party is not None else ""
    if cause != "ignored" and record.params.get("contacts") == "off":
        cause = "off"
    if cause == "direction" and record.params.get("without_email"):
        cause = "direction, no email"
    if cause == "off" and side is Side.HUBSPOT and not record.params.get("email"):
        cause = "off, no email"
    return NOT_FOUND.get((side, cause)), more


def why_of(failure: Failure, next_at: datetime | None = None) -> Why:
    """All five that are said of a failure, of a record or of nothing in particular; the vendor's own words stand apart."""
    entry, plain = failure.entry, failure.plain()
    return Why(
        title=failure.title,
        what=plain.what,
        because=failure.why,
        who=failure.who.label,
        steps=failure.remedy,
        in_order=entry.in_order,
        fix=entry.fix or "",
        also=entry.also or "",
        ways=entry.ways,
        retry=entry.retry.label,
        rule=entry.retry,
        next_at=None if entry.retry is Retry.NEVER else next_at,
        exact=failure.vendor_text or failure.params.get("reason", ""),
    )


def first_sentence(text: str) -> str:
    first = text.strip().partition(". ")[0].rstrip(".")
    return first[:1].upper() + first[1:]
