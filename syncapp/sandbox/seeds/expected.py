"""Which records fail, by the state that the two steps leave: with their codes, as a bookkeeper would name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from syncapp.sandbox.seeds.catalogue import AMBIGUOUS_SKU, CASE_SKU, INACTIVE_SKU


@dataclass(frozen=True)
class Expected:
    """One failing record. `number` is the invoice's number, else the SKU or the customer's name."""

    number: str
    code: str
    object: str
    label: str


AFTER_FIRST_SYNC = (
    *[Expected(AMBIGUOUS_SKU, "ambiguous_sku", "products", "one SKU twice")] * 3,
    *[Expected(CASE_SKU, "ambiguous_sku", "products", "MULCH-3 and mulch-3")] * 3,
    Expected(INACTIVE_SKU, "item_inactive", "products", "inactive item"),
    Expected("Olivia Oak", "ambiguous_customer", "contacts", "Oak"),
)
AFTER_LATER = (
    Expected("Birch & Sons", "display_name_held", "contacts", "Birch & Sons"),
    Expected("Quentin Quince", "display_name_held", "contacts", "Quince"),
    Expected("June Juniper", "customer_inactive", "contacts", "Juniper"),
    Expected("HS-2001", "native_invoice_edited", "invoices", "Alder HOA"),
    Expected("HS-2002", "payment_removed", "payments", "Elm Court"),
    Expected("HS-2002", "native_invoice_edited", "invoices", "Elm Court"),
    Expected("HS-2005", "deleted_in_hubspot", "invoices", "Beech"),
    Expected("HS-2007", "bounced_after_deposit", "payments", "Willow"),
    Expected("HS-2008", "refund_needs_you", "payments", "Spruce"),
    Expected("HS-2012", "customer_not_found", "invoices", "Nobody Known"),
    Expected("HS-2015", "item_inactive", "invoices", "Larch"),
    Expected("HS-2017", "order_discount", "invoices", "Dogwood"),
    Expected("HS-2018", "order_tax", "invoices", "Cedar"),
    Expected("HS-2019", "order_fee", "invoices", "Rowan"),
    Expected("HS-2020", "currency_mismatch", "invoices", "Maple"),
    Expected("HS-2021", "text_too_long", "invoices", "Yew"),
    Expected("HS-2024", "duplicate_from_workflow", "invoices", "Poplar"),
    *[Expected("HS-2040", "number_taken", "invoices", "HS-2040")] * 2,
    Expected("HS-2041", "number_taken", "invoices", "HS-2041"),
)


def shown(found: Iterable[Expected]) -> list[dict[str, str]]:
    """The list as `GET /_sandbox/` shows it."""
    return [asdict(one) for one in found]
