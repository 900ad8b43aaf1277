"""As much of a browser as it takes to sign in and to consent: pages, their forms, and buttons by what stands on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

SECONDS = 60


@dataclass
class Form:
    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, dict[str, str]] = field(default_factory=dict)  # what stands on one → what pressing it adds


class NoSuchButton(Exception):
    """The page is not the one that was expected; the text says what it shows."""


class Browser:
    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.trust_env = False  # no proxy stands between here and this machine's own ports
        self.page = requests.Response()

    def open(self, url: str) -> None:
        self.page = self.session.get(url, timeout=SECONDS)

    def press(self, button: str, **typed: str) -> None:
        """Fill in what is typed, leave the rest as the page has it, and go where it leads."""
        reader = _Reader()
        reader.feed(self.page.text)
        form = next((form for form in reader.forms if button in form.buttons), None)
        if form is None:
            raise NoSuchButton(f"{self.page.url} has no button “{button}”, but says: {self.complaint}")
        sent = {**form.fields, **typed, **form.buttons[button]}
        self.page = self.session.request(form.method, urljoin(self.page.url, form.action), data=sent, timeout=SECONDS)

    @property
    def complaint(self) -> str:
        """What the page says is wrong."""
        reader = _Reader()
        reader.feed(self.page.text)
        return reader.complaint or reader.heading or f"it answered {self.page.status_code}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.heading = self.complaint = self._text = ""
        self._button: dict[str, str] | None = None
        self._complains = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(has.get("action", ""), has.get("method", "get")))
        elif tag == "button":
            self._button = {has["name"]: has.get("value", "")} if "name" in has else {}
        elif tag == "input" and self.forms and "name" in has and _counts(has):
            self.forms[-1].fields[has["name"]] = has.get("value", "")
        if tag in ("button", "h1") or has.get("role") == "alert":
            self._text, self._complains = "", has.get("role") == "alert"

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(self._text.split())
        if tag == "button" and self.forms and self._button is not None:
            self.forms[-1].buttons[text] = self._button
            self._button = None
        elif tag == "h1":
            self.heading = text
        elif tag == "p" and self._complains:
            self.complaint, self._complains = text, False


def _counts(has: dict[str, str]) -> bool:
    return has.get("type") not in ("radio", "checkbox", "submit") or "checked" in has
