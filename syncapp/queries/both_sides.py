"""One record as HubSpot and QuickBooks hold it, row by row, with what was last agreed between them (S38, B19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from syncapp.core.mapping import FieldPair
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import ObjectType, Pair, Side, Value
from syncapp.queries.record_versions import Amount, Held, Shown

Specs = Pair[Mapping[str, FieldSpec]]


@dataclass(frozen=True)
class Cell:
    """What a row shows of one side; `mark` says in a word what became of it since the two agreed."""

    value: Shown = None
    note: str = ""
    mark: str = ""


EMPTY = Cell()


@dataclass(frozen=True)
class Row:
    label: str
    hubspot: Cell
    quickbooks: Cell
    agreed: Cell = EMPTY
    note: str = ""
    remark: str = ""  # what is to be known of this row, in few words

    @property
    def changed(self) -> bool:
        return bool(self.hubspot.mark or self.quickbooks.mark)

    @property
    def lost(self) -> bool:
        """It was agreed, and stands on neither side any more."""
        return self.agreed.value is not None and self.hubspot.value is None and self.quickbooks.value is None

    @property
    def empty(self) -> bool:
        return not any(cell.value is not None for cell in (self.hubspot, self.quickbooks, self.agreed))


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class BothSides:
    """`sides` are those that it is known of; `three`: what was last agreed stands between them, where it is not what both hold."""

    groups: list[Group]
    sides: list[Side] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return sum(row.changed for group in self.groups for row in group.rows)

    @property
    def three(self) -> bool:
        lost = any(row.lost for group in self.groups for row in group.rows)
        return (bool(self.changed) or lost) and len(self.sides) == 2


def marked(now: Shown, agreed: Shown, *, known: bool) -> str:
    """`known`: there is something that was agreed."""
    if not known or now == agreed:
        return ""
    return "removed" if now is None else "added" if agreed is None else "changed"


# -- fields ----------------------------------------------------------------------------------------------------

# Payments are not mapped field by field; these say the same on both sides. "" has no counterpart.
_PAYMENT = (
    ("Amount", "amount", "amount"),
    ("Payment date", "hs_initiated_date", "TxnDate"),
    ("Reference number", "hs_reference_number", "PaymentRefNum"),
    ("Payment method", "hs_payment_method_type", "PaymentMethodRef"),
    ("Status", "hs_latest_status", ""),
    ("Refunded", "hs_refunds_amount", ""),
    ("Processor", "hs_processor_type", ""),
    ("Whole payment", "", "TotalAmt"),
    ("Applied to no invoice", "", "UnappliedAmt"),
    ("Deposit to", "", "DepositToAccountRef"),
    ("Memo", "", "PrivateNote"),
)
MONEY: Mapping[ObjectType, frozenset[str]] = {
    ObjectType.CONTACT: frozenset({"Balance"}),
    ObjectType.PRODUCT: frozenset({"price", "UnitPrice", "PurchaseCost"}),
    ObjectType.INVOICE: frozenset(
        {"hs_amount_billed", "hs_amount_paid", "hs_balance_due", "hs_subtotal", "TotalAmt", "Balance"}
    ),
    ObjectType.PAYMENT: frozenset({"amount", "hs_refunds_amount", "TotalAmt", "UnappliedAmt"}),
}
# Shown of one side besides what is mapped, because people know the record by it.
_BESIDES = {ObjectType.CONTACT: ("DisplayName",), ObjectType.PRODUCT: ("Type", "IncomeAccountRef")}


@dataclass(frozen=True)
class Fields:
    """Rows of single fields, labelled as the accounts label them."""

    object_type: ObjectType
    specs: Specs
    both: Pair[Held]
    currency: str = ""

    def mapped(self, pairs: Iterable[FieldPair]) -> list[Row]:
        rows = [self._pair(one) for one in pairs if one.enabled]
        besides = _BESIDES.get(self.object_type, ()) if self.both.quickbooks.now else ()
        return [*rows, *(self.row(self._label(Side.QUICKBOOKS, name), "", name) for name in besides)]

    def payment(self) -> list[Row]:
        return [self.row(label, here, there) for label, here, there in _PAYMENT]

    def row(self, label: str, hubspot: str, quickbooks: str, note: str = "") -> Row:
        names = Pair(hubspot, quickbooks)
        cells = {side: self._cell(side, names[side]) for side in Side}
        first = next((side for side in Side if cells[side].mark), Side.HUBSPOT if hubspot else Side.QUICKBOOKS)
        agreed = self._shown(first, names[first], self.both[first].agreed)
        return Row(label, cells[Side.HUBSPOT], cells[Side.QUICKBOOKS], Cell(agreed), note)

    def _pair(self, pair: FieldPair) -> Row:
        here, there = self._label(Side.HUBSPOT, pair.hubspot), self._label(Side.QUICKBOOKS, pair.quickbooks)
        there_too = self.both.quickbooks.now or self.both.quickbooks.agreed
        told = there_too and not f" {here.casefold()}".endswith(f" {there.casefold()}")
        return self.row(here, pair.hubspot, pair.quickbooks, f"{there} in QuickBooks" if told else "")

    def _label(self, side: Side, name: str) -> str:
        spec = self.specs[side].get(name)
        return spec.label if spec else name

    def _cell(self, side: Side, name: str) -> Cell:
        held = self.both[side]
        now, agreed = (self._shown(side, name, base) for base in (held.now, held.agreed))
        known = held.now is not None and held.agreed is not None and name in held.agreed.values
        return Cell(now, mark=marked(now, agreed, known=known))

    def _shown(self, side: Side, name: str, base: object) -> Shown:
        values: Mapping[str, Value] = getattr(base, "values", {})
        return in_words(self.object_type, name, self.specs[side].get(name), values.get(name), self.currency)


def in_words(object_type: ObjectType, name: str, spec: FieldSpec | None, value: Value, currency: str) -> Shown:
    """Money as money, and what people call an entry of a list."""
    if isinstance(value, Decimal) and name in MONEY.get(object_type, ()):
        return Amount(value, currency)
    if (
        value is None
        or isinstance(value, bool)
        or spec is None
        or spec.type not in (FieldType.OPTION, FieldType.OPTIONS)
    ):
        return value
    names = {one.value: one.label for one in spec.options}
    return "; ".join(names.get(part, part) for part in str(value).split(";"))
