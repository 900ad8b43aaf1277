"""What befalls our own installation: its database is lost, put back as it was, or was written by a version before."""

from __future__ import annotations

from unittest.mock import patch

from pytest_bdd import step

from syncapp.core.new_items import NEVER_SOLD
from tests.kept import Tables
from tests.scenarios.steps.play import Play
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


@step("our database was written by a version that kept no credits of a payment")
def _(play: Play) -> None:
    for row in play.world.records(object_type="payment"):
        for held in (row.quickbooks_base, row.quickbooks_seen):
            (held or {}).get("values", {}).pop("credit", None)
        row.save(update_fields=["quickbooks_base", "quickbooks_seen"])


@step("a version syncs that links bundles")
def _(play: Play) -> None:
    with patch.dict(NEVER_SOLD):
        del NEVER_SOLD["Group"]
        play.run()
