"""One request to the pages: who is asked, what was typed, and the person's hand in the vendor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any, Protocol
from urllib.parse import parse_qs, quote, unquote, urlencode

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.port import Port
from syncapp.sandbox.ui.forms import text_of, whole
from syncapp.sandbox.ui.frame import frame
from syncapp.sandbox.ui.html import html, short, tag

CSP = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


class Refusal(Exception):
    """The vendor said no; its own words, one sentence or more."""

    def __init__(self, *texts: str) -> None:
        super().__init__(*texts)
        self.texts = list(texts)


class Pages(Protocol):
    """What a vendor's own pages tell the common ones; `syncapp.sandbox.ui.<vendor>.pages` are such."""

    NAV: Sequence[tuple[str, Sequence[tuple[str, str]]]]  # by the group that the vendor has them in
    FAULT_ROUTES: dict[str, tuple[str, str, str]]  # words, methods, path

    def kinds(self, visit: Visit) -> list[tuple[str, str, int]]:
        """Address, title and number of every kind of record."""

    def titles(self, part: str) -> str:
        """What the first part of an address is called."""

    def address(self, visit: Visit, kind: str, record_id: str, realm: str) -> str:
        """The page of a record as the API names it; empty where there is none."""


@dataclass
class Visit:
    port: Port
    call: Call
    pages: Pages
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
        known = list(self.vendor.store.all("companies"))
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

    def peek(self, path: str, **query: str) -> Answer:
        """What the API answers to a read, without a word in the journal: it is a page that asks."""
        headers = {"accept": "application/json"}
        return self.port.vendor.handle(Call("GET", path, list(query.items()), headers, as_user=True))

    # Pages

    def typed(self, name: str) -> str:
        return text_of(self.form, name)

    def at(self, *parts: object, **query: str) -> str:
        """An address of the pages; the company stays."""
        path = "/".join(["/ui", *(quote(str(part), safe="") for part in parts)]) + "/"
        if self.realm:
            query = {"realm": self.realm, **query}
        return f"{path}?{urlencode(query)}" if query else path

    def go(self, *parts: object, said: str, **query: str) -> Answer:
        """After a write: to the page where its effect is seen, which says so once."""
        return Answer(303, text="", headers={"location": self.at(*parts, **query), "set-cookie": self._kept(said)})

    @property
    def _cookie(self) -> str:
        """Browsers do not tell ports apart, and each vendor has one."""
        return f"said-{self.system}"

    def _kept(self, said: str) -> str:
        age, value = (60 if said else 0), quote(said[:200], safe="")
        return f"{self._cookie}={value}; Path=/ui/; Max-Age={age}; HttpOnly; SameSite=Lax"

    def _said(self) -> str:
        try:
            held = SimpleCookie(self.call.headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return unquote(held.value) if held and self.call.method == "GET" else ""

    def page(self, title: str, *body: object, refusal: Refusal | None = None, status: int = 200) -> Answer:
        said = self._said()
        notes = html(
            tag("p", said, role="status", class_="said") if said else None,
            tag("div", *(tag("p", text) for text in refusal.texts), role="alert", class_="refusal")
            if refusal
            else None,
        )
        found = frame(self, title, html(tag("h1", short(title)), notes, *body))
        once = {"set-cookie": self._kept("")} if said else {}
        return Answer(422 if refusal else status, text=found, headers={**HEADERS, **once})

    @property
    def offset(self) -> int:
        return whole(self.call.param("offset"))


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
