"""The writes that a dry run planned, field by field: page by page, and as a sheet (B2, B35)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from syncapp.core.errors import day_text
from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.queries.plans import Count, Entry, noun_of, object_of
from syncapp.storage.models import Run

PAGE = 50
VERBS = {"create": "Create", "update": "Change", "void": "Void", "delete": "Remove"}
DONE = {"create": "New", "update": "Changed", "void": "Voided", "delete": "Removed"}
# Why a write is planned, as a sentence of its own.
BECAUSE = {
    "customer in QuickBooks": "The customer stands in QuickBooks Online alone.",
    "item in QuickBooks": "The item stands in QuickBooks Online alone.",
    "invoice in QuickBooks": "The invoice was made in QuickBooks Online.",
    "line in QuickBooks": "A line of an invoice that was made in QuickBooks Online.",
    "product in HubSpot": "The product stands in HubSpot alone.",
    "an invoice needs this customer": "A finalized invoice needs this customer.",
    "finalized in HubSpot": "It was finalized in HubSpot.",
    "lines are complete": "Its lines are complete, so it is opened.",
    "status in QuickBooks": "Its status in QuickBooks Online is another.",
}


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to; empty means any."""

    objects: str = ""
    system: str = ""
    action: str = ""

    def holds(self, entry: Entry) -> bool:
        return (
            self.objects in ("", entry["object"])
            and self.system in ("", entry["system"])
            and self.action in ("", entry["action"])
        )


@dataclass(frozen=True)
class Change:
    """One field: what stands on the side that is written to, and what it becomes."""

    label: str
    source: str  # the field's name on the other side, where it is another
    before: Any
    after: Any
    money: bool


@dataclass(frozen=True)
class OfPlan:
    """One entry of a stored plan, and of a payment what it is called by."""

    entry: Entry

    @property
    def of_whom(self) -> str:
        return paid_by(self.entry)

    @property
    def amount(self) -> Decimal | None:
        return Decimal(self.entry["amount"]) if self.entry.get("amount") else None


@dataclass(frozen=True)
class Line(OfPlan):
    object_type: ObjectType
    side: Side
    verb: str

    @property
    def noun(self) -> str:
        return noun_of(self.object_type, self.side)

    @property
    def group(self) -> str:
        """`New contacts in HubSpot`"""
        return f"{DONE[self.entry['action']]} {self.noun}s in {self.side.label}"

    @property
    def why(self) -> str:
        reason = str(self.entry["reason"])
        if reason in BECAUSE:
            return BECAUSE[reason]
        verb = (
            "was"
            if reason.partition(" ")[0] in ("changed", "failed", "paid", "removed", "voided", "put", "restored")
            else ""
        )
        return f"It {verb} {reason}." if verb else f"{reason[:1].upper()}{reason[1:]}."

    @property
    def changes(self) -> list[Change]:
        return [_change(one) for one in self.entry["changes"]]


@dataclass(frozen=True)
class Lines:
    """A page of the list."""

    rows: Sequence[Line]
    number: int
    page: int
    sums: Mapping[str, Count] = field(default_factory=dict)  # by group, over all pages

    @property
    def groups(self) -> list[tuple[str, Count, list[Line]]]:
        """As they follow each other: the title, how many of them there are in all with their money, those of this page."""
        return [
            (title, self.sums.get(title, Count()), list(some))
            for title, some in groupby(self.rows, key=lambda one: one.group)
        ]

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page * PAGE < self.number else None


def lines_of(run: Run, narrowed: Narrowed, page: int) -> Lines:
    chosen = sorted((_line(one) for one in run.plan if narrowed.holds(one)), key=_place)
    page = max(1, min(page, -(-len(chosen) // PAGE)))
    sums: dict[str, Count] = {}
    for one in chosen:
        money = {one.entry["currency"]: one.entry["amount"]} if one.entry.get("amount") else {}
        sums.setdefault(one.group, Count()).add(1, money)
    return Lines(chosen[(page - 1) * PAGE : page * PAGE], len(chosen), page, sums)


def _place(one: Line) -> tuple[int, str, int]:
    """By object, system and action; within a group as planned."""
    return ORDER.index(one.object_type), one.side.value, list(VERBS).index(one.entry["action"])


def _line(entry: Entry) -> Line:
    return Line(entry, object_of(entry["object"]), Side(entry["system"]), VERBS[entry["action"]])


def paid_by(entry: Entry) -> str:
    """Of a payment `for HS-2028, Cascade Property Group`; a plan from before this was kept does not tell."""
    invoice, customer = (entry.get(name) or "" for name in ("invoice", "customer"))
    return ", ".join(part for part in (f"for {invoice}" if invoice else "", customer) if part)


MONEY = ("total", "amount", "applied")


def _change(one: Entry) -> Change:
    name = str(one["field"])
    money = name in MONEY or name.startswith("line ")
    label = str(one.get("label") or name[:1].upper() + name[1:])
    source = str(one.get("source") or "")
    return Change(
        label,
        source if source.casefold() != label.casefold() else "",
        _shown(one["from"], money),
        _shown(one["to"], money),
        money,
    )


def _shown(value: Any, money: bool) -> Any:
    """Figures as figures and days as days; what is empty is nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if money:
        return Decimal(value)
    return day_text(value) if isinstance(value, str) else value


HEADER = (
    "Object", "Action", "System", "Record", "Invoice", "Customer", "HubSpot ID", "QuickBooks ID", "Amount", "Currency", "Date", "Field", "From", "To", "Why",
)  # fmt: skip


def sheet_of(entries: Iterable[Entry]) -> Iterator[Sequence[Any]]:
    """A row for each field that would be written, for the accountant."""
    for entry in entries:
        about = (
            object_of(entry["object"]).value.capitalize(), VERBS[entry["action"]], Side(entry["system"]).label, entry["label"],
            entry.get("invoice") or "", entry.get("customer") or "", entry["hubspot_id"] or "", entry["quickbooks_id"] or "", entry.get("amount") or "", entry.get("currency") or "", entry.get("day") or "",
        )  # fmt: skip
        for one in entry["changes"] or ({"field": "", "from": None, "to": None},):
            yield (*about, one.get("label") or one["field"], _cell(one["from"]), _cell(one["to"]), entry["reason"])


def _cell(value: Any) -> Any:
    return "" if value is None else value
