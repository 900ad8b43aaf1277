""" "Make it go wrong" and "Put it right": what was done is remembered with the requests that undo it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import button
from syncapp.sandbox.ui.html import Html, folded, html, link, tag
from syncapp.sandbox.ui.visit import Refusal, Visit

WRONG, RIGHT, BY_HAND = "Make it go wrong", "Put it right", "I have mended it by hand"
# What shows most at once; the others are folded away below it.
FIRST = ("order-discount", "no-address", "number-taken", "price", "payment")
COLLECTION, MENDED = "troubles", "troubles mended"
Step = dict[str, Any]  # {"method", "path", "body", "query"}, {"settings": …} or what else `_take` knows
CALLS: dict[str, Callable[[Visit, Step], None]] = {}  # steps of a vendor's own, by name


@dataclass
class Done:
    """What was made wrong: the record to look at, and how it is put right again."""

    label: str
    address: str = ""
    undo: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Trouble:
    """`mend`: how the same mistake of the demo company is put right, where nobody pressed the button."""

    key: str
    title: str
    what: str
    code: str
    wrong: Callable[[Visit], Done]
    mend: Callable[[Visit], Done | None] | None = None
    group: str = "Records"


def request(method: str, path: str, body: Any = None, **query: str) -> Step:
    return {"method": method, "path": path, "body": body, "query": query}


def _key(visit: Visit, trouble: Trouble) -> str:
    return f"{trouble.key}/{visit.realm}" if visit.realm else trouble.key


def _take(visit: Visit, step: Step) -> None:
    """One step of an undoing."""
    if "method" in step:
        visit.send(step["method"], step["path"], step["body"], **step["query"])
    elif "settings" in step:
        visit.vendor.settings(step["settings"], visit.realm or None)
    elif "limits" in step:
        visit.port.vendor.limits = step["limits"]
    elif "fault" in step:
        visit.port.faults.clear(step["fault"])
    elif "latency" in step:
        visit.port.latency_ms = step["latency"]
    else:
        CALLS[step["call"]](visit, step)


def page(visit: Visit, troubles: Sequence[Trouble], refusal: Refusal | None = None) -> Answer:
    intro = tag(
        "p", "Each button makes one thing go wrong and names the record to look at. “Put it right” takes it back, or "
        "mends the same mistake of the demo company.",
    )  # fmt: skip
    open_ones = [one for one in troubles if one.key in FIRST or visit.port.store.get(COLLECTION, _key(visit, one))]
    more = [one for one in troubles if one not in open_ones]
    groups = dict.fromkeys(one.group for one in more)
    rest = [html(tag("h2", group), *(_shown(visit, one) for one in more if one.group == group)) for group in groups]
    return visit.page(
        "Make it go wrong", intro, *(_shown(visit, one, "h2") for one in open_ones),
        folded(f"{len(more)} more", *rest), refusal=refusal,
    )  # fmt: skip


def _shown(visit: Visit, trouble: Trouble, heading: str = "h3") -> Html:
    held = visit.port.store.get(COLLECTION, _key(visit, trouble))
    look: Html | None = None
    if held:
        named = link(held["label"], held["address"]) if held["address"] else html(held["label"])
        look = tag("p", f"Made wrong at {held.get('at', 'some time')}. Look at ", named, ".")
    at = visit.at("troubles", trouble.key, "wrong"), visit.at("troubles", trouble.key, "right")
    actions = tag(
        "div", button(at[0], WRONG, label=f"{WRONG}: {trouble.title}"), button(at[1], RIGHT, label=f"{RIGHT}: {trouble.title}"),
        button(visit.at("troubles", trouble.key, "mended"), BY_HAND, label=f"{BY_HAND}: {trouble.title}") if held and trouble.group == "Records" else None,
        class_="actions",
    )  # fmt: skip
    return tag(
        "section",
        tag(heading, trouble.title),
        tag("p", trouble.what),
        look,
        actions,
        class_="trouble on" if held else "trouble",
    )


def wrong(visit: Visit, troubles: Sequence[Trouble], key: str) -> Answer:
    trouble = next((one for one in troubles if one.key == key), None)
    if trouble is None:
        raise KeyError(key)
    if visit.port.store.get(COLLECTION, _key(visit, trouble)):
        or_so = f", or “{BY_HAND}” if you have" if trouble.group == "Records" else ""
        return page(visit, troubles, Refusal(f"That has been made wrong already. Press “{RIGHT}” first{or_so}."))
    try:
        done = trouble.wrong(visit)
    except Refusal as refusal:
        return page(visit, troubles, refusal)
    visit.port.store.put(
        COLLECTION,
        _key(visit, trouble),
        {"label": done.label, "address": done.address, "undo": done.undo, "at": f"{visit.port.clock.now():%H:%M} UTC"},
    )
    visit.port.store.flush()
    return visit.go("troubles", said=f"{trouble.title}: look at {done.label}.")


def right(visit: Visit, troubles: Sequence[Trouble], key: str) -> Answer:
    trouble = next((one for one in troubles if one.key == key), None)
    if trouble is None:
        raise KeyError(key)
    held = visit.port.store.get(COLLECTION, _key(visit, trouble))
    try:
        if held:
            label, undo = held["label"], held["undo"]
        else:
            label, undo = _mended(visit, trouble)
        for step in undo:
            _take(visit, step)
    except Refusal as refusal:
        return page(visit, troubles, refusal)
    visit.port.store.drop(COLLECTION, _key(visit, trouble))
    visit.port.store.flush()
    return visit.go("troubles", said=f"{trouble.title}: {label} was put right.")


def mended(visit: Visit, troubles: Sequence[Trouble], key: str) -> Answer:
    """Nothing is sent: what would undo it may be refused by now, and it could not be made wrong again."""
    trouble = next((one for one in troubles if one.key == key), None)
    held = visit.port.store.get(COLLECTION, _key(visit, trouble)) if trouble and trouble.group == "Records" else None
    if trouble is None or held is None:
        raise KeyError(key)
    visit.port.store.drop(COLLECTION, _key(visit, trouble))
    visit.port.store.flush()
    return visit.go("troubles", said=f"{trouble.title}: {held['label']} is left as it is now.")


def _mended(visit: Visit, trouble: Trouble) -> tuple[str, list[Step]]:
    """The demo company's own mistake, once: a price that was put back is not put back again."""
    found = trouble.mend(visit) if trouble.mend else None
    if found is None or visit.port.store.get(MENDED, f"{trouble.key}{found.address}"):
        raise Refusal("There is nothing to put right.")
    done = {"call": "mended", "key": f"{trouble.key}{found.address}"}
    return found.label, [*found.undo, done]


def _note_mended(visit: Visit, step: Step) -> None:
    visit.port.store.put(MENDED, step["key"], {"mended": True})


CALLS["mended"] = _note_mended


def routes(troubles: Sequence[Trouble]) -> list[Route]:
    return [
        ("GET", "troubles", lambda visit: page(visit, troubles)),
        ("POST", "troubles/*/wrong", lambda visit, key: wrong(visit, troubles, key)),
        ("POST", "troubles/*/right", lambda visit, key: right(visit, troubles, key)),
        ("POST", "troubles/*/mended", lambda visit, key: mended(visit, troubles, key)),
    ]


# Troubles of either vendor


def down(visit: Visit) -> Done:
    rule = visit.port.faults.add({"path": "", "times": None, "action": {"status": 503}})
    return Done("any record: every call is answered with 503", undo=[{"fault": rule.id}])


def slow(visit: Visit) -> Done:
    was, visit.port.latency_ms = visit.port.latency_ms, 3000.0
    return Done("any record: every answer takes 3 s longer", undo=[{"latency": was}])


def limits(visit: Visit) -> Done:
    was = dict(visit.port.vendor.limits)
    visit.port.vendor.limits = {"enabled": True, "factor": 0.05}
    return Done("any sync: a twentieth of the usual calls is left", undo=[{"limits": was}])


COMMON = (
    Trouble("down", "Vendor down", "Every call is answered with 503.", "vendor_unavailable", down, group="Connection"),
    Trouble("slow", "Slow answers", "Every answer takes three seconds longer.", "", slow, group="Connection"),
    Trouble(
        "limits", "Limits", "The rate limits are on, at a twentieth: soon 429.", "limit_reached", limits,
        group="Connection",
    ),
)  # fmt: skip
