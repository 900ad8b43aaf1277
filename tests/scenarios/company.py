"""A small company, made and used by people in the vendors' own pages; what both ledgers then show.

Money is written as a bookkeeper writes it, dates as days. It is 24 November 2026, whatever the day.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.world import World

Doc = dict[str, Any]
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
TODAY = "2026-11-24"
CRM = "/crm/v3/objects"
ENDS = {"contacts": 177, "companies": 179}  # from an invoice
PARTS = {"line_items": 410, "discounts": 412, "fees": 414, "taxes": 416, "commerce_payments": 542}  # to an invoice
PRIMARY_COMPANY = 1  # from a contact


@dataclass(frozen=True)
class Shown:
    """One invoice as one ledger shows it. `lines` are amounts; what is taken off is negative."""

    number: str
    status: str
    date: str
    due: str
    currency: str
    total: Decimal
    balance: Decimal
    lines: Counter[Decimal]
    emails: frozenset[str]  # of the customer
    doc: Doc = field(compare=False, repr=False)

    @property
    def sums(self) -> tuple[str, str, Decimal, Decimal, Counter[Decimal]]:
        return self.number, self.currency, self.total, self.balance, self.lines


@dataclass
class Company:
    world: World

    def __post_init__(self) -> None:
        self.world.ahead = NOW - datetime.now(UTC)
        for system in ("hubspot", "quickbooks"):  # a clock that runs, so that no two edits are at one instant
            self.world.control(system, "clock", {"advance_seconds": self.world.ahead.total_seconds()})

    def wait(self, **time: float) -> None:
        """Time passes everywhere."""
        seconds = timedelta(**time).total_seconds()
        self.world.sleep(seconds)
        for system in ("hubspot", "quickbooks"):
            self.world.control(system, "clock", {"advance_seconds": seconds})

    def set_up(self, direction: str = "two-way") -> Doc:
        return self.world.set_up(direction)

    def sync(self, **options: Any) -> Doc:
        """`setup` must have run; the answer of `sync --json`."""
        result = self.world.sync(**options)
        assert not result.stopped, result.stopped
        return result.as_json()

    def writes(self, **options: Any) -> dict[str, int]:
        """What a sync writes on either side."""
        return dict(self.sync(**options)["writes"])

    # -- people in HubSpot -------------------------------------------------------------------------------------

    def in_hubspot(self, method: str, path: str, body: Any = None) -> Any:
        return self.world.as_user("hubspot", method, path, body)

    def make(self, kind: str, links: dict[str, int] | None = None, **properties: Any) -> str:
        """A HubSpot object, linked to others by id and type of association."""
        ends = [
            {"to": {"id": one}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}]}
            for one, type_id in (links or {}).items()
        ]
        told = {name: str(value) for name, value in properties.items()}
        return str(self.in_hubspot("POST", f"{CRM}/{kind}", {"properties": told, "associations": ends})["id"])

    def edit(self, kind: str, record_id: str, **properties: Any) -> None:
        told = {name: str(value) for name, value in properties.items()}
        self.in_hubspot("PATCH", f"{CRM}/{kind}/{record_id}", {"properties": told})

    def remove(self, kind: str, record_id: str) -> None:
        self.in_hubspot("DELETE", f"{CRM}/{kind}/{record_id}")

    def contact(self, email: str = "", first: str = "", last: str = "", company: str = "", **more: Any) -> str:
        """`company`: the id of a HubSpot company that the contact belongs to."""
        named = {"email": email, "firstname": first, "lastname": last, **more}
        links = {company: PRIMARY_COMPANY} if company else None
        return self.make("contacts", links, **{name: value for name, value in named.items() if value})

    def product(self, name: str, sku: str = "", price: str = "50.00", **more: Any) -> str:
        sku_too = {"hs_sku": sku} if sku else {}
        return self.make("products", None, name=name, price=price, **sku_too, **more)

    def draft(
        self,
        contact: str | tuple[str, ...],
        *lines: Doc,
        number: str = "",
        date: str = TODAY,
        due: str = "2026-12-24",
        **more: Any,
    ) -> str:
        contacts = (contact,) if isinstance(contact, str) else contact
        number_too = {"hs_number": number} if number else {}
        invoice = self.make(
            "invoices", dict.fromkeys(contacts, ENDS["contacts"]),
            **{"hs_currency": "USD", "hs_invoice_date": date, "hs_due_date": due, **number_too, **more},
        )  # fmt: skip
        for one in lines or (line(),):
            self.part(invoice, "line_items", **one)
        return invoice

    def invoice(self, contact: str | tuple[str, ...], *lines: Doc, number: str = "HS-1", **more: Any) -> str:
        """A finalized HubSpot invoice."""
        made = self.draft(contact, *lines, number=number, **more)
        self.edit("invoices", made, hs_invoice_status="open")
        return made

    def part(self, invoice: str, kind: str, **properties: Any) -> str:
        """A line item, discount, fee or tax of an invoice."""
        return self.make(kind, {invoice: PARTS[kind]}, **properties)

    def pay_here(self, invoice: str, amount: str, date: str = TODAY, method: str = "check", reference: str = "") -> str:
        """Record a payment on the page of a HubSpot invoice."""
        body = {"amount": amount, "date": f"{date}T00:00:00.000Z", "method": method, "reference": reference}
        return str(self.in_hubspot("POST", f"{CRM}/invoices/{invoice}/payments", body)["id"])

    # -- people in QuickBooks ----------------------------------------------------------------------------------

    def in_quickbooks(self, entity: str, body: Doc, operation: str = "") -> Doc:
        """Create, change, void or delete; the entity as it then is."""
        words = "update&include=void" if (entity, operation) == ("Payment", "void") else operation
        path = f"{entity.lower()}?operation={words}" if words else entity.lower()
        answer: Doc = self.world.as_user("quickbooks", "POST", path, body)
        return next(value for name, value in answer.items() if name != "time")

    def change(self, entity: str, record_id: str, **fields: Any) -> Doc:
        """As the page does: the newest SyncToken, only what was edited."""
        return self.in_quickbooks(entity, {"Id": record_id, "sparse": True, **fields})

    def customer(self, name: str, email: str = "", **more: Any) -> str:
        address = {"PrimaryEmailAddr": {"Address": email}} if email else {}
        return str(self.in_quickbooks("Customer", {"DisplayName": name, **address, **more})["Id"])

    def item(self, name: str, sku: str = "", price: str = "50.00", **more: Any) -> str:
        body = {"Name": name, "Type": "Service", "UnitPrice": float(price), "IncomeAccountRef": ref(self.account())}
        return str(self.in_quickbooks("Item", {**body, **({"Sku": sku} if sku else {}), **more})["Id"])

    def account(self, name: str = "Services") -> str:
        return next(one["Id"] for one in self.world.objects("quickbooks", "account") if one["Name"] == name)

    def bill(self, customer: str, *lines: Doc, number: str = "1001", date: str = TODAY, **more: Any) -> str:
        """A QuickBooks invoice."""
        body = {
            "CustomerRef": ref(customer),
            "TxnDate": date,
            "DueDate": "2026-12-24",
            "DocNumber": number,
            "Line": list(lines),
        }
        return str(self.in_quickbooks("Invoice", {**body, **more})["Id"])

    def pay_there(
        self,
        customer: str,
        applied: dict[str, str],
        total: str = "",
        date: str = TODAY,
        reference: str = "",
        **more: Any,
    ) -> str:
        """A QuickBooks payment; `applied` is the amount by invoice."""
        amount = Decimal(total) if total else sum(map(Decimal, applied.values()), Decimal(0))
        lines = [
            {"Amount": float(part), "LinkedTxn": [{"TxnType": "Invoice", "TxnId": one}]}
            for one, part in applied.items()
        ]
        body = {
            "CustomerRef": ref(customer),
            "TotalAmt": float(amount),
            "TxnDate": date,
            "PaymentRefNum": reference,
            "Line": lines,
        }
        return str(self.in_quickbooks("Payment", {**body, **more})["Id"])

    def bank_deposit(self, payment: str, amount: str) -> str:
        linked = {"Amount": float(amount), "LinkedTxn": [{"TxnType": "Payment", "TxnId": payment}]}
        body = {"DepositToAccountRef": ref(self.account("Checking")), "TxnDate": TODAY, "Line": [linked]}
        return str(self.in_quickbooks("Deposit", body)["Id"])

    def tax_code(self, name: str, percent: str) -> str:
        """A sales tax of one rate, paid to an agency of its own."""
        as_user = self.world.as_user
        agency = as_user("quickbooks", "POST", "taxagency", {"DisplayName": name})["TaxAgency"]["Id"]
        rate = {"TaxRateName": name[:10], "RateValue": percent, "TaxApplicableOn": "Sales", "TaxAgencyId": agency}
        return str(
            as_user("quickbooks", "POST", "taxservice/taxcode", {"TaxCode": name, "TaxRateDetails": [rate]})[
                "TaxCodeId"
            ]
        )

    def company_settings(self, **preferences: Any) -> None:
        self.world.control("quickbooks", "settings", {"Preferences": preferences})

    # -- both ledgers ------------------------------------------------------------------------------------------

    def hubspot(self, number: str) -> Shown:
        (found,) = self.hubspot_all(number)
        return found

    def quickbooks(self, number: str) -> Shown:
        (found,) = self.quickbooks_all(number)
        return found

    def hubspot_all(self, number: str) -> list[Shown]:
        found = living(self.world, "hubspot", "invoices")
        return [self._mine(one) for one in found if composed(one["properties"].get("hs_number")) == number]

    def quickbooks_all(self, number: str) -> list[Shown]:
        found = living(self.world, "quickbooks", "invoice")
        return [self._theirs(one) for one in found if composed(one.get("DocNumber")) == number]

    def equal(self, number: str) -> Shown:
        """Both sides show the same invoice; the HubSpot side."""
        here, there = self.hubspot(number), self.quickbooks(number)
        assert here.sums == there.sums
        assert here.date == there.date
        assert here.status == there.status
        if here.emails or there.emails:
            assert here.emails & there.emails, (here.emails, there.emails)
        return here

    def _mine(self, doc: Doc) -> Shown:
        values = doc["properties"]
        people = self._ends(doc, "contacts")
        return Shown(
            number=values["hs_number"],
            status=values["hs_invoice_status"],
            date=(values.get("hs_invoice_date") or "")[:10],
            due=(values.get("hs_due_date") or "")[:10],
            currency=values["hs_currency"],
            total=money(values["hs_amount_billed"]),
            balance=money(values["hs_balance_due"]),
            lines=amounts(
                *(one["properties"]["amount"] for one in self._ends(doc, "line_items")),
                *(-money(one["properties"]["hs_value"]) for one in self._ends(doc, "discounts")),
                *(one["properties"]["hs_value"] for kind in ("fees", "taxes") for one in self._ends(doc, kind)),
            ),
            emails=frozenset(one["properties"]["email"] for one in people if one["properties"].get("email")),
            doc=doc,
        )

    def _ends(self, doc: Doc, kind: str) -> list[Doc]:
        ids = {end["id"] for end in doc["associations"].get(kind, [])}
        return [one for one in living(self.world, "hubspot", kind) if one["id"] in ids] if ids else []

    def parts(self, number: str, kind: str) -> list[Doc]:
        """Properties of the lines, payments … of a HubSpot invoice."""
        return [one["properties"] | {"id": one["id"]} for one in self._ends(self.hubspot(number).doc, kind)]

    def payments(self, number: str) -> list[Doc]:
        """What QuickBooks has applied to an invoice as payments."""
        linked = self.quickbooks(number).doc.get("LinkedTxn", [])
        ids = [link["TxnId"] for link in linked if link["TxnType"] == "Payment"]
        return [one for one in living(self.world, "quickbooks", "payment") if one["Id"] in ids]

    def _theirs(self, doc: Doc) -> Shown:
        total, balance = money(doc["TotalAmt"]), money(doc["Balance"])
        voided = not total and str(doc.get("PrivateNote", "")).startswith("Voided")
        customer = next(
            one for one in self.world.objects("quickbooks", "customer") if one["Id"] == doc["CustomerRef"]["value"]
        )
        emails = (customer.get("PrimaryEmailAddr") or {}).get("Address", "")
        return Shown(
            number=doc["DocNumber"],
            status="voided" if voided else "open" if balance or not total else "paid",
            date=doc["TxnDate"],
            due=doc["DueDate"],
            currency=doc["CurrencyRef"]["value"],
            total=total,
            balance=balance,
            lines=amounts(*posted(doc["Line"]), (doc.get("TxnTaxDetail") or {}).get("TotalTax") or 0),
            emails=frozenset(part.strip().lower() for part in emails.split(",") if part.strip()),
            doc=doc,
        )

    # -- the record --------------------------------------------------------------------------------------------

    def stands(self, object_type: str = "invoice", **fields: Any) -> str:
        """Where a record stands: `syncing`, or `status: reason`."""
        row = self.world.record(object_type=object_type, **fields)
        return row.status if not row.reason else f"{row.status}: {row.reason}"

    def remarks(self, object_type: str = "invoice", **fields: Any) -> set[str]:
        return {one["code"] for one in self.world.record(object_type=object_type, **fields).remarks}

    def everything_stands(self) -> set[str]:
        """Each state that any record is in, with its object."""
        return {
            f"{row.object_type} {row.status}{': ' if row.reason else ''}{row.reason}" for row in self.world.records()
        }


def living(world: World, system: str, kind: str) -> list[Doc]:
    found = world.objects(system, kind)
    return [one for one in found if not one.get("archived") and one.get("status") != "Deleted"]


def composed(value: Any) -> Any:
    """As people see it, however its accents are written."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def apart(value: Any) -> Any:
    """Each accent a sign of its own behind its letter, in every text of it."""
    if isinstance(value, dict):
        return {name: apart(one) for name, one in value.items()}
    if isinstance(value, list):
        return [apart(one) for one in value]
    return unicodedata.normalize("NFD", value) if isinstance(value, str) else value


def ref(value: str) -> Doc:
    return {"value": value}


def money(value: Any) -> Decimal:
    return Decimal(str(value or 0)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def amounts(*values: Any) -> Counter[Decimal]:
    return Counter(amount for value in values if (amount := money(value)))


def posted(lines: list[Doc]) -> list[Any]:
    """Amounts of QuickBooks lines, bundles by their parts, discounts taken off."""
    found: list[Any] = []
    for one in lines:
        if one["DetailType"] == "GroupLineDetail":
            found += posted(one["GroupLineDetail"].get("Line", []))
        elif one["DetailType"] == "DiscountLineDetail":
            found.append(-money(one["Amount"]))
        elif one["DetailType"] == "SalesItemLineDetail":
            found.append(one["Amount"])
    return found


def line(name: str = "Mowing", quantity: str = "2", price: str = "50.00", product: str = "", **more: Any) -> Doc:
    """A HubSpot line."""
    product_too = {"hs_product_id": product} if product else {}
    return {"name": name, "quantity": quantity, "price": price, **product_too, **more}


def sold(item: str, quantity: str = "2", price: str = "50.00", text: str = "Mowing", **detail: Any) -> Doc:
    """A QuickBooks line."""
    amount = money(Decimal(quantity) * Decimal(price))
    told = {"ItemRef": ref(item), "Qty": float(quantity), "UnitPrice": float(price), **detail}
    return {
        "Amount": float(amount),
        "Description": text,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": told,
    }
