"""The demo company's HubSpot half, loaded as history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.model import HUBSPOT, QUICKBOOKS, Company, Invoice, Item, Line, Party, Payment

Links = dict[str, list[Any]]
PRIMARY_COMPANY = 1
SOURCES = {"HubSpot": "hubspot", "Data Sync": "data_sync"}
PROCESSOR = "byo_stripe"


class HubSpotVendor(Protocol):
    """The doors that the vendor leaves open for history."""

    def settings(self, body: dict[str, Any], realm: str | None = None) -> dict[str, Any]: ...
    def load(
        self, type_name: str, properties: Mapping[str, Any], associations: Mapping[str, Sequence[Any]] | None = None,
        created_at: datetime | None = None, updated_at: datetime | None = None,
    ) -> str: ...  # fmt: skip
    def recompute(self, invoice_id: str) -> None: ...


class HubSpotHalf:
    """Writes the company into one portal."""

    def __init__(self, company: Company, vendor: HubSpotVendor) -> None:
        self.company, self.vendor = company, vendor
        self.contacts: dict[str, str] = {}
        self.companies: dict[str, str] = {}
        self.products: dict[str, str] = {}
        self.start = calendar.local(company.today - timedelta(days=500), 9)

    def load(self) -> None:
        setting, own = self.company.setting, self.company.invoices_in(HUBSPOT)
        tails = (invoice.number.removeprefix("HS-") for invoice in own if invoice.number.startswith("HS-"))
        last = max((int(tail) for tail in tails if tail.isdecimal()), default=2000)
        self.vendor.settings({
            "portal_name": setting.portal, "edition": "starter", "currency": setting.home,
            "additional_currencies": list(setting.currencies), "timezone": setting.zone, "invoice_number_prefix": "HS-", "invoice_number_next": last + 1,
        })  # fmt: skip
        for party in self.company.parties.values():
            if HUBSPOT in party.stands_in:
                self._contact(party)
        for item in self.company.items.values():
            for name in item.products:
                self._product(item, name)
        paid: dict[str, list[Payment]] = {}
        for payment in self.company.payments_in(HUBSPOT):
            paid.setdefault(payment.applied[0][0], []).append(payment)
        for invoice in sorted(self.company.invoices_in(HUBSPOT), key=lambda one: one.created or self.start):
            self._invoice(invoice, paid.get(invoice.number, []))

    def _contact(self, party: Party) -> None:
        properties = {
            "email": party.email.lower(), "firstname": party.first, "lastname": party.last, "phone": party.phone, "company": party.company,
            "address": party.street, "city": party.city, "state": party.state, "zip": party.zip, "country": party.country,
            "lifecyclestage": "customer" if QUICKBOOKS in party.stands_in else "lead",
        }  # fmt: skip
        at = calendar.local(self.company.today - timedelta(days=party.created_days_ago), 10)
        links: Links = {"companies": [(self._company(party), PRIMARY_COMPANY)]} if party.company else {}
        self.contacts[party.key] = self.vendor.load("contacts", properties, links, at, at)

    def _company(self, party: Party) -> str:
        """The first contact of a company brings its record along."""
        if party.company not in self.companies:
            properties = {"name": party.company, "phone": party.phone, "city": party.city, "state": party.state}
            self.companies[party.company] = self.vendor.load("companies", properties, None, self.start, self.start)
        return self.companies[party.company]

    def _product(self, item: Item, name: str) -> None:
        properties = {
            "name": name, "hs_sku": item.sku, "price": item.price, "description": item.description, "hs_cost_of_goods_sold": item.cost,
            "hs_product_type": {"Inventory": "inventory", "NonInventory": "non_inventory"}.get(item.type, "service"),
        }  # fmt: skip
        found = self.vendor.load("products", properties, None, self.start, self.start)
        self.products.setdefault(item.key, found)

    def _invoice(self, invoice: Invoice, payments: list[Payment]) -> None:
        party, at = self.company.parties[invoice.customer], invoice.created or self.start
        properties = {
            "hs_number": invoice.number, "hs_title": invoice.number, "hs_currency": invoice.currency,
            "hs_invoice_date": invoice.date, "hs_due_date": invoice.due, "hs_purchase_order_number": invoice.po,
            "hs_comments": invoice.comments, "hs_invoice_status": "draft" if invoice.draft else "open",
            "hs_invoice_source": SOURCES[invoice.source], "hs_invoice_latest_contact_email": party.email,
        }  # fmt: skip
        links: Links = {"contacts": [self.contacts[party.key]]}
        if party.company:
            links["companies"] = [self.companies[party.company]]
        links["line_items"] = [self._line(line, position, at) for position, line in enumerate(invoice.lines)]
        for kind, label, value in (
            ("discounts", "Discount", invoice.discount), ("fees", "Fee", invoice.fee), ("taxes", "Sales tax", invoice.order_tax),
        ):  # fmt: skip
            if value:
                part = {"hs_type": "FIXED", "hs_value": value, "hs_label": label}
                links[kind] = [self.vendor.load(kind, part, None, at, at)]
        moments = [self._paid_at(payment) for payment in payments]
        found = self.vendor.load("invoices", properties, links, at, max([at, *moments]))
        for payment in payments:
            self._payment(payment, found)
        self.vendor.recompute(found)

    def _line(self, line: Line, position: int, at: datetime) -> str:
        item = self.company.items.get(line.item)
        properties: dict[str, Any] = {
            "name": line.name, "description": line.description or line.name, "quantity": line.quantity, "price": line.price,
            "hs_position_on_quote": position,
        }  # fmt: skip
        if line.percent_off:
            properties["hs_discount_percentage"] = line.percent_off
        if item and line.item in self.products:
            properties |= {"hs_product_id": self.products[line.item], "hs_sku": item.sku}
        return self.vendor.load("line_items", properties, None, at, at)

    def _payment(self, payment: Payment, invoice_id: str) -> None:
        party = self.company.parties[payment.customer]
        amount = sum((share for _, share in payment.applied), Decimal(0))
        properties = {
            "hs_initial_amount": amount, "hs_initiated_date": payment.at or calendar.midnight_utc(payment.date),
            "hs_latest_status": "succeeded", "hs_payment_method_type": payment.method, "hs_reference_number": payment.reference,
            "hs_processor_type": PROCESSOR if payment.processed else "none", "hs_currency_code": payment.currency, "hs_customer_email": party.email,
        }  # fmt: skip
        at = self._paid_at(payment)
        links: Links = {"invoices": [invoice_id], "contacts": [self.contacts[party.key]]}
        self.vendor.load("commerce_payments", properties, links, at, at)

    def _paid_at(self, payment: Payment) -> datetime:
        return min(payment.at or calendar.local(payment.date, 15), calendar.local(self.company.today, 0))
