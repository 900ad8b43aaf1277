"""The app's access to a company, and the company's settings, taken away and given back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from syncapp.sandbox.quickbooks.oauth import ACCOUNTING
from syncapp.sandbox.ui.quickbooks import shared
from syncapp.sandbox.ui.troubles import CALLS, Done, Step, Trouble
from syncapp.sandbox.ui.visit import Refusal, Visit

KINDS = ("access", "refresh")
ENDED = {"Name": "SubscriptionStatus", "Value": "EXPIRED"}


def _tokens(visit: Visit) -> list[tuple[str, str, dict[str, Any]]]:
    store, realm = visit.port.store, visit.realm
    return [
        (kind, token, held) for kind in KINDS for token, held in list(store.all(kind).items()) if held["realm"] == realm
    ]


def _expired(visit: Visit) -> Done:
    live = [[kind, token] for kind, token, held in _tokens(visit) if not held.get("revoked")]
    if not live:
        raise Refusal("No app is connected to this company.")
    visit.vendor.oauth.disconnect(visit.realm)
    return Done("the connection: it has to be renewed", undo=[{"call": "quickbooks tokens", "tokens": live}])


def _give_back(visit: Visit, step: Step) -> None:
    for kind, token in step["tokens"]:
        held = visit.port.store.get(kind, token)
        if held:
            visit.port.store.put(kind, token, {**held, "revoked": False})


def _no_scope(visit: Visit) -> Done:
    found = _tokens(visit)
    if not found:
        raise Refusal("No app is connected to this company.")
    for kind, token, held in found:
        left = [scope for scope in held["scope"].split() if scope != ACCOUNTING]
        visit.port.store.put(kind, token, {**held, "scope": " ".join(left)})
    return Done(f"any record: {ACCOUNTING} is missing", undo=[{"call": "quickbooks scope"}])


def _give_scope(visit: Visit, step: Step) -> None:
    """To tokens that were issued meanwhile too."""
    for kind, token, held in _tokens(visit):
        scopes = dict.fromkeys([*held["scope"].split(), ACCOUNTING])
        visit.port.store.put(kind, token, {**held, "scope": " ".join(scopes)})


def preference(look: str, **groups: dict[str, Any]) -> Callable[[Visit], Done]:
    """Settings that are moved, and moved back to what they were."""

    def wrong(visit: Visit) -> Done:
        books = shared.company(visit)
        was = {group: {name: books.preference(group, name) for name in values} for group, values in groups.items()}
        visit.vendor.settings({"Preferences": groups}, visit.realm)
        return Done(look, visit.at("preferences"), [{"settings": {"Preferences": was}}])

    return wrong


def _closing(visit: Visit) -> Done:
    """Everything up to yesterday is closed."""
    yesterday = (shared.company(visit).today() - timedelta(days=1)).isoformat()
    look = f"any invoice dated {yesterday} or before"
    return preference(look, AccountingInfoPrefs={"BookCloseDate": yesterday})(visit)


def _lapsed(visit: Visit) -> Done:
    rows = shared.company(visit).info.get("NameValue", [])
    kept = [row for row in rows if row.get("Name") != ENDED["Name"]]
    visit.vendor.settings({"CompanyInfo": {"NameValue": [*kept, ENDED]}}, visit.realm)
    return Done("any record that goes to QuickBooks", undo=[{"settings": {"CompanyInfo": {"NameValue": rows}}}])


CALLS["quickbooks tokens"] = _give_back
CALLS["quickbooks scope"] = _give_scope
TAX = {"UsingSalesTax": True, "PartnerTaxEnabled": True}
TROUBLES = (
    Trouble("tax", "Tax switched on", "Automated sales tax computes what HubSpot does not know.", "total_changed",
            preference("the next invoice of a taxable item for a taxable customer", TaxPrefs=TAX), group="Settings"),
    Trouble("closing", "Closing date moved", "Everything up to yesterday is closed.", "closed_period", _closing,
            group="Settings"),
    Trouble("numbers", "Custom transaction numbers on", "People give numbers by hand; no record fails for that alone.", "",
            preference("what is advised before a sync is turned on", SalesFormsPrefs={"CustomTxnNumbers": True}),
            group="Settings"),
    Trouble("revenue", "Revenue recognition on", "Lines need a service date.", "service_date_required",
            preference("the next invoice with an item that is recognized later",
                       ProductAndServicesPrefs={"RevenueRecognition": True}), group="Settings"),
    Trouble("lapsed", "Subscription ended", "The company can be read, not written.", "subscription_lapsed", _lapsed,
            group="Settings"),
    Trouble("expired", "Connection expired", "The customer dropped the app: every token is void.", "connection_expired",
            _expired, group="Connection"),
    Trouble("no-scope", "Missing scope", "The app's tokens lose the accounting scope.", "wrong_account", _no_scope,
            group="Connection"),
)  # fmt: skip
