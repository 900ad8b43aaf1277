"""Webhooks: who is subscribed, what was sent with which answers, and sending it again."""

from __future__ import annotations

import json
from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, button, form, hidden, labelled, typed, whole
from syncapp.sandbox.ui.html import Html, facts, folded, html, link, raw, short, table, tag
from syncapp.sandbox.ui.listing import Listed, paging
from syncapp.sandbox.ui.visit import Refusal, Visit

PAGE = 50
SHOWN = 3  # events named in the list of deliveries
STATES = {"waiting": "waiting", "delivered": "delivered", "gave_up": "gave up"}
AGAIN = (
    ("same", "Send again", {"order": "same"}),
    ("reversed", "Send again, reversed", {"order": "reversed"}),
    ("twice", "Send again, twice each", {"order": "same", "duplicate": True}),
)
Delivery = dict[str, Any]


def _fields(visit: Visit) -> tuple[Field, ...]:
    formats = tuple((one, one) for one in visit.port.webhooks.formats)
    secret = "The client secret" if visit.system == "hubspot" else "The verifier token"
    return (
        Field("url", "Address", help="Events are posted to it, such as http://127.0.0.1:8000/webhooks/."),
        Field("secret", "Secret", help=f"{secret}: it signs."),
        Field("format", "Format", "select", formats),
        Field("retry_factor", "Pauses times", help="0.01 makes of 10 s a tenth of a second."),
    )


USUAL = {"retry_factor": "1"}


def show(visit: Visit, shown: dict[str, str] | None = None, refusal: Refusal | None = None) -> Answer:
    held = visit.port.webhooks.listing()
    deliveries = held["deliveries"][::-1]
    offset = visit.offset
    rows = [_row(visit, one) for one in deliveries[offset : offset + PAGE]]
    heads = ["Delivery", "Time", "Events", "State", "Attempts", "Last answer"]
    page = Listed(deliveries[offset : offset + PAGE], offset, len(deliveries), offset + PAGE < len(deliveries))
    return visit.page(
        "Webhooks",
        _subscriptions(visit, held["subscriptions"]),
        _subscribe(visit, shown or USUAL),
        table("Deliveries", heads, rows),
        paging(visit, page, "webhooks"),
        _again(visit, "") if rows else None,
        refusal=refusal,
    )


def _subscriptions(visit: Visit, found: list[dict[str, Any]]) -> Html:
    rows: list[list[object]] = [
        [one["id"], one["url"], one["format"], one["pending"], _number(one["retry_factor"]),
         button(visit.at("webhooks", "subscriptions", one["id"], "end"), "End", kind="danger", label=f"End {one['url']}")]
        for one in found
    ]  # fmt: skip
    return table("Subscriptions", ["No.", "Address", "Format", "Events waiting", "Pauses times", "Action"], rows)


def _number(value: float) -> str:
    return f"{value:g}"


def _subscribe(visit: Visit, shown: dict[str, str]) -> Html:
    inputs = tag("div", *(labelled(field, shown) for field in _fields(visit)), class_="fields")
    found = form(visit.at("webhooks", "subscriptions"), inputs, button="Subscribe")
    return folded("New subscription", found, is_open=shown is not USUAL)


def _row(visit: Visit, one: Delivery) -> list[object]:
    tries = one["attempts"]
    last = tries[-1] if tries else None
    again = f", again {one['redelivery_of']}" if "redelivery_of" in one else ""
    answer = (last["status"] or short(last.get("error", ""), 60)) if last else ""
    return [
        html(link(f"Delivery {one['id']}", visit.at("webhooks", one["id"])), again),
        last["time"][:19].replace("T", " ") if last else "",
        _events(visit, one["events"]),
        _state(one), len(tries), answer,
    ]  # fmt: skip


def _state(one: Delivery) -> Html:
    tone = {"delivered": "good", "gave_up": "bad"}.get(one["state"], "")
    return tag("span", STATES[one["state"]], class_=f"tag {tone}".strip())


def _events(visit: Visit, events: list[dict[str, Any]]) -> Html:
    named = [html(_what(one), " ", _record(visit, one)) for one in events[:SHOWN]]
    more = f" and {len(events) - SHOWN:,} more" if len(events) > SHOWN else None
    return html(*(html(", " if n else None, one) for n, one in enumerate(named)), more)


def _what(event: dict[str, Any]) -> str:
    """HubSpot's type of subscription, QuickBooks' operation."""
    if "subscriptionType" not in event:
        return str(event["operation"])
    name = f" {event['propertyName']}" if "propertyName" in event else ""
    return f"{event['subscriptionType']}{name}"


def _record(visit: Visit, event: dict[str, Any]) -> object:
    kind = str(event.get("entity") or event.get("objectTypeId", ""))
    id_ = str(event.get("id") or event.get("objectId") or event.get("fromObjectId", ""))
    address = visit.pages.address(visit, kind, id_, str(event.get("realm", "")))
    named = f"{kind} {id_}" if "entity" in event else id_
    return link(named, address) if address else named


# One delivery


def _find(visit: Visit, number: str) -> Delivery:
    wanted = whole(number)
    for one in visit.port.webhooks.listing()["deliveries"]:
        if one["id"] == wanted:
            found: Delivery = one
            return found
    raise KeyError(number)


def delivery(visit: Visit, number: str) -> Answer:
    one = _find(visit, number)
    rows: list[tuple[str, object]] = [
        ("State", _state(one)), ("Address", one["url"]), ("Format", one["format"]),
        ("Again", link(f"Delivery {one['redelivery_of']}", visit.at("webhooks", one["redelivery_of"])) if "redelivery_of" in one else None),
        ("Next try in", f"{one['next_try_in_seconds']:g} s" if one["state"] == "waiting" else None),
    ]  # fmt: skip
    tries: list[list[object]] = [
        [attempt["time"][:19].replace("T", " "), attempt["status"] or "none",
         attempt.get("answer") or attempt.get("error", ""), f"{attempt['milliseconds']:g} ms"]
        for attempt in one["attempts"]
    ]  # fmt: skip
    events: list[list[object]] = [
        [_what(event), _record(visit, event), short(event.get("propertyValue", ""))] for event in one["events"]
    ]
    text = json.dumps(one["events"], indent=2, ensure_ascii=False)
    return visit.page(
        f"Delivery {one['id']}",
        _again(visit, str(one["id"])),
        facts(rows),
        table("Attempts", ["Time", "Status", "Answer", "Took"], tries, (3,)),
        table("Events", ["What", "Record", "Value"], events),
        folded("Raw events", raw(text, "Raw events")),
    )


def _again(visit: Visit, number: str) -> Html:
    """One button each for what a vendor does to the order and number of its webhooks."""
    where = f"Delivery {number}" if number else "All deliveries"
    parts = [
        tag(
            "form", hidden("id", number), tag("button", text, name="how", value=how, type="submit", aria_label=f"{text}: {where}"),
            method="post", action=visit.at("webhooks", "again"), class_="one",
        )
        for how, text, _ in AGAIN
    ]  # fmt: skip
    return tag("div", *parts, class_="actions")


def again(visit: Visit) -> Answer:
    body = next((body for how, _, body in AGAIN if how == visit.typed("how")), None)
    if body is None:
        return show(visit, refusal=Refusal("Choose how it is to be sent again."))
    number = visit.typed("id")
    chosen = [_original(_find(visit, number))] if number else None
    made = visit.port.webhooks.redeliver({**body, "ids": chosen})["deliveries"]
    told = "1 delivery is" if len(made) == 1 else f"{len(made):,} deliveries are"
    return visit.go("webhooks", said=f"{told} on the way again.")


def _original(one: Delivery) -> int:
    """A repetition is not repeated: what it repeats is."""
    return int(one["redelivery_of"] if "redelivery_of" in one else one["id"])


def subscribe(visit: Visit) -> Answer:
    sent = typed(_fields(visit), visit.form)
    try:
        body = {**sent, "retry_factor": float(sent["retry_factor"] or 1)}
    except ValueError:
        refusal = Refusal(f"“Pauses times” must be a number, not {short(sent['retry_factor'], 40)}.")
        return show(visit, sent, refusal)
    try:
        visit.port.webhooks.subscribe(body)
    except ValueError as error:
        return show(visit, sent, Refusal(str(error)))
    visit.port.store.flush()
    return visit.go("webhooks", said=f"{sent['url']} is told of what changes from now on.")


def end(visit: Visit, number: str) -> Answer:
    visit.port.webhooks.drop(number)
    visit.port.store.flush()
    return visit.go("webhooks", said=f"Subscription {number} has ended.")


ROUTES: list[Route] = [
    ("GET", "webhooks", show),
    ("POST", "webhooks/again", again),
    ("POST", "webhooks/subscriptions", subscribe),
    ("POST", "webhooks/subscriptions/*/end", end),
    ("GET", "webhooks/*", delivery),
]
