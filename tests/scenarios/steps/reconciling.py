"""Both ledgers side by side for a month: what was found, row by row, and what both sides come to."""

from __future__ import annotations

from datetime import datetime

import pytest
from pytest_bdd import parsers, step, then

from syncapp.actions.reconciliations import begin
from syncapp.core.periods import month_of
from syncapp.engine.reconciliation.results import reconcile
from syncapp.engine.reconciliation.sums import EXPLAINED, Sums
from syncapp.engine.session import Clock
from syncapp.jobs import tasks
from syncapp.queries.reconciliations import rows_of, said
from syncapp.storage.models import Reconciled, Reconciliation
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.words import says
from tests.world import World

MONTH = r"(?P<month>[A-Z][a-z]+ \d{4})"


def reconciled(world: World, month: str = "November 2026") -> Reconciliation:
    """Read from both vendors over HTTP, as a worker does; nothing may be written to either."""
    period = month_of(datetime.strptime(month, "%B %Y").date())
    row = begin(world.workspace, period)
    world.forget_journal()
    reconcile(row, Clock(world.now, world.sleep))
    assert [world.journal(system, "write") for system in ("hubspot", "quickbooks")] == [[], []]
    row.refresh_from_db()
    assert row.done, row.failed
    return row


@step(parsers.re(f"{MONTH} is reconciled"))
def _(play: Play, month: str) -> None:
    reconciled(play.world, month)


@step("a worker takes up the reconciliation")
def _(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that somebody has asked for."""
    monkeypatch.setattr(tasks, "utc_now", play.world.now)
    assert tasks.reconcile(last().pk) == "done"


def last() -> Reconciliation:
    found = Reconciliation.objects.first()
    assert found, "nothing was reconciled"
    return found


@then("both ledgers are equal to the cent")
def _() -> None:
    """Every row of it, with nothing explained away."""
    assert [shown(row) for row in rows_of(last()).exclude(outcome="equal")] == []
    for one in (Sums.from_json(last().sums),):
        for name, currency, _side in one.of:
            assert one[name, currency, "hubspot"] == one[name, currency, "quickbooks"]


@then("the reconciliation shows, beside what is equal:")
def _(datatable: list[list[str]]) -> None:
    """A row each, in any order: object, number, result, what differs, why. `why` may be a part of what is said."""
    names, *rows = datatable
    wanted = sorted(
        [dict(zip(names, row, strict=True)) for row in rows], key=lambda one: (one["object"], one["number"])
    )
    found = sorted(map(shown, rows_of(last()).exclude(outcome="equal")), key=lambda one: (one["object"], one["number"]))
    assert [{**one, "why": ""} for one in found] == [{**one, "why": ""} for one in wanted]
    for one, said_of_it in zip(wanted, found, strict=True):
        assert one["why"] in said_of_it["why"]


def shown(row: Reconciled) -> dict[str, str]:
    return {
        "object": row.object_type,
        "number": row.number,
        "result": row.outcome,
        "what differs": " ".join(said(row)),
        "why": row.why,
    }


@then(says("{count} of its rows are equal"))
def _(count: str) -> None:
    assert rows_of(last(), "equal").count() == int(count)


@then(
    parsers.re(
        r"the (?P<objects>invoices|payments) in (?P<currency>[A-Z]{3}) come to (?P<here>[\d,.]+) in HubSpot and "
        r"(?P<there>[\d,.]+) in QuickBooks(?:, of which (?P<explained>-?[\d,.]+) is explained)?"
    )
)
def _(objects: str, currency: str, here: str, there: str, explained: str | None) -> None:
    sums = Sums.from_json(last().sums)
    found = [str(sums[objects, currency, of].total) for of in ("hubspot", "quickbooks", EXPLAINED)]
    wanted = [here.replace(",", ""), there.replace(",", ""), explained or "0"]
    assert [float(one) for one in found] == [float(one) for one in wanted]


@then(says("{number:Record} may be the same as {other:Record}, says the reconciliation"))
def _(number: str, other: str) -> None:
    """Both rows say so where the numbers are the same."""
    told = [row.twin for row in rows_of(last(), "twins") if row.number == number]
    assert told == [other] * (2 if number == other else 1)
