"""What a dry run keeps of the records that it rolls back."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.core.values import ObjectType
from syncapp.engine.standing import LEFT_OUT, standing
from syncapp.storage.models import SyncRecord, Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return Workspace.objects.create(name="Acme", slug="acme")


def contact(workspace: Workspace, label: str, **fields: Any) -> SyncRecord:
    standard = {"object_type": "contact", "quickbooks_id": label, "status": "excluded", "reason": "filter"}
    return SyncRecord.objects.create(workspace=workspace, label=label, **{**standard, **fields})


def of_reason(workspace: Workspace, reason: str) -> dict[str, Any]:
    return next(one for one in standing(workspace, [ObjectType.CONTACT])["contacts"] if one["reason"] == reason)


def test_whom_a_filter_leaves_out_is_named(workspace: Workspace) -> None:  # A14
    contact(workspace, "Dora Elm")
    contact(workspace, "Carl Jensen")
    assert [one["label"] for one in of_reason(workspace, "filter")["highest"]] == ["Carl Jensen", "Dora Elm"]


def test_of_many_no_more_are_named_than_people_look_through(workspace: Workspace) -> None:
    for n in range(LEFT_OUT + 1):
        contact(workspace, f"{n:03}")
    told = of_reason(workspace, "filter")
    assert (told["number"], len(told["highest"])) == (LEFT_OUT + 1, LEFT_OUT)


def test_how_the_awaited_record_stands_is_kept(workspace: Workspace) -> None:  # B20
    oak = contact(workspace, "Oak", status="failing", reason="shared_email")
    contact(workspace, "Olivia Oak", status="pending", reason="waiting", waiting_on=oak)
    (named,) = of_reason(workspace, "waiting")["highest"]
    assert named["awaits"] == "failing"
