"""What people change on the screens of our set-up: which records, and which fields."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from syncapp.actions import drafts
from syncapp.core.lines import AS_LINE, IN_PRICE
from syncapp.core.values import ObjectType
from syncapp.engine.rules import FROM_NOW, accounts_of
from syncapp.queries.setup.items import items_of
from syncapp.storage import starts
from syncapp.storage.models import ObjectSync
from tests.ring.clicks import clicking
from tests.ring.moves import Nothing, move, which
from tests.ring.ring import Doc, Ring

STOP = "stop_unmatched"
# By object and the side that it goes to: which ones, by a property of the other side.
CRITERIA: dict[tuple[str, str], tuple[Doc, ...]] = {
    ("invoice", "quickbooks"): (
        {"property": "hs_number", "operator": "starts-with", "values": ["HS"]},
        {"property": "hs_comments", "operator": "unknown", "values": []},
    ),
    ("invoice", "hubspot"): (
        {"property": "DocNumber", "operator": "is-not", "values": ["1002"]},
        {"property": "CustomerMemo.value", "operator": "unknown", "values": []},
    ),
    ("contact", "quickbooks"): ({"property": "city", "operator": "is-not", "values": ["Davis"]},),
    ("contact", "hubspot"): ({"property": "PrimaryEmailAddr.Address", "operator": "known", "values": []},),
    ("product", "quickbooks"): ({"property": "hs_sku", "operator": "known", "values": []},),
    ("product", "hubspot"): ({"property": "Sku", "operator": "known", "values": []},),
}
WHERE = st.sampled_from(sorted(CRITERIA))
# Pairs of the defaults that people may switch off: what is changed meanwhile on one side stays there.
PAIRS = {
    "invoice": ("hs_comments", "CustomerMemo.value"),
    "contact": ("phone", "PrimaryPhone.FreeFormNumber"),
    "product": ("description", "Description"),
}


def save(ring: Ring, object_type: str, **chosen: Any) -> None:
    with clicking(ring) as by, transaction.atomic():
        draft = drafts.begin(ring.world.workspace, by, ObjectType(object_type))
        told = {name: what(draft.data[name]) if callable(what) else what for name, what in chosen.items()}
        starts.saved(drafts.apply_draft(drafts.save_step(draft, **told)), ring.world.now())
        drafts.discard(draft)


@move(where=WHERE, which=st.sampled_from([None, 0, 1]), stops=st.booleans())
def narrow(ring: Ring, where: tuple[str, str], which: int | None, stops: bool) -> None:
    """A filter, another one or none; and whether who is linked and no longer matches is stopped (A14)."""
    object_type, side = where
    some = CRITERIA[where]
    groups = [] if which is None else [[some[which % len(some)]]]
    save(
        ring,
        object_type,
        filters=lambda held: {**held, side: groups},
        settings=lambda held: {**held, STOP: [side] if stops else []},
    )


@move(object_type=st.sampled_from(sorted(PAIRS)), on=st.booleans(), later=st.booleans())
def map_field(ring: Ring, object_type: str, on: bool, later: bool) -> None:
    """A pair of fields is switched off, or on again: from now on, or also for what is linked (A13)."""
    here, there = PAIRS[object_type]
    off = {"hubspot": here, "quickbooks": there, "origin": "default", "enabled": False, "blank_means_blank": False, "transform": "same"}  # fmt: skip
    save(
        ring,
        object_type,
        mappings=lambda held: [*(one for one in held if one["hubspot"] != here), *([] if on else [off])],
        settings=lambda held: {**held, FROM_NOW: [f"{here}|{there}"] if on and later else []},
    )
    if on and not later and object_type != "invoice":  # of which protected months are left out (A24)
        ring.unmapped.pop((object_type, here), None)
    else:
        ring.unmapped[object_type, here] = ring.turn


@move(name=st.sampled_from(["Sales of Product Income", "Services"]), active=st.booleans())
def q_account_active(ring: Ring, name: str, active: bool) -> None:
    """The income account of what we make in QuickBooks is gone, or back (A22, A23)."""
    ring.change("Account", ring.account(name), Active=active)


@move(item=st.none() | which)
def discounts(ring: Ring, item: int | None) -> None:
    """Discounts of lines go on an item, as lines of their own, or in the price (A21)."""
    on = {"discounts": IN_PRICE}
    if item is not None:
        offered = (one for one in items_of(accounts_of(ring.world.workspace)) if one.active)
        on = {"discounts": AS_LINE, "discount_item": ring.one(offered, item).id}
    save(ring, "invoice", settings=lambda held: {**held, **on})


@move(active=st.booleans())
def q_discount_item_active(ring: Ring, active: bool) -> None:
    """The item that discounts of lines go on is gone, or back."""
    settings = ObjectSync.objects.get(workspace=ring.world.workspace, object_type="invoice").settings
    if settings.get("discounts") != AS_LINE:
        raise Nothing
    ring.change("Item", settings["discount_item"], Active=active)
