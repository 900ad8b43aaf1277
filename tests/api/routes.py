"""Every operation of the API: what its token must be allowed to, and a request that can be made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syncapp.api.document import document
from syncapp.queries.rights import Right
from tests.web.conftest import Shop

DAYS = "from=2026-11-01&to=2026-11-30"


@dataclass(frozen=True)
class Route:
    right: Right
    query: str = ""
    body: Any = None


VIEW = Route(Right.VIEW)
ROUTES: dict[tuple[str, str], Route] = {
    ("get", "status"): VIEW,
    ("get", "usage"): VIEW,
    ("get", "records"): VIEW,
    ("get", "records/{id}"): VIEW,
    ("get", "records/{id}/activity"): VIEW,
    ("get", "invoices"): VIEW,
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
    ("get", "activity"): VIEW,
    ("get", "reconciliation"): Route(Right.VIEW, DAYS),
    ("get", "reconciliation/rows"): Route(Right.VIEW, DAYS),
    ("post", "reconciliation"): Route(Right.RESOLVE, body={"from": "2026-11-01", "to": "2026-11-30"}),
}


def operations() -> Iterator[tuple[str, str]]:
    """As the document has them."""
    for path, verbs in document()["paths"].items():
        for verb in verbs:
            yield verb, path.removeprefix("/api/v1/")


def filled(shop: Shop, path: str, query: str = "") -> str:
    """With the id of a row of this workspace."""
    row = (
        shop.workspace.runs.first()
        if path.startswith("runs")
        else shop.workspace.records.filter(status="failing").first()
    )
    return path.replace("{id}", str(row.pk)) + (f"?{query}" if query else "")
