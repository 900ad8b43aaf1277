"""What a walk has chosen, in words, beside what holds now: the sum of it before the last click (S33, A35)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from syncapp.core.lines import AS_LINE, IN_PRICE
from syncapp.core.new_items import CREATE, FAIL
from syncapp.core.values import Direction, ObjectType, Policy, Side
from syncapp.engine.rules import FROM_NOW
from syncapp.engine.setup.accounts import CALLED, NO_ACCOUNT
from syncapp.queries.setup import accounts
from syncapp.queries.setup.cards import decided
from syncapp.queries.setup.fields import Row, Sample, pairs_of, rows_of, told_on
from syncapp.queries.setup.items import item_named
from syncapp.queries.setup.values import in_words, specs_of
from syncapp.queries.setup.walk import Walk
from syncapp.storage.models import SyncDraft

DIRECTIONS = {
    Direction.TWO_WAY: "Data syncs between apps",
    Direction.TO_HUBSPOT: "Data syncs only to HubSpot",
    Direction.TO_QUICKBOOKS: "Data syncs only to QuickBooks Online",
}
POLICIES = {
    Policy.HUBSPOT: "Use HubSpot data",
    Policy.QUICKBOOKS: "Use QuickBooks Online data",
    Policy.ASK: "Ask me",
}
OUTBOUND = {
    "invoiced": "Only contacts on a finalized invoice",
    "filter": "Contacts that match my filter",
    "all": "All contacts",
}
KINDS = {"Service": "Service", "NonInventory": "Non-inventory"}
MISSING_ITEM = {CREATE: "Gets an item of its own", FAIL: "Lets the invoice fail"}
NOT_USED = "Not used"  # another direction, or a mapping that was not there
DISCOUNTS = {IN_PRICE: "In the price", AS_LINE: "As lines of their own"}
Told = dict[tuple[str, str], str]  # step and label → words


@dataclass(frozen=True)
class Choice:
    """One line of the sum. `before` is what holds now; empty where nothing does."""

    step: str  # the address's name of the step where it is chosen
    label: str
    now: str
    before: str = ""
    new: bool = False  # there is no set-up yet that it could differ from

    @property
    def changed(self) -> bool:
        return not self.new and self.now != self.before


def choices_of(walk: Walk) -> list[Choice]:
    """In the order of the steps; of a sync that exists with what holds now."""
    basis = walk.data.get("basis")
    now, before = _told(walk), in_words_of(walk, basis) if basis else {}
    new = not before
    keys = [*now, *(key for key in before if key not in now)]
    return [Choice(*key, now.get(key, NOT_USED), before.get(key, NOT_USED if before else ""), new) for key in keys]


def in_words_of(walk: Walk, chosen: Mapping[str, Any]) -> Told:
    """Of the same walk with other choices, in the form of a draft's data."""
    data = {**walk.data, **chosen}
    return _told(replace(walk, draft=SyncDraft(workspace=walk.workspace, object_type=walk.object_type, data=data)))


def _told(walk: Walk) -> Told:
    told: Told = {
        ("sync_configure", "Direction"): DIRECTIONS[walk.direction],
        ("sync_configure", "Data conflict resolution"): POLICIES[Policy(walk.policy)],
        ("sync_configure", "Mapped fields"): _fields(walk),
    }
    told |= {("sync_configure", _pair(row)): _since(walk, row) for row in _added(walk)}
    told |= {("sync_configure", label): words for label, words in _settings(walk)}
    told |= {
        ("sync_filters", f"{target.other.label} → {target.label}"): decided(walk, target) for target in walk.targets
    }
    return told


def _fields(walk: Walk) -> str:
    rows = rows_of(walk, Sample())
    off = [row.label for row in rows if not row.enabled and not row.added]
    return f"{told_on(rows)} on" + (f", without {', '.join(off)}" if off else "")


def _added(walk: Walk) -> list[Row]:
    """And those that are switched on again, of which the same was asked."""
    return [row for row in rows_of(walk, Sample()) if row.added or (row.off_so_far and row.enabled)]


def _pair(row: Row) -> str:
    hubspot, quickbooks = row.sides
    return f"{hubspot.label} ↔ {quickbooks.label}"


def _way(row: Row) -> str:
    if not row.enabled:
        return "Off"
    words = {"": "Nothing can be written", Direction.TWO_WAY.value: "Both ways"}
    return words.get(
        row.way, f"Only to {'HubSpot' if row.way == Direction.TO_HUBSPOT.value else Side.QUICKBOOKS.label}"
    )


def _since(walk: Walk, row: Row) -> str:
    """Of an added one also whether it takes in what was linked before it (A13), and which value stands for which (B33)."""
    way = f"{_way(row)}, from now on" if row.enabled and row.key in walk.settings.get(FROM_NOW, ()) else _way(row)
    pair = next(one for one in pairs_of(walk) if one.key == row.key)
    values = in_words(pair.values, specs_of(walk, pair))
    return f"{way}: {values}" if row.enabled and values else way


def _settings(walk: Walk) -> Iterator[tuple[str, str]]:
    chosen = walk.settings
    if walk.object_type is ObjectType.INVOICE:
        yield "Payments", "Not synced" if walk.direction is Direction.TO_HUBSPOT else "Both ways, with their invoices"
    if not walk.goes_out:
        return
    if walk.object_type is ObjectType.CONTACT:
        yield "Contacts outbound", OUTBOUND.get(str(chosen.get("outbound")), "")
    elif walk.object_type is ObjectType.PRODUCT:
        yield CALLED["income_account"], _account(walk, "income_account", "None chosen")
        yield "New items", _new_items(chosen, "item_kind", "taxable")
    else:
        policy = str(chosen.get("missing_item"))
        yield "A line without an item", MISSING_ITEM.get(policy, "Goes on “Custom Line Item”")
        if policy == CREATE:
            yield CALLED["new_item_account"], _account(walk, "new_item_account", "None chosen")
            yield "New items", _new_items(chosen, "new_item_kind", "new_item_taxable")
        elif policy != FAIL:
            yield CALLED["line_item_account"], _account(walk, "line_item_account", "No account chosen")
        discounts = str(chosen.get("discounts") or IN_PRICE)
        yield "Discounts of lines", DISCOUNTS[discounts]
        if discounts == AS_LINE:
            yield (
                "Item of discounts",
                item_named(walk.accounts, str(chosen.get("discount_item") or "")) or "None chosen",
            )
        yield CALLED["deposit_cards"], _account(walk, "deposit_cards", NO_ACCOUNT)
        yield CALLED["deposit_other"], _account(walk, "deposit_other", NO_ACCOUNT)
        yield "Payment methods", _methods(walk)


def _new_items(chosen: Mapping[str, Any], kind: str, taxable: str) -> str:
    return f"{KINDS.get(str(chosen.get(kind)), 'Service')}, {'taxable' if chosen.get(taxable) else 'not taxable'}"


def _account(walk: Walk, name: str, otherwise: str) -> str:
    account = str(walk.settings.get(name) or "")
    return accounts.name_of(walk, account) or otherwise


def _methods(walk: Walk) -> str:
    names = {entry.id: entry.name for entry in accounts.company_methods(walk)}
    chosen = accounts.methods_chosen(walk)
    told = [
        f"{label} as {names[entry]}"
        for method, label in accounts.hubspot_methods(walk)
        if (entry := chosen.get(method, "")) in names
    ]
    labels = dict(accounts.hubspot_methods(walk))
    told += [
        f"from QuickBooks {entry.name} as {labels.get(method, 'Other')}"
        for entry, method, standing in accounts.methods_back(walk)
        if [method] != standing and method in labels
    ]
    return ", ".join(told) or "None has a counterpart"
