"""Do the invoices on both sides agree? The same truth for Home and for the digest: what a comparison of both ledgers found,
and what is known between two comparisons (B3, B7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DecimalField, Sum, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Greatest
from django.utils import timezone

from syncapp.core.periods import ONE, Period, month_of
from syncapp.core.values import ObjectType, rounded
from syncapp.engine.reconciliation.reconciling import OTHER_DAYS
from syncapp.queries.counts import Cell, Tally
from syncapp.queries.states import UNSENT
from syncapp.storage.fields import ArrayLength
from syncapp.storage.models import SyncRecord, Workspace


@dataclass(frozen=True)
class Looked:
    """What the last comparison of both ledgers of these days found."""

    days: Period
    different: int
    balance: Mapping[str, Decimal]  # by how much the open balances of its invoices differ, where they do
    at: datetime
    by_itself: bool
    by: str


@dataclass(frozen=True)
class Balances:
    """Open balances of the invoices that stand on both sides, as each side told them when both last agreed: they differ
    by what a remark tells of. What one side was given since is for a comparison of both ledgers to find."""

    hubspot: Mapping[str, Decimal]
    quickbooks: Mapping[str, Decimal]

    @property
    def difference(self) -> dict[str, Decimal]:
        return {
            currency: self.hubspot.get(currency, Decimal(0)) - self.quickbooks.get(currency, Decimal(0))
            for currency in {*self.hubspot, *self.quickbooks}
        }

    @property
    def equal(self) -> bool:
        return not any(self.difference.values())


@dataclass(frozen=True)
class Agreement:
    looks: list[Looked]  # the last comparisons of both ledgers
    balances: Balances
    only_quickbooks: Cell
    unequal: Cell
    nights: str  # when both ledgers are compared by themselves


def agreement_of(workspace: Workspace, tally: Tally) -> Agreement:
    looks = last_looks(workspace)
    return Agreement(
        looks=looks,
        balances=balances(workspace, _currencies(tally)),
        only_quickbooks=tally.cell(UNSENT, ObjectType.INVOICE, stands="quickbooks"),
        unequal=tally.cell(UNSENT, ObjectType.INVOICE, stands="both"),
        nights=_nights(workspace, tally, looks),
    )


def _nights(workspace: Workspace, tally: Tally, looks: Collection[Looked]) -> str:
    if ObjectType.INVOICE in tally.off:
        return "Nobody has looked since the invoice sync was turned off."
    but = (
        ", but not while everything is paused" if workspace.paused else "" if looks else ", for the first time tonight"
    )
    return f"Both ledgers of this month and the last are compared each night{but}."


def last_looks(workspace: Workspace, now: datetime | None = None) -> list[Looked]:
    """Of this month and the last one, which are looked at each night, and of other days; the newest comparison first.
    Nothing is asked for it."""
    today = (now or timezone.now()).astimezone(ZoneInfo(workspace.time_zone)).date()
    this = month_of(today)
    shown = (this.first.isoformat(), month_of(this.first - ONE).first.isoformat(), OTHER_DAYS)
    found = [_looked(name, workspace.ledgers[name]) for name in shown if name in workspace.ledgers]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _looked(name: str, told: Mapping[str, Any]) -> Looked:
    """Of a month that was compared before its days were noted only the name tells them."""
    days = [date.fromisoformat(told[end]) for end in ("first", "last") if end in told]
    return Looked(
        Period(*days) if days else month_of(date.fromisoformat(name)),
        told["different"],
        {currency: Decimal(amount) for currency, amount in told.get("balance", {}).items()},
        datetime.fromisoformat(told["at"]),
        told["by_itself"],
        told["by"],
    )


def _currencies(tally: Tally) -> set[str]:
    """Of the invoices that stand on both sides."""
    return {row.currency for row in tally.rows if row.object_type == ObjectType.INVOICE and row.stands == "both"}


def balances(workspace: Workspace, currencies: Collection[str] = ()) -> Balances:
    """Of these currencies and of all in which something is open.

    Most invoices are paid, and their bases are long to read: one that is in sync without a remark and owes nothing
    owes it on neither side (I1).
    """
    linked = SyncRecord.objects.filter(
        workspace=workspace, object_type=ObjectType.INVOICE, hubspot_base__isnull=False, quickbooks_base__isnull=False
    )
    counted: Any = linked.annotate(remarked=ArrayLength("remarks"))
    rows = (
        counted.exclude(status=SyncRecord.Status.SYNCING, remarked=0, open_balance=0)
        .values("currency")
        .annotate(
            there=Sum(_figure("hubspot_base__values__hs_balance_due__n")),
            books=Sum(_figure("quickbooks_base__values__Balance__n")),
        )
    )
    none = {currency: rounded(Decimal(0), currency) for currency in currencies}
    found = list(rows.order_by())
    sums = [
        none | {row["currency"]: rounded(Decimal(row[side] or 0), row["currency"]) for row in found}
        for side in ("there", "books")
    ]
    return Balances(*sums)


def _figure(path: str) -> Greatest:
    """What is open: an invoice that was paid too much has nothing open, whatever HubSpot's balance says."""
    figure = Cast(KT(path), DecimalField(max_digits=24, decimal_places=6))
    return Greatest(figure, Value(Decimal(0)), output_field=DecimalField(max_digits=24, decimal_places=6))
