"""When an alert begins, is told again, and is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from syncapp.core.alerts import CALM, QUIET, Event, Found, Kind, Standing, follow

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FAILS = Found(Kind.FAILING, "failing:order_tax", "1 invoice fails", "", "/acme/failures/")
LIMIT = replace(FAILS, key="stopped:limit_reached_hubspot", patience=timedelta(minutes=30))


def test_it_begins_once() -> None:  # B7
    first = follow(None, FAILS, NOW)
    assert first.event is Event.BEGAN
    assert follow(first.standing, FAILS, NOW + MINUTE).event is None
    assert follow(first.standing, FAILS, NOW + timedelta(days=30)).event is None


def test_what_goes_by_itself_is_told_only_once_it_has_lasted() -> None:  # B7, F51
    first = follow(None, LIMIT, NOW)
    assert (first.event, first.standing) == (None, Standing(LIMIT.key, NOW))
    later = follow(first.standing, LIMIT, NOW + 29 * MINUTE)
    assert later.event is None
    assert follow(later.standing, LIMIT, NOW + 30 * MINUTE).event is Event.BEGAN


def test_what_went_before_it_was_told_leaves_no_trace() -> None:  # B7
    first = follow(None, LIMIT, NOW)
    assert follow(first.standing, None, NOW + MINUTE) == follow(first.standing, None, NOW + timedelta(days=1))
    assert follow(first.standing, None, NOW + MINUTE).standing is None


def test_it_is_over_once_it_has_stayed_away() -> None:  # B7
    begun = follow(None, FAILS, NOW).standing
    gone = follow(begun, None, NOW + MINUTE)
    assert gone.event is None
    assert follow(gone.standing, None, NOW + MINUTE + CALM).event is Event.OVER


def test_what_comes_back_before_that_is_the_same_alert() -> None:  # B7
    begun = follow(None, FAILS, NOW).standing
    gone = follow(begun, None, NOW + MINUTE).standing
    back = follow(gone, FAILS, NOW + 2 * MINUTE)
    assert (back.event, back.standing) == (None, begun)
    assert follow(follow(back.standing, None, NOW + 3 * MINUTE).standing, None, NOW + CALM).event is None


def test_what_is_new_in_it_is_told_but_not_at_once_again() -> None:  # B7
    begun = follow(None, FAILS, NOW).standing
    more = replace(FAILS, newest=NOW + MINUTE)
    assert follow(begun, more, NOW + 2 * MINUTE).event is None
    told = follow(begun, more, NOW + QUIET)
    assert told.event is Event.MORE
    assert follow(told.standing, more, NOW + 2 * QUIET).event is None


@given(st.lists(st.booleans(), max_size=60))
def test_however_it_comes_and_goes_beginnings_and_ends_take_turns(holds: list[bool]) -> None:  # B7
    standing: Standing | None = None
    told = []
    for minute, there in enumerate(holds):
        if standing is None and not there:
            continue
        step = follow(standing, FAILS if there else None, NOW + minute * MINUTE)
        standing = None if step.event is Event.OVER else step.standing
        told += [step.event] if step.event else []
    assert told == [Event.BEGAN, Event.OVER] * (len(told) // 2) + [Event.BEGAN] * (len(told) % 2)
