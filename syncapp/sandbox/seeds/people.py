"""Who buys: forty customers, the contacts beside them, leads, and more of the same at scale."""

from __future__ import annotations

from random import Random

from syncapp.sandbox.seeds.model import HUBSPOT, QUICKBOOKS, Party

_COMPANIES = (
    # key, company, first, last, kind, days to pay, email
    ("cascade", "Cascade Property Group", "Carla", "Cascade", "manager", 30, "ap@cascadegroup.example"),
    ("elm", "Elm Court", "Ellen", "Moss", "manager", 30, "office@elmcourt.example"),
    ("fir", "Fir Street", "Frank", "Doyle", "manager", 30, "billing@firstreet.example"),
    ("aspen", "Aspen Property Care", "Anita", "Rao", "manager", 30, "ap@aspencare.example"),
    ("spruce", "Spruce Street Lofts", "Sam", "Weiss", "manager", 30, "accounts@sprucelofts.example"),
    ("magnolia", "Magnolia Management", "Mona", "Field", "manager", 30, "ap@magnolia.example"),
    ("redwood", "Redwood Rentals", "Ray", "Ortiz", "manager", 30, "pay@redwoodrentals.example"),
    ("sycamore", "Sycamore Residences", "Sylvia", "Kent", "manager", 30, "ap@sycamore.example"),
    ("alder", "Alder HOA", "Alan", "Pike", "hoa", 15, "treasurer@alderhoa.example"),
    ("cedar", "Cedar HOA", "Celia", "Boone", "hoa", 15, "treasurer@cedarhoa.example"),
    ("hemlock", "Hemlock HOA", "Hugh", "Lane", "hoa", 15, "board@hemlockhoa.example"),
    ("linden", "Linden HOA", "Lydia", "Shaw", "hoa", 15, "treasurer@lindenhoa.example"),
    ("beech", "Beech Builders", "Bert", "Stone", "contractor", 30, "ap@beechbuilders.example"),
    ("tupelo", "Tupelo Construction", "Tara", "Quinn", "contractor", 30, "ap@tupelo.example"),
    (
        "granite",
        "Granite Contracting",
        "Grant",
        "Hill",
        "contractor",
        30,
        "office@granitecontracting.example",
    ),
    ("sumac", "Sumac Unified School District", "Susan", "Park", "school", 30, "payables@sumacusd.example"),
    ("poplar", "City of Poplar Parks", "Paul", "Reyes", "parks", 45, "parks@cityofpoplar.example"),
    ("maple", "Maple Import GmbH", "Marie", "Ahorn", "manager", 30, "rechnung@mapleimport.example"),
)
_HOMEOWNERS = (
    ("larch", "Larry", "Larch"), ("juniper", "June", "Juniper"), ("dogwood", "Dora", "Dogwood"), ("rowan", "Rowena", "Rowan"),
    ("yew", "Yvonne", "Yew"), ("oak", "Olivia", "Oak"), ("ash", "Asher", "Ash"), ("willow", "Wilma", "Willow"),
    ("hazel", "Harry", "Hazel"), ("holly", "Hal", "Holly"), ("ivy", "Iris", "Ivy"), ("fern", "Fiona", "Fern"),
    ("plum", "Paula", "Plum"), ("delgado", "Rosa", "Delgado"), ("kim", "Grace", "Kim"), ("okafor", "Tom", "Okafor"),
    ("patel", "Samir", "Patel"), ("chen", "Mei", "Chen"), ("jensen", "Carl", "Jensen"),
)  # fmt: skip
_COLLEAGUES = (
    ("magnolia-2", "Magnolia Management", "Martin", "Vale"), ("magnolia-3", "Magnolia Management", "Mina", "Brook"),
    ("redwood-2", "Redwood Rentals", "Rita", "Marsh"), ("sycamore-2", "Sycamore Residences", "Stan", "Ford"),
    ("sumac-2", "Sumac Unified School District", "Sean", "Doyle"), ("poplar-2", "City of Poplar Parks", "Pia", "Lund"),
)  # fmt: skip
_FIRST = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gina", "Hans", "Ines", "Jack", "Kate", "Leo", "Maya", "Nils", "Olga", "Pete",
          "Quin", "Ruth", "Saul", "Tess", "Uma", "Vera", "Walt", "Xena", "Yuri", "Zoe")  # fmt: skip
_LAST = ("Abbott", "Bauer", "Castro", "Dunn", "Ellis", "Flores", "Garza", "Hobbs", "Ibarra", "Jonas", "Keller", "Lowe", "Mendez",
         "Nash", "Osman", "Price", "Ramos", "Stein", "Torres", "Ulrich", "Vargas", "Wu", "Young", "Zapata")  # fmt: skip
_STREETS = (
    "H Street",
    "Folsom Blvd",
    "Riverside Dr",
    "Freeport Blvd",
    "Land Park Dr",
    "Garden Hwy",
    "Elvas Ave",
    "Alhambra Blvd",
)
_UNSTEADY = ("juniper", "oak", "maple", "patel", "chen", "jensen")
LEADS = 45


def people(records: int, random: Random) -> dict[str, Party]:
    """Everyone, by key; the first forty customers are the same for every size."""
    found = [_company(*row) for row in _COMPANIES]
    found += [Party(key, first, last, email=f"{first}.{last}@example.com".lower()) for key, first, last in _HOMEOWNERS]
    found += [*_subsidiaries(), *_hubspot_only(), *_leads()]
    found += more(max(0, (records - 200) // 8))
    parties = {party.key: party for party in found}
    _special(parties)
    for number, party in enumerate(found):
        _reachable(party, number, random)
    return parties


def _company(key: str, company: str, first: str, last: str, kind: str, days: int, email: str) -> Party:
    return Party(key, first, last, company, email, kind=kind, term_days=days, po_required=kind in ("school", "parks"))


def _subsidiaries() -> list[Party]:
    """Customers below Cascade: they share its address for statements, so they have none of their own (A2)."""
    return [
        Party(
            key,
            company=name,
            kind="manager",
            term_days=30,
            parent="cascade",
            stands_in=(QUICKBOOKS,),
            steady=False,
        )
        for key, name in (("maple-court", "Maple Court"), ("pine-terrace", "Pine Terrace"))
    ]


def _hubspot_only() -> list[Party]:
    """Contacts without a customer: three mistakes, two who become customers, colleagues who never do."""
    mistakes = [
        Party("nobody", "Nobody", "Known"),
        Party(
            "birch",
            "Bill",
            "Birch",
            "Birch & Sons",
            "bill@birchandsons.example",
            kind="contractor",
            term_days=30,
        ),
        Party("quince", "Quentin", "Quince", "Quentin Quince", "quentin@quince.example"),
    ]
    new = [
        Party("haddad", "Nadia", "Haddad", email="nadia.haddad@example.com"),
        Party("novak", "Peter", "Novak", email="peter.novak@example.com"),
    ]
    colleagues = [
        Party(
            key,
            first,
            last,
            company,
            f"{first}.{last}@example.org".lower(),
            kind="colleague",
            created_days_ago=300,
        )
        for key, company, first, last in _COLLEAGUES
    ]
    for party in (*mistakes, *new, *colleagues):
        party.stands_in, party.steady = (HUBSPOT,), False
    return [*mistakes, *new, *colleagues]


def _leads() -> list[Party]:
    """Contacts that must never become customers (A4)."""
    return [
        Party(
            f"lead-{number}", _FIRST[number % len(_FIRST)], f"{_LAST[(number * 7) % len(_LAST)]}-Lead", email=f"lead{number}@prospects.example",
            kind="lead", stands_in=(HUBSPOT,), steady=False, created_days_ago=200 - number,
        )
        for number in range(1, LEADS + 1)
    ]  # fmt: skip


def more(count: int) -> list[Party]:
    """Customers beyond the forty; each name once."""
    found = []
    for number in range(count):
        first, last = _FIRST[number % len(_FIRST)], _LAST[number // len(_FIRST) % len(_LAST)]
        round_ = number // (len(_FIRST) * len(_LAST))
        last = f"{last} {round_ + 1}" if round_ else last
        found.append(
            Party(
                f"c{number}",
                first,
                last,
                email=f"customer{number}@example.net",
                term_days=(0, 15, 30)[number % 3],
            )
        )
    return found


def _special(parties: dict[str, Party]) -> None:
    """What sets single customers apart."""
    for key in _UNSTEADY:
        parties[key].steady = False
    for key in ("chen", "jensen"):  # the two without an address
        parties[key].email, parties[key].stands_in = "", (QUICKBOOKS,)
    parties["patel"].stands_in = (QUICKBOOKS,)
    parties["juniper"].active = False
    parties["maple"].currency = "EUR"
    oak = parties["oak"]
    parties["oak-2"] = Party(
        "oak-2", "Olivia", "Oak", email=oak.email, stands_in=(QUICKBOOKS,), steady=False, named="Oak Holdings"
    )


def _reachable(party: Party, number: int, random: Random) -> None:
    """A telephone and an address for everyone."""
    party.phone = f"(916) 555-{number % 10000:04d}"
    party.street = f"{100 + random.randrange(900) * 2} {_STREETS[number % len(_STREETS)]}"
    party.zip = f"958{number % 40:02d}"
