"""Products and items by SKU (S10)."""

from __future__ import annotations

from syncapp.core.errors import Failure
from syncapp.core.matching import Nobody, One, Several, Skus, match_product, meant_by
from syncapp.core.records import Product
from syncapp.core.values import Side, listed, sku_key
from syncapp.engine.linking.pairs import Linking
from syncapp.storage.models import SyncRecord


def link_products(linking: Linking, unlinked: list[SyncRecord]) -> None:
    shelves = {side: Skus(linking.records(Product, side)) for side in Side}
    all_of_them = {side: Skus(linking.records(Product, side, ignored=True)) for side in Side}
    bundles = {sku_key(one.sku): one for one in linking.records(Product, Side.QUICKBOOKS) if _is_bundle(one)}
    for row in unlinked:
        product = linking.own(row)
        if row.pk in linking.taken or not isinstance(product, Product):
            continue
        verdict = match_product(product, shelves[product.side], shelves[product.side.other])
        if isinstance(verdict, Nobody):
            meant = match_product(product, all_of_them[product.side], all_of_them[product.side.other])
            if linking.is_left_out(row, meant, [one.name for one in meant_by(meant)]):
                continue
        if isinstance(verdict, Several):
            names = listed(dict.fromkeys(one.name for one in verdict.records))
            linking.in_question[row.pk] = Failure("ambiguous_sku", {"sku": product.sku or "", "candidates": names})
        elif isinstance(verdict, One):
            if (partner := linking.partner(verdict.record)) and not partner.linked:
                linking.link(row, partner, "Same SKU.")
        elif product.side is Side.HUBSPOT and verdict.near:
            linking.in_question[row.pk] = Failure("item_inactive", _told(verdict.near[0]))
        elif product.side is Side.HUBSPOT and (bundle := bundles.get(sku_key(product.sku))):
            linking.in_question[row.pk] = Failure("sku_of_bundle", {"sku": product.sku or "", **_told(bundle)})


def _is_bundle(item: Product) -> bool:
    return item.kind == "Group" and item.active and bool(sku_key(item.sku))


def _told(item: Product) -> dict[str, str]:
    return {"item": item.name, "item_id": item.id}
