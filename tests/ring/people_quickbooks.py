"""What people do in QuickBooks with customers and items."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.ring.moves import Nothing, among, move, one_field, which
from tests.ring.people_hubspot import EMAILS, FIRST, LAST, PRODUCTS, SKUS, WORDS, names
from tests.ring.ring import Doc, Ring
from tests.scenarios.company import ref

PRICES = ("50.00", "9.99", "0", "1234.56", "0.01", "33.33", "-20.00", "-5.50")


def active(ring: Ring, kind: str) -> list[Doc]:
    return [one for one in ring.there(kind) if one.get("Active", True)]


@move(first=among(FIRST), last=among(LAST), email=among(EMAILS), parent=st.none() | st.none() | which)
def q_customer(ring: Ring, first: str, last: str, email: str, parent: int | None) -> None:
    more: Doc = {}
    if parent is not None:
        more = {"ParentRef": ref(ring.one(active(ring, "customer"), parent)["Id"]), "Job": True}
    ident = ring.customer(f"{first} {last}", email, GivenName=first, FamilyName=last, **more)
    ring.made["quickbooks", "contact", ident] = ring.turn


@move(
    which=which,
    fields=one_field(
        GivenName=FIRST,
        FamilyName=LAST,
        CompanyName=("Acme", "Baker & Sons"),
        DisplayName=st.builds("{} {} {}".format, among(FIRST), among(LAST), st.integers(1, 3)),
        PrimaryPhone=({"FreeFormNumber": "(916) 555-0109"}, {"FreeFormNumber": "555 0108"}),
        PrimaryEmailAddr=[{"Address": one} for one in EMAILS[:4]],
        BillAddr=({"City": "Folsom"}, {"City": "Roseville"}),
    ),
)
def q_customer_edit(ring: Ring, which: int, fields: Doc) -> None:
    chosen = ring.one(active(ring, "customer"), which)
    ring.change("Customer", chosen["Id"], **fields)
    ring.note("quickbooks", "contact", chosen["Id"], {name: value for name, value in flat(fields).items() if name not in ("DisplayName", "PrimaryEmailAddr.Address")})  # fmt: skip


def flat(fields: Doc) -> Doc:
    """Parts of a field by their paths."""
    found: Doc = {}
    for name, value in fields.items():
        found |= {f"{name}.{part}": one for part, one in value.items()} if isinstance(value, dict) else {name: value}
    return found


@move(which=which)
def q_customer_active(ring: Ring, which: int) -> None:
    chosen = ring.one(ring.there("customer"), which)
    ring.change("Customer", chosen["Id"], Active=not chosen.get("Active", True))


@move(kept=which, merged=which)
def q_customer_merge(ring: Ring, kept: int, merged: int) -> None:
    """Two customers become one, by giving the second the first's name (F34)."""
    survivor, other = (ring.one(active(ring, "customer"), one) for one in (kept, merged))
    if survivor["Id"] == other["Id"]:
        raise Nothing
    ring.change("Customer", other["Id"], DisplayName=survivor["DisplayName"])
    ring.forget("quickbooks", "contact", survivor["Id"], other["Id"])
    for one in ring.there("invoice"):
        if one["Id"] in ring.hand_written:
            ring.hand_written[one["Id"]] = (ring.turn, one)


@move(name=among(PRODUCTS), sku=among(SKUS), price=among(PRICES[:6]))
def q_item(ring: Ring, name: str, sku: str, price: str) -> None:
    ring.made["quickbooks", "product", ring.item(name, sku, price)] = ring.turn


@move(which=which, fields=one_field(UnitPrice=[float(one) for one in PRICES[:6]], Name=names, Sku=SKUS[:3], Description=WORDS))  # fmt: skip
def q_item_edit(ring: Ring, which: int, fields: Doc) -> None:
    chosen = ring.one(active(ring, "item"), which)
    ring.change("Item", chosen["Id"], **fields)
    ring.note("quickbooks", "product", chosen["Id"], fields)


@move(which=which)
def q_item_active(ring: Ring, which: int) -> None:
    chosen = ring.one(ring.there("item"), which)
    ring.change("Item", chosen["Id"], Active=not chosen.get("Active", True))


@move(entity=st.sampled_from(["Customer", "Item", "Invoice"]), which=which)
def q_touch(ring: Ring, entity: str, which: int) -> None:
    """Somebody opens it and saves it as it is: the SyncToken moves, and nothing else."""
    chosen = ring.one(active(ring, entity.lower()), which)
    same: dict[str, Any] = {"CustomerRef": chosen["CustomerRef"]} if entity == "Invoice" else {}
    ring.change(entity, chosen["Id"], **same)


@move(day=among(("2026-09-30", "2026-10-31", "2026-11-10")))
def q_close(ring: Ring, day: str) -> None:
    ring.company_settings(AccountingInfoPrefs={"BookCloseDate": day})


@move(numbers=st.booleans(), apply_credit=st.booleans())
def q_preferences(ring: Ring, numbers: bool, apply_credit: bool) -> None:
    ring.company_settings(SalesFormsPrefs={"CustomTxnNumbers": numbers, "AutoApplyCredit": apply_credit})
