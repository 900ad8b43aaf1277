"""One request to the pages: who is asked, what was typed, and the person's hand in the vendor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.port import Port
from syncapp.sandbox.ui.forms import text_of
from syncapp.sandbox.ui.html import Html, html, link, tag

NAMES = {"hubspot": "HubSpot", "quickbooks": "QuickBooks Online"}
CSP = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
PAGE = 50


class Refusal(Exception):
    """The vendor said no; its own words, one sentence or more."""

    def __init__(self, *texts: str) -> None:
        super().__init__(*texts)
        self.texts = list(texts)


@dataclass
class Visit:
    port: Port
    call: Call
    nav: Sequence[tuple[str, str]] = ()
    form: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.call.method == "POST":
            self.form = parse_qs(self.call.body.decode("utf-8", "replace"), keep_blank_values=True)

    # The vendor

    @property
    def system(self) -> str:
        return self.port.vendor.system

    @property
    def vendor(self) -> Any:
        """The vendor with the doors of its own kind."""
        return self.port.vendor

    @property
    def realm(self) -> str:
        """The company, by default the first; an unknown one is the first too."""
        if self.system != "quickbooks":
            return ""
        known = [one["realm"] for one in self.vendor.overview(None)["accounts"]]
        wanted = text_of(self.form, "realm") or self.call.param("realm")
        return wanted if wanted in known else str(known[0])

    def send(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """A person's request, journalled as such; `Refusal` with the vendor's words."""
        raw = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json", "accept": "application/json"}
        asked = Call(method, path, list(query.items()), headers, raw, as_user=True)
        answer = self.port.apply(asked)
        self.port.note(asked, urlencode(query), answer, answer.status, None)
        if answer.status >= 400:
            raise Refusal(*words(answer))
        return answer.data

    # Pages

    def typed(self, name: str) -> str:
        return text_of(self.form, name)

    def at(self, *parts: object, **query: str) -> str:
        """An address of the pages; the company stays."""
        path = "/".join(["/ui", *(str(part) for part in parts)]) + "/"
        if self.realm:
            query = {**query, "realm": self.realm}
        return f"{path}?{urlencode(query)}" if query else path

    def go(self, *parts: object, said: str) -> Answer:
        """After a write: to the page where its effect is seen."""
        return Answer(303, text="", headers={"location": self.at(*parts, said=said)})

    def page(self, title: str, *body: object, refusal: Refusal | None = None, status: int = 200) -> Answer:
        said = self.call.param("said") if self.call.method == "GET" else ""
        notes = html(
            tag("p", said, role="status", class_="said") if said else None,
            tag("div", *(tag("p", text) for text in refusal.texts), role="alert", class_="refusal")
            if refusal
            else None,
        )
        found = frame(self, title, html(tag("h1", title), notes, *body))
        return Answer(422 if refusal else status, text=found, headers=dict(HEADERS))

    def paging(self, total: int, *parts: object, **query: str) -> Html:
        """Links to the pages before and after."""
        offset = self.offset
        links = []
        if offset:
            links.append(link("Newer", self.at(*parts, **query, offset=str(max(0, offset - PAGE)))))
        if offset + PAGE < total:
            links.append(link("Older", self.at(*parts, **query, offset=str(offset + PAGE))))
        shown = f"{offset + 1}–{min(offset + PAGE, total)} of {total}" if total else ""
        return tag("p", shown, *(html(" ", one) for one in links), class_="paging")

    @property
    def offset(self) -> int:
        text = self.call.param("offset")
        return int(text) if text.isdigit() else 0


HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": CSP,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def words(answer: Answer) -> Iterable[str]:
    """What the vendor says, as it says it."""
    data = answer.data if isinstance(answer.data, dict) else {}
    fault = data.get("Fault") or data.get("fault")
    if fault:
        rows = fault.get("Error") or fault.get("error") or []
        for row in rows:
            message, detail = row.get("Message") or row.get("message"), row.get("Detail") or row.get("detail")
            yield f"{message} ({row.get('code')})"
            if detail and detail != message:
                yield str(detail)
        return
    message = str(data.get("message") or f"The request was refused with {answer.status}.")
    yield message
    for row in data.get("errors") or []:
        if row.get("message") and row["message"] not in message:
            yield str(row["message"])


def frame(visit: Visit, title: str, body: Html) -> str:
    """The page around every page; it must be plain that this is not the vendor."""
    name, overview = NAMES[visit.system], visit.vendor.overview(visit.realm or None)
    mark = tag(
        "p",
        tag("strong", f"Sandbox for {name}"),
        tag("span", f"Not {name}: nothing here leaves this machine."),
    )
    here = visit.call.path
    items = [
        link(
            text,
            visit.at(*path.split("/")) if path else visit.at(),
            aria_current="page" if _is(here, path) else None,
        )
        for path, text in visit.nav
    ]
    found = html(
        tag("a", "Skip to content", href="#content", class_="skip"),
        tag("header", mark, _account(visit, overview)),
        tag("nav", *items, aria_label="Pages"),
        tag("main", body, id="content"),
    )
    head = html(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} – sandbox for {name}"),
        tag("link", rel="stylesheet", href="/ui/style.css"),
        tag("link", rel="icon", href="data:,"),
    )
    page = tag("html", tag("head", head), tag("body", found, class_=visit.system), lang="en")
    return f"<!doctype html>{page}"


def _is(here: str, path: str) -> bool:
    return here.strip("/") == "ui" if not path else here.startswith(f"/ui/{path}/")


def _account(visit: Visit, overview: dict[str, Any]) -> Html:
    """The portal, or the choice of companies."""
    if visit.system == "hubspot":
        account = overview["accounts"][0]
        return tag("p", f"{account['name']} ({account['id']})")
    options = [
        tag("option", one["name"], value=one["realm"], selected=one["realm"] == visit.realm)
        for one in overview["accounts"]
    ]
    return tag(
        "form", tag("label", "Company", for_="company"), tag("select", *options, name="realm", id="company"),
        tag("button", "Switch", type="submit"), method="get", action="/ui/", class_="company",
    )  # fmt: skip
