"""Companies with one thing each that decides what a sync may do; the same customers and catalogue otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.company import stamp
from syncapp.sandbox.seeds.expected import Expected
from syncapp.sandbox.seeds.model import HUBSPOT, Company, CreditMemo, Party, Setting
from syncapp.sandbox.seeds.small import Small

CANADA = Setting(
    "Fernhill Jardins", "Fernhill Jardins", country="CA", state="ON", zone="America/Toronto", home="CAD", currencies=("USD",),
    rate=("HST ON", Decimal(13)), free="Zero-rated", closes=False,
)  # fmt: skip
REVENUE_RECOGNITION = Setting(
    "Fernhill Design Studio", "Fernhill Design Studio", closes=False,
    preferences={"ProductAndServicesPrefs": {"RevenueRecognition": True, "RevenueRecognitionFrequency": "Monthly"}},
    info={"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Advanced"}, {"Name": "SubscriptionStatus", "Value": "PAID"}]},
)  # fmt: skip
CUSTOM_NUMBERS = Setting(
    "Fernhill Nursery", "Fernhill Nursery", state="WA", rate=("Washington 10.1", Decimal("10.1")), closes=False,
    preferences={"SalesFormsPrefs": {"CustomTxnNumbers": True}},
)  # fmt: skip
CLOSED_BOOKS = Setting("Fernhill Garden Services", "Fernhill Garden Services", closing_password=True)
MULTICURRENCY = Setting("Fernhill Export", "Fernhill Export", currencies=("EUR", "CAD"), closes=False)
MINIMAL = Setting("Fernhill One", "Fernhill One", currencies=(), closes=False)


def canada(now: datetime, records: int, random_seed: int) -> Company:
    """Each line needs a GST/HST code, so nothing made in HubSpot may go out (S6); what is shared is zero-rated."""
    small = Small(now, records, random_seed, CANADA)
    small.people()
    for item in small.company.items.values():
        item.taxable = True
    hst = {"tax_percent": CANADA.rate[1]}
    small.pay(small.invoice("HS-2001", "harbor", 30, [small.line("labor", "6.5")]), 9, "20101")
    small.invoice("HS-2002", "amber", 12, [small.line("mow-m"), small.line("dump")])
    small.native("1001", "bruno", 41, [small.line("mow-s")], **hst)
    small.pay(
        small.native("1002", "mill", 35, [small.line("labor", "7.25"), small.line("mulch", "3")], **hst),
        12,
        "55101",
    )
    mixed = [small.line("design", "2"), small.line("soil", "4", taxable=False)]
    small.native("1003", "clara", 28, mixed, **hst)
    small.native("1004", "diego", 20, [small.line("emitter", "37", "0.42"), small.line("sod", "11")], **hst)
    small.draft("HS-2003", "edith", 3, [small.line("cleanup")])
    credit = [small.line("labor", "1", "19.00", description="Credit.")]
    small.company.credit_memos.append(
        CreditMemo("CM-301", "bruno", small.company.today - timedelta(days=9), credit, [], *hst.values())
    )
    return small.finish()


def revenue_recognition(now: datetime, records: int, random_seed: int) -> Company:
    """Design is earned over time: its lines need a service date, which HubSpot's lack (S7)."""
    small = Small(now, records, random_seed, REVENUE_RECOGNITION)
    small.people()
    small.company.items["design"].deferred = small.company.items["labor"].deferred = True
    small.invoice("HS-2001", "harbor", 30, [small.line("design", "3")])
    small.pay(small.native("1001", "mill", 44, [small.line("design", "8"), small.line("delivery")]), 8, "55101")
    small.native("1002", "greta", 27, [small.line("labor", "4.25"), small.line("tree", "2")])
    small.draft("HS-2002", "hugo", 4, [small.line("design", "2.5")])
    small.draft("HS-2003", "amber", 2, [small.line("mow-s")])
    return small.finish()


def custom_numbers(now: datetime, records: int, random_seed: int) -> Company:
    """A person gives the numbers in QuickBooks: HubSpot's own, one twice, and one not at all (S9, A18)."""
    small = Small(now, records, random_seed, CUSTOM_NUMBERS)
    small.people()
    small.invoice("HS-2001", "amber", 33, [small.line("mow-l")])
    small.pay(small.invoice("HS-2002", "mill", 31, [small.line("labor", "5")]), 6, "20102")
    small.invoice("HS-2010", "bruno", 26, [small.line("mow-s")], stands_in=(HUBSPOT,))
    small.native("HS-2010", "clara", 25, [small.line("cleanup")], key="HS-2010 in QuickBooks")
    small.native("1001", "diego", 40, [small.line("mow-m")])
    small.native("1001", "edith", 38, [small.line("mow-s")], key="1001 again")
    small.native("unnumbered", "felix", 30, [small.line("dump")]).unnumbered = True
    small.native("ORDER 2026/0000000017", "greta", 21, [small.line("tree", "3")])
    small.draft("HS-2011", "hugo", 3, [small.line("mow-s")])
    small.draft("HS-2012-a number of thirty", "harbor", 3, [small.line("mow-s")])
    return small.finish()


def closed_books(now: datetime, records: int, random_seed: int) -> Company:
    """Closed with a password through the last month's end: a check that HubSpot has from then is parked (A24)."""
    small = Small(now, records, random_seed, CLOSED_BOOKS)
    company = small.company
    company.closing = calendar.month_end(company.today, 1)
    small.people()
    closed = (company.today - company.closing).days
    paid = small.invoice("HS-2001", "amber", closed + 12, [small.line("mow-l", "2")])
    small.pay(paid, 5, "20101", stands_in=(HUBSPOT,))
    small.invoice("HS-2002", "harbor", closed + 3, [small.line("labor", "12")])
    small.pay(small.invoice("HS-2003", "mill", closed + 20, [small.line("cleanup")]), 10, "20103")
    small.native("1001", "bruno", closed + 40, [small.line("snow", "2")])
    small.native("1002", "clara", closed, [small.line("mow-s")])
    small.native("1003", "diego", 0, [small.line("mow-m")])
    small.draft("HS-2004", "edith", closed + 1, [small.line("mow-s")])
    small.draft("HS-2005", "felix", 0, [small.line("mow-s")])
    return small.finish()


def multicurrency(now: datetime, records: int, random_seed: int) -> Company:
    """Customers in four currencies, of which HubSpot has three; one bills in two through two customers (A33)."""
    small = Small(now, records, random_seed, MULTICURRENCY)
    small.people()
    for key, code in (("clara", "EUR"), ("diego", "EUR"), ("edith", "CAD")):
        small.company.parties[key].currency = code
    london = small.company.parties["felix"]
    london.currency, london.steady = "GBP", False
    small.pay(small.invoice("HS-2001", "clara", 29, [small.line("design", "3", "33.33")]), 7, "20101")
    small.invoice("HS-2002", "edith", 22, [small.line("labor", "2.25")])
    small.native("1001", "diego", 45, [small.line("tree", "7", "101.15")])
    partly = small.native("1002", "edith", 38, [small.line("stone", "120")])
    small.pay(partly, 6, "55101", amount=Decimal("400.00"))
    small.native("1003", "felix", 33, [small.line("mow-l", "2")])
    small.native("1004", "amber", 30, [small.line("mow-s")])
    small.draft("HS-2003", "clara", 2, [small.line("mow-s")])
    small.draft("HS-2004", "clara", 2, [small.line("mow-s")], currency="USD")
    return small.finish()


def minimal(now: datetime, records: int, random_seed: int) -> Company:
    """One customer, one item, one invoice and its payment, the same in both; of invoices one for each 200 records."""
    small = Small(now, records, random_seed, MINIMAL)
    small.party(Party("amber", "Amber", "Reed", email="amber.reed@example.com"))
    small.company.items = {"mow-s": small.company.items["mow-s"]}
    for count in range(max(1, records // 200)):
        invoice = small.invoice(f"HS-{2001 + count}", "amber", 20, [small.line("mow-s")])
        small.pay(invoice, 4, f"{20101 + count}")
    stamp(small.company)
    return small.company


EXPECTED: dict[str, tuple[Expected, ...]] = {
    "canada": (),
    "revenue_recognition": (),
    "custom_numbers": (
        Expected("HS-2010", "number_taken", "invoices", "a number that HubSpot has given"),
        Expected("1001", "number_taken", "invoices", "a number given twice"),
    ),
    "closed_books": (),
    "multicurrency": (Expected("1003", "currency_not_enabled", "invoices", "a currency that HubSpot does not have"),),
    "minimal": (),
}
FINALIZED: dict[str, tuple[Expected, ...]] = {
    "custom_numbers": (
        Expected("HS-2012-a number of thirty", "number_too_long", "invoices", "a number of more than 21 characters"),
    ),
    "multicurrency": (
        Expected("HS-2004", "currency_mismatch", "invoices", "an invoice in another currency than its customer's"),
    ),
}
