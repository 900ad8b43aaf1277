"""The item that is made for a line which matches none, where that is chosen (B28).

It is called as the line's product, else as the line. QuickBooks holds each name once, and a SKU is matched by (S10), so
an item that is there is never made a second time: it takes the lines, or the invoice fails and says which item is in
the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from syncapp.core.errors import Failure
from syncapp.core.naming import item_name
from syncapp.core.records import Line, Product
from syncapp.core.values import Side, clean_text, listed, name_key, sku_key

CREATE, FAIL = "create", "fail"  # what the setting missing_item says; else the guide's Custom Line Item
NAME_LENGTH = 100
SOLD = ("Service", "NonInventory")  # stock and bundles are never guessed
NOT_SOLD = {"Category": "category_item", "Group": "bundle_item"}
NEVER_SOLD = {"Category": "category", "Group": "bundle"}  # why such an item is excluded
KIND_EXCLUDED = {reason: kind for kind, reason in NEVER_SOLD.items()}  # and what an item is that is excluded so
WORDS = {"Category": "a category", "Group": "a bundle", "Inventory": "a stock item"}


@dataclass(frozen=True)
class NewItem:
    name: str
    sku: str | None = None

    @property
    def key(self) -> str:
        """Equal lines have one item: those of one SKU, else of one name."""
        return f"sku:{sku_key(self.sku)}" if self.sku else f"name:{name_key(self.name)}"

    @property
    def names(self) -> tuple[str, str]:
        """What it may be called there: QuickBooks adds the word to what is inactive."""
        return self.name, f"{self.name} (deleted)"


def new_item(line: Line, product: Product | None) -> NewItem | Failure:
    """What is made for this line; `product`: of HubSpot, that the line is of."""
    source = product or line
    sku = clean_text(source.sku)
    name = item_name(source.name) or item_name(sku)
    if not name:
        return Failure("item_unnamed", {"line": (clean_text(line.description) or "").split("\n")[0][:60]})
    if len(name) > NAME_LENGTH:
        where = {"field": f"Name of the item for “{name[:60]}…”", "system": Side.QUICKBOOKS.label}
        return Failure("text_too_long", {**where, "length": f"{len(name):,}", "limit": str(NAME_LENGTH)})
    return NewItem(name, sku)


def in_the_way(item: Product, sku: str | None) -> bool:
    """Whether an active item keeps a new one from being made at the top under its name. One below another does not as far as
    QuickBooks goes, but without a SKU on both nobody can tell whether it is the same thing."""
    two_things = item.kind == "Category" or (item.sku and sku and sku_key(item.sku) != sku_key(sku))
    return not (item.below and two_things)


def by_sku(wanted: NewItem, found: Iterable[Product]) -> str | Failure | None:
    """The item of its SKU, why it cannot be taken, or that there is none."""
    mine = [item for item in found if wanted.sku and sku_key(item.sku) == sku_key(wanted.sku)]
    active = [item for item in mine if item.active]
    if len(active) > 1:
        names = listed(item.name for item in active)
        return Failure("ambiguous_sku", {"sku": wanted.sku or "", "candidates": names})
    if active:
        return not_sold(active[0].kind, active[0].name, active[0].id) or active[0].id
    return _inactive(mine)


def by_name(wanted: NewItem, found: Iterable[Product]) -> str | Failure | None:
    """The item of its name, likewise. One with another SKU is another thing."""
    named = [item for item in found if name_key(item.name) in map(name_key, wanted.names)]
    mine = [item for item in named if in_the_way(item, wanted.sku)]
    active = [item for item in mine if item.active]
    if not active:
        return _inactive(mine)
    if len(active) > 1:
        return Failure("item_name_taken", {"item": wanted.name, "holder": f"{len(active)} items of this name"})
    (item,) = active
    taken = {"item": wanted.name, "item_id": item.id}
    if item.kind not in SOLD:
        return Failure("item_name_taken", {**taken, "holder": WORDS.get(item.kind, item.kind)})
    if item.sku and wanted.sku and sku_key(item.sku) != sku_key(wanted.sku):
        return Failure("item_name_taken", {**taken, "holder": f"an item with the SKU {item.sku}", "sku": wanted.sku})
    return item.id


def not_sold(kind: str, name: str, item_id: str) -> Failure | None:
    """Why no line can be this item, whoever has its SKU."""
    code = NOT_SOLD.get(kind)
    return Failure(code, {"item": name, "item_id": item_id}) if code else None


def _inactive(found: list[Product]) -> Failure | None:
    return Failure("item_inactive", {"item": found[0].name, "item_id": found[0].id}) if found else None
