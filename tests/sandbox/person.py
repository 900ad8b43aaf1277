"""A person at the pages without a browser: reads by what is written, types by label, presses by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.port import Port
from syncapp.sandbox.ui import app


@dataclass
class Input:
    name: str
    value: str = ""
    label: str = ""
    kind: str = "text"
    checked: bool = False
    options: dict[str, str] = field(default_factory=dict)  # label → value


@dataclass
class Button:
    name: str
    text: str = ""
    label: str = ""
    value: str = ""


@dataclass
class Form:
    action: str
    method: str
    inputs: list[Input] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class Page(HTMLParser):
    """What stands on a page; every tag has to be closed and every id to be there once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.hrefs: list[str] = []
        self.roles: dict[str, str] = {}
        self.words, self.headings = "", [""]
        self._labels: dict[str, str] = {}
        self._ids: dict[str, Input] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()
        assert not self._open, self._open
        for id_, label in self._labels.items():
            self._ids[id_].label = label.strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.hrefs.append(held["href"])
        if tag == "form":
            self.forms.append(Form(held["action"], held["method"]))
        elif tag in ("input", "select", "textarea") and "readonly" not in held:
            self._input(tag, held)
        elif tag == "button":
            self.forms[-1].buttons.append(
                Button(held.get("name", ""), label=held.get("aria-label", ""), value=held.get("value", ""))
            )
        elif tag == "option" and "selected" in held:
            self.forms[-1].inputs[-1].value = held["value"]
        if tag not in ("input", "meta", "link", "br"):
            self._open.append((tag, held))

    def _input(self, tag: str, held: dict[str, str]) -> None:
        kind = held.get("type", "text") if tag == "input" else tag
        made = Input(held["name"], held.get("value", ""), held.get("aria-label", ""), kind, "checked" in held)
        if "id" in held:
            assert held["id"] not in self._ids, held["id"]
            self._ids[held["id"]] = made
        self.forms[-1].inputs.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1][0] == tag, (tag, self._open[-1])
        self._open.pop()

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "style" in tags:
            return
        self.words += f"{data} "
        for tag, held in self._open:
            if tag == "a":
                self.links.setdefault(data, held["href"])
            elif tag == "label":
                self._labels[held["for"]] = self._labels.get(held["for"], "") + data
            elif tag == "button":
                self.forms[-1].buttons[-1].text += data
            elif tag == "option":
                shown = self.forms[-1].inputs[-1]
                if not shown.options and not shown.value:
                    shown.value = held["value"]  # the first stands until another is selected
                shown.options[data] = held["value"]
            elif tag == "textarea" and "readonly" not in held:
                self.forms[-1].inputs[-1].value += data
            elif tag == "h1":
                self.headings[0] += data
            if "role" in held:
                self.roles[held["role"]] = (self.roles.get(held["role"], "") + " " + data).strip()


class Person:
    """Follows links and forms of one port as a browser would."""

    def __init__(self, port: Port) -> None:
        self.port, self.address, self.status = port, "", 0
        self.cookies = SimpleCookie()
        self.page: Page = Page("")
        self.open("/ui/")

    def open(self, address: str) -> Person:
        self._show(self._ask("GET", address), address)
        return self

    def _ask(self, method: str, address: str, body: str = "") -> Answer:
        parts = urlsplit(address)
        query = parse_qsl(parts.query, keep_blank_values=True)
        held = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items() if one["max-age"] != "0")
        answer = app.answer(self.port, Call(method, parts.path, query, {"cookie": held}, body.encode()))
        self.cookies.load(answer.headers.get("set-cookie", ""))
        return answer

    def _show(self, answer: Answer, address: str) -> None:
        while answer.status in (303, 308):
            address = answer.headers["location"]
            answer = self._ask("GET", address)
        self.address, self.status = address, answer.status
        self.page = Page((answer.text or "").removeprefix("<!doctype html>"))

    def follow(self, text: str) -> Person:
        return self.open(self.page.links[text])

    def find(self, label: str) -> Input:
        found = [one for form in self.page.forms for one in form.inputs if one.label == label]
        assert len(found) == 1, (label, [one.label for form in self.page.forms for one in form.inputs])
        return found[0]

    def fill(self, **values: Any) -> Person:
        """Underscores of a label's name are blanks."""
        return self.type({name.replace("_", " "): value for name, value in values.items()})

    def type(self, values: dict[str, Any]) -> Person:
        for label, value in values.items():
            one = self.find(label)
            if one.kind == "select":
                one.value = next(
                    each for text, each in one.options.items() if text == value or text.startswith(f"{value} ")
                )
            elif one.kind == "checkbox":
                one.checked = bool(value)
            else:
                one.value = str(value)
        return self

    def shows(self, label: str) -> str:
        """What stands in an input; of a select the text of the choice."""
        one = self.find(label)
        if one.kind == "select":
            return next((text for text, value in one.options.items() if value == one.value), one.value)
        return str(one.checked) if one.kind == "checkbox" else one.value

    def press(self, name: str) -> Person:
        found = [
            (form, button)
            for form in self.page.forms
            for button in form.buttons
            if (button.label or button.text) == name
        ]
        assert len(found) == 1, (
            name,
            [(b.label or b.text) for form in self.page.forms for b in form.buttons],
        )
        form, button = found[0]
        sent = [(one.name, one.value) for one in form.inputs if one.kind != "checkbox" or one.checked]
        sent += [(button.name, button.value)] if button.name else []
        if form.method == "get":
            return self.open(f"{form.action.partition('?')[0]}?{urlencode(sent)}")
        self._show(self._ask("POST", form.action, urlencode(sent)), form.action)
        return self

    @property
    def title(self) -> str:
        return self.page.headings[0]

    @property
    def refusal(self) -> str:
        return self.page.roles.get("alert", "")

    @property
    def said(self) -> str:
        return self.page.roles.get("status", "")

    def sees(self, *texts: str) -> bool:
        missing = [text for text in texts if text not in self.page.words]
        assert not missing, (missing, self.page.words[:3000])
        return True
