"""Forms of a page, as somebody without a mouse meets them: fields by label, buttons by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    name: str
    kind: str
    values: list[str] = field(default_factory=list)  # what is sent
    ident: str = ""
    label: str = ""
    options: dict[str, str] = field(default_factory=dict)  # text → value
    on: bool = True  # a box or a choice that is ticked


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)  # text → name, value

    def filled(self, button: str, typed: dict[str, str]) -> list[tuple[str, list[str]]]:
        """What is sent when the button is clicked; of a box "yes" or "no", of a choice its text."""
        for label, text in typed.items():
            self._type(label, text)
        name, value = self.buttons[button]
        sent = [(one.name, one.values) for one in self.fields if one.on and one.name]
        return [*sent, *([(name, [value])] if name else [])]

    def _type(self, label: str, text: str) -> None:
        found = [one for one in self.fields if one.label == label]
        found = found or [one for one in self.fields if one.label.startswith(label)]
        assert found, f"no field {label!r}: {[one.label for one in self.fields if one.label]}"
        one = found[0]
        if one.kind == "radio":
            for other in self.fields:
                if other.kind == "radio" and other.name == one.name:
                    other.on = other is one
        elif one.kind == "checkbox":
            one.on = text == "yes"
        elif one.kind == "select":
            one.values = [one.options[text]]
        else:
            one.values = [text]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.loose: dict[str, Form] = {}  # forms by id, for fields that stand elsewhere
        self.form: Form | None = None
        self.labels: dict[str, str] = {}
        self.open_label: tuple[str, list[Field]] | None = None
        self.text: list[str] | None = None  # of the label, button, option or text area that is open
        self.now: tuple[str, dict[str, str]] = ("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(held.get("action", ""), held.get("method", "get").lower())
            self.forms.append(self.form)
            if "id" in held:
                self.loose[held["id"]] = self.form
        elif tag == "label":
            self.open_label, self.text = (held.get("for", ""), []), []
        elif tag in ("input", "select", "textarea"):
            self._field(tag, held)
        elif tag == "option" or tag == "button":
            self.now, self.text = (tag, held), []

    def _field(self, tag: str, held: dict[str, str]) -> None:
        form = self.loose.get(held.get("form", ""), self.form)
        kind = held.get("type", "text") if tag == "input" else tag
        on = "checked" in held if kind in ("checkbox", "radio") else "disabled" not in held
        value = held.get("value", "on" if kind == "checkbox" else "")
        one = Field(held.get("name", ""), kind, [value] if tag == "input" else [""], held.get("id", ""), on=on)
        one.label = held.get("aria-label", "")
        if form is not None and kind != "submit":
            form.fields.append(one)
        if self.open_label:
            self.open_label[1].append(one)
        if tag == "textarea":
            self.now, self.text = (tag, held), []

    def handle_endtag(self, tag: str) -> None:
        told = " ".join("".join(self.text or ()).split())
        if tag == "form":
            self.form = None
        elif tag == "label" and self.open_label:
            name, inside = self.open_label
            for one in inside:
                one.label = one.label or told
            if name:
                self.labels[name] = told
            self.open_label = self.text = None
        elif tag in ("option", "button", "textarea") and self.text is not None:
            self._closed(tag, told)

    def _closed(self, tag: str, told: str) -> None:
        held = self.now[1]
        form = self.loose.get(held.get("form", ""), self.form)
        self.text = None
        if form is None:
            return
        if tag == "button" and held.get("type", "submit") == "submit":
            form.buttons[held.get("aria-label") or told] = (held.get("name", ""), held.get("value", ""))
        elif tag == "textarea":
            form.fields[-1].values = [told]
        elif tag == "option":
            last = form.fields[-1]
            value = held.get("value", told)
            if "selected" in held or not last.options:
                last.values = [value]
            last.options[told] = value

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)


def forms_of(page: str) -> list[Form]:
    reader = _Reader()
    reader.feed(page)
    for form in reader.forms:
        for one in form.fields:
            one.label = one.label or reader.labels.get(one.ident, "")
    return reader.forms
