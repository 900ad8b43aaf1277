"""What a HubSpot account is: who it is, which fields and options it has; and our own properties in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from syncapp.connectors.errors import CallFailed
from syncapp.connectors.http import Http
from syncapp.connectors.hubspot.kinds import INVOICES, KEY, MARKED, PAYMENTS, VERSION, Kind
from syncapp.connectors.hubspot.objects import refuse_errors
from syncapp.connectors.hubspot.schema import field_of
from syncapp.connectors.hubspot.shape import garbage, identifier, mapping, rows, texts
from syncapp.connectors.oauth import Client, hubspot_introspect
from syncapp.connectors.protocol import Account, ListEntry
from syncapp.core.schema import FieldSpec

DETAILS = f"/account-info/{VERSION}/details"
LISTS = {"methods": (PAYMENTS, "hs_payment_method_type"), "sources": (INVOICES, "hs_invoice_source")}
_PRIVATE = "pat-"  # a private app's token: nothing tells its scopes


def read_account(http: Http, client: Client, access_token: str) -> Account:
    """Whether payments can be created no call tells; `payments` is None, for unknown."""
    told = http.read("GET", DETAILS)
    if not told.get("portalId") or not isinstance(told.get("companyCurrency"), str):
        raise garbage("account details without portalId or companyCurrency")
    portal, currency = identifier(told["portalId"]), told["companyCurrency"]
    token = _introspected(http, client, access_token)
    return Account(
        id=portal,
        name=str(token.get("hub_domain") or f"HubSpot {portal}"),
        currency=currency,
        country="",
        timezone=str(told.get("timeZone") or "UTC"),
        currencies=tuple(dict.fromkeys((currency, *texts(told.get("additionalCurrencies"))))),
        scopes=tuple(texts(token.get("scopes"))),
        settings={
            "payments": None,
            "ui_domain": str(told.get("uiDomain") or "app.hubspot.com"),
            "account_type": str(told.get("accountType") or ""),
        },
    )


def _introspected(http: Http, client: Client, access_token: str) -> Mapping[str, Any]:
    if access_token.startswith(_PRIVATE) or not client.id:
        return {}
    http.calls["auth"] += 1
    try:
        return mapping(hubspot_introspect(http.base_url, client, access_token))
    except CallFailed:
        return {}  # unknown scopes are no reason to stop: a missing one is told by the first call that needs it


def read_fields(http: Http, kind: Kind) -> tuple[tuple[FieldSpec, ...], bool]:
    """What can be mapped, hidden and archived properties left out; and whether our property is there as it must be."""
    told = rows(http.read("GET", kind.properties_path, params={"archived": "false"}), "properties")
    found = (field_of(kind, one) for one in told)
    return tuple(one for one in found if one is not None), KEY in _unique(told)


def entries(fields: Iterable[FieldSpec], name: str) -> tuple[ListEntry, ...]:
    """The options of a property as a list of the account."""
    options = next((one.options for one in fields if one.name == name), ())
    return tuple(ListEntry(option.value, option.label, active=option.active) for option in options)


def missing_marks(http: Http) -> list[Kind]:
    """The object types on which our property is not yet."""
    return [kind for kind in MARKED if KEY not in _unique_names(http, kind)]


def _unique_names(http: Http, kind: Kind) -> set[str]:
    answer = http.read(
        "POST", f"{kind.properties_path}/batch/read", json={"archived": False, "inputs": [{"name": KEY}]}
    )
    refuse_errors(answer)
    return _unique(rows(answer, "properties"))


def _unique(properties: Iterable[Mapping[str, Any]]) -> set[str]:
    return {str(one.get("name")) for one in properties if one.get("hasUniqueValue") is True}


def create_mark(http: Http, kind: Kind) -> None:
    """There by now is as good as made: two set-ups may run at once, and an answer may be lost."""
    body = {
        "name": KEY,
        "label": "QuickBooks key",
        "description": "Which QuickBooks Online record this is a copy of. Written by the sync; please leave it.",
        "groupName": _group(http, kind),
        "type": "string",
        "fieldType": "text",
        "hasUniqueValue": True,
        "formField": False,
    }
    try:
        http.write("POST", kind.properties_path, json=body)
    except CallFailed:
        if KEY not in _unique_names(http, kind):
            raise


def _group(http: Http, kind: Kind) -> str:
    """The usual group where the account has it, else the first there is."""
    answer = http.read("GET", f"{kind.properties_path}/groups")
    names = [str(one.get("name")) for one in rows(answer, "property groups") if not one.get("archived")]
    return kind.group if kind.group in names or not names else names[0]
