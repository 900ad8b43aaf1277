"""A record that a run counted and that is gone since is told of at the end of the list which its number opens (S38)."""

from __future__ import annotations

from syncapp.queries.run import entries_of
from syncapp.queries.run_records import Asked
from syncapp.storage.models import Run
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


def test_a_draft_that_is_removed_after_it_was_excluded(acme: Acme) -> None:  # S38
    acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-8")
    acme.sync()
    run = Run.objects.filter(workspace=acme.world.workspace).latest("pk")
    part = entries_of(run, None, Asked("excluded"))
    assert (len(part.rows), part.gone) == (1, 0)

    acme.world.record(number="HS-8").delete()  # as a run does that finds it in neither account
    part = entries_of(run, None, Asked("excluded"))
    assert run.counts["invoices"]["moves"] == {"excluded": 1}
    assert (part.rows, part.gone) == ([], 1)
