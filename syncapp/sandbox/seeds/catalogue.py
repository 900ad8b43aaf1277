"""What is sold: thirty-six items, most of them products in HubSpot by the same SKU."""

from __future__ import annotations

from decimal import Decimal

from syncapp.sandbox.seeds.model import BOTH, HUBSPOT, QUICKBOOKS, Item

SERVICES, MATERIALS = "Landscaping Services", "Sales of Product Income"
AMBIGUOUS_SKU, CASE_SKU, INACTIVE_SKU = "PAV-60", "MULCH-3", "EDGE-4"

_SERVICE = (
    ("labor", "Landscape labor", "LAB-STD", "68.00"), ("labor-lead", "Crew lead labor", "LAB-LEAD", "85.00"),
    ("mow-s", "Mowing plan, small", "MOW-S", "79.00"), ("mow-m", "Mowing plan, medium", "MOW-M", "119.00"),
    ("mow-l", "Mowing plan, large", "MOW-L", "189.00"), ("snow", "Snow clearing, per visit", "SNOW-V", "95.00"),
    ("dump", "Dump fee", "DUMP", "45.00"), ("delivery", "Delivery", "DELIV", "60.00"),
    ("cleanup", "Seasonal clean-up", "CLEAN", "240.00"), ("prune", "Tree pruning, per hour", "PRUNE", "92.00"),
    ("aerate", "Lawn aeration", "AERATE", "135.00"), ("fert", "Fertilizing visit", "FERT", "64.00"),
    ("design", "Garden design, per hour", "DESIGN", "110.00"), ("irrig-check", "Irrigation check", "IRR-CHK", "98.00"),
    ("haul", "Hauling, per load", "HAUL", "150.00"),
)  # fmt: skip
_MATERIAL = (
    ("mulch", "Mulch, fir bark, per cubic yard", "MULCH-1", "42.50"), ("sod", "Sod, per square foot", "SOD-FT", "0.685"),
    ("paver-80", "Paver 80 mm, each", "PAV-80", "4.15"), ("gravel", "Gravel, per ton", "GRAV-T", "58.00"),
    ("soil", "Topsoil, per cubic yard", "SOIL-Y", "36.40"), ("stone", "Flagstone, per square foot", "FLAG-FT", "7.95"),
    ("shrub", "Shrub, 5 gal", "SHRUB-5", "32.00"), ("tree", "Tree, 15 gal", "TREE-15", "118.00"),
    ("salt", "Ice melt, 50 lb", "SALT-50", "18.75"),
)  # fmt: skip
_IRRIGATION = (
    ("valve", "Irrigation valve 1 in.", "IRR-VALVE", "24.90"), ("emitter", "Drip emitter", "IRR-DRIP", "0.42"),
    ("timer", "Irrigation timer, 8 zones", "IRR-TIMER", "164.00"),
)  # fmt: skip


def catalogue() -> dict[str, Item]:
    """Thirty-six items by key, in QuickBooks' order, and a product that only HubSpot has."""
    found = [_item(*row, SERVICES) for row in _SERVICE]
    found += [_item(*row, MATERIALS, "NonInventory") for row in _MATERIAL]
    found += [_item(*row, MATERIALS, "Inventory") for row in _IRRIGATION]
    found += [*_mistakes(), *_without_sku()]
    items = {item.key: item for item in found}
    items["prune"].products = ("Pruning by the hour",)  # renamed: linked by SKU all the same
    for key in ("haul", "salt"):  # the first sync makes them products
        items[key].products, items[key].stands_in = (), (QUICKBOOKS,)
    lights = _item("lights", "Holiday lighting", "LIGHT-1", "350.00", SERVICES)  # and this one an item
    lights.stands_in = (HUBSPOT,)
    return {**items, "lights": lights}


def services_and_materials() -> dict[str, Item]:
    """Without any mistake or oddity: what smaller companies sell. Each item is a product of the same name and SKU."""
    found = [_item(*row, SERVICES) for row in _SERVICE]
    found += [_item(*row, MATERIALS, "NonInventory") for row in (*_MATERIAL, *_IRRIGATION)]
    return {item.key: item for item in found}


def _item(key: str, name: str, sku: str, price: str, account: str, type_: str = "Service") -> Item:
    cost = Decimal(price) * Decimal("0.6") if type_ != "Service" else None
    return Item(
        key,
        name,
        sku,
        Decimal(price),
        account,
        type_,
        cost,
        f"{name}.",
        taxable=type_ != "Service",
        products=(name,),
    )


def _mistakes() -> list[Item]:
    """SKUs that cannot be matched: one twice in HubSpot, one twice in QuickBooks but for case, one inactive."""
    twice = _item("paver-60", "Paver 60 mm, each", AMBIGUOUS_SKU, "3.35", MATERIALS, "NonInventory")
    twice.products = ("Paver 60 mm, each", "Paver 60 mm, grey")
    upper = _item("mulch-3", "Mulch, hardwood, 3 in.", CASE_SKU, "47.00", MATERIALS, "NonInventory")
    lower = _item("mulch-3-cedar", "Mulch, cedar, 3 in.", CASE_SKU.lower(), "52.00", MATERIALS, "NonInventory")
    lower.products, lower.stands_in = (), (QUICKBOOKS,)
    inactive = _item("edging", "Steel edging 4 in., per foot", INACTIVE_SKU, "6.20", MATERIALS, "NonInventory")
    inactive.active = False
    return [twice, upper, lower, inactive]


def _without_sku() -> list[Item]:
    """Outside the default SKU filter (S10), in both or in QuickBooks alone."""
    spring = Item(
        "spring",
        "Spring package",
        "",
        Decimal(0),
        type="Group",
        parts=(("cleanup", 1), ("fert", 2), ("mulch", 3)),
    )
    spring.stands_in = (QUICKBOOKS,)
    rows = (("consult", "Consultation", "75.00", BOTH), ("rental", "Equipment rental", "180.00", BOTH),
            ("permit", "Permit handling", "125.00", (QUICKBOOKS,)), ("stake", "Survey stakes", "15.00", (QUICKBOOKS,)))  # fmt: skip
    plain = [
        Item(
            key,
            name,
            "",
            Decimal(price),
            SERVICES,
            description=f"{name}.",
            stands_in=where,
            products=(name,) if where == BOTH else (),
        )
        for key, name, price, where in rows
    ]
    return [*plain, spring]
