"""Three smaller companies on QuickBooks' authorize page, each a wall of its own for invoices from HubSpot.

Their customers carry addresses of the demo company's HubSpot contacts, their items its SKUs, so that
connecting one of them to that portal shows the wall at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.books import Books

CUSTOMERS = (
    ("Rosa Delgado", "rosa.delgado@example.com"),
    ("Harry Hazel", "harry.hazel@example.com"),
    ("Paula Plum", "paula.plum@example.com"),
)
ITEMS = (
    ("Landscape labor", "LAB-STD", "68.00"),
    ("Mowing plan, small", "MOW-S", "79.00"),
    ("Garden design, per hour", "DESIGN", "110.00"),
)


@dataclass(frozen=True)
class Beside:
    """A company, what it has switched on, and how its own invoices look."""

    realm: str
    name: str
    country: str = "US"
    state: str = ""
    info: dict[str, Any] = field(default_factory=dict)
    preferences: dict[str, Any] = field(default_factory=dict)
    line_tax: str = "NON"  # the name of a tax code where every line needs one
    tax: tuple[str, str] | None = None  # the code that its invoices carry, and its percentage
    deferred: bool = False
    numbers: tuple[str, ...] = ("1001", "1002", "1003", "1004")

    def load(self, today: date, books: Books) -> None:
        books.configure({}, self.preferences)
        start = calendar.local(today - timedelta(days=400), 9)
        customers = [self._customer(books, name, email) for name, email in CUSTOMERS]
        income = {"value": books.named("Account", "Services")}
        items = []
        for name, sku, price in ITEMS:
            body: dict[str, Any] = {
                "Name": name,
                "Sku": sku,
                "Type": "Service",
                "UnitPrice": Decimal(price),
                "IncomeAccountRef": income,
            }
            body |= {"Description": f"{name}.", "Taxable": self.tax is not None}
            items.append(books.create("Item", {**body, **({"DeferredRevenue": True} if self.deferred else {})}, start))
        code = books.tax_code(self.tax[0], [(self.tax[0], Decimal(self.tax[1]))]) if self.tax else ""
        for index, number in enumerate(self.numbers):
            day = today - timedelta(days=20 * (len(self.numbers) - index))
            line = self._line(books, items[index % len(items)], Decimal(ITEMS[index % len(items)][2]), day)
            body = {
                "DocNumber": number,
                "CustomerRef": {"value": customers[index % len(customers)]},
                "TxnDate": day.isoformat(),
                "Line": [line],
            }
            if code:
                body["TxnTaxDetail"] = {"TxnTaxCodeRef": {"value": code}}
            books.create("Invoice", body, calendar.local(day, 0))

    def _customer(self, books: Books, name: str, email: str) -> str:
        first, _, last = name.partition(" ")
        place = {
            "Line1": "12 Garden Way",
            "CountrySubDivisionCode": self.state,
            "Country": "CAN" if self.country == "CA" else "USA",
        }
        body = {
            "DisplayName": name,
            "GivenName": first,
            "FamilyName": last,
            "PrimaryEmailAddr": {"Address": email},
            "BillAddr": place,
        }
        return books.create("Customer", body, calendar.local(date(2025, 1, 2), 9))

    def _line(self, books: Books, item: str, price: Decimal, day: date) -> dict[str, Any]:
        code = books.named("TaxCode", self.line_tax) if self.country != "US" else "TAX" if self.tax else "NON"
        detail: dict[str, Any] = {
            "ItemRef": {"value": item},
            "Qty": 2,
            "UnitPrice": price,
            "TaxCodeRef": {"value": code},
        }
        if self.deferred:
            detail["ServiceDate"] = day.isoformat()
        return {
            "Amount": price * 2,
            "Description": "Monthly work.",
            "DetailType": "SalesItemLineDetail",
            "SalesItemLineDetail": detail,
        }


COMPANIES = (
    Beside("9341450000000002", "Fernhill Jardins", country="CA", state="ON", line_tax="HST ON"),  # S6
    Beside(
        "9341450000000003", "Fernhill Design Studio", state="CA", deferred=True,
        preferences={"ProductAndServicesPrefs": {"RevenueRecognition": True, "RevenueRecognitionFrequency": "Monthly"}},
        info={"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Advanced"}, {"Name": "SubscriptionStatus", "Value": "PAID"}]},
    ),  # S7
    Beside(
        "9341450000000004", "Fernhill Nursery", state="WA", tax=("Washington 10.1", "10.1"), numbers=("1001", "1002", "HS-2025", "HS-2026"),
        preferences={"TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": True}, "SalesFormsPrefs": {"CustomTxnNumbers": True}},
    ),  # A20, A18
)  # fmt: skip
