"""QuickBooks' objects as records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from syncapp.connectors.quickbooks.lines import Amounts, lines_of, raw_lines
from syncapp.connectors.quickbooks.schema import FIELDS, is_enhanced, spec_of
from syncapp.connectors.quickbooks.values import Raw, custom_rows, day, ref, ref_name, typed, value_in
from syncapp.core.records import (
    ZERO,
    Contact,
    Invoice,
    InvoiceStatus,
    Line,
    LineKind,
    Payment,
    Product,
    Record,
)
from syncapp.core.schema import FieldType
from syncapp.core.values import ObjectType, Side, Value, clean_text, split_emails

VOIDED = re.compile(r"Voided\b", re.IGNORECASE)
_TYPED = {
    kind: tuple(spec for spec in specs if spec.type in (FieldType.NUMBER, FieldType.DATE) and not spec.read_only)
    for kind, specs in FIELDS.items()
}
INACTIVE = " (deleted)"
_FUNDS = {"CreditMemo": "credit memo", "JournalEntry": "journal entry"}


class Translator:
    """`currency` is the company's own, for what names none; `extra` are the custom fields that are used."""

    def __init__(self, currency: str, extra: Mapping[ObjectType, Sequence[str]]) -> None:
        self.currency = currency
        self._custom = {
            kind: tuple(name for name in extra.get(kind, ()) if name.startswith("custom:")) for kind in ObjectType
        }

    @property
    def enhanced(self) -> bool:
        """Whether custom fields are used that come only if asked for."""
        return any(is_enhanced(name) for names in self._custom.values() for name in names)

    def contact(self, raw: Raw) -> Contact:
        common = self._common(ObjectType.CONTACT, raw)
        values = common["values"]
        return Contact(
            **common,
            emails=split_emails(values["PrimaryEmailAddr.Address"]),
            first_name=values["GivenName"],
            last_name=values["FamilyName"],
            company=values["CompanyName"],
            display_name=values["DisplayName"],
            currency=ref(raw, "CurrencyRef") or self.currency,
            parent_id=ref(raw, "ParentRef"),
            active=raw.get("Active") is not False,
        )

    def product(self, raw: Raw) -> Product:
        common = self._common(ObjectType.PRODUCT, raw)
        values = common["values"]
        return Product(
            **common,
            name=values["Name"] or "",
            sku=values["Sku"],
            active=raw.get("Active") is not False,
            kind=values["Type"] or "",
            account_id=ref(raw, "IncomeAccountRef"),
            below=ref_name(raw, "ParentRef") or ref(raw, "ParentRef"),
        )

    def invoice(self, raw: Raw) -> Invoice:
        amounts = Amounts()
        lines, adjustments = lines_of(raw, amounts)
        total, balance = amounts.amount(raw, "TotalAmt"), amounts.amount(raw, "Balance")
        linked = links(raw)
        common = self._common(ObjectType.INVOICE, raw)
        meta = raw.get("MetaData")
        return Invoice(
            **{
                **common,
                "absurd": {**common["absurd"], **_missing(raw, "TotalAmt", "Balance"), **amounts.absurd},
            },
            number=common["values"]["DocNumber"],
            status=_status(raw, total, balance, lines),
            date=day(raw.get("TxnDate")),
            due_date=day(raw.get("DueDate")),
            currency=ref(raw, "CurrencyRef") or self.currency,
            total=total,
            balance=balance,
            tax=sum((line.amount for line in adjustments if line.kind is LineKind.TAX), ZERO),
            lines=lines,
            adjustments=adjustments,
            customer_id=ref(raw, "CustomerRef"),
            customer_name=ref_name(raw, "CustomerRef"),
            payment_ids=tuple(id_ for kind, id_ in linked if kind == "Payment"),
            linked=linked,
            deposit=amounts.amount(raw, "Deposit"),
            modified=ref(meta, "LastModifiedByRef") if isinstance(meta, Mapping) else None,
        )

    def payment(self, raw: Raw, invoice_id: str = "") -> Payment:
        """One application of a payment, or the payment that is applied to no invoice."""
        amounts = Amounts()
        applied = applications(raw, amounts)
        total = amounts.amount(raw, "TotalAmt")
        unapplied = amounts.amount(raw, "UnappliedAmt")
        common = self._common(ObjectType.PAYMENT, raw)
        voided = is_voided(raw, total, applied.values())
        return Payment(
            **{
                **common,
                "id": f"{raw['Id']}/{invoice_id}",
                "absurd": {**common["absurd"], **_missing(raw, "TotalAmt"), **amounts.absurd},
            },
            amount=applied.get(invoice_id, ZERO),
            total=total,
            unapplied=unapplied,
            credit=max(ZERO, sum(applied.values(), ZERO) + unapplied - total) if total else ZERO,
            date=day(raw.get("TxnDate")),
            currency=ref(raw, "CurrencyRef") or self.currency,
            method=ref(raw, "PaymentMethodRef"),
            reference=common["values"]["PaymentRefNum"],
            status="voided" if voided else "succeeded",
            invoice_ids=(invoice_id,) if invoice_id in applied else (),
            customer_id=ref(raw, "CustomerRef"),
            deposited=any(kind == "Deposit" for kind, _ in links(raw)),
            note=common["values"]["PrivateNote"],
            kind="payment" if total else _funded_by(raw),
        )

    def _common(self, kind: ObjectType, raw: Raw) -> dict[str, Any]:
        values = self._values(kind, raw)
        return {
            "side": Side.QUICKBOOKS,
            "id": str(raw["Id"]),
            "version": str(raw.get("SyncToken", "")),
            "values": values,
            "created_at": values["MetaData.CreateTime"],
            "updated_at": values["MetaData.LastUpdatedTime"],
            "absurd": _unreadable(kind, raw, values),
            "raw": raw,
        }

    def _values(self, kind: ObjectType, raw: Raw) -> dict[str, Value]:
        raw = _as_named(raw)
        values = {spec.name: value_in(raw, spec) for spec in FIELDS[kind]}
        for name in self._custom[kind]:
            values[name] = None
        for row in custom_rows(raw):
            spec = spec_of(kind, f"custom:{row['DefinitionId']}")
            if spec:
                values[spec.name] = value_in(raw, spec)
        return values


def _unreadable(kind: ObjectType, raw: Raw, values: Mapping[str, Value]) -> dict[str, str]:
    """Numbers and dates that are there and are none; each fails its record, not the page."""
    return {
        spec.name: str(raw[spec.name])[:100]
        for spec in _TYPED[kind]
        if values[spec.name] is None and raw.get(spec.name) not in (None, "")
    }


def _missing(raw: Raw, *names: str) -> dict[str, str]:
    """Amounts that a record cannot be without."""
    return {name: "" for name in names if raw.get(name) in (None, "")}


def _status(raw: Raw, total: Decimal, balance: Decimal, lines: Iterable[Line]) -> InvoiceStatus:
    if is_voided(raw, total, (line.amount for line in lines)):
        return InvoiceStatus.VOIDED
    return InvoiceStatus.PAID if total and not balance else InvoiceStatus.OPEN


def is_voided(raw: Raw, total: Decimal, amounts: Iterable[Decimal]) -> bool:
    """There is no flag: all amounts are zero, and the note begins with the word."""
    note = typed(raw.get("PrivateNote"), FieldType.TEXT)
    return not total and not any(amounts) and isinstance(note, str) and VOIDED.match(note) is not None


def links(raw: Raw) -> tuple[tuple[str, str], ...]:
    """What a transaction is linked with: (type, id)."""
    found = raw.get("LinkedTxn")
    rows = found if isinstance(found, list) else []
    return tuple(
        (str(row["TxnType"]), str(row["TxnId"]))
        for row in rows
        if isinstance(row, Mapping) and {"TxnType", "TxnId"} <= row.keys()
    )


def applications(raw: Raw, amounts: Amounts | None = None) -> dict[str, Decimal]:
    """What a payment pays, by invoice (A25). A line of 0.00 pays nothing; one that cannot be read may."""
    read = amounts or Amounts()
    applied: dict[str, Decimal] = {}
    for line in raw_lines(raw):
        for kind, invoice_id in links(line):
            amount = read.number(line, "Amount", "Line.Amount") if kind == "Invoice" else ZERO
            if amount != ZERO:
                applied[invoice_id] = applied.get(invoice_id, ZERO) + (amount or ZERO)
    return applied


def application_ids(raw: Raw) -> list[str]:
    """The record ids of a payment: one per invoice, or one that ends at the slash."""
    return [f"{raw['Id']}/{invoice_id}" for invoice_id in applications(raw) or ("",)]


def _funded_by(raw: Raw) -> str:
    """What a payment of nothing moved instead of money."""
    kinds = [kind for line in raw_lines(raw) for kind, _ in links(line) if kind != "Invoice"]
    return next((_FUNDS.get(kind, clean_text(kind.lower()) or "payment") for kind in kinds), "payment")


def _as_named(raw: Raw) -> Raw:
    """QuickBooks writes a word behind the name of what is inactive; nobody has renamed it."""
    if raw.get("Active") is not False:
        return raw
    names = {name: raw[name] for name in ("DisplayName", "Name") if isinstance(raw.get(name), str)}
    return {**raw, **{name: text.removesuffix(INACTIVE) for name, text in names.items()}}


def record_ids(kind: ObjectType, raw: Raw) -> list[str]:
    return application_ids(raw) if kind is ObjectType.PAYMENT else [str(raw["Id"])]


def record_of(translator: Translator, kind: ObjectType, raw: Raw, record_id: str) -> Record:
    if kind is ObjectType.CONTACT:
        return translator.contact(raw)
    if kind is ObjectType.PRODUCT:
        return translator.product(raw)
    if kind is ObjectType.INVOICE:
        return translator.invoice(raw)
    return translator.payment(raw, record_id.partition("/")[2])
