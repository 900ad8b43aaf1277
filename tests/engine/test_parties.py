"""Who an invoice is for, where no vendor of ours lets it come to that."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from syncapp.core.values import ObjectType, Side
from syncapp.engine.parties import Parties
from syncapp.storage.models import Workspace
from tests.web.conftest import record


@pytest.mark.parametrize("side", Side)
@pytest.mark.django_db
def test_who_is_gone_from_both_sides_is_nobody_to_write_to(side: Side) -> None:  # S13, A11
    workspace = Workspace.objects.create(slug="acme", name="Acme")
    row = record(workspace, object_type="contact", label="Bea Baker", status="excluded", reason="deleted")
    p: Any = SimpleNamespace(rules={ObjectType.CONTACT: None}, on_shelf=lambda *key: None)
    party = Parties(p, contacts={(side, "7"): row})._party(side, "7")
    assert party.id is None
    assert party.failure is not None
    assert (party.failure.code, party.failure.params) == ("customer_not_found", {"customer": "Bea Baker"})
