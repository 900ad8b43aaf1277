"""What people decide of records, and the last step of a set-up with its dry run."""

from __future__ import annotations

from pytest_bdd import parsers, step, when

from syncapp.actions import drafts, reviews, settings
from syncapp.core.values import ObjectType
from syncapp.jobs import reviewing
from tests.scenarios.steps.play import OBJECTS, Play
from tests.scenarios.steps.screen import Screen, words
from tests.scenarios.steps.settings import ONLY_WHOSE, criterion, owner
from tests.scenarios.steps.words import says


@when(says('somebody never sends {name:Record}, because "{reason:Text}"'))
def _(play: Play, name: str, reason: str) -> None:
    """On the page that shows once more what is left out."""
    path = f"approvals/confirm/?record={play.row(name).pk}&do=never"
    play.said = words(Screen(play).press(path, "Never", {"Why": reason}))


@step(says('{name:Record} is left out by hand, because "{reason:Text}"'))
def _(play: Play, name: str, reason: str) -> None:
    """“Ignore …”, with its reason."""
    path = f"failures/ignore/?record={play.row(name).pk}"
    play.said = words(Screen(play).press(path, "Ignore", {"Why": reason}))


@step("old invoices that change go without asking")
def _(play: Play) -> None:
    settings.send_without_asking(play.world.workspace, True, by=owner())


# -- the last step of a set-up: what is about to be saved, and what its dry run says of it --------------------------


def about_to(play: Play, objects: str, **chosen: object) -> None:
    """Choose, and have a worker make the dry run; the page of the last step then shows it.

    The vendors have their own clock, so the worker gets ours and nobody else does.
    """
    with play.its_time():
        draft = drafts.begin(play.world.workspace, owner(), ObjectType(OBJECTS[objects]))
        draft = drafts.save_step(draft, **chosen)
        run = reviews.ask_dry_run(draft, by=owner())
    assert reviewing.carry_out(draft, run, play.world.now) == "done"


@when(says("the sync of {objects:Objects} is about to be turned on again"))
def _(play: Play, objects: str) -> None:
    about_to(play, objects)


@when(says("{objects:Objects} are about to be set to sync {direction:Direction}"))
def _(play: Play, objects: str, direction: str) -> None:
    about_to(play, objects, direction=direction)


@when(parsers.re(ONLY_WHOSE + r" are about to go to (?P<side>HubSpot|QuickBooks)"))
def _(play: Play, objects: str, name: str, operator: str, value: str | None, side: str) -> None:
    about_to(play, objects, filters={side.lower(): [[criterion(name, operator, value)]]})


@when("the phone of contacts is about to be switched on again, also for what is linked")
def _(play: Play) -> None:
    about_to(play, "contacts", mappings=[])


@when(says("every one of the {objects:Objects} is about to go to {side:Side}"))
def _(play: Play, objects: str, side: str) -> None:
    about_to(play, objects, filters={side.lower(): []})
