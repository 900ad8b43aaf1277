"""What a run that was killed has not told, the next one tells (S38, F1)."""

from __future__ import annotations

import pytest

from syncapp.engine import session
from syncapp.storage.models import Activity, Run
from syncapp.storage.moves import moves_of
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


def test_one_that_came_to_wait_in_it(acme: Acme, monkeypatch: pytest.MonkeyPatch) -> None:  # S38, F1
    acme.in_quickbooks("vendor", {"DisplayName": "Zoe Zander"})
    acme.invoice(acme.contact("zoe@zander.test", "Zoe", "Zander"), line(product=acme.product_id), number="HS-9")
    with monkeypatch.context() as killed:
        for ending in ("_note", "_close", "_keep_day"):
            killed.setattr(session._Session, ending, lambda *_: None)
        acme.sync()
    assert acme.stands(number="HS-9") == "pending: waiting"
    assert not Activity.objects.filter(record__number="HS-9").exists()

    for told in (["HS-9"], []):
        acme.sync()
        run = Run.objects.filter(workspace=acme.world.workspace).first()
        assert run
        waiting = moves_of(run).filter(move="waiting", record__object_type="invoice")
        assert [entry.record.number for entry in waiting if entry.record] == told
        assert run.counts["invoices"]["moves"] == ({"waiting": 1} if told else {})
