"""The search box: the records that match while one types, and of what a vendor holds why it is not among ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from syncapp.connectors.protocol import Holder
from syncapp.core.errors import day_text
from syncapp.core.values import ObjectType, Side
from syncapp.queries.changes import money_text
from syncapp.queries.counts import Tally
from syncapp.queries.links import vendor_page
from syncapp.queries.records import found_by
from syncapp.queries.states import State, state_of
from syncapp.storage.models import SyncRecord, Workspace

SHOWN = 8
HEAVY = ("hubspot_base", "quickbooks_base", "hubspot_seen", "quickbooks_seen", "floor", "decision", "vendor_text")


@dataclass(frozen=True)
class Hit:
    record: SyncRecord
    state: State


@dataclass(frozen=True)
class Told:
    """What stands at a vendor under the number, with our record of it or why there is none."""

    side: Side
    kind: str
    number: str
    holder: Holder
    record: SyncRecord | None
    why: str
    page: str = ""

    @property
    def facts(self) -> list[str]:
        """Whose, of which day, how much."""
        told = (self.holder.label, day_text(self.holder.date), money_text(self.holder.amount, self.holder.currency))
        return [one for one in told if one and one != self.number]


def hits(workspace: Workspace, text: str, tally: Tally) -> list[Hit]:
    """The newest that match."""
    if not text.strip():
        return []
    rows = found_by(workspace, text).defer(*HEAVY).order_by("-pk")[:SHOWN]
    return [Hit(row, state_of(row, tally.off)) for row in rows]


def explained(
    workspace: Workspace, number: str, side: Side, holders: Sequence[Holder], tally: Tally, portal: str
) -> list[Told]:
    ids = [holder.id for holder in holders if holder.kind == "Invoice"]
    ours = SyncRecord.objects.filter(
        workspace=workspace, object_type=ObjectType.INVOICE, **{f"{side.value}_id__in": ids}
    ).defer(*HEAVY)
    known = {row.id_on(side): row for row in ours} if ids else {}
    return [
        _told(number, side, holder, known.get(holder.id) if holder.kind == "Invoice" else None, tally, portal)
        for holder in holders
    ]


def _told(number: str, side: Side, holder: Holder, record: SyncRecord | None, tally: Tally, portal: str) -> Told:
    kind = kind_words(holder.kind)
    if holder.kind != "Invoice":
        return Told(side, kind.capitalize(), number, holder, None, f"A {kind} is no invoice, and only invoices sync.")
    row = record or SyncRecord(object_type=ObjectType.INVOICE, **{f"{side.value}_id": holder.id})
    return Told(
        side, "Invoice", number, holder, record, "" if record else _why_not(side, tally), vendor_page(row, side, portal)
    )


def kind_words(kind: str) -> str:
    """What a vendor calls a kind of document, as people say it: `credit memo`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind).strip()


def _why_not(side: Side, tally: Tally) -> str:
    sync = tally.syncs.get(ObjectType.INVOICE)
    if sync is None:
        return "The invoice sync is not set up yet, so no invoice is read."
    if not sync.enabled:
        return "The invoice sync is off, so no invoice is read."
    return f"It was not in {side.label} yet when that was last read. The next run reads it, and its page then says what becomes of it."
