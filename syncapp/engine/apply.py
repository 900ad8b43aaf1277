"""Carry out what was decided, stage by stage, and store each answer before the next call.

A stage is what can be written now; with the answers the records on the shelf are what the vendors now hold, and
the same rules decide what remains. State table: see outbox.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction

from syncapp.connectors.protocol import Holder, Outcome, Problem
from syncapp.core.errors import Failure
from syncapp.core.plan import Decision, Planned, Remark, failing, waiting
from syncapp.core.plans.taking import kept_in_hubspot
from syncapp.core.records import Contact, Invoice, InvoiceStatus
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.decide import Decider
from syncapp.engine.inactive import named
from syncapp.engine.linking.address_clashes import holder_of, is_clash
from syncapp.engine.linking.decided import drop
from syncapp.engine.notice import ACCOUNT
from syncapp.engine.payments.instead import behind_what_frees
from syncapp.engine.people.asked import DO, done, is_taken
from syncapp.engine.people.conflicts import foresee
from syncapp.engine.plan_entries import action_of, entry_of
from syncapp.engine.settle import park_unknown, settle
from syncapp.engine.setup.catalog import edits_refused, payments_refused
from syncapp.engine.uniqueness import Answers, ask, number_taken
from syncapp.engine.writing.answers import OF_LINE, TOLD, dropped, id_told, is_elsewhere, rebase, refusal, updated
from syncapp.engine.writing.coding import note_coding
from syncapp.engine.writing.guard import endings_held
from syncapp.engine.writing.outbox import Answered, Lost, post
from syncapp.storage.activity import written
from syncapp.storage.convert import encode_changes
from syncapp.storage.models import Activity, Call, Inbox, Operation, SyncRecord

STAGES = 8  # a mirror needs three; more than this means that an answer never becomes what was asked for
# How HubSpot says that it does not let itself be edited; its words for it are not documented.
REFUSALS = ("vendor_refused", "permission")
# What an answer changes of a row; where it stands and what people decide for it are others' to store.
TOLD_TO_ROW = [
    "hubspot_id", "quickbooks_id", "hubspot_version", "quickbooks_version", "hubspot_base", "quickbooks_base",
    "origin", "currency", "writing", "arrived_in",
]  # fmt: skip


@dataclass
class Work:
    """One chunk of one object on its way through its stages."""

    p: Pass
    decider: Decider
    told: Callable[[int], None] = lambda done: None  # how many of the chunk are decided
    refused: dict[int, Decision] = field(default_factory=dict)
    stale: set[int] = field(default_factory=set)
    unknown: dict[int, Call] = field(default_factory=dict)
    untold: set[int] = field(default_factory=set)  # invoices opened without being told their total
    named: list[tuple[ObjectType, str]] = field(default_factory=list)  # in HubSpot, by writes that it refused
    untaken: dict[int, Problem] = field(default_factory=dict)  # of which HubSpot refused QuickBooks' version (B19)
    activities: list[Activity] = field(default_factory=list)
    # What earlier stages had to say: it holds when the record settles, though nothing differs any more by then.
    said: dict[int, tuple[Remark, ...]] = field(default_factory=dict)

    def run(self, rows: list[SyncRecord]) -> None:
        self.decider.prepare(rows)
        left = rows
        for stage in range(STAGES):
            decisions = {}
            for row in left:
                decisions[row] = self.decider.decide(row)
                self.told(len(rows) - len(left) + len(decisions))
            decisions |= behind_what_frees(self.p, decisions)
            writing = {row: one for row, one in decisions.items() if one.status == "write"}
            held = endings_held(self.p, self.decider.object_type, writing)
            decisions |= held
            for row in writing:
                self.p.tell(row, "guard", held.get(row))
            writing = {row: one for row, one in writing.items() if row not in held}
            told = {row: one for row, one in decisions.items() if one.status != "write" and not self._put_off(row, one)}
            settle(self.p, {row: self._with_said(row, one) for row, one in told.items()})
            self._remember(writing)
            if not writing:
                return
            if stage == 0:
                answers = ask(self.p, {row: one.planned for row, one in writing.items()})
                every, writing = writing, self._answered(writing, answers)
            left = self._apply(writing)
            if stage == 0:
                self._refuse(every, answers)
        settle(self.p, dict.fromkeys(left, failing(Failure("stale"))))

    def _put_off(self, row: SyncRecord, decision: Decision) -> bool:
        """Whether this invoice would wait for no more than that a payment which stands is looked at again, as it is next:
        until then nothing has happened to it. Only once a pass."""
        later = self.p.put_off
        if later is None or row.pk in later or decision.waiting_on not in self.decider.effects.looked_at:
            return False
        later.add(row.pk)
        return True

    def _remember(self, writing: Mapping[SyncRecord, Decision]) -> None:
        foresee(self.p, writing)
        for row, decision in writing.items():
            self.said[row.pk] = self.said.get(row.pk, ()) + decision.remarks

    def _with_said(self, row: SyncRecord, decision: Decision) -> Decision:
        remarks = self.said.get(row.pk, ())
        if decision.status != "syncing" or not remarks:
            return decision
        fresh = tuple(one for one in remarks if one not in decision.remarks)
        return replace(decision, remarks=(*decision.remarks, *fresh))

    def _refuse(self, writing: Mapping[SyncRecord, Decision], answers: Answers) -> None:
        """What the last questions to the targets forbid; who took its name in the meantime is known with its id."""
        told = {}
        for row in writing:
            if failure := answers.refused.get(row.pk):
                first = answers.behind.get(row.pk)
                holder = {"holder_id": first.quickbooks_id} if first and first.quickbooks_id else {}
                told[row] = failing(replace(failure, params={**failure.params, **holder}))
        for row in writing:
            self.p.tell(row, "taken", told.get(row))
        settle(self.p, told)

    def _answered(self, writing: Mapping[SyncRecord, Decision], answers: Answers) -> dict[SyncRecord, Decision]:
        """Without what the last questions forbid; what they found to be there already is linked."""
        for row in [row for row in writing if row.pk in answers.partner]:
            side, holder = answers.partner[row.pk]
            self._adopt(row, side, holder)
        return {
            row: one for row, one in writing.items() if row.pk not in answers.refused and row.pk not in answers.partner
        }

    def _adopt(self, row: SyncRecord, side: Side, holder: Holder) -> None:
        """A5: the document exists already; its row is linked in the next round, with everything it holds read. If they are
        two even then, as while nobody knows for whom the other one is, no further round changes that."""
        known = self.p.records().filter(object_type=row.object_type).of(side, [holder.id]).first()
        if known is None:
            known = SyncRecord.objects.create(
                workspace=self.p.workspace,
                object_type=row.object_type,
                next_attempt_at=self.p.now(),
                **{f"{side.value}_id": holder.id},
            )
        if (row.pk, known.pk) in self.p.tally.adopted:
            awaited = waiting(known.pk, known.label) if known.status == SyncRecord.Status.FAILING else None
            settle(self.p, {row: awaited or failing(number_taken(row.number, holder))})
            return
        self.p.tally.adopted.add((row.pk, known.pk))
        SyncRecord.objects.filter(pk__in=[row.pk, known.pk]).update(next_attempt_at=self.p.now())

    def _apply(self, writing: Mapping[SyncRecord, Decision]) -> list[SyncRecord]:
        if self.p.dry_run:
            self._note(writing)
            return []
        items = [(row, one) for row, decision in writing.items() for one in decision.planned]
        self.refused, self.stale, self.unknown, self.untold = {}, set(), {}, set()
        self.named, self.untaken = [], {}
        for answered in post(self.p, items):
            self._keep(answered)
            self.p.point("call-stored")
        by_pk = {row.pk: row for row in writing}
        for object_type in {one for one, _ in self.named}:
            self._read_anew(object_type, [external_id for one, external_id in self.named if one is object_type])
        self._not_taken([by_pk[pk] for pk in self.untaken])
        for row in writing:
            self.decider.ours.pop(row.pk, None)  # from here on it is as our own answers tell
        refused = {by_pk[pk]: decision for pk, decision in self.refused.items()}
        settle(self.p, named(self.p, refused, writing))
        park_unknown(self.p, [(by_pk[pk], call) for pk, call in self.unknown.items() if pk not in self.refused])
        stale = SyncRecord.objects.filter(pk__in=self.stale).exclude(status=SyncRecord.Status.IGNORED)
        stale.update(next_attempt_at=self.p.now(), reason="queued", status="pending")
        out = self.refused.keys() | self.unknown.keys() | self.stale
        left = [row for row in writing if row.pk not in out]
        self._totals([row for row in left if row.pk in self.untold or self._lines_only(writing[row])])
        self._read_again([row for row in left if is_taken(row)])
        return left

    # -- answers -----------------------------------------------------------------------------------------------

    def _keep(self, answered: Answered) -> None:
        """Answer, ids, versions and the bases of the written fields, in one transaction."""
        call = answered.call
        with transaction.atomic():
            lost = any(isinstance(outcome, Lost) for _, _, outcome in answered.results)
            state = Call.State.UNKNOWN if lost else Call.State.DONE
            Call.objects.filter(pk=call.pk).exclude(state=Call.State.FAILED).update(state=state, answer=call.answer)
            told = zip(answered.operations, answered.results, strict=True)
            done = {
                row.pk: row
                for operation, (row, planned, outcome) in told
                if self._keep_one(call, operation, row, planned, outcome) and row
            }
            SyncRecord.objects.all().save_all(done.values(), TOLD_TO_ROW)
            Operation.objects.bulk_create(
                answered.operations, update_conflicts=True, unique_fields=["id"],
                update_fields=["state", "target_id", "problem"],
            )  # fmt: skip
            Activity.objects.bulk_create(self.activities)
            self.activities = []

    def _keep_one(
        self, call: Call, operation: Operation, row: SyncRecord | None, planned: Planned, outcome: Outcome | Lost
    ) -> bool:
        """Whether it was done; then `row` is what is to be stored of it, with its operation."""
        if isinstance(outcome, Lost):
            operation.state = Call.State.UNKNOWN
            if row:
                self.unknown[row.pk] = call
            return False
        if problem := outcome.problem:
            operation.state, operation.problem = Call.State.FAILED, {"code": problem.code, "text": problem.vendor_text}
            if row:
                self._keep_refusal(row, planned, problem)
            return False
        operation.state, operation.target_id = Call.State.DONE, outcome.id or planned.write.id or ""
        if row is None:
            return True
        done(row, planned)
        self._note_ids(row, planned, outcome)
        if failure := dropped(planned, outcome):
            self.refused[row.pk] = failing(failure)
        self.p.count(row, planned.side, action_of(row, planned))
        self.activities.append(
            written(
                row, self.p.run, self.p.now(), side=planned.side, action=planned.write.action, entity=planned.write.entity,
                reason=planned.reason, changes=encode_changes(planned.changes), request_id=call.request_id,
            )
        )  # fmt: skip
        return True

    def _keep_refusal(self, row: SyncRecord, planned: Planned, problem: Problem) -> None:
        """What was learnt from it, else where the record stands by it."""
        if planned.side is Side.QUICKBOOKS or row.object_type == ObjectType.CONTACT:
            row.writing = False  # one object, refused whole: nothing is half done
            SyncRecord.objects.filter(pk=row.pk).update(writing=False)
        if problem.code == "no_payment_processor":
            payments_refused(self.p.accounts.hubspot.connection, self.p.now())
            self.stale.add(row.pk)  # decided anew, now that this is known
        elif problem.code in REFUSALS and planned.side is Side.HUBSPOT and is_taken(row):
            self.untaken[row.pk] = problem
            self.stale.add(row.pk)
        elif problem.code == "stale":
            self._found_existing(row, planned, problem.params.get("existing_id"))
            self.stale.add(row.pk)
        elif is_clash(row, planned, problem):
            self.decider.taken[row.pk] = holder_of(self.p, problem)
        else:
            self._look_at_account(planned, problem)
            named = self._unlooked_at(planned)
            self.refused[row.pk] = (
                waiting(named.pk, named.label) if named else failing(refusal(self.p, row, planned, problem))
            )

    def _unlooked_at(self, planned: Planned) -> SyncRecord | None:
        """What HubSpot refuses may name a contact, a product or the invoice of a payment that is gone, which no poll tells: it
        is read again first, once a run."""
        if planned.side is not Side.HUBSPOT:
            return None
        line, links = planned.write.line, planned.write.links
        named = {ObjectType.CONTACT: links.get("contact"), ObjectType.PRODUCT: line and line.product_id}
        if planned.write.entity == ObjectType.PAYMENT:
            named[ObjectType.INVOICE] = links.get("invoice")
        for object_type, external_id in named.items():
            row: SyncRecord | None = (
                self.p.records().filter(object_type=object_type).of(Side.HUBSPOT, [external_id]).first()
                if external_id
                else None
            )
            if row is None:
                continue
            if (one := (object_type, str(external_id))) in self.named:  # by another line of the same invoice
                return row
            if row.pk not in self.p.tally.read_again:
                self.p.tally.read_again.add(row.pk)
                self.named.append(one)
                self.p.records().filter(pk=row.pk).update(next_attempt_at=self.p.now())
                return row
        return None

    def _look_at_account(self, planned: Planned, problem: Problem) -> None:
        """The books were closed since the closing date was read, so the next run reads it first and parks this (A24)."""
        if problem.code == "closed_period":
            one = {"side": planned.side, "object_type": ACCOUNT, "external_id": "closing date"}
            Inbox.objects.get_or_create(workspace=self.p.workspace, **one, defaults={"source": "poll"})

    def _found_existing(self, row: SyncRecord, planned: Planned, existing: str | None) -> None:
        """A copy with our mark is there already, from a call whose answer was lost: it is this record's."""
        if not existing or planned.write.entity != row.object_type or row.id_on(planned.side):
            return
        taken = self.p.records().filter(object_type=row.object_type).of(planned.side, [existing])
        if not taken.exists():
            setattr(row, f"{planned.side.value}_id", existing)
            row.origin = row.origin or planned.side.other
            row.arrived_in = row.arrived_in or planned.side.value
            row.save(update_fields=[f"{planned.side.value}_id", "origin", "arrived_in"])

    def _note_ids(self, row: SyncRecord, planned: Planned, outcome: Outcome) -> None:
        side, write = planned.side, planned.write
        is_record = write.entity not in OF_LINE
        if is_record and (write.action == "create" or is_elsewhere(row, side, write.action, outcome)):
            external_id = id_told(write, outcome) if row.object_type == ObjectType.PAYMENT else outcome.id
            setattr(row, f"{side.value}_id", external_id)
            row.origin = row.origin or side.other
            if write.action == "create":
                row.arrived_in = row.arrived_in or side.value
        if is_record and outcome.version and not (side is Side.HUBSPOT and write.action == "update"):
            # HubSpot refuses no stale version and an answer tells what was set: whatever a person changed between our
            # reading and our update is seen by the next poll, if it does not take the record for known.
            setattr(row, f"{side.value}_version", outcome.version)
        told = updated(self.p, row, planned, outcome)
        if told is not None:
            if side is Side.QUICKBOOKS and write.lines is not None:
                note_coding(row, self.p.on_shelf(side, ObjectType.INVOICE, row.quickbooks_id), told)
            self.p.put(told)
            if isinstance(told, Contact) and told.currency:
                row.currency = told.currency  # its invoices must be in it (A33)
            if isinstance(told, Invoice) and write.lines is not None:
                self.decider.just_written.add(row.pk)
            if "hs_invoice_status" in write.fields and TOLD["total"] not in outcome.told:
                self.untold.add(row.pk)
        rebase(row, planned, told)

    def _not_taken(self, rows: list[SyncRecord]) -> None:
        """HubSpot has refused to edit these (B19). It may have been paid or voided since it was read. Else the account keeps
        its finalized invoices as they are, which is remembered, as no call tells it beforehand."""
        self._read_again(rows)
        for row in rows:
            invoice = self._mirror(row)
            kept = kept_in_hubspot(invoice) if invoice else "It is not in HubSpot any more."
            if not kept:
                edits_refused(self.p.accounts.hubspot.connection, self.p.now())
            with transaction.atomic():
                drop(self.p, row, DO, kept or f"HubSpot refused the edit: {self.untaken[row.pk].vendor_text}")

    # -- totals ------------------------------------------------------------------------------------------------

    def _lines_only(self, decision: Decision) -> bool:
        return any(one.write.entity in OF_LINE for one in decision.planned)

    def _totals(self, rows: list[SyncRecord]) -> None:
        """HubSpot's total after its lines changed; a draft's is told by the answer that opens it."""
        open_rows = [row for row in rows if (one := self._mirror(row)) and one.status is not InvoiceStatus.DRAFT]
        keys = [one.key for row in open_rows if (one := self._mirror(row)) and one.key]
        found = self.p.systems.hubspot.by_key(ObjectType.INVOICE, keys) if keys else {}
        for row in open_rows:
            mirror = self._mirror(row)
            header = found.get(mirror.key or "") if mirror else None
            if mirror and isinstance(header, Invoice):
                self.p.put(
                    replace(mirror, total=header.total, balance=header.balance, tax=header.tax, version=header.version,
                            status=header.status)
                )  # fmt: skip

    def _read_again(self, rows: list[SyncRecord]) -> None:
        """What HubSpot has made of lines that it was told, as the base of its own invoice (B19)."""
        self._read_anew(ObjectType.INVOICE, [str(row.hubspot_id) for row in rows])

    def _read_anew(self, object_type: ObjectType, ids: list[str]) -> None:
        for one in ids:
            self.p.questions.shelf.pop((Side.HUBSPOT, object_type, one), None)
        self.p.questions.read(Side.HUBSPOT, object_type, ids)

    def _mirror(self, row: SyncRecord) -> Invoice | None:
        record = self.p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
        return record if isinstance(record, Invoice) else None

    # -- dry run -----------------------------------------------------------------------------------------------

    def _note(self, writing: Mapping[SyncRecord, Decision]) -> None:
        """What would be written; inside the transaction that a dry run rolls back, the row counts as linked."""
        for row, decision in writing.items():
            for side in Side:
                mine = [one for one in decision.planned if one.side is side]
                if mine:
                    self.p.plan.append(entry_of(self.p, row, side, mine))
                    if self.p.plan[-1]["action"] == "create":
                        setattr(row, f"{side.value}_id", f"new:{row.pk}")
            row.status, row.reason, row.next_attempt_at = "pending", "queued", None
            self.p.planned.add(row.pk)
        SyncRecord.objects.all().keep_all(writing)
