"""The rows that one object's matching is about, and how two of them become one. What is found is stored by `unite`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from syncapp.core.errors import Failure
from syncapp.core.lines import figure
from syncapp.core.matching import Nobody, R, Verdict
from syncapp.core.plan import Decision
from syncapp.core.records import Contact, Invoice, Payment, Record
from syncapp.core.values import ObjectType, Side, day_words, listed
from syncapp.engine.collect import keys_of, sides
from syncapp.engine.context import Pass
from syncapp.engine.held import hold
from syncapp.engine.merges.unite import unite
from syncapp.engine.parties import Parties
from syncapp.engine.payments.of_invoices import payments_of
from syncapp.engine.rows import chunks
from syncapp.storage.activity import moved
from syncapp.storage.models import Activity, Alias, MatchKey, SyncRecord

Status = SyncRecord.Status


def same_money(*records: Record | None) -> Failure | None:
    """Whether these are one payment or two is a question of its own (A29)."""
    payments = [one for one in records if isinstance(one, Payment)]
    if not payments:
        return None
    told = {"amount": figure(payments[0].amount, payments[0].currency)}
    for side, name in ((Side.HUBSPOT, "here"), (Side.QUICKBOOKS, "there")):
        days = sorted({one.date for one in payments if one.side is side and one.date})
        told[name] = " and ".join(map(day_words, days))
    return Failure("same_payment", told)


@dataclass
class Linking:
    """What one object's matching found. Whatever has to be asked for it is asked before a transaction is begun."""

    p: Pass
    object_type: ObjectType
    in_question: dict[int, Failure | Decision] = field(default_factory=dict)
    rows: dict[tuple[Side, str], SyncRecord] = field(default_factory=dict)  # unlinked and linked, by id on a side
    taken: set[int] = field(default_factory=set)
    pairs: dict[int, SyncRecord] = field(default_factory=dict)  # what stays, by what goes
    told: list[Activity] = field(default_factory=list)  # of each of them, and of who is billed through another
    parties: Parties = field(init=False)

    def __post_init__(self) -> None:
        self.parties = Parties(self.p)

    def load(self, unlinked: list[SyncRecord], chosen: Iterable[SyncRecord]) -> None:
        """The rows that share a key with the due ones or were chosen for them, and their records on both sides."""
        keys = {key for row in unlinked for record in sides(self.p, row) if record for key in keys_of(self.p, record)}
        rows = {row.pk: row for row in unlinked}
        for chunk in chunks(sorted(keys)):
            found = MatchKey.objects.filter(workspace=self.p.workspace, object_type=self.object_type, key__in=chunk)
            others = set(found.values_list("record_id", flat=True)) - rows.keys()
            rows |= SyncRecord.objects.select_related("invoice").in_bulk(others)
        if self.object_type is ObjectType.PAYMENT:
            # Also where one of these was found by our note on another invoice: no invoice is judged by a part of its payments.
            invoices = {row.invoice_id: row.invoice for row in rows.values() if row.invoice and not row.linked}
            for row in payments_of(self.p.workspace, invoices.values()).select_related("invoice"):
                rows.setdefault(row.pk, row)
        for row in chosen:
            rows.setdefault(row.pk, row)
        self._add(rows.values())
        if self.object_type is ObjectType.CONTACT:
            self._load_parents()
        if self.object_type is ObjectType.INVOICE:
            self.parties.load(self.records(Invoice), self.each)

    def _add(self, rows: Iterable[SyncRecord]) -> None:
        rows = list(rows)
        for side in Side:
            mine = [row for row in rows if row.id_on(side)]
            self.p.questions.read(side, self.object_type, [str(row.id_on(side)) for row in mine])
            self.rows |= {(side, str(row.id_on(side))): row for row in mine}

    def _load_parents(self) -> None:
        parents = {
            one.parent_id
            for one in self.records(Contact)
            if one.parent_id and (one.side, one.parent_id) not in self.rows
        }
        if parents:
            self._add(self.p.records().filter(object_type=self.object_type).of(Side.QUICKBOOKS, parents))

    @property
    def each(self) -> list[SyncRecord]:
        """The rows, once each: a linked one stands in `rows` under both of its ids."""
        return list({row.pk: row for row in self.rows.values()}.values())

    @property
    def tally(self) -> int:
        return self.p.tally.linked[self.object_type.plural]

    def records(self, kind: type[R], side: Side | None = None, *, ignored: bool = False) -> list[R]:
        """Without those that a person has left out, or with them."""
        found = [
            self.p.on_shelf(row_side, self.object_type, external_id)
            for (row_side, external_id), row in self.rows.items()
            if side in (None, row_side) and (ignored or row.status != Status.IGNORED)
        ]
        return [record for record in found if isinstance(record, kind)]

    def own(self, row: SyncRecord) -> Record | None:
        return next((record for record in sides(self.p, row) if record is not None), None)

    def partner(self, record: Record) -> SyncRecord | None:
        return self.rows.get((record.side, record.id))

    # -- who is left out -----------------------------------------------------------------------------------------

    def one_is_left_out(self, *pair: SyncRecord) -> bool:
        """Nobody has left the other one out: it is not made a second time, and a person says what is meant."""
        left_out = next((row for row in pair if row.status == Status.IGNORED), None)
        if left_out is None:
            return False
        question = same_money(*map(self.own, pair)) or Failure("partner_ignored", {"partner": left_out.label})
        self.in_question |= dict.fromkeys((row.pk for row in pair), question)
        return True

    def is_left_out(self, row: SyncRecord, verdict: Verdict[R], names: list[str]) -> bool:
        """Its only partner is ignored: it is not made a second time, and a person says what is meant."""
        if isinstance(verdict, Nobody):
            return False
        self.in_question[row.pk] = Failure("partner_ignored", {"partner": listed(names)})
        return True

    # -- two rows become one -----------------------------------------------------------------------------------

    def link(self, row: SyncRecord, partner: SyncRecord, how: str, origin: Side | None = None) -> None:
        """The row with the HubSpot id stays; `unite` stores it, and in its history by what the two were known (B5)."""
        kept, other = (row, partner) if row.hubspot_id else (partner, row)
        self.taken |= {kept.pk, other.pk}
        quickbooks_id, version, invoice = other.quickbooks_id, other.quickbooks_version, other.invoice_id
        currency = other.currency or kept.currency
        kept.quickbooks_id, kept.quickbooks_version, kept.currency = quickbooks_id, version, currency
        kept.origin = origin or kept.origin
        kept.invoice_id = kept.invoice_id or invoice
        kept.next_attempt_at = self.p.now()
        self.pairs[other.pk] = kept
        self.told.append(
            Activity(
                workspace=self.p.workspace, record=kept, run=self.p.run, at=self.p.now(), kind="linked", reason=how
            )
        )
        self.rows |= {(side, str(kept.id_on(side))): kept for side in Side}
        self.p.tally.linked[self.object_type.plural] += 1

    def alias(self, row: SyncRecord, side: Side, external_id: str, through: SyncRecord) -> None:
        """A1: it serves invoice matching only; the linked contact alone exchanges fields."""
        Alias.objects.update_or_create(
            workspace=self.p.workspace, side=side, external_id=external_id, defaults={"record": through}
        )
        self.taken.add(row.pk)
        before = (row.status, row.reason)
        row.status, row.reason, row.params = Status.EXCLUDED, "alias", {"through": through.label}
        row.next_attempt_at, row.last_checked_at = None, self.p.now()
        row.keep()
        stood = hold(self.p.tally, row, before)
        if before != (row.status, row.reason):
            self.told.append(moved(row, self.p.run, self.p.now(), stood))
            self.p.tally.noted += 1
        self.p.records().filter(waiting_on=row, status=Status.PENDING).update(next_attempt_at=self.p.now())

    def unite(self) -> None:
        unite(self.pairs)
        Activity.objects.bulk_create(self.told)
        self.pairs, self.told = {}, []
