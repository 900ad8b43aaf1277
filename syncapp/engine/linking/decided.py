"""Who is who, as people decided it: carried out before any rule looks, each decision once.

Every decision is judged again by what both sides hold now. What is no longer possible is dropped, with an entry that
says so, and the rules decide as if nobody had decided anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from syncapp.core.matching import One, match_invoice
from syncapp.core.new_items import NEVER_SOLD
from syncapp.core.plans.cash_alone import money_of
from syncapp.core.policies import is_void, native_side
from syncapp.core.records import Contact, Invoice, Payment, Product, Record
from syncapp.core.values import ObjectType, Side
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.engine.linking.pairs import Linking
from syncapp.engine.linking.promises import PARTNER, VOID_TOO
from syncapp.engine.payments.divided import owner_of
from syncapp.engine.payments.of_invoices import payments_of
from syncapp.engine.seen import note_alone
from syncapp.storage.models import Activity, Alias, MatchKey, SyncRecord

Status = SyncRecord.Status
OWN_WAY = ("two", "without_email")  # it has no partner, whatever the rules find


def spend(row: SyncRecord, *names: str) -> None:
    """Take out what has been carried out or is no longer possible; what was decided meanwhile stays."""
    held = SyncRecord.objects.select_for_update().values_list("decision", flat=True).get(pk=row.pk)
    left = {name: value for name, value in held.items() if name not in names or row.decision.get(name) != value}
    SyncRecord.objects.filter(pk=row.pk).update(decision=left)
    row.decision = left


def drop(p: Pass, row: SyncRecord, name: str, why: str) -> None:
    """It cannot be carried out any more; nobody is left to wonder."""
    spend(row, name, *((VOID_TOO,) if name in PARTNER else ()))
    Activity.objects.create(
        workspace=p.workspace, record=row, run=p.run, at=p.now(), kind="decision_dropped", reason=why
    )


def chosen_partners(p: Pass, rows: Iterable[SyncRecord]) -> dict[int, SyncRecord]:
    """The rows that people chose as partners of these."""
    rows = list(rows)
    keys = {row.decision[name] for row in rows for name in PARTNER if row.decision.get(name)}
    return {row.pk: row for row in p.records().filter(pk__in=keys).select_related("invoice")} if keys else {}


class Decided:
    """The decisions of the rows that one `Linking` is about."""

    def __init__(self, linking: Linking, partners: Mapping[int, SyncRecord]) -> None:
        self.linking, self.p, self.partners = linking, linking.p, partners

    def run(self, due: list[SyncRecord]) -> None:
        for row in due:
            if row.linked:
                if row.decision.get("unlink"):
                    self._separate(row)
            elif row.pk not in self.linking.taken:
                self._one(row)

    def _one(self, row: SyncRecord) -> None:
        for name in PARTNER:
            if row.decision.get(name):
                self._link(row, name)
        if row.decision.get("through") and row.pk not in self.linking.taken:
            self._through(row)

    # -- one of the other side -----------------------------------------------------------------------------------

    def _link(self, row: SyncRecord, name: str) -> None:
        partner = self.partners.get(row.decision[name])
        if partner is None or partner.workspace_id != row.workspace_id or partner.object_type != row.object_type:
            drop(self.p, row, name, "The record that it was to be linked with is gone.")
            return
        partner = self.linking.rows.get(_place(partner)) or partner
        if why := self._not_free(row, partner):
            drop(self.p, row, name, why)
            return
        ours, theirs = self._record(row), self._record(partner)
        if ours is None or theirs is None:
            return  # a dry run has not read them yet
        if why := self._not_alike(row, ours, partner, theirs):
            drop(self.p, row, name, why)
            return
        hubspot, quickbooks = (row, partner) if row.hubspot_id else (partner, row)
        spend(hubspot, *hubspot.decision)
        self.linking.link(hubspot, quickbooks, "As it was chosen by hand.", self._origin(hubspot, ours, theirs))

    def _not_free(self, row: SyncRecord, partner: SyncRecord) -> str:
        if partner.linked or partner.pk in self.linking.taken:
            return f"{partner.label} is linked with another record now."
        if bool(partner.hubspot_id) == bool(row.hubspot_id):
            return f"{partner.label} stands on the same side."
        return f"{partner.label} is ignored." if partner.status == Status.IGNORED else ""

    def _not_alike(self, row: SyncRecord, ours: Record, partner: SyncRecord, theirs: Record) -> str:
        """What forbids this pair, whoever wants it."""
        hubspot, quickbooks = (ours, theirs) if ours.side is Side.HUBSPOT else (theirs, ours)
        if isinstance(hubspot, Invoice) and isinstance(quickbooks, Invoice):
            mine = row if row.hubspot_id else partner
            return self._other_invoice(mine, hubspot, quickbooks)
        if isinstance(hubspot, Payment) and isinstance(quickbooks, Payment):
            money = money_of(self.p.rules[ObjectType.PAYMENT], quickbooks)
            alike = row.invoice_id == partner.invoice_id and hubspot.amount == money.amount
            return "" if alike else "The two payments are not of one invoice and amount any more."
        if isinstance(quickbooks, Contact) and not quickbooks.active:
            return f"{quickbooks.display_name or 'The customer'} is inactive in QuickBooks Online now."
        if isinstance(quickbooks, Product) and (not quickbooks.active or quickbooks.kind in NEVER_SOLD):
            return f"{quickbooks.name} is inactive, a category or a bundle in QuickBooks Online now."
        return ""

    def _other_invoice(self, row: SyncRecord, hubspot: Invoice, quickbooks: Invoice) -> str:
        """A5: two invoices are one where number, customer, currency, total and date agree, and never else."""
        void_too = row.decision.get(VOID_TOO)
        if void_too and not still_stands(void_too, hubspot, quickbooks):
            return "The one that was to be voided is not as it was shown any more."
        customer = self.linking.parties.customer_of(hubspot, row.decision).id
        verdict = match_invoice(
            hubspot,
            [quickbooks],
            lambda one: bool(customer) and one.customer_id == customer,
            void_aside=bool(void_too),
        )
        return "" if isinstance(verdict, One) else f"They are not the same invoice. {verdict.why}"

    def _origin(self, row: SyncRecord, *pair: Record) -> Side | None:
        hubspot, quickbooks = sorted(pair, key=lambda one: one.side)
        if isinstance(hubspot, Invoice) and isinstance(quickbooks, Invoice):
            return native_side(hubspot, quickbooks, self.p.accounts.hubspot.settings)
        return owner_of(row) if row.object_type == ObjectType.PAYMENT and row.invoice else None

    def _record(self, row: SyncRecord) -> Record | None:
        return next((record for record in sides(self.p, row) if record is not None), None)

    # -- billed through another ------------------------------------------------------------------------------------

    def _through(self, row: SyncRecord) -> None:
        """A1, A2: as long as a person has it so; the id is that of the other side."""
        side = Side.HUBSPOT if row.hubspot_id else Side.QUICKBOOKS
        found = self.p.records().filter(object_type=row.object_type).of(side.other, [row.decision["through"]])
        through = found.exclude(status=Status.IGNORED).first()
        if through is None:
            drop(self.p, row, "through", "Whom it was to be billed through is gone.")
            return
        self.linking.alias(row, side, str(row.id_on(side)), through)

    # -- apart again -----------------------------------------------------------------------------------------------

    def _separate(self, row: SyncRecord) -> None:
        """Both stay where they are and nothing links them again by itself: two documents as the pair that is left alone,
        so that neither is made anew, others as two rows (A6)."""
        said = dict(row.decision["unlink"])
        spend(row, "unlink")
        self.linking.taken.add(row.pk)
        row.status, row.reason, row.params, row.next_attempt_at = Status.IGNORED, "by_person", said, None
        row.remarks, row.waiting_on = [], None
        row.keep()
        if row.object_type in (ObjectType.CONTACT, ObjectType.PRODUCT):
            self._halve(row, said)
        payments = payments_of(self.p.workspace, [row]).exclude(status=Status.IGNORED)
        payments.update(next_attempt_at=self.p.now())  # they rest with it

    def _halve(self, row: SyncRecord, said: dict[str, str]) -> None:
        hubspot, quickbooks = sides(self.p, row)
        other = SyncRecord(
            workspace=self.p.workspace, object_type=row.object_type, origin=Side.QUICKBOOKS, label=row.label, number=row.number,
            quickbooks_version=row.quickbooks_version, currency=row.currency, status=Status.IGNORED, reason="by_person", params=said,
        )  # fmt: skip
        quickbooks_id, row.quickbooks_id, row.quickbooks_version, row.currency = row.quickbooks_id, None, "", ""
        row.hubspot_base = row.quickbooks_base = row.hubspot_seen = row.quickbooks_seen = None
        row.origin = Side.HUBSPOT
        note_alone(row, hubspot)
        row.keep()
        other.quickbooks_id = quickbooks_id
        note_alone(other, quickbooks)
        other.save()
        MatchKey.objects.filter(record=row, side=Side.QUICKBOOKS).update(record=other)
        Alias.objects.filter(record=row, side=Side.HUBSPOT).update(record=other)


def still_stands(void_too: Mapping[str, str], *pair: Invoice) -> bool:
    """Whether it is this one that stands alone, at the total that somebody saw; nothing is voided where none or both do."""
    standing = [one for one in pair if not is_void(one)]
    return len(standing) != 1 or (standing[0].side.value, standing[0].total) == (
        void_too["side"],
        Decimal(void_too["total"]),
    )


def _place(row: SyncRecord) -> tuple[Side, str]:
    return (Side.HUBSPOT, str(row.hubspot_id)) if row.hubspot_id else (Side.QUICKBOOKS, str(row.quickbooks_id))
