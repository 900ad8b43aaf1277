"""Settings › Integrations › Connected apps: which apps may act in the portal."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.html import table, tag
from syncapp.sandbox.ui.visit import Visit

# HubSpot lists its own app among the others, and on the app's page its syncs, each on or off [D]. Here it is no app.
OWN = (
    "HubSpot's own app QuickBooks Online is not among them, so HubSpot syncs nothing with QuickBooks itself. Where it is "
    "connected it is listed here, and its page has a sync for each object, on or off."
)


def show(visit: Visit) -> Answer:
    held: dict[str, set[str]] = {}
    for token in visit.port.store.all("tokens").values():
        held.setdefault(token["client_id"] or "Private app", set()).update(token["scopes"])
    rows: list[list[object]] = [[name, len(scopes)] for name, scopes in sorted(held.items())]
    return visit.page("Connected apps", table("Connected apps", ["App", "Scopes"], rows, (1,)), tag("p", OWN))


ROUTES: list[Route] = [("GET", "settings/connected-apps", show)]
