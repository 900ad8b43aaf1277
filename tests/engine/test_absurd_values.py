"""Absurd values in the data: each record travels or fails alone with its cause, and no other is held up.

Many absurd records stand beside a few sound ones in one shop, in the same batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from syncapp.core.errors import CATALOGUE
from syncapp.storage.models import SyncRecord
from tests.engine.lies import Lies, lying
from tests.engine.shop import hubspot, hubspot_invoice, open_shop, quickbooks, quickbooks_invoice
from tests.kept import Shelf
from tests.world import World

TEXTS = {
    "100,000 letters": "x" * 100_000,
    "emoji": "Gärtnerei 🌱👩‍🌾 & Söhne",
    "right to left": "\u202eשלום עולם\u202c",
    "a formula": '=HYPERLINK("http://evil.example";"x")',
    "HTML": "<script>alert(1)</script><b>",
    "a quote": 'O\'Brien \\ "x" % _ ; DROP TABLE',
    "blanks only": " \t\n ",
    "control characters": "a\x00b\x07c\x1bd",
    "combining": "e\u0301" * 200,
    "a colon": "Parent:Child",
}
NUMBERS = ["1" + "0" * 40, "NaN", "Infinity", "-1e400", "1e-30", "abc", "", "0x10", "١٢٣"]
DAYS = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "not a date", "0", "-62135596800001", "99999999999999999"]
SOUND = {"1001", "1002", "HS-1", "HS-2"}


@pytest.fixture
def shop(demo: World, shelf: Shelf) -> World:
    return shelf.begin("open shop", open_shop)


@pytest.fixture
def lies(shop: World) -> Iterator[Lies]:
    with lying(shop) as told:
        yield told


def runs(world: World) -> None:
    """Two runs; the second writes nothing new, and what fails says why in words that people can read."""
    first = world.sync()
    assert not first.stopped, first.stopped
    again = world.sync()
    assert not again.stopped, again.stopped
    assert again.tally.writes.total() == 0
    for row in world.records(status="failing"):
        assert row.reason in CATALOGUE


def ids(world: World, kind: str) -> list[str]:
    return [one["id"] for one in world.objects("hubspot", kind)]


def line_of(world: World, invoice: str) -> str:
    found = world.as_user("hubspot", "GET", f"/crm/v4/objects/invoices/{invoice}/associations/line_items")["results"]
    return str(found[0]["toObjectId"])


def invoices_here(world: World, number: int) -> dict[str, str]:
    """So many more invoices of one sound contact in HubSpot: id by number."""
    contact = ids(world, "contacts")[0]
    return {
        f"HS-{100 + place}": hubspot_invoice(world, f"HS-{100 + place}", contact, "SOD-1") for place in range(number)
    }


def absurd(world: World) -> int:
    """How many records fail because a value cannot be what it should be."""
    return len(world.records(status="failing", reason="absurd_value"))


def told(rows: Iterable[SyncRecord]) -> list[str]:
    return [f"{row}: {row.status} {row.reason}" for row in rows]


def suffer_alone(world: World, kind: str, side: str, bad: Iterable[str]) -> None:
    """Each of these records is in sync or says why not; every other is in sync."""
    rows, wanted = world.records(), set(bad)
    concerned = [row for row in rows if row.object_type == kind and getattr(row, f"{side}_id") in wanted]
    assert len(concerned) == len(wanted)
    assert told(row for row in concerned if row.status == "pending") == []
    assert told(row for row in rows if row not in concerned and row.status != "syncing") == []
    assert {row.number for row in rows if row.object_type == "invoice" and row.status == "syncing"} >= SOUND


# -- HubSpot -------------------------------------------------------------------------------------------------------


def test_contacts_of_odd_names_and_their_invoices(shop: World, lies: Lies) -> None:
    odd = {}
    for place, text in enumerate(TEXTS.values()):
        contact = hubspot(shop, "contacts", email=f"odd{place}@example.com", lastname=f"Odd {place}")
        lies.tell("hubspot", "contacts", contact, lastname=text, company=text)
        odd[contact] = hubspot_invoice(shop, f"HS-{100 + place}", contact, "SOD-1")

    runs(shop)

    for contact, invoice in odd.items():
        party = shop.record(object_type="contact", hubspot_id=contact)
        assert party.status in ("syncing", "failing")
        assert shop.record(object_type="invoice", hubspot_id=invoice).status == (
            "syncing" if party.linked else "pending"
        )
    assert (
        told(row for row in shop.records() if row.status != "syncing" and row.hubspot_id not in (*odd, *odd.values()))
        == []
    )


def test_lines_of_odd_texts(shop: World, lies: Lies) -> None:
    made = invoices_here(shop, len(TEXTS))
    for invoice, text in zip(made.values(), TEXTS.values(), strict=True):
        lies.tell("hubspot", "line_items", line_of(shop, invoice), description=text)

    runs(shop)

    suffer_alone(shop, "invoice", "hubspot", made.values())


@pytest.mark.parametrize("field", ["quantity", "price", "amount"])
def test_lines_of_absurd_figures(shop: World, lies: Lies, field: str) -> None:
    made = invoices_here(shop, len(NUMBERS))
    for invoice, value in zip(made.values(), NUMBERS, strict=True):
        lies.tell("hubspot", "line_items", line_of(shop, invoice), **{field: value})

    runs(shop)

    suffer_alone(shop, "invoice", "hubspot", made.values())
    assert absurd(shop) == len(NUMBERS) - 2  # nothing, and digits of another script
    assert all(one["TotalAmt"] < 1000 for one in shop.objects("quickbooks", "invoice"))


def test_invoices_of_absurd_totals(shop: World, lies: Lies) -> None:
    made = invoices_here(shop, len(NUMBERS))
    for invoice, value in zip(made.values(), NUMBERS, strict=True):
        lies.tell("hubspot", "invoices", invoice, hs_amount_billed=value, hs_balance_due=value)

    runs(shop)

    suffer_alone(shop, "invoice", "hubspot", made.values())
    assert absurd(shop) == len(NUMBERS) - 2


@pytest.mark.parametrize("field", ["hs_invoice_date", "hs_due_date"])
def test_invoices_of_absurd_days(shop: World, lies: Lies, field: str) -> None:
    made = invoices_here(shop, len(DAYS))
    for invoice, value in zip(made.values(), DAYS, strict=True):
        lies.tell("hubspot", "invoices", invoice, **{field: value})

    runs(shop)

    suffer_alone(shop, "invoice", "hubspot", made.values())
    assert absurd(shop) == len(DAYS) - 2  # the first and the last day that there are
    assert len(shop.records(status="failing", reason="date_out_of_range")) == 2


HEADERS: tuple[dict[str, str | None], ...] = (
    {"hs_invoice_status": "written-off"},
    {"hs_invoice_status": None},
    {"hs_currency": "XXX"},
    {"hs_currency": "dollars"},
    {"hs_currency": None},
    {"hs_number": "HS-" + "9" * 60},
    {"hs_number": None},
    {"hs_invoice_date": None},
    {"hs_createdate": "once"},
)


def test_invoices_that_no_page_would_take(shop: World, lies: Lies) -> None:
    made = invoices_here(shop, len(HEADERS))
    for invoice, values in zip(made.values(), HEADERS, strict=True):
        lies.tell("hubspot", "invoices", invoice, **values)

    runs(shop)

    reasons = {row.hubspot_id: row.reason for row in shop.records(object_type="invoice")}
    assert reasons[made["HS-101"]] == "draft"  # without a status it is not finalized
    assert reasons[made["HS-106"]] == "no_number"
    suffer_alone(shop, "invoice", "hubspot", made.values())


def test_lines_contacts_and_products_that_no_page_would_take(shop: World, lies: Lies) -> None:
    lines = [line_of(shop, invoice) for invoice in invoices_here(shop, 2).values()]
    for line, values in zip(lines, ({"name": None}, {"quantity": None}), strict=True):
        lies.tell("hubspot", "line_items", line, **values)
    contacts = [
        hubspot(shop, "contacts", email=f"odd{place}@example.com", lastname=f"Odd {place}") for place in range(2)
    ]
    for place, (contact, email) in enumerate(zip(contacts, ("no address at all", "a@b.example;" * 50), strict=True)):
        lies.tell("hubspot", "contacts", contact, email=email)
        hubspot_invoice(shop, f"HS-20{place}", contact, "SOD-1")
    products = [hubspot(shop, "products", name=f"Odd {place}", hs_sku=f"ODD-{place}", price="1") for place in range(3)]
    for product, values in zip(products, ({"price": "priceless"}, {"hs_sku": "S" * 5000}, {"name": None}), strict=True):
        lies.tell("hubspot", "products", product, **values)

    runs(shop)

    odd = {*contacts, *products}
    sound = (
        row for row in shop.records() if row.hubspot_id not in odd and not row.number.startswith(("HS-10", "HS-20"))
    )
    assert told(row for row in sound if row.status != "syncing") == []


def test_an_invoice_without_lines(shop: World) -> None:  # F75
    invoice = invoices_here(shop, 1)["HS-100"]
    shop.control("hubspot", "settings", {"edit_finalized_invoices": True})
    shop.as_user("hubspot", "DELETE", f"/crm/v3/objects/line_items/{line_of(shop, invoice)}")

    runs(shop)

    assert shop.record(object_type="invoice", number="HS-100").reason == "no_lines"
    suffer_alone(shop, "invoice", "hubspot", [invoice])


def test_a_bad_record_among_forty_delays_no_other(shop: World, lies: Lies) -> None:
    """F39: whole batches are refused for one input."""
    made = [
        hubspot(shop, "products", name=f"Stone {number}", hs_sku=f"STONE-{number}", price="1") for number in range(40)
    ]
    lies.tell("hubspot", "products", made[7], name="Stone:7\twith a colon" * 20)

    runs(shop)

    suffer_alone(shop, "product", "hubspot", [made[7]])


# -- QuickBooks ----------------------------------------------------------------------------------------------------


def customer_of(world: World, name: str) -> dict[str, Any]:
    return next(one for one in world.objects("quickbooks", "customer") if one["DisplayName"] == name)


def item_of(world: World, sku: str) -> dict[str, Any]:
    return next(one for one in world.objects("quickbooks", "item") if one.get("Sku") == sku)


def test_customers_of_odd_names_and_their_invoices(shop: World, lies: Lies) -> None:
    odd = {}
    for place, text in enumerate(TEXTS.values()):
        customer = quickbooks(
            shop, "Customer", DisplayName=f"Odd {place}", PrimaryEmailAddr={"Address": f"odd{place}@example.com"}
        )
        lies.tell("quickbooks", "Customer", customer["Id"], DisplayName=text, FamilyName=text, CompanyName=text)
        odd[customer["Id"]] = quickbooks_invoice(shop, f"20{place:02}", customer, item_of(shop, "MOW-1"))["Id"]

    runs(shop)

    for customer_id, invoice in odd.items():
        party = shop.record(object_type="contact", quickbooks_id=customer_id)
        assert party.status in ("syncing", "failing")
        assert not party.linked or shop.record(object_type="invoice", quickbooks_id=invoice).status == "syncing"
    assert (
        told(
            row for row in shop.records() if row.status != "syncing" and row.quickbooks_id not in (*odd, *odd.values())
        )
        == []
    )


INVOICES: tuple[dict[str, Any], ...] = (
    {"TotalAmt": 10**40},
    {"TotalAmt": "NaN"},
    {"TotalAmt": None},
    {"Balance": "much"},
    {"TxnDate": "0001-01-01"},
    {"TxnDate": "9999-12-31"},
    {"TxnDate": "yesterday"},
    {"DueDate": None},
    {"CurrencyRef": {"value": "???"}},
    {"CustomerRef": {}},
    {"CustomerRef": {"value": "99999"}},
    {"Line": []},
    {"Line": "none"},
    {"Line": [{"DetailType": "TimeTravelLineDetail", "Amount": 80}]},
    {"Line": [{"DetailType": "SalesItemLineDetail", "Amount": "NaN", "SalesItemLineDetail": "no"}]},
    {
        "Line": [
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": 80,
                "SalesItemLineDetail": {"Qty": 10**30, "UnitPrice": 10**30},
            }
        ]
    },
    {"DocNumber": None},
    {"DocNumber": "\u202e1002\u202c"},
    {"CustomerMemo": {"value": TEXTS["100,000 letters"]}},
    {"CustomerMemo": "thanks"},
    {"CustomField": "none"},
    {"LinkedTxn": [{"TxnType": "Wormhole", "TxnId": "1"}]},
    {"LinkedTxn": "none"},
    {"MetaData": None},
)


def test_invoices_of_quickbooks_that_make_no_sense(shop: World, lies: Lies) -> None:
    made = []
    for place, fields in enumerate(INVOICES):
        invoice = quickbooks_invoice(shop, f"20{place:02}", customer_of(shop, "Ada 1"), item_of(shop, "MOW-1"))
        lies.tell("quickbooks", "Invoice", invoice["Id"], **fields)
        made.append(invoice["Id"])

    runs(shop)

    suffer_alone(shop, "invoice", "quickbooks", made)
    assert absurd(shop) == 7


PAYMENTS: tuple[dict[str, Any], ...] = (
    {"TotalAmt": 10**40},
    {"TxnDate": "never"},
    {"Line": []},
    {"Line": [{"Amount": "NaN"}]},
    {"PaymentMethodRef": {"value": "999"}},
    {"UnappliedAmt": "some"},
    {"CustomerRef": None},
)


def test_payments_of_quickbooks_that_make_no_sense(shop: World, lies: Lies) -> None:
    customer, item = customer_of(shop, "Ada 1"), item_of(shop, "MOW-1")
    for place, fields in enumerate(PAYMENTS):
        invoice = quickbooks_invoice(shop, f"20{place:02}", customer, item)
        line = {"Amount": 80, "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
        paid = quickbooks(shop, "Payment", CustomerRef={"value": customer["Id"]}, TotalAmt=80, Line=[line])
        lies.tell("quickbooks", "Payment", paid["Id"], **fields)

    runs(shop)

    sound = (row for row in shop.records() if row.object_type != "payment" and not row.number.startswith("20"))
    assert told(row for row in sound if row.status != "syncing") == []
    assert shop.record(object_type="payment", number="4711").status == "syncing"


ITEMS: tuple[dict[str, Any], ...] = (
    {"UnitPrice": 10**40},
    {"UnitPrice": "free"},
    {"Name": None},
    {"Type": "Dream"},
    {"Sku": "S" * 5000},
    {"Active": "perhaps"},
)


def test_items_of_quickbooks_that_make_no_sense(shop: World, lies: Lies) -> None:
    income = item_of(shop, "MOW-1")["IncomeAccountRef"]
    made = []
    for place, fields in enumerate(ITEMS):
        item = quickbooks(
            shop, "Item", Name=f"Odd {place}", Sku=f"ODD-{place}", Type="Service", UnitPrice=40, IncomeAccountRef=income
        )
        lies.tell("quickbooks", "Item", item["Id"], **fields)
        made.append(item["Id"])

    runs(shop)

    assert told(row for row in shop.records() if row.status != "syncing" and row.quickbooks_id not in made) == []
