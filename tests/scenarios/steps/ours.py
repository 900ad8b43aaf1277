"""What befalls our own installation."""

from __future__ import annotations

from pytest_bdd import step

from tests.kept import Tables
from tests.scenarios.steps.play import Play


@step("our database is backed up")
def _(play: Play) -> None:
    play.backup = Tables()


@step("our database is restored from the backup")
def _(play: Play) -> None:
    """The vendors know nothing of it; tokens are made anew, as the old ones may be spent."""
    assert play.backup is not None
    play.backup.put_back()
    play.sign_in()
