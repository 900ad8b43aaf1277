"""HubSpot's objects as records. A value that makes no sense fails its own record, never the page (`Record.absurd`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from syncapp.connectors.hubspot.kinds import CONTACTS, INVOICES, KEY, LINES, PAYMENTS, PRODUCTS, Kind
from syncapp.connectors.hubspot.lines import adjustments, line_of
from syncapp.connectors.hubspot.schema import ALWAYS
from syncapp.connectors.hubspot.values import AbsurdError, instant, moment_of_day, read_value
from syncapp.core.records import ZERO, Contact, Invoice, InvoiceStatus, LineKind, Payment, Product, Record
from syncapp.core.schema import FieldType
from syncapp.core.values import ObjectType, Side, Value, split_emails

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Parts:
    """What belongs to an invoice and was read beside it; None: not asked."""

    lines: Sequence[Raw] = ()
    adjustments: Mapping[Kind, Sequence[Raw]] = field(default_factory=dict)
    contacts: Sequence[str] | None = None
    billing_contacts: Sequence[str] = ()


class Translator:
    """Knows the company's zone (A19) and the types of the fields that were asked for beyond the usual ones."""

    def __init__(self, zone: tzinfo, extra: Mapping[Kind, Mapping[str, FieldType]] | None = None) -> None:
        self.zone = zone
        self.extra: dict[Kind, Mapping[str, FieldType]] = dict(extra or {})

    def properties(self, kind: Kind) -> list[str]:
        """What is asked for of this kind."""
        return [*dict.fromkeys((*ALWAYS[kind], *self.extra.get(kind, ())))]

    def record(self, object_type: ObjectType, raw: Raw) -> Record:
        """Without what stands in other objects: an invoice's header, a contact without its company's name."""
        if object_type is ObjectType.CONTACT:
            return self.contact(raw)
        if object_type is ObjectType.PRODUCT:
            return self.product(raw)
        if object_type is ObjectType.INVOICE:
            return self.invoice(raw)
        return self.payment(raw, ())

    def contact(self, raw: Raw, company: str | None = None) -> Contact:
        fields = self._fields(CONTACTS, raw)
        emails = (*split_emails(fields.text("email")), *split_emails(fields.text("hs_additional_emails")))
        return Contact(
            **fields.base(),
            emails=tuple(dict.fromkeys(emails)),
            first_name=fields.text("firstname"),
            last_name=fields.text("lastname"),
            company=fields.text("company"),
            associated_company=company,
            company_id=fields.text("associatedcompanyid"),
            merged_ids=tuple(
                one.strip() for one in (fields.text("hs_merged_object_ids") or "").split(";") if one.strip()
            ),
        )

    def product(self, raw: Raw) -> Product:
        fields = self._fields(PRODUCTS, raw)
        return Product(
            **fields.base(),
            name=fields.text("name") or "",
            sku=fields.text("hs_sku"),
            active=not raw.get("archived"),
        )

    def invoice(self, raw: Raw, parts: Parts | None = None) -> Invoice:
        """With `parts` whole; without them the header alone, as a search or a write answers it."""
        parts = parts or Parts()
        fields = self._fields(INVOICES, raw)
        currency = fields.text("hs_currency") or ""
        lines = [self._line(fields, one) for one in parts.lines]
        taxes = sum((self._tax_of_line(one) for one in parts.lines), ZERO)
        extra = adjustments(parts.adjustments, sum((line.amount for line in lines), ZERO), currency, fields.absurd)
        return Invoice(
            status=fields.status(),
            **fields.base(),
            number=fields.text("hs_number"),
            date=fields.day("hs_invoice_date"),
            due_date=fields.day("hs_due_date"),
            currency=currency,
            total=fields.number("hs_amount_billed"),
            balance=fields.number("hs_balance_due"),
            tax=taxes + sum((one.amount for one in extra if one.kind is LineKind.TAX), ZERO),
            lines=tuple(lines),
            adjustments=tuple(extra),
            contact_ids=None if parts.contacts is None else tuple(parts.contacts),
            billing_contact_ids=tuple(parts.billing_contacts),
            billable=fields.values.get("hs_invoice_billable") is not False,
            source=fields.text("hs_invoice_source"),
        )

    def payment(self, raw: Raw, invoice_ids: Sequence[str]) -> Payment:
        fields = self._fields(PAYMENTS, raw)
        amount = fields.number("hs_initial_amount")
        return Payment(
            **fields.base(),
            amount=amount,
            total=amount,
            date=fields.day("hs_initiated_date"),
            currency=fields.text("hs_currency_code") or "",
            method=fields.text("hs_payment_method_type"),
            reference=fields.text("hs_reference_number"),
            status=fields.text("hs_latest_status") or "processing",  # HubSpot's own default
            refunded=fields.number("hs_refunds_amount"),
            invoice_ids=tuple(invoice_ids),
            note=fields.text("hs_internal_comment"),
            processor=fields.text("hs_processor_type"),
        )

    def line_amounts(self, lines: Sequence[Raw]) -> Decimal:
        """What the lines alone add up to, their own taxes included."""
        found = (line_of(raw, {}).amount + self._tax_of_line(raw) for raw in lines)
        return sum(found, ZERO)

    def values(self, kind: Kind, raw: Raw) -> tuple[dict[str, Value], dict[str, str]]:
        """The values of the known fields that `raw` names, and the texts of those that make no sense."""
        types = {**ALWAYS[kind], **self.extra.get(kind, {})}
        values: dict[str, Value] = {}
        absurd: dict[str, str] = {}
        for name, text in raw["properties"].items():
            if name in types:
                try:
                    values[name] = read_value(types[name], text, self.zone)
                except AbsurdError:
                    values[name], absurd[name] = None, str(text)
        return values, absurd

    def _fields(self, kind: Kind, raw: Raw) -> _Fields:
        values, absurd = self.values(kind, raw)
        return _Fields(kind, raw, values, absurd)

    def _line(self, invoice: _Fields, raw: Raw) -> Any:
        absurd: dict[str, str] = {}
        line = line_of(raw, absurd)
        invoice.absurd.update({f"{name} of line {raw['id']}": text for name, text in absurd.items()})
        return line

    def _tax_of_line(self, raw: Raw) -> Decimal:
        found = self.values(LINES, raw)[0].get("hs_tax_amount")
        return found if isinstance(found, Decimal) else ZERO


@dataclass
class _Fields:
    """One object's translated properties, read by type."""

    kind: Kind
    raw: Raw
    values: dict[str, Value]
    absurd: dict[str, str]

    def base(self) -> dict[str, Any]:
        """The attributes that every record has; `absurd` is shared, and may still grow."""
        return {
            "side": Side.HUBSPOT,
            "id": self.raw["id"],
            "version": version_of(self.kind, self.raw),
            "values": self.values,
            "key": self.text(KEY),
            "created_at": self._moment("createdAt", self.kind.created),
            "updated_at": self._moment("updatedAt", self.kind.modified),
            "absurd": self.absurd,
            "moments": self._moments(),
            "raw": self.raw,
        }

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str) -> Decimal:
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else ZERO

    def day(self, name: str) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    def status(self) -> InvoiceStatus:
        """Missing is HubSpot's default; a word that we do not know fails the record."""
        text = self.text("hs_invoice_status")
        try:
            return InvoiceStatus(text) if text else InvoiceStatus.DRAFT
        except ValueError:
            self.absurd["hs_invoice_status"] = str(text)
            return InvoiceStatus.DRAFT

    def _moments(self) -> dict[str, datetime]:
        told = {
            name: moment_of_day(self.raw["properties"][name])
            for name in self.values
            if isinstance(self.day(name), date)
        }
        return {name: moment for name, moment in told.items() if moment}

    def _moment(self, name: str, instead: str) -> datetime | None:
        text = self.raw.get(name) or self.raw["properties"].get(instead)
        try:
            return instant(str(text)) if text else None
        except AbsurdError:
            return None


def version_of(kind: Kind, raw: Raw) -> str:
    """When it was last changed, as told; equal means unchanged."""
    return str(raw.get("updatedAt") or raw["properties"].get(kind.modified) or "")
