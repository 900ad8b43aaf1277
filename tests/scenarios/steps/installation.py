"""What people do with records, and what befalls our own installation."""

from __future__ import annotations

from pytest_bdd import step

from syncapp.actions import ignoring, linking
from tests.kept import Tables
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.settings import owner
from tests.scenarios.steps.start import COMMANDS
from tests.scenarios.steps.words import says


@step("our database is backed up")
def _(play: Play) -> None:
    play.backup = Tables()


@step("our database is restored from the backup")
def _(play: Play) -> None:
    """The vendors know nothing of it; tokens are made anew, as the old ones may be spent."""
    assert play.backup is not None
    play.backup.put_back()
    play.sign_in()


@step(says("our database is lost, and everything is set up anew to sync {direction:Direction}"))
def _(play: Play, direction: str) -> None:
    """Both accounts stay as they are, with what we have written there."""
    play.world.workspace.delete()
    play.set_up(COMMANDS[direction])


@step(says("somebody ignores {name:Record}"))
def _(play: Play, name: str) -> None:
    with play.its_time():
        ignoring.ignore(play.world.workspace, [play.row(name)], reason="of no interest", by=owner())


@step(says("somebody stops ignoring {name:Record}"))
def _(play: Play, name: str) -> None:
    with play.its_time():
        ignoring.stop_ignoring(play.world.workspace, [play.row(name)], by=owner())


@step(says("somebody unlinks {name:Record}"))
def _(play: Play, name: str) -> None:
    """Because the two are not the same."""
    with play.its_time():
        linking.unlink(play.row(name), by=owner(), reason="not the same")
