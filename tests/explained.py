"""Whether “Why not?” says of each record what the engine has decided (B18): every one of a workspace, in one go."""

from __future__ import annotations

from syncapp.core.values import ORDER
from syncapp.engine.explain import Explained, explain
from syncapp.storage.models import SyncRecord, Workspace


def unexplained(workspace: Workspace) -> list[str]:
    """What is told otherwise than it stands, decided by another cause, or out of its order."""
    found = []
    for object_type in ORDER:  # a payment that is looked at is not settled for its invoice
        rows = list(SyncRecord.objects.filter(workspace=workspace, object_type=object_type).order_by("pk"))
        found += _unlike(explain(workspace, rows)) if rows else []
    return found


def _stands(row: SyncRecord) -> tuple[object, ...]:
    remarks = sorted(one["code"] for one in row.remarks)
    return (row.status, row.reason, row.waiting_on_id, remarks)


def _unlike(told: list[Explained]) -> list[str]:
    found = []
    for one in told:
        row = SyncRecord.objects.get(pk=one.row.pk)
        if _stands(one.row) != _stands(row):
            found.append(f"{row}: {_stands(row)}, told {_stands(one.row)}")
        deciding = one.deciding
        if (deciding is None) != (row.status == "syncing"):
            found.append(f"{row}: {_stands(row)}, decided by {deciding}")
        elif deciding and deciding.decision and deciding.decision.reason != row.reason:
            found.append(f"{row}: {row.reason}, decided by {deciding}")
        names = [step.name for step in one.steps]
        if names != [name for name in one.order if name in names]:
            found.append(f"{row}: asked {names}, in order {one.order}")
    return found
