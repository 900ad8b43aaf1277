"""One mistake of each kind and the odd documents, the same for every size of the company.

Numbers, customers and codes are listed in the sandbox's README.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.history import TAX_PERCENT, price_for
from syncapp.sandbox.seeds.model import (
    HUBSPOT,
    QUICKBOOKS,
    Company,
    CreditMemo,
    Invoice,
    Line,
    Payment,
    money,
)

Wanted = list[tuple[str, str]]  # item and quantity

MEMO = "Please keep the side gate closed while the irrigation is being set. "
MONTH_END = "HS-2030"


class Cases:
    """Adds the fixed invoices to a company."""

    def __init__(self, company: Company) -> None:
        self.company = company

    def add(self) -> None:
        self._in_both()
        self._only_in_hubspot()
        self._drafts()
        self._in_quickbooks()
        self._quickbooks_documents()

    def _in_both(self) -> None:
        """Equal in both ledgers; most are changed by the second step."""
        self._both("HS-2001", "alder", 24, [("mow-l", "1"), ("fert", "2")], "Alder HOA")
        self._pay(
            self._both("HS-2002", "elm", 26, [("mow-l", "2"), ("prune", "3.5")], "Elm Court"),
            "check",
            6,
            "20417",
        )
        self._both("HS-2003", "fir", 22, [("mulch", "6"), ("labor", "4.25")], "Fir Street")
        self._both("HS-2004", "aspen", 21, [("mow-m", "1")], "Aspen")
        self._both("HS-2005", "beech", 20, [("labor", "16"), ("soil", "8")], "Beech")
        self._both("HS-2006", "sumac", 19, [("mow-l", "4"), ("aerate", "1")], "Sumac", po="PO-77120")
        willow = self._pay(
            self._both("HS-2007", "willow", 23, [("cleanup", "1")], "Willow"), "ach", 4, "py_20070001", True
        )
        willow.bank_deposit = "willow"
        self._pay(self._both("HS-2008", "spruce", 25, [("mow-l", "3")], "Spruce"), "card", 5, "ch_20080001", True)
        self._pay(
            self._both("HS-2009", "poplar", 18, [("mow-l", "5")], "Poplar", po="PO-31007"),
            "ach",
            6,
            "py_20090001",
            True,
        )
        self._month_end()

    def _month_end(self) -> None:
        """Paid at 22:30 on a month's last day: already the next month in UTC (A19)."""
        last = calendar.month_end(self.company.today, 1)
        invoice = self._both(
            MONTH_END,
            "delgado",
            (self.company.today - last).days + 3,
            [("cleanup", "1"), ("dump", "1")],
            "Delgado",
        )
        payment = self._pay(invoice, "card", 3, "ch_20300001", True)
        payment.date, payment.at = last, calendar.local(last, 22, 30)

    def _only_in_hubspot(self) -> None:
        """Finalized long ago and never to be sent."""
        self._hubspot("HS-2010", "ivy", 75, [("mow-s", "1")], "Ivy")
        self._hubspot("HS-2011", "fern", 40, [("mow-s", "1")], "Fern", source="Data Sync")

    def _drafts(self) -> None:
        self._draft("HS-2012", "nobody", 8, [("mow-s", "1")], "Nobody Known")
        self._draft("HS-2013", "birch", 8, [("labor", "10"), ("gravel", "4")], "Birch & Sons")
        in_closed = (self.company.today - self.company.closing).days + 9
        self._draft("HS-2014", "hemlock", in_closed, [("mow-l", "2")], "Hemlock")
        self._draft("HS-2015", "larch", 7, [("labor", "3"), ("edging", "40")], "Larch")
        self._draft("HS-2016", "juniper", 7, [("mow-m", "1")], "Juniper")
        self._draft("HS-2017", "dogwood", 7, [("cleanup", "1"), ("dump", "1")], "Dogwood", discount=Decimal("25.00"))
        self._draft("HS-2018", "cedar", 6, [("mow-l", "1"), ("mulch", "5")], "Cedar", order_tax=Decimal("18.59"))
        self._draft("HS-2019", "rowan", 6, [("tree", "2")], "Rowan", fee=Decimal("35.00"))
        self._draft("HS-2020", "maple", 6, [("mow-m", "2")], "Maple")
        self._draft("HS-2021", "yew", 5, [("fert", "1")], "Yew", comments=(MEMO * 30)[:1400])
        self._draft("HS-2022", "oak", 5, [("mow-s", "1")], "Oak")
        self._draft("HS-2023", "ash", 5, [("prune", "2.5")], "Ash")
        self._draft("HS-2024", "poplar", 4, [("mow-l", "5")], "Poplar", po="PO-31007")
        hazel = self._draft("HS-2025", "hazel", 4, [("mow-s", "1")], "Hazel")
        hazel.lines = [Line("labor", "Landscape labor", Decimal(3), Decimal("33.33"), Decimal(10), "Less 10 %.")]
        self._draft("HS-2026", "tupelo", 4, [("sod", "37")], "Tupelo").lines[0].price = Decimal("0.685")
        self._draft("HS-2027", "holly", 3, [("mow-s", "1")], "Holly").finalized_later = False
        self._draft("HS-2028", "quince", 3, [("labor", "6"), ("shrub", "9")], "Quince")
        plum = self._draft("HS-2029", "plum", 3, [("labor", "2")], "Plum")
        plum.lines.append(
            Line(
                "",
                "Fire pit stones, as chosen on site",
                Decimal(1),
                Decimal("312.40"),
                description="Not in the catalogue.",
            )
        )
        self._draft("HS-2040", "redwood", 2, [("mow-m", "3")], "HS-2040")
        self._draft("HS-2041", "sycamore", 2, [("mow-m", "2")], "HS-2041")

    def _in_quickbooks(self) -> None:
        """What only QuickBooks can make; all of it must arrive in HubSpot equal to the cent."""
        self._native("1001", "linden", 55, [("mow-l", "3"), ("prune", "4")], label="Linden")
        self._native("1002", "granite", 130, [("labor", "12")])
        self._native("1003", "kim", 48, [("mow-m", "1")]).voided = True
        taxed = self._native(
            "1004", "okafor", 44, [("labor", "9.25"), ("mulch", "7"), ("sod", "640")], fee=Decimal("60.00")
        )
        taxed.tax_percent = TAX_PERCENT
        self._native("1005", "magnolia", 41, [("mow-l", "4"), ("aerate", "2")], discount=Decimal("40.00"))
        bundle = self._native("1006", "kim", 37, [("cleanup", "1"), ("fert", "2"), ("mulch", "3")])
        bundle.bundle = ("spring", Decimal(1))
        three = [self._native(str(number), "cascade", 1077 - number, [("mow-l", "6")]) for number in (1007, 1008, 1009)]
        self._pay_many(three, "check", 30, "55102")
        down = self._native("1010", "granite", 33, [("labor", "64"), ("paver-80", "900")])
        down.down_payment = money(down.total * Decimal("0.3"))
        self._native(
            "1011",
            "sumac",
            62,
            [(key, str(1 + count % 3)) for count, key in enumerate(_FORTY)],
            po="PO-77009",
        )
        self._native("1012", "patel", 29, [("mow-s", "1")])
        large = self._native("1013", "redwood", 90, [("design", "1")])
        large.lines = [
            Line(
                "design",
                "Garden design, per hour",
                Decimal(1),
                Decimal("48600.00"),
                description="Courtyards, turnkey.",
            )
        ]
        self._native("1014", "maple-court", 28, [("mow-m", "2")])
        self._native("1015", "pine-terrace", 28, [("mow-m", "1")])
        self._native("1016", "chen", 50, [("mow-s", "1")])
        self._native("1017", "jensen", 50, [("snow", "2")])
        split = self._native("1018", "sycamore", 66, [("labor", "20")])
        self._pay(split, "check", 20, "55230", amount=money(split.total / 2))
        self._pay(split, "ach", 35, "55231", amount=split.total - money(split.total / 2))
        over = self._pay(self._native("1019", "okafor", 35, [("cleanup", "1")]), "check", 10, "55244")
        over.total += Decimal("20.00")

    def _quickbooks_documents(self) -> None:
        """Credit memos: two applied, one that holds a number, and the bank's view of some checks."""
        linden, written_off = self.company.invoices["1001"], self.company.invoices["1002"]
        self._credit("CM-301", linden, Decimal("119.00"), linden.number)
        self._credit("CM-302", written_off, written_off.total, written_off.number)
        self._credit("HS-2041", self.company.invoices["1016"], Decimal("19.00"), "")
        checks = [
            payment
            for payment in self.company.payments
            if payment.method == "check" and payment.reference.startswith("55")
        ]
        for payment in checks:
            payment.bank_deposit = "checks"

    def _credit(self, number: str, invoice: Invoice, amount: Decimal, applied: str) -> None:
        line = Line("labor", "Landscape labor", Decimal(1), amount, description="Credit.")
        day = min(invoice.date + timedelta(days=12), self.company.today)
        self.company.credit_memos.append(
            CreditMemo(number, invoice.customer, day, [line], [(applied, amount)] if applied else [])
        )

    def _both(self, number: str, customer: str, days_ago: int, wanted: Wanted, label: str, **more: Any) -> Invoice:
        return self._add(number, customer, days_ago, wanted, label=label, **more)

    def _hubspot(self, number: str, customer: str, days_ago: int, wanted: Wanted, label: str, **more: Any) -> Invoice:
        return self._add(number, customer, days_ago, wanted, label=label, stands_in=(HUBSPOT,), **more)

    def _draft(self, number: str, customer: str, days_ago: int, wanted: Wanted, label: str, **more: Any) -> Invoice:
        return self._hubspot(number, customer, days_ago, wanted, label, draft=True, finalized_later=True, **more)

    def _native(self, number: str, customer: str, days_ago: int, wanted: Wanted, **more: Any) -> Invoice:
        return self._add(number, customer, days_ago, wanted, native=QUICKBOOKS, stands_in=(QUICKBOOKS,), **more)

    def _add(self, number: str, customer: str, days_ago: int, wanted: Wanted, **more: Any) -> Invoice:
        party, day = self.company.parties[customer], self.company.today - timedelta(days=days_ago)
        lines = [self._line(customer, key, quantity, more.get("native") == QUICKBOOKS) for key, quantity in wanted]
        invoice = Invoice(number, customer, day, day + timedelta(days=party.term_days), lines, **more)
        self.company.invoices[number] = invoice
        return invoice

    def _line(self, customer: str, key: str, quantity: str, taxable: bool) -> Line:
        item = self.company.items[key]
        price = price_for(self.company.parties[customer], item)
        return Line(
            key,
            item.name,
            Decimal(quantity),
            price,
            description=item.description,
            taxable=taxable and item.taxable,
        )

    def _pay(
        self,
        invoice: Invoice,
        method: str,
        after: int,
        reference: str,
        processed: bool = False,
        amount: Decimal | None = None,
    ) -> Payment:
        day = min(invoice.date + timedelta(days=after), self.company.today)
        at = calendar.local(day, 11, 20) if processed else None
        paid = invoice.total if amount is None else amount
        payment = Payment(
            reference,
            invoice.customer,
            day,
            method,
            [(invoice.number, paid)],
            paid,
            at,
            invoice.stands_in,
            processed,
        )
        self.company.payments.append(payment)
        return payment

    def _pay_many(self, invoices: list[Invoice], method: str, days_ago: int, reference: str) -> None:
        """One check over several invoices."""
        day: date = self.company.today - timedelta(days=days_ago)
        applied = [(invoice.number, invoice.total) for invoice in invoices]
        total = sum((amount for _, amount in applied), Decimal(0))
        self.company.payments.append(
            Payment(reference, invoices[0].customer, day, method, applied, total, stands_in=(QUICKBOOKS,))
        )


_ONE_TO_TEN = ("labor", "mow-s", "mow-m", "mow-l", "dump", "delivery", "cleanup", "prune", "aerate", "fert")
_FORTY = _ONE_TO_TEN * 4
