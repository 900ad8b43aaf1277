"""The way to both vendors: how long the sign-in lasts, and whether changes are announced (S40)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from syncapp.core.preflight.facts import Facts, Finding, Level, fine
from syncapp.core.values import Side, day_words

SOON = timedelta(days=14)
LATELY = timedelta(hours=24)


def _sign_in(side: Side, facts: Facts) -> Finding | None:
    """QuickBooks' sign-in ends 100 days after its last use; a typed-in token of HubSpot does not end."""
    ends = facts.ends.get(side)
    if facts.now is None or ends is None:
        return None
    code, where = f"sign_in_{side.value}", f"Integrations › {side.label} › Reconnect {side.label}"
    day = day_words(ends.date())
    if ends <= facts.now:
        text = f"The sign-in to {side.label} ended on {day}. Nothing is read or written."
        return Finding(
            code, Level.BLOCKING, text, where, "Sign in to the same account again.", side.value, ours="integrations"
        )
    if ends - facts.now < SOON:
        text = f"The sign-in to {side.label} ends on {day}, because nothing has used it for long."
        advice = "Let a sync run, which renews it, or sign in to the same account again."
        return Finding(code, Level.ADVISABLE, text, where, advice, side.value, ours="integrations")
    return fine(
        code, f"The sign-in to {side.label} is renewed by each sync; unused, it would end on {day}.", side.value
    )


def _announced(side: Side, facts: Facts) -> Finding | None:
    """S40: with announcements a change crosses within seconds, else when it is asked for."""
    if facts.now is None or side not in facts.heard or not facts.on:
        return None
    code, heard = f"announcements_{side.value}", facts.heard[side]
    if heard is not None and facts.now - heard < LATELY:
        return fine(
            code, f"{side.label} announces changes, the last within 24 hours: they cross within seconds.", side.value
        )
    when = _since(heard, facts.now)
    minutes = "minute" if facts.polled_every == 1 else f"{facts.polled_every} minutes"
    text = f"{side.label} has announced no change {when}. Until it does, changes cross when it is next asked, every {minutes}."
    advice = "Nothing to do if nothing was changed there meanwhile. Else whoever runs this server sees whether the app's announcements lead to its address."
    return Finding(code, Level.ADVISABLE, text, _WHERE[side], advice, side.value)


_WHERE = {
    Side.HUBSPOT: "developers.hubspot.com › your app › Webhooks",
    Side.QUICKBOOKS: "developer.intuit.com › your app › Webhooks",
}


def _since(heard: datetime | None, now: datetime) -> str:
    if heard is None:
        return "yet"
    days = (now - heard).days
    return f"for {days} day{'' if days == 1 else 's'}"


ITEMS = (*(partial(_sign_in, side) for side in Side), *(partial(_announced, side) for side in Side))
