"""What a set-up still lacks before it can be turned on, by the field at which it is said (S6, S7, S11, A5, A23)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from syncapp.core.filters import problem
from syncapp.core.lines import AS_LINE
from syncapp.core.policies import walls
from syncapp.core.preflight import OF_THE_ACCOUNTS, Facts, Level, preflight
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, ObjectType, Pair, Side
from syncapp.engine.rules import AccountView
from syncapp.engine.setup.accounts import misfit, required_account, used_accounts
from syncapp.storage.convert import decode_filter
from syncapp.storage.models import Connection

Chosen = Mapping[str, Any]  # the form of SyncDraft.data
Specs = Mapping[str, FieldSpec]
NO_ACCOUNT = {
    "line_item_account": "Choose the income account for Custom Line Item. Invoices cannot go to QuickBooks without it.",
    "new_item_account": "Choose the income account for new items. Lines that match none cannot go to QuickBooks without it.",
    "income_account": "Choose the income account for new items. Products cannot go to QuickBooks without it.",
}

# A4: it must be said in so many words, by choosing all of them.
NO_FILTER = "“Contacts that match my filter” needs a filter for HubSpot → QuickBooks Online: without one every contact becomes a customer."


@dataclass(frozen=True)
class Lack:
    field: str
    sentence: str


def lacks(object_type: ObjectType, chosen: Chosen, accounts: Pair[AccountView] | None) -> tuple[Lack, ...]:
    """Everything that keeps this set-up from being turned on, its filters included; nothing where it can be."""
    if accounts is None:
        return (Lack("direction", "Connect HubSpot and QuickBooks Online first."),)
    found = [*_walls(object_type, chosen, accounts), *_accounts(object_type, chosen, accounts)]
    if object_type is ObjectType.INVOICE and not chosen["settings"].get("other_sync_is_off"):
        sentence = (
            "Turn HubSpot's own QuickBooks sync off first, then say so here. Two syncs would make every invoice twice."
        )
        found.append(Lack("other_sync_is_off", sentence))
    if object_type is ObjectType.INVOICE and goes_out(chosen) and _lacks_discount_item(chosen["settings"]):
        found.append(Lack("discount_item", "Choose the item for discounts, or leave them in the price."))
    return (*found, *_mappings(object_type, chosen, accounts), *_filters(object_type, chosen, accounts))


def stops(object_type: ObjectType, chosen: Chosen, accounts: Pair[AccountView] | None) -> tuple[Lack, ...]:
    """The same, and what keeps the accounts themselves from syncing."""
    return (*_accounts_themselves(accounts), *lacks(object_type, chosen, accounts))


def _accounts_themselves(accounts: Pair[AccountView] | None) -> Iterator[Lack]:
    for side, view in accounts or ():
        if view.connection.state != Connection.State.CONNECTED:
            yield Lack("accounts", f"{side.label} is not connected. Connect it again first.")
    if accounts:
        yield from (
            Lack("accounts", f"{one.sentence} {one.advice or one.where}")
            for one in preflight(_facts(accounts))
            if one.code in OF_THE_ACCOUNTS and one.level == Level.BLOCKING
        )


def _facts(accounts: Pair[AccountView]) -> Facts:
    """As far as the accounts themselves are concerned."""
    return Facts(
        accounts.hubspot.settings,
        accounts.quickbooks.settings,
        accounts.hubspot.connection.scopes,
        unmarked=accounts.hubspot.names("unmarked"),
    )


def goes_out(chosen: Chosen) -> bool:
    return Direction(chosen["direction"]).reaches(Side.QUICKBOOKS)


def _walls(object_type: ObjectType, chosen: Chosen, accounts: Pair[AccountView]) -> Iterator[Lack]:
    if object_type is ObjectType.INVOICE and goes_out(chosen):
        filled = accounts.quickbooks.connection.workspace.fill_service_date
        for wall in walls(Pair(accounts.hubspot.settings, accounts.quickbooks.settings), service_dates=filled):
            yield Lack("direction", f"{wall.sentence()} {wall.remedy[0]}")


def _accounts(object_type: ObjectType, chosen: Chosen, accounts: Pair[AccountView]) -> Iterator[Lack]:
    if not goes_out(chosen):
        return
    entries = accounts.quickbooks.lists.get("accounts", ())
    required = required_account(object_type, chosen["settings"])
    for name in used_accounts(object_type, chosen["settings"]):
        account = chosen["settings"].get(name)
        if not account and name == required:
            yield Lack(name, NO_ACCOUNT[name])
        elif account and (why := misfit(name, account, entries)):
            yield Lack(name, why)


def _lacks_discount_item(settings: Mapping[str, Any]) -> bool:
    return settings.get("discounts") == AS_LINE and not settings.get("discount_item")


def _mappings(object_type: ObjectType, chosen: Chosen, accounts: Pair[AccountView]) -> Iterator[Lack]:
    """A field that the account no longer has would fail every record (A34)."""
    for row in chosen["mappings"]:
        for side, view in accounts:
            specs = view.fields.get(object_type)
            if row["enabled"] and specs and row[side.value] not in specs:
                sentence = (
                    f"The field “{row[side.value]}” is no longer in {side.label}. Delete its mapping or turn it off."
                )
                yield Lack("mappings", sentence)


def _filters(object_type: ObjectType, chosen: Chosen, accounts: Pair[AccountView]) -> Iterator[Lack]:
    by_filter = (
        object_type is ObjectType.CONTACT and goes_out(chosen) and chosen["settings"].get("outbound") == "filter"
    )
    if by_filter and not any(chosen["filters"].get(Side.QUICKBOOKS.value, [])):
        yield Lack("filters", NO_FILTER)
    for target in reached(chosen):
        for sentence in filter_problems(chosen["filters"].get(target.value, []), accounts[target.other], object_type):
            yield Lack("filters", sentence)


def reached(chosen: Chosen) -> Sequence[Side]:
    """The sides that this direction writes to, outbound first."""
    return [side for side in (Side.QUICKBOOKS, Side.HUBSPOT) if Direction(chosen["direction"]).reaches(side)]


def filter_problems(groups: Any, source: AccountView, object_type: ObjectType) -> Iterator[str]:
    """Why criteria on this account's records cannot be kept, each in a sentence."""
    for group in decode_filter(groups).filled:
        for one in group.criteria:
            specs = source.fields.get(one.associated or object_type)
            if specs and (found := problem(one, specs.get(one.property))):
                yield found
