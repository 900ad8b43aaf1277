"""From a row to a decision: gather what the rules need to know, ask the rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Any

from syncapp.core.checks import listening, tell_last, told
from syncapp.core.errors import Failure
from syncapp.core.interrupted_writes import OurWrites
from syncapp.core.plan import STOPPED, Asked, Decision, Remark, Situation, excluded, failing, waiting
from syncapp.core.plans.cash_alone import money_of
from syncapp.core.plans.contact import plan_contact
from syncapp.core.plans.document_dates import out_of_range
from syncapp.core.plans.fields import BOTH_CHANGED
from syncapp.core.plans.invoice import follow
from syncapp.core.plans.invoice_situation import InvoiceSituation, Party
from syncapp.core.plans.mirror_invoice import bring, follow_mirror
from syncapp.core.plans.new_invoice import send
from syncapp.core.plans.payment import plan_payment
from syncapp.core.plans.payment_situation import PaidInvoice, PaymentSituation
from syncapp.core.plans.product import plan_product
from syncapp.core.records import BOUNCED, Contact, Invoice, InvoiceStatus, Payment, Product
from syncapp.core.values import ObjectType, Pair, Side
from syncapp.engine.absurd_values import absurd
from syncapp.engine.associated import associated_values, judged, read_associated
from syncapp.engine.changed_party import contact_moved, customer_moved, was_for_another
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.engine.inactive import called_there, is_inactive, look_at_inactive
from syncapp.engine.items.of_lines import MISSING
from syncapp.engine.linking.address_clashes import known_holders
from syncapp.engine.parties import Parties
from syncapp.engine.payments.awaited import behind
from syncapp.engine.payments.divided import without_copies
from syncapp.engine.payments.effects import PaymentEffects, effects_of
from syncapp.engine.payments.methods import methods_of
from syncapp.engine.payments.of_invoices import one_takes_of_it, payments_rest
from syncapp.engine.payments.parts import amounts_in, amounts_of, is_part, note_of, whole_of
from syncapp.engine.payments.shares import Shares
from syncapp.engine.payments.spread import told_of_both
from syncapp.engine.people.asked import asked_of, same_but_for_money
from syncapp.engine.people.conflicts import choices_of
from syncapp.engine.possible_duplicates import PossibleDuplicates
from syncapp.engine.prepare import standing_lines
from syncapp.engine.setup.floor import floor_of, held_of
from syncapp.engine.writing.interrupted_writes import our_writes_of
from syncapp.storage.convert import approval_of, decode_base
from syncapp.storage.models import MatchKey, SyncRecord

Status = SyncRecord.Status


@dataclass
class Decider:
    """Decisions for a chunk of rows of one object; `prepare` once, then `decide` each row as often as needed."""

    p: Pass
    object_type: ObjectType
    in_question: Mapping[int, Failure | Decision] = field(
        default_factory=dict
    )  # what matching could not decide, by row
    just_written: set[int] = field(default_factory=set)
    parties: Parties = field(init=False)
    effects: PaymentEffects = field(default_factory=PaymentEffects)
    doubles: dict[str, str] = field(default_factory=dict)
    ours: dict[int, OurWrites] = field(default_factory=dict)  # of rows that a write of ours may have left half done
    taken: dict[int, str] = field(default_factory=dict)  # who has the address that a pair is to get, by its record (A3)
    inactive: dict[str | None, str] = field(default_factory=dict)  # customers that no payment can name, by their id
    moving: dict[str, SyncRecord] = field(default_factory=dict)  # who changes a payment of QuickBooks in this pass
    # With whom a divided HubSpot payment is sent in this pass.
    going: dict[str, SyncRecord] = field(default_factory=dict)
    shares: Shares = field(init=False)
    possible_duplicates: PossibleDuplicates = field(init=False)

    def __post_init__(self) -> None:
        self.parties = Parties(self.p)
        self.possible_duplicates = PossibleDuplicates(self.p)
        self.shares = Shares(self.p)

    def prepare(self, rows: list[SyncRecord]) -> None:
        self.ours = our_writes_of(rows)
        if self.object_type is ObjectType.CONTACT:
            self.taken = known_holders(self.p, rows)
        if self.object_type is ObjectType.INVOICE:
            invoices = [one for row in rows for one in sides(self.p, row) if isinstance(one, Invoice)]
            self.parties.load([*invoices, *(was for row in rows if (was := was_for_another(self.p, row)))], rows)
            self.effects = effects_of(self.p, rows)
            self._doubles_of(invoices)
            for row in rows:
                row.customer = self.parties.payer(sides(self.p, row), row.decision) or row.customer
            self.possible_duplicates.load(rows)
            read_associated(self.p, [one for row in rows if (one := judged(self.p, row))])
        if self.object_type is ObjectType.PAYMENT:
            self._invoices_of(rows)

    def decide(self, row: SyncRecord) -> Decision:
        if self.p.steps is None:
            return self._judged(row)
        steps = self.p.steps[row.pk] = []
        with listening(steps):
            return self._judged(row)

    def _judged(self, row: SyncRecord) -> Decision:
        question = self.in_question.get(row.pk)
        if isinstance(question, Decision):
            return tell_last("match", question)
        if stop := told("absurd", absurd(self.p, row)):
            return stop
        decision = self._decided(row)
        alone = None if row.linked else next((record for record in sides(self.p, row) if record is not None), None)
        if stop := told("days", out_of_range(decision, alone, self.p.rules[self.object_type].today)):
            return stop
        if self.object_type is ObjectType.PAYMENT:
            self._promise(decision)
        return decision

    def _decided(self, row: SyncRecord) -> Decision:
        common = self._common(row)
        if self.object_type is ObjectType.CONTACT:
            decision = plan_contact(Situation(**common, currency=self._currency_of(row)))
            return self._inactive(row, decision)
        if self.object_type is ObjectType.PRODUCT:
            return self._inactive(row, plan_product(Situation(**common)))
        if self.object_type is ObjectType.PAYMENT:
            return self._payment(row, common)
        return self._invoice(row, common)

    def _common(self, row: SyncRecord) -> dict[str, Any]:
        hubspot, quickbooks = sides(self.p, row)
        question = self.in_question.get(row.pk)
        return {
            "rules": self.p.rules[self.object_type],
            "hubspot": hubspot,
            "quickbooks": quickbooks,
            "linked": row.linked,
            "native": Side(row.origin) if row.origin else None,
            "base": Pair(decode_base(row.hubspot_base), decode_base(row.quickbooks_base)),
            "stopped": row.params if row.linked and row.reason == STOPPED else None,
            "writing": row.writing,
            "ours": self.ours.get(row.pk),
            "needed": row.needed or self._asked(row) is Asked.RECREATE,
            "asked": self._asked(row),
            "choices": choices_of(row),
            "held": held_of(row),
            "taken_by": self.taken.get(row.pk),
            "without_email": bool(row.decision.get("without_email")),
            "wanted": bool(row.decision.get("cross")),
            "name": str(row.decision.get("name") or ""),
            "in_question": (question,) if isinstance(question, Failure) else (),
        }

    def _asked(self, row: SyncRecord) -> Asked | None:
        return asked_of(row, *sides(self.p, row))

    def _currency_of(self, row: SyncRecord) -> str | None:
        """A33: what a new customer's first invoice is in, where that is not the company's own."""
        home = self.p.accounts.quickbooks.settings.get("currency")
        return row.currency if row.needed and row.currency not in ("", home) else None

    def _inactive(self, row: SyncRecord, decision: Decision) -> Decision:
        """A linked customer or item that is inactive in QuickBooks: in sync, but no invoice can name it."""
        _, there = sides(self.p, row)
        if decision.status == "syncing" and isinstance(there, Contact | Product) and not there.active:
            return replace(decision, remarks=(*decision.remarks, Remark("inactive_there")))
        return decision

    # -- invoices ----------------------------------------------------------------------------------------------

    def _invoice(self, row: SyncRecord, common: dict[str, Any]) -> Decision:
        hubspot, quickbooks = common["hubspot"], common["quickbooks"]
        outbound = isinstance(hubspot, Invoice) and not row.quickbooks_id
        common["associated"] = associated_values(self.p, judged(self.p, row))
        items, stands = self.parties.items, standing_lines(self.p, row)
        situation = InvoiceSituation(
            **common,
            party=self._party(row, hubspot, quickbooks),
            item_of=partial(items.of, stands=stands),
            discount_item=partial(items.of_discount, stands=stands),
            product_of=items.product_of,
            made_items={one.item_id: (one.name, one.ours) for one in items.made.values()},
            floor=floor_of(row),
            approved=approval_of(row.decision),
            payments_travel=self._payments_travel(row),
            unsettled=self.effects.unsettled.get(row.pk),
            following=self.effects.following.get(row.pk),
            removed_payment=row.pk in self.effects.removed,
            workflow_duplicate=self._double(row),
            custom_item=str(self.p.rules[ObjectType.INVOICE].settings.get("line_item_id") or "") or None,
            shown_only=self.effects.shown_only.get(row.pk, Decimal(0)),
            given_back=self.effects.given_back.get(row.pk, Decimal(0)),
            counted_otherwise=self.effects.counted_otherwise.get(row.pk, Decimal(0)),
            ignored=self.effects.ignored.get(row.pk, Decimal(0)),
            ignored_payments="; ".join(self.effects.named.get(row.pk, ())),
            uneven=self.effects.uneven.get(row.pk, Decimal(0)),
            uneven_payments="; ".join(self.effects.uneven_named.get(row.pk, ())),
            just_written=row.pk in self.just_written,
            customer_moved=customer_moved(self.p, self.parties, row),
            contact_moved=contact_moved(self.p, self.parties, row),
        )
        if row.linked and row.origin == Side.HUBSPOT:
            return self._with_possible_duplicate(row, self._with_items(situation, follow(situation)))
        if row.linked:
            return follow_mirror(situation)
        return self._with_items(situation, send(situation)) if outbound else bring(situation)

    def _with_possible_duplicate(self, row: SyncRecord, decision: Decision) -> Decision:
        """A32: what was sent and may be the same sale as another one says so, once it is in sync."""
        remark = self.possible_duplicates.remark(row) if decision.status == "syncing" else None
        return replace(decision, remarks=(*decision.remarks, remark)) if remark else decision

    def _with_items(self, situation: InvoiceSituation, decision: Decision) -> Decision:
        """Lines go out once the items that are being made for them are there; no other takes their place."""
        needs = decision.reason in MISSING or any(one.write.lines is not None for one in decision.planned)
        product = (
            self.parties.items.on_its_way(situation.hubspot)
            if needs and isinstance(situation.hubspot, Invoice)
            else None
        )
        if product is None:
            return decision
        return tell_last("making", waiting(product.pk, product.label))

    def _payments_travel(self, row: SyncRecord) -> bool:
        """Not with inbound invoices (A31), nor to a mirror in an account that takes no payments."""
        if ObjectType.PAYMENT not in self.p.rules:
            return False
        refused = self.p.accounts.hubspot.settings.get("payments") is False
        return not (refused and row.origin == Side.QUICKBOOKS)

    def _party(self, row: SyncRecord, hubspot: object, quickbooks: object) -> Party:
        if row.linked:
            return Party()
        if isinstance(hubspot, Invoice):
            return self.parties.customer_of(hubspot, row.decision)
        return self.parties.contact_of(quickbooks) if isinstance(quickbooks, Invoice) else Party()

    def _doubles_of(self, invoices: Iterable[Invoice]) -> None:
        """A32: an unlinked HubSpot invoice one of whose payments already belongs to another synced invoice (S22)."""
        ids = {invoice.id for invoice in invoices if invoice.side is Side.HUBSPOT}
        paid = self._paid_together(ids)
        linked = self.p.records().filter(object_type=ObjectType.INVOICE, quickbooks_id__isnull=False)
        labels = dict(
            linked.of(Side.HUBSPOT, {one for some, _ in paid for one in some}).values_list("hubspot_id", "label")
        )
        for together, meant in paid:
            for one in ids & together - labels.keys() - meant:
                if others := sorted(together & labels.keys()):
                    self.doubles[one] = labels[others[0]]

    def _paid_together(self, ids: Collection[str]) -> list[tuple[set[str], set[str]]]:
        """Of each HubSpot payment on these invoices: all that it is on, and those to which a person has given a part."""
        keys = MatchKey.objects.filter(workspace=self.p.workspace, object_type=ObjectType.PAYMENT, side=Side.HUBSPOT)
        mine = keys.filter(key__in=[f"invoice:{one}" for one in ids]).values_list("record_id", flat=True)
        found: dict[int, tuple[set[str], set[str]]] = {}
        for record, key, decision in keys.filter(record__in=set(mine)).values_list("record", "key", "record__decision"):
            given = {one for one, amount in (amounts_in(decision) or {}).items() if amount}
            found.setdefault(record, (set(), given))[0].add(key.removeprefix("invoice:"))
        return list(found.values())

    def _double(self, row: SyncRecord) -> str | None:
        """A32, unless a person has said that it is another sale than that one."""
        other = self.doubles.get(row.hubspot_id or "")
        return None if other == row.decision.get("not_duplicate") else other

    # -- payments ----------------------------------------------------------------------------------------------

    def _invoices_of(self, rows: list[SyncRecord]) -> None:
        """The invoices of unlinked payments, on both sides, for their balances and customers."""
        beside = self.shares.load(rows)
        moving = [row for row in rows if not row.linked or self._asked(row) or _had_failed(row) or self._changed(row)]
        moving += beside
        invoices = [row.invoice for row in moving if row.invoice and row.invoice.linked]
        for side in Side:
            ids = [str(invoice.id_on(side)) for invoice in invoices if self._moves(side.other)]
            self.p.questions.read(side, ObjectType.INVOICE, ids, whole=False)
        there = [self.p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, invoice.quickbooks_id) for invoice in invoices]
        payers = (
            self.p.records()
            .filter(object_type=ObjectType.CONTACT)
            .of(Side.QUICKBOOKS, {one.customer_id for one in there if isinstance(one, Invoice)})
        )
        look_at_inactive(self.p, ObjectType.CONTACT, payers)
        self.inactive = {str(row.quickbooks_id): called_there(row) for row in payers if is_inactive(self.p, row)}

    def _changed(self, row: SyncRecord) -> bool:
        """With another amount or on another invoice since: the balance says what can be applied. What was entered in
        QuickBooks and is less there now takes nothing of it."""
        hubspot, quickbooks = sides(self.p, row)
        if not isinstance(hubspot, Payment) or not isinstance(quickbooks, Payment):
            return False
        if row.origin != Side.HUBSPOT:
            return quickbooks.amount > hubspot.amount
        elsewhere = row.invoice is not None and quickbooks.invoice_ids != (row.invoice.quickbooks_id,)
        money = money_of(self.p.rules[ObjectType.PAYMENT], quickbooks)
        return elsewhere or hubspot.amount != money.amount

    def _moves(self, target: Side) -> bool:
        return self.p.rules[ObjectType.PAYMENT].direction.reaches(target.other)

    def _payment(self, row: SyncRecord, common: dict[str, Any]) -> Decision:
        if self.shares.rests(row) and not row.writing:
            return tell_last("parts", excluded("whole_ignored"))
        if (whole := self.shares.outlived(row)) is not None and not row.writing:
            self.p.records().filter(pk=whole.pk).update(next_attempt_at=self.p.now())
            return tell_last("parts", behind(whole))
        hubspot = common["hubspot"] = without_copies(self.p, row, common["hubspot"])
        if (first := self._goes_for(row)) is not None:
            return tell_last("parts", behind(first))
        mark = note_of(self.p.rules[ObjectType.PAYMENT].portal, row.hubspot_id)
        several = hubspot if isinstance(hubspot, Payment) and len(hubspot.invoice_ids) > 1 else None
        invoice = self._paid(row)
        if invoice and invoice.stopped and several and one_takes_of_it(self.p, several):
            invoice = replace(invoice, stopped=False)  # it rests with all of its invoices, or else it is divided (A25)
        decision = plan_payment(
            PaymentSituation(
                **common,
                invoice=invoice,
                several=several is not None,
                divided=amounts_of(row),
                methods=methods_of(self.p.rules[ObjectType.PAYMENT].settings, self.p.accounts),
                mark=mark,
                **self.shares.about(row, mark, self._paid, self.in_question),
            )
        )
        decision = told_of_both(self.p, row, decision)
        customer = next((one.write.links.get("customer") for one in decision.planned), None)
        if customer in self.inactive:
            params = {"customer": self.inactive[customer]}
            return tell_last("inactive", failing(Failure("customer_inactive", params)))
        return self._one_at_a_time(row, decision)

    def _one_at_a_time(self, row: SyncRecord, decision: Decision) -> Decision:
        """Two parts of one payment of QuickBooks are not changed at once: the second would start from what it was."""
        for one in decision.planned:
            if one.side is Side.QUICKBOOKS and one.write.id:
                first = self.moving.setdefault(whole_of(one.write.id), row)
                if first != row:
                    return tell_last("parts", behind(first))
            elif is_part(row) and one.write.action == "create":
                self.going[whole_of(row.hubspot_id)] = row
        return decision

    def _goes_for(self, row: SyncRecord) -> SyncRecord | None:
        """The part with which all parts of this payment are sent in this pass (A25)."""
        first = self.going.get(whole_of(row.hubspot_id)) if is_part(row) and not row.linked else None
        return None if first == row else first

    def _promise(self, decision: Decision) -> None:
        """What payments of this pass take of an invoice's balance is no longer there for the next one."""
        for one in decision.planned:
            if one.write.action == "create":
                amount = one.write.line.amount if one.write.line else one.write.fields["hs_initial_amount"]
                assert isinstance(amount, Decimal)
                self.p.promised[one.side, one.write.links["invoice"]] += amount
                for invoice, part in one.write.applied.items():
                    self.p.promised[one.side, invoice] += part

    def _open(self, side: Side, invoice: object) -> Decimal | None:
        """What the invoice still owes on that side."""
        if not isinstance(invoice, Invoice):
            return None
        return invoice.balance - self.p.promised[side, invoice.id]

    def _paid(self, row: SyncRecord) -> PaidInvoice | None:
        invoice = row.invoice
        if invoice is None:
            return None
        hubspot = self.p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, invoice.hubspot_id)
        quickbooks = self.p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, invoice.quickbooks_id)
        return PaidInvoice(
            record=invoice.pk,
            label=invoice.label,
            linked=invoice.linked,
            copy=invoice.origin == Side.QUICKBOOKS,
            stopped=payments_rest(invoice),
            excluded=invoice.status in (Status.EXCLUDED, Status.IGNORED),
            settled=self._undisputed(row, invoice) and not _half_made(invoice, hubspot, quickbooks),
            hubspot_id=invoice.hubspot_id,
            quickbooks_id=invoice.quickbooks_id,
            customer_id=quickbooks.customer_id if isinstance(quickbooks, Invoice) else None,
            currency=invoice.currency,
            hubspot_balance=self._open(Side.HUBSPOT, hubspot),
            quickbooks_balance=self._open(Side.QUICKBOOKS, quickbooks),
        )

    def _undisputed(self, row: SyncRecord, invoice: SyncRecord) -> bool:
        """What its invoice says besides its money holds no payment up (B4). One that is to be put back waits for no more
        than that its invoice itself is as it was (A29)."""
        if invoice.status != Status.FAILING or invoice.reason in ("balance_differs", BOTH_CHANGED):
            return True
        return self._asked(row) is Asked.PUT_BACK and same_but_for_money(invoice)


def _half_made(invoice: SyncRecord, hubspot: object, quickbooks: object) -> bool:
    """Of its copy a part stands so far: what is open on that says nothing of a payment."""
    if not invoice.writing or not isinstance(hubspot, Invoice) or not isinstance(quickbooks, Invoice):
        return False
    return hubspot.total != quickbooks.total or hubspot.status is InvoiceStatus.DRAFT


def _had_failed(row: SyncRecord) -> bool:
    """A payment that may have succeeded since, and then crosses anew (A28)."""
    return decode_base(row.hubspot_base).values.get("status") in BOUNCED
