"""What somebody decides of a record by hand: left out, taken back, unlinked, billed through another."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from pytest_bdd import step, then, when

from syncapp.actions import custom_lines, ignoring, linking
from syncapp.actions.records import FixRefused
from syncapp.core.lines import text_key
from syncapp.core.values import Side
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.words import says


def owner() -> User:
    return User.objects.get(email="owner@example.com")


@step(says("{name:Record} is left out by hand"))
def _(play: Play, name: str) -> None:
    with play.its_time():
        ignoring.ignore(play.world.workspace, [play.row(name)], reason="Not ours", by=owner())


@step(says("{name:Record} is taken back by hand"))
def _(play: Play, name: str) -> None:
    with play.its_time():
        ignoring.stop_ignoring(play.world.workspace, [play.row(name)], by=owner())


@step(says("{name:Record} is unlinked by hand"))
def _(play: Play, name: str) -> None:
    with play.its_time():
        linking.unlink(play.row(name), by=owner(), reason="Not the same")


@step(says("{name:Record} is billed through {other:Record} by hand"))
def _(play: Play, name: str, other: str) -> None:
    with play.its_time():
        linking.bill_through(play.row(name), play.row(other), by=owner())


@step(says("{name:Record} is billed for itself again by hand"))
def _(play: Play, name: str) -> None:
    with play.its_time():
        linking.bill_itself(play.row(name), by=owner())


@step(says("{name:Record} is linked with {other:Record} by hand"))
def _(play: Play, name: str, other: str) -> None:
    with play.its_time():
        linking.link(play.row(name), play.row(other), by=owner())


@then(says('{name:Record} cannot be linked with {other:Record} by hand, "{text:Text}"'))
def _(play: Play, name: str, other: str, text: str) -> None:
    with play.its_time(), pytest.raises(FixRefused, match=text):
        linking.link(play.row(name), play.row(other), by=owner())


def _standing(play: Play, *names: str) -> linking.Standing:
    """The one that is not void, as its page shows it."""
    row = next(one for one in map(play.row, names) if "voided" not in (one.hubspot_status, one.quickbooks_status))
    return linking.Standing(Side.HUBSPOT if row.hubspot_id else Side.QUICKBOOKS, row.amount)


@when(says("somebody links {name:Record} with {other:Record} and voids it there too"))
def _(play: Play, name: str, other: str) -> None:
    with play.its_time():
        linking.link(play.row(name), play.row(other), by=owner(), void_too=_standing(play, name, other))


@when(says('somebody links {name:Record} with {other:Record} and voids it there too, but is told "{text:Text}"'))
def _(play: Play, name: str, other: str, text: str) -> None:
    with play.its_time(), pytest.raises(FixRefused, match=text):
        linking.link(play.row(name), play.row(other), by=owner(), void_too=_standing(play, name, other))


@step(says('somebody uses the item {item} for lines called "{text:Text}"'))
def _(play: Play, item: str, text: str) -> None:
    with play.its_time():
        custom_lines.use_item(play.world.workspace, text, play.row(f"the item {item}"), by=owner())


@then(says('the item {item} cannot be used for lines called "{text:Text}", "{why:Text}"'))
def _(play: Play, item: str, text: str, why: str) -> None:
    with play.its_time(), pytest.raises(custom_lines.ItemRefused, match=re.escape(why)):
        custom_lines.use_item(play.world.workspace, text, play.row(f"the item {item}"), by=owner())


@step(says('somebody uses no item for lines called "{text:Text}" any more'))
def _(play: Play, text: str) -> None:
    with play.its_time():
        assert custom_lines.use_none(play.world.workspace, text_key(text), by=owner())
