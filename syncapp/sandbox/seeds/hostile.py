"""Whatever people and imports put into fields: scripts of the world, longest texts, colliding names, odd money.

All of it is what the two vendors let stand. What cannot cross is in `EXPECTED`; the rest must arrive as it is.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from syncapp.sandbox.seeds.catalogue import SERVICES
from syncapp.sandbox.seeds.expected import Expected
from syncapp.sandbox.seeds.model import HUBSPOT, QUICKBOOKS, Company, Item, Party, Setting
from syncapp.sandbox.seeds.small import Small

SETTING = Setting(
    'Fernhill "Héritage" & Sons’ <Gardens>', "Fernhill – 緑", closes=False,
    vendors=(("Chris Vendor", ""), ("O'Neil & \"Sons\"", "ap@oneil.example")),
    employees=(("Erin", "Employee"),),
)  # fmt: skip
SCRIPT = "<script>alert('mow')</script><b>bold</b> & &amp; \"quoted\" \\back\\ ' OR 1=1 --"
RIGHT_TO_LEFT = "שלום גינון \u200fعميل الحديقة\u200e 12%"
MANY_SCRIPTS = "Ünïcödé Straße ŁÓDŹ Ελλάς Київ 株式会社 ひらがな 한국어 हिन्दी e\u0301 ﬁ İıſ"
EMOJI = "Thank you 🌳🌿👩🏽‍🌾🇨🇦!"


def _long(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def hostile(now: datetime, records: int, random_seed: int) -> Company:
    small = Small(now, records, random_seed, SETTING)
    small.people()
    _people(small)
    _items(small)
    _texts(small)
    _money(small)
    _names(small)
    return small.finish()


def _people(small: Small) -> None:
    """In both: names that must be kept, letter by letter."""
    for key, first, last, company, email in (
        ("scripts", "Łukasz", "Ünal-Ødegård", MANY_SCRIPTS, "Łukasz@example.com".replace("Ł", "L")),
        ("right", "שלום", "عميل", RIGHT_TO_LEFT, "rtl@example.com"),
        ("html", "Bobby", "O'Tables", SCRIPT[:80], "bobby.o'tables+x@example.com"),
        ("longest", _long("Ann Maria ", 99).strip(), _long("Ö", 100), _long("Long & Company, ", 100).strip(), f"{'a' * 64}@{'b' * 24}.example"),
        ("capitals", "Cora", "Capital", "", "CORA.Capital@Example.COM"),
        ("several", "Sue", "Several", "", "sue@example.com"),
    ):  # fmt: skip
        small.party(Party(key, first, last, company, email, steady=False))
    small.company.parties["several"].more_emails = ("office@several.example", "Sue.Several@several.example")
    twins = [
        Party("twin", "Tina", "Twin", email="tina@example.com", steady=False),
        Party(
            "twin-2",
            "Tina",
            "Twin",
            email="TINA@example.com ".strip(),
            stands_in=(QUICKBOOKS,),
            steady=False,
            named="Tina Twin (old)",
        ),
        Party("blank", "  Bea ", " Blank  ", email="bea@example.com", steady=False),
        Party("quiet", "", "", "", "no.name@example.com", stands_in=(HUBSPOT,), steady=False),
        Party("nobody", "No", "Address", stands_in=(QUICKBOOKS,), steady=False),
    ]
    for party in twins:
        small.party(party)


def _items(small: Small) -> None:
    """SKUs that are one but for case, longest texts, prices of half a cent and of nothing."""

    def add(key: str, name: str, sku: str, price: str, **more: object) -> None:
        told = {"description": f"{name}.", "products": (name,), **more}
        small.item(Item(key, name, sku, Decimal(price), SERVICES, **told))  # type: ignore[arg-type]

    add("abc", "Upper", "ABC-1", "10.00")
    add("abc-lower", "Lower", "abc-1", "11.00", products=(), stands_in=(QUICKBOOKS,))
    add("strasse", "Sharp s", "STRASSE-ß", "9.00")
    add("unicode", MANY_SCRIPTS[:90], "SKU-株-é", "12.50", description=MANY_SCRIPTS)
    add("script", "<i>Item</i> 'n' \"more\" & co", "A'B\"C\\D<E>&F", "1.00", description=SCRIPT)
    add(
        "longest-item",
        _long("Long item ", 99).strip(),
        _long("S-", 100),
        "3.00",
        description=_long("All of it. ", 4000).strip(),
    )
    add("half", "Half a cent", "HALF-C", "0.005")
    add("fine", "Fine price", "FINE-7", "0.3333333")
    add("free", "Free of charge", "FREE-0", "0.00")
    add("dear", "Dear", "DEAR-9", "9999999.99")
    add("off", "Taken off", "OFF-10", "-10.00", products=(), stands_in=(QUICKBOOKS,))
    add("twice", "Sold twice", "TWICE", "5.00", products=("Sold twice", "Sold twice"))
    add(
        "long-name",
        _long("A product with a name for a whole sentence ", 150).strip(),
        "LONG-NAME",
        "4.00",
        stands_in=(HUBSPOT,),
    )
    add("colon", "Garden: bench\tof oak", "COLON-1", "80.00", stands_in=(HUBSPOT,))
    add("emoji", "Tree 🌳", "TREE-EMOJI", "20.00", stands_in=(HUBSPOT,))
    add("same-name", "Upper", "OTHER-SKU", "10.00", stands_in=(HUBSPOT,))


def _texts(small: Small) -> None:
    """In both ledgers, equal."""
    small.invoice(
        "HS-2001",
        "scripts",
        30,
        [small.line("unicode", "2", description=MANY_SCRIPTS)],
        comments=MANY_SCRIPTS,
    )
    small.invoice("HS-2002", "right", 29, [small.line("mow-s", description=RIGHT_TO_LEFT)], comments=RIGHT_TO_LEFT)
    small.invoice("HS-2003", "html", 28, [small.line("script", "3", description=SCRIPT)], comments=SCRIPT)
    longest = [small.line("longest-item", description=_long("Word ", 4000).strip())]
    small.invoice("HS-2004", "longest", 27, longest, comments=_long("A comment. ", 1000).strip(), po=_long("PO-", 31))
    small.invoice("HS-2005-twenty-one-ch", "capitals", 26, [small.line("mow-s", description=EMOJI)], comments=EMOJI)
    small.native(
        "1001",
        "several",
        25,
        [small.line("mow-s", description=f"{SCRIPT}\n{RIGHT_TO_LEFT}\n{EMOJI}")],
        comments=EMOJI,
    )
    small.native("Nº 7/é", "blank", 24, [small.line("mow-s", description="  two blanks before and after  ")])


def _money(small: Small) -> None:
    """Half cents, nothing, less than nothing, and five hundred lines."""
    half = [
        small.line("half", "1"),
        small.line("half", "3"),
        small.line("sod", "37"),
        small.line("fine", "3"),
    ]
    small.pay(small.invoice("HS-2010", "amber", 23, half), 3, "20110")
    small.invoice("HS-2011", "bruno", 22, [small.line("labor", "3", "33.33", percent_off=Decimal("33.333"))])
    many = [
        small.line(("mow-s", "labor", "half", "sod")[n % 4], str(1 + n % 5), description=f"Visit {n + 1}")
        for n in range(500)
    ]
    small.invoice("HS-2012", "harbor", 21, many)
    small.native("1012", "mill", 20, [small.line("mow-s", description=f"Visit {n + 1}") for n in range(500)])
    small.native("1013", "clara", 19, [small.line("mow-s"), small.line("mow-s", "-1")])
    small.native("1014", "diego", 18, [small.line("labor", "2"), small.line("off", "1.5")])
    small.native("1015", "edith", 17, [small.line("free", "12")])
    small.native("1016", "felix", 16, [small.line("dear", "9")])
    small.native("1017", "greta", 15, [small.line("labor", "0"), small.line("dump")])
    small.native("1018", "twin", 14, [small.line("abc", "1")])
    small.native("1019", "twin-2", 14, [small.line("abc-lower", "1")])
    small.native("1020", "nobody", 13, [small.line("mow-s")])


def _names(small: Small) -> None:
    """Drafts of contacts who become customers when they are finalized, with names that are held or cannot be."""
    long = _long("Gardens and more, ", 600)
    for number, (key, first, last, company) in enumerate((
        ("vendor", "Chris", "Vendor", ""), ("employee", "ERIN", "EMPLOYEE", ""), ("oneil", "Pat", "O'Neil", "O'NEIL & 'SONS'"),
        ("held", "Amber", "Reed", ""), ("first-of", "Fay", "First", "Acme: Gardens"), ("second-of", "Sal", "Second", "Acme: Gardens"),
        ("emoji-name", "🌳 Lily", "Pad", ""), ("long-company", "Lou", "Long", long), ("nothing", "", "", ""),
    )):  # fmt: skip
        email = f"{key}@held.example"
        small.party(
            Party(
                key,
                first,
                last,
                company,
                email,
                stands_in=(HUBSPOT,),
                steady=False,
                created_days_ago=90 - number,
            )
        )
        small.draft(f"HS-{2021 + number}", key, 2, [small.line("mow-s")])
    amber: dict[str, Any] = {"customer": "amber", "days_ago": 1}
    for number, line in enumerate((
        small.line("colon"), small.line("emoji"), small.line("long-name"), small.line("twice"), small.line("abc"), small.line("half"),
        small.line("mow-s", "0"), small.line("free", "3"), small.line("mow-s", description=_long("More than fits. ", 4200)),
        small.line("mow-s", description=f"{MANY_SCRIPTS} {RIGHT_TO_LEFT} {EMOJI} {SCRIPT}"),
    )):  # fmt: skip
        small.draft(f"HS-{2041 + number}", lines=[line], **amber)
    small.draft("HS-2051", lines=[small.line("mow-s")], comments=_long("Too many words. ", 1002), **amber)
    small.draft("HS-2052-of twenty-two!", lines=[small.line("mow-s")], **amber)
    small.draft("HS-2053", lines=[small.line("half", str(1 + n % 3)) for n in range(500)], **amber)


EXPECTED: tuple[Expected, ...] = (
    Expected("Tina Twin", "ambiguous_customer", "contacts", "two customers with one address"),
    *[Expected("ABC-1", "ambiguous_sku", "products", "ABC-1 and abc-1")] * 3,
    *[Expected("TWICE", "ambiguous_sku", "products", "one SKU twice")] * 3,
    Expected("LONG-NAME", "text_too_long", "products", "a name of 150 characters"),
    Expected("COLON-1", "unsupported_characters", "products", "a colon in a name"),
    Expected("TREE-EMOJI", "unsupported_characters", "products", "an emoji in a name"),
    Expected("OTHER-SKU", "duplicate_item_name", "products", "two products of one name"),
)
FINALIZED: tuple[Expected, ...] = (
    Expected("Chris Vendor", "display_name_held", "contacts", "a vendor has the name"),
    Expected("Erin Employee", "display_name_held", "contacts", "an employee has the name"),
    Expected("Amber Reed", "display_name_duplicate", "contacts", "another customer has the name"),
    Expected("Acme - Gardens", "display_name_duplicate", "contacts", "two contacts of one company"),
    Expected("Lou Long", "text_too_long", "contacts", "a company of 600 characters"),
    Expected("HS-2045", "ambiguous_sku", "invoices", "ABC-1 and abc-1"),
    Expected("HS-2049", "text_too_long", "invoices", "a description of 4,200 characters"),
    Expected("HS-2051", "text_too_long", "invoices", "comments of 1,002 characters"),
    Expected("HS-2052-of twenty-two!", "number_too_long", "invoices", "a number of 22 characters"),
)
