"""Laws of the plans, over any records: equal pairs need nothing, what was decided is enough, and it is always the same.

Both vendors are stood in for by a few lines: what is written is what they then hold, and they add up as they do.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from syncapp.core.defaults import DEFAULT_PAIRS
from syncapp.core.errors import Failure
from syncapp.core.invoice_json import dump
from syncapp.core.lines import expected_total, line_amount, outbound, pair_lines
from syncapp.core.mirror import computed_total
from syncapp.core.plan import Base, Decision, Planned, Rules, Situation
from syncapp.core.plans.contact import plan_contact
from syncapp.core.plans.invoice import follow
from syncapp.core.plans.invoice_situation import InvoiceSituation, Party
from syncapp.core.plans.mirror_invoice import bring, follow_mirror
from syncapp.core.plans.new_invoice import send
from syncapp.core.plans.product import plan_product
from syncapp.core.records import Contact, Invoice, InvoiceStatus, Line, LineKind, Product, Record
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import Direction, ObjectType, Pair, Policy, Side, Value

D = Decimal
H, Q = Side.HUBSPOT, Side.QUICKBOOKS
DAY = dt.date(2026, 11, 20)
DATES = {"hs_invoice_date", "hs_due_date", "TxnDate", "DueDate"}
STAGES = 8


def specs(object_type: ObjectType) -> Pair[dict[str, FieldSpec]]:
    def row(name: str) -> FieldSpec:
        return FieldSpec(name, name, FieldType.DATE if name in DATES else FieldType.TEXT)

    pairs = DEFAULT_PAIRS[object_type]
    return Pair(
        {one.hubspot: row(one.hubspot) for one in pairs}, {one.quickbooks: row(one.quickbooks) for one in pairs}
    )


def rules(object_type: ObjectType, **more: Any) -> Rules:
    base = {
        "direction": Direction.TWO_WAY,
        "pairs": DEFAULT_PAIRS[object_type],
        "specs": specs(object_type),
        "key_prefix": "9130",
    }
    return Rules(**{**base, **more})


# -- two vendors in a few lines --------------------------------------------------------------------------------


@dataclass
class Books:
    """Both sides of one record, and what is remembered of them."""

    object_type: ObjectType
    rules: Rules
    hubspot: Record | None = None
    quickbooks: Record | None = None
    native: Side | None = None
    base: Pair[Base] = field(default_factory=lambda: Pair(Base(), Base()))
    writing: bool = False
    just_written: bool = False
    made: int = 0

    def decide(self) -> Decision:
        linked = self.hubspot is not None and self.quickbooks is not None
        common: dict[str, Any] = {
            "rules": self.rules, "hubspot": self.hubspot, "quickbooks": self.quickbooks, "linked": linked,
            "native": self.native, "base": self.base, "writing": self.writing, "needed": True,
        }  # fmt: skip
        if self.object_type is ObjectType.CONTACT:
            return plan_contact(Situation(**common))
        if self.object_type is ObjectType.PRODUCT:
            return plan_product(Situation(**common))
        situation = InvoiceSituation(
            **common,
            party=Party(id="7", currency="USD"),
            item_of=lambda line: line.product_id or "99",
            just_written=self.just_written,
        )
        if linked:
            return follow(situation) if self.native is H else follow_mirror(situation)
        return send(situation) if self.hubspot is not None else bring(situation)

    def run(self) -> Decision:
        """Decide and write until nothing is left; the last decision."""
        for _ in range(STAGES):
            decision = self.decide()
            if decision.status != "write":
                self._settle(decision)
                return decision
            self.writing = True
            for one in decision.planned:
                self._write(one)
        raise AssertionError("it never comes to an end")

    def _settle(self, decision: Decision) -> None:
        self.just_written = False
        if decision.status != "syncing":
            return
        self.writing = False
        self.base = Pair(*(self._held(record) for record in (self.hubspot, self.quickbooks)))
        if isinstance(self.hubspot, Invoice) and isinstance(self.quickbooks, Invoice) and self.native is H:
            sent = outbound(self.hubspot, lambda line: "")
            lines = pair_lines(sent, self.quickbooks.lines) if isinstance(sent, tuple) else {}
            self.base = replace(self.base, hubspot=replace(self.base.hubspot, lines=lines))

    def _held(self, record: Record | None) -> Base:
        assert record is not None
        return Base(values=record.values, content=dump(record) if isinstance(record, Invoice) else None)

    def _write(self, one: Planned) -> None:
        side, write = one.side, one.write
        record = self.hubspot if side is H else self.quickbooks
        if isinstance(record, Invoice) or write.entity == "invoice":
            record = self._invoice(record if isinstance(record, Invoice) else None, one)
        elif record is None:
            kind = Contact if self.object_type is ObjectType.CONTACT else Product
            empty = dict.fromkeys(specs(self.object_type)[side])
            record = kind(side=side, id="1", key=write.key, values={**empty, **write.fields})
            self.native = side.other
        else:
            record = replace(record, values={**record.values, **write.fields})
        self.hubspot, self.quickbooks = (record, self.quickbooks) if side is H else (self.hubspot, record)

    def _invoice(self, invoice: Invoice | None, one: Planned) -> Invoice:
        side, write = one.side, one.write
        if invoice is None:
            self.native = side.other
            empty: dict[str, Value] = dict.fromkeys(specs(ObjectType.INVOICE)[side])
            invoice = Invoice(
                side=side, id="145", key=write.key, billable=side is Q, currency="USD", values=empty,
                status=InvoiceStatus.DRAFT if side is H else InvoiceStatus.OPEN, customer_id=write.links.get("customer"),
            )  # fmt: skip
        known = {name: value for name, value in write.fields.items() if name in specs(ObjectType.INVOICE)[side]}
        status = InvoiceStatus(str(write.fields.get("hs_invoice_status", invoice.status)))
        invoice = replace(invoice, values={**invoice.values, **known}, status=status)
        if write.action == "void":
            return replace(invoice, status=InvoiceStatus.VOIDED)
        if write.lines is not None:
            self.just_written = True
            invoice = replace(invoice, lines=tuple(self._numbered(line) for line in write.lines))
        if write.line is not None:
            invoice = self._with_line(invoice, one)
        return summed(titled(invoice))

    def _numbered(self, line: Line) -> Line:
        self.made += 1
        return replace(line, id=line.id or f"new{self.made}", key=None)

    def _with_line(self, invoice: Invoice, one: Planned) -> Invoice:
        assert one.write.line is not None
        line = self._numbered(replace(one.write.line, id=one.write.id or ""))
        line = replace(line, key=one.write.line.key)
        place = "lines" if line.kind in (LineKind.ITEM, LineKind.TEXT) else "adjustments"
        there = tuple(other for other in getattr(invoice, place) if other.id != line.id)
        return replace(invoice, **{place: there if one.write.action == "delete" else (*there, line)})


def titled(invoice: Invoice) -> Invoice:
    """The typed attributes say what the fields say."""
    names = (
        ("hs_number", "hs_invoice_date", "hs_due_date") if invoice.side is H else ("DocNumber", "TxnDate", "DueDate")
    )
    number, date, due = (invoice.values.get(name) for name in names)
    return replace(invoice, number=number, date=date, due_date=due)


def summed(invoice: Invoice) -> Invoice:
    total = (
        computed_total(invoice.lines, invoice.adjustments, "USD")
        if invoice.side is H
        else expected_total(invoice.lines, "USD")
    )
    if invoice.side is Q:
        total += sum(
            (line.amount * (-1 if line.kind is LineKind.DISCOUNT else 1) for line in invoice.adjustments), D(0)
        )
    return replace(invoice, total=total, balance=total - invoice.paid if invoice.total else total)


# -- records ---------------------------------------------------------------------------------------------------

texts = st.sampled_from([None, "Ann", "Bea", "ann@acme.test", "Mulch, hardwood"])
cents = st.integers(1, 500_000).map(lambda number: D(number) / 100)


def values_of(object_type: ObjectType, side: Side) -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries(dict.fromkeys(specs(object_type)[side], texts))


@st.composite
def hubspot_lines(draw: st.DrawFn) -> Line:
    quantity, price = draw(st.integers(1, 400)), draw(st.integers(1, 90_000).map(lambda number: D(number) / 1000))
    gross = line_amount(D(quantity), price, "USD")
    off = draw(st.sampled_from([0, 0, 5, 10]))
    discount = (gross * off / 100).quantize(D("0.01"))
    return Line(
        id=str(draw(st.integers(1, 10**6))), amount=gross - discount, quantity=D(quantity), unit_price=price, discount=discount,
        percent=D(off) if off else None, name=draw(st.sampled_from(["Mowing", "Sod", "Mulch"])),
        product_id=draw(st.sampled_from([None, "5", "6"])),
    )  # fmt: skip


@st.composite
def hubspot_invoices(draw: st.DrawFn) -> Invoice:
    lines = draw(st.lists(hubspot_lines(), min_size=1, max_size=5, unique_by=lambda line: line.id))
    values: dict[str, Value] = {
        "hs_number": "HS-1", "hs_invoice_date": DAY, "hs_due_date": DAY + dt.timedelta(days=30),
        "hs_comments": draw(st.sampled_from([None, "Gate code 12"])),
    }  # fmt: skip
    return summed(
        titled(Invoice(side=H, id="9", currency="USD", lines=tuple(lines), values=values, contact_ids=("3",)))
    )


@st.composite
def quickbooks_invoices(draw: st.DrawFn) -> Invoice:
    amounts = draw(st.lists(cents, min_size=1, max_size=5))
    lines = tuple(
        Line(
            id=str(number),
            amount=amount,
            quantity=draw(st.sampled_from([None, D(1), D(2), D(3)])),
            name="Mowing",
            description="Bed",
        )
        for number, amount in enumerate(amounts, 1)
    )
    adjustments = []
    if draw(st.booleans()):
        adjustments.append(Line(kind=LineKind.DISCOUNT, amount=min(draw(cents), sum(amounts, D(0)))))
    if draw(st.booleans()):
        adjustments.append(Line(kind=LineKind.FEE, amount=draw(cents), name="Shipping"))
    values: dict[str, Value] = {
        "DocNumber": "1001",
        "TxnDate": DAY,
        "DueDate": DAY,
        "CustomerMemo.value": draw(st.sampled_from([None, "Thanks"])),
    }
    return summed(
        titled(
            Invoice(
                side=Q,
                id="145",
                currency="USD",
                lines=lines,
                adjustments=tuple(adjustments),
                values=values,
                customer_id="7",
            )
        )
    )


def synced(invoice: Invoice, **more: Any) -> Books:
    books = Books(ObjectType.INVOICE, rules(ObjectType.INVOICE, **more))
    books.hubspot, books.quickbooks = (invoice, None) if invoice.side is H else (None, invoice)
    assert books.run().status == "syncing"
    return books


either_invoice = st.one_of(hubspot_invoices(), quickbooks_invoices())


# -- laws ------------------------------------------------------------------------------------------------------


@given(either_invoice)
@settings(max_examples=150, deadline=None)
def test_whatever_crosses_ends_equal_and_the_next_plan_is_empty(invoice: Invoice) -> None:  # I3, A21
    books = synced(invoice)
    assert isinstance(books.hubspot, Invoice)
    assert isinstance(books.quickbooks, Invoice)
    assert books.hubspot.total == books.quickbooks.total == invoice.total
    again = books.decide()
    assert (again.status, again.planned) == ("syncing", ())


@given(either_invoice)
@settings(max_examples=60, deadline=None)
def test_the_same_situation_is_decided_alike_every_time(invoice: Invoice) -> None:
    first, second = (Books(ObjectType.INVOICE, rules(ObjectType.INVOICE)) for _ in range(2))
    for books in (first, second):
        books.hubspot, books.quickbooks = (invoice, None) if invoice.side is H else (None, invoice)
    for _ in range(STAGES):
        one, other = first.decide(), second.decide()
        assert one == other == first.decide()
        if one.status != "write":
            return
        for books in (first, second):
            books.writing = True
            for planned in one.planned:
                books._write(planned)


@given(hubspot_invoices(), st.integers(0, 4), st.integers(1, 90_000))
@settings(max_examples=100, deadline=None)
def test_an_edited_line_in_hubspot_goes_over_once(invoice: Invoice, place: int, thousandths: int) -> None:  # S3
    books = synced(invoice)
    assert isinstance(books.hubspot, Invoice)
    lines = list(books.hubspot.lines)
    chosen = lines[place % len(lines)]
    price = D(thousandths) / 1000
    new = replace(
        chosen, unit_price=price, discount=D(0), percent=None, amount=line_amount(chosen.quantity or D(1), price, "USD")
    )
    lines[place % len(lines)] = new
    books.hubspot = summed(replace(books.hubspot, lines=tuple(lines)))

    assert books.run().status == "syncing"
    assert isinstance(books.quickbooks, Invoice)
    assert books.quickbooks.total == books.hubspot.total
    assert books.decide().status == "syncing"


@given(hubspot_invoices(), cents)
@settings(max_examples=100, deadline=None)
def test_an_edited_line_in_quickbooks_is_never_overwritten_and_heals_when_put_back(
    invoice: Invoice, amount: Decimal
) -> None:  # S44
    books = synced(invoice)
    before = books.quickbooks
    assert isinstance(before, Invoice)
    assume(amount != before.lines[0].amount)
    changed = replace(before.lines[0], amount=amount, unit_price=None, quantity=None)
    books.quickbooks = summed(replace(before, lines=(changed, *before.lines[1:])))

    decision = books.run()
    assert (decision.status, decision.reason) == ("failing", "native_invoice_edited")
    books.quickbooks = before
    assert books.run().status == "syncing"


@given(hubspot_invoices(), st.integers(0, 100))
@settings(max_examples=60, deadline=None)
def test_no_edit_in_hubspot_brings_a_total_below_what_quickbooks_was_paid(invoice: Invoice, percent: int) -> None:
    # A12
    books = synced(invoice)
    there = books.quickbooks
    assert isinstance(there, Invoice)
    paid = (there.total * percent / 100).quantize(D("0.01"))
    books.quickbooks = before = replace(there, balance=there.total - paid)
    line = replace(invoice.lines[0], unit_price=D(1), quantity=D(1), discount=D(0), percent=None, amount=D(1))
    books.hubspot = now = summed(replace(invoice, lines=(line,)))
    assume(now.total != there.total)

    decision = books.decide()
    if now.total >= paid:
        assert decision.status == "write"
        return
    assert (decision.status, decision.reason) == ("failing", "below_paid")
    assert books.quickbooks == before


@pytest.mark.parametrize(
    ("day", "paid", "expected"),
    [
        ("2026-10-31", 0, "pending: needs_approval"),
        ("2026-10-31", 5, "failing: void_refused"),  # no click would help
        ("2026-11-20", 0, "write: None"),
        ("2026-11-20", 5, "failing: void_refused"),
    ],
)
def test_a_void_waits_for_approval_only_where_approval_would_do(day: str, paid: int, expected: str) -> None:  # A10
    more: dict[str, Any] = {"currency": "USD", "total": D(9), "date": dt.date.fromisoformat(day)}
    here = Invoice(side=H, id="9", status=InvoiceStatus.VOIDED, **more)
    there = Invoice(side=Q, id="145", balance=D(9) - paid, **more)
    settled = rules(ObjectType.INVOICE, today=DAY)
    decision = follow(InvoiceSituation(rules=settled, hubspot=here, quickbooks=there, linked=True, native=H))
    assert f"{decision.status}: {decision.reason or None}" == expected


@pytest.mark.parametrize(
    ("following", "expected"), [(None, "failing: below_paid_in_hubspot"), ((31, "HS-1"), "pending: waiting")]
)
@given(invoice=quickbooks_invoices())
@settings(max_examples=20, deadline=None)
def test_no_mirror_goes_below_what_was_paid_in_hubspot(
    following: tuple[int, str] | None, expected: str, invoice: Invoice
) -> None:  # A12
    books = synced(invoice)
    assert isinstance(books.hubspot, Invoice)
    assume(invoice.total > 1)
    cheaper = summed(replace(invoice, lines=(replace(invoice.lines[0], amount=D("0.01")),), adjustments=()))
    situation = InvoiceSituation(
        rules=books.rules, hubspot=replace(books.hubspot, balance=D(0)), quickbooks=cheaper, linked=True, native=Q,
        base=books.base, following=following,
    )  # fmt: skip
    decision = follow_mirror(situation)
    assert f"{decision.status}: {decision.reason}" == expected


@given(quickbooks_invoices(), quickbooks_invoices())
@settings(max_examples=100, deadline=None)
def test_a_mirror_becomes_whatever_its_original_becomes(invoice: Invoice, later: Invoice) -> None:  # S4
    books = synced(invoice)
    books.quickbooks = later

    assert books.run().status == "syncing"
    assert isinstance(books.hubspot, Invoice)
    assert books.hubspot.total == later.total
    assert books.decide().planned == ()


@given(quickbooks_invoices(), st.integers(0, 12))
@settings(max_examples=100, deadline=None)
def test_a_mirror_cut_off_after_any_write_is_finished_without_doubling(
    invoice: Invoice, stop: int
) -> None:  # crash, then again
    books = Books(ObjectType.INVOICE, rules(ObjectType.INVOICE), quickbooks=invoice)
    left = stop
    while left > 0 and (decision := books.decide()).status == "write":
        books.writing = True
        for planned in decision.planned[:left]:
            books._write(planned)
        left -= len(decision.planned)

    assert books.run().status == "syncing"
    assert isinstance(books.hubspot, Invoice)
    assert books.hubspot.total == invoice.total
    assert len(books.hubspot.lines) == len(invoice.lines)


@pytest.mark.parametrize("object_type", [ObjectType.CONTACT, ObjectType.PRODUCT])
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_fields_of_a_linked_pair_settle_after_one_round(object_type: ObjectType, data: st.DataObject) -> None:  # I3
    kind = Contact if object_type is ObjectType.CONTACT else Product
    direction, policy = data.draw(st.sampled_from(Direction)), data.draw(st.sampled_from(Policy))
    books = Books(object_type, rules(object_type, direction=direction, policy=policy))
    books.hubspot = kind(side=H, id="1", values=data.draw(values_of(object_type, H)))
    books.quickbooks = kind(side=Q, id="2", values=data.draw(values_of(object_type, Q)))
    first = books.decide()
    assume(first.status != "failing")
    assert all(direction.reaches(one.side) for one in first.planned)

    ended = books.run()
    assert ended.status == "syncing" or (policy is Policy.ASK and ended.reason == "both_changed")  # B4
    assert books.decide().planned == ()


@given(hubspot_invoices())
@settings(max_examples=40, deadline=None)
def test_only_to_hubspot_nothing_is_planned_for_quickbooks(invoice: Invoice) -> None:  # S2
    books = Books(ObjectType.INVOICE, rules(ObjectType.INVOICE, direction=Direction.TO_HUBSPOT), hubspot=invoice)
    assert (books.decide().status, books.decide().reason) == ("excluded", "direction")


@given(hubspot_invoices())
@settings(max_examples=40, deadline=None)
def test_in_a_protected_period_nothing_is_planned_for_quickbooks(invoice: Invoice) -> None:  # A24
    books = Books(ObjectType.INVOICE, rules(ObjectType.INVOICE, protected_through=DAY), hubspot=invoice)
    assert (books.decide().status, books.decide().reason) == ("pending", "parked")


def test_failure_of_an_item_is_the_failure_of_the_invoice() -> None:  # A21
    line = Line(id="1", amount=D(5), quantity=D(1), unit_price=D(5), name="Mulch")
    invoice = summed(
        titled(
            Invoice(
                side=H,
                id="9",
                currency="USD",
                lines=(line,),
                values={"hs_number": "HS-1", "hs_invoice_date": DAY, "hs_due_date": DAY},
            )
        )
    )
    situation = InvoiceSituation(
        rules=rules(ObjectType.INVOICE),
        hubspot=invoice,
        party=Party(id="7"),
        item_of=lambda line: Failure("item_inactive", {"item": "Mulch"}),
    )
    assert send(situation).reason == "item_inactive"
