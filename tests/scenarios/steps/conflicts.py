"""Fields that people change on both sides, and what both sides then hold of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pytest_bdd import parsers, step, then, when

from syncapp.core.values import Side
from tests.scenarios.steps import in_hubspot, in_quickbooks
from tests.scenarios.steps.play import Play, only
from tests.scenarios.steps.screen import Screen, words
from tests.scenarios.steps.words import says

# By the object of a record: HubSpot's kind and fields, QuickBooks' entity and fields.
KINDS: dict[str, tuple[str, dict[str, str], str, dict[str, Any]]] = {
    "contact": ("contacts", in_hubspot.CONTACT, "Customer", in_quickbooks.CUSTOMER),
    "product": ("products", in_hubspot.PRODUCT, "Item", in_quickbooks.ITEM),
    "invoice": ("invoices", in_hubspot.INVOICE, "Invoice", in_quickbooks.INVOICE),
}


@step(says("these fields of {name:Record} are changed:"))
def _(play: Play, name: str, datatable: list[list[str]]) -> None:
    """Columns `field`, `HubSpot`, `QuickBooks`; a side whose cell is blank is left as it is."""
    row = play.row(name)
    kind, here, entity, there = KINDS[row.object_type]
    for field, hubspot, quickbooks in _told(datatable):
        if hubspot:
            play.edit(kind, str(row.hubspot_id), **{here[field]: hubspot})
        if quickbooks:
            held = _there(play, entity, str(row.quickbooks_id))
            besides = {"CustomerRef": held["CustomerRef"]} if entity == "Invoice" else {}
            play.change(entity, str(row.quickbooks_id), **besides, **there[field](quickbooks))


@then(says("both sides hold of {name:Record}:"))
def _(play: Play, name: str, datatable: list[list[str]]) -> None:
    """Columns `field`, `HubSpot`, `QuickBooks`; what is blank is empty there."""
    row = play.row(name)
    kind, here, entity, there = KINDS[row.object_type]
    mine = only((one for one in play.world.objects("hubspot", kind) if one["id"] == row.hubspot_id), name)["properties"]
    theirs = _there(play, entity, str(row.quickbooks_id))
    found = [
        (field, _plain(field, mine.get(here[field])), _plain(field, _leaf(theirs, there[field]("0"))))
        for field, _, _ in _told(datatable)
    ]
    assert found == _told(datatable)


@when(parsers.re(r'somebody clicks "(?P<button>[^"]+)" on the page "(?P<path>[^"]+)"'))
def _(play: Play, button: str, path: str) -> None:
    play.said = words(Screen(play).press(path, button, {}))


def _told(table: list[list[str]]) -> list[tuple[str, str, str]]:
    head, *rows = table
    assert head == ["field", "HubSpot", "QuickBooks"]
    return [(field, hubspot, quickbooks) for field, hubspot, quickbooks in rows]


def _there(play: Play, entity: str, external_id: str) -> dict[str, Any]:
    found = play.world.objects(Side.QUICKBOOKS, entity.lower())
    return only((one for one in found if one["Id"] == external_id), f"{entity} {external_id}")


def _leaf(held: Any, shape: Any) -> Any:
    """The value at the one place that `shape` fills."""
    while isinstance(shape, dict):
        ((name, shape),) = shape.items()
        held = (held or {}).get(name)
    return held


def _plain(field: str, value: Any) -> str:
    """Prices in cents, days without a time."""
    if field == "price":
        return f"{Decimal(str(value)):.2f}"
    return str(value or "").removesuffix("T00:00:00Z").removesuffix("T00:00:00.000Z")
