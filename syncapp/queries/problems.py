"""What waits in Linking, one problem at a time: every record that one question is about, asked once (A2, A5, B23)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from syncapp.core.errors import entry
from syncapp.core.values import ObjectType, Side, name_key
from syncapp.queries.candidates import KINDS, Candidate, side_of
from syncapp.queries.facts import Facts, facts_of
from syncapp.queries.links import vendor_page
from syncapp.queries.offers import Offer, offers_with
from syncapp.queries.records import found_by, matching
from syncapp.queries.states import State
from syncapp.queries.why import Why, why
from syncapp.storage.models import Connection, SyncRecord, Workspace

LOOKED_AT = 2_000  # the newest; the rest come in sight as these are settled
SIZE = 10  # problems a page
SHOWN = 12  # records of one problem; the rest come in sight as these are settled
NOUNS = {ObjectType.CONTACT: ("contact", "customer"), ObjectType.PRODUCT: ("product", "item")}
# By reason: the param that its records share, and what people call it.
SHARED = {
    "ambiguous_sku": ("sku", "SKU"),
    "ambiguous_customer": ("email", "email address"),
    "shared_email": ("email", "email address"),
}


@dataclass(frozen=True)
class Party:
    """One of those that come into question, on one side. `linked`: it has its partner already."""

    record: SyncRecord
    side: Side
    facts: Facts
    page: str
    linked: bool
    shares: bool  # and is not there for its name alone

    @property
    def external_id(self) -> str:
        return self.record.id_on(self.side) or ""


@dataclass(frozen=True)
class Question:
    record: SyncRecord
    why: Why | None
    fix: str
    offer: Offer

    @property
    def settled(self) -> bool:
        return bool(self.record.decision or self.offer.decided)


@dataclass
class Problem:
    value: str  # what they share
    records: list[SyncRecord]
    parties: list[Party] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def first(self) -> SyncRecord:
        return self.records[0]

    @property
    def why(self) -> Why | None:
        return why(self.first, State.FAILING)

    @property
    def columns(self) -> list[str]:
        """What is known of at least one of them, in the order of their kind."""
        return list(dict.fromkeys(label for party in self.parties for label in party.facts))

    @property
    def title(self) -> str:
        """`2 items in QuickBooks have the SKU MULCH-3`; of what shares nothing, its own name."""
        shared = SHARED.get(self.first.reason)
        counts = [(side, self._on(side)) for side in Side]
        told = [
            f"{number} {self.noun(side)}s in {'HubSpot' if side is Side.HUBSPOT else 'QuickBooks'}"
            for side, number in counts
            if number > 1
        ]
        if not shared or not told:
            return self.first.label or self.first.number or "Without a name"
        return f"{' and '.join(told)} have the {shared[1]} {self.value}"

    def _on(self, side: Side) -> int:
        listed = {party.record.pk for party in self.parties if party.side is side and party.shares}
        return len(listed | {record.pk for record in self.records if record.id_on(side)})

    @property
    def more(self) -> int:
        return max(0, len(self.records) - SHOWN)

    @property
    def alone(self) -> bool:
        """Nothing is shared: it is about one record."""
        return self.title == (self.first.label or self.first.number or "Without a name")

    def noun(self, side: Side) -> str:
        return NOUNS.get(ObjectType(self.first.object_type), ("record", "record"))[0 if side is Side.HUBSPOT else 1]


@dataclass(frozen=True)
class Problems:
    shown: list[Problem]
    number: int
    records: int  # that all of them are about
    page: int
    capped: bool

    @property
    def pages(self) -> int:
        return max(1, -(-self.number // SIZE))


def problems(
    waiting: QuerySet[SyncRecord], connections: Mapping[str, Connection], today: date, page: int = 1, text: str = ""
) -> Problems:
    """`waiting`: the failing records that wait for a choice. In a number of queries that does not grow."""
    rows = list(waiting.select_related("workspace").defer("floor").order_by("-pk")[:LOOKED_AT])
    found = _about(_grouped(rows), waiting, text)
    page = min(max(1, page), max(1, -(-len(found) // SIZE)))
    shown = found[(page - 1) * SIZE : page * SIZE]
    mine = [record for problem in shown for record in problem.records[:SHOWN]]
    if mine:
        _fill(mine[0].workspace, shown, mine, connections, today)
    return Problems(shown, len(found), sum(len(one.records) for one in found), page, len(rows) == LOOKED_AT)


def _grouped(rows: Iterable[SyncRecord]) -> list[Problem]:
    """By what they share, the newest first."""
    found: dict[tuple[str, str, str], Problem] = {}
    for row in rows:
        name, _ = SHARED.get(row.reason, ("", ""))
        value = row.params.get(name, "") if name else ""
        key = (row.object_type, name, value.casefold()) if value else (row.object_type, "", str(row.pk))
        found.setdefault(key, Problem(value, [])).records.append(row)
    return list(found.values())


def _about(found: list[Problem], waiting: QuerySet[SyncRecord], text: str) -> list[Problem]:
    """Those about a record that the text leads to, or that such a record waits for; each stays whole."""
    first = next((problem.first for problem in found), None)
    if not text or first is None:
        return found
    behind = found_by(first.workspace, text).filter(reason="waiting").values_list("waiting_on", flat=True)
    meant = {*matching(waiting, first.workspace, text).values_list("pk", flat=True), *behind}
    return [
        one
        for one in found
        if (name_key(text) or "") in (name_key(one.value) or "") or meant & {record.pk for record in one.records}
    ]


def _fill(
    workspace: Workspace,
    shown: Sequence[Problem],
    mine: Sequence[SyncRecord],
    connections: Mapping[str, Connection],
    today: date,
) -> None:
    offered, candidates = offers_with(workspace, mine, today)
    for problem in shown:
        asking = problem.records[:SHOWN]
        beside = [one.record for record in asking for one in candidates.get(record.pk, ())]
        among = beside if entry(problem.first.reason).fix == "pick_contact" else (*asking, *beside)
        rows = {row.pk: row for row in among}
        if problem.value or beside:
            sharing = {row.pk for row in asking} | _sharing(problem, candidates)
            emails = {
                one.record.pk: one.email for record in asking for one in candidates.get(record.pk, ()) if one.email
            }
            problem.parties = _parties(rows.values(), connections, sharing, emails)
        for record in _asked(asking, offered):
            problem.questions.append(
                Question(record, why(record, State.FAILING), entry(record.reason).fix or "", offered[record.pk])
            )


def _sharing(problem: Problem, candidates: Mapping[int, Sequence[Candidate]]) -> set[int]:
    """Whose address or SKU it is too."""
    shared, _ = SHARED.get(problem.first.reason, ("", ""))
    same = KINDS.get(shared, "")
    beside = [one for record in problem.records for one in candidates.get(record.pk, ())]
    return {one.record.pk for one in beside if same and any(reason.startswith(same) for reason in one.reasons)}


def _parties(
    rows: Iterable[SyncRecord],
    connections: Mapping[str, Connection],
    sharing: Collection[int],
    emails: Mapping[int, str],
) -> list[Party]:
    """HubSpot's first; a linked one stands on both sides, and is listed once, where it is not mirrored."""
    found = []
    for row in rows:
        for side in Side:
            if row.id_on(side):
                account = connections.get(side)
                known: Facts = {"Email": emails[row.pk]} if side is Side.HUBSPOT and row.pk in emails else {}
                facts = known | facts_of(row, side, account.currency if account else "")
                page = vendor_page(row, side, account.account_id if account else "")
                found.append(Party(row, side, facts, page, row.linked, row.pk in sharing))
    return sorted(found, key=lambda one: (one.side is not Side.HUBSPOT, one.record.label, one.record.pk))


def _asked(records: Sequence[SyncRecord], offered: Mapping[int, Offer]) -> list[SyncRecord]:
    """Of the side where fewer ask, so that no pair is offered twice, from either end."""
    sides: dict[Side, list[SyncRecord]] = {side: [] for side in Side}
    for record in sorted(records, key=lambda one: one.pk):
        sides[side_of(record)].append(record)
    full = [rows for rows in sides.values() if rows]
    answerable = [rows for rows in full if any(offered[row.pk].options for row in rows)]
    return min(answerable or full, key=len)
