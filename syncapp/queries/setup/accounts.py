"""The lists of the accounts that a set-up chooses from: income, where payments go, methods (S11, A26, A27)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from syncapp.connectors.protocol import ListEntry
from syncapp.core.values import ObjectType
from syncapp.engine.payments.methods import OTHER, back_of, methods_of, standing_for, suggested_methods, there_of
from syncapp.engine.setup.accounts import DEPOSIT, INCOME, NO_ACCOUNT, PAYMENTS, misfit, takes_payments, takes_sales
from syncapp.queries.setup.walk import Walk

Choices = list[tuple[str, list[tuple[str, str]]]]
BANK = "Bank"
Entries = list[ListEntry]


def accounts_in(walk: Walk) -> Sequence[ListEntry]:
    """Inactive ones too."""
    return walk.accounts.quickbooks.lists.get("accounts", ()) if walk.accounts else ()


def income_choices(walk: Walk, setting: str) -> Choices:
    """The income accounts; and what the setting names now, though it should not fit."""
    return [*_misfit(walk, setting), *_grouped([entry for entry in accounts_in(walk) if takes_sales(entry)], INCOME)]


def deposit_choices(walk: Walk, setting: str) -> Choices:
    """Undeposited Funds first, then what else payments may go into; and what the setting names now."""
    found = sorted(
        (entry for entry in accounts_in(walk) if takes_payments(entry)),
        key=lambda entry: entry.kind != "UndepositedFunds",
    )
    return [*_misfit(walk, setting), *_grouped(found, DEPOSIT)]


@dataclass(frozen=True)
class Suggestion:
    """An income account that stands out. It is chosen by a click: it decides where in the books a sale stands."""

    setting: str
    account: str
    name: str
    because: str
    taken: bool = False


# What new items are, by the setting that names their account; Custom Line Item is a service.
KIND_OF = {"income_account": "item_kind", "new_item_account": "new_item_kind"}
OF_KIND = {"Service": "services", "NonInventory": "non-inventory items"}


def suggested(walk: Walk, setting: str) -> Suggestion | None:
    """That of new items of the product sync, the only one, else the one of most items of the kind; whatever is chosen."""
    fit = {entry.id: entry.name for entry in accounts_in(walk) if takes_sales(entry)}
    products = walk.tally.syncs.get(ObjectType.PRODUCT)
    theirs = str(products.settings.get("income_account") or "") if products else ""
    if walk.object_type is ObjectType.INVOICE and theirs in fit:
        return Suggestion(setting, theirs, fit[theirs], "New items of the product sync get it too.")
    if len(fit) == 1:
        account, name = next(iter(fit.items()))
        return Suggestion(setting, account, name, "It is the only income account of this company.")
    kind = str(walk.settings.get(KIND_OF.get(setting, "")) or "Service")
    used = Counter(entry.group for entry in _items(walk) if entry.kind == kind and entry.group)
    account, number = next(iter(used.most_common(1)), ("", 0))
    if account not in fit or number * 2 <= used.total():
        return None
    among = f"{number} of {used.total()} {OF_KIND.get(kind, 'items')} in QuickBooks"
    return Suggestion(setting, account, fit[account], f"{among} {'is' if number == 1 else 'are'} sold on it.")


def _items(walk: Walk) -> Sequence[ListEntry]:
    """Some active ones; the group of each is its income account."""
    return walk.accounts.quickbooks.lists.get("items", ()) if walk.accounts else ()


def why_not(walk: Walk, setting: str) -> str:
    """Why the account that the setting names does not fit; empty where it does or none is named."""
    account = walk.settings.get(setting)
    return misfit(setting, account, accounts_in(walk)) if account else ""


def _misfit(walk: Walk, setting: str) -> Choices:
    if not why_not(walk, setting):
        return []
    account = str(walk.settings[setting])
    return [("Chosen before, does not fit", [(account, name_of(walk, account) or f"Account {account}")])]


def _grouped(entries: Entries, types: Sequence[str]) -> Choices:
    groups = [(name, [(entry.id, entry.name) for entry in entries if entry.group == name]) for name in types]
    return [(name, members) for name, members in groups if members]


def type_of(walk: Walk, account: str) -> str:
    return next((entry.group for entry in accounts_in(walk) if entry.id == account), "")


def name_of(walk: Walk, account: str) -> str:
    return next((entry.name for entry in accounts_in(walk) if entry.id == account), "")


def account_words(walk: Walk, setting: str, account: str) -> str:
    """What the setting names, as the company calls it."""
    none = NO_ACCOUNT if setting in PAYMENTS else "None chosen"
    return name_of(walk, account) or (f"Account {account}" if account else none)


def hubspot_methods(walk: Walk) -> list[tuple[str, str]]:
    """Other needs no counterpart: whatever has none arrives as it."""
    entries = walk.accounts.hubspot.lists.get("methods", ()) if walk.accounts else ()
    return [(entry.id, entry.name) for entry in entries if entry.id != "other" and entry.active]


def company_methods(walk: Walk) -> list[ListEntry]:
    entries = walk.accounts.quickbooks.lists.get("methods", ()) if walk.accounts else ()
    return [entry for entry in entries if entry.active]


def methods_chosen(walk: Walk) -> dict[str, str]:
    """By HubSpot's method the company's, one that is inactive by now too."""
    return there_of(walk.settings, company_methods(walk))


def methods_suggested(walk: Walk) -> dict[str, str]:
    return suggested_methods(company_methods(walk))


def method_choices(walk: Walk, chosen: str) -> list[tuple[str, str]]:
    """Those in use; and what is chosen though it is inactive, which leaves the method blank."""
    entries = walk.accounts.quickbooks.lists.get("methods", ()) if walk.accounts else ()
    inactive = [
        (entry.id, f"{entry.name} (inactive, so left blank)")
        for entry in entries
        if entry.id == chosen and not entry.active
    ]
    return [*((entry.id, entry.name) for entry in company_methods(walk)), *inactive]


def methods_back_suggested(walk: Walk) -> dict[str, str]:
    there = methods_of(walk.settings, walk.accounts).there if walk.accounts else {}
    return {entry.id: back_of(entry, there) for entry in company_methods(walk)}


def methods_back(walk: Walk) -> list[tuple[ListEntry, str, list[str]]]:
    """Each of the company's with what it arrives as and which of HubSpot's become it."""
    if walk.accounts is None:
        return []
    told = methods_of(walk.settings, walk.accounts)
    return [(entry, told.back.get(entry.id, OTHER), standing_for(entry, told.there)) for entry in company_methods(walk)]
