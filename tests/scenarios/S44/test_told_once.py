"""The run that finds a change tells of it, and the next one does not (S44, S38)."""

from __future__ import annotations

from typing import Any

from syncapp.storage.models import Activity
from syncapp.storage.moves import counted
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme
from tests.scenarios.edited import edited


def moves(acme: Acme) -> Any:
    """What the last run made of the invoices."""
    run = acme.world.workspace.runs.first()
    assert run.counts["invoices"]["moves"] == counted(run).get("invoice", {})
    return run.counts["invoices"]["moves"]


def test_the_run_that_finds_it_tells_of_it_and_the_next_does_not(acme: Acme) -> None:  # S44
    edited(acme)
    assert moves(acme) == {"newly_failing": 1}
    assert acme.world.record(number="HS-1").params["changed"].endswith("120.00 USD instead of 100.00 USD")

    acme.sync(full=True)
    assert moves(acme) == {}


def test_a_new_record_that_fails_at_once_stands_in_the_activity_of_its_run(acme: Acme) -> None:  # S38, S45
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-7", hs_comments="x" * 1400)
    acme.sync()
    run = acme.world.workspace.runs.first()
    assert moves(acme) == {"newly_failing": 1}
    told = Activity.objects.filter(run=run, kind="failing").values_list("record__number", "reason")
    assert list(told) == [("HS-7", "text_too_long")]
