"""Rules of line items, discounts, fees and taxes: the parts of an invoice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from syncapp.sandbox.hubspot.errors import Issue, properties_refused, required_missing, validation
from syncapp.sandbox.hubspot.kinds import KINDS
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.totals import line_figures
from syncapp.sandbox.hubspot.validate import Values
from syncapp.sandbox.hubspot.values import number

PARTS = ("line_items", "discounts", "fees", "taxes")
COPIED = (
    "name",
    "description",
    "price",
    "hs_sku",
    "hs_cost_of_goods_sold",
    "recurringbillingfrequency",
    "hs_url",
    "hs_images",
)
_NOT_NEGATIVE = ("price", "quantity", "discount", "hs_discount_percentage", "hs_value")


def check_create(account: Account, kind: str, values: Values) -> None:
    """Defaults and refusals of a new part; `values` is completed in place."""
    if kind == "line_items":
        _copy_product(account, values)
        values["quantity"] = values.get("quantity") or "1"  # assumed
    elif not values.get("hs_type") or not values.get("hs_value"):  # assumed
        raise required_missing(KINDS[kind].label, [name for name in ("hs_type", "hs_value") if not values.get(name)])
    _check_numbers(kind, values, values)


def check_change(account: Account, record: Record, changes: Values) -> None:
    _check_numbers(record["kind"], changes, {**record["properties"], **changes})


def _copy_product(account: Account, values: Values) -> None:
    """A line made from a product takes its values, where it is not given its own [D]."""
    product_id = values.get("hs_product_id")
    if not product_id:
        return
    product = account.find("products", product_id)
    if product is None:  # assumed
        raise properties_refused([Issue("hs_product_id", "INVALID_PRODUCT", f"Product {product_id} does not exist")])
    for name in COPIED:
        if name not in values and name in product["properties"]:
            values[name] = product["properties"][name]


def _check_numbers(kind: str, given: Values, after: Values) -> None:
    issues = []
    for name in _NOT_NEGATIVE:
        value = number(given.get(name))
        if value is not None and value < 0:  # price [D], the others assumed
            issues.append(Issue(name, "INVALID_NUMBER", f"{name} must not be negative, but was {given[name]}"))
    percent = number(given.get("hs_discount_percentage"))
    if kind == "discounts" and after.get("hs_type") == "PERCENT":
        percent = number(after.get("hs_value"))
    if percent is not None and percent > 100:
        issues.append(Issue("hs_discount_percentage", "INVALID_NUMBER", "A discount cannot exceed 100 percent"))
    if kind == "line_items" and not issues:
        price, off = number(after.get("price")), number(after.get("discount"))
        if off and off > (price or Decimal(0)):  # assumed
            issues.append(Issue("discount", "INVALID_NUMBER", "The discount cannot exceed the unit price"))
    if issues:
        raise properties_refused(issues)


def figures(account: Account, values: Values, currency: str) -> Values:
    """The computed properties of a line with these values."""
    group = values.get("hs_tax_rate_group_id")
    tax = next((rate for rate in account.settings["tax_rates"] if rate["id"] == group), None) if group else None
    given = {name: value for name, value in values.items() if value is not None}
    return dict(line_figures(given, given.get("hs_line_item_currency_code") or currency, tax))


def refresh(account: Account, line: Record, currency: str) -> None:
    """Compute a line anew, without moving its modified time."""
    found = figures(account, line["properties"], currency)
    if any(line["properties"].get(name) != value for name, value in found.items()):
        account.change(line, found, touch=False)


PARENTS = ("invoices", "deals", "quotes")


def parents(part: Record) -> list[str]:
    """What has it: one at most."""
    return [one for kind in PARENTS for one in part["associations"].get(kind, {})]


def check_parent(part: Record | None, kind: str, parent: Record) -> None:
    """A part belongs to one parent [D: "never reuse a deal's line items"]; the text is assumed."""
    holders = parents(part) if part else []
    if any(one != parent["id"] for one in holders):
        raise _taken(kind, part["id"] if part else "", holders)


def check_one_parent(kind: str, targets: Sequence[Record]) -> None:
    """A new part names one parent at most."""
    holders = list(dict.fromkeys(one["id"] for one in targets if one["kind"] in PARENTS))
    if len(holders) > 1:
        raise _taken(kind, "", holders[1:])


def _taken(kind: str, part_id: str, holders: Sequence[str]) -> Exception:
    return validation(
        f"{KINDS[kind].label} {part_id} is already associated with another parent object.",
        code="ASSOCIATION_LIMIT_EXCEEDED",
        fromObjectType=[KINDS[kind].label],
        parentObjectId=holders,
    )
