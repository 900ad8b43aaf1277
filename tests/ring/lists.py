"""Payment terms: a list on both sides, and which of its values stand for which (B33)."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from syncapp.core.mapping import pair_key
from syncapp.core.value_map import NONE
from syncapp.core.values import ObjectType
from syncapp.engine.rules import FROM_NOW
from syncapp.storage.models import SyncRecord
from tests.ring.books_quickbooks import bills, rewrite
from tests.ring.choosing import save
from tests.ring.moves import among, move, which
from tests.ring.people_hubspot import invoices
from tests.ring.ring import Doc, Ring
from tests.scenarios.company import ref

HERE, THERE = "payment_terms", "SalesTermRef"
NAMED = f"{THERE}.name"
OPTIONS = ("On receipt", "net  30", "Prepaid")  # two that have no namesake in QuickBooks
TERMS = ("Due on receipt", "Net 15", "Net 30")
# What a person makes of them: by option, its term; and of the way back.
MAPS: dict[str, dict[str, str]] = {
    "by name": {},
    "one": {"On receipt": "Due on receipt"},
    "two to one": {"On receipt": "Due on receipt", "Prepaid": "Due on receipt"},
    "against its name": {"net  30": "Net 15", "Prepaid": "Net 30", "On receipt": NONE},
}
BACK = {"two to one": {"Due on receipt": "Prepaid"}}


def make_list(ring: Ring) -> None:
    """A property of HubSpot's invoices."""
    options = [
        {"label": one, "value": one, "displayOrder": place, "hidden": False} for place, one in enumerate(OPTIONS)
    ]
    body = {"name": HERE, "label": "Payment terms", "type": "enumeration", "fieldType": "select", "options": options}
    ring.in_hubspot("POST", "/crm/v3/properties/invoices", {**body, "groupName": "invoiceinformation"})


@move(which=which, option=among(OPTIONS))
def h_terms(ring: Ring, which: int, option: str) -> None:
    chosen = ring.one(invoices(ring, "draft", "open"), which)
    ring.edit("invoices", chosen["id"], **{HERE: option})
    ring.note("hubspot", "invoice", chosen["id"], {HERE: option})


@move(bill=which, term=among(TERMS))
def q_terms(ring: Ring, bill: int, term: str) -> None:
    """The page keeps the due date that stands there."""
    chosen = ring.one(bills(ring), bill)
    rewrite(ring, chosen, DueDate=chosen["DueDate"], **{THERE: ref(_ids(ring)[term])})
    ring.note("quickbooks", "invoice", chosen["Id"], {NAMED: term})


@move(how=st.sampled_from([None, *MAPS]), also=st.booleans())
def map_terms(ring: Ring, how: str | None, also: bool) -> None:
    """Mapped, mapped otherwise, or not any more; from now on, or for what is linked too (A13).

    A run begins with it, and what stands there then is what was there before.
    """
    key = pair_key(HERE, THERE)
    row = [] if how is None else [_row(ring, how)]
    now = [] if how is None or also else [key]
    save(
        ring,
        ObjectType.INVOICE,
        mappings=lambda held: [*(one for one in held if one["hubspot"] != HERE), *row],
        settings=lambda held: {**held, FROM_NOW: [*(one for one in held.get(FROM_NOW, ()) if one != key), *now]},
    )
    result = ring.work(retry=False)
    ring.terms, ring.mapped_at = how or "", ring.turn if how and result and not result.stopped else None


def _row(ring: Ring, how: str) -> Doc:
    ids = _ids(ring)
    into = {"quickbooks": {option: ids.get(term, NONE) for option, term in MAPS[how].items()},
            "hubspot": {ids[term]: option for term, option in BACK.get(how, {}).items()}}  # fmt: skip
    return {"hubspot": HERE, "quickbooks": THERE, "origin": "custom", "enabled": True, "blank_means_blank": False,
            "transform": "same", "values": {"into": {side: found for side, found in into.items() if found}}}  # fmt: skip


def _ids(ring: Ring) -> dict[str, str]:
    return {one["Name"]: one["Id"] for one in ring.there("term")}


def terms(ring: Ring) -> Iterator[str]:
    """What somebody chose since it is mapped stands on both sides of what is in sync; what has no counterpart is named."""
    if ring.mapped_at is None or ring.directed:
        return
    names = {ident: name for name, ident in _ids(ring).items()}
    here = {one["id"]: one["properties"] for one in ring.here("invoices")}
    there = {one["Id"]: one for one in ring.there("invoice")}
    for row in SyncRecord.objects.filter(workspace=ring.world.workspace, object_type="invoice"):
        if row.reason == "unmapped_value" and row.params.get("value") not in (*OPTIONS, *TERMS):
            yield f"{row}: {row.params} names no value"
        mine, other = here.get(row.hubspot_id or ""), there.get(row.quickbooks_id or "")
        if row.status != "syncing" or mine is None or other is None or mine["hs_invoice_status"] == "voided":
            continue
        said = [ring.said.get(("hubspot", "invoice", str(row.hubspot_id), HERE)),
                ring.said.get(("quickbooks", "invoice", str(row.quickbooks_id), NAMED))]  # fmt: skip
        option, term = mine.get(HERE), names.get((other.get(THERE) or {}).get("value", ""))
        if any(one and one.when > ring.mapped_at for one in said) and meaning(ring.terms, option) != term:
            yield f"{row}: {option!r} and {term!r}, mapped {ring.terms}"


def meaning(how: str, option: str | None) -> str | None:
    """The term that an option stands for, if any."""
    if not option:
        return None
    named = next((one for one in TERMS if one.casefold().split() == option.casefold().split()), None)
    return MAPS[how].get(option, named) or None
