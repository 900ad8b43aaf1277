"""HTML from plain calls: everything is escaped unless it is HTML already."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

LONG = 120  # characters of a text in a table, a link or a title
VOID = {"br", "hr", "input", "link", "meta"}


class Html(str):
    """Text that is markup."""

    __slots__ = ()


def html(*parts: object) -> Html:
    """Parts one after the other; None and False are nothing."""
    return Html(
        "".join(
            part if isinstance(part, Html) else escape(str(part))
            for part in parts
            if part is not None and part is not False
        )
    )


def tag(name: str, /, *children: object, **attributes: object) -> Html:
    """`class_`, `for_` and `aria_label` become class, for and aria-label; True is a bare attribute."""
    written = ""
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        written += f" {key}" if value is True else f' {key}="{escape(str(value))}"'
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{html(*children)}</{name}>")


def short(text: object, most: int = LONG) -> str:
    """The beginning of a long text; all of it stands on the record's own page."""
    found = str(text)
    return found if len(found) <= most else f"{found[: most - 1].rstrip()}…"


def link(text: object, href: str, **attributes: object) -> Html:
    return tag("a", text, href=href, **attributes)


def table(caption: str, heads: list[str], rows: list[list[object]], numbers: tuple[int, ...] = ()) -> Html:
    """`numbers`: the columns that are aligned right. Each cell knows its head, for narrow screens,
    and holds one element, to stand beside it."""
    if not rows:
        return tag("p", f"No {caption.lower()}.", class_="none")

    def cell(index: int, value: object) -> Html:
        return tag("td", tag("div", value), data_label=heads[index], class_="number" if index in numbers else None)

    head = [tag("th", one, scope="col", class_="number" if n in numbers else None) for n, one in enumerate(heads)]
    body = [tag("tr", *(cell(n, value) for n, value in enumerate(row))) for row in rows]
    return tag("table", tag("caption", caption), tag("thead", tag("tr", *head)), tag("tbody", *body), class_="list")


def facts(rows: Sequence[tuple[object, object]]) -> Html:
    """Names and values; empty values are left out."""
    return tag("dl", *(html(tag("dt", name), tag("dd", value)) for name, value in rows if value not in (None, "")))


def raw(text: str, label: str) -> Html:
    """Text to be read and copied as it is: one press selects all, with the keyboard too."""
    rows = min(30, text.count("\n") + 1 + len(text) // 400)
    return tag("textarea", text, readonly=True, rows=rows, class_="raw", aria_label=label, spellcheck="false")


def folded(summary: object, *children: object, is_open: bool = False) -> Html:
    return tag("details", tag("summary", summary), *children, open=is_open)
