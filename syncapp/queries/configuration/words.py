"""A set-up line by line, so that two of them can be laid side by side: whatever differs has a line that differs (B9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from syncapp.core.configuration import TO
from syncapp.core.filters import sentence
from syncapp.core.mapping import FieldPair
from syncapp.core.new_items import CREATE, FAIL
from syncapp.core.schema import FieldSpec
from syncapp.core.transforms import TRANSFORMS
from syncapp.core.values import Direction, ObjectType, Pair, Policy, Side
from syncapp.engine.rules import AccountView
from syncapp.engine.setup.accounts import CALLED, NO_ACCOUNT
from syncapp.queries.configuration.describing import described, specs_of
from syncapp.queries.configuration.names import plain, spoken
from syncapp.queries.setup.chosen import DIRECTIONS, DISCOUNTS, KINDS, OUTBOUND, POLICIES
from syncapp.storage.convert import decode_filter

LABELS = {
    "outbound": "Contacts outbound",
    "income_account": CALLED["income_account"],
    "item_kind": "New items are",
    "taxable": "New items are taxable",
    "missing_item": "A line that matches no item",
    "line_item_account": CALLED["line_item_account"],
    "new_item_account": CALLED["new_item_account"],
    "new_item_kind": "New items are",
    "new_item_taxable": "New items are taxable",
    "deposit_cards": CALLED["deposit_cards"],
    "deposit_other": CALLED["deposit_other"],
    "discounts": "Discounts of lines",
    "discount_item": "Item of discounts",
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "outbound": OUTBOUND,
    "item_kind": KINDS,
    "new_item_kind": KINDS,
    "discounts": DISCOUNTS,
    "missing_item": {
        "custom": "Goes on “Custom Line Item”",
        CREATE: "Gets an item of its own",
        FAIL: "Lets the invoice fail",
    },
}
AS_OFFERED = "On"  # a pair that is there by itself has no line until somebody switches it
NOT_MAPPED = "Not mapped"


def lines(object_type: ObjectType, chosen: Mapping[str, Any], accounts: Pair[AccountView] | None) -> dict[str, str]:
    """Label → words, in the order of the steps. `chosen`: in the form of a draft's data."""
    told = described(object_type, chosen, accounts)
    specs = specs_of(object_type, accounts)
    return {
        "Direction": DIRECTIONS[Direction(told["direction"])],
        "Data conflict resolution": POLICIES[Policy(told["conflicts"])],
        **{label: _own(name, told[name]) for name, label in LABELS.items() if name in told},
        **(dict(_methods(told, accounts)) if object_type is ObjectType.INVOICE else {}),
        **{_pair(row, specs): _mapped(row) for row in told["mappings"]},
        **dict(_filters(object_type, chosen, told, accounts)),
    }


def _own(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name in CHOICES:
        return CHOICES[name].get(value, str(value))
    if value is None:
        return NO_ACCOUNT if name.startswith("deposit") else "None chosen"
    return spoken(value)


def _methods(told: Mapping[str, Any], accounts: Pair[AccountView] | None) -> Iterator[tuple[str, str]]:
    names = {one.id: one.name for one in accounts.hubspot.lists.get("methods", ())} if accounts else {}

    def mine(id: str) -> str:
        return names.get(id, id)

    there = told["methods"]
    if there is None:
        yield "Payment methods", "By their names"
    else:
        filled = [
            f"{mine(one['hubspot'])} as {spoken(one['quickbooks']) if one['quickbooks'] else 'nothing'}"
            for one in there
        ]
        yield "Payment methods", ", ".join(filled) or "None has a counterpart"
    back = [f"{spoken(one['quickbooks'])} as {mine(one['hubspot'])}" for one in told["methods_back"]]
    yield "Payment methods from QuickBooks", ", ".join(back) or "By their names"


def _pair(row: Mapping[str, Any], specs: Pair[Mapping[str, FieldSpec]]) -> str:
    def label(side: Side) -> str:
        spec = specs[side].get(plain(row[side.value]))
        return spec.label if spec else spoken(row[side.value])

    return f"{label(Side.HUBSPOT)} ↔ {label(Side.QUICKBOOKS)}"


def label_of(pair: FieldPair, specs: Pair[Mapping[str, FieldSpec]]) -> str:
    return _pair({side.value: pair.name(side) for side in Side}, specs)


def _mapped(row: Mapping[str, Any]) -> str:
    told = [AS_OFFERED if row["on"] else "Off"]
    told += ["from now on"] if row.get("from_now_on") else []
    told += ["blank means blank"] if row.get("blank_means_blank") else []
    told += [TRANSFORMS[row["transform"]].label] if "transform" in row else []
    words = ", ".join(told)
    values = ", ".join(
        [*_values(row, "values", "hubspot", ""), *_values(row, "values_back", "quickbooks", "from QuickBooks ")]
    )
    return f"{words}: {values}" if values else words


def _values(row: Mapping[str, Any], name: str, source: str, before: str) -> Iterator[str]:
    target = "quickbooks" if source == "hubspot" else "hubspot"
    for one in row.get(name, ()):
        yield f"{before}{spoken(one[source]) if one[source] else 'nothing'} as {spoken(one[target]) if one[target] else 'nothing'}"


def _filters(
    object_type: ObjectType, chosen: Mapping[str, Any], told: Mapping[str, Any], accounts: Pair[AccountView] | None
) -> Iterator[tuple[str, str]]:
    for to, name in TO.items():
        source = Side(name).other
        beside = accounts[source].fields if accounts else {}
        words = sentence(
            decode_filter(chosen["filters"].get(name, [])), specs_of(object_type, accounts)[source], beside
        )
        stops = "; linked ones that no longer match stop too" if to in told["stop_linked_records"] else ""
        yield f"{source.label} → {Side(name).label}", f"{words}{stops}"
