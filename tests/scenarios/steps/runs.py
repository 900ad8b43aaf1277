"""Time that passes, syncs that run, and what they wrote."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pytest_bdd import parsers, step, then, when

from syncapp.storage.models import Call, Operation
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.words import says


@step("it syncs")
def _(play: Play) -> None:
    play.run()
    assert not play.stopped, play.stopped


@when("it tries to sync")
def _(play: Play) -> None:
    """It may stop, or not run at all: a later sentence says so."""
    play.run()


@step("a scheduled sync runs")
def _(play: Play) -> None:
    """As a worker begins it by the clock: what failed is tried again only where it is due."""
    play.run(retry=False)
    assert not play.stopped, play.stopped


@when("it compares everything")
def _(play: Play) -> None:
    """What happens each night: every linked record is read on both sides."""
    play.run(full=True)
    assert not play.stopped, play.stopped


@step(parsers.re(r"(?P<count>\d+) (?P<unit>minute|hour|day|week)s? (?:pass|passes)"))
def _(play: Play, count: str, unit: str) -> None:
    play.wait(**{f"{unit}s": int(count)})
    play.sign_in()


@step(says('it is "{when:Text}" at the company'))
def _(play: Play, when: str) -> None:
    """Later than now; `2026-11-30 22:30` by the clock on the company's wall."""
    zone = ZoneInfo(play.world.workspace.time_zone)
    there = datetime.fromisoformat(when).replace(tzinfo=zone)
    seconds = (there - play.world.now()).total_seconds()
    assert seconds > 0, f"{when} is over"
    play.wait(seconds=seconds)
    play.sign_in()


@then("nothing is written")
def _(play: Play) -> None:
    assert play.wrote == {"hubspot": 0, "quickbooks": 0}


@then(parsers.re(r"(?P<here>\d+) records? (?:is|are) written in HubSpot and (?P<there>\d+) in QuickBooks"))
def _(play: Play, here: str, there: str) -> None:
    assert play.wrote == {"hubspot": int(here), "quickbooks": int(there)}


@then(says("nothing is written in {side:Side}"))
def _(play: Play, side: str) -> None:
    assert play.wrote[side.lower()] == 0


@step("everything is compared")
def _(play: Play) -> None:
    """A run that reads each linked record anew, as in the night."""
    play.run(full=True)


@then("the next sync writes nothing")
def _(play: Play) -> None:
    play.run()
    assert (play.stopped, play.wrote) == ("", {"hubspot": 0, "quickbooks": 0})


@then("comparing everything writes nothing")
def _(play: Play) -> None:
    play.run(full=True)
    assert (play.stopped, play.wrote) == ("", {"hubspot": 0, "quickbooks": 0})


@then(says('the sync stops and says "{words:Text}"'))
def _(play: Play, words: str) -> None:
    assert words in play.stopped


@then("no write was refused")
def _(play: Play) -> None:
    """Of ours, by either vendor, since the scenario began."""
    refused = Operation.objects.filter(call__workspace=play.world.workspace, state=Call.State.FAILED)
    assert [(one.entity, one.action, one.problem) for one in refused] == []


@then(says("{side:Side} was never written to"))
def _(play: Play, side: str) -> None:
    """By us, since the scenario began."""
    assert play.world.journal(side.lower(), "write") == []
