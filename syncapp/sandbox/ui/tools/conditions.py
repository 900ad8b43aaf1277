"""What the port is like: its clock, its rate limits with what is used of them, its latency."""

from __future__ import annotations

import math

from syncapp.sandbox.call import Answer
from syncapp.sandbox.control import moment, set_limits
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, form, hidden, labelled, typed
from syncapp.sandbox.ui.html import Html, facts, short, table, tag
from syncapp.sandbox.ui.visit import Refusal, Visit

STEPS = (
    ("60", "1 minute"),
    ("600", "10 minutes"),
    ("3600", "1 hour"),
    ("86400", "1 day"),
    ("2592000", "30 days"),
)
CLOCK = (Field("now", "Set to", help="Such as 2026-11-24 09:00 (UTC): the clock stands there until it is moved."),)
LIMITS = (
    Field("enabled", "Limits are on", "checkbox"),
    Field("factor", "Times", help="Of the vendor's own numbers: 0.1 is a tenth, 10 is ten times."),
)
LATENCY = (Field("milliseconds", "Milliseconds", help="Added to every answer."),)
MOST_MS = 600_000.0


def show(visit: Visit, shown: dict[str, str] | None = None, refusal: Refusal | None = None) -> Answer:
    limits = visit.vendor.limits
    now = {
        "enabled": "true" if limits["enabled"] else "false", "factor": f"{limits['factor']:g}",
        "milliseconds": f"{visit.port.latency_ms:g}",
    }  # fmt: skip
    values = {**now, **(shown or {})}
    return visit.page(
        "Limits and clock",
        tag("section", tag("h2", "Clock"), *_clock(visit, values), class_="box"),
        tag(
            "section",
            tag("h2", "Rate limits"),
            _form(visit, LIMITS, values, "rates", "Save limits"),
            _used(visit),
            class_="box",
        ),
        tag(
            "section",
            tag("h2", "Latency"),
            _form(visit, LATENCY, values, "latency", "Save latency"),
            class_="box",
        ),
        refusal=refusal,
    )


def _form(visit: Visit, fields: tuple[Field, ...], values: dict[str, str], where: str, name: str) -> Html:
    inputs = tag("div", *(labelled(one, values) for one in fields), class_="fields")
    return form(visit.at("limits", where), inputs, button=name)


def _clock(visit: Visit, values: dict[str, str]) -> list[Html]:
    clock = visit.port.clock.state()
    mode = "fixed: it stands still until it is moved" if clock["mode"] == "fixed" else "running"
    ahead = float(str(clock["offset_seconds"]))
    rows = [("Now", f"{visit.port.clock.now():%Y-%m-%d %H:%M:%S} UTC"), ("Mode", mode)]
    rows += [("Moved on by", f"{ahead:,.0f} s")] if ahead else []
    at = visit.at("limits", "clock")
    moves = [
        tag("form", hidden("advance", seconds), tag("button", text, type="submit", aria_label=f"Move on by {text}"),
            method="post", action=at, class_="one")
        for seconds, text in STEPS
    ]  # fmt: skip
    real = tag(
        "form",
        hidden("mode", "real"),
        tag("button", "Real time", type="submit"),
        method="post",
        action=at,
        class_="one",
    )
    return [
        facts(rows), tag("p", "Move on by", class_="help"), tag("div", *moves, real, class_="actions"),
        _form(visit, CLOCK, values, "clock", "Set the clock"),
    ]  # fmt: skip


# What is used


def _used(visit: Visit) -> Html:
    usage = visit.vendor.usage()
    most = usage.get("most", {})
    rows: list[list[object]] = [
        [_word(name), whose, f"{used:,}", f"{most[name]:,}" if name in most else ""]
        for name, owners in usage.get("used", {}).items()
        for whose, used in owners.items()
    ]
    reads = usage.get("metered_reads", {})
    for month, used in reads.get("months", {}).items():
        rows.append(["Metered reads", month, f"{used:,}", f"{reads['allowance']:,}"])
    return table("Counters", ["What", "Whose", "Used", "Most"], rows, (2, 3))


def _word(key: str) -> str:
    return key.replace("_", " ").capitalize()


# What is set


def set_clock(visit: Visit) -> Answer:
    clock, sent = visit.port.clock, typed(CLOCK, visit.form)
    if visit.typed("mode") == "real":
        clock.real()
        return visit.go("limits", said="The clock runs with real time.")
    try:
        if seconds := visit.typed("advance"):
            clock.advance(_number("Move on by", seconds, 10.0**9))
        elif sent["now"]:
            clock.set(moment(sent["now"]))
        else:
            raise ValueError("Say the date and time, such as 2026-11-24 09:00.")
    except ValueError as error:
        return show(visit, sent, Refusal(str(error)))
    return visit.go("limits", said=f"It is {clock.now():%Y-%m-%d %H:%M:%S} UTC now.")


def set_rates(visit: Visit) -> Answer:
    sent = typed(LIMITS, visit.form)
    try:
        factor = _number("Times", sent["factor"], 10.0**6)
        if not factor:
            raise ValueError("“Times” must be above 0.")
    except ValueError as error:
        return show(visit, sent, Refusal(str(error)))
    set_limits(visit.port, {"enabled": sent["enabled"] == "true", "factor": factor})
    return visit.go("limits", said=f"The limits are {'on' if sent['enabled'] == 'true' else 'off'}.")


def set_latency(visit: Visit) -> Answer:
    sent = typed(LATENCY, visit.form)
    try:
        visit.port.latency_ms = _number("Milliseconds", sent["milliseconds"], MOST_MS)
    except ValueError as error:
        return show(visit, sent, Refusal(str(error)))
    return visit.go("limits", said=f"{visit.port.latency_ms:g} ms are added to every answer.")


def _number(label: str, text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= most:
        raise ValueError(f"“{label}” must be a number from 0 to {most:,.0f}, not {short(text, 40) or 'nothing'}.")
    return value


ROUTES: list[Route] = [
    ("GET", "limits", show),
    ("POST", "limits/clock", set_clock),
    ("POST", "limits/rates", set_rates),
    ("POST", "limits/latency", set_latency),
]
