"""Every operation of the API: what its token must be allowed to, and a request that can be made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syncapp.api.document import document
from syncapp.queries.rights import Right
from syncapp.storage.models import Conflict
from tests.web.conftest import Shop

DAYS = "from=2026-11-01&to=2026-11-30"


@dataclass(frozen=True)
class Route:
    right: Right
    query: str = ""
    body: Any = None


VIEW, PAUSE, RESOLVE, SET_UP = map(Route, (Right.VIEW, Right.PAUSE, Right.RESOLVE, Right.SET_UP))
REASON = {"reason": "Not ours"}
ROUTES: dict[tuple[str, str], Route] = {
    ("get", "status"): VIEW,
    ("get", "usage"): VIEW,
    ("get", "trends"): Route(Right.VIEW, "days=14"),
    ("get", "records"): VIEW,
    ("get", "records/{id}"): VIEW,
    ("get", "records/{id}/activity"): VIEW,
    ("get", "records/{id}/division"): VIEW,
    ("get", "invoices"): VIEW,
    ("get", "custom-line-items"): VIEW,
    ("get", "failures"): VIEW,
    ("get", "parked"): VIEW,
    ("get", "parked/records"): VIEW,
    ("get", "conflicts"): VIEW,
    ("get", "approvals"): VIEW,
    ("get", "linking"): VIEW,
    ("get", "runs"): VIEW,
    ("get", "runs/{id}"): VIEW,
    ("get", "runs/{id}/activity"): VIEW,
    ("get", "runs/{id}/calls"): VIEW,
    ("get", "runs/{id}/plan"): VIEW,
    ("get", "runs/{id}/undo"): VIEW,
    ("get", "activity"): VIEW,
    ("get", "reconciliation"): Route(Right.VIEW, DAYS),
    ("get", "reconciliation/rows"): Route(Right.VIEW, DAYS),
    ("get", "alerts"): VIEW,
    ("get", "alerts/rules"): VIEW,
    ("get", "configuration"): SET_UP,
    ("post", "pause"): PAUSE,
    ("post", "resume"): PAUSE,
    ("post", "sync"): PAUSE,
    ("post", "syncs/{object}/turn-off"): SET_UP,
    ("post", "syncs/{object}/dry-run"): SET_UP,
    ("post", "syncs/{object}/turn-on"): Route(Right.SET_UP, body={"since_off": "catch_up"}),
    ("post", "records/{id}/retry"): RESOLVE,
    ("post", "records/{id}/ignore"): Route(Right.RESOLVE, body=REASON),
    ("post", "records/{id}/restore"): RESOLVE,
    ("post", "records/{id}/unlink"): Route(Right.RESOLVE, body=REASON),
    ("post", "records/{id}/choose"): Route(Right.RESOLVE, body={"choice": "two"}),
    ("post", "records/{id}/name"): Route(Right.RESOLVE, body={"name": "Acme 2"}),
    ("post", "records/{id}/sync-contact"): RESOLVE,
    ("post", "records/{id}/send"): RESOLVE,
    ("post", "records/{id}/do"): Route(Right.RESOLVE, body={"do": "put_back", "seal": "s"}),
    ("post", "records/{id}/withdraw"): RESOLVE,
    ("post", "records/{id}/why"): VIEW,
    ("post", "records/{id}/undo"): Route(Right.RESOLVE, body={"entry": 1}),
    ("post", "records/{id}/divide"): Route(Right.RESOLVE, body={"amounts": {"501": "1.00"}, "seal": "s"}),
    ("post", "linking/numbers"): VIEW,
    ("post", "links/many"): Route(
        Right.RESOLVE, body={"pairs": [{"object": "contact", "hubspot_id": "h", "quickbooks_id": "q"}]}
    ),
    ("post", "custom-line-items/use"): Route(Right.BOOKS, body={"text": "Haul away", "item": None}),
    ("post", "links"): Route(Right.RESOLVE, body={"hubspot": 1, "quickbooks": 2}),
    ("post", "failures/{code}/retry"): RESOLVE,
    ("post", "failures/{code}/ignore"): Route(Right.RESOLVE, body={**REASON, "number": 0}),
    ("post", "conflicts/{id}/choose"): Route(Right.RESOLVE, body={"side": "hubspot", "seal": "s"}),
    ("post", "approvals/{id}/approve"): Route(Right.RESOLVE, body={"seal": "s"}),
    ("post", "approvals/{id}/decline"): Route(Right.RESOLVE, body={**REASON, "seal": "s"}),
    ("post", "runs/{id}/believe"): SET_UP,
    ("post", "runs/{id}/undo"): Route(Right.RESOLVE, body={"seal": "s"}),
    ("post", "runs/{id}/undo/withdraw"): RESOLVE,
    ("post", "reconciliation"): Route(Right.RESOLVE, body={"from": "2026-11-01", "to": "2026-11-30"}),
    ("post", "configuration/diff"): Route(Right.SET_UP, body={"format": "another"}),
    ("post", "configuration/apply"): Route(Right.SET_UP, body={"document": {}, "seal": "s"}),
    ("patch", "alerts/rules"): Route(Right.ALERTS, body={"digest_hour": 9}),
}


def operations() -> Iterator[tuple[str, str]]:
    """As the document has them."""
    for path, verbs in document()["paths"].items():
        for verb in verbs:
            yield verb, path.removeprefix("/api/v1/")


def filled(shop: Shop, path: str, query: str = "") -> str:
    """With what stands in braces, of rows of this workspace."""
    rows = shop.workspace.runs if path.startswith("runs") else shop.workspace.records.filter(status="failing")
    if path.startswith("conflicts/"):
        rows = Conflict.objects.filter(workspace=shop.workspace)
    row = rows.first()
    path = (
        path.replace("{id}", str(row.pk if row else 1))
        .replace("{object}", "products")
        .replace("{code}", "order_discount")
    )
    return path + (f"?{query}" if query else "")
