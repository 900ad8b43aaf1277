"""Killed at every named point, the next run finishes the work: nothing is missing, nothing is there twice (F53–F57).

The killed run is a real process that dies by SIGKILL. The next one runs here, with the clock of the test, so that
no lease and no deadline is waited out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import syncapp.engine
from syncapp.engine.faultpoints import POINTS
from tests.crash import shop
from tests.crash.checker import check, quiet
from tests.crash.conftest import Open, Undisturbed
from tests.crash.place import Place, Snapshot

ENGINE = Path(syncapp.engine.__file__).parent
# A point that an undisturbed run never comes to is reached after a first kill, which leaves a call without its answer.
LOST = "call-answered"


def _points_in_code() -> Iterator[tuple[str, str]]:
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "point":
                    yield node.args[0].value, f"{path.name}:{node.lineno}"


def test_every_point_in_the_code_is_named_and_every_name_is_used() -> None:
    used = dict(_points_in_code())
    assert used.keys() == POINTS.keys(), used


@pytest.mark.parametrize("stage", shop.STAGES)
@pytest.mark.parametrize("point", POINTS)
def test_killed_there_and_run_again_everything_is_there_once(
    before: dict[str, Snapshot], undisturbed: dict[str, Undisturbed], copy_of: Open, stage: str, point: str
) -> None:
    passed = undisturbed[stage].passed
    after_another = not passed[point]
    times = passed[LOST if after_another else point]
    for time in sorted({1, times}):
        with copy_of(before[stage]) as place:
            if after_another:
                place.kill_at(f"{LOST}:{time}")
                place.pass_time()
            place.kill_at(point if after_another else f"{point}:{time}")
            _recovers(place, undisturbed[stage], f"{point}:{time}")


def _recovers(place: Place, undisturbed: Undisturbed, where: str) -> None:
    result = place.sync()
    assert not result.stopped, where
    found = check(place)
    assert found.differences(undisturbed.books) == [], where
    assert found.sums() == undisturbed.books.sums(), where
    quiet(place)


@pytest.mark.parametrize("stage", shop.STAGES)
def test_killed_again_and_again_it_still_comes_through(
    before: dict[str, Snapshot], undisturbed: dict[str, Undisturbed], copy_of: Open, stage: str
) -> None:
    """Each run gets one call further than the one before."""
    with copy_of(before[stage]) as place:
        for point in ("call-sent", "call-answered", "call-stored:2", "call-answered:2"):
            place.kill_at(point)
            place.pass_time()
        _recovers(place, undisturbed[stage], "the last")


def test_the_command_itself_takes_up_what_a_killed_one_left(
    before: dict[str, Snapshot], undisturbed: dict[str, Undisturbed], copy_of: Open
) -> None:
    with copy_of(before["arrive"]) as place:
        place.kill_at("call-answered:4")
        place.pass_time()  # HubSpot's deadline; the dead process's lease is taken at once
        process = place.start()
        out, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
        assert '"writes"' in out
        _recovers(place, undisturbed["arrive"], "after the command")
