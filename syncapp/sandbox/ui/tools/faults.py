"""Faults on and off by a click: ready ones by route, one of one's own, and what each has hit."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.faults import NAMED, Fault
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, button, form, labelled, typed, whole
from syncapp.sandbox.ui.html import Html, folded, html, link, short, table, tag
from syncapp.sandbox.ui.visit import Refusal, Visit

LOOKED_THROUGH = 5_000  # entries of the journal, for the last request that a fault has hit
Body = dict[str, Any]


@dataclass(frozen=True)
class Ready:
    key: str
    title: str
    what: str
    action: object
    more: Body = field(default_factory=dict)
    on_writes: bool = False  # makes no sense for a read


READY = (
    Ready("down", "Down", "503 for ten minutes", {"status": 503}, {"for_seconds": 600}),
    Ready("429", "Too many requests", "429, three times", {"status": 429}, {"times": 3}),
    Ready("401", "Token expired", "401, once", {"status": 401}),
    Ready("500", "Failure", "500, once", {"status": 500}),
    Ready("lost", "Answer lost after a write", "It is applied, then the connection is reset", "reset",
          {"when": "after"}, on_writes=True),
    Ready("reset", "Connection reset", "Nothing is applied", "reset"),
    Ready("hang", "Hang", "Nothing until the caller gives up", "hang"),
    Ready("truncate", "Truncated", "The connection ends in the middle", "truncate", {"when": "after"}),
    Ready("cut", "Half a JSON", "200, complete as HTTP", "cut", {"when": "after"}),
    Ready("garbage", "A proxy's page", "200 with HTML", "garbage"),
    Ready("drip", "A byte a second", "It never comes in time", "drip", {"when": "after"}),
    Ready("slow", "Slow", "Five seconds later, until taken away", {"delay_ms": 5000}, {"times": None}),
)  # fmt: skip
OFTEN: dict[str, tuple[str, Body]] = {
    "": ("As the fault says", {}),
    "once": ("Once", {"times": 1}),
    "3": ("3 times", {"times": 3}),
    "10": ("10 times", {"times": 10}),
    "always": ("Until it is taken away", {"times": None}),
    "minute": ("For a minute", {"times": None, "for_seconds": 60}),
    "ten": ("For ten minutes", {"times": None, "for_seconds": 600}),
    "hour": ("For an hour", {"times": None, "for_seconds": 3600}),
}
PASS = ("0", "1", "2", "3", "5", "10")
ALL, WRITES = "all", "writes"


def _choices(visit: Visit) -> tuple[Field, ...]:
    routes = tuple((key, one[0]) for key, one in visit.pages.FAULT_ROUTES.items())
    return (
        Field("route", "Requests", "select", routes),
        Field("often", "How often", "select", tuple((key, one[0]) for key, one in OFTEN.items())),
        Field("skip", "First let pass", "select", tuple((one, one) for one in PASS)),
    )


OWN = (
    Field("method", "Method", help="Empty: any. Several with commas."),
    Field("path", "Path", help="A regular expression, such as /invoice$. Empty: any."),
    Field("body", "Body", help="A regular expression, such as HS-2025. Empty: any."),
    Field("action", "What the caller sees", "select", (("status", "An answer of mine"), ("delay", "Its answer, late"), *((one, one) for one in NAMED))),
    Field("status", "Status of the answer"),
    Field("text", "Body of the answer", "textarea", help="Empty: as the vendor words it."),
    Field("retry_after", "Retry-After of the answer"),
    Field("delay_ms", "Late by milliseconds"),
    Field("when", "When", "select", (("before", "before: it is not applied"), ("after", "after: it is applied"))),
    Field("pass", "Pass first", help="So many requests are let through."),
    Field("times", "Times", help="Empty: without end."),
    Field("for_seconds", "For seconds", help="Empty: without end."),
)  # fmt: skip
USUAL = {"status": "503", "delay_ms": "1000", "pass": "0", "times": "1", "when": "before", "action": "status"}


def show(visit: Visit, own: dict[str, str] | None = None, refusal: Refusal | None = None) -> Answer:
    return visit.page(
        "Faults",
        tag("p", "A fault hits the requests of apps, never those of people, and stays until it is used up or taken away."),
        _active(visit),
        _ready(visit),
        folded("A fault of my own", _own_form(visit, own or USUAL), is_open=own is not None),
        refusal=refusal,
    )  # fmt: skip


# What is there


def _active(visit: Visit) -> Html:
    rules = visit.port.faults.rules
    last = _last_hits(visit)
    rows: list[list[object]] = [
        [rule.id, _words(rule), _where(visit, rule), _left(visit, rule), _hits(visit, rule), last.get(rule.id, ""),
         button(visit.at("faults", rule.id, "remove"), "Take away", label=f"Take away fault {rule.id}")]
        for rule in rules
    ]  # fmt: skip
    heads = ["No.", "What the caller sees", "Requests", "Left", "Hits", "Last hit", "Action"]
    everything = button(visit.at("faults", "clear"), "Take all away", kind="danger") if rules else None
    return html(table("Faults", heads, rows, (4,)), tag("div", everything, class_="actions") if rules else None)


def _words(rule: Fault) -> str:
    action = rule.action
    for one in READY:
        if one.action == action and one.more.get("when", "before") == rule.when:
            return one.title
    told = str(action)
    if isinstance(action, dict):
        told = f"status {action['status']}" if "status" in action else f"{action['delay_ms']} ms late"
    return f"{told}, {rule.when} it is applied"


def _where(visit: Visit, rule: Fault) -> object:
    for named, method, path in visit.pages.FAULT_ROUTES.values():
        if (method or None, path) == (rule.method, rule.path.pattern) and rule.body is None:
            return named
    parts = [tag("code", text) for text in (rule.method, rule.path.pattern, rule.body and rule.body.pattern) if text]
    return html(*(html(" " if n else None, one) for n, one in enumerate(parts))) if parts else "Every request"


def _left(visit: Visit, rule: Fault) -> Html:
    if visit.port.faults.is_over(rule):
        return tag("span", "over", class_="tag")
    parts = [f"after {rule.skip} more"] if rule.skip else []
    parts += [f"{rule.times} times" if rule.times > 1 else "once"] if rule.times is not None else []
    parts += [f"until {rule.ends:%H:%M:%S} UTC"] if rule.ends else []
    return tag("span", ", ".join(parts) or "without end", class_="tag bad")


def _hits(visit: Visit, rule: Fault) -> object:
    return link(rule.hits, visit.at("journal", fault=str(rule.id))) if rule.hits else 0


def _last_hits(visit: Visit) -> dict[int, str]:
    waiting, found = {rule.id for rule in visit.port.faults.rules if rule.hits}, {}
    for entry, _ in islice(visit.port.journal.newest(), LOOKED_THROUGH if waiting else 0):
        if entry["fault"] and entry["fault"]["id"] in waiting:
            number = entry["fault"]["id"]
            found[number] = short(f"{entry['method']} {entry['path']}", 80)
            waiting.discard(number)
            if not waiting:
                break
    return found


# Ready ones


def _ready(visit: Visit) -> Html:
    chosen = {name: visit.call.param(name) for name in ("route", "often", "skip")}
    inputs = tag("div", *(labelled(one, chosen) for one in _choices(visit)), class_="fields")
    buttons = [
        tag(
            "button",
            tag("strong", one.title),
            " ",
            tag("span", one.what),
            name="fault",
            value=one.key,
            type="submit",
        )
        for one in READY
    ]
    return tag(
        "section", tag("h2", "Turn one on"),
        tag("form", inputs, tag("div", *buttons, class_="cards"), method="post", action=visit.at("faults", "ready")),
        class_="box",
    )  # fmt: skip


def turn_on(visit: Visit) -> Answer:
    chosen = typed(_choices(visit), visit.form)
    ready = next((one for one in READY if one.key == visit.typed("fault")), None)
    if ready is None or chosen["route"] not in visit.pages.FAULT_ROUTES or chosen["often"] not in OFTEN:
        return show(visit, refusal=Refusal("Choose one of the faults and requests below."))
    route = WRITES if ready.on_writes and chosen["route"] == ALL else chosen["route"]
    _, method, path = visit.pages.FAULT_ROUTES[route]
    body = {
        "action": ready.action, "method": method, "path": path, "skip": whole(chosen["skip"]),
        **ready.more, **OFTEN[chosen["often"]][1],
    }  # fmt: skip
    if chosen["often"] in ("once", "3", "10", "always"):
        body.pop("for_seconds", None)
    rule = visit.port.faults.add(body)
    kept = {name: text for name, text in chosen.items() if text}
    return visit.go("faults", said=f"Fault {rule.id} is on: {ready.title}.", **kept)


# One's own


def _own_form(visit: Visit, shown: dict[str, str]) -> Html:
    inputs = tag("div", *(labelled(one, shown) for one in OWN), class_="fields")
    return form(visit.at("faults", "own"), inputs, button="Turn on")


def own(visit: Visit) -> Answer:
    sent = typed(OWN, visit.form)
    try:
        rule = visit.port.faults.add(_body(sent))
    except ValueError as error:
        return show(visit, sent, Refusal(str(error)))
    return visit.go("faults", said=f"Fault {rule.id} is on.")


def _body(sent: dict[str, str]) -> Body:
    """The rule as the control route takes it; ValueError with a sentence."""
    body: Body = {name: sent[name] for name in ("method", "path", "body", "when") if sent[name]}
    body["skip"] = _number(sent, "pass") or 0
    body["times"] = _number(sent, "times")
    if sent["for_seconds"]:
        body["for_seconds"] = _number(sent, "for_seconds")
    body["action"] = sent["action"]
    if sent["action"] == "status":
        body["action"] = {"status": _number(sent, "status")}
        if sent["text"]:
            body["action"]["body"] = sent["text"]
        if sent["retry_after"]:
            body["action"]["headers"] = {"retry-after": str(_number(sent, "retry_after"))}
    elif sent["action"] == "delay":
        body["action"] = {"delay_ms": _number(sent, "delay_ms")}
    return body


def _number(sent: dict[str, str], name: str) -> int | None:
    text = sent[name]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        label = next(one.label for one in OWN if one.name == name)
        raise ValueError(f"“{label}” must be a whole number, not {short(text, 40)}.")
    return int(text)


def remove(visit: Visit, number: str) -> Answer:
    if whole(number) not in {rule.id for rule in visit.port.faults.rules}:
        raise KeyError(number)
    visit.port.faults.clear(whole(number))
    return visit.go("faults", said=f"Fault {number} is off.")


def clear(visit: Visit) -> Answer:
    visit.port.faults.clear()
    return visit.go("faults", said="All faults are off.")


ROUTES: list[Route] = [
    ("GET", "faults", show),
    ("POST", "faults/ready", turn_on),
    ("POST", "faults/own", own),
    ("POST", "faults/clear", clear),
    ("POST", "faults/*/remove", remove),
]
