"""Forms that lose nothing: the same fields show stored, typed and refused values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from syncapp.sandbox.ui.html import Html, html, short, tag

Form = Mapping[str, Sequence[str]]
Options = tuple[tuple[str, str], ...]
SPARE_LINES = 3


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    kind: str = "text"  # text, date, textarea, select, checkbox
    options: Options = ()  # of a select: value, label
    help: str = ""
    wide: bool = False


def whole(text: str, most: int = 10**9) -> int:
    """A number from 0 that somebody typed; 0 where it is none."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def text_of(form: Form, name: str) -> str:
    return form.get(name, [""])[0].strip()


def typed(fields: Sequence[Field], form: Form) -> dict[str, str]:
    """What was typed; a checkbox is `true` or `false`."""
    return {
        field.name: ("true" if field.name in form else "false")
        if field.kind == "checkbox"
        else text_of(form, field.name)
        for field in fields
    }


def control(field: Field, value: str, name: str, id_: str, label: str | None = None) -> Html:
    """The input alone; `label` is its accessible name where no label element stands beside it."""
    if field.kind == "textarea":
        return tag("textarea", value, name=name, id=id_, rows="3", aria_label=label)
    if field.kind == "select":
        known = {one for one, _ in field.options}
        options = field.options if not value or value in known else (*field.options, (value, value))
        chosen = [tag("option", short(text), value=one, selected=one == value) for one, text in options]
        return tag("select", *chosen, name=name, id=id_, aria_label=label)
    if field.kind == "checkbox":
        return tag(
            "input",
            type="checkbox",
            name=name,
            id=id_,
            value="true",
            checked=value == "true",
            aria_label=label,
        )
    kind = "date" if field.kind == "date" else "text"
    return tag("input", type=kind, name=name, id=id_, value=value, aria_label=label, autocomplete="off")


def labelled(field: Field, values: Mapping[str, str]) -> Html:
    id_ = f"field-{field.name}"
    shown = control(field, values.get(field.name, ""), field.name, id_)
    label = tag("label", field.label, for_=id_)
    parts = (shown, label) if field.kind == "checkbox" else (label, shown)
    hint = tag("span", field.help, class_="help") if field.help else None
    wide = " wide" if field.wide or field.kind == "textarea" else ""
    return tag("div", *parts, hint, class_=f"field {field.kind}{wide}")


def form(action: str, *parts: object, button: str, cancel: str = "", with_lines: bool = False) -> Html:
    """A form that posts. Its main button stands first: it is the one that Enter presses."""
    more = tag("button", "Add lines", type="submit", name="more", value="1") if with_lines else None
    back = tag("a", "Cancel", href=cancel, class_="cancel") if cancel else None
    return tag(
        "form", *parts, tag("div", tag("button", button, type="submit", class_="main"), more, back, class_="buttons"),
        method="post", action=action,
    )  # fmt: skip


def button(action: str, text: str, *, kind: str = "", label: str | None = None) -> Html:
    """A form of one button; `label` where its text alone does not say what it is about."""
    pressed = tag("button", text, type="submit", class_=kind or None, aria_label=label)
    return tag("form", pressed, method="post", action=action, class_="one")


def hidden(name: str, value: object) -> Html:
    return tag("input", type="hidden", name=name, value=value)


# Lines, and whatever else a form has several of


def rows_of(fields: Sequence[Field], form: Form, noun: str = "line") -> list[dict[str, str]]:
    """The typed rows, each with its `id` where it is stored already."""
    return [
        {"id": text_of(form, f"{noun}-{n}-id")}
        | {field.name: text_of(form, f"{noun}-{n}-{field.name}") for field in fields}
        for n in range(whole(text_of(form, f"{noun}s"), 1000))
    ]


def is_blank(row: Mapping[str, str]) -> bool:
    return not any(value for name, value in row.items() if name != "id")


def lines(
    fields: Sequence[Field], rows: Sequence[Mapping[str, str]], spare: int = SPARE_LINES, *,
    noun: str = "line", caption: str = "Lines",
) -> Html:  # fmt: skip
    """A table of inputs with some empty rows at the end; its form has a button for more of them."""
    filled = [row for row in rows if not is_blank(row) or row.get("id")]
    shown = [*filled, *({} for _ in range(spare))]
    body = [tag("tr", *_cells(fields, row, n, noun)) for n, row in enumerate(shown)]
    heads = [tag("th", field.label, scope="col") for field in fields]
    grid = tag("table", tag("caption", caption), tag("thead", tag("tr", *heads)), tag("tbody", *body), class_="lines")
    return html(hidden(f"{noun}s", len(shown)), grid)


def _cells(fields: Sequence[Field], row: Mapping[str, str], n: int, noun: str) -> list[Html]:
    cells: list[Html] = []
    for field in fields:
        name = f"{noun}-{n}-{field.name}"
        label = f"{noun.capitalize()} {n + 1} {field.label.lower()}"
        shown = control(field, row.get(field.name, ""), name, name, label)
        kept = hidden(f"{noun}-{n}-id", row.get("id", "")) if not cells else None
        cells.append(tag("td", kept, shown, data_label=field.label, class_=f"in-{field.name}"))
    return cells
