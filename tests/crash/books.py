"""What stands in the two ledgers, without either's inner ids, so that two worlds can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from tests.world import World

Doc = dict[str, Any]
KEY = "syncapp_quickbooks_key"
HUBSPOT_KINDS = ("contacts", "products", "invoices", "line_items", "discounts", "fees", "taxes", "commerce_payments")
QUICKBOOKS_KINDS = ("customer", "item", "invoice", "payment")
PARTS = ("discounts", "fees", "taxes")


def number(value: Any) -> Decimal:
    """An amount as it counts: 9.50 and 9.5 are the same."""
    return Decimal(str(value)).normalize() + 0 if value not in (None, "") else Decimal(0)


def total(values: Any) -> Decimal:
    return sum((number(value) for value in values), Decimal(0))


@dataclass
class Portal:
    """HubSpot's living records."""

    kinds: Mapping[str, list[Doc]]

    @cached_property
    def by_id(self) -> dict[str, dict[str, Doc]]:
        return {kind: {str(one["id"]): one for one in records} for kind, records in self.kinds.items()}

    def linked(self, record: Doc, kind: str) -> list[Doc]:
        ends = record["associations"].get(kind, [])
        return [self.by_id[kind][str(end["id"])] for end in ends if str(end["id"]) in self.by_id[kind]]

    def plain(self) -> dict[str, Counter[Any]]:
        return {
            "contacts": Counter(
                pick(one["properties"], "email", "firstname", "lastname", "phone", KEY)
                for one in self.kinds["contacts"]
            ),
            "products": Counter(
                pick(one["properties"], "hs_sku", "name", "price", KEY) for one in self.kinds["products"]
            ),
            "invoices": Counter(self._invoice(one) for one in self.kinds["invoices"]),
            "payments": Counter(self._payment(one) for one in self.kinds["commerce_payments"]),
            **{
                kind: Counter(len(self.linked(one, "invoices")) for one in self.kinds[kind])
                for kind in ("line_items", *PARTS)
            },
        }

    def _invoice(self, invoice: Doc) -> Any:
        lines = sorted(
            pick(one["properties"], "name", "description", "quantity", "price", "amount", KEY)
            for one in self.linked(invoice, "line_items")
        )
        parts = sorted(
            (kind, *pick(one["properties"], "hs_label", "hs_type", "hs_value"))
            for kind in PARTS
            for one in self.linked(invoice, kind)
        )
        emails = tuple(sorted(one["properties"].get("email", "") for one in self.linked(invoice, "contacts")))
        head = pick(
            invoice["properties"], "hs_number", KEY, "hs_invoice_status", "hs_currency", "hs_invoice_date", "hs_due_date", "hs_comments",
            "hs_amount_billed", "hs_amount_paid", "hs_balance_due", "hs_invoice_billable",
        )  # fmt: skip
        return head, emails, tuple(lines), tuple(parts), len(self.linked(invoice, "commerce_payments"))

    def _payment(self, payment: Doc) -> Any:
        invoices = tuple(sorted(one["properties"].get("hs_number", "") for one in self.linked(payment, "invoices")))
        names = (
            "hs_initial_amount",
            "hs_latest_status",
            "hs_reference_number",
            "hs_payment_method_type",
            "hs_initiated_date",
            KEY,
        )
        return invoices, pick(payment["properties"], *names)


@dataclass
class Realm:
    """QuickBooks' living records."""

    kinds: Mapping[str, list[Doc]]

    @cached_property
    def numbers(self) -> dict[str, str]:
        return {one["Id"]: str(one.get("DocNumber")) for one in self.kinds["invoice"]}

    def plain(self) -> dict[str, Counter[Any]]:
        return {
            "customers": Counter(self._customer(one) for one in self.kinds["customer"]),
            "items": Counter(pick(one, "Name", "Sku", "UnitPrice", "Type", "Active") for one in self.kinds["item"]),
            "invoices": Counter(self._invoice(one) for one in self.kinds["invoice"]),
            "payments": Counter(self._payment(one) for one in self.kinds["payment"]),
        }

    def _customer(self, one: Doc) -> Any:
        told = (one.get("PrimaryEmailAddr", {}).get("Address"), one.get("PrimaryPhone", {}).get("FreeFormNumber"))
        return (*pick(one, "DisplayName", "GivenName", "FamilyName"), *map(text, told))

    def _invoice(self, one: Doc) -> Any:
        lines = tuple(
            (
                line["DetailType"], text(line.get("Amount")), text(line.get("Description")), text(detail.get("Qty")), text(detail.get("UnitPrice")),
                text(detail.get("ItemRef", {}).get("name")), text(detail.get("ClassRef", {}).get("name")),
            )
            for line in one["Line"]
            for detail in (line.get(line["DetailType"]) or {},)
        )  # fmt: skip
        head = pick(one, "DocNumber", "TxnDate", "DueDate", "TotalAmt", "Balance")
        tax = text(one.get("TxnTaxDetail", {}).get("TotalTax"))
        return (
            head,
            one["CustomerRef"].get("name"),
            one["CurrencyRef"]["value"],
            tax,
            lines,
            len(one.get("LinkedTxn", ())),
        )

    def _payment(self, one: Doc) -> Any:
        shares = tuple(
            sorted(
                (self.numbers.get(link["TxnId"], link["TxnType"]), text(line["Amount"]))
                for line in one["Line"]
                for link in line["LinkedTxn"]
            )
        )
        refs = tuple(
            text(one.get(name, {}).get("name")) for name in ("CustomerRef", "PaymentMethodRef", "DepositToAccountRef")
        )
        return shares, pick(one, "TotalAmt", "UnappliedAmt", "TxnDate", "PaymentRefNum", "PrivateNote"), refs


def pick(record: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(text(record.get(name)) for name in names)


def text(value: Any) -> str:
    """Figures in one form, nothing and empty alike."""
    if isinstance(value, bool) or value is None:
        return str(value) if value else ""
    try:
        return str(number(value))
    except ArithmeticError:
        return str(value)


@dataclass
class Books:
    """Both ledgers as they are now."""

    portal: Portal
    realm: Realm

    def plain(self) -> dict[str, Counter[Any]]:
        hubspot = {f"HubSpot {name}": found for name, found in self.portal.plain().items()}
        return hubspot | {f"QuickBooks {name}": found for name, found in self.realm.plain().items()}

    def sums(self) -> dict[str, Decimal]:
        """The figures that a bookkeeper would compare first."""
        invoices = [one["properties"] for one in self.portal.kinds["invoices"]]
        payments = [one["properties"] for one in self.portal.kinds["commerce_payments"]]
        return {
            "HubSpot billed": total(one.get("hs_amount_billed") for one in invoices),
            "HubSpot due": total(one.get("hs_balance_due") for one in invoices),
            "HubSpot payments": total(one.get("hs_initial_amount") for one in payments),
            "QuickBooks billed": total(one["TotalAmt"] for one in self.realm.kinds["invoice"]),
            "QuickBooks due": total(one["Balance"] for one in self.realm.kinds["invoice"]),
            "QuickBooks payments": total(one["TotalAmt"] for one in self.realm.kinds["payment"]),
        }

    def differences(self, other: Books) -> list[str]:
        """What stands here and not there, and the reverse, in words."""
        found = []
        mine, theirs = self.plain(), other.plain()
        for name in mine:
            found += [f"{name}: {times} × too many {one}" for one, times in (mine[name] - theirs[name]).items()]
            found += [f"{name}: {times} × missing {one}" for one, times in (theirs[name] - mine[name]).items()]
        return found


def read(world: World) -> Books:
    """From the vendors' own control routes, past everything of ours."""
    portal = {kind: [one for one in world.objects("hubspot", kind) if not one["archived"]] for kind in HUBSPOT_KINDS}
    realm = {
        kind: [one for one in world.objects("quickbooks", kind) if one.get("status") != "Deleted"]
        for kind in QUICKBOOKS_KINDS
    }
    return Books(Portal(portal), Realm(realm))
