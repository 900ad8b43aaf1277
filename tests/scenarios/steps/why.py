"""What “Why not?” says of a record: its checks, and which of them decides."""

from __future__ import annotations

import re

from pytest_bdd import then, when

from syncapp.storage.models import SyncRecord
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.screen import Screen, plain, words
from tests.scenarios.steps.words import says

MARK = re.compile(r'(?=<svg[^>]*aria-label="(?:Passed|Not passed, and decides|Decides)")')


def asked(play: Play, name: str) -> str:
    return Screen(play).press(f"why/?q={name}", "Ask both systems now", {})


def checks(page: str) -> list[tuple[bool, str]]:
    """Each check in its order: whether it is passed, and what stands beside it."""
    found = [part.partition("<details")[0] for part in MARK.split(page)[1:]]
    return [('aria-label="Passed"' in part.partition(">")[0], plain(words(part))) for part in found]


def held(play: Play, name: str, check: str, value: str, *, passed: bool) -> None:
    found = checks(asked(play, name))
    fitting = [one for one in found if one[0] is passed and one[1].startswith(check) and value in one[1]]
    assert fitting, "\n".join(map(str, found))


@then(says('“Why not?” says of {name:Record} that "{check:Text}" decides, with "{value:Text}"'))
def _(play: Play, name: str, check: str, value: str) -> None:
    held(play, name, check, value, passed=False)


@then(says('“Why not?” says of {name:Record} that "{check:Text}" is passed, with "{value:Text}"'))
def _(play: Play, name: str, check: str, value: str) -> None:
    held(play, name, check, value, passed=True)


@then(says('“Why not?” says of {name:Record}: "{text:Text}"'))
def _(play: Play, name: str, text: str) -> None:
    told = plain(words(asked(play, name)))
    assert plain(text) in told, told[:3000]


@when(says('“Why not?” is asked for "{text:Text}", and both systems are looked into'))
def _(play: Play, text: str) -> None:
    play.said = plain(words(Screen(play).press(f"why/?q={text}", "Look in HubSpot and QuickBooks", {})))


@then(says("no invoice {number:Text} is known here"))
def _(play: Play, number: str) -> None:
    assert not SyncRecord.objects.filter(workspace=play.world.workspace, number=number).exists()
