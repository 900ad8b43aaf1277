"""The set-up of a workspace as its file says it (B9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from syncapp.core.configuration import ALERTS, FORMAT, ITEMS, OBJECTS, TO, VERSION
from syncapp.core.lines import IN_PRICE
from syncapp.core.mapping import pair_key
from syncapp.core.plan import STOP_UNMATCHED
from syncapp.core.schema import FieldSpec
from syncapp.core.transforms import TRANSFORMS
from syncapp.core.value_map import NONE, ValueMap
from syncapp.core.values import ObjectType, Pair, Side
from syncapp.engine.payments.methods import BACK, CHOSEN
from syncapp.engine.rules import FROM_NOW, AccountView, accounts_of
from syncapp.engine.setup.accounts import PAYMENTS, SALES
from syncapp.queries.configuration import texts
from syncapp.queries.configuration.names import Entry, Named, called, entries_of, field_named, name_in, options_of
from syncapp.queries.setup.items import items_of
from syncapp.storage.convert import decode_map
from syncapp.storage.models import AlertRules, ObjectSync, Workspace
from syncapp.storage.setup_data import as_stored

Chosen = Mapping[str, Any]  # the form of SyncDraft.data
Accounts = Pair[AccountView] | None
# What holds where nothing was chosen, in the order of the file.
USUAL: Mapping[ObjectType, Mapping[str, Any]] = {
    ObjectType.CONTACT: {"outbound": "invoiced"},
    ObjectType.PRODUCT: {"income_account": "", "item_kind": "Service", "taxable": False},
    ObjectType.INVOICE: {
        "missing_item": "custom", "line_item_account": "", "new_item_account": "", "new_item_kind": "Service",
        "new_item_taxable": False, "deposit_cards": "", "deposit_other": "", "discounts": IN_PRICE, "discount_item": "",
    },
}  # fmt: skip
NAMED = frozenset({*SALES, *PAYMENTS, "discount_item"})  # what is called by an id and a name
OTHERWISE = {"send_history": False, "not_cash": "sync"}


def exported(workspace: Workspace) -> dict[str, Any]:
    accounts = accounts_of(workspace)
    rows = ObjectSync.objects.filter(workspace=workspace).prefetch_related("mappings", "filters")
    syncs = {row.object_type: row for row in rows}
    return {
        "format": FORMAT,
        "version": VERSION,
        "accounts": {side.value: {"id": one.account_id, "name": one.name} for side, one in _connected(accounts)},
        "settings": settings_of(workspace, syncs.get(ObjectType.INVOICE)),
        "syncs": {
            name: described(object_type, as_stored(syncs[object_type]), accounts)
            for name, object_type in OBJECTS.items()
            if object_type in syncs
        },
    }


def _connected(accounts: Accounts) -> list[tuple[Side, Any]]:
    return [(side, view.connection) for side, view in accounts or ()]


def settings_of(workspace: Workspace, invoices: ObjectSync | None) -> dict[str, Any]:
    day = workspace.protected_through
    rules = AlertRules.objects.filter(workspace=workspace).first() or AlertRules()
    told: dict[str, Any] = {
        "company_time_zone": workspace.time_zone,
        "protected_through": day.isoformat() if day else None,
        "service_date_is_invoice_date": workspace.fill_service_date,
        "polling_interval_seconds": workspace.poll_seconds,
        **{name: getattr(rules, field) for name, field in ALERTS.items()},
        ITEMS: texts.described(workspace),
    }
    if invoices is None:
        return told
    held = {**OTHERWISE, **invoices.settings}
    return told | {
        "send_without_asking": bool(held["send_history"]),
        "reductions_that_are_not_cash": held["not_cash"],
    }


def described(object_type: ObjectType, chosen: Chosen, accounts: Accounts) -> dict[str, Any]:
    """One sync: two set-ups that do the same are described by the same words."""
    specs = specs_of(object_type, accounts)
    return {
        "direction": chosen["direction"],
        "conflicts": chosen["policy"],
        **_own(object_type, chosen["settings"], accounts),
        "stop_linked_records": [to for to, side in TO.items() if side in chosen["settings"].get(STOP_UNMATCHED, ())],
        "mappings": [_mapping(row, chosen["settings"], specs) for row in chosen["mappings"]],
        "filters": {
            to: _groups(chosen["filters"].get(side, []), Side(side), object_type, accounts) for to, side in TO.items()
        },
    }


def specs_of(object_type: ObjectType, accounts: Accounts) -> Pair[Mapping[str, FieldSpec]]:
    if accounts is None:
        return Pair({}, {})
    return Pair(accounts.hubspot.fields.get(object_type, {}), accounts.quickbooks.fields.get(object_type, {}))


def list_of(accounts: Accounts, side: Side, name: str) -> list[Any]:
    return entries_of(accounts[side].lists.get(name, ())) if accounts else []


def entries_for(setting: str, accounts: Accounts) -> list[Entry]:
    """What a setting that names an account or an item can name; items of which nothing can be sold are inactive."""
    return (
        entries_of(items_of(accounts)) if setting == "discount_item" else list_of(accounts, Side.QUICKBOOKS, "accounts")
    )


def _own(object_type: ObjectType, settings: Mapping[str, Any], accounts: Accounts) -> dict[str, Any]:
    def said(name: str, value: Any) -> Any:
        if name not in NAMED:
            return value
        return called(str(value), name_in(str(value), entries_for(name, accounts))) if value else None

    told = {name: said(name, settings.get(name, usual)) for name, usual in USUAL[object_type].items()}
    return told | (_methods(settings, accounts) if object_type is ObjectType.INVOICE else {})


def _methods(settings: Mapping[str, Any], accounts: Accounts) -> dict[str, Any]:
    """`methods`: null where they go by their names (A27)."""
    listed = list_of(accounts, Side.QUICKBOOKS, "methods")

    def theirs(id: str) -> Named:
        return called(id, name_in(id, listed))

    chosen: Mapping[str, str] | None = settings.get(CHOSEN)
    there = [{"hubspot": one, "quickbooks": theirs(id) if id else None} for one, id in sorted((chosen or {}).items())]
    back = [{"quickbooks": theirs(id), "hubspot": one} for id, one in sorted(settings.get(BACK, {}).items())]
    return {"methods": None if chosen is None else there, "methods_back": back}


def _mapping(
    row: Mapping[str, Any], settings: Mapping[str, Any], specs: Pair[Mapping[str, FieldSpec]]
) -> dict[str, Any]:
    pair = {side.value: field_named(row[side.value], specs[side]) for side in Side}
    later = pair_key(row["hubspot"], row["quickbooks"]) in settings.get(FROM_NOW, ())
    told: dict[str, Any] = {**pair, "on": row["enabled"], "added": row["origin"] == "custom"}
    told |= {"from_now_on": True} if later else {}
    told |= {"blank_means_blank": True} if row["blank_means_blank"] else {}
    told |= {"transform": row["transform"]} if row["transform"] != next(iter(TRANSFORMS)) else {}
    return told | _values(decode_map(row.get("values", {})))


def _values(chosen: ValueMap) -> dict[str, Any]:
    def one(side: Side, value: str) -> Named | None:
        return None if value == NONE else called(value, chosen.names[side].get(value, ""))

    def told(source: Side) -> Sequence[Mapping[str, Any]]:
        pairs = sorted(chosen.into.other(source).items())
        return [
            {source.value: one(source, here), source.other.value: one(source.other, there)} for here, there in pairs
        ]

    parts = {"values": told(Side.HUBSPOT), "values_back": told(Side.QUICKBOOKS)}
    return {name: rows for name, rows in parts.items() if rows}


def _groups(
    groups: Sequence[Any], target: Side, object_type: ObjectType, accounts: Accounts
) -> list[list[dict[str, Any]]]:
    return [[_criterion(one, target.other, object_type, accounts) for one in group] for group in groups if group]


def _criterion(row: Mapping[str, Any], source: Side, object_type: ObjectType, accounts: Accounts) -> dict[str, Any]:
    associated = row.get("associated") or ""
    specs = specs_of(ObjectType(associated or object_type), accounts)[source]
    listed = options_of(specs.get(row["property"]))
    told: dict[str, Any] = {"property": field_named(row["property"], specs)}
    told |= {"of": associated} if associated else {}
    told["operator"] = row["operator"]
    return told | ({"values": [_value(one, listed) for one in row["values"]]} if row["values"] else {})


TAGS = {"n": "number", "d": "date", "t": "time"}


def _value(stored: Any, listed: Sequence[Any]) -> Any:
    if isinstance(stored, bool):
        return {"yes": stored}
    if isinstance(stored, dict):
        ((tag, value),) = stored.items()
        return {TAGS[tag]: value}
    return called(str(stored), name_in(str(stored), listed))
