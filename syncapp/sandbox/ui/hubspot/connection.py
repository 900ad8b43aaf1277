"""The app's access to HubSpot, taken away and given back."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.ui.troubles import CALLS, Done, Step, Trouble
from syncapp.sandbox.ui.visit import Refusal, Visit

SCOPE = "crm.objects.invoices.write"


def _tokens(visit: Visit) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = visit.port.store.all("tokens")
    if not found:
        raise Refusal("No app is connected.")
    return dict(found)


def _expired(visit: Visit) -> Done:
    held = _tokens(visit)
    for token in held:
        visit.port.store.drop("tokens", token)
    return Done("the connection: it has to be renewed", undo=[{"call": "hubspot tokens", "tokens": held}])


def _give_back(visit: Visit, step: Step) -> None:
    for token, document in step["tokens"].items():
        visit.port.store.put("tokens", token, document)


def _no_scope(visit: Visit) -> Done:
    for token, held in _tokens(visit).items():
        scopes = [scope for scope in held["scopes"] if scope != SCOPE]
        visit.port.store.put("tokens", token, {**held, "scopes": scopes})
    return Done(f"any invoice that goes to HubSpot: {SCOPE} is missing", undo=[{"call": "hubspot scope"}])


def _give_scope(visit: Visit, step: Step) -> None:
    """To tokens that were issued meanwhile too."""
    for token, held in dict(visit.port.store.all("tokens")).items():
        visit.port.store.put("tokens", token, {**held, "scopes": [*dict.fromkeys([*held["scopes"], SCOPE])]})


CALLS["hubspot tokens"] = _give_back
CALLS["hubspot scope"] = _give_scope
TROUBLES = (
    Trouble("expired", "Connection expired", "Every token of the app is void.", "connection_expired", _expired,
            group="Connection"),
    Trouble("no-scope", "Missing scope", f"The app's tokens lose {SCOPE}.", "missing_scope", _no_scope,
            group="Connection"),
)  # fmt: skip
