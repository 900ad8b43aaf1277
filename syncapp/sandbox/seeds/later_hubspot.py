"""The second step on the HubSpot side: drafts are finalized, money comes and goes, one invoice is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.hand import Hand, SeedError
from syncapp.sandbox.seeds.model import money
from syncapp.sandbox.vendor import Vendor

Record = dict[str, Any]
INVOICES, PAYMENTS = "/crm/v3/objects/invoices", "/crm/v3/objects/commerce_payments"
STAYS_DRAFT = "HS-2027"  # Holly
PAYMENT_INVOICE = 542


class HubSpotLater:
    """Finds everything by number in this account alone."""

    def __init__(self, vendor: Vendor, clock: Clock) -> None:
        self.hand, self.vendor = Hand(vendor), vendor
        self.invoices = {str(record["properties"].get("hs_number")): record for record in self.hand.all("invoices")}
        if "HS-2001" not in self.invoices:
            raise SeedError("landscaping-later adds to landscaping. Seed that first.")
        self.today = calendar.midnight_utc(calendar.today(clock.now())).strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def play(self) -> None:
        drafts = [number for number in self._drafts() if number != STAYS_DRAFT]
        for number in drafts:
            self._change(number, hs_invoice_status="open")
        self._pay_some(number for number in drafts if int(number.removeprefix("HS-")) > 2100)
        self._quince()
        self._ash()
        self._poplar()
        self._payment_status("HS-2007", hs_latest_status="failed")
        spruce = self._payments_of("HS-2008")[0]["properties"]["hs_initial_amount"]
        self._payment_status("HS-2008", hs_latest_status="refunded", hs_refunds_amount=spruce)
        self._change("HS-2006", hs_purchase_order_number="PO-77120-B")
        self._beech()

    def _drafts(self) -> list[str]:
        return [
            number
            for number, record in self.invoices.items()
            if record["properties"].get("hs_invoice_status") == "draft"
        ]

    def _id(self, number: str) -> str:
        return str(self.invoices[number]["id"])

    def _change(self, number: str, **properties: str) -> None:
        self.hand.send("PATCH", f"{INVOICES}/{self._id(number)}", {"properties": properties})

    def _balance(self, number: str) -> Decimal:
        found = self.hand.send("GET", f"{INVOICES}/{self._id(number)}", properties="hs_balance_due")
        return Decimal(found["properties"]["hs_balance_due"])

    def _record_payment(self, number: str, amount: Decimal, reference: str) -> None:
        body = {"amount": str(amount), "date": self.today, "method": "check", "reference": reference}
        self.hand.send("POST", f"{INVOICES}/{self._id(number)}/payments", body)

    def _pay_some(self, numbers: Iterable[str]) -> None:
        """Of the good ones a quarter is paid before its first sync (S20), every seventh in part."""
        for index, number in enumerate(numbers):
            if index % 4 == 1:
                self._record_payment(number, self._balance(number), f"7{index:04d}")
            elif index % 7 == 2:
                self._record_payment(number, money(self._balance(number) * Decimal("0.4")), f"7{index:04d}")

    def _quince(self) -> None:
        """Three payments that wait for their customer."""
        third = money(self._balance("HS-2028") / 4)
        for reference in ("88001", "88002", "88003"):
            self._record_payment("HS-2028", third, reference)

    def _ash(self) -> None:
        """More than is due: the page of the invoice refuses that, a payment made beside it does not."""
        amount = self._balance("HS-2023") + Decimal("15.00")
        link = {
            "to": {"id": self._id("HS-2023")},
            "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": PAYMENT_INVOICE}],
        }
        properties = {
            "hs_initial_amount": str(amount), "hs_initiated_date": self.today, "hs_latest_status": "succeeded",
            "hs_payment_method_type": "check", "hs_reference_number": "88010", "hs_currency_code": "USD",
        }  # fmt: skip
        self.hand.send("POST", PAYMENTS, {"properties": properties, "associations": [link]})

    def _payments_of(self, number: str) -> list[Record]:
        found = self.hand.send("GET", f"{INVOICES}/{self._id(number)}", associations="commerce_payments")
        links = found.get("associations", {}).get("commerce_payments", {}).get("results", [])
        wanted = "hs_initial_amount,hs_latest_status"
        return [self.hand.send("GET", f"{PAYMENTS}/{link['id']}", properties=wanted) for link in links]

    def _payment_status(self, number: str, **properties: str) -> None:
        self.hand.send("PATCH", f"{PAYMENTS}/{self._payments_of(number)[0]['id']}", {"properties": properties})

    def _poplar(self) -> None:
        """A workflow makes a second invoice from a payment that already settled one (A32)."""
        payment = self._payments_of("HS-2009")[0]["id"]
        self.hand.send(
            "PUT",
            f"/crm/v4/objects/commerce_payments/{payment}/associations/default/invoices/{self._id('HS-2024')}",
        )

    def _beech(self) -> None:
        """Unpaid invoices may be deleted for a moment."""
        self.vendor.settings({"delete_unpaid_invoices": True}, None)
        self.hand.send("DELETE", f"{INVOICES}/{self._id('HS-2005')}")
        self.vendor.settings({"delete_unpaid_invoices": False}, None)
